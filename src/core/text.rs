//! Texts put together.

use super::Value;

/// Texts one after the other.
pub(crate) fn concat<V: Value>(parts: &[&V]) -> V {
    let mut whole = V::text("");
    for part in parts {
        whole = whole.join(part);
    }
    whole
}
