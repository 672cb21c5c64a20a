//! sql.

use arrow::array::ArrayRef;

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::sql::evaluate;
use crate::plan::maker::ColumnIndex;
use crate::plan::sql::TypedExpr;

impl Cells<'_, '_> {
    /// An expression over other columns of the rows; whole numbers stay 64 bits wide until they are written.
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
