//! The integration tests: one binary, a module per subject.

mod architecture;
mod backups;
mod bad_data;
mod bytes;
mod cases;
mod clients;
mod commands;
mod concurrent;
mod databases;
mod distributions;
mod ground;
mod hostile;
mod imports;
mod interrupts;
mod json;
mod kills;
mod laws;
mod memory;
mod messages;
mod old_stores;
mod passages;
mod previews;
mod private;
mod processes;
mod readme;
mod references;
mod referential;
mod refusals;
mod restores;
mod secrets;
#[path = "../../src/reset/tests/postgres/server.rs"]
#[allow(dead_code)]
mod server;
mod specs;
mod standbys;
mod stored_names;
mod support;
mod tcp;
mod tenants;
mod terminal;
mod warnings;
mod words;
mod workspace;
