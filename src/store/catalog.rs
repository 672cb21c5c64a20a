//! What a database says of an application's own tables: the facts from which `reseed init --from` writes a first spec.
//!
//! Plain data: whichever reads it (PostgreSQL's catalog, a file's schema) fills the same structs. Must never hold a row or a value of
//! one: shares and counts only.

use crate::plan::IntWidth;

/// Tables in which migration tools record what they did, in small letters.
pub const MIGRATION_TABLES: [&str; 29] = [
    "django_migrations",
    "alembic_version",
    "schema_migrations",
    "ar_internal_metadata",
    "_prisma_migrations",
    "flyway_schema_history",
    "schema_version",
    "knex_migrations",
    "knex_migrations_lock",
    "databasechangelog",
    "databasechangeloglock",
    "__efmigrationshistory",
    "__drizzle_migrations",
    "sequelizemeta",
    "typeorm_metadata",
    "migrations",
    "goose_db_version",
    "gorp_migrations",
    "_sqlx_migrations",
    "__diesel_schema_migrations",
    "refinery_schema_history",
    "pgmigrations",
    "phinxlog",
    "doctrine_migration_versions",
    "atlas_schema_revisions",
    "south_migrationhistory",
    "mikro_orm_migrations",
    "kysely_migration",
    "kysely_migration_lock",
];

/// The tables of a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// The database's name.
    pub database: String,
    /// The schema's name; empty where a database has one schema only.
    pub schema: String,
    /// Its tables by name, without partitions, views and what belongs to extensions.
    pub tables: Vec<CatalogTable>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogTable {
    /// Its name.
    pub name: String,
    /// Its columns in order.
    pub fields: Vec<CatalogField>,
    /// The columns of its primary key, in their order; empty without one.
    pub key: Vec<String>,
    /// The columns of each unique constraint, and of each unique index without a condition.
    pub unique: Vec<Vec<String>>,
    /// The columns of each ordinary index, without those that constraints have.
    pub indexes: Vec<Vec<String>>,
    /// Its foreign keys, by name.
    pub references: Vec<CatalogReference>,
    /// Its checks by name, those of its columns' domains too.
    pub checks: Vec<CatalogCheck>,
    /// Constraints and indexes that no other field can state: as the database defines them.
    pub others: Vec<String>,
    /// How many rows the database estimates; none where it does not know.
    pub row_count: Option<u64>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogField {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub ty: FieldType,
    /// The type as the database names it, with a domain's name before that of its type.
    pub type_name: String,
    /// Whether it takes nulls.
    pub is_nullable: bool,
    /// The default, as an expression.
    pub default: Option<String>,
    /// Whether the database numbers it: identity columns and those with a sequence.
    pub is_numbered: bool,
    /// The expression of a generated column.
    pub generated: Option<String>,
    /// The estimated share of nulls, 0 to 1; none where the database does not know.
    pub null_share: Option<f64>,
}

/// What a column holds, as far as values can be generated for it.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// True or false.
    Bool,
    /// Whole numbers.
    Int(IntWidth),
    /// Exact numbers; without digits for any number of them.
    Decimal(Option<DecimalDigits>),
    /// Binary fractions.
    Float,
    /// Text, of at most this many characters.
    Text(Option<u32>),
    /// One of these texts.
    Labels(Vec<String>),
    /// UUIDs.
    Uuid,
    /// Days.
    Date,
    /// Instants, with or without a time zone.
    Time,
    /// Lengths of time.
    Interval,
    /// JSON.
    Json,
    /// Network addresses.
    Address,
    /// Hardware addresses.
    HardwareAddress,
    /// Anything else that the database reads from this text, among others.
    Written(&'static str),
    /// Anything else.
    Other,
}

/// The digits of a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalDigits {
    /// In all.
    pub precision: u8,
    /// After the point.
    pub scale: u8,
}

/// A foreign key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogReference {
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The schema of the table that they refer to, if it is another one.
    pub schema: Option<String>,
    /// The table that they refer to.
    pub table: String,
    /// Its columns, in the order of `columns`.
    pub targets: Vec<String>,
    /// Whether rows are deleted with the one that they refer to.
    pub cascades: bool,
}

/// A condition that every row meets.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogCheck {
    /// The constraint's name.
    pub name: String,
    /// The condition, as the database shows it.
    pub condition: String,
}

impl Catalog {
    /// What was read, for people.
    pub fn place(&self) -> String {
        match self.schema.as_str() {
            "" => format!("database {:?}", self.database),
            schema => format!("schema {schema:?} of database {:?}", self.database),
        }
    }
}

impl CatalogTable {
    /// The column of this name.
    pub fn field(&self, name: &str) -> Option<&CatalogField> {
        self.fields.iter().find(|field| field.name == name)
    }
}
