//! The integration tests: one binary, a module per subject.

mod commands;
mod distributions;
mod imports;
mod laws;
mod readme;
mod referential;
mod support;
