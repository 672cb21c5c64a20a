//! Native enums for columns whose values are a closed set, where a dataset is wanted so.
//!
//! The types stand next to the tables that applications use: in the schema of the shared tables, or in the tenant's own
//! schema, where they stay when a swap moves tables. A type only ever grows: it holds the choices of all tenants and
//! of all specs that it has seen, so every copy fits it; what one tenant may write is still stated by a check. Columns of
//! foreign keys stay text, because two enums cannot be compared. Ordered by such a column, rows come in the order of
//! the spec's choices.
//!
//! Older versions made enums of open sets too. Such a column stays an enum, with the spec's choices added, until `up`
//! changes that; in shared tables until a migration makes it text, because columns of these are never changed here.

use std::collections::BTreeMap;

use sqlx::postgres::PgConnection;

use crate::plan::{ChoiceSet, Table, Type};
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::names::{self, IDENTIFIER_LEN_MAX, qualified};
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::quote::literal;
use crate::store::{StoreError, TenantName};

/// How columns with a closed set of values are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceType {
    /// As text with a check.
    Text,
    /// As a native enum.
    Enum,
}

impl ChoiceType {
    /// The word that stands for it in records and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            ChoiceType::Text => "text",
            ChoiceType::Enum => "enum",
        }
    }
}

impl std::str::FromStr for ChoiceType {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<ChoiceType, StoreError> {
        [ChoiceType::Text, ChoiceType::Enum]
            .into_iter()
            .find(|choices| choices.word() == text)
            .ok_or_else(|| StoreError::damaged(format!("unknown form of choices {text:?}")))
    }
}

/// The types of a table's columns that are no plain ones: a column's stored name → its type, quoted and with its schema.
pub type Types = BTreeMap<String, String>;

/// The enums of a dataset's tables.
#[derive(Clone, Debug)]
pub struct Enums {
    enums: Vec<Enum>,
    types: Vec<Types>,
}

#[derive(Clone, Debug)]
struct Enum {
    /// The column, for messages.
    place: String,
    /// Quoted and with its schema.
    name: String,
    labels: Vec<String>,
    /// Whether the spec closes the set; another one is an enum only where an older version made it one.
    closed: bool,
    /// Index of the table and stored name of the column.
    column: (usize, String),
}

impl Enums {
    /// The enums of these tables, in a schema: of closed sets, and of open ones that are enums there from before.
    pub async fn find(
        connection: &mut PgConnection,
        choices: ChoiceType,
        schema: &str,
        tables: &[Table],
    ) -> Result<Enums, StoreError> {
        let mut enums = if choices == ChoiceType::Enum { candidates(schema, tables) } else { Vec::new() };
        let open: Vec<&str> = enums.iter().filter(|of| !of.closed).map(|of| of.name.as_str()).collect();
        if !open.is_empty() {
            let sql = "SELECT name FROM unnest($1::text[]) AS t (name)
                JOIN reseed.enums AS e ON e.type = to_regtype(name) WHERE e.is_kept";
            let kept = sqlx::query_scalar(sql).bind(open).fetch_all(connection).await;
            let kept: Vec<String> = kept.map_err(control_failed)?;
            enums.retain(|of| of.closed || kept.contains(&of.name));
        }
        Ok(Enums::of(enums, tables.len()))
    }

    fn of(enums: Vec<Enum>, tables: usize) -> Enums {
        let mut types = vec![Types::new(); tables];
        for Enum { name, column: (table, column), .. } in &enums {
            types[*table].insert(column.clone(), name.clone());
        }
        Enums { enums, types }
    }

    /// The columns that are enums although the spec leaves their sets open.
    pub fn open(&self) -> Vec<&str> {
        self.enums.iter().filter(|of| !of.closed).map(|of| of.place.as_str()).collect()
    }

    /// The types of a table's columns.
    pub fn types(&self, table_index: usize) -> &Types {
        static NONE: Types = Types::new();
        self.types.get(table_index).unwrap_or(&NONE)
    }

