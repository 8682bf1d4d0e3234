//! Makes the JavaScript bindings of a compiled module: what the `wasm-bindgen` command does, as a library, so
//! that its version stands in `Cargo.lock` beside the crate's own, which it must equal.

use std::error::Error;
use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

/// The script that hands a process's threads to rayon, seen from the bindings.
const OWN_THREADS: &str = "../workers/start-threads.js";

/// Reads `NAME.wasm` and writes `NAME.js`, its types and `NAME_bg.wasm` into `folder`.
pub fn bind(module: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let name = module.file_stem().and_then(|name| name.to_str()).ok_or("a module has a name")?;
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(true)
        .generate(folder)?;
    let script = folder.join(format!("{name}.js"));
    let text = fs::read_to_string(&script)?;
    fs::write(&script, with_own_threads(&text)?)?;
    match fs::remove_dir_all(folder.join("snippets")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Puts our script in the place of wasm-bindgen-rayon's, if the bindings use that. Its script makes workers from a copy of
/// itself, which no bundler can follow; and in a page it imports whatever script a message names, of whomever the message is.
fn with_own_threads(bindings: &str) -> Result<String, Box<dyn Error>> {
    let Some(start) = bindings.find("'./snippets/") else { return Ok(bindings.to_owned()) };
    let end = start + bindings[start..].find(';').ok_or("an import ends")?;
    if !bindings[start..end].starts_with("'./snippets/wasm-bindgen-rayon-")
        || bindings[end..].contains("'./snippets/")
    {
        return Err("the bindings import a script that is not known".into());
    }
    // Only wasm-bindgen-rayon's script asks for the address of the bindings.
    Ok(format!("{}'{OWN_THREADS}'{}", &bindings[..start], bindings[end..].replace("import.meta.url", "''")))
}
