//! The part of the harness that carries out what the client asks for.

use pusher_wasm::core::channels::{Channel, ChannelId, Members};
use pusher_wasm::core::client::Delivery;
use pusher_wasm::core::connection::State;
use pusher_wasm::core::io::{ChannelEvent, ConnectionEvent, MessageStage, Subject};
use pusher_wasm::core::protocol::Message;
use pusher_wasm::core::strategy::RememberedTransport;
use pusher_wasm::core::strategy::SocketId;
use pusher_wasm::core::{Client, Millis, Output, Value};

use super::pair::{Request, Seen, Socket};
use super::{Harness, Json, Written, render};

impl Harness {
    /// Gives the client an input, and carries out what comes of it before going on.
    #[track_caller]
    pub fn input<R>(&mut self, input: impl FnOnce(&mut Client<Json>, Millis) -> R) -> R {
        self.depth += 1;
        let rest = self.client.suspend();
        let result = input(&mut self.client, self.now);
        while let Some(output) = self.client.poll_output() {
            self.carry_out(output);
        }
        self.client.resume(rest);
        self.depth -= 1;
        if self.depth == 0 && self.checking {
            self.check();
        }
        result
    }

    #[allow(clippy::too_many_lines, reason = "an arm for each output")]
    fn carry_out(&mut self, output: Output<Json>) {
        match output {
            Output::OpenSocket { socket, transport, url } => {
                let origin = url.split_once("/app/").map_or(url.as_str(), |(origin, _)| origin);
                let line = format!("open {} {} {origin}", socket.0, transport.name());
                let socket_state = Socket::to(url);
                assert!(self.sockets.insert(socket.0, socket_state).is_none(), "a socket id came twice");
                self.user_code(&line);
            }
            Output::OpenSession { socket, url, .. } => {
                let socket_state = Socket::to(url);
                assert!(self.sockets.insert(socket.0, socket_state).is_none(), "a socket id came twice");
            }
            Output::MoveSession { socket, hostname } => {
                let socket = self.sockets.get_mut(&socket.0).unwrap();
                let (scheme, rest) = socket.url.split_once("//").unwrap();
                let (host, _) = rest.split_at(rest.find([':', '/']).unwrap());
                socket.url = [scheme, "//", &hostname, &rest[host.len()..]].concat();
            }
            Output::Request { socket, endpoint, body } => {
                let state = self.sockets.get_mut(&socket.0).unwrap();
                let (base, query) = state.url.split_at(state.url.find('?').unwrap_or(state.url.len()));
                let (base, query) = (base.to_owned(), query.to_owned());
                if let Some(body) = body {
                    self.record(format!("post {} {}/{} {body}", socket.0, base, endpoint.name()));
                } else {
                    (state.partial, state.received) = (String::new(), 0);
                    self.user_code(&format!("request {} {}/{}{query}", socket.0, base, endpoint.name()));
                }
            }
            Output::Receive { socket, text } => {
                let text = text.as_text().unwrap_or_else(|| text.show());
                self.recv(socket.0, &text);
            }
            Output::Note(note) => self.notes.push(format!("{note:?}")),
            Output::SendStats { tls } => self.record(format!("send stats {tls}")),
            Output::Introduce { socket, text } => self.record(format!("introduce {} {text}", socket.0)),
            Output::RecallTransport { tls } => {
                let remembered = self.memory.get(&tls).cloned().map(|remembered| RememberedTransport {
                    name: Json::text(&remembered.name),
                    age: remembered.age,
                    latency: remembered.latency,
                    skip_count: remembered.skip_count,
                });
                self.input(|client, now| client.handle_recalled(now, remembered.as_ref()));
            }
            Output::RememberTransport { tls, transport } => {
                self.memory.insert(tls, transport);
            }
            Output::ForgetTransport { tls } => {
                self.memory.remove(&tls);
            }
            Output::CloseSocket { socket } => {
                if let Some(socket) = self.sockets.get_mut(&socket.0) {
                    socket.alive = false;
                }
                self.record(format!("close {}", socket.0));
            }
            Output::Send { socket, text } => {
                assert_eq!(self.client.open_socket(), Some(socket), "sent on the wrong socket: {text}");
                assert!(self.linked, "sent without a connection: {text}");
                if !self.input(|client, _| client.send_by_http(socket, &Json::text(&text))) {
                    self.record(format!("send {} {text}", socket.0));
                }
                self.sent.push((socket.0, text));
            }
            Output::Authorize { subject: Subject::User, request, socket_id } => {
                self.signins.push(request);
                let line = format!("authenticate as {socket_id}");
                self.signin_sockets.push(socket_id);
                self.user_code(&line);
            }
            Output::UserChanged => self.change_user(),
            Output::SigninBegun => self.record("signin begun".to_owned()),
            Output::SigninDone => self.record("signin done".to_owned()),
            Output::EmitSigninError(fault) => {
                self.user_code(&format!(
                    "user emit pusher:signin_error {}",
                    render::auth_fault(&fault).show()
                ));
            }
            Output::UserChannel { channel, name } => self.adopt_user_channel(channel, &name),
            Output::EmitWatchlist { name, event } => {
                let name = name.as_text().unwrap_or_else(|| name.show());
                self.user_code(&format!("watchlist emit {name} {}", event.show()));
            }
            Output::Authorize { subject: Subject::Channel(channel), request, socket_id } => {
                let name = self.seen[&channel.0].name.clone();
                let line = format!("authorize {name} as {socket_id}");
                self.requests.push(Request { channel, id: request, name, socket_id });
                self.user_code(&line);
            }
            Output::State(state) => {
                assert_eq!(state, self.client.state(), "a state was announced late");
                self.state = state;
                self.record(format!("state {}", state.name()));
            }
            Output::ShortWay { socket } => {
                self.short_way = socket;
            }
            Output::Connection(established) => {
                self.linked = established.is_some();
                let line = established.map_or_else(
                    || "none".to_owned(),
                    |e| {
                        [e.socket_id.as_str(), " ", e.transport.name(), if e.tls { "+tls" } else { "" }]
                            .concat()
                    },
                );
                self.record(format!("connection {line}"));
            }
            // The other half of what follows; no test here binds to every event.
            Output::EmitConnection(
                ConnectionEvent::Announced(_) | ConnectionEvent::AnnouncedChange { .. },
            ) => {}
            Output::EmitConnection(event) => self.user_code(&render::connection_event(&event)),
            Output::EmitChannel { channel, event } => self.emit_channel(channel, &event),
            Output::Log { channel, text } => {
                let name = self.name_of(channel);
                self.record(format!("log {name}: {text}"));
            }
            Output::Message(stage) => {
                let event = &self.message.as_ref().expect("a message is being handled").event;
                let line = format!("{} {}", stage_name(stage), event.string());
                self.user_code(&line);
            }
            Output::Subscription { channel } => {
                // A channel that is on its way out is no longer there to be asked.
                let flags = self.client.channel(channel).map(Channel::flags).unwrap_or_default();
                if let Some(seen) = self.told_of(channel) {
                    seen.flags = flags;
                    let line = format!("channel {} is {}", seen.name, render::flags(flags));
                    self.record(line);
                }
            }
            Output::MembersReplaced { channel } => {
                let members = self.client.channel(channel).and_then(|channel| channel.members());
                let count = members.map_or(0.0, Members::count);
                self.count_members(channel, count, "has new members:");
            }
            Output::MemberCount { channel, count } => self.count_members(channel, count, "has members:"),
            Output::SubscriptionCount { channel, count } => {
                if let Some(seen) = self.told_of(channel) {
                    let line = format!("channel {} has subscriptions: {}", seen.name, count.show());
                    self.record(line);
                }
            }
            Output::ChannelRemoved { channel, .. } => {
                let seen = self.seen.remove(&channel.0).unwrap();
                if self.user_channel.take_if(|(id, _)| *id == channel).is_none() {
                    assert_eq!(self.names.remove(&seen.name), Some(channel));
                }
                self.record(format!("channel {} is gone", seen.name));
            }
        }
    }

