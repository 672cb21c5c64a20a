//! The walk over a typed expression: each node becomes one column.

use std::cell::RefCell;

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use arrow::compute::kernels::boolean;

use super::assemble::{assemble, compare};
use super::case_map;
use super::convert::convert;
use super::exact::Exact;
use super::lane::{Counted, RowFault, Wanted, false_rows, narrowed, true_rows};
use super::text::Text;
use super::value::{Floats, Value};
use super::{SqlDataError, operands, temporal, text_functions};
use crate::plan::sql::{Arithmetic, Comparison, Function, Node, Rounding, TypedExpr};
use crate::plan::types::Type;

type Active<'a> = Option<&'a BooleanBuffer>;

/// One batch: its inputs, each read once.
pub(super) struct Evaluation<'a> {
    inputs: &'a [ArrayRef],
    rows: usize,
    read: RefCell<Vec<Option<Value>>>,
}

impl<'a> Evaluation<'a> {
    pub fn new(inputs: &'a [ArrayRef], rows: usize) -> Self {
        Evaluation { inputs, rows, read: RefCell::new(vec![None; inputs.len()]) }
    }

    /// The expression's value as an array of its type.
    pub fn array(&self, expr: &TypedExpr) -> Result<ArrayRef, SqlDataError> {
        let value = match self.value(expr, None)? {
            Value::Exact(exact) => Value::Exact(self.place(expr, exact.fit(expr.ty, self.counted(None)))?),
            value => value,
        };
        self.place(expr, value.into_array(expr.ty, self.rows))
    }

