//! The first frame of a connection.

use super::super::Millis;
use super::super::order::{Fault, FaultKind};
use super::super::protocol::{self, CloseAction, Internal, Value};

/// What the first frame says.
pub(super) enum Handshake<V> {
    /// We are in.
    Connected { socket_id: V, activity_timeout: Millis },
    /// A `pusher:error`, in place of a close code.
    Refused { action: CloseAction, fault: Option<Fault<V>> },
    /// Nothing that may come first, for this reason.
    Wrong(&'static str),
}

/// Reads the first frame.
pub(super) fn read<V: Value>(meaning: Internal, data: &V) -> Handshake<V> {
    match meaning {
        Internal::Established => {
            let seconds = data.get_number("activity_timeout");
            if seconds.is_nan() || seconds <= 0.0 {
                return Handshake::Wrong("The server's handshake names no activity timeout");
            }
            let socket_id = data.property("socket_id").to_key();
            if socket_id.is_undefined() {
                return Handshake::Wrong("The server's handshake names no socket id");
            }
            Handshake::Connected { socket_id, activity_timeout: (seconds * 1_000.0) as Millis }
        }
        // Everything but null and undefined has properties to ask for.
        Internal::Error if !data.is_undefined() && !data.is_null() => refused(data),
        Internal::Error => Handshake::Wrong("The server's first message is an error without details"),
        _ => Handshake::Wrong("The server's first message is not a handshake"),
    }
}

fn refused<V: Value>(data: &V) -> Handshake<V> {
    let code = data.property("code");
    // Absent or a word is like an unknown code (refused); null is like no code at all (back off).
    let mut number = code.to_number();
    if number.is_nan() && code.to_json().place_in(&V::words("null false true")).is_some() {
        number = 0.0;
    }
    let reason = data.property("reason");
    let message = if reason.has_text() { reason } else { data.property("message") };
    Handshake::Refused {
        action: CloseAction::of_code(number).unwrap_or(CloseAction::Backoff),
        fault: protocol::is_error(number).then_some((FaultKind::TransportCode, code, message)),
    }
}
