//! The transport that worked last time, in `localStorage`, where pusher-js keeps it too.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::host::{Host, Order, text};
use super::tell::whole;
use crate::core::strategy::RememberedTransport;
use crate::core::{Millis, Value};

/// What is remembered; entries that make no sense count as none.
pub(super) fn recall(host: &Host, tls: bool) -> Option<RememberedTransport> {
    let nothing = JsValue::UNDEFINED;
    let entry = host.ask(Order::Recall, tls.into(), 0, &nothing, &nothing);
    let number = |name| entry.get(name).and_then(|value: JsValue| value.as_number());
    Some(RememberedTransport {
        name: entry.get("transport")?.as_text()?,
        age: (Date::now() - number("timestamp")?) as Millis,
        latency: number("latency")? as Millis,
        skip_count: number("cacheSkipCount").unwrap_or(0.0) as u32,
    })
}

pub(super) fn remember(host: &Host, tls: bool, transport: &RememberedTransport) {
    let (name, skip_count) = (text(&transport.name), transport.skip_count.into());
    host.give(Order::Remember, tls.into(), whole(transport.latency), name, skip_count);
}
