//! What an encrypted event consists of, out of a JavaScript object.

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::JsString;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::secretbox::base64;

#[wasm_bindgen]
extern "C" {
    /// An event's data, which may be anything: `null` has no properties, and a proxy may throw.
    type Event;

    #[wasm_bindgen(method, getter, catch)]
    fn ciphertext(this: &Event) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn nonce(this: &Event) -> Result<JsValue, JsValue>;

    /// Of 2025; it puts up with white space.
    #[wasm_bindgen(js_namespace = Uint8Array, js_name = fromBase64, catch)]
    fn from_base64(text: &JsString) -> Result<Vec<u8>, JsValue>;
}

/// From so many characters on, the browser decodes faster than it brings the text here.
const LONG: u32 = 256;

/// Whether the browser decodes. Once it has failed, for want of the method or because of the text, it is not asked again:
/// exceptions are slow.
static NATIVE: AtomicBool = AtomicBool::new(true);

/// The ciphertext and the nonce.
pub(super) fn parts(data: &JsValue) -> Option<(Vec<u8>, Vec<u8>)> {
    let data = data.unchecked_ref::<Event>();
    Some((bytes(data.ciphertext())?, bytes(data.nonce())?))
}

fn bytes(text: Result<JsValue, JsValue>) -> Option<Vec<u8>> {
    let text = text.ok()?.dyn_into::<JsString>().ok()?;
    if text.length() >= LONG && NATIVE.load(Ordering::Relaxed) {
        match from_base64(&text) {
            Ok(bytes) => return Some(bytes),
            Err(_) => NATIVE.store(false, Ordering::Relaxed),
        }
    }
    base64::decode(text.as_string()?)
}
