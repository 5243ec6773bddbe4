//! Sixteen numbers of 16 bits that are worked on at once.
//!
//! In WebAssembly they are two SIMD registers. Natively, for the packer, they are an array.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use portable::Lanes;
#[cfg(target_arch = "wasm32")]
pub(crate) use simd::Lanes;

pub(crate) const LANES: usize = 16;
pub(crate) const ASCENDING: [i16; LANES] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

#[cfg(not(target_arch = "wasm32"))]
mod portable {
    use super::LANES;

    #[derive(Clone, Copy)]
    pub(crate) struct Lanes([i16; LANES]);

    impl Lanes {
        pub(crate) fn new(lanes: [i16; LANES]) -> Self {
            Self(lanes)
        }

        pub(crate) fn splat(number: i16) -> Self {
            Self([number; LANES])
        }

        pub(crate) fn load(lanes: &[i16; LANES]) -> Self {
            Self(*lanes)
        }

        pub(crate) fn store(self, lanes: &mut [i16; LANES]) {
            *lanes = self.0;
        }

        pub(crate) fn add(self, other: Self) -> Self {
            self.each(other, i16::wrapping_add)
        }

        pub(crate) fn sub(self, other: Self) -> Self {
            self.each(other, i16::wrapping_sub)
        }

        pub(crate) fn and(self, other: Self) -> Self {
            self.each(other, |a, b| a & b)
        }

        /// All bits of a lane where it is greater, none elsewhere.
        pub(crate) fn gt(self, other: Self) -> Self {
            self.each(other, |a, b| if a > b { -1 } else { 0 })
        }

        /// The product in units of 2⁻¹⁵, rounded.
        pub(crate) fn scale(self, other: Self) -> Self {
            self.each(other, |a, b| ((i32::from(a) * i32::from(b) + 0x4000) >> 15) as i16)
        }

        /// The first lane that is not 0, or 16. A lane has all its bits or none.
        pub(crate) fn first(self) -> u32 {
            self.0.iter().take_while(|&&lane| lane == 0).count() as u32
        }

        fn each(mut self, other: Self, work: impl Fn(i16, i16) -> i16) -> Self {
            for (lane, other) in self.0.iter_mut().zip(other.0) {
                *lane = work(*lane, other);
            }
            self
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod simd {
    // A call would cost more than what is called.
    #![allow(clippy::inline_always)]

    use core::arch::wasm32 as wasm;
    use core::mem::transmute;

    use super::LANES;

    #[derive(Clone, Copy)]
    pub(crate) struct Lanes(wasm::v128, wasm::v128);

    impl Lanes {
        #[inline(always)]
        pub(crate) fn new([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]: [i16; LANES]) -> Self {
            Self(wasm::i16x8(a, b, c, d, e, f, g, h), wasm::i16x8(i, j, k, l, m, n, o, p))
        }

        #[inline(always)]
        pub(crate) fn splat(number: i16) -> Self {
            Self(wasm::i16x8_splat(number), wasm::i16x8_splat(number))
        }

        #[inline(always)]
        pub(crate) fn load(lanes: &[i16; LANES]) -> Self {
            // SAFETY: both types are 32 bytes without padding, in memory order, and take any values.
            let [low, high] = unsafe { transmute::<[i16; LANES], [wasm::v128; 2]>(*lanes) };
            Self(low, high)
        }

        #[inline(always)]
        pub(crate) fn store(self, lanes: &mut [i16; LANES]) {
            // SAFETY: as above.
            *lanes = unsafe { transmute::<[wasm::v128; 2], [i16; LANES]>([self.0, self.1]) };
        }

        #[inline(always)]
        pub(crate) fn add(self, other: Self) -> Self {
            Self(wasm::i16x8_add(self.0, other.0), wasm::i16x8_add(self.1, other.1))
        }

        #[inline(always)]
        pub(crate) fn sub(self, other: Self) -> Self {
            Self(wasm::i16x8_sub(self.0, other.0), wasm::i16x8_sub(self.1, other.1))
        }

        #[inline(always)]
        pub(crate) fn and(self, other: Self) -> Self {
            Self(wasm::v128_and(self.0, other.0), wasm::v128_and(self.1, other.1))
        }

        /// All bits of a lane where it is greater, none elsewhere.
        #[inline(always)]
        pub(crate) fn gt(self, other: Self) -> Self {
            Self(wasm::i16x8_gt(self.0, other.0), wasm::i16x8_gt(self.1, other.1))
        }

        /// The product in units of 2⁻¹⁵, rounded.
        #[inline(always)]
        pub(crate) fn scale(self, other: Self) -> Self {
            Self(wasm::i16x8_q15mulr_sat(self.0, other.0), wasm::i16x8_q15mulr_sat(self.1, other.1))
        }

        /// The first lane that is not 0, or 16. A lane has all its bits or none.
        #[inline(always)]
        pub(crate) fn first(self) -> u32 {
            let lanes = wasm::i8x16_bitmask(wasm::i8x16_narrow_i16x8(self.0, self.1));
            (u32::from(lanes) | 1 << LANES).trailing_zeros()
        }
    }
}
