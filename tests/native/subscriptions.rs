//! Subscribing, unsubscribing and taking either back.

use crate::support::Harness;
use pusher_wasm::core::channels::NameError;

const SUBSCRIBE_NEWS: &str = r#"send 1 {"event":"pusher:subscribe","data":{"auth":"","channel":"news"}}"#;
const SUBSCRIBE_PRIVATE: &str =
    r#"send 1 {"event":"pusher:subscribe","data":{"auth":"k:s","channel":"private-a"}}"#;

fn unsubscribe(socket: u32, name: &str) -> String {
    format!(r#"send {socket} {{"event":"pusher:unsubscribe","data":{{"channel":"{name}"}}}}"#)
}

// ---- subscribing ----

#[test]
fn a_public_channel_is_subscribed_at_once() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.expect(&["channel news is pending", SUBSCRIBE_NEWS]);
    h.confirm("news");
    assert_eq!(h.flags("news"), "subscribed");
}

#[test]
fn names_go_out_as_json_strings() {
    let all: String = (0..0x250).filter_map(char::from_u32).chain("…🦀\u{2028}".chars()).collect();
    let mut h = Harness::connected();
    for name in [all.as_str(), "\"", "\\", "\u{1f}", "\u{7f}ü🦀", ""] {
        h.subscribe(name);
        let json = serde_json::to_string(name).expect("a string has a JSON text");
        let frame = format!(r#"{{"event":"pusher:subscribe","data":{{"auth":"","channel":{json}}}}}"#);
        assert_eq!(h.sent.last(), Some(&(1, frame)));
    }
}

#[test]
fn a_private_channel_is_authorized_first() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.expect(&["channel private-a is pending", "authorize private-a as 1.1"]);
    h.grant("private-a");
    h.expect(&["channel private-a is pending", SUBSCRIBE_PRIVATE]);
    h.confirm("private-a");
    assert_eq!(h.flags("private-a"), "subscribed");
}

#[test]
fn a_channel_waits_for_the_connection() {
    let mut h = Harness::new();
    h.subscribe("early");
    h.connect();
    h.subscribe("later");
    h.open(1);
    h.subscribe("last");
    assert_eq!(h.flags("early"), "idle");
    h.forget();
    h.establish(1);
    let sent: Vec<_> = h.sent.iter().map(|(_, text)| text.clone()).collect();
    assert_eq!(sent.len(), 3);
    for (text, name) in sent.iter().zip(["early", "later", "last"]) {
        assert!(text.contains(name), "{sent:?}");
    }
}

#[test]
fn channels_are_subscribed_between_state_change_and_connected() {
    let mut h = Harness::new();
    h.subscribe("news");
    h.connect();
    h.forget();
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
fn subscribing_again_while_pending_or_subscribed_does_nothing() {
    let mut h = Harness::connected();
    for name in ["news", "private-a"] {
        h.subscribe(name);
        h.forget();
        h.subscribe(name);
        h.expect(&[]);
    }
    h.grant("private-a");
    h.forget();
    h.subscribe("private-a");
    h.expect(&[]);
    h.confirm("private-a");
    h.forget();
    h.subscribe("private-a");
    h.expect(&[]);
}

#[test]
fn names_that_cannot_be_had_are_refused() {
    let mut h = Harness::connected();
    assert_eq!(h.try_subscribe("#server-to-user-1"), Err(NameError::Reserved));
    #[cfg(not(feature = "encryption"))]
    assert_eq!(h.try_subscribe("private-encrypted-a"), Err(NameError::Encrypted));
    h.expect(&[]);
}

#[test]
fn odd_names_are_escaped_in_frames() {
    let mut h = Harness::connected();
    h.subscribe("a\"b\\c\n\u{1}é");
    h.expect_wire(&[
        r#"send 1 {"event":"pusher:subscribe","data":{"auth":"","channel":"a\"b\\c\n\u0001é"}}"#,
    ]);
}

// ---- unsubscribing ----

#[test]
fn a_subscribed_channel_is_dropped_and_the_server_told() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.confirm("news");
    h.forget();
    h.unsubscribe("news");
    h.expect(&["channel news is gone", &unsubscribe(1, "news")]);
}

#[test]
fn a_channel_that_waits_for_the_connection_is_dropped_silently() {
    let mut h = Harness::new();
    h.subscribe("news");
    h.unsubscribe("news");
    h.expect(&["channel news is gone"]);
    h.connect();
    h.establish(1);
    assert!(h.sent.is_empty());
}

#[test]
fn a_pending_channel_is_dropped_once_it_is_confirmed() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.forget();
    h.unsubscribe("news");
    h.expect(&["channel news is pending+cancelled"]);
    h.confirm("news");
    h.expect(&[
        "all pusher_internal:subscription_succeeded",
        "channel news is gone",
        &unsubscribe(1, "news"),
        "bound pusher_internal:subscription_succeeded",
    ]);
}

#[test]
fn a_channel_unsubscribed_before_its_authorization_is_undone_after_it() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.unsubscribe("private-a");
    h.grant("private-a");
    h.forget();
    h.confirm("private-a");
    h.expect_wire(&[&unsubscribe(1, "private-a")]);
    assert!(!h.has("private-a"));
}

#[test]
fn unsubscribing_what_is_not_there_does_nothing() {
    let mut h = Harness::connected();
    h.unsubscribe("news");
    h.expect(&[]);
}

#[test]
fn a_channel_can_come_back_under_its_name() {
    let mut h = Harness::connected();
    let first = h.subscribe("news");
    h.confirm("news");
    h.unsubscribe("news");
    h.forget();
    let second = h.subscribe("news");
    assert_ne!(first, second);
    h.expect(&["channel news is pending", SUBSCRIBE_NEWS]);
}

// ---- taking it back ----

#[test]
fn subscribing_again_reinstates_a_pending_channel() {
    for name in ["news", "private-a"] {
        let mut h = Harness::connected();
        let id = h.subscribe(name);
        h.unsubscribe(name);
        h.forget();
        assert_eq!(h.subscribe(name), id);
        h.expect(&[&format!("channel {name} is pending")]);
        if name == "private-a" {
            h.grant(name);
        }
        h.confirm(name);
        assert_eq!(h.flags(name), "subscribed");
    }
}

#[test]
fn the_last_word_before_the_confirmation_holds() {
    let mut h = Harness::connected();
    h.subscribe("news");
    for _ in 0..5 {
        h.unsubscribe("news");
        h.subscribe("news");
    }
    h.unsubscribe("news");
    assert_eq!(h.sent.len(), 1);
    h.confirm("news");
    assert!(!h.has("news"));
}

#[test]
fn a_removed_channel_is_dropped_whatever_its_state() {
    let mut h = Harness::connected();
    let id = h.subscribe("news");
    h.client.remove_channel(id);
    assert!(h.client.channel(id).is_none());
    h.client.subscribe(id);
    h.client.unsubscribe(id);
    h.client.remove_channel(id);
}
