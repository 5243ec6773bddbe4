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

use std::collections::VecDeque;
use std::mem;

use super::Millis;
use super::channels::{Channel, ChannelId, Channels, NameError, RequestId};
use super::config::Config;
use super::connection::{Connection, State};
use super::io::{AuthFault, ConnectionEvent, Fault, MessageStage, Output, TransportFault};
use super::protocol::{self, CloseAction, CloseEvent, Internal, Message, Value, classify};
use super::strategy::SocketId;
use super::timers::Timers;

/// Code of the `pusher:error` with which some servers refuse a subscription without naming it.
const UNAUTHORIZED: f64 = 4009.0;

/// Outputs and steps that wait for their turn.
#[derive(Debug)]
pub struct Queue<V>(VecDeque<Item<V>>);

#[derive(Debug)]
enum Item<V> {
    Output(Output<V>),
    Step(Step<V>),
}

/// Work that follows outputs. A `course` or `socket` that is no longer the present one makes it void.
#[derive(Debug)]
pub(crate) enum Step<V> {
    /// Announce a state that was entered, after `state_change` has been.
    Entered { entry: u32, state: State },
    /// Subscribe to a channel of the table, now that there is a connection.
    Subscribe { course: u32, channel: ChannelId },
    /// What a message means to its channel, after the connection's own listeners have heard it.
    Channel { socket: SocketId, channel: ChannelId, meaning: Internal, message: Message<V> },
    /// Deal out a refusal that names no channel, after its error has been told.
    Refuse { socket: SocketId, fault: AuthFault<V> },
    /// Let go of a channel whose subscription failed, unless the application has taken it back.
    DropCancelled { channel: ChannelId },
    /// Open the first sockets.
    Race { course: u32 },
    /// Carry out what a close code asks for.
    Act { course: u32, action: CloseAction },
    /// The same for a socket that was an established connection, after one more error event.
    TellAndAct { socket: SocketId, action: CloseAction, fault: Option<TransportFault<V>> },
    /// Let go of an established connection that was closed from outside.
    Forget { socket: SocketId },
}

/// What the layers work with: the time, the deadlines, and the way out.
pub(crate) struct Context<'a, V> {
    pub(crate) now: Millis,
    pub(crate) timers: &'a mut Timers,
    queue: &'a mut Queue<V>,
    sockets: &'a mut u32,
    /// The established connection's socket.
    socket: Option<SocketId>,
}

impl<V> Context<'_, V> {
    pub(crate) fn push(&mut self, output: Output<V>) {
        self.queue.0.push_back(Item::Output(output));
    }

    pub(crate) fn step(&mut self, step: Step<V>) {
        self.queue.0.push_back(Item::Step(step));
    }

    pub(crate) fn error(&mut self, fault: Fault<V>) {
        self.push(Output::EmitConnection(ConnectionEvent::Error(fault)));
    }

    /// Sends on the established connection; without one the frame is void.
    pub(crate) fn send(&mut self, text: String) {
        if let Some(socket) = self.socket {
            self.push(Output::Send { socket, text });
        }
    }

    pub(crate) fn new_socket_id(&mut self) -> SocketId {
        *self.sockets = self.sockets.wrapping_add(1);
        SocketId(*self.sockets)
    }
}

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
    Ignore,
    /// Hand it to the listeners.
    Deliver,
    /// Hand it to the listeners, with the sender's user id in the metadata.
    DeliverWithMetadata,
    /// Give it to [`Client::handle_message`], which knows more.
    Handle,
}

/// A client of one app on one server.
///
/// Inputs: [`connect`](Self::connect), [`disconnect`](Self::disconnect), [`subscribe`](Self::subscribe),
/// [`unsubscribe`](Self::unsubscribe) and the `handle_*` methods. After each, drain
/// [`poll_output`](Self::poll_output), then arm one timer for [`poll_timeout`](Self::poll_timeout).
#[derive(Debug)]
pub struct Client<V> {
    config: Config,
    connection: Connection,
    channels: Channels<V>,
    timers: Timers,
    queue: Queue<V>,
    sockets: u32,
    now: Millis,
}

