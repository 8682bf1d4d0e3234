//! The development tool, run by the Makefile, for what a browser cannot do.
//!
//! Each command is a module; this file only picks one.

mod bind;
mod page;
mod serve;

use std::process::ExitCode;

const USAGE: &str = "usage: host bind FOLDER MODULE.wasm... | host page RUNS | host serve PORT FOLDER...";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        ["bind", folder, ref modules @ ..] => {
            modules.iter().try_for_each(|module| bind::bind(module.as_ref(), folder.as_ref()))
        }
        ["page", recorded] => page::page(recorded.as_ref()),
        ["serve", port, ref folders @ ..] if !folders.is_empty() => serve::serve(port, folders),
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("host: {error}");
            ExitCode::FAILURE
        }
    }
}
