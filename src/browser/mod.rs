//! Carries out what the core asks for, with what a browser has. Only in wasm builds.
//!
//! Nothing here decides anything about the protocol. The one rule to keep: **no borrow of the client is held
//! while JavaScript runs**, because it may call back in.

mod clock;
mod driver;
mod host;
mod payload;
mod rejection;
#[cfg(feature = "encryption")]
mod sealed;

pub(crate) use driver::Driver;
#[allow(unreachable_pub)] // in the signature of an exported constructor, which must be public
pub use host::Host;
