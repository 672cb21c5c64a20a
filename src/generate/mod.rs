//! Plan → batches.
//!
//! A column is a function over row indices: [`Scope::column`] gives the cells of any rows of any column, and everything
//! else composes from that. Pure: no I/O, clock, async or database, and nothing here depends on how many threads run or
//! how rows are cut into chunks.

mod budget;
mod crew;
mod engine;
mod error;
mod explain;
mod finish;
mod groups;
mod kinds;
mod look;
mod prefix;
mod rows;
mod runs;
mod scope;
mod shard;
mod show;
pub mod sql;
mod stream;
mod text;
mod windows;

pub use engine::Engine;
pub use error::DataError;
pub use explain::{ChildRows, Explanation, explain};
pub use groups::RowCount;
pub use look::{LOOK_WORK, Look, Looked};
pub use rows::Rows;
pub use scope::Scope;
pub use shard::{Shard, ShardError};
pub use show::texts;
pub use stream::{BLOCK_ROWS, Request, StreamError, stream};