    fn counted<'b>(&self, active: Active<'b>) -> Counted<'b> {
        Counted { rows: self.rows, active, nulls: None }
    }

    /// Turns a fault of a row into an error that names what the node read.
    fn place<T>(&self, expr: &TypedExpr, result: Result<T, RowFault>) -> Result<T, SqlDataError> {
        result.map_err(|RowFault { row, message }| {
            let operands = operands(expr, self.inputs, row);
            SqlDataError { row, message, operands }
        })
    }

    fn value(&self, expr: &TypedExpr, active: Active) -> Result<Value, SqlDataError> {
        let counted = self.counted(active);
        match &expr.node {
            Node::Input { slot, .. } => self.input(expr, *slot),
            Node::Constant(literal) => Ok(Value::constant(literal, expr.ty, self.rows)),
            Node::Negate(operand) => {
                let value = self.value(operand, active)?;
                self.place(expr, negate(value, counted))
            }
            Node::Arithmetic(op, left, right) => {
                let (left, right) = (self.value(left, active)?, self.value(right, active)?);
                self.place(expr, arithmetic(*op, left, right, counted))
            }
            Node::Convert(operand) => {
                let value = self.value(operand, active)?;
                self.place(expr, convert(value, operand.ty, expr.ty, counted))
            }
            Node::Round { operand, mode, digits } => {
                let value = self.value(operand, active)?;
                self.place(expr, round(value, *mode, *digits, counted))
            }
            Node::Like { operand, pattern, negated, any_case } => {
                let text = self.text(operand, active)?;
                self.place(expr, like(text, pattern, *any_case, self.rows)).map(|found| negated_if(*negated, found))
            }
            Node::Concat { args, skip_nulls } => {
                let args = args.iter().map(|arg| self.text(arg, active)).collect::<Result<Vec<_>, _>>()?;
                self.place(expr, text_functions::concat(&args, *skip_nulls, counted)).map(Value::Text)
            }
            Node::Case { operand, branches, otherwise } => {
                self.case(expr, operand.as_deref(), branches, otherwise.as_deref(), active)
            }
            Node::Coalesce(args) => self.coalesce(expr, args, active),
            Node::NullIf(value, null) => self.null_if(expr, value, null, active),
            Node::Extreme { args, greatest } => self.extreme(expr, args, *greatest, active),
            Node::Call(function, args) => self.call(expr, *function, args, active),
            Node::Compare(..) | Node::Distinct { .. } | Node::And(..) | Node::Or(..) | Node::Not(_) => {
                self.bools(expr, active).map(Value::Bool)
            }
            Node::IsNull { .. } | Node::In { .. } | Node::Between { .. } => self.bools(expr, active).map(Value::Bool),
        }
    }

    fn input(&self, expr: &TypedExpr, slot: usize) -> Result<Value, SqlDataError> {
        if let Some(Some(value)) = self.read.borrow().get(slot) {
            return Ok(value.clone());
        }
        let value = self.inputs.get(slot).and_then(|array| Value::from_array(array, expr.ty, self.rows));
        let Some(value) = value else {
            let message = format!("input {slot} is missing or not {} with {} rows", expr.ty, self.rows);
            return Err(SqlDataError { row: 0, message, operands: String::new() });
        };
        self.read.borrow_mut()[slot] = Some(value.clone());
        Ok(value)
    }

    /// The nodes that give bool by themselves.
    fn bools(&self, expr: &TypedExpr, active: Active) -> Result<BooleanArray, SqlDataError> {
        match &expr.node {
            Node::Compare(op, left, right) => {
                let (left, right) = (self.value(left, active)?, self.value(right, active)?);
                self.comparison(expr, *op, &left, &right, active)
            }
            Node::Distinct { left, right, negated } => self.distinct(expr, left, right, *negated, active),
            Node::And(left, right) => {
                let left = self.bools(left, active)?;
                let open = narrowed(&!&false_rows(&left), active);
                self.joined(left, right, &open, boolean::and_kleene)
            }
            Node::Or(left, right) => {
                let left = self.bools(left, active)?;
                let open = narrowed(&!&true_rows(&left), active);
                self.joined(left, right, &open, boolean::or_kleene)
            }
            Node::Not(operand) => Ok(not(&self.bools(operand, active)?)),
            Node::IsNull { operand, negated } => {
                let valid = self.value(operand, active)?.valid_rows(self.rows);
                Ok(BooleanArray::new(if *negated { valid } else { !&valid }, None))
            }
            Node::In { operand, list, negated } => self.in_list(expr, operand, list, *negated, active),
            Node::Between { operand, low, high, negated } => {
                let operand = self.value(operand, active)?;
                let (low, high) = (self.value(low, active)?, self.value(high, active)?);
                let above = self.comparison(expr, Comparison::GreaterOrEqual, &operand, &low, active)?;
                let below = self.comparison(expr, Comparison::LessOrEqual, &operand, &high, active)?;
                let inside = kleene(boolean::and_kleene, &above, &below);
                Ok(if *negated { not(&inside) } else { inside })
            }
            _ => match self.value(expr, active)? {
                Value::Bool(bools) => Ok(bools),
                _ => Err(SqlDataError {
                    row: 0,
                    message: "a condition is not a bool".to_owned(),
                    operands: String::new(),
                }),
            },
        }
    }

    /// AND or OR: the right side counts in the `open` rows only.
    fn joined(
        &self,
        left: BooleanArray,
        right: &TypedExpr,
        open: &BooleanBuffer,
        kernel: Kleene,
    ) -> Result<BooleanArray, SqlDataError> {
        if !open.has_true() {
            return Ok(left);
        }
        Ok(kleene(kernel, &left, &self.bools(right, Some(open))?))
    }

    fn comparison(
        &self,
        expr: &TypedExpr,
        op: Comparison,
        left: &Value,
        right: &Value,
        active: Active,
    ) -> Result<BooleanArray, SqlDataError> {
        let (wanted, swapped, negated) = match op {
            Comparison::Equal => (Wanted::Equal, false, false),
            Comparison::NotEqual => (Wanted::Equal, false, true),
            Comparison::Less => (Wanted::Less, false, false),
            Comparison::LessOrEqual => (Wanted::LessOrEqual, false, false),
            Comparison::Greater => (Wanted::Less, true, false),
            Comparison::GreaterOrEqual => (Wanted::LessOrEqual, true, false),
        };
        let (left, right) = if swapped { (right, left) } else { (left, right) };
        let bits = self.place(expr, compare(left, right, wanted, self.counted(active)))?;
        let nulls = NullBuffer::union(left.nulls(), right.nulls());
        Ok(BooleanArray::new(if negated { !&bits } else { bits }, nulls))
    }

    fn distinct(
        &self,
        expr: &TypedExpr,
        left: &TypedExpr,
        right: &TypedExpr,
        negated: bool,
        active: Active,
    ) -> Result<BooleanArray, SqlDataError> {
        let (left, right) = (self.retyped(left, right, active)?, self.retyped(right, left, active)?);
        let equal = true_rows(&self.comparison(expr, Comparison::Equal, &left, &right, active)?);
        let (left, right) = (left.valid_rows(self.rows), right.valid_rows(self.rows));
        let same = &equal | &!&(&left | &right);
        Ok(BooleanArray::new(if negated { same } else { !&same }, None))
    }

    /// The value, where a NULL constant takes the type of the other operand.
    fn retyped(&self, expr: &TypedExpr, beside: &TypedExpr, active: Active) -> Result<Value, SqlDataError> {
        if expr.is_null_constant() { Ok(Value::null(beside.ty, self.rows)) } else { self.value(expr, active) }
    }

    fn in_list(
        &self,
        expr: &TypedExpr,
        operand: &TypedExpr,
        list: &[TypedExpr],
        negated: bool,
        active: Active,
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
        let found = found.unwrap_or_else(|| BooleanArray::new(BooleanBuffer::new_unset(self.rows), None));
        Ok(if negated { not(&found) } else { found })
    }

    fn case(
        &self,
        expr: &TypedExpr,
        operand: Option<&TypedExpr>,
        branches: &[(TypedExpr, TypedExpr)],
        otherwise: Option<&TypedExpr>,
        active: Active,
    ) -> Result<Value, SqlDataError> {
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
    fn take_branch(
        &self,
        branch: &TypedExpr,
        taken: BooleanBuffer,
        pieces: &mut Vec<(BooleanBuffer, Value)>,
    ) -> Result<(), SqlDataError> {
        if taken.has_true() {
            let value = self.value(branch, Some(&taken))?;
            pieces.push((taken, value));
        }
        Ok(())
    }

    fn coalesce(&self, expr: &TypedExpr, args: &[TypedExpr], active: Active) -> Result<Value, SqlDataError> {
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

    fn null_if(
        &self,
        expr: &TypedExpr,
        value: &TypedExpr,
        null: &TypedExpr,
        active: Active,
    ) -> Result<Value, SqlDataError> {
        let (left, right) = (self.retyped(value, null, active)?, self.retyped(null, value, active)?);
        let equal = true_rows(&self.comparison(expr, Comparison::Equal, &left, &right, active)?);
        Ok(left.with_nulls(Some(NullBuffer::new(!&equal))))
    }

    fn extreme(
        &self,
        expr: &TypedExpr,
        args: &[TypedExpr],
        greatest: bool,
        active: Active,
    ) -> Result<Value, SqlDataError> {
        let op = if greatest { Comparison::Greater } else { Comparison::Less };
        let mut best: Option<Value> = None;
        for arg in args {
            let value = self.value(arg, active)?;
            best = Some(match best {
                None => value,
                Some(best) => {
                    let better = true_rows(&self.comparison(expr, op, &value, &best, active)?);
                    let (valid, known) = (value.valid_rows(self.rows), best.valid_rows(self.rows));
                    let taken = &valid & &(&better | &!&known);
                    let pieces = vec![(&known & &!&taken, best), (taken, value)];
                    self.place(expr, assemble(expr.ty, pieces, self.counted(active)))?
                }
            });
        }
        Ok(best.unwrap_or_else(|| Value::null(expr.ty, self.rows)))
    }

    fn call(
        &self,
        expr: &TypedExpr,
        function: Function,
        args: &[TypedExpr],
        active: Active,
    ) -> Result<Value, SqlDataError> {
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
            Function::DateTrunc(unit) => Ok(Value::Exact(temporal::date_trunc(unit, &fitted(0)?, expr.ty, self.rows))),
            Function::Extract(field) => Ok(Value::Exact(temporal::extract(field, &fitted(0)?, args[0].ty, self.rows))),
            Function::DaysBetween => {
                Ok(Value::Exact(temporal::days_between(&fitted(0)?, &fitted(1)?, args[0].ty, self.rows)))
            }
            Function::MakeDate => {
                let (year, month, day) = (fitted(0)?, fitted(1)?, fitted(2)?);
                self.place(expr, temporal::make_date([&year, &month, &day], counted)).map(Value::Exact)
            }
            _ => {
                let values = args.iter().map(|arg| match arg.ty {
                    Type::Text => self.value(arg, active),
                    _ => self.fitted(arg, active).map(Value::Exact),
                });
                let values = values.collect::<Result<Vec<_>, _>>()?;
                self.place(expr, text_functions::call(function, &values, counted))
            }
        }
    }

    /// An exact value rounded and checked to be of its type, in 64 bits.
    fn fitted(&self, expr: &TypedExpr, active: Active) -> Result<Exact, SqlDataError> {
        match self.value(expr, active)? {
            Value::Exact(exact) => {
                let fitted = self.place(expr, exact.fit(expr.ty, self.counted(active)))?;
                Ok(Exact { digits: fitted.digits.narrowed(self.rows), ..fitted })
            }
            _ => {
                Err(SqlDataError { row: 0, message: "an argument is not a number".to_owned(), operands: String::new() })
            }
        }
    }

    fn text(&self, expr: &TypedExpr, active: Active) -> Result<Text, SqlDataError> {
        match self.value(expr, active)? {
            Value::Text(text) => Ok(text),
            _ => Err(SqlDataError { row: 0, message: "an argument is not text".to_owned(), operands: String::new() }),
        }
    }
}

