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
