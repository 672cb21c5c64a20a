//! Where values come from: draws, permutations, samplers, patterns and word tables.
//!
//! Pure functions of their arguments, with pinned bytes; knows nothing of specs, tables or columns.

pub mod math;
pub mod pattern;
pub mod permutation;
pub mod random;
pub mod sampler;
pub mod words;
