//! Watching over a silent connection.

use super::super::Millis;
use super::super::timers::{Timer, Timers};

/// A connection's signs of life. The timer is not moved on each of them: it is looked at when it rings.
#[derive(Debug)]
pub(super) struct Activity {
    /// Silence after which to ping; `None` where the transport sees to that.
    timeout: Option<Millis>,
    last_seen: Millis,
    /// A ping is out and nothing has come since.
    waiting: bool,
}

impl Activity {
    pub(super) fn new(timeout: Option<Millis>, now: Millis, timers: &mut Timers) -> Self {
        let activity = Self { timeout, last_seen: now, waiting: false };
        activity.watch(timers);
        activity
    }

    /// Something came in.
    pub(super) fn seen(&mut self, now: Millis, timers: &mut Timers) {
        self.last_seen = now;
        if self.waiting {
            self.waiting = false;
            self.watch(timers);
        }
    }

    /// The timer rang: whether the silence has really been long enough. If not, sets it anew.
    pub(super) fn is_due(&self, now: Millis, timers: &mut Timers) -> bool {
        let early = self.due_at().is_some_and(|due_at| due_at > now);
        if early {
            self.watch(timers);
        }
        !early
    }

    /// A ping went out.
    pub(super) fn wait(&mut self, until: Millis, timers: &mut Timers) {
        self.waiting = true;
        timers.set(Timer::Activity, until);
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.waiting
    }

    fn due_at(&self) -> Option<Millis> {
        Some(self.last_seen.saturating_add(self.timeout?))
    }

    fn watch(&self, timers: &mut Timers) {
        match self.due_at() {
            Some(due_at) => timers.set(Timer::Activity, due_at),
            None => timers.clear(Timer::Activity),
        }
    }
}