    /// Takes over who is signed in; a change to the same is not worth a line.
    fn change_user(&mut self) {
        let user = self.client.user_data().cloned();
        if self.user != user {
            let line = user.as_ref().map_or_else(|| "none".to_owned(), Json::show);
            self.user = user;
            self.record(format!("user {line}"));
        }
    }

    /// The user's own channel is none of the application's, but messages name it.
    fn adopt_user_channel(&mut self, channel: ChannelId, name: &str) {
        assert_eq!(self.client.channel(channel).map(Channel::name), Some(&Json::text(name)));
        self.user_channel = Some((channel, name.to_owned()));
        self.seen.insert(channel.0, Seen { name: name.to_owned(), ..Seen::default() });
        self.record(format!("user channel {name}"));
    }

    fn count_members(&mut self, channel: ChannelId, count: f64, words: &str) {
        if let Some(seen) = self.told_of(channel) {
            seen.members = count;
            let line = format!("channel {} {words} {count}", seen.name);
            self.record(line);
        }
    }

    /// What has been told of a channel that an output is for.
    fn told_of(&mut self, channel: ChannelId) -> Option<&mut Seen> {
        if !self.seen.contains_key(&channel.0) {
            self.dead_letters += 1;
        }
        self.seen.get_mut(&channel.0)
    }

