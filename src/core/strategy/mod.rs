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
//! then and a second more. If that comes to nothing it is forgotten, and the race begins. One that is no WebSocket
//! is passed over three times first, so that a client comes back to WebSockets.
//!
//! (pusher-js names the first lane `ws` in both cases; hence `enabledTransports: ['wss']` alone
//! leaves nothing to start with, and the client reports `failed`. Its priorities of transports have no
//! effect that shows: the first to shake hands ends the race.)

mod lane;
mod transport;

use super::Millis;
use super::config::Config;
use super::io::Note;
use super::protocol::CloseEvent;
use super::queue::Context;
use super::timers::Timer;
use lane::{FIRST_TIMEOUT, LONGEST_TIMEOUT, Lane};

pub use transport::{Transport, Transports};

/// Names a socket. Never used twice by a client, so whatever a dead socket still reports is known as stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A transport that worked, as a host stores it between pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedTransport {
    /// Its name.
    pub name: String,
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
    pub(crate) lane: usize,
    pub(crate) transport: Transport,
    pub(crate) tls: bool,
    pub(crate) opened_at: Millis,
    /// How long it took to hear from the server.
    pub(crate) latency: Millis,
    /// After a short-lived connection: how soon the next one had better ping.
    pub(crate) ping_delay: Option<Millis>,
}

/// What a socket's failure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing: it had been open, or took no part.
    None,
    /// Its lane will try again.
    OfAttempt,
    /// The transport that worked last time does not work any more.
    OfFavourite,
}

/// The lanes of a client, running or at rest.
#[derive(Debug)]
pub(crate) struct Strategy {
    lanes: Vec<Lane>,
    use_tls: bool,
    /// The lane that goes first, because its transport worked last time.
    favourite: Option<usize>,
    /// Time for the fallback's next round.
    round: Millis,
    started_at: Millis,
    skip_count: u32,
}

impl Strategy {
    /// The strategy for these settings; `use_tls` may have been switched on by the server since.
    pub(crate) fn new(config: &Config, use_tls: bool) -> Self {
        use Transport::{SockJs, Ws, Wss, XhrPolling, XhrStreaming};
        let lanes = [Ws, Wss, XhrStreaming, XhrPolling, SockJs]
            .into_iter()
            .filter(|&transport| config.allows(transport))
            .map(|transport| Lane::new(config, transport, use_tls || transport == Wss))
            .collect();
        Self { lanes, use_tls, favourite: None, round: FIRST_TIMEOUT, started_at: 0, skip_count: 0 }
    }

    /// Whether there is anything to try.
    pub(crate) fn is_supported(&self) -> bool {
        self.usable(Transport::Ws).is_some() || self.has_fallback()
    }

    fn has_fallback(&self) -> bool {
        [Transport::XhrStreaming, Transport::XhrPolling, Transport::SockJs]
            .into_iter()
            .any(|transport| self.usable(transport).is_some())
    }

