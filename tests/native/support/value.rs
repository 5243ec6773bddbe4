//! Payloads for tests: what the crate itself offers, and what is handy to write and to read it with.

pub use pusher_wasm::json::Json;

use pusher_wasm::core::Value;

/// What tests do with a payload.
pub trait Written {
    /// Reads a JSON text that a test has written.
    #[track_caller]
    fn of(text: &str) -> Self;

    /// The string that this must be.
    #[track_caller]
    fn string(&self) -> String;

    /// As `JSON.stringify` writes it inside a template: `undefined` as the bare word.
    fn show(&self) -> String;
}

impl Written for Json {
    fn of(text: &str) -> Self {
        text.parse().unwrap()
    }

    fn string(&self) -> String {
        self.as_text().expect("a text")
    }

    fn show(&self) -> String {
        self.0.as_ref().map_or_else(|| "undefined".to_owned(), ToString::to_string)
    }
}
