//! The server: addresses, connections and their pool, messages of several statements, and what errors mean.

pub mod ask;
pub mod cancel;
pub mod clock;
pub mod database;
pub mod errors;
pub mod pool;
pub mod pooler;
pub mod sessions;
pub mod table_workers;
pub mod url;
