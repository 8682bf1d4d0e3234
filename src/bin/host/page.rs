//! The part of the page's HTML that needs no scripts: recorded runs as pictures, and the program in each language.
//!
//! A recorded run is a line of text: its name, the settings of its program and the schedule that its threads took, on real
//! threads and on tape. It is replayed in the model, which takes the same steps, and so the picture is of that run.

use std::error::Error;
use std::fs;
use std::path::Path;

use mutex_demo::model::{Learner, Stepper, schedule};
use mutex_demo::program::presets::preset;
use mutex_demo::program::print::{Language, Listing, print};
use mutex_demo::program::{LockKind, Main, Parameters, Program};
use mutex_demo::rows::{Row, Rows};
use mutex_demo::screen::Glyph;

/// The program that the page shows in each language: as on its first view, with a lock.
const SHOWN: Parameters = Parameters { threads: 5, count: 5, lock: LockKind::Mutex, main: Main::Join };

/// Prints the runs that `recorded` lists, and the program, as JSON.
pub fn page(recorded: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(recorded)?;
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let runs = lines.map(|line| still(line).map_err(|error| format!("{line}: {error}").into()));
    let runs: Vec<String> = runs.collect::<Result<_, Box<dyn Error>>>()?;
    let program = program("counter", "line", SHOWN)?;
    let programs = Language::WORDS.map(|(word, language)| listing(word, &print(&program, language)));
    println!(
        "{{ \"stills\": {{\n{}\n}}, \"programs\": {{\n{}\n}} }}",
        runs.join(",\n"),
        programs.join(",\n")
    );
    Ok(())
}

fn program(name: &str, scope: &str, parameters: Parameters) -> Result<Program, Box<dyn Error>> {
    let text = preset(name, scope).ok_or("no such program")?;
    Ok(Program::new(text, parameters)?)
}

/// Returns the program in a language as a property: its lines, those of the lock, and what surrounds them in a whole program.
fn listing(language: &str, Listing { prelude, lines, ending }: &Listing) -> String {
    let texts: Vec<String> = lines.iter().map(|line| json(&line.text)).collect();
    let of_lock: Vec<usize> = (0..lines.len()).filter(|&line| lines[line].lock).collect();
    format!(
        "{}: {{ \"prelude\": {}, \"lines\": [{}], \"ofLock\": {of_lock:?}, \"ending\": {} }}",
        json(language),
        json(prelude),
        texts.join(", "),
        json(ending),
    )
}

/// Returns a recorded run as a property: its text, each character's thread, its torn rows, and what was overwritten where.
fn still(line: &str) -> Result<String, Box<dyn Error>> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [name, preset, scope, lock, threads, count, taken] = fields[..] else {
        return Err("a run has seven fields".into());
    };
    let kinds = LockKind::WORDS;
    let (_, lock) = kinds.into_iter().find(|(word, _)| *word == lock).ok_or("no such lock")?;
    let parameters = Parameters { threads: threads.parse()?, count: count.parse()?, lock, main: Main::Join };
    let mut stepper = Stepper::new(program(preset, scope, parameters)?)?;
    let mut lost = Vec::new();
    for thread in schedule::parse(taken.trim_matches('-'))? {
        stepper.run(&mut Learner::chooses(thread)).map_err(|refused| format!("{refused:?}"))?;
        let step = stepper.last().expect("a step was taken");
        if let Some(glyph) = step.overwrote {
            lost.push(format!("[{}, {}, {}]", step.at, json(&text(&[glyph])), glyph.author.0));
        }
    }
    let cells = stepper.screen();
    let mut rows = Rows::new(stepper.program().clone());
    rows.fold(&cells);
    let torn = (0..rows.len()).filter(|&row| {
        let range = rows.range(row);
        rows.classify(&cells[range.clone()], cells.get(range.end).copied()) == Row::Torn
    });
    let torn: Vec<usize> = torn.collect();
    let glyphs: Vec<Glyph> = cells.into_iter().map(Glyph::from_cell).collect();
    let writers: Vec<u8> = glyphs.iter().map(|glyph| glyph.author.0).collect();
    Ok(format!(
        "{}: {{ \"threads\": {threads}, \"count\": {count}, \"lock\": {}, \"text\": {}, \"writers\": {writers:?}, \"torn\": {torn:?}, \"lost\": [{}] }}",
        json(name),
        json(fields[3]),
        json(&text(&glyphs)),
        lost.join(", "),
    ))
}

fn text(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| char::from(glyph.byte)).collect()
}

/// A text as JSON has it.
fn json(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
