//! What waits for its turn: outputs for the host, and steps that must follow them.

use std::collections::VecDeque;

use super::Millis;
use super::channels::ChannelId;
#[cfg(feature = "encryption")]
use super::channels::RequestId;
use super::connection::State;
use super::io::{AuthFault, ConnectionEvent, Fault, Note, Output, TransportFault};
use super::protocol::{CloseAction, Internal, Message};
use super::strategy::{SocketId, Transport};
use super::timers::Timers;

/// Outputs and steps that wait for their turn. Opaque to the host, which only sets it aside and puts it back.
#[derive(Debug)]
pub struct Queue<V>(VecDeque<Item<V>>);

#[derive(Debug)]
pub(crate) enum Item<V> {
    Output(Output<V>),
    Step(Step<V>),
}

impl<V> Default for Queue<V> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<V> Queue<V> {
    pub(crate) fn pop(&mut self) -> Option<Item<V>> {
        self.0.pop_front()
    }

    /// Puts `rest` behind what is there.
    pub(crate) fn append(&mut self, mut rest: Self) {
        // The shorter one is moved: answers inside requests come with a long rest each.
        if self.0.len() < rest.0.len() {
            while let Some(item) = self.0.pop_back() {
                rest.0.push_front(item);
            }
            *self = rest;
        } else {
            self.0.append(&mut rest.0);
        }
    }
}

/// Work that follows outputs. A `course` or `socket` that is no longer the present one makes it void.
#[derive(Debug)]
pub(crate) enum Step<V> {
    /// Announce a state that was entered, after `state_change` has been.
    Entered { entry: u32, state: State },
    /// What a state that was entered means to the channels.
    Settle { entry: u32, state: State },
    /// Subscribe to a channel of the table, now that there is a connection.
    Subscribe { course: u32, channel: ChannelId },
    /// Tell everybody of a message, after the `error` that it is has been told.
    Message { socket: SocketId, message: Message<V> },
    /// What a message means to its channel, after the connection's own listeners have heard it.
    Channel { socket: SocketId, channel: ChannelId, meaning: Internal, message: Message<V> },
    /// Deal out a refusal that names no channel, after its error has been told.
    Refuse { socket: SocketId, fault: AuthFault<V> },
    /// Let go of a channel whose subscription failed, unless the application has taken it back.
    DropCancelled { channel: ChannelId },
    /// The user comes and goes with the connection, before `state_change` tells of it.
    User { entry: u32, previous: State, state: State },
    /// The server has signed the user in.
    SignedIn { socket: SocketId, data: V },
    /// Let go of a channel, without telling the server.
    ForgetChannel { channel: ChannelId },
    /// Ask for a new key of an encrypted channel.
    #[cfg(feature = "encryption")]
    Refresh { channel: ChannelId, request: RequestId },
    /// Open a socket that is made of HTTP requests.
    OpenHttp { socket: SocketId, transport: Transport, url: String },
    /// Read a line of such a socket's response.
    HttpLine { socket: SocketId, line: String },
    /// Ask for a new response in place of one that has grown too long.
    HttpRenew { socket: SocketId },
    /// The response has ended.
    HttpEnd { socket: SocketId, status: u16 },
    /// Send statistics, once the channels have been subscribed to.
    SendStats { tls: bool },
    /// Ping by the transport's own means.
    Heartbeat { socket: SocketId },
    /// Open the first sockets.
    Race { course: u32 },
    /// Carry out what a close code asks for.
    Act { course: u32, action: CloseAction },
    /// The same for a socket that was an established connection, after one more error event.
    TellAndAct { socket: SocketId, action: CloseAction, fault: Option<TransportFault<V>> },
    /// Let go of an established connection that was closed from outside.
    Forget { socket: SocketId },
}

/// What the layers work with: the time, the deadlines, and the way out.
pub(crate) struct Context<'a, V> {
    pub(crate) now: Millis,
    pub(crate) timers: &'a mut Timers,
    queue: &'a mut Queue<V>,
    /// Counts sockets, which are never named twice.
    sockets: &'a mut u32,
    /// The established connection's socket.
    socket: Option<SocketId>,
}

impl<'a, V> Context<'a, V> {
    pub(crate) fn new(
        now: Millis,
        timers: &'a mut Timers,
        queue: &'a mut Queue<V>,
        sockets: &'a mut u32,
        socket: Option<SocketId>,
    ) -> Self {
        Self { now, timers, queue, sockets, socket }
    }

    pub(crate) fn push(&mut self, output: Output<V>) {
        self.queue.0.push_back(Item::Output(output));
    }

    pub(crate) fn step(&mut self, step: Step<V>) {
        self.queue.0.push_back(Item::Step(step));
    }

    pub(crate) fn note(&mut self, note: Note<V>) {
        self.push(Output::Note(note));
    }

    pub(crate) fn error(&mut self, fault: Fault<V>) {
        self.push(Output::EmitConnection(ConnectionEvent::Error(fault)));
    }

    /// Sends on the established connection; without one the frame is void.
    pub(crate) fn send(&mut self, text: String) {
        if let Some(socket) = self.socket {
            self.push(Output::Send { socket, text });
        }
    }

    pub(crate) fn new_socket_id(&mut self) -> SocketId {
        *self.sockets = self.sockets.wrapping_add(1);
        SocketId(*self.sockets)
    }
}
