//! Encrypted channels: the key, the events it opens, and what comes of those that it does not.

use pusher_wasm::core::channels::ChannelId;
use pusher_wasm::core::client::{Command, Delivery};
use pusher_wasm::core::protocol::Message;
use pusher_wasm::core::strategy::SocketId;
use pusher_wasm::core::{Client, Config, Output, Value};

use crate::support::shared::Shared;
use crate::support::{Harness, Json, Written, pair};

const NAME: &str = "private-encrypted-a";

const OLD: &str = "AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09o=";
const NEW: &str = "AgkQFx4lLDM6QUhPVl1ka3J5gIeOlZyjqrG4v8bN1Ns=";
const OTHER: &str = "AwoRGB8mLTQ7QklQV15lbHN6gYiPlp2kq7K5wMfO1dw=";

/// An event's data, sealed with tweetnacl.
#[derive(Clone, Copy)]
struct Sealed {
    nonce: &'static str,
    ciphertext: &'static str,
}

impl Sealed {
    fn data(self) -> String {
        format!(r#"{{"nonce":"{}","ciphertext":"{}"}}"#, self.nonce, self.ciphertext)
    }
}

/// `{"n":1}`, with the old key.
const OLD_OBJECT: Sealed =
    Sealed { nonce: "CxknNUNRX217iZels8HP3ev5BxUjMT9N", ciphertext: "pNU5lFDMkZc4sO2MUWOV4rauUGj3N8M=" };
/// `plain words`, with the old key.
const OLD_WORDS: Sealed =
    Sealed { nonce: "EyEvPUtZZ3WDkZ+tu8nX5fMBDx0rOUdV", ciphertext: "QsV1ykSsyHPMjZUQ5hmixnZEDDKX4tUek9Fl" };
/// `42`, with the old key.
const OLD_NUMBER: Sealed =
    Sealed { nonce: "Gyk3RVNhb32Lmae1w9Hf7fsJFyUzQU9d", ciphertext: "xhUVH21vWRfKh1f8u7249M2g" };
/// `"quoted"`, with the old key.
const OLD_QUOTED: Sealed =
    Sealed { nonce: "IzE/TVtpd4WToa+9y9nn9QMRHy07SVdl", ciphertext: "ppEoJe2rstCtVJAMyBNbrC7puQcY2BaD" };
/// Nothing at all, with the old key.
const OLD_EMPTY: Sealed =
    Sealed { nonce: "KzlHVWNxf42bqbfF0+Hv/QsZJzVDUV9t", ciphertext: "fxYd/z96PaYRbrCyRV2NTw==" };
/// `Zoë ☃`, with the old key.
const OLD_WIDE: Sealed =
    Sealed { nonce: "M0FPXWt5h5Wjsb/N2+n3BRMhLz1LWWd1", ciphertext: "Mmkmqvm6e4swdwhhkh63ykqiVoA6Vi5G" };
/// The bytes `ff fe 22`, with the old key.
const OLD_BYTES: Sealed =
    Sealed { nonce: "O0lXZXOBj52rucfV4/H/DRspN0VTYW99", ciphertext: "90+0FrAmG4KR9Scw5uF7sGP8fw==" };
/// `"old"`, with the old key.
const OLD_LATE: Sealed =
    Sealed { nonce: "Q1FfbXuJl6Wzwc/d6/kHFSMxP01baXeF", ciphertext: "emlwICMKPciV/YWq8Z47Y7FxqsY4" };
/// `"one"`, with the new key.
const ONE: Sealed =
    Sealed { nonce: "S1lndYORn627ydfl8wEPHSs5R1VjcX+N", ciphertext: "kvP29zZJ7QkxRiZLDmyVyJP833oC" };
/// `"two"`, with the new key.
const TWO: Sealed =
    Sealed { nonce: "U2FvfYuZp7XD0d/t+wkXJTNBT11reYeV", ciphertext: "oKulCpXv8kCsMgbxlGBHhOAoR96n" };
/// `"three"`, with the new key.
const THREE: Sealed =
    Sealed { nonce: "W2l3hZOhr73L2ef1AxEfLTtJV2VzgY+d", ciphertext: "5LkcAN7wZb+dRiqRPiezf2acr39A1/I=" };
/// The byte `c3`, with the new key.
const BYTES: Sealed =
    Sealed { nonce: "a3mHlaOxv83b6fcFEyEvPUtZZ3WDkZ+t", ciphertext: "1qa2gWAOMHEoZut5SZ8CWwQ=" };
/// `"other"`, with a key that the channel does not get.
const STRANGE: Sealed =
    Sealed { nonce: "Y3F/jZupt8XT4e/9CxknNUNRX217iZel", ciphertext: "8XV5sO7NIgdylJAoc5+Ed6401zJzyA4=" };

const NO_KEY: &str = "log private-encrypted-a: an encrypted event came before the key";
const NO_FIELDS: &str = "log private-encrypted-a: an encrypted event has no ciphertext and nonce in base64";
const WRONG_LENGTH: &str =
    "log private-encrypted-a: an encrypted event's ciphertext or nonce has the wrong length";
const NOT_TEXT: &str = "log private-encrypted-a: an encrypted event's content is not UTF-8";
const NO_FIT: &str = "log private-encrypted-a: an encrypted event does not open with the new key either";
const REFUSED: &str = "log private-encrypted-a: the new key of an encrypted channel was refused";
const NO_SECRET: &str = "the authorization answer for an encrypted channel has no shared_secret";
const BAD_SECRET: &str = "the shared_secret of the authorization answer is not 32 bytes in base64";

fn grant(key: &str) -> String {
    format!(r#"{{"auth":"k:s","shared_secret":"{key}"}}"#)
}

/// A client that is subscribed, with the old key.
fn subscribed() -> Harness {
    let mut h = Harness::connected();
    subscribe(&mut h, NAME);
    h
}

#[track_caller]
fn subscribe(h: &mut Harness, name: &str) {
    h.subscribe(name);
    h.answer(name, Ok(&grant(OLD)));
    h.confirm(name);
    h.forget();
}

#[track_caller]
fn receive(h: &mut Harness, sealed: Sealed) {
    h.event("update", NAME, &sealed.data());
}

/// What the channel has emitted and logged, and what it asked for.
#[track_caller]
fn expect(h: &mut Harness, lines: &[&str]) {
    assert_eq!(h.take_lines(&["channel ", "log ", "authorize "]), lines);
}

/// An event opens as this, at once.
#[track_caller]
fn opens(h: &mut Harness, sealed: Sealed, data: &str) {
    receive(h, sealed);
    expect(h, &[&format!("channel private-encrypted-a emit update {data}")]);
}

/// An event with this data, a JSON text, is dropped with a line in the log, and the next is none the worse.
#[track_caller]
fn drops(data: &str, line: &str) {
    let mut h = subscribed();
    h.event("update", NAME, data);
    h.expect(&["all update", line, "client update", "bound update"]);
    opens(&mut h, OLD_OBJECT, r#"{"n":1}"#);
}

/// A grant with this, a JSON text, for a shared secret fails the subscription with this error.
#[track_caller]
fn fails(secret: &str, error: &str) {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.forget();
    h.answer(NAME, Ok(&format!(r#"{{"auth":"k:s","shared_secret":{secret}}}"#)));
    let told =
        format!(r#"channel {NAME} emit pusher:subscription_error {{"type":"AuthError","error":"{error}"}}"#);
    h.expect(&["channel private-encrypted-a is idle", &told]);
    assert_eq!(h.flags(NAME), "idle");
}

// ---- payloads ----

#[test]
fn an_object_opens() {
    opens(&mut subscribed(), OLD_OBJECT, r#"{"n":1}"#);
}

#[test]
fn what_is_not_json_opens_as_text() {
    opens(&mut subscribed(), OLD_WORDS, r#""plain words""#);
}

#[test]
fn a_number_opens() {
    opens(&mut subscribed(), OLD_NUMBER, "42");
}

#[test]
fn a_json_text_opens_without_its_quotes() {
    opens(&mut subscribed(), OLD_QUOTED, r#""quoted""#);
}

#[test]
fn empty_content_opens_as_an_empty_text() {
    opens(&mut subscribed(), OLD_EMPTY, r#""""#);
}

#[test]
fn text_beyond_ascii_opens() {
    opens(&mut subscribed(), OLD_WIDE, r#""Zoë ☃""#);
}

#[test]
fn the_name_and_the_fields_may_be_anything_else_besides() {
    let mut h = subscribed();
    let data = OLD_NUMBER.data().replace('{', r#"{"more":[1],"#);
    h.event("client-\"odd\"", NAME, &data);
    expect(&mut h, &[r#"channel private-encrypted-a emit client-"odd" 42"#]);
}

// ---- the key ----

#[test]
fn the_shared_secret_stays_here() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.forget();
    h.answer(NAME, Ok(&format!(r#"{{"shared_secret":"{OLD}","auth":"k:s","channel_data":"d"}}"#)));
    h.expect_wire(&[
        r#"send 1 {"event":"pusher:subscribe","data":{"auth":"k:s","channel_data":"d","channel":"private-encrypted-a"}}"#,
    ]);
}

#[test]
fn the_shared_secret_is_deleted_from_the_applications_own_object() {
    let mut client = Client::new(Config::new(Shared::text("key"), &Shared::text("mt1")));
    let granted = Shared::new(Json::of(&grant(OLD)));
    let channel = client.add_channel(Shared::text(NAME)).unwrap();
    client.subscribe(channel);
    client.connect(0);
    while let Some(output) = client.poll_output() {
        match output {
            Output::RecallTransport { .. } => client.handle_recalled(0, None),
            Output::OpenSocket { socket, .. } => {
                let frame = Json::of(&pair::handshake(1, 120));
                let data = Json::of(r#"{"socket_id":"1.1","activity_timeout":120}"#);
                let message = Message {
                    event: Shared::text("pusher:connection_established"),
                    channel: None,
                    data: Shared::new(data),
                    text: Shared::new(frame),
                };
                client.handle_socket_opened(0, socket);
                client.handle_message(0, socket, message);
            }
            Output::Authorize { subject, request, .. } => {
                client.handle_auth(0, subject, request, Ok(granted.clone()));
            }
            _ => {}
        }
    }
    assert!(client.channel(channel).unwrap().flags().pending);
    assert_eq!(*granted.0.borrow(), Json::of(r#"{"auth":"k:s"}"#));
}

#[test]
fn no_shared_secret_fails_the_subscription() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.forget();
    h.grant(NAME);
    let told = format!(
        r#"channel {NAME} emit pusher:subscription_error {{"type":"AuthError","error":"{NO_SECRET}"}}"#
    );
    h.expect(&["channel private-encrypted-a is idle", &told]);
}

#[test]
fn an_empty_shared_secret_is_none() {
    fails(r#""""#, NO_SECRET);
    fails("null", NO_SECRET);
}

#[test]
fn a_shared_secret_that_is_no_text_is_none() {
    fails("5", NO_SECRET);
    fails("{}", NO_SECRET);
}

#[test]
fn a_shared_secret_that_is_not_base64_fails_the_subscription() {
    fails(r#""not base64!""#, BAD_SECRET);
    fails(r#""AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09-_""#, BAD_SECRET);
    fails(r#""☃""#, BAD_SECRET);
}

#[test]
fn a_shared_secret_of_the_wrong_length_fails_the_subscription() {
    fails(r#""AQgPFh0kKzI5QEdOVVxjag==""#, BAD_SECRET);
    fails(r#""AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM0w==""#, BAD_SECRET);
    fails(r#""AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09rb""#, BAD_SECRET);
}

#[test]
fn a_failed_key_can_be_made_good() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.answer(NAME, Ok(&grant("bad")));
    subscribe(&mut h, NAME);
    assert_eq!(h.flags(NAME), "subscribed");
    opens(&mut h, OLD_NUMBER, "42");
}

#[test]
fn a_cancelled_channel_whose_key_fails_is_dropped() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.unsubscribe(NAME);
    h.answer(NAME, Ok(&grant("bad")));
    assert!(!h.has(NAME));
}

#[test]
fn a_refused_authorization_is_told_with_its_status() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.forget();
    h.answer(NAME, Err("forbidden"));
    h.expect(&[
        "channel private-encrypted-a is idle",
        r#"channel private-encrypted-a emit pusher:subscription_error {"type":"AuthError","error":"forbidden","status":403}"#,
    ]);
}

#[test]
fn an_answer_that_is_no_object_fails_the_subscription() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.answer(NAME, Ok("null"));
    assert_eq!(h.flags(NAME), "idle");
}

#[test]
fn a_shared_secret_needs_no_padding() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.answer(NAME, Ok(&grant(OLD.trim_end_matches('='))));
    h.confirm(NAME);
    h.forget();
    opens(&mut h, OLD_NUMBER, "42");
}

#[test]
fn a_ciphertext_needs_no_padding() {
    let mut h = subscribed();
    let ciphertext = OLD_OBJECT.ciphertext.trim_end_matches('=');
    opens(&mut h, Sealed { ciphertext, ..OLD_OBJECT }, r#"{"n":1}"#);
}

// ---- events that cannot be read ----

#[test]
fn an_event_before_the_key_is_dropped() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.forget();
    receive(&mut h, OLD_OBJECT);
    h.expect(&["all update", NO_KEY, "client update", "bound update"]);
    h.answer(NAME, Ok(&grant(OLD)));
    h.confirm(NAME);
    h.forget();
    opens(&mut h, OLD_NUMBER, "42");
}

#[test]
fn data_that_is_no_object_is_dropped() {
    for data in ["plain words", "5", "null", "[]", "true", ""] {
        drops(data, NO_FIELDS);
    }
}

#[test]
fn an_event_without_data_is_dropped() {
    let mut h = subscribed();
    h.recv(1, r#"{"event":"update","channel":"private-encrypted-a"}"#);
    expect(&mut h, &[NO_FIELDS]);
    opens(&mut h, OLD_NUMBER, "42");
}

#[test]
fn data_without_a_ciphertext_is_dropped() {
    drops(r#"{"nonce":"CxknNUNRX217iZels8HP3ev5BxUjMT9N"}"#, NO_FIELDS);
    drops(r#"{"nonce":"CxknNUNRX217iZels8HP3ev5BxUjMT9N","ciphertext":5}"#, NO_FIELDS);
}

#[test]
fn data_without_a_nonce_is_dropped() {
    drops(r#"{"ciphertext":"pNU5lFDMkZc4sO2MUWOV4rauUGj3N8M="}"#, NO_FIELDS);
    drops(r#"{"ciphertext":"pNU5lFDMkZc4sO2MUWOV4rauUGj3N8M=","nonce":null}"#, NO_FIELDS);
}

#[test]
fn a_ciphertext_that_is_not_base64_is_dropped() {
    drops(&Sealed { ciphertext: "no base64!", ..OLD_OBJECT }.data(), NO_FIELDS);
}

#[test]
fn a_nonce_that_is_not_base64_is_dropped() {
    drops(&Sealed { nonce: "☃", ..OLD_OBJECT }.data(), NO_FIELDS);
}

#[test]
fn a_ciphertext_shorter_than_an_empty_box_is_dropped() {
    drops(&Sealed { ciphertext: "pNU5lFDMkZc4sO2MUWOV", ..OLD_OBJECT }.data(), WRONG_LENGTH);
}

#[test]
fn a_short_nonce_is_dropped() {
    drops(&Sealed { nonce: "CxknNUNRX217iZels8HP3ev5BxUjMT8=", ..OLD_OBJECT }.data(), WRONG_LENGTH);
}

#[test]
fn a_long_nonce_is_dropped() {
    drops(&Sealed { nonce: "CxknNUNRX217iZels8HP3ev5BxUjMT9NTQ==", ..OLD_OBJECT }.data(), WRONG_LENGTH);
}

#[test]
fn content_that_is_no_text_is_dropped_and_no_fault_of_the_keys() {
    drops(&OLD_BYTES.data(), NOT_TEXT);
}

// ---- a new key ----

#[test]
fn an_event_that_does_not_open_asks_for_a_new_key() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.expect(&["all update", "authorize private-encrypted-a as 1.1", "client update", "bound update"]);
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[r#"channel private-encrypted-a emit update "one""#]);
}

#[test]
fn the_channel_stays_subscribed_while_it_waits_for_a_new_key() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    assert_eq!(h.flags(NAME), "subscribed");
    h.answer(NAME, Ok(&grant(NEW)));
    assert_eq!(h.flags(NAME), "subscribed");
    h.expect_wire(&[]);
}

#[test]
fn one_new_key_is_asked_for_however_many_events_fail() {
    let mut h = subscribed();
    for _ in 0..100 {
        receive(&mut h, ONE);
        receive(&mut h, STRANGE);
    }
    expect(&mut h, &["authorize private-encrypted-a as 1.1"]);
}

#[test]
fn events_that_waited_are_emitted_in_order() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.event("other", NAME, &TWO.data());
    receive(&mut h, THREE);
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[
        r#"channel private-encrypted-a emit update "one""#,
        r#"channel private-encrypted-a emit other "two""#,
        r#"channel private-encrypted-a emit update "three""#,
    ]);
}

#[test]
fn an_event_that_would_open_waits_for_those_before_it() {
    let mut h = subscribed();
    receive(&mut h, STRANGE);
    receive(&mut h, OLD_LATE);
    expect(&mut h, &["authorize private-encrypted-a as 1.1"]);
    h.answer(NAME, Ok(&grant(OLD)));
    h.expect(&[NO_FIT, r#"channel private-encrypted-a emit update "old""#]);
}

#[test]
fn what_came_after_a_change_of_key_and_with_the_old_one_is_dropped() {
    let mut h = subscribed();
    for sealed in [ONE, OLD_LATE, TWO] {
        receive(&mut h, sealed);
    }
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[
        r#"channel private-encrypted-a emit update "one""#,
        NO_FIT,
        r#"channel private-encrypted-a emit update "two""#,
    ]);
}

#[test]
fn what_has_waited_and_is_no_text_is_dropped_in_its_place() {
    let mut h = subscribed();
    for sealed in [ONE, BYTES, TWO] {
        receive(&mut h, sealed);
    }
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[
        r#"channel private-encrypted-a emit update "one""#,
        NOT_TEXT,
        r#"channel private-encrypted-a emit update "two""#,
    ]);
}

#[test]
fn malformed_data_does_not_wait() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.forget();
    h.event("update", NAME, "{}");
    expect(&mut h, &[NO_FIELDS]);
}

#[test]
fn the_new_key_is_kept() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.answer(NAME, Ok(&grant(NEW)));
    h.forget();
    opens(&mut h, TWO, r#""two""#);
}

#[test]
fn a_new_key_that_does_not_fit_is_asked_for_again_with_the_next_event() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.forget();
    h.answer(NAME, Ok(&grant(OTHER)));
    h.expect(&[NO_FIT]);
    receive(&mut h, TWO);
    expect(&mut h, &["authorize private-encrypted-a as 1.1"]);
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[r#"channel private-encrypted-a emit update "two""#]);
}

#[test]
fn a_refused_new_key_drops_what_waited_for_it() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    receive(&mut h, TWO);
    h.forget();
    h.answer(NAME, Err("forbidden"));
    h.expect(&[REFUSED, REFUSED]);
    assert_eq!(h.flags(NAME), "subscribed");
}

#[test]
fn a_refused_new_key_leaves_the_old_one_and_is_asked_for_again() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.answer(NAME, Err("forbidden"));
    h.forget();
    opens(&mut h, OLD_LATE, r#""old""#);
    receive(&mut h, TWO);
    expect(&mut h, &["authorize private-encrypted-a as 1.1"]);
}

#[test]
fn an_answer_without_a_new_key_fails_no_subscription() {
    for (answer, text) in [(r#"{"auth":"k:s"}"#, NO_SECRET), (r#"{"shared_secret":"bad"}"#, BAD_SECRET)] {
        let mut h = subscribed();
        receive(&mut h, ONE);
        h.forget();
        h.answer(NAME, Ok(answer));
        h.expect(&[&format!("log private-encrypted-a: {text}")]);
        assert_eq!(h.flags(NAME), "subscribed");
        opens(&mut h, OLD_LATE, r#""old""#);
    }
}

#[test]
fn an_answer_that_is_no_object_brings_no_new_key() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.forget();
    h.answer(NAME, Ok("null"));
    h.expect(&[REFUSED]);
}

#[test]
fn a_second_new_key_is_ignored() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.answer(NAME, Ok(&grant(NEW)));
    h.forget();
    h.answer(NAME, Ok(&grant(OTHER)));
    h.answer(NAME, Err("forbidden"));
    h.expect(&[]);
    opens(&mut h, TWO, r#""two""#);
}

#[test]
fn the_first_answer_is_ignored_while_a_new_key_is_awaited() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.forget();
    let first = h.requests[0].clone();
    h.answer_to(&first, Ok(&grant(OTHER)));
    h.expect(&[]);
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[r#"channel private-encrypted-a emit update "one""#]);
}

#[test]
fn each_channel_asks_for_itself() {
    let mut h = subscribed();
    subscribe(&mut h, "private-encrypted-b");
    receive(&mut h, ONE);
    h.event("update", "private-encrypted-b", &TWO.data());
    h.forget();
    h.answer("private-encrypted-b", Ok(&grant(NEW)));
    h.expect(&[r#"channel private-encrypted-b emit update "two""#]);
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[r#"channel private-encrypted-a emit update "one""#]);
}

// ---- connections and subscriptions that end ----

#[test]
fn a_new_key_between_loss_and_retry_still_opens_what_waited() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.drop_socket(1);
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[r#"channel private-encrypted-a emit update "one""#]);
}

#[test]
fn a_new_key_once_the_retry_has_begun_is_ignored() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.drop_socket(1);
    h.advance(1_000);
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[]);
}

#[test]
fn a_new_key_while_disconnected_is_ignored() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.disconnect();
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[]);
}

#[test]
fn a_new_key_for_an_old_connection_is_ignored() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    let old = h.requests[1].clone();
    h.reconnect();
    h.answer(NAME, Ok(&grant(OLD)));
    h.confirm(NAME);
    h.forget();
    h.answer_to(&old, Ok(&grant(OTHER)));
    h.answer_to(&old, Err("late"));
    h.expect(&[]);
    opens(&mut h, OLD_LATE, r#""old""#);
}

#[test]
fn what_waited_on_a_lost_connection_does_not_come_with_the_next() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.reconnect();
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.confirm(NAME);
    assert_eq!(h.take_lines(&["update"]), [""; 0]);
}

#[test]
fn a_reconnection_authorizes_again_and_takes_the_new_key() {
    let mut h = subscribed();
    h.reconnect();
    assert_eq!(h.take_lines(&["authorize"]), ["authorize private-encrypted-a as 1.2"]);
    h.answer(NAME, Ok(&grant(NEW)));
    h.confirm(NAME);
    h.forget();
    opens(&mut h, ONE, r#""one""#);
}

#[test]
fn a_new_key_after_unsubscribing_is_ignored() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.forget();
    h.unsubscribe(NAME);
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[
        "channel private-encrypted-a is gone",
        r#"send 1 {"event":"pusher:unsubscribe","data":{"channel":"private-encrypted-a"}}"#,
    ]);
}

#[test]
fn a_new_key_for_a_channel_that_was_given_up_is_none_for_its_successor() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    let old = h.requests[1].clone();
    h.unsubscribe(NAME);
    h.subscribe(NAME);
    h.forget();
    h.answer_to(&old, Ok(&grant(NEW)));
    h.expect(&[]);
    assert_eq!(h.flags(NAME), "pending");
}

#[test]
fn a_channel_that_is_made_to_disconnect_awaits_no_new_key() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    let id = h.id(NAME);
    h.checking = false;
    h.client.command(id, Command::Disconnect);
    while h.client.poll_output().is_some() {}
    h.forget();
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect(&[]);
}

// ---- the protocol's own events ----

#[test]
fn a_cache_miss_passes_as_it_is() {
    let mut h = subscribed();
    h.event("pusher:cache_miss", NAME, "{}");
    h.expect(&[
        "all pusher:cache_miss",
        "channel private-encrypted-a emit pusher:cache_miss {}",
        "client pusher:cache_miss",
        "bound pusher:cache_miss",
    ]);
}

#[test]
fn a_subscription_count_passes_as_it_is() {
    let mut h = subscribed();
    h.event("pusher_internal:subscription_count", NAME, r#"{"subscription_count":3}"#);
    expect(
        &mut h,
        &[
            "channel private-encrypted-a has subscriptions: 3",
            r#"channel private-encrypted-a emit pusher:subscription_count {"subscription_count":3}"#,
        ],
    );
}

#[test]
fn a_subscription_error_of_the_servers_passes_as_it_is() {
    let mut h = Harness::connected();
    h.subscribe(NAME);
    h.answer(NAME, Ok(&grant(OLD)));
    h.forget();
    h.event("pusher:subscription_error", NAME, r#"{"status":401}"#);
    expect(
        &mut h,
        &[
            "channel private-encrypted-a is idle",
            r#"channel private-encrypted-a emit pusher:subscription_error {"status":401}"#,
        ],
    );
}

#[test]
fn an_unknown_internal_event_is_swallowed() {
    let mut h = subscribed();
    h.event("pusher_internal:news", NAME, &OLD_OBJECT.data());
    expect(&mut h, &[]);
}

#[test]
fn the_protocols_events_do_not_wait_for_a_new_key() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.forget();
    h.event("pusher:cache_miss", NAME, "{}");
    expect(&mut h, &["channel private-encrypted-a emit pusher:cache_miss {}"]);
}

// ---- around the channel ----

#[test]
fn those_who_listen_to_everything_hear_of_an_encrypted_event() {
    let mut h = subscribed();
    receive(&mut h, OLD_NUMBER);
    h.expect(&["all update", "channel private-encrypted-a emit update 42", "client update", "bound update"]);
}

#[test]
fn encrypted_events_are_opened_on_the_short_way() {
    let mut h = subscribed();
    let id: ChannelId = h.id(NAME);
    assert_eq!(h.client.handle_event(h.now, SocketId(1), Some(id)), Delivery::DeliverOpened);
    assert!(h.client.poll_output().is_none());
    let (event, data) = (Json::text("update"), Json::of(&OLD_NUMBER.data()));
    assert_eq!(h.client.open(SocketId(1), id, &event, &data), Some(Json::of("42")));
    assert!(h.client.poll_output().is_none());
}

#[test]
fn an_encrypted_cache_channel_is_an_encrypted_channel() {
    let mut h = Harness::connected();
    let name = "private-encrypted-cache-a";
    subscribe(&mut h, name);
    h.event("update", name, &OLD_NUMBER.data());
    h.event("pusher:cache_miss", name, "{}");
    expect(
        &mut h,
        &[
            "channel private-encrypted-cache-a emit update 42",
            "channel private-encrypted-cache-a emit pusher:cache_miss {}",
        ],
    );
}

#[test]
fn a_sealed_event_on_a_private_channel_stays_sealed() {
    let mut h = Harness::connected();
    h.subscribe("private-a");
    h.answer("private-a", Ok(&grant(OLD)));
    h.confirm("private-a");
    h.forget();
    h.event("update", "private-a", r#"{"ciphertext":"c","nonce":"n"}"#);
    expect(&mut h, &[r#"channel private-a emit update {"ciphertext":"c","nonce":"n"}"#]);
}

#[test]
fn an_event_that_the_application_hands_over_is_opened() {
    let mut h = subscribed();
    let data = Json::of(&OLD_NUMBER.data());
    let message = Message { event: Json::text("update"), channel: Some(h.id(NAME)), data, text: Json(None) };
    h.client.handle_channel_message(&message);
    let output = h.client.poll_output().unwrap();
    let text = format!("{output:?}");
    assert!(text.contains("Decrypted") && text.contains("42"), "{text}");
}

// ---- user code in between ----

#[test]
fn a_new_key_inside_its_request_opens_the_event_there_and_then() {
    let mut h = subscribed();
    h.when("authorize private-encrypted-a", |h| h.answer(NAME, Ok(&grant(NEW))));
    receive(&mut h, ONE);
    h.expect(&[
        "all update",
        "authorize private-encrypted-a as 1.1",
        r#"channel private-encrypted-a emit update "one""#,
        "client update",
        "bound update",
    ]);
}

#[test]
fn a_refusal_inside_the_request_for_a_new_key_drops_the_event_there_and_then() {
    let mut h = subscribed();
    h.when("authorize private-encrypted-a", |h| h.answer(NAME, Err("no")));
    receive(&mut h, ONE);
    expect(&mut h, &["authorize private-encrypted-a as 1.1", REFUSED]);
    receive(&mut h, TWO);
    expect(&mut h, &["authorize private-encrypted-a as 1.1"]);
}

#[test]
fn unsubscribing_inside_the_request_for_a_new_key_holds() {
    let mut h = subscribed();
    h.when("authorize private-encrypted-a", |h| h.unsubscribe(NAME));
    receive(&mut h, ONE);
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect_events(&[]);
    assert!(!h.has(NAME));
    assert_eq!(h.dead_letters, 0);
}

#[test]
fn disconnecting_before_the_channel_hears_of_an_event_asks_for_nothing() {
    let mut h = subscribed();
    h.when("all update", Harness::disconnect);
    receive(&mut h, ONE);
    assert_eq!(h.take_lines(&["authorize", "log "]), [""; 0]);
}

#[test]
fn unsubscribing_inside_an_event_that_has_waited_is_the_end_of_the_others() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    receive(&mut h, TWO);
    h.forget();
    h.when("channel private-encrypted-a emit", |h| h.unsubscribe(NAME));
    h.answer(NAME, Ok(&grant(NEW)));
    h.expect_events(&[r#"channel private-encrypted-a emit update "one""#]);
    assert_eq!(h.dead_letters, 0);
}

#[test]
fn unsubscribing_inside_an_event_that_has_waited_logs_nothing_for_a_channel_that_is_gone() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    receive(&mut h, STRANGE);
    h.forget();
    h.when("channel private-encrypted-a emit", |h| h.unsubscribe(NAME));
    h.answer(NAME, Ok(&grant(NEW)));
    assert_eq!(h.take_lines(&["log "]), [""; 0]);
    assert_eq!(h.dead_letters, 0);
}

#[test]
fn an_event_inside_one_that_has_waited_asks_for_the_next_key() {
    let mut h = subscribed();
    receive(&mut h, ONE);
    h.forget();
    h.when("channel private-encrypted-a emit", |h| receive(h, STRANGE));
    h.answer(NAME, Ok(&grant(NEW)));
    expect(
        &mut h,
        &[r#"channel private-encrypted-a emit update "one""#, "authorize private-encrypted-a as 1.1"],
    );
    h.answer(NAME, Ok(&grant(OTHER)));
    h.expect(&[r#"channel private-encrypted-a emit update "other""#]);
}
