//! By WebAssembly's instructions.

// A call would cost more than what is called.
#![allow(clippy::inline_always)]

use core::arch::wasm32 as wasm;

#[derive(Clone, Copy)]
pub(crate) struct V128(wasm::v128);

impl V128 {
    pub(crate) const ZERO: Self = Self(wasm::u64x2(0, 0));

    #[inline(always)]
    pub(crate) fn from_words([a, b, c, d]: [u32; 4]) -> Self {
        Self(wasm::u32x4(a, b, c, d))
    }

    #[inline(always)]
    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        let bytes = u128::from_le_bytes(bytes);
        Self(wasm::u64x2(bytes as u64, (bytes >> 64) as u64))
    }

    #[inline(always)]
    pub(crate) fn to_bytes(self) -> [u8; 16] {
        let (low, high) = (wasm::u64x2_extract_lane::<0>(self.0), wasm::u64x2_extract_lane::<1>(self.0));
        (u128::from(low) | u128::from(high) << 64).to_le_bytes()
    }

    #[inline(always)]
    pub(crate) fn xor(self, other: Self) -> Self {
        Self(wasm::v128_xor(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn add32(self, other: Self) -> Self {
        Self(wasm::u32x4_add(self.0, other.0))
    }

    #[inline(always)]
    pub(crate) fn shl32<const BITS: u32>(self) -> Self {
        Self(wasm::u32x4_shl(self.0, BITS))
    }

    #[inline(always)]
    pub(crate) fn shr32<const BITS: u32>(self) -> Self {
        Self(wasm::u32x4_shr(self.0, BITS))
    }

    /// Four words out of eight: 0 to 3 are its own, 4 to 7 the other's.
    #[inline(always)]
    pub(crate) fn shuffle32<const A: usize, const B: usize, const C: usize, const D: usize>(
        self,
        other: Self,
    ) -> Self {
        Self(wasm::u32x4_shuffle::<A, B, C, D>(self.0, other.0))
    }
}
