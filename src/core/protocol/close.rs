//! Close codes and what they ask of a client.

// Codes arrive as JSON numbers; the ones compared here are whole and exact.
#![allow(clippy::float_cmp)]

/// How a socket ended, as a WebSocket's close event tells it (RFC 6455, section 7).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CloseEvent<T> {
    /// The close code; 0 where the transport has none.
    pub code: u16,
    /// The reason given, a text; often empty.
    pub reason: T,
    /// Whether both sides said goodbye.
    pub was_clean: bool,
}

/// What a close code asks for (Channels protocol, "Error codes").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseAction {
    /// Connect again over TLS, at once.
    TlsOnly,
    /// Do not connect again: it would fail the same way.
    Refused,
    /// Connect again after a wait.
    Backoff,
    /// Connect again at once.
    Retry,
}

impl CloseAction {
    /// The action that a code asks for; `None` where it leaves it to the client. A code that is no number
    /// (`NaN`) is one nobody has defined, and like those it refuses.
    #[must_use]
    pub fn of_code(code: f64) -> Option<Self> {
        if code < 4000.0 {
            // 1002 protocol error, 1003 unsupported data, 1004 reserved ("too large" in old drafts).
            (1002.0..=1004.0).contains(&code).then_some(Self::Backoff)
        } else if code == 4000.0 {
            Some(Self::TlsOnly)
        } else if code < 4100.0 {
            Some(Self::Refused)
        } else if code < 4200.0 {
            Some(Self::Backoff)
        } else if code < 4300.0 {
            Some(Self::Retry)
        } else {
            Some(Self::Refused)
        }
    }
}

/// Whether a code is an error to tell the user about: all but 1000 (normal) and 1001 (going away).
#[must_use]
pub(crate) fn is_error(code: f64) -> bool {
    code != 1000.0 && code != 1001.0
}

#[cfg(test)]
mod tests {
    use super::CloseAction::{Backoff, Refused, Retry, TlsOnly};
    use super::*;

    #[test]
    fn every_class_of_close_codes_has_its_action() {
        for (code, action) in [
            (0.0, None),
            (1000.0, None),
            (1001.0, None),
            (1002.0, Some(Backoff)),
            (1004.0, Some(Backoff)),
            (1005.0, None),
            (1006.0, None),
            (3999.0, None),
            (4000.0, Some(TlsOnly)),
            (4001.0, Some(Refused)),
            (4099.0, Some(Refused)),
            (4100.0, Some(Backoff)),
            (4199.0, Some(Backoff)),
            (4200.0, Some(Retry)),
            (4299.0, Some(Retry)),
            (4300.0, Some(Refused)),
            (f64::NAN, Some(Refused)),
        ] {
            assert_eq!(CloseAction::of_code(code), action, "{code}");
        }
    }
}
