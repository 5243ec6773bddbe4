//! One transport's part in the race.

use super::super::config::{Config, VERSION};
use super::super::protocol::CloseEvent;
use super::super::queue::Context;
use super::super::timers::Timer;
use super::super::{Millis, Output};
use super::{SocketId, Transport, Winner, open_socket};

/// Time for the first attempt, and the longest one: doubled in between (pusher-js).
const FIRST_TIMEOUT: Millis = 15_000;
const LONGEST_TIMEOUT: Millis = 60_000;
/// However short connections live, pings come no closer than this (pusher-js).
const SHORTEST_PING_DELAY: Millis = 10_000;

#[derive(Debug)]
pub(super) struct Lane {
    transport: Transport,
    tls: bool,
    url: String,
    delay: Millis,
    /// A connection that dies sooner than this died young.
    young: Millis,
    ping_delay: Option<Millis>,
    /// Time for the next attempt.
    timeout: Millis,
    attempt: Option<Attempt>,
}

#[derive(Debug)]
struct Attempt {
    socket: SocketId,
    opened_at: Option<Millis>,
}

impl Lane {
    pub(super) fn new(config: &Config, transport: Transport, tls: bool, delay: Millis) -> Self {
        Self {
            transport,
            tls,
            url: url(config, tls),
            delay,
            young: config.activity_timeout.saturating_mul(2),
            ping_delay: None,
            timeout: FIRST_TIMEOUT,
            attempt: None,
        }
    }

    pub(super) fn socket(&self) -> Option<SocketId> {
        self.attempt.as_ref().map(|attempt| attempt.socket)
    }

    pub(super) fn start<V>(&mut self, index: usize, cx: &mut Context<'_, V>) {
        self.timeout = FIRST_TIMEOUT;
        if self.delay == 0 {
            self.attempt(index, cx);
        } else {
            cx.timers.set(Timer::Lane(index), cx.now.saturating_add(self.delay));
        }
    }

    pub(super) fn name(&self) -> &'static str {
        self.transport.name()
    }

    /// Drops the attempt that is under way and makes a new one.
    pub(super) fn attempt<V>(&mut self, index: usize, cx: &mut Context<'_, V>) {
        let timeout = self.timeout;
        self.timeout = (timeout * 2).min(LONGEST_TIMEOUT);
        self.attempt_for(timeout, index, cx);
    }

    /// The same with a time of its own.
    pub(super) fn attempt_for<V>(&mut self, timeout: Millis, index: usize, cx: &mut Context<'_, V>) {
        self.abort(cx);
        cx.timers.set(Timer::Lane(index), cx.now.saturating_add(timeout));
        let socket = open_socket(self.transport, self.url.clone(), cx);
        self.attempt = Some(Attempt { socket, opened_at: None });
    }

    pub(super) fn abort<V>(&mut self, cx: &mut Context<'_, V>) {
        if let Some(Attempt { socket, .. }) = self.attempt.take() {
            cx.push(Output::CloseSocket { socket });
        }
    }

    pub(super) fn handle_opened(&mut self, now: Millis) {
        if let Some(attempt) = &mut self.attempt {
            attempt.opened_at = Some(now);
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

    pub(super) fn note_end(&mut self, lifespan: Millis, close: &CloseEvent) {
        let broke_protocol = close.code == 1002 || close.code == 1003;
        if !broke_protocol && !close.was_clean && lifespan < self.young {
            self.ping_delay = Some((lifespan / 2).max(SHORTEST_PING_DELAY));
        }
    }
}

/// The connection URL (Channels protocol, "Websocket connection").
fn url(config: &Config, tls: bool) -> String {
    let (scheme, port) = if tls { ("wss://", &config.wss_port) } else { ("ws://", &config.ws_port) };
    [
        scheme,
        &config.ws_host,
        ":",
        port,
        &config.ws_path,
        "/app/",
        &config.key,
        "?protocol=7&client=js&version=",
        VERSION,
        "&flash=false",
    ]
    .concat()
}
