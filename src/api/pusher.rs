//! The class behind `new Pusher(key, options)`.

use std::rc::Rc;

use js_sys::{Function, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::options::{self, Auth, Options};
use crate::browser::{Driver, Host, now};
use crate::core::channels::{Channel, ChannelId, Kind, NameError, RequestId};
use crate::core::client::{Command, Delivery};
use crate::core::io::AuthFault;
use crate::core::protocol::Message;
use crate::core::strategy::SocketId;
use crate::core::{Client, Value};

/// Stands for "no channel that the client knows" where a channel id is passed.
const NO_CHANNEL: u32 = u32::MAX;

/// A client. Applications get it wrapped in the JavaScript class of the same name, which adds callback lists
/// and plain properties and holds no state of the protocol.
#[wasm_bindgen]
pub struct Pusher {
    driver: Rc<Driver>,
    host: Host,
    auth: Auth,
    config: Object,
}

#[wasm_bindgen]
impl Pusher {
    /// Reads key and options; connects when told to.
    ///
    /// # Errors
    /// As [`options::parse`]; and the string that pusher-js throws where there is no key.
    #[wasm_bindgen(constructor)]
    pub fn new(
        key: &JsValue,
        options: &JsValue,
        host: Host,
        page_is_secure: bool,
        has_websocket: bool,
    ) -> Result<Pusher, JsValue> {
        if key.is_null() || key.is_undefined() {
            return Err(JsValue::from_str("You must pass your app key when you instantiate Pusher."));
        }
        let key = key.as_key().ok_or_else(|| JsError::new("The app key must be a string"))?;
        let Options { config, auth, visible } = options::parse(&key, options, page_is_secure, has_websocket)?;
        let driver = Driver::new(host.clone(), Client::new(config));
        Ok(Self { driver, host, auth, config: visible })
    }

    // ---- settings ----

    /// The settings in force, for `pusher.config`.
    pub fn config(&self) -> Object {
        self.config.clone()
    }

    /// The `customHandler` of `channelAuthorization`, if any.
    pub fn auth_handler(&self) -> JsValue {
        self.auth.handler.clone()
    }

    /// The older `authorizer`, if any.
    pub fn authorizer(&self) -> JsValue {
        self.auth.authorizer.clone()
    }

    /// The transport for authorization requests.
    pub fn auth_transport(&self) -> JsValue {
        self.auth.transport.clone()
    }

    /// The endpoint for authorization requests.
    pub fn auth_endpoint(&self) -> String {
        self.auth.endpoint.url.clone()
    }

    /// Whether connections are made over TLS.
    pub fn uses_tls(&self) -> bool {
        self.driver.with(|client| client.uses_tls())
    }

    // ---- connection ----

    /// Seeks a connection.
    pub fn connect(&self) {
        self.driver.input(|client| client.connect(now()));
    }

    /// Closes the connection.
    pub fn disconnect(&self) {
        self.driver.input(|client| client.disconnect(now()));
    }

    /// Sends a text on the established connection; `false` without one.
    pub fn send(&self, text: &JsValue) -> bool {
        self.driver.send(text)
    }

    /// The browser says that it is online, or offline.
    pub fn network(&self, online: bool) {
        self.driver
            .input(|client| if online { client.handle_online(now()) } else { client.handle_offline(now()) });
    }

    // ---- messages ----

    /// The short way for a message of the application's own. See `Client::handle_event`.
    /// Returns 0 ignore, 1 deliver, 2 deliver with metadata, 3 call `handle_message`.
    pub fn handle_event(&self, socket: u32, channel: u32) -> u8 {
        let channel = known(channel);
        match self.driver.with(|client| client.handle_event(now(), SocketId(socket), channel)) {
            Delivery::Ignore => 0,
            Delivery::Deliver => 1,
            Delivery::DeliverWithMetadata => 2,
            Delivery::Handle => 3,
        }
    }

    /// Any message.
    pub fn handle_message(&self, socket: u32, event: String, channel: u32, data: JsValue, text: JsValue) {
        let message = Message { event, channel: known(channel), data, text };
        self.driver.input(|client| client.handle_message(now(), SocketId(socket), &message));
    }

    /// A message that the application itself gives to a channel.
    pub fn handle_channel_message(&self, channel: u32, event: String, data: JsValue) {
        let message = Message { event, channel: known(channel), text: data.clone(), data };
        self.driver.input(|client| client.handle_channel_message(&message));
    }

    /// A frame that is no message.
    pub fn handle_malformed(&self, socket: u32, error: JsValue, text: JsValue) {
        self.driver.input(|client| client.handle_malformed(now(), SocketId(socket), error, text));
    }

    // ---- channels ----

    /// Adds a channel. Returns its id, or −1 for a reserved name, −2 for an encrypted channel, −3 if
    /// there are too many.
    pub fn add_channel(&self, name: &str) -> f64 {
        match self.driver.with(|client| client.add_channel(name)) {
            Ok(id) => f64::from(id.0),
            Err(NameError::Reserved) => -1.0,
            Err(NameError::Encrypted) => -2.0,
            Err(NameError::TooMany) => -3.0,
        }
    }

    /// 0 public, 1 private, 2 presence.
    pub fn channel_kind(&self, channel: u32) -> u8 {
        match self.driver.with(|client| client.channel(ChannelId(channel)).map(Channel::kind)) {
            Some(Kind::Private) => 1,
            Some(Kind::Presence) => 2,
            Some(Kind::Public) | None => 0,
        }
    }

    /// Subscribes to a channel, now or once connected.
    pub fn subscribe(&self, channel: u32) {
        self.driver.input(|client| client.subscribe(ChannelId(channel)));
    }

    /// Unsubscribes from a channel, now or once the subscription under way is confirmed.
    pub fn unsubscribe(&self, channel: u32) {
        self.driver.input(|client| client.unsubscribe(ChannelId(channel)));
    }

    /// Carries out a command on the channel itself: 0 subscribe, 1 unsubscribe, 2 cancel, 3 reinstate,
    /// 4 disconnect.
    pub fn command(&self, channel: u32, command: u8) {
        let command = match command {
            0 => Command::Subscribe,
            1 => Command::Unsubscribe,
            2 => Command::Cancel,
            3 => Command::Reinstate,
            _ => Command::Disconnect,
        };
        self.driver.input(|client| client.command(ChannelId(channel), command));
    }

    /// Drops a channel from the table.
    pub fn remove_channel(&self, channel: u32) {
        self.driver.input(|client| client.remove_channel(ChannelId(channel)));
    }

    // ---- authorization ----

    /// Asks the endpoint of the options; `callback(error, data)` hears.
    ///
    /// # Errors
    /// What the environment throws.
    pub fn ask_endpoint(&self, socket_id: &str, channel: &str, callback: Function) -> Result<(), JsValue> {
        self.auth.endpoint.ask(&self.host, socket_id, channel, callback)
    }

    /// The handler granted a request.
    pub fn authorized(&self, channel: u32, request: u32, data: JsValue) {
        self.driver.input(|client| client.handle_auth(ChannelId(channel), RequestId(request), Ok(data)));
    }

    /// The handler refused a request; `status` is a number or `undefined`.
    pub fn refused(&self, channel: u32, request: u32, message: JsValue, status: JsValue) {
        let status = (!status.is_undefined()).then_some(status);
        let fault = AuthFault { message, status };
        self.driver.input(|client| client.handle_auth(ChannelId(channel), RequestId(request), Err(fault)));
    }
}

fn known(channel: u32) -> Option<ChannelId> {
    (channel != NO_CHANNEL).then_some(ChannelId(channel))
}
