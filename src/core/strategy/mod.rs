//! How a connection is sought: which transports are tried, when, and which one wins.
//!
//! A strategy is a set of lanes that race. A lane owns one transport: it starts after its delay, gives each
//! attempt a time (15 s at first, doubling to 60 s) and tries again when that time is over, also where the
//! attempt failed sooner. The first lane whose server says anything wins; the others are called off.
//!
//! ```text
//! with TLS      ws(+TLS) ── at once
//! without TLS   ws       ── at once
//!               wss      ── after 2 s
//! ```
//!
//! A transport that worked within the last half hour has a lane to itself at first, for twice the time that it took
//! then and a second more. If that comes to nothing it is forgotten, and the race begins.
//!
//! (pusher-js names the first lane `ws` in both cases; hence `enabledTransports: ['wss']` alone
//! leaves nothing to start with, and the client reports `failed`.)

mod lane;

use super::config::Config;
use super::protocol::CloseEvent;
use super::queue::Context;
use super::timers::Timer;
use super::{Millis, Output};
use lane::Lane;

/// Names a socket. Never used twice by a client, so whatever a dead socket still reports is known as stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketId(pub u32);

/// A way to reach the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// A WebSocket, over TLS where the client uses TLS.
    Ws,
    /// A WebSocket over TLS, tried beside `ws` where the client does not use TLS.
    Wss,
}

impl Transport {
    /// The name that users know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ws => "ws",
            Self::Wss => "wss",
        }
    }
}

/// When the second transport joins in if the first has not connected (pusher-js).
const WSS_DELAY: Millis = 2_000;

/// How long a transport that worked is preferred (pusher-js).
const MEMORY: Millis = 30 * 60 * 1_000;

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
    /// The lane that goes first, because its transport worked last time.
    favourite: Option<usize>,
    started_at: Millis,
    skip_count: u32,
}

impl Strategy {
    /// The strategy for these settings; `use_tls` may have been switched on by the server since.
    pub(crate) fn new(config: &Config, use_tls: bool) -> Self {
        let mut lanes = Vec::new();
        if config.has_websocket && config.allows("ws") {
            lanes.push(Lane::new(config, Transport::Ws, use_tls, 0));
            if !use_tls && config.allows("wss") {
                lanes.push(Lane::new(config, Transport::Wss, true, WSS_DELAY));
            }
        }
        Self { lanes, favourite: None, started_at: 0, skip_count: 0 }
    }

    /// Whether there is anything to try.
    pub(crate) fn is_supported(&self) -> bool {
        !self.lanes.is_empty()
    }

    /// Starts the race, with the transport that worked last time, if that is known.
    /// `false` if what is remembered is of no use.
    pub(crate) fn start<V>(
        &mut self,
        remembered: Option<&RememberedTransport>,
        cx: &mut Context<'_, V>,
    ) -> bool {
        self.started_at = cx.now;
        self.skip_count = remembered.map_or(0, |transport| transport.skip_count);
        let Some(transport) = remembered.filter(|transport| transport.age <= MEMORY) else {
            self.start_all(cx);
            return true;
        };
        self.favourite = self.lanes.iter().position(|lane| lane.name() == transport.name);
        match self.favourite {
            Some(index) => {
                let timeout = transport.latency.saturating_mul(2).saturating_add(1_000);
                self.lanes[index].attempt_for(timeout, index, cx);
            }
            None => self.start_all(cx),
        }
        self.favourite.is_some()
    }

    /// Starts every lane.
    fn start_all<V>(&mut self, cx: &mut Context<'_, V>) {
        for (index, lane) in self.lanes.iter_mut().enumerate() {
            lane.start(index, cx);
        }
    }

    /// Calls the race off: closes every socket of it.
    pub(crate) fn abort<V>(&mut self, cx: &mut Context<'_, V>) {
        self.favourite = None;
        for (index, lane) in self.lanes.iter_mut().enumerate() {
            cx.timers.clear(Timer::Lane(index));
            lane.abort(cx);
        }
    }

    /// Goes over from the favourite to the race. `false` if there is no favourite.
    fn give_up_favourite<V>(&mut self, cx: &mut Context<'_, V>) -> bool {
        let favourite = self.favourite.is_some();
        if favourite {
            self.abort(cx);
            self.started_at = cx.now;
            self.start_all(cx);
        }
        favourite
    }

    /// A lane's time has come, or is over. `true` if that ends the favourite's turn.
    pub(crate) fn handle_timer<V>(&mut self, index: usize, cx: &mut Context<'_, V>) -> bool {
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
    pub(crate) fn handle_opened(&mut self, socket: SocketId, now: Millis) {
        if let Some(index) = self.lane_of(socket) {
            self.lanes[index].handle_opened(now);
        }
    }

    /// A socket failed before it opened; its lane waits for its timer, or is the favourite and has had its turn.
    pub(crate) fn handle_failed<V>(&mut self, socket: SocketId, cx: &mut Context<'_, V>) -> Failure {
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
    pub(crate) fn win<V>(&mut self, socket: SocketId, cx: &mut Context<'_, V>) -> Option<Winner> {
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

    fn lane_of(&self, socket: SocketId) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.socket() == Some(socket))
    }
}

/// Asks the host for a socket to `url`.
fn open_socket<V>(transport: Transport, url: String, cx: &mut Context<'_, V>) -> SocketId {
    let socket = cx.new_socket_id();
    cx.push(Output::OpenSocket { socket, transport, url });
    socket
}
