//! Sockets that are made of HTTP requests.

use crate::support::pair::handshake;
use crate::support::server::{line, message};
use crate::support::{Harness, transports};
use pusher_wasm::core::connection::State;

const URL: &str = "https://http:443/pusher/app/key";
const QUERY: &str = "?protocol=7&client=js&version=8.6.0";

fn with(transport: &str) -> Harness {
    let mut h = Harness::with_fallback(|config| config.enabled_transports = transports(&[transport]));
    h.connect();
    h
}

fn streaming() -> Harness {
    with("xhr_streaming")
}

fn polling() -> Harness {
    with("xhr_polling")
}

fn connected(mut h: Harness) -> Harness {
    h.respond(1, "o\n");
    h.respond(1, &line("a", &handshake(1, 120)));
    assert_eq!(h.client.state(), State::Connected);
    h.forget();
    h
}

fn post(body: &str) -> String {
    format!("post 1 {URL}/xhr_send {body}")
}

#[test]
fn a_stream_is_one_request() {
    let mut h = streaming();
    h.expect_wire(&[&format!("request 1 {URL}/xhr_streaming{QUERY}")]);
    h.respond(1, "o\n");
    h.respond(1, &line("a", &handshake(1, 120)));
    assert_eq!(h.client.state(), State::Connected);
    h.expect_wire(&[]);
}

