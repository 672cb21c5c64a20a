//! The server: addresses, connections and their pool, messages of several statements, and what errors mean.

pub mod ask;
pub mod cancel;
pub mod clock;
pub mod connection;
pub mod errors;
pub mod free;
pub mod pooler;
pub mod sessions;
pub mod side_by_side;
pub mod url;
