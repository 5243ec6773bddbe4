//! Channels: who is subscribed to what, and what each subscription still waits for.
//!
//! ```text
//!           subscribe          granted              confirmed
//!   Idle ──▶ Authorizing ──────▶ Sent ──────────────────────▶ Subscribed
//!    ▲            │     ╲        ▲ │                              │
//!    │            │      ▼       │ │                              │
//!    │            │   AwaitingUser │                              │
//!    └────────────┴───────┴────────┴── refused, connection lost ──┘
//! ```
//!
//! A public channel goes to `Sent` at once. A presence channel whose authorization leaves its identity to the
//! sign-in waits for that. Unsubscribing while a subscription is under way marks it `cancelled`; it is undone as
//! soon as the server confirms it, or dropped with the connection. Subscribing again takes the mark away.

#[cfg(feature = "encryption")]
mod encrypted;
mod kind;
mod members;
mod table;

use super::connection::State;
use super::io::AuthFault;
use super::order::{Call, FaultKind, Order};
use super::protocol::{self, Internal, Message, Value};
use super::queue::{Context, Step};
use super::user::{Identity, User};

pub use kind::{Kind, NameError};
pub use members::Members;
pub use table::ChannelId;
use table::Table;

/// Names an authorization request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub u32);

/// The subscription state that applications see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The server has confirmed the subscription.
    pub subscribed: bool,
    /// A subscription is under way.
    pub pending: bool,
    /// The subscription under way is no longer wanted.
    pub cancelled: bool,
}

impl Flags {
    /// A bit for each, in their order from the lowest.
    pub(crate) fn bits(self) -> u32 {
        u32::from(self.subscribed) | u32::from(self.pending) << 1 | u32::from(self.cancelled) << 2
    }
}

/// How far a subscription has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subscription {
    Idle,
    Authorizing(RequestId),
    /// Authorized, but who we are on this channel is left to the sign-in under way.
    AwaitingUser,
    /// Waiting for the server; the number tells which frame went out earlier.
    Sent(u32),
    Subscribed,
}

/// A channel as the client knows it.
#[derive(Debug)]
pub struct Channel<V> {
    name: V,
    kind: Kind,
    subscription: Subscription,
    cancelled: bool,
    members: Option<Box<Members<V>>>,
    #[cfg(feature = "encryption")]
    encryption: Option<Box<encrypted::Encryption<V>>>,
}

impl<V: Value> Channel<V> {
    fn new(name: V, kind: Kind) -> Self {
        let members = (kind == Kind::Presence).then(|| Box::new(Members::new()));
        Self {
            name,
            kind,
            subscription: Subscription::Idle,
            cancelled: false,
            members,
            #[cfg(feature = "encryption")]
            encryption: (kind == Kind::Encrypted).then(Box::default),
        }
    }

    /// The channel's name.
    #[must_use]
    pub fn name(&self) -> &V {
        &self.name
    }

    /// What the name makes it.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The members, on a presence channel.
    #[must_use]
    pub fn members(&self) -> Option<&Members<V>> {
        self.members.as_deref()
    }

    /// The visible state.
    #[must_use]
    pub fn flags(&self) -> Flags {
        Flags { subscribed: self.is_subscribed(), pending: self.is_pending(), cancelled: self.cancelled }
    }

    fn awaits(&self, request: RequestId) -> bool {
        #[cfg(feature = "encryption")]
        if self.encryption.as_ref().is_some_and(|encryption| encryption.awaits(request)) {
            return true;
        }
        matches!(self.subscription, Subscription::Authorizing(present) if present == request)
    }

    fn is_subscribed(&self) -> bool {
        matches!(self.subscription, Subscription::Subscribed)
    }

    fn tell_unsubscribed(&self, cx: &mut Context<V>) {
        cx.send(protocol::unsubscribe(&self.name));
    }

    fn is_pending(&self) -> bool {
        !matches!(self.subscription, Subscription::Idle | Subscription::Subscribed)
    }
}

/// All channels of a client.
#[derive(Debug)]
pub(crate) struct Channels<V> {
    table: Table<Channel<V>>,
    /// The words of `kind::PREFIXES`.
    prefixes: V,
    /// Counts requests and frames, so that each has its own number.
    counter: u32,
}

impl<V: Value> Channels<V> {
    pub(crate) fn new() -> Self {
        Self { table: Table::new(), prefixes: V::words(kind::PREFIXES), counter: 0 }
    }

