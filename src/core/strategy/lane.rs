//! One transport's part in the race.

use super::super::config::Config;
use super::super::protocol::CloseEvent;
use super::super::queue::{Context, Step};
use super::super::timers::Timer;
use super::super::{Millis, Output};
use super::transport::introduction;
use super::{SocketId, Transport, Winner};

/// Time for the first attempt, and the longest one: doubled in between (pusher-js).
pub(super) const FIRST_TIMEOUT: Millis = 15_000;
pub(super) const LONGEST_TIMEOUT: Millis = 60_000;
/// However short connections live, pings come no closer than this (pusher-js).
const SHORTEST_PING_DELAY: Millis = 10_000;
/// Streams that died young before streaming is given up (pusher-js).
const STREAMING_LIVES: u32 = 2;

#[derive(Debug)]
pub(super) struct Lane {
    transport: Transport,
    tls: bool,
    url: String,
    /// The first word on a socket, where the URL does not say it all.
    introduction: Option<String>,
    /// A connection that dies sooner than this died young.
    young: Millis,
    ping_delay: Option<Millis>,
    /// How many connections may die young; `None` for any number.
    lives: Option<u32>,
    /// Time for the next attempt.
    timeout: Millis,
    attempt: Option<Attempt>,
    /// The latest socket that the client closed while it was open, and when that was.
    closing: Option<(SocketId, Millis)>,
}

#[derive(Debug)]
struct Attempt {
    socket: SocketId,
    opened_at: Option<Millis>,
}

impl Lane {
    pub(super) fn new(config: &Config, transport: Transport, tls: bool) -> Self {
        Self {
            transport,
            tls,
            url: transport.url(config, tls),
            introduction: (transport == Transport::SockJs).then(|| introduction(config)),
            young: config.activity_timeout.saturating_mul(2),
            ping_delay: None,
            lives: (transport == Transport::XhrStreaming).then_some(STREAMING_LIVES),
            timeout: FIRST_TIMEOUT,
            attempt: None,
            closing: None,
        }
    }

    pub(super) fn transport(&self) -> Transport {
        self.transport
    }

    /// Whether it has not died young too often.
    pub(super) fn is_alive(&self) -> bool {
        self.lives != Some(0)
    }

    pub(super) fn socket(&self) -> Option<SocketId> {
        self.attempt.as_ref().map(|attempt| attempt.socket)
    }

    /// Begins with the first attempt, after `delay`.
    pub(super) fn start<V>(&mut self, delay: Millis, index: usize, cx: &mut Context<V>) {
        self.timeout = FIRST_TIMEOUT;
        if delay == 0 {
            self.attempt(index, cx);
        } else {
            cx.timers.set(Timer::Lane(index), cx.now.saturating_add(delay));
        }
    }

    /// Drops the attempt that is under way and makes a new one.
    pub(super) fn attempt<V>(&mut self, index: usize, cx: &mut Context<V>) {
        let timeout = self.timeout;
        self.timeout = (timeout * 2).min(LONGEST_TIMEOUT);
        self.attempt_for(timeout, index, cx);
    }

    /// The same with a time of its own, within reason: a tab may have slept while its latency was taken.
    pub(super) fn attempt_for<V>(&mut self, timeout: Millis, index: usize, cx: &mut Context<V>) {
        self.drop_attempt(cx);
        cx.timers.set(Timer::Lane(index), cx.now.saturating_add(timeout.min(LONGEST_TIMEOUT)));
        let socket = cx.new_socket_id();
        let (transport, url) = (self.transport, self.url.clone());
        if transport.is_http() {
            cx.step(Step::OpenHttp { socket, transport, url });
        } else {
            cx.push(Output::OpenSocket { socket, transport, url });
        }
        self.attempt = Some(Attempt { socket, opened_at: None });
    }

    /// Makes no more attempts.
    pub(super) fn stop<V>(&mut self, index: usize, cx: &mut Context<V>) {
        cx.timers.clear(Timer::Lane(index));
        self.drop_attempt(cx);
    }

    fn drop_attempt<V>(&mut self, cx: &mut Context<V>) {
        if let Some(Attempt { socket, opened_at }) = self.attempt.take() {
            if let Some(opened_at) = opened_at {
                self.note_closing(socket, opened_at);
            }
            cx.push(Output::CloseSocket { socket });
        }
    }

    pub(super) fn handle_opened<V>(&mut self, cx: &mut Context<V>) {
        if let Some(attempt) = &mut self.attempt {
            attempt.opened_at = Some(cx.now);
            if let Some(text) = self.introduction.clone() {
                cx.push(Output::Introduce { socket: attempt.socket, text });
            }
        }
    }

    pub(super) fn handle_failed(&mut self) -> bool {
        let failed = self.attempt.as_ref().is_some_and(|attempt| attempt.opened_at.is_none());
        if failed {
            self.attempt = None;
        }
        failed
    }

    pub(super) fn win(&mut self, index: usize, now: Millis) -> Option<Winner> {
        let Attempt { opened_at, .. } = self.attempt.take()?;
        Some(Winner {
            lane: index,
            transport: self.transport,
            tls: self.tls,
            opened_at: opened_at.unwrap_or(now),
            latency: 0,
            ping_delay: self.ping_delay,
        })
    }

    pub(super) fn note_closing(&mut self, socket: SocketId, opened_at: Millis) {
        self.closing = Some((socket, opened_at));
    }

    pub(super) fn handle_closed_by_us(&mut self, socket: SocketId, close: &CloseEvent, now: Millis) -> bool {
        let closed = self.closing.take_if(|(closing, _)| *closing == socket);
        if let Some((_, opened_at)) = closed {
            self.note_end(now.saturating_sub(opened_at), close);
        }
        closed.is_some()
    }

    /// Learns from the end of an open connection, where the transport is one that proxies cut.
    pub(super) fn note_end(&mut self, lifespan: Millis, close: &CloseEvent) {
        if matches!(self.transport, Transport::XhrPolling | Transport::SockJs) {
            return;
        }
        let broke_protocol = close.code == 1002 || close.code == 1003;
        let died_young = !broke_protocol && !close.was_clean && lifespan < self.young;
        if died_young {
            self.ping_delay = Some((lifespan / 2).max(SHORTEST_PING_DELAY));
        }
        if broke_protocol || died_young {
            self.lives = self.lives.map(|lives| lives.saturating_sub(1));
        }
    }
}
