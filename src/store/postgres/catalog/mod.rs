//! Reads what the catalog says of an application's tables into the plain facts of [`Catalog`].
//!
//! One transaction that reads one moment and changes nothing, and touches no row: row counts and shares of nulls are the
//! server's estimates. Needs no right on the tables; of those that the role may not read, the shares are missing.

mod ddl;
mod types;

use serde::Deserialize;
use sqlx::Row;
use sqlx::postgres::PgConnection;

use super::server::ask::{READ, SqlLiteral, ask};
use super::server::database::Database;
use super::server::errors::failed;
use crate::store::catalog::{Catalog, CatalogCheck, CatalogField, CatalogReference, CatalogTable};
use crate::store::{ErrorKind, StoreError};
use types::RawType;

pub use ddl::{DdlFile, read_ddl_catalog};

/// What a caller can do about an address that leads nowhere.
const WRONG_ADDRESS: &str = "Check that the server runs, and the address of the database.";

/// The tables of a schema of the database at an address.
///
/// # Errors
/// `Usage` when it is no address, `NotFound` when there is no such database or schema, `Machine` when the server cannot be
/// reached. No message has the password.
pub async fn read_catalog(url: &str, schema: &str) -> Result<Catalog, StoreError> {
    let database = Database::parse(url)?;
    let mut session = database.connect().await.map_err(|error| match error.kind() {
        // The usual help is about the address of a store, or how to make one.
        ErrorKind::Machine | ErrorKind::NotFound => error.with_help(WRONG_ADDRESS),
        _ => error,
    })?;
    let read = read(&mut session, schema).await;
    session.close().await;
    read
}

async fn read(connection: &mut PgConnection, schema: &str) -> Result<Catalog, StoreError> {
    let name = schema.sql();
    let sql = format!("{READ};\n{DATABASE};\n{};\nCOMMIT", TABLES.replace(":schema", &name));
    let mut answers = ask(connection, sql).await.map_err(failed("read the catalog"))?;
    let around = answers.skip().only().map_err(failed("read the catalog"))?;
    let text = |column: &str| around.try_get::<String, _>(column).map_err(failed("read the catalog"));
    let schemas: Vec<String> = from_json(&text("schemas")?)?;
    if !schemas.iter().any(|known| known == schema) {
        let said = format!("database {:?} has no schema {schema:?}", text("database")?);
        return Err(StoreError::not_found(said).with_help(format!("It has {}.", schemas.join(", "))));
    }
    let tables = answers.rows().into_iter().map(|row| {
        let json: String = row.try_get("facts").map_err(failed("read the catalog"))?;
        from_json::<RawTable>(&json).map(RawTable::table)
    });
    let tables = tables.collect::<Result<_, _>>()?;
    Ok(Catalog { database: text("database")?, schema: schema.to_owned(), tables })
}

fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::machine(format!("could not read the catalog: {error}")))
}

/// The names of the database and of its schemas.
const DATABASE: &str =
    "SELECT current_database()::text AS database, coalesce((SELECT json_agg(nspname ORDER BY nspname)
      FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'), '[]')::text AS schemas";

/// A JSON document per table. A domain's name, its length and its conditions come from all domains below it.
const TABLES: &str = "WITH RECURSIVE basis AS (
    SELECT DISTINCT a.atttypid AS of, a.atttypid AS type, NULL::integer AS modifier, false AS is_required, ARRAY[]::oid[] AS domains
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = :schema) AND c.relkind IN ('r', 'p')
  UNION ALL
    SELECT b.of, t.typbasetype, coalesce(b.modifier, nullif(t.typtypmod, -1)), b.is_required OR t.typnotnull, b.domains || t.oid
    FROM basis AS b JOIN pg_type AS t ON t.oid = b.type AND t.typtype = 'd'),
  bases AS (SELECT b.*, t.typname, t.typcategory FROM basis AS b JOIN pg_type AS t ON t.oid = b.type WHERE t.typtype <> 'd')
SELECT json_build_object('name', c.relname,
    'row_count', CASE WHEN c.relkind = 'p' THEN (SELECT sum(greatest(l.reltuples, 0)) FROM pg_partition_tree(c.oid) AS p
        JOIN pg_class AS l ON l.oid = p.relid WHERE p.isleaf) ELSE c.reltuples END,
    'fields', coalesce((SELECT json_agg(json_build_object('name', a.attname, 'shown', format_type(a.atttypid, a.atttypmod),
        'base', b.typname, 'is_array', b.typcategory = 'A', 'is_domain', cardinality(b.domains) > 0,
        'modifier', CASE WHEN cardinality(b.domains) > 0 THEN coalesce(b.modifier, -1) ELSE a.atttypmod END,
        'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = b.type),
        'is_required', a.attnotnull OR b.is_required,
        'default', CASE WHEN a.attgenerated = '' THEN coalesce(pg_get_expr(d.adbin, d.adrelid), t.typdefault) END,
        'is_identity', a.attidentity <> '',
        'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        'null_share', (SELECT s.null_frac FROM pg_stats AS s WHERE s.schemaname = :schema AND s.tablename = c.relname
          AND s.attname = a.attname ORDER BY s.inherited DESC LIMIT 1),
        'domain_checks', (SELECT json_agg(json_build_object('name', k.conname, 'condition', pg_get_expr(k.conbin, 0)) ORDER BY k.conname)
          FROM pg_constraint AS k WHERE k.contypid = ANY (b.domains) AND k.contype = 'c')) ORDER BY a.attnum)
      FROM pg_attribute AS a JOIN bases AS b ON b.of = a.atttypid JOIN pg_type AS t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]'),
    'constraints', coalesce((SELECT json_agg(json_build_object('kind', k.contype::text, 'name', k.conname,
        'columns', (SELECT json_agg(a.attname ORDER BY o.at) FROM unnest(k.conkey) WITH ORDINALITY AS o(number, at)
          JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = o.number),
        'schema', (SELECT n.nspname FROM pg_namespace AS n WHERE n.oid = f.relnamespace AND n.nspname <> :schema),
        'table', f.relname,
        'targets', (SELECT json_agg(a.attname ORDER BY o.at) FROM unnest(k.confkey) WITH ORDINALITY AS o(number, at)
          JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = o.number),
        'cascades', k.confdeltype = 'c',
        'condition', CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
        'definition', pg_get_constraintdef(k.oid)) ORDER BY k.contype, k.conname)
      FROM pg_constraint AS k LEFT JOIN pg_class AS f ON f.oid = k.confrelid
      WHERE k.conrelid = c.oid AND k.conparentid = 0 AND k.contype IN ('p', 'u', 'f', 'c', 'x')), '[]'),
    'indexes', coalesce((SELECT json_agg(json_build_object('is_unique', i.indisunique,
        'is_plain', i.indpred IS NULL AND i.indexprs IS NULL AND m.amname = 'btree',
        'columns', (SELECT json_agg(a.attname ORDER BY o.at) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS o(number, at)
          JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = o.number WHERE o.at <= i.indnkeyatts),
        'definition', pg_get_indexdef(i.indexrelid)) ORDER BY x.relname)
      FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_am AS m ON m.oid = x.relam
      WHERE i.indrelid = c.oid AND i.indisvalid AND NOT EXISTS (SELECT 1 FROM pg_constraint AS k
        WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))), '[]'))::text AS facts
  FROM pg_class AS c WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = :schema)
    AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname";

