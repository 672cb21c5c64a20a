//! Rows of a SQLite file → Arrow batches of the plan's types → proofs.
//!
//! Whatever a tenant has done to the file, reading it gives a result: a value counts by what it is, not by how a driver
//! wrote it; one that is no value of its column's type is foreign (it enters as null, counted and mixed into the proof),
//! a table that is not there has no rows, a column that is not there is foreign in every row.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{Field, Schema, SchemaRef};

use super::raw::{CanonicalForm, Cell, Db};
use super::{ddl, failed, number, text};
use crate::plan::{CellValue, Column, ColumnBuilder, Table, Type, json};
use crate::store::{Caller, Prover, StoreError, TableProof};

/// Rows per batch: columns of this length stay in the cache.
const BATCH_ROWS_MAX: usize = 8192;

/// Bytes of text after which a batch ends early: with one more cell of SQLite's largest size (10^9 bytes) a column
/// stays below the 2^31 bytes that its offsets can count.
const BATCH_TEXT_BYTES_MAX: usize = 1 << 26;

/// The proofs of all tables' rows. Call it inside a read transaction, so that the tables belong together.
pub fn prove(db: &Db, tables: &[Table], caller: &Caller) -> Result<Vec<TableProof>, StoreError> {
    tables.iter().map(|table| prove_table(db, table, caller)).collect()
}

fn prove_table(db: &Db, table: &Table, caller: &Caller) -> Result<TableProof, StoreError> {
    let mut prover = Prover::new(table);
    let stored = stored_columns(db, &table.stored_name)?;
    if stored.is_empty() {
        return Ok(prover.finish());
    }
    let columns: Vec<&Column> = table.written().map(|(_, column)| column).collect();
    let mut builders: Vec<Builder> = columns.iter().map(|column| Builder::new(column.ty)).collect();
    let schema = batch_schema(&columns);
    let doing = format!("read table {:?}", table.name);
    let mut query = db.query(&select(table, &columns, &stored), &[]).map_err(failed(&doing))?;
    let (mut rows, mut text_bytes) = (0, 0);
    while let Some(row) = query.next_row().map_err(failed(&doing))? {
        for (index, (builder, column)) in builders.iter_mut().zip(&columns).enumerate() {
            let cell = row.cell(index);
            text_bytes += if let Cell::Text(text) = cell { text.len() } else { 0 };
            if !builder.push(cell) {
                prover.foreign(&column.name, &foreign_bytes(cell));
            }
        }
        rows += 1;
        if rows == BATCH_ROWS_MAX || text_bytes >= BATCH_TEXT_BYTES_MAX {
            caller.check()?;
            prover.update(&batch(&schema, &mut builders)?);
            caller.add(rows);
            (rows, text_bytes) = (0, 0);
        }
    }
    prover.update(&batch(&schema, &mut builders)?);
    caller.add(rows);
    Ok(prover.finish())
}

/// The columns of an ordinary table with this name; none if there is no such table. Views and virtual tables are not
/// read: what they give is not stored rows.
pub fn stored_columns(db: &Db, table: &str) -> Result<Vec<String>, StoreError> {
    let found = pragma(db, "table_list", table)?;
    if found.iter().all(|row| row.get(2).is_none_or(|kind| kind != "table")) {
        return Ok(Vec::new());
    }
    Ok(pragma(db, "table_xinfo", table)?.into_iter().filter_map(|row| row.into_iter().nth(1)).collect())
}

/// What a pragma returns about a table. The function of the same meaning would not do: a tenant may have a table of its name.
pub fn pragma(db: &Db, name: &str, table: &str) -> Result<Vec<Vec<String>>, StoreError> {
    let sql = format!("PRAGMA main.{name}({})", ddl::literal(table));
    db.texts(&sql, &[]).map_err(failed("read the schema"))
}

fn select(table: &Table, columns: &[&Column], stored: &[String]) -> String {
    let present = |column: &Column| stored.iter().any(|name| name.eq_ignore_ascii_case(&column.stored_name));
    let expressions: Vec<String> =
        columns.iter().map(|column| if present(column) { quoted_column(column) } else { "x''".to_owned() }).collect();
    format!("SELECT {} FROM main.{}", expressions.join(", "), ddl::quoted(&table.stored_name))
}

