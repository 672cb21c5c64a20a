//! The tables that all tenants of a dataset share, and each tenant's node below them.
//!
//! Roots are made once and then belong to the application's migrations: reseed never changes their columns, keys or
//! indexes. A spec that no longer fits its roots is reported column by column and index by index.

use sqlx::Acquire;
use sqlx::postgres::{PgConnection, PgRow};

use super::columns::{CatalogColumn, stored_columns};
use super::ddl::{self, Layout};
use super::enums::{ChoiceType, Enums, Types};
use super::nodes;
use crate::plan::Table;
use crate::store::keys::counted;
use crate::store::postgres::control::lease::Held;
use crate::store::postgres::control::rows::{check_token, control_failed, get};
use crate::store::postgres::names::{self, DATA, qualified};
use crate::store::postgres::server::ask::{ask, run};
use crate::store::postgres::server::errors::failed;
use crate::store::quote::{literal, quoted};
use crate::store::{Lease, StoreError};

/// The names of a dataset's roots, quoted and with their schema, in the order of its tables.
pub struct Roots(pub Vec<String>);

impl Roots {
    /// The roots as an array of `oid` in SQL.
    pub fn oids(&self) -> String {
        let oids: Vec<String> = self.0.iter().map(|name| format!("{}::regclass::oid", literal(name))).collect();
        format!("ARRAY[{}]::oid[]", oids.join(", "))
    }

    /// What a copy has to fit; see `reseed.fingerprint`.
    pub async fn fingerprint(&self, connection: &mut PgConnection) -> Result<String, StoreError> {
        let sql = format!("SELECT reseed.fingerprint({})", self.oids());
        let found = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await;
        found.map_err(failed("read the schema of the shared tables"))
    }
}

/// The roots of a dataset that is there.
///
/// # Errors
/// `Damaged` when one of them is gone.
pub async fn find(connection: &mut PgConnection, dataset: &str, tables: &[Table]) -> Result<Roots, StoreError> {
    let existing = of_dataset(connection, dataset).await?;
    let root = |table: &Table| {
        let found = existing.iter().find(|(name, _)| *name == table.stored_name);
        found.map(|(_, root)| root.clone()).ok_or_else(|| {
            StoreError::damaged(format!("the shared table of {:?} is gone", table.name))
                .with_help("Run \"reseed up\" to recreate it.")
        })
    };
    tables.iter().map(root).collect::<Result<_, _>>().map(Roots)
}

/// All roots of a dataset: the tables' own names, and what they are called in SQL.
pub async fn of_dataset(connection: &mut PgConnection, dataset: &str) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT r.name, r.relation::text FROM reseed.roots AS r JOIN pg_class AS c ON c.oid = r.relation
        WHERE r.dataset = $1 ORDER BY r.name";
    sqlx::query_as(sql).bind(dataset).fetch_all(connection).await.map_err(control_failed)
}

/// Makes the roots that are missing and checks that the others fit; inside the caller's transaction.
///
/// # Errors
/// `Refused` when a table is not reseed's, or does not fit the spec.
pub async fn ensure(
    tx: &mut PgConnection,
    dataset: &str,
    schema: &str,
    tables: &[Table],
    choices: ChoiceType,
) -> Result<(Roots, Enums), StoreError> {
    // The second is there, unless a dump was restored in part.
    let schemas = ddl::create_schema(schema) + &ddl::create_schema(DATA);
    run(tx, schemas).await.map_err(failed("create the schema of the shared tables"))?;
    let enums = Enums::find(tx, choices, schema, tables).await?;
    enums.create(tx, None).await?;
    // First, since what comes next writes to the table that it locks.
    ensure_counters(tx, tables).await?;
    for (index, table) in tables.iter().enumerate() {
        ensure_root(tx, dataset, schema, table, enums.types(index)).await?;
    }
    let roots = find(tx, dataset, tables).await?;
    have_no_foreign_keys(tx, &roots).await?;
    Ok((roots, enums))
}

