//! The protocol client as a pure state machine: no I/O, no clock, no randomness.
//!
//! A [`Client`] takes inputs (`connect`, `handle_socket_opened(now, …)`, …) and is then drained of
//! [`Output`]s. Time is an argument, in whole milliseconds of any monotonic clock. Event payloads are a
//! type parameter ([`Value`]): the browser hands in JavaScript values, tests hand in `serde_json` ones,
//! and the core looks into them only where the protocol says so.
//!
//! # What a host does
//!
//! 1. Give the client an input: what the application asks for ([`connect`](Client::connect),
//!    [`subscribe`](Client::subscribe), …), or what has happened (`handle_…`).
//! 2. Carry out what [`poll_output`](Client::poll_output) says, one after the other, until there is nothing left.
//!    Inputs that come from code that this runs, such as an application's listener, are given between
//!    [`suspend`](Client::suspend) and [`resume`](Client::resume), and what they cause is carried out in between.
//! 3. See that [`handle_timeout`](Client::handle_timeout) is called at the time that
//!    [`poll_timeout`](Client::poll_timeout) says.
//!
//! | output | what a host does, and what it reports |
//! |---|---|
//! | [`OpenSocket`](Output::OpenSocket) | opens a WebSocket: `handle_socket_opened`, `handle_message` for each that comes, `handle_socket_error`, `handle_socket_closed` |
//! | [`Send`](Output::Send), [`CloseSocket`](Output::CloseSocket) | does that |
//! | [`RecallTransport`](Output::RecallTransport) | `handle_recalled`, with `None` where nothing is remembered |
//! | [`Authorize`](Output::Authorize) | asks the application's server: `handle_auth` |
//! | [`EmitConnection`](Output::EmitConnection), [`EmitChannel`](Output::EmitChannel), [`Message`](Output::Message), … | tells listeners |
//! | [`State`](Output::State), [`Subscription`](Output::Subscription), … | nothing, or renews what it shows |
//! | [`OpenSession`](Output::OpenSession), [`Request`](Output::Request), … | never asked of a host whose [`Config`] allows `ws` and `wss` only |
//!
//! A message is given to [`handle_message`](Client::handle_message), and all else follows.
//! [`handle_event`](Client::handle_event) and [`Output::ShortWay`] are for hosts where it matters that most messages
//! never enter this module.
//!
//! # Layers
//!
//! From the wire up:
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
//! | `order` | what the host is asked, by number |
//! | [`io`] | the same with types |
//! | `queue` | what is asked, and the steps in between |
//! | [`client`] | puts them together and orders the outputs |

pub mod channels;
pub mod client;
pub mod config;
pub mod connection;
pub mod http;
pub mod io;
pub(crate) mod order;
pub mod protocol;
mod queue;
#[cfg(feature = "encryption")]
#[doc(hidden)] // public for its tests
pub mod secretbox;
pub mod strategy;
mod text;
mod timers;
mod user;

pub use client::Client;
pub use config::Config;
pub use io::Output;
pub use protocol::Value;
pub use queue::Suspended;

/// Milliseconds: a duration, or a point on the host's monotonic clock.
pub type Millis = u64;
