//! JavaScript values as the core's payloads.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::core::Value;

impl Value for JsValue {
    fn get(&self, key: &str) -> Option<Self> {
        let key = JsValue::from_str(key);
        // An own property: a user called `toString` is not the method that every object inherits.
        let object = self.dyn_ref::<Object>()?;
        // Unlike `Object.hasOwn`, this may be asked of anything: what a proxy throws is caught.
        let descriptor = Reflect::get_own_property_descriptor(object, &key).ok()?;
        if descriptor.is_undefined() { None } else { Reflect::get(self, &key).ok() }
    }

    fn set(&mut self, key: &str, value: Self) {
        // Both fail on an object that the application has frozen: then it wants no change.
        if key == "__proto__" {
            define(self, key, &value);
        } else {
            let _ = Reflect::set(self, &JsValue::from_str(key), &value);
        }
    }

    fn remove(&mut self, key: &str) {
        if let Some(object) = self.dyn_ref::<Object>() {
            let _ = Reflect::delete_property(object, &JsValue::from_str(key));
        }
    }

    fn is_object(&self) -> bool {
        JsValue::is_object(self) && !js_sys::Array::is_array(self)
    }

    fn items(&self) -> Option<Vec<Self>> {
        Some(self.dyn_ref::<js_sys::Array>()?.iter().collect())
    }

    fn as_text(&self) -> Option<String> {
        self.as_string()
    }

    fn as_number(&self) -> Option<f64> {
        self.as_f64()
            .or_else(|| self.is_string().then(|| js_sys::Number::from(self.clone()).value_of()))
            .filter(|number| !number.is_nan())
    }

    fn as_key(&self) -> Option<String> {
        self.as_string().or_else(|| self.as_f64().and_then(|_| self.to_json()))
    }

    fn to_json(&self) -> Option<String> {
        JSON::stringify(self).ok()?.as_string()
    }

    fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok()
    }

    fn text(text: &str) -> Self {
        JsValue::from_str(text)
    }

    fn number(number: f64) -> Self {
        JsValue::from_f64(number)
    }

    fn object() -> Self {
        Object::new().into()
    }

    fn undefined() -> Self {
        JsValue::UNDEFINED
    }
}

/// Defines a property rather than assigning it, for the one name that assigning does something else for.
fn define(object: &JsValue, key: &str, value: &JsValue) {
    let Some(object) = object.dyn_ref::<Object>() else { return };
    let descriptor = Object::new();
    for (name, setting) in [
        ("value", value),
        ("writable", &JsValue::TRUE),
        ("enumerable", &JsValue::TRUE),
        ("configurable", &JsValue::TRUE),
    ] {
        // A new plain object takes every property.
        let _ = Reflect::set(&descriptor, &JsValue::from_str(name), setting);
    }
    let _ = Reflect::define_property(object, &JsValue::from_str(key), &descriptor);
}
