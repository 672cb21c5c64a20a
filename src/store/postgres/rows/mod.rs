//! Stored rows: PostgreSQL's binary format of `COPY`, and reading tables back as proofs.

pub mod binary;
pub mod read;