type Kleene = fn(&BooleanArray, &BooleanArray) -> Result<BooleanArray, arrow::error::ArrowError>;

/// Three-valued AND or OR of columns of one length.
fn kleene(kernel: Kleene, left: &BooleanArray, right: &BooleanArray) -> BooleanArray {
    kernel(left, right).expect("columns of a batch have one length, and nothing else can fail")
}

fn not(bools: &BooleanArray) -> BooleanArray {
    BooleanArray::new(!bools.values(), bools.nulls().cloned())
}

fn negated_if(negated: bool, bools: BooleanArray) -> Value {
    Value::Bool(if negated { not(&bools) } else { bools })
}

fn like(text: Text, pattern: &str, any_case: bool, rows: usize) -> Result<BooleanArray, RowFault> {
    let nulls = text.nulls.clone();
    let fault = |error: arrow::error::ArrowError| RowFault { row: 0, message: error.to_string() };
    let found = if any_case {
        let lowered = text.map_text(rows, |text, out| out.extend(text.chars().map(case_map::lower)))?;
        lowered.like(&pattern.chars().map(case_map::lower).collect::<String>(), rows).map_err(fault)?
    } else {
        text.like(pattern, rows).map_err(fault)?
    };
    Ok(BooleanArray::new(found, nulls))
}

