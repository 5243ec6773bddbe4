//! JavaScript values as the core's payloads.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::Value;
use crate::core::protocol::Fields;

// Functions of `src/js/values.js`, which the build puts into scope. None of them throws.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = ownProperty)]
    fn own_property(object: &JsValue, key: &str) -> JsValue;
    #[wasm_bindgen(js_name = ownProperty)]
    fn own_entry(object: &JsValue, key: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = hasProperty)]
    fn has_property(object: &JsValue, key: &JsValue) -> bool;
    #[wasm_bindgen(js_name = setProperty)]
    fn set_property(object: &JsValue, key: &JsValue, value: JsValue);
    #[wasm_bindgen(js_name = deleteProperty)]
    fn delete_property(object: &JsValue, key: &JsValue);
    #[wasm_bindgen(js_name = toWords)]
    fn to_words(text: &str) -> JsValue;
    #[wasm_bindgen(js_name = placeIn)]
    fn place_in(value: &JsValue, words: &JsValue) -> i32;
    #[wasm_bindgen(js_name = hasText)]
    fn has_text(value: &JsValue) -> bool;
    #[wasm_bindgen(js_name = isRecord)]
    fn is_record(value: &JsValue) -> bool;
    #[wasm_bindgen(js_name = toNumber)]
    fn to_number(value: &JsValue) -> f64;
    #[wasm_bindgen(js_name = toJson)]
    fn to_json(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = toKey)]
    fn to_key(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = parseJson)]
    fn parse_json(text: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = joinTexts)]
    fn join_texts(before: &JsValue, after: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = toFrame)]
    fn to_frame(
        event: &str,
        auth: &JsValue,
        channel_data: &JsValue,
        user_data: &JsValue,
        channel: &JsValue,
    ) -> JsValue;
}

impl Value for JsValue {
    fn property(&self, key: &str) -> Self {
        own_property(self, key)
    }

    fn entry(&self, key: &Self) -> Self {
        own_entry(self, key)
    }

    fn has(&self, key: &Self) -> bool {
        has_property(self, key)
    }

    fn set(&mut self, key: &Self, value: Self) {
        set_property(self, key, value);
    }

    fn remove(&mut self, key: &Self) {
        delete_property(self, key);
    }

    fn is_undefined(&self) -> bool {
        JsValue::is_undefined(self)
    }

    fn is_null(&self) -> bool {
        JsValue::is_null(self)
    }

    fn is_object(&self) -> bool {
        is_record(self)
    }

    fn has_text(&self) -> bool {
        has_text(self)
    }

    fn length(&self) -> Option<u32> {
        Some(self.dyn_ref::<Array>()?.length())
    }

    fn item(&self, index: u32) -> Self {
        self.dyn_ref::<Array>().map_or(Self::UNDEFINED, |array| array.get(index))
    }

    fn as_text(&self) -> Option<String> {
        self.as_string()
    }

    #[cfg(feature = "encryption")]
    fn sealed(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        super::sealed::parts(self)
    }

    #[cfg(feature = "encryption")]
    fn bytes(&self) -> Option<Vec<u8>> {
        super::sealed::bytes(self)
    }

    #[cfg(feature = "encryption")]
    fn utf8(bytes: &[u8]) -> Option<Self> {
        super::sealed::text(bytes)
    }

    fn words(words: &str) -> Self {
        to_words(words)
    }

    fn place_in(&self, words: &Self) -> Option<usize> {
        usize::try_from(place_in(self, words)).ok()
    }

    fn to_number(&self) -> f64 {
        to_number(self)
    }

    fn to_key(&self) -> Self {
        to_key(self)
    }

    fn to_json(&self) -> Self {
        to_json(self)
    }

    fn parse(&self) -> Self {
        parse_json(self)
    }

    fn join(&self, after: &Self) -> Self {
        join_texts(self, after)
    }

    fn frame(event: &str, fields: Fields<'_, Self>) -> Self {
        to_frame(event, fields.auth, fields.channel_data, fields.user_data, fields.channel)
    }

    fn text(text: &str) -> Self {
        JsValue::from_str(text)
    }

    fn number(number: f64) -> Self {
        JsValue::from_f64(number)
    }

    fn object() -> Self {
        js_sys::Object::new().into()
    }

    fn undefined() -> Self {
        JsValue::UNDEFINED
    }
}
