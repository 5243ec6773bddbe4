//! What comes from outside, whatever it is, does no harm: a client goes on, and what is right afterwards works.

mod corpus;
mod mutate;

use proptest::prelude::*;
use pusher_wasm::core::Config;
use pusher_wasm::core::Value;
use pusher_wasm::core::connection::State;
use pusher_wasm::core::strategy::{RememberedTransport, Transports};

use self::mutate::texts;
#[cfg(feature = "encryption")]
use crate::properties::keys;
use crate::support::pair::handshake;
use crate::support::{Harness, Json, explore, server, transports};

const PRESENT: &str = r#"{"presence":{"hash":{"me":{}},"ids":["me"],"count":1}}"#;
const USER: &str = r#"{"id":"7"}"#;
#[cfg(feature = "encryption")]
const SEALED: &str = "private-encrypted-a";
#[cfg(feature = "encryption")]
const KEY: u8 = 7;

fn grant(name: &str) -> String {
    let mut grant = serde_json::json!({ "auth": "k:s", "channel_data": r#"{"user_id":"me"}"# });
    #[cfg(feature = "encryption")]
    {
        grant["shared_secret"] = keys::secret(KEY).into();
    }
    if !name.starts_with("presence-") {
        grant.as_object_mut().unwrap().shift_remove("channel_data");
    }
    grant.to_string()
}

fn subscribe(h: &mut Harness, name: &str) {
    h.subscribe(name);
    if name != "news" {
        h.answer(name, Ok(&grant(name)));
    }
    let data = if name.starts_with("presence-") { PRESENT } else { "{}" };
    h.event("pusher_internal:subscription_succeeded", name, data);
    assert_eq!(h.flags(name), "subscribed");
}

/// A client in the middle of everything: signed in, with a channel of each kind, and one that is under way.
fn busy() -> Harness {
    let mut h = Harness::connected();
    h.signin();
    h.grant_signin();
    h.confirm_signin(USER);
    subscribe(&mut h, "news");
    subscribe(&mut h, "presence-a");
    #[cfg(feature = "encryption")]
    subscribe(&mut h, SEALED);
    h.subscribe("private-a");
    h.forget();
    h
}

/// Good messages are heard, and so they are after the next connection.
fn assert_alive(mut h: Harness) {
    h.forget();
    h.event("hello", "news", "{}");
    h.expect(&["all hello", "channel news emit hello {}", "client hello", "bound hello"]);
    let socket = h.client.open_socket().expect("connected").0;
    h.drop_socket(socket);
    h.advance(1_000);
    welcome(&mut h);
    assert!(h.sent.iter().any(|(_, text)| text.contains(r#""channel":"news""#)), "{:?}", h.sent);
}

/// The server lets in whoever asks; a client that was sent away asks again.
fn welcome(h: &mut Harness) {
    if h.client.state() == State::Disconnected {
        h.connect();
    }
    h.advance(0);
    for _ in 0..100 {
        let waiting = h.sockets.iter().find(|(_, socket)| socket.alive).map(|(&id, _)| id);
        if let Some(socket) = waiting {
            h.establish(socket);
            assert_eq!(h.client.state(), State::Connected);
            return;
        }
        h.advance(1_000);
    }
    panic!("it does not try again");
}

#[test]
fn frames() {
    let frames = prop::collection::vec(texts("frames"), 1..5);
    explore(800, &frames, |frames| {
        let mut h = busy();
        for frame in frames {
            h.recv(1, &frame);
        }
        assert!(h.client.open_socket().is_some());
        assert_alive(h);
    });
}

#[test]
fn first_frames() {
    explore(1_500, &texts("handshakes"), |frame| {
        let mut h = Harness::new();
        h.connect();
        h.open(1);
        h.recv(1, &frame);
        if h.client.open_socket().is_none() {
            assert!(!h.sockets[&1].alive, "a socket that was turned away is closed");
            welcome(&mut h);
        }
        h.subscribe("news");
        assert_eq!(h.flags("news"), "pending");
    });
}

#[test]
fn authorizations() {
    let names = vec![
        "private-a",
        "presence-a",
        #[cfg(feature = "encryption")]
        SEALED,
    ];
    explore(1_500, &(prop::sample::select(names), texts("auth")), |(name, body)| {
        if corpus::json(&body).is_none() {
            return;
        }
        let mut h = Harness::connected();
        h.subscribe(name);
        h.answer(name, Ok(&body));
        let errors = h.take_lines(&["pusher:subscription_error"]).len();
        assert_eq!((h.sent.len(), errors), if errors == 0 { (1, 0) } else { (0, 1) });
        assert_eq!(h.flags(name), if errors == 0 { "pending" } else { "idle" });
        if errors == 1 {
            subscribe(&mut h, name);
        }
    });
}

#[test]
fn sign_ins() {
    explore(1_000, &texts("user-auth"), |body| {
        if corpus::json(&body).is_none() {
            return;
        }
        let mut h = Harness::connected();
        h.signin();
        h.answer_signin(Ok(&body));
        let errors = h.take_lines(&["pusher:signin_error"]).len();
        assert_eq!((h.sent.len(), errors), if errors == 0 { (1, 0) } else { (0, 1) });
        // An answer that never comes ends a sign-in, too.
        h.advance(30_000);
        h.signin();
        h.grant_signin();
        h.confirm_signin(USER);
        assert!(h.client.user_data().is_some());
    });
}

#[test]
fn confirmations_of_sign_ins() {
    explore(1_000, &texts("user-auth"), |data| {
        let mut h = Harness::connected();
        h.signin();
        h.grant_signin();
        h.recv(1, &server::signin_success(&data));
        h.recv(1, &format!(r#"{{"event":"pusher:signin_success","data":{data}}}"#));
        assert!(h.client.open_socket().is_some());
    });
}

#[cfg(feature = "encryption")]
#[test]
fn encrypted_events() {
    let contents = (any::<bool>(), texts("encrypted"));
    let events = prop::collection::vec((0..3_u8, contents, texts("auth")), 1..5);
    explore(800, &events, |events| {
        let mut h = busy();
        for (key, (sealed, text), answer) in events {
            let data = if sealed { keys::seal(KEY + key, &text) } else { text };
            h.event("secret", SEALED, &data);
            if let Some(request) = h.requests.pop_if(|request| request.name == SEALED) {
                let answer = corpus::json(&answer).map(|_| answer.as_str());
                h.answer_to(&request, answer.ok_or("not JSON"));
            }
        }
        // One that is still awaited, or a key that somebody has sent us instead of ours, is replaced.
        for _ in 0..2 {
            h.forget();
            h.event("secret", SEALED, &keys::seal(KEY, "1"));
            let request = h.requests.iter().rfind(|request| request.name == SEALED).cloned();
            if let Some(request) = request {
                h.answer_to(&request, Ok(&grant(SEALED)));
            }
        }
        assert_eq!(h.take_lines(&["emit secret 1"]).len(), 1);
        assert_alive(h);
    });
}

#[test]
fn streams() {
    let chunks = (any::<bool>(), prop::collection::vec(texts("sockjs"), 1..6));
    explore(800, &chunks, |(connected, chunks)| {
        let mut h = Harness::with_fallback(|config| {
            config.enabled_transports = transports(&["xhr_streaming"]);
        });
        h.connect();
        if connected {
            open_stream(&mut h, 1);
        }
        for chunk in chunks {
            h.respond(1, &chunk);
        }
        // Ends a line that is not complete.
        h.respond(1, "\n");
        if h.client.open_socket().is_none() {
            h.end_response(1, 0);
            if h.client.state() == State::Disconnected {
                h.connect();
            }
            h.advance(60_000);
            let waiting = h.sockets.iter().rfind(|(_, socket)| socket.alive).map(|(&id, _)| id);
            open_stream(&mut h, waiting.expect("it tries again"));
        }
        let socket = h.client.open_socket().expect("connected").0;
        h.forget();
        h.respond(socket, &server::line("a", &server::message("hi", "news", "{}")));
        assert_eq!(h.take_lines(&["client hi"]), ["client hi"]);
    });
}

fn open_stream(h: &mut Harness, socket: u32) {
    h.respond(socket, "o\n");
    h.respond(socket, &server::line("a", &handshake(socket, 120)));
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn remembered_transports() {
    let name =
        prop_oneof![3 => Just("ws".to_owned()), 3 => Just("wss".to_owned()), 1 => texts("transport-cache")];
    let number = || prop_oneof![0..5_000_u64, any::<u64>()];
    let entry = (name, number(), number(), any::<u32>(), any::<bool>());
    explore(1_000, &entry, |(name, age, latency, skip_count, tls)| {
        let mut h = Harness::with(|config| config.use_tls = tls);
        h.memory.insert(tls, RememberedTransport { name, age, latency, skip_count });
        h.connect();
        // Nobody answers on the remembered one.
        h.advance(61_000);
        assert!(h.sockets.len() > 1, "the others have their turn");
        welcome(&mut h);
    });
}

#[test]
fn settings() {
    let number = || prop_oneof![0..5_u64, 0..500_000_u64, any::<u64>()];
    let names =
        || prop::option::of(prop::collection::vec(prop_oneof![Just("ws"), Just("wss"), Just("x")], 0..3));
    let settings = (
        prop_oneof![texts("handshakes"), ".{0,20}"],
        (number(), number(), number()),
        names(),
        names(),
        any::<bool>(),
    );
    explore(1_000, &settings, |(text, (activity, pong, unavailable), enabled, disabled, tls)| {
        let change = |config: &mut Config<Json>| {
            config.use_tls = tls;
            (config.activity_timeout, config.pong_timeout, config.unavailable_timeout) =
                (activity, pong, unavailable);
            config.enabled_transports = enabled.map_or(Transports::ALL, |names| transports(&names));
            config.disabled_transports = disabled.map_or(Transports::NONE, |names| transports(&names));
            for setting in
                [&mut config.ws_host, &mut config.ws_path, &mut config.ws_port, &mut config.wss_port]
            {
                *setting = Json::text(&text);
            }
        };
        let mut h = Harness::with(change);
        h.connect();
        if h.client.state() == State::Failed {
            return;
        }
        let socket = h.sockets.len() as u32;
        h.open(socket);
        h.recv(socket, &handshake(socket, 120));
        h.subscribe("news");
        assert_eq!(h.client.state(), State::Connected);
    });
}
