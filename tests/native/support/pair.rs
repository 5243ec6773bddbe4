//! A client and its host. The host keeps the contract of `core::client`: it carries out one output at a time,
//! lets user code in callbacks call the client again (`suspend`, drain, `resume`), and owns a single timer.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use pusher_wasm::core::channels::{ChannelId, Flags, NameError, RequestId};
use pusher_wasm::core::client::Delivery;
use pusher_wasm::core::connection::State;
use pusher_wasm::core::io::{AuthFault, Subject};
use pusher_wasm::core::protocol::{CloseEvent, Message};
use pusher_wasm::core::strategy::{RememberedTransport, SocketId, Transport, Transports};
use pusher_wasm::core::{Client, Config, Millis, Value};

use super::{Json, Written, render, server};

/// User code that runs once, inside the output whose line begins with a given text.
type Reaction = Box<dyn FnOnce(&mut Harness)>;
/// User code that runs inside every output that can run any.
pub type Hook = Rc<dyn Fn(&mut Harness, &str)>;

/// A socket as the host has it.
#[derive(Debug)]
pub struct Socket {
    pub url: String,
    /// What has come, but not as a whole, of its receiving request's response; and how much has come.
    pub partial: String,
    pub received: u32,
    /// Neither side has closed it.
    pub alive: bool,
    pub opened: bool,
}

impl Socket {
    /// One that is being opened.
    pub fn to(url: String) -> Self {
        Self { url, partial: String::new(), received: 0, alive: true, opened: false }
    }
}

/// A question to the application.
#[derive(Clone, Debug)]
pub struct Request {
    pub channel: ChannelId,
    pub id: RequestId,
    pub name: String,
    /// The connection that it is for.
    pub socket_id: String,
}

/// What outputs have told of a channel, hence what an application sees.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) flags: Flags,
    pub(super) members: f64,
}

/// A client, its host and the transcript of what passed between them.
pub struct Harness {
    pub client: Client<Json>,
    pub now: Millis,
    pub sockets: BTreeMap<u32, Socket>,
    pub requests: Vec<Request>,
    /// The same for the user.
    pub signins: Vec<RequestId>,
    /// The connections that these are for.
    pub signin_sockets: Vec<String>,
    /// Frames that went out and no test has looked at yet.
    pub sent: Vec<(u32, String)>,
    pub hook: Option<Hook>,
    /// What is remembered of the transport that worked, with and without TLS.
    pub memory: BTreeMap<bool, RememberedTransport>,
    /// What was entered into the record of connections.
    pub notes: Vec<String>,
    /// Off where the transcript would only cost time.
    pub recording: bool,
    /// Off where looking at every channel after every input would cost too much.
    pub checking: bool,
    /// Outputs that came for a channel after it was said to be gone.
    pub dead_letters: u32,
    /// How many inputs are being given, one inside the other.
    pub(super) depth: u32,
    pub(super) log: Vec<String>,
    pub(super) names: HashMap<String, ChannelId>,
    pub(super) seen: BTreeMap<u32, Seen>,
    /// Who is signed in, and the channel of that user's own.
    pub(super) user: Option<Json>,
    pub(super) user_channel: Option<(ChannelId, String)>,
    pub(super) state: State,
    pub(super) linked: bool,
    /// Where the short way is open, what is known of channels on it, and when it was last taken.
    pub(super) short_way: Option<SocketId>,
    deliveries: HashMap<u32, Delivery>,
    /// How often the client was asked what to do with a message of the application's own.
    pub asked: u32,
    last_seen: Millis,
    pub(super) message: Option<Message<Json>>,
    pub(super) reactions: Vec<(String, Reaction)>,
}

/// The transports of these names; others count for nothing.
pub fn transports(names: &[&str]) -> Transports {
    names.iter().filter_map(|name| Transport::named(&Json::text(name))).collect()
}

impl Harness {
    /// A client with pusher-js's defaults, and short names: key `key` at `host`, over TLS.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The same with other settings. WebSockets only.
    pub fn with(change: impl FnOnce(&mut Config<Json>)) -> Self {
        Self::with_fallback(|config| {
            config.unsupported = transports(&["xhr_streaming", "xhr_polling", "sockjs"]);
            change(config);
        })
    }

