//! The host of a client under test: a clock, sockets and an application, none of them real.

pub mod counter;
mod host;
pub mod pair;
pub mod render;
pub mod server;
pub mod value;

pub use pair::Harness;
pub use server::Server;
pub use value::Json;
