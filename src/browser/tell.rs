//! Events and notes of the core as orders to the JavaScript side.

use wasm_bindgen::JsValue;

use super::host::{Host, Order, text};
use crate::core::Millis;
use crate::core::io::{AuthFault, ChannelEvent, ConnectionEvent, Fault, Note};

/// What goes into the record of connections.
pub(super) fn note(host: &Host, note: Note<JsValue>) {
    match note {
        Note::Opened(socket) => host.tell(Order::NoteOpened, socket.0, 0),
        Note::Failed(socket, error) => host.hand(Order::NoteFailed, socket.0, error),
        Note::Closed(socket, close) => {
            let (code, reason) = (close.code.into(), text(&close.reason));
            host.give(Order::NoteClosed, socket.0, code, reason, close.was_clean.into());
        }
        Note::GivenUp(socket) => host.tell(Order::NoteGivenUp, socket.0, 0),
        Note::Preferred(transport) => {
            let latency = whole(transport.latency);
            host.give(Order::NotePreferred, 0, latency, text(&transport.name), JsValue::UNDEFINED);
        }
        Note::HandshakeError(error) => host.hand(Order::NoteHandshakeError, 0, error),
        Note::PongTimedOut(timeout) => host.tell(Order::NotePongTimedOut, 0, whole(timeout)),
        Note::Retry(delay) => host.tell(Order::NoteRetry, 0, whole(delay)),
    }
}

/// Milliseconds for JavaScript; more than 49 days are as good as 49.
pub(super) fn whole(time: Millis) -> u32 {
    time.min(u32::MAX.into()) as u32
}

/// An event of the connection.
pub(super) fn connection_event(host: &Host, event: ConnectionEvent<JsValue>) {
    let (order, previous, current) = match event {
        ConnectionEvent::AnnouncedChange { previous, current } => {
            (Order::AnnounceStateChange, previous, current)
        }
        ConnectionEvent::StateChange { previous, current } => (Order::EmitStateChange, previous, current),
        ConnectionEvent::Announced(state) => (Order::AnnounceState, state, state),
        ConnectionEvent::Entered(state) => (Order::EmitState, state, state),
        ConnectionEvent::ConnectingIn(seconds) => {
            return host.tell(Order::EmitConnectingIn, 0, seconds);
        }
        ConnectionEvent::Error(fault) => return error(host, fault),
    };
    host.give(order, 0, 0, text(previous.name()), text(current.name()));
}

fn error(host: &Host, fault: Fault<JsValue>) {
    let (kind, a, b) = match fault {
        Fault::Server(data) => (0, data, JsValue::UNDEFINED),
        Fault::Code { code, message } => (1, code, message),
        Fault::Parse { error, text } => (2, error, text),
        Fault::Handshake(error) => (3, error, JsValue::UNDEFINED),
        Fault::HandshakeParse { error, text } => (4, error, text),
        Fault::Transport(error) => (5, error, JsValue::UNDEFINED),
        Fault::TransportCode { code, message } => (6, code, message),
    };
    host.give(Order::EmitError, kind, 0, a, b);
}

/// A channel's event.
pub(super) fn channel_event(host: &Host, channel: u32, event: ChannelEvent<JsValue>) {
    let emit = |name, data| host.give(Order::EmitChannel, channel, 0, text(name), data);
    let (name, member) = match event {
        ChannelEvent::Subscribed(data) => return emit("pusher:subscription_succeeded", data),
        ChannelEvent::SubscribedWithMembers => return host.tell(Order::EmitMembers, channel, 0),
        ChannelEvent::SubscriptionError(fault) => {
            return auth_fault(host, Order::EmitAuthError, channel, fault);
        }
        ChannelEvent::SubscriptionCount(data) => return emit("pusher:subscription_count", data),
        ChannelEvent::Decrypted { name, data } => return emit(&name, data),
        ChannelEvent::Message { metadata } => {
            return host.tell(Order::EmitChannelMessage, channel, metadata.into());
        }
        ChannelEvent::MemberAdded(member) => ("pusher:member_added", member),
        ChannelEvent::MemberRemoved(member) => ("pusher:member_removed", member),
    };
    host.give_all(Order::EmitMember, channel, [text(name), member.id, member.info]);
}

/// A refused or failed authorization.
pub(super) fn auth_fault(host: &Host, order: Order, id: u32, fault: AuthFault<JsValue>) {
    host.give(order, id, 0, fault.message, fault.status.unwrap_or(JsValue::UNDEFINED));
}
