//! Which sockets are opened, when, and which one wins.

use crate::support::pair::handshake;
use crate::support::{Harness, Json, Written, transports};
use pusher_wasm::core::Value;
use pusher_wasm::core::connection::State;

fn plain() -> Harness {
    Harness::with(|config| config.use_tls = false)
}

/// The times at which sockets open in the first five minutes of seeking in vain, and to where.
fn openings(h: &mut Harness) -> Vec<(u64, String)> {
    h.connect();
    let mut openings = Vec::new();
    while h.now < 300_000 {
        openings.extend(h.take_lines(&["open "]).into_iter().map(|line| (h.now, line)));
        let next = h.client.poll_timeout().unwrap_or(u64::MAX);
        h.advance(next - h.now);
    }
    openings
}

#[test]
fn the_url_names_protocol_client_and_version() {
    let mut h = Harness::new();
    h.connect();
    let url = "wss://host:443/app/key?protocol=7&client=js&version=8.6.0&flash=false";
    assert_eq!(h.sockets[&1].url, url);
}

#[test]
fn the_url_takes_host_ports_and_path_from_the_settings() {
    let mut h = Harness::with(|config| {
        config.use_tls = false;
        config.ws_host = Json::text("example.test");
        config.ws_port = Json::text("8080");
        config.wss_port = Json::text("8443");
        config.ws_path = Json::text("/deep");
    });
    h.connect();
    h.advance(2_000);
    assert!(h.sockets[&1].url.starts_with("ws://example.test:8080/deep/app/key?"), "{}", h.sockets[&1].url);
    assert!(h.sockets[&2].url.starts_with("wss://example.test:8443/deep/app/key?"), "{}", h.sockets[&2].url);
}

#[test]
fn the_host_comes_from_the_cluster() {
    assert_eq!(
        pusher_wasm::core::Config::new(Json::text("k"), &Json::text("eu")).ws_host.string(),
        "ws-eu.pusher.com"
    );
}

#[test]
fn over_tls_there_is_one_lane() {
    let mut h = Harness::new();
    h.connect();
    h.advance(14_999);
    h.expect_wire(&["open 1 ws wss://host:443"]);
}

#[test]
fn without_tls_the_second_lane_joins_in_after_two_seconds() {
    let mut h = plain();
    h.connect();
    h.advance(1_999);
    h.expect_wire(&["open 1 ws ws://host:80"]);
    h.advance(1);
    h.expect_wire(&["open 2 wss wss://host:443"]);
}

#[test]
fn attempts_get_fifteen_thirty_then_sixty_seconds() {
    let times: Vec<_> = openings(&mut Harness::new()).into_iter().map(|(at, _)| at).collect();
    assert_eq!(times, [0, 15_000, 45_000, 105_000, 165_000, 225_000, 285_000]);
}

#[test]
fn each_lane_has_its_own_timeouts() {
    let openings = openings(&mut plain());
    let of = |what: &str| -> Vec<u64> {
        openings.iter().filter(|(_, line)| line.contains(what)).map(|&(at, _)| at).collect()
    };
    assert_eq!(of(" ws://"), [0, 15_000, 45_000, 105_000, 165_000, 225_000, 285_000]);
    assert_eq!(of(" wss://"), [2_000, 17_000, 47_000, 107_000, 167_000, 227_000, 287_000]);
}

#[test]
fn an_attempt_that_takes_too_long_is_closed_before_the_next() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.forget();
    h.advance(15_000);
    h.expect_wire(&["close 1", "open 2 ws wss://host:443"]);
}

#[test]
fn an_attempt_that_fails_early_waits_for_its_time() {
    let mut h = Harness::new();
    h.connect();
    h.fail(1);
    h.drop_socket(1);
    h.forget();
    h.advance(14_999);
    h.expect_wire(&[]);
    h.advance(1);
    h.expect_wire(&["open 2 ws wss://host:443"]);
}

#[test]
fn an_error_event_on_an_open_socket_leaves_the_handshake_its_chance() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.fail(1);
    h.recv(1, &handshake(1, 30));
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn timeouts_start_over_with_each_search() {
    let mut h = Harness::new();
    h.connect();
    h.advance(50_000);
    h.disconnect();
    h.connect();
    h.forget();
    h.advance(15_000);
    h.expect_wire(&["close 4", "open 5 ws wss://host:443"]);
}

#[test]
fn the_first_lane_whose_server_speaks_wins() {
    let mut h = plain();
    h.connect();
    h.advance(2_000);
    h.open(1);
    h.open(2);
    h.forget();
    h.recv(2, &handshake(2, 30));
    h.expect(&[
        "close 1",
        "connection 1.2 wss+tls",
        "state connected",
        "emit state_change connecting->connected",
        "emit connected",
    ]);
    h.recv(1, &handshake(1, 30));
    h.expect(&[]);
    assert_eq!(h.client.socket_id(), "1.2");
}

