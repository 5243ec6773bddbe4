//! Sixteen bytes, or four words of 32 bits (little-endian), that are worked on at once.
//!
//! In WebAssembly that is a SIMD register. Natively it is an array, so that the tests can run what is built on it.
//! The names are those of the instructions; a number in one is the bits of what it works on.

#[cfg(not(target_arch = "wasm32"))]
mod portable;
#[cfg(target_arch = "wasm32")]
mod simd;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use portable::V128;
#[cfg(target_arch = "wasm32")]
pub(crate) use simd::V128;
