//! The tables of a plan as PostgreSQL statements.
//!
//! Shared layout: a root per table, partitioned by tenant; keys and unique constraints stand on the root with the tenant
//! as their first column, and every leaf is made like its root. Foreign keys and checks stand on leaves only: what a
//! column may hold is the tenant's own, since parameters decide it. Schema layout: plain tables without a tenant's
//! column, and everything stands on them.

use super::enums::Types;
use super::rules::Postgres;
use super::types::type_name;
use crate::plan::{Column, Table};
use crate::store::StoreError;
use crate::store::keys::{indexed_foreign_keys, random};
use crate::store::postgres::names::{self, TENANT_COLUMN, qualified};
use crate::store::quote::{literal, quoted, quoted_list};
use crate::store::rules::{Rule, rules};

/// How tenants are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// All tenants in the same tables, partitioned by tenant.
    Shared,
    /// Every tenant in a schema of its own.
    Schema,
}

impl Layout {
    /// The word that stands for it in records and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Layout::Shared => "shared",
            Layout::Schema => "schema",
        }
    }

    /// Whether the store adds the tenant's column to a table, because the plan has none.
    pub fn adds_tenant(self, table: &Table) -> bool {
        self == Layout::Shared && table.written().all(|(_, column)| column.stored_name != TENANT_COLUMN)
    }

    /// The names of a table's stored columns, in the order of a COPY.
    pub fn columns(self, table: &Table) -> Vec<&str> {
        let added = self.adds_tenant(table).then_some(TENANT_COLUMN);
        added.into_iter().chain(table.written().map(|(_, column)| column.stored_name.as_str())).collect()
    }

    /// The columns with their types as the catalog shows them (`format_type`), and whether they take nulls.
    pub fn declared(self, table: &Table) -> Vec<(String, String, bool)> {
        let added = self.adds_tenant(table).then(|| (TENANT_COLUMN.to_owned(), "text".to_owned(), false));
        let is_tenant = |column: &Column| self == Layout::Shared && column.stored_name == TENANT_COLUMN;
        let plan = table.written().map(|(index, column)| {
            let nullable = column.nullable && !table.key.contains(&index) && !is_tenant(column);
            (column.stored_name.clone(), type_name(column.ty), nullable)
        });
        added.into_iter().chain(plan).collect()
    }

    /// The columns of a key or an index: the tenant is always part of it in shared tables.
    pub fn key_columns<'a>(self, table: &'a Table, columns: &[usize]) -> Vec<&'a str> {
        let names = columns.iter().map(|&column| table.columns[column].stored_name.as_str());
        match self {
            Layout::Shared => {
                std::iter::once(TENANT_COLUMN).chain(names.filter(|name| *name != TENANT_COLUMN)).collect()
            }
            Layout::Schema => names.collect(),
        }
    }

    fn key(self, table: &Table, columns: &[usize]) -> String {
        quoted_list(self.key_columns(table, columns))
    }

    /// The columns of every index that the spec names. With the tenant in front a query of one tenant can be answered
    /// from the index alone; two that differ in nothing but the tenant are one then, or a constraint's.
    pub fn indexes(self, table: &Table) -> Vec<Vec<&str>> {
        let columns =
            |sets: &[Vec<usize>]| -> Vec<Vec<&str>> { sets.iter().map(|set| self.key_columns(table, set)).collect() };
        let constraints = [vec![self.key_columns(table, &table.key)], columns(&table.unique)].concat();
        let mut indexes: Vec<Vec<&str>> = Vec::new();
        for index in columns(&table.indexes) {
            if !constraints.contains(&index) && !indexes.contains(&index) {
                indexes.push(index);
            }
        }
        indexes
    }

    /// `CREATE INDEX` for what the spec names and for every foreign key that needs one. The server finds their names. In
    /// shared tables all of them lead with the tenant: an index over all tenants' values would show in the counters of a
    /// tenant's plans how many rows its neighbours have.
    fn create_indexes(self, table: &Table, name: &str) -> String {
        self.all_indexes(table).iter().map(|columns| create_index(name, columns) + ";\n").collect()
    }

    /// The columns of every index that no constraint makes.
    pub fn all_indexes(self, table: &Table) -> Vec<Vec<&str>> {
        let foreign = indexed_foreign_keys(table);
        let foreign = foreign.into_iter().map(|key| self.key_columns(table, key));
        self.indexes(table).into_iter().chain(foreign).collect()
    }

    /// The primary key and the unique constraints.
    fn keys(self, table: &Table) -> Vec<String> {
        let unique = table.unique.iter().map(|set| format!("UNIQUE ({})", self.key(table, set)));
        std::iter::once(format!("PRIMARY KEY ({})", self.key(table, &table.key))).chain(unique).collect()
    }

    /// The columns as `CREATE TABLE` has them.
    fn column_lines(self, table: &Table, types: &Types) -> Vec<String> {
        let line = |(name, ty, nullable): (String, String, bool)| {
            let ty = types.get(&name).unwrap_or(&ty);
            format!("{} {ty}{}", quoted(&name), if nullable { "" } else { " NOT NULL" })
        };
        self.declared(table).into_iter().map(line).collect()
    }

    /// `ALTER TABLE` for every foreign key of a copy's table; `leaf_of` names the copy's tables by index.
    pub fn foreign_keys(
        self,
        table: &Table,
        tables: &[Table],
        leaf: &str,
        leaf_of: impl Fn(usize) -> String,
    ) -> String {
        let constraint = |key: &crate::plan::ForeignKey| {
            let target = &tables[key.table];
            format!(
                "ALTER TABLE {leaf} ADD FOREIGN KEY ({}) REFERENCES {} ({});\n",
                self.key(table, &key.columns),
                leaf_of(key.table),
                self.key(target, &key.target_columns)
            )
        };
        table.foreign_keys.iter().map(constraint).collect()
    }
}

