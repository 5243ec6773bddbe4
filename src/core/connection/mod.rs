//! The connection: seeking one, keeping it, losing it, seeking again.

mod activity;
mod handshake;
mod state;

use super::Millis;
use super::config::Config;
use super::order::{Fault, FaultKind, Order, whole};
use super::protocol::{self, CloseAction, CloseEvent, Internal, Value};
use super::queue::{Context, Step};
use super::strategy::{RememberedTransport, SocketId, Strategy, Transport};
use super::timers::Timer;
use activity::Activity;
use handshake::Handshake;

pub use state::State;

/// The wait before a connection that broke off, or was asked to back off, is sought again (pusher-js).
const BACKOFF: Millis = 1_000;

/// An established connection.
#[derive(Debug)]
struct Link {
    transport: Transport,
    opened_at: Millis,
    activity: Activity,
}

#[derive(Debug)]
pub(crate) struct Connection<V> {
    state: State,
    /// Counts changes of course. What was decided under an earlier course is not carried out: the
    /// application's latest word (`connect`, `disconnect`) is final even from inside a callback.
    course: u32,
    /// Counts changes of state. An announcement of a state that has been left meanwhile is left out.
    entries: u32,
    socket_id: V,
    use_tls: bool,
    strategy: Strategy,
    /// Whether a race is on, or about to start.
    racing: bool,
    /// Whether the race has just started, and what worked last time may change its course.
    recalling: bool,
    link: Option<Link>,
}

impl<V: Value> Connection<V> {
    pub(crate) fn new(config: &Config<V>) -> Self {
        Self {
            state: State::Initialized,
            course: 0,
            entries: 0,
            socket_id: V::undefined(),
            use_tls: config.use_tls,
            strategy: Strategy::new(config, config.use_tls, SocketId(0)),
            racing: false,
            recalling: false,
            link: None,
        }
    }

    pub(crate) fn state(&self) -> State {
        self.state
    }

    pub(crate) fn course(&self) -> u32 {
        self.course
    }

    pub(crate) fn entries(&self) -> u32 {
        self.entries
    }

    pub(crate) fn socket_id(&self) -> &V {
        &self.socket_id
    }

    pub(crate) fn uses_tls(&self) -> bool {
        self.use_tls
    }

    /// Whether the client still wants this socket.
    pub(crate) fn knows(&self, socket: SocketId, cx: &Context<V>) -> bool {
        cx.is_established(socket) || self.strategy.contains(socket)
    }

    // ---- what the application asks for ----

    /// Seeks a connection, unless there is one or one is being sought.
    pub(crate) fn connect(&mut self, cx: &mut Context<V>) {
        if self.link.is_some() || self.racing {
            return;
        }
        cx.timers.clear(Timer::Retry);
        self.course += 1;
        if !self.strategy.is_supported() {
            self.enter(State::Failed, cx);
            return;
        }
        self.racing = true;
        self.enter(State::Connecting, cx);
        cx.step(Step::Race { course: self.course });
    }

    /// Starts the race that [`connect`](Self::connect) announced, and asks what worked last time.
    pub(crate) fn race(&mut self, cx: &mut Context<V>) {
        self.recalling = true;
        self.strategy.start(cx);
        cx.tell(Order::Recall, self.use_tls.into(), 0);
        cx.ring_in(Timer::Unavailable, cx.config.unavailable_timeout);
    }

    /// The host's memory of the transport that worked last time.
    pub(crate) fn handle_recalled(
        &mut self,
        remembered: Option<&RememberedTransport<V>>,
        cx: &mut Context<V>,
    ) {
        let recalling = std::mem::take(&mut self.recalling);
        if let Some(remembered) = remembered.filter(|_| recalling) {
            self.strategy.favour(remembered, cx);
        }
    }

    /// Closes the connection and stays away.
    pub(crate) fn disconnect(&mut self, cx: &mut Context<V>) {
        self.leave(cx);
        self.enter(State::Disconnected, cx);
    }

    /// There are other settings: connects anew by them, where a connection is wanted.
    pub(crate) fn switch(&mut self, cx: &mut Context<V>) {
        self.recalling = false;
        self.strategy.abort(cx);
        self.strategy = Strategy::new(&cx.config, self.use_tls, cx.latest_socket());
        if matches!(self.state, State::Connecting | State::Connected | State::Unavailable) {
            retry_in(0, cx);
        }
    }

    // ---- what sockets report ----

    pub(crate) fn handle_opened(&mut self, socket: SocketId, cx: &mut Context<V>) {
        self.strategy.handle_opened(socket, cx);
    }

    /// A transport's error event. During a race it only fails the attempt.
    pub(crate) fn handle_error(&mut self, socket: SocketId, error: V, cx: &mut Context<V>) {
        if cx.is_established(socket) {
            cx.error(FaultKind::Transport, error, V::undefined());
        } else {
            self.strategy.handle_failed(socket, cx);
        }
    }

