//! The walk over a typed expression: each node becomes one column.
//!
//! Masks are the heart of it. SQL says that `case`, `coalesce`, `and` and `or` must not fail because of a part that
//! was not needed; per row that is a branch, per column it is a bitmap of the rows in which a part counts. A part
//! that counts in no row is not evaluated.
//!
//! ```text
//! case when q > 0 then p / q else 0 end      q > 0:  1 1 0 1
//!   active for  p / q   1 1 0 1
//!   active for  0       0 0 1 0
//! ```
//!
//! The recursion is as deep as the expression; the parser limits that depth.

use std::cell::RefCell;

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use arrow::compute::kernels::boolean;

use super::assemble::{assemble, compare};
use super::convert::convert;
use super::exact::ExactColumn;
use super::lane::{CountedRows, LoopComparison, RowFault, false_rows, narrowed, true_rows};
use super::operations::{arithmetic, like, magnitude, negate, round};
use super::text::TextColumn;
use super::value::SqlColumn;
use super::{SqlDataError, operands, temporal, text_functions};
use crate::plan::sql::{Comparison, Function, TypedExpr, TypedNode};
use crate::plan::types::Type;

// The rows in which a node counts; `None` is all of them.
type ActiveRows<'a> = Option<&'a BooleanBuffer>;

/// One batch: its inputs, each read once.
///
/// `read` keeps the inputs by slot, so that `a + a * b` converts `a` once.
pub(super) struct Evaluation<'a> {
    inputs: &'a [ArrayRef],
    rows: usize,
    read: RefCell<Vec<Option<SqlColumn>>>,
}

impl<'a> Evaluation<'a> {
    pub fn new(inputs: &'a [ArrayRef], rows: usize) -> Self {
        Evaluation { inputs, rows, read: RefCell::new(vec![None; inputs.len()]) }
    }

    /// The expression's value as an array of its type.
    ///
    /// Exact numbers stay unrounded inside the tree and are rounded here, once: `(a / 3) * 3` is `a`.
    ///
    /// # Errors
    /// The first fault that the walk meets, which need not be that of the first row; `evaluate` looks for an earlier
    /// one.
    pub fn array(&self, expr: &TypedExpr) -> Result<ArrayRef, SqlDataError> {
        let value = match self.value(expr, None)? {
            SqlColumn::Exact(exact) => SqlColumn::Exact(self.place(expr, exact.fit(expr.ty, self.counted(None)))?),
            value => value,
        };
        self.place(expr, value.into_array(expr.ty, self.rows))
    }