/// Which columns of the roots are enums although the spec leaves their sets open, as a note: those of older versions.
///
/// # Errors
/// `Refused` where choices are to be text and a column is an enum.
pub async fn admit_choices(
    connection: &mut PgConnection,
    roots: &Roots,
    tables: &[Table],
    choices: ChoiceType,
) -> Result<Option<String>, StoreError> {
    let (mut columns, mut statements) = (Vec::new(), Vec::new());
    for (table, root) in tables.iter().zip(&roots.0) {
        let catalog = stored_columns(connection, root).await?;
        let is_closed = |name: &str| {
            let of = table.columns.iter().find(|column| column.stored_name == name);
            of.is_some_and(|column| column.closed_set().is_some())
        };
        let is_lost =
            |stored: &&CatalogColumn| stored.is_enum && (choices == ChoiceType::Text || !is_closed(&stored.name));
        for column in catalog.iter().filter(is_lost) {
            columns.push(format!("{}.{}", table.name, column.name));
            statements.push(format!("ALTER TABLE {root} ALTER COLUMN {} TYPE text", quoted(&column.name)));
        }
    }
    let (columns, statements) = (columns.join(", "), statements.join("; "));
    match choices {
        _ if columns.is_empty() => Ok(None),
        ChoiceType::Text => Err(StoreError::refused(format!("columns of shared tables are enums: {columns}")).with_help(format!(
            "Other tenants share these tables, and all of them wait while a column changes its type. Run {statements} at a \
             convenient time, then this command again."
        ))),
        ChoiceType::Enum => Ok(Some(format!(
            "{columns} stay enums, although the spec does not close their choices; {statements} makes them text"
        ))),
    }
}

/// Checks that a copy of these tables can still go below the roots, whatever migrations have made of them.
///
/// # Errors
/// `Refused` when a root lacks a column or has it in another type, or refers to another table.
pub async fn still_fit(connection: &mut PgConnection, tables: &[Table], roots: &Roots) -> Result<(), StoreError> {
    for (table, name) in tables.iter().zip(&roots.0) {
        let catalog = stored_columns(connection, name).await?;
        let (faults, _) = misfits(table, name, &catalog, |_| true);
        if !faults.is_empty() {
            return Err(misfit(name, faults));
        }
    }
    are_readable(connection, roots).await?;
    have_no_foreign_keys(connection, roots).await
}

/// Whether the roots have no foreign keys, in either direction. What such a key refers to would be locked against
/// all writes by every swap, for as long as it takes to look up each row of the tenant, and against all sessions
/// whenever a copy is dropped; a leaf whose rows others refer to cannot be taken off. Reads all of `pg_constraint`.
pub async fn have_no_foreign_keys(connection: &mut PgConnection, roots: &Roots) -> Result<(), StoreError> {
    if roots.0.is_empty() {
        return Ok(());
    }
    let sql = foreign_keys(&format!("SELECT unnest({})", roots.oids()));
    let mut answers = ask(connection, sql).await.map_err(control_failed)?;
    lack_foreign_keys(answers.row().as_ref())
}

/// The statement that reads them, of the roots that a query gives.
pub fn foreign_keys(roots: &str) -> String {
    format!(
        "SELECT string_agg(format('foreign key %I of table %s refers to %s', conname, conrelid::regclass,
           confrelid::regclass), '; ' ORDER BY conname) AS keys
         FROM pg_constraint WHERE contype = 'f' AND conparentid = 0
           AND (conrelid IN ({roots}) OR confrelid IN ({roots}));\n"
    )
}

/// What that statement found.
///
/// # Errors
/// `Refused` when there is a key.
pub fn lack_foreign_keys(row: Option<&PgRow>) -> Result<(), StoreError> {
    match row.map(|row| get::<Option<String>>(row, "keys")).transpose()?.flatten() {
        None => Ok(()),
        Some(found) => Err(StoreError::refused(format!("shared tables cannot have foreign keys: {found}")).with_help(
            "A reset would re-validate it over all of the tenant's rows while every tenant waits. Drop the foreign key.",
        )),
    }
}

/// Makes the functions that count the tables' columns, where they are not there. All datasets share them, so makers take turns;
/// nothing that only reads the control tables waits for them.
async fn ensure_counters(tx: &mut PgConnection, tables: &[Table]) -> Result<(), StoreError> {
    let doing = "create the functions of counters";
    for (_, column) in tables.iter().flat_map(counted) {
        let lock = "LOCK TABLE reseed.roots IN SHARE ROW EXCLUSIVE MODE".to_owned();
        run(tx, lock).await.map_err(failed(doing))?;
        let exists = sqlx::query_scalar("SELECT to_regprocedure($1 || '()') IS NOT NULL").bind(ddl::next_id(column));
        if !exists.fetch_one(&mut *tx).await.map_err(control_failed)? {
            run(tx, ddl::create_next_id(column)).await.map_err(failed(doing))?;
        }
    }
    Ok(())
}

