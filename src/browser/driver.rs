//! The loop around the core: give it an input, carry out what it asks for, arm the timer.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WebSocket;

use super::clock::Clock;
use super::host::Host;
use super::rejection;
use crate::core::order::{Call, Order};

use crate::core::{Client, Millis, Suspended};

/// The longest delay that `setTimeout` keeps to (2³¹ − 1 ms); later deadlines are reached in hops.
const LONGEST_TIMEOUT: Millis = 0x7fff_ffff;

/// One client with its timer.
pub(crate) struct Driver {
    pub(crate) host: Host,
    client: RefCell<Client<JsValue>>,
    timer: RefCell<Option<Armed>>,
    clock: Clock,
}

struct Armed {
    at: Millis,
    // Cancels on drop.
    _timeout: Timeout,
}

impl Driver {
    pub(crate) fn new(host: Host, client: Client<JsValue>) -> Rc<Self> {
        Rc::new(Self {
            host,
            client: RefCell::new(client),
            timer: RefCell::new(None),
            clock: Clock::default(),
        })
    }

    /// The time.
    pub(crate) fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Looks into the client, or changes it in a way that queues nothing.
    pub(crate) fn with<R>(&self, look: impl FnOnce(&mut Client<JsValue>) -> R) -> R {
        look(&mut self.client.borrow_mut())
    }

    /// Gives the client an input and carries out what follows. May be called while an output is being
    /// carried out: then everything that follows from this input comes before the rest of that one.
    pub(crate) fn input<R>(self: &Rc<Self>, input: impl FnOnce(&mut Client<JsValue>, Millis) -> R) -> R {
        let now = self.now();
        let rest = self.begin();
        let result = self.with(|client| input(client, now));
        self.finish(rest);
        result
    }

    // The parts of `input` that are the same for every input; apart, so that they exist once.

    #[inline(never)]
    fn begin(&self) -> Suspended {
        self.with(Client::suspend)
    }

    #[inline(never)]
    fn finish(self: &Rc<Self>, rest: Suspended) {
        self.drain();
        self.with(|client| client.resume(rest));
        self.arm();
    }

    /// Sends a text on the established connection; `false` without one.
    pub(crate) fn send(&self, text: &JsValue) -> bool {
        let socket = self.with(|client| client.open_socket());
        socket.is_some_and(|socket| self.host.send(socket.0, text))
    }

    // ---- timer ----

    /// Sees to it that a timer rings no later than the client's next deadline. An earlier one is left alone:
    /// deadlines mostly move back (with every message), and the client takes a ring too many in its stride.
    #[inline(never)] // smaller apart
    fn arm(self: &Rc<Self>) {
        let next = self.with(|client| client.poll_timeout());
        let mut timer = self.timer.borrow_mut();
        match (next, &*timer) {
            (None, _) => *timer = None,
            (Some(next), Some(armed)) if armed.at <= next => {}
            (Some(next), _) => {
                let now = self.now();
                let delay = next.saturating_sub(now).min(LONGEST_TIMEOUT);
                let at = now + delay;
                let driver = Rc::downgrade(self);
                let timeout = Timeout::new(delay as u32, move || {
                    if let Some(driver) = driver.upgrade() {
                        driver.ring(at);
                    }
                });
                *timer = Some(Armed { at, _timeout: timeout });
            }
        }
    }

    fn ring(self: &Rc<Self>, at: Millis) {
        *self.timer.borrow_mut() = None;
        let seen = self.host.last_seen();
        self.input(|client, now| {
            client.handle_seen(self.clock.at(seen));
            // Browsers ring up to a millisecond early.
            client.handle_timeout(now.max(at));
        });
    }

    // ---- the way out ----

    fn drain(self: &Rc<Self>) {
        while let Some(call) = self.with(Client::poll_call) {
            self.carry_out(call);
        }
    }

    fn carry_out(self: &Rc<Self>, call: Call<JsValue>) {
        match call.order {
            Order::CloseSocket => {
                let socket = self.host.ask(&call);
                if !socket.is_undefined() {
                    // Or what looks like one. Nothing that it still reports matters but its end.
                    let _ = socket.unchecked_into::<WebSocket>().close();
                }
            }
            Order::Authorize => self.authorize(&call),
            _ => self.host.carry_out(call),
        }
    }

    /// Asks the application. A handler that throws, or returns a promise that rejects, has refused.
    fn authorize(self: &Rc<Self>, call: &Call<JsValue>) {
        if let Ok(promise) = self.host.ask(call).dyn_into::<Promise>() {
            let (host, id, request) = (self.host.clone(), call.id, call.number);
            rejection::watch(promise, move |error| host.refuse(id, request, error));
        }
    }
}
