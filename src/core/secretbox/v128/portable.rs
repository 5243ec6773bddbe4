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

    pub(crate) fn xor(self, other: Self) -> Self {
        Self((u128::from_le_bytes(self.0) ^ u128::from_le_bytes(other.0)).to_le_bytes())
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
}