async fn ensure_root(
    tx: &mut PgConnection,
    dataset: &str,
    schema: &str,
    table: &Table,
    types: &Types,
) -> Result<(), StoreError> {
    let name = qualified(schema, &table.stored_name);
    let catalog = stored_columns(tx, &name).await?;
    if catalog.is_empty() {
        is_not_renamed(tx, dataset, &name, table).await?;
        let sql = ddl::create_root(schema, table, types);
        run(tx, sql).await.map_err(failed(&format!("create the shared table of {:?}", table.name)))?;
        let record = "INSERT INTO reseed.roots VALUES ($1, $2, $3::regclass)
            ON CONFLICT (dataset, name) DO UPDATE SET relation = excluded.relation, number = DEFAULT";
        let record = sqlx::query(record).bind(dataset).bind(&table.stored_name).bind(&name).execute(tx).await;
        return record.map(drop).map_err(control_failed);
    }
    let ours = sqlx::query("SELECT 1 FROM reseed.roots WHERE dataset = $1 AND relation = $2::regclass");
    let ours = ours.bind(dataset).bind(&name).fetch_optional(&mut *tx).await.map_err(control_failed)?;
    if ours.is_none() {
        return Err(StoreError::refused(format!("table {name} already exists, and reseed did not create it"))
            .with_help("Choose another schema with --schema, or rename the table."));
    }
    fits(table, &name, &catalog, types)?;
    has_indexes(tx, table, &name).await
}

/// Whether no tenant has copies for such a root under another name: they would stay in that one.
async fn is_not_renamed(tx: &mut PgConnection, dataset: &str, root: &str, table: &Table) -> Result<(), StoreError> {
    let sql = "SELECT r.relation::text FROM reseed.roots AS r JOIN pg_class AS c ON c.oid = r.relation
        WHERE r.dataset = $1 AND r.name = $2 AND EXISTS (SELECT FROM reseed.relations AS l WHERE l.root = r.relation)";
    let renamed = sqlx::query_scalar(sql).bind(dataset).bind(&table.stored_name).fetch_optional(tx).await;
    let renamed: Option<String> = renamed.map_err(control_failed)?;
    renamed.map_or(Ok(()), |renamed| {
        Err(StoreError::refused(format!("the shared table {root} is called {renamed} now"))
            .with_help("Restore its old name and schema, then run the command again."))
    })
}

/// Whether the root has every column of the table in its type. Columns that the application added may stay, if rows
/// can do without them; a column that was text before its values were a closed set may stay so, because the check on the
/// tenant's own table has the same effect.
fn fits(table: &Table, name: &str, catalog: &[CatalogColumn], types: &Types) -> Result<(), StoreError> {
    let (mut faults, without_nulls) = misfits(table, name, catalog, |column| types.contains_key(column));
    faults.extend(without_nulls);
    if faults.is_empty() { Ok(()) } else { Err(misfit(name, faults)) }
}

/// What keeps a root from taking a table's rows, and the statement that would mend it, as far as one is known.
struct RootFault {
    message: String,
    mend: Option<String>,
}

/// Which columns a root lacks or has in another type, and which ones do not take the nulls that the table may have.
fn misfits(
    table: &Table,
    root: &str,
    catalog: &[CatalogColumn],
    may_be_enum: impl Fn(&str) -> bool,
) -> (Vec<RootFault>, Vec<RootFault>) {
    let (mut faults, mut without_nulls) = (Vec::new(), Vec::new());
    let of_type = |stored: &CatalogColumn, ty: &str| match stored.is_enum {
        true => may_be_enum(&stored.name),
        false => stored.takes(ty),
    };
    let alter = |column: &str, what: &str| Some(format!("ALTER TABLE {root} ALTER COLUMN {} {what}", quoted(column)));
    let declared = Layout::Shared.declared(table);
    for (column, ty, nullable) in &declared {
        match catalog.iter().find(|stored| stored.name == *column) {
            None => {
                let mend = Some(format!("ALTER TABLE {root} ADD COLUMN {} {ty}", quoted(column)));
                faults.push(RootFault { message: format!("it lacks column {column:?} ({ty})"), mend });
            }
            Some(stored) if !of_type(stored, ty) => {
                let message = format!("column {column:?} is {}, the spec wants {ty}", stored.ty);
                faults.push(RootFault { message, mend: alter(column, &format!("TYPE {ty}")) });
            }
            Some(stored) if *nullable && !stored.nullable => {
                let message = format!("column {column:?} takes no nulls");
                without_nulls.push(RootFault { message, mend: alter(column, "DROP NOT NULL") });
            }
            Some(_) => {}
        }
    }
    let is_known = |stored: &CatalogColumn| declared.iter().any(|(column, ..)| *column == stored.name);
    for stored in catalog.iter().filter(|stored| !is_known(stored)) {
        let column = &stored.name;
        if stored.is_required {
            let message = format!("column {column:?} takes no nulls and has no default, and the spec lacks it");
            faults.push(RootFault { message, mend: alter(column, "SET DEFAULT …") });
        } else if stored.is_identity {
            let message = format!("column {column:?} is an identity column, and the spec lacks it");
            let mend = format!("DROP IDENTITY, ALTER COLUMN {} DROP NOT NULL", quoted(column));
            faults.push(RootFault { message, mend: alter(column, &mend) });
        }
    }
    (faults, without_nulls)
}

