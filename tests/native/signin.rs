//! Signing the user in, who is signed in, and the user's own channel.

use crate::support::pair::USER_GRANT;
use crate::support::server::{message, signin_success};
use crate::support::{Harness, Json, Written};
use pusher_wasm::core::channels::NameError;
use pusher_wasm::core::connection::State;

const OWN: &str = "#server-to-user-7";
const USER: &str = r#"{"id":"7"}"#;
const SIGNIN: &str = r#"send 1 {"event":"pusher:signin","data":{"auth":"k:s","user_data":"{\"id\":\"7\"}"}}"#;
const SUBSCRIBE_OWN: &str =
    r##"send 1 {"event":"pusher:subscribe","data":{"auth":"","channel":"#server-to-user-7"}}"##;
const FORBIDDEN: &str =
    r#"user emit pusher:signin_error {"type":"AuthError","error":"forbidden","status":403}"#;
const SILENCE: &str =
    r#"user emit pusher:signin_error {"type":"AuthError","error":"The server has not answered the sign-in"}"#;
const NO_ID: &str =
    r#"user emit pusher:signin_error {"type":"AuthError","error":"The server's sign-in names no user id"}"#;

/// A connection on which the server has yet to answer the sign-in.
fn sent() -> Harness {
    let mut h = Harness::connected();
    h.signin();
    h.grant_signin();
    h.forget();
    h
}

/// A connection on which the user `7` is signed in.
fn signed_in() -> Harness {
    let mut h = sent();
    h.confirm_signin(USER);
    h.confirm(OWN);
    h.forget();
    h
}

#[track_caller]
fn is_signed_in(h: &Harness, user_data: &str) {
    assert_eq!(h.client.user_data(), Some(&Json::of(user_data)));
}

#[track_caller]
fn nobody_is(h: &Harness) {
    assert_eq!(h.client.user_data(), None);
    assert_eq!(h.flags(OWN), "gone");
}

// ---- asking the application ----

#[test]
fn signing_in_on_a_connection_asks_the_application_at_once() {
    let mut h = Harness::connected();
    h.signin();
    h.expect(&["signin begun", "authenticate as 1.1"]);
}

#[test]
fn signing_in_before_the_connection_waits_for_it() {
    let mut h = Harness::new();
    h.signin();
    h.expect(&["signin begun"]);
    h.connect();
    h.forget();
    h.establish(1);
    assert_eq!(h.take_lines(&["authenticate"]), ["authenticate as 1.1"]);
}

#[test]
fn who_never_signs_in_is_never_asked_for() {
    let mut h = Harness::connected();
    h.reconnect();
    h.disconnect();
    h.connect();
    assert_eq!(h.take_lines(&["sign", "authenticate", "user"]), [""; 0]);
}

#[test]
fn signing_in_twice_asks_once() {
    let mut h = Harness::connected();
    h.signin();
    h.signin();
    h.grant_signin();
    h.signin();
    h.confirm_signin(USER);
    h.signin();
    assert_eq!(h.signins.len(), 1);
    is_signed_in(&h, USER);
}

#[test]
fn signing_in_twice_before_the_connection_asks_once() {
    let mut h = Harness::new();
    h.signin();
    h.signin();
    h.connect();
    h.signin();
    h.establish(1);
    assert_eq!(h.signins.len(), 1);
}

#[test]
fn the_application_is_asked_before_the_connection_is_announced_and_channels_are_subscribed() {
    let mut h = Harness::new();
    h.subscribe("private-a");
    h.signin();
    h.connect();
    h.forget();
    h.establish(1);
    h.expect(&[
        "connection 1.1 ws+tls",
        "state connected",
        "signin begun",
        "authenticate as 1.1",
        "emit state_change connecting->connected",
        "channel private-a is pending",
        "authorize private-a as 1.1",
        "emit connected",
    ]);
}

