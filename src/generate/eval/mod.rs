//! The cells of a column at some rows: one recursive function.
//!
//! A cell may need cells of its row, its parent or its children; whose children rows are follows from the sizes of groups,
//! and a size may be a cell. So [`Scope`] is one type, and its methods are spread over these files by what they answer:
//! `scope` remembers what was made, `groups` knows which rows belong to whom, `windows` and `runs` which of them must be
//! made, `kinds` makes cells, `finish` adds what modifiers say, `batch` hands out tables.
//!
//! Outside of this folder cells come from a [`Scope`], and numbers of rows from the engine.

mod batch;
mod finish;
mod groups;
mod kinds;
mod runs;
mod scope;
mod window;
mod windows;

pub use groups::RowCount;
pub use scope::Scope;