fn quoted_column(column: &Column) -> String {
    ddl::quoted(&column.stored_name)
}

/// All fields nullable: a foreign value enters as null, also in a column that has none.
fn batch_schema(columns: &[&Column]) -> SchemaRef {
    let fields: Vec<Field> = columns.iter().map(|column| Field::new(&column.name, column.ty.arrow(), true)).collect();
    Arc::new(Schema::new(fields))
}

fn batch(schema: &SchemaRef, builders: &mut [Builder]) -> Result<RecordBatch, StoreError> {
    let arrays: Vec<ArrayRef> = builders.iter_mut().map(|builder| builder.column.finish()).collect();
    RecordBatch::try_new(schema.clone(), arrays)
        .map_err(|error| StoreError::machine(format!("could not make a batch of stored rows: {error}")))
}

/// Storage class and content: two foreign values count as equal only if both are.
fn foreign_bytes(cell: Cell<'_>) -> Vec<u8> {
    match cell {
        Cell::Null => b"n".to_vec(),
        Cell::Int(value) => [b"i".as_slice(), &value.to_le_bytes()].concat(),
        Cell::Real(value) => [b"r".as_slice(), &value.to_bits().to_le_bytes()].concat(),
        Cell::Text(bytes) => [b"t", bytes].concat(),
        Cell::Blob(bytes) => [b"b", bytes].concat(),
    }
}

/// A column of stored values on their way into an array.
struct Builder {
    ty: Type,
    column: ColumnBuilder,
}

impl Builder {
    fn new(ty: Type) -> Self {
        Builder { ty, column: ColumnBuilder::new(ty) }
    }

    /// False when the cell is no value of the type; null was added then.
    fn push(&mut self, cell: Cell<'_>) -> bool {
        if let (Type::Json, Cell::Text(text)) = (self.ty, cell) {
            let json = canonical_json(text);
            return self.column.append(json.as_deref().map(CellValue::Text)) && json.is_some();
        }
        let value = value(self.ty, cell);
        self.column.append(value) && (value.is_some() || cell == Cell::Null)
    }
}

/// In the form that the plan gives JSON.
fn canonical_json(text: &[u8]) -> Option<String> {
    json::canonical(std::str::from_utf8(text).ok()?)
}

/// The value of type `ty`, which is not JSON, that a cell stands for.
fn value(ty: Type, cell: Cell<'_>) -> Option<CellValue<'_>> {
    match (ty, cell) {
        (Type::Bool, _) => integer(cell).and_then(bit).map(CellValue::Bool),
        (Type::Int(_) | Type::Duration, _) => integer(cell).map(CellValue::Int),
        (Type::Decimal { precision, scale }, Cell::Real(value)) => {
            number::decimal_of_real(value, precision, scale).map(CellValue::Decimal)
        }
        (Type::Decimal { precision, scale }, Cell::Int(value)) => {
            decimal_of_integer(value, precision, scale).map(CellValue::Decimal)
        }
        (Type::Float, Cell::Real(value)) => value.is_finite().then_some(CellValue::Float(value)),
        (Type::Float, Cell::Int(value)) => is_double(value).then_some(CellValue::Float(value as f64)),
        (Type::Uuid, Cell::Blob(bytes)) => bytes.try_into().ok().map(CellValue::Uuid),
        (Type::Float, _) => None,
        (Type::Json, _) => None,
        (_, Cell::Text(bytes)) => text::parse(ty, bytes),
        _ => None,
    }
}

/// A whole number, also one that an altered column keeps as a double.
fn integer(cell: Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Int(value) => Some(value),
        Cell::Real(value) => Some(value as i64).filter(|&whole| whole as f64 == value && is_double(whole)),
        _ => None,
    }
}

/// Whether a double distinguishes a whole number from its neighbours.
fn is_double(value: i64) -> bool {
    value.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS
}

fn bit(value: i64) -> Option<bool> {
    matches!(value, 0 | 1).then_some(value == 1)
}

/// As an altered column keeps it; of at most 15 significant digits, like all decimals.
fn decimal_of_integer(value: i64, precision: u8, scale: u8) -> Option<i128> {
    let unscaled = i128::from(value).checked_mul(10_i128.checked_pow(scale.into())?)?;
    let fits = unscaled.unsigned_abs() < 10_u128.checked_pow(precision.into())?;
    (fits && number::significant_digits(unscaled) <= number::DIGITS_MAX).then_some(unscaled)
}

