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

use super::order::{Call, Order};
use super::protocol::{CloseEvent, Value, json_string};
use super::queue::{Context, Step};
use super::strategy::{SocketId, Transport};
use super::text::concat;

/// A response that has grown longer than this (in UTF-16 code units, which `responseText` is counted in) is
/// dropped for a new one, as it is kept in memory whole (pusher-js).
const LONGEST_RESPONSE: usize = 256 * 1024;

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
    /// The URL without its query, which is sent with receiving requests only.
    base: String,
    query: String,
    pub(crate) open: bool,
    /// What has come of a line that is not complete yet.
    partial: String,
    /// UTF-16 code units of the present response.
    received: usize,
}

/// What a line says to the rest of the client.
pub(crate) enum Event {
    Opened,
    Closed(CloseEvent),
    /// The line is none of the protocol's.
    Malformed,
    /// Nothing but a sign of life, or messages that have been handed on.
    None,
}

impl HttpSockets {
    /// Opens a socket to `url`.
    pub(crate) fn open<V: Value>(
        &mut self,
        id: SocketId,
        transport: Transport,
        url: &str,
        cx: &mut Context<V>,
    ) {
        let endpoint = if transport == Transport::XhrStreaming { Endpoint::Stream } else { Endpoint::Poll };
        let (base, query) = cut(url, b'?');
        let socket = HttpSocket {
            id,
            endpoint,
            base: base.to_owned(),
            query: query.to_owned(),
            open: false,
            partial: String::new(),
            received: 0,
        };
        cx.give(Order::OpenSession, id.0, transport as u32, V::text(url), V::undefined());
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
    pub(crate) fn send<V: Value>(&mut self, id: SocketId, text: &str, cx: &mut Context<V>) -> bool {
        self.get(id).is_some_and(|socket| socket.send(&concat(&["[", &json_string::<V>(text), "]"]), cx))
    }

    /// Says that we are there, and hears from the server whether it is.
    pub(crate) fn send_heartbeat<V: Value>(&mut self, id: SocketId, cx: &mut Context<V>) {
        if let Some(socket) = self.get(id) {
            socket.send(HEARTBEAT, cx);
        }
    }

    /// More of the present response has come: takes it apart.
    pub(crate) fn handle_text<V: Value>(&mut self, id: SocketId, text: &str, cx: &mut Context<V>) {
        let Some(socket) = self.get(id) else { return };
        let mut rest = text;
        loop {
            let (piece, after) = cut(rest, b'\n');
            socket.partial.push_str(piece);
            // Whatever a line break follows is complete.
            let Some(next) = after.get(1..) else { break };
            rest = next;
            let line = std::mem::take(&mut socket.partial);
            if !line.is_empty() {
                cx.step(Step::HttpLine { socket: id, line });
            }
        }
        socket.received += utf16_len(text);
        if socket.partial.is_empty() && socket.received > LONGEST_RESPONSE {
            cx.step(Step::HttpRenew { socket: id });
        }
    }

    /// Asks for a new response in place of the present one.
    pub(crate) fn renew<V: Value>(&mut self, id: SocketId, cx: &mut Context<V>) {
        if let Some(socket) = self.get(id) {
            socket.partial.clear();
            socket.received = 0;
            socket.receive(cx);
        }
    }

    /// The present response has ended. The end of the socket, where that is what it means.
    pub(crate) fn handle_end<V: Value>(
        &mut self,
        id: SocketId,
        status: u16,
        cx: &mut Context<V>,
    ) -> Option<CloseEvent> {
        if self.get(id)?.endpoint == Endpoint::Poll && status == 200 {
            self.renew(id, cx);
            return None;
        }
        let status = V::number(status.into()).to_json().unwrap_or_default();
        let reason = concat(&["Connection interrupted (", &status, ")"]);
        Some(CloseEvent { code: 1006, reason, was_clean: false })
    }

    /// Reads one line. Hands on the messages in it.
    pub(crate) fn handle_line<V: Value>(&mut self, id: SocketId, line: &str, cx: &mut Context<V>) -> Event {
        let Some(socket) = self.get(id) else { return Event::None };
        // An empty payload stands for the emptiest one of its kind.
        let payload = line.get(1..).unwrap_or_default();
        let read = |empty| V::parse(if payload.is_empty() { empty } else { payload });
        match line.as_bytes() {
            [b'o', ..] => {
                let Some(options) = read("{}") else { return Event::Malformed };
                if socket.open {
                    let reason = "Server lost session".to_owned();
                    return Event::Closed(CloseEvent { code: 1006, reason, was_clean: true });
                }
                if let Some(hostname) = options.get_text("hostname").filter(|hostname| !hostname.is_empty()) {
                    socket.move_to(&hostname);
                }
                socket.open = true;
                return Event::Opened;
            }
            [b'a', ..] if socket.open => {
                let Some(messages) = read("[]") else { return Event::Malformed };
                let Some(length) = messages.length() else { return Event::Malformed };
                for index in 0..length {
                    cx.hand(Order::Receive, id.0, messages.item(index));
                }
            }
            [b'm', ..] if socket.open => {
                let Some(text) = read("null") else { return Event::Malformed };
                cx.hand(Order::Receive, id.0, text);
            }
            // A poll says that we are there when it asks again.
            [b'h', ..] if socket.endpoint == Endpoint::Stream => {
                socket.send(HEARTBEAT, cx);
            }
            [b'c', ..] => {
                let close = read("[]").unwrap_or_else(V::undefined);
                let code = close.item(0).as_number().unwrap_or(0.0);
                let reason = close.item(1).as_text().unwrap_or_default();
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
        self.request(self.endpoint, &self.query, V::undefined(), cx);
    }

    /// Sends messages, a JSON text, if the socket is open; `false` if not.
    fn send<V: Value>(&self, messages: &str, cx: &mut Context<V>) -> bool {
        if self.open {
            self.request(Endpoint::Send, "", V::text(messages), cx);
        }
        self.open
    }

    fn request<V: Value>(&self, endpoint: Endpoint, query: &str, body: V, cx: &mut Context<V>) {
        let values = [V::text(&self.base), V::text(query), body];
        cx.push(Call { order: Order::Request, id: self.id.0, number: endpoint as u32, values });
    }

    /// The session goes on at another host; scheme, port and path stay.
    fn move_to(&mut self, hostname: &str) {
        // Two slashes follow the scheme, which has none itself.
        let (scheme, rest) = cut(&self.base, b'/');
        let rest = rest.get(2..).unwrap_or_default();
        let (host, _) = cut(cut(rest, b'/').0, b':');
        let port_and_path = rest.get(host.len()..).unwrap_or_default();
        self.base = concat(&[scheme, "//", hostname, port_and_path]);
    }
}

/// A text before and from the first `mark`, an ASCII character; the whole and nothing if there is none.
fn cut(text: &str, mark: u8) -> (&str, &str) {
    let place = text.bytes().position(|byte| byte == mark);
    place.and_then(|place| text.split_at_checked(place)).unwrap_or((text, ""))
}

/// The length in UTF-16 code units: two for what takes four bytes in UTF-8, else one (RFC 3629, section 3).
fn utf16_len(text: &str) -> usize {
    let units = |byte| match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    };
    text.bytes().map(units).sum()
}