fn negate(value: Value, counted: Counted) -> Result<Value, RowFault> {
    Ok(match value {
        Value::Exact(exact) => Value::Exact(exact.negate(counted)?),
        Value::Float(floats) => Value::Float(floats.map(|value| -value)),
        value => value,
    })
}

fn magnitude(function: Function, value: Value, counted: Counted) -> Result<Value, RowFault> {
    Ok(match (function, value) {
        (Function::Abs, Value::Exact(exact)) => Value::Exact(exact.abs(counted)?),
        (Function::Abs, Value::Float(floats)) => Value::Float(floats.map(f64::abs)),
        (_, Value::Exact(exact)) => Value::Exact(Exact::whole(exact.digits.signum(), exact.nulls)),
        (_, Value::Float(floats)) => Value::Exact(floats.signum()),
        (_, value) => value,
    })
}

fn arithmetic(op: Arithmetic, left: Value, right: Value, counted: Counted) -> Result<Value, RowFault> {
    match (left, right) {
        (Value::Exact(left), Value::Exact(right)) => left.arithmetic(op, &right, counted).map(Value::Exact),
        (left, right) => {
            let float = |value: Value| match value {
                Value::Float(floats) => Ok(floats),
                Value::Exact(exact) => Ok(Floats::from_exact(&exact, counted.rows)),
                _ => Err(RowFault { row: 0, message: "an operand is not a number".to_owned() }),
            };
            float(left)?.arithmetic(op, &float(right)?, counted).map(Value::Float)
        }
    }
}

fn round(value: Value, mode: Rounding, digits: i8, counted: Counted) -> Result<Value, RowFault> {
    Ok(match value {
        Value::Exact(exact) => Value::Exact(exact.round(i32::from(digits), mode, counted)?),
        Value::Float(floats) => Value::Float(floats.round(digits, mode)),
        value => value,
    })
}