impl std::str::FromStr for Layout {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Layout, StoreError> {
        [Layout::Shared, Layout::Schema]
            .into_iter()
            .find(|layout| layout.word() == text)
            .ok_or_else(|| StoreError::damaged(format!("unknown layout {text:?}")))
    }
}

/// Makes a schema that is not there.
pub fn create_schema(name: &str) -> String {
    format!("SELECT reseed.create_schema({});\n", literal(name))
}

/// `CREATE TABLE` of a root and its indexes.
pub fn create_root(schema: &str, table: &Table, types: &Types) -> String {
    let mut lines = Layout::Shared.column_lines(table, types);
    lines.extend(Layout::Shared.keys(table));
    let name = qualified(schema, &table.stored_name);
    let partition = quoted(TENANT_COLUMN);
    format!("CREATE TABLE {name} (\n  {}\n) PARTITION BY LIST ({partition});\n", lines.join(",\n  "))
        + &Layout::Shared.create_indexes(table, &name)
        + &random_keys(table, &name)
}

/// `CREATE INDEX` of columns of a table.
pub fn create_index(name: &str, columns: &[&str]) -> String {
    format!("CREATE INDEX ON {name} ({})", quoted_list(columns.iter().copied()))
}

/// `CREATE TABLE` of a leaf like its root, without indexes, and without what a leaf cannot have; with the checks that
/// the tenant's own plan knows.
///
/// # Errors
/// `Data` when a rule cannot be written in SQL.
pub fn create_leaf(table: &Table, root: &str, leaf: &str, tenant: &str) -> Result<String, StoreError> {
    let checks = [vec![tenant_check(tenant)], checks(Layout::Shared, table)?].concat();
    Ok(format!(
        "CREATE TABLE {leaf} (LIKE {root} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED \
         INCLUDING STORAGE INCLUDING COMPRESSION,\n  {});\n{}",
        checks.join(",\n  "),
        private(leaf)
    ))
}

/// `CREATE TABLE` of a copy that no application uses: the columns of another table and nothing else, for every constraint
/// in the database costs every swap some time.
pub fn create_like(source: &str, name: &str) -> String {
    format!("CREATE TABLE {name} AS TABLE {source} WITH NO DATA;\n") + &private(name)
}

/// The same with the plan's columns only: what an application has added to the root has no values in a load.
pub fn create_like_planned(table: &Table, root: &str, name: &str) -> String {
    let columns = quoted_list(Layout::Shared.columns(table));
    format!("CREATE TABLE {name} AS SELECT {columns} FROM {root} WITH NO DATA;\n") + &private(name)
}

/// `CREATE TABLE` of the schema layout, without keys and indexes.
///
/// # Errors
/// `Data` when a rule cannot be written in SQL.
pub fn create_own(table: &Table, types: &Types, name: &str) -> Result<String, StoreError> {
    let lines = [Layout::Schema.column_lines(table, types), checks(Layout::Schema, table)?].concat();
    Ok(format!("CREATE TABLE {name} (\n  {}\n);\n", lines.join(",\n  ")))
}

/// `CREATE TABLE` of a copy that no application uses.
pub fn create_bare(table: &Table, types: &Types, name: &str) -> String {
    format!("CREATE TABLE {name} (\n  {}\n);\n", Layout::Schema.column_lines(table, types).join(",\n  "))
        + &private(name)
}

/// Revokes what default privileges have just granted on a table or a sequence that no application uses by its own name:
/// it would be a way around what the shared tables allow.
pub fn private(name: &str) -> String {
    format!("SELECT reseed.keep_private({});\n", literal(name))
}

