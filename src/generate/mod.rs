//! Plan → batches: pure functions of the plan and row indices; no I/O, clock, async or database.

pub mod sql;