#[test]
fn an_answer_inside_the_request_is_sent_there_and_then() {
    let mut h = Harness::new();
    h.subscribe("news");
    h.signin();
    h.when("authenticate", Harness::grant_signin);
    h.connect();
    h.forget();
    h.establish(1);
    h.expect_wire(&[SIGNIN, r#"send 1 {"event":"pusher:subscribe","data":{"auth":"","channel":"news"}}"#]);
}

#[test]
fn signing_in_inside_state_change_asks_for_the_connection_at_hand() {
    let mut h = Harness::new();
    h.connect();
    h.when("emit state_change connecting->connected", Harness::signin);
    h.forget();
    h.establish(1);
    assert_eq!(h.take_lines(&["authenticate", "emit connected"]), ["authenticate as 1.1", "emit connected"]);
}

// ---- asking the server ----

#[test]
fn what_the_application_grants_is_sent() {
    let mut h = Harness::connected();
    h.signin();
    h.forget();
    h.grant_signin();
    h.expect(&[SIGNIN]);
    nobody_is(&h);
}

#[test]
fn only_the_two_known_fields_of_a_grant_are_sent() {
    let mut h = Harness::connected();
    h.signin();
    h.forget();
    h.answer_signin(Ok(r#"{"shared_secret":"x","auth":"k:\"s\""}"#));
    h.expect_wire(&[r#"send 1 {"event":"pusher:signin","data":{"auth":"k:\"s\""}}"#]);
}

#[test]
fn the_servers_answer_signs_the_user_in_and_subscribes_the_users_channel() {
    let mut h = sent();
    h.confirm_signin(USER);
    h.expect(&[
        "all pusher:signin_success",
        "client pusher:signin_success",
        r#"user {"id":"7"}"#,
        "signin done",
        "user channel #server-to-user-7",
        "channel #server-to-user-7 is pending",
        SUBSCRIBE_OWN,
        "bound pusher:signin_success",
    ]);
    is_signed_in(&h, USER);
}

#[test]
fn the_user_is_known_as_the_server_describes_it() {
    let mut h = sent();
    h.confirm_signin(r#"{"id":"8","user_info":{"name":"Ann"},"watchlist":["9"]}"#);
    is_signed_in(&h, r#"{"id":"8","user_info":{"name":"Ann"},"watchlist":["9"]}"#);
    assert_eq!(h.flags("#server-to-user-8"), "pending");
}

#[test]
fn an_id_of_odd_characters_makes_an_odd_channel_name() {
    let mut h = sent();
    h.confirm_signin(r#"{"id":"a \"b\"/ü"}"#);
    assert_eq!(h.flags("#server-to-user-a \"b\"/ü"), "pending");
    assert_eq!(
        h.sent[0].1,
        r##"{"event":"pusher:subscribe","data":{"auth":"","channel":"#server-to-user-a \"b\"/ü"}}"##
    );
}

// ---- the user's channel ----

#[test]
fn events_for_the_user_come_after_the_clients_own_emitter() {
    let mut h = signed_in();
    h.event("hello", OWN, r#"{"n":1}"#);
    h.expect(&[
        "all hello",
        "client hello",
        r#"channel #server-to-user-7 emit hello {"n":1}"#,
        "bound hello",
    ]);
}

#[test]
fn the_confirmation_of_the_users_channel_is_told_on_it() {
    let mut h = sent();
    h.confirm_signin(USER);
    h.forget();
    h.confirm(OWN);
    h.expect(&[
        "all pusher_internal:subscription_succeeded",
        "channel #server-to-user-7 is subscribed",
        "channel #server-to-user-7 emit pusher:subscription_succeeded {}",
        "bound pusher_internal:subscription_succeeded",
    ]);
}

#[test]
fn the_users_channel_is_not_to_be_had_by_name() {
    let mut h = signed_in();
    assert_eq!(h.try_subscribe(OWN), Err(NameError::Reserved));
    assert!(!h.has(OWN));
    h.expect(&[]);
}

#[test]
fn events_of_another_users_channel_are_nobodys() {
    let mut h = signed_in();
    h.event("hello", "#server-to-user-8", "{}");
    h.expect(&["all hello", "client hello", "bound hello"]);
}

#[test]
fn a_user_who_goes_inside_an_event_does_not_hear_it() {
    let mut h = signed_in();
    h.when("client hello", Harness::disconnect);
    h.event("hello", OWN, "{}");
    assert_eq!(h.take_lines(&["emit hello"]), [""; 0]);
    nobody_is(&h);
}

// ---- losing the connection ----

#[test]
fn a_loss_signs_the_user_out_before_it_is_told_and_waits_for_the_next_connection() {
    let mut h = signed_in();
    h.drop_socket(1);
    h.forget();
    h.advance(1_000);
    h.expect(&[
        "state connecting",
        "user none",
        "channel #server-to-user-7 is gone",
        "signin done",
        "signin begun",
        "emit state_change connected->connecting",
        "emit connecting",
        "open 2 ws wss://host:443",
    ]);
}

#[test]
fn the_next_connection_signs_the_user_in_again() {
    let mut h = signed_in();
    h.reconnect();
    assert_eq!(h.take_lines(&["authenticate"]), ["authenticate as 1.2"]);
    h.grant_signin();
    h.confirm_signin(r#"{"id":"7","new":true}"#);
    is_signed_in(&h, r#"{"id":"7","new":true}"#);
    h.confirm(OWN);
    assert_eq!(h.flags(OWN), "subscribed");
}

#[test]
fn a_signin_that_the_connection_ends_begins_again_with_the_next() {
    let mut h = Harness::connected();
    h.signin();
    h.drop_socket(1);
    h.advance(1_000);
    let lines = ["signin begun", "signin done"];
    assert_eq!(h.take_lines(&lines), ["signin begun", "signin done"]);
    h.signin();
    assert_eq!(h.take_lines(&lines), [""; 0], "there is no connection");
    h.establish(2);
    assert_eq!(h.take_lines(&lines), ["signin begun"]);
}

#[test]
fn a_disconnect_signs_the_user_out_and_a_connect_in_again() {
    let mut h = signed_in();
    h.disconnect();
    nobody_is(&h);
    h.expect_wire(&["close 1"]);
    h.connect();
    h.establish(2);
    assert_eq!(h.take_lines(&["authenticate"]), ["authenticate as 1.2"]);
}

#[test]
fn connections_without_a_user_do_not_subscribe_the_last_ones_channel() {
    let mut h = signed_in();
    h.reconnect();
    h.refuse_signin();
    h.expect_wire(&[]);
    nobody_is(&h);
}

// ---- answers that come too late ----

#[test]
fn a_second_answer_is_dropped() {
    let mut h = sent();
    h.grant_signin();
    h.refuse_signin();
    h.expect(&[]);
    h.confirm_signin(USER);
    h.forget();
    h.grant_signin();
    h.refuse_signin();
    h.expect(&[]);
    is_signed_in(&h, USER);
}

#[test]
fn an_answer_for_an_old_connection_is_dropped() {
    let mut h = Harness::connected();
    h.signin();
    let old = h.signins[0];
    h.reconnect();
    h.forget();
    h.answer_signin_to(old, Ok(USER_GRANT));
    h.answer_signin_to(old, Err("forbidden"));
    h.expect(&[]);
    h.grant_signin();
    assert_eq!(h.take_lines(&["send "]), [SIGNIN.replace("send 1", "send 2")]);
}

#[test]
fn an_answer_while_disconnected_is_dropped() {
    let mut h = Harness::connected();
    h.signin();
    h.disconnect();
    h.forget();
    h.grant_signin();
    h.refuse_signin();
    h.expect(&[]);
}

#[test]
fn an_answer_between_loss_and_retry_is_of_no_use() {
    let mut h = Harness::connected();
    h.signin();
    h.drop_socket(1);
    h.grant_signin();
    h.expect_wire(&[]);
    h.advance(1_000);
    h.forget();
    h.establish(2);
    assert_eq!(h.take_lines(&["authenticate"]), ["authenticate as 1.2"]);
}

#[test]
fn a_confirmation_on_an_old_socket_is_dropped() {
    let mut h = sent();
    h.reconnect();
    h.forget();
    h.recv(1, &signin_success(USER));
    h.expect(&[]);
    nobody_is(&h);
}

#[test]
fn a_disconnect_inside_the_confirmation_makes_it_void() {
    let mut h = sent();
    h.when("client pusher:signin_success", Harness::disconnect);
    h.confirm_signin(USER);
    nobody_is(&h);
    assert_eq!(h.take_lines(&["user ", "send "]), [""; 0]);
}

#[test]
fn a_disconnect_inside_the_request_takes_it_back() {
    let mut h = Harness::new();
    h.signin();
    h.connect();
    h.when("authenticate", |h| {
        h.disconnect();
        h.grant_signin();
    });
    h.establish(1);
    assert_eq!(h.client.state(), State::Disconnected);
    assert!(h.sent.is_empty());
    assert_eq!(h.client.poll_timeout(), None);
}

// ---- failures ----

#[test]
fn a_refusal_is_told_and_ends_the_signin() {
    let mut h = Harness::connected();
    h.signin();
    h.forget();
    h.refuse_signin();
    let mut lines = h.take();
    // Which of the two comes first is not for programs to rely on.
    lines.sort();
    assert_eq!(lines, ["signin done", FORBIDDEN]);
    nobody_is(&h);
}

#[test]
fn a_failed_signin_can_be_asked_for_again() {
    let mut h = Harness::connected();
    h.signin();
    h.refuse_signin();
    h.forget();
    h.signin();
    h.expect(&["signin begun", "authenticate as 1.1"]);
    h.grant_signin();
    h.confirm_signin(USER);
    is_signed_in(&h, USER);
}

#[test]
fn a_failed_signin_is_asked_for_again_with_the_next_connection() {
    let mut h = Harness::connected();
    h.signin();
    h.refuse_signin();
    h.reconnect();
    assert_eq!(h.take_lines(&["authenticate"]), ["authenticate as 1.2"]);
}

#[test]
fn an_answer_that_is_no_object_is_a_refusal() {
    for answer in ["null", "true", "7", r#""k:s""#, "[]"] {
        let mut h = Harness::connected();
        h.signin();
        h.forget();
        h.answer_signin(Ok(answer));
        h.expect_events(&[
            r#"user emit pusher:signin_error {"type":"AuthError","error":"The authentication answer is not an object"}"#,
        ]);
        assert!(h.sent.is_empty(), "{answer}");
    }
}

#[test]
fn a_confirmation_that_names_no_user_is_a_failure() {
    for user_data in [
        "not json",
        "null",
        "7",
        "[]",
        "{}",
        r#"{"id":null}"#,
        r#"{"id":""}"#,
        r#"{"id":7}"#,
        r#"{"id":["7"]}"#,
    ] {
        let mut h = sent();
        h.confirm_signin(user_data);
        assert_eq!(h.take_lines(&["user ", "send "]), [NO_ID], "{user_data}");
        nobody_is(&h);
        h.advance(29_999);
        h.expect_events(&[]);
        h.signin();
        assert_eq!(h.signins.len(), 2, "{user_data}: it can be asked for again");
    }
}

#[test]
fn a_confirmation_without_a_json_text_is_a_failure() {
    for data in ["null", "{}", r#"{"user_data":{"id":"7"}}"#, r#"{"user_data":null}"#] {
        let mut h = sent();
        h.recv(1, &format!(r#"{{"event":"pusher:signin_success","data":{data}}}"#));
        assert_eq!(h.take_lines(&["user ", "send "]), [NO_ID], "{data}");
    }
}

#[test]
fn a_bad_confirmation_signs_out_who_was_signed_in() {
    let mut h = signed_in();
    h.confirm_signin("{}");
    nobody_is(&h);
    h.expect_wire(&[]);
}

#[test]
fn a_server_that_does_not_answer_is_given_thirty_seconds() {
    let mut h = sent();
    h.advance(29_999);
    h.expect(&[]);
    h.advance(1);
    h.expect_events(&[SILENCE]);
    nobody_is(&h);
    assert_eq!(h.client.state(), State::Connected);
}

#[test]
fn the_wait_for_the_server_is_an_option() {
    let mut h = Harness::with(|config| config.pong_timeout = 5_000);
    h.connect();
    h.establish(1);
    h.signin();
    h.grant_signin();
    h.forget();
    h.advance(4_999);
    h.expect(&[]);
    h.advance(1);
    h.expect_events(&[SILENCE]);
}

#[test]
fn the_applications_own_time_is_not_counted() {
    let mut h = Harness::connected();
    h.signin();
    h.forget();
    h.advance(100_000);
    h.grant_signin();
    h.advance(19_999);
    h.expect(&[SIGNIN]);
}

#[test]
fn an_answered_or_lost_signin_does_not_time_out() {
    let mut h = signed_in();
    h.advance(60_000);
    h.expect(&[]);
    let mut h = sent();
    h.disconnect();
    h.forget();
    h.advance(60_000);
    h.expect(&[]);
}

#[test]
fn each_signin_has_thirty_seconds_of_its_own() {
    let mut h = sent();
    h.advance(20_000);
    h.reconnect();
    h.grant_signin();
    h.forget();
    h.advance(29_999);
    h.expect_events(&[]);
    h.advance(1);
    h.expect_events(&[SILENCE]);
}

#[test]
fn a_confirmation_that_comes_too_late_still_counts() {
    let mut h = sent();
    h.advance(30_000);
    h.confirm_signin(USER);
    is_signed_in(&h, USER);
    assert_eq!(h.flags(OWN), "pending");
}

#[test]
fn disconnect_inside_signin_error() {
    let mut h = Harness::connected();
    h.subscribe("news");
    h.signin();
    h.when("user emit pusher:signin_error", Harness::disconnect);
    h.forget();
    h.refuse_signin();
    h.expect_events(&[FORBIDDEN, "emit state_change connected->disconnected", "emit disconnected"]);
    nobody_is(&h);
    h.advance(1_000_000);
    h.expect(&[]);
    h.connect();
    h.establish(2);
    assert_eq!(h.take_lines(&["authenticate"]), ["authenticate as 1.2"]);
}

#[test]
fn signing_in_inside_signin_error_asks_anew() {
    let mut h = Harness::connected();
    h.signin();
    h.when("user emit pusher:signin_error", Harness::signin);
    h.forget();
    h.refuse_signin();
    assert_eq!(h.take_lines(&["emit", "authenticate"]), [FORBIDDEN, "authenticate as 1.1"]);
    h.grant_signin();
    h.confirm_signin(USER);
    is_signed_in(&h, USER);
}

#[test]
fn a_signin_begun_inside_signin_error_is_not_done_with_the_old_one() {
    let mut h = Harness::connected();
    h.signin();
    h.when("user emit pusher:signin_error", Harness::signin);
    h.forget();
    h.refuse_signin();
    let lines = h.take_lines(&["signin begun", "signin done"]);
    assert_eq!(lines, ["signin done", "signin begun"]);
}

// ---- confirmations that nobody waits for ----

#[test]
fn a_confirmation_that_nobody_asked_for_signs_in_all_the_same() {
    let mut h = Harness::connected();
    h.confirm_signin(USER);
    is_signed_in(&h, USER);
    assert_eq!(h.flags(OWN), "pending");
    h.reconnect();
    nobody_is(&h);
    assert_eq!(h.take_lines(&["authenticate", "send "]), [""; 0], "it is not asked for again");
}

#[test]
fn a_confirmation_during_the_request_makes_the_answer_late() {
    let mut h = Harness::connected();
    h.signin();
    h.confirm_signin(USER);
    h.forget();
    h.grant_signin();
    h.refuse_signin();
    h.expect(&[]);
    is_signed_in(&h, USER);
}

#[test]
fn a_second_confirmation_lets_the_first_users_channel_go() {
    let mut h = signed_in();
    h.confirm_signin(r#"{"id":"8"}"#);
    h.confirm("#server-to-user-8");
    is_signed_in(&h, r#"{"id":"8"}"#);
    h.forget();
    h.event("hello", OWN, "{}");
    h.expect_events(&[]);
    h.reconnect();
    assert_eq!(h.take_lines(&["send "]), [""; 0], "a lost channel is subscribed without a user");
}

#[test]
fn a_repeated_confirmation_does_not_subscribe_the_users_channel_twice() {
    let mut h = signed_in();
    h.confirm_signin(USER);
    let subscriptions = h.take_lines(&["pusher:subscribe"]).len();
    h.reconnect();
    assert_eq!((subscriptions, h.take_lines(&["send "]).len()), (0, 0));
}

#[test]
fn a_message_for_the_users_channel_before_there_is_one_is_nobodys() {
    let mut h = sent();
    h.recv(1, &message("hello", OWN, "{}"));
    h.expect(&["all hello", "client hello", "bound hello"]);
}
