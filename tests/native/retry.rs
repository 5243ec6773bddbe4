//! Seeking a connection again.

use crate::support::Harness;
use pusher_wasm::core::connection::State;

#[test]
fn a_lost_connection_is_forgotten_before_the_wait_is_announced() {
    let mut h = Harness::connected();
    h.close(1, 1000);
    h.expect(&["connection none", "emit connecting_in 1"]);
}

#[test]
fn each_loss_is_followed_by_a_wait_of_exactly_a_second() {
    let mut h = Harness::connected();
    for socket in 1..=20 {
        h.drop_socket(socket);
        let lost_at = h.now;
        assert_eq!(h.client.poll_timeout(), Some(lost_at + 1_000));
        h.advance(1_000);
        h.establish(socket + 1);
        assert_eq!(h.client.state(), State::Connected);
        h.advance(7);
    }
}

#[test]
fn connect_during_the_wait_connects_now_and_the_old_timer_is_gone() {
    let mut h = Harness::connected();
    h.drop_socket(1);
    h.advance(400);
    h.forget();
    h.connect();
    h.expect_wire(&["open 2 ws wss://host:443"]);
    h.establish(2);
    h.forget();
    h.advance(5_000);
    h.expect(&[]);
    assert_eq!(h.client.socket_id(), "1.2");
}

#[test]
fn disconnect_during_the_wait_is_final() {
    let mut h = Harness::connected();
    h.drop_socket(1);
    h.forget();
    h.disconnect();
    h.expect_events(&["emit state_change connected->disconnected", "emit disconnected"]);
    h.advance(100_000);
    h.expect(&[]);
}

#[test]
fn online_while_connecting_starts_afresh_at_once() {
    let mut h = Harness::new();
    h.connect();
    h.forget();
    h.online();
    h.expect(&[]);
    h.advance(0);
    h.expect(&["close 1", "open 2 ws wss://host:443"]);
}

#[test]
fn online_while_unavailable_starts_afresh_at_once() {
    let mut h = Harness::new();
    h.connect();
    h.advance(12_000);
    h.forget();
    h.online();
    h.advance(0);
    h.expect(&[
        "close 1",
        "state connecting",
        "emit state_change unavailable->connecting",
        "emit connecting",
        "open 2 ws wss://host:443",
    ]);
}

#[test]
fn online_while_backing_off_from_a_refusal_cuts_the_wait_short() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.close(1, 4100);
    h.forget();
    h.online();
    h.advance(0);
    h.expect_wire(&["open 2 ws wss://host:443"]);
    h.establish(2);
    h.advance(3_000);
    assert_eq!(h.sockets.len(), 2, "the old wait is over");
}

#[test]
fn online_changes_nothing_in_the_other_states() {
    let mut h = Harness::new();
    h.online();
    h.advance(5_000);
    h.expect(&[]);
    let mut h = Harness::connected();
    h.online();
    h.advance(5_000);
    h.expect(&[]);
    h.disconnect();
    h.forget();
    h.online();
    h.advance(5_000);
    h.expect(&[]);
}

#[test]
fn online_during_the_wait_after_a_loss_changes_nothing() {
    let mut h = Harness::connected();
    h.drop_socket(1);
    h.online();
    h.forget();
    h.advance(999);
    h.expect(&[]);
    h.advance(1);
    h.expect_wire(&["open 2 ws wss://host:443"]);
}

#[test]
fn each_retry_has_its_own_time_until_unavailable() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.advance(8_000);
    h.close(1, 4100);
    h.advance(1_000);
    h.advance(9_999);
    assert_eq!(h.client.state(), State::Connecting);
    h.advance(1);
    assert_eq!(h.client.state(), State::Unavailable);
}

#[test]
fn the_time_until_unavailable_goes_on_during_a_wait() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.advance(9_500);
    h.close(1, 4100);
    h.forget();
    h.advance(500);
    h.expect_events(&["emit state_change connecting->unavailable", "emit unavailable"]);
    h.advance(500);
    h.expect_events(&["emit state_change unavailable->connecting", "emit connecting"]);
}

#[test]
fn after_a_lost_connection_unavailable_counts_from_the_retry() {
    let mut h = Harness::connected();
    h.drop_socket(1);
    h.advance(1_000 + 9_999);
    assert_eq!(h.client.state(), State::Connecting);
    h.advance(1);
    assert_eq!(h.client.state(), State::Unavailable);
}

#[test]
fn a_refused_client_connects_again_on_request() {
    let mut h = Harness::connected();
    h.close(1, 4001);
    h.connect();
    h.establish(2);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn the_switch_to_tls_outlives_a_disconnect() {
    let mut h = Harness::with(|config| config.use_tls = false);
    h.connect();
    h.establish(1);
    h.close(1, 4000);
    h.disconnect();
    h.forget();
    h.connect();
    h.expect_wire(&["open 2 ws wss://host:443"]);
}
