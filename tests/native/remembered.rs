//! The transport that worked last time is tried first.

use crate::support::pair::handshake;
use crate::support::server::line;
use crate::support::{Harness, transports};
use pusher_wasm::core::strategy::RememberedTransport;

const HALF_AN_HOUR: u64 = 30 * 60 * 1_000;

// The race begins while the host looks for what it remembers, and is called off then.
const FIRST: &str = "open 1 ws ws://host:80";
const FIRST_CLOSED: &str = "close 1";
const FAVOURITE: &str = "open 2 wss wss://host:443";

/// A client without TLS whose host remembers a transport.
fn remembering(name: &str, age: u64) -> Harness {
    let mut h = Harness::with(|config| config.use_tls = false);
    h.memory.insert(false, memory_of(name, age));
    h.connect();
    h
}

fn memory_of(name: &str, age: u64) -> RememberedTransport {
    RememberedTransport { name: name.to_owned(), age, latency: 200, skip_count: 2 }
}

#[test]
fn a_connection_is_remembered_with_its_latency() {
    let mut h = Harness::new();
    h.connect();
    h.advance(70);
    h.establish(1);
    let transport = RememberedTransport { name: "ws".to_owned(), age: 0, latency: 70, skip_count: 0 };
    assert_eq!(h.memory.get(&true), Some(&transport));
    assert_eq!(h.memory.get(&false), None);
}

#[test]
fn the_remembered_transport_has_the_lane_to_itself() {
    let mut h = remembering("wss", 0);
    h.advance(1_399);
    h.expect_wire(&[FIRST, FIRST_CLOSED, FAVOURITE]);
}

#[test]
fn its_time_is_twice_its_latency_and_a_second_then_all_race() {
    let mut h = remembering("wss", 0);
    h.advance(1_400);
    h.expect_wire(&[FIRST, FIRST_CLOSED, FAVOURITE, "close 2", "open 3 ws ws://host:80"]);
    assert_eq!(h.memory.get(&false), None, "what did not work is forgotten");
    h.advance(2_000);
    h.expect_wire(&["open 4 wss wss://host:443"]);
}

#[test]
fn its_time_is_never_longer_than_any_attempts() {
    // A tab that slept while it connected, or another page's entry.
    for latency in [120_000, u64::MAX] {
        let mut h = Harness::with(|config| config.use_tls = false);
        h.memory.insert(false, RememberedTransport { name: "ws".to_owned(), age: 0, latency, skip_count: 0 });
        h.connect();
        h.advance(60_000);
        h.expect_wire(&["open 1 ws ws://host:80", "close 1", "open 2 ws ws://host:80"]);
    }
}

#[test]
fn if_it_fails_the_race_begins_at_once() {
    let mut h = remembering("wss", 0);
    h.advance(10);
    h.drop_socket(2);
    h.expect_wire(&[FIRST, FIRST_CLOSED, FAVOURITE, "open 3 ws ws://host:80"]);
    assert_eq!(h.memory.get(&false), None);
}

#[test]
fn an_error_event_counts_as_failing() {
    let mut h = remembering("ws", 0);
    h.fail(1);
    h.expect_wire(&["open 1 ws ws://host:80", "open 2 ws ws://host:80"]);
}

#[test]
fn the_latency_of_the_race_does_not_count_the_turn_before_it() {
    let mut h = remembering("wss", 0);
    h.advance(1_400);
    h.advance(50);
    h.establish(3);
    let transport = RememberedTransport { name: "ws".to_owned(), age: 0, latency: 50, skip_count: 2 };
    assert_eq!(h.memory.get(&false), Some(&transport));
}

#[test]
fn a_memory_of_half_an_hour_still_counts_and_an_older_one_does_not() {
    let mut h = remembering("wss", HALF_AN_HOUR);
    h.expect_wire(&[FIRST, FIRST_CLOSED, FAVOURITE]);
    let mut h = remembering("wss", HALF_AN_HOUR + 1);
    h.expect_wire(&[FIRST]);
}

#[test]
fn a_websocket_that_is_remembered_is_under_way_already_and_gets_its_time() {
    let mut h = remembering("ws", 0);
    h.advance(1_399);
    h.expect_wire(&[FIRST]);
    h.advance(1);
    h.expect_wire(&["close 1", "open 2 ws ws://host:80"]);
    h.advance(2_000);
    h.expect_wire(&["open 3 wss wss://host:443"]);
}

#[test]
fn a_websocket_that_is_remembered_and_cannot_be_made_is_tried_once_more() {
    let mut h = Harness::with(|config| config.use_tls = false);
    h.memory.insert(false, memory_of("ws", 0));
    h.when(FIRST, |h| h.fail(1));
    h.when("open 2 ws ws://host:80", |h| h.fail(2));
    h.connect();
    h.expect_wire(&[FIRST, "open 2 ws ws://host:80"]);
    assert_eq!(h.memory.get(&false), None);
}

#[test]
fn a_transport_that_nobody_knows_counts_as_none() {
    let mut h = remembering("carrier_pigeon", 0);
    h.expect_wire(&["open 1 ws ws://host:80"]);
    assert!(h.memory.contains_key(&false));
}

#[test]
fn a_transport_that_cannot_be_used_is_forgotten() {
    let mut h = Harness::with(|config| config.disabled_transports = transports(&["wss"]));
    h.memory.insert(true, memory_of("wss", 0));
    h.connect();
    h.expect_wire(&["open 1 ws wss://host:443"]);
    assert_eq!(h.memory.get(&true), None);
}

#[test]
fn one_that_is_no_websocket_is_passed_over_three_times() {
    let mut h = Harness::with_fallback(|_| {});
    for skip_count in 0..4 {
        h.memory.insert(true, RememberedTransport { skip_count, ..memory_of("xhr_polling", 0) });
        h.connect();
        h.expect_wire(&["open 1 ws wss://host:443"]);
        h.establish(1);
        assert_eq!(h.memory[&true].skip_count, skip_count + 1);
        h = Harness::with_fallback(|_| {});
    }
    h.memory.insert(true, RememberedTransport { skip_count: 4, ..memory_of("xhr_polling", 0) });
    h.connect();
    h.expect_wire(&[
        "open 1 ws wss://host:443",
        "close 1",
        "request 2 https://http:443/pusher/app/key/xhr?protocol=7&client=js&version=8.6.0",
    ]);
    h.respond(2, "o\n");
    h.respond(2, &line("a", &handshake(1, 120)));
    assert_eq!(h.memory[&true].skip_count, 4);
}

#[test]
fn a_transport_that_is_turned_away_is_not_remembered() {
    let mut h = remembering("ws", 0);
    h.open(1);
    h.close(1, 4_100);
    assert_eq!(h.memory.get(&false), None);
    h.advance(1_000);
    h.take();
    h.establish(2);
    assert!(h.memory.contains_key(&false));
}

#[test]
fn the_next_connection_after_a_drop_takes_the_same_way() {
    let mut h = remembering("wss", 0);
    h.establish(2);
    h.drop_socket(2);
    h.forget();
    h.advance(1_000);
    h.expect_wire(&["open 3 ws ws://host:80", "close 3", "open 4 wss wss://host:443"]);
}

#[test]
fn disconnecting_ends_the_favourites_turn_for_good() {
    let mut h = remembering("wss", 0);
    h.disconnect();
    h.forget();
    h.advance(60_000);
    h.expect_wire(&[]);
}
