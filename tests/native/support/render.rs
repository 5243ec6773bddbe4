//! Events as the lines of a transcript, in the shapes that applications see.

use pusher_wasm::core::Value;
use pusher_wasm::core::channels::Flags;
use pusher_wasm::core::io::{AuthFault, ConnectionEvent, Fault, Member};

use super::{Json, Written};

/// An object of these properties; those that are `undefined` do not show in JSON.
fn object(properties: &[(&str, Json)]) -> Json {
    let mut object = Json::object();
    for (key, value) in properties {
        if value.0.is_some() {
            object.set(&Json::text(key), value.clone());
        }
    }
    object
}

fn typed(kind: &str, key: &str, value: Json) -> Json {
    object(&[("type", Json::text(kind)), (key, value)])
}

fn parse_error(error: &Json, text: &Json) -> Json {
    object(&[("type", Json::text("MessageParseError")), ("error", error.clone()), ("data", text.clone())])
}

fn code(code: &Json, message: &Json) -> Json {
    typed("PusherError", "data", object(&[("code", code.clone()), ("message", message.clone())]))
}

/// The payload of an `error` event.
pub fn fault(fault: &Fault<Json>) -> Json {
    match fault {
        Fault::Server(data) => typed("PusherError", "data", data.clone()),
        Fault::Code { code: number, message } => code(number, message),
        Fault::Parse { error, text } => parse_error(error, text),
        Fault::Handshake(error) => typed("HandshakeError", "error", error.clone()),
        Fault::HandshakeParse { error, text } => typed("HandshakeError", "error", parse_error(error, text)),
        Fault::Transport(error) => typed("WebSocketError", "error", error.clone()),
        Fault::TransportCode { code: number, message } => {
            typed("WebSocketError", "error", code(number, message))
        }
    }
}

/// An event of the connection.
pub fn connection_event(event: &ConnectionEvent<Json>) -> String {
    match event {
        ConnectionEvent::AnnouncedChange { previous, current }
        | ConnectionEvent::StateChange { previous, current } => {
            format!("emit state_change {}->{}", previous.name(), current.name())
        }
        ConnectionEvent::Announced(state) | ConnectionEvent::Entered(state) => {
            format!("emit {}", state.name())
        }
        ConnectionEvent::ConnectingIn(seconds) => format!("emit connecting_in {seconds}"),
        ConnectionEvent::Error(error) => format!("emit error {}", fault(error).show()),
    }
}

/// The payload of a `pusher:subscription_error`.
pub fn auth_fault(fault: &AuthFault<Json>) -> Json {
    object(&[
        ("type", Json::text("AuthError")),
        ("error", fault.message.clone()),
        ("status", fault.status.clone()),
    ])
}

/// The payload of a member event.
pub fn member(member: &Member<Json>) -> Json {
    object(&[("id", member.id.clone()), ("info", member.info.clone())])
}

/// The subscription state in a word or two.
pub fn flags(flags: Flags) -> String {
    let words =
        [(flags.subscribed, "subscribed"), (flags.pending, "pending"), (flags.cancelled, "cancelled")];
    let set: Vec<_> = words.iter().filter(|(set, _)| *set).map(|&(_, word)| word).collect();
    if set.is_empty() { "idle".to_owned() } else { set.join("+") }
}
