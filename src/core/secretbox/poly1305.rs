//! The authenticator Poly1305: a message, as a polynomial, at the point `r`, modulo 2^130 − 5.
//!
//! Numbers of 130 bits are five limbs of 26, so that a product of two, and sums of such products, fit in 64 bits.

const LIMB: u64 = (1 << 26) - 1;

/// The tag of a message, as a little-endian number. A key, `r` and `s`, is for one message.
pub(super) fn tag(r: [u8; 16], s: [u8; 16], message: &[u8]) -> u128 {
    let r = limbs(u128::from_le_bytes(r) & 0x0fff_fffc_0fff_fffc_0fff_fffc_0fff_ffff, 0);
    let (blocks, rest) = message.as_chunks::<16>();
    let mut sum = [0; 5];
    for block in blocks {
        sum = multiply(add(sum, limbs(u128::from_le_bytes(*block), 1)), r);
    }
    if !rest.is_empty() {
        let mut block = [0; 16];
        block[..rest.len()].copy_from_slice(rest);
        block[rest.len()] = 1;
        sum = multiply(add(sum, limbs(u128::from_le_bytes(block), 0)), r);
    }
    remainder(sum).wrapping_add(u128::from_le_bytes(s))
}

/// A number and 2^128 times `top`.
fn limbs(number: u128, top: u64) -> [u64; 5] {
    let (low, high) = (number as u64, (number >> 64) as u64);
    [low & LIMB, low >> 26 & LIMB, (low >> 52 | high << 12) & LIMB, high >> 14 & LIMB, high >> 40 | top << 24]
}

fn add(a: [u64; 5], b: [u64; 5]) -> [u64; 5] {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]]
}

/// The product of a number with limbs below 2^28 and one with limbs below 2^26; its own are below 2^26, the second one
/// below 2^27. What would stand above 2^130 comes in again at the lower end, five times, as 2^130 is 5.
fn multiply([a0, a1, a2, a3, a4]: [u64; 5], [r0, r1, r2, r3, r4]: [u64; 5]) -> [u64; 5] {
    let (s1, s2, s3, s4) = (r1 * 5, r2 * 5, r3 * 5, r4 * 5);
    let d0 = a0 * r0 + a1 * s4 + a2 * s3 + a3 * s2 + a4 * s1;
    let d1 = a0 * r1 + a1 * r0 + a2 * s4 + a3 * s3 + a4 * s2 + (d0 >> 26);
    let d2 = a0 * r2 + a1 * r1 + a2 * r0 + a3 * s4 + a4 * s3 + (d1 >> 26);
    let d3 = a0 * r3 + a1 * r2 + a2 * r1 + a3 * r0 + a4 * s4 + (d2 >> 26);
    let d4 = a0 * r4 + a1 * r3 + a2 * r2 + a3 * r1 + a4 * r0 + (d3 >> 26);
    let d0 = (d0 & LIMB) + (d4 >> 26) * 5;
    [d0 & LIMB, (d1 & LIMB) + (d0 >> 26), d2 & LIMB, d3 & LIMB, d4 & LIMB]
}

