//! The languages' own tools, as far as they are here, read every listing.
//!
//! They parse and run nothing, which is quick.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::*;

/// The end of each language's files.
const EXTENSIONS: [&str; 6] = ["py", "rs", "js", "c", "java", "go"];

/// Writes a language's whole programs into a directory, and returns the files' paths. They are named as Java needs it.
fn write(directory: &Path, language: usize, choices: &[Parameters]) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for (name, text) in texts() {
        for parameters in choices.iter().copied() {
            let (lock, main) = (parameters.lock == LockKind::None, parameters.main == Main::Exit);
            let variant =
                format!("{name}{}{}", if lock { "+none" } else { "" }, if main { "+exit" } else { "" });
            let whole = print(&program(text, parameters), LANGUAGES[language].1).whole();
            let directory = directory.join(LANGUAGES[language].0).join(variant);
            fs::create_dir_all(&directory).unwrap();
            paths.push(directory.join("Main").with_extension(EXTENSIONS[language]));
            fs::write(paths.last().unwrap(), whole).unwrap();
        }
    }
    paths
}

/// Says which tools it found. With the variable `MUTEX_DEMO_LISTINGS`, writes all programs into that directory, and
/// leaves them there to be compiled and run.
#[test]
fn the_tools_at_hand_accept_every_program() {
    let kept = env::var_os("MUTEX_DEMO_LISTINGS").map(PathBuf::from);
    let own = env::temp_dir().join(format!("listings-{}", std::process::id()));
    // The first choice leaves nothing out, the last leaves out both the lock and the join.
    let choices: Vec<Parameters> = choices().step_by(if kept.is_some() { 1 } else { 3 }).collect();
    let python = "import ast, sys\nfor path in sys.argv[1:]: ast.parse(open(path).read())";
    let node = "for (const path of process.argv.slice(1)) new (require('vm').Script)(require('fs').readFileSync(path, 'utf8'))";
    let tools: [(&str, &[&str]); 6] = [
        ("python3", &["-c", python]),
        ("rustfmt", &["--edition", "2024", "--emit", "stdout"]),
        ("node", &["-e", node, "--"]),
        ("gcc", &["-fsyntax-only", "-Wall", "-Werror"]),
        // Java's compiler takes half a second for each program.
        ("javac", &[]),
        ("gofmt", &["-e"]),
    ];
    for (language, (tool, arguments)) in tools.into_iter().enumerate() {
        let paths = write(kept.as_ref().unwrap_or(&own), language, &choices);
        if arguments.is_empty() {
            println!("{tool} is not asked");
            continue;
        }
        match Command::new(tool).args(arguments).args(&paths).output() {
            Ok(output) => {
                assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
                println!("{tool} has read {} programs", paths.len());
            }
            Err(_) => println!("{tool} is not here"),
        }
    }
    if kept.is_none() {
        fs::remove_dir_all(own).unwrap();
    }
}
