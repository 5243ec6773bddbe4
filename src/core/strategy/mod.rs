//! How a connection is sought: which transports are tried, when, and which one wins.
//!
//! A strategy is a set of lanes that race. A lane owns one transport: it starts after its delay, gives each
//! attempt a time (15 s at first, doubling to 60 s) and tries again when that time is over, also where the
//! attempt failed sooner. The first lane whose server says anything wins; the others are called off.
//!
//! ```text
//! with TLS        ws (TLS) ── at once
//!                 fallback ── after 2 s
//! without TLS     ws       ── at once
//!                 wss      ── after 2 s
//!                 fallback ── after 5 s
//! without ws      fallback ── at once
//!
//! fallback        xhr_streaming ── at once
//!                 xhr_polling   ── after 4 s more, or at once where there is no streaming
//!                 (both begin anew together after 15 s, 30 s, then every 60 s)
//! without either  sockjs        ── at once
//! ```
//!
//! Streaming is given up when two of its connections have died young: a proxy holds it back.
//!
//! A transport that worked within the last half hour has a lane to itself at first, for twice the time that it took
//! then and a second more. If that comes to nothing it is forgotten, and the race begins anew. One that is no WebSocket
//! is passed over three times first, so that a client comes back to WebSockets. It is nearly always the one that is
//! tried first anyhow, so that is under way while the host looks for what it remembers.
//!
//! (pusher-js names the first lane `ws` in both cases; hence `enabledTransports: ['wss']` alone
//! leaves nothing to start with, and the client reports `failed`. Its priorities of transports have no
//! effect that shows: the first to shake hands ends the race.)

mod lane;
mod transport;

use super::Millis;
use super::config::Config;
use super::order::{Order, whole};
use super::protocol::{CloseEvent, Value};
use super::queue::Context;
use super::timers::Timer;
use lane::{FIRST_TIMEOUT, LONGEST_TIMEOUT, Lane};

pub use transport::{Transport, Transports};

/// Names a socket. Never used twice by a client, so whatever a dead socket still reports is known as stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SocketId(pub u32);

// When the others join in if the first has not connected (pusher-js).
const WSS_DELAY: Millis = 2_000;
const FALLBACK_DELAY_WITH_TLS: Millis = 2_000;
const FALLBACK_DELAY: Millis = 5_000;
const POLLING_DELAY: Millis = 4_000;

/// How long a transport that worked is preferred (pusher-js).
const MEMORY: Millis = 30 * 60 * 1_000;
/// How many times one that is no WebSocket is passed over first (pusher-js).
const SKIPS: u32 = 3;

/// Of how many sockets that the client has closed it waits for the end.
const CLOSING: usize = 8;

/// A transport that worked, as a host stores it between pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedTransport<T = String> {
    /// Its name.
    pub name: T,
    /// How long ago it worked.
    pub age: Millis,
    /// How long it took to connect.
    pub latency: Millis,
    /// How many times it has been passed over, for not being a WebSocket.
    pub skip_count: u32,
}

/// The socket that won a race, and what is known of it.
#[derive(Debug)]
pub(crate) struct Winner {
    pub(crate) transport: Transport,
    pub(crate) tls: bool,
    pub(crate) opened_at: Millis,
    /// How long it took to hear from the server.
    pub(crate) latency: Millis,
    /// After a short-lived connection: how soon the next one had better ping.
    pub(crate) ping_delay: Millis,
}

/// The latest sockets that the client closed while they were open, and when they were opened.
#[derive(Debug)]
pub(crate) struct Closing([(SocketId, Transport, Millis); CLOSING]);

impl Closing {
    pub(crate) const fn new() -> Self {
        Self([(SocketId(0), Transport::Ws, 0); CLOSING])
    }

    pub(crate) fn note(&mut self, transport: Transport, socket: SocketId, opened_at: Millis) {
        self.0[socket.0 as usize % CLOSING] = (socket, transport, opened_at);
    }

    /// What is known of such a socket. It may be another one that has taken its place.
    fn of(&self, socket: SocketId) -> (SocketId, Transport, Millis) {
        self.0[socket.0 as usize % CLOSING]
    }
}