/// A [`Context`] and the parts that work in it, as disjoint borrows of a client.
macro_rules! context {
    ($client:ident, $cx:ident) => {
        let mut $cx = Context {
            now: $client.now,
            timers: &mut $client.timers,
            queue: &mut $client.queue,
            sockets: &mut $client.sockets,
            socket: $client.connection.socket(),
        };
        let $cx = &mut $cx;
    };
}

impl<V: Value> Client<V> {
    /// A client that does nothing yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            connection: Connection::new(&config),
            config,
            channels: Channels::new(),
            timers: Timers::default(),
            queue: Queue(VecDeque::new()),
            sockets: 0,
            now: 0,
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
    pub fn socket_id(&self) -> &str {
        self.connection.socket_id()
    }

    /// Whether connections are made over TLS; the server can switch it on.
    #[must_use]
    pub fn uses_tls(&self) -> bool {
        self.connection.uses_tls()
    }

    /// The socket that frames can be sent on now.
    #[must_use]
    pub fn open_socket(&self) -> Option<SocketId> {
        self.connection.socket()
    }

    /// A channel, while it is in the table.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> Option<&Channel<V>> {
        self.channels.get(id)
    }

    // ---- what the application asks for ----

    /// Seeks a connection, unless there is one or one is being sought.
    pub fn connect(&mut self, now: Millis) {
        self.now = now;
        context!(self, cx);
        self.connection.connect(cx);
    }

    /// Closes the connection, or gives up seeking one.
    pub fn disconnect(&mut self, now: Millis) {
        self.now = now;
        context!(self, cx);
        self.connection.disconnect(cx);
    }

    /// Adds a channel to the table. Nothing is sent: [`subscribe`](Self::subscribe) does that.
    ///
    /// # Errors
    /// If no channel of this name can be had.
    pub fn add_channel(&mut self, name: &str) -> Result<ChannelId, NameError> {
        self.channels.add(name)
    }

    /// Subscribes to a channel: now if connected, else as soon as that is so. Takes back an
    /// unsubscription that the server has not heard of yet.
    pub fn subscribe(&mut self, channel: ChannelId) {
        context!(self, cx);
        let connection = (self.connection.state(), self.connection.socket_id());
        self.channels.subscribe(channel, connection, cx);
    }

    /// Unsubscribes and drops the channel; a subscription under way is undone once it is confirmed.
    pub fn unsubscribe(&mut self, channel: ChannelId) {
        context!(self, cx);
        self.channels.unsubscribe(channel, cx);
    }

    /// Carries out one of the older commands on a channel itself, which leave it in the table.
    pub fn command(&mut self, channel: ChannelId, command: Command) {
        context!(self, cx);
        match command {
            Command::Subscribe => self.channels.begin(channel, self.connection.socket_id(), cx),
            Command::Unsubscribe => self.channels.leave(channel, cx),
            Command::Cancel => self.channels.set_cancelled(channel, true, cx),
            Command::Reinstate => self.channels.set_cancelled(channel, false, cx),
            Command::Disconnect => self.channels.reset_channel(channel, cx),
        }
    }

    /// Forgets a channel, whatever its state. The server is not told.
    pub fn remove_channel(&mut self, channel: ChannelId) {
        context!(self, cx);
        self.channels.forget(channel, cx);
    }

    /// The application's answer to [`Output::Authorize`]. Late and repeated answers are dropped.
    pub fn handle_auth(&mut self, channel: ChannelId, request: RequestId, answer: Result<V, AuthFault<V>>) {
        context!(self, cx);
        self.channels.handle_auth(channel, request, answer, cx);
    }

    // ---- what sockets report ----

    /// A socket is open.
    pub fn handle_socket_opened(&mut self, now: Millis, socket: SocketId) {
        self.now = now;
        self.connection.handle_opened(socket, now);
    }

    /// A socket reported an error, or could not be made. Its end is reported separately.
    pub fn handle_socket_error(&mut self, now: Millis, socket: SocketId, error: V) {
        self.now = now;
        context!(self, cx);
        self.connection.handle_error(socket, error, cx);
    }

    /// A socket has ended.
    pub fn handle_socket_closed(&mut self, now: Millis, socket: SocketId, close: &CloseEvent) {
        self.now = now;
        context!(self, cx);
        self.connection.handle_closed(socket, close, cx);
    }

    /// A frame that is no message at all: no JSON, or no event name in it.
    pub fn handle_malformed(&mut self, now: Millis, socket: SocketId, error: V, text: V) {
        self.now = now;
        context!(self, cx);
        if self.connection.socket() == Some(socket) {
            cx.error(Fault::Parse { error, text });
        } else {
            self.connection.fail_handshake(socket, Fault::HandshakeParse { error, text }, cx);
        }
    }

    /// The short way for messages: says what to do with one whose event has none of the protocol's names
    /// (`pusher:…`, `pusher_internal:…`). Queues nothing.
    pub fn handle_event(&mut self, now: Millis, socket: SocketId, channel: Option<ChannelId>) -> Delivery {
        self.now = now;
        context!(self, cx);
        if !self.connection.handle_activity(socket, cx) {
            return if self.connection.knows(socket) { Delivery::Handle } else { Delivery::Ignore };
        }
        match channel.and_then(|id| self.channels.get(id)) {
            Some(channel) if channel.members().is_some() => Delivery::DeliverWithMetadata,
            _ => Delivery::Deliver,
        }
    }

    /// Any message.
    pub fn handle_message(&mut self, now: Millis, socket: SocketId, message: &Message<V>) {
        self.now = now;
        context!(self, cx);
        if !self.connection.handle_activity(socket, cx) {
            if self.connection.knows(socket) {
                self.connection.handle_first(socket, message, &self.config, cx);
            }
            return;
        }
        let meaning = classify(&message.event);
        match meaning {
            Internal::Error => {
                cx.error(Fault::Server(message.data.clone()));
                if message.channel.is_none()
                    && let Some(code) = message.data.get("code")
                    && code.as_number() == Some(UNAUTHORIZED)
                {
                    let text = message.data.get("message").unwrap_or_else(V::undefined);
                    let fault = AuthFault { message: text, status: Some(code) };
                    cx.step(Step::Refuse { socket, fault });
                }
            }
            Internal::Ping => cx.send(protocol::PONG.to_owned()),
            _ => {}
        }
        cx.push(Output::Message(MessageStage::ConnectionGlobal));
        if let Some(channel) = message.channel {
            cx.step(Step::Channel { socket, channel, meaning, message: message.clone() });
        }
        if !meaning.is_hidden() {
            cx.push(Output::Message(MessageStage::Client));
        }
        cx.push(Output::Message(MessageStage::ConnectionBound));
    }

    /// A message that the application itself gives to a channel, as if the server had sent it.
    pub fn handle_channel_message(&mut self, message: &Message<V>) {
        context!(self, cx);
        if let Some(channel) = message.channel {
            self.channels.handle_message(channel, classify(&message.event), message, cx);
        }
    }

    // ---- what the network reports ----

    /// The network is back.
    pub fn handle_online(&mut self, now: Millis) {
        self.now = now;
        context!(self, cx);
        self.connection.handle_online(cx);
    }

    /// The network is gone: find out whether the connection is, too.
    pub fn handle_offline(&mut self, now: Millis) {
        self.now = now;
        context!(self, cx);
        self.connection.handle_offline(&self.config, cx);
    }

    // ---- time ----

    /// When [`handle_timeout`](Self::handle_timeout) is wanted next. A host may leave a timer that it has
    /// set for an earlier time.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Millis> {
        self.timers.next()
    }

    /// It is `now`: does what the earliest deadline asks for, if it has come.
    pub fn handle_timeout(&mut self, now: Millis) {
        self.now = now;
        if let Some(timer) = self.timers.pop_due(now) {
            context!(self, cx);
            self.connection.handle_timer(timer, &self.config, cx);
        }
    }

    // ---- the way out ----

    /// The next thing for the host to do.
    pub fn poll_output(&mut self) -> Option<Output<V>> {
        loop {
            match self.queue.0.pop_front()? {
                Item::Output(output) if self.is_current(&output) => return Some(output),
                Item::Output(_) => {}
                Item::Step(step) => {
                    let rest = self.suspend();
                    self.run(step);
                    self.resume(rest);
                }
            }
        }
    }

    /// Sets aside what is queued, before an input that user code gives while an output is carried out.
    #[must_use]
    pub fn suspend(&mut self) -> Queue<V> {
        Queue(mem::take(&mut self.queue.0))
    }

    /// Puts back what [`suspend`](Self::suspend) has set aside.
    pub fn resume(&mut self, mut rest: Queue<V>) {
        // The shorter one is moved: answers inside requests come with a long rest each.
        if self.queue.0.len() < rest.0.len() {
            while let Some(item) = self.queue.0.pop_back() {
                rest.0.push_front(item);
            }
            self.queue = rest;
        } else {
            self.queue.0.extend(rest.0);
        }
    }

    /// Whether an output is still wanted when its turn comes.
    fn is_current(&self, output: &Output<V>) -> bool {
        match output {
            Output::OpenSocket { socket, .. } => self.connection.knows(*socket),
            Output::Send { socket, .. } => self.connection.socket() == Some(*socket),
            Output::Authorize { channel, request, .. } => self.channels.awaits(*channel, *request),
            Output::Subscription { channel }
            | Output::MembersReplaced { channel }
            | Output::MemberCount { channel, .. }
            | Output::SubscriptionCount { channel, .. }
            | Output::EmitChannel { channel, .. } => self.channels.get(*channel).is_some(),
            _ => true,
        }
    }

    fn run(&mut self, step: Step<V>) {
        let present = self.connection.course();
        let present_entry = self.connection.entries();
        let link = self.connection.socket();
        context!(self, cx);
        match step {
            Step::Entered { entry, state } if entry == present_entry => {
                match state {
                    State::Connected => {
                        for id in self.channels.ids() {
                            cx.step(Step::Subscribe { course: present, channel: id });
                        }
                    }
                    State::Connecting | State::Disconnected => self.channels.reset(cx),
                    _ => {}
                }
                cx.push(Output::EmitConnection(ConnectionEvent::Entered(state)));
            }
            Step::Subscribe { course, channel } if course == present => {
                let connection = (self.connection.state(), self.connection.socket_id());
                self.channels.subscribe(channel, connection, cx);
            }
            Step::Channel { socket, channel, meaning, message } if link == Some(socket) => {
                self.channels.handle_message(channel, meaning, &message, cx);
            }
            Step::Refuse { socket, fault } if link == Some(socket) => self.channels.refuse_oldest(fault, cx),
            Step::DropCancelled { channel } => self.channels.drop_cancelled(channel, cx),
            Step::Race { course } if course == present => self.connection.race(&self.config, cx),
            Step::Act { course, action } if course == present => {
                self.connection.act(action, &self.config, cx);
            }
            Step::TellAndAct { socket, action, fault } if self.connection.socket() == Some(socket) => {
                if let Some(fault) = fault {
                    cx.error(Fault::Transport(fault));
                }
                cx.step(Step::Act { course: present, action });
            }
            Step::Forget { socket } => self.connection.forget(socket, cx),
            _ => {}
        }
    }
}
