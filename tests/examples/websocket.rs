//! A host in one thread: connects to a Channels server by a WebSocket, subscribes to a public channel, and prints what
//! comes on it. It stays connected as pusher-js does: it pings, notices a dead connection and makes a new one.
//!
//! `cargo run --features json --example websocket -- 127.0.0.1 8787 key1 news 3`: ends after three messages. `npm start`
//! is such a server.

use std::collections::{HashMap, VecDeque};
use std::error::Error;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use pusher_wasm::core::channels::ChannelId;
use pusher_wasm::core::io::{ChannelEvent, ConnectionEvent};
use pusher_wasm::core::protocol::{CloseEvent, Message};
use pusher_wasm::core::strategy::{SocketId, Transport};
use pusher_wasm::core::{Client, Config, Millis, Output, Value};
use pusher_wasm::json::Json;
use tungstenite::{Message as Frame, WebSocket};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [host, port, key, channel, count] = arguments.as_slice() else {
        return Err("usage: websocket HOST PORT KEY CHANNEL MESSAGES".into());
    };
    let mut config = Config::new(Json::text(key), &Json::text(""));
    (config.ws_host, config.ws_port) = (Json::text(host), Json::text(port));
    config.use_tls = false;
    config.enabled_transports = [Transport::Ws].into_iter().collect();
    let mut host = Host::new(config, count.parse()?);
    host.subscribe(channel);
    host.run();
    Ok(())
}

/// Carries out what a client asks for.
struct Host {
    client: Client<Json>,
    /// The socket that is open or was asked for last. This client has one transport: there are never two.
    socket: Option<(SocketId, WebSocket<TcpStream>)>,
    /// What has happened and the client has not been told yet.
    reports: VecDeque<Report>,
    channels: HashMap<String, ChannelId>,
    /// The message that the client is busy with.
    message: Option<Message<Json>>,
    /// Messages that are still to be printed.
    wanted: usize,
    born: Instant,
}

/// What a socket reports.
enum Report {
    Opened(SocketId),
    Text(SocketId, String),
    Failed(SocketId, String),
    Closed(SocketId, CloseEvent<Json>),
}

impl Host {
    fn new(config: Config<Json>, wanted: usize) -> Self {
        Self {
            client: Client::new(config),
            socket: None,
            reports: VecDeque::new(),
            channels: HashMap::new(),
            message: None,
            wanted,
            born: Instant::now(),
        }
    }

    fn now(&self) -> Millis {
        self.born.elapsed().as_millis().try_into().unwrap_or(Millis::MAX)
    }

    fn subscribe(&mut self, name: &str) {
        match self.client.add_channel(Json::text(name)) {
            Ok(channel) => {
                self.channels.insert(name.to_owned(), channel);
                self.client.subscribe(channel);
            }
            Err(error) => println!("{name}: {error:?}"),
        }
    }

    /// Runs until enough messages have come, or the client has nothing more to wait for.
    fn run(&mut self) {
        self.client.connect(self.now());
        self.drain();
        while self.wanted > 0 {
            if let Some(report) = self.reports.pop_front() {
                self.tell(report);
            } else if self.client.poll_timeout().is_some_and(|at| at <= self.now()) {
                self.client.handle_timeout(self.now());
            } else if !self.wait() {
                return;
            }
            self.drain();
        }
        self.client.disconnect(self.now());
        self.drain();
    }

    /// Gives the client an input.
    fn tell(&mut self, report: Report) {
        let now = self.now();
        match report {
            Report::Opened(socket) => self.client.handle_socket_opened(now, socket),
            Report::Failed(socket, error) => {
                self.client.handle_socket_error(now, socket, Json::text(&error));
            }
            Report::Closed(socket, close) => self.client.handle_socket_closed(now, socket, &close),
            Report::Text(socket, text) => {
                let text = Json::text(&text);
                let channels = &self.channels;
                let channel = |name: &Json| channels.get(&name.as_text()?).copied();
                if let Some(message) = Message::read(text.clone(), channel) {
                    self.message = Some(message.clone());
                    self.client.handle_message(now, socket, message);
                } else {
                    let error = Json::text("no message");
                    self.client.handle_malformed(now, socket, error, text);
                }
            }
        }
    }

