//! What an encrypted event consists of, out of a JavaScript object.

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{JsString, Uint8Array};
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

    /// A `Uint8Array`.
    type View;

    /// Of 2025; it puts up with white space.
    #[wasm_bindgen(method, js_name = setFromBase64, catch)]
    fn set_from_base64(this: &View, text: &JsString) -> Result<Extent, JsValue>;

    /// How far a text was decoded.
    type Extent;

    #[wasm_bindgen(method, getter)]
    fn written(this: &Extent) -> u32;
}

/// From so many characters on, the browser decodes faster than it brings the text here.
const LONG: u32 = 256;

/// Whether the browser decodes. Once it has failed, for want of the method or because of the text, it is not asked again:
/// exceptions are slow.
static NATIVE: AtomicBool = AtomicBool::new(true);

/// The ciphertext and the nonce.
pub(super) fn parts(data: &JsValue) -> Option<(Vec<u8>, Vec<u8>)> {
    let data = data.unchecked_ref::<Event>();
    let ciphertext = data.ciphertext().ok()?.dyn_into::<JsString>().ok()?;
    let ciphertext = decode_there(&ciphertext).or_else(|| base64::decode(ciphertext.as_string()?))?;
    Some((ciphertext, base64::decode(data.nonce().ok()?.as_string()?)?))
}

/// Has the browser decode, if that is worth it.
#[allow(unsafe_code)]
fn decode_there(text: &JsString) -> Option<Vec<u8>> {
    let length = text.length();
    if length < LONG || !NATIVE.load(Ordering::Relaxed) {
        return None;
    }
    let mut bytes = vec![0; length as usize * 3 / 4];
    // SAFETY: the view is of memory that is initialized and outlives it, as `view` does not leave this function; and
    // while it lives nothing allocates, which could move WebAssembly's memory away from under it.
    let view = unsafe { Uint8Array::view_mut_raw(bytes.as_mut_ptr(), bytes.len()) };
    if let Ok(extent) = view.unchecked_ref::<View>().set_from_base64(text) {
        bytes.truncate(extent.written() as usize);
        return Some(bytes);
    }
    NATIVE.store(false, Ordering::Relaxed);
    None
}
