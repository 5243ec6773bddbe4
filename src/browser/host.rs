//! The JavaScript object model, as Rust sees it: `src/js/bridge.js` implements this type, behind `src/js/host.js`,
//! which passes on the exceptions of those methods only that have `catch` here.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{WebSocket, XmlHttpRequest};

#[wasm_bindgen]
extern "C" {
    /// One client's JavaScript side. Callbacks that its methods call are the application's own and may call
    /// back in; what they throw is reported as uncaught and goes no further.
    #[derive(Clone)]
    pub type Host;

    // ---- the environment, through the hooks that applications may replace ----

    /// `Pusher.Runtime.createWebSocket(url)`, or `SockJS` for the transport of that name, with listeners that call
    /// `Pusher::socket_opened` and its like.
    #[wasm_bindgen(method, js_name = createSocket, catch)]
    pub(crate) fn create_socket(
        this: &Host,
        socket: u32,
        transport: &str,
        url: &str,
    ) -> Result<WebSocket, JsValue>;

    /// Tells the log of a socket that is made of requests; returns a new name for its session.
    #[wasm_bindgen(method, js_name = newSession)]
    pub(crate) fn new_session(this: &Host, socket: u32, transport: &str, url: &str) -> String;

    /// A new `Pusher.Runtime.getXHRAPI()`.
    #[wasm_bindgen(method, js_name = createSocketRequest, catch)]
    pub(crate) fn create_socket_request(this: &Host) -> Result<XmlHttpRequest, JsValue>;

    /// A URL with what no other has.
    #[wasm_bindgen(method, js_name = uniqueURL)]
    pub(crate) fn unique_url(this: &Host, url: &str) -> String;

    /// `Pusher.Runtime.addUnloadListener(listener)`.
    #[wasm_bindgen(method, js_name = addUnloadListener)]
    pub(crate) fn add_unload_listener(this: &Host, listener: &Function);

    /// `Pusher.Runtime.removeUnloadListener(listener)`.
    #[wasm_bindgen(method, js_name = removeUnloadListener)]
    pub(crate) fn remove_unload_listener(this: &Host, listener: &Function);

    /// A message has come on a socket that is made of requests.
    #[wasm_bindgen(method)]
    pub(crate) fn receive(this: &Host, socket: u32, text: &JsValue);

    /// What `localStorage` holds under this key, parsed; `undefined` if nothing usable.
    #[wasm_bindgen(method)]
    pub(crate) fn recall(this: &Host, key: &str) -> JsValue;

    /// Stores this transport under a key of `localStorage`, with the present time.
    #[wasm_bindgen(method)]
    pub(crate) fn remember(this: &Host, key: &str, transport: &str, latency: u32, skip_count: u32);

    /// Clears a key of `localStorage`.
    #[wasm_bindgen(method)]
    pub(crate) fn forget(this: &Host, key: &str);

    /// Tells the log of a frame that goes out.
    #[wasm_bindgen(method, js_name = logSent)]
    pub(crate) fn log_sent(this: &Host, text: &JsValue);

    /// What to throw because of an option; `fault` says what is wrong with it.
    #[wasm_bindgen(method, js_name = badOption)]
    pub(crate) fn bad_option(this: &Host, fault: u8, option: &str, given: &JsValue) -> JsValue;

    // ---- the record of connections, `pusher.timeline` ----

    /// A socket is open.
    #[wasm_bindgen(method, js_name = noteOpened)]
    pub(crate) fn note_opened(this: &Host, socket: u32);

    /// A socket reported an error.
    #[wasm_bindgen(method, js_name = noteFailed)]
    pub(crate) fn note_failed(this: &Host, socket: u32, error: &JsValue);

    /// A socket has ended.
    #[wasm_bindgen(method, js_name = noteClosed)]
    pub(crate) fn note_closed(this: &Host, socket: u32, code: u16, reason: &str, was_clean: bool);

    /// The client has closed a socket that is made of requests.
    #[wasm_bindgen(method, js_name = noteGivenUp)]
    pub(crate) fn note_given_up(this: &Host, socket: u32);

    /// The transport that worked last time is tried first.
    #[wasm_bindgen(method, js_name = notePreferred)]
    pub(crate) fn note_preferred(this: &Host, transport: &str, latency: f64);

    /// The first frame was no handshake.
    #[wasm_bindgen(method, js_name = noteHandshakeError)]
    pub(crate) fn note_handshake_error(this: &Host, error: &JsValue);

    /// A ping was not answered within so many milliseconds.
    #[wasm_bindgen(method, js_name = notePongTimedOut)]
    pub(crate) fn note_pong_timed_out(this: &Host, timeout: f64);

    /// The next attempt comes after so many milliseconds.
    #[wasm_bindgen(method, js_name = noteRetry)]
    pub(crate) fn note_retry(this: &Host, delay: f64);

    /// Sends the record, if there is anything in it.
    #[wasm_bindgen(method, js_name = sendStats)]
    pub(crate) fn send_stats(this: &Host, tls: bool);

    // ---- what applications see and hear ----

    /// Sets `connection.state`.
    #[wasm_bindgen(method, js_name = setState)]
    pub(crate) fn set_state(this: &Host, state: &str);

    /// Sets `connection.connection` and `socket_id`; an empty id stands for no connection.
    #[wasm_bindgen(method, js_name = setConnection)]
    pub(crate) fn set_connection(this: &Host, socket_id: &str, transport: &str, tls: bool);

    /// Tells those who listen to every event of the connection of a `state_change`.
    #[wasm_bindgen(method, js_name = announceStateChange)]
    pub(crate) fn announce_state_change(this: &Host, previous: &str, current: &str);

    /// Tells those who listen to it.
    #[wasm_bindgen(method, js_name = emitStateChange)]
    pub(crate) fn emit_state_change(this: &Host, previous: &str, current: &str);

    /// Tells those who listen to every event of the connection of the state that was entered.
    #[wasm_bindgen(method, js_name = announceState)]
    pub(crate) fn announce_state(this: &Host, state: &str);

    /// Tells those who listen to this state.
    #[wasm_bindgen(method, js_name = emitState)]
    pub(crate) fn emit_state(this: &Host, state: &str);

    /// Emits an event on the connection.
    #[wasm_bindgen(method, js_name = emitConnection)]
    pub(crate) fn emit_connection(this: &Host, event: &str, data: &JsValue);

    /// Emits `error` on the connection. `kind` says how the object is made of `first` and `second`.
    #[wasm_bindgen(method, js_name = emitError)]
    pub(crate) fn emit_error(this: &Host, kind: u8, first: &JsValue, second: &JsValue);

    /// Hands the present message to one circle of listeners.
    #[wasm_bindgen(method, js_name = emitMessage)]
    pub(crate) fn emit_message(this: &Host, stage: u8);

    /// Hands the present message to a channel's listeners.
    #[wasm_bindgen(method, js_name = emitChannelMessage)]
    pub(crate) fn emit_channel_message(this: &Host, channel: u32, metadata: bool);

    /// Emits an event on a channel; the number is its name's place in the bridge's list.
    #[wasm_bindgen(method, js_name = emitChannel)]
    pub(crate) fn emit_channel(this: &Host, channel: u32, event: u8, data: &JsValue);

    /// Emits an event that came encrypted.
    #[wasm_bindgen(method, js_name = emitDecrypted)]
    pub(crate) fn emit_decrypted(this: &Host, channel: u32, event: &str, data: &JsValue);

    /// Tells the log what went wrong on a channel.
    #[wasm_bindgen(method, js_name = logError)]
    pub(crate) fn log_error(this: &Host, channel: u32, text: &str);

    /// Emits `pusher:subscription_succeeded` with the channel's members.
    #[wasm_bindgen(method, js_name = emitMembers)]
    pub(crate) fn emit_members(this: &Host, channel: u32);

    /// Emits an event about one member.
    #[wasm_bindgen(method, js_name = emitMember)]
    pub(crate) fn emit_member(this: &Host, channel: u32, event: u8, id: &JsValue, info: &JsValue);

    /// Emits `pusher:subscription_error`; a status of `undefined` is left out.
    #[wasm_bindgen(method, js_name = emitAuthError)]
    pub(crate) fn emit_auth_error(this: &Host, channel: u32, message: &JsValue, status: &JsValue);

    /// Sets `subscribed`, `subscriptionPending` and `subscriptionCancelled`.
    #[wasm_bindgen(method, js_name = setSubscription)]
    pub(crate) fn set_subscription(
        this: &Host,
        channel: u32,
        subscribed: bool,
        pending: bool,
        cancelled: bool,
    );

    /// Sets `subscriptionCount`.
    #[wasm_bindgen(method, js_name = setSubscriptionCount)]
    pub(crate) fn set_subscription_count(this: &Host, channel: u32, count: &JsValue);

    /// Sets the members of a presence channel.
    #[wasm_bindgen(method, js_name = setMembers)]
    pub(crate) fn set_members(this: &Host, channel: u32, by_id: &JsValue, count: f64, my_id: &JsValue);

    /// Sets the member count of a presence channel.
    #[wasm_bindgen(method, js_name = setMemberCount)]
    pub(crate) fn set_member_count(this: &Host, channel: u32, count: f64);

    /// Takes a channel out of the table, and its flags down if it is unsubscribed.
    #[wasm_bindgen(method, js_name = removeChannel)]
    pub(crate) fn remove_channel(this: &Host, channel: u32, unsubscribed: bool);

    /// Sets `user.user_data`, and lets go of the user's channel.
    #[wasm_bindgen(method, js_name = setUser)]
    pub(crate) fn set_user(this: &Host, data: &JsValue);

    /// Sees to it that `user.signinDonePromise` is one that is not resolved yet.
    #[wasm_bindgen(method, js_name = signinBegun)]
    pub(crate) fn signin_begun(this: &Host);

    /// Resolves `user.signinDonePromise`.
    #[wasm_bindgen(method, js_name = signinDone)]
    pub(crate) fn signin_done(this: &Host);

    /// Emits `pusher:signin_error` on the user.
    #[wasm_bindgen(method, js_name = emitSigninError)]
    pub(crate) fn emit_signin_error(this: &Host, message: &JsValue, status: &JsValue);

    /// Makes the user's own channel.
    #[wasm_bindgen(method, js_name = setUserChannel)]
    pub(crate) fn set_user_channel(this: &Host, channel: u32, name: &str);

    /// Emits an event on the watchlist.
    #[wasm_bindgen(method, js_name = emitWatchlist)]
    pub(crate) fn emit_watchlist(this: &Host, name: &JsValue, event: &JsValue);

    /// Calls the channel's `authorize`, or the `userAuthenticator` for `NO_CHANNEL`; the answer comes through
    /// `Pusher::authorized` or `Pusher::refused`. Returns what the handler returns, and throws what it throws.
    #[wasm_bindgen(method, catch)]
    pub(crate) fn authorize(
        this: &Host,
        channel: u32,
        request: u32,
        socket_id: &str,
    ) -> Result<JsValue, JsValue>;

    /// The text of an error: its `message`, or itself as text.
    #[wasm_bindgen(method, js_name = errorText)]
    pub(crate) fn error_text(this: &Host, error: &JsValue) -> JsValue;
}
