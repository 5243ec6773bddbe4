//! Base64 (RFC 4648, section 4), sixteen characters at a time. What is decoded may be a key: nothing is looked up by a
//! character, so that time and memory do not tell which it is.

// A call would cost more than what is called.
#![allow(clippy::inline_always)]

use super::v128::V128;

/// The bytes that a text stands for, with or without padding. `None` if it is not base64.
#[must_use]
pub fn decode(text: String) -> Option<Vec<u8>> {
    let mut bytes = text.into_bytes();
    while bytes.last() == Some(&b'=') {
        bytes.pop();
    }
    if bytes.len() % 4 == 1 {
        return None;
    }
    let length = bytes.len() * 3 / 4;
    let groups = bytes.len().div_ceil(16);
    // Characters that stand for zeros, to make the last group whole.
    bytes.extend_from_slice(&[b'A'; 16]);
    let mut valid = V128::splat8(0xff);
    for group in 0..groups {
        // Sixteen bytes are written, of which twelve count; those that have not been read are not reached.
        let Some(characters) = bytes[group * 16..].first_chunk() else { break };
        let (values, known) = values(V128::from_bytes(*characters));
        valid = valid.and(known);
        let Some(decoded) = bytes[group * 12..].first_chunk_mut() else { break };
        *decoded = joined(values).to_bytes();
    }
    bytes.truncate(length);
    (u128::from_le_bytes(valid.to_bytes()) == u128::MAX).then_some(bytes)
}

/// What characters stand for, six bits each, and all bits where a character is one of base64.
#[inline(always)]
fn values(characters: V128) -> (V128, V128) {
    let range = |first: u8, count: u8, value: u8| {
        let place = characters.sub8(V128::splat8(first));
        let within = place.lt8(V128::splat8(count));
        (within.and(place.add8(V128::splat8(value))), within)
    };
    let both = |a: (V128, V128), b: (V128, V128)| (a.0.or(b.0), a.1.or(b.1));
    let letters = both(range(b'A', 26, 0), range(b'a', 26, 26));
    let signs = both(range(b'+', 1, 62), range(b'/', 1, 63));
    both(both(letters, range(b'0', 10, 52)), signs)
}

/// Four times six bits become three bytes, in each of the four words; the last four bytes are zero.
#[inline(always)]
fn joined(values: V128) -> V128 {
    let mask = V128::splat32(0x003f_003f);
    let twelve = values.and(mask).shl32::<6>().or(values.shr32::<8>().and(mask));
    let twenty_four = twelve.and(V128::splat32(0xffff)).shl32::<12>().or(twelve.shr32::<16>());
    // The first byte is the highest.
    let order = [2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 16, 16, 16, 16];
    twenty_four.swizzle(V128::from_bytes(order))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use base64ct::{Base64, Base64Unpadded, Encoding};

    use super::decode;

    #[test]
    fn every_length_decodes() {
        let bytes: Vec<u8> = (0..200_u8).map(|n| n.wrapping_mul(91).wrapping_add(n / 3)).collect();
        for length in 0..bytes.len() {
            let bytes = &bytes[..length];
            assert_eq!(decode(Base64::encode_string(bytes)).as_deref(), Some(bytes), "{length}");
            assert_eq!(decode(Base64Unpadded::encode_string(bytes)).as_deref(), Some(bytes), "{length}");
        }
    }

    #[test]
    fn every_character_stands_for_its_value() {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (value, character) in alphabet.bytes().enumerate() {
            for place in 0..4 {
                let mut text = *b"AAAA";
                text[place] = character;
                let decoded = decode(String::from_utf8(text.to_vec()).unwrap()).unwrap();
                let number = u32::from_be_bytes([0, decoded[0], decoded[1], decoded[2]]);
                assert_eq!(number, (value as u32) << (18 - 6 * place), "{character} at {place}");
            }
        }
    }

    /// Whatever is no character of base64, wherever it stands.
    #[test]
    fn nothing_else_decodes() {
        for byte in 0..=0x7f_u8 {
            let known = byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
            for place in 0..39 {
                let mut text = [b'x'; 40];
                text[place] = byte;
                let text = String::from_utf8(text.to_vec()).unwrap();
                assert_eq!(decode(text).is_some(), known, "{byte} at {place}");
            }
        }
        for text in ["☃☃", "é===", "AAA\u{80}", "A=AA", "==AA"] {
            assert_eq!(decode(text.to_owned()), None, "{text}");
        }
    }

    /// One character of four is six bits: no byte.
    #[test]
    fn a_lone_character_does_not_decode() {
        for text in ["A", "AAAAA", "AAAAA===", &"A".repeat(17)] {
            assert_eq!(decode(text.to_owned()), None, "{text}");
        }
    }
}
