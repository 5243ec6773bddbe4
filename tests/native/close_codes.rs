//! How a connection ends, and what its close code asks for.

use crate::support::Harness;
use pusher_wasm::core::connection::State;

fn told(code: u16) -> String {
    format!(r#"emit error {{"type":"PusherError","data":{{"code":{code}}}}}"#)
}

fn told_again(code: u16) -> String {
    format!(
        r#"emit error {{"type":"WebSocketError","error":{{"type":"PusherError","data":{{"code":{code}}}}}}}"#
    )
}

/// A connection over socket 1 is closed with `code`: these events, and a retry after `wait`.
#[track_caller]
fn closes(code: u16, events: &[&str], wait: u64) {
    let mut h = Harness::connected();
    h.close(1, code);
    h.expect_events(events);
    assert_eq!(h.client.state(), State::Connected, "{code}: the state changes with the retry");
    assert_eq!(h.client.open_socket(), None);
    if wait > 0 {
        h.advance(wait - 1);
        h.expect_events(&[]);
        h.advance(1);
    } else {
        h.advance(0);
    }
    h.expect(&[
        "state connecting",
        "emit state_change connected->connecting",
        "emit connecting",
        "open 2 ws wss://host:443",
    ]);
}

#[test]
fn a_normal_end_is_no_error_and_reconnects_after_a_second() {
    for code in [1000, 1001] {
        closes(code, &["emit connecting_in 1"], 1_000);
    }
}

#[test]
fn a_lost_connection_is_told_once() {
    for code in [1005, 1006, 1007, 1011, 3999] {
        closes(code, &[&told(code), "emit connecting_in 1"], 1_000);
    }
}

#[test]
fn an_end_without_a_code_is_no_error() {
    closes(0, &["emit connecting_in 1"], 1_000);
}

#[test]
fn codes_1002_to_1004_are_told_twice_and_the_wait_too() {
    for code in [1002, 1003, 1004] {
        closes(
            code,
            &[&told(code), &told_again(code), "emit connecting_in 1", "emit connecting_in 1"],
            1_000,
        );
    }
}

#[test]
fn codes_4100_to_4199_back_off_and_announce_the_wait_twice() {
    for code in [4100, 4150, 4199] {
        closes(
            code,
            &[&told(code), &told_again(code), "emit connecting_in 1", "emit connecting_in 1"],
            1_000,
        );
    }
}

#[test]
fn codes_4200_to_4299_announce_a_second_but_retry_at_once() {
    for code in [4200, 4250, 4299] {
        closes(code, &[&told(code), &told_again(code), "emit connecting_in 1"], 0);
    }
}

#[test]
fn code_4000_announces_a_second_but_switches_to_tls_at_once() {
    let mut h = Harness::with(|config| config.use_tls = false);
    h.connect();
    h.establish(1);
    h.forget();
    h.close(1, 4000);
    h.expect_events(&[&told(4000), &told_again(4000), "emit connecting_in 1"]);
    h.advance(0);
    h.expect_wire(&["open 2 ws wss://host:443"]);
    h.advance(2_000);
    h.expect_wire(&[]);
    assert!(h.client.uses_tls());
}

#[test]
fn refusing_codes_disconnect_for_good() {
    for code in [4001, 4004, 4099, 4300, 4999, u16::MAX] {
        let mut h = Harness::connected();
        h.close(1, code);
        h.expect_events(&[
            &told(code),
            &told_again(code),
            "emit state_change connected->disconnected",
            "emit disconnected",
        ]);
        h.advance(1_000_000);
        h.expect(&[]);
        assert_eq!(h.client.poll_timeout(), None);
    }
}

#[test]
fn a_reason_is_passed_on() {
    let mut h = Harness::connected();
    h.close_with(1, 4100, "over capacity", true);
    let lines = h.take_lines(&["emit error"]);
    assert_eq!(lines.len(), 2);
    assert!(
        lines.iter().all(|line| line.contains(r#""data":{"code":4100,"message":"over capacity"}"#)),
        "{lines:?}"
    );
}

#[test]
fn a_transport_error_on_a_connection_is_told_and_changes_nothing() {
    let mut h = Harness::connected();
    h.fail(1);
    h.expect(&[r#"emit error {"type":"WebSocketError","error":"no route"}"#]);
    assert!(h.client.open_socket().is_some());
}

#[test]
fn a_close_during_the_handshake_is_told_once_and_backs_off() {
    for code in [1006, 1002, 3999, 4100] {
        let mut h = Harness::new();
        h.connect();
        h.open(1);
        h.forget();
        h.close(1, code);
        h.expect(&[&told_again(code), "emit connecting_in 1"]);
        h.advance(1_000);
        h.expect(&["open 2 ws wss://host:443"]);
    }
}

#[test]
fn a_normal_close_during_the_handshake_backs_off_without_an_error() {
    for code in [1000, 1001] {
        let mut h = Harness::new();
        h.connect();
        h.open(1);
        h.forget();
        h.close(1, code);
        h.expect(&["emit connecting_in 1"]);
    }
}

#[test]
fn a_42xx_close_during_the_handshake_retries_at_once_without_announcement() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.forget();
    h.close(1, 4200);
    h.expect(&[&told_again(4200)]);
    h.advance(0);
    h.expect(&["open 2 ws wss://host:443"]);
}

#[test]
fn a_refusing_close_during_the_handshake_disconnects() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.forget();
    h.close(1, 4001);
    h.expect_events(&[&told_again(4001), "emit state_change connecting->disconnected", "emit disconnected"]);
    h.advance(100_000);
    h.expect(&[]);
}

#[test]
fn a_close_before_the_socket_opened_is_no_news() {
    for code in [1006, 4001, 4000, 4200] {
        let mut h = Harness::new();
        h.connect();
        h.forget();
        h.close(1, code);
        h.advance(9_999);
        h.expect(&[]);
        assert_eq!(h.client.state(), State::Connecting);
    }
}

#[test]
fn a_second_close_event_of_a_socket_is_ignored() {
    let mut h = Harness::connected();
    h.close(1, 1006);
    h.forget();
    h.close(1, 4001);
    h.expect(&[]);
    assert_eq!(h.client.state(), State::Connected);
}
