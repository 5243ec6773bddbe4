//! Asking the application whether a connection may subscribe, and what its answers do.

use crate::support::Harness;

const SUBSCRIBE_NEWS: &str = r#"send 1 {"event":"pusher:subscribe","data":{"auth":"","channel":"news"}}"#;
const SUBSCRIBE_PRIVATE: &str =
    r#"send 1 {"event":"pusher:subscribe","data":{"auth":"k:s","channel":"private-a"}}"#;

#[test]
fn a_refused_authorization_is_told_and_the_channel_stays() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.forget();
    h.answer("private-a", Err("forbidden"));
    h.expect(&[
        "channel private-a is idle",
        r#"channel private-a emit pusher:subscription_error {"type":"AuthError","error":"forbidden","status":403}"#,
    ]);
    assert!(h.has("private-a"));
}

#[test]
fn a_refused_channel_can_be_subscribed_again() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.answer("private-a", Err("forbidden"));
    h.forget();
    h.subscribe("private-a");
    h.expect(&["channel private-a is pending", "authorize private-a as 1.1"]);
}

#[test]
fn a_refused_channel_is_asked_for_again_after_a_reconnection() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.answer("private-a", Err("forbidden"));
    h.reconnect();
    assert_eq!(h.take_lines(&["authorize"]), ["authorize private-a as 1.2"]);
}

#[test]
fn channel_data_goes_out_as_it_was_granted() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.forget();
    h.answer("private-a", Ok(r#"{"auth":"k:\"s\"","channel_data":"{\"user_id\":1}","shared_secret":"x"}"#));
    h.expect_wire(&[
        r#"send 1 {"event":"pusher:subscribe","data":{"auth":"k:\"s\"","channel_data":"{\"user_id\":1}","channel":"private-a"}}"#,
    ]);
}

#[test]
fn a_second_answer_is_dropped() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.grant("private-a");
    h.forget();
    h.grant("private-a");
    h.answer("private-a", Err("changed my mind"));
    h.expect(&[]);
    h.confirm("private-a");
    h.forget();
    h.grant("private-a");
    h.expect(&[]);
}

#[test]
fn an_answer_for_an_old_connection_is_dropped_and_asked_for_again() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    let old = h.requests[0].clone();
    h.reconnect();
    assert_eq!(h.take_lines(&["authorize"]), ["authorize private-a as 1.2"]);
    h.answer_to(&old, Ok(r#"{"auth":"old"}"#));
    h.answer_to(&old, Err("old"));
    h.expect(&[]);
    h.answer("private-a", Ok(r#"{"auth":"new"}"#));
    h.expect_wire(&[r#"send 2 {"event":"pusher:subscribe","data":{"auth":"new","channel":"private-a"}}"#]);
}

#[test]
fn an_answer_between_loss_and_retry_is_of_no_use() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.drop_socket(1);
    h.grant("private-a");
    h.expect_wire(&[]);
    h.advance(1_000);
    h.forget();
    h.establish(2);
    assert_eq!(h.take_lines(&["authorize"]), ["authorize private-a as 1.2"]);
}

#[test]
fn an_answer_while_disconnected_is_dropped() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.disconnect();
    assert_eq!(h.flags("private-a"), "idle");
    h.forget();
    h.grant("private-a");
    h.expect(&[]);
}

#[test]
fn an_answer_inside_the_request_is_sent_there_and_then() {
    let mut h = Harness::new();
    h.subscribe("private-a");
    h.subscribe("news");
    h.when("authorize private-a", |h| h.grant("private-a"));
    h.connect();
    h.forget();
    h.establish(1);
    assert_eq!(h.take_lines(&["send "]), [SUBSCRIBE_PRIVATE, SUBSCRIBE_NEWS]);
}
