//! Frames that the server sends.

use super::super::channels::ChannelId;

/// A frame whose envelope the host has parsed. A `data` that was a string holding JSON has been parsed
/// once more; other strings stay as they are.
#[derive(Clone, Debug)]
pub struct Message<V> {
    /// The event's name.
    pub event: String,
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
    /// Any other `pusher_internal:` event: swallowed.
    Unknown,
    /// The application's own event.
    User,
}

impl Internal {
    /// Whether the event is the protocol's own business, which no emitter but the connection's sees.
    pub(crate) fn is_hidden(self) -> bool {
        !matches!(self, Self::Error | Self::Ping | Self::SubscriptionError | Self::SigninSuccess | Self::User)
    }
}

pub(crate) fn classify(event: &str) -> Internal {
    if let Some(name) = event.strip_prefix("pusher_internal:") {
        match name {
            "subscription_succeeded" => Internal::SubscriptionSucceeded,
            "subscription_count" => Internal::SubscriptionCount,
            "watchlist_events" => Internal::Watchlist,
            "member_added" => Internal::MemberAdded,
            "member_removed" => Internal::MemberRemoved,
            _ => Internal::Unknown,
        }
    } else {
        match event {
            "pusher:error" => Internal::Error,
            "pusher:ping" => Internal::Ping,
            "pusher:signin_success" => Internal::SigninSuccess,
            "pusher:subscription_error" => Internal::SubscriptionError,
            _ => Internal::User,
        }
    }
}
