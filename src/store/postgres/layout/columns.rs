//! The columns that a table in the database has, which need not be those of the plan.

use sqlx::postgres::PgConnection;

use super::types::type_name;
use crate::plan::Type;
use crate::store::StoreError;
use crate::store::postgres::control::rows::{control_failed, get};

/// A column that a table in the database has.
pub struct CatalogColumn {
    /// Its name.
    pub name: String,
    /// Its type as `format_type` shows it.
    pub ty: String,
    /// Whether it takes nulls.
    pub nullable: bool,
    /// Whether every row must be given a value.
    pub is_required: bool,
    /// Whether it is computed from others.
    pub is_generated: bool,
    /// Whether its type is an enum of reseed's own: it holds texts, in the same form.
    pub is_enum: bool,
    /// Whether the server numbers it: `GENERATED … AS IDENTITY`.
    pub is_identity: bool,
}

impl CatalogColumn {
    /// Whether it is what a load makes for a type.
    pub fn holds(&self, ty: Type) -> bool {
        self.takes(&type_name(ty)) || (self.is_enum && ty == Type::Text)
    }

    /// Whether it has this type, or is a `varchar` for texts: its values have the same form, as far as they fit.
    pub fn takes(&self, ty: &str) -> bool {
        self.ty == ty || (ty == "text" && self.ty.starts_with("character varying"))
    }
}

/// The columns of a table; none if there is no such table. `name` is quoted and with its schema.
pub async fn stored_columns(connection: &mut PgConnection, name: &str) -> Result<Vec<CatalogColumn>, StoreError> {
    let sql = "SELECT attname::text, format_type(atttypid, atttypmod) AS ty, NOT attnotnull AS nullable,
          attnotnull AND NOT atthasdef AND attidentity = ''
            AND (SELECT typdefault IS NULL FROM pg_type WHERE oid = atttypid) AS is_required, attidentity <> '' AS is_identity,
          attgenerated <> '' AS is_generated, EXISTS (SELECT 1 FROM reseed.enums WHERE type = atttypid) AS is_enum
        FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
    let rows = sqlx::query(sql).bind(name).fetch_all(connection).await.map_err(control_failed)?;
    let column = |row| {
        Ok(CatalogColumn {
            name: get(row, "attname")?,
            ty: get(row, "ty")?,
            nullable: get(row, "nullable")?,
            is_required: get(row, "is_required")?,
            is_generated: get(row, "is_generated")?,
            is_enum: get(row, "is_enum")?,
            is_identity: get(row, "is_identity")?,
        })
    };
    rows.iter().map(column).collect()
}