#[test]
fn a_poll_is_followed_by_the_next() {
    let mut h = polling();
    h.expect_wire(&[&format!("request 1 {URL}/xhr{QUERY}")]);
    h.respond(1, "o\n");
    h.end_response(1, 200);
    h.expect_wire(&[&format!("request 1 {URL}/xhr{QUERY}")]);
    h.respond(1, &line("a", &handshake(1, 120)));
    h.end_response(1, 200);
    h.expect_wire(&[&format!("request 1 {URL}/xhr{QUERY}")]);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn a_line_counts_once_it_is_complete() {
    let mut h = connected(streaming());
    let frame = line("a", &message("hi", "c", "{}"));
    for piece in frame.split_inclusive(['"', ',']) {
        assert!(h.take_lines(&["client hi"]).is_empty());
        h.respond(1, piece);
    }
    assert_eq!(h.take_lines(&["client hi"]), ["client hi"]);
}

#[test]
fn lines_of_one_chunk_come_one_after_the_other() {
    let mut h = connected(streaming());
    let frame = |event| message(event, "c", "{}");
    let chunk =
        [line("m", &frame("one")), line("a", &frame("two")), "\n\n".to_owned(), line("a", &frame("three"))];
    h.respond(1, &chunk.concat());
    assert_eq!(h.take_lines(&["client "]), ["client one", "client two", "client three"]);
}

#[test]
fn messages_of_one_array_come_one_after_the_other() {
    let mut h = connected(streaming());
    let two = [message("one", "c", "{}"), message("two", "c", "{}")];
    h.respond(1, &format!("a{}\n", serde_json::json!(two)));
    assert_eq!(h.take_lines(&["client "]), ["client one", "client two"]);
}

#[test]
fn what_user_code_has_closed_brings_no_more_messages() {
    let mut h = connected(streaming());
    h.when("client one", Harness::disconnect);
    let two = [message("one", "c", "{}"), message("two", "c", "{}")];
    h.respond(1, &format!("a{}\n{}", serde_json::json!(two), line("a", &message("three", "c", "{}"))));
    assert_eq!(h.take_lines(&["client ", "close "]), ["client one", "close 1"]);
}

#[test]
fn every_text_is_sent_by_itself() {
    let mut h = streaming();
    h.subscribe("a \"b\"");
    h.respond(1, "o\n");
    h.forget();
    h.respond(1, &line("a", &handshake(1, 120)));
    let frame = r#"{"event":"pusher:subscribe","data":{"auth":"","channel":"a \"b\""}}"#;
    h.expect_wire(&[&post(&serde_json::json!([frame]).to_string())]);
}

#[test]
fn nothing_is_sent_before_the_session_is_open() {
    let mut h = streaming();
    assert!(!h.input_send("[]"));
    h.respond(1, "o\n");
    assert!(h.input_send("x"));
}

#[test]
fn a_stream_answers_heartbeats_and_a_poll_need_not() {
    let mut h = connected(streaming());
    h.respond(1, "h\n");
    h.expect_wire(&[&post("[]")]);
    let mut h = connected(polling());
    h.respond(1, "h\n");
    h.expect_wire(&[]);
}

#[test]
fn the_activity_check_is_a_heartbeat() {
    let mut h = connected(streaming());
    h.advance(120_000);
    h.expect_wire(&[&post("[]")]);
    h.advance(29_999);
    h.respond(1, "h\n");
    h.forget();
    h.advance(119_999);
    h.expect_wire(&[]);
    h.advance(30_001);
    assert_eq!(
        h.take_lines(&["post", "state"]),
        [post("[]"), "state connecting".to_owned(), "emit state_change connected->connecting".to_owned()]
    );
}

#[test]
fn the_servers_hostname_replaces_the_host_and_nothing_else() {
    let mut h = polling();
    h.respond(1, "o{\"hostname\":\"other.test\"}\n");
    h.forget();
    h.end_response(1, 200);
    h.expect_wire(&[&format!("request 1 https://other.test:443/pusher/app/key/xhr{QUERY}")]);
    h.respond(1, &line("a", &handshake(1, 120)));
    h.respond(1, &line("a", r#"{"event":"pusher:ping","data":{}}"#));
    let pong = r#"["{\"event\":\"pusher:pong\",\"data\":{}}"]"#;
    h.expect_wire(&[&format!("post 1 https://other.test:443/pusher/app/key/xhr_send {pong}")]);
}

#[test]
fn a_response_that_has_grown_too_long_is_renewed() {
    let mut h = connected(streaming());
    let frame = line("a", &message("hi", "c", &"x".repeat(50_000)));
    for _ in 0..5 {
        h.respond(1, &frame);
    }
    h.expect_wire(&[]);
    h.respond(1, &frame);
    h.expect_wire(&[&format!("request 1 {URL}/xhr_streaming{QUERY}")]);
    assert_eq!(h.client.state(), State::Connected);
    h.respond(1, &frame);
    h.expect_wire(&[]);
}

#[test]
fn it_is_not_renewed_in_the_middle_of_a_line() {
    let mut h = connected(streaming());
    let frame = line("a", &message("hi", "c", &"x".repeat(300_000)));
    let (first, rest) = frame.split_at(frame.len() - 1);
    h.respond(1, first);
    h.expect_wire(&[]);
    h.respond(1, rest);
    h.expect_wire(&[&format!("request 1 {URL}/xhr_streaming{QUERY}")]);
}

#[test]
fn the_servers_close_is_a_close_with_its_code() {
    let mut h = connected(streaming());
    h.respond(1, "c[4201,\"bye\"]\n");
    let close = r#"{"code":4201,"message":"bye"}"#;
    h.expect_events(&[
        &format!(r#"emit error {{"type":"PusherError","data":{close}}}"#),
        &format!(r#"emit error {{"type":"WebSocketError","error":{{"type":"PusherError","data":{close}}}}}"#),
        "emit connecting_in 1",
    ]);
    h.advance(0);
    assert_eq!(h.client.state(), State::Connecting);
}

#[test]
fn a_close_before_the_handshake_turns_us_away() {
    let mut h = streaming();
    h.respond(1, "o\nc[4001,\"no such app\"]\n");
    assert_eq!(h.client.state(), State::Disconnected);
}

#[test]
fn the_end_of_a_stream_is_an_unclean_close() {
    let mut h = connected(streaming());
    h.end_response(1, 200);
    h.expect_wire(&["close 1"]);
    h.advance(1_000);
    assert_eq!(h.client.state(), State::Connecting);
    h.expect_wire(&[&format!("request 2 {URL}/xhr_streaming{QUERY}")]);
}

#[test]
fn a_poll_that_fails_is_an_unclean_close() {
    let mut h = connected(polling());
    h.end_response(1, 500);
    let message = r#"{"code":1006,"message":"Connection interrupted (500)"}"#;
    assert_eq!(
        h.take_lines(&["emit error"]),
        [format!(r#"emit error {{"type":"PusherError","data":{message}}}"#)]
    );
}

#[test]
fn a_stream_that_fails_before_it_opens_fails_the_attempt() {
    let mut h = streaming();
    h.end_response(1, 404);
    h.forget();
    h.advance(14_999);
    h.expect_wire(&[]);
    h.advance(1);
    h.expect_wire(&[&format!("request 2 {URL}/xhr_streaming{QUERY}")]);
}

#[test]
fn a_session_that_opens_again_was_lost() {
    let mut h = connected(polling());
    h.respond(1, "o\n");
    h.expect_wire(&["close 1"]);
    h.advance(1_000);
    assert_eq!(h.client.state(), State::Connecting);
}

#[test]
fn sockjs_says_first_what_it_is_for() {
    let mut h = with("sockjs");
    h.expect_wire(&["open 1 sockjs https://http:443/pusher"]);
    h.open(1);
    h.expect_wire(&[&format!(r#"introduce 1 {{"path":"/app/key{QUERY}"}}"#)]);
    h.recv(1, &handshake(1, 120));
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn sockjs_looks_after_its_connections_itself() {
    let mut h = with("sockjs");
    h.establish(1);
    h.forget();
    h.advance(1_000_000);
    h.expect(&[]);
    h.offline();
    h.expect_ping(1);
    h.recv(1, r#"{"event":"pusher:pong","data":{}}"#);
    h.advance(1_000_000);
    assert_eq!(h.client.state(), State::Connected);
}
