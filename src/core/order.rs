//! What a client asks of its host, as it waits in the queue: a number and a few arguments, which hosts that are made of
//! numbered functions pass on as they are: the browser layer. [`Output`](super::Output) is the same for hosts in Rust.

use super::Millis;
use super::protocol::Value;

/// What the host is to do, with a call's `id`, its `number` and its values `a`, `b` and `c`. Times are in milliseconds;
/// states, transports, endpoints and stages are given by their place in [`State`](super::connection::State),
/// [`Transport`](super::strategy::Transport), [`Endpoint`](super::http::Endpoint) and
/// [`MessageStage`](super::io::MessageStage).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)] // as wide as what it travels with: padding costs code to copy
pub(crate) enum Order {
    // ---- sockets; `id` is the socket ----
    /// Open a WebSocket, or what `SockJS` has in its place, by the transport `number` to the URL `a`; report back with
    /// `handle_socket_*`.
    OpenSocket,
    /// Open a socket that is made of HTTP requests by the transport `number` to the URL `a`: think of a name for its
    /// session, `<0 to 999>/<8 digits of base 32>` and hard to guess.
    OpenSession,
    /// Go on at another host, `a`, with such a socket: in place of the one in its URL.
    MoveSession,
    /// Make an HTTP request (POST) for such a socket. Its URL is the socket's up to the query, `/`, the session's name,
    /// `/`, the name of the endpoint `number`, and something that makes it unique. With the body `a` it sends, and how
    /// it ends does not matter. Without, it receives, with the socket's query in its URL: it takes the place of the
    /// socket's earlier one, which is to be aborted; report back with `handle_line`, `handle_response_*`, or
    /// `handle_request_failed`.
    Request,
    /// The message `a` has come on such a socket: handle it as one that a WebSocket brings.
    Receive,
    /// Send the text `a` and tell the log.
    Send,
    /// Send the text `a`, and nothing of it to the log.
    SendQuietly,
    /// Close it, or abort its receiving request, and forget it; nothing it still reports matters.
    CloseSocket,

    // ---- the environment ----
    /// Look up what is remembered of the transport that worked last time, over TLS if `id` is 1; report back with
    /// `handle_recalled` before anything else. The race has begun by then: the answer changes its course.
    Recall,
    /// Remember the transport called `a` there, with the latency `number` and the skip count `b`.
    Remember,
    /// Remember nothing there any more.
    Forget,
    /// Ask the application's permission for the channel `id`, or [`NO_CHANNEL`] for the user: the request `number`,
    /// on the connection with the socket id `a`. Report back with `handle_auth`.
    Authorize,

    // ---- the record of connections (pusher-js's timeline) ----
    /// The socket `id` is open.
    NoteOpened,
    /// It reported the error `a`.
    NoteFailed,
    /// It has ended, with the code `number` and the reason `a`, cleanly if `b` is 1.
    NoteClosed,
    /// The client has closed it, and nobody else can tell.
    NoteGivenUp,
    /// The transport called `a`, which worked last time with the latency `number`, is tried first.
    NotePreferred,
    /// The first frame was no handshake: `a`.
    NoteHandshakeError,
    /// A ping was not answered within `number` ms.
    NotePongTimedOut,
    /// The next attempt comes after `number` ms.
    NoteRetry,
    /// Send the record, if there is anything in it, over TLS if `id` is 1.
    SendStats,