    /// Makes the types that are missing; inside the caller's transaction.
    ///
    /// # Errors
    /// `Usage` when a choice cannot be a label, `Refused` when a type is there that reseed did not make.
    pub async fn create(&self, tx: &mut PgConnection, tenant: Option<&TenantName>) -> Result<(), StoreError> {
        self.enums.iter().try_for_each(Enum::check_labels)?;
        for of in &self.enums {
            let ours = "SELECT EXISTS (SELECT 1 FROM reseed.enums AS e JOIN pg_type AS t ON t.oid = e.type
                WHERE e.type = to_regtype($1))";
            if sqlx::query_scalar(ours).bind(&of.name).fetch_one(&mut *tx).await.map_err(control_failed)? {
                continue;
            }
            run(tx, of.create()).await.map_err(|error| of.refusal(error))?;
            // A number that an earlier type had may come again.
            let record = "INSERT INTO reseed.enums VALUES (to_regtype($1), $2)
                ON CONFLICT (type) DO UPDATE SET tenant = excluded.tenant, is_kept = true";
            let record = sqlx::query(record).bind(&of.name).bind(tenant.map(TenantName::as_str)).execute(&mut *tx);
            record.await.map_err(control_failed)?;
        }
        Ok(())
    }

    /// Adds the choices that the types lack, each in a transaction of its own: none can be used in the one that adds it.
    /// Two who add the same one at once both succeed.
    pub async fn widen(&self, connection: &mut PgConnection) -> Result<(), StoreError> {
        for of in &self.enums {
            let labels = "SELECT enumlabel::text FROM pg_enum WHERE enumtypid = to_regtype($1)";
            let labels = sqlx::query_scalar(labels).bind(&of.name).fetch_all(&mut *connection).await;
            let labels: Vec<String> = labels.map_err(control_failed)?;
            for label in of.labels.iter().filter(|label| !labels.contains(label)) {
                let add = format!("ALTER TYPE {} ADD VALUE IF NOT EXISTS {}", of.name, literal(label));
                run(connection, add).await.map_err(failed(&format!("add a choice of column {:?}", of.place)))?;
            }
        }
        Ok(())
    }
}

impl Enum {
    fn check_labels(&self) -> Result<(), StoreError> {
        let wrong = self.labels.iter().find(|label| label.is_empty() || label.len() > IDENTIFIER_LEN_MAX);
        wrong.map_or(Ok(()), |label| {
            Err(StoreError::usage(format!(
                "column {:?}: choice {label:?} cannot be of an enum: it must have 1 to {IDENTIFIER_LEN_MAX} bytes, got {}",
                self.place,
                label.len()
            ))
            .with_help("Change the choice, or use --choices text."))
        })
    }

    fn create(&self) -> String {
        let labels: Vec<String> = self.labels.iter().map(|label| literal(label)).collect();
        format!("CREATE TYPE {} AS ENUM ({})", self.name, labels.join(", "))
    }

    fn refusal(&self, error: sqlx::Error) -> StoreError {
        if sqlstate(&error) == Some("42710") {
            let message = format!("type {} already exists, and reseed did not create it", self.name);
            return StoreError::refused(message).with_help("Rename that type, or choose another schema with --schema.");
        }
        failed(&format!("create the type of column {:?}", self.place))(error)
    }
}

/// Every column that could be an enum, whether its set is closed or not.
fn candidates(schema: &str, tables: &[Table]) -> Vec<Enum> {
    let mut found = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        for (at, column) in table.written() {
            let Some(set) = choices_of(tables, index, at) else { continue };
            found.push(Enum {
                place: format!("{}.{}", table.name, column.name),
                name: qualified(schema, &names::choices(&table.stored_name, &column.stored_name)),
                labels: set.texts.clone(),
                closed: set.closed,
                column: (index, column.stored_name.clone()),
            });
        }
    }
    found
}

/// The choices of a text column; none where the column is part of a foreign key.
fn choices_of(tables: &[Table], table_index: usize, column_index: usize) -> Option<&ChoiceSet> {
    let column = &tables[table_index].columns[column_index];
    let refers = tables[table_index].foreign_keys.iter().any(|key| key.columns.contains(&column_index));
    let mut keys = tables.iter().flat_map(|table| &table.foreign_keys);
    let is_referred_to = keys.any(|key| key.table == table_index && key.target_columns.contains(&column_index));
    if column.ty != Type::Text || refers || is_referred_to || column.stored_name == names::TENANT_COLUMN {
        return None;
    }
    column.choices.as_ref()
}

