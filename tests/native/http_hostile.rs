//! Responses that are not as they should be.

use crate::support::pair::handshake;
use crate::support::server::{line, message};
use crate::support::{Harness, transports};
use pusher_wasm::core::connection::State;

fn connected() -> Harness {
    let mut h = Harness::with_fallback(|config| config.enabled_transports = transports(&["xhr_streaming"]));
    h.connect();
    h.respond(1, "o\n");
    h.respond(1, &line("a", &handshake(1, 120)));
    h.forget();
    h
}

#[test]
fn lines_that_are_no_frames_are_errors_and_the_connection_lives_on() {
    for bad in ["a{}", "a[\"x\"", "m", "m{", "mnull", "o{", "a[1,{},null]", "m\"not json\"", "a[\"{}\"]"] {
        let mut h = connected();
        h.respond(1, &format!("{bad}\n"));
        assert!(!h.take_lines(&["emit error"]).is_empty(), "{bad}");
        h.respond(1, &line("a", &message("hi", "c", "{}")));
        assert_eq!(h.take_lines(&["client hi"]), ["client hi"], "{bad}");
    }
}

#[test]
fn lines_of_a_kind_that_nobody_knows_are_passed_over() {
    for odd in ["x", "z[]", "\u{1F980}", " ", "\r"] {
        let mut h = connected();
        h.respond(1, &format!("{odd}\n{}", line("a", &message("hi", "c", "{}"))));
        assert_eq!(h.take_lines(&["client hi", "emit error"]), ["client hi"], "{odd}");
    }
}

#[test]
fn closes_without_a_code_end_the_connection() {
    for close in ["c", "c[]", "c{}", "c[null]", "c[\"x\"]", "c[-1]", "c[1e99]", "cx"] {
        let mut h = connected();
        h.respond(1, &format!("{close}\n"));
        assert!(h.take().contains(&"close 1".to_owned()), "{close}");
        h.advance(1_000);
        assert_ne!(h.client.state(), State::Connected, "{close}");
    }
}

#[test]
fn an_open_frame_with_nonsense_opens() {
    for open in ["o", "o[]", "onull", "o{\"hostname\":1}", "o{\"hostname\":\"\"}"] {
        let mut h = Harness::with_fallback(|config| {
            config.enabled_transports = transports(&["xhr_polling"]);
        });
        h.connect();
        h.respond(1, &format!("{open}\n"));
        h.forget();
        h.end_response(1, 200);
        assert!(h.take_lines(&["request 1 https://http:443/"]).len() == 1, "{open}");
        h.respond(1, &line("a", &handshake(1, 120)));
        assert_eq!(h.client.state(), State::Connected, "{open}");
    }
}

#[test]
fn messages_before_the_session_is_open_are_passed_over() {
    let mut h = Harness::with_fallback(|config| config.enabled_transports = transports(&["xhr_streaming"]));
    h.connect();
    h.respond(1, &line("a", &handshake(1, 120)));
    h.respond(1, "h\n");
    assert_eq!(h.client.state(), State::Connecting);
    h.respond(1, "o\n");
    h.respond(1, &line("a", &handshake(1, 120)));
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn a_dead_socket_is_not_listened_to() {
    let mut h = connected();
    h.disconnect();
    h.forget();
    h.respond(1, &line("a", &message("hi", "c", "{}")));
    h.end_response(1, 200);
    h.respond(9, "o\n");
    h.expect(&[]);
}

#[test]
fn a_close_inside_a_chunk_ends_it() {
    let mut h = connected();
    h.respond(1, &["c[1000,\"\"]\n", &line("a", &message("hi", "c", "{}"))].concat());
    assert!(h.take_lines(&["client hi"]).is_empty());
}

#[test]
fn a_refused_request_fails_the_attempt() {
    let mut h = Harness::with_fallback(|config| config.enabled_transports = transports(&["xhr_streaming"]));
    h.connect();
    h.forget();
    h.fail_request(1);
    h.advance(14_999);
    h.expect_wire(&["close 1"]);
    h.advance(1);
    assert_eq!(h.take_lines(&["request 2"]).len(), 1);
}

#[test]
fn a_request_that_cannot_be_made_ends_a_connection() {
    let mut h = connected();
    h.fail_request(1);
    assert_eq!(h.take_lines(&["emit error {\"type\":\"WebSocketError\""]).len(), 1);
    h.advance(1_000);
    assert_eq!(h.client.state(), State::Connecting);
}
