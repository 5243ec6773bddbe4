//! A client, a server that does everything right unless told otherwise, and an application with wishes.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use pusher_wasm::core::connection::State;
use pusher_wasm::core::protocol::CloseAction;

use super::events::{Act, Event, Greeting, Life, NAMES, Pick, Reply};
use super::keys;
use crate::support::pair::handshake;
use crate::support::{Harness, Json, Server, Written, server};

const OWN: &str = "#server-to-user-7";
/// The longest that a client waits for anything, with the default settings.
const LONGEST_WAIT: u64 = 120_000;

/// What the application wants, by its latest words.
#[derive(Default)]
struct Wishes {
    channels: BTreeSet<&'static str>,
    connected: bool,
    /// There is no way back.
    signed_in: bool,
    /// A server has sent us away since: that ends a wish to be connected, also one that is repeated inside the
    /// callbacks which tell of it, while there still is a connection.
    sent_away: bool,
    /// What user code still does in callbacks, the next one last.
    nested: Vec<(usize, Act)>,
}

fn act(h: &mut Harness, wishes: &RefCell<Wishes>, act: Act) {
    {
        let mut wishes = wishes.borrow_mut();
        match act {
            Act::Subscribe(name) => drop(wishes.channels.insert(name)),
            Act::Unsubscribe(name) => drop(wishes.channels.remove(name)),
            Act::Connect => wishes.connected = true,
            Act::Disconnect => wishes.connected = false,
            Act::Signin => wishes.signed_in = true,
            Act::SwitchCluster => {}
        }
    }
    match act {
        Act::Subscribe(name) => drop(h.subscribe(name)),
        Act::Unsubscribe(name) => h.unsubscribe(name),
        Act::Connect => h.connect(),
        Act::Disconnect => h.disconnect(),
        Act::Signin => h.signin(),
        Act::SwitchCluster => {
            let tls = h.client.uses_tls();
            h.switch_cluster(|config| config.use_tls = tls);
        }
    }
}

/// Runs in every callback: when its time has come, does what is planned next.
fn nested(h: &mut Harness, wishes: &RefCell<Wishes>) {
    let due = {
        let mut wishes = wishes.borrow_mut();
        match wishes.nested.last_mut() {
            Some((0, _)) => wishes.nested.pop(),
            Some((wait, _)) => {
                *wait -= 1;
                None
            }
            None => None,
        }
    };
    if let Some((_, planned)) = due {
        act(h, wishes, planned);
    }
}

pub struct World {
    h: Harness,
    server: Server,
    wishes: Rc<RefCell<Wishes>>,
    /// Frames on their way to the client.
    frames: VecDeque<(u32, String)>,
    /// Which key encrypted channels have.
    key: u8,
}

impl World {
    pub fn new(life: &Life) -> Self {
        let mut h = Harness::with(|config| config.use_tls = life.tls);
        h.recording = false;
        let mut server = Server::default();
        server.checks_signatures = true;
        let mut world = Self { h, server, wishes: Rc::default(), frames: VecDeque::new(), key: 1 };
        if !life.settled.is_empty() {
            life.settled.iter().for_each(|name| act(&mut world.h, &world.wishes, Act::Subscribe(name)));
            world.settle();
        }
        if !life.nested.is_empty() {
            world.wishes.borrow_mut().nested.clone_from(&life.nested);
            let wishes = Rc::clone(&world.wishes);
            world.h.hook = Some(Rc::new(move |h: &mut Harness, _: &str| nested(h, &wishes)));
        }
        world
    }

    /// One thing happens.
    pub fn step(&mut self, event: Event) {
        match event {
            Event::Act(this) => {
                if matches!(this, Act::Connect) {
                    self.wishes.borrow_mut().sent_away = false;
                }
                act(&mut self.h, &self.wishes, this);
            }
            Event::Welcome(pick, greeting) => self.welcome(pick, greeting),
            Event::End { socket, code, clean, fails } => self.end(socket, code, clean, fails),
            Event::Answer(pick, reply) => self.answer(pick, reply),
            Event::Deliver => self.deliver(),
            Event::RefuseNext => self.server.refuse_next = true,
            Event::NewKey => self.key = self.key.wrapping_add(1),
            Event::Say(name) => self.say(name),
            Event::Online => self.h.online(),
            Event::Offline => self.h.offline(),
            Event::Wait(ms) => self.h.advance(ms),
            Event::Sleep(ms) => {
                self.h.now += ms;
                self.h.advance(0);
            }
        }
        self.pump();
        self.check();
    }

