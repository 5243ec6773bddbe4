//! The options object.
//!
//! Every option is read as the JavaScript value it is (`reader`), and then by the rules that pusher-js users rely
//! on: what is falsy counts as absent, and a number may come as a string, as it does from environment variables.
//! Where that leads goes into the core's [`Config`], and into `pusher.config` for applications to read.

// Milliseconds go back as JavaScript numbers; beyond 2^53 of them nobody waits.
#![allow(clippy::cast_precision_loss)]

use std::cell::Cell;
use std::ops::Range;

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

use super::reader::Names;
use crate::browser::Host;
use crate::core::strategy::{Transport, Transports};
use crate::core::{Config, Millis, Value};

/// Declares names of properties: an enum, and the text that a list of them is made of.
macro_rules! names {
    ($first:ident $first_name:literal $($other:ident $name:literal)*) => {
        #[derive(Clone, Copy)]
        #[expect(dead_code, reason = "some are asked for by their range alone")]
        enum Name { $first, $($other),* }

        const NAMES: &str = concat!($first_name $(, " ", $name)*);
    };
}

names! {
    // The options.
    ActivityTimeout "activityTimeout"
    Cluster "cluster"
    HttpPath "httpPath"
    HttpPort "httpPort"
    HttpsPort "httpsPort"
    PongTimeout "pongTimeout"
    StatsHost "statsHost"
    UnavailableTimeout "unavailableTimeout"
    WsPath "wsPath"
    WsPort "wsPort"
    WssPort "wssPort"
    EnableStats "enableStats"
    DisableStats "disableStats"
    HttpHost "httpHost"
    ForceTls "forceTLS"
    WsHost "wsHost"
    EnabledTransports "enabledTransports"
    DisabledTransports "disabledTransports"
    UserAuthentication "userAuthentication"
    ChannelAuthorization "channelAuthorization"
    // The older names for parts of `channelAuthorization`.
    AuthEndpoint "authEndpoint"
    AuthTransport "authTransport"
    Auth "auth"
    Authorizer "authorizer"

    // What says how to authorize.
    Endpoint "endpoint"
    Transport "transport"
    // The two that the older `auth` has.
    Params "params"
    Headers "headers"
    ParamsProvider "paramsProvider"
    HeadersProvider "headersProvider"
    CustomHandler "customHandler"

    // What else `pusher.config` has.
    UseTls "useTLS"
    UserAuthenticator "userAuthenticator"
    ChannelAuthorizer "channelAuthorizer"

    // What else can be wrong.
    Options "options"
    UserEndpoint "userAuthentication.endpoint"
    ChannelEndpoint "channelAuthorization.endpoint"
}

const OPTIONS: Range<u32> = 0..Name::Endpoint as u32;
const AUTH: Range<u32> = Name::Endpoint as u32..Name::UseTls as u32;
const OLDER: Range<u32> = Name::Params as u32..Name::ParamsProvider as u32;

/// What is wrong; a place in the list that `src/js/errors.js` has.
enum Fault {
    NoKey,
    NoOptions,
    NoCluster,
    KeyType,
    NoObject,
    NoText,
    NoMillis,
    NoNames,
}

/// What `src/js/pusher.js` says of the page: a bit for each transport that it can do, and the highest if it is secure.
#[derive(Clone, Copy)]
pub(super) struct Environment(pub(super) u8);

impl Environment {
    /// Whether the page itself came over TLS.
    fn is_secure(self) -> bool {
        self.0 & 0x80 != 0
    }

    fn unsupported(self) -> Transports {
        Transports::from_bits(!self.0)
    }
}

