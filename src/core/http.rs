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

use super::Output;
use super::protocol::{CloseEvent, Value, decimal, json_string};
use super::queue::{Context, Step};
use super::strategy::{SocketId, Transport};

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
struct HttpSocket {
    id: SocketId,
    endpoint: Endpoint,
    /// The URL without its query, which is sent with receiving requests only.
    base: String,
    query: String,
    open: bool,
    /// What has come of a line that is not complete yet.
    partial: String,
    /// UTF-16 code units of the present response.
    received: usize,
}

/// What a line says to the rest of the client.
pub(crate) enum Event<V> {
    Opened,
    Closed(CloseEvent),
    /// The line is none of the protocol's.
    Malformed,
    /// Messages, one after the other.
    Messages(Vec<V>),
    /// Nothing but a sign of life.
    None,
}

impl HttpSockets {
    /// Opens a socket to `url`.
    pub(crate) fn open<V>(&mut self, id: SocketId, transport: Transport, url: &str, cx: &mut Context<V>) {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let endpoint = if transport == Transport::XhrStreaming { Endpoint::Stream } else { Endpoint::Poll };
        let socket = HttpSocket {
            id,
            endpoint,
            base: base.to_owned(),
            query: ["?", query].concat(),
            open: false,
            partial: String::new(),
            received: 0,
        };
        cx.push(Output::OpenSession { socket: id, transport, url: url.to_owned() });
        socket.receive(cx);
        self.0.push(socket);
    }

    pub(crate) fn contains(&self, id: SocketId) -> bool {
        self.0.iter().any(|socket| socket.id == id)
    }

    pub(crate) fn is_open(&self, id: SocketId) -> bool {
        self.0.iter().any(|socket| socket.id == id && socket.open)
    }

    /// Whether there was such a socket.
    pub(crate) fn forget(&mut self, id: SocketId) -> bool {
        let before = self.0.len();
        self.0.retain(|socket| socket.id != id);
        self.0.len() < before
    }

    /// Sends a text on an open socket; `false` if there is none.
    pub(crate) fn send<V>(&self, id: SocketId, text: &str, cx: &mut Context<V>) -> bool {
        self.post(id, &["[", &json_string(text), "]"].concat(), cx)
    }

    /// Says that we are there, and hears from the server whether it is.
    pub(crate) fn send_heartbeat<V>(&self, id: SocketId, cx: &mut Context<V>) {
        self.post(id, HEARTBEAT, cx);
    }

    fn post<V>(&self, id: SocketId, body: &str, cx: &mut Context<V>) -> bool {
        let socket = self.0.iter().find(|socket| socket.id == id && socket.open);
        if let Some(socket) = socket {
            socket.request(Endpoint::Send, String::new(), Some(body.to_owned()), cx);
        }
        socket.is_some()
    }

    /// More of the present response has come: takes it apart.
    pub(crate) fn handle_text<V>(&mut self, id: SocketId, text: &str, cx: &mut Context<V>) {
        let Some(socket) = self.get(id) else { return };
        socket.received += text.encode_utf16().count();
        let mut pieces = text.split('\n').peekable();
        while let Some(piece) = pieces.next() {
            socket.partial.push_str(piece);
            // Whatever a line break follows is complete.
            if pieces.peek().is_some() {
                let line = std::mem::take(&mut socket.partial);
                if !line.is_empty() {
                    cx.step(Step::HttpLine { socket: id, line });
                }
            }
        }
        if socket.partial.is_empty() && socket.received > LONGEST_RESPONSE {
            cx.step(Step::HttpRenew { socket: id });
        }
    }

    /// Asks for a new response in place of the present one.
    pub(crate) fn renew<V>(&mut self, id: SocketId, cx: &mut Context<V>) {
        if let Some(socket) = self.get(id) {
            socket.partial.clear();
            socket.received = 0;
            socket.receive(cx);
        }
    }

    /// The present response has ended. The end of the socket, where that is what it means.
    pub(crate) fn handle_end<V>(
        &mut self,
        id: SocketId,
        status: u16,
        cx: &mut Context<V>,
    ) -> Option<CloseEvent> {
        let socket = self.get(id)?;
        if socket.endpoint == Endpoint::Poll && status == 200 {
            self.renew(id, cx);
            return None;
        }
        let reason = ["Connection interrupted (", &decimal(status), ")"].concat();
        Some(CloseEvent { code: 1006, reason, was_clean: false })
    }

    /// Reads one line.
    pub(crate) fn handle_line<V: Value>(
        &mut self,
        id: SocketId,
        line: &str,
        cx: &mut Context<V>,
    ) -> Event<V> {
        let Some(socket) = self.get(id) else { return Event::None };
        let mut rest = line.chars();
        let kind = rest.next();
        // An empty payload stands for the emptiest one of its kind.
        let payload = |empty| V::parse(if rest.as_str().is_empty() { empty } else { rest.as_str() });
        match kind {
            Some('o') => match payload("{}") {
                None => Event::Malformed,
                Some(_) if socket.open => Event::Closed(CloseEvent {
                    code: 1006,
                    reason: "Server lost session".to_owned(),
                    was_clean: true,
                }),
                Some(options) => {
                    let hostname = options.get("hostname").and_then(|hostname| hostname.as_text());
                    if let Some(hostname) = hostname.filter(|hostname| !hostname.is_empty()) {
                        socket.move_to(&hostname);
                    }
                    socket.open = true;
                    Event::Opened
                }
            },
            Some('a' | 'm') if !socket.open => Event::None,
            Some('a') => match payload("[]").and_then(|messages| messages.items()) {
                Some(messages) => Event::Messages(messages),
                None => Event::Malformed,
            },
            Some('m') => payload("null").map_or(Event::Malformed, |message| Event::Messages(vec![message])),
            Some('h') => {
                // A poll says that we are there when it asks again.
                if socket.endpoint == Endpoint::Stream {
                    self.send_heartbeat(id, cx);
                }
                Event::None
            }
            Some('c') => {
                let items = payload("[]").and_then(|close| close.items()).unwrap_or_default();
                let code = items.first().and_then(Value::as_number).unwrap_or(0.0);
                let reason = items.get(1).and_then(Value::as_text).unwrap_or_default();
                Event::Closed(CloseEvent { code: code as u16, reason, was_clean: true })
            }
            _ => Event::None,
        }
    }

    fn get(&mut self, id: SocketId) -> Option<&mut HttpSocket> {
        self.0.iter_mut().find(|socket| socket.id == id)
    }
}

impl HttpSocket {
    fn receive<V>(&self, cx: &mut Context<V>) {
        self.request(self.endpoint, self.query.clone(), None, cx);
    }

    fn request<V>(&self, endpoint: Endpoint, query: String, body: Option<String>, cx: &mut Context<V>) {
        cx.push(Output::Request { socket: self.id, endpoint, base: self.base.clone(), query, body });
    }

    /// The session goes on at another host; scheme, port and path stay.
    fn move_to(&mut self, hostname: &str) {
        let mut rest = self.base.chars();
        let scheme: String = rest.by_ref().take_while(|&c| c != '/').collect();
        rest.next();
        let port_and_path: String = rest.skip_while(|&c| c != ':' && c != '/').collect();
        self.base = [&scheme, "//", hostname, &port_and_path].concat();
    }
}
