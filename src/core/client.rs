//! The client: inputs in, outputs out, in an order that programs written for pusher-js expect.
//!
//! # Order and re-entry
//!
//! Inputs queue [`Output`]s and *steps*. A step is work that must wait until the outputs before it have been
//! carried out, because user code runs in them: "emit `error`, and only then disconnect". Between "mutate"
//! and "mutate" there is always a "drain".
//!
//! User code that runs while an output is carried out may call any input. Its effects must show before that
//! call returns, hence before the rest of the outer queue: the host sets that rest aside with
//! [`Client::suspend`], drains what the inner input has queued, and puts it back with [`Client::resume`].
//! What user code has overtaken (a socket nobody wants any more, an event of a state that has been left)
//! is left out when its turn comes.
//!
//! What is large and has one caller would be put there by the compiler. Some of it is kept apart (`inline(never)`), where
//! that was measured to be smaller; and browsers compile a function of wasm when it is first called.

use super::Millis;
use super::channels::{Channel, ChannelId, Channels, Kind, NameError, RequestId};
use super::config::Config;
use super::connection::{Connection, State};
use super::http::{self, HttpSockets};
use super::io::{AuthFault, MessageStage, Output, Subject};
use super::order::{Call, FaultKind, NO_CHANNEL, Order};
use super::protocol::{self, CloseEvent, Internal, Meanings, Message, Value};
use super::queue::{ChannelWork, Context, Item, Step, Suspended};
use super::strategy::{RememberedTransport, SocketId};
use super::timers::Timer;
use super::user::User;

/// Code of the `pusher:error` with which some servers refuse a subscription without naming it.
const UNAUTHORIZED: f64 = 4009.0;

/// Between two reports of statistics (pusher-js).
const STATS_INTERVAL: Millis = 60_000;

/// What pusher-js's channels offer "for internal use", and programs use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Start a subscription, unless there is one.
    Subscribe,
    /// Tell the server to stop.
    Unsubscribe,
    /// The subscription under way is no longer wanted.
    Cancel,
    /// The subscription under way is wanted after all.
    Reinstate,
    /// Forget the subscription, as with a lost connection.
    Disconnect,
}

/// What the host is to do with a message of the application's own (see [`Client::handle_event`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Nothing: the socket is none of ours.
    Ignore = 0,
    /// Hand it to the listeners.
    Deliver = 1,
    /// Hand it to the listeners, with the sender's user id in the metadata.
    DeliverWithMetadata = 2,
    /// Hand it to the listeners; those of the channel get what [`Client::open`] makes of it, if anything.
    #[cfg(feature = "encryption")]
    DeliverOpened = 3,
    /// Give it to [`Client::handle_message`], which knows more.
    Handle = 4,
}

/// A client of one app on one server.
///
/// Inputs: [`connect`](Self::connect), [`disconnect`](Self::disconnect), [`subscribe`](Self::subscribe),
/// [`unsubscribe`](Self::unsubscribe) and the `handle_*` methods. After each, drain
/// [`poll_output`](Self::poll_output), then arm one timer for [`poll_timeout`](Self::poll_timeout).
#[derive(Debug)]
pub struct Client<V> {
    connection: Connection<V>,
    channels: Channels<V>,
    user: User<V>,
    http: HttpSockets,
    stats_over_tls: bool,
    meanings: Meanings<V>,
    cx: Context<V>,
}

impl<V: Value> Client<V> {
    /// A client that does nothing yet.
    #[must_use]
    pub fn new(config: Config<V>) -> Self {
        Self {
            connection: Connection::new(&config),
            channels: Channels::new(),
            user: User::new(),
            http: HttpSockets::default(),
            stats_over_tls: false,
            meanings: Meanings::new(),
            cx: Context::new(config),
        }
    }

    // ---- what can be asked ----

    /// The connection's state.
    #[must_use]
    pub fn state(&self) -> State {
        self.connection.state()
    }

