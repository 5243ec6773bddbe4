//! serde over the known properties of a JavaScript object, without what serde's stock errors drag in.
//!
//! `serde_wasm_bindgen::from_value` links the text of every error that serde can have, down to the formatting of
//! floats. Here errors carry nothing, and each property comes as the JavaScript value it is: this deserializer
//! speaks the little protocol of `serde_wasm_bindgen::preserve`, which hands a value through serde as a tuple
//! struct of a name and an index into wasm-bindgen's table. What is wrong with a value is said later, by
//! whoever knows the option's name.

use std::fmt::{self, Display};
use std::slice::Iter;

use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::IntoWasmAbi;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Of `src/js/values.js`. A name crosses over as text: as a value of its own it would take one crossing more.
    #[wasm_bindgen(catch, js_name = anyProperty)]
    fn any_property(object: &JsValue, name: &str) -> Result<JsValue, JsValue>;
}

/// Reads an object's properties of these names; `None` if it is no object, or a getter throws.
pub(super) fn read(value: &JsValue, names: &'static [&'static str]) -> Option<Vec<JsValue>> {
    Object(value).deserialize_struct("", names, Values).ok()
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

struct Object<'a>(&'a JsValue);

impl<'de> Deserializer<'de> for Object<'_> {
    type Error = Unreadable;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if !self.0.is_object() {
            return Err(Unreadable);
        }
        visitor.visit_seq(Fields { object: self.0, names: fields.iter() })
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
    names: Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        let Some(name) = self.names.next() else { return Ok(None) };
        let value = any_property(self.object, name).map_err(|_| Unreadable)?;
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
