//! Thousands of random sequences of everything that can happen, and what must hold after each of them.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use crate::support::pair::{USER_GRANT, grant_for, handshake};
use crate::support::{Harness, Json, Server};
use pusher_wasm::core::connection::State;

const OWN: &str = "#server-to-user-7";
const NAMES: [&str; 6] = ["news", "sport", "private-a", "private-b", "presence-a", "presence-b"];
const CODES: [u16; 12] = [0, 1000, 1001, 1002, 1006, 1011, 4000, 4001, 4100, 4200, 4300, 4999];
const WAITS: [u64; 8] = [0, 1, 500, 1_000, 2_000, 10_000, 15_000, 120_000];

/// Marsaglia's xorshift64: the same sequence on every machine.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        random.below(2);
        random
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What user code shares with the test: its dice and its wishes.
struct User {
    random: Random,
    wanted: BTreeSet<&'static str>,
    /// Wants to be signed in; there is no way back.
    signin: bool,
}

/// A call that user code may make anywhere.
fn act(h: &mut Harness, user: &RefCell<User>) {
    let (action, name) = {
        let mut user = user.borrow_mut();
        let (action, name) = (user.random.below(9), user.random.pick(&NAMES));
        match action {
            0..3 => drop(user.wanted.insert(name)),
            3..6 => drop(user.wanted.remove(name)),
            8 => user.signin = true,
            _ => {}
        }
        (action, name)
    };
    match action {
        0..3 => drop(h.subscribe(name)),
        3..6 => h.unsubscribe(name),
        6 => h.connect(),
        7 => h.disconnect(),
        8 => h.signin(),
        _ => {}
    }
}

struct World {
    h: Harness,
    server: Server,
    user: Rc<RefCell<User>>,
    answers: VecDeque<(u32, String)>,
    /// Whether authorizations and subscriptions are refused now and then.
    refusing: bool,
}

impl World {
    /// A client without, or with, user code in its callbacks.
    fn new(seed: u64, nested: bool) -> Self {
        let tls = seed.is_multiple_of(2);
        let mut h = Harness::with(|config| config.use_tls = tls);
        h.recording = false;
        let random = Random::new(seed);
        let user = Rc::new(RefCell::new(User { random, wanted: BTreeSet::new(), signin: false }));
        if nested {
            let user = Rc::clone(&user);
            h.hook = Some(Rc::new(move |h: &mut Harness, _: &str| {
                let acts = user.borrow_mut().random.one_in(12);
                if acts {
                    act(h, &user);
                }
            }));
        }
        Self {
            h,
            server: Server::default(),
            user,
            answers: VecDeque::new(),
            refusing: seed.is_multiple_of(3),
        }
    }

    fn below(&self, limit: usize) -> usize {
        self.user.borrow_mut().random.below(limit)
    }

    /// A socket that is alive on both sides, if there is one.
    fn socket(&self) -> Option<u32> {
        let alive: Vec<_> = self.h.sockets.iter().filter(|(_, s)| s.alive).map(|(&id, _)| id).collect();
        (!alive.is_empty()).then(|| alive[self.below(alive.len())])
    }

    /// One thing happens.
    fn step(&mut self) {
        match self.below(16) {
            0..5 => act(&mut self.h, &self.user),
            5..7 => self.welcome(),
            7 => self.end_a_socket(),
            8..10 => self.answer_a_request(),
            10..13 => self.deliver(),
            13 => self.h.online(),
            14 => self.h.offline(),
            _ => {
                let wait = WAITS[self.below(WAITS.len())];
                self.h.advance(wait);
            }
        }
        self.pump();
    }

    /// A socket opens, or its server shakes hands.
    fn welcome(&mut self) {
        let Some(socket) = self.socket() else { return };
        if !self.h.sockets[&socket].opened {
            self.h.open(socket);
        } else if !self.server.knows(socket) {
            self.server.accept(socket);
            let frame =
                if self.refusing && self.below(8) == 0 { "{}".to_owned() } else { handshake(socket, 30) };
            self.h.recv(socket, &frame);
        }
    }

    fn end_a_socket(&mut self) {
        let Some(socket) = self.socket() else { return };
        let (code, clean) = (CODES[self.below(CODES.len())], self.below(2) == 0);
        if self.below(3) == 0 {
            self.h.fail(socket);
        }
        self.h.close_with(socket, code, "", clean);
    }

