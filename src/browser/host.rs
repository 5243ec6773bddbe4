//! The JavaScript object model, as Rust sees it: one function, which carries out orders (`src/js/orders.js`).
//!
//! One function with numbered orders, because each imported function costs a shim on this side and glue on the other.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// One client's JavaScript side. Callbacks that it calls are the application's own and may call back in; what
    /// they throw is reported as uncaught and goes no further.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method)]
    fn order(this: &Host, order: u8, id: u32, number: u32, a: &JsValue, b: &JsValue, c: &JsValue);

    #[wasm_bindgen(method, js_name = order)]
    fn request(this: &Host, order: u8, id: u32, number: u32, a: &JsValue, b: &JsValue) -> JsValue;
}

/// What the JavaScript side can be told to do: the functions of `src/js/orders.js`, in the same order.
#[derive(Clone, Copy)]
pub(super) enum Order {
    // ---- the environment, through the hooks that applications may replace ----
    /// Open a socket, `id`, by the transport `a` to the URL `b`; its events come in as reports. The answer is the
    /// socket, or `undefined` after an error, which has been reported.
    OpenSocket,
    /// Think of a name for the session of a socket that is made of requests: `id`, transport `a`, URL `b`.
    OpenSession,
    /// Make a request for it, at the URL `a`, the session's name, and `b`: with the body `c`, or to receive.
    Request,
    /// Abort the request that it receives by, and forget it.
    CloseSession,
    /// Handle a message that has come on such a socket: `a`.
    Receive,
    /// The answer is what `localStorage` holds of the transport that worked last time; `id` is 1 over TLS, else 0.
    Recall,
    /// Keep there the transport `a` with the latency `number` (ms) and the skip count `b`.
    Remember,
    /// Keep nothing there.
    Forget,
    /// Tell the log of a frame that goes out: `a`.
    LogSent,
    /// Call the channel's `authorize`, or the `userAuthenticator`, for the request `number` with the socket id `a`;
    /// what it says comes in as a report. The answer is what it returns.
    Authorize,
    /// Report that the handler refused the request `number`, with the error `a`.
    Refuse,
    /// The answer is what to throw because of the option `a`, which was given as `b`; `id` says what is wrong.
    BadOption,

    // ---- the record of connections, `pusher.timeline` ----
    /// The socket `id` is open.
    NoteOpened,
    /// It reported the error `a`.
    NoteFailed,
    /// It has ended, with the code `number`, the reason `a`, cleanly if `b`.
    NoteClosed,
    /// The client has closed it, and nobody else can tell.
    NoteGivenUp,
    /// The transport `a`, which worked last time with the latency `number` (ms), is tried first.
    NotePreferred,
    /// The first frame was no handshake: `a`.
    NoteHandshakeError,
    /// A ping was not answered within `number` ms.
    NotePongTimedOut,
    /// The next attempt comes after `number` ms.
    NoteRetry,
    /// Send the record, if there is anything in it; `id` is 1 over TLS, else 0.
    SendStats,

    // ---- the connection ----
    /// Set `state` to `a`.
    SetState,
    /// Set `socket_id` to `a`, and `connection` to one over the transport `b`, `id` being 1 over TLS, else 0. Without
    /// `a` there is no connection.
    SetConnection,
    /// Tell those who listen to every event of `state_change` from `a` to `b`.
    AnnounceStateChange,
    /// Tell those who listen to it.
    EmitStateChange,
    /// Tell those who listen to every event of the state `a`.
    AnnounceState,
    /// Tell those who listen to it.
    EmitState,
    /// Emit `connecting_in` with `number` seconds.
    EmitConnectingIn,
    /// Emit `error`; `id` says how it is made of `a` and `b`.
    EmitError,
    /// Hand the present message to one circle of listeners: `id`.
    EmitMessage,

    // ---- the channel `id` ----
    /// Hand the present message to its listeners, with metadata if `number` is 1.
    EmitChannelMessage,
    /// Emit the event `a` with the data `b`.
    EmitChannel,
    /// Emit the event `a` about the member `b` with the info `c`.
    EmitMember,
    /// Emit `pusher:subscription_succeeded` with the members.
    EmitMembers,
    /// Emit `pusher:subscription_error` with the error `a` and the status `b`.
    EmitAuthError,
    /// Tell the log what went wrong: `a`.
    LogError,
    /// Set `subscribed`, `subscriptionPending` and `subscriptionCancelled` to the bits of `number`.
    SetSubscription,
    /// Set `subscriptionCount` to `a`.
    SetSubscriptionCount,
    /// Set the members: `a` by id, `b` of them, of whom `c` is the own one.
    SetMembers,
    /// Set the members' count to `a`.
    SetMemberCount,
    /// Take it out of the table; if `number` is 1, its subscription has ended.
    RemoveChannel,

    // ---- the user ----
    /// Set `user_data` to `a`; `null` lets go of the user's channel.
    SetUser,
    /// See to it that `signinDonePromise` is one that is not resolved yet.
    BeginSignin,
    /// Resolve it.
    EndSignin,
    /// Emit `pusher:signin_error` with the error `a` and the status `b`.
    EmitSigninError,
    /// Make the user's own channel: `id`, with the name `a`.
    SetUserChannel,
    /// Emit the event `b` of the watchlist under the name `a`.
    EmitWatchlist,
}

// Not inlined, so that an order with its arguments is all that stands where it is given.
impl Host {
    /// Gives an order that needs no value.
    #[inline(never)]
    pub(super) fn tell(&self, order: Order, id: u32, number: u32) {
        self.give(order, id, number, JsValue::UNDEFINED, JsValue::UNDEFINED);
    }

    /// Gives an order with a value.
    #[inline(never)]
    pub(super) fn hand(&self, order: Order, id: u32, a: JsValue) {
        self.give(order, id, 0, a, JsValue::UNDEFINED);
    }

    /// Gives an order with two values.
    #[inline(never)]
    #[allow(clippy::needless_pass_by_value)] // dropped here rather than wherever it is called
    pub(super) fn give(&self, order: Order, id: u32, number: u32, a: JsValue, b: JsValue) {
        self.order(order as u8, id, number, &a, &b, &JsValue::UNDEFINED);
    }

    /// Gives an order with three values.
    #[allow(clippy::needless_pass_by_value)]
    pub(super) fn give_all(&self, order: Order, id: u32, [a, b, c]: [JsValue; 3]) {
        self.order(order as u8, id, 0, &a, &b, &c);
    }

    /// Gives an order and returns the answer.
    #[inline(never)]
    pub(super) fn ask(&self, order: Order, id: u32, number: u32, a: &JsValue, b: &JsValue) -> JsValue {
        self.request(order as u8, id, number, a, b)
    }
}

impl Host {
    /// What to throw because of an option; `fault` says what is wrong with it.
    pub(crate) fn bad_option(&self, fault: u8, option: &str, given: &JsValue) -> JsValue {
        self.ask(Order::BadOption, fault.into(), 0, &text(option), given)
    }
}

/// A string.
#[inline(never)]
pub(super) fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}
