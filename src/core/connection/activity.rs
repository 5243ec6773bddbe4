//! Watching over a silent connection.

use super::super::Millis;
use super::super::timers::{Timer, Timers};

/// A connection's signs of life. The timer is not moved on each of them: it is looked at when it rings.
#[derive(Debug)]
pub(super) struct Activity {
    /// Silence after which to ping.
    timeout: Millis,
    last_seen: Millis,
    /// A ping is out and nothing has come since.
    waiting: bool,
}

impl Activity {
    pub(super) fn new(timeout: Millis, now: Millis, timers: &mut Timers) -> Self {
        timers.set(Timer::Activity, now.saturating_add(timeout));
        Self { timeout, last_seen: now, waiting: false }
    }

    /// Something came in.
    pub(super) fn seen(&mut self, now: Millis, timers: &mut Timers) {
        self.last_seen = now;
        if self.waiting {
            self.waiting = false;
            timers.set(Timer::Activity, now.saturating_add(self.timeout));
        }
    }

    /// The timer rang: whether the silence has really been long enough. If not, sets it anew.
    pub(super) fn is_due(&self, now: Millis, timers: &mut Timers) -> bool {
        let due_at = self.last_seen.saturating_add(self.timeout);
        if due_at > now {
            timers.set(Timer::Activity, due_at);
        }
        due_at <= now
    }

    /// A ping went out.
    pub(super) fn wait(&mut self, until: Millis, timers: &mut Timers) {
        self.waiting = true;
        timers.set(Timer::Activity, until);
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.waiting
    }
}
