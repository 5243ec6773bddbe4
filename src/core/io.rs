//! What a [`Client`](super::Client) asks of its host, and what it tells, with types.

use super::Millis;
use super::channels::{ChannelId, RequestId};
use super::connection::State;
use super::http::Endpoint;
use super::order::{Call, FaultKind, NO_CHANNEL, Order};
use super::protocol::{CloseEvent, Value};
use super::strategy::{RememberedTransport, SocketId, Transport};

/// One thing for the host to do. The order is part of the contract: an output is carried out before the
/// next one is asked for, and user code that runs meanwhile may call the client again.
#[derive(Clone, Debug, PartialEq)]
pub enum Output<V> {
    /// Open a WebSocket, or what `SockJS` has in its place; report back with `handle_socket_*`.
    OpenSocket {
        /// Names the socket in every later input and output.
        socket: SocketId,
        /// Which transport asks for it.
        transport: Transport,
        /// Where to.
        url: String,
    },
    /// Open a socket that is made of HTTP requests: think of a name for its session, `<0 to 999>/<8 digits of base 32>`
    /// and hard to guess.
    OpenSession {
        /// Names the socket in every later input and output.
        socket: SocketId,
        /// Which transport asks for it.
        transport: Transport,
        /// Where to.
        url: String,
    },
    /// Go on with such a socket at another host.
    MoveSession {
        /// The socket.
        socket: SocketId,
        /// Takes the place of the one in its URL.
        hostname: String,
    },
    /// Make an HTTP request (POST) for such a socket. Its URL is the socket's up to the query, `/`, the session's name,
    /// `/`, the endpoint's name, the query if it receives, and something that makes it unique.
    ///
    /// A receiving request takes the place of the socket's earlier one, which is to be aborted. Report back with
    /// `handle_line`, `handle_response_*`, or `handle_request_failed`. How a sending one ends does not matter.
    Request {
        /// The socket.
        socket: SocketId,
        /// What is asked.
        endpoint: Endpoint,
        /// A JSON text; `None` for a receiving request.
        body: Option<String>,
    },
    /// A message has come on such a socket: handle it as one that a WebSocket brings.
    Receive {
        /// The socket.
        socket: SocketId,
        /// Its text, if the server does as it should.
        text: V,
    },
    /// Send a `SockJS` session's first text, which says what it is for.
    Introduce {
        /// The socket.
        socket: SocketId,
        /// A JSON text.
        text: String,
    },
    /// Look up what is remembered of the transport that worked last time with, or without, TLS; report
    /// back with `handle_recalled` before anything else.
    RecallTransport {
        /// Which memory.
        tls: bool,
    },
    /// Remember a transport that works.
    RememberTransport {
        /// Which memory.
        tls: bool,
        /// What to remember; its `age` is 0.
        transport: RememberedTransport,
    },
    /// Remember nothing any more.
    ForgetTransport {
        /// Which memory.
        tls: bool,
    },
    /// Close a socket, or abort its receiving request, and forget it; nothing it still reports matters.
    CloseSocket {
        /// The socket.
        socket: SocketId,
    },
    /// Send a text frame.
    Send {
        /// The socket.
        socket: SocketId,
        /// A JSON text.
        text: String,
    },
    /// Ask the application's permission for this connection; report back with `handle_auth`.
    Authorize {
        /// Who or what is to be authorized.
        subject: Subject,
        /// Names the request in the answer.
        request: RequestId,
        /// The connection's socket id, which the answer is bound to.
        socket_id: String,
    },
    /// The connection's visible state is now this. Comes before the events that announce it.
    State(State),
    /// There is an established connection now (`Some`), or there is none any more.
    Connection(Option<Established>),
    /// Messages of this socket whose event has none of the protocol's names may go to their listeners as
    /// `Client::handle_event` has said of their channel before, without asking again; the time of the latest is handed
    /// over by `Client::handle_seen` before `handle_timeout`. Without a socket each one is asked about.
    ShortWay {
        /// The socket.
        socket: Option<SocketId>,
    },
    /// A channel's visible subscription state has changed; read it with `Client::channel`.
    Subscription {
        /// The channel.
        channel: ChannelId,
    },
    /// The members of a presence channel were replaced; read them with `Channel::members`.
    MembersReplaced {
        /// The channel.
        channel: ChannelId,
    },
    /// The member count of a presence channel changed (the map has already been updated in place).
    MemberCount {
        /// The channel.
        channel: ChannelId,
        /// Members now.
        count: f64,
    },
    /// The server's count of subscriptions on a channel.
    SubscriptionCount {
        /// The channel.
        channel: ChannelId,
        /// As the server sent it.
        count: V,
    },
    /// A channel is gone from the table; its id is dead.
    ChannelRemoved {
        /// The channel.
        channel: ChannelId,
        /// Whether its subscription ended with it, so that no visible flag stays up.
        unsubscribed: bool,
    },
    /// Emit an event on the connection.
    EmitConnection(ConnectionEvent<V>),
    /// Emit an event on a channel.
    EmitChannel {
        /// The channel.
        channel: ChannelId,
        /// The event.
        event: ChannelEvent<V>,
    },
    /// Who is signed in has changed; read it with `Client::user_data`.
    UserChanged,
    /// A sign-in begins, or waits for a connection.
    SigninBegun,
    /// The sign-in has ended, well or not.
    SigninDone,
    /// Emit `pusher:signin_error` on the user.
    EmitSigninError(AuthFault<V>),
    /// The user's own channel is there now.
    UserChannel {
        /// The channel.
        channel: ChannelId,
        /// Its name.
        name: String,
    },
    /// Emit a change of the watchlist, under its own name.
    EmitWatchlist {
        /// The event's name.
        name: V,
        /// The event.
        event: V,
    },
    /// Tell the log what went wrong, and on which channel: nothing that an event could tell.
    Log {
        /// The channel.
        channel: ChannelId,
        /// What went wrong.
        text: String,
    },
    /// Enter something into the record of connections (pusher-js's timeline).
    Note(Note<V>),
    /// Send that record, if there is anything in it, over TLS or without.
    SendStats {
        /// Whether over TLS.
        tls: bool,
    },
    /// Hand the message that is being handled to those who listen to all messages, around the channel
    /// events that it causes.
    Message(MessageStage),
}