    pub(crate) fn add(&mut self, name: V) -> Result<ChannelId, NameError> {
        let kind = Kind::of(&name, &self.prefixes)?;
        self.table.insert(Channel::new(name, kind)).ok_or(NameError::TooMany)
    }

    /// Adds the signed-in user's own channel.
    pub(crate) fn add_user_channel(&mut self, name: V) -> Option<ChannelId> {
        self.table.insert(Channel::new(name, Kind::User))
    }

    pub(crate) fn get(&self, id: ChannelId) -> Option<&Channel<V>> {
        self.table.get(id)
    }

    pub(crate) fn ids(&self) -> Vec<ChannelId> {
        self.table.ids()
    }

    /// Whether this authorization request is still wanted.
    pub(crate) fn awaits(&self, id: ChannelId, request: RequestId) -> bool {
        self.get(id).is_some_and(|channel| channel.awaits(request))
    }

    // ---- what the application asks for ----

    /// Subscribes, as far as the connection's state allows; otherwise the channel waits for `connected`.
    pub(crate) fn subscribe(&mut self, id: ChannelId, connection: (State, &V), cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        match channel.subscription {
            Subscription::Subscribed => {}
            Subscription::Idle => {
                channel.cancelled = false;
                if connection.0 == State::Connected {
                    self.begin(id, connection.1, cx);
                }
            }
            _ if channel.cancelled => {
                channel.cancelled = false;
                cx.tell(Order::SetSubscription, id.0, 0);
            }
            _ => {}
        }
    }

    /// Starts a subscription whatever the connection's state, unless there is one.
    pub(crate) fn begin(&mut self, id: ChannelId, socket_id: &V, cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        if channel.is_subscribed() {
            return;
        }
        channel.cancelled = false;
        self.counter = self.counter.wrapping_add(1);
        if matches!(channel.kind, Kind::Public | Kind::User) {
            self.request(id, &V::text(""), &V::undefined(), cx);
        } else {
            let request = RequestId(self.counter);
            channel.subscription = Subscription::Authorizing(request);
            cx.tell(Order::SetSubscription, id.0, 0);
            cx.give(Order::Authorize, id.0, request.0, socket_id.clone(), V::undefined());
        }
    }

    /// Gives a channel up: at once, or as soon as the subscription under way is confirmed.
    pub(crate) fn unsubscribe(&mut self, id: ChannelId, cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        if channel.is_pending() {
            channel.cancelled = true;
            cx.tell(Order::SetSubscription, id.0, 0);
        } else {
            self.remove(id, cx);
        }
    }

    /// Tells the server to stop, but keeps the channel, which is subscribed to again with the next connection.
    pub(crate) fn leave(&mut self, id: ChannelId, cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        channel.subscription = Subscription::Idle;
        cx.tell(Order::SetSubscription, id.0, 0);
        channel.tell_unsubscribed(cx);
    }

    /// Marks the subscription under way as no longer wanted, or as wanted again.
    pub(crate) fn set_cancelled(&mut self, id: ChannelId, cancelled: bool, cx: &mut Context<V>) {
        if let Some(channel) = self.table.get_mut(id) {
            channel.cancelled = cancelled;
            cx.tell(Order::SetSubscription, id.0, 0);
        }
    }

    /// Drops a channel, telling the server if it thinks us subscribed.
    pub(crate) fn remove(&mut self, id: ChannelId, cx: &mut Context<V>) {
        let Some(channel) = self.table.remove(id) else { return };
        cx.tell(Order::RemoveChannel, id.0, 1);
        if channel.is_subscribed() {
            channel.tell_unsubscribed(cx);
        }
    }

    /// The application's answer to an authorization request. One that is no longer awaited (a lost
    /// connection, a second answer) is dropped.
    pub(crate) fn handle_auth(
        &mut self,
        id: ChannelId,
        request: RequestId,
        answer: Result<V, AuthFault<V>>,
        user: &User<V>,
        cx: &mut Context<V>,
    ) {
        if !self.awaits(id, request) {
            return;
        }
        #[cfg(feature = "encryption")]
        let Some(answer) = self.unlock(id, request, answer, cx) else { return };
        match answer {
            Ok(grant) => self.grant(id, grant, user, cx),
            Err(fault) => self.refuse(id, fault, cx),
        }
    }

