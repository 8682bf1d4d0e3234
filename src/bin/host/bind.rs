//! Makes the JavaScript bindings of the compiled module: what the `wasm-bindgen` command does, as a library, so
//! that its version stands in `Cargo.lock` beside the crate's own, which it must equal.

use std::error::Error;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

/// Reads `module` and writes `mutex_demo.js`, its types and `mutex_demo_bg.wasm` into `folder`.
pub fn bind(module: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    Bindgen::new()
        .input_path(module)
        .out_name("mutex_demo")
        .web(true)?
        .omit_default_module_path(true)
        .typescript(true)
        .generate(folder)?;
    Ok(())
}