    /// The same with every transport there is; those over HTTP are at `http`.
    pub fn with_fallback(change: impl FnOnce(&mut Config<Json>)) -> Self {
        let mut config = Config::new(Json::text("key"), &Json::text("mt1"));
        config.ws_host = Json::text("host");
        config.http_host = Json::text("http");
        change(&mut config);
        Self {
            client: Client::new(config),
            now: 0,
            sockets: BTreeMap::new(),
            requests: Vec::new(),
            signins: Vec::new(),
            signin_sockets: Vec::new(),
            sent: Vec::new(),
            hook: None,
            memory: BTreeMap::new(),
            notes: Vec::new(),
            recording: true,
            checking: true,
            dead_letters: 0,
            depth: 0,
            log: Vec::new(),
            names: HashMap::new(),
            seen: BTreeMap::new(),
            user: None,
            user_channel: None,
            state: State::Initialized,
            linked: false,
            short_way: None,
            deliveries: HashMap::new(),
            asked: 0,
            last_seen: 0,
            message: None,
            reactions: Vec::new(),
        }
    }

    /// A client that is connected over socket 1.
    pub fn connected() -> Self {
        let mut h = Self::new();
        h.connect();
        h.establish(1);
        h.forget();
        h
    }

    // ---- the application ----

    pub fn connect(&mut self) {
        self.input(Client::connect);
    }

    pub fn disconnect(&mut self) {
        self.input(Client::disconnect);
    }

    /// Goes over to another server, with other settings.
    pub fn switch_cluster(&mut self, change: impl FnOnce(&mut Config<Json>)) {
        let mut config = Config::new(Json::text("key"), &Json::text("mt1"));
        config.ws_host = Json::text("host");
        change(&mut config);
        self.input(|client, now| client.switch_cluster(now, config));
    }

    /// Finds or adds the channel, and subscribes to it.
    #[track_caller]
    pub fn subscribe(&mut self, name: &str) -> ChannelId {
        self.try_subscribe(name).unwrap()
    }

    pub fn try_subscribe(&mut self, name: &str) -> Result<ChannelId, NameError> {
        let id = if let Some(&id) = self.names.get(name) {
            id
        } else {
            let id = self.client.add_channel(Json::text(name))?;
            self.names.insert(name.to_owned(), id);
            self.seen.insert(id.0, Seen { name: name.to_owned(), ..Seen::default() });
            id
        };
        self.input(|client, _| client.subscribe(id));
        Ok(id)
    }

    pub fn unsubscribe(&mut self, name: &str) {
        if let Some(&id) = self.names.get(name) {
            self.input(|client, _| client.unsubscribe(id));
        }
    }

    pub fn remove(&mut self, id: ChannelId) {
        self.input(|client, _| client.remove_channel(id));
    }

    /// Whether the application finds a channel of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    #[track_caller]
    pub fn id(&self, name: &str) -> ChannelId {
        self.names[name]
    }

    /// The subscription state as it shows, in words.
    pub fn flags(&self, name: &str) -> String {
        self.find(name).map_or_else(|| "gone".to_owned(), |id| render::flags(self.seen[&id.0].flags))
    }

    /// The channel that messages of this name are for: the application's or the user's.
    fn find(&self, name: &str) -> Option<ChannelId> {
        let users = self.user_channel.iter().find(|(_, users)| users == name).map(|&(id, _)| id);
        self.names.get(name).copied().or(users)
    }

    /// The member count that shows.
    #[track_caller]
    pub fn member_count(&self, name: &str) -> f64 {
        self.seen[&self.id(name).0].members
    }

    /// Answers the latest authorization request of a channel.
    #[track_caller]
    pub fn answer(&mut self, name: &str, answer: Result<&str, &str>) {
        let request = self.requests.iter().rev().find(|request| request.name == name).unwrap().clone();
        self.answer_to(&request, answer);
    }

    /// Answers one particular request.
    pub fn answer_to(&mut self, request: &Request, answer: Result<&str, &str>) {
        let answer = answer
            .map(Json::of)
            .map_err(|error| AuthFault { message: Json::text(error), status: Json::number(403.0) });
        self.input(|client, now| {
            client.handle_auth(now, Subject::Channel(request.channel), request.id, answer);
        });
    }

    /// Grants the latest request of a channel; on a presence channel, to the user `me`.
    #[track_caller]
    pub fn grant(&mut self, name: &str) {
        self.answer(name, Ok(grant_for(name)));
    }

    pub fn signin(&mut self) {
        self.input(Client::signin);
    }

    /// Answers one particular request to sign the user in.
    pub fn answer_signin_to(&mut self, request: RequestId, answer: Result<&str, &str>) {
        let answer = answer
            .map(Json::of)
            .map_err(|error| AuthFault { message: Json::text(error), status: Json::number(403.0) });
        self.input(|client, now| client.handle_auth(now, Subject::User, request, answer));
    }

    /// Answers the latest.
    #[track_caller]
    pub fn answer_signin(&mut self, answer: Result<&str, &str>) {
        let request = *self.signins.last().expect("the user is to be signed in");
        self.answer_signin_to(request, answer);
    }

