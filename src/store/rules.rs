//! Rules of a spec as a store's check constraints have them: closed sets of values, and conditions over a row.
//!
//! The conditions are typed again from the plan or a record, and written in the store's own SQL part by part:
//! no text of a spec is pasted. What a store would compute otherwise than the engine, the plan has refused.

use crate::plan::resolve::literal_text;
use crate::plan::sql::{self, Arithmetic, Comparison, Function, Literal, TypedExpr, TypedNode};
use crate::plan::{Check, Column, Table, Type};
use crate::spec::sql::parse;
use crate::store::StoreError;
use crate::store::quote::literal;

/// A constraint of a table.
pub struct Rule {
    /// Its name.
    pub name: String,
    /// The condition as the store's SQL.
    pub condition: String,
}

/// A value in the store's SQL.
pub struct Operand<'a> {
    /// What stands for it.
    pub sql: String,
    /// What it is.
    pub expr: &'a TypedExpr,
}

/// How a store writes the parts of a condition.
pub trait Dialect {
    /// The value of a column.
    fn column(&self, column: &Column) -> String;

    /// The value of a column as [`Dialect::choice`] writes values.
    fn chosen(&self, column: &Column) -> String {
        self.column(column)
    }

    /// A value of the spec that stands for itself in a type: a choice. None when it is not one of the type.
    fn choice(&self, ty: Type, text: &str) -> Option<String>;

    /// A literal that is no number and no text.
    fn constant(&self, literal: &Literal) -> String;

    /// `left op right` for one of `= <> < <= > >=`.
    fn compare(&self, op: &str, left: &Operand<'_>, right: &Operand<'_>) -> String;

    /// Whether both are equal or both null.
    fn same(&self, left: &Operand<'_>, right: &Operand<'_>) -> String;

    /// Numbers to one of the type.
    fn arithmetic(&self, op: Arithmetic, ty: Type, left: &str, right: &str) -> String;

    /// Whether a text is like a pattern of `%`, `_` and the escape `\`.
    fn like(&self, text: &str, pattern: &str) -> String;

    /// The name of a function that stores call differently.
    fn function(&self, function: Function) -> &'static str;
}

/// The rules of a table: closed sets first.
///
/// # Errors
/// `Data` when a choice or a condition cannot be written in SQL.
pub fn rules(table: &Table, dialect: &dyn Dialect) -> Result<Vec<Rule>, StoreError> {
    let closed = table.written().filter(|(_, column)| column.closed_set().is_some());
    let closed = closed.map(|(_, column)| closed_rule(table, column, dialect));
    closed.chain(table.checks.iter().map(|check| check_rule(table, check, dialect))).collect()
}

fn closed_rule(table: &Table, column: &Column, dialect: &dyn Dialect) -> Result<Rule, StoreError> {
    let texts = column.closed_set().map(|set| set.texts.as_slice()).unwrap_or_default();
    let value = |text: &String| dialect.choice(column.ty, text).ok_or_else(|| unwritable(table, column, text));
    let values: Vec<String> = texts.iter().map(value).collect::<Result<_, _>>()?;
    let condition = format!("{} IN ({})", dialect.chosen(column), values.join(", "));
    Ok(Rule { name: column.closed_name(), condition })
}

/// A number of the spec as SQL has it; none when it is none.
pub fn number(text: &str) -> Option<String> {
    let plain = text.replace('_', "");
    let written = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'e'));
    (written && plain.parse::<f64>().is_ok_and(f64::is_finite)).then_some(plain)
}

/// The error for a choice that is no value of its column's type.
fn unwritable(table: &Table, column: &Column, text: &str) -> StoreError {
    let (table, column) = (&table.name, &column.name);
    StoreError::data(format!("column \"{table}.{column}\": the choice {text:?} is not a value of its type"))
}

fn check_rule(table: &Table, check: &Check, dialect: &dyn Dialect) -> Result<Rule, StoreError> {
    let condition = typed(table, &check.sql).and_then(|expr| Writer { table, dialect }.write(&expr));
    let condition = condition.ok_or_else(|| {
        let (table, name) = (&table.name, &check.name);
        StoreError::data(format!("check \"{name}\" of table \"{table}\" cannot be written in SQL"))
    })?;
    Ok(Rule { name: check.name.clone(), condition })
}

/// A condition whose slots are the table's columns.
fn typed(table: &Table, text: &str) -> Option<TypedExpr> {
    let expr = parse(text).ok()?;
    let resolve = |path: &[String]| {
        let [name] = path else { return Err((String::new(), None)) };
        let found = table.written().find(|(_, column)| column.name == *name);
        found.map(|(at, column)| (at, column.ty, column.nullable)).ok_or((String::new(), None))
    };
    sql::check(&expr, &resolve, &|_| None).ok()?.condition().ok()
}