#[test]
fn a_win_stops_a_lane_that_has_not_started() {
    let mut h = plain();
    h.connect();
    h.establish(1);
    h.forget();
    h.advance(29_000);
    h.expect(&[]);
}

#[test]
fn winning_over_wss_does_not_switch_the_client_to_tls() {
    let mut h = plain();
    h.connect();
    h.advance(2_000);
    h.establish(2);
    assert!(!h.client.uses_tls());
    h.close(2, 1000);
    h.memory.clear();
    h.forget();
    h.advance(1_000);
    h.expect_wire(&["open 3 ws ws://host:80"]);
}

#[test]
fn one_lane_that_is_turned_away_ends_the_race() {
    let mut h = plain();
    h.connect();
    h.advance(2_000);
    h.open(2);
    h.forget();
    h.close(2, 4100);
    assert_eq!(h.take_lines(&["close ", "connecting_in"]), ["close 1", "emit connecting_in 1"]);
}

#[test]
fn enabled_transports_leave_the_others_out() {
    let mut h = Harness::with(|config| {
        config.use_tls = false;
        config.enabled_transports = transports(&["ws"]);
    });
    assert!(openings(&mut h).iter().all(|(_, line)| line.contains(" ws ws://")));
    let mut h = Harness::with(|config| {
        config.use_tls = false;
        config.enabled_transports = transports(&["ws", "wss"]);
    });
    h.connect();
    h.advance(2_000);
    assert_eq!(h.sockets.len(), 2);
}

#[test]
fn wss_alone_fails() {
    for use_tls in [false, true] {
        let mut h = Harness::with(|config| {
            config.use_tls = use_tls;
            config.enabled_transports = transports(&["wss"]);
        });
        h.connect();
        assert_eq!(h.client.state(), State::Failed);
    }
}

#[test]
fn disabled_wins_over_enabled() {
    let mut h = Harness::with(|config| {
        config.enabled_transports = transports(&["ws", "wss"]);
        config.disabled_transports = transports(&["ws"]);
    });
    h.connect();
    assert_eq!(h.client.state(), State::Failed);
}

#[test]
fn disabling_wss_matters_only_without_tls() {
    for (use_tls, url) in [(true, "wss://host:443"), (false, "ws://host:80")] {
        let mut h = Harness::with(|config| {
            config.use_tls = use_tls;
            config.disabled_transports = transports(&["wss"]);
        });
        assert!(openings(&mut h).iter().all(|(_, line)| line.ends_with(url)));
    }
}

#[test]
fn an_empty_list_of_enabled_transports_enables_none() {
    let mut h = Harness::with(|config| config.enabled_transports = transports(&[]));
    h.connect();
    assert_eq!(h.client.state(), State::Failed);
}

/// Ends the first connection after `lifespan`, and says how soon the second one pings.
fn second_ping(lifespan: u64, code: u16, was_clean: bool) -> u64 {
    let mut h = Harness::connected();
    h.advance(lifespan);
    h.close_with(1, code, "", was_clean);
    h.advance(1_000);
    h.establish(2);
    h.client.poll_timeout().unwrap() - h.now
}

#[test]
fn after_a_short_lived_unclean_connection_pings_come_sooner() {
    assert_eq!(second_ping(60_000, 1006, false), 30_000, "half of its life");
    assert_eq!(second_ping(4_000, 1006, false), 10_000, "but no sooner than this");
}

#[test]
fn a_clean_end_or_a_broken_protocol_teaches_nothing() {
    assert_eq!(second_ping(60_000, 1000, true), 120_000);
    assert_eq!(second_ping(60_000, 1002, false), 120_000);
    assert_eq!(second_ping(60_000, 1003, false), 120_000);
}

#[test]
fn a_long_life_teaches_nothing() {
    let mut h = Harness::connected();
    for _ in 0..24 {
        h.advance(10_000);
        h.recv(1, r#"{"event":"x","data":""}"#);
    }
    h.drop_socket(1);
    h.advance(1_000);
    h.establish(2);
    assert_eq!(h.client.poll_timeout(), Some(h.now + 120_000));
}

#[test]
fn what_one_lane_learns_the_other_does_not_know() {
    let mut h = plain();
    h.connect();
    h.establish(1);
    h.memory.clear();
    h.drop_socket(1);
    h.advance(3_000);
    h.establish(3);
    assert_eq!(h.client.poll_timeout(), Some(h.now + 120_000));
}

#[test]
fn the_switch_to_tls_forgets_what_was_learnt() {
    let mut h = plain();
    h.connect();
    h.establish(1);
    h.close_with(1, 4000, "", false);
    h.advance(0);
    h.establish(2);
    assert_eq!(h.client.poll_timeout(), Some(h.now + 120_000));
}
