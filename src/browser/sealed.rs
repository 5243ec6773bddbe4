//! What an encrypted event consists of, out of a JavaScript object.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::secretbox::{KEY, NONCE};

// Functions of `src/js/sealed.js`, which the build puts into scope. None of them throws; bytes that they cannot decode
// they count as none.
#[wasm_bindgen]
extern "C" {
    /// How long an event's ciphertext is, in characters.
    #[wasm_bindgen(js_name = ciphertextLength)]
    fn ciphertext_length(data: &JsValue) -> u32;
    /// Decodes an event's ciphertext and nonce. Returns how many bytes the ciphertext has, if the nonce is complete.
    #[wasm_bindgen(js_name = decodeSealed)]
    fn decode_sealed(data: &JsValue, ciphertext: &mut [u8], nonce: &mut [u8]) -> u32;
    /// Decodes a text in base64. Returns how many bytes it stands for.
    #[wasm_bindgen(js_name = decodeBase64)]
    fn decode_base64(text: &JsValue, bytes: &mut [u8]) -> u32;
    /// The text that bytes in UTF-8 are, or `undefined`.
    #[wasm_bindgen(js_name = decodeUtf8)]
    fn decode_utf8(bytes: &[u8]) -> JsValue;
}

/// The ciphertext and the nonce.
pub(super) fn parts(data: &JsValue) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut ciphertext = vec![0; ciphertext_length(data) as usize * 3 / 4];
    let mut nonce = vec![0; NONCE];
    let length = decode_sealed(data, &mut ciphertext, &mut nonce);
    ciphertext.truncate(length as usize);
    (length > 0).then_some((ciphertext, nonce))
}

/// The bytes of a text in base64, with room for a key and more than that.
pub(super) fn bytes(text: &JsValue) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 2 * KEY];
    let length = decode_base64(text, &mut bytes);
    bytes.truncate(length as usize);
    (length > 0).then_some(bytes)
}

/// The text of bytes in UTF-8.
pub(super) fn text(bytes: &[u8]) -> Option<JsValue> {
    Some(decode_utf8(bytes)).filter(|text| !text.is_undefined())
}