/// Keys and indexes of a table of the schema layout, as statements.
pub fn own_keys(table: &Table, name: &str) -> String {
    let keys = Layout::Schema.keys(table).into_iter().map(|key| format!("ALTER TABLE {name} ADD {key};\n"));
    keys.collect::<String>() + &Layout::Schema.create_indexes(table, name) + &random_keys(table, name)
}

/// The defaults of keys that are UUIDs.
fn random_keys(table: &Table, name: &str) -> String {
    let default = |(_, column): (usize, &Column)| {
        let column = quoted(&column.stored_name);
        format!("ALTER TABLE ONLY {name} ALTER COLUMN {column} SET DEFAULT pg_catalog.gen_random_uuid();\n")
    };
    random(table).map(default).collect()
}

/// A counted column of a table of the schema layout: the server's own identity column.
pub fn identity(name: &str, column: &Column) -> String {
    let add = format!(
        "ALTER TABLE {name} ALTER COLUMN {} ADD GENERATED BY DEFAULT AS IDENTITY;\n",
        quoted(&column.stored_name)
    );
    add + &count_on(name, column)
}

/// Makes a counted column continue after the highest value.
pub fn count_on(name: &str, column: &Column) -> String {
    let (key, text) = (quoted(&column.stored_name), literal(&column.stored_name));
    format!(
        "SELECT setval(pg_get_serial_sequence({}, {text}), max({key})) FROM ONLY {name} HAVING max({key}) >= 1;\n",
        literal(name)
    )
}

/// `GRANT` of what applications do with rows.
pub fn grant_rows(tables: &str, role: &str) -> String {
    format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {};\n", quoted(role))
}

/// `GRANT` of the use of a schema.
pub fn grant_usage(schema: &str, role: &str) -> String {
    format!("GRANT USAGE ON SCHEMA {} TO {};\n", quoted(schema), quoted(role))
}

/// The rules of the spec. On leaves their names are reseed's own, so that the application's migrations can give the shared
/// table a constraint of any name.
fn checks(layout: Layout, table: &Table) -> Result<Vec<String>, StoreError> {
    let prefix = if layout == Layout::Shared { "reseed_" } else { "" };
    let check = |rule: Rule| {
        let name = quoted(&names::constraint(&format!("{prefix}{}", rule.name)));
        format!("CONSTRAINT {name} CHECK ({})", rule.condition)
    };
    Ok(rules(table, &Postgres)?.into_iter().map(check).collect())
}

/// Lets the server attach the leaf without reading its rows.
fn tenant_check(tenant: &str) -> String {
    format!("CHECK ({} = {})", quoted(TENANT_COLUMN), literal(tenant))
}

/// Lets the roles that work with a table of a copy use its counters: `lastval()` asks for that right.
pub fn share_counters(table: &str) -> String {
    format!("SELECT reseed.share_counters(ARRAY[{}::regclass::oid]);\n", literal(table))
}

/// A sequence for a counted column, and what takes the next value from it where an insert gives none. A leaf's own DEFAULT
/// would not do: it is ignored when rows come through the root, whose own, or whose identity from PostgreSQL 17 on, would
/// count all tenants' rows in one. Triggers come before row-level security is asked, so a row that a tenant's role tries
/// to give another tenant must not move that one's counter.
pub fn counter(leaf: &str, sequence: &str, column_index: usize, column: &Column) -> String {
    let ty = type_name(column.ty);
    let name = quoted(&column.stored_name);
    format!(
        "CREATE SEQUENCE {sequence} AS {ty} OWNED BY {leaf}.{name};
{count_on}CREATE TRIGGER {trigger} BEFORE INSERT ON {leaf} FOR EACH ROW
  WHEN (NEW.{name} IS NULL AND NEW.{tenant} = coalesce(reseed.own_tenant(), NEW.{tenant}))
  EXECUTE FUNCTION {function}({text});\n{private}",
        text = literal(sequence),
        trigger = quoted(&names::counter(column_index, &column.stored_name)),
        count_on = count_on(leaf, column),
        tenant = quoted(TENANT_COLUMN),
        function = next_id(column),
        private = private(sequence),
    )
}

/// The function that a counter calls: one per name of a column, for all tenants.
pub fn next_id(column: &Column) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(column.stored_name.as_bytes());
    qualified(names::DATA, &format!("next_id_{hash:016x}"))
}

/// `CREATE FUNCTION` of that function. It has the rights of its owner, and every role that inserts calls it: with temporary
/// objects not last in its path, which they are unless named, a caller could have a type of his own stand for the server's.
pub fn create_next_id(column: &Column) -> String {
    let body = format!(
        "BEGIN
    NEW.{} := pg_catalog.nextval(TG_ARGV[0]::pg_catalog.regclass);
    RETURN NEW;
END",
        quoted(&column.stored_name),
    );
    format!(
        "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS {body};
REVOKE ALL ON FUNCTION {function}() FROM PUBLIC;\n",
        function = next_id(column),
        body = literal(&body),
    )
}
