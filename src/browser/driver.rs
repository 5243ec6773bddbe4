//! The loop around the core: give it an input, carry out what it asks for, arm the timer.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};

use super::clock::Clock;
use super::host::{Host, Order, text};
use super::memory;
use super::rejection;
use super::socket::Socket;
use super::tell;
use crate::core::channels::{Channel, ChannelId, RequestId};
use crate::core::io::{Output, Subject};
use crate::core::queue::Suspended;
use crate::core::strategy::{SocketId, Transport};
use crate::core::{Client, Millis};

/// The longest delay that `setTimeout` keeps to (2³¹ − 1 ms); later deadlines are reached in hops.
const LONGEST_TIMEOUT: Millis = 0x7fff_ffff;

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
    fn begin(&self) -> Suspended {
        self.with(Client::suspend)
    }

    #[inline(never)]
    fn finish(self: &Rc<Self>, rest: Suspended) {
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
        let socket = self.sockets.borrow().iter().find(|socket| socket.id == id).cloned();
        if let Some(socket) = socket {
            socket.send(text);
            return true;
        }
        let text = text.as_string().unwrap_or_default();
        self.input(|client, _| client.send_by_http(id, &text))
    }

    /// Lets go of a socket. Its end is still to be told.
    pub(crate) fn forget_socket(&self, id: SocketId) -> Option<Socket> {
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
            Output::Note(note) => tell::note(host, note),
            Output::SendStats { tls } => host.tell(Order::SendStats, tls.into(), 0),
            Output::OpenSocket { socket, transport, url } => self.open_socket(socket, transport, &url),
            Output::RecallTransport { tls } => {
                let remembered = memory::recall(host, tls);
                self.input(|client, now| client.handle_recalled(now, remembered.as_ref()));
            }
            Output::RememberTransport { tls, transport } => memory::remember(host, tls, &transport),
            Output::ForgetTransport { tls } => host.tell(Order::Forget, tls.into(), 0),
            Output::OpenSession { socket, transport, url } => {
                host.give(Order::OpenSession, socket.0, 0, text(transport.name()), text(&url));
            }
            Output::Request { socket, endpoint, base, query, body } => {
                let endpoint = text(&[endpoint.name(), &query].concat());
                let body = body.map_or(JsValue::UNDEFINED, |body| text(&body));
                host.give_all(Order::Request, socket.0, [text(&base), endpoint, body]);
            }
            Output::Receive { socket, text } => host.hand(Order::Receive, socket.0, text),
            Output::Introduce { socket, text: frame } => {
                self.send_on(socket, &text(&frame));
            }
            Output::CloseSocket { socket } => match self.forget_socket(socket) {
                Some(socket) => socket.close(),
                None => host.tell(Order::CloseSession, socket.0, 0),
            },
            Output::Send { socket, text: frame } => {
                let frame = text(&frame);
                host.hand(Order::LogSent, 0, frame.clone());
                self.send_on(socket, &frame);
            }
            Output::Authorize { subject, request, socket_id } => {
                self.authorize(subject, request, &socket_id);
            }
            Output::State(state) => host.hand(Order::SetState, 0, text(state.name())),
            Output::Connection(Some(connection)) => {
                let (id, transport) = (text(&connection.socket_id), text(connection.transport.name()));
                host.give(Order::SetConnection, connection.tls.into(), 0, id, transport);
            }
            Output::Connection(None) => host.tell(Order::SetConnection, 0, 0),
            Output::Subscription { channel } => {
                if let Some(flags) = self.with(|client| client.channel(channel).map(Channel::flags)) {
                    let bits = u32::from(flags.subscribed)
                        | u32::from(flags.pending) << 1
                        | u32::from(flags.cancelled) << 2;
                    host.tell(Order::SetSubscription, channel.0, bits);
                }
            }
            Output::MembersReplaced { channel } => self.set_members(channel),
            Output::MemberCount { channel, count } => {
                host.hand(Order::SetMemberCount, channel.0, count.into());
            }
            Output::SubscriptionCount { channel, count } => {
                host.hand(Order::SetSubscriptionCount, channel.0, count);
            }
            Output::ChannelRemoved { channel, unsubscribed } => {
                host.tell(Order::RemoveChannel, channel.0, unsubscribed.into());
            }
            Output::EmitConnection(event) => tell::connection_event(host, event),
            Output::EmitChannel { channel, event } => tell::channel_event(host, channel.0, event),
            Output::Log { channel, text: line } => host.hand(Order::LogError, channel.0, text(line)),
            Output::UserChanged => {
                let data = self.with(|client| client.user_data().cloned());
                host.hand(Order::SetUser, 0, data.unwrap_or(JsValue::NULL));
            }
            Output::SigninBegun => host.tell(Order::BeginSignin, 0, 0),
            Output::SigninDone => host.tell(Order::EndSignin, 0, 0),
            Output::EmitSigninError(fault) => tell::auth_fault(host, Order::EmitSigninError, 0, fault),
            Output::UserChannel { channel, name } => {
                host.hand(Order::SetUserChannel, channel.0, text(&name));
            }
            Output::EmitWatchlist { name, event } => host.give(Order::EmitWatchlist, 0, 0, name, event),
            Output::Message(stage) => host.tell(Order::EmitMessage, stage as u32, 0),
        }
    }

    fn open_socket(self: &Rc<Self>, id: SocketId, transport: Transport, url: &str) {
        let web = self.host.ask(Order::OpenSocket, id.0, 0, &text(transport.name()), &text(url));
        if !web.is_undefined() {
            self.sockets.borrow_mut().push(Socket::new(id, web));
        }
    }

    /// Asks the application. A handler that throws, or returns a promise that rejects, has refused.
    fn authorize(self: &Rc<Self>, subject: Subject, RequestId(request): RequestId, socket_id: &str) {
        let (host, id) = (self.host.clone(), subject_id(subject));
        let returned = host.ask(Order::Authorize, id, request, &text(socket_id), &JsValue::UNDEFINED);
        if let Ok(promise) = returned.dyn_into::<Promise>() {
            rejection::watch(promise, move |error| {
                host.give(Order::Refuse, id, request, error, JsValue::UNDEFINED);
            });
        }
    }

    fn set_members(&self, channel: ChannelId) {
        let members = self.with(|client| {
            let members = client.channel(channel)?.members()?;
            let my_id = members.my_id().cloned().unwrap_or(JsValue::NULL);
            Some([members.by_id().clone(), members.count().into(), my_id])
        });
        if let Some(members) = members {
            self.host.give_all(Order::SetMembers, channel.0, members);
        }
    }
}
