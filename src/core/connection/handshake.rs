//! The first frame of a connection.

use super::super::Millis;
use super::super::io::TransportFault;
use super::super::protocol::{self, CloseAction, Message, Value};

/// What the first frame says.
pub(super) enum Handshake<V> {
    /// We are in.
    Connected { socket_id: String, activity_timeout: Millis },
    /// A `pusher:error`, in place of a close code.
    Refused { action: CloseAction, fault: Option<TransportFault<V>> },
}

/// Reads the first frame; the error says what is wrong with it.
pub(super) fn read<V: Value>(message: &Message<V>) -> Result<Handshake<V>, &'static str> {
    match message.event.as_str() {
        "pusher:connection_established" => connected(&message.data),
        // Everything but null and undefined has properties to ask for.
        "pusher:error" if message.data.to_json().is_some_and(|json| json != "null") => {
            Ok(refused(&message.data))
        }
        "pusher:error" => Err("The server's first message is an error without details"),
        _ => Err("The server's first message is not a handshake"),
    }
}

fn connected<V: Value>(data: &V) -> Result<Handshake<V>, &'static str> {
    let seconds = data.get("activity_timeout").and_then(|seconds| seconds.as_number());
    let Some(seconds) = seconds.filter(|&seconds| seconds > 0.0) else {
        return Err("The server's handshake names no activity timeout");
    };
    let Some(socket_id) = data.get("socket_id").and_then(|id| id.as_key()) else {
        return Err("The server's handshake names no socket id");
    };
    Ok(Handshake::Connected { socket_id, activity_timeout: (seconds * 1_000.0) as Millis })
}

fn refused<V: Value>(data: &V) -> Handshake<V> {
    let code = data.get("code");
    // Absent or a word is like an unknown code (refused); null is like no code at all (back off).
    let number = code.as_ref().map_or(f64::NAN, |code| {
        let null = || matches!(code.to_json().as_deref(), Some("null" | "false" | "true"));
        code.as_number().unwrap_or_else(|| if null() { 0.0 } else { f64::NAN })
    });
    let message = data
        .get("reason")
        .filter(|reason| reason.as_text().is_some_and(|text| !text.is_empty()))
        .or_else(|| data.get("message"));
    Handshake::Refused {
        action: CloseAction::of_code(number).unwrap_or(CloseAction::Backoff),
        fault: protocol::is_error(number).then(|| TransportFault::Code {
            code: code.unwrap_or_else(V::undefined),
            message: message.unwrap_or_else(V::undefined),
        }),
    }
}
