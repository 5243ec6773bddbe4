//! What is recorded of connections, and when it is sent.

use crate::support::server::line;
use crate::support::{Harness, transports};

fn with_stats() -> Harness {
    let mut h = Harness::with(|config| config.enable_stats = true);
    h.connect();
    h.input(|client, now| client.send_stats(now, true));
    h
}

#[test]
fn sockets_are_recorded_from_opening_to_end() {
    let mut h = Harness::new();
    h.connect();
    h.establish(1);
    h.fail(1);
    h.close_with(1, 1006, "gone", false);
    assert_eq!(
        h.notes,
        [
            "Opened(SocketId(1))",
            "Failed(SocketId(1), Json(Some(String(\"no route\"))))",
            "Closed(SocketId(1), CloseEvent { code: 1006, reason: \"gone\", was_clean: false })",
            "Retry(1000)"
        ]
    );
}

#[test]
fn sockets_of_requests_are_recorded_too() {
    let mut h = Harness::with_fallback(|config| {
        config.enabled_transports = transports(&["xhr_polling"]);
    });
    h.connect();
    h.respond(1, "o\n");
    h.respond(1, "c[3000,\"bye\"]\n");
    assert_eq!(
        h.notes,
        [
            "Opened(SocketId(1))",
            "Closed(SocketId(1), CloseEvent { code: 3000, reason: \"bye\", was_clean: true })",
            "Retry(1000)"
        ]
    );
}

#[test]
fn bad_handshakes_and_lost_pongs_are_recorded() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.recv(1, r#"{"event":"hello"}"#);
    h.advance(1_000);
    h.establish(2);
    h.notes.clear();
    h.advance(150_000);
    assert_eq!(h.notes[..2], ["PongTimedOut(30000)", "Retry(0)"]);
}

#[test]
fn the_favourites_turn_is_recorded() {
    let mut h = Harness::new();
    h.connect();
    h.advance(7);
    h.establish(1);
    h.reconnect();
    assert!(h.notes.iter().any(|note| note.starts_with("Preferred(") && note.contains("latency: 7")));
}

#[test]
fn statistics_go_out_on_connecting_and_every_minute() {
    let mut h = with_stats();
    h.establish(1);
    assert_eq!(h.take_lines(&["send stats"]), ["send stats true"]);
    for _ in 0..3 {
        h.advance(59_999);
        h.recv(1, &line("", "x").replace('"', ""));
        assert!(h.take_lines(&["send stats"]).is_empty());
        h.advance(1);
        assert_eq!(h.take_lines(&["send stats"]), ["send stats true"]);
    }
}

#[test]
fn they_go_out_while_there_is_no_connection_too() {
    let mut h = with_stats();
    h.advance(120_000);
    assert_eq!(h.take_lines(&["send stats"]).len(), 2);
}

#[test]
fn asking_again_does_not_move_the_minute() {
    let mut h = with_stats();
    h.advance(30_000);
    h.input(|client, now| client.send_stats(now, true));
    h.advance(30_000);
    assert_eq!(h.take_lines(&["send stats"]).len(), 1);
}

#[test]
fn they_stop_when_they_are_not_wanted() {
    let mut h = with_stats();
    h.input(|client, now| client.send_stats(now, false));
    h.advance(600_000);
    assert!(h.take_lines(&["send stats"]).is_empty());
}

#[test]
fn without_the_setting_there_are_none() {
    let mut h = Harness::new();
    h.connect();
    h.input(|client, now| client.send_stats(now, true));
    h.establish(1);
    h.advance(600_000);
    assert!(h.take_lines(&["send stats"]).is_empty());
}

#[test]
fn a_socket_of_requests_that_the_client_closes_is_recorded() {
    let mut h = Harness::with_fallback(|config| {
        config.enabled_transports = transports(&["xhr_polling"]);
    });
    h.connect();
    h.disconnect();
    assert_eq!(h.notes, ["GivenUp(SocketId(1))"]);
}
