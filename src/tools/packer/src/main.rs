//! Packs standard input: `packer <start> <end>`, where the functions of the module begin and end.

use std::io::{Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [start, end] = args.as_slice() else {
        eprintln!("usage: packer <start> <end>");
        return ExitCode::from(2);
    };
    match run(start, end) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("packer: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(start: &str, end: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = packer::parser::pack(&bytes, &(start.parse()?..end.parse()?));
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
