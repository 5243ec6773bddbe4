//! Frames that the client writes itself.

use super::Value;
use super::value::Fields;

/// The client's ping.
pub(crate) const PING: &str = r#"{"event":"pusher:ping","data":{}}"#;
/// The answer to the server's ping.
pub(crate) const PONG: &str = r#"{"event":"pusher:pong","data":{}}"#;

/// A `pusher:subscribe` frame.
pub(crate) fn subscribe<V: Value>(channel: &V, auth: &V, channel_data: &V) -> V {
    V::frame("subscribe", Fields { auth, channel_data, user_data: &V::undefined(), channel })
}

/// A `pusher:unsubscribe` frame.
pub(crate) fn unsubscribe<V: Value>(channel: &V) -> V {
    let none = &V::undefined();
    V::frame("unsubscribe", Fields { auth: none, channel_data: none, user_data: none, channel })
}

/// A `pusher:signin` frame.
pub(crate) fn signin<V: Value>(auth: &V, user_data: &V) -> V {
    let none = &V::undefined();
    V::frame("signin", Fields { auth, channel_data: none, user_data, channel: none })
}
