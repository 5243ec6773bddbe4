//! Presence channels and their members.

use crate::support::{Harness, Json, Written};
use pusher_wasm::core::channels::Members;

const ROOM: &str = "presence-room";
const TWO: &str = r#"{"presence":{"hash":{"me":{"n":0},"2":{"n":2}},"ids":["me","2"],"count":2}}"#;

/// A connection with two members in the room: `me` and `2`.
fn joined() -> Harness {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.grant(ROOM);
    h.event("pusher_internal:subscription_succeeded", ROOM, TWO);
    h.forget();
    h
}

fn members(h: &Harness) -> &Members<Json> {
    h.client.channel(h.id(ROOM)).unwrap().members().unwrap()
}

#[track_caller]
fn holds(h: &Harness, by_id: &str, count: f64) {
    assert_eq!(*members(h).by_id(), Json::of(by_id));
    assert!((members(h).count() - count).abs() < f64::EPSILON);
    assert!((h.member_count(ROOM) - count).abs() < f64::EPSILON, "the count that shows");
}

#[test]
fn joining_brings_the_list_before_it_is_told() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.grant(ROOM);
    h.forget();
    h.event("pusher_internal:subscription_succeeded", ROOM, TWO);
    h.expect(&[
        "all pusher_internal:subscription_succeeded",
        "channel presence-room is subscribed",
        "channel presence-room has new members: 2",
        "channel presence-room emit pusher:subscription_succeeded members",
        "bound pusher_internal:subscription_succeeded",
    ]);
    holds(&h, r#"{"me":{"n":0},"2":{"n":2}}"#, 2.0);
}

