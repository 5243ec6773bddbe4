//! Protocol 7 on the wire: what frames say, and how ours are written.

mod close;
mod frame;
mod message;
mod value;

#[doc(hidden)]
pub use close::CloseAction;
pub use close::CloseEvent;
pub(crate) use close::is_error;
pub(crate) use frame::{PING, PONG, signin, subscribe, unsubscribe};
pub use message::Message;
pub(crate) use message::{Internal, Meanings};
pub use value::{Fields, Value};
