//! The control tables: records of tenants and their operations, leases, and what a transaction checks before it changes
//! anything. Uses the server's connections and nothing of the tenants' tables.

pub mod checks;
pub mod lease;
pub mod makers;
pub mod migrations;
pub mod records;
pub mod rows;
