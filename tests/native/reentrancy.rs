//! User code that connects or disconnects from inside a callback: its word is final, and its effects show before the
//! call that it interrupted goes on.

use crate::support::Harness;
use pusher_wasm::core::connection::State;
use pusher_wasm::core::strategy::Transports;

/// Nothing more happens, ever.
#[track_caller]
fn stays_disconnected(h: &mut Harness) {
    assert_eq!(h.client.state(), State::Disconnected);
    h.forget();
    h.advance(1_000_000);
    h.expect(&[]);
    assert_eq!(h.client.poll_timeout(), None);
}

// ---- disconnect() inside … ----

#[test]
fn disconnect_inside_state_change_to_connecting() {
    let mut h = Harness::new();
    h.when("emit state_change", Harness::disconnect);
    h.connect();
    h.expect(&[
        "state connecting",
        "emit state_change initialized->connecting",
        "state disconnected",
        "emit state_change connecting->disconnected",
        "emit disconnected",
    ]);
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_connecting() {
    let mut h = Harness::new();
    h.when("emit connecting", Harness::disconnect);
    h.connect();
    h.expect_events(&[
        "emit state_change initialized->connecting",
        "emit connecting",
        "emit state_change connecting->disconnected",
        "emit disconnected",
    ]);
    assert!(h.sockets.is_empty());
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_while_the_socket_is_made() {
    let mut h = Harness::new();
    h.when("open 1", Harness::disconnect);
    h.connect();
    h.expect_wire(&["open 1 ws wss://host:443", "close 1"]);
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_state_change_to_connected() {
    let mut h = Harness::new();
    h.subscribe("news");
    h.connect();
    h.forget();
    h.when("emit state_change connecting->connected", Harness::disconnect);
    h.establish(1);
    h.expect(&[
        "connection 1.1 ws+tls",
        "state connected",
        "emit state_change connecting->connected",
        "connection none",
        "close 1",
        "state disconnected",
        "emit state_change connected->disconnected",
        "emit disconnected",
    ]);
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_connected() {
    let mut h = Harness::new();
    h.subscribe("news");
    h.connect();
    h.when("emit connected", Harness::disconnect);
    h.establish(1);
    assert_eq!(h.sent.len(), 1, "the subscription had gone out before");
    assert_eq!(h.flags("news"), "idle");
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_state_change_to_unavailable() {
    let mut h = Harness::new();
    h.connect();
    h.forget();
    h.when("emit state_change connecting->unavailable", Harness::disconnect);
    h.advance(10_000);
    h.expect_events(&[
        "emit state_change connecting->unavailable",
        "emit state_change unavailable->disconnected",
        "emit disconnected",
    ]);
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_connecting_in() {
    let mut h = Harness::connected();
    h.when("emit connecting_in", Harness::disconnect);
    h.drop_socket(1);
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_the_first_of_two_connecting_in() {
    let mut h = Harness::connected();
    h.when("emit connecting_in", Harness::disconnect);
    h.close(1, 4100);
    assert_eq!(h.take_lines(&["connecting_in"]).len(), 1);
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_connecting_in_of_a_handshake() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.when("emit connecting_in", Harness::disconnect);
    h.recv(1, "nonsense");
    assert!(!h.sockets[&1].alive);
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_the_first_error_of_a_close_leaves_the_second_out() {
    for code in [4000, 4001, 4100, 4200, 1002] {
        let mut h = Harness::connected();
        h.when("emit error", Harness::disconnect);
        h.close(1, code);
        h.expect_events(&[
            &format!(r#"emit error {{"type":"PusherError","data":{{"code":{code}}}}}"#),
            "emit state_change connected->disconnected",
            "emit disconnected",
        ]);
        stays_disconnected(&mut h);
    }
}

#[test]
fn disconnect_inside_the_second_error_of_a_close() {
    for code in [4000, 4001, 4100, 4200, 1002] {
        let mut h = Harness::connected();
        h.when(r#"emit error {"type":"WebSocketError"#, Harness::disconnect);
        h.close(1, code);
        assert_eq!(h.take_lines(&["connecting_in"]), [""; 0], "{code}");
        stays_disconnected(&mut h);
    }
}

#[test]
fn disconnect_inside_the_error_of_a_handshake() {
    for frame in ["nonsense", r#"{"event":"news"}"#, r#"{"event":"pusher:error","data":{"code":4000}}"#] {
        let mut h = Harness::new();
        h.connect();
        h.open(1);
        h.when("emit error", Harness::disconnect);
        h.recv(1, frame);
        assert!(!h.sockets[&1].alive, "{frame}");
        stays_disconnected(&mut h);
    }
}

#[test]
fn disconnect_inside_a_message() {
    for stage in ["all hello", "channel news emit hello", "client hello", "bound hello"] {
        let mut h = Harness::connected();
        h.subscribe("news");
        h.confirm("news");
        h.when(stage, Harness::disconnect);
        h.event("hello", "news", "{}");
        stays_disconnected(&mut h);
    }
}

#[test]
fn disconnect_inside_a_confirmation_leaves_nothing_subscribed() {
    for stage in ["all pusher_internal", "channel news emit", "bound pusher_internal"] {
        let mut h = Harness::connected();
        h.subscribe("news");
        h.when(stage, Harness::disconnect);
        h.confirm("news");
        assert_eq!(h.flags("news"), "idle", "{stage}");
        stays_disconnected(&mut h);
    }
}

#[test]
fn disconnect_inside_an_authorization_request() {
    let mut h = Harness::connected();
    h.when("authorize", |h| {
        h.disconnect();
        h.grant("private-a");
    });
    h.subscribe("private-a");
    assert_eq!(h.flags("private-a"), "idle");
    assert!(h.sent.is_empty());
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_the_first_of_many_authorization_requests_asks_for_no_more() {
    let mut h = Harness::new();
    h.subscribe("private-a");
    h.subscribe("private-b");
    h.subscribe("news");
    h.connect();
    h.when("authorize private-a", Harness::disconnect);
    h.establish(1);
    assert_eq!(h.requests.len(), 1);
    assert!(h.sent.is_empty());
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_a_subscription_error() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.when("channel private-a emit pusher:subscription_error", Harness::disconnect);
    h.answer("private-a", Err("no"));
    stays_disconnected(&mut h);
}

#[test]
fn disconnect_inside_state_change_to_disconnected_changes_nothing() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.forget();
    h.when("emit state_change connected->disconnected", Harness::disconnect);
    h.disconnect();
    h.expect_events(&["emit state_change connected->disconnected", "emit disconnected"]);
    assert_eq!(h.flags("news"), "idle");
}

// ---- connect() inside … ----

#[test]
fn connect_inside_state_change_to_disconnected() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.forget();
    h.when("emit state_change connected->disconnected", Harness::connect);
    h.disconnect();
    h.expect(&[
        "connection none",
        "close 1",
        "state disconnected",
        "emit state_change connected->disconnected",
        "state connecting",
        "emit state_change disconnected->connecting",
        "channel news is idle",
        "emit connecting",
        "open 2 ws wss://host:443",
    ]);
    h.establish(2);
    assert_eq!(h.flags("news"), "pending");
}

#[test]
fn connect_inside_disconnected() {
    let mut h = Harness::connected();
    h.when("emit disconnected", Harness::connect);
    h.close(1, 4001);
    h.establish(2);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn connect_inside_connecting_or_connected_does_nothing() {
    for line in [
        "emit state_change initialized",
        "emit connecting",
        "open 1",
        "emit state_change connecting",
        "emit connected",
    ] {
        let mut h = Harness::new();
        h.when(line, Harness::connect);
        h.connect();
        h.establish(1);
        assert_eq!(h.take_lines(&["emit ", "open "]).len(), 5, "{line}");
        assert_eq!(h.client.state(), State::Connected);
    }
}

#[test]
fn connect_inside_connecting_in_connects_now() {
    let mut h = Harness::connected();
    h.when("emit connecting_in", Harness::connect);
    h.drop_socket(1);
    h.establish(2);
    h.forget();
    h.advance(5_000);
    h.expect(&[]);
    assert_eq!(h.client.socket_id(), "1.2");
}

#[test]
fn connect_inside_the_error_of_a_handshake_connects_now() {
    for frame in ["nonsense", r#"{"event":"pusher:error","data":{"code":4100}}"#] {
        let mut h = Harness::new();
        h.connect();
        h.open(1);
        h.forget();
        h.when("emit error", Harness::connect);
        h.recv(1, frame);
        assert_eq!(h.take_lines(&["open ", "close ", "in 1"]), ["open 2 ws wss://host:443", "close 1"]);
        h.establish(2);
        h.advance(5_000);
        assert_eq!(h.sockets.len(), 2, "no wait is left over");
    }
}

#[test]
fn connect_inside_the_error_of_a_close_is_void_as_there_still_is_a_connection() {
    let mut h = Harness::connected();
    h.when("emit error", Harness::connect);
    h.close(1, 4001);
    stays_disconnected(&mut h);
}

#[test]
fn connect_inside_state_change_to_failed_changes_nothing() {
    let mut h = Harness::with(|config| config.unsupported = Transports::ALL);
    h.when("emit state_change", Harness::connect);
    h.connect();
    h.expect_events(&["emit state_change initialized->failed", "emit failed"]);
}

#[test]
fn disconnect_and_connect_inside_state_change_open_one_socket() {
    let mut h = Harness::new();
    h.when("emit state_change initialized->connecting", |h| {
        h.disconnect();
        h.connect();
    });
    h.connect();
    h.expect(&[
        "state connecting",
        "emit state_change initialized->connecting",
        "state disconnected",
        "emit state_change connecting->disconnected",
        "emit disconnected",
        "state connecting",
        "emit state_change disconnected->connecting",
        "emit connecting",
        "open 1 ws wss://host:443",
    ]);
    h.advance(9_000);
    h.expect(&[]);
}

#[test]
fn disconnect_and_connect_inside_an_error_of_a_close_keep_the_new_search() {
    let mut h = Harness::connected();
    h.when("emit error", |h| {
        h.disconnect();
        h.connect();
    });
    h.close(1, 4001);
    h.establish(2);
    h.advance(5_000);
    assert_eq!((h.client.state(), h.client.socket_id().as_str()), (State::Connected, "1.2"));
}

#[test]
fn nesting_may_go_deep() {
    let mut h = Harness::new();
    for _ in 0..50 {
        h.when("emit state_change", |h| {
            if h.client.state() == State::Disconnected { h.connect() } else { h.disconnect() }
        });
    }
    h.connect();
    assert_eq!(h.take_lines(&["state_change"]).len(), 51);
    assert_eq!(h.client.state(), State::Connecting);
    h.establish(1);
    assert_eq!(h.client.state(), State::Connected);
}
