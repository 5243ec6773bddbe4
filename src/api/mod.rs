//! What wasm-bindgen exports, and what the JavaScript side of a client calls.

mod options;
mod pusher;
mod reader;
