//! What can happen to a client, as data: so that a sequence that goes wrong can be made shorter.

use proptest::prelude::*;

pub const NAMES: &[&str] = &[
    "news",
    "sport",
    "private-a",
    "private-b",
    "presence-a",
    "presence-b",
    #[cfg(feature = "encryption")]
    "private-encrypted-a",
    #[cfg(feature = "encryption")]
    "private-encrypted-b",
];

/// Close codes, one of each class and the odd ones.
const CODES: [u16; 12] = [0, 1000, 1001, 1002, 1006, 1011, 4000, 4001, 4100, 4200, 4300, 4999];
const WAITS: [u64; 8] = [0, 1, 500, 1_000, 2_000, 10_000, 15_000, 120_000];
const MINUTE: u64 = 60_000;

/// A call that user code may make anywhere.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    Subscribe(&'static str),
    Unsubscribe(&'static str),
    Connect,
    Disconnect,
    Signin,
    SwitchCluster,
}

/// Which of those that there are: taken modulo their number.
pub type Pick = usize;

#[derive(Clone, Copy, Debug)]
pub enum Greeting {
    Good,
    Malformed,
    /// A `pusher:error` with this code.
    Error(u16),
}

#[derive(Clone, Copy, Debug)]
pub enum Reply {
    Grant,
    /// A grant without `channel_data`: who we are is left to the sign-in.
    Leave,
    /// The key before the present one.
    OldKey,
    Refuse,
}

#[derive(Clone, Copy, Debug)]
pub enum Event {
    Act(Act),
    /// A socket opens, or its server says its first word.
    Welcome(Pick, Greeting),
    /// A socket ends, perhaps with an error event before.
    End {
        socket: Pick,
        code: u16,
        clean: bool,
        fails: bool,
    },
    /// The application answers any of its requests: in time, late or again.
    Answer(Pick, Reply),
    /// The next frame from a server arrives.
    Deliver,
    /// The server refuses the next subscription, without naming it.
    RefuseNext,
    /// The keys of encrypted channels change.
    NewKey,
    /// Somebody says something on a channel.
    Say(&'static str),
    Online,
    Offline,
    Wait(u64),
    /// The tab sleeps: no timer rings until it wakes.
    Sleep(u64),
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(NAMES)
}

pub fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => name().prop_map(Act::Subscribe),
        3 => name().prop_map(Act::Unsubscribe),
        1 => Just(Act::Connect),
        1 => Just(Act::Disconnect),
        1 => Just(Act::Signin),
        1 => Just(Act::SwitchCluster),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let pick = || 0..64_usize;
    let greeting = prop_oneof![
        8 => Just(Greeting::Good),
        1 => Just(Greeting::Malformed),
        1 => prop::sample::select(&[4001_u16, 4100, 4200][..]).prop_map(Greeting::Error),
    ];
    let reply = prop_oneof![
        6 => Just(Reply::Grant),
        1 => Just(Reply::OldKey),
        1 => Just(Reply::Leave),
        1 => Just(Reply::Refuse),
    ];
    let end = (pick(), prop::sample::select(&CODES[..]), any::<bool>(), prop::bool::weighted(0.3))
        .prop_map(|(socket, code, clean, fails)| Event::End { socket, code, clean, fails });
    prop_oneof![
        10 => act().prop_map(Event::Act),
        4 => (pick(), greeting).prop_map(|(socket, greeting)| Event::Welcome(socket, greeting)),
        2 => end,
        5 => (pick(), reply).prop_map(|(request, reply)| Event::Answer(request, reply)),
        6 => Just(Event::Deliver),
        1 => Just(Event::RefuseNext),
        1 => Just(Event::NewKey),
        2 => name().prop_map(Event::Say),
        2 => Just(Event::Online),
        2 => Just(Event::Offline),
        2 => prop::sample::select(&WAITS[..]).prop_map(Event::Wait),
        1 => (1..300_u64).prop_map(|minutes| Event::Sleep(minutes * MINUTE)),
    ]
}

/// A life: its settings, what happens, and what user code does meanwhile: after so many callbacks, this.
#[derive(Clone, Debug)]
pub struct Life {
    pub tls: bool,
    /// Whether requests are refused now and then.
    pub refusing: bool,
    /// Channels that are subscribed when it begins; without any there is no connection.
    pub settled: Vec<&'static str>,
    pub events: Vec<Event>,
    pub nested: Vec<(usize, Act)>,
}

impl Event {
    /// The same without a refusal in it; `None` where nothing else is.
    pub fn without_refusal(self) -> Option<Self> {
        Some(match self {
            Self::RefuseNext => return None,
            Self::Welcome(socket, _) => Self::Welcome(socket, Greeting::Good),
            Self::Answer(request, Reply::Leave | Reply::Refuse) => Self::Answer(request, Reply::Grant),
            event => event,
        })
    }
}

pub fn life(nested: usize) -> impl Strategy<Value = Life> {
    let events = prop::collection::vec(event(), 0..100);
    let nested = prop::collection::vec((0..24_usize, act()), 0..=nested);
    let settled = prop_oneof![Just(Vec::new()), prop::collection::vec(name(), 1..5)];
    (any::<bool>(), any::<bool>(), settled, events, nested)
        .prop_map(|(tls, refusing, settled, events, nested)| Life { tls, refusing, settled, events, nested })
}
