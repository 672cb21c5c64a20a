//! What commands ask of a tenant's live data: run an application's statements, compare rows and schema with the seed.

pub mod acting;
pub mod application;
pub mod differences;
