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

impl<V: Value> Message<V> {
    /// Reads a frame, for hosts that take the text of a WebSocket's message as it is. `channel` finds the channel of a
    /// name. `None` for what is no message: [`Client::handle_malformed`](crate::core::Client::handle_malformed) takes
    /// that.
    pub fn read(text: V, channel: impl FnOnce(&V) -> Option<ChannelId>) -> Option<Self> {
        let frame = text.parse();
        let event = Some(frame.property("event")).filter(|event| event.as_text().is_some())?;
        let data = frame.property("data");
        let inner = data.parse();
        let data = if inner.is_undefined() { data } else { inner };
        let channel = frame.get("channel").and_then(|name| channel(&name));
        Some(Self { event, channel, data, text })
    }
}

/// What a message means to the client itself, apart from being handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)] // as wide as what it travels with in a step: padding costs code to copy
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

/// The protocol's own events, and what each of them means.
const EVENTS: &str = "pusher:error pusher:ping pusher:subscription_error pusher:signin_success \
    pusher:connection_established pusher_internal:subscription_succeeded pusher_internal:subscription_count \
    pusher_internal:watchlist_events pusher_internal:member_added pusher_internal:member_removed pusher:* \
    pusher_internal:*";
const MEANINGS: [Internal; 12] = [
    Internal::Error,
    Internal::Ping,
    Internal::SubscriptionError,
    Internal::SigninSuccess,
    Internal::Established,
    Internal::SubscriptionSucceeded,
    Internal::SubscriptionCount,
    Internal::Watchlist,
    Internal::MemberAdded,
    Internal::MemberRemoved,
    Internal::Other,
    Internal::Unknown,
];

/// What names of events mean.
#[derive(Debug)]
pub(crate) struct Meanings<V>(V);

impl<V: Value> Meanings<V> {
    pub(crate) fn new() -> Self {
        Self(V::words(EVENTS))
    }

    /// What an event's name means.
    pub(crate) fn of(&self, event: &V) -> Internal {
        let place = event.place_in(&self.0);
        place.and_then(|place| MEANINGS.get(place)).copied().unwrap_or(Internal::User)
    }
}