fn misfit(name: &str, faults: Vec<RootFault>) -> StoreError {
    let mends: Vec<String> = faults.iter().filter_map(|fault| fault.mend.clone()).collect();
    let with = if mends.is_empty() { "ALTER TABLE".to_owned() } else { mends.join("; ") };
    let messages: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
    StoreError::refused(format!("table {name} does not fit the spec: {}", messages.join("; "))).with_help(format!(
        "Other tenants share this table. Adapt it to the spec with {with}; or put this dataset into another schema; or adapt the spec to the table, then run \"reseed up\"."
    ))
}

/// Whether tables can be made like the roots.
async fn are_readable(connection: &mut PgConnection, roots: &Roots) -> Result<(), StoreError> {
    let sql = "SELECT format('table \"%s\" belongs to role \"%s\"', oid::regclass, relowner::regrole), relowner::regrole::text
        FROM pg_class WHERE oid IN (SELECT to_regclass(name) FROM unnest($1) AS t (name))
          AND NOT has_table_privilege(oid, 'SELECT') ORDER BY oid LIMIT 1";
    let found = sqlx::query_as(sql).bind(&roots.0).fetch_optional(connection).await.map_err(control_failed)?;
    let found: Option<(String, String)> = found;
    found.map_or(Ok(()), |(message, owner)| Err(foreign(&message, &owner)))
}

/// A table of another role.
pub fn foreign(message: &str, owner: &str) -> StoreError {
    StoreError::refused(format!("{message}, and reseed lacks the rights to it"))
        .with_help(format!("Make reseed's role its owner with ALTER TABLE … OWNER TO, or GRANT {owner} to it."))
}

/// Whether the root has every index that the spec names, with the tenant in front or without it. To build one here would
/// hold up the writers of all tenants, so its owners choose the time.
async fn has_indexes(tx: &mut PgConnection, table: &Table, name: &str) -> Result<(), StoreError> {
    let required = Layout::Shared.indexes(table);
    let existing = indexed(tx, name).await?;
    let is_there = |columns: &[&str]| {
        let plain: Vec<&str> = columns.iter().filter(|name| **name != names::TENANT_COLUMN).copied().collect();
        existing.iter().any(|index| index == columns || *index == plain)
    };
    let lacking: Vec<Vec<&str>> = required.into_iter().filter(|columns| !is_there(columns)).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let faults: Vec<String> =
        lacking.iter().map(|columns| format!("it lacks an index on ({})", columns.join(", "))).collect();
    let statements: Vec<String> = lacking.iter().map(|columns| ddl::create_index(name, columns)).collect();
    Err(StoreError::refused(format!("table {name} does not fit the spec: {}", faults.join("; "))).with_help(format!(
        "Other tenants share this table, and writers wait while an index is built. Run {} at a convenient time, then this \
         command again.",
        statements.join("; ")
    )))
}

/// The columns of every index of a table that could serve any row: of plain columns, without a condition.
async fn indexed(connection: &mut PgConnection, name: &str) -> Result<Vec<Vec<String>>, StoreError> {
    let sql = "SELECT array_agg(a.attname::text ORDER BY k.place)
        FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_am AS m ON m.oid = x.relam,
          unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute AS a ON a.attnum = k.number AND a.attrelid = $1::regclass
        WHERE i.indrelid = $1::regclass AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'
          AND k.place <= i.indnkeyatts
        GROUP BY i.indexrelid, i.indnkeyatts HAVING count(*) = i.indnkeyatts";
    sqlx::query_scalar(sql).bind(name).fetch_all(connection).await.map_err(control_failed)
}

