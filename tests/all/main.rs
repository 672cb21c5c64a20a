//! The integration tests: one binary, a module per subject.

mod distributions;
mod laws;
mod referential;
mod support;
