//! Ten thousand channels. Work is counted, not timed.

use crate::support::counter::allocated;
use crate::support::{Harness, Server};
use pusher_wasm::core::strategy::SocketId;

const MANY: usize = 10_000;

fn quiet() -> Harness {
    let mut h = Harness::new();
    h.recording = false;
    h.checking = false;
    h
}

/// Connects over `socket`, and lets `server` answer every frame.
fn meet(h: &mut Harness, server: &mut Server, socket: u32) {
    server.accept(socket);
    h.establish(socket);
    for (socket, text) in std::mem::take(&mut h.sent) {
        if let Some(answer) = server.handle(socket, &text) {
            h.recv(socket, &answer);
        }
    }
}

fn names() -> Vec<String> {
    (0..MANY).map(|n| format!("channel-{n}")).collect()
}

#[test]
fn ten_thousand_channels_are_subscribed_confirmed_lost_and_subscribed_again() {
    let (mut h, mut server) = (quiet(), Server::default());
    let names = names();
    for name in &names {
        h.subscribe(name);
    }
    h.connect();
    for socket in 1..=3 {
        meet(&mut h, &mut server, socket);
        assert_eq!(server.channels(socket).len(), MANY);
        assert!(names.iter().all(|name| h.flags(name) == "subscribed"));
        h.drop_socket(socket);
        h.advance(1_000);
        assert!(names.iter().all(|name| h.flags(name) == "idle"));
    }
}

#[test]
fn frames_go_out_in_the_order_of_the_first_calls() {
    let mut h = quiet();
    let names = names();
    for name in &names {
        h.subscribe(name);
    }
    for name in names.iter().step_by(3) {
        h.unsubscribe(name);
    }
    for name in names.iter().step_by(3) {
        h.subscribe(name);
    }
    let late = names.iter().step_by(3);
    let mut expected: Vec<_> =
        names.iter().enumerate().filter(|(index, _)| index % 3 != 0).map(|(_, name)| name).collect();
    expected.extend(late);
    h.connect();
    h.establish(1);
    assert_eq!(h.sent.len(), MANY);
    for ((_, text), name) in h.sent.iter().zip(expected) {
        assert!(text.ends_with(&format!(r#""channel":"{name}"}}}}"#)), "{text} should be {name}");
    }
}

#[test]
fn ten_thousand_channels_are_unsubscribed_one_by_one() {
    let (mut h, mut server) = (quiet(), Server::default());
    let names = names();
    for name in &names {
        h.subscribe(name);
    }
    h.connect();
    meet(&mut h, &mut server, 1);
    for name in names.iter().rev() {
        h.unsubscribe(name);
    }
    for (socket, text) in std::mem::take(&mut h.sent) {
        server.handle(socket, &text);
    }
    assert!(server.channels(1).is_empty());
}

#[test]
fn places_in_the_table_are_used_again() {
    let mut h = quiet();
    for n in 0..MANY {
        let name = format!("channel-{n}");
        let id = h.subscribe(&name);
        assert_eq!(id.0 & 0xf_ffff, 0, "the only place");
        h.unsubscribe(&name);
    }
}

#[test]
fn the_short_way_allocates_nothing() {
    let mut h = quiet();
    h.subscribe("presence-room");
    h.connect();
    h.establish(1);
    let id = h.id("presence-room");
    let bytes = allocated(|| {
        for n in 0..MANY as u64 {
            h.client.handle_event(n, SocketId(1), Some(id));
        }
    });
    assert_eq!(bytes, 0);
}

#[test]
fn a_quiet_timer_allocates_nothing() {
    let mut h = Harness::connected();
    h.recv(1, r#"{"event":"hello"}"#);
    let bytes = allocated(|| {
        for n in 0..MANY as u64 {
            h.client.handle_timeout(n);
            assert!(h.client.poll_timeout().is_some());
            assert_eq!(h.client.poll_output(), None);
        }
    });
    assert_eq!(bytes, 0);
}

/// Bytes per channel that a connection costs whose `count` channels are authorized inside the request.
fn cost_of_authorizing(count: u64) -> u64 {
    let mut h = quiet();
    for n in 0..count {
        h.subscribe(&format!("private-{n}"));
    }
    h.hook = Some(std::rc::Rc::new(|h: &mut Harness, line: &str| {
        if let Some(name) = line.strip_prefix("authorize ").and_then(|rest| rest.split(' ').next()) {
            h.grant(name);
        }
    }));
    h.connect();
    let bytes = allocated(|| h.establish(1));
    assert_eq!(h.sent.len() as u64, count);
    bytes / count
}

#[test]
fn answers_inside_the_requests_cost_the_same_for_few_and_many_channels() {
    let (few, many) = (cost_of_authorizing(100), cost_of_authorizing(2_000));
    assert!(many < few * 2, "{few} bytes per channel for 100 channels, {many} for 2000");
}

#[test]
fn ten_thousand_members_come_and_go() {
    let mut h = quiet();
    h.connect();
    h.establish(1);
    h.subscribe("presence-room");
    h.grant("presence-room");
    let list = r#"{"presence":{"hash":{},"ids":[],"count":0}}"#;
    h.event("pusher_internal:subscription_succeeded", "presence-room", list);
    // Fewer than elsewhere: the tests' JSON copies the map where the browser's values are references.
    for n in 0..300 {
        let member = format!(r#"{{"user_id":{n},"user_info":{{}}}}"#);
        h.event("pusher_internal:member_added", "presence-room", &member);
    }
    assert!((h.member_count("presence-room") - 300.0).abs() < f64::EPSILON);
    for n in 0..300 {
        h.event("pusher_internal:member_removed", "presence-room", &format!(r#"{{"user_id":{n}}}"#));
    }
    assert!(h.member_count("presence-room").abs() < f64::EPSILON);
}

#[test]
fn refusals_without_a_channel_find_every_one_of_many_requests() {
    let mut h = quiet();
    h.connect();
    h.establish(1);
    let names: Vec<_> = (0..1_000).map(|n| format!("private-{n}")).collect();
    for name in &names {
        h.subscribe(name);
        h.grant(name);
    }
    for (done, name) in names.iter().enumerate() {
        assert_eq!(h.flags(name), "pending", "{done} refusals");
        h.recv(1, crate::support::server::UNAUTHORIZED);
        assert_eq!(h.flags(name), "idle");
    }
}
