//! A client of the [Channels protocol](https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/)
//! (version 7), which Pusher, Laravel Reverb, soketi and Sockudo speak: a state machine without I/O, for front ends and
//! other hosts in Rust, and the client inside the npm package `pusher-wasm`.
//!
//! A [`Client`](core::Client) is told what happens (the application subscribes, a socket opens, a message comes, time
//! passes) and says what is to be done ([`Output`](core::Output)): open this socket, send that text, emit an event. It
//! has no socket, no clock and no randomness of its own, so it runs wherever Rust does, and a test decides when
//! everything happens. What it does and in which order is what pusher-js 8.6 does.
//!
//! # Example
//!
//! A client driven by hand, from its first breath to a message. A program that does the same with a WebSocket is
//! [`tests/examples/websocket.rs`](https://docs.rs/crate/pusher-wasm/latest/source/tests/examples/websocket.rs).
//!
#![cfg_attr(feature = "json", doc = "```")]
#![cfg_attr(not(feature = "json"), doc = "```ignore")]
//! use pusher_wasm::core::io::ChannelEvent;
//! use pusher_wasm::core::protocol::Message;
//! use pusher_wasm::core::strategy::{SocketId, Transport};
//! use pusher_wasm::core::{Client, Config, Output, Value};
//! // Payloads by serde_json: the feature `json`. Any type that is a `Value` will do.
//! use pusher_wasm::json::Json;
//!
//! /// What the client wants done, all of it. A real host does it here.
//! fn outputs(client: &mut Client<Json>) -> Vec<Output<Json>> {
//!     std::iter::from_fn(|| client.poll_output()).collect()
//! }
//!
//! // This host has WebSockets and nothing else, and remembers nothing between two runs.
//! let mut config = Config::new(Json::text("app-key"), &Json::text("mt1"));
//! config.enabled_transports = [Transport::Ws, Transport::Wss].into_iter().collect();
//! let mut client = Client::new(config);
//!
//! // Times are in milliseconds of any clock that never runs backwards.
//! client.connect(0);
//! let mut opened = None;
//! while let Some(output) = client.poll_output() {
//!     match output {
//!         Output::RecallTransport { .. } => client.handle_recalled(0, None),
//!         Output::OpenSocket { socket, url, .. } => opened = Some((socket, url)),
//!         _ => {}
//!     }
//! }
//! let (socket, url) = opened.expect("a socket to open");
//! assert!(url.starts_with("wss://ws-mt1.pusher.com:443/app/app-key?protocol=7"));
//! // If nothing comes of it, the client wants to be told the time.
//! assert!(client.poll_timeout().is_some());
//!
//! // The socket opens, and the server greets.
//! client.handle_socket_opened(80, socket);
//! let greeting = r#"{"event":"pusher:connection_established",
//!                    "data":"{\"socket_id\":\"1.2\",\"activity_timeout\":120}"}"#;
//! let message = Message::read(Json::text(greeting), |_| None).expect("a message");
//! client.handle_message(90, socket, message);
//! outputs(&mut client);
//! assert_eq!(client.state().name(), "connected");
//! assert_eq!(client.socket_id(), "1.2");
//!
//! // The application subscribes, and the server is told.
//! let news = client.add_channel(Json::text("news")).expect("a public channel");
//! client.subscribe(news);
//! let text = r#"{"event":"pusher:subscribe","data":{"auth":"","channel":"news"}}"#.to_owned();
//! assert!(outputs(&mut client).contains(&Output::Send { socket, text }));
//!
//! // Whatever comes from the socket goes in. The host keeps the channels' names.
//! let mut receive = |text: &str| {
//!     let named = |name: &Json| (name.as_text()? == "news").then_some(news);
//!     let message = Message::read(Json::text(text), named).expect("a message");
//!     client.handle_message(100, socket, message);
//!     outputs(&mut client)
//! };
//! let said = receive(r#"{"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}"#);
//! let event = ChannelEvent::Subscribed(Json::object());
//! assert!(said.contains(&Output::EmitChannel { channel: news, event }));
//!
//! // A message of the application's own is to be handed to the listeners of its channel.
//! let said = receive(r#"{"event":"headline","channel":"news","data":"{\"title\":\"Rain\"}"}"#);
//! let event = ChannelEvent::Message { metadata: false };
//! assert!(said.contains(&Output::EmitChannel { channel: news, event }));
#![doc = "```"]
//!
//! # Features
//!
//! - `encryption` (on by default): channels whose names begin with `private-encrypted-`.
//! - `json`: [`json::Json`](https://docs.rs/pusher-wasm/latest/pusher_wasm/json/struct.Json.html), payloads by
//!   `serde_json`. Without it the crate has no dependency.
//! - `browser`: what the npm package is built with, in a wasm32 build: JavaScript bindings and an allocator. It needs
//!   the package's JavaScript, and is no part of this crate's interface.
//!
//! # Versions
//!
//! The crate and the npm package have the same version and the same changelog, and follow semantic versioning. The
//! oldest Rust that builds it is 1.95, which its releases are built and tested with; a newer one is asked for in minor
//! versions only.

// Layers, from the inside out; each knows only those above it in this list:
//
// - `core`: the client as a pure state machine, without I/O
// - `browser`: carries out the core's outputs with the browser's WebSocket, XMLHttpRequest and timers
// - `api`: the `Pusher` class that wasm-bindgen exports, and its options
// - `js`: the JavaScript object model around that class (callback lists, channel objects, entries)

pub mod core;
#[cfg(feature = "json")]
pub mod json;

#[cfg(all(feature = "browser", target_arch = "wasm32"))]
mod api;
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
mod browser;

/// A third of the size of the standard library's allocator, and quicker.
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
