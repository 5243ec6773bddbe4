//! When the HTTP transports and `SockJS` are tried.

use crate::support::pair::handshake;
use crate::support::server::line;
use crate::support::{Harness, Json, Written, transports};
use pusher_wasm::core::Config;
use pusher_wasm::core::Value;
use pusher_wasm::core::connection::State;

fn only(names: &'static [&str]) -> impl FnOnce(&mut Config<Json>) {
    move |config| config.enabled_transports = transports(names)
}

/// When which transport begins an attempt, in the first `seconds` of seeking in vain.
fn attempts(h: &mut Harness, seconds: u64) -> Vec<(u64, String)> {
    h.connect();
    let mut attempts = Vec::new();
    while h.now < seconds * 1_000 {
        for line in h.take_lines(&["open ", "request "]) {
            let name = if line.contains("xhr_streaming") {
                "streaming"
            } else if line.contains("/xhr?") {
                "polling"
            } else {
                line.split(' ').nth(2).expect("a transport")
            };
            attempts.push((h.now / 1_000, name.to_owned()));
        }
        let next = h.client.poll_timeout().unwrap_or(u64::MAX);
        h.advance(next - h.now);
    }
    attempts
}

fn expect(h: &mut Harness, seconds: u64, expected: &[(u64, &str)]) {
    let expected: Vec<_> = expected.iter().map(|&(at, name)| (at, name.to_owned())).collect();
    assert_eq!(attempts(h, seconds), expected);
}

#[test]
fn over_tls_http_joins_in_after_two_seconds_and_polling_four_later() {
    let mut h = Harness::with_fallback(|_| {});
    expect(&mut h, 12, &[(0, "ws"), (2, "streaming"), (6, "polling")]);
}

#[test]
fn without_tls_http_joins_in_after_five_seconds() {
    let mut h = Harness::with_fallback(|config| config.use_tls = false);
    expect(&mut h, 12, &[(0, "ws"), (2, "wss"), (5, "streaming"), (9, "polling")]);
}

#[test]
fn without_websockets_http_begins_at_once() {
    let mut h = Harness::with_fallback(|config| config.unsupported = transports(&["ws", "wss"]));
    expect(&mut h, 12, &[(0, "streaming"), (4, "polling")]);
}

#[test]
fn http_begins_anew_after_fifteen_thirty_then_every_sixty_seconds() {
    let mut h = Harness::with_fallback(only(&["xhr_streaming", "xhr_polling"]));
    let expected = [
        (0, "streaming"),
        (4, "polling"),
        (15, "streaming"),
        (19, "polling"),
        (30, "streaming"),
        (34, "polling"),
        (45, "streaming"),
        (49, "polling"),
        (60, "streaming"),
        (64, "polling"),
        (90, "streaming"),
        (94, "polling"),
        (105, "streaming"),
        (109, "polling"),
    ];
    expect(&mut h, 110, &expected);
}

#[test]
fn polling_alone_begins_at_once() {
    let mut h = Harness::with_fallback(only(&["xhr_polling"]));
    expect(&mut h, 40, &[(0, "polling"), (15, "polling"), (30, "polling")]);
}

#[test]
fn streaming_alone_waits_for_nobody() {
    let mut h = Harness::with_fallback(only(&["xhr_streaming"]));
    expect(&mut h, 20, &[(0, "streaming"), (15, "streaming")]);
}

#[test]
fn sockjs_stands_in_where_there_is_no_http() {
    let mut h =
        Harness::with_fallback(|config| config.unsupported = transports(&["xhr_streaming", "xhr_polling"]));
    expect(&mut h, 40, &[(0, "ws"), (2, "sockjs"), (15, "ws"), (17, "sockjs")]);
    let mut h = Harness::with_fallback(only(&["sockjs"]));
    expect(&mut h, 40, &[(0, "sockjs"), (15, "sockjs")]);
}

#[test]
fn sockjs_is_not_tried_beside_http() {
    let mut h = Harness::with_fallback(only(&["ws", "xhr_polling", "sockjs"]));
    expect(&mut h, 10, &[(0, "ws"), (2, "polling")]);
}

