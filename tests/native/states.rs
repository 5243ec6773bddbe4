//! The states of a connection and the events that announce them.

use crate::support::Harness;
use pusher_wasm::core::connection::State;
use pusher_wasm::core::strategy::Transports;

#[test]
fn a_new_client_does_nothing() {
    let mut h = Harness::new();
    assert_eq!(h.client.state(), State::Initialized);
    assert_eq!(h.client.socket_id(), "");
    assert_eq!(h.client.poll_timeout(), None);
    h.advance(1_000_000);
    h.expect(&[]);
}

#[test]
fn connecting_is_announced_before_the_socket_opens() {
    let mut h = Harness::new();
    h.connect();
    h.expect(&[
        "state connecting",
        "emit state_change initialized->connecting",
        "emit connecting",
        "open 1 ws wss://host:443",
    ]);
}

#[test]
fn connected_is_announced_with_the_socket_id_known() {
    let mut h = Harness::new();
    h.connect();
    h.forget();
    h.when("emit state_change", |h| assert_eq!(h.client.socket_id(), "1.1"));
    h.establish(1);
    h.expect(&[
        "connection 1.1 ws+tls",
        "state connected",
        "emit state_change connecting->connected",
        "emit connected",
    ]);
}

#[test]
fn connect_while_connecting_or_connected_does_nothing() {
    let mut h = Harness::new();
    h.connect();
    h.forget();
    h.connect();
    h.expect(&[]);
    h.establish(1);
    h.forget();
    h.connect();
    h.expect(&[]);
}

#[test]
fn disconnect_closes_the_connection_before_it_says_so() {
    let mut h = Harness::connected();
    h.disconnect();
    h.expect(&[
        "connection none",
        "close 1",
        "state disconnected",
        "emit state_change connected->disconnected",
        "emit disconnected",
    ]);
    assert_eq!(h.client.poll_timeout(), None);
}

#[test]
fn disconnect_while_connecting_calls_the_race_off() {
    let mut h = Harness::new();
    h.connect();
    h.forget();
    h.disconnect();
    h.expect(&[
        "close 1",
        "state disconnected",
        "emit state_change connecting->disconnected",
        "emit disconnected",
    ]);
    h.establish(1);
    h.advance(100_000);
    h.expect(&[]);
}

#[test]
fn disconnect_before_anything_else_still_says_disconnected() {
    let mut h = Harness::new();
    h.disconnect();
    h.expect_events(&["emit state_change initialized->disconnected", "emit disconnected"]);
}

#[test]
fn a_second_disconnect_says_nothing() {
    let mut h = Harness::connected();
    h.disconnect();
    h.forget();
    h.disconnect();
    h.expect(&[]);
}

#[test]
fn a_disconnected_client_connects_again_on_request() {
    let mut h = Harness::connected();
    h.disconnect();
    h.forget();
    h.connect();
    h.establish(2);
    h.expect_events(&[
        "emit state_change disconnected->connecting",
        "emit connecting",
        "emit state_change connecting->connected",
        "emit connected",
    ]);
    assert_eq!(h.client.socket_id(), "1.2");
}

#[test]
fn connecting_in_vain_becomes_unavailable_after_ten_seconds() {
    let mut h = Harness::new();
    h.connect();
    h.forget();
    h.advance(9_999);
    h.expect(&[]);
    h.advance(1);
    h.expect(&["state unavailable", "emit state_change connecting->unavailable", "emit unavailable"]);
}

#[test]
fn unavailable_timeout_is_an_option() {
    let mut h = Harness::with(|config| config.unavailable_timeout = 500);
    h.connect();
    h.advance(500);
    assert_eq!(h.client.state(), State::Unavailable);
}

#[test]
fn an_unavailable_client_goes_on_trying_and_connects() {
    let mut h = Harness::new();
    h.connect();
    h.advance(10_000);
    h.forget();
    h.establish(1);
    h.expect_events(&["emit state_change unavailable->connected", "emit connected"]);
}

#[test]
fn a_connection_in_time_never_becomes_unavailable() {
    let mut h = Harness::new();
    h.connect();
    h.advance(9_000);
    h.establish(1);
    h.advance(50_000);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn connect_while_unavailable_does_nothing() {
    let mut h = Harness::new();
    h.connect();
    h.advance(10_000);
    h.forget();
    h.connect();
    h.expect(&[]);
}

#[test]
fn without_a_usable_transport_the_client_fails() {
    let mut h = Harness::with(|config| config.unsupported = Transports::ALL);
    h.connect();
    h.expect(&["state failed", "emit state_change initialized->failed", "emit failed"]);
    h.connect();
    h.expect(&[]);
    assert_eq!(h.client.poll_timeout(), None);
}

#[test]
fn a_failed_client_can_be_disconnected() {
    let mut h = Harness::with(|config| config.unsupported = Transports::ALL);
    h.connect();
    h.forget();
    h.disconnect();
    h.expect_events(&["emit state_change failed->disconnected", "emit disconnected"]);
}

#[test]
fn the_last_socket_id_stays_known_after_a_disconnect() {
    let mut h = Harness::connected();
    h.disconnect();
    assert_eq!(h.client.socket_id(), "1.1");
    assert_eq!(h.client.open_socket(), None);
}

#[test]
fn states_have_the_names_that_users_know() {
    let names = [
        (State::Initialized, "initialized"),
        (State::Connecting, "connecting"),
        (State::Connected, "connected"),
        (State::Unavailable, "unavailable"),
        (State::Failed, "failed"),
        (State::Disconnected, "disconnected"),
    ];
    for (state, name) in names {
        assert_eq!(state.name(), name);
    }
}