    /// The rows that count in a node with this mask.
    ///
    /// Before nulls are known; operations narrow it by the nulls of their operands.
    fn counted<'b>(&self, active: ActiveRows<'b>) -> CountedRows<'b> {
        CountedRows { rows: self.rows, active, nulls: None }
    }

    /// Turns a fault of a row into an error that names what the node read.
    ///
    /// The names are those of the node's own inputs, not of the whole expression's: in `a / b + c` a zero `b` is
    /// shown with `a`.
    fn place<T>(&self, expr: &TypedExpr, result: Result<T, RowFault>) -> Result<T, SqlDataError> {
        result.map_err(|RowFault { row, message }| {
            let operands = operands(expr, self.inputs, row);
            SqlDataError { row, message, operands }
        })
    }

    /// A node's column, in which only the active rows have a meaning.
    ///
    /// Exhaustive over nodes on purpose, so that a new node does not compile until it has a column.
    fn value(&self, expr: &TypedExpr, active: ActiveRows) -> Result<SqlColumn, SqlDataError> {
        let counted = self.counted(active);
        match &expr.node {
            TypedNode::Input { slot, .. } => self.input(expr, *slot),
            TypedNode::Constant(literal) => Ok(SqlColumn::constant(literal, expr.ty, self.rows)),
            TypedNode::Negate(operand) => {
                let value = self.value(operand, active)?;
                self.place(expr, negate(value, counted))
            }
            TypedNode::Arithmetic(op, left, right) => {
                let (left, right) = (self.value(left, active)?, self.value(right, active)?);
                self.place(expr, arithmetic(*op, left, right, counted))
            }
            TypedNode::Convert(operand) => {
                let value = self.value(operand, active)?;
                self.place(expr, convert(value, operand.ty, expr.ty, counted))
            }
            TypedNode::Round { operand, mode, digits } => {
                let value = self.value(operand, active)?;
                self.place(expr, round(value, *mode, *digits, counted))
            }
            TypedNode::Like { operand, pattern, negated, any_case } => {
                let text = self.text(operand, active)?;
                self.place(expr, like(text, pattern, *any_case, self.rows)).map(|found| negated_if(*negated, found))
            }
            TypedNode::Concat { args, skip_nulls } => {
                let args = args.iter().map(|arg| self.text(arg, active)).collect::<Result<Vec<_>, _>>()?;
                self.place(expr, text_functions::concat(&args, *skip_nulls, counted)).map(SqlColumn::Text)
            }
            TypedNode::Case { operand, branches, otherwise } => {
                self.case(expr, operand.as_deref(), branches, otherwise.as_deref(), active)
            }
            TypedNode::Coalesce(args) => self.coalesce(expr, args, active),
            TypedNode::NullIf(value, null) => self.null_if(expr, value, null, active),
            TypedNode::Extreme { args, greatest } => self.extreme(expr, args, *greatest, active),
            TypedNode::Call(function, args) => self.call(expr, *function, args, active),
            TypedNode::Compare(..)
            | TypedNode::Distinct { .. }
            | TypedNode::And(..)
            | TypedNode::Or(..)
            | TypedNode::Not(_) => self.bools(expr, active).map(SqlColumn::Bool),
            TypedNode::IsNull { .. } | TypedNode::In { .. } | TypedNode::Between { .. } => {
                self.bools(expr, active).map(SqlColumn::Bool)
            }
        }
    }

    /// The column of an input, converted once.
    ///
    /// Inputs are read without a mask and may be shared by branches with different masks.
    ///
    /// # Errors
    /// In row 0: an array of another type or length than the plan promised, which is a bug of the caller.
    fn input(&self, expr: &TypedExpr, slot: usize) -> Result<SqlColumn, SqlDataError> {
        if let Some(Some(value)) = self.read.borrow().get(slot) {
            return Ok(value.clone());
        }
        let value = self.inputs.get(slot).and_then(|array| SqlColumn::from_array(array, expr.ty, self.rows));
        let Some(value) = value else {
            let message = format!("input {slot} is missing or not {} with {} rows", expr.ty, self.rows);
            return Err(SqlDataError { row: 0, message, operands: String::new() });
        };
        self.read.borrow_mut()[slot] = Some(value.clone());
        Ok(value)
    }

    /// The nodes that give bool by themselves.
    ///
    /// Boolean nodes keep Arrow's array instead of a [`SqlColumn`], so that Kleene kernels of the `arrow` crate apply.
    fn bools(&self, expr: &TypedExpr, active: ActiveRows) -> Result<BooleanArray, SqlDataError> {
        match &expr.node {
            TypedNode::Compare(op, left, right) => {
                let (left, right) = (self.value(left, active)?, self.value(right, active)?);
                self.comparison(expr, *op, &left, &right, active)
            }
            TypedNode::Distinct { left, right, negated } => self.distinct(expr, left, right, *negated, active),
            TypedNode::And(left, right) => {
                let left = self.bools(left, active)?;
                // The right side counts where the left is true or null: `null and false` is false, so null does not
                // decide yet.
                let open = narrowed(&!&false_rows(&left), active);
                self.joined(left, right, &open, boolean::and_kleene)
            }
            TypedNode::Or(left, right) => {
                let left = self.bools(left, active)?;
                // Likewise for OR: only true decides.
                let open = narrowed(&!&true_rows(&left), active);
                self.joined(left, right, &open, boolean::or_kleene)
            }
            TypedNode::Not(operand) => Ok(not(&self.bools(operand, active)?)),
            TypedNode::IsNull { operand, negated } => {
                let valid = self.value(operand, active)?.valid_rows(self.rows);
                Ok(BooleanArray::new(if *negated { valid } else { !&valid }, None))
            }
            TypedNode::In { operand, list, negated } => self.in_list(expr, operand, list, *negated, active),
            TypedNode::Between { operand, low, high, negated } => {
                let operand = self.value(operand, active)?;
                let (low, high) = (self.value(low, active)?, self.value(high, active)?);
                // Both bounds are evaluated in all active rows, as in PostgreSQL: `between` promises no order.
                let above = self.comparison(expr, Comparison::GreaterOrEqual, &operand, &low, active)?;
                let below = self.comparison(expr, Comparison::LessOrEqual, &operand, &high, active)?;
                let inside = kleene(boolean::and_kleene, &above, &below);
                Ok(if *negated { not(&inside) } else { inside })
            }
            _ => match self.value(expr, active)? {
                SqlColumn::Bool(bools) => Ok(bools),
                _ => Err(SqlDataError {
                    row: 0,
                    message: "a condition is not a bool".to_owned(),
                    operands: String::new(),
                }),
            },
        }
    }

    /// AND or OR: the right side counts in the `open` rows only.
    ///
    /// When the left side decides every row, the right one is not evaluated at all.
    fn joined(
        &self,
        left: BooleanArray,
        right: &TypedExpr,
        open: &BooleanBuffer,
        kernel: KleeneKernel,
    ) -> Result<BooleanArray, SqlDataError> {
        // A branch that no row takes is not evaluated.
        if !open.has_true() {
            return Ok(left);
        }
        Ok(kleene(kernel, &left, &self.bools(right, Some(open))?))
    }

    /// One of SQL's six comparisons, as three-valued bools.
    ///
    /// Null where an operand is null. `>` and `>=` swap the operands, `<>` inverts the bits.
    fn comparison(
        &self,
        expr: &TypedExpr,
        op: Comparison,
        left: &SqlColumn,
        right: &SqlColumn,
        active: ActiveRows,
    ) -> Result<BooleanArray, SqlDataError> {
        // Three loops instead of six.
        let (operator, swapped, negated) = match op {
            Comparison::Equal => (LoopComparison::Equal, false, false),
            Comparison::NotEqual => (LoopComparison::Equal, false, true),
            Comparison::Less => (LoopComparison::Less, false, false),
            Comparison::LessOrEqual => (LoopComparison::LessOrEqual, false, false),
            Comparison::Greater => (LoopComparison::Less, true, false),
            Comparison::GreaterOrEqual => (LoopComparison::LessOrEqual, true, false),
        };
        let (left, right) = if swapped { (right, left) } else { (left, right) };
        let bits = self.place(expr, compare(left, right, operator, self.counted(active)))?;
        let nulls = NullBuffer::union(left.nulls(), right.nulls());
        Ok(BooleanArray::new(if negated { !&bits } else { bits }, nulls))
    }

    /// `is distinct from`: never null, and two nulls are the same.
    fn distinct(
        &self,
        expr: &TypedExpr,
        left: &TypedExpr,
        right: &TypedExpr,
        negated: bool,
        active: ActiveRows,
    ) -> Result<BooleanArray, SqlDataError> {
        let (left, right) = (self.retyped(left, right, active)?, self.retyped(right, left, active)?);
        let equal = true_rows(&self.comparison(expr, Comparison::Equal, &left, &right, active)?);
        let (left, right) = (left.valid_rows(self.rows), right.valid_rows(self.rows));
        // Equal, or null on both sides.
        let same = &equal | &!&(&left | &right);
        Ok(BooleanArray::new(if negated { same } else { !&same }, None))
    }

    /// The value, where a NULL constant takes the type of the other operand.
    ///
    /// A bare `null` has no type, and two columns of different families cannot be compared.
    fn retyped(&self, expr: &TypedExpr, beside: &TypedExpr, active: ActiveRows) -> Result<SqlColumn, SqlDataError> {
        if expr.is_null_constant() { Ok(SqlColumn::null(beside.ty, self.rows)) } else { self.value(expr, active) }
    }

    /// `x in (a, b)`, which is `x = a or x = b`.
    ///
    /// One comparison per item: lists in specs are short, and a hash set would need a hash per type. `x in (1, null)`
    /// is null where it is not true, as the standard says.
    fn in_list(
        &self,
        expr: &TypedExpr,
        operand: &TypedExpr,
        list: &[TypedExpr],
        negated: bool,
        active: ActiveRows,
    ) -> Result<BooleanArray, SqlDataError> {
        let operand = self.value(operand, active)?;
        let mut found: Option<BooleanArray> = None;
        for item in list {
            let equal = self.comparison(expr, Comparison::Equal, &operand, &self.value(item, active)?, active)?;
            found = Some(match found {
                Some(found) => kleene(boolean::or_kleene, &found, &equal),
                None => equal,
            });
        }
        // An empty list holds nothing, not even null.
        let found = found.unwrap_or_else(|| BooleanArray::new(BooleanBuffer::new_unset(self.rows), None));
        Ok(if negated { not(&found) } else { found })
    }

    /// Both forms of `case`: with an operand it is compared with each `when`.
    ///
    /// A row takes the first branch whose condition is true; null counts as false. Without `else` the rest is null.
    fn case(
        &self,
        expr: &TypedExpr,
        operand: Option<&TypedExpr>,
        branches: &[(TypedExpr, TypedExpr)],
        otherwise: Option<&TypedExpr>,
        active: ActiveRows,
    ) -> Result<SqlColumn, SqlDataError> {
        let operand = operand.map(|operand| Ok((operand, self.value(operand, active)?))).transpose()?;
        let mut open = active.cloned().unwrap_or_else(|| BooleanBuffer::new_set(self.rows));
        let mut pieces = Vec::with_capacity(branches.len() + 1);
        for (when, then) in branches {
            if !open.has_true() {
                break;
            }
            let matches = match &operand {
                None => self.bools(when, Some(&open))?,
                Some((operand, value)) => {
                    let when = self.retyped(when, operand, Some(&open))?;
                    self.comparison(expr, Comparison::Equal, value, &when, Some(&open))?
                }
            };
            let taken = &open & &true_rows(&matches);
            open = &open & &!&taken;
            self.take_branch(then, taken, &mut pieces)?;
        }
        if let Some(otherwise) = otherwise {
            self.take_branch(otherwise, open, &mut pieces)?;
        }
        self.place(expr, assemble(expr.ty, pieces, self.counted(active)))
    }

    /// Evaluates a branch in the rows that take it, if any do.
    ///
    /// The mask travels with the value, so `assemble` need not evaluate the condition again.
    fn take_branch(
        &self,
        branch: &TypedExpr,
        taken: BooleanBuffer,
        pieces: &mut Vec<(BooleanBuffer, SqlColumn)>,
    ) -> Result<(), SqlDataError> {
        if taken.has_true() {
            let value = self.value(branch, Some(&taken))?;
            pieces.push((taken, value));
        }
        Ok(())
    }

    /// The first argument that is not null.
    ///
    /// An argument counts in the rows in which all arguments before it were null.
    fn coalesce(&self, expr: &TypedExpr, args: &[TypedExpr], active: ActiveRows) -> Result<SqlColumn, SqlDataError> {
        let mut open = active.cloned().unwrap_or_else(|| BooleanBuffer::new_set(self.rows));
        let mut pieces = Vec::with_capacity(args.len());
        for arg in args {
            if !open.has_true() {
                break;
            }
            let value = self.value(arg, Some(&open))?;
            let taken = &open & &value.valid_rows(self.rows);
            open = &open & &!&taken;
            pieces.push((taken, value));
        }
        self.place(expr, assemble(expr.ty, pieces, self.counted(active)))
    }

    /// The first argument, or null.
    ///
    /// Null where both are equal; the type is the first one's.
    fn null_if(
        &self,
        expr: &TypedExpr,
        value: &TypedExpr,
        null: &TypedExpr,
        active: ActiveRows,
    ) -> Result<SqlColumn, SqlDataError> {
        let (left, right) = (self.retyped(value, null, active)?, self.retyped(null, value, active)?);
        let equal = true_rows(&self.comparison(expr, Comparison::Equal, &left, &right, active)?);
        Ok(left.with_nulls(Some(NullBuffer::new(!&equal))))
    }

    /// `greatest` and `least`.
    ///
    /// Nulls are skipped, as in PostgreSQL (SQLite's `max(a, b)` and MySQL's `greatest` return null instead). All
    /// arguments are evaluated in all active rows.
    fn extreme(
        &self,
        expr: &TypedExpr,
        args: &[TypedExpr],
        greatest: bool,
        active: ActiveRows,
    ) -> Result<SqlColumn, SqlDataError> {
        let op = if greatest { Comparison::Greater } else { Comparison::Less };
        let mut best: Option<SqlColumn> = None;
        for arg in args {
            let value = self.value(arg, active)?;
            best = Some(match best {
                None => value,
                Some(best) => {
                    let better = true_rows(&self.comparison(expr, op, &value, &best, active)?);
                    let (valid, known) = (value.valid_rows(self.rows), best.valid_rows(self.rows));
                    // A value replaces the best so far if it is better, or if there was none.
                    let taken = &valid & &(&better | &!&known);
                    // Rows in neither mask are null in both.
                    let pieces = vec![(&known & &!&taken, best), (taken, value)];
                    self.place(expr, assemble(expr.ty, pieces, self.counted(active)))?
                }
            });
        }
        Ok(best.unwrap_or_else(|| SqlColumn::null(expr.ty, self.rows)))
    }

    /// A function of numbers, times or texts.
    ///
    /// Arguments of whole numbers, dates and times are fitted to their type first: `extract` sees the instant that a
    /// column of its argument would hold, in whole µs.
    fn call(
        &self,
        expr: &TypedExpr,
        function: Function,
        args: &[TypedExpr],
        active: ActiveRows,
    ) -> Result<SqlColumn, SqlDataError> {
        let counted = self.counted(active);
        let fitted = |index: usize| match args.get(index) {
            Some(arg) => self.fitted(arg, active),
            None => Err(SqlDataError { row: 0, message: "an argument is missing".to_owned(), operands: String::new() }),
        };
        match function {
            Function::Abs | Function::Sign => {
                let value = self.value(&args[0], active)?;
                self.place(expr, magnitude(function, value, counted))
            }
            Function::DateTrunc(unit) => {
                Ok(SqlColumn::Exact(temporal::date_trunc(unit, &fitted(0)?, expr.ty, self.rows)))
            }
            Function::Extract(field) => {
                Ok(SqlColumn::Exact(temporal::extract(field, &fitted(0)?, args[0].ty, self.rows)))
            }
            Function::DaysBetween => {
                Ok(SqlColumn::Exact(temporal::days_between(&fitted(0)?, &fitted(1)?, args[0].ty, self.rows)))
            }
            Function::MakeDate => {
                let (year, month, day) = (fitted(0)?, fitted(1)?, fitted(2)?);
                self.place(expr, temporal::make_date([&year, &month, &day], counted)).map(SqlColumn::Exact)
            }
            _ => {
                let values = args.iter().map(|arg| match arg.ty {
                    Type::Text => self.value(arg, active),
                    _ => self.fitted(arg, active).map(SqlColumn::Exact),
                });
                let values = values.collect::<Result<Vec<_>, _>>()?;
                self.place(expr, text_functions::call(function, &values, counted))
            }
        }
    }

    /// An exact value rounded and checked to be of its type, in 64 bits.
    ///
    /// # Errors
    /// A value outside its type, at the first active row.
    fn fitted(&self, expr: &TypedExpr, active: ActiveRows) -> Result<ExactColumn, SqlDataError> {
        match self.value(expr, active)? {
            SqlColumn::Exact(exact) => {
                let fitted = self.place(expr, exact.fit(expr.ty, self.counted(active)))?;
                Ok(ExactColumn { digits: fitted.digits.narrowed(self.rows), ..fitted })
            }
            _ => {
                Err(SqlDataError { row: 0, message: "an argument is not a number".to_owned(), operands: String::new() })
            }
        }
    }

    /// A node's column of texts.
    ///
    /// # Errors
    /// In row 0: a value of another family, which the plan rules out.
    fn text(&self, expr: &TypedExpr, active: ActiveRows) -> Result<TextColumn, SqlDataError> {
        match self.value(expr, active)? {
            SqlColumn::Text(text) => Ok(text),
            _ => Err(SqlDataError { row: 0, message: "an argument is not text".to_owned(), operands: String::new() }),
        }
    }
}

type KleeneKernel = fn(&BooleanArray, &BooleanArray) -> Result<BooleanArray, arrow::error::ArrowError>;

/// Three-valued AND or OR of columns of one length.
///
/// `expect` is safe: both columns come from one batch.
fn kleene(kernel: KleeneKernel, left: &BooleanArray, right: &BooleanArray) -> BooleanArray {
    kernel(left, right).expect("columns of a batch have one length, and nothing else can fail")
}

fn not(bools: &BooleanArray) -> BooleanArray {
    BooleanArray::new(!bools.values(), bools.nulls().cloned())
}

fn negated_if(negated: bool, bools: BooleanArray) -> SqlColumn {
    SqlColumn::Bool(if negated { not(&bools) } else { bools })
}
