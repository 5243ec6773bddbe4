//! The protocol client as a pure state machine: no I/O, no clock, no randomness.
//!
//! A [`Client`] takes inputs (`connect`, `handle_socket_opened(now, …)`, …) and is then drained of
//! [`Output`]s. Time is an argument, in whole milliseconds of any monotonic clock. Event payloads are a
//! type parameter ([`Value`]): the browser hands in JavaScript values, tests hand in `serde_json` ones,
//! and the core looks into them only where the protocol says so.
//!
//! The layers, from the wire up:
//!
//! | module | knows |
//! |---|---|
//! | [`protocol`] | frames in and out, close codes |
//! | [`strategy`] | which sockets to open when, and which one wins |
//! | [`http`] | sockets made of HTTP requests |
//! | [`connection`] | states, handshake, activity checks, retries |
//! | [`channels`] | subscriptions, presence members |
//! | `user` | signing in |
//! | `secretbox` | decryption |
//! | [`order`] | what the host is asked, by number |
//! | [`io`] | the same with types |
//! | [`queue`] | what is asked, and the steps in between |
//! | [`client`] | puts them together and orders the outputs |

pub mod channels;
pub mod client;
pub mod config;
pub mod connection;
pub mod http;
pub mod io;
pub mod order;
pub mod protocol;
pub mod queue;
#[cfg(feature = "encryption")]
pub mod secretbox;
pub mod strategy;
mod text;
mod timers;
mod user;

pub use client::Client;
pub use config::Config;
pub use io::Output;
pub use protocol::Value;

/// Milliseconds: a duration, or a point on the host's monotonic clock.
pub type Millis = u64;
