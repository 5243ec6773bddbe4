//! Presence channels that leave it to the sign-in who is on them.

use crate::support::{Harness, Json, Written};

const ROOM: &str = "presence-room";
const GRANT: &str = r#"{"auth":"k:s"}"#;
const USER: &str = r#"{"id":"7"}"#;
const SUBSCRIBE: &str =
    r#"send 1 {"event":"pusher:subscribe","data":{"auth":"k:s","channel":"presence-room"}}"#;
const NOBODY: &str = r#"channel presence-room emit pusher:subscription_error {"type":"AuthError","error":"The authorization answer's channel_data names no user_id, and nobody is signed in"}"#;
const TWO: &str = r#"{"presence":{"hash":{"7":{"n":7},"8":{"n":8}},"ids":["7","8"],"count":2}}"#;

/// A granted subscription that waits for the sign-in, which the server has yet to answer.
fn waiting() -> Harness {
    let mut h = Harness::connected();
    h.signin();
    h.grant_signin();
    h.subscribe(ROOM);
    h.answer(ROOM, Ok(GRANT));
    h.forget();
    h
}

fn my_id(h: &Harness) -> Option<Json> {
    h.client.channel(h.id(ROOM)).unwrap().members().unwrap().my_id().cloned()
}

#[test]
fn a_known_user_is_the_member() {
    let mut h = Harness::connected();
    h.signin();
    h.grant_signin();
    h.confirm_signin(USER);
    h.subscribe(ROOM);
    h.forget();
    h.answer(ROOM, Ok(GRANT));
    h.expect(&["channel presence-room has new members: 0", "channel presence-room is pending", SUBSCRIBE]);
    assert_eq!(my_id(&h), Some(Json::of(r#""7""#)));
    h.event("pusher_internal:subscription_succeeded", ROOM, TWO);
    assert_eq!(h.flags(ROOM), "subscribed");
    assert_eq!(my_id(&h), Some(Json::of(r#""7""#)));
}

#[test]
fn channel_data_of_null_is_left_to_the_user_too() {
    let mut h = waiting();
    h.confirm_signin(USER);
    h.subscribe("presence-other");
    h.forget();
    h.answer("presence-other", Ok(r#"{"auth":"k:s","channel_data":null}"#));
    assert_eq!(h.take_lines(&["send "]).len(), 1);
}

#[test]
fn channel_data_wins_over_the_user() {
    let mut h = waiting();
    h.subscribe("presence-other");
    h.grant("presence-other");
    let other = h.client.channel(h.id("presence-other")).unwrap().members().unwrap();
    assert_eq!(other.my_id(), Some(&Json::of(r#""me""#)), "it does not wait, either");
    assert_eq!(h.sent.len(), 1);
}

#[test]
fn a_channel_waits_for_the_signin_under_way() {
    let mut h = waiting();
    assert_eq!((h.flags(ROOM).as_str(), my_id(&h)), ("pending", None));
    h.confirm_signin(USER);
    let wire = h.take_lines(&["send "]);
    assert_eq!(wire.len(), 2);
    assert!(wire[0].contains("#server-to-user-7"), "the user's channel comes first");
    assert_eq!(wire[1], SUBSCRIBE);
    assert_eq!(my_id(&h), Some(Json::of(r#""7""#)));
}

#[test]
fn a_channel_waits_for_the_application_to_grant_the_signin() {
    let mut h = Harness::connected();
    h.signin();
    h.subscribe(ROOM);
    h.forget();
    h.answer(ROOM, Ok(GRANT));
    h.expect_wire(&[]);
    h.grant_signin();
    h.confirm_signin(USER);
    assert_eq!(h.take_lines(&["send "]).last().unwrap(), SUBSCRIBE);
}

#[test]
fn all_channels_that_wait_go_on_in_their_order() {
    let mut h = waiting();
    for name in ["presence-b", "presence-a"] {
        h.subscribe(name);
        h.answer(name, Ok(GRANT));
    }
    h.confirm_signin(USER);
    let wire = h.take_lines(&["presence-"]);
    let names: Vec<_> = wire.iter().filter(|line| line.starts_with("send ")).collect();
    assert_eq!(names.len(), 3);
    assert!(names[0].contains(ROOM) && names[1].contains("presence-b") && names[2].contains("presence-a"));
}

#[test]
fn a_signin_refused_by_the_application_fails_those_that_wait() {
    let mut h = Harness::connected();
    h.signin();
    h.subscribe(ROOM);
    h.answer(ROOM, Ok(GRANT));
    h.forget();
    h.refuse_signin();
    h.expect_events(&[
        r#"user emit pusher:signin_error {"type":"AuthError","error":"forbidden","status":403}"#,
        NOBODY,
    ]);
    assert_eq!(h.flags(ROOM), "idle");
    assert!(h.sent.is_empty());
}

#[test]
fn a_signin_that_the_server_does_not_answer_fails_those_that_wait() {
    let mut h = waiting();
    h.advance(29_999);
    h.expect(&[]);
    h.advance(1);
    assert_eq!(h.take_lines(&["emit "])[1], NOBODY);
    assert_eq!(h.flags(ROOM), "idle");
}

#[test]
fn a_signin_that_names_nobody_fails_those_that_wait() {
    let mut h = waiting();
    h.confirm_signin("{}");
    assert_eq!(h.take_lines(&["emit "])[1], NOBODY);
    assert_eq!(h.flags(ROOM), "idle");
}

#[test]
fn without_a_signin_a_channel_fails_at_once() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.forget();
    h.answer(ROOM, Ok(GRANT));
    h.expect(&["channel presence-room is idle", NOBODY]);
}

#[test]
fn after_a_failed_signin_a_channel_fails_at_once() {
    let mut h = Harness::connected();
    h.signin();
    h.refuse_signin();
    h.subscribe(ROOM);
    h.forget();
    h.answer(ROOM, Ok(GRANT));
    h.expect_events(&[NOBODY]);
}

#[test]
fn channel_data_that_names_nobody_is_refused_though_a_user_is_known() {
    let mut h = waiting();
    h.confirm_signin(USER);
    h.subscribe("presence-other");
    h.forget();
    h.answer("presence-other", Ok(r#"{"auth":"k:s","channel_data":"{}"}"#));
    assert_eq!(h.flags("presence-other"), "idle");
    assert_eq!(h.take_lines(&["pusher:subscription_error"]).len(), 1);
}

#[test]
fn a_channel_given_up_while_it_waits_is_undone_once_confirmed() {
    let mut h = waiting();
    h.unsubscribe(ROOM);
    assert_eq!(h.flags(ROOM), "pending+cancelled");
    h.confirm_signin(USER);
    h.event("pusher_internal:subscription_succeeded", ROOM, TWO);
    assert!(!h.has(ROOM));
    assert_eq!(
        h.take_lines(&["send "]).last().unwrap(),
        r#"send 1 {"event":"pusher:unsubscribe","data":{"channel":"presence-room"}}"#
    );
}

#[test]
fn a_channel_given_up_while_it_waits_is_dropped_if_the_signin_fails() {
    let mut h = waiting();
    h.unsubscribe(ROOM);
    h.advance(30_000);
    assert!(!h.has(ROOM));
    assert_eq!(h.take_lines(&["send "]), [""; 0]);
}

#[test]
fn a_channel_taken_back_while_it_waits_goes_on() {
    let mut h = waiting();
    h.unsubscribe(ROOM);
    h.subscribe(ROOM);
    assert_eq!(h.requests.len(), 1);
    h.confirm_signin(USER);
    h.event("pusher_internal:subscription_succeeded", ROOM, TWO);
    assert_eq!(h.flags(ROOM), "subscribed");
}

#[test]
fn a_channel_removed_while_it_waits_is_not_heard_of_again() {
    let mut h = waiting();
    let id = h.id(ROOM);
    h.remove(id);
    assert!(!h.has(ROOM));
    h.confirm_signin(USER);
    assert_eq!(h.take_lines(&[SUBSCRIBE]), [""; 0]);
}

#[test]
fn a_loss_ends_the_wait_and_the_next_connection_asks_again() {
    let mut h = waiting();
    h.drop_socket(1);
    h.advance(1_000);
    assert_eq!(h.flags(ROOM), "idle");
    assert_eq!(h.take_lines(&["subscription_error"]), [""; 0]);
    h.establish(2);
    assert_eq!(
        h.take_lines(&["authenticate", "authorize"]),
        ["authenticate as 1.2", "authorize presence-room as 1.2"]
    );
    h.grant_signin();
    h.confirm_signin(USER);
    assert_eq!(h.take_lines(&[ROOM]), [""; 0], "the old grant is worth nothing now");
    h.answer(ROOM, Ok(GRANT));
    assert_eq!(h.take_lines(&["send "]), [SUBSCRIBE.replace("send 1", "send 2")]);
}

#[test]
fn a_disconnect_ends_the_wait() {
    let mut h = waiting();
    h.disconnect();
    assert_eq!(h.flags(ROOM), "idle");
    h.expect_events(&["emit state_change connected->disconnected", "emit disconnected"]);
}

#[test]
fn a_disconnect_inside_signin_error_overtakes_those_that_wait() {
    let mut h = waiting();
    h.when("user emit pusher:signin_error", Harness::disconnect);
    h.advance(30_000);
    assert_eq!(h.flags(ROOM), "idle");
    assert_eq!(h.take_lines(&["send "]), [""; 0]);
    h.connect();
    h.establish(2);
    assert_eq!(h.take_lines(&["authorize"]), ["authorize presence-room as 1.2"]);
}

#[test]
fn a_refused_channel_does_not_wait() {
    let mut h = Harness::connected();
    h.signin();
    h.subscribe(ROOM);
    h.forget();
    h.answer(ROOM, Err("no"));
    h.expect_events(&[
        r#"channel presence-room emit pusher:subscription_error {"type":"AuthError","error":"no","status":403}"#,
    ]);
}

#[test]
fn a_user_who_has_gone_is_nobodys_identity() {
    let mut h = waiting();
    h.confirm_signin(USER);
    h.reconnect();
    h.refuse_signin();
    h.forget();
    h.answer(ROOM, Ok(GRANT));
    h.expect_events(&[NOBODY]);
}