    fn name_of(&mut self, channel: ChannelId) -> String {
        self.told_of(channel).map_or_else(|| "(gone)".to_owned(), |seen| seen.name.clone())
    }

    fn emit_channel(&mut self, channel: ChannelId, event: &ChannelEvent<Json>) {
        let channel = self.name_of(channel);
        let (name, data) = match event {
            ChannelEvent::Subscribed(data) => ("pusher:subscription_succeeded".to_owned(), data.show()),
            ChannelEvent::SubscribedWithMembers => {
                ("pusher:subscription_succeeded".to_owned(), "members".to_owned())
            }
            ChannelEvent::SubscriptionError(fault) => {
                ("pusher:subscription_error".to_owned(), render::auth_fault(fault).show())
            }
            ChannelEvent::SubscriptionCount(data) => ("pusher:subscription_count".to_owned(), data.show()),
            ChannelEvent::MemberAdded(member) => {
                ("pusher:member_added".to_owned(), render::member(member).show())
            }
            ChannelEvent::MemberRemoved(member) => {
                ("pusher:member_removed".to_owned(), render::member(member).show())
            }
            ChannelEvent::Decrypted { name, data } => (name.clone(), data.show()),
            ChannelEvent::Message { metadata } => {
                let message = self.message.as_ref().expect("a message is being handled");
                let tail = if *metadata { " +metadata" } else { "" };
                (message.event.string(), message.data.show() + tail)
            }
        };
        let line = format!("channel {channel} emit {name} {data}");
        self.user_code(&line);
    }

    /// Hands the application's own event to its listeners, as the short way for messages has it.
    pub(super) fn deliver(&mut self, socket: SocketId, message: &Message<Json>, delivery: Delivery) {
        let event = message.event.string();
        self.user_code(&format!("{} {event}", stage_name(MessageStage::ConnectionGlobal)));
        if let Some(name) = message.channel.and_then(|id| Some(self.seen.get(&id.0)?.name.clone())) {
            let tail = if delivery == Delivery::DeliverWithMetadata { " +metadata" } else { "" };
            if let Some(data) = self.deliverable(socket, message, delivery) {
                self.user_code(&format!("channel {name} emit {event} {}{tail}", data.show()));
            }
        }
        self.user_code(&format!("{} {event}", stage_name(MessageStage::Client)));
        self.user_code(&format!("{} {event}", stage_name(MessageStage::ConnectionBound)));
    }

    /// What a channel's listeners get.
    #[cfg_attr(not(feature = "encryption"), allow(unused_variables))]
    fn deliverable(&mut self, socket: SocketId, message: &Message<Json>, delivery: Delivery) -> Option<Json> {
        match (delivery, message.channel) {
            #[cfg(feature = "encryption")]
            (Delivery::DeliverOpened, Some(id)) => {
                self.input(|client, _| client.open(socket, id, &message.event, &message.data))
            }
            _ => Some(message.data.clone()),
        }
    }

    fn record(&mut self, line: String) {
        if self.recording {
            self.log.push(line);
        }
    }

    /// Records a line inside which user code runs, and runs it.
    fn user_code(&mut self, line: &str) {
        self.record(line.to_owned());
        if let Some(index) = self.reactions.iter().position(|(start, _)| line.starts_with(start)) {
            let (_, reaction) = self.reactions.remove(index);
            reaction(self);
        }
        if let Some(hook) = self.hook.clone() {
            hook(self, line);
        }
    }

    /// What outputs have told is what the client says when asked.
    #[track_caller]
    fn check(&self) {
        assert_eq!(self.state, self.client.state());
        assert_eq!(self.linked, self.client.open_socket().is_some());
        assert_eq!(self.user.as_ref(), self.client.user_data());
        assert_eq!(self.user_channel.is_some(), self.user.is_some(), "a user has a channel");
        for (&id, seen) in &self.seen {
            let channel = self.client.channel(ChannelId(id)).expect("a channel that is told of is there");
            let flags = channel.flags();
            assert_eq!(seen.flags, flags, "{}", seen.name);
            assert!(!(flags.subscribed && flags.pending), "{}", seen.name);
            let members = channel.members().map_or(0.0, Members::count);
            assert!((seen.members - members).abs() < f64::EPSILON, "{}", seen.name);
        }
        let alive = self.sockets.values().filter(|socket| socket.alive).count();
        assert!(self.state != State::Disconnected || alive == 0, "sockets outlive a disconnect");
    }
}

fn stage_name(stage: MessageStage) -> &'static str {
    match stage {
        MessageStage::ConnectionGlobal => "all",
        MessageStage::Client => "client",
        MessageStage::ConnectionBound => "bound",
    }
}