    /// Lets the user in, as `7`.
    #[track_caller]
    pub fn grant_signin(&mut self) {
        self.answer_signin(Ok(USER_GRANT));
    }

    #[track_caller]
    pub fn refuse_signin(&mut self) {
        self.answer_signin(Err("forbidden"));
    }

    /// Lets user code run once, inside the first output whose line begins with `line`.
    pub fn when(&mut self, line: &str, reaction: impl FnOnce(&mut Self) + 'static) {
        self.reactions.push((line.to_owned(), Box::new(reaction)));
    }

    // ---- the network ----

    pub fn open(&mut self, socket: u32) {
        if let Some(socket) = self.sockets.get_mut(&socket) {
            socket.opened = true;
        }
        self.input(|client, now| client.handle_socket_opened(now, SocketId(socket)));
    }

    /// More of the response to a socket's receiving request comes.
    pub fn respond(&mut self, socket: u32, text: &str) {
        let Some(state) = self.sockets.get_mut(&socket) else { return };
        state.received += text.encode_utf16().count() as u32;
        state.partial.push_str(text);
        while let Some((line, rest)) = self.sockets[&socket]
            .partial
            .split_once('\n')
            .map(|(line, rest)| (line.to_owned(), rest.to_owned()))
        {
            self.sockets.get_mut(&socket).unwrap().partial = rest;
            let mut payload = line.chars();
            if let Some(kind) = payload.next() {
                let (payload, line) = (Json::text(payload.as_str()), Json::text(&line));
                self.input(|client, now| client.handle_line(now, SocketId(socket), kind, &payload, line));
            }
        }
        let state = &self.sockets[&socket];
        if state.partial.is_empty() {
            let length = state.received;
            self.input(|client, now| client.handle_response_length(now, SocketId(socket), length));
        }
    }

    /// The receiving request cannot be made.
    pub fn fail_request(&mut self, socket: u32) {
        let error = Json::text("forbidden");
        self.input(|client, now| client.handle_request_failed(now, SocketId(socket), error));
    }

    /// Sends a text on socket 1 by HTTP; whether that was possible.
    pub fn input_send(&mut self, text: &str) -> bool {
        self.input(|client, _| client.send_by_http(SocketId(1), &Json::text(text)))
    }

    /// That response ends.
    pub fn end_response(&mut self, socket: u32, status: u16) {
        self.input(|client, now| client.handle_response_end(now, SocketId(socket), status));
    }

    /// The transport's own error event.
    pub fn fail(&mut self, socket: u32) {
        self.input(|client, now| client.handle_socket_error(now, SocketId(socket), Json::text("no route")));
    }

    /// The server closes with a code, both sides saying goodbye.
    pub fn close(&mut self, socket: u32, code: u16) {
        self.close_with(socket, code, "", true);
    }

    pub fn close_with(&mut self, socket: u32, code: u16, reason: &str, was_clean: bool) {
        if let Some(socket) = self.sockets.get_mut(&socket) {
            socket.alive = false;
        }
        let close = CloseEvent { code, reason: Json::text(reason), was_clean };
        self.input(|client, now| client.handle_socket_closed(now, SocketId(socket), &close));
    }

    /// The network takes the socket away.
    pub fn drop_socket(&mut self, socket: u32) {
        self.close_with(socket, 1006, "", false);
    }

    /// Opens a socket and shakes hands; the connection's id is `1.` and the socket's number.
    pub fn establish(&mut self, socket: u32) {
        self.open(socket);
        self.recv(socket, &handshake(socket, 120));
    }

    /// Loses the established connection and gets the next one.
    #[track_caller]
    pub fn reconnect(&mut self) {
        let socket = self.client.open_socket().expect("connected").0;
        self.drop_socket(socket);
        self.advance(1_000);
        self.forget();
        self.establish(socket + 1);
    }

    /// A frame comes in. Does what the host's message callback does.
    pub fn recv(&mut self, socket: u32, text: &str) {
        let text = Json::text(text);
        let Some(message) = Message::read(text.clone(), |name| self.find(&name.as_text()?)) else {
            let error = Json::text("bad frame");
            return self.input(|client, now| client.handle_malformed(now, SocketId(socket), error, text));
        };
        let (event, channel) = (message.event.string(), message.channel);
        if !event.starts_with("pusher:") && !event.starts_with("pusher_internal:") {
            match self.delivery(socket, channel) {
                Delivery::Ignore => return,
                Delivery::Handle => {}
                delivery => return self.deliver(SocketId(socket), &message, delivery),
            }
        }
        let outer = self.message.replace(message.clone());
        self.input(|client, now| client.handle_message(now, SocketId(socket), message));
        self.message = outer;
    }

