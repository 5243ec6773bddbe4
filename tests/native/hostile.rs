//! Servers, networks and hosts that do what they should not.

use crate::support::pair::handshake;
use crate::support::{Harness, Json, Written};
use pusher_wasm::core::Value;
use pusher_wasm::core::channels::{ChannelId, RequestId};
use pusher_wasm::core::connection::State;
use pusher_wasm::core::io::{AuthFault, Subject};

/// One of each kind, and some that are nearly right.
const JUNK: [&str; 24] = [
    "null",
    "true",
    "7",
    "-1e308",
    r#""""#,
    r#""text""#,
    "[]",
    "[[]]",
    "{}",
    r#"{"presence":null}"#,
    r#"{"presence":{"hash":[],"count":1}}"#,
    r#"{"presence":{"hash":{},"count":"many"}}"#,
    r#"{"presence":{"count":1}}"#,
    r#"{"user_id":null}"#,
    r#"{"user_id":{"a":1},"user_info":7}"#,
    r#"{"user_id":[1]}"#,
    r#"{"subscription_count":[]}"#,
    r#"{"user_data":7}"#,
    r#"{"user_data":"null"}"#,
    r#"{"user_data":"{\"id\":[]}"}"#,
    r#"{"events":null}"#,
    r#"{"events":{"name":"online"}}"#,
    r#"{"events":[null,[],{},{"name":[]}]}"#,
    r#"{"code":"x","message":{"deep":[1,2]},"reason":7}"#,
];

const EVENTS: [&str; 11] = [
    "pusher_internal:subscription_succeeded",
    "pusher_internal:subscription_count",
    "pusher_internal:member_added",
    "pusher_internal:member_removed",
    "pusher_internal:watchlist_events",
    "pusher_internal:",
    "pusher:signin_success",
    "pusher:subscription_error",
    "pusher:error",
    "pusher:ping",
    "pusher:connection_established",
];