/// The lowest 128 bits of a product modulo 2^130 − 5.
fn remainder([a0, a1, a2, a3, a4]: [u64; 5]) -> u128 {
    let [a0, a1, a2, a3] = [a0, a1, a2, a3].map(u128::from);
    let low = a0 + (a1 << 26) + (a2 << 52) + (a3 << 78);
    // From 2^104 on; what is beyond 128 bits in all is 4 or less.
    let high = a4 + (low >> 104) as u64;
    let number = low & ((1 << 104) - 1) | u128::from(high) << 104;
    // The modulus fits in once if adding 5 reaches 2^130, and then taking it away leaves that sum's low bits.
    let (_, carry) = number.overflowing_add(5);
    let fits = ((high >> 24) + u64::from(carry)) >> 2;
    number.wrapping_add(u128::from(5 * fits))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const ZERO: [u8; 16] = [0; 16];
    const ONES: [u8; 16] = [0xff; 16];

    /// A block that begins with this byte and goes on with that one.
    fn block(first: u8, others: u8) -> [u8; 16] {
        let mut block = [others; 16];
        block[0] = first;
        block
    }

    fn check(r: [u8; 16], s: [u8; 16], message: &[u8], expected: [u8; 16]) {
        assert_eq!(tag(r, s, message).to_le_bytes(), expected);
    }

    fn hex<const N: usize>(digits: &str) -> [u8; N] {
        std::array::from_fn(|n| u8::from_str_radix(&digits[n * 2..n * 2 + 2], 16).unwrap())
    }

    /// RFC 8439, section 2.5.2.
    #[test]
    fn the_example_of_the_rfc() {
        let r = hex("85d6be7857556d337f4452fe42d506a8");
        let s = hex("0103808afb0db2fd4abff6af4149f51b");
        let expected = hex("a8061dc1305136c6c22b8baf0c0127a9");
        check(r, s, b"Cryptographic Forum Research Group", expected);
    }

    /// RFC 8439, appendix A.3, test vectors 1 to 4.
    #[test]
    fn the_vectors_of_the_rfc() {
        check(ZERO, ZERO, &[0; 64], ZERO);
        let text = "Any submission to the IETF intended by the Contributor for publication as all or part of an IETF \
                    Internet-Draft or RFC and any statement made within the context of an IETF activity is considered an \
                    \"IETF Contribution\". Such statements include oral statements in IETF sessions, as well as written \
                    and electronic communications made at any time or place, which are addressed to";
        let key = hex("36e5f6b5c5e06070f0efca96227a863e");
        check(ZERO, key, text.as_bytes(), key);
        check(key, ZERO, text.as_bytes(), hex("f3477e7cd95417af89a6b8794c310cf0"));
        let verse = "'Twas brillig, and the slithy toves\nDid gyre and gimble in the wabe:\nAll mimsy were the \
                     borogoves,\nAnd the mome raths outgrabe.";
        let (r, s) = (hex("1c9240a5eb55d38af333888604f6b5f0"), hex("473917c1402b80099dca5cbc207075c0"));
        check(r, s, verse.as_bytes(), hex("4541669a7eaaee61e708dc7cbcc5eb62"));
    }

    /// RFC 8439, appendix A.3, test vectors 5 to 11: numbers around the modulus, and carries.
    #[test]
    fn the_edges_of_the_rfc() {
        // The result before `s` is added is 2^130 − 5 + 3.
        check(block(2, 0), ZERO, &ONES, block(3, 0));
        // The addition of `s` goes beyond 2^128.
        check(block(2, 0), ONES, &block(2, 0), block(3, 0));
        // A sum of all ones in the lower limb.
        let message = [ONES, block(0xf0, 0xff), block(0x11, 0)].concat();
        check(block(1, 0), ZERO, &message, block(5, 0));
        // 2^130 − 5 itself.
        let message = [ONES, block(0xfb, 0xfe), [1; 16]].concat();
        check(block(1, 0), ZERO, &message, ZERO);
        // 2^130 − 6, the largest remainder.
        check(block(2, 0), ZERO, &block(0xfd, 0xff), block(0xfa, 0xff));
        let r = hex("01000000000000000400000000000000");
        let blocks = [
            "e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000",
            "000000000000000001000000000000000000000000000000",
        ]
        .concat();
        check(r, ZERO, &hex::<64>(&blocks), hex("14000000000000005500000000000000"));
        check(r, ZERO, &hex::<48>(&blocks), hex("13000000000000000000000000000000"));
    }

    /// Bits of `r` that do not count.
    #[test]
    fn r_is_clamped() {
        let clamped = 0x0fff_fffc_0fff_fffc_0fff_fffc_0fff_ffff_u128.to_le_bytes();
        for message in [&[0xff; 64][..], b"message", b""] {
            assert_eq!(tag(ONES, ZERO, message), tag(clamped, ZERO, message));
        }
    }

    /// A message that ends within a block is another one than the same with zeros after it.
    #[test]
    fn the_end_counts() {
        let tags: Vec<_> = (0..40).map(|length| tag(ONES, ONES, &[0; 40][..length])).collect();
        for (length, tag) in tags.iter().enumerate() {
            assert!(!tags[..length].contains(tag), "{length}");
        }
    }
}
