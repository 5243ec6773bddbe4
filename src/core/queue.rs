//! What waits for its turn: calls of the host, and steps that must follow them.

use super::Millis;
use super::channels::ChannelId;
#[cfg(feature = "encryption")]
use super::channels::RequestId;
use super::config::Config;
use super::connection::State;
use super::io::AuthFault;
use super::order::{Call, Fault, FaultKind, Order};
use super::protocol::{CloseAction, Internal, Message, Value};
use super::strategy::{Closing, SocketId, Transport};
use super::timers::{Timer, Timers};

/// Outputs and steps that wait for their turn.
///
/// What an input or a step queues comes before everything that waits already.
#[derive(Debug)]
pub(crate) struct Queue<V> {
    /// What has been queued since the last item was taken, in its order.
    new: Vec<Item<V>>,
    /// What waits, in reverse order: the next item is the last one.
    waiting: Vec<Item<V>>,
    /// How many of those are set aside.
    aside: usize,
}

#[derive(Debug)]
pub(crate) enum Item<V> {
    Call(Call<V>),
    Step(Step<V>),
}

/// What was set aside before; to be given back with [`Client::resume`](super::Client::resume).
#[derive(Debug)]
pub struct Suspended(usize);

impl<V> Queue<V> {
    const fn new() -> Self {
        Self { new: Vec::new(), waiting: Vec::new(), aside: 0 }
    }

    /// The next item that is not set aside.
    pub(crate) fn pop(&mut self) -> Option<Item<V>> {
        self.settle();
        if self.waiting.len() > self.aside { self.waiting.pop() } else { None }
    }

    /// Sets aside all that is queued.
    pub(crate) fn suspend(&mut self) -> Suspended {
        self.settle();
        Suspended(std::mem::replace(&mut self.aside, self.waiting.len()))
    }

    /// Takes up what was set aside last.
    pub(crate) fn resume(&mut self, Suspended(aside): Suspended) {
        self.aside = aside;
    }

    /// Puts what is new before what waits.
    fn settle(&mut self) {
        while let Some(item) = self.new.pop() {
            self.waiting.push(item);
        }
    }
}

/// Work that follows outputs. A `course` or `socket` that is no longer the present one makes it void.
#[derive(Debug)]
pub(crate) enum Step<V> {
    /// Announce the state that was entered, after `state_change` has been.
    Entered { entry: u32 },
    /// What the state that was entered means to the channels.
    Settle { entry: u32 },
    /// Do something with each channel, from the `next` on: with one, and then with the others.
    EachChannel { work: ChannelWork, channels: Vec<ChannelId>, next: usize },
    /// Tell everybody of a message, after the `error` that it is has been told.
    Message { socket: SocketId, message: Message<V> },
    /// Tell the changes of the watchlist one by one.
    Watchlist { data: V, text: V },
    /// What a message means to its channel, if it names one, after the connection's own listeners have heard it.
    Channel { socket: SocketId, meaning: Internal, message: Message<V> },
    /// Deal out a refusal that names no channel, after its error has been told.
    Refuse { socket: SocketId, fault: AuthFault<V> },
    /// Let go of a channel whose subscription failed, unless the application has taken it back.
    DropCancelled { channel: ChannelId },
    /// The user comes and goes with the connection, before `state_change` tells of it.
    User { entry: u32, previous: State },
    /// The server has signed the user in.
    SignedIn { socket: SocketId, data: V },
    /// Let go of a channel, without telling the server.
    ForgetChannel { channel: ChannelId },
    /// Ask for a new key of an encrypted channel.
    #[cfg(feature = "encryption")]
    Refresh { channel: ChannelId, request: RequestId },
    /// Open a socket that is made of HTTP requests.
    OpenHttp { socket: SocketId, transport: Transport, url: V },
    /// Such a socket's response has ended.
    HttpEnd { socket: SocketId, status: u16 },
    /// Ping by the transport's own means.
    Heartbeat { socket: SocketId },
    /// Open the first sockets.
    Race { course: u32 },
    /// Carry out what a close code asks for.
    Act { course: u32, action: CloseAction },
    /// The same for a socket that was an established connection, after one more error event.
    TellAndAct { socket: SocketId, action: CloseAction, fault: Fault<V> },
    /// Let go of an established connection that was closed from outside.
    Forget { socket: SocketId },
}

