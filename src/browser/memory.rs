//! The transport that worked last time, in `localStorage`, where pusher-js keeps it too.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::host::Host;
use crate::core::strategy::RememberedTransport;
use crate::core::{Millis, Value};

fn key(tls: bool) -> &'static str {
    if tls { "pusherTransportTLS" } else { "pusherTransportNonTLS" }
}

/// What is remembered; entries that make no sense count as none.
pub(super) fn recall(host: &Host, tls: bool) -> Option<RememberedTransport> {
    let entry = host.recall(key(tls));
    let number = |name| entry.get(name).and_then(|value: JsValue| value.as_number());
    Some(RememberedTransport {
        name: entry.get("transport")?.as_text()?,
        age: (Date::now() - number("timestamp")?) as Millis,
        latency: number("latency")? as Millis,
        skip_count: number("cacheSkipCount").unwrap_or(0.0) as u32,
    })
}

pub(super) fn remember(host: &Host, tls: bool, transport: &RememberedTransport) {
    host.remember(
        key(tls),
        &transport.name,
        transport.latency.min(u32::MAX.into()) as u32,
        transport.skip_count,
    );
}

pub(super) fn forget(host: &Host, tls: bool) {
    host.forget(key(tls));
}
