//! The integration tests: one binary, a module per subject.

mod bad_data;
mod beside;
mod bytes;
mod cases;
mod commands;
mod distributions;
mod imports;
mod interrupts;
mod kills;
mod laws;
mod memory;
mod readme;
mod referential;
mod specs;
mod support;
mod told;
mod workspace;
