//! The first frame of a connection.

use crate::support::Harness;
use pusher_wasm::core::connection::State;

/// A client whose socket 1 is open and has heard nothing yet.
fn open() -> Harness {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.forget();
    h
}

/// A `pusher:error` in place of a handshake.
fn refusal(data: &str) -> String {
    [r#"{"event":"pusher:error","data":"#, data, "}"].concat()
}

/// The first frame is taken for a fault: one error, the wait announced, the socket closed, a new try.
#[track_caller]
fn backs_off_after(frame: &str, error: &str) {
    let mut h = open();
    h.recv(1, frame);
    h.expect(&[&["emit error ", error].concat(), "emit connecting_in 1", "close 1"]);
    h.advance(999);
    h.expect(&[]);
    h.advance(1);
    h.expect(&["open 2 ws wss://host:443"]);
    h.establish(2);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn an_open_socket_alone_is_no_connection() {
    let mut h = open();
    assert_eq!(h.client.state(), State::Connecting);
    assert_eq!(h.client.open_socket(), None);
    h.expect(&[]);
}

#[test]
fn data_may_be_an_object_or_a_json_string() {
    let data = r#"{"socket_id":"7.7","activity_timeout":30}"#;
    for data in [data.to_owned(), serde_json::Value::from(data).to_string()] {
        let mut h = open();
        h.recv(1, &[r#"{"event":"pusher:connection_established","data":"#, &data, "}"].concat());
        assert_eq!((h.client.state(), h.client.socket_id().as_str()), (State::Connected, "7.7"));
    }
}

#[test]
fn a_handshake_without_activity_timeout_backs_off() {
    for data in [r#"{"socket_id":"1.1"}"#, r#"{"socket_id":"1.1","activity_timeout":0}"#, "{}", "null", "7"] {
        backs_off_after(
            &[r#"{"event":"pusher:connection_established","data":"#, data, "}"].concat(),
            r#"{"type":"HandshakeError","error":"The server's handshake names no activity timeout"}"#,
        );
    }
}

#[test]
fn a_handshake_without_socket_id_backs_off() {
    backs_off_after(
        r#"{"event":"pusher:connection_established","data":{"activity_timeout":30}}"#,
        r#"{"type":"HandshakeError","error":"The server's handshake names no socket id"}"#,
    );
}

#[test]
fn another_event_as_first_frame_backs_off() {
    for event in ["news", "pusher:pong", "pusher_internal:subscription_succeeded"] {
        backs_off_after(
            &format!(r#"{{"event":"{event}","data":{{}}}}"#),
            r#"{"type":"HandshakeError","error":"The server's first message is not a handshake"}"#,
        );
    }
}

#[test]
fn a_first_frame_that_is_no_json_backs_off() {
    backs_off_after(
        "<html>",
        r#"{"type":"HandshakeError","error":{"type":"MessageParseError","error":"bad frame","data":"<html>"}}"#,
    );
}

#[test]
fn an_error_frame_with_null_data_backs_off() {
    backs_off_after(
        &refusal("null"),
        r#"{"type":"HandshakeError","error":"The server's first message is an error without details"}"#,
    );
}

#[test]
fn an_error_frame_without_a_meaningful_code_backs_off() {
    for code in ["null", "1006", "3999"] {
        backs_off_after(
            &refusal(&format!(r#"{{"code":{code},"message":"m"}}"#)),
            &format!(
                r#"{{"type":"WebSocketError","error":{{"type":"PusherError","data":{{"code":{code},"message":"m"}}}}}}"#
            ),
        );
    }
}

#[test]
fn an_error_frame_with_code_1000_backs_off_without_an_error_event() {
    let mut h = open();
    h.recv(1, &refusal(r#"{"code":1000}"#));
    h.expect(&["emit connecting_in 1", "close 1"]);
}

#[test]
fn an_error_frame_with_a_4000_code_switches_to_tls_at_once() {
    let mut h = Harness::with(|config| config.use_tls = false);
    h.connect();
    h.open(1);
    h.forget();
    h.recv(1, &refusal(r#"{"code":4000,"message":"TLS only"}"#));
    h.expect(&[
        r#"emit error {"type":"WebSocketError","error":{"type":"PusherError","data":{"code":4000,"message":"TLS only"}}}"#,
        "close 1",
    ]);
    assert!(h.client.uses_tls());
    h.advance(0);
    h.expect_wire(&["open 2 ws wss://host:443"]);
}

#[test]
fn an_error_frame_with_a_fatal_code_disconnects() {
    for data in [r#"{"code":4001}"#, r#"{"code":4099}"#, r#"{"code":4300}"#, "{}"] {
        let mut h = open();
        h.recv(1, &refusal(data));
        let lines = h.take_lines(&["state_change", "emit disconnected", "close 1"]);
        assert_eq!(
            lines,
            ["emit state_change connecting->disconnected", "emit disconnected", "close 1"],
            "{data}"
        );
        assert_eq!(h.client.poll_timeout(), None);
    }
}

#[test]
fn an_error_frame_whose_code_is_a_word_disconnects() {
    let mut h = open();
    h.recv(1, &refusal(r#"{"code":"abc"}"#));
    assert_eq!(h.client.state(), State::Disconnected);
}

#[test]
fn an_error_frame_whose_data_is_a_text_disconnects() {
    for data in [r#""go away""#, "7", "[]"] {
        let mut h = open();
        h.recv(1, &refusal(data));
        assert_eq!(h.client.state(), State::Disconnected, "{data}");
    }
}

#[test]
fn the_reason_of_an_error_frame_comes_before_its_message() {
    for (data, message) in [
        (r#"{"code":4100,"reason":"r","message":"m"}"#, r#","message":"r""#),
        (r#"{"code":4100,"reason":"","message":"m"}"#, r#","message":"m""#),
        (r#"{"code":4100}"#, ""),
    ] {
        let mut h = open();
        h.recv(1, &refusal(data));
        h.expect_events(&[
            &format!(
                r#"emit error {{"type":"WebSocketError","error":{{"type":"PusherError","data":{{"code":4100{message}}}}}}}"#
            ),
            "emit connecting_in 1",
        ]);
    }
}

#[test]
fn a_server_that_always_refuses_is_asked_once_a_second() {
    let mut h = open();
    for socket in 1..=30 {
        h.open(socket);
        h.recv(socket, &refusal(r#"{"code":4100}"#));
        h.advance(1_000);
    }
    assert_eq!(h.sockets.len(), 31);
    assert_eq!(h.client.state(), State::Connecting);
}

#[test]
fn a_frame_before_the_open_event_counts_as_a_handshake() {
    let mut h = Harness::new();
    h.connect();
    h.recv(1, &crate::support::pair::handshake(1, 30));
    assert_eq!(h.client.state(), State::Connected);
}
