//! The clock: monotonic, so that a corrected wall clock moves no deadline.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::Millis;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// Whole milliseconds since the page (or worker) began.
pub(crate) fn now() -> Millis {
    performance_now() as Millis
}