    /// The application answers any of its requests: in time, late or again.
    fn answer_a_request(&mut self) {
        let (channels, all) = (self.h.requests.len(), self.h.requests.len() + self.h.signins.len());
        if all == 0 {
            return;
        }
        let index = self.below(all);
        let refuses = self.refusing && self.below(5) == 0;
        if index >= channels {
            let answer = if refuses { Err("no") } else { Ok(USER_GRANT) };
            return self.h.answer_signin_to(self.h.signins[index - channels], answer);
        }
        let request = self.h.requests[index].clone();
        // Without channel_data it is left to the sign-in, which there may be none.
        let leaves_it = self.refusing && self.below(3) == 0;
        let grant = if leaves_it { r#"{"auth":"k:s"}"# } else { grant_for(&request.name) };
        self.h.answer_to(&request, if refuses { Err("no") } else { Ok(grant) });
    }

    fn deliver(&mut self) {
        if let Some((socket, text)) = self.answers.pop_front() {
            self.h.recv(socket, &text);
        }
    }

    /// Frames reach the server, which forgets sockets that have ended.
    fn pump(&mut self) {
        for (socket, text) in std::mem::take(&mut self.h.sent) {
            self.server.refuse_next = self.refusing && self.below(6) == 0;
            self.answers.extend(self.server.handle(socket, &text).map(|answer| (socket, answer)));
        }
        for (&id, _) in self.h.sockets.iter().filter(|(_, socket)| !socket.alive) {
            self.server.forget(id);
        }
        self.answers.retain(|(socket, _)| self.server.knows(*socket));
    }

    /// From now on everything goes well.
    fn settle(&mut self) {
        self.h.hook = None;
        self.refusing = false;
        self.h.connect();
        if self.user.borrow().signin {
            // An earlier one may have failed.
            self.h.signin();
        }
        for _ in 0..200 {
            self.pump();
            let requests = std::mem::take(&mut self.h.requests);
            for request in requests {
                self.h.answer_to(&request, Ok(grant_for(&request.name)));
            }
            for request in std::mem::take(&mut self.h.signins) {
                self.h.answer_signin_to(request, Ok(USER_GRANT));
            }
            self.pump();
            while !self.answers.is_empty() {
                self.deliver();
                self.pump();
            }
            let waiting: Vec<_> = self.h.sockets.iter().filter(|(_, s)| s.alive).map(|(&id, _)| id).collect();
            for socket in waiting {
                if self.h.client.open_socket().is_none() && !self.server.knows(socket) {
                    self.server.accept(socket);
                    self.h.establish(socket);
                }
            }
            let asked = !self.h.requests.is_empty() || !self.h.signins.is_empty();
            let quiet = !asked && self.answers.is_empty() && self.h.sent.is_empty();
            if quiet && self.h.client.open_socket().is_some() {
                return;
            }
            if self.h.client.open_socket().is_none() {
                self.h.advance(1_000);
            }
        }
        panic!("the dust does not settle");
    }

    /// Every wanted channel is subscribed, and no other; the user is signed in, if that was asked for.
    fn verify(&self, what: &str) {
        assert_eq!(self.h.client.state(), State::Connected, "{what}");
        let User { wanted, signin, .. } = &*self.user.borrow();
        let own = signin.then_some(OWN);
        assert_eq!(self.h.client.user_data(), own.map(|_| Json::of(r#"{"id":"7"}"#)).as_ref(), "{what}");
        assert_eq!(self.h.flags(OWN), if *signin { "subscribed" } else { "gone" }, "{what}");
        for name in NAMES {
            let flags = if wanted.contains(name) { "subscribed" } else { "gone" };
            assert_eq!(self.h.flags(name), flags, "{what}: {name}");
        }
        let socket = self.h.client.open_socket().expect("connected").0;
        let wanted: Vec<_> = own.iter().chain(wanted).map(|&name| name.to_owned()).collect();
        assert_eq!(self.server.channels(socket), wanted, "{what}: the server's view");
    }
}

/// The harness checks after each input that what was told is what is; the server, that frames are legal.
fn run(seeds: std::ops::Range<u64>, nested: bool) {
    for seed in seeds {
        let mut world = World::new(seed, nested);
        let refused = world.refusing;
        for _ in 0..80 {
            world.step();
            if world.h.client.state() == State::Disconnected {
                let at_rest = |name| ["idle", "gone"].contains(&world.h.flags(name).as_str());
                assert!(NAMES.into_iter().all(at_rest), "seed {seed}: subscribed without a connection");
                assert_eq!(world.h.client.user_data(), None, "seed {seed}: a user without a connection");
            }
        }
        world.settle();
        if refused {
            // A refused channel waits for the next connection.
            world.h.disconnect();
            world.pump();
            world.settle();
        }
        world.verify(&format!("seed {seed}"));
        assert_eq!(world.h.dead_letters, 0, "seed {seed}: outputs for channels that are gone");
    }
}

#[test]
fn random_sequences_end_well() {
    run(0..1_500, false);
}

#[test]
fn random_sequences_with_user_code_in_callbacks_end_well() {
    run(1_500..4_500, true);
}