    pub(crate) fn handle_closed(&mut self, socket: SocketId, close: &CloseEvent<V>, cx: &mut Context<V>) {
        if let Some(link) = self.link.as_ref().filter(|_| cx.is_established(socket)) {
            self.strategy.note_end(link.transport, link.opened_at, close, cx);
            lose(socket, close, cx);
            return;
        }
        if self.strategy.handle_failed(socket, cx) {
            return;
        }
        if let Some(winner) = self.strategy.win(socket, cx) {
            self.strategy.note_end(winner.transport, winner.opened_at, close, cx);
            let action = CloseAction::of_code(close.code.into()).unwrap_or(CloseAction::Backoff);
            let fault = code_and_reason(close);
            self.turned_away(action, fault, cx);
        } else {
            self.strategy.handle_closed_by_us(socket, close, cx);
        }
    }

    /// The first frame on a socket of the race.
    pub(crate) fn handle_first(
        &mut self,
        socket: SocketId,
        meaning: Internal,
        data: &V,
        cx: &mut Context<V>,
    ) {
        match handshake::read(meaning, data) {
            Handshake::Connected { socket_id, activity_timeout } => {
                self.establish(socket, socket_id, activity_timeout, cx);
            }
            Handshake::Refused { action, fault } => {
                if let Some(winner) = self.strategy.win(socket, cx) {
                    self.turned_away(action, fault, cx);
                    cx.close(winner.transport, socket, winner.opened_at);
                }
            }
            Handshake::Wrong(text) => {
                self.fail_handshake(socket, (FaultKind::Handshake, V::text(text), V::undefined()), cx);
            }
        }
    }

    /// The first frame on a socket was nothing that may come first: back off and seek again.
    pub(crate) fn fail_handshake(&mut self, socket: SocketId, (kind, a, b): Fault<V>, cx: &mut Context<V>) {
        if let Some(winner) = self.strategy.win(socket, cx) {
            self.racing = false;
            cx.hand(Order::NoteHandshakeError, 0, a.clone());
            cx.error(kind, a, b);
            cx.step(Step::Act { course: self.course, action: CloseAction::Backoff });
            cx.close(winner.transport, socket, winner.opened_at);
        }
    }

    /// A frame came in on the established connection. `false` if `socket` is not that.
    pub(crate) fn handle_activity(&mut self, socket: SocketId, cx: &mut Context<V>) -> bool {
        match &mut self.link {
            Some(link) if cx.socket == Some(socket) => {
                link.activity.seen(cx);
                true
            }
            _ => false,
        }
    }

    /// Frames came in on it, the latest at that time, on the short way.
    pub(crate) fn handle_seen(&mut self, time: Millis) {
        if let Some(link) = &mut self.link {
            link.activity.seen_at(time);
        }
    }

    // ---- what the network reports ----

    pub(crate) fn handle_online(&mut self, cx: &mut Context<V>) {
        if matches!(self.state, State::Connecting | State::Unavailable) {
            retry_in(0, cx);
        }
    }

    pub(crate) fn handle_offline(&mut self, cx: &mut Context<V>) {
        if self.link.is_some() {
            self.check_activity(cx);
        }
    }

    // ---- timers ----

    pub(crate) fn handle_timer(&mut self, timer: Timer, cx: &mut Context<V>) {
        match timer {
            Timer::Retry => {
                self.leave(cx);
                self.connect(cx);
            }
            Timer::Unavailable => self.enter(State::Unavailable, cx),
            Timer::Fallback => self.strategy.fall_back(cx),
            Timer::Activity => match &mut self.link {
                Some(link) if link.activity.is_waiting() => {
                    cx.tell(Order::NotePongTimedOut, 0, whole(cx.config.pong_timeout));
                    retry_in(0, cx);
                }
                Some(link) if link.activity.is_due(cx) => {
                    self.check_activity(cx);
                }
                _ => {}
            },
            _ => {
                // The others are not a matter of the connection.
                if let Some(transport) = timer.transport() {
                    self.strategy.handle_timer(transport, cx);
                }
            }
        }
    }

    fn check_activity(&mut self, cx: &mut Context<V>) {
        if let (Some(link), Some(socket)) = (&mut self.link, cx.socket) {
            link.activity.wait(cx);
            if link.transport.is_http() {
                cx.step(Step::Heartbeat { socket });
            } else {
                cx.send(V::text(protocol::PING));
            }
        }
    }

    // ---- steps: what follows once the application has heard ----

    /// Carries out what a close code asks for.
    pub(crate) fn act(&mut self, action: CloseAction, cx: &mut Context<V>) {
        match action {
            CloseAction::TlsOnly => {
                self.use_tls = true;
                self.switch(cx);
            }
            CloseAction::Refused => self.disconnect(cx),
            CloseAction::Backoff => retry_in(BACKOFF, cx),
            CloseAction::Retry => retry_in(0, cx),
        }
    }

