//! The options object.
//!
//! Every option is read as the JavaScript value it is (`reader`), and then by the rules that pusher-js users rely
//! on: what is falsy counts as absent, and a number may come as a string, as it does from environment variables.
//! Where that leads goes into the core's [`Config`], and into `pusher.config` for applications to read.

// Milliseconds go back as JavaScript numbers; beyond 2^53 of them nobody waits.
#![allow(clippy::cast_precision_loss)]

use std::ops::Range;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use super::reader;
use crate::browser::Host;
use crate::core::strategy::{Transport, Transports};
use crate::core::{Config, Millis, Value};

/// Declares the options: an enum, and the list of their names.
macro_rules! options {
    ($($option:ident $name:literal)*) => {
        #[derive(Clone, Copy)]
        enum Name { $($option),* }

        const NAMES: &[&str] = &[$($name),*];
    };
}

options! {
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
}

/// What says how to authorize.
const AUTH_NAMES: &[&str] = &[
    "endpoint",
    "transport",
    // The two that the older `auth` has.
    "params",
    "headers",
    "paramsProvider",
    "headersProvider",
    "customHandler",
];
const ENDPOINT: usize = 0;
const TRANSPORT: usize = 1;
const OLDER: Range<usize> = 2..4;

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
/// # Errors
/// The strings that pusher-js throws where there is no key, no options or no cluster, and an `Error` that names
/// the option where a type is wrong.
pub(super) fn parse(
    host: &Host,
    key: &JsValue,
    options: &JsValue,
    environment: Environment,
    visible: &JsValue,
) -> Result<Config, JsValue> {
    let wrong = |fault| host.bad_option(fault as u8, "", &JsValue::UNDEFINED);
    if key.is_null_or_undefined() {
        return Err(wrong(Fault::NoKey));
    }
    let key = key.as_key().ok_or_else(|| wrong(Fault::KeyType))?;
    if options.is_null_or_undefined() {
        return Err(wrong(Fault::NoOptions));
    }
    let options = Options { host, given: read(host, "options", options, NAMES)?, visible };
    let cluster = options.given(Name::Cluster);
    if cluster.is_null_or_undefined() {
        return Err(wrong(Fault::NoCluster));
    }
    let mut config = Config::new(&key, &options.text(Name::Cluster)?.unwrap_or_default());

    options.set_millis(Name::ActivityTimeout, &mut config.activity_timeout)?;
    options.show("cluster", cluster);
    options.set_text(Name::HttpPath, &mut config.http_path)?;
    options.set_port(Name::HttpPort, &mut config.http_port)?;
    options.set_port(Name::HttpsPort, &mut config.https_port)?;
    options.set_millis(Name::PongTimeout, &mut config.pong_timeout)?;
    // JavaScript sends the statistics.
    options.set_text(Name::StatsHost, &mut "stats.pusher.com".to_owned())?;
    options.set_millis(Name::UnavailableTimeout, &mut config.unavailable_timeout)?;
    options.set_text(Name::WsPath, &mut config.ws_path)?;
    options.set_port(Name::WsPort, &mut config.ws_port)?;
    options.set_port(Name::WssPort, &mut config.wss_port)?;
    let enable_stats = options.enable_stats();
    config.enable_stats = enable_stats.is_truthy();
    options.show("enableStats", &enable_stats);
    options.set_text(Name::HttpHost, &mut config.http_host)?;
    config.use_tls = environment.is_secure() || options.given(Name::ForceTls).as_bool() != Some(false);
    options.show("useTLS", &JsValue::from_bool(config.use_tls));
    options.set_text(Name::WsHost, &mut config.ws_host)?;
    options.show("userAuthenticator", &options.user_auth()?);
    options.show("channelAuthorizer", &options.channel_auth()?);

    options.set_transports(Name::EnabledTransports, &mut config.enabled_transports)?;
    options.set_transports(Name::DisabledTransports, &mut config.disabled_transports)?;
    config.unsupported = environment.unsupported();
    Ok(config)
}

/// The options object.
struct Options<'a> {
    host: &'a Host,
    /// By `Name`; `undefined` where there is none.
    given: Vec<JsValue>,
    /// `pusher.config`.
    visible: &'a JsValue,
}