    /// The sign-in that presence channels may have waited for has ended.
    pub(crate) fn handle_identity(&mut self, user: &User<V>, cx: &mut Context<V>) {
        for &id in &self.table.ids() {
            if let Some(channel) = self.table.get_mut(id)
                && matches!(channel.subscription, Subscription::AwaitingUser)
                && let Some(grant) = channel.members.as_mut().and_then(|members| members.take_grant())
            {
                self.grant(id, grant, user, cx);
            }
        }
    }

    /// An authorization was granted: sends the subscription, or has it wait for the user's identity.
    fn grant(&mut self, id: ChannelId, grant: V, user: &User<V>, cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        let channel_data = grant.property("channel_data");
        if let Some(members) = &mut channel.members {
            let is_given = !channel_data.is_undefined() && !channel_data.is_null();
            let my_id = match user.identity() {
                _ if is_given => channel_data.parse().property("user_id"),
                Identity::Known(user_id) => user_id,
                Identity::Pending => {
                    channel.subscription = Subscription::AwaitingUser;
                    members.hold_grant(grant);
                    return;
                }
                Identity::Nobody => V::undefined(),
            };
            if my_id.is_undefined() {
                return self.refuse(id, AuthFault::of(NOBODY), cx);
            }
            members.set_my_id(my_id);
            cx.tell(Order::SetMembers, id.0, 0);
        }
        self.request(id, &grant.property("auth"), &channel_data, cx);
    }

    /// Sends the subscription request.
    fn request(&mut self, id: ChannelId, auth: &V, data: &V, cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        self.counter = self.counter.wrapping_add(1);
        channel.subscription = Subscription::Sent(self.counter);
        cx.tell(Order::SetSubscription, id.0, 0);
        cx.send(protocol::subscribe(&channel.name, auth, data));
    }

    /// A subscription failed.
    fn refuse(&mut self, id: ChannelId, fault: AuthFault<V>, cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        channel.subscription = Subscription::Idle;
        cx.tell(Order::SetSubscription, id.0, 0);
        cx.refuse(Order::EmitAuthError, id.0, fault);
        cx.step(Step::DropCancelled { channel: id });
    }

    /// Drops a channel that was cancelled while under way and has nothing under way any more.
    pub(crate) fn drop_cancelled(&mut self, id: ChannelId, cx: &mut Context<V>) {
        if self.get(id).is_some_and(|channel| channel.cancelled && !channel.is_pending()) {
            self.remove(id, cx);
        }
    }

    /// Forgets a channel; the server is not told. Its visible flags stay up unless it counts as unsubscribed.
    pub(crate) fn forget(&mut self, id: ChannelId, unsubscribed: bool, cx: &mut Context<V>) {
        if self.table.remove(id).is_some() {
            cx.tell(Order::RemoveChannel, id.0, unsubscribed.into());
        }
    }

    // ---- what the connection reports ----

    /// The connection is gone: no subscription holds any more. One that was under way and already
    /// cancelled is finished with.
    pub(crate) fn reset(&mut self, id: ChannelId, cx: &mut Context<V>) {
        let Some(channel) = self.table.get_mut(id) else { return };
        let finished = channel.is_pending() && channel.cancelled;
        if !matches!(channel.subscription, Subscription::Idle) {
            channel.subscription = Subscription::Idle;
            cx.tell(Order::SetSubscription, id.0, 0);
        }
        #[cfg(feature = "encryption")]
        if let Some(encryption) = &mut channel.encryption {
            encryption.lose(id, cx);
        }
        if let Some(members) = &mut channel.members {
            **members = Members::new();
            cx.tell(Order::SetMembers, id.0, 0);
        }
        if finished {
            self.remove(id, cx);
        }
    }

    /// A refusal that names no channel (Sockudo, Reverb): servers answer in turn, so it is meant for the
    /// request that has waited longest.
    pub(crate) fn refuse_oldest(&mut self, fault: AuthFault<V>, cx: &mut Context<V>) {
        let mut oldest = None;
        for &id in &self.table.ids() {
            if let Some(Subscription::Sent(number)) = self.get(id).map(|channel| channel.subscription) {
                // Age rather than the number itself, which wraps around.
                let age = self.counter.wrapping_sub(number);
                if oldest.is_none_or(|(greatest, _)| age >= greatest) {
                    oldest = Some((age, id));
                }
            }
        }
        if let Some((_, id)) = oldest {
            self.refuse(id, fault, cx);
        }
    }

