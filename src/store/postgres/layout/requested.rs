//! What a caller asks for when a dataset or a tenant is new to the store.

use super::ddl::Layout;
use super::enums::ChoiceType;
use crate::store::postgres::names::{CONTROL, DATA, IDENTIFIER_LEN_MAX};

/// What a caller wants of a dataset or a tenant that is new to the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The layout; shared by default.
    pub layout: Option<Layout>,
    /// How columns with a closed set of values are typed; as text by default.
    pub choices: Option<ChoiceType>,
    /// The schema of the shared tables (by default the dataset's name), or the tenant's own (by default its name).
    pub schema: Option<String>,
    /// The role that applications log in with; it gets the rights to work with rows, and no others.
    pub app_role: Option<String>,
    /// The role that the tenant itself logs in with, `{tenant}` standing for its name; it sees the tenant's rows only.
    pub tenant_role: Option<String>,
}

/// Names of schemas that are the server's or reseed's own, or none that the server would take as it is.
pub fn is_reserved(schema: &str) -> bool {
    schema == CONTROL
        || schema.starts_with(DATA)
        || schema.starts_with("pg_")
        || schema == "information_schema"
        || schema.is_empty()
        || schema.len() > IDENTIFIER_LEN_MAX
}
