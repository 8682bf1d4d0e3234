//! Makes the JavaScript bindings of a compiled module: what the `wasm-bindgen` command does, as a library, so
//! that its version stands in `Cargo.lock` beside the crate's own, which it must equal.

use std::error::Error;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

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
    Ok(())
}