/// What is the same for two cells if they are the same value of a type, however they are written.
pub fn canonical(ty: &str, cell: Cell<'_>) -> Option<CanonicalForm> {
    if cell == Cell::Null {
        return None;
    }
    let ty = Type::parse(ty);
    if let (Some(Type::Json), Cell::Text(text)) = (ty, cell) {
        return Some(
            canonical_json(text).map_or_else(|| CanonicalForm::Bytes(foreign_bytes(cell)), CanonicalForm::Text),
        );
    }
    let Some(value) = ty.and_then(|ty| value(ty, cell)) else {
        return Some(CanonicalForm::Bytes(foreign_bytes(cell)));
    };
    Some(CanonicalForm::Text(match value {
        CellValue::Bool(value) => value.to_string(),
        CellValue::Int(value) => value.to_string(),
        CellValue::Day(value) => value.to_string(),
        CellValue::Decimal(value) => value.to_string(),
        CellValue::Float(value) => (value + 0.0).to_bits().to_string(),
        CellValue::Uuid(bytes) => u128::from_be_bytes(bytes).to_string(),
        CellValue::Text(text) => text.to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_value_of_the_type_is_foreign() {
        let one = Cell::Text(b"1");
        for ty in [Type::Bool, Type::INT, Type::Float, Type::Date, Type::Time, Type::Uuid, Type::Duration] {
            assert!(!Builder::new(ty).push(one), "{ty}");
            assert!(Builder::new(ty).push(Cell::Null), "{ty}");
        }
        assert!(!Builder::new(Type::Text).push(Cell::Int(1)));
        assert!(!Builder::new(Type::Text).push(Cell::Text(b"\xff")));
        assert!(!Builder::new(Type::Bool).push(Cell::Int(2)));
        assert!(!Builder::new(Type::INT).push(Cell::Real(1.5)));
        assert!(!Builder::new(Type::Uuid).push(Cell::Blob(b"short")));
        assert!(!Builder::new(Type::Decimal { precision: 5, scale: 2 }).push(Cell::Real(1000.0)));
        assert!(!Builder::new(Type::Decimal { precision: 38, scale: 2 }).push(Cell::Int(1_234_567_890_123_456)));
    }

    #[test]
    fn cells_are_the_same_when_their_values_are() {
        let form = |ty: Type, cell| match canonical(&ty.to_string(), cell) {
            Some(CanonicalForm::Text(text)) => text,
            Some(CanonicalForm::Bytes(bytes)) => format!("foreign {bytes:?}"),
            None => "null".to_owned(),
        };
        let same = |ty: Type, left, right| form(ty, left) == form(ty, right);
        let money = Type::Decimal { precision: 18, scale: 2 };
        assert!(same(money, Cell::Real(12.0), Cell::Int(12)));
        assert!(same(money, Cell::Real(12.5), Cell::Text(b"12.50")));
        assert!(!same(money, Cell::Real(12.5), Cell::Real(12.500_001)));
        assert!(same(Type::Time, Cell::Text(b"2026-01-01 00:00:00"), Cell::Text(b"2026-01-01T00:00:00.000000Z")));
        assert!(!same(Type::Time, Cell::Text(b"2026-01-01 00:00:00"), Cell::Text(b"2026-01-01 00:00:01")));
        assert!(same(Type::Uuid, Cell::Blob(&[0xab; 16]), Cell::Text(b"abababab-abab-abab-abab-abababababab")));
        let json = Cell::Text(br#"{"b": 1.0, "a": [1]}"#);
        assert!(same(Type::Json, json, Cell::Text(br#"{"a":[1],"b":1}"#)));
        assert!(!same(Type::Json, json, Cell::Text(br#"{"a":[1],"b":1.5}"#)));
        assert!(!same(Type::Json, Cell::Text(b"{"), Cell::Text(b"{ ")), "text that is no JSON differs by its letters");
        assert!(same(Type::INT, Cell::Real(7.0), Cell::Int(7)));
        assert!(!same(Type::INT, Cell::Text(b"7"), Cell::Int(7)), "letters are no number");
        assert!(!same(Type::Text, Cell::Text(b"a"), Cell::Blob(b"a")));
    }
}
