//! Watching over a silent connection.

use super::super::Millis;
use super::super::protocol::Value;
use super::super::queue::Context;
use super::super::timers::Timer;

/// A connection's signs of life. The timer is not moved on each of them: it is looked at when it rings.
#[derive(Debug)]
pub(super) struct Activity {
    /// Silence after which to ping; `Millis::MAX` where the transport sees to that.
    timeout: Millis,
    last_seen: Millis,
    /// A ping is out and nothing has come since.
    waiting: bool,
}

impl Activity {
    pub(super) fn new<V>(timeout: Millis, cx: &mut Context<V>) -> Self {
        let activity = Self { timeout, last_seen: cx.now, waiting: false };
        activity.watch(cx);
        activity
    }

    /// Something came in.
    pub(super) fn seen<V: Value>(&mut self, cx: &mut Context<V>) {
        self.last_seen = cx.now;
        if self.waiting {
            self.waiting = false;
            self.watch(cx);
            cx.open_short_way(true);
        }
    }

    /// Something came in at that time, on the short way.
    pub(super) fn seen_at(&mut self, time: Millis) {
        self.last_seen = self.last_seen.max(time);
    }

    /// The timer rang: whether the silence has really been long enough. If not, sets it anew.
    pub(super) fn is_due<V>(&self, cx: &mut Context<V>) -> bool {
        let early = self.due_at() > cx.now;
        if early {
            self.watch(cx);
        }
        !early
    }

    /// A ping goes out: of what comes next, the client wants to hear.
    pub(super) fn wait<V: Value>(&mut self, cx: &mut Context<V>) {
        self.waiting = true;
        cx.open_short_way(false);
        cx.ring_in(Timer::Activity, cx.config.pong_timeout);
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.waiting
    }

    fn due_at(&self) -> Millis {
        self.last_seen.saturating_add(self.timeout)
    }

    fn watch<V>(&self, cx: &mut Context<V>) {
        cx.timers.set(Timer::Activity, self.due_at());
    }
}
