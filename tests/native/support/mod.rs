//! The host of a client under test: a clock, sockets and an application, none of them real.

pub mod counter;
pub mod explore;
mod host;
pub mod pair;
pub mod render;
pub mod server;
#[cfg(feature = "encryption")]
pub mod shared;
pub mod value;

pub use explore::explore;
pub use pair::{Harness, transports};
pub use server::Server;
pub use value::{Json, Written};
