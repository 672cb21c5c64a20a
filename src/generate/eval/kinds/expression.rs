//! sql.
//!
//! `sql:` and conditions. Typing, rounding and precedence were settled by `plan/sql/`; `generate/sql/` evaluates the
//! typed tree over whole columns, and this file connects the two.

use arrow::array::ArrayRef;

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::generate::sql::evaluate;
use crate::plan::maker::ColumnIndex;
use crate::plan::sql::TypedExpr;

impl ColumnRequest<'_, '_> {
    /// An expression over other columns of the rows; whole numbers stay 64 bits wide until they are written.
    ///
    /// `inputs[i]` is the column that slot `i` of the expression reads, in the same rows. Three-valued logic as in
    /// SQL: a null operand makes a null, except in `coalesce`, `is null`, `and`, `or` and `case`.
    ///
    /// # Errors
    /// At the row: division by zero, overflow, a text that does not parse, a value outside a function's domain. The
    /// message has the operands' values in brackets, so that the reader need not evaluate the row by hand.
    pub(super) fn sql(&self, expr: &TypedExpr, inputs: &[ColumnIndex]) -> Result<ArrayRef, DataError> {
        let inputs = inputs.iter().map(|&input| self.read(input)).collect::<Result<Vec<_>, _>>()?;
        let cells = evaluate(expr, &inputs, self.rows.len())
            .map_err(|error| self.error(error.row, format!("{} ({})", error.message, error.operands)))?;
        match self.column.ty {
            crate::plan::Type::Int(_) if cells.data_type() != &arrow::datatypes::DataType::Int64 => {
                let cells = arrow::compute::cast(&cells, &arrow::datatypes::DataType::Int64);
                cells.map_err(|error| self.error(0, error.to_string()))
            }
            _ => Ok(cells),
        }
    }
}
