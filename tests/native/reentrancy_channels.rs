//! User code that subscribes or unsubscribes from inside a callback, or disconnects before a channel has heard.

use crate::support::Harness;
use crate::support::server::UNAUTHORIZED;

const SUBSCRIBE_NEWS: &str = r#"send 1 {"event":"pusher:subscribe","data":{"auth":"","channel":"news"}}"#;
const UNSUBSCRIBE_NEWS: &str = r#"send 1 {"event":"pusher:unsubscribe","data":{"channel":"news"}}"#;

#[test]
fn subscribe_inside_state_change_to_connected_goes_out_at_once_and_once() {
    let mut h = Harness::new();
    h.connect();
    h.forget();
    h.when("emit state_change", |h| {
        h.subscribe("news");
    });
    h.establish(1);
    h.expect(&[
        "connection 1.1 ws+tls",
        "state connected",
        "emit state_change connecting->connected",
        "channel news is pending",
        SUBSCRIBE_NEWS,
        "emit connected",
    ]);
}

#[test]
fn subscribe_inside_an_event_shows_before_the_event_goes_on() {
    let mut h = Harness::connected();
    h.subscribe("other");
    h.confirm("other");
    h.forget();
    h.when("channel other emit pusher:cache_miss", |h| {
        h.subscribe("news");
    });
    h.event("pusher:cache_miss", "other", "{}");
    h.expect(&[
        "all pusher:cache_miss",
        "channel other emit pusher:cache_miss {}",
        "channel news is pending",
        SUBSCRIBE_NEWS,
        "client pusher:cache_miss",
        "bound pusher:cache_miss",
    ]);
}

#[test]
fn unsubscribe_inside_the_confirmation() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.forget();
    h.when("channel news emit", |h| h.unsubscribe("news"));
    h.confirm("news");
    h.expect(&[
        "all pusher_internal:subscription_succeeded",
        "channel news is subscribed",
        "channel news emit pusher:subscription_succeeded {}",
        "channel news is gone",
        UNSUBSCRIBE_NEWS,
        "bound pusher_internal:subscription_succeeded",
    ]);
}

#[test]
fn unsubscribe_before_the_channel_hears_of_its_confirmation() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.forget();
    h.when("all pusher_internal", |h| h.unsubscribe("news"));
    h.confirm("news");
    h.expect_events(&[]);
    assert!(!h.has("news"));
    assert_eq!(h.dead_letters, 0);
}

#[test]
fn unsubscribe_before_the_channel_hears_of_an_event() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.forget();
    h.when("all pusher:cache_miss", |h| h.unsubscribe("news"));
    h.event("pusher:cache_miss", "news", "{}");
    h.expect_events(&[]);
}

#[test]
fn subscribe_before_a_cancelled_channel_hears_of_its_confirmation_reinstates_it() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.unsubscribe("news");
    h.when("all pusher_internal", |h| {
        h.subscribe("news");
    });
    h.confirm("news");
    assert_eq!(h.flags("news"), "subscribed");
}

#[test]
fn disconnect_before_a_channel_hears_of_a_member_leaves_no_count_behind() {
    let mut h = Harness::connected();
    h.subscribe("presence-a");
    h.grant("presence-a");
    let list = r#"{"presence":{"hash":{"me":{}},"ids":["me"],"count":1}}"#;
    h.event("pusher_internal:subscription_succeeded", "presence-a", list);
    h.checking = false;
    h.when("all pusher_internal", Harness::disconnect);
    h.event("pusher_internal:member_added", "presence-a", r#"{"user_id":"2","user_info":{}}"#);
    let members = h.client.channel(h.id("presence-a")).unwrap().members().unwrap().count();
    assert!((h.member_count("presence-a") - members).abs() < f64::EPSILON);
}

#[test]
fn unsubscribe_inside_the_own_authorization_request() {
    let mut h = Harness::connected();
    h.when("authorize private-a", |h| h.unsubscribe("private-a"));
    h.subscribe("private-a");
    assert_eq!(h.flags("private-a"), "pending+cancelled");
    h.grant("private-a");
    h.confirm("private-a");
    assert!(!h.has("private-a"));
}

#[test]
fn unsubscribe_of_a_later_channel_inside_an_authorization_request_holds() {
    let mut h = Harness::new();
    for name in ["private-a", "private-b", "news"] {
        h.subscribe(name);
    }
    h.connect();
    h.when("authorize private-a", |h| {
        h.unsubscribe("private-b");
        h.unsubscribe("news");
    });
    h.establish(1);
    for name in ["private-b", "news"] {
        if h.requests.iter().any(|request| request.name == name) {
            h.grant(name);
        }
        if h.has(name) {
            h.confirm(name);
        }
        assert!(!h.has(name), "{name}");
    }
}

#[test]
fn unsubscribe_of_a_later_channel_inside_an_authorization_request_spares_it_its_own() {
    let mut h = Harness::new();
    for name in ["private-a", "private-b", "news"] {
        h.subscribe(name);
    }
    h.connect();
    h.when("authorize private-a", |h| {
        h.unsubscribe("private-b");
        h.unsubscribe("news");
    });
    h.establish(1);
    assert_eq!(h.requests.len(), 1);
    assert!(h.sent.is_empty());
}

#[test]
fn subscribe_inside_a_subscription_error_tries_again() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.forget();
    h.when("channel private-a emit", |h| {
        h.subscribe("private-a");
    });
    h.answer("private-a", Err("no"));
    h.expect(&[
        "channel private-a is idle",
        r#"channel private-a emit pusher:subscription_error {"type":"AuthError","error":"no","status":403}"#,
        "channel private-a is pending",
        "authorize private-a as 1.1",
    ]);
}

#[test]
fn subscribe_inside_the_error_of_a_cancelled_channel_takes_it_back() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.unsubscribe("private-a");
    h.when("channel private-a emit", |h| {
        h.subscribe("private-a");
    });
    h.answer("private-a", Err("no"));
    assert_eq!(h.flags("private-a"), "pending");
}

#[test]
fn subscribe_inside_the_error_event_of_a_channelless_refusal_takes_it_back() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.grant("private-a");
    h.unsubscribe("private-a");
    h.when("emit error", |h| {
        h.subscribe("private-a");
    });
    h.recv(1, UNAUTHORIZED);
    assert_eq!(h.flags("private-a"), "idle", "refused, but still there to be tried again");
}

#[test]
fn unsubscribe_inside_connecting_drops_a_channel_that_had_been_subscribed() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.when("emit state_change connected->connecting", |h| h.unsubscribe("news"));
    h.drop_socket(1);
    h.advance(1_000);
    h.forget();
    h.establish(2);
    assert!(h.sent.is_empty());
}

#[test]
fn unsubscribing_while_channels_are_subscribed_is_the_last_word() {
    let mut h = Harness::new();
    h.subscribe("private-a");
    h.subscribe("private-b");
    h.when("emit state_change connecting->connected", |h| {
        h.subscribe("private-b");
    });
    h.when("authorize private-a", |h| h.unsubscribe("private-b"));
    h.connect();
    h.establish(1);
    assert_eq!(h.flags("private-b"), "pending+cancelled");
}
