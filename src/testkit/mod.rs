//! What test binaries and benches share: datasets, specs, servers, and verbs for stores. Compiled with debug assertions, as
//! crash points are; never part of a build that is installed.

pub mod commands;
pub mod counted;
pub mod dataset;
pub mod ground;
pub mod ledger;
pub mod made;
pub mod server;
pub mod without_nul;
