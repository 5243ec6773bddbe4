//! Going over to another app or server.

use crate::support::{Harness, Json};
use pusher_wasm::core::Value;
use pusher_wasm::core::connection::State;

fn eu(config: &mut pusher_wasm::core::Config<Json>) {
    config.key = Json::text("key2");
    config.ws_host = Json::text("eu.host");
}

#[test]
fn a_connected_client_closes_and_connects_there() {
    let mut h = Harness::connected();
    h.switch_cluster(eu);
    h.expect_wire(&[]);
    h.advance(0);
    h.expect_wire(&["close 1", "open 2 ws wss://eu.host:443"]);
    assert!(h.sockets[&2].url.contains("/app/key2?"));
    h.establish(2);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn how_the_old_socket_ends_says_nothing_of_the_new_server() {
    let mut h = Harness::connected();
    h.switch_cluster(eu);
    h.advance(0);
    h.drop_socket(1);
    h.drop_socket(2);
    h.establish(3);
    h.forget();
    h.advance(119_999);
    h.expect_wire(&[]);
}

#[test]
fn channels_are_subscribed_there_again() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.switch_cluster(eu);
    h.advance(0);
    assert_eq!(h.flags("news"), "idle");
    h.establish(2);
    h.confirm("news");
    assert_eq!(h.flags("news"), "subscribed");
}

#[test]
fn a_client_that_is_connecting_drops_its_attempts_and_starts_anew() {
    let mut h = Harness::new();
    h.connect();
    h.switch_cluster(eu);
    h.advance(0);
    h.expect_wire(&["open 1 ws wss://host:443", "close 1", "open 2 ws wss://eu.host:443"]);
    assert_eq!(h.client.state(), State::Connecting);
}

#[test]
fn a_client_that_is_unavailable_tries_at_once() {
    let mut h = Harness::new();
    h.connect();
    h.advance(10_000);
    assert_eq!(h.client.state(), State::Unavailable);
    h.switch_cluster(eu);
    h.forget();
    h.advance(0);
    h.expect_wire(&["open 2 ws wss://eu.host:443"]);
}

#[test]
fn a_client_that_stays_away_only_learns_where_to_go() {
    let mut h = Harness::connected();
    h.disconnect();
    h.forget();
    h.switch_cluster(eu);
    h.advance(60_000);
    h.expect_wire(&[]);
    h.connect();
    h.expect_wire(&["open 2 ws wss://eu.host:443"]);
}

#[test]
fn a_client_that_never_connected_only_learns_where_to_go() {
    let mut h = Harness::new();
    h.switch_cluster(eu);
    h.advance(60_000);
    h.expect_wire(&[]);
    assert_eq!(h.client.state(), State::Initialized);
}