    /// The socket id of the present or, failing that, the last connection; empty before the first.
    #[must_use]
    pub fn socket_id(&self) -> String {
        self.connection.socket_id().as_text().unwrap_or_default()
    }

    /// Whether connections are made over TLS; the server can switch it on.
    #[must_use]
    pub fn uses_tls(&self) -> bool {
        self.connection.uses_tls()
    }

    /// The socket that frames can be sent on now.
    #[must_use]
    pub fn open_socket(&self) -> Option<SocketId> {
        self.cx.socket
    }

    /// A channel, while it is in the table.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> Option<&Channel<V>> {
        self.channels.get(id)
    }

    /// What is known of the signed-in user.
    #[must_use]
    pub fn user_data(&self) -> Option<&V> {
        Some(self.user.data()).filter(|data| !data.is_undefined())
    }

    // ---- what the application asks for ----

    /// Seeks a connection, unless there is one or one is being sought.
    pub fn connect(&mut self, now: Millis) {
        let cx = self.cx.at(now);
        self.connection.connect(cx);
    }

    /// Closes the connection, or gives up seeking one.
    pub fn disconnect(&mut self, now: Millis) {
        let cx = self.cx.at(now);
        self.connection.disconnect(cx);
    }

    /// Goes over to another app or server: drops the connection, if there is one or one is being sought, and
    /// connects there. A client that is meant to be disconnected stays so.
    pub fn switch_cluster(&mut self, now: Millis, config: Config<V>) {
        let cx = self.cx.at(now);
        cx.config = config;
        self.connection.switch(cx);
    }

    /// Sends statistics every minute from now on, if the settings ask for them and that is not so already; or does not
    /// any more.
    pub fn send_stats(&mut self, now: Millis, wanted: bool) {
        if !wanted {
            self.cx.timers.clear(Timer::Stats);
        } else if self.cx.config.enable_stats && !self.cx.timers.is_set(Timer::Stats) {
            self.stats_over_tls = self.connection.uses_tls();
            self.cx.at(now).ring_in(Timer::Stats, STATS_INTERVAL);
        }
    }

    /// Adds a channel to the table. Nothing is sent: [`subscribe`](Self::subscribe) does that.
    ///
    /// # Errors
    /// If no channel of this name can be had.
    pub fn add_channel(&mut self, name: V) -> Result<ChannelId, NameError> {
        self.channels.add(name)
    }

    /// Subscribes to a channel: now if connected, else as soon as that is so. Takes back an
    /// unsubscription that the server has not heard of yet.
    pub fn subscribe(&mut self, channel: ChannelId) {
        let cx = &mut self.cx;
        let connection = (self.connection.state(), self.connection.socket_id());
        self.channels.subscribe(channel, connection, cx);
    }

    /// Unsubscribes and drops the channel; a subscription under way is undone once it is confirmed.
    pub fn unsubscribe(&mut self, channel: ChannelId) {
        let cx = &mut self.cx;
        self.channels.unsubscribe(channel, cx);
    }

    /// Carries out one of the older commands on a channel itself, which leave it in the table.
    pub fn command(&mut self, channel: ChannelId, command: Command) {
        let cx = &mut self.cx;
        match command {
            Command::Subscribe => self.channels.begin(channel, self.connection.socket_id(), cx),
            Command::Unsubscribe => self.channels.leave(channel, cx),
            Command::Cancel => self.channels.set_cancelled(channel, true, cx),
            Command::Reinstate => self.channels.set_cancelled(channel, false, cx),
            Command::Disconnect => self.channels.reset(channel, cx),
        }
    }

    /// Forgets a channel, whatever its state. The server is not told.
    pub fn remove_channel(&mut self, channel: ChannelId) {
        let cx = &mut self.cx;
        self.channels.forget(channel, false, cx);
    }

    /// The application's answer to [`Output::Authorize`]. Late and repeated answers are dropped.
    #[inline(never)]
    pub fn handle_auth(
        &mut self,
        now: Millis,
        subject: Subject,
        request: RequestId,
        answer: Result<V, AuthFault<V>>,
    ) {
        let cx = self.cx.at(now);
        let text = match subject {
            Subject::Channel(_) => "The authorization answer is not an object",
            Subject::User => "The authentication answer is not an object",
        };
        let is_malformed = matches!(&answer, Ok(grant) if !grant.is_object());
        let answer = if is_malformed { Err(AuthFault::of(text)) } else { answer };
        match subject {
            Subject::Channel(channel) => {
                self.channels.handle_auth(channel, request, answer, &self.user, cx);
            }
            Subject::User => {
                if self.user.handle_auth(request, answer, cx) {
                    self.channels.handle_identity(&self.user, cx);
                }
            }
        }
    }

    /// Signs the user in: now if connected, else as soon as that is so, and again with every connection.
    pub fn signin(&mut self, now: Millis) {
        let cx = self.cx.at(now);
        let connected = self.connection.state() == State::Connected;
        let socket_id = connected.then_some(self.connection.socket_id());
        self.user.signin(socket_id, cx);
    }

    /// The answer to [`Output::RecallTransport`]: what the host remembers, if anything.
    pub fn handle_recalled(&mut self, now: Millis, remembered: Option<&RememberedTransport<V>>) {
        let cx = self.cx.at(now);
        self.connection.handle_recalled(remembered, cx);
    }

    // ---- what sockets report ----

    /// A socket is open.
    pub fn handle_socket_opened(&mut self, now: Millis, socket: SocketId) {
        let cx = self.cx.at(now);
        if self.connection.knows(socket, cx) {
            cx.tell(Order::NoteOpened, socket.0, 0);
            self.connection.handle_opened(socket, cx);
        }
    }

    /// A socket reported an error, or could not be made. Its end is reported separately.
    pub fn handle_socket_error(&mut self, now: Millis, socket: SocketId, error: V) {
        let cx = self.cx.at(now);
        cx.hand(Order::NoteFailed, socket.0, error.clone());
        self.connection.handle_error(socket, error, cx);
    }

    /// A socket has ended; also one that the client has closed itself.
    pub fn handle_socket_closed(&mut self, now: Millis, socket: SocketId, close: &CloseEvent<V>) {
        let cx = self.cx.at(now);
        let (reason, was_clean) = (close.reason.clone(), V::number(close.was_clean.into()));
        cx.give(Order::NoteClosed, socket.0, close.code.into(), reason, was_clean);
        self.connection.handle_closed(socket, close, cx);
    }

    /// A line of a receiving request's response has come: its first character, what follows that, and all of it. Only
    /// lines that are complete and not empty, of responses with the status 200, are worth reading.
    #[inline(never)]
    pub fn handle_line(&mut self, now: Millis, socket: SocketId, kind: char, payload: &V, line: V) {
        let cx = self.cx.at(now);
        if self.http.get(socket).is_some_and(|socket| socket.open) {
            self.connection.handle_activity(socket, cx);
        }
        match self.http.handle_line(socket, kind, payload, cx) {
            http::Event::None => {}
            http::Event::Opened => self.handle_socket_opened(now, socket),
            http::Event::Closed(close) => self.end_http(socket, &close),
            http::Event::Malformed => {
                let error = V::text("A line that is no frame of SockJS");
                self.handle_malformed(now, socket, error, line);
            }
        }
    }

    /// The response consists of complete lines, of so many UTF-16 code units together: which is how `responseText` is
    /// counted.
    pub fn handle_response_length(&mut self, now: Millis, socket: SocketId, length: u32) {
        let cx = self.cx.at(now);
        self.http.handle_length(socket, length, cx);
    }

    /// A receiving request's response has ended; `status` is 0 if there was none.
    pub fn handle_response_end(&mut self, now: Millis, socket: SocketId, status: u16) {
        let cx = self.cx.at(now);
        cx.step(Step::HttpEnd { socket, status });
    }

    /// A receiving request could not be made.
    pub fn handle_request_failed(&mut self, now: Millis, socket: SocketId, error: V) {
        self.handle_socket_error(now, socket, error);
        let cx = &mut self.cx;
        // As pusher-js: a response that never began.
        cx.step(Step::HttpEnd { socket, status: 0 });
    }

    /// Sends a text on a socket that is made of HTTP requests; `false` if it is none, or not open.
    pub fn send_by_http(&mut self, socket: SocketId, text: &V) -> bool {
        let cx = &mut self.cx;
        self.http.send(socket, text, cx)
    }

    /// A frame that is no message at all: no JSON, or no event name in it.
    pub fn handle_malformed(&mut self, now: Millis, socket: SocketId, error: V, text: V) {
        let cx = self.cx.at(now);
        if cx.is_established(socket) {
            cx.error(FaultKind::Parse, error, text);
        } else {
            self.connection.fail_handshake(socket, (FaultKind::HandshakeParse, error, text), cx);
        }
    }

    /// The short way for messages: says what to do with one whose event has none of the protocol's names
    /// (`pusher:…`, `pusher_internal:…`). What it says of a channel's message holds for as long as the channel is there and
    /// the socket is that of [`Output::ShortWay`].
    pub fn handle_event(&mut self, now: Millis, socket: SocketId, channel: Option<ChannelId>) -> Delivery {
        let cx = self.cx.at(now);
        if !self.connection.handle_activity(socket, cx) {
            return if self.connection.knows(socket, cx) { Delivery::Handle } else { Delivery::Ignore };
        }
        match channel.and_then(|id| self.channels.get(id)).map(Channel::kind) {
            Some(Kind::Presence) => Delivery::DeliverWithMetadata,
            Some(Kind::User) => Delivery::Handle,
            #[cfg(feature = "encryption")]
            Some(Kind::Encrypted) => Delivery::DeliverOpened,
            _ => Delivery::Deliver,
        }
    }

    /// Any message.
    #[inline(never)]
    pub fn handle_message(&mut self, now: Millis, socket: SocketId, message: Message<V>) {
        let cx = self.cx.at(now);
        if !self.connection.handle_activity(socket, cx) {
            if self.connection.knows(socket, cx) {
                self.connection.handle_first(socket, self.meanings.of(&message.event), &message.data, cx);
            }
            return;
        }
        let meaning = self.meanings.of(&message.event);
        match meaning {
            Internal::Error => {
                cx.error(FaultKind::Server, message.data.clone(), V::undefined());
                let code = message.data.property("code");
                if message.channel.is_none() && code.to_number() == UNAUTHORIZED {
                    let text = message.data.property("message");
                    let fault = AuthFault { message: text, status: code };
                    cx.step(Step::Refuse { socket, fault });
                }
            }
            Internal::Ping => cx.send(V::text(protocol::PONG)),
            _ => {}
        }
        // An `error` is told first, and its listeners may disconnect.
        if meaning == Internal::Error {
            cx.step(Step::Message { socket, message });
        } else {
            self.tell(socket, meaning, message);
        }
    }

    /// Tells everybody of a message.
    fn tell(&mut self, socket: SocketId, meaning: Internal, message: Message<V>) {
        let cx = &mut self.cx;
        let consequence = match meaning {
            Internal::SigninSuccess => Some(Step::SignedIn { socket, data: message.data.clone() }),
            Internal::Watchlist => {
                Some(Step::Watchlist { data: message.data.clone(), text: message.text.clone() })
            }
            _ => None,
        };
        let to_user = message.channel.is_some() && message.channel == self.user.channel();
        let to_channel = Step::Channel { socket, meaning, message };
        cx.tell(Order::EmitMessage, MessageStage::ConnectionGlobal as u32, 0);
        if to_user {
            // The user's channel hears what concerns it after the client's own emitter has.
            tell_client(meaning, consequence, cx);
            cx.step(to_channel);
        } else {
            cx.step(to_channel);
            tell_client(meaning, consequence, cx);
        }
        cx.tell(Order::EmitMessage, MessageStage::ConnectionBound as u32, 0);
    }

    /// A message that the application itself gives to a channel, as if the server had sent it.
    pub fn handle_channel_message(&mut self, message: &Message<V>) {
        let cx = &mut self.cx;
        if let Some(channel) = message.channel {
            self.channels.handle_message(channel, self.meanings.of(&message.event), message, cx);
        }
    }

    /// The data of an encrypted event, opened. `None` if it is dropped, or waits for a new key.
    #[cfg(feature = "encryption")]
    pub fn open(&mut self, socket: SocketId, channel: ChannelId, event: &V, data: &V) -> Option<V> {
        // Those who heard of it first may have disconnected.
        if self.open_socket() != Some(socket) {
            return None;
        }
        self.channels.open(channel, event, data, &mut self.cx)
    }

    // ---- what the network reports ----

    /// The network is back.
    pub fn handle_online(&mut self, now: Millis) {
        let cx = self.cx.at(now);
        self.connection.handle_online(cx);
    }

    /// The network is gone: find out whether the connection is, too.
    pub fn handle_offline(&mut self, now: Millis) {
        let cx = self.cx.at(now);
        self.connection.handle_offline(cx);
    }

    // ---- time ----

    /// When [`handle_timeout`](Self::handle_timeout) is wanted next. A host may leave a timer that it has
    /// set for an earlier time.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Millis> {
        self.cx.timers.next()
    }

    /// Messages were delivered on the short way ([`Output::ShortWay`]), the latest at
    /// `time`. Queues nothing.
    pub fn handle_seen(&mut self, time: Millis) {
        self.connection.handle_seen(time);
    }

    /// It is `now`: does what the earliest deadline asks for, if it has come.
    pub fn handle_timeout(&mut self, now: Millis) {
        self.cx.now = now;
        if let Some(timer) = self.cx.timers.pop_due(now) {
            let cx = &mut self.cx;
            match timer {
                Timer::Signin => {
                    self.user.handle_timeout(cx);
                    self.channels.handle_identity(&self.user, cx);
                }
                Timer::Stats => {
                    cx.ring_in(Timer::Stats, STATS_INTERVAL);
                    cx.tell(Order::SendStats, self.stats_over_tls.into(), 0);
                }
                _ => self.connection.handle_timer(timer, cx),
            }
        }
    }

    // ---- the way out ----

    /// The next thing for the host to do; `None` once everything has been done that was not set aside.
    pub fn poll_output(&mut self) -> Option<Output<V>> {
        self.poll_call().map(Output::of)
    }

    /// The same by number, as the browser layer carries it out.
    pub(crate) fn poll_call(&mut self) -> Option<Call<V>> {
        loop {
            let item = self.cx.queue.pop()?;
            if !self.is_current(&item) {
                continue;
            }
            match item {
                Item::Call(mut call) => {
                    self.complete(&mut call);
                    return Some(call);
                }
                Item::Step(step) => self.run(step),
            }
        }
    }

    /// Fills in what is told as it is now, rather than as it was when the call was queued.
    fn complete(&mut self, call: &mut Call<V>) {
        match call.order {
            Order::CloseSocket if self.http.forget(SocketId(call.id)) => {
                self.cx.tell(Order::NoteGivenUp, call.id, 0);
            }
            Order::SetSubscription => {
                call.number =
                    self.channels.get(ChannelId(call.id)).map_or(0, |channel| channel.flags().bits());
            }
            Order::SetMembers => {
                if let Some(members) = self.channels.get(ChannelId(call.id)).and_then(Channel::members) {
                    call.values = members.to_values();
                }
            }
            Order::SetUser => call.values[0] = self.user.data().clone(),
            _ => {}
        }
    }

    /// Sets aside what is queued, before an input that user code gives while an output is carried out.
    #[must_use]
    pub fn suspend(&mut self) -> Suspended {
        self.cx.queue.suspend()
    }

    /// Takes up what [`suspend`](Self::suspend) has set aside.
    pub fn resume(&mut self, suspended: Suspended) {
        self.cx.queue.resume(suspended);
    }

    /// Whether an output or a step is still wanted when its turn comes.
    #[inline(never)]
    fn is_current(&mut self, item: &Item<V>) -> bool {
        match item {
            Item::Call(Call { order, id, number, .. }) => match order {
                Order::OpenSocket | Order::SendQuietly => self.connection.knows(SocketId(*id), &self.cx),
                Order::OpenSession | Order::MoveSession | Order::Request | Order::Receive => {
                    self.http.get(SocketId(*id)).is_some()
                }
                Order::Send => self.cx.is_established(SocketId(*id)),
                Order::Authorize if *id == NO_CHANNEL => self.user.awaits(RequestId(*number)),
                Order::Authorize => self.channels.awaits(ChannelId(*id), RequestId(*number)),
                Order::EmitChannelMessage
                | Order::EmitChannel
                | Order::EmitMember
                | Order::EmitMembers
                | Order::EmitAuthError
                | Order::LogError
                | Order::SetSubscription
                | Order::SetSubscriptionCount
                | Order::SetMembers
                | Order::SetMemberCount => self.channels.get(ChannelId(*id)).is_some(),
                _ => true,
            },
            Item::Step(step) => match step {
                Step::Entered { entry } | Step::Settle { entry } | Step::User { entry, .. } => {
                    *entry == self.connection.entries()
                }
                Step::EachChannel { work: ChannelWork::Subscribe { course }, .. }
                | Step::Race { course }
                | Step::Act { course, .. } => *course == self.connection.course(),
                Step::SignedIn { socket, .. }
                | Step::Channel { socket, .. }
                | Step::Message { socket, .. }
                | Step::Refuse { socket, .. }
                | Step::TellAndAct { socket, .. }
                | Step::Forget { socket } => self.cx.is_established(*socket),
                Step::OpenHttp { socket, .. } => self.connection.knows(*socket, &self.cx),
                _ => true,
            },
        }
    }

    /// Does the work of a step.
    #[inline(never)]
    fn run(&mut self, step: Step<V>) {
        let cx = &mut self.cx;
        let state = self.connection.state();
        match step {
            Step::Entered { entry } => {
                cx.tell(Order::AnnounceState, 0, state as u32);
                cx.step(Step::Settle { entry });
                cx.tell(Order::EmitState, 0, state as u32);
            }
            Step::Settle { .. } => {
                let work = match state {
                    State::Connected => ChannelWork::Subscribe { course: self.connection.course() },
                    State::Connecting | State::Disconnected => ChannelWork::Reset,
                    _ => return,
                };
                cx.step(Step::EachChannel { work, channels: self.channels.ids(), next: 0 });
                if state == State::Connected && cx.config.enable_stats {
                    // Once the channels have been subscribed to.
                    cx.tell(Order::SendStats, self.connection.uses_tls().into(), 0);
                }
            }
            Step::User { previous, .. } => {
                if state == State::Connected {
                    self.user.begin(Some(self.connection.socket_id()), cx);
                } else if previous == State::Connected {
                    self.user.lose(cx);
                }
            }
            Step::SignedIn { data, .. } => {
                if let Some(name) = self.user.confirm(&data, cx) {
                    self.open_user_channel(name);
                }
                self.channels.handle_identity(&self.user, &mut self.cx);
            }
            #[cfg(feature = "encryption")]
            Step::Refresh { channel, request } => {
                let socket_id = self.connection.socket_id().clone();
                cx.give(Order::Authorize, channel.0, request.0, socket_id, V::undefined());
            }
            Step::ForgetChannel { channel } => self.channels.forget(channel, true, cx),
            Step::EachChannel { work, channels, next } => {
                let Some(&channel) = channels.get(next) else { return };
                match work {
                    ChannelWork::Reset => self.channels.reset(channel, cx),
                    ChannelWork::Subscribe { .. } => {
                        // One that user code has begun, or cancelled, meanwhile is left as it is.
                        if self.channels.get(channel).is_some_and(|channel| !channel.flags().pending) {
                            let connection = (state, self.connection.socket_id());
                            self.channels.subscribe(channel, connection, cx);
                        }
                    }
                }
                cx.step(Step::EachChannel { work, channels, next: next + 1 });
            }
            Step::Channel { meaning, message, .. } => {
                if let Some(channel) = message.channel {
                    self.channels.handle_message(channel, meaning, &message, cx);
                }
            }
            Step::Message { socket, message } => self.tell(socket, Internal::Error, message),
            Step::Refuse { fault, .. } => self.channels.refuse_oldest(fault, cx),
            Step::DropCancelled { channel } => self.channels.drop_cancelled(channel, cx),
            Step::OpenHttp { socket, transport, url } => self.http.open(socket, transport, url, cx),
            Step::HttpEnd { socket, status } => {
                if let Some(close) = self.http.handle_end(socket, status, cx) {
                    self.end_http(socket, &close);
                }
            }
            Step::Watchlist { data, text } => watchlist(&data, &text, cx),
            Step::Heartbeat { socket } => self.http.send_heartbeat(socket, cx),
            Step::Race { .. } => self.connection.race(cx),
            Step::Act { action, .. } => self.connection.act(action, cx),
            Step::TellAndAct { action, fault, .. } => {
                let (kind, a, b) = fault;
                cx.error(kind, a, b);
                cx.step(Step::Act { course: self.connection.course(), action });
            }
            Step::Forget { .. } => self.connection.forget(cx),
        }
    }

    /// A socket that is made of HTTP requests has ended.
    fn end_http(&mut self, socket: SocketId, close: &CloseEvent<V>) {
        self.http.forget(socket);
        let cx = &mut self.cx;
        cx.tell(Order::CloseSocket, socket.0, 0);
        self.handle_socket_closed(self.cx.now, socket, close);
    }

    /// Subscribes to the signed-in user's own channel, in place of an earlier user's.
    fn open_user_channel(&mut self, name: V) {
        let cx = &mut self.cx;
        if let Some(present) = self.user.channel() {
            if self.channels.get(present).is_some_and(|channel| *channel.name() == name) {
                return;
            }
            self.channels.forget(present, true, cx);
        }
        if let Some(channel) = self.channels.add_user_channel(name.clone()) {
            self.user.set_channel(channel);
            cx.hand(Order::SetUserChannel, channel.0, name);
            self.channels.begin(channel, self.connection.socket_id(), cx);
        }
    }
}

/// Tells the client's own emitter of a message, and what follows from it.
fn tell_client<V: Value>(meaning: Internal, consequence: Option<Step<V>>, cx: &mut Context<V>) {
    if !meaning.is_hidden() {
        cx.tell(Order::EmitMessage, MessageStage::Client as u32, 0);
    }
    if let Some(step) = consequence {
        cx.step(step);
    }
}

/// Tells the changes of the watchlist one by one.
fn watchlist<V: Value>(data: &V, text: &V, cx: &mut Context<V>) {
    let events = data.property("events");
    // What is no list is taken for a list of one event, which has no name.
    for index in 0..events.length().unwrap_or(1) {
        let event = events.item(index);
        let name = event.property("name");
        if name.is_undefined() {
            let error = V::text("A message about the watchlist is no list of named events");
            cx.error(FaultKind::Parse, error, text.clone());
        } else {
            cx.give(Order::EmitWatchlist, 0, 0, name, event);
        }
    }
}