#[test]
fn a_map_of_nobody_may_be_an_array() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.grant(ROOM);
    h.event("pusher_internal:subscription_succeeded", ROOM, r#"{"presence":{"hash":[],"ids":[],"count":0}}"#);
    h.event("pusher_internal:member_added", ROOM, r#"{"user_id":"2","user_info":{"n":2}}"#);
    holds(&h, r#"{"2":{"n":2}}"#, 1.0);
}

#[test]
fn the_own_id_is_known_from_the_authorization() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    assert_eq!(members(&h).my_id(), None);
    h.grant(ROOM);
    assert_eq!(members(&h).my_id(), Some(&Json::of(r#""me""#)));
}

#[test]
fn an_own_id_keeps_its_type() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.answer(ROOM, Ok(r#"{"auth":"k:s","channel_data":"{\"user_id\":7}"}"#));
    assert_eq!(members(&h).my_id(), Some(&Json::of("7")));
}

#[test]
fn the_request_carries_the_channel_data() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.forget();
    h.grant(ROOM);
    h.expect_wire(&[
        r#"send 1 {"event":"pusher:subscribe","data":{"auth":"k:s","channel_data":"{\"user_id\":\"me\"}","channel":"presence-room"}}"#,
    ]);
}

#[test]
fn a_grant_without_a_user_is_refused_rather_than_left_pending() {
    for grant in [
        r#"{"auth":"k:s"}"#,
        r#"{"auth":"k:s","channel_data":null}"#,
        r#"{"auth":"k:s","channel_data":"not json"}"#,
        r#"{"auth":"k:s","channel_data":"{}"}"#,
        r#"{"auth":"k:s","channel_data":{"user_id":"me"}}"#,
    ] {
        let mut h = Harness::connected();
        h.subscribe(ROOM);
        h.forget();
        h.answer(ROOM, Ok(grant));
        assert_eq!(h.flags(ROOM), "idle", "{grant}");
        let events = h.take_lines(&["pusher:subscription_error"]);
        assert_eq!(events.len(), 1, "{grant}");
        assert!(h.sent.is_empty());
    }
}

#[test]
fn a_new_member_is_counted_before_it_is_told() {
    let mut h = joined();
    h.event("pusher_internal:member_added", ROOM, r#"{"user_id":"3","user_info":{"n":3}}"#);
    h.expect(&[
        "all pusher_internal:member_added",
        "channel presence-room has members: 3",
        r#"channel presence-room emit pusher:member_added {"id":"3","info":{"n":3}}"#,
        "bound pusher_internal:member_added",
    ]);
    holds(&h, r#"{"me":{"n":0},"2":{"n":2},"3":{"n":3}}"#, 3.0);
}

#[test]
fn a_member_that_comes_again_is_renewed_but_not_counted() {
    let mut h = joined();
    h.event("pusher_internal:member_added", ROOM, r#"{"user_id":"2","user_info":{"n":9}}"#);
    h.expect_events(&[r#"channel presence-room emit pusher:member_added {"id":"2","info":{"n":9}}"#]);
    holds(&h, r#"{"me":{"n":0},"2":{"n":9}}"#, 2.0);
}

#[test]
fn a_member_that_leaves_is_told_with_what_was_known_of_it() {
    let mut h = joined();
    h.event("pusher_internal:member_removed", ROOM, r#"{"user_id":"2"}"#);
    h.expect(&[
        "all pusher_internal:member_removed",
        "channel presence-room has members: 1",
        r#"channel presence-room emit pusher:member_removed {"id":"2","info":{"n":2}}"#,
        "bound pusher_internal:member_removed",
    ]);
    holds(&h, r#"{"me":{"n":0}}"#, 1.0);
}

#[test]
fn a_stranger_that_leaves_is_not_told() {
    let mut h = joined();
    h.event("pusher_internal:member_removed", ROOM, r#"{"user_id":"99"}"#);
    h.expect_events(&[]);
    holds(&h, r#"{"me":{"n":0},"2":{"n":2}}"#, 2.0);
}

#[test]
fn a_numeric_id_is_the_same_key_and_stays_a_number_in_events() {
    let mut h = joined();
    h.event("pusher_internal:member_removed", ROOM, r#"{"user_id":2}"#);
    h.expect_events(&[r#"channel presence-room emit pusher:member_removed {"id":2,"info":{"n":2}}"#]);
    holds(&h, r#"{"me":{"n":0}}"#, 1.0);
}

#[test]
fn a_member_without_info_is_a_member() {
    let mut h = joined();
    h.event("pusher_internal:member_added", ROOM, r#"{"user_id":"3"}"#);
    h.expect_events(&[r#"channel presence-room emit pusher:member_added {"id":"3"}"#]);
    assert_eq!(h.flags(ROOM), "subscribed");
    assert!((members(&h).count() - 3.0).abs() < f64::EPSILON);
}

#[test]
fn a_loss_empties_the_list() {
    let mut h = joined();
    h.drop_socket(1);
    h.advance(1_000);
    holds(&h, "{}", 0.0);
    assert_eq!(members(&h).my_id(), None);
}

#[test]
fn a_disconnect_empties_the_list() {
    let mut h = joined();
    h.disconnect();
    assert_eq!(
        h.take_lines(&["channel "]),
        ["channel presence-room is idle", "channel presence-room has new members: 0"]
    );
    holds(&h, "{}", 0.0);
}

#[test]
fn the_next_connection_brings_a_new_list() {
    let mut h = joined();
    h.drop_socket(1);
    h.advance(1_000);
    h.establish(2);
    h.grant(ROOM);
    let data = r#"{"presence":{"hash":{"me":{}},"ids":["me"],"count":1}}"#;
    h.event("pusher_internal:subscription_succeeded", ROOM, data);
    holds(&h, r#"{"me":{}}"#, 1.0);
}

#[test]
fn a_cancelled_presence_subscription_shows_no_members() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.grant(ROOM);
    h.unsubscribe(ROOM);
    h.forget();
    h.event("pusher_internal:subscription_succeeded", ROOM, TWO);
    assert_eq!(h.take_lines(&["channel "])[0], "channel presence-room is gone");
}

#[test]
fn the_servers_count_is_taken_as_it_is() {
    let mut h = Harness::connected();
    h.subscribe(ROOM);
    h.grant(ROOM);
    let data = r#"{"presence":{"hash":{"me":{}},"ids":["me"],"count":5000}}"#;
    h.event("pusher_internal:subscription_succeeded", ROOM, data);
    holds(&h, r#"{"me":{}}"#, 5_000.0);
}