    /// What is to be done with a message of the application's own: asked once for a channel while the short way is open,
    /// as the browser does.
    fn delivery(&mut self, socket: u32, channel: Option<ChannelId>) -> Delivery {
        let open = |h: &Self| h.short_way == Some(SocketId(socket));
        let id = channel.map(|channel| channel.0);
        if let Some(&delivery) = id.and_then(|id| self.deliveries.get(&id)).filter(|_| open(self)) {
            self.last_seen = self.now;
            return delivery;
        }
        self.asked += 1;
        let delivery = self.input(|client, now| client.handle_event(now, SocketId(socket), channel));
        if let Some(id) = id.filter(|_| open(self)) {
            self.deliveries.insert(id, delivery);
        }
        delivery
    }

    /// The server confirms a subscription on the established connection.
    #[track_caller]
    pub fn confirm(&mut self, name: &str) {
        self.event("pusher_internal:subscription_succeeded", name, "{}");
    }

    /// A channel event comes in on the established connection; `data` is a JSON text.
    #[track_caller]
    pub fn event(&mut self, event: &str, channel: &str, data: &str) {
        let socket = self.client.open_socket().expect("connected").0;
        self.recv(socket, &server::message(event, channel, data));
    }

    /// The server signs the user in on the established connection; `user_data` is a JSON text.
    #[track_caller]
    pub fn confirm_signin(&mut self, user_data: &str) {
        let socket = self.client.open_socket().expect("connected").0;
        self.recv(socket, &server::signin_success(user_data));
    }

    pub fn online(&mut self) {
        self.input(Client::handle_online);
    }

    pub fn offline(&mut self) {
        self.input(Client::handle_offline);
    }

    // ---- the clock ----

    /// Lets time pass, firing the timer at each deadline on the way, including those at the end.
    #[track_caller]
    pub fn advance(&mut self, by: Millis) {
        let end = self.now.saturating_add(by);
        let mut rings = 0;
        while let Some(at) = self.client.poll_timeout().filter(|&at| at <= end) {
            rings += 1;
            assert!(rings < 10_000, "the timer rings without end");
            self.now = self.now.max(at);
            self.client.handle_seen(self.last_seen);
            self.input(Client::handle_timeout);
        }
        self.now = end;
    }

    // ---- the transcript ----

    /// Drops the transcript so far.
    pub fn forget(&mut self) {
        self.log.clear();
        self.sent.clear();
    }

    /// The transcript since the last look.
    pub fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.log)
    }

    /// Its lines that contain one of these.
    pub fn take_lines(&mut self, parts: &[&str]) -> Vec<String> {
        let mut lines = self.take();
        lines.retain(|line| parts.iter().any(|part| line.contains(part)));
        lines
    }

    /// The whole transcript since the last look is this.
    #[track_caller]
    pub fn expect(&mut self, lines: &[&str]) {
        assert_eq!(self.take(), lines);
    }

    /// What applications can hear of it is this.
    #[track_caller]
    pub fn expect_events(&mut self, lines: &[&str]) {
        assert_eq!(self.take_lines(&["emit "]), lines);
    }

    /// What servers can see of it is this.
    #[track_caller]
    pub fn expect_wire(&mut self, lines: &[&str]) {
        let mut wire = self.take();
        wire.retain(|line| {
            ["open ", "close ", "send ", "request ", "post ", "introduce "]
                .iter()
                .any(|word| line.starts_with(word))
        });
        assert_eq!(wire, lines);
    }

    /// What servers can see of it is a ping on this socket.
    #[track_caller]
    pub fn expect_ping(&mut self, socket: u32) {
        self.expect_wire(&[&format!(r#"send {socket} {{"event":"pusher:ping","data":{{}}}}"#)]);
    }
}

/// The first frame of a good server.
pub fn handshake(socket: u32, activity_timeout: u32) -> String {
    let data = format!(r#"{{"socket_id":"1.{socket}","activity_timeout":{activity_timeout}}}"#);
    serde_json::json!({ "event": "pusher:connection_established", "data": data }).to_string()
}

/// What an application grants the user `7`.
pub const USER_GRANT: &str = r#"{"auth":"k:s","user_data":"{\"id\":\"7\"}"}"#;

/// What an application grants on a channel of this name.
pub fn grant_for(name: &str) -> &'static str {
    if name.starts_with("presence-") {
        r#"{"auth":"k:s","channel_data":"{\"user_id\":\"me\"}"}"#
    } else {
        r#"{"auth":"k:s"}"#
    }
}