    /// A message on a channel.
    pub(crate) fn handle_message(
        &mut self,
        id: ChannelId,
        meaning: Internal,
        message: &Message<V>,
        cx: &mut Context<V>,
    ) {
        let Some(channel) = self.table.get_mut(id) else { return };
        let handled = match meaning {
            Internal::SubscriptionSucceeded => self.confirm(id, &message.data, cx),
            Internal::SubscriptionCount => count(id, &message.data, cx),
            Internal::MemberAdded | Internal::MemberRemoved => {
                channel.handle_member(id, &message.data, meaning == Internal::MemberAdded, cx)
            }
            Internal::Watchlist | Internal::Unknown => Ok(()),
            Internal::SubscriptionError
            | Internal::Error
            | Internal::Ping
            | Internal::SigninSuccess
            | Internal::Established
            | Internal::Other
            | Internal::User => {
                #[cfg(feature = "encryption")]
                if channel.encryption.is_some() && meaning == Internal::User {
                    if let Some(data) = self.open(id, &message.event, &message.data, cx) {
                        cx.emit(id, message.event.clone(), data);
                    }
                    return;
                }
                let is_refused = meaning == Internal::SubscriptionError && channel.is_pending();
                if is_refused {
                    channel.subscription = Subscription::Idle;
                    cx.tell(Order::SetSubscription, id.0, 0);
                }
                let metadata = channel.kind == Kind::Presence;
                cx.tell(Order::EmitChannelMessage, id.0, metadata.into());
                if is_refused {
                    cx.step(Step::DropCancelled { channel: id });
                }
                Ok(())
            }
        };
        if let Err(error) = handled {
            cx.error(FaultKind::Parse, V::text(error), message.text.clone());
        }
    }

    /// The server has confirmed a subscription.
    fn confirm(&mut self, id: ChannelId, data: &V, cx: &mut Context<V>) -> Result<(), Malformed> {
        let Some(channel) = self.table.get_mut(id) else { return Ok(()) };
        channel.subscription = Subscription::Subscribed;
        if channel.cancelled {
            self.remove(id, cx);
            return Ok(());
        }
        cx.tell(Order::SetSubscription, id.0, 0);
        let mut read = Ok(());
        if let Some(members) = &mut channel.members {
            if !members.replace(data) {
                read = Err("A presence subscription brought no list of members");
            }
            cx.tell(Order::SetMembers, id.0, 0);
            cx.tell(Order::EmitMembers, id.0, 0);
        } else {
            cx.emit(id, V::text("pusher:subscription_succeeded"), data.clone());
        }
        read
    }
}

const NOBODY: &str = "The authorization answer's channel_data names no user_id, and nobody is signed in";

/// What is wrong with a payload.
type Malformed = &'static str;

fn count<V: Value>(id: ChannelId, data: &V, cx: &mut Context<V>) -> Result<(), Malformed> {
    if !data.is_object() {
        return Err("A subscription count is not an object");
    }
    let number = data.property("subscription_count");
    if number.to_number().abs() > 0.0 {
        cx.hand(Order::SetSubscriptionCount, id.0, number);
    }
    cx.emit(id, V::text("pusher:subscription_count"), data.clone());
    Ok(())
}

impl<V: Value> Channel<V> {
    /// A member, `{user_id, user_info}`, has joined or left a presence channel.
    fn handle_member(
        &mut self,
        id: ChannelId,
        data: &V,
        joined: bool,
        cx: &mut Context<V>,
    ) -> Result<(), Malformed> {
        let Some(members) = &mut self.members else { return Ok(()) };
        let user_id = data.property("user_id");
        let key = user_id.to_key();
        if key.is_undefined() {
            return Err(if joined {
                "A new member has no user_id"
            } else {
                "A leaving member has no user_id"
            });
        }
        let (event, info) = if joined {
            let info = data.property("user_info");
            members.add(&key, info.clone());
            ("pusher:member_added", info)
        } else {
            let Some(info) = members.remove(&key) else { return Ok(()) };
            ("pusher:member_removed", info)
        };
        cx.give(Order::SetMemberCount, id.0, 0, V::number(members.count()), members.by_id().clone());
        let values = [V::text(event), user_id, info];
        cx.push(Call { order: Order::EmitMember, id: id.0, number: 0, values });
        Ok(())
    }
}
