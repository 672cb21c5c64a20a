//! sql columns and conditions: paths become inputs, the rest is typed by `plan::sql`.
//!
//! Job: each path in an expression is resolved once, whichever way it leads, and becomes a slot; the expression is typed over
//! slots. A condition is a hidden bool column, shared by all that state the same text.
//!
//! `sql: total * 0.19` is resolved in three steps, each with faults of its own: paths to columns of this table
//! (`paths.rs`), types over these (`plan/sql/`), the result rounded to the column's type. Only the first is about
//! other tables, so typing and evaluation know slots and nothing else.

use std::collections::BTreeMap;

use crate::plan::maker::{ColumnIndex, Maker, TableIndex};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{HiddenColumn, Resolver, Uniqueness};
use crate::plan::sql::{self, TypedExpr};
use crate::plan::types::Type;
use crate::spec::fault::Fault;
use crate::spec::model::{Arg, ParamValue, Spanned};
use crate::spec::registry::ExpressionKind;
use crate::spec::sql::{Expr, ExprInputKind, Literal, SqlFault};
use crate::spec::yaml::YamlNode;
use crate::values::random::Key;

/// A typed expression and the columns that its slots read.
///
/// `inputs[i]` is what slot `i` reads, each column once.
struct ResolvedExpr {
    expr: TypedExpr,
    inputs: Vec<ColumnIndex>,
}

