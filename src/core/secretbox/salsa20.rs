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
        let [a, b, c, d] = self.input;
        let [e, f, g, h] = rounds(self.input);
        let (e, f, g, h) = (sum(a, e), sum(b, f), sum(c, g), sum(d, h));
        let (first, second) = (rows(e[0], f[0], g[0], h[0]), rows(e[1], f[1], g[1], h[1]));
        self.rows = [first[0], first[1], first[2], first[3], second[0], second[1], second[2], second[3]];
        self.input[2] = [count(c[0], 2), count(c[1], 2)];
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
fn sum(a: Pair, b: Pair) -> Pair {
    [a[0].add32(b[0]), a[1].add32(b[1])]
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
