//! One transport's part in the race.

use super::super::Millis;
use super::super::config::Config;
use super::super::order::Order;
use super::super::protocol::{CloseEvent, Value};
use super::super::queue::{Context, Step};
use super::super::timers::Timer;
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
    pub(super) transport: Transport,
    tls: bool,
    /// How many connections may die young; `u32::MAX` for any number, 0 if it cannot be used.
    lives: u32,
    /// Silence after which to ping, for what the lane has learned.
    ping_delay: Millis,
    /// Time for the next attempt.
    timeout: Millis,
    attempt: Option<Attempt>,
}

#[derive(Clone, Copy, Debug)]
struct Attempt {
    socket: SocketId,
    opened_at: Option<Millis>,
    /// The lane's when this began.
    ping_delay: Millis,
}

impl Lane {
    pub(super) fn new<V: Value>(config: &Config<V>, transport: Transport, use_tls: bool) -> Self {
        let lives = match transport {
            _ if !config.allows(transport) => 0,
            Transport::XhrStreaming => STREAMING_LIVES,
            _ => u32::MAX,
        };
        Self {
            transport,
            tls: use_tls || transport == Transport::Wss,
            lives,
            ping_delay: Millis::MAX,
            timeout: FIRST_TIMEOUT,
            attempt: None,
        }
    }

    /// Whether the settings and the host allow it, and it has not died young too often.
    pub(super) fn is_usable(&self) -> bool {
        self.lives > 0
    }

    pub(super) fn races_with(&self, socket: SocketId) -> bool {
        self.attempt.is_some_and(|attempt| attempt.socket == socket)
    }

    /// Begins with the first attempt, after `delay`.
    pub(super) fn start<V: Value>(&mut self, delay: Millis, cx: &mut Context<V>) {
        self.timeout = FIRST_TIMEOUT;
        if delay == 0 {
            self.attempt(cx);
        } else {
            cx.ring_in(Timer::of(self.transport), delay);
        }
    }

    /// Drops the attempt that is under way and makes a new one.
    pub(super) fn attempt<V: Value>(&mut self, cx: &mut Context<V>) {
        let timeout = self.timeout;
        self.timeout = (timeout * 2).min(LONGEST_TIMEOUT);
        self.attempt_for(timeout, cx);
    }

    pub(super) fn is_under_way(&self) -> bool {
        self.attempt.is_some()
    }

    /// Gives the attempt that is under way, or a first one, a time of its own, within reason: a tab may have slept while
    /// its latency was taken.
    pub(super) fn go_on_for<V: Value>(&mut self, timeout: Millis, cx: &mut Context<V>) {
        let timeout = timeout.min(LONGEST_TIMEOUT);
        if self.is_under_way() {
            cx.ring_in(Timer::of(self.transport), timeout);
        } else {
            self.attempt_for(timeout, cx);
        }
    }

    fn attempt_for<V: Value>(&mut self, timeout: Millis, cx: &mut Context<V>) {
        self.drop_attempt(cx);
        let transport = self.transport;
        cx.ring_in(Timer::of(transport), timeout);
        let socket = cx.new_socket_id();
        self.attempt = Some(Attempt { socket, opened_at: None, ping_delay: self.ping_delay });
        let url = transport.url(&cx.config, self.tls);
        if transport.is_http() {
            cx.step(Step::OpenHttp { socket, transport, url });
        } else {
            cx.give(Order::OpenSocket, socket.0, transport as u32, url, V::undefined());
        }
    }

    /// Makes no more attempts.
    pub(super) fn stop<V: Value>(&mut self, cx: &mut Context<V>) {
        cx.timers.clear(Timer::of(self.transport));
        self.drop_attempt(cx);
    }

    fn drop_attempt<V: Value>(&mut self, cx: &mut Context<V>) {
        if let Some(Attempt { socket, opened_at, .. }) = self.attempt.take() {
            match opened_at {
                Some(opened_at) => cx.close(self.transport, socket, opened_at),
                None => cx.tell(Order::CloseSocket, socket.0, 0),
            }
        }
    }

    pub(super) fn handle_opened<V: Value>(&mut self, cx: &mut Context<V>) {
        if let Some(attempt) = &mut self.attempt {
            attempt.opened_at = Some(cx.now);
            if self.transport == Transport::SockJs {
                let text = introduction(&cx.config);
                cx.hand(Order::SendQuietly, attempt.socket.0, text);
            }
        }
    }

    /// The attempt has failed. `false` if it had come to an open socket.
    pub(super) fn handle_failed(&mut self) -> bool {
        self.attempt.take_if(|attempt| attempt.opened_at.is_none()).is_some()
    }

    pub(super) fn win(&mut self, started_at: Millis, now: Millis) -> Option<Winner> {
        let Attempt { opened_at, ping_delay, .. } = self.attempt.take()?;
        Some(Winner {
            transport: self.transport,
            tls: self.tls,
            opened_at: opened_at.unwrap_or(now),
            latency: now.saturating_sub(started_at),
            ping_delay,
        })
    }

    /// Learns from the end of a connection that was open since `opened_at`, where the transport is one that proxies
    /// cut. One that lived less than twice the activity timeout died young.
    pub(super) fn note_end<V: Value>(&mut self, opened_at: Millis, close: &CloseEvent<V>, cx: &Context<V>) {
        if matches!(self.transport, Transport::XhrPolling | Transport::SockJs) {
            return;
        }
        let lifespan = cx.now.saturating_sub(opened_at);
        let broke_protocol = close.code == 1002 || close.code == 1003;
        let died_young =
            !broke_protocol && !close.was_clean && lifespan < cx.config.activity_timeout.saturating_mul(2);
        if died_young {
            self.ping_delay = (lifespan / 2).max(SHORTEST_PING_DELAY);
        }
        if (broke_protocol || died_young) && self.lives != u32::MAX {
            self.lives = self.lives.saturating_sub(1);
        }
    }
}
