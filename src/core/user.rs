//! The user behind a connection: signing in, and who is signed in.
//!
//! ```text
//!   Idle ── signin(), connected ──▶ Authenticating ── granted ──▶ Sent ── confirmed ──▶ SignedIn
//!    ▲                                    │                         │                       │
//!    └──── refused, timed out, or connection lost ──────────────────┴───────────────────────┘
//! ```
//!
//! Once asked for, a sign-in is repeated with every connection.

use super::channels::{ChannelId, RequestId};
use super::io::AuthFault;
use super::order::{NO_CHANNEL, Order};
use super::protocol::{self, Value};
use super::queue::{Context, Step};
use super::timers::Timer;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Authenticating(RequestId),
    Sent,
    SignedIn,
}

/// What a presence subscription that leaves its identity to the sign-in has to go by.
#[derive(Clone, Debug)]
pub(crate) enum Identity<V> {
    /// Nobody is signed in, and nobody is about to be.
    Nobody,
    /// A sign-in is under way.
    Pending,
    /// The user with this id is signed in.
    Known(V),
}

#[derive(Debug)]
pub(crate) struct User<V> {
    requested: bool,
    phase: Phase,
    /// `undefined` while nobody is signed in.
    data: V,
    /// The channel with the user's own events.
    channel: Option<ChannelId>,
    requests: u32,
}

impl<V: Value> User<V> {
    pub(crate) fn new() -> Self {
        Self { requested: false, phase: Phase::Idle, data: V::undefined(), channel: None, requests: 0 }
    }

    /// `undefined` while nobody is signed in.
    pub(crate) fn data(&self) -> &V {
        &self.data
    }

    pub(crate) fn channel(&self) -> Option<ChannelId> {
        self.channel
    }

    pub(crate) fn awaits(&self, request: RequestId) -> bool {
        self.phase == Phase::Authenticating(request)
    }

    pub(crate) fn identity(&self) -> Identity<V> {
        match self.phase {
            Phase::Authenticating(_) | Phase::Sent => Identity::Pending,
            Phase::Idle | Phase::SignedIn => {
                let id = self.data.property("id");
                if id.is_undefined() { Identity::Nobody } else { Identity::Known(id) }
            }
        }
    }

    /// The application wants the user signed in. After a failure on this connection it may ask again.
    pub(crate) fn signin(&mut self, socket_id: Option<&V>, cx: &mut Context<V>) {
        let first = !self.requested;
        self.requested = true;
        if first || socket_id.is_some() && matches!(self.phase, Phase::Idle) {
            self.begin(socket_id, cx);
        }
    }

    /// There is a connection, with this socket id; or a sign-in waits for one.
    pub(crate) fn begin(&mut self, socket_id: Option<&V>, cx: &mut Context<V>) {
        if !self.requested {
            return;
        }
        cx.tell(Order::BeginSignin, 0, 0);
        if let Some(socket_id) = socket_id {
            self.requests = self.requests.wrapping_add(1);
            let request = RequestId(self.requests);
            self.phase = Phase::Authenticating(request);
            cx.give(Order::Authorize, NO_CHANNEL, request.0, socket_id.clone(), V::undefined());
        }
    }

    /// The connection is gone, and the user with it.
    pub(crate) fn lose(&mut self, cx: &mut Context<V>) {
        let was_under_way = matches!(self.phase, Phase::Authenticating(_) | Phase::Sent);
        self.clear(cx);
        // As in pusher-js, one that was under way has only ended: the next begins with the next connection.
        if self.requested && !was_under_way {
            cx.tell(Order::BeginSignin, 0, 0);
        }
    }

    /// The application's answer. `true` if the sign-in has ended.
    pub(crate) fn handle_auth(
        &mut self,
        request: RequestId,
        answer: Result<V, AuthFault<V>>,
        cx: &mut Context<V>,
    ) -> bool {
        if !self.awaits(request) {
            return false;
        }
        match answer {
            Ok(grant) => {
                self.phase = Phase::Sent;
                cx.send(protocol::signin(&grant.property("auth"), &grant.property("user_data")));
                cx.ring_in(Timer::Signin, cx.config.pong_timeout);
                false
            }
            Err(fault) => {
                self.fail(fault, cx);
                true
            }
        }
    }

    /// The server has not answered (soketi does not where sign-ins are switched off).
    pub(crate) fn handle_timeout(&mut self, cx: &mut Context<V>) {
        self.fail(AuthFault::of("The server has not answered the sign-in"), cx);
    }

    /// `pusher:signin_success`. Returns the name of the user's channel, to be added.
    pub(crate) fn confirm(&mut self, data: &V, cx: &mut Context<V>) -> Option<V> {
        cx.timers.clear(Timer::Signin);
        let user = data.property("user_data").parse();
        let id = user.property("id");
        if !id.has_text() {
            self.fail(AuthFault::of("The server's sign-in names no user id"), cx);
            return None;
        }
        self.phase = Phase::SignedIn;
        self.data = user;
        cx.tell(Order::SetUser, 0, 0);
        cx.tell(Order::EndSignin, 0, 0);
        Some(V::text("#server-to-user-").join(&id))
    }

    pub(crate) fn set_channel(&mut self, channel: ChannelId) {
        self.channel = Some(channel);
    }

    fn fail(&mut self, fault: AuthFault<V>, cx: &mut Context<V>) {
        // First, so that a sign-in begun by those who hear of this one is not ended with it.
        self.clear(cx);
        cx.refuse(Order::EmitSigninError, 0, fault);
    }

    fn clear(&mut self, cx: &mut Context<V>) {
        cx.timers.clear(Timer::Signin);
        self.phase = Phase::Idle;
        self.data = V::undefined();
        cx.tell(Order::SetUser, 0, 0);
        if let Some(channel) = self.channel.take() {
            cx.step(Step::ForgetChannel { channel });
        }
        if self.requested {
            cx.tell(Order::EndSignin, 0, 0);
        }
    }
}
