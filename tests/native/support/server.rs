//! A server that does everything right, and notices who does not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Raw;

/// What the server knows of its sockets.
#[derive(Default)]
pub struct Server {
    sockets: BTreeMap<u32, BTreeSet<String>>,
    /// The users' own channels, by the sockets they are signed in on.
    users: BTreeMap<u32, String>,
    /// Refuse the next subscription, as servers do that name no channel.
    pub refuse_next: bool,
    /// Signatures are bound to the socket id, as [`Server::signature`] makes them.
    pub checks_signatures: bool,
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
        self.users.remove(&socket);
    }

    /// Channels subscribed on a socket.
    pub fn channels(&self, socket: u32) -> Vec<String> {
        self.sockets.get(&socket).into_iter().flatten().cloned().collect()
    }

    /// What authorizes a connection, if anything but a public channel asks for it.
    pub fn signature(socket_id: &str) -> String {
        format!("k:{socket_id}")
    }

    /// Whether an `auth` is right on this socket; a public channel's is empty.
    fn accepts(&self, socket: u32, auth: &Raw) -> bool {
        let signature = Self::signature(&format!("1.{socket}"));
        auth.as_str().is_some_and(|auth| auth.is_empty() || !self.checks_signatures || auth == signature)
    }

    /// A frame from the client, which has to be legal. What the server answers, if anything.
    #[track_caller]
    pub fn handle(&mut self, socket: u32, text: &str) -> Option<String> {
        let frame: Raw = serde_json::from_str(text).expect("a frame is JSON");
        let data = &frame["data"];
        let accepted = self.accepts(socket, &data["auth"]);
        let channels =
            self.sockets.get_mut(&socket).unwrap_or_else(|| panic!("{socket} sent too soon: {text}"));
        assert!(data.is_object(), "{text}");
        let name = data["channel"].as_str();
        match frame["event"].as_str().expect("a frame names its event") {
            "pusher:ping" => Some(r#"{"event":"pusher:pong","data":"{}"}"#.to_owned()),
            "pusher:pong" => None,
            "pusher:subscribe" => {
                let name = name.expect("a subscription names its channel");
                assert!(channels.insert(name.to_owned()), "{name} is subscribed twice on {socket}");
                assert!(accepted, "{text}");
                if std::mem::take(&mut self.refuse_next) {
                    channels.remove(name);
                    return Some(UNAUTHORIZED.to_owned());
                }
                let user = self.users.get(&socket);
                assert!(!name.starts_with('#') || user.is_some_and(|own| own == name), "{text}");
                let data = if name.starts_with("presence-") {
                    assert!(data["channel_data"].is_string() || user.is_some(), "{text}");
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
            "pusher:signin" => {
                assert!(accepted, "{text}");
                let user_data = data["user_data"].as_str().expect("a sign-in names its user");
                let user: Raw = serde_json::from_str(user_data).expect("a user is JSON");
                let channel = ["#server-to-user-", user["id"].as_str().expect("a user has an id")].concat();
                // Who asks again for want of an answer gets the one that is under way.
                self.users.insert(socket, channel).is_none().then(|| signin_success(user_data))
            }
            other => panic!("the core sends no {other}"),
        }
    }
}

/// How Sockudo and Reverb refuse a subscription.
pub const UNAUTHORIZED: &str = r#"{"event":"pusher:error","data":{"code":4009,"message":"not yours"}}"#;

/// The server's answer to a sign-in; `user_data` is a JSON text.
pub fn signin_success(user_data: &str) -> String {
    let data = serde_json::json!({ "user_data": user_data }).to_string();
    serde_json::json!({ "event": "pusher:signin_success", "data": data }).to_string()
}

/// A channel message as servers write it: the data is a JSON text inside the JSON text.
pub fn message(event: &str, channel: &str, data: &str) -> String {
    serde_json::json!({ "event": event, "channel": channel, "data": data }).to_string()
}

/// A frame in a line of a `SockJS` response: in an array (`a`), or by itself (`m`).
pub fn line(kind: &str, frame: &str) -> String {
    let text = serde_json::Value::from(frame).to_string();
    if kind == "a" { format!("a[{text}]\n") } else { format!("{kind}{text}\n") }
}
