//! Frames that the server sends.

use super::super::channels::ChannelId;
use super::Value;

/// A frame whose envelope the host has parsed. A `data` that was a string holding JSON has been parsed
/// once more; other strings stay as they are.
#[derive(Clone, Debug)]
pub struct Message<V> {
    /// The event's name.
    pub event: V,
    /// The channel it names, if the client knows that channel.
    pub channel: Option<ChannelId>,
    /// The payload.
    pub data: V,
    /// The frame's text, for error events.
    pub text: V,
}

/// What a message means to the client itself, apart from being handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Internal {
    /// `pusher:error`
    Error,
    /// `pusher:ping`
    Ping,
    /// `pusher:subscription_error`
    SubscriptionError,
    /// `pusher_internal:subscription_succeeded`
    SubscriptionSucceeded,
    /// `pusher_internal:subscription_count`
    SubscriptionCount,
    /// `pusher:signin_success`
    SigninSuccess,
    /// `pusher_internal:watchlist_events`
    Watchlist,
    /// `pusher_internal:member_added`
    MemberAdded,
    /// `pusher_internal:member_removed`
    MemberRemoved,
    /// `pusher:connection_established`: nothing, after the first message.
    Established,
    /// Any other `pusher:` event.
    Other,
    /// Any other `pusher_internal:` event: swallowed.
    Unknown,
    /// The application's own event.
    User,
}

impl Internal {
    /// Whether the event is the protocol's own business, which no emitter but the connection's sees.
    pub(crate) fn is_hidden(self) -> bool {
        matches!(
            self,
            Self::SubscriptionSucceeded
                | Self::SubscriptionCount
                | Self::Watchlist
                | Self::MemberAdded
                | Self::MemberRemoved
                | Self::Unknown
        )
    }
}

/// The protocol's own events.
const EVENTS: [(&str, Internal); 10] = [
    ("pusher:error", Internal::Error),
    ("pusher:ping", Internal::Ping),
    ("pusher:subscription_error", Internal::SubscriptionError),
    ("pusher:signin_success", Internal::SigninSuccess),
    ("pusher:connection_established", Internal::Established),
    ("pusher_internal:subscription_succeeded", Internal::SubscriptionSucceeded),
    ("pusher_internal:subscription_count", Internal::SubscriptionCount),
    ("pusher_internal:watchlist_events", Internal::Watchlist),
    ("pusher_internal:member_added", Internal::MemberAdded),
    ("pusher_internal:member_removed", Internal::MemberRemoved),
];

/// What an event's name means.
pub(crate) fn classify<V: Value>(event: &V) -> Internal {
    let event = event.as_text().unwrap_or_default();
    for (name, meaning) in EVENTS {
        if event == name {
            return meaning;
        }
    }
    if event.starts_with("pusher:") {
        Internal::Other
    } else if event.starts_with("pusher_internal:") {
        Internal::Unknown
    } else {
        Internal::User
    }
}
