//! A live table and the sealed one whose rows it is to get, column by column.

use sqlx::postgres::{PgConnection, PgRow};

use crate::plan::Table;
use crate::store::StoreError;
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::copies::Copy;
use crate::store::postgres::layout::ddl::Layout;

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It gets the sealed value.
    Value,
    /// The same, compared as text: one side is `text`, the other `varchar`.
    Text,
    /// The sealed copy lacks it: it gets its default.
    Default,
    /// The sealed copy lacks it, and it has no default: it gets null.
    Null,
    /// The server gives its value: it is computed, or an identity that the sealed copy lacks.
    Left,
}

/// A column of a live table or of the sealed one.
#[derive(Clone, Debug)]
pub struct PairedColumn {
    pub name: String,
    pub fate: Fate,
    /// Whether the server lets only an insert give it a value: `GENERATED ALWAYS AS IDENTITY`.
    pub is_fixed: bool,
}

/// Why a column cannot have the sealed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PairMisfit {
    /// The live table lacks it.
    Lacking { name: String, is_of_spec: bool },
    /// The live table computes it.
    Computed { name: String },
    /// It has another type.
    Typed { name: String, live: String, sealed: String },
    /// Every row needs a value, and the sealed copy has none.
    Required { name: String },
}

/// Two tables.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The table's name in the store.
    pub stored_name: String,
    /// The live table, quoted and with its schema.
    pub live: String,
    /// The sealed one.
    pub sealed: String,
    /// The columns that identify rows.
    pub key: Vec<String>,
    /// Whether the live table takes rows without a value for one of them.
    pub has_nullable_key: bool,
    /// The columns of the live table.
    pub columns: Vec<PairedColumn>,
}

impl Pair {
    /// Compares the columns of two tables that are there.
    pub async fn read(
        connection: &mut PgConnection,
        layout: Layout,
        table: &Table,
        live: &str,
        sealed: &str,
    ) -> Result<(Pair, Vec<PairMisfit>), StoreError> {
        let rows = sqlx::query(COLUMNS).bind(live).bind(sealed).fetch_all(connection).await.map_err(control_failed)?;
        let spec: Vec<String> = layout.declared(table).into_iter().map(|(name, ..)| name).collect();
        let key: Vec<String> = layout.key_columns(table, &table.key).into_iter().map(str::to_owned).collect();
        let (mut columns, mut misfits, mut has_nullable_key) = (Vec::new(), Vec::new(), false);
        for row in &rows {
            has_nullable_key |= key.contains(&get(row, "name")?) && !get::<bool>(row, "is_required")?;
            match judged(row, &spec)? {
                Ok(column) => columns.push(column),
                Err(misfit) => misfits.push(misfit),
            }
        }
        let (live, sealed, stored_name) = (live.to_owned(), sealed.to_owned(), table.stored_name.clone());
        Ok((Pair { stored_name, live, sealed, key, has_nullable_key, columns }, misfits))
    }

    /// The names of the columns with one of these fates.
    pub fn with<'p>(&'p self, fates: &'p [Fate]) -> impl Iterator<Item = &'p str> {
        self.columns.iter().filter(|column| fates.contains(&column.fate)).map(|column| column.name.as_str())
    }

    /// The columns that get sealed values.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.with(&[Fate::Value, Fate::Text])
    }

    /// Whether a column besides the key can only be given a value by an insert.
    pub fn is_inserted_only(&self) -> bool {
        self.columns.iter().any(|column| {
            column.is_fixed && matches!(column.fate, Fate::Value | Fate::Text) && !self.key.contains(&column.name)
        })
    }
}

/// Two copies that have their relations in the order of the same tables.
#[derive(Clone, Copy)]
pub struct CopyPair<'a> {
    /// The live one.
    pub live: &'a Copy,
    /// The sealed one whose rows it is to get.
    pub sealed: &'a Copy,
}

/// The live tables of `tables`, in their order, with the sealed ones.
pub async fn read_all(
    connection: &mut PgConnection,
    tables: &[Table],
    CopyPair { live, sealed }: CopyPair<'_>,
) -> Result<(Vec<Pair>, Vec<(String, PairMisfit)>), StoreError> {
    let layout = if live.schema.is_some() { Layout::Schema } else { Layout::Shared };
    let (mut pairs, mut misfits) = (Vec::new(), Vec::new());
    for (index, table) in tables.iter().enumerate() {
        let (live, sealed) = (live.table(index)?, sealed.table(index)?);
        let (pair, found) = Pair::read(connection, layout, table, live, sealed).await?;
        misfits.extend(found.into_iter().map(|misfit| (table.stored_name.clone(), misfit)));
        pairs.push(pair);
    }
    Ok((pairs, misfits))
}

/// Every column of two tables. `text` and `varchar` hold the same values as far as they fit.
const COLUMNS: &str = "WITH columns AS (
      SELECT attrelid = $1::regclass AS is_live, attname::text AS name, attnum, atttypid, format_type(atttypid, atttypmod) AS ty,
        attgenerated <> '' AS is_computed, attidentity::text AS identity, atthasdef AND attgenerated = '' AS has_default,
        attnotnull, typdefault IS NOT NULL AS type_has_default
      FROM pg_attribute JOIN pg_type AS y ON y.oid = atttypid
      WHERE attrelid IN ($1::regclass, $2::regclass) AND attnum > 0 AND NOT attisdropped
    )
    SELECT name, l.name IS NOT NULL AS in_live, s.name IS NOT NULL AS in_sealed, coalesce(l.ty, '') AS live_type,
      coalesce(s.ty, '') AS sealed_type,
      coalesce(ARRAY[l.atttypid, s.atttypid] <@ ARRAY['text'::regtype, 'varchar'::regtype]::oid[], false) AS are_texts,
      coalesce(l.is_computed, false) AS is_computed, coalesce(l.identity, '') AS identity,
      coalesce(l.has_default OR l.type_has_default, false) AS has_default, coalesce(l.attnotnull, false) AS is_required
    FROM (SELECT * FROM columns WHERE is_live) AS l FULL JOIN (SELECT * FROM columns WHERE NOT is_live) AS s USING (name)
    ORDER BY l.attnum, s.attnum";

fn judged(row: &PgRow, spec: &[String]) -> Result<Result<PairedColumn, PairMisfit>, StoreError> {
    let name: String = get(row, "name")?;
    let (in_live, in_sealed): (bool, bool) = (get(row, "in_live")?, get(row, "in_sealed")?);
    let (live, sealed): (String, String) = (get(row, "live_type")?, get(row, "sealed_type")?);
    let is_of_spec = spec.contains(&name);
    let identity: &str = get(row, "identity")?;
    let fate = match (in_live, in_sealed) {
        (false, _) => return Ok(Err(PairMisfit::Lacking { name, is_of_spec })),
        _ if get(row, "is_computed")? => match is_of_spec {
            true => return Ok(Err(PairMisfit::Computed { name })),
            false => Fate::Left,
        },
        (true, true) if live == sealed => Fate::Value,
        (true, true) if get(row, "are_texts")? => Fate::Text,
        (true, true) => return Ok(Err(PairMisfit::Typed { name, live, sealed })),
        (true, false) if !identity.is_empty() => Fate::Left,
        (true, false) if get(row, "has_default")? => Fate::Default,
        (true, false) if get(row, "is_required")? => return Ok(Err(PairMisfit::Required { name })),
        (true, false) => Fate::Null,
    };
    Ok(Ok(PairedColumn { is_fixed: identity == "a", name, fate }))
}
