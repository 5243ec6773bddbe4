//! Sixteen bytes, or four words of 32 bits (little-endian), that are worked on at once.
//!
//! In WebAssembly that is a SIMD register. Elsewhere, and in a build for engines without SIMD, it is an array.
//! The names are those of the instructions; a number in one is the bits of what it works on.

#[cfg(not(target_feature = "simd128"))]
mod portable;
#[cfg(target_feature = "simd128")]
mod simd;

#[cfg(not(target_feature = "simd128"))]
pub(crate) use portable::V128;
#[cfg(target_feature = "simd128")]
pub(crate) use simd::V128;