impl<V: Value> Output<V> {
    /// What a call asks for.
    #[allow(clippy::too_many_lines, reason = "an arm for each order")]
    pub(crate) fn of(call: Call<V>) -> Self {
        let Call { order, id, number, values: [a, b, c] } = call;
        let (socket, channel, flag) = (SocketId(id), ChannelId(id), id == 1);
        let text = |value: &V| value.as_text().unwrap_or_default();
        let given = |value: V| (!value.is_undefined()).then_some(value);
        let transport = || Transport::ALL[number as usize];
        let (from, state) = (|| State::ALL[id as usize], || State::ALL[number as usize]);
        let emit = |event| Self::EmitChannel { channel, event };
        let remembered =
            |skip_count| RememberedTransport { name: text(&a), age: 0, latency: number.into(), skip_count };
        match order {
            Order::OpenSocket => Self::OpenSocket { socket, transport: transport(), url: text(&a) },
            Order::OpenSession => Self::OpenSession { socket, transport: transport(), url: text(&a) },
            Order::Request => {
                Self::Request { socket, endpoint: Endpoint::ALL[number as usize], body: a.as_text() }
            }
            Order::MoveSession => Self::MoveSession { socket, hostname: text(&a) },
            Order::Receive => Self::Receive { socket, text: a },
            Order::Send => Self::Send { socket, text: text(&a) },
            Order::SendQuietly => Self::Introduce { socket, text: text(&a) },
            Order::CloseSocket => Self::CloseSocket { socket },
            Order::Recall => Self::RecallTransport { tls: flag },
            Order::Remember => {
                let skip_count = b.to_number() as u32;
                Self::RememberTransport { tls: flag, transport: remembered(skip_count) }
            }
            Order::Forget => Self::ForgetTransport { tls: flag },
            Order::Authorize => Self::Authorize {
                subject: if id == NO_CHANNEL { Subject::User } else { Subject::Channel(channel) },
                request: RequestId(number),
                socket_id: text(&a),
            },
            Order::NoteOpened => Self::Note(Note::Opened(socket)),
            Order::NoteFailed => Self::Note(Note::Failed(socket, a)),
            Order::NoteClosed => {
                let was_clean = b.to_number() > 0.0;
                Self::Note(Note::Closed(
                    socket,
                    CloseEvent { code: number as u16, reason: text(&a), was_clean },
                ))
            }
            Order::NoteGivenUp => Self::Note(Note::GivenUp(socket)),
            Order::NotePreferred => Self::Note(Note::Preferred(remembered(0))),
            Order::NoteHandshakeError => Self::Note(Note::HandshakeError(a)),
            Order::NotePongTimedOut => Self::Note(Note::PongTimedOut(number.into())),
            Order::NoteRetry => Self::Note(Note::Retry(number.into())),
            Order::ShortWay => Self::ShortWay { socket: (id != 0).then_some(SocketId(id)) },
            Order::SendStats => Self::SendStats { tls: flag },
            Order::SetState => Self::State(state()),
            Order::SetConnection => Self::Connection(given(a).map(|socket_id| Established {
                socket_id: text(&socket_id),
                transport: transport(),
                tls: flag,
            })),
            Order::AnnounceStateChange => {
                Self::EmitConnection(ConnectionEvent::AnnouncedChange { previous: from(), current: state() })
            }
            Order::EmitStateChange => {
                Self::EmitConnection(ConnectionEvent::StateChange { previous: from(), current: state() })
            }
            Order::AnnounceState => Self::EmitConnection(ConnectionEvent::Announced(state())),
            Order::EmitState => Self::EmitConnection(ConnectionEvent::Entered(state())),
            Order::EmitConnectingIn => Self::EmitConnection(ConnectionEvent::ConnectingIn(number)),
            Order::EmitError => Self::EmitConnection(ConnectionEvent::Error(Fault::of_parts(id, a, b))),
            Order::EmitMessage => Self::Message(MessageStage::ALL[id as usize]),
            Order::EmitChannelMessage => emit(ChannelEvent::Message { metadata: number == 1 }),
            Order::EmitChannel => emit(match text(&a).as_str() {
                "pusher:subscription_succeeded" => ChannelEvent::Subscribed(b),
                "pusher:subscription_count" => ChannelEvent::SubscriptionCount(b),
                name => ChannelEvent::Decrypted { name: name.to_owned(), data: b },
            }),
            Order::EmitMember if text(&a) == "pusher:member_added" => {
                emit(ChannelEvent::MemberAdded(Member { id: b, info: c }))
            }
            Order::EmitMember => emit(ChannelEvent::MemberRemoved(Member { id: b, info: c })),
            Order::EmitMembers => emit(ChannelEvent::SubscribedWithMembers),
            Order::EmitAuthError => {
                emit(ChannelEvent::SubscriptionError(AuthFault { message: a, status: b }))
            }
            Order::LogError => Self::Log { channel, text: text(&a) },
            Order::SetSubscription => Self::Subscription { channel },
            Order::SetSubscriptionCount => Self::SubscriptionCount { channel, count: a },
            Order::SetMembers => Self::MembersReplaced { channel },
            Order::SetMemberCount => Self::MemberCount { channel, count: a.to_number() },
            Order::RemoveChannel => Self::ChannelRemoved { channel, unsubscribed: number == 1 },
            Order::SetUser => Self::UserChanged,
            Order::BeginSignin => Self::SigninBegun,
            Order::EndSignin => Self::SigninDone,
            Order::EmitSigninError => Self::EmitSigninError(AuthFault { message: a, status: b }),
            Order::SetUserChannel => Self::UserChannel { channel, name: text(&a) },
            Order::EmitWatchlist => Self::EmitWatchlist { name: a, event: b },
        }
    }
}

