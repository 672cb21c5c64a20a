//! Spec + tenant → plan: typed, ordered, every size known, nothing left to fail.

mod builder;
pub mod cell_text;
pub mod cost;
pub mod json;
pub mod maker;
pub mod model;
pub mod range;
pub mod resolve;
pub mod sql;
pub mod types;

pub use builder::{CellValue, ColumnBuilder};
pub use model::{Check, ChoiceSet, Column, ForeignKey, Plan, Table};
pub use resolve::{Inputs, resolve};
pub use types::{IntWidth, Type};
