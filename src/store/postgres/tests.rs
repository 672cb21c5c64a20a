//! Data that tests store.

pub(crate) mod fixture;
