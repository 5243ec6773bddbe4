//! Base64 (RFC 4648, section 4), for hosts that have none of their own. What is decoded may be a key: nothing is looked up
//! by a character, so that time and memory do not tell which it is.

/// The bytes that a text stands for, with or without padding. `None` if it is not base64.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').as_bytes();
    let mut valid = text.len() % 4 != 1;
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for group in text.chunks(4) {
        let mut bits = 0;
        for (place, character) in group.iter().enumerate() {
            let (value, known) = value(*character);
            valid &= known;
            bits |= u32::from(value) << (18 - 6 * place);
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    valid.then_some(bytes)
}

/// The six bits that a character stands for, and whether it stands for any.
fn value(character: u8) -> (u8, bool) {
    [(b'A', 26, 0), (b'a', 26, 26), (b'0', 10, 52), (b'+', 1, 62), (b'/', 1, 63)].into_iter().fold(
        (0, false),
        |(value, known), (first, count, start)| {
            let place = character.wrapping_sub(first);
            let within = place < count;
            let mask = u8::from(within).wrapping_neg();
            (value | mask & place.wrapping_add(start), known | within)
        },
    )
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
            assert_eq!(decode(&Base64::encode_string(bytes)).as_deref(), Some(bytes), "{length}");
            assert_eq!(decode(&Base64Unpadded::encode_string(bytes)).as_deref(), Some(bytes), "{length}");
        }
    }

    #[test]
    fn every_character_stands_for_its_value() {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (value, character) in alphabet.bytes().enumerate() {
            for place in 0..4 {
                let mut text = *b"AAAA";
                text[place] = character;
                let decoded = decode(std::str::from_utf8(&text).unwrap()).unwrap();
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
                let text = std::str::from_utf8(&text).unwrap();
                assert_eq!(decode(text).is_some(), known, "{byte} at {place}");
            }
        }
        for text in ["☃☃", "é===", "AAA\u{80}", "A=AA", "==AA"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    /// One character of four is six bits: no byte.
    #[test]
    fn a_lone_character_does_not_decode() {
        for text in ["A", "AAAAA", "AAAAA===", &"A".repeat(17)] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
