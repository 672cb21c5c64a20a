//! reseed turns a declarative spec into the same dataset every time, loads it for a tenant of a shared sandbox, and
//! puts it back on factory reset, with proof.
//!
//! The folders are the way a value takes: [`values`] and [`spec`] → [`plan`] → [`generate`] → [`sink`] or [`store`] → [`reset`], with
//! [`digest`] seeing every batch on its way. Imports point one way only; `tests/` refuses the others.

pub mod cli;
pub mod digest;
pub mod generate;
pub mod plan;
pub mod reset;
pub mod sink;
pub mod spec;
pub mod store;
#[cfg(any(test, debug_assertions))]
pub mod testkit;
pub mod values;
