//! Every deadline of a client in one place, so that the host needs a single real timer.

use super::Millis;
use super::strategy::Transport;

/// What a deadline is for. At most one deadline of each kind is set at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timer {
    // ---- a lane of the strategy starts, or its attempt has taken too long; in the order of `Transport` ----
    Ws,
    Wss,
    XhrStreaming,
    XhrPolling,
    SockJs,

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
}

/// All of them.
const ALL: [Timer; 11] = [
    Timer::Ws,
    Timer::Wss,
    Timer::XhrStreaming,
    Timer::XhrPolling,
    Timer::SockJs,
    Timer::Retry,
    Timer::Unavailable,
    Timer::Activity,
    Timer::Signin,
    Timer::Stats,
    Timer::Fallback,
];

impl Timer {
    /// That of a transport's lane.
    pub(crate) fn of(transport: Transport) -> Self {
        ALL[transport as usize]
    }

    /// The transport whose lane it is for, if any.
    pub(crate) fn transport(self) -> Option<Transport> {
        Transport::ALL.get(self as usize).copied()
    }
}

/// The deadline of a timer that is not set.
const NEVER: Millis = Millis::MAX;

/// When a timer rings; and how many had been set before, which decides between equal deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Deadline {
    at: Millis,
    setting: u32,
}

#[derive(Debug)]
pub(crate) struct Timers {
    deadlines: [Deadline; ALL.len()],
    settings: u32,
}

impl Timers {
    pub(crate) fn new() -> Self {
        Self { deadlines: [Deadline { at: NEVER, setting: 0 }; ALL.len()], settings: 0 }
    }

    /// Sets `timer` to `at`, in place of an earlier setting.
    pub(crate) fn set(&mut self, timer: Timer, at: Millis) {
        self.settings = self.settings.wrapping_add(1);
        *self.deadline(timer) = Deadline { at, setting: self.settings };
    }

    /// Sets `timer` to `at` unless it is already set to something earlier.
    pub(crate) fn set_earlier(&mut self, timer: Timer, at: Millis) {
        if at < self.deadline(timer).at {
            self.set(timer, at);
        }
    }

    pub(crate) fn clear(&mut self, timer: Timer) {
        self.deadline(timer).at = NEVER;
    }

    pub(crate) fn is_set(&mut self, timer: Timer) -> bool {
        self.deadline(timer).at != NEVER
    }

    /// The earliest deadline.
    pub(crate) fn next(&self) -> Option<Millis> {
        let (_, deadline) = self.earliest();
        (deadline.at != NEVER).then_some(deadline.at)
    }

    /// Takes the earliest deadline that `now` has reached; of equal ones, the one set first.
    pub(crate) fn pop_due(&mut self, now: Millis) -> Option<Timer> {
        let (timer, Deadline { at, .. }) = self.earliest();
        if at > now || at == NEVER {
            return None;
        }
        self.clear(timer);
        Some(timer)
    }

    /// The timer that rings first.
    fn earliest(&self) -> (Timer, Deadline) {
        let mut earliest = (Timer::Retry, Deadline { at: NEVER, setting: u32::MAX });
        for (&timer, &deadline) in ALL.iter().zip(&self.deadlines) {
            if deadline < earliest.1 {
                earliest = (timer, deadline);
            }
        }
        earliest
    }

    fn deadline(&mut self, timer: Timer) -> &mut Deadline {
        &mut self.deadlines[timer as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_timers_come_earliest_first_and_equal_ones_in_setting_order() {
        let mut timers = Timers::new();
        timers.set(Timer::Unavailable, 20);
        timers.set(Timer::Ws, 10);
        timers.set(Timer::Retry, 10);
        assert_eq!(timers.next(), Some(10));
        assert_eq!(timers.pop_due(9), None);
        assert_eq!(timers.pop_due(10), Some(Timer::Ws));
        assert_eq!(timers.pop_due(10), Some(Timer::Retry));
        assert_eq!(timers.pop_due(10), None);
    }

    #[test]
    fn each_timer_has_a_place() {
        for (index, timer) in ALL.into_iter().enumerate() {
            assert_eq!(timer as usize, index);
        }
        for transport in Transport::ALL {
            assert_eq!(Timer::of(transport).transport(), Some(transport));
        }
        assert_eq!(Timer::Retry.transport(), None);
    }

    #[test]
    fn set_earlier_never_postpones() {
        let mut timers = Timers::new();
        timers.set_earlier(Timer::Retry, 5);
        timers.set_earlier(Timer::Retry, 9);
        assert_eq!(timers.next(), Some(5));
        timers.set_earlier(Timer::Retry, 2);
        assert_eq!(timers.next(), Some(2));
        timers.clear(Timer::Retry);
        assert_eq!(timers.next(), None);
    }
}