    /// Carries out all that the client asks for.
    fn drain(&mut self) {
        while let Some(output) = self.client.poll_output() {
            self.carry_out(output);
        }
    }

    fn carry_out(&mut self, output: Output<Json>) {
        match output {
            Output::RecallTransport { .. } => self.client.handle_recalled(self.now(), None),
            Output::OpenSocket { socket, url, .. } => self.open(socket, &url),
            Output::Send { text, .. } => self.send(text),
            Output::CloseSocket { .. } => {
                if let Some((_, mut open)) = self.socket.take() {
                    // What does not work is of no interest any more.
                    let _ = open.close(None).and_then(|()| open.flush());
                }
            }
            Output::State(state) => println!("{}", state.name()),
            Output::EmitConnection(ConnectionEvent::Error(fault)) => println!("error: {fault:?}"),
            Output::EmitChannel { event: ChannelEvent::Subscribed(_), .. } => println!("subscribed"),
            Output::EmitChannel { event: ChannelEvent::Message { .. }, .. } => {
                if let Some(Message { event, data, .. }) = &self.message {
                    let text = |value: &Json| value.as_text().unwrap_or_default();
                    println!("{} {}", text(event), text(&data.to_json()));
                    self.wanted = self.wanted.saturating_sub(1);
                }
            }
            // What a host shows, remembers or records; a public channel asks for no authorization.
            _ => {}
        }
    }

    fn open(&mut self, socket: SocketId, url: &str) {
        match connect(url) {
            Ok(open) => {
                self.socket = Some((socket, open));
                self.reports.push_back(Report::Opened(socket));
            }
            Err(error) => self.lose(socket, &*error),
        }
    }

    fn send(&mut self, text: String) {
        let Some((socket, open)) = &mut self.socket else { return };
        let socket = *socket;
        if let Err(error) = open.send(Frame::text(text)) {
            self.lose(socket, &error);
        }
    }

    /// Waits for the socket or the client's next deadline; `false` if there is neither.
    fn wait(&mut self) -> bool {
        // A socket takes no timeout of nothing.
        let delay = |at: Millis| Duration::from_millis(at.saturating_sub(self.now()).max(1));
        let delay = self.client.poll_timeout().map(delay);
        let Some((socket, open)) = &mut self.socket else {
            delay.into_iter().for_each(std::thread::sleep);
            return delay.is_some();
        };
        let socket = *socket;
        let read = open.get_ref().set_read_timeout(delay).map_err(Into::into).and_then(|()| open.read());
        match read {
            Ok(Frame::Text(text)) => self.reports.push_back(Report::Text(socket, text.to_string())),
            Ok(Frame::Close(frame)) => {
                let _ = open.flush();
                let (code, reason) =
                    frame.map_or((1005, Json::text("")), |f| (f.code.into(), Json::text(&f.reason)));
                let close = CloseEvent { code, reason, was_clean: true };
                self.reports.push_back(Report::Closed(socket, close));
                self.socket = None;
            }
            Ok(_) => {}
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) => self.lose(socket, &error),
        }
        true
    }

    /// A socket is gone, or never was.
    fn lose(&mut self, socket: SocketId, error: &dyn Error) {
        self.socket = None;
        self.reports.push_back(Report::Failed(socket, error.to_string()));
        let close = CloseEvent { code: 1006, reason: Json::text(""), was_clean: false };
        self.reports.push_back(Report::Closed(socket, close));
    }
}

fn connect(url: &str) -> Result<WebSocket<TcpStream>, Box<dyn Error>> {
    let authority = url.trim_start_matches("ws://").split('/').next().unwrap_or_default();
    let (socket, _) = tungstenite::client(url, TcpStream::connect(authority)?)?;
    Ok(socket)
}