/// Reads the arguments of `new Pusher`, and writes the settings in force to `visible`, in the order in which
/// pusher-js does. There `userAuthenticator` and `channelAuthorizer` are what `src/js/auth.js` makes handlers of.
/// These objects are for JavaScript to keep: they hold the application's own, which may lead back to the client, and
/// what is held from here is never collected.
///
/// `None` where something is wrong; the host has been told what.
pub(super) fn parse(
    host: &Host,
    key: &JsValue,
    options: &JsValue,
    environment: Environment,
    visible: &JsValue,
) -> Option<Config<JsValue>> {
    let faults = Faults { host, names: Names::new(NAMES), any: Cell::default() };
    let key = faults.key(key);
    if options.is_null_or_undefined() {
        faults.add(Fault::NoOptions, Name::Options, options);
    }
    let mut given = faults.properties(Name::Options, options, OPTIONS);
    given.resize_with(OPTIONS.len(), JsValue::default);
    let options = Options { faults: &faults, given, visible };
    let cluster = options.given(Name::Cluster);
    if cluster.is_null_or_undefined() {
        faults.add(Fault::NoCluster, Name::Cluster, cluster);
    }
    let mut config = Config::new(key, &faults.text(Name::Cluster, cluster));

    options.millis(Name::ActivityTimeout, &mut config.activity_timeout);
    options.show(Name::Cluster, cluster);
    options.text(Name::HttpPath, &mut config.http_path);
    options.port(Name::HttpPort, &mut config.http_port);
    options.port(Name::HttpsPort, &mut config.https_port);
    options.millis(Name::PongTimeout, &mut config.pong_timeout);
    // JavaScript sends the statistics.
    options.text(Name::StatsHost, &mut JsValue::from_str("stats.pusher.com"));
    options.millis(Name::UnavailableTimeout, &mut config.unavailable_timeout);
    options.text(Name::WsPath, &mut config.ws_path);
    options.port(Name::WsPort, &mut config.ws_port);
    options.port(Name::WssPort, &mut config.wss_port);
    config.enable_stats = options.enable_stats();
    options.text(Name::HttpHost, &mut config.http_host);
    config.use_tls = environment.is_secure() || *options.given(Name::ForceTls) != JsValue::FALSE;
    options.show(Name::UseTls, &JsValue::from_bool(config.use_tls));
    options.text(Name::WsHost, &mut config.ws_host);
    options.show(Name::UserAuthenticator, &options.user_auth());
    options.show(Name::ChannelAuthorizer, &options.channel_auth());

    options.transports(Name::EnabledTransports, &mut config.enabled_transports);
    options.transports(Name::DisabledTransports, &mut config.disabled_transports);
    config.unsupported = environment.unsupported();
    (!faults.any.get()).then_some(config)
}

/// What is wrong with the options. The host throws the first of it in the end; until then, what is wrong counts as absent.
struct Faults<'a> {
    host: &'a Host,
    names: Names,
    any: Cell<bool>,
}

impl Faults<'_> {
    fn add(&self, fault: Fault, option: Name, given: &JsValue) {
        self.any.set(true);
        self.host.bad_option(fault as u8, self.names.list(), option as u32, given);
    }

    fn key(&self, key: &JsValue) -> JsValue {
        let text = key.to_key();
        if text.is_undefined() {
            let fault = if key.is_null_or_undefined() { Fault::NoKey } else { Fault::KeyType };
            self.add(fault, Name::Options, key);
        }
        text
    }

    /// A string, or a number as its text; empty for what is falsy.
    fn text(&self, option: Name, value: &JsValue) -> JsValue {
        let text = if value.is_truthy() { value.to_key() } else { JsValue::from_str("") };
        if text.is_undefined() {
            self.add(Fault::NoText, option, value);
        }
        text
    }

    /// The properties of these names of an object; nothing if there is none.
    fn properties(&self, option: Name, object: &JsValue, names: Range<u32>) -> Vec<JsValue> {
        if object.is_falsy() {
            return Vec::new();
        }
        self.names.read(object, names).unwrap_or_else(|| {
            self.add(Fault::NoObject, option, object);
            Vec::new()
        })
    }
}

/// The options object.
struct Options<'a> {
    faults: &'a Faults<'a>,
    /// Those of `OPTIONS`; `undefined` where there is none.
    given: Vec<JsValue>,
    /// `pusher.config`.
    visible: &'a JsValue,
}

