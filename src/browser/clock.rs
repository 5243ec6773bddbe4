//! The clock.

use std::cell::Cell;

use js_sys::Date;

use crate::core::Millis;

/// Wall time that never runs backwards. Reading it is three times as cheap as `performance.now()`, which costs
/// more than all the rest of a message's way through Rust. A clock that is set forward makes deadlines come
/// early, which does no harm; one that is set back is made up for.
#[derive(Default)]
pub(super) struct Clock {
    latest: Cell<Millis>,
    /// By how much the wall clock has been set back so far.
    behind: Cell<Millis>,
}

impl Clock {
    /// Whole milliseconds.
    pub(super) fn now(&self) -> Millis {
        let wall = Date::now() as Millis;
        let now = wall + self.behind.get();
        let latest = self.latest.get();
        if now >= latest {
            self.latest.set(now);
            return now;
        }
        self.behind.set(latest - wall);
        latest
    }

    /// A reading of `Date.now()` that was made before the latest one here.
    pub(super) fn at(&self, wall: f64) -> Millis {
        (wall as Millis).saturating_add(self.behind.get()).min(self.latest.get())
    }
}