    /// The lane of a transport, if it can be used.
    fn usable(&self, transport: Transport) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.transport() == transport && lane.is_alive())
    }

    /// Starts the race, with the transport that worked last time, if that is known.
    /// `false` if what is remembered is of no use.
    pub(crate) fn start<V>(&mut self, remembered: Option<&RememberedTransport>, cx: &mut Context<V>) -> bool {
        self.started_at = cx.now;
        self.skip_count = remembered.map_or(0, |transport| transport.skip_count);
        let fresh =
            remembered.filter(|transport| transport.age <= MEMORY && Transport::is_known(&transport.name));
        let Some(transport) = fresh else {
            self.start_all(cx);
            return true;
        };
        if !matches!(transport.name.as_str(), "ws" | "wss") && self.skip_count <= SKIPS {
            self.skip_count += 1;
            self.start_all(cx);
            return true;
        }
        self.favourite =
            self.lanes.iter().position(|lane| lane.transport().name() == transport.name && lane.is_alive());
        match self.favourite {
            Some(index) => {
                cx.note(Note::Preferred(transport.clone()));
                let timeout = transport.latency.saturating_mul(2).saturating_add(1_000);
                self.lanes[index].attempt_for(timeout, index, cx);
            }
            None => self.start_all(cx),
        }
        self.favourite.is_some()
    }

    /// Starts every lane that is there from the beginning, and plans the others.
    fn start_all<V>(&mut self, cx: &mut Context<V>) {
        self.round = FIRST_TIMEOUT;
        if self.usable(Transport::Ws).is_none() {
            return self.fall_back(cx);
        }
        self.start_lane(Transport::Ws, 0, cx);
        if !self.use_tls {
            self.start_lane(Transport::Wss, WSS_DELAY, cx);
        }
        if self.has_fallback() {
            let delay = if self.use_tls { FALLBACK_DELAY_WITH_TLS } else { FALLBACK_DELAY };
            cx.timers.set(Timer::Fallback, cx.now.saturating_add(delay));
        }
    }

    /// Begins a round of the HTTP transports; without them, `SockJS`.
    pub(crate) fn fall_back<V>(&mut self, cx: &mut Context<V>) {
        let (streaming, polling) = (self.usable(Transport::XhrStreaming), self.usable(Transport::XhrPolling));
        if streaming.is_none() && polling.is_none() {
            return self.start_lane(Transport::SockJs, 0, cx);
        }
        for index in streaming.iter().chain(&polling) {
            self.lanes[*index].stop(*index, cx);
        }
        cx.timers.set(Timer::Fallback, cx.now.saturating_add(self.round));
        self.round = (self.round * 2).min(LONGEST_TIMEOUT);
        self.start_lane(Transport::XhrStreaming, 0, cx);
        self.start_lane(Transport::XhrPolling, if streaming.is_some() { POLLING_DELAY } else { 0 }, cx);
    }

    /// Starts a transport's lane after `delay`, if it can be used.
    fn start_lane<V>(&mut self, transport: Transport, delay: Millis, cx: &mut Context<V>) {
        if let Some(index) = self.usable(transport) {
            self.lanes[index].start(delay, index, cx);
        }
    }

    /// Calls the race off: closes every socket of it.
    pub(crate) fn abort<V>(&mut self, cx: &mut Context<V>) {
        self.favourite = None;
        cx.timers.clear(Timer::Fallback);
        for (index, lane) in self.lanes.iter_mut().enumerate() {
            lane.stop(index, cx);
        }
    }

    /// Goes over from the favourite to the race. `false` if there is no favourite.
    fn give_up_favourite<V>(&mut self, cx: &mut Context<V>) -> bool {
        let favourite = self.favourite.is_some();
        if favourite {
            self.abort(cx);
            self.started_at = cx.now;
            self.start_all(cx);
        }
        favourite
    }

    /// A lane's time has come, or is over. `true` if that ends the favourite's turn.
    pub(crate) fn handle_timer<V>(&mut self, index: usize, cx: &mut Context<V>) -> bool {
        if self.give_up_favourite(cx) {
            return true;
        }
        if let Some(lane) = self.lanes.get_mut(index) {
            lane.attempt(index, cx);
        }
        false
    }

    /// Whether the socket takes part in the race.
    pub(crate) fn contains(&self, socket: SocketId) -> bool {
        self.lane_of(socket).is_some()
    }

    /// A socket is open: its server has the word.
    pub(crate) fn handle_opened<V>(&mut self, socket: SocketId, cx: &mut Context<V>) {
        if let Some(index) = self.lane_of(socket) {
            self.lanes[index].handle_opened(cx);
        }
    }

    /// A socket failed before it opened; its lane waits for its timer, or is the favourite and has had its turn.
    pub(crate) fn handle_failed<V>(&mut self, socket: SocketId, cx: &mut Context<V>) -> Failure {
        match self.lane_of(socket) {
            Some(index) if self.lanes[index].handle_failed() => {
                if self.give_up_favourite(cx) {
                    Failure::OfFavourite
                } else {
                    Failure::OfAttempt
                }
            }
            _ => Failure::None,
        }
    }

    /// The server has spoken on `socket`: takes it out of the race and calls off the others.
    pub(crate) fn win<V>(&mut self, socket: SocketId, cx: &mut Context<V>) -> Option<Winner> {
        let index = self.lane_of(socket)?;
        let winner = self.lanes[index].win(index, cx.now);
        self.abort(cx);
        winner.map(|winner| Winner { latency: cx.now.saturating_sub(self.started_at), ..winner })
    }

    /// What to remember of the transport that won.
    pub(crate) fn remember(&self, winner: &Winner) -> RememberedTransport {
        RememberedTransport {
            name: winner.transport.name().to_owned(),
            age: 0,
            latency: winner.latency,
            skip_count: self.skip_count,
        }
    }

    /// An open connection ended; a short life teaches the lane to ping sooner next time.
    pub(crate) fn note_end(&mut self, lane: usize, lifespan: Millis, close: &CloseEvent) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.note_end(lifespan, close);
        }
    }

    /// The client itself closes an open socket of this lane.
    pub(crate) fn note_closing(&mut self, lane: usize, socket: SocketId, opened_at: Millis) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.note_closing(socket, opened_at);
        }
    }

    /// Such a socket has ended: how, teaches its lane as any other end does. `false` if nothing is known of it.
    pub(crate) fn handle_closed_by_us(&mut self, socket: SocketId, close: &CloseEvent, now: Millis) -> bool {
        self.lanes.iter_mut().any(|lane| lane.handle_closed_by_us(socket, close, now))
    }

    fn lane_of(&self, socket: SocketId) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.socket() == Some(socket))
    }
}
