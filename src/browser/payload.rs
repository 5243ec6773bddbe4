//! JavaScript values as the core's payloads.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::Value;

// Functions of `src/js/values.js`, which the build puts into scope. None of them throws.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = ownProperty)]
    fn own_property(object: &JsValue, key: &str) -> JsValue;
    #[wasm_bindgen(js_name = hasProperty)]
    fn has_property(object: &JsValue, key: &str) -> bool;
    #[wasm_bindgen(js_name = setProperty)]
    fn set_property(object: &JsValue, key: &str, value: &JsValue);
    #[wasm_bindgen(js_name = deleteProperty)]
    fn delete_property(object: &JsValue, key: &str);
    #[wasm_bindgen(js_name = isRecord)]
    fn is_record(value: &JsValue) -> bool;
    #[wasm_bindgen(js_name = toNumber)]
    fn to_number(value: &JsValue) -> f64;
    #[wasm_bindgen(js_name = toJson)]
    fn to_json(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = parseJson)]
    fn parse_json(text: &str) -> JsValue;
}

impl Value for JsValue {
    fn property(&self, key: &str) -> Self {
        own_property(self, key)
    }

    fn has(&self, key: &str) -> bool {
        has_property(self, key)
    }

    fn set(&mut self, key: &str, value: Self) {
        set_property(self, key, &value);
    }

    fn remove(&mut self, key: &str) {
        delete_property(self, key);
    }

    fn is_undefined(&self) -> bool {
        JsValue::is_undefined(self)
    }

    fn is_object(&self) -> bool {
        is_record(self)
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

    fn as_number(&self) -> Option<f64> {
        Some(to_number(self)).filter(|number| !number.is_nan())
    }

    fn as_key(&self) -> Option<String> {
        self.as_string().or_else(|| self.as_f64().and_then(|_| self.to_json()))
    }

    fn to_json(&self) -> Option<String> {
        to_json(self).as_string()
    }

    fn parse(text: &str) -> Option<Self> {
        given(parse_json(text))
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

fn given(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined()).then_some(value)
}
