//! How many messages the core alone takes, natively, by the number of channels: what a message costs must not
//! depend on that. Prints a JSON table of nanoseconds.
//!
//! `cargo run --profile rate --example core_rate`

#![allow(missing_docs, clippy::unwrap_used, clippy::cast_precision_loss, reason = "a program without users")]

// Payloads that are references, as those of JavaScript are.
#[path = "../native/support/shared.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests need more of it")]
mod shared;
#[path = "../native/support/value.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests need more of it")]
mod value;

use std::time::Instant;

use pusher_wasm::core::channels::ChannelId;
use pusher_wasm::core::protocol::Message;
use pusher_wasm::core::strategy::SocketId;
use pusher_wasm::core::{Client, Config, Output, Value};
use shared::Shared;
use value::{Json, Written};

/// Messages that are timed at a time, and how often: the median counts.
const MESSAGES: usize = 200_000;
const ROUNDS: usize = 9;

fn main() {
    let rows: Vec<String> = [10, 100, 1_000, 10_000, 100_000].into_iter().map(row).collect();
    println!("[\n{}\n]", rows.join(",\n"));
}

/// Measures a client with so many channels.
fn row(channels: usize) -> String {
    let (mut client, socket) = connected();
    let begin = Instant::now();
    let ids = subscribed(&mut client, socket, channels);
    let subscription = nanoseconds(begin, channels);
    // From one channel to one far away, so that neighbours in memory do not help.
    let order: Vec<ChannelId> = (0..MESSAGES).map(|n| ids[n * 7_919 % channels]).collect();
    let event = median(&order, |channel| {
        std::hint::black_box(client.handle_event(1, socket, Some(channel)));
    });
    let message = median(&order, |channel| {
        client.handle_message(1, socket, named("update", Some(channel), Shared::undefined()));
        drain(&mut client);
    });
    format!(
        r#"  {{ "channels": {channels}, "subscription": {subscription:.1}, "event": {event:.1}, "message": {message:.1} }}"#
    )
}

/// A client with an established connection, and its socket.
fn connected() -> (Client<Shared>, SocketId) {
    let mut client = Client::new(Config::new(Shared::text("key"), &Shared::text("mt1")));
    client.connect(0);
    let mut opened = None;
    while let Some(output) = client.poll_output() {
        match output {
            Output::RecallTransport { .. } => client.handle_recalled(0, None),
            Output::OpenSocket { socket, .. } => opened = Some(socket),
            _ => {}
        }
    }
    let socket = opened.unwrap();
    client.handle_socket_opened(0, socket);
    let data = Shared::new(Json::of(r#"{"socket_id":"1.1","activity_timeout":120}"#));
    client.handle_message(0, socket, named("pusher:connection_established", None, data));
    drain(&mut client);
    assert_eq!(client.open_socket(), Some(socket));
    (client, socket)
}

/// Subscribes to so many channels and confirms each.
fn subscribed(client: &mut Client<Shared>, socket: SocketId, channels: usize) -> Vec<ChannelId> {
    let ids: Vec<_> =
        (0..channels).map(|n| client.add_channel(Shared::text(&format!("channel-{n}"))).unwrap()).collect();
    for &id in &ids {
        client.subscribe(id);
        drain(client);
        let confirmation = named("pusher_internal:subscription_succeeded", Some(id), Shared::undefined());
        client.handle_message(0, socket, confirmation);
        drain(client);
    }
    assert!(ids.iter().all(|&id| client.channel(id).unwrap().flags().subscribed));
    ids
}

fn named(event: &str, channel: Option<ChannelId>, data: Shared) -> Message<Shared> {
    Message { event: Shared::text(event), channel, data, text: Shared::undefined() }
}

fn drain(client: &mut Client<Shared>) {
    while client.poll_output().is_some() {}
}

/// The median of several rounds, in nanoseconds per message.
fn median(order: &[ChannelId], mut handle: impl FnMut(ChannelId)) -> f64 {
    let mut rounds = [0.0; ROUNDS];
    for round in &mut rounds {
        let begin = Instant::now();
        for &channel in order {
            handle(channel);
        }
        *round = nanoseconds(begin, order.len());
    }
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

fn nanoseconds(begin: Instant, steps: usize) -> f64 {
    begin.elapsed().as_nanos() as f64 / steps as f64
}
