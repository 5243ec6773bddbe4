//! The stream cipher XSalsa20, two blocks of 64 bytes at a time.
//!
//! Salsa20 mixes a 4×4 matrix of words, by columns and by rows in turn. As in its author's SIMD versions, the matrix is
//! kept as its four diagonals: then a round is four steps on whole vectors, and what lies between a round on columns and
//! one on rows, either way, is a turn of three of the diagonals.

// A call would cost more than what is called.
#![allow(clippy::inline_always)]

use super::v128::V128;

/// "expand 32-byte k": the first diagonal before it is mixed.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The same diagonal of the matrices of two blocks.
type Pair = [V128; 2];

/// The bytes of the key stream, sixteen by sixteen.
pub(super) struct Keystream {
    /// The matrices of the next two blocks.
    input: [Pair; 4],
    /// The rows of the last two, mixed.
    rows: [V128; 8],
    /// How many rows have been handed out, of these and those before.
    used: usize,
}

impl Keystream {
    /// XSalsa20: a key made of the key and two thirds of the nonce, and Salsa20 with that and the last third.
    pub(super) fn new(key: &[u8; 32], nonce: &[u8; 24]) -> Self {
        let (start, end) = (first(nonce), first(&nonce[8..]));
        // The number of the block, 0, comes after the nonce.
        let input = end.shuffle32::<2, 3, 4, 5>(V128::ZERO);
        let [a, b, c, d] = diagonals(hsalsa20([first(key), first(&key[16..])], start), input);
        Self { input: [[a, a], [b, b], [c, count(c, 1)], [d, d]], rows: [V128::ZERO; 8], used: 0 }
    }

    /// The next sixteen bytes.
    #[inline(always)]
    pub(super) fn next(&mut self) -> V128 {
        if self.used.is_multiple_of(8) {
            self.refill();
        }
        let row = self.rows[self.used % 8];
        self.used += 1;
        row
    }

    /// Encrypts or decrypts, which is the same.
    pub(super) fn apply(&mut self, content: &mut [u8]) {
        for piece in content.chunks_mut(16) {
            let key = self.next();
            if let Ok(row) = <&mut [u8; 16]>::try_from(&mut *piece) {
                *row = V128::from_bytes(*row).xor(key).to_bytes();
            } else {
                for (byte, key) in piece.iter_mut().zip(key.to_bytes()) {
                    *byte ^= key;
                }
            }
        }
    }

    #[inline(never)]
    fn refill(&mut self) {
        let [a, b, c, d] = salsa20(self.input);
        let (first, second) = (rows(a[0], b[0], c[0], d[0]), rows(a[1], b[1], c[1], d[1]));
        self.rows = [first[0], first[1], first[2], first[3], second[0], second[1], second[2], second[3]];
        let [one, other] = self.input[2];
        self.input[2] = [count(one, 2), count(other, 2)];
    }
}

/// The rows of a matrix, of its diagonals: each word stands in its column already.
#[inline(always)]
fn rows(a: V128, b: V128, c: V128, d: V128) -> [V128; 4] {
    let (ad, ba) = (a.shuffle32::<0, 5, 2, 7>(d), b.shuffle32::<0, 5, 2, 7>(a));
    let (cb, dc) = (c.shuffle32::<0, 5, 2, 7>(b), d.shuffle32::<0, 5, 2, 7>(c));
    [
        ad.shuffle32::<0, 1, 6, 7>(cb),
        ba.shuffle32::<0, 1, 6, 7>(dc),
        cb.shuffle32::<0, 1, 6, 7>(ad),
        dc.shuffle32::<0, 1, 6, 7>(ba),
    ]
}

/// Two matrices, each mixed and then added to itself.
#[inline(always)]
fn salsa20(input: [Pair; 4]) -> [Pair; 4] {
    let mixed = rounds(input);
    let sum = |n: usize| [mixed[n][0].add32(input[n][0]), mixed[n][1].add32(input[n][1])];
    [sum(0), sum(1), sum(2), sum(3)]
}

/// A key made of a key and sixteen bytes.
fn hsalsa20(key: Pair, input: V128) -> Pair {
    let [a, b, c, d] = diagonals(key, input);
    let [[a, _], [b, _], [c, _], [d, _]] = rounds([[a, a], [b, b], [c, c], [d, d]]);
    // The constants' places, and the input's.
    [a, d.shuffle32::<2, 7, 4, 0>(c).shuffle32::<0, 1, 2, 5>(b)]
}