#[test]
fn nothing_usable_is_failed() {
    for change in [
        Box::new(only(&["wss"])) as Box<dyn FnOnce(&mut Config<Json>)>,
        Box::new(only(&["carrier_pigeon"])),
        Box::new(only(&[])),
        Box::new(|config: &mut Config<Json>| {
            only(&["xhr_streaming"])(config);
            config.unsupported = transports(&["xhr_streaming", "xhr_polling"]);
        }),
    ] {
        let mut h = Harness::with_fallback(change);
        h.connect();
        assert_eq!(h.client.state(), State::Failed);
    }
}

#[test]
fn urls_take_host_ports_and_path_from_the_settings() {
    let change = |config: &mut Config<Json>| {
        only(&["xhr_polling"])(config);
        config.http_port = Json::text("8080");
        config.https_port = Json::text("8443");
        config.http_path = Json::text("/deep");
    };
    let mut h = Harness::with_fallback(change);
    h.connect();
    h.expect_wire(&["request 1 https://http:8443/deep/app/key/xhr?protocol=7&client=js&version=8.6.0"]);
    let mut h = Harness::with_fallback(|config| {
        change(config);
        config.use_tls = false;
    });
    h.connect();
    h.expect_wire(&["request 1 http://http:8080/deep/app/key/xhr?protocol=7&client=js&version=8.6.0"]);
}

#[test]
fn the_host_comes_from_the_cluster() {
    assert_eq!(Config::new(Json::text("k"), &Json::text("eu")).http_host.string(), "sockjs-eu.pusher.com");
    assert_eq!(Config::new(Json::text("k"), &Json::text("")).http_host.string(), "sockjs.pusher.com");
}

#[test]
fn the_first_to_shake_hands_ends_the_race() {
    let mut h = Harness::with_fallback(|_| {});
    h.connect();
    h.advance(6_000);
    h.open(1);
    h.respond(2, "o\n");
    h.respond(3, "o\n");
    h.forget();
    h.respond(2, &line("a", &handshake(2, 120)));
    h.expect_wire(&["close 1", "close 3"]);
    assert_eq!(h.client.state(), State::Connected);
    h.advance(60_000);
    h.expect_wire(&[]);
    assert_eq!(h.memory[&true].name, "xhr_streaming");
    assert_eq!(h.memory[&true].latency, 6_000);
}

/// Streaming dies `lifespan` after it was opened.
fn stream_dies(h: &mut Harness, socket: u32, lifespan: u64) {
    h.respond(socket, "o\n");
    h.respond(socket, &line("a", &handshake(socket, 120)));
    h.advance(lifespan);
    h.end_response(socket, 0);
}

#[test]
fn streaming_that_died_young_twice_is_given_up() {
    let mut h = Harness::with_fallback(only(&["xhr_streaming", "xhr_polling"]));
    h.connect();
    stream_dies(&mut h, 1, 100);
    h.advance(1_000);
    stream_dies(&mut h, 2, 100);
    h.forget();
    h.advance(1_000);
    h.expect_wire(&["request 3 https://http:443/pusher/app/key/xhr?protocol=7&client=js&version=8.6.0"]);
}

#[test]
fn streaming_alone_that_died_young_twice_leaves_nothing() {
    let mut h = Harness::with_fallback(only(&["xhr_streaming"]));
    h.connect();
    stream_dies(&mut h, 1, 100);
    h.advance(1_000);
    stream_dies(&mut h, 2, 100);
    h.advance(1_000);
    assert_eq!(h.client.state(), State::Failed);
}

#[test]
fn streaming_that_lived_long_enough_lives_on() {
    let mut h = Harness::with_fallback(only(&["xhr_streaming", "xhr_polling"]));
    h.connect();
    for socket in 1..5 {
        h.respond(socket, "o\n");
        h.respond(socket, &line("a", &handshake(socket, 120)));
        // The pings of the activity check are answered by the server's frames.
        for _ in 0..24 {
            h.advance(10_000);
            h.respond(socket, "h\n");
        }
        h.end_response(socket, 0);
        h.advance(1_000);
    }
    assert!(h.sockets[&5].url.contains("/app/key"));
    assert_eq!(h.take_lines(&["request 5"]).len(), 1);
}
