//! Watching over a silent connection.

use crate::support::Harness;
use crate::support::pair::handshake;
use pusher_wasm::core::connection::State;

const PING: &str = r#"send 1 {"event":"pusher:ping","data":{}}"#;

/// A connection whose server and client ask for these activity timeouts (seconds, milliseconds).
fn connected(server: u32, client: u64) -> Harness {
    let mut h = Harness::with(|config| config.activity_timeout = client);
    h.connect();
    h.open(1);
    h.recv(1, &handshake(1, server));
    h.forget();
    h
}

#[test]
fn silence_is_followed_by_a_ping() {
    let mut h = connected(120, 120_000);
    h.advance(119_999);
    h.expect(&[]);
    h.advance(1);
    h.expect(&[PING]);
}

#[test]
fn the_shorter_of_both_sides_timeouts_holds() {
    for (server, client, due) in [(30, 120_000, 30_000), (120, 10_000, 10_000)] {
        let mut h = connected(server, client);
        h.advance(due - 1);
        h.expect(&[]);
        h.advance(1);
        h.expect(&[PING]);
    }
}

#[test]
fn an_answered_ping_keeps_the_connection() {
    let mut h = connected(30, 120_000);
    for _ in 0..10 {
        h.advance(30_000);
        h.expect(&[PING]);
        h.advance(29_999);
        h.recv(1, r#"{"event":"pusher:pong","data":"{}"}"#);
        assert_eq!(
            h.take_lines(&["pusher:pong"]),
            ["all pusher:pong", "client pusher:pong", "bound pusher:pong"]
        );
    }
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn an_unanswered_ping_ends_the_connection_and_another_is_sought_at_once() {
    let mut h = connected(30, 120_000);
    h.advance(30_000);
    h.forget();
    h.advance(29_999);
    h.expect(&[]);
    h.advance(1);
    h.expect(&[
        "connection none",
        "close 1",
        "state connecting",
        "emit state_change connected->connecting",
        "emit connecting",
        "open 2 ws wss://host:443",
    ]);
}

#[test]
fn pong_timeout_is_an_option() {
    let mut h = Harness::with(|config| config.pong_timeout = 5_000);
    h.connect();
    h.establish(1);
    h.advance(124_999);
    assert_eq!(h.client.state(), State::Connected);
    h.advance(1);
    assert_eq!(h.client.state(), State::Connecting);
}

#[test]
fn any_message_puts_the_ping_off() {
    for frame in [r#"{"event":"news","data":"x"}"#, r#"{"event":"pusher:error","data":{}}"#] {
        let mut h = connected(30, 120_000);
        h.advance(20_000);
        h.recv(1, frame);
        h.forget();
        h.advance(29_999);
        h.expect(&[]);
        h.advance(1);
        h.expect(&[PING]);
    }
}

#[test]
fn any_message_answers_a_ping() {
    let mut h = connected(30, 120_000);
    h.advance(30_000);
    h.advance(29_000);
    h.recv(1, r#"{"event":"news","data":"x"}"#);
    h.forget();
    h.advance(29_999);
    h.expect(&[]);
    h.advance(1);
    h.expect(&[PING]);
}

#[test]
fn a_malformed_frame_is_no_sign_of_life() {
    let mut h = connected(30, 120_000);
    h.advance(20_000);
    h.recv(1, "nonsense");
    h.forget();
    h.advance(10_000);
    h.expect(&[PING]);
}

#[test]
fn offline_pings_at_once() {
    let mut h = connected(120, 120_000);
    h.advance(1_000);
    h.offline();
    h.expect(&[PING]);
    h.advance(30_000);
    assert_eq!(h.client.state(), State::Connecting);
}

#[test]
fn offline_again_gives_the_answer_new_time() {
    let mut h = connected(120, 120_000);
    h.offline();
    h.advance(20_000);
    h.offline();
    h.expect(&[PING, PING]);
    h.advance(29_999);
    assert_eq!(h.client.state(), State::Connected);
    h.advance(1);
    assert_eq!(h.client.state(), State::Connecting);
}

#[test]
fn offline_without_a_connection_does_nothing() {
    let mut h = Harness::new();
    h.offline();
    h.connect();
    h.forget();
    h.offline();
    h.expect(&[]);
}

#[test]
fn a_connection_that_ends_is_not_pinged() {
    let mut h = connected(1, 120_000);
    h.disconnect();
    assert_eq!(h.client.poll_timeout(), None);
    let mut h = connected(1, 120_000);
    h.drop_socket(1);
    h.advance(999);
    assert!(h.sent.is_empty());
}

#[test]
fn the_next_connection_takes_its_timeout_from_its_own_handshake() {
    let mut h = connected(10, 120_000);
    h.close(1, 1000);
    h.advance(1_000);
    h.open(2);
    h.recv(2, &handshake(2, 60));
    h.forget();
    h.advance(59_999);
    h.expect(&[]);
    h.advance(1);
    h.expect(&[r#"send 2 {"event":"pusher:ping","data":{}}"#]);
}

#[test]
fn a_fraction_of_a_second_counts() {
    let mut h = Harness::new();
    h.connect();
    h.recv(
        1,
        r#"{"event":"pusher:connection_established","data":{"socket_id":"1.1","activity_timeout":0.5}}"#,
    );
    h.forget();
    h.advance(500);
    h.expect(&[PING]);
}

#[test]
fn the_timer_is_not_moved_by_each_message() {
    let mut h = connected(30, 120_000);
    let due = h.client.poll_timeout();
    for _ in 0..100 {
        h.advance(10);
        h.recv(1, r#"{"event":"news","data":"x"}"#);
        assert_eq!(h.client.poll_timeout(), due);
    }
}

#[test]
fn messages_on_the_short_way_count_when_the_timer_rings() {
    let mut h = connected(30, 120_000);
    h.subscribe("news");
    h.forget();
    h.advance(10_000);
    h.event("hello", "news", "1");
    h.advance(15_000);
    h.event("hello", "news", "2");
    assert_eq!(h.asked, 1, "the second message goes the short way");
    h.forget();
    h.advance(29_999);
    h.expect(&[]);
    h.advance(1);
    h.expect(&[PING]);
}

#[test]
fn the_short_way_is_closed_while_a_ping_waits_for_its_answer() {
    let mut h = connected(30, 120_000);
    h.subscribe("news");
    h.event("hello", "news", "1");
    h.advance(30_000);
    h.event("hello", "news", "2");
    assert_eq!(h.asked, 2, "this one answers the ping");
    h.event("hello", "news", "3");
    assert_eq!(h.asked, 2);
    h.forget();
    h.advance(29_999);
    h.expect(&[]);
    h.disconnect();
    h.recv(1, &crate::support::server::message("hello", "news", "4"));
    assert_eq!(h.asked, 3, "and this one comes too late");
}
