//! Text → checked spec: every fault with its file, line and column, a reason and a hint.
//!
//! Must never read a database, the clock or the network; knows nothing of tenants' data.

pub mod sql;