/// A table as the query gives it.
#[derive(Deserialize)]
struct RawTable {
    name: String,
    row_count: Option<f64>,
    fields: Vec<RawField>,
    constraints: Vec<RawConstraint>,
    indexes: Vec<RawIndex>,
}

#[derive(Deserialize)]
struct RawField {
    name: String,
    #[serde(flatten)]
    ty: RawType,
    is_required: bool,
    default: Option<String>,
    is_identity: bool,
    generated: Option<String>,
    null_share: Option<f64>,
    domain_checks: Option<Vec<DomainCheck>>,
}

#[derive(Deserialize)]
struct DomainCheck {
    name: String,
    condition: String,
}

#[derive(Deserialize)]
struct RawConstraint {
    kind: String,
    name: String,
    columns: Option<Vec<String>>,
    schema: Option<String>,
    table: Option<String>,
    targets: Option<Vec<String>>,
    cascades: bool,
    condition: Option<String>,
    definition: String,
}

#[derive(Deserialize)]
struct RawIndex {
    is_unique: bool,
    is_plain: bool,
    columns: Option<Vec<String>>,
    definition: String,
}

impl RawTable {
    fn table(self) -> CatalogTable {
        // Estimates are whole numbers below 2^53; a table that was never analysed has -1.
        let row_count = self.row_count.filter(|rows| *rows >= 0.0).map(|rows| rows as u64);
        let mut table = CatalogTable { name: self.name, row_count, ..CatalogTable::default() };
        for field in self.fields {
            let checks = field.domain_checks.as_deref().unwrap_or_default();
            let checks = checks.iter().map(|check| check.of_column(&field.name));
            table.checks.extend(checks.collect::<Vec<_>>());
            table.fields.push(field.field());
        }
        self.constraints.into_iter().for_each(|constraint| constraint.add_to(&mut table));
        for index in self.indexes {
            let columns = index.columns.unwrap_or_default();
            match (index.is_plain, index.is_unique) {
                (true, true) if !table.unique.contains(&columns) => table.unique.push(columns),
                (true, false) if !table.indexes.contains(&columns) => table.indexes.push(columns),
                (true, _) => {}
                (false, true) => table.others.push(index.definition),
                // How queries find rows changes none.
                (false, false) => {}
            }
        }
        table
    }
}

impl RawField {
    fn field(self) -> CatalogField {
        let has_sequence = self.default.as_deref().is_some_and(|default| default.starts_with("nextval("));
        CatalogField {
            ty: self.ty.field_type(),
            type_name: self.ty.shown(),
            is_nullable: !self.is_required,
            is_numbered: self.is_identity || has_sequence,
            name: self.name,
            default: self.default,
            generated: self.generated,
            null_share: self.null_share,
        }
    }
}

impl DomainCheck {
    /// The check as one of a column's: a domain calls its value VALUE.
    fn of_column(&self, column: &str) -> CatalogCheck {
        let quoted = format!("\"{}\"", column.replace('"', "\"\""));
        // What stands between single quotes is text; its parts have odd places.
        let parts = self.condition.split('\'').enumerate();
        let parts = parts.map(|(at, part)| if at % 2 == 0 { part.replace("VALUE", &quoted) } else { part.to_owned() });
        CatalogCheck { name: format!("{column}_{}", self.name), condition: parts.collect::<Vec<_>>().join("'") }
    }
}

impl RawConstraint {
    fn add_to(self, table: &mut CatalogTable) {
        let columns = self.columns.unwrap_or_default();
        match (self.kind.as_str(), self.condition) {
            ("p", _) => table.key = columns,
            ("u", _) => table.unique.push(columns),
            ("c", Some(condition)) => table.checks.push(CatalogCheck { name: self.name, condition }),
            ("f", _) => table.references.push(CatalogReference {
                columns,
                schema: self.schema,
                table: self.table.unwrap_or_default(),
                targets: self.targets.unwrap_or_default(),
                cascades: self.cascades,
            }),
            _ => table.others.push(self.definition),
        }
    }
}