    /// The established connection is gone for good; seek another one.
    pub(crate) fn forget(&mut self, cx: &mut Context<V>) {
        self.unlink(cx);
        if matches!(self.state, State::Connecting | State::Connected) {
            retry_in(BACKOFF, cx);
        }
    }

    // ---- transitions ----

    fn establish(&mut self, socket: SocketId, socket_id: V, activity_timeout: Millis, cx: &mut Context<V>) {
        let Some(winner) = self.strategy.win(socket, cx) else { return };
        cx.timers.clear(Timer::Unavailable);
        let timeout = if winner.transport == Transport::SockJs {
            // It looks after its connections itself.
            Millis::MAX
        } else {
            cx.config.activity_timeout.min(activity_timeout).min(winner.ping_delay)
        };
        self.strategy.remember(&winner, self.use_tls, cx);
        self.racing = false;
        self.course += 1;
        cx.socket = Some(socket);
        self.link = Some(Link {
            transport: winner.transport,
            opened_at: winner.opened_at,
            activity: Activity::new(timeout, cx),
        });

        let (id, transport) = (socket_id.clone(), winner.transport as u32);
        cx.give(Order::SetConnection, winner.tls.into(), transport, id, V::undefined());
        cx.open_short_way(true);
        self.socket_id = socket_id;
        self.enter(State::Connected, cx);
    }

    /// The race was won by a server that does not want us.
    fn turned_away(&mut self, action: CloseAction, fault: Option<Fault<V>>, cx: &mut Context<V>) {
        self.racing = false;
        self.strategy.forget_transport(cx);
        if let Some((kind, a, b)) = fault {
            cx.error(kind, a, b);
        }
        cx.step(Step::Act { course: self.course, action });
    }

    /// Drops the connection, or the search for one, and every plan made for them.
    fn leave(&mut self, cx: &mut Context<V>) {
        self.course += 1;
        self.racing = false;
        self.recalling = false;
        self.strategy.abort(cx);
        cx.timers.clear(Timer::Retry);
        cx.timers.clear(Timer::Unavailable);
        if let (Some(&Link { transport, opened_at, .. }), Some(socket)) = (self.link.as_ref(), cx.socket) {
            self.unlink(cx);
            cx.close(transport, socket, opened_at);
        }
    }

    fn unlink(&mut self, cx: &mut Context<V>) {
        self.link = None;
        cx.open_short_way(false);
        cx.socket = None;
        cx.timers.clear(Timer::Activity);
        cx.tell(Order::SetConnection, 0, 0);
    }

    /// Changes the state and announces it.
    fn enter(&mut self, state: State, cx: &mut Context<V>) {
        let previous = std::mem::replace(&mut self.state, state);
        if previous == state {
            return;
        }
        self.entries += 1;
        let entry = self.entries;
        cx.tell(Order::SetState, 0, state as u32);
        cx.tell(Order::AnnounceStateChange, previous as u32, state as u32);
        cx.step(Step::User { entry, previous });
        cx.tell(Order::EmitStateChange, previous as u32, state as u32);
        cx.step(Step::Entered { entry });
    }
}

/// Plans the next attempt and announces a wait. Of two plans the earlier one holds.
fn retry_in<V: Value>(delay: Millis, cx: &mut Context<V>) {
    cx.tell(Order::NoteRetry, 0, whole(delay));
    if delay > 0 {
        cx.tell(Order::EmitConnectingIn, 0, (delay / 1_000) as u32);
    }
    cx.timers.set_earlier(Timer::Retry, cx.now.saturating_add(delay));
}

/// What to tell of the end of a socket, if it is an error.
fn code_and_reason<V: Value>(close: &CloseEvent<V>) -> Option<Fault<V>> {
    let code = f64::from(close.code);
    let message = if close.reason.has_text() { close.reason.clone() } else { V::undefined() };
    protocol::is_error(code).then_some((FaultKind::TransportCode, V::number(code), message))
}

/// The established connection was closed from outside. Tells why, does what the code asks for and
/// forgets the connection, in this order, which is pusher-js's: a code above 1001 is told twice where
/// it asks for something.
fn lose<V: Value>(socket: SocketId, close: &CloseEvent<V>, cx: &mut Context<V>) {
    if let Some(fault) = code_and_reason(close).filter(|_| close.code != 0) {
        let (_, code, message) = fault.clone();
        cx.error(FaultKind::Code, code, message);
        if let Some(action) = CloseAction::of_code(close.code.into()) {
            cx.step(Step::TellAndAct { socket, action, fault });
        }
    }
    cx.step(Step::Forget { socket });
}
