//! By arrays.

#[derive(Clone, Copy)]
pub(crate) struct V128([u8; 16]);

impl V128 {
    pub(crate) const ZERO: Self = Self([0; 16]);

    pub(crate) fn from_words(words: [u32; 4]) -> Self {
        let mut bytes = [0; 16];
        for (bytes, word) in bytes.as_chunks_mut().0.iter_mut().zip(words) {
            *bytes = word.to_le_bytes();
        }
        Self(bytes)
    }

    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub(crate) fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    pub(crate) fn splat8(byte: u8) -> Self {
        Self([byte; 16])
    }

    pub(crate) fn splat32(word: u32) -> Self {
        Self::from_words([word; 4])
    }

    pub(crate) fn and(self, other: Self) -> Self {
        self.bytewise(other, |a, b| a & b)
    }

    pub(crate) fn or(self, other: Self) -> Self {
        self.bytewise(other, |a, b| a | b)
    }

    pub(crate) fn xor(self, other: Self) -> Self {
        self.bytewise(other, |a, b| a ^ b)
    }

    pub(crate) fn add8(self, other: Self) -> Self {
        self.bytewise(other, u8::wrapping_add)
    }

    pub(crate) fn sub8(self, other: Self) -> Self {
        self.bytewise(other, u8::wrapping_sub)
    }

    /// All bits of a byte where it is less, none elsewhere.
    pub(crate) fn lt8(self, other: Self) -> Self {
        self.bytewise(other, |a, b| if a < b { 0xff } else { 0 })
    }

    /// The bytes at these indices; 0 for an index beyond.
    pub(crate) fn swizzle(self, indices: Self) -> Self {
        Self(indices.0.map(|index| self.0.get(usize::from(index)).copied().unwrap_or(0)))
    }

    pub(crate) fn add32(self, other: Self) -> Self {
        let other = other.words();
        let mut words = self.words();
        for (word, other) in words.iter_mut().zip(other) {
            *word = word.wrapping_add(other);
        }
        Self::from_words(words)
    }

    pub(crate) fn shl32<const BITS: u32>(self) -> Self {
        Self::from_words(self.words().map(|word| word << BITS))
    }

    pub(crate) fn shr32<const BITS: u32>(self) -> Self {
        Self::from_words(self.words().map(|word| word >> BITS))
    }

    /// Four words out of eight: 0 to 3 are its own, 4 to 7 the other's.
    pub(crate) fn shuffle32<const A: usize, const B: usize, const C: usize, const D: usize>(
        self,
        other: Self,
    ) -> Self {
        let words = [self.words(), other.words()];
        Self::from_words([A, B, C, D].map(|index| words[index / 4][index % 4]))
    }

    fn words(self) -> [u32; 4] {
        let bytes = self.0.as_chunks::<4>().0;
        [bytes[0], bytes[1], bytes[2], bytes[3]].map(u32::from_le_bytes)
    }

    fn bytewise(mut self, other: Self, work: impl Fn(u8, u8) -> u8) -> Self {
        for (byte, other) in self.0.iter_mut().zip(other.0) {
            *byte = work(*byte, other);
        }
        self
    }
}
