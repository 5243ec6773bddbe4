//! A client of the Pusher Channels protocol (version 7).
//!
//! Layers, from the inside out; each knows only those above it in this list:
//!
//! - [`core`]: the client as a pure state machine, without I/O. The only part in a native build.
//! - `browser`: carries out the core's outputs with the browser's WebSocket, XMLHttpRequest and timers.
//! - `api`: the `Pusher` class that wasm-bindgen exports, and its options.
//! - `js`: the JavaScript object model around that class (callback lists, channel objects, entries).

pub mod core;

#[cfg(target_arch = "wasm32")]
mod api;
#[cfg(target_arch = "wasm32")]
mod browser;

/// A third of the size of the standard library's allocator, and quicker.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
