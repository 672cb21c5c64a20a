//! What a caller says of tables that an application owns, and of operations on them.

use std::path::PathBuf;
use std::time::Duration;

use super::dataset::{BatchSource, Dataset};
use crate::digest::DatasetInputs;
use crate::plan::Plan;

/// Tables of an application that become a tenant's, with the rows that are there as its seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// The file that they are in, in stores of files; none: the one that the tenant has.
    pub file: Option<PathBuf>,
    /// The schema that they are in.
    pub schema: String,
    /// Shell patterns of their names, with `*` and `?`; none: all tables of the schema.
    pub tables: Vec<String>,
    /// The column that says whose a row is, and the value that the tenant's rows have; none where all rows are the tenant's.
    pub owner: Option<RowOwner>,
    /// Roles that may reset the tenant, besides the store's own.
    pub roles: Vec<String>,
}

impl Adoption {
    /// All tables of a schema, whose rows are one tenant's, without those of migration tools.
    pub fn of_schema(schema: &str) -> Adoption {
        Adoption { file: None, schema: schema.to_owned(), tables: Vec::new(), owner: None, roles: Vec::new() }
    }

    /// All tables of a file, in stores of files.
    pub fn of_file(file: PathBuf) -> Adoption {
        Adoption { file: Some(file), ..Adoption::of_schema("public") }
    }

    /// What the set of these tables is called.
    pub fn set_name(&self) -> String {
        let column = self.owner.as_ref().map(|owner| owner.column.as_str());
        column.map_or_else(|| self.schema.clone(), |column| format!("{}.{column}", self.schema))
    }
}

/// Whose rows they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOwner {
    /// The column, which all tables have.
    pub column: String,
    /// Its value, as the database reads it from text.
    pub value: String,
}

/// How an operation goes that is one transaction of the application's database.
#[derive(Clone, Copy, Debug)]
pub struct CallOptions {
    /// How long it waits for other connections' transactions.
    pub wait: Duration,
    /// The time, for stores without a clock, µs since 1970-01-01T00:00:00Z.
    pub now_us: i64,
    /// Whether all rows are compared with the seed's before it commits.
    pub prove: bool,
}

/// What becomes a tenant's seed in tables of an application.
#[derive(Clone, Copy)]
pub struct Seeding<'a> {
    /// Which tables; none: those that are the tenant's already.
    pub tables: Option<&'a Adoption>,
    /// With which rows.
    pub rows: SeedRows<'a>,
}

/// The rows that become the seed of a tenant in tables of an application.
#[derive(Clone, Copy)]
pub enum SeedRows<'a> {
    /// Those that are there.
    Present,
    /// Those of a spec, which are loaded into the tables first.
    Generated(&'a Filling<'a>),
}

/// Rows of a spec for tables of an application.
#[derive(Clone)]
pub struct Filling<'a> {
    /// The rows.
    pub dataset: Dataset<'a>,
    /// What they were made from.
    pub inputs: DatasetInputs,
    /// The tenant's time to live, µs; none: without end.
    pub lifetime_us: Option<i64>,
    /// How they are loaded.
    pub options: FillOptions,
}

impl<'a> Filling<'a> {
    /// The rows of a plan, loaded in the usual way for a tenant without end.
    pub fn of(plan: &'a Plan, source: &'a dyn BatchSource) -> Filling<'a> {
        let dataset = Dataset { name: &plan.dataset, tables: &plan.tables, source };
        Filling { dataset, inputs: DatasetInputs::of(plan), lifetime_us: None, options: FillOptions::default() }
    }
}

/// How rows are loaded into tables of an application.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FillOptions {
    /// What happens to the tenant's rows that are there.
    pub existing: ExistingRows,
    /// Whether the application's triggers fire.
    pub triggers: ApplicationTriggers,
}

/// What a load does about a tenant's rows that it finds, and that no load before it has made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExistingRows {
    /// It refuses.
    #[default]
    Refuse,
    /// It deletes them.
    Replace,
}

/// Whether an application's triggers fire on rows that are loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApplicationTriggers {
    /// As on every write.
    #[default]
    Fire,
    /// Not at all: the rows are exactly those of the spec.
    Silent,
}
