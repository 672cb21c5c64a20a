//! Where a dataset's tables are and what they look like: shared tables with a node per tenant, or a schema per tenant.

pub mod agreed;
pub mod columns;
pub mod ddl;
pub mod enums;
pub mod form;
pub mod nodes;
pub mod placement;
pub mod publications;
pub mod requested;
pub mod roles;
pub mod roots;
pub mod rules;
pub mod types;
