//! The class behind `new Pusher(key, options)`.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::options::{self, Environment};
use crate::browser::{Driver, Host};
use crate::core::channels::{ChannelId, Kind, NameError, RequestId};
use crate::core::client::Command;
use crate::core::io::{AuthFault, Subject};
use crate::core::order::NO_CHANNEL;
use crate::core::protocol::{CloseEvent, Message};
use crate::core::strategy::{RememberedTransport, SocketId};
use crate::core::{Client, Config, Value};

/// A client. Applications get it wrapped in the JavaScript class of the same name, which adds callback lists
/// and plain properties and holds no state of the protocol.
#[wasm_bindgen]
pub struct Pusher {
    driver: Rc<Driver>,
}

// Values are taken over: those that are lent take places on a stack of 1,024, which calls within calls would use up.
#[allow(clippy::needless_pass_by_value)]
#[wasm_bindgen]
impl Pusher {
    /// A client with these settings; those in force are written to `visible`. If the host is told that something is
    /// wrong with them, it is not to be used.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(host: Host, environment: u8, key: JsValue, options: JsValue, visible: JsValue) -> Pusher {
        let settings = options::parse(&host, &key, &options, Environment(environment), &visible)
            .unwrap_or_else(|| Config::new(JsValue::UNDEFINED, &JsValue::UNDEFINED));
        Self { driver: Driver::new(host, Client::new(settings)) }
    }

    // ---- inputs ----

    /// Takes an input that comes with nothing but a channel or a socket: the first list of `src/js/inputs.js`. The
    /// result is for the last two, which only ask.
    pub fn command(&self, input: u8, id: u32) -> u32 {
        let (channel, socket) = (ChannelId(id), SocketId(id));
        self.driver.input(|client, now| {
            match input {
                0 => client.connect(now),
                1 => client.disconnect(now),
                2 => client.send_stats(now, true),
                3 => client.send_stats(now, false),
                4 => client.handle_online(now),
                5 => client.handle_offline(now),
                6 => client.signin(now),
                7 => client.subscribe(channel),
                8 => client.unsubscribe(channel),
                9 => client.remove_channel(channel),
                10 => client.command(channel, Command::Subscribe),
                11 => client.command(channel, Command::Unsubscribe),
                12 => client.command(channel, Command::Cancel),
                13 => client.command(channel, Command::Reinstate),
                14 => client.command(channel, Command::Disconnect),
                15 => client.handle_socket_opened(now, socket),
                16 => return client.uses_tls().into(),
                _ => return client.channel(channel).map_or(0, |channel| class_of(channel.kind())),
            }
            0
        })
    }

    /// Takes an input that comes with more: the second list of `src/js/inputs.js`, which says what with, and what the
    /// result is.
    #[allow(clippy::too_many_arguments)] // for JavaScript
    pub fn report(&self, input: u8, id: u32, number: u32, a: JsValue, b: JsValue, c: JsValue) -> f64 {
        let socket = SocketId(id);
        match input {
            0 => {
                // Application code is called, so the client is left alone meanwhile.
                let settings = options::parse(&self.driver.host, &a, &b, Environment(id as u8), &c);
                if let Some(settings) = settings {
                    self.driver.input(|client, now| client.switch_cluster(now, settings));
                }
                return 0.0;
            }
            1 => return f64::from(u8::from(self.driver.send(&a))),
            _ => {}
        }
        self.driver.input(|client, now| {
            match input {
                2 => {
                    let message = Message { event: a, channel: known(number), data: b, text: c };
                    if id == 0 {
                        client.handle_channel_message(&message);
                    } else {
                        client.handle_message(now, socket, message);
                    }
                }
                3 => {
                    let (code, was_clean) = (number as u16, b.is_truthy());
                    client.handle_socket_closed(now, socket, &CloseEvent { code, reason: a, was_clean });
                }
                4 => client.handle_socket_error(now, socket, a),
                5 => client.handle_malformed(now, socket, a, b),
                6 => {
                    let kind = char::from_u32(number).unwrap_or_default();
                    client.handle_line(now, socket, kind, &a, b);
                }
                7 => client.handle_response_length(now, socket, number),
                8 => client.handle_response_end(now, socket, number as u16),
                9 => client.handle_request_failed(now, socket, a),
                10 | 11 => {
                    let answer = if input == 10 { Ok(a) } else { Err(AuthFault { message: a, status: b }) };
                    let subject = known(id).map_or(Subject::User, Subject::Channel);
                    client.handle_auth(now, subject, RequestId(number), answer);
                }
                12 => {
                    let (age, latency) = (id.into(), number.into());
                    let skip_count = b.to_number() as u32;
                    let remembered = RememberedTransport { name: a, age, latency, skip_count };
                    client.handle_recalled(now, Some(&remembered));
                }
                13 => return f64::from(u8::from(client.send_by_http(socket, &a))),
                _ => return client.add_channel(a).map_or_else(name_error, |id| id.0.into()),
            }
            0.0
        })
    }

    // ---- messages ----

    /// The short way for a message of the application's own. See `Client::handle_event`.
    /// Returns 0 ignore, 1 deliver, 2 deliver with metadata, 3 deliver what `open` gives, 4 report the message.
    pub fn handle_event(&self, socket: u32, channel: u32) -> u8 {
        self.driver.input(|client, now| client.handle_event(now, SocketId(socket), known(channel))) as u8
    }

    /// The data of an encrypted event, opened; `undefined` if there is nothing to emit.
    #[cfg(feature = "encryption")]
    pub fn open(&self, socket: u32, channel: u32, event: JsValue, data: JsValue) -> JsValue {
        let (socket, channel) = (SocketId(socket), ChannelId(channel));
        let opened = self.driver.input(|client, _| client.open(socket, channel, &event, &data));
        opened.unwrap_or(JsValue::UNDEFINED)
    }
}

/// The place of a channel's class in the list of `src/js/channels.js`.
fn class_of(kind: Kind) -> u32 {
    match kind {
        Kind::Public | Kind::User => 0,
        Kind::Private => 1,
        Kind::Presence => 2,
        #[cfg(feature = "encryption")]
        Kind::Encrypted => 3,
    }
}

fn name_error(error: NameError) -> f64 {
    match error {
        NameError::Reserved => -1.0,
        NameError::Encrypted => -2.0,
        NameError::TooMany => -3.0,
    }
}

fn known(channel: u32) -> Option<ChannelId> {
    (channel != NO_CHANNEL).then_some(ChannelId(channel))
}
