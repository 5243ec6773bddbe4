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

pub(crate) fn classify<V: Value>(event: &V) -> Internal {
    let event = event.as_text().unwrap_or_default();
    if let Some(name) = event.strip_prefix("pusher_internal:") {
        match name {
            "subscription_succeeded" => Internal::SubscriptionSucceeded,
            "subscription_count" => Internal::SubscriptionCount,
            "watchlist_events" => Internal::Watchlist,
            "member_added" => Internal::MemberAdded,
            "member_removed" => Internal::MemberRemoved,
            _ => Internal::Unknown,
        }
    } else if let Some(name) = event.strip_prefix("pusher:") {
        match name {
            "error" => Internal::Error,
            "ping" => Internal::Ping,
            "signin_success" => Internal::SigninSuccess,
            "subscription_error" => Internal::SubscriptionError,
            "connection_established" => Internal::Established,
            _ => Internal::Other,
        }
    } else {
        Internal::User
    }
}