/// Writes the parts that all stores write alike.
struct Writer<'a> {
    table: &'a Table,
    dialect: &'a dyn Dialect,
}

impl Writer<'_> {
    /// The expression in SQL; none where a part is among those that the plan refuses.
    fn write(&self, expr: &TypedExpr) -> Option<String> {
        Some(match &expr.node {
            TypedNode::Input { slot, .. } => self.dialect.column(self.table.columns.get(*slot)?),
            TypedNode::Constant(value) => self.constant(value),
            TypedNode::Negate(operand) => format!("(- {})", self.write(operand)?),
            TypedNode::Arithmetic(op, left, right) => {
                self.dialect.arithmetic(*op, expr.ty, &self.write(left)?, &self.write(right)?)
            }
            TypedNode::Compare(op, left, right) => self.compare(symbol(*op), left, right)?,
            TypedNode::Distinct { left, right, negated } => {
                let same = self.dialect.same(&self.operand(left)?, &self.operand(right)?);
                if *negated { same } else { format!("(NOT {same})") }
            }
            TypedNode::And(left, right) => format!("({} AND {})", self.write(left)?, self.write(right)?),
            TypedNode::Or(left, right) => format!("({} OR {})", self.write(left)?, self.write(right)?),
            TypedNode::Not(operand) => format!("(NOT {})", self.write(operand)?),
            TypedNode::IsNull { operand, negated } => {
                format!("({} IS {}NULL)", self.write(operand)?, if *negated { "NOT " } else { "" })
            }
            TypedNode::In { operand, list, negated } => {
                format!("({} {}IN ({}))", self.write(operand)?, not(*negated), self.list(list)?)
            }
            TypedNode::Between { operand, low, high, negated } => {
                let (low, high) = (self.compare(">=", operand, low)?, self.compare("<=", operand, high)?);
                format!("({}({low} AND {high}))", not(*negated))
            }
            TypedNode::Like { operand, pattern, negated, any_case: false } => {
                format!("({}{})", not(*negated), self.dialect.like(&self.write(operand)?, pattern))
            }
            TypedNode::Case { operand, branches, otherwise } => {
                self.case(operand.as_deref(), branches, otherwise.as_deref())?
            }
            // SQLite's takes two and more.
            TypedNode::Coalesce(args) if args.len() == 1 => self.write(&args[0])?,
            TypedNode::Coalesce(args) => format!("coalesce({})", self.list(args)?),
            TypedNode::NullIf(left, right) => format!("nullif({}, {})", self.write(left)?, self.write(right)?),
            TypedNode::Concat { args, skip_nulls } => {
                let parts = args.iter().map(|arg| {
                    let part = self.write(arg)?;
                    Some(if *skip_nulls { format!("coalesce({part}, '')") } else { part })
                });
                format!("({})", parts.collect::<Option<Vec<_>>>()?.join(" || "))
            }
            TypedNode::Convert(operand) => self.write(operand)?,
            TypedNode::Call(function, args) => format!("{}({})", self.dialect.function(*function), self.list(args)?),
            TypedNode::Like { .. } | TypedNode::Extreme { .. } | TypedNode::Round { .. } => return None,
        })
    }

    fn constant(&self, value: &Literal) -> String {
        match value {
            Literal::Null => "NULL".to_owned(),
            Literal::Int(_) | Literal::Decimal { .. } => format!("({})", literal_text(value)),
            Literal::Text(text) => literal(text),
            other => self.dialect.constant(other),
        }
    }

    fn operand<'e>(&self, expr: &'e TypedExpr) -> Option<Operand<'e>> {
        Some(Operand { sql: self.write(expr)?, expr })
    }

    fn compare(&self, op: &str, left: &TypedExpr, right: &TypedExpr) -> Option<String> {
        Some(self.dialect.compare(op, &self.operand(left)?, &self.operand(right)?))
    }

    fn list(&self, exprs: &[TypedExpr]) -> Option<String> {
        let written = exprs.iter().map(|expr| self.write(expr));
        written.collect::<Option<Vec<_>>>().map(|list| list.join(", "))
    }

    fn case(
        &self,
        operand: Option<&TypedExpr>,
        branches: &[(TypedExpr, TypedExpr)],
        otherwise: Option<&TypedExpr>,
    ) -> Option<String> {
        let mut case = "CASE".to_owned();
        if let Some(operand) = operand {
            case += &format!(" {}", self.write(operand)?);
        }
        for (when, then) in branches {
            case += &format!(" WHEN {} THEN {}", self.write(when)?, self.write(then)?);
        }
        if let Some(otherwise) = otherwise {
            case += &format!(" ELSE {}", self.write(otherwise)?);
        }
        Some(format!("({case} END)"))
    }
}

fn not(negated: bool) -> &'static str {
    if negated { "NOT " } else { "" }
}

fn symbol(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
