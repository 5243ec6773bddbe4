//! Sockets made of HTTP requests, by the `SockJS` protocol (its `xhr_streaming` and `xhr`).
//!
//! A session is named by its URL. One POST at a time receives: its response consists of lines, and each line is a
//! frame that begins with its kind. Every text to send is a POST of its own.
//!
//! | line | means |
//! |---|---|
//! | `o` | the session is open; `o{"hostname":"…"}` moves it to another host |
//! | `a["…","…"]` | messages |
//! | `m"…"` | one message |
//! | `h` | heartbeat |
//! | `c[3000,"…"]` | the session is closed, with a code and a reason |

use super::order::Order;
use super::protocol::{CloseEvent, Value};
use super::queue::Context;
use super::strategy::{SocketId, Transport};
use super::text::concat;

/// A response that has grown longer than this (in UTF-16 code units, which `responseText` is counted in) is
/// dropped for a new one, as it is kept in memory whole (pusher-js).
const LONGEST_RESPONSE: u32 = 256 * 1024;

/// The body of a request that only says that we are there: no messages.
const HEARTBEAT: &str = "[]";

/// What a session is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// For one endless response.
    Stream,
    /// For the next messages.
    Poll,
    /// To take messages.
    Send,
}

impl Endpoint {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Stream, Self::Poll, Self::Send];

    /// The last part of its path.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stream => "xhr_streaming",
            Self::Poll => "xhr",
            Self::Send => "xhr_send",
        }
    }
}

/// The sockets of a client that are made of requests.
#[derive(Debug, Default)]
pub(crate) struct HttpSockets(Vec<HttpSocket>);

#[derive(Debug)]
pub(crate) struct HttpSocket {
    id: SocketId,
    endpoint: Endpoint,
    pub(crate) open: bool,
}

/// What a line says to the rest of the client.
pub(crate) enum Event<V> {
    Opened,
    Closed(CloseEvent<V>),
    /// The line is none of the protocol's.
    Malformed,
    /// Nothing but a sign of life, or messages that have been handed on.
    None,
}

impl HttpSockets {
    /// Opens a socket to `url`.
    pub(crate) fn open<V: Value>(&mut self, id: SocketId, transport: Transport, url: V, cx: &mut Context<V>) {
        let endpoint = if transport == Transport::XhrStreaming { Endpoint::Stream } else { Endpoint::Poll };
        let socket = HttpSocket { id, endpoint, open: false };
        cx.give(Order::OpenSession, id.0, transport as u32, url, V::undefined());
        socket.receive(cx);
        self.0.push(socket);
    }

    /// The socket of this id.
    pub(crate) fn get(&mut self, id: SocketId) -> Option<&mut HttpSocket> {
        self.0.iter_mut().find(|socket| socket.id == id)
    }

    /// Whether there was such a socket.
    pub(crate) fn forget(&mut self, id: SocketId) -> bool {
        let index = self.0.iter().position(|socket| socket.id == id);
        index.map(|index| self.0.swap_remove(index)).is_some()
    }

    /// Sends a text on an open socket; `false` if there is none.
    pub(crate) fn send<V: Value>(&mut self, id: SocketId, text: &V, cx: &mut Context<V>) -> bool {
        let Some(socket) = self.get(id).filter(|socket| socket.open) else { return false };
        socket.request(Endpoint::Send, concat(&[&V::text("["), &text.to_json(), &V::text("]")]), cx);
        true
    }

    /// Says that we are there, and hears from the server whether it is.
    pub(crate) fn send_heartbeat<V: Value>(&mut self, id: SocketId, cx: &mut Context<V>) {
        if let Some(socket) = self.get(id) {
            socket.send_heartbeat(cx);
        }
    }

    /// So much of the present response has come, in complete lines.
    pub(crate) fn handle_length<V: Value>(&mut self, id: SocketId, length: u32, cx: &mut Context<V>) {
        if length > LONGEST_RESPONSE {
            self.renew(id, cx);
        }
    }

    /// Asks for a new response in place of the present one.
    pub(crate) fn renew<V: Value>(&mut self, id: SocketId, cx: &mut Context<V>) {
        if let Some(socket) = self.get(id) {
            socket.receive(cx);
        }
    }

    /// The present response has ended. The end of the socket, where that is what it means.
    pub(crate) fn handle_end<V: Value>(
        &mut self,
        id: SocketId,
        status: u16,
        cx: &mut Context<V>,
    ) -> Option<CloseEvent<V>> {
        if self.get(id)?.endpoint == Endpoint::Poll && status == 200 {
            self.renew(id, cx);
            return None;
        }
        let status = V::number(status.into()).to_key();
        let reason = concat(&[&V::text("Connection interrupted ("), &status, &V::text(")")]);
        Some(CloseEvent { code: 1006, reason, was_clean: false })
    }

    /// Reads one line: its first character, and what follows. Hands on the messages in it.
    pub(crate) fn handle_line<V: Value>(
        &mut self,
        id: SocketId,
        kind: char,
        payload: &V,
        cx: &mut Context<V>,
    ) -> Event<V> {
        let Some(socket) = self.get(id) else { return Event::None };
        // An empty payload stands for the emptiest one of its kind.
        let is_empty = !payload.has_text();
        let value = payload.parse();
        let is_unreadable = !is_empty && value.is_undefined();
        match kind {
            'o' if is_unreadable => return Event::Malformed,
            'a' | 'm' if is_unreadable && socket.open => return Event::Malformed,
            'o' => {
                if socket.open {
                    let reason = V::text("Server lost session");
                    return Event::Closed(CloseEvent { code: 1006, reason, was_clean: true });
                }
                let hostname = value.property("hostname");
                if hostname.has_text() {
                    cx.hand(Order::MoveSession, id.0, hostname);
                }
                socket.open = true;
                return Event::Opened;
            }
            'a' if socket.open && !is_empty => {
                let Some(length) = value.length() else { return Event::Malformed };
                for index in 0..length {
                    cx.hand(Order::Receive, id.0, value.item(index));
                }
            }
            'm' if socket.open => {
                cx.hand(Order::Receive, id.0, if is_empty { V::text("null").parse() } else { value });
            }
            // A poll says that we are there when it asks again.
            'h' if socket.endpoint == Endpoint::Stream => socket.send_heartbeat(cx),
            'c' => {
                let code = value.item(0).to_number();
                let reason = value.item(1);
                let reason = if reason.has_text() { reason } else { V::text("") };
                return Event::Closed(CloseEvent { code: code as u16, reason, was_clean: true });
            }
            _ => {}
        }
        Event::None
    }
}

impl HttpSocket {
    /// Asks for what is to be received.
    fn receive<V: Value>(&self, cx: &mut Context<V>) {
        self.request(self.endpoint, V::undefined(), cx);
    }

    /// Says that we are there, if the socket is open.
    fn send_heartbeat<V: Value>(&self, cx: &mut Context<V>) {
        if self.open {
            self.request(Endpoint::Send, V::text(HEARTBEAT), cx);
        }
    }

    fn request<V: Value>(&self, endpoint: Endpoint, body: V, cx: &mut Context<V>) {
        cx.give(Order::Request, self.id.0, endpoint as u32, body, V::undefined());
    }
}