/// What is recorded of connections, apart from what other outputs tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Note<V> {
    /// A socket is open.
    Opened(SocketId),
    /// A socket reported an error.
    Failed(SocketId, V),
    /// A socket has ended.
    Closed(SocketId, CloseEvent<String>),
    /// A socket that is made of requests was closed by the client: there is nobody else who could tell.
    GivenUp(SocketId),
    /// The transport that worked last time is tried first.
    Preferred(RememberedTransport),
    /// The first frame was no handshake.
    HandshakeError(V),
    /// A ping was not answered within so many milliseconds.
    PongTimedOut(Millis),
    /// The next attempt comes after so many milliseconds.
    Retry(Millis),
}

/// Whose permission is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// This connection's subscription to a channel.
    Channel(ChannelId),
    /// The user of this connection, to be signed in.
    User,
}

/// The connection that has just been established.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Established {
    /// The server's name for it.
    pub socket_id: String,
    /// The transport that won.
    pub transport: Transport,
    /// Whether it runs over TLS.
    pub tls: bool,
}

/// Where in the order of listeners a message is. pusher-js's order, which programs can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageStage {
    /// Callbacks bound to everything on the connection.
    ConnectionGlobal,
    /// The client's own emitter.
    Client,
    /// Callbacks bound to `message` on the connection.
    ConnectionBound,
}

impl MessageStage {
    const ALL: [Self; 3] = [Self::ConnectionGlobal, Self::Client, Self::ConnectionBound];
}

