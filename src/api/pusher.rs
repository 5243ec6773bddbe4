//! The class behind `new Pusher(key, options)`.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::options::{self, Environment};
use crate::browser::{Driver, Host, NO_CHANNEL};
use crate::core::Client;
use crate::core::channels::{Channel, ChannelId, Kind, NameError, RequestId};
use crate::core::client::{Command, Delivery};
use crate::core::io::{AuthFault, Subject};
use crate::core::protocol::{CloseEvent, Message};
use crate::core::strategy::SocketId;

/// A client. Applications get it wrapped in the JavaScript class of the same name, which adds callback lists
/// and plain properties and holds no state of the protocol.
#[wasm_bindgen]
pub struct Pusher {
    driver: Rc<Driver>,
}

#[wasm_bindgen]
impl Pusher {
    /// Reads key and options, and writes the settings in force to `config`; connects when told to.
    ///
    /// # Errors
    /// As [`options::parse`].
    #[wasm_bindgen(constructor)]
    pub fn new(
        key: &JsValue,
        options: &JsValue,
        host: Host,
        environment: u8,
        config: &JsValue,
    ) -> Result<Pusher, JsValue> {
        let settings = options::parse(&host, key, options, Environment(environment), config)?;
        Ok(Self { driver: Driver::new(host, Client::new(settings)) })
    }

    // ---- settings ----

    /// Goes over to another app or cluster, and to whatever else the options now say, and writes that to `config`.
    ///
    /// # Errors
    /// As the constructor.
    pub fn switch_cluster(
        &self,
        key: &JsValue,
        options: &JsValue,
        environment: u8,
        config: &JsValue,
    ) -> Result<(), JsValue> {
        let settings = options::parse(&self.driver.host, key, options, Environment(environment), config)?;
        self.driver.input(|client, now| client.switch_cluster(now, settings));
        Ok(())
    }

    /// Whether connections are made over TLS.
    pub fn uses_tls(&self) -> bool {
        self.driver.with(|client| client.uses_tls())
    }

    // ---- connection ----

    /// Seeks a connection.
    pub fn connect(&self) {
        self.driver.input(Client::connect);
    }

    /// Closes the connection.
    pub fn disconnect(&self) {
        self.driver.input(Client::disconnect);
    }

    /// Sends statistics every minute from now on, if the options ask for them; or does not any more.
    pub fn send_stats(&self, wanted: bool) {
        self.driver.input(|client, now| client.send_stats(now, wanted));
    }

    /// Sends a text on the established connection; `false` without one.
    pub fn send(&self, text: &JsValue) -> bool {
        self.driver.send(text)
    }

    /// The browser says that it is online, or offline.
    pub fn network(&self, online: bool) {
        self.driver
            .input(|client, now| if online { client.handle_online(now) } else { client.handle_offline(now) });
    }

    // ---- sockets ----

    /// A socket is open.
    pub fn socket_opened(&self, socket: u32) {
        self.driver.input(|client, now| client.handle_socket_opened(now, SocketId(socket)));
    }

    /// A socket reported an error.
    pub fn socket_failed(&self, socket: u32, error: JsValue) {
        self.driver.input(|client, now| client.handle_socket_error(now, SocketId(socket), error));
    }

    /// A socket has ended.
    pub fn socket_closed(&self, socket: u32, code: u16, reason: String, was_clean: bool) {
        self.driver.handle_closed(SocketId(socket), &CloseEvent { code, reason, was_clean });
    }

    // ---- messages ----

    /// The short way for a message of the application's own. See `Client::handle_event`.
    /// Returns 0 ignore, 1 deliver, 2 deliver with metadata, 3 call `handle_message`.
    pub fn handle_event(&self, socket: u32, channel: u32) -> u8 {
        let (channel, now) = (known(channel), self.driver.now());
        match self.driver.with(|client| client.handle_event(now, SocketId(socket), channel)) {
            Delivery::Ignore => 0,
            Delivery::Deliver => 1,
            Delivery::DeliverWithMetadata => 2,
            Delivery::Handle => 3,
        }
    }

    /// Any message.
    pub fn handle_message(&self, socket: u32, event: String, channel: u32, data: JsValue, text: JsValue) {
        let message = Message { event, channel: known(channel), data, text };
        self.driver.input(|client, now| client.handle_message(now, SocketId(socket), &message));
    }

    /// A message that the application itself gives to a channel.
    pub fn handle_channel_message(&self, channel: u32, event: String, data: JsValue) {
        let message = Message { event, channel: known(channel), text: data.clone(), data };
        self.driver.input(|client, _| client.handle_channel_message(&message));
    }

    /// A frame that is no message.
    pub fn handle_malformed(&self, socket: u32, error: JsValue, text: JsValue) {
        self.driver.input(|client, now| client.handle_malformed(now, SocketId(socket), error, text));
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

    /// 0 public, 1 private, 2 presence, 3 encrypted.
    pub fn channel_kind(&self, channel: u32) -> u8 {
        match self.driver.with(|client| client.channel(ChannelId(channel)).map(Channel::kind)) {
            Some(Kind::Private) => 1,
            Some(Kind::Presence) => 2,
            #[cfg(feature = "encryption")]
            Some(Kind::Encrypted) => 3,
            Some(Kind::Public | Kind::User) | None => 0,
        }
    }

    /// Subscribes to a channel, now or once connected.
    pub fn subscribe(&self, channel: u32) {
        self.driver.input(|client, _| client.subscribe(ChannelId(channel)));
    }

    /// Unsubscribes from a channel, now or once the subscription under way is confirmed.
    pub fn unsubscribe(&self, channel: u32) {
        self.driver.input(|client, _| client.unsubscribe(ChannelId(channel)));
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
        self.driver.input(|client, _| client.command(ChannelId(channel), command));
    }

    /// Drops a channel from the table.
    pub fn remove_channel(&self, channel: u32) {
        self.driver.input(|client, _| client.remove_channel(ChannelId(channel)));
    }

    // ---- authorization ----

    /// Signs the user in.
    pub fn signin(&self) {
        self.driver.input(Client::signin);
    }

    /// The handler granted a request.
    pub fn authorized(&self, channel: u32, request: u32, data: JsValue) {
        self.answer(channel, request, Ok(data));
    }

    /// The handler refused a request; `status` is a number or `undefined`.
    pub fn refused(&self, channel: u32, request: u32, message: JsValue, status: JsValue) {
        let status = (!status.is_undefined()).then_some(status);
        self.answer(channel, request, Err(AuthFault { message, status }));
    }
}

impl Pusher {
    fn answer(&self, channel: u32, request: u32, answer: Result<JsValue, AuthFault<JsValue>>) {
        let subject = known(channel).map_or(Subject::User, Subject::Channel);
        self.driver.input(|client, now| client.handle_auth(now, subject, RequestId(request), answer));
    }
}

fn known(channel: u32) -> Option<ChannelId> {
    (channel != NO_CHANNEL).then_some(ChannelId(channel))
}