fn frame(event: &str, channel: &str, data: &str) -> String {
    format!(r#"{{"event":"{event}","channel":{channel},"data":{data}}}"#)
}

#[test]
fn no_payload_of_a_protocol_event_breaks_a_connection() {
    for channel in [r#""news""#, r#""presence-room""#, r#""unknown""#, "null", "7", "{}"] {
        for event in EVENTS {
            for data in JUNK {
                let mut h = Harness::connected();
                h.subscribe("news");
                h.subscribe("presence-room");
                h.grant("presence-room");
                h.recv(1, &frame(event, channel, data));
                h.recv(1, &frame(event, channel, data));
                assert!(h.client.open_socket().is_some(), "{event} {channel} {data}");
                h.forget();
                h.recv(1, &frame("hello", r#""news""#, "{}"));
                h.expect(&["all hello", "channel news emit hello {}", "client hello", "bound hello"]);
            }
        }
    }
}

#[test]
fn no_first_frame_wedges_a_client() {
    for event in EVENTS {
        for data in JUNK {
            let mut h = Harness::new();
            h.connect();
            h.open(1);
            h.recv(1, &frame(event, "null", data));
            if h.client.state() != State::Disconnected {
                h.advance(1_000);
                h.establish(2);
                assert_eq!(h.client.state(), State::Connected, "{event} {data}");
            }
            assert!(!h.sockets[&1].alive);
        }
    }
}

#[test]
fn no_answer_to_an_authorization_request_leaves_a_channel_pending_for_ever() {
    for name in ["private-a", "presence-a"] {
        for answer in JUNK {
            let mut h = Harness::connected();
            h.subscribe(name);
            h.answer(name, Ok(answer));
            let sent = h.sent.len() == 1;
            assert_eq!(h.flags(name), if sent { "pending" } else { "idle" }, "{name} {answer}");
            assert_eq!(h.take_lines(&["pusher:subscription_error"]).len(), usize::from(!sent));
        }
    }
}

#[test]
fn a_presence_confirmation_without_members_is_told_and_reported() {
    let mut h = Harness::connected();
    h.subscribe("presence-a");
    h.grant("presence-a");
    h.forget();
    h.event("pusher_internal:subscription_succeeded", "presence-a", "{}");
    assert_eq!(h.flags("presence-a"), "subscribed");
    let lines = h.take_lines(&["emit "]);
    assert_eq!(lines[0], "channel presence-a emit pusher:subscription_succeeded members");
    assert!(lines[1].starts_with(r#"emit error {"type":"MessageParseError","#), "{lines:?}");
    h.event("pusher_internal:member_added", "presence-a", r#"{"user_id":"2"}"#);
    assert!((h.member_count("presence-a") - 1.0).abs() < f64::EPSILON);
}

#[test]
fn a_member_event_without_a_user_is_reported_and_changes_nothing() {
    for event in ["pusher_internal:member_added", "pusher_internal:member_removed"] {
        for data in ["{}", "null", r#"{"user_id":null}"#, r#"{"user_id":{}}"#] {
            let mut h = Harness::connected();
            h.subscribe("presence-a");
            h.grant("presence-a");
            h.event(
                "pusher_internal:subscription_succeeded",
                "presence-a",
                r#"{"presence":{"hash":{"me":{}},"count":1}}"#,
            );
            h.forget();
            h.event(event, "presence-a", data);
            let lines = h.take_lines(&["emit ", "members"]);
            assert_eq!(lines.len(), 1, "{data} {lines:?}");
            assert!(lines[0].starts_with(r#"emit error {"type":"MessageParseError","#));
        }
    }
}

#[test]
fn a_subscription_count_that_is_no_object_is_reported() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.forget();
    h.event("pusher_internal:subscription_count", "news", "5");
    let lines = h.take_lines(&["emit ", "subscriptions"]);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].starts_with(r#"emit error {"type":"MessageParseError","#));
}

#[test]
fn a_subscription_count_that_is_no_number_is_not_kept() {
    for count in ["null", "false", r#""""#] {
        let mut h = Harness::connected();
        h.subscribe("news");
        h.event(
            "pusher_internal:subscription_count",
            "news",
            &format!(r#"{{"subscription_count":{count}}}"#),
        );
        assert_eq!(h.take_lines(&["has subscriptions"]), [""; 0], "{count}");
    }
}

#[test]
fn confirmations_nobody_waits_for_are_harmless() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.confirm("news");
    h.confirm("never-heard-of");
    assert_eq!(h.flags("news"), "subscribed");
    h.unsubscribe("news");
    h.confirm("news");
    assert!(!h.has("news"));
    assert_eq!(h.sent.len(), 2);
}

#[test]
fn a_confirmation_before_the_authorization_makes_the_answer_late() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.confirm("private-a");
    h.forget();
    h.grant("private-a");
    h.expect(&[]);
    assert_eq!(h.flags("private-a"), "subscribed");
}

#[test]
fn a_second_handshake_frame_is_a_message_like_others() {
    let mut h = Harness::connected();
    h.recv(1, &handshake(99, 1));
    assert_eq!(h.client.socket_id(), "1.1");
    h.advance(2_000);
    assert!(h.sent.is_empty(), "its timeout does not count");
}

#[test]
fn sockets_that_were_never_ours_are_ignored() {
    for mut h in [Harness::new(), Harness::connected()] {
        for socket in [0, 7, u32::MAX] {
            h.open(socket);
            h.fail(socket);
            h.recv(socket, &handshake(socket, 30));
            h.recv(socket, "nonsense");
            h.recv(socket, r#"{"event":"hello","data":{}}"#);
            h.recv(socket, r#"{"event":"pusher:ping","data":{}}"#);
            h.close(socket, 4001);
        }
        h.expect(&[]);
    }
}

#[test]
fn a_socket_that_was_given_up_is_ignored() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    h.advance(15_000);
    h.forget();
    h.recv(1, &handshake(1, 30));
    h.close(1, 4001);
    h.expect(&[]);
    h.establish(2);
    assert_eq!(h.client.socket_id(), "1.2");
}

#[test]
fn ids_that_name_nothing_are_ignored() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    for id in [ChannelId(1), ChannelId(1 << 20), ChannelId(u32::MAX)] {
        h.client.subscribe(id);
        h.client.unsubscribe(id);
        h.client.remove_channel(id);
        h.client.handle_auth(0, Subject::Channel(id), RequestId(1), Ok(Json::object()));
        assert!(h.client.channel(id).is_none());
    }
    let fault = AuthFault { message: Json::undefined(), status: Json::undefined() };
    h.client.handle_auth(0, Subject::Channel(h.id("private-a")), RequestId(77), Err(fault));
    assert_eq!(h.client.poll_output(), None);
    assert_eq!(h.flags("private-a"), "pending");
}

#[test]
fn an_id_that_outlived_its_channel_does_not_touch_the_next_one() {
    let mut h = Harness::connected();
    let old = h.subscribe("private-a");
    h.confirm("private-a");
    h.unsubscribe("private-a");
    let new = h.subscribe("private-b");
    assert_ne!(old, new);
    let request = h.requests[1].id;
    h.forget();
    h.client.handle_auth(0, Subject::Channel(old), request, Ok(Json::of(r#"{"auth":"k:s"}"#)));
    h.client.unsubscribe(old);
    assert_eq!(h.client.poll_output(), None);
    assert_eq!(h.flags("private-b"), "pending");
}

#[test]
fn the_longest_timeouts_do_not_overflow() {
    let mut h = Harness::with(|config| {
        config.activity_timeout = u64::MAX;
        config.pong_timeout = u64::MAX;
        config.unavailable_timeout = u64::MAX;
    });
    h.now = u64::MAX / 2;
    h.connect();
    h.open(1);
    let data = r#"{"socket_id":"1.1","activity_timeout":1e300}"#;
    h.recv(1, &frame("pusher:connection_established", "null", data));
    h.offline();
    h.advance(100);
    h.drop_socket(1);
    h.advance(100);
    h.disconnect();
}

#[test]
fn timeouts_of_nothing_do_not_spin() {
    let mut h = Harness::with(|config| {
        config.activity_timeout = 0;
        config.pong_timeout = 0;
        config.unavailable_timeout = 0;
    });
    h.connect();
    h.advance(0);
    assert_eq!(h.client.state(), State::Unavailable);
    h.establish(1);
    h.advance(0);
    assert!(!h.sockets[&1].alive, "pinged and given up in the same instant");
    assert_eq!((h.client.state(), h.sockets.len()), (State::Unavailable, 2));
}

#[test]
fn a_clock_that_goes_back_does_no_harm() {
    let mut h = Harness::connected();
    h.advance(10_000);
    h.now = 3_000;
    h.recv(1, r#"{"event":"hello","data":{}}"#);
    h.drop_socket(1);
    h.memory.clear();
    h.now = 0;
    h.advance(11_000);
    h.establish(2);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn a_timer_that_rings_too_early_or_for_nothing_does_nothing() {
    let mut h = Harness::new();
    h.client.handle_timeout(5);
    h.connect();
    h.forget();
    h.client.handle_timeout(9_999);
    assert_eq!(h.client.poll_output(), None);
}

#[test]
fn a_timer_that_rings_late_catches_up_one_deadline_at_a_time() {
    let mut h = Harness::with(|config| config.use_tls = false);
    h.connect();
    h.forget();
    h.now = 40_000;
    h.advance(0);
    assert_eq!(
        h.take_lines(&["open ", "emit unavailable"]),
        ["open 2 wss wss://host:443", "emit unavailable", "open 3 ws ws://host:80"]
    );
}

#[test]
fn a_flood_of_refusals_opens_one_socket_each() {
    let mut h = Harness::connected();
    for socket in 1..200 {
        h.close(socket, 4200);
        h.advance(0);
        h.establish(socket + 1);
    }
    assert_eq!(h.sockets.len(), 200);
    assert_eq!(h.client.state(), State::Connected);
}