/// Events of the connection.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectionEvent<V> {
    /// `state_change` with `{previous, current}`, to those who listen to every event.
    AnnouncedChange {
        /// The state left.
        previous: State,
        /// The state entered.
        current: State,
    },
    /// The same to those who listen to this one, after the user's sign-in has begun or ended with it.
    StateChange {
        /// The state left.
        previous: State,
        /// The state entered.
        current: State,
    },
    /// The event named after the state that was entered, to those who listen to every event.
    Announced(State),
    /// The same to those who listen to this one, after the channels have done what it means to them.
    /// `connected` carries `{socket_id}`.
    Entered(State),
    /// `connecting_in` with the whole seconds until the next attempt.
    ConnectingIn(u32),
    /// `error`.
    Error(Fault<V>),
}

/// What an `error` event of the connection carries.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault<V> {
    /// `{type: "PusherError", data}`: a `pusher:error` message's data, untouched.
    Server(V),
    /// `{type: "PusherError", data: {code, message}}`.
    Code {
        /// A close code, or the code of a `pusher:error` during the handshake.
        code: V,
        /// The reason given, if any.
        message: V,
    },
    /// `{type: "MessageParseError", error, data}`: a frame that is not what the protocol allows.
    Parse {
        /// What is wrong with it.
        error: V,
        /// The frame.
        text: V,
    },
    /// `{type: "HandshakeError", error}` with a message: the first frame was none that may come first.
    Handshake(V),
    /// `{type: "HandshakeError", error}` around the parse error of the first frame.
    HandshakeParse {
        /// What is wrong with it.
        error: V,
        /// The frame.
        text: V,
    },
    /// `{type: "WebSocketError", error}` around the host's error object.
    Transport(V),
    /// `{type: "WebSocketError", error}` around `{type: "PusherError", data: {code, message}}`.
    TransportCode {
        /// The code.
        code: V,
        /// The reason given, if any.
        message: V,
    },
}

impl<V: Value> Fault<V> {
    /// The fault of such parts.
    fn of_parts(kind: u32, a: V, b: V) -> Self {
        const KINDS: [FaultKind; 7] = [
            FaultKind::Server,
            FaultKind::Code,
            FaultKind::Parse,
            FaultKind::Handshake,
            FaultKind::HandshakeParse,
            FaultKind::Transport,
            FaultKind::TransportCode,
        ];
        match KINDS[kind as usize] {
            FaultKind::Server => Self::Server(a),
            FaultKind::Code => Self::Code { code: a, message: b },
            FaultKind::Parse => Self::Parse { error: a, text: b },
            FaultKind::Handshake => Self::Handshake(a),
            FaultKind::HandshakeParse => Self::HandshakeParse { error: a, text: b },
            FaultKind::Transport => Self::Transport(a),
            FaultKind::TransportCode => Self::TransportCode { code: a, message: b },
        }
    }
}

/// Events of a channel.
#[derive(Clone, Debug, PartialEq)]
pub enum ChannelEvent<V> {
    /// `pusher:subscription_succeeded`, with the server's data.
    Subscribed(V),
    /// `pusher:subscription_succeeded`, with the members object.
    SubscribedWithMembers,
    /// `pusher:subscription_error` with `{type: "AuthError", error, status?}`.
    SubscriptionError(AuthFault<V>),
    /// `pusher:subscription_count`, with the server's data.
    SubscriptionCount(V),
    /// `pusher:member_added` with `{id, info}`.
    MemberAdded(Member<V>),
    /// `pusher:member_removed` with `{id, info}`.
    MemberRemoved(Member<V>),
    /// An event of the application's own that came encrypted.
    Decrypted {
        /// Its name.
        name: String,
        /// Its data.
        data: V,
    },
    /// The message that is being handled, under its own name and with its own data.
    Message {
        /// Whether callbacks get `{user_id}` in their second argument (presence channels).
        metadata: bool,
    },
}

/// A refused or failed authorization.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthFault<V> {
    /// The error text, or whatever the handler gave in its place.
    pub message: V,
    /// The HTTP status of the endpoint's answer, or the server's error code; `undefined` where there is neither.
    pub status: V,
}

impl<V: Value> AuthFault<V> {
    /// A fault that the client itself has found.
    pub(crate) fn of(text: &str) -> Self {
        Self { message: V::text(text), status: V::undefined() }
    }
}

/// A member of a presence channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<V> {
    /// The user id, as the server sent it.
    pub id: V,
    /// What the application said about the user.
    pub info: V,
}
