//! The JavaScript object model, as Rust sees it: one function, which carries out orders (`src/js/orders.js`).
//!
//! One function with numbered orders, because each imported function costs a shim on this side and glue on the other.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::Value;
use crate::core::order::{Call, Order};

#[wasm_bindgen]
extern "C" {
    /// One client's JavaScript side. Callbacks that it calls are the application's own and may call back in; what
    /// they throw is reported as uncaught and goes no further.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method)]
    fn order(this: &Host, order: u8, id: u32, number: u32, a: JsValue, b: JsValue, c: JsValue);

    #[wasm_bindgen(method, js_name = order)]
    fn request(this: &Host, order: u8, id: u32, number: u32, a: &JsValue, b: &JsValue) -> JsValue;
}

/// What the JavaScript side can be told beyond the core's orders: the end of the list in `src/js/orders.js`.
enum Own {
    /// Report that the handler refused the request `number` about the channel `id`, with the error `a`.
    Refuse = Order::EmitWatchlist as isize + 1,
    /// Throw later, unless there is something to throw already, because of the option whose name is at the place `number`
    /// of `a`, and which was given as `b`; `id` says what is wrong.
    BadOption,
    /// The answer is when the latest message went the short way, as `Date.now()` has it.
    LastSeen,
}

impl Host {
    /// Carries out a call.
    pub(super) fn carry_out(&self, call: Call<JsValue>) {
        let [a, b, c] = call.values;
        self.order(call.order as u8, call.id, call.number, a, b, c);
    }

    /// Carries out a call of no more than two values and returns the answer.
    pub(super) fn ask(&self, call: &Call<JsValue>) -> JsValue {
        self.request(call.order as u8, call.id, call.number, &call.values[0], &call.values[1])
    }

    /// Sends a text on a socket; `false` if that is not open.
    pub(super) fn send(&self, socket: u32, text: &JsValue) -> bool {
        self.request(Order::SendQuietly as u8, socket, 0, text, &JsValue::UNDEFINED).is_truthy()
    }

    /// Reports that a handler has refused a request.
    pub(super) fn refuse(&self, id: u32, request: u32, error: JsValue) {
        self.order(Own::Refuse as u8, id, request, error, JsValue::UNDEFINED, JsValue::UNDEFINED);
    }

    /// When the latest message went the short way, as `Date.now()` has it; 0 if none has.
    pub(super) fn last_seen(&self) -> f64 {
        let nothing = JsValue::UNDEFINED;
        self.request(Own::LastSeen as u8, 0, 0, &nothing, &nothing).to_number()
    }

    /// Tells what is wrong with an option: `fault`.
    pub(crate) fn bad_option(&self, fault: u8, names: &JsValue, place: u32, given: &JsValue) {
        let (names, given) = (names.clone(), given.clone());
        self.order(Own::BadOption as u8, fault.into(), place, names, given, JsValue::UNDEFINED);
    }
}
