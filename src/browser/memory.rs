//! The transport that worked last time, in `localStorage`, where pusher-js keeps it too.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::host::Host;
use crate::core::order::Call;
use crate::core::strategy::RememberedTransport;
use crate::core::{Millis, Value};

/// What is remembered, as the call asks; entries that make no sense count as none.
pub(super) fn recall(host: &Host, call: &Call<JsValue>) -> Option<RememberedTransport> {
    let entry = host.ask(call);
    let number = |name| entry.get(name).and_then(|value: JsValue| value.as_number());
    Some(RememberedTransport {
        name: entry.get("transport")?.as_text()?,
        age: (Date::now() - number("timestamp")?) as Millis,
        latency: number("latency")? as Millis,
        skip_count: number("cacheSkipCount").unwrap_or(0.0) as u32,
    })
}
