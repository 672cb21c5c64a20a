//! The walk over the tree: leaves, CASE and friends; operators and calls have files of their own.

use super::unify::unify;
use super::{Literal, ResolvedPath, SqlFault, TypedExpr, TypedNode, UnresolvedPath};
use crate::plan::types::Type;
use crate::spec::sql::{Expr, ExprNode};

/// Collects faults on the way; `None` stands for an expression whose fault is already recorded.
pub(super) struct TypeChecker<'a> {
    pub resolve: &'a dyn Fn(&[String]) -> Result<ResolvedPath, UnresolvedPath>,
    pub param: &'a dyn Fn(&str) -> Option<Literal>,
    pub faults: Vec<SqlFault>,
}

impl TypeChecker<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) -> Option<TypedExpr> {
        match &expr.node {
            ExprNode::Literal(literal) => Some(constant(expr, literal.clone())),
            ExprNode::Param(name) => self.param(expr, name),
            ExprNode::Path(path) => self.path(expr, path),
            ExprNode::Negate(operand) => self.negate(expr, operand),
            ExprNode::Not(operand) => {
                let operand = self.bool_operand(operand, "NOT")?;
                Some(typed(expr, Type::Bool, operand.nullable, TypedNode::Not(Box::new(operand))))
            }
            ExprNode::Binary(op, left, right) => self.binary(expr, *op, left, right),
            ExprNode::IsNull { operand, negated } => {
                let operand = Box::new(self.expr(operand)?);
                Some(typed(expr, Type::Bool, false, TypedNode::IsNull { operand, negated: *negated }))
            }
            ExprNode::In { operand, list, negated } => self.in_list(expr, operand, list, *negated),
            ExprNode::Between { operand, low, high, negated } => self.between(expr, [operand, low, high], *negated),
            ExprNode::Like { operand, pattern, negated, any_case } => {
                self.like(expr, operand, pattern, *negated, *any_case)
            }
            ExprNode::Case { operand, branches, otherwise } => {
                self.case(expr, operand.as_deref(), branches, otherwise.as_deref())
            }
            ExprNode::Cast { operand, to } => self.cast(expr, operand, *to),
            ExprNode::Call(function, args) => self.call(expr, *function, args),
        }
    }

    /// All of them, so that each fault is found.
    pub(super) fn all<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Option<Vec<TypedExpr>> {
        let checked: Vec<_> = exprs.into_iter().map(|expr| self.expr(expr)).collect();
        checked.into_iter().collect()
    }

    /// Records a fault over `expr`.
    pub(super) fn fault<T>(&mut self, expr: &Expr, message: impl Into<String>, help: Option<&str>) -> Option<T> {
        let fault = SqlFault::new(expr.at, expr.len, message);
        self.faults.push(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
        None
    }

    fn param(&mut self, expr: &Expr, name: &str) -> Option<TypedExpr> {
        match (self.param)(name) {
            Some(literal) => Some(constant(expr, literal)),
            None => {
                let help = "Declare it under `params:` with a single value; a list or map has no place in SQL.";
                self.fault(expr, format!("\"${name}\" is not a parameter with a single value"), Some(help))
            }
        }
    }

    fn path(&mut self, expr: &Expr, path: &[String]) -> Option<TypedExpr> {
        match (self.resolve)(path) {
            Ok((slot, ty, nullable)) => {
                Some(typed(expr, ty, nullable, TypedNode::Input { slot, name: path.join(".") }))
            }
            Err((message, help)) => self.fault(expr, message, help.as_deref()),
        }
    }

    /// Checks a part that must be a bool.
    pub(super) fn bool_operand(&mut self, expr: &Expr, of: &str) -> Option<TypedExpr> {
        let operand = self.expr(expr)?;
        if operand.ty == Type::Bool || operand.is_null_constant() {
            return Some(operand.converted(Type::Bool));
        }
        let help = "Compare it with a value: =, <>, <, IN, IS NULL …";
        self.fault(expr, format!("{of} takes bool, this is {}", operand.ty), Some(help))
    }

    fn case(
        &mut self,
        expr: &Expr,
        operand: Option<&Expr>,
        branches: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
    ) -> Option<TypedExpr> {
        let checked_operand = operand.map(|operand| self.expr(operand));
        let whens: Vec<_> = branches.iter().map(|(when, _)| self.when(&checked_operand, when)).collect();
        let results = self.all(branches.iter().map(|(_, then)| then).chain(otherwise));
        let operand = match checked_operand {
            Some(checked) => Some(Box::new(checked?)),
            None => None,
        };
        let whens: Vec<TypedExpr> = whens.into_iter().collect::<Option<_>>()?;
        let unified = self.unified(expr, results?)?;
        let nullable = otherwise.is_none() || unified.exprs.iter().any(|result| result.nullable);
        let mut results = unified.exprs;
        let otherwise = otherwise.and_then(|_| results.pop()).map(Box::new);
        let branches = whens.into_iter().zip(results).collect();
        let case = typed(expr, unified.ty, nullable, TypedNode::Case { operand, branches, otherwise });
        Some(TypedExpr { needs_rounding: unified.needs_rounding, ..case })
    }

    /// Checks what stands between WHEN and THEN.
    fn when(&mut self, operand: &Option<Option<TypedExpr>>, when: &Expr) -> Option<TypedExpr> {
        match operand {
            None => self.bool_operand(when, "WHEN"),
            Some(operand) => {
                let value = self.expr(when)?;
                self.comparable(when, operand.as_ref()?, &value)?;
                Some(value)
            }
        }
    }

    /// Brings values to one type, or reports which does not fit.
    pub(super) fn unified(&mut self, expr: &Expr, exprs: Vec<TypedExpr>) -> Option<super::unify::UnifiedExprs> {
        match unify(exprs) {
            Ok(unified) => Some(unified),
            Err(fault) => {
                self.faults.push(fault.unwrap_or_else(|| {
                    let help = "Name the type: CAST(NULL AS text).";
                    SqlFault::new(expr.at, expr.len, "every value is NULL, so the type is unknown").help(help)
                }));
                None
            }
        }
    }
}

/// A typed expression in the place of `expr`, exact in its type.
pub(super) fn typed(expr: &Expr, ty: Type, nullable: bool, node: TypedNode) -> TypedExpr {
    TypedExpr { ty, nullable, needs_rounding: false, at: expr.at, len: expr.len, node }
}

/// A constant in the place of `expr`; NULL is of type text until something else is wanted.
pub(super) fn constant(expr: &Expr, literal: Literal) -> TypedExpr {
    let ty = literal_type(&literal);
    typed(expr, ty, literal == Literal::Null, TypedNode::Constant(literal))
}

pub(super) fn literal_type(literal: &Literal) -> Type {
    match literal {
        Literal::Null | Literal::Text(_) => Type::Text,
        Literal::Bool(_) => Type::Bool,
        Literal::Int(_) => Type::INT,
        Literal::Decimal { unscaled, scale } => {
            let digits = unscaled.unsigned_abs().checked_ilog10().map_or(1, |log| log as u8 + 1);
            Type::Decimal { precision: digits.max(*scale).min(38), scale: (*scale).min(38) }
        }
        Literal::Date(_) => Type::Date,
        Literal::Time(_) => Type::Time,
        Literal::Duration(_) => Type::Duration,
    }
}