/// The tenant's nodes below the roots, made where they are missing: one short transaction for each, that leaves the
/// root's readers and writers alone (SHARE UPDATE EXCLUSIVE).
pub async fn ensure_nodes(
    connection: &mut PgConnection,
    lease: &Lease,
    tables: &[Table],
    roots: &Roots,
) -> Result<(), StoreError> {
    nodes::finish_drops(connection, &lease.tenant).await?;
    let tenant_id = Held::of(lease)?.tenant_id;
    let complete =
        "SELECT n.root::text FROM reseed.nodes AS n JOIN pg_class AS c ON c.oid = n.node WHERE n.tenant = $1";
    let complete = sqlx::query_scalar(complete).bind(lease.tenant.as_str()).fetch_all(&mut *connection).await;
    let complete: Vec<String> = complete.map_err(control_failed)?;
    for (table, root) in tables.iter().zip(&roots.0).filter(|(_, root)| !complete.contains(root)) {
        let (tenant, column) = (literal(lease.tenant.as_str()), quoted(names::TENANT_COLUMN));
        let mut tx = connection.begin().await.map_err(control_failed)?;
        check_token(&mut tx, lease).await?;
        let number = sqlx::query_scalar("SELECT number FROM reseed.roots WHERE relation = $1::regclass").bind(root);
        let number = number.fetch_one(&mut *tx).await.map_err(control_failed)?;
        let name = qualified(DATA, &names::node(tenant_id, number, &table.stored_name));
        let sql = format!(
            "CREATE TABLE {name} (LIKE {root} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)
               PARTITION BY LIST ({column});
             {private} ALTER TABLE {root} ATTACH PARTITION {name} FOR VALUES IN ({tenant})",
            private = ddl::private(&name)
        );
        run(&mut tx, sql).await.map_err(failed(&format!("create the tenant's part of table {:?}", table.name)))?;
        let record = sqlx::query(
            "INSERT INTO reseed.nodes VALUES ($1, $2::regclass, $3::regclass)
             ON CONFLICT (tenant, root) DO UPDATE SET node = excluded.node",
        );
        let record = record.bind(lease.tenant.as_str()).bind(root).bind(&name).execute(&mut *tx).await;
        record.map_err(control_failed)?;
        tx.commit().await.map_err(control_failed)?;
    }
    Ok(())
}

/// The indexes of a root, or of another table, and the constraints behind them, as statements that make the same ones on
/// `leaf`: an index where the root has a constraint would be built again by the swap. Also those of a root that are not
/// valid yet, because not every tenant has them: a node has them from its first moment.
pub async fn index_statements(
    connection: &mut PgConnection,
    root: &str,
    leaf: &str,
) -> Result<Vec<String>, StoreError> {
    index_texts(connection, root, leaf, IndexNames::Servers).await.map_err(control_failed)
}

/// What indexes are called that are made like others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexNames {
    /// As the server finds names.
    Servers,
    /// As those are that they are made like.
    Same,
}

/// As [`index_statements`].
pub async fn index_texts(
    connection: &mut PgConnection,
    root: &str,
    leaf: &str,
    names: IndexNames,
) -> Result<Vec<String>, sqlx::Error> {
    let sql = "SELECT CASE
          WHEN c.oid IS NOT NULL THEN format('ALTER TABLE %s ADD %s%s', $2, CASE WHEN $3 THEN format('CONSTRAINT %I ', c.conname) END,
            pg_get_constraintdef(c.oid))
          ELSE format('CREATE %sINDEX %sON %s %s', kind, CASE WHEN $3 THEN quote_ident(x.relname) || ' ' END, $2,
            substr(pg_get_indexdef(i.indexrelid), length(prefix) + 1)) END
        FROM pg_index AS i
        JOIN pg_class AS x ON x.oid = i.indexrelid
        JOIN pg_class AS t ON t.oid = i.indrelid
        LEFT JOIN pg_constraint AS c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid AND c.contype IN ('p', 'u', 'x'),
        LATERAL (SELECT CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END AS kind) AS k,
        LATERAL (SELECT format('CREATE %sINDEX %I ON %s%s.%I ', kind, x.relname, CASE t.relkind WHEN 'p' THEN 'ONLY ' END,
          t.relnamespace::regnamespace, t.relname) AS prefix) AS p
        WHERE i.indrelid = $1::regclass AND (i.indisvalid OR x.relkind = 'I') ORDER BY i.indexrelid";
    sqlx::query_scalar(sql).bind(root).bind(leaf).bind(names == IndexNames::Same).fetch_all(connection).await
}