/// The lanes of a client, running or at rest.
#[derive(Debug)]
pub(crate) struct Strategy {
    /// One for each transport, in the order of [`Transport::ALL`].
    lanes: [Lane; Transport::ALL.len()],
    use_tls: bool,
    /// The latest socket of the strategy before, from whose sockets nothing is learned.
    before: SocketId,
    /// Whether a lane has been sent ahead, because its transport worked last time.
    has_favourite: bool,
    /// Time for the fallback's next round.
    round: Millis,
    started_at: Millis,
    skip_count: u32,
}

impl Strategy {
    /// The strategy for these settings; `use_tls` may have been switched on by the server since.
    pub(crate) fn new<V: Value>(config: &Config<V>, use_tls: bool, before: SocketId) -> Self {
        Self {
            lanes: Transport::ALL.map(|transport| Lane::new(config, transport, use_tls)),
            use_tls,
            before,
            has_favourite: false,
            round: FIRST_TIMEOUT,
            started_at: 0,
            skip_count: 0,
        }
    }

    /// Whether there is anything to try.
    pub(crate) fn is_supported(&self) -> bool {
        self.is_usable(Transport::Ws) || self.has_fallback()
    }

    fn has_fallback(&self) -> bool {
        self.is_usable(Transport::XhrStreaming)
            || self.is_usable(Transport::XhrPolling)
            || self.is_usable(Transport::SockJs)
    }

    fn is_usable(&self, transport: Transport) -> bool {
        self.lanes[transport as usize].is_usable()
    }

    /// Starts the race. What worked last time the host tells meanwhile, as some take milliseconds to know.
    pub(crate) fn start<V: Value>(&mut self, cx: &mut Context<V>) {
        self.skip_count = 0;
        self.start_all(cx);
    }

    /// Leaves the race that has just started to the transport that worked last time, if that is known. What is
    /// remembered to no use is forgotten.
    pub(crate) fn favour<V: Value>(&mut self, remembered: &RememberedTransport<V>, cx: &mut Context<V>) {
        self.skip_count = remembered.skip_count;
        if remembered.age > MEMORY || !Transport::is_known(&remembered.name) {
            return;
        }
        let transport = Transport::named(&remembered.name);
        if !transport.is_some_and(Transport::is_websocket) && self.skip_count <= SKIPS {
            self.skip_count += 1;
            return;
        }
        let Some(transport) = transport.filter(|transport| self.is_usable(*transport)) else {
            return self.forget_transport(cx);
        };
        let (latency, name) = (whole(remembered.latency), remembered.name.clone());
        cx.give(Order::NotePreferred, 0, latency, name, V::undefined());
        cx.timers.clear(Timer::Fallback);
        for lane in &mut self.lanes {
            if lane.transport != transport {
                lane.stop(cx);
            }
        }
        self.has_favourite = true;
        let lane = &mut self.lanes[transport as usize];
        if transport == Transport::Ws && !lane.is_under_way() {
            // The race began with it, and it failed at once.
            self.give_up_favourite(cx);
        } else {
            lane.go_on_for(remembered.latency.saturating_mul(2).saturating_add(1_000), cx);
        }
    }

    /// What worked last time does not work any more.
    pub(crate) fn forget_transport<V: Value>(&self, cx: &mut Context<V>) {
        cx.tell(Order::Forget, self.use_tls.into(), 0);
    }

    /// Starts every lane that is there from the beginning, and plans the others.
    fn start_all<V: Value>(&mut self, cx: &mut Context<V>) {
        self.started_at = cx.now;
        self.round = FIRST_TIMEOUT;
        if !self.is_usable(Transport::Ws) {
            return self.fall_back(cx);
        }
        self.start_lane(Transport::Ws, 0, cx);
        if !self.use_tls {
            self.start_lane(Transport::Wss, WSS_DELAY, cx);
        }
        if self.has_fallback() {
            let delay = if self.use_tls { FALLBACK_DELAY_WITH_TLS } else { FALLBACK_DELAY };
            cx.ring_in(Timer::Fallback, delay);
        }
    }

    /// Begins a round of the HTTP transports; without them, `SockJS`.
    pub(crate) fn fall_back<V: Value>(&mut self, cx: &mut Context<V>) {
        let streaming = self.is_usable(Transport::XhrStreaming);
        let polling = self.is_usable(Transport::XhrPolling);
        if !streaming && !polling {
            return self.start_lane(Transport::SockJs, 0, cx);
        }
        for transport in [Transport::XhrStreaming, Transport::XhrPolling] {
            if self.is_usable(transport) {
                self.lanes[transport as usize].stop(cx);
            }
        }
        cx.ring_in(Timer::Fallback, self.round);
        self.round = (self.round * 2).min(LONGEST_TIMEOUT);
        self.start_lane(Transport::XhrStreaming, 0, cx);
        self.start_lane(Transport::XhrPolling, if streaming { POLLING_DELAY } else { 0 }, cx);
    }