/// The diagonals of the matrix `c k k k / k c i i / i i c k / k k k c`, of constants, key and input.
fn diagonals([low, high]: Pair, input: V128) -> [V128; 4] {
    [
        V128::from_words(CONSTANTS),
        low.shuffle32::<3, 0, 7, 2>(high).shuffle32::<0, 7, 2, 3>(input),
        low.shuffle32::<0, 6, 1, 0>(high).shuffle32::<6, 1, 2, 5>(input),
        low.shuffle32::<5, 0, 0, 4>(high).shuffle32::<0, 1, 4, 3>(input),
    ]
}

/// The third diagonal with its block's number so much higher. No message has so many blocks that a carry were due.
fn count(c: V128, blocks: u32) -> V128 {
    c.add32(V128::from_words([blocks, 0, 0, 0]))
}

/// The twenty rounds.
#[inline(never)]
fn rounds([mut a, mut b, mut c, mut d]: [Pair; 4]) -> [Pair; 4] {
    for _ in 0..20 {
        b = step::<7, 25>(b, a, d);
        c = step::<9, 23>(c, b, a);
        d = step::<13, 19>(d, c, b);
        a = step::<18, 14>(a, d, c);
        (b, c, d) = (turn::<1, 2, 3, 0>(d), turn::<2, 3, 0, 1>(c), turn::<3, 0, 1, 2>(b));
    }
    [a, b, c, d]
}

/// `target ^ ((x + y) <<< LEFT)`; `RIGHT` is 32 − `LEFT`.
#[inline(always)]
fn step<const LEFT: u32, const RIGHT: u32>(target: Pair, x: Pair, y: Pair) -> Pair {
    let step = |target: V128, x: V128, y: V128| {
        let sum = x.add32(y);
        target.xor(sum.shl32::<LEFT>()).xor(sum.shr32::<RIGHT>())
    };
    [step(target[0], x[0], y[0]), step(target[1], x[1], y[1])]
}

#[inline(always)]
fn turn<const A: usize, const B: usize, const C: usize, const D: usize>([first, second]: Pair) -> Pair {
    [first.shuffle32::<A, B, C, D>(first), second.shuffle32::<A, B, C, D>(second)]
}

/// The first sixteen bytes.
#[inline(always)]
fn first(bytes: &[u8]) -> V128 {
    V128::from_bytes(bytes.first_chunk().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Bytes in hexadecimal digits.
    fn hex<const N: usize>(digits: &str) -> [u8; N] {
        std::array::from_fn(|n| u8::from_str_radix(&digits[n * 2..n * 2 + 2], 16).unwrap())
    }

    fn key(bytes: &[u8; 32]) -> Pair {
        [first(bytes), first(&bytes[16..])]
    }

    /// tests/core1.c and core2.c of NaCl.
    #[test]
    fn hsalsa20_of_nacl() {
        let shared = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        let first_key: [u8; 32] = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
        let made = hsalsa20(key(&shared), V128::ZERO);
        assert_eq!(made.map(V128::to_bytes).concat(), first_key);

        let prefix = hex("69696ee955b62b73cd62bda875fc73d6");
        let second_key: [u8; 32] = hex("dc908dda0b9344a953629b733820778880f3ceb421bb61b91cbd4c3e66256ce4");
        let made = hsalsa20(key(&first_key), V128::from_bytes(prefix));
        assert_eq!(made.map(V128::to_bytes).concat(), second_key);
    }

    /// tests/stream3.c of NaCl.
    #[test]
    fn the_stream_of_nacl() {
        let key = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
        let nonce = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
        let mut stream = Keystream::new(&key, &nonce);
        let start: [u8; 32] = hex("eea6a7251c1e72916d11c2cb214d3c252539121d8e234e652d651fa4c8cff880");
        assert_eq!([stream.next(), stream.next()].map(V128::to_bytes).concat(), start);
    }

    /// The example of section 9 of the Salsa20 specification: a key of 32 bytes, 1 to 16 and 201 to 216, and n of 101 to 116.
    #[test]
    fn the_expansion_of_the_specification() {
        let half = |from: u8| V128::from_bytes(std::array::from_fn(|n| from + n as u8));
        let [a, b, c, d] = diagonals([half(1), half(201)], half(101));
        let output = salsa20([[a, a], [b, b], [c, c], [d, d]]);
        for block in 0..2 {
            let [a, b, c, d] = output.map(|pair| pair[block]);
            assert_eq!(
                rows(a, b, c, d).map(V128::to_bytes).concat(),
                [
                    69, 37, 68, 39, 41, 15, 107, 193, 255, 139, 122, 6, 170, 233, 217, 98, 89, 144, 182, 106,
                    21, 51, 200, 65, 239, 49, 222, 34, 215, 114, 40, 126, 104, 197, 7, 225, 197, 153, 31, 2,
                    102, 78, 76, 176, 84, 245, 246, 184, 177, 160, 133, 130, 6, 72, 149, 119, 192, 195, 132,
                    236, 234, 103, 246, 74
                ]
            );
        }
    }
}
