//! Messages on an established connection, and the order in which listeners hear of them.

use crate::support::{Harness, Json, Written};
use pusher_wasm::core::Value;
use pusher_wasm::core::client::Delivery;
use pusher_wasm::core::strategy::SocketId;

/// A connection with `news`, `private-a` and `presence-a` subscribed.
fn subscribed() -> Harness {
    let mut h = Harness::connected();
    for name in ["private-a", "presence-a"] {
        h.subscribe(name);
        h.grant(name);
    }
    h.subscribe("news");
    h.confirm("news");
    h.confirm("private-a");
    h.event(
        "pusher_internal:subscription_succeeded",
        "presence-a",
        r#"{"presence":{"hash":{"me":{}},"ids":["me"],"count":1}}"#,
    );
    h.forget();
    h
}

#[test]
fn an_event_goes_to_its_channel_between_the_listeners_of_everything() {
    let mut h = subscribed();
    h.event("hello", "news", r#"{"a":1}"#);
    h.expect(&["all hello", r#"channel news emit hello {"a":1}"#, "client hello", "bound hello"]);
}

#[test]
fn a_presence_channel_delivers_with_metadata() {
    let mut h = subscribed();
    h.event("hello", "presence-a", "{}");
    h.expect(&["all hello", "channel presence-a emit hello {} +metadata", "client hello", "bound hello"]);
}

#[test]
fn an_event_on_an_unknown_channel_goes_to_the_general_listeners_only() {
    let mut h = subscribed();
    h.event("hello", "elsewhere", "{}");
    h.expect(&["all hello", "client hello", "bound hello"]);
}

#[test]
fn an_event_without_a_channel_goes_to_the_general_listeners_only() {
    let mut h = subscribed();
    h.recv(1, r#"{"event":"hello","data":{}}"#);
    h.expect(&["all hello", "client hello", "bound hello"]);
}

#[test]
fn data_that_is_no_json_stays_a_text() {
    let mut h = subscribed();
    h.event("hello", "news", "plain words");
    assert_eq!(h.take()[1], r#"channel news emit hello "plain words""#);
}

#[test]
fn the_short_way_knows_what_to_do_with_an_event() {
    let mut h = subscribed();
    let (news, private, presence) = (h.id("news"), h.id("private-a"), h.id("presence-a"));
    let mut ask = |socket, channel| h.client.handle_event(5, SocketId(socket), channel);
    assert_eq!(ask(1, None), Delivery::Deliver);
    assert_eq!(ask(1, Some(news)), Delivery::Deliver);
    assert_eq!(ask(1, Some(private)), Delivery::Deliver);
    assert_eq!(ask(1, Some(presence)), Delivery::DeliverWithMetadata);
    assert_eq!(ask(9, Some(news)), Delivery::Ignore);
    assert_eq!(h.client.poll_output(), None, "it queues nothing");
}

#[test]
fn the_short_way_hands_the_first_frame_on() {
    let mut h = Harness::new();
    h.connect();
    h.open(1);
    assert_eq!(h.client.handle_event(0, SocketId(1), None), Delivery::Handle);
}

#[test]
fn a_server_ping_is_answered_before_listeners_hear_of_it() {
    let mut h = subscribed();
    h.recv(1, r#"{"event":"pusher:ping","data":{}}"#);
    h.expect(&[
        r#"send 1 {"event":"pusher:pong","data":{}}"#,
        "all pusher:ping",
        "client pusher:ping",
        "bound pusher:ping",
    ]);
}

#[test]
fn a_server_error_is_emitted_with_its_data_untouched() {
    let mut h = subscribed();
    h.recv(1, r#"{"event":"pusher:error","data":{"code":4301,"message":"too fast","more":[1]}}"#);
    h.expect(&[
        r#"emit error {"type":"PusherError","data":{"code":4301,"message":"too fast","more":[1]}}"#,
        "all pusher:error",
        "client pusher:error",
        "bound pusher:error",
    ]);
    assert!(h.client.open_socket().is_some(), "an error message alone ends nothing");
}

#[test]
fn a_malformed_frame_is_told_and_the_connection_lives_on() {
    let mut h = subscribed();
    h.recv(1, "{oops");
    h.expect(&[r#"emit error {"type":"MessageParseError","error":"bad frame","data":"{oops"}"#]);
    h.event("hello", "news", "{}");
    assert_eq!(h.take().len(), 4);
}

#[test]
fn internal_events_reach_the_connection_but_not_the_clients_emitter() {
    let mut h = subscribed();
    h.event("pusher_internal:unheard_of", "news", "{}");
    h.expect(&["all pusher_internal:unheard_of", "bound pusher_internal:unheard_of"]);
}

#[test]
fn a_confirmation_is_heard_between_the_listeners_of_the_connection() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.forget();
    h.event("pusher_internal:subscription_succeeded", "news", r#"{"a":1}"#);
    h.expect(&[
        "all pusher_internal:subscription_succeeded",
        "channel news is subscribed",
        r#"channel news emit pusher:subscription_succeeded {"a":1}"#,
        "bound pusher_internal:subscription_succeeded",
    ]);
}

#[test]
fn protocol_events_of_the_servers_own_reach_the_channel_under_their_name() {
    let mut h = subscribed();
    h.event("pusher:cache_miss", "news", "{}");
    h.expect(&[
        "all pusher:cache_miss",
        "channel news emit pusher:cache_miss {}",
        "client pusher:cache_miss",
        "bound pusher:cache_miss",
    ]);
}

#[test]
fn a_subscription_count_is_kept_and_told() {
    let mut h = subscribed();
    h.event("pusher_internal:subscription_count", "news", r#"{"subscription_count":5}"#);
    h.expect(&[
        "all pusher_internal:subscription_count",
        "channel news has subscriptions: 5",
        r#"channel news emit pusher:subscription_count {"subscription_count":5}"#,
        "bound pusher_internal:subscription_count",
    ]);
}

#[test]
fn a_count_of_nought_or_none_is_told_but_not_kept() {
    for data in [r#"{"subscription_count":0}"#, "{}"] {
        let mut h = subscribed();
        h.event("pusher_internal:subscription_count", "news", data);
        assert_eq!(
            h.take_lines(&["channel "]),
            [format!("channel news emit pusher:subscription_count {data}")],
            "pusher-js keeps what is truthy"
        );
    }
}

#[test]
fn member_events_on_other_channels_mean_nothing() {
    let mut h = subscribed();
    for event in ["pusher_internal:member_added", "pusher_internal:member_removed"] {
        h.event(event, "news", r#"{"user_id":"u","user_info":{}}"#);
        h.expect(&[&["all ", event].concat(), &["bound ", event].concat()]);
    }
}

#[test]
fn messages_of_a_stale_socket_are_ignored() {
    let mut h = subscribed();
    h.drop_socket(1);
    h.advance(1_000);
    h.establish(2);
    h.forget();
    h.recv(1, r#"{"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}"#);
    h.recv(1, r#"{"event":"pusher:ping","data":{}}"#);
    h.recv(1, r#"{"event":"hello","channel":"news","data":{}}"#);
    h.recv(1, "nonsense");
    h.expect(&[]);
}

#[test]
fn a_payload_reaches_listeners_as_the_value_it_came_in() {
    let mut h = subscribed();
    let data = r#"{"z":1,"a":[null,true,"…"],"nested":{"y":{},"x":0.5}}"#;
    h.event("hello", "news", data);
    assert_eq!(h.take()[1], format!("channel news emit hello {}", Json::of(data).to_json().string()));
}