impl Resolver<'_> {
    /// The maker of a column of this family.
    pub(super) fn make_expression(
        &mut self,
        kind: ExpressionKind,
        target: ColumnTarget,
        declared: DeclaredType,
    ) -> Option<ColumnDraft> {
        match kind {
            ExpressionKind::Sql => self.sql(target, declared),
        }
    }

    /// A column that is computed. A declared type rounds the result once, at the end.
    ///
    /// Rounding once at the end keeps `a / 3 * 3` equal to `a`.
    fn sql(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let Some(Spanned { value: Arg::Sql { node, expr }, .. }) = target.main() else {
            return self.odd_argument(target, target.main_span());
        };
        let ResolvedExpr { expr, inputs } = self.typed(target.table, node, expr)?;
        let ty = match declared.0 {
            Some((ty, _)) => ty,
            None => self.natural_type(target, &expr)?,
        };
        let expr = self.sql_result(node, expr.rounded_to(ty))?;
        let nullable = expr.nullable;
        let never = Uniqueness::Never("an expression may give equal values".to_owned());
        let text = node.as_scalar().unwrap_or_default().to_owned();
        Some(ColumnDraft::new(ty, Maker::Sql { expr: Box::new(expr), inputs, text }, never).nullable(nullable))
    }

    /// The type of an expression whose column declares none.
    ///
    /// Ints are 8 bytes. A decimal has no natural scale: the exact result may have forty digits after the point.
    fn natural_type(&mut self, target: ColumnTarget, expr: &TypedExpr) -> Option<Type> {
        let (message, help) = match expr.ty {
            _ if expr.is_null_constant() => ("the expression is always null, so its type is unknown", "Add a `type:`."),
            Type::Decimal { .. } => {
                ("the expression is a decimal, so the column needs a scale", "Add a scale, such as `scale: 2`.")
            }
            Type::Int(_) => return Some(Type::INT),
            ty => return Some(ty),
        };
        let fault = self.column_fault(target, target.main_span(), message);
        self.fault(fault.help(help))
    }

    /// A hidden bool column that is true where a condition holds; one for each text.
    ///
    /// Used by `when:`, `where:` and `check:`. Conditions are distinguished by their text, so two that mean the same
    /// and differ in spaces are two columns; that costs time and nothing else.
    pub(in crate::plan::resolve) fn condition(
        &mut self,
        table: TableIndex,
        node: &YamlNode,
        expr: &Expr,
    ) -> Option<ColumnIndex> {
        let text = node.as_scalar().unwrap_or_default().to_owned();
        if let Some(known) = self.tables[table].hidden.get(&HiddenColumn::Condition(text.clone())) {
            return Some(*known);
        }
        let ResolvedExpr { expr, inputs } = self.typed(table, node, expr)?;
        let expr = self.sql_result(node, expr.condition())?;
        let nullable = expr.nullable;
        let never = Uniqueness::Never("it is hidden".to_owned());
        let name = format!("~when({text})");
        let maker = Maker::Sql { expr: Box::new(expr), inputs, text: text.clone() };
        let draft = ColumnDraft::new(Type::Bool, maker, never).nullable(nullable);
        Some(self.hidden(table, HiddenColumn::Condition(text), name, draft, Key(0)))
    }

    /// Resolves what an expression reads, then types it.
    ///
    /// # Errors
    /// Every path that leads nowhere and every fault of types, all at their places inside the scalar.
    fn typed(&mut self, table: TableIndex, node: &YamlNode, expr: &Expr) -> Option<ResolvedExpr> {
        let mut slots: BTreeMap<Vec<String>, (usize, Type, bool)> = BTreeMap::new();
        let mut inputs: Vec<ColumnIndex> = Vec::new();
        let mut complete = true;
        for read in expr.paths() {
            let path = match read.what {
                ExprInputKind::Path(path) => path,
                ExprInputKind::Param(name) => {
                    complete &= self.param(&name).is_some();
                    continue;
                }
            };
            if slots.contains_key(&path) {
                continue;
            }
            let span = self.spec.source.span_within(node, read.at, read.len);
            let column = self.path_column(table, &path, span);
            let Some((column, facts)) = column.and_then(|column| Some((column, self.column(table, column)?))) else {
                complete = false;
                continue;
            };
            // Two paths may lead to one column: `customers.id` and `customer_id.id`.
            let slot = inputs.iter().position(|known| *known == column).unwrap_or_else(|| {
                inputs.push(column);
                inputs.len() - 1
            });
            slots.insert(path, (slot, facts.ty, facts.nullable));
        }
        // Typing would only repeat what the missing input has caused.
        if !complete {
            return None;
        }
        let resolve = |path: &[String]| {
            slots.get(path).copied().ok_or_else(|| (format!("unknown path {}", path.join(".")), None))
        };
        let params = &self.env.params;
        let param = |name: &str| params.get(name).and_then(param_literal);
        match sql::check(expr, &resolve, &param) {
            Ok(expr) => Some(ResolvedExpr { expr, inputs }),
            Err(faults) => {
                faults.into_iter().for_each(|fault| self.sql_fault(node, fault));
                None
            }
        }
    }

    /// The expression, or its fault at its place in the spec.
    ///
    /// For faults that come one at a time.
    fn sql_result(&mut self, node: &YamlNode, result: Result<TypedExpr, SqlFault>) -> Option<TypedExpr> {
        result.map_err(|fault| self.sql_fault(node, fault)).ok()
    }

    /// Records a fault of an expression; its offsets are inside the scalar `node`.
    ///
    /// `span_within` accounts for quotes and block scalars.
    pub(in crate::plan::resolve) fn sql_fault(&mut self, node: &YamlNode, fault: SqlFault) {
        let span = self.spec.source.span_within(node, fault.at, fault.len);
        self.faults.push(Fault::new(span, fault.message).maybe_help(fault.help));
    }
}

/// A parameter's value in an expression; a list of choices has none.
///
/// A share is its fraction: `20%` is 0.2 in an expression.
pub(in crate::plan::resolve) fn param_literal(value: &ParamValue) -> Option<Literal> {
    let decimal = |number: &crate::spec::number::Number| {
        let (unscaled, scale) = number.to_decimal()?;
        Some(Literal::Decimal { unscaled, scale })
    };
    match value {
        ParamValue::Number(number) => match number.whole().and_then(|whole| i64::try_from(whole).ok()) {
            Some(whole) => Some(Literal::Int(whole)),
            None => decimal(number),
        },
        ParamValue::Share(share) => decimal(&share.0),
        ParamValue::Duration(duration) => Some(Literal::Duration(duration.0)),
        ParamValue::Text(text) => Some(Literal::Text(text.clone())),
        ParamValue::Choices(_) => None,
    }
}
