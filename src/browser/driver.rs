//! The loop around the core: give it an input, carry out what it asks for, arm the timer.

// Milliseconds go to JavaScript as its numbers; beyond 2^53 of them nobody waits.
#![allow(clippy::cast_precision_loss)]

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{JsString, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::XmlHttpRequest;

use super::clock::Clock;
use super::host::Host;
use super::http::{self, Receiver, Session};
use super::memory;
use super::socket::Socket;
use crate::core::channels::{Channel, ChannelId, RequestId};
use crate::core::http::Endpoint;
use crate::core::io::{
    AuthFault, ChannelEvent, ConnectionEvent, Fault, MessageStage, Note, Output, Subject, TransportFault,
};
use crate::core::protocol::CloseEvent;
use crate::core::queue::Queue;
use crate::core::strategy::{SocketId, Transport};
use crate::core::{Client, Millis};

/// The longest delay that `setTimeout` keeps to (2³¹ − 1 ms); later deadlines are reached in hops.
const LONGEST_TIMEOUT: Millis = 0x7fff_ffff;

// Places in the list of event names that `src/js/bridge.js` has: cheaper than the names themselves.
const SUBSCRIPTION_SUCCEEDED: u8 = 0;
const SUBSCRIPTION_COUNT: u8 = 1;
const MEMBER_ADDED: u8 = 2;
const MEMBER_REMOVED: u8 = 3;

/// Stands for "no channel" where a channel id is passed: none that the client knows, or the user in its place.
pub(crate) const NO_CHANNEL: u32 = u32::MAX;

fn subject_id(subject: Subject) -> u32 {
    match subject {
        Subject::Channel(channel) => channel.0,
        Subject::User => NO_CHANNEL,
    }
}

/// One client with its sockets and its timer.
pub(crate) struct Driver {
    pub(crate) host: Host,
    client: RefCell<Client<JsValue>>,
    sockets: RefCell<Vec<Socket>>,
    /// The sockets that are made of requests.
    sessions: RefCell<Vec<Session>>,
    timer: RefCell<Option<Armed>>,
    clock: Clock,
}

struct Armed {
    at: Millis,
    // Cancels on drop.
    _timeout: Timeout,
}

impl Driver {
    pub(crate) fn new(host: Host, client: Client<JsValue>) -> Rc<Self> {
        Rc::new(Self {
            host,
            client: RefCell::new(client),
            sockets: RefCell::new(Vec::new()),
            sessions: RefCell::new(Vec::new()),
            timer: RefCell::new(None),
            clock: Clock::default(),
        })
    }

    /// The time.
    pub(crate) fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Looks into the client, or changes it in a way that queues nothing.
    pub(crate) fn with<R>(&self, look: impl FnOnce(&mut Client<JsValue>) -> R) -> R {
        look(&mut self.client.borrow_mut())
    }

    /// Gives the client an input and carries out what follows. May be called while an output is being
    /// carried out: then everything that follows from this input comes before the rest of that one.
    pub(crate) fn input<R>(self: &Rc<Self>, input: impl FnOnce(&mut Client<JsValue>, Millis) -> R) -> R {
        let now = self.now();
        let rest = self.begin();
        let result = self.with(|client| input(client, now));
        self.finish(rest);
        result
    }

    // The parts of `input` that are the same for every input; apart, so that they exist once.

    #[inline(never)]
    fn begin(&self) -> Queue<JsValue> {
        self.with(Client::suspend)
    }

    #[inline(never)]
    fn finish(self: &Rc<Self>, rest: Queue<JsValue>) {
        self.drain();
        self.with(|client| client.resume(rest));
        self.arm();
    }

    /// Sends a text on the established connection; `false` without one.
    pub(crate) fn send(self: &Rc<Self>, text: &JsValue) -> bool {
        let socket = self.with(|client| client.open_socket());
        socket.is_some_and(|socket| self.send_on(socket, text))
    }

    fn send_on(self: &Rc<Self>, id: SocketId, text: &JsValue) -> bool {
        // Taken out first: a stand-in for WebSocket may answer, or close, before `send` returns.
        let sender = self.sockets.borrow().iter().find(|socket| socket.id == id).map(Socket::sender);
        let Some(sender) = sender else {
            let text = String::from(JsString::from(text.clone()));
            return self.input(|client, _| client.send_by_http(id, &text));
        };
        sender.send(text);
        true
    }

    // ---- sockets that are made of requests ----

    fn request(
        self: &Rc<Self>,
        id: SocketId,
        endpoint: Endpoint,
        base: &str,
        query: &str,
        body: Option<&str>,
    ) {
        let Some(url) = self.session(id, |session| session.url(base, endpoint, query)) else { return };
        if body.is_some() {
            // How it ends the receiving request will show.
            let _ = self
                .host
                .create_socket_request()
                .and_then(|request| http::post(&request, &self.host, &url, body));
            return;
        }
        self.stop_receiving(id);
        if let Err(error) = self.start_receiving(id, &url) {
            self.stop_receiving(id);
            self.input(|client, now| client.handle_request_failed(now, id, error));
        }
    }

    fn start_receiving(self: &Rc<Self>, id: SocketId, url: &str) -> Result<(), JsValue> {
        let receiver = Receiver::new(id, self)?;
        let request = receiver.request();
        self.session(id, |session| session.replace(Some(receiver)));
        http::post(&request, &self.host, url, None)
    }

    /// Aborts the receiving request of a socket.
    pub(super) fn stop_receiving(&self, id: SocketId) {
        // Dropped once the sessions are no longer borrowed.
        let _receiver = self.session(id, |session| session.replace(None));
    }

    /// Whether this is the receiving request of a socket.
    pub(super) fn receives_by(&self, id: SocketId, request: &XmlHttpRequest) -> bool {
        self.session(id, |session| session.receives_by(request)) == Some(true)
    }

    fn session<R>(&self, id: SocketId, look: impl FnOnce(&mut Session) -> R) -> Option<R> {
        self.sessions.borrow_mut().iter_mut().find(|session| session.id == id).map(look)
    }

    /// What comes back aborts its request when it is dropped: not while the sessions are borrowed.
    fn forget_session(&self, id: SocketId) -> Option<Session> {
        let mut sessions = self.sessions.borrow_mut();
        let index = sessions.iter().position(|session| session.id == id)?;
        Some(sessions.swap_remove(index))
    }

    /// A socket has ended.
    pub(crate) fn handle_closed(self: &Rc<Self>, id: SocketId, close: &CloseEvent) {
        self.forget_socket(id);
        self.input(|client, now| client.handle_socket_closed(now, id, close));
    }

    fn forget_socket(&self, id: SocketId) -> Option<Socket> {
        let mut sockets = self.sockets.borrow_mut();
        let index = sockets.iter().position(|socket| socket.id == id)?;
        Some(sockets.swap_remove(index))
    }

    // ---- timer ----

    /// Sees to it that a timer rings no later than the client's next deadline. An earlier one is left alone:
    /// deadlines mostly move back (with every message), and the client takes a ring too many in its stride.
    fn arm(self: &Rc<Self>) {
        let next = self.with(|client| client.poll_timeout());
        let mut timer = self.timer.borrow_mut();
        match (next, &*timer) {
            (None, _) => *timer = None,
            (Some(next), Some(armed)) if armed.at <= next => {}
            (Some(next), _) => {
                let now = self.now();
                let delay = next.saturating_sub(now).min(LONGEST_TIMEOUT);
                let at = now + delay;
                let driver = Rc::downgrade(self);
                let timeout = Timeout::new(delay as u32, move || {
                    if let Some(driver) = driver.upgrade() {
                        driver.ring(at);
                    }
                });
                *timer = Some(Armed { at, _timeout: timeout });
            }
        }
    }

    fn ring(self: &Rc<Self>, at: Millis) {
        *self.timer.borrow_mut() = None;
        // Browsers ring up to a millisecond early.
        self.input(|client, now| client.handle_timeout(now.max(at)));
    }

    // ---- outputs ----

    fn drain(self: &Rc<Self>) {
        while let Some(output) = self.with(Client::poll_output) {
            self.carry_out(output);
        }
    }

    fn carry_out(self: &Rc<Self>, output: Output<JsValue>) {
        let host = &self.host;
        match output {
            Output::Note(note) => self.note(note),
            Output::SendStats { tls } => host.send_stats(tls),
            Output::OpenSocket { socket, transport, url } => self.open_socket(socket, transport, &url),
            Output::RecallTransport { tls } => {
                let remembered = memory::recall(host, tls);
                self.input(|client, now| client.handle_recalled(now, remembered.as_ref()));
            }
            Output::RememberTransport { tls, transport } => memory::remember(host, tls, &transport),
            Output::ForgetTransport { tls } => memory::forget(host, tls),
            Output::OpenSession { socket, transport, url } => {
                let session = Session::new(socket, host.new_session(socket.0, transport.name(), &url));
                self.sessions.borrow_mut().push(session);
            }
            Output::Request { socket, endpoint, base, query, body } => {
                self.request(socket, endpoint, &base, &query, body.as_deref());
            }
            Output::Receive { socket, text } => host.receive(socket.0, &text),
            Output::Introduce { socket, text } => {
                self.send_on(socket, &JsValue::from_str(&text));
            }
            Output::CloseSocket { socket } => {
                drop(self.forget_session(socket));
                if let Some(socket) = self.forget_socket(socket) {
                    socket.close();
                }
            }
            Output::Send { socket, text } => {
                let text = JsValue::from_str(&text);
                host.log_sent(&text);
                self.send_on(socket, &text);
            }
            Output::Authorize { subject, request, socket_id } => {
                self.authorize(subject, request, &socket_id);
            }
            Output::State(state) => host.set_state(state.name()),
            Output::Connection(Some(connection)) => {
                host.set_connection(&connection.socket_id, connection.transport.name(), connection.tls);
            }
            Output::Connection(None) => host.set_connection("", "", false),
            Output::Subscription { channel } => {
                let flags = self.with(|client| client.channel(channel).map(Channel::flags));
                if let Some(flags) = flags {
                    host.set_subscription(channel.0, flags.subscribed, flags.pending, flags.cancelled);
                }
            }
            Output::MembersReplaced { channel } => self.set_members(channel),
            Output::MemberCount { channel, count } => host.set_member_count(channel.0, count),
            Output::SubscriptionCount { channel, count } => {
                host.set_subscription_count(channel.0, &count);
            }
            Output::ChannelRemoved { channel, unsubscribed } => host.remove_channel(channel.0, unsubscribed),
            Output::EmitConnection(event) => self.emit_connection(event),
            Output::EmitChannel { channel, event } => self.emit_channel(channel.0, event),
            Output::Log { channel, text } => host.log_error(channel.0, text),
            Output::UserChanged => {
                let data = self.with(|client| client.user_data().cloned());
                host.set_user(&data.unwrap_or(JsValue::NULL));
            }
            Output::SigninBegun => host.signin_begun(),
            Output::SigninDone => host.signin_done(),
            Output::EmitSigninError(AuthFault { message, status }) => {
                host.emit_signin_error(&message, &status.unwrap_or(JsValue::UNDEFINED));
            }
            Output::UserChannel { channel, name } => host.set_user_channel(channel.0, &name),
            Output::EmitWatchlist { name, event } => host.emit_watchlist(&name, &event),
            Output::Message(stage) => host.emit_message(match stage {
                MessageStage::ConnectionGlobal => 0,
                MessageStage::Client => 1,
                MessageStage::ConnectionBound => 2,
            }),
        }
    }

    fn open_socket(self: &Rc<Self>, id: SocketId, transport: Transport, url: &str) {
        match self.host.create_socket(id.0, transport.name(), url) {
            Ok(web) => self.sockets.borrow_mut().push(Socket { id, web }),
            Err(error) => self.input(|client, now| client.handle_socket_error(now, id, error)),
        }
    }

    fn note(&self, note: Note<JsValue>) {
        let host = &self.host;
        match note {
            Note::Opened(socket) => host.note_opened(socket.0),
            Note::Failed(socket, error) => host.note_failed(socket.0, &error),
            Note::Closed(socket, close) => {
                host.note_closed(socket.0, close.code, &close.reason, close.was_clean);
            }
            Note::GivenUp(socket) => host.note_given_up(socket.0),
            Note::Preferred(transport) => host.note_preferred(&transport.name, transport.latency as f64),
            Note::HandshakeError(error) => host.note_handshake_error(&error),
            Note::PongTimedOut(timeout) => host.note_pong_timed_out(timeout as f64),
            Note::Retry(delay) => host.note_retry(delay as f64),
        }
    }

    /// Asks the application. A handler that throws, or returns a promise that rejects, has refused.
    fn authorize(self: &Rc<Self>, subject: Subject, request: RequestId, socket_id: &str) {
        match self.host.authorize(subject_id(subject), request.0, socket_id) {
            Ok(returned) => {
                if let Ok(promise) = returned.dyn_into::<Promise>() {
                    let driver = self.clone();
                    spawn_local(async move {
                        if let Err(error) = JsFuture::from(promise).await {
                            driver.refuse(subject, request, &error);
                        }
                    });
                }
            }
            Err(error) => self.refuse(subject, request, &error),
        }
    }

    fn refuse(self: &Rc<Self>, subject: Subject, request: RequestId, error: &JsValue) {
        let fault = AuthFault { message: self.host.error_text(error), status: None };
        self.input(|client, now| client.handle_auth(now, subject, request, Err(fault)));
    }

    fn set_members(&self, channel: ChannelId) {
        let members = self.with(|client| {
            let members = client.channel(channel)?.members()?;
            let my_id = members.my_id().cloned().unwrap_or(JsValue::NULL);
            Some((members.by_id().clone(), members.count(), my_id))
        });
        if let Some((by_id, count, my_id)) = members {
            self.host.set_members(channel.0, &by_id, count, &my_id);
        }
    }

    fn emit_connection(&self, event: ConnectionEvent<JsValue>) {
        let host = &self.host;
        match event {
            ConnectionEvent::AnnouncedChange { previous, current } => {
                host.announce_state_change(previous.name(), current.name());
            }
            ConnectionEvent::StateChange { previous, current } => {
                host.emit_state_change(previous.name(), current.name());
            }
            ConnectionEvent::Announced(state) => host.announce_state(state.name()),
            ConnectionEvent::Entered(state) => host.emit_state(state.name()),
            ConnectionEvent::ConnectingIn(seconds) => {
                host.emit_connection("connecting_in", &JsValue::from(seconds));
            }
            ConnectionEvent::Error(fault) => {
                let (kind, first, second) = match fault {
                    Fault::Server(data) => (0, data, JsValue::UNDEFINED),
                    Fault::Code { code, message } => (1, code, message),
                    Fault::Parse { error, text } => (2, error, text),
                    Fault::Handshake(error) => (3, error, JsValue::UNDEFINED),
                    Fault::HandshakeParse { error, text } => (4, error, text),
                    Fault::Transport(TransportFault::Host(error)) => (5, error, JsValue::UNDEFINED),
                    Fault::Transport(TransportFault::Code { code, message }) => (6, code, message),
                };
                host.emit_error(kind, &first, &second);
            }
        }
    }

    fn emit_channel(&self, channel: u32, event: ChannelEvent<JsValue>) {
        let host = &self.host;
        match event {
            ChannelEvent::Subscribed(data) => host.emit_channel(channel, SUBSCRIPTION_SUCCEEDED, &data),
            ChannelEvent::SubscribedWithMembers => host.emit_members(channel),
            ChannelEvent::SubscriptionError(AuthFault { message, status }) => {
                host.emit_auth_error(channel, &message, &status.unwrap_or(JsValue::UNDEFINED));
            }
            ChannelEvent::SubscriptionCount(data) => {
                host.emit_channel(channel, SUBSCRIPTION_COUNT, &data);
            }
            ChannelEvent::MemberAdded(member) => {
                host.emit_member(channel, MEMBER_ADDED, &member.id, &member.info);
            }
            ChannelEvent::MemberRemoved(member) => {
                host.emit_member(channel, MEMBER_REMOVED, &member.id, &member.info);
            }
            ChannelEvent::Decrypted { name, data } => host.emit_decrypted(channel, &name, &data),
            ChannelEvent::Message { metadata } => host.emit_channel_message(channel, metadata),
        }
    }
}
