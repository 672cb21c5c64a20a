//! Plan → batches.
//!
//! A column is a function over row indices: [`Scope::column`] gives the cells of any rows of any column, and everything
//! else composes from that. Pure: no I/O, clock, async or database, and nothing here depends on how many threads run or
//! how rows are cut into chunks.

mod budget;
mod budgeted_engine;
mod carry;
mod engine;
mod error;
mod eval;
mod explain;
mod group_index;
mod helper_threads;
mod literals;
mod memo;
mod prefix;
mod rows;
mod shard;
mod show;
pub mod sql;
mod stream;
mod text;

pub use budgeted_engine::{BUDGET_WORK, BudgetedEngine, CellOrCost};
pub use engine::Engine;
pub use error::DataError;
pub use eval::{RowCount, Scope};
pub use explain::{ChildRows, Explanation, explain};
pub use rows::Rows;
pub use shard::{Shard, ShardError};
pub use show::texts;
pub use stream::{BLOCK_ROWS, StreamError, StreamRequest, stream};