impl Options<'_> {
    fn given(&self, name: Name) -> &JsValue {
        &self.given[name as usize]
    }

    fn show(&self, name: Name, value: &JsValue) {
        self.set(self.visible, name, value);
    }

    fn set(&self, object: &JsValue, name: Name, value: &JsValue) {
        self.faults.names.set(object, name as u32, value);
    }

    /// Overrides a text.
    fn text(&self, name: Name, setting: &mut JsValue) {
        self.text_or(name, setting, setting.clone());
    }

    /// Overrides a port, whose default applications read as a number.
    fn port(&self, name: Name, setting: &mut JsValue) {
        self.text_or(name, setting, setting.parse());
    }

    fn text_or(&self, name: Name, setting: &mut JsValue, mut shown: JsValue) {
        let given = self.given(name);
        if given.is_truthy() {
            *setting = self.faults.text(name, given);
            shown = given.clone();
        }
        self.show(name, &shown);
    }

    /// Overrides a number of milliseconds, by a number or a string that holds one.
    fn millis(&self, name: Name, setting: &mut Millis) {
        let mut shown = &JsValue::from_f64(*setting as f64);
        let given = self.given(name);
        if given.is_truthy() {
            let number = given.to_number();
            if number.is_nan() {
                self.faults.add(Fault::NoMillis, name, given);
            } else {
                *setting = number as Millis;
            }
            shown = given;
        }
        self.show(name, shown);
    }

    /// Overrides a set of transports, by an array of their names.
    fn transports(&self, name: Name, setting: &mut Transports) {
        let given = self.given(name);
        if given.is_falsy() {
            return;
        }
        *setting = Transports::NONE;
        let Some(names) = given.dyn_ref::<Array>() else {
            return self.faults.add(Fault::NoNames, name, given);
        };
        for index in 0..names.length() {
            if let Some(transport) = Transport::named(&names.get(index)) {
                setting.insert(transport);
            }
        }
    }

    fn enable_stats(&self) -> bool {
        let (enable, disable) = (self.given(Name::EnableStats), self.given(Name::DisableStats));
        let older = JsValue::from_bool(!disable.is_undefined() && disable.is_falsy());
        let enable = if enable.is_undefined() { &older } else { enable };
        self.show(Name::EnableStats, enable);
        enable.is_truthy()
    }

    /// How users are authenticated.
    fn user_auth(&self) -> JsValue {
        self.auth(Name::UserAuthentication, Name::UserEndpoint, "/pusher/user-auth")
    }

    /// How channels are authorized: by `channelAuthorization` if there is one, else by the older options.
    fn channel_auth(&self) -> JsValue {
        const DEFAULT: &str = "/pusher/auth";
        if self.given(Name::ChannelAuthorization).is_truthy() {
            return self.auth(Name::ChannelAuthorization, Name::ChannelEndpoint, DEFAULT);
        }
        let mut older = vec![self.given(Name::AuthEndpoint).clone(), self.given(Name::AuthTransport).clone()];
        older.extend(self.faults.properties(Name::Auth, self.given(Name::Auth), OLDER));
        let auth = self.complete(Name::AuthEndpoint, older, DEFAULT);
        self.set(&auth, Name::Authorizer, self.given(Name::Authorizer));
        auth
    }

    fn auth(&self, name: Name, endpoint_name: Name, default: &str) -> JsValue {
        let given = self.faults.properties(name, self.given(name), AUTH);
        self.complete(endpoint_name, given, default)
    }

    /// An object of these values, as many as there are in the order of `AUTH`, with defaults where there are some.
    fn complete(&self, endpoint_name: Name, mut values: Vec<JsValue>, default: &str) -> JsValue {
        let auth = Object::new().into();
        self.set(&auth, Name::Endpoint, &JsValue::from_str(default));
        self.set(&auth, Name::Transport, &JsValue::from_str("ajax"));
        if let Some(endpoint) = values.first_mut() {
            *endpoint = self.faults.text(endpoint_name, endpoint);
        }
        for (name, value) in AUTH.zip(&values) {
            if name > Name::Transport as u32 || value.is_truthy() {
                self.faults.names.set(&auth, name, value);
            }
        }
        auth
    }
}
