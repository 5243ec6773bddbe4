//! The states of a connection, as applications see them.
//!
//! ```text
//!                    connect()                  handshake
//!   initialized ───────────────▶ connecting ───────────────▶ connected
//!        │                        ▲  │    ▲                      │
//!        │ nothing to try         │  │    └──────────────────────┘
//!        ▼                        │  │          lost, after a wait
//!      failed       retry, online │  │ unavailableTimeout
//!                                 │  ▼
//!                             unavailable ─── handshake ───▶ connected
//!
//!   any ── disconnect(), or refused by the server ──▶ disconnected ── connect() ──▶ connecting
//! ```

/// A connection's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing has been asked for yet.
    Initialized,
    /// A connection is being sought.
    Connecting,
    /// There is a connection, or it broke off less than a wait ago.
    Connected,
    /// A connection has been sought in vain for some time, and still is.
    Unavailable,
    /// There is no transport to try.
    Failed,
    /// The application, or the server, wants no connection.
    Disconnected,
}

impl State {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Initialized,
        Self::Connecting,
        Self::Connected,
        Self::Unavailable,
        Self::Failed,
        Self::Disconnected,
    ];

    /// The name that users know it by, which is the name of its event too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Initialized => "initialized",
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Unavailable => "unavailable",
            Self::Failed => "failed",
            Self::Disconnected => "disconnected",
        }
    }
}