/// Makes the columns text again whose enums the spec leaves open, or all where choices are text, of a tenant's own: its next
/// standbys have text, and what is live is an enum until then. Gives the columns.
pub async fn revert_to_text(
    tx: &mut PgConnection,
    tenant: &TenantName,
    choices: ChoiceType,
    schema: &str,
    tables: &[Table],
) -> Result<Vec<String>, StoreError> {
    let lost: Vec<Enum> =
        candidates(schema, tables).into_iter().filter(|of| choices == ChoiceType::Text || !of.closed).collect();
    let names: Vec<&str> = lost.iter().map(|of| of.name.as_str()).collect();
    let sql = "UPDATE reseed.enums AS e SET is_kept = false FROM unnest($1::text[]) AS t (name)
        WHERE e.is_kept AND e.type = to_regtype(name) RETURNING name";
    let gone = sqlx::query_scalar(sql).bind(names).fetch_all(&mut *tx).await;
    let gone: Vec<String> = gone.map_err(control_failed)?;
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    // Standbys that are there have the enums: without their seals no swap takes them, nor does a spare become one.
    let sql = "UPDATE reseed.copies SET seal = NULL, made_for = 'enums'
        WHERE tenant = $1 AND place IN ('standby', 'spare')";
    sqlx::query(sql).bind(tenant.as_str()).execute(&mut *tx).await.map_err(control_failed)?;
    Ok(lost.into_iter().filter(|of| gone.contains(&of.name)).map(|of| of.place).collect())
}

/// Drops the types of a tenant's own that nothing uses any more.
pub async fn drop_unused(connection: &mut PgConnection, tenant: &TenantName) -> Result<(), StoreError> {
    let own = "SELECT e.type::text FROM reseed.enums AS e JOIN pg_type AS t ON t.oid = e.type WHERE e.tenant = $1";
    let own = sqlx::query_scalar(own).bind(tenant.as_str()).fetch_all(&mut *connection).await;
    let own: Vec<String> = own.map_err(control_failed)?;
    for name in own {
        // One that another user's table uses stays, as that table does; the server refuses to drop it.
        let _ = run(connection, format!("DROP TYPE {name}")).await;
    }
    let purge = "DELETE FROM reseed.enums AS e WHERE e.tenant = $1
        AND NOT EXISTS (SELECT 1 FROM pg_type AS t WHERE t.oid = e.type)";
    sqlx::query(purge).bind(tenant.as_str()).execute(connection).await.map(drop).map_err(control_failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Column, ForeignKey};

    fn tables() -> [Table; 2] {
        let set = ChoiceSet { texts: vec!["b".to_owned(), "a".to_owned()], closed: true };
        let column = |name: &str| Column {
            name: name.to_owned(),
            stored_name: name.to_owned(),
            choices: Some(set.clone()),
            ..Column::described(Type::Text)
        };
        let plain = Column { stored_name: "note".to_owned(), ..Column::described(Type::Text) };
        let number = Column { stored_name: "number".to_owned(), ty: Type::INT, ..column("number") };
        let table = |name: &str, columns: Vec<Column>| Table {
            stored_name: name.to_owned(),
            columns,
            key: vec![0],
            ..Table::described()
        };
        let key = ForeignKey { columns: vec![1], table: 0, target_columns: vec![0] };
        let plans = table("plans", vec![column("name"), column("tier"), plain, number]);
        let users = table("users", vec![column("kind"), column("plan")]);
        [plans, Table { foreign_keys: vec![key], ..users }]
    }

    #[test]
    fn columns_of_a_closed_set_become_enums_except_those_of_foreign_keys() {
        let enums = Enums::of(candidates("shop", &tables()), 2);
        let types = |index| enums.types(index).iter().map(|(name, ty)| format!("{name} {ty}")).collect::<Vec<_>>();
        assert_eq!(types(0), ["tier \"shop\".\"plans_tier_enum\""]);
        assert_eq!(types(1), ["kind \"shop\".\"users_kind_enum\""]);
        assert_eq!(enums.enums[0].create(), "CREATE TYPE \"shop\".\"plans_tier_enum\" AS ENUM ('b', 'a')");
        assert!(enums.open().is_empty());
        let mut tables = tables();
        tables[1].columns[0].choices.as_mut().expect("a set").closed = false;
        assert_eq!(Enums::of(candidates("shop", &tables), 2).open(), [".kind"]);
    }

    #[test]
    fn a_choice_that_cannot_be_a_label_is_refused() {
        let refused = |label: &str| {
            let (place, labels) = ("t.c".to_owned(), vec![label.to_owned()]);
            Enum { place, name: String::new(), labels, closed: true, column: (0, String::new()) }
                .check_labels()
                .is_err()
        };
        assert!(refused("") && refused(&"x".repeat(64)) && refused(&"ä".repeat(32)));
        assert!(!refused(&"x".repeat(63)) && !refused("it's"));
    }
}
