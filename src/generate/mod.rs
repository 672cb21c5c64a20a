//! TODO

pub mod pattern;
