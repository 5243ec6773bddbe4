//! Runs wasm-bindgen over a `.wasm` file: `bindgen <input.wasm> <output directory>`.
//!
//! The same code as the `wasm-bindgen` command with `--target web`, called as a library so that the
//! workspace's one lock file decides its version, and so that the command's HTTP server and
//! test runner need not be compiled.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let (Some(input), Some(output)) = (args.next(), args.next()) else {
        eprintln!("usage: bindgen <input.wasm> <output directory>");
        return ExitCode::from(2);
    };
    match run(&input, &output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(input: &std::ffi::OsStr, output: &std::ffi::OsStr) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_path(input)
        .out_name("pusher_wasm")
        .typescript(false)
        .web(true)?
        .omit_default_module_path(true)
        // The step after this one finds functions by their names, crate and hash included.
        .remove_name_section(false)
        .remove_producers_section(true);
    bindgen.generate(output)?;
    Ok(())
}