    /// Starts a transport's lane after `delay`, if it can be used.
    fn start_lane<V: Value>(&mut self, transport: Transport, delay: Millis, cx: &mut Context<V>) {
        let lane = &mut self.lanes[transport as usize];
        if lane.is_usable() {
            lane.start(delay, cx);
        }
    }

    /// Calls the race off: closes every socket of it.
    pub(crate) fn abort<V: Value>(&mut self, cx: &mut Context<V>) {
        self.has_favourite = false;
        cx.timers.clear(Timer::Fallback);
        for lane in &mut self.lanes {
            lane.stop(cx);
        }
    }

    /// Goes over from the favourite, which is forgotten, to the race. `false` if there is no favourite.
    fn give_up_favourite<V: Value>(&mut self, cx: &mut Context<V>) -> bool {
        let favourite = self.has_favourite;
        if favourite {
            self.abort(cx);
            self.start_all(cx);
            self.forget_transport(cx);
        }
        favourite
    }

    /// A lane's time has come, or is over.
    pub(crate) fn handle_timer<V: Value>(&mut self, transport: Transport, cx: &mut Context<V>) {
        if !self.give_up_favourite(cx) {
            self.lanes[transport as usize].attempt(cx);
        }
    }

    /// Whether the socket takes part in the race.
    pub(crate) fn contains(&self, socket: SocketId) -> bool {
        self.index_of(socket).is_some()
    }

    /// A socket is open: its server has the word.
    pub(crate) fn handle_opened<V: Value>(&mut self, socket: SocketId, cx: &mut Context<V>) {
        if let Some(lane) = self.lane_of(socket) {
            lane.handle_opened(cx);
        }
    }

    /// A socket failed. If that was before it opened, its lane waits for its timer, or is the favourite and has had its
    /// turn; `false` if it had been open, or takes no part in the race.
    pub(crate) fn handle_failed<V: Value>(&mut self, socket: SocketId, cx: &mut Context<V>) -> bool {
        let failed = self.lane_of(socket).is_some_and(Lane::handle_failed);
        if failed {
            self.give_up_favourite(cx);
        }
        failed
    }

    /// The server has spoken on `socket`: takes it out of the race and calls off the others.
    pub(crate) fn win<V: Value>(&mut self, socket: SocketId, cx: &mut Context<V>) -> Option<Winner> {
        let started_at = self.started_at;
        let winner = self.lane_of(socket)?.win(started_at, cx.now)?;
        self.abort(cx);
        Some(winner)
    }

    /// Has the host remember the transport that won.
    pub(crate) fn remember<V: Value>(&self, winner: &Winner, tls: bool, cx: &mut Context<V>) {
        let (name, skip_count) = (V::text(winner.transport.name()), V::number(self.skip_count.into()));
        cx.give(Order::Remember, tls.into(), whole(winner.latency), name, skip_count);
    }

    /// An open connection ended; a short life teaches the lane to ping sooner next time.
    pub(crate) fn note_end<V: Value>(
        &mut self,
        transport: Transport,
        opened_at: Millis,
        close: &CloseEvent<V>,
        cx: &Context<V>,
    ) {
        self.lanes[transport as usize].note_end(opened_at, close, cx);
    }

    /// A socket that the client closed while it was open has ended: how, teaches its lane as any other end does.
    pub(crate) fn handle_closed_by_us<V: Value>(
        &mut self,
        socket: SocketId,
        close: &CloseEvent<V>,
        cx: &Context<V>,
    ) {
        let (closed, transport, opened_at) = cx.closing.of(socket);
        if closed == socket && socket.0 > self.before.0 {
            self.note_end(transport, opened_at, close, cx);
        }
    }

    fn lane_of(&mut self, socket: SocketId) -> Option<&mut Lane> {
        self.index_of(socket).map(|index| &mut self.lanes[index])
    }

    fn index_of(&self, socket: SocketId) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.races_with(socket))
    }
}
