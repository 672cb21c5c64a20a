//! Text → checked spec: every fault with its file, line and column, a reason and help.
//!
//! Must never read a database, the clock or the network; knows nothing of tenants' data.

pub mod adopt_section;
pub mod calendar;
pub mod fault;
pub mod literal;
pub mod literal_type;
pub mod model;
pub mod number;
pub mod parse;
pub mod reference;
pub mod registry;
pub mod schema;
pub mod shown;
pub mod size;
pub mod source;
pub mod sql;
pub mod template;
pub mod tenant;
pub mod tenant_name;
pub mod types;
pub mod yaml;