    // ---- the connection ----
    /// The visible state is `number` now. Comes before the events that announce it.
    SetState,
    /// There is an established connection now, with the socket id `a`, over the transport `number` and over TLS if `id`
    /// is 1. Without `a` there is none any more.
    SetConnection,
    /// Messages of the socket `id` whose event has none of the protocol's names may go to their listeners as
    /// `handle_event` has said of their channel before, without asking again; the time of the latest is handed over by
    /// `handle_seen` before `handle_timeout`. So until this comes again; with 0 each one is asked about.
    ShortWay,
    /// Emit `state_change`, from the state `id` to the state `number`, to those who listen to every event.
    AnnounceStateChange,
    /// Emit it to those who listen to this one.
    EmitStateChange,
    /// Emit the event of the state `number` to those who listen to every event.
    AnnounceState,
    /// Emit it to those who listen to this one.
    EmitState,
    /// Emit `connecting_in` with `number` seconds.
    EmitConnectingIn,
    /// Emit `error`: the [`FaultKind`] of the place `id`, with its values `a` and `b`.
    EmitError,
    /// Hand the message that is being handled to those who listen to all messages, at the stage `id`.
    EmitMessage,

    // ---- the channel `id` ----
    /// Hand the message that is being handled to its listeners, with `{user_id}` as metadata if `number` is 1.
    EmitChannelMessage,
    /// Emit the event `a` with the data `b`.
    EmitChannel,
    /// Emit the event `a` about the member `b` with the info `c`.
    EmitMember,
    /// Emit `pusher:subscription_succeeded` with the members.
    EmitMembers,
    /// Emit `pusher:subscription_error` with the error `a` and, if there is one, the status `b`.
    EmitAuthError,
    /// Tell the log what went wrong: `a`.
    #[cfg_attr(not(feature = "encryption"), allow(dead_code, reason = "nothing else has anything to log"))]
    LogError,
    /// The visible subscription state is [`Flags`](super::channels::Flags) with the bits of `number`.
    SetSubscription,
    /// The server's count of subscriptions is `a`.
    SetSubscriptionCount,
    /// The members were replaced: `a` by id, `b` of them, of whom `c` is the own one (`undefined` if unknown).
    SetMembers,
    /// There are `a` members now; the object that they are in has been changed already.
    SetMemberCount,
    /// It is gone from the table, and its id is dead; if `number` is 1, its subscription ended with it.
    RemoveChannel,

    // ---- the user ----
    /// The user is `a` now, `undefined` for nobody.
    SetUser,
    /// A sign-in begins, or waits for a connection.
    BeginSignin,
    /// The sign-in has ended, well or not.
    EndSignin,
    /// Emit `pusher:signin_error` with the error `a` and, if there is one, the status `b`.
    EmitSigninError,
    /// The user's own channel is there now: `id`, with the name `a`.
    SetUserChannel,
    /// Emit the event `b` of the watchlist under the name `a`.
    EmitWatchlist,
}

/// Stands for "no channel" where a channel id is passed: none that the client knows, or the user in its place.
pub(crate) const NO_CHANNEL: u32 = u32::MAX;

/// How what an `error` event carries is made of two values: [`Fault`](super::io::Fault) has the shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)] // as `Order`
pub(crate) enum FaultKind {
    /// The data `a` of a `pusher:error`.
    Server,
    /// The code `a`, with the message `b`.
    Code,
    /// The parse error `a` of the frame `b`.
    Parse,
    /// The handshake failed because of `a`.
    Handshake,
    /// The same because of the parse error `a` of the frame `b`.
    HandshakeParse,
    /// The transport reported `a`.
    Transport,
    /// The transport ended with the code `a` and the message `b`.
    TransportCode,
}

/// What an `error` event carries.
pub(crate) type Fault<V> = (FaultKind, V, V);

/// An order with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call<V> {
    /// What is to be done.
    pub(crate) order: Order,
    /// What it is about.
    pub(crate) id: u32,
    /// A whole number.
    pub(crate) number: u32,
    /// `a`, `b` and `c`; `undefined` where the order knows none.
    pub(crate) values: [V; 3],
}

impl<V: Value> Call<V> {
    /// An order without values.
    pub(crate) fn new(order: Order, id: u32, number: u32) -> Self {
        Self { order, id, number, values: [V::undefined(), V::undefined(), V::undefined()] }
    }
}

/// Milliseconds in a call; more than 49 days are as good as 49.
pub(crate) fn whole(time: Millis) -> u32 {
    time.min(u32::MAX.into()) as u32
}
