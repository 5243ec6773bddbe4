//! Any sequence of what can happen, and what must hold during it and after it: the application's latest word
//! counts, every frame is legal, nothing waits for ever.

mod events;
pub mod keys;
mod world;

use self::events::{Life, life};
use self::world::World;
use crate::support::explore;

/// The harness checks after each input that what was told is what is; the server, that frames are legal.
fn live(life: Life) {
    let mut world = World::new(&life);
    for event in life.events {
        let event = if life.refusing { Some(event) } else { event.without_refusal() };
        if let Some(event) = event {
            world.step(event);
        }
    }
    world.settle();
    if life.refusing {
        world.reconnect();
    }
    world.verify();
}

#[test]
fn every_life_ends_well() {
    explore(800, &life(0), live);
}

#[test]
fn every_life_with_user_code_in_callbacks_ends_well() {
    explore(1_600, &life(12), live);
}
