//! What test binaries and benches share: datasets, specs and servers. Compiled with debug assertions, as crash points
//! are; never part of a build that is installed.

pub mod counted;
pub mod dataset;
pub mod ledger;
pub mod made;
pub mod server;
pub mod without_nul;
