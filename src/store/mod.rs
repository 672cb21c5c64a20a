//! Databases that hold tenants: load, seal, swap, read back, compare; [`sqlite`] and [`postgres`] behind the one
//! [`Store`] trait.
//!
//! A store executes requests and proves what it did; which epoch should be live, what is kept for undo and what an
//! interrupted operation means is decided in [`crate::reset`]. Must never draw a value or look at the wall clock.
//!
//! Invariants: a swap is one transaction of the tenant's database; an error means that nothing changed, except where
//! [`Store::live_mark`] shows otherwise (an unknown outcome is settled by asking it, not by guessing).

mod adoption;
mod answer;
mod any;
mod caller;
pub mod catalog;
mod contract;
pub mod crash;
mod dataset;
mod diff;
mod error;
mod finding;
mod held;
mod keys;
mod patience;
mod place;
pub mod postgres;
mod proof;
mod quote;
pub mod records;
pub mod reserved;
mod rules;
mod schema;
pub mod sqlite;
mod statements;
mod swap;
mod way;

pub use adoption::{
    Adoption, ApplicationTriggers, CallOptions, ExistingRows, FillOptions, Filling, RowOwner, SeedRows, Seeding,
};
pub use answer::{Answer, AnswerTable};
pub use any::AnyStore;
pub use caller::{Caller, LOCK_WAIT, Stage, UnderWay, Watch};
pub use contract::{CopiesToKeep, DroppedNodes, LiveMark, Sizes, SnapshotBuild, Store, StoredRows};
pub use dataset::{BatchConsumer, BatchSource, Dataset};
pub use diff::{Diff, Difference, RowDiff, SchemaDifference, TableDiff};
pub use error::{ErrorKind, StoreError};
pub(crate) use error::{one_line, unless_busy};
pub use finding::{Finding, Level};
pub use held::{Announcement, Lease, WriteHold};
pub use patience::{OnBlockers, Patience};
pub use place::Place;
pub use proof::{Prover, TableProof, dataset_digest};
pub use schema::{StoredTable, stored_tables, tables_of};
pub use swap::{RetiredState, StateBefore, Swap, SwapReport};
pub use way::{Preference, ResetForecast, Way};

pub use crate::spec::tenant_name::TenantName;