    /// A socket that is alive on both sides, if there is one.
    fn socket(&self, pick: Pick) -> Option<u32> {
        let alive: Vec<_> = self.h.sockets.iter().filter(|(_, s)| s.alive).map(|(&id, _)| id).collect();
        (!alive.is_empty()).then(|| alive[pick % alive.len()])
    }

    fn welcome(&mut self, pick: Pick, greeting: Greeting) {
        let Some(socket) = self.socket(pick) else { return };
        if !self.h.sockets[&socket].opened {
            self.h.open(socket);
        } else if !self.server.knows(socket) {
            self.server.accept(socket);
            match greeting {
                Greeting::Good => self.h.recv(socket, &handshake(socket, 30)),
                Greeting::Malformed => self.h.recv(socket, "{}"),
                Greeting::Error(code) => {
                    self.note_code(code);
                    let error = format!(r#"{{"event":"pusher:error","data":{{"code":{code}}}}}"#);
                    self.h.recv(socket, &error);
                }
            }
        }
    }

    fn end(&mut self, pick: Pick, code: u16, clean: bool, fails: bool) {
        let Some(socket) = self.socket(pick) else { return };
        if fails {
            self.h.fail(socket);
        }
        self.note_code(code);
        self.h.close_with(socket, code, "", clean);
    }

    fn note_code(&self, code: u16) {
        if CloseAction::of_code(f64::from(code)) == Some(CloseAction::Refused) {
            self.wishes.borrow_mut().sent_away = true;
        }
    }

    fn answer(&mut self, pick: Pick, reply: Reply) {
        let (channels, all) = (self.h.requests.len(), self.h.requests.len() + self.h.signins.len());
        if all == 0 {
            return;
        }
        let index = pick % all;
        if index < channels {
            self.answer_channel(index, reply);
        } else {
            self.answer_user(index - channels, reply);
        }
    }

    fn answer_channel(&mut self, index: usize, reply: Reply) {
        let request = self.h.requests[index].clone();
        let key = if matches!(reply, Reply::OldKey) { self.key.wrapping_sub(1) } else { self.key };
        let mut grant = serde_json::json!({ "auth": Server::signature(&request.socket_id) });
        if request.name.starts_with("presence-") && !matches!(reply, Reply::Leave) {
            grant["channel_data"] = r#"{"user_id":"me"}"#.into();
        }
        if request.name.starts_with("private-encrypted-") {
            grant["shared_secret"] = keys::secret(key).into();
        }
        let grant = grant.to_string();
        self.h.answer_to(&request, if matches!(reply, Reply::Refuse) { Err("no") } else { Ok(&grant) });
    }

    fn answer_user(&mut self, index: usize, reply: Reply) {
        let auth = Server::signature(&self.h.signin_sockets[index]);
        let grant = serde_json::json!({ "auth": auth, "user_data": r#"{"id":"7"}"# }).to_string();
        let answer = if matches!(reply, Reply::Refuse) { Err("no") } else { Ok(grant.as_str()) };
        self.h.answer_signin_to(self.h.signins[index], answer);
    }

    fn deliver(&mut self) {
        if let Some((socket, text)) = self.frames.pop_front() {
            self.h.recv(socket, &text);
        }
    }

    /// The server tells the subscribers of a channel something.
    fn say(&mut self, name: &str) {
        let Some(socket) = self.h.client.open_socket().map(|socket| socket.0) else { return };
        if self.server.channels(socket).iter().any(|subscribed| subscribed == name) {
            let data = if name.starts_with("private-encrypted-") {
                keys::seal(self.key, "\"hello\"")
            } else {
                "\"hello\"".to_owned()
            };
            self.frames.push_back((socket, server::message("hello", name, &data)));
        }
    }

    /// Frames reach the server, which forgets sockets that have ended.
    fn pump(&mut self) {
        for (socket, text) in std::mem::take(&mut self.h.sent) {
            self.frames.extend(self.server.handle(socket, &text).map(|answer| (socket, answer)));
        }
        for (&id, _) in self.h.sockets.iter().filter(|(_, socket)| !socket.alive) {
            self.server.forget(id);
        }
        self.frames.retain(|(socket, _)| self.server.knows(*socket));
    }

    /// What holds at any time. (More of it the harness and the server see to.)
    fn check(&self) {
        let (state, wishes) = (self.h.client.state(), self.wishes.borrow());
        let at_rest = matches!(state, State::Initialized | State::Disconnected);
        assert!(wishes.connected || at_rest, "{} against the application's latest word", state.name());
        assert!(!wishes.connected || wishes.sent_away || !at_rest, "at rest, though nobody said so");
        if let Some(at) = self.h.client.poll_timeout() {
            assert!(!at_rest, "a timer, and nothing to wait for");
            assert!(at <= self.h.now + LONGEST_WAIT, "a timer in {} ms", at - self.h.now);
        }
        if at_rest {
            assert_eq!(self.h.client.user_data(), None, "a user without a connection");
            for name in NAMES {
                assert!(["idle", "gone"].contains(&self.h.flags(name).as_str()), "{name} is not at rest");
            }
        } else if state != State::Connected {
            assert!(self.h.client.poll_timeout().is_some(), "{} for ever", state.name());
        }
        assert_eq!(self.h.dead_letters, 0, "an output for a channel that is gone");
    }

    /// From now on everything goes well.
    pub fn settle(&mut self) {
        self.h.hook = None;
        self.server.refuse_next = false;
        act(&mut self.h, &self.wishes, Act::Connect);
        if self.wishes.borrow().signed_in {
            // An earlier one may have failed.
            self.h.signin();
        }
        for _ in 0..200 {
            self.answer_everything();
            let waiting: Vec<_> = self.h.sockets.iter().filter(|(_, s)| s.alive).map(|(&id, _)| id).collect();
            for socket in waiting {
                if self.h.client.open_socket().is_none() && !self.server.knows(socket) {
                    self.server.accept(socket);
                    self.h.establish(socket);
                }
            }
            let asked = !self.h.requests.is_empty() || !self.h.signins.is_empty();
            let quiet = !asked && self.frames.is_empty() && self.h.sent.is_empty();
            if quiet && self.h.client.open_socket().is_some() {
                return;
            }
            if self.h.client.open_socket().is_none() {
                self.h.advance(1_000);
            }
        }
        panic!("the dust does not settle");
    }

    fn answer_everything(&mut self) {
        self.answer_requests();
        while !self.frames.is_empty() {
            self.deliver();
            self.answer_requests();
        }
    }

    /// Those of earlier connections are never answered: that must not matter.
    fn answer_requests(&mut self) {
        self.pump();
        let present =
            self.h.client.open_socket().map_or_else(String::new, |socket| format!("1.{}", socket.0));
        for index in 0..self.h.requests.len() {
            if self.h.requests[index].socket_id == present {
                self.answer_channel(index, Reply::Grant);
            }
        }
        self.h.requests.clear();
        for index in 0..self.h.signins.len() {
            if self.h.signin_sockets[index] == present {
                self.answer_user(index, Reply::Grant);
            }
        }
        self.h.signins.clear();
        self.h.signin_sockets.clear();
        self.pump();
    }

    /// A refused channel, or user, waits for the next connection.
    pub fn reconnect(&mut self) {
        act(&mut self.h, &self.wishes, Act::Disconnect);
        self.pump();
        self.settle();
    }

    /// Every wanted channel is subscribed and heard, and no other; the user is signed in, if that was asked for.
    pub fn verify(&mut self) {
        assert_eq!(self.h.client.state(), State::Connected);
        let wishes = Rc::clone(&self.wishes);
        let Wishes { channels, signed_in, .. } = &*wishes.borrow();
        let own = signed_in.then_some(OWN);
        assert_eq!(self.h.client.user_data(), own.map(|_| Json::of(r#"{"id":"7"}"#)).as_ref());
        assert_eq!(self.h.flags(OWN), if *signed_in { "subscribed" } else { "gone" });
        let socket = self.h.client.open_socket().expect("connected").0;
        let wanted: Vec<_> = own.iter().chain(channels).map(|&name| name.to_owned()).collect();
        assert_eq!(self.server.channels(socket), wanted, "the server's view");
        self.h.recording = true;
        for name in NAMES {
            let flags = if channels.contains(name) { "subscribed" } else { "gone" };
            assert_eq!(self.h.flags(name), flags, "{name}");
            self.say(name);
            self.answer_everything();
            let heard = self.h.take_lines(&[" emit hello"]);
            assert_eq!(heard.len(), usize::from(channels.contains(name)), "{name} {heard:?}");
        }
    }
}
