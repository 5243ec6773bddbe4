//! serde over the known properties of a JavaScript object, without what serde's stock errors drag in.
//!
//! `serde_wasm_bindgen::from_value` links the text of every error that serde can have, down to the formatting of
//! floats. Here errors carry nothing, and each property comes as the JavaScript value it is: this deserializer
//! speaks the little protocol of `serde_wasm_bindgen::preserve`, which hands a value through serde as a tuple
//! struct of a name and an index into wasm-bindgen's table. What is wrong with a value is said later, by
//! whoever knows the option's name.

use std::fmt::{self, Display};
use std::ops::Range;

use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::IntoWasmAbi;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::Value;

#[wasm_bindgen]
extern "C" {
    /// Of `src/js/values.js`.
    #[wasm_bindgen(catch, js_name = namedProperty)]
    fn named_property(object: &JsValue, names: &JsValue, place: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = setNamedProperty)]
    fn set_named_property(object: &JsValue, names: &JsValue, place: u32, value: &JsValue);
}

/// Names of properties, which cross over once and are known by their places from then on.
pub(super) struct Names(JsValue);

impl Names {
    /// Those of a text, with spaces between them.
    pub(super) fn new(text: &'static str) -> Self {
        Self(JsValue::words(text))
    }

    /// The list of them.
    pub(super) fn list(&self) -> &JsValue {
        &self.0
    }

    /// Reads an object's properties of these names; `None` if it is no object, or a getter throws.
    pub(super) fn read(&self, object: &JsValue, places: Range<u32>) -> Option<Vec<JsValue>> {
        Object(Fields { object, names: &self.0, places }).deserialize_struct("", &[], Values).ok()
    }

    /// Sets a property.
    pub(super) fn set(&self, object: &JsValue, place: u32, value: &JsValue) {
        set_named_property(object, &self.0, place, value);
    }
}

/// Takes the values of a struct's fields, whichever they are: so that one visitor is enough for every struct.
struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Vec<JsValue>;

    fn expecting(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut fields: A) -> Result<Vec<JsValue>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = fields.next_element_seed(Preserve)? {
            values.push(value);
        }
        Ok(values)
    }
}

/// Takes a JavaScript value as it is.
struct Preserve;

impl<'de> DeserializeSeed<'de> for Preserve {
    type Value = JsValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<JsValue, D::Error> {
        preserve::deserialize(deserializer)
    }
}

/// Something could not be read.
#[derive(Debug)]
struct Unreadable;

impl Display for Unreadable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    // The message is not looked at, so that nothing of it is linked.
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

struct Object<'a>(Fields<'a>);

impl<'de> Deserializer<'de> for Object<'_> {
    type Error = Unreadable;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if !self.0.object.is_object() {
            return Err(Unreadable);
        }
        visitor.visit_seq(self.0)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The properties that a struct asks for, one after the other.
struct Fields<'a> {
    object: &'a JsValue,
    names: &'a JsValue,
    places: Range<u32>,
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        let Some(place) = self.places.next() else { return Ok(None) };
        let value = named_property(self.object, self.names, place).map_err(|_| Unreadable)?;
        seed.deserialize(Preserved { name: None, index: value.into_abi() }).map(Some)
    }
}

/// A value for `serde_wasm_bindgen::preserve`: first its name, which proves that it is one, then its index in
/// wasm-bindgen's table, where `preserve` takes it out.
struct Preserved {
    name: Option<&'static str>,
    index: u32,
}

impl<'de> Deserializer<'de> for Preserved {
    type Error = Unreadable;

    // Always inlined, as is what follows: then the compiler itself compares the name that `preserve` compares.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(Self { name: Some(name), ..self })
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for Preserved {
    type Error = Unreadable;

    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        if let Some(name) = self.name.take() {
            let name: StrDeserializer<'_, Unreadable> = name.into_deserializer();
            return seed.deserialize(name).map(Some);
        }
        let index: U32Deserializer<Unreadable> = self.index.into_deserializer();
        seed.deserialize(index).map(Some)
    }
}
