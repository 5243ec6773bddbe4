//! Every deadline of a client in one place, so that the host needs a single real timer.

use super::Millis;

/// What a deadline is for. At most one deadline of each kind is set at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timer {
    /// Connect again.
    Retry,
    /// Give up hope of a quick connection: the `unavailable` state.
    Unavailable,
    /// The connection has been silent, or a ping has gone unanswered.
    Activity,
    /// The server has not answered a sign-in.
    Signin,
    /// Statistics are to be sent.
    Stats,
    /// The HTTP transports join the race, or begin their next round.
    Fallback,
    /// A lane of the strategy starts, or its attempt has taken too long.
    Lane(usize),
}

#[derive(Debug)]
struct Entry {
    timer: Timer,
    at: Millis,
}

/// The set deadlines, oldest setting first. A handful at most, so a linear scan is the fast way.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    entries: Vec<Entry>,
}

impl Timers {
    /// Sets `timer` to `at`, in place of an earlier setting.
    pub(crate) fn set(&mut self, timer: Timer, at: Millis) {
        self.clear(timer);
        self.entries.push(Entry { timer, at });
    }

    /// Sets `timer` to `at` unless it is already set to something earlier.
    pub(crate) fn set_earlier(&mut self, timer: Timer, at: Millis) {
        if self.entries.iter().all(|e| e.timer != timer || e.at > at) {
            self.set(timer, at);
        }
    }

    pub(crate) fn clear(&mut self, timer: Timer) {
        self.entries.retain(|e| e.timer != timer);
    }

    pub(crate) fn is_set(&self, timer: Timer) -> bool {
        self.entries.iter().any(|e| e.timer == timer)
    }

    /// The earliest deadline.
    pub(crate) fn next(&self) -> Option<Millis> {
        self.entries.iter().map(|e| e.at).min()
    }

    /// Takes the earliest deadline that `now` has reached; of equal ones, the one set first.
    pub(crate) fn pop_due(&mut self, now: Millis) -> Option<Timer> {
        let at = self.next().filter(|&at| at <= now)?;
        let index = self.entries.iter().position(|e| e.at == at)?;
        Some(self.entries.remove(index).timer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_timers_come_earliest_first_and_equal_ones_in_setting_order() {
        let mut timers = Timers::default();
        timers.set(Timer::Unavailable, 20);
        timers.set(Timer::Lane(0), 10);
        timers.set(Timer::Retry, 10);
        assert_eq!(timers.next(), Some(10));
        assert_eq!(timers.pop_due(9), None);
        assert_eq!(timers.pop_due(10), Some(Timer::Lane(0)));
        assert_eq!(timers.pop_due(10), Some(Timer::Retry));
        assert_eq!(timers.pop_due(10), None);
    }

    #[test]
    fn set_earlier_never_postpones() {
        let mut timers = Timers::default();
        timers.set_earlier(Timer::Retry, 5);
        timers.set_earlier(Timer::Retry, 9);
        assert_eq!(timers.next(), Some(5));
        timers.set_earlier(Timer::Retry, 2);
        assert_eq!(timers.next(), Some(2));
        timers.clear(Timer::Retry);
        assert_eq!(timers.next(), None);
    }
}
