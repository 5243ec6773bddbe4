//! A server that does everything right, and notices who does not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Raw;

/// What the server knows of its sockets.
#[derive(Default)]
pub struct Server {
    sockets: BTreeMap<u32, BTreeSet<String>>,
    /// Refuse the next subscription, as servers do that name no channel.
    pub refuse_next: bool,
}

impl Server {
    /// The server has accepted a socket as a connection.
    pub fn accept(&mut self, socket: u32) {
        assert!(self.sockets.insert(socket, BTreeSet::new()).is_none(), "socket {socket} was there before");
    }

    /// Whether this socket has been accepted and has not ended.
    pub fn knows(&self, socket: u32) -> bool {
        self.sockets.contains_key(&socket)
    }

    /// A socket has ended.
    pub fn forget(&mut self, socket: u32) {
        self.sockets.remove(&socket);
    }

    /// Channels subscribed on a socket.
    pub fn channels(&self, socket: u32) -> Vec<String> {
        self.sockets.get(&socket).into_iter().flatten().cloned().collect()
    }

    /// A frame from the client, which has to be legal. What the server answers, if anything.
    #[track_caller]
    pub fn handle(&mut self, socket: u32, text: &str) -> Option<String> {
        let channels =
            self.sockets.get_mut(&socket).unwrap_or_else(|| panic!("{socket} sent too soon: {text}"));
        let frame: Raw = serde_json::from_str(text).expect("a frame is JSON");
        let data = &frame["data"];
        assert!(data.is_object(), "{text}");
        let name = data["channel"].as_str();
        match frame["event"].as_str().expect("a frame names its event") {
            "pusher:ping" => Some(r#"{"event":"pusher:pong","data":"{}"}"#.to_owned()),
            "pusher:pong" => None,
            "pusher:subscribe" => {
                let name = name.expect("a subscription names its channel");
                assert!(channels.insert(name.to_owned()), "{name} is subscribed twice on {socket}");
                assert!(data["auth"].is_string(), "{text}");
                if std::mem::take(&mut self.refuse_next) {
                    channels.remove(name);
                    return Some(UNAUTHORIZED.to_owned());
                }
                let data = if name.starts_with("presence-") {
                    assert!(data["channel_data"].is_string(), "{text}");
                    r#"{"presence":{"hash":{"me":{}},"ids":["me"],"count":1}}"#
                } else {
                    "{}"
                };
                Some(message("pusher_internal:subscription_succeeded", name, data))
            }
            "pusher:unsubscribe" => {
                let name = name.expect("an unsubscription names its channel");
                assert!(channels.remove(name), "{name} is not subscribed on {socket}");
                None
            }
            other => panic!("the core sends no {other}"),
        }
    }
}

/// How Sockudo and Reverb refuse a subscription.
pub const UNAUTHORIZED: &str = r#"{"event":"pusher:error","data":{"code":4009,"message":"not yours"}}"#;

/// A channel message as servers write it: the data is a JSON text inside the JSON text.
pub fn message(event: &str, channel: &str, data: &str) -> String {
    serde_json::json!({ "event": event, "channel": channel, "data": data }).to_string()
}