/// What is done with every channel.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChannelWork {
    /// Subscribe, now that there is a connection.
    Subscribe { course: u32 },
    /// Reset, as there is no connection any more.
    Reset,
}

/// What the layers work with: the settings, the time, the deadlines, and the way out.
#[derive(Debug)]
pub(crate) struct Context<V> {
    pub(crate) config: Config<V>,
    pub(crate) now: Millis,
    pub(crate) timers: Timers,
    /// The established connection's socket.
    pub(crate) socket: Option<SocketId>,
    pub(crate) queue: Queue<V>,
    /// Sockets that are closed, and whose end is still to come.
    pub(crate) closing: Closing,
    /// Counts sockets, which are never named twice.
    sockets: u32,
}

impl<V> Context<V> {
    pub(crate) fn new(config: Config<V>) -> Self {
        Self {
            config,
            now: 0,
            timers: Timers::new(),
            socket: None,
            queue: Queue::new(),
            closing: Closing::new(),
            sockets: 0,
        }
    }

    /// The same, at the time of an input.
    pub(crate) fn at(&mut self, now: Millis) -> &mut Self {
        self.now = now;
        self
    }

    /// Sets a timer to ring after `delay`.
    #[inline(never)]
    pub(crate) fn ring_in(&mut self, timer: Timer, delay: Millis) {
        self.timers.set(timer, self.now.saturating_add(delay));
    }

    #[inline(never)]
    pub(crate) fn step(&mut self, step: Step<V>) {
        self.queue.new.push(Item::Step(step));
    }

    /// Whether this is the established connection's socket.
    pub(crate) fn is_established(&self, socket: SocketId) -> bool {
        self.socket == Some(socket)
    }

    /// The latest that has a name.
    pub(crate) fn latest_socket(&self) -> SocketId {
        SocketId(self.sockets)
    }

    pub(crate) fn new_socket_id(&mut self) -> SocketId {
        self.sockets = self.sockets.wrapping_add(1);
        SocketId(self.sockets)
    }
}

// What the host is to do. Apart, as these are called from everywhere: an order with its arguments is all that stands where
// it is given.
impl<V: Value> Context<V> {
    /// Queues a call.
    #[inline(never)]
    pub(crate) fn push(&mut self, call: Call<V>) {
        self.queue.new.push(Item::Call(call));
    }

    /// Lets the host deliver the established connection's messages on its own, or no longer.
    pub(crate) fn open_short_way(&mut self, open: bool) {
        let socket = self.socket.filter(|_| open);
        self.tell(Order::ShortWay, socket.map_or(0, |socket| socket.0), 0);
    }

    /// Queues an order without values.
    #[inline(never)]
    pub(crate) fn tell(&mut self, order: Order, id: u32, number: u32) {
        self.push(Call::new(order, id, number));
    }

    /// Queues an order with a value.
    #[inline(never)]
    pub(crate) fn hand(&mut self, order: Order, id: u32, a: V) {
        self.give(order, id, 0, a, V::undefined());
    }

    /// Queues an order with a number and two values.
    #[inline(never)]
    pub(crate) fn give(&mut self, order: Order, id: u32, number: u32, a: V, b: V) {
        self.push(Call { order, id, number, values: [a, b, V::undefined()] });
    }

    /// Queues an event of a channel.
    pub(crate) fn emit(&mut self, channel: ChannelId, event: V, data: V) {
        self.give(Order::EmitChannel, channel.0, 0, event, data);
    }

    /// Queues an `error` event of the connection.
    #[inline(never)]
    pub(crate) fn error(&mut self, kind: FaultKind, a: V, b: V) {
        self.give(Order::EmitError, kind as u32, 0, a, b);
    }

    /// Queues the event of a refused or failed authorization.
    pub(crate) fn refuse(&mut self, order: Order, id: u32, fault: AuthFault<V>) {
        self.give(order, id, 0, fault.message, fault.status);
    }

    /// Closes an open socket, whose end its lane will want to know of.
    pub(crate) fn close(&mut self, transport: Transport, socket: SocketId, opened_at: Millis) {
        self.closing.note(transport, socket, opened_at);
        self.tell(Order::CloseSocket, socket.0, 0);
    }

    /// Sends on the established connection; without one the frame is void.
    #[inline(never)]
    pub(crate) fn send(&mut self, text: V) {
        if let Some(socket) = self.socket {
            self.hand(Order::Send, socket.0, text);
        }
    }
}