impl Options<'_> {
    fn given(&self, name: Name) -> &JsValue {
        &self.given[name as usize]
    }

    fn show(&self, name: &str, value: &JsValue) {
        set(self.visible, name, value);
    }

    /// A string, or a number as its text. `None` for what is falsy.
    fn text(&self, name: Name) -> Result<Option<String>, JsValue> {
        text(self.host, NAMES[name as usize], self.given(name))
    }

    /// Overrides a setting that is a text.
    fn set_text(&self, name: Name, setting: &mut String) -> Result<(), JsValue> {
        self.override_text(name, setting, &JsValue::from_str(setting))
    }

    /// Overrides a port, whose default applications read as a number.
    fn set_port(&self, name: Name, setting: &mut String) -> Result<(), JsValue> {
        let default = JsValue::from_str(setting).as_number().map_or(JsValue::UNDEFINED, JsValue::from_f64);
        self.override_text(name, setting, &default)
    }

    fn override_text(&self, name: Name, setting: &mut String, default: &JsValue) -> Result<(), JsValue> {
        if let Some(text) = self.text(name)? {
            *setting = text;
        }
        self.show_setting(name, default);
        Ok(())
    }

    /// Overrides a setting by a number of milliseconds, or a string that holds one.
    fn set_millis(&self, name: Name, setting: &mut Millis) -> Result<(), JsValue> {
        let default = JsValue::from_f64(*setting as f64);
        let given = self.given(name);
        if given.is_truthy() {
            *setting = given.as_number().ok_or_else(|| self.wrong(Fault::NoMillis, name))? as Millis;
        }
        self.show_setting(name, &default);
        Ok(())
    }

    /// Overrides a set of transports by a list of their names.
    fn set_transports(&self, name: Name, setting: &mut Transports) -> Result<(), JsValue> {
        let given = self.given(name);
        if given.is_truthy() {
            let wrong = || self.wrong(Fault::NoNames, name);
            *setting = Transports::NONE;
            for item in given.items().ok_or_else(wrong)? {
                if let Some(transport) = Transport::named(&item.as_text().ok_or_else(wrong)?) {
                    setting.insert(transport);
                }
            }
        }
        Ok(())
    }

    fn show_setting(&self, name: Name, default: &JsValue) {
        let given = self.given(name);
        self.show(NAMES[name as usize], if given.is_truthy() { given } else { default });
    }

    fn wrong(&self, fault: Fault, name: Name) -> JsValue {
        self.host.bad_option(fault as u8, NAMES[name as usize], self.given(name))
    }

    fn enable_stats(&self) -> JsValue {
        let (enable, disable) = (self.given(Name::EnableStats), self.given(Name::DisableStats));
        if enable.is_undefined() {
            JsValue::from_bool(!disable.is_undefined() && disable.is_falsy())
        } else {
            enable.clone()
        }
    }

    /// How users are authenticated.
    fn user_auth(&self) -> Result<JsValue, JsValue> {
        let given = read(self.host, "userAuthentication", self.given(Name::UserAuthentication), AUTH_NAMES)?;
        auth(self.host, "userAuthentication.endpoint", given, "/pusher/user-auth")
    }

    /// How channels are authorized: `channelAuthorization` if there is one, else the older options.
    fn channel_auth(&self) -> Result<JsValue, JsValue> {
        const DEFAULT: &str = "/pusher/auth";
        let given = self.given(Name::ChannelAuthorization);
        if given.is_truthy() {
            let given = read(self.host, "channelAuthorization", given, AUTH_NAMES)?;
            return auth(self.host, "channelAuthorization.endpoint", given, DEFAULT);
        }
        let mut older = vec![self.given(Name::AuthEndpoint).clone(), self.given(Name::AuthTransport).clone()];
        older.extend(read(self.host, "auth", self.given(Name::Auth), &AUTH_NAMES[OLDER])?);
        let auth = auth(self.host, "authEndpoint", older, DEFAULT)?;
        set(&auth, "authorizer", self.given(Name::Authorizer));
        Ok(auth)
    }
}

/// An object of these values, in the order of `AUTH_NAMES`, with defaults where there are some.
fn auth(
    host: &Host,
    endpoint_name: &str,
    mut values: Vec<JsValue>,
    endpoint: &str,
) -> Result<JsValue, JsValue> {
    let endpoint = text(host, endpoint_name, &values[ENDPOINT])?
        .map_or_else(|| JsValue::from_str(endpoint), |text| JsValue::from_str(&text));
    values[ENDPOINT] = endpoint;
    let transport = &mut values[TRANSPORT];
    if transport.is_falsy() {
        *transport = JsValue::from_str("ajax");
    }
    let auth = JsValue::from(Object::new());
    for (name, value) in AUTH_NAMES.iter().zip(&values) {
        set(&auth, name, value);
    }
    Ok(auth)
}

/// Sets a property of an object of our own, which takes every one.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// The properties of these names of an option that is an object; all `undefined` if it is falsy.
fn read(
    host: &Host,
    option: &str,
    given: &JsValue,
    names: &'static [&'static str],
) -> Result<Vec<JsValue>, JsValue> {
    if given.is_falsy() {
        return Ok(vec![JsValue::UNDEFINED; names.len()]);
    }
    reader::read(given, names).ok_or_else(|| host.bad_option(Fault::NoObject as u8, option, given))
}

fn text(host: &Host, option: &str, given: &JsValue) -> Result<Option<String>, JsValue> {
    if given.is_falsy() {
        return Ok(None);
    }
    given.as_key().map(Some).ok_or_else(|| host.bad_option(Fault::NoText as u8, option, given))
}
