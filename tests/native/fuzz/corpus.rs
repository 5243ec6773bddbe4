//! The corpus: tests/fuzz/corpus/<kind>/*.jsonl, a JSON value on each line. The browser's fuzzing has the same.

use std::fs;
use std::path::Path;

use serde_json::Value as Raw;

/// The texts of a kind; of sequences, their parts. What holds half of a surrogate pair is no Rust string, and left to the browser.
pub fn texts(kind: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(kind);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.file_stem().unwrap() != "surrogates");
    files.sort();
    let lines: Vec<String> = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let parse = |line: &str| match serde_json::from_str(line) {
        Ok(Raw::String(text)) => vec![text],
        Ok(Raw::Array(parts)) => parts.iter().map(|part| part.as_str().unwrap().to_owned()).collect(),
        other => panic!("{kind}: {other:?}: {line}"),
    };
    let texts: Vec<String> = lines.iter().flat_map(|text| text.lines()).flat_map(parse).collect();
    assert!(!texts.is_empty(), "{} is empty", folder.display());
    texts
}

/// Reads a JSON text, if it is one.
pub fn json(text: &str) -> Option<Raw> {
    serde_json::from_str(text).ok()
}
