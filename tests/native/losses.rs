//! What becomes of channels when the connection goes and the next one comes.

use crate::support::Harness;

#[test]
fn a_loss_resets_channels_when_the_retry_starts() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.drop_socket(1);
    assert_eq!(h.flags("news"), "subscribed", "the state is still connected");
    h.forget();
    h.advance(1_000);
    h.expect(&[
        "state connecting",
        "emit state_change connected->connecting",
        "channel news is idle",
        "emit connecting",
        "open 2 ws wss://host:443",
    ]);
}

#[test]
fn a_disconnect_resets_channels_before_it_is_told() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.forget();
    h.disconnect();
    assert_eq!(h.take()[4..], ["channel news is idle", "emit disconnected"]);
    assert!(h.has("news"));
}

#[test]
fn every_wanted_channel_is_subscribed_again_in_order() {
    let mut h = Harness::connected();
    for name in ["b", "private-c", "a"] {
        h.subscribe(name);
    }
    h.grant("private-c");
    h.confirm("a");
    h.reconnect();
    assert_eq!(
        h.take_lines(&["send ", "authorize "]),
        [
            r#"send 2 {"event":"pusher:subscribe","data":{"auth":"","channel":"b"}}"#,
            "authorize private-c as 1.2",
            r#"send 2 {"event":"pusher:subscribe","data":{"auth":"","channel":"a"}}"#,
        ]
    );
}

#[test]
fn a_cancelled_subscription_does_not_come_back_after_a_loss() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.unsubscribe("news");
    h.drop_socket(1);
    h.advance(1_000);
    assert!(!h.has("news"));
    h.establish(2);
    assert_eq!(h.sent.len(), 1, "the first subscription only");
}

#[test]
fn a_cancelled_subscription_does_not_come_back_after_a_disconnect() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.unsubscribe("private-a");
    h.disconnect();
    assert!(!h.has("private-a"));
}

#[test]
fn a_reinstated_subscription_comes_back_after_a_loss() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.unsubscribe("news");
    h.drop_socket(1);
    h.subscribe("news");
    h.advance(1_000);
    h.forget();
    h.establish(2);
    assert_eq!(h.sent.len(), 1);
}

#[test]
fn what_is_asked_for_between_loss_and_retry_happens_on_the_next_connection() {
    let mut h = Harness::connected();
    h.subscribe("old");
    h.confirm("old");
    h.drop_socket(1);
    h.forget();
    h.unsubscribe("old");
    h.subscribe("new");
    h.expect_wire(&[]);
    h.advance(1_000);
    h.forget();
    h.establish(2);
    assert_eq!(
        h.take_lines(&["send "]),
        [r#"send 2 {"event":"pusher:subscribe","data":{"auth":"","channel":"new"}}"#]
    );
}

#[test]
fn a_confirmation_on_the_new_connection_is_told_again() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.reconnect();
    h.forget();
    h.confirm("news");
    h.expect_events(&["channel news emit pusher:subscription_succeeded {}"]);
}

#[test]
fn a_channel_unsubscribed_before_its_refusal_is_dropped_with_it() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.unsubscribe("private-a");
    h.answer("private-a", Err("forbidden"));
    assert!(!h.has("private-a"));
    h.reconnect();
    assert!(h.sent.is_empty() && h.requests.len() == 1);
}

/// The second connection is refused; the one after it has learnt from an earlier loss.
fn expect_third_to_ping_sooner(h: &mut Harness) {
    h.close(2, 4200);
    h.advance(0);
    h.establish(3);
    h.forget();
    h.advance(75_000);
    h.expect_ping(3);
}

#[test]
fn how_a_silent_socket_ends_that_was_given_up_teaches_to_ping_sooner() {
    let mut h = Harness::connected();
    h.advance(150_000);
    h.establish(2);
    h.drop_socket(1);
    expect_third_to_ping_sooner(&mut h);
    assert!(h.notes.iter().any(|note| note.starts_with("Closed(SocketId(1)")));
}

#[test]
fn a_clean_end_of_it_does_not() {
    let mut h = Harness::connected();
    h.disconnect();
    h.close(1, 1000);
    h.close(1, 1006);
    h.connect();
    h.establish(2);
    h.forget();
    h.advance(119_999);
    h.expect_wire(&[]);
}

#[test]
fn one_that_ends_while_the_next_is_opened_teaches_the_one_after() {
    let mut h = Harness::connected();
    h.advance(150_000);
    h.drop_socket(1);
    h.establish(2);
    h.forget();
    h.advance(119_999);
    h.expect_wire(&[]);
    expect_third_to_ping_sooner(&mut h);
}

#[test]
fn of_two_that_were_given_up_each_teaches() {
    let mut h = Harness::connected();
    h.advance(150_000);
    h.open(2);
    h.advance(15_000);
    h.drop_socket(1);
    h.close(2, 1000);
    h.advance(30_000);
    h.establish(4);
    h.forget();
    h.advance(82_500);
    h.expect_ping(4);
}
