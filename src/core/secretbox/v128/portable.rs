//! By words.

// A call would cost more than what is called.
#![allow(clippy::inline_always)]
// Sixteen bytes by name.
#![allow(clippy::many_single_char_names)]

#[derive(Clone, Copy)]
pub(crate) struct V128([u32; 4]);

impl V128 {
    pub(crate) const ZERO: Self = Self([0; 4]);

    #[inline(always)]
    pub(crate) fn from_words(words: [u32; 4]) -> Self {
        Self(words)
    }

    #[inline(always)]
    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = bytes;
        Self([[a, b, c, d], [e, f, g, h], [i, j, k, l], [m, n, o, p]].map(u32::from_le_bytes))
    }

    #[inline(always)]
    pub(crate) fn to_bytes(self) -> [u8; 16] {
        let [[a, b, c, d], [e, f, g, h], [i, j, k, l], [m, n, o, p]] = self.0.map(u32::to_le_bytes);
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
    }

    #[inline(always)]
    pub(crate) fn xor(self, other: Self) -> Self {
        self.with(other, |a, b| a ^ b)
    }

    #[inline(always)]
    pub(crate) fn add32(self, other: Self) -> Self {
        self.with(other, u32::wrapping_add)
    }

    #[inline(always)]
    pub(crate) fn shl32<const BITS: u32>(self) -> Self {
        self.with(self, |word, _| word << BITS)
    }

    #[inline(always)]
    pub(crate) fn shr32<const BITS: u32>(self) -> Self {
        self.with(self, |word, _| word >> BITS)
    }

    /// Four words out of eight: 0 to 3 are its own, 4 to 7 the other's.
    #[inline(always)]
    pub(crate) fn shuffle32<const A: usize, const B: usize, const C: usize, const D: usize>(
        self,
        other: Self,
    ) -> Self {
        let words = [self.0, other.0];
        let at = |index: usize| words[index / 4][index % 4];
        Self([at(A), at(B), at(C), at(D)])
    }

    /// Written out (as is `splat32`), since a loop would keep the words in memory.
    #[inline(always)]
    fn with(self, other: Self, work: impl Fn(u32, u32) -> u32) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([work(a, e), work(b, f), work(c, g), work(d, h)])
    }
}
