//! What servers other than Pusher's own do (soketi, Sockudo, Laravel Reverb).

use crate::support::Harness;
use crate::support::pair::handshake;
use crate::support::server::UNAUTHORIZED;
use pusher_wasm::core::client::Command;
use pusher_wasm::core::connection::State;

const TOLD: &str = r#"{"type":"AuthError","error":"not yours","status":4009}"#;

/// A connection with subscriptions of these private channels sent, in this order.
fn waiting(names: &[&str]) -> Harness {
    let mut h = Harness::connected();
    for name in names {
        h.subscribe(name);
        h.grant(name);
    }
    h.forget();
    h
}

#[test]
fn a_refusal_without_a_channel_is_meant_for_the_request_that_waits() {
    let mut h = waiting(&["private-a"]);
    h.recv(1, UNAUTHORIZED);
    h.expect(&[
        r#"emit error {"type":"PusherError","data":{"code":4009,"message":"not yours"}}"#,
        "channel private-a is idle",
        &format!("channel private-a emit pusher:subscription_error {TOLD}"),
        "all pusher:error",
        "client pusher:error",
        "bound pusher:error",
    ]);
    assert!(h.client.open_socket().is_some(), "the socket stays open");
}

#[test]
fn refusals_without_a_channel_are_dealt_out_in_the_order_of_the_requests() {
    let mut h = waiting(&["private-b", "private-a", "private-c"]);
    h.confirm("private-b");
    h.recv(1, UNAUTHORIZED);
    assert_eq!([h.flags("private-a"), h.flags("private-c")], ["idle", "pending"]);
    h.recv(1, UNAUTHORIZED);
    assert_eq!(h.flags("private-c"), "idle");
    assert_eq!(h.flags("private-b"), "subscribed");
}

#[test]
fn the_order_is_that_of_the_frames_not_of_the_calls() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.subscribe("private-b");
    h.grant("private-b");
    h.grant("private-a");
    h.recv(1, UNAUTHORIZED);
    assert_eq!([h.flags("private-a"), h.flags("private-b")], ["pending", "idle"]);
}

#[test]
fn a_channel_that_is_still_being_authorized_is_not_refused() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.recv(1, UNAUTHORIZED);
    assert_eq!(h.flags("private-a"), "pending");
}

#[test]
fn a_refusal_that_nobody_waits_for_is_an_error_like_others() {
    let mut h = Harness::connected();
    h.recv(1, UNAUTHORIZED);
    h.expect_events(&[r#"emit error {"type":"PusherError","data":{"code":4009,"message":"not yours"}}"#]);
}

#[test]
fn a_refusal_that_names_its_channel_is_dealt_to_nobody_else() {
    let mut h = waiting(&["private-a"]);
    h.recv(1, r#"{"event":"pusher:error","channel":"private-z","data":{"code":4301,"message":"slow"}}"#);
    assert_eq!(h.flags("private-a"), "pending");
}

#[test]
fn other_errors_refuse_nothing() {
    let mut h = waiting(&["private-a"]);
    h.recv(1, r#"{"event":"pusher:error","data":{"code":4301,"message":"slow down"}}"#);
    assert_eq!(h.flags("private-a"), "pending");
}

#[test]
fn reverbs_error_data_is_a_json_text() {
    let mut h = waiting(&["private-a"]);
    h.recv(1, r#"{"event":"pusher:error","data":"{\"code\":4009,\"message\":\"not yours\"}"}"#);
    assert_eq!(h.flags("private-a"), "idle");
    assert!(h.take().contains(&format!("channel private-a emit pusher:subscription_error {TOLD}")));
}

#[test]
fn a_refused_channel_can_be_tried_again() {
    let mut h = waiting(&["private-a"]);
    h.recv(1, UNAUTHORIZED);
    h.forget();
    h.subscribe("private-a");
    h.expect(&["channel private-a is pending", "authorize private-a as 1.1"]);
}

#[test]
fn a_cancelled_channel_that_is_refused_is_dropped() {
    let mut h = waiting(&["private-a"]);
    h.unsubscribe("private-a");
    h.recv(1, UNAUTHORIZED);
    assert!(!h.has("private-a"));
}

#[test]
fn soketis_subscription_error_ends_the_wait_and_is_told() {
    let mut h = waiting(&["private-a"]);
    h.event("pusher:subscription_error", "private-a", r#"{"type":"AuthError","error":"no","status":401}"#);
    h.expect(&[
        "all pusher:subscription_error",
        "channel private-a is idle",
        r#"channel private-a emit pusher:subscription_error {"type":"AuthError","error":"no","status":401}"#,
        "client pusher:subscription_error",
        "bound pusher:subscription_error",
    ]);
    h.subscribe("private-a");
    assert_eq!(h.take_lines(&["authorize"]), ["authorize private-a as 1.1"]);
}

#[test]
fn a_subscription_error_out_of_the_blue_is_told_and_changes_nothing() {
    let mut h = waiting(&["private-a"]);
    h.confirm("private-a");
    h.event("pusher:subscription_error", "private-a", "{}");
    assert_eq!(h.flags("private-a"), "subscribed");
}

#[test]
fn a_cancelled_channel_with_a_subscription_error_does_not_come_back() {
    let mut h = waiting(&["private-a"]);
    h.unsubscribe("private-a");
    h.event("pusher:subscription_error", "private-a", "{}");
    assert!(!h.has("private-a"));
    h.drop_socket(1);
    h.advance(1_000);
    h.forget();
    h.establish(2);
    assert_eq!(h.take_lines(&["authorize"]), [""; 0]);
}

#[test]
fn a_subscribed_channel_stays_cancelled_whatever_comes_but_a_confirmation() {
    let mut h = waiting(&["private-a"]);
    h.confirm("private-a");
    let id = h.id("private-a");
    h.input(|client, _| client.command(id, Command::Cancel));
    h.event("pusher:subscription_error", "private-a", "{}");
    h.subscribe("private-a");
    assert_eq!(h.flags("private-a"), "subscribed+cancelled");
    h.confirm("private-a");
    assert!(!h.has("private-a"));
}

#[test]
fn an_activity_timeout_of_thirty_seconds_is_kept() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.recv(1, &handshake(1, 30));
    h.forget();
    h.advance(30_000);
    h.expect(&[r#"send 1 {"event":"pusher:ping","data":{}}"#]);
    h.recv(1, r#"{"event":"pusher:pong"}"#);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn reverb_confirms_with_data_that_is_an_empty_object_text() {
    let mut h = waiting(&["private-a"]);
    h.recv(1, r#"{"event":"pusher_internal:subscription_succeeded","channel":"private-a","data":"{}"}"#);
    assert_eq!(h.flags("private-a"), "subscribed");
}

#[test]
fn a_confirmation_without_data_is_one() {
    let mut h = waiting(&["private-a"]);
    h.recv(1, r#"{"event":"pusher_internal:subscription_succeeded","channel":"private-a"}"#);
    assert_eq!(h.flags("private-a"), "subscribed");
    h.expect_events(&["channel private-a emit pusher:subscription_succeeded undefined"]);
}
