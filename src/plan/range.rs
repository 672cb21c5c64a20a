//! Between which numbers the values of a column lie, as far as its type, its bounds and what it is made from show.
//!
//! Upper estimates, never proofs: a column that may have long values is worth a warning, and a load looks at each value.

use std::collections::BTreeMap;

use super::maker::{ChildCount, ColumnIndex, Fold, Maker, NumberDistribution, RowSource, TableIndex};
use super::model::{Column, Plan};
use super::sql::{Arithmetic, Literal, TypedExpr, TypedNode};
use super::types::{IntWidth, Type};
use crate::plan::maker::Link;
use crate::values::sampler::{ContinuousSampler, DiscreteDistribution, DiscreteSampler};

/// Numbers from a lowest to a highest one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct ValueRange {
    low: f64,
    high: f64,
}

/// The written decimal columns that may have values of more than `digits_max` significant digits, as far as that follows
/// from types and bounds.
pub fn long_decimals(plan: &Plan, digits_max: i32) -> Vec<(TableIndex, ColumnIndex)> {
    let mut ranges = RangeFinder { plan, known: BTreeMap::new() };
    let columns = plan
        .tables
        .iter()
        .enumerate()
        .flat_map(|(table, planned)| planned.written().map(move |(column, _)| (table, column)).collect::<Vec<_>>());
    let is_long = |&(table, column): &(TableIndex, ColumnIndex)| match plan.tables[table].columns[column].ty {
        Type::Decimal { scale, .. } => {
            let ValueRange { low, high } = ranges.of(table, column);
            low.abs().max(high.abs()) >= power_of_ten(digits_max - i32::from(scale))
        }
        _ => false,
    };
    columns.filter(is_long).collect()
}

struct RangeFinder<'p> {
    plan: &'p Plan,
    known: BTreeMap<(TableIndex, ColumnIndex), ValueRange>,
}

impl RangeFinder<'_> {
    fn of(&mut self, table: TableIndex, column: ColumnIndex) -> ValueRange {
        if let Some(known) = self.known.get(&(table, column)) {
            return *known;
        }
        // A chain reads itself; its type is enough.
        self.known.insert((table, column), type_range(self.plan.tables[table].columns[column].ty));
        let found = self.made(table, column);
        self.known.insert((table, column), found);
        found
    }

    fn made(&mut self, table: TableIndex, column: ColumnIndex) -> ValueRange {
        let plan = self.plan;
        let planned = &plan.tables[table].columns[column];
        let made = self.maker(table, planned).within(type_range(planned.ty));
        let bound = |literal: &Option<Literal>, none: f64| literal.as_ref().and_then(number).unwrap_or(none);
        let (min, max) = (bound(&planned.min, f64::NEG_INFINITY), bound(&planned.max, f64::INFINITY));
        let clamped = ValueRange { low: made.low.clamp(min, max.max(min)), high: made.high.clamp(min, max.max(min)) };
        let given = planned.given.iter().flatten().filter_map(number).map(ValueRange::one);
        given.fold(clamped, ValueRange::and)
    }

    fn maker(&mut self, table: TableIndex, column: &Column) -> ValueRange {
        match &column.maker {
            Maker::Constant(literal) => number(literal).map_or(type_range(column.ty), ValueRange::one),
            Maker::Choose { values, .. } => values
                .iter()
                .filter_map(number)
                .map(ValueRange::one)
                .reduce(ValueRange::and)
                .unwrap_or(type_range(column.ty)),
            Maker::Number(distribution) => distribution_range(distribution, column.ty),
            Maker::Lookup { link, column } => match (link, &self.plan.tables[table].row_source) {
                (Link::Ref { target, .. }, _) => self.of(*target, *column),
                (Link::Parent, RowSource::Each { parent, .. }) => self.of(*parent, *column),
                (Link::Parent, RowSource::Root { .. }) => ValueRange::ALL,
            },
            Maker::Aggregate { fold, child, column, .. } => self.fold(*fold, *child, *column),
            Maker::Sql { expr, inputs, .. } => {
                let inputs: Vec<ValueRange> = inputs.iter().map(|input| self.of(table, *input)).collect();
                expression(expr, &inputs)
            }
            _ => type_range(column.ty),
        }
    }

    fn fold(&mut self, fold: Fold, child: TableIndex, column: Option<ColumnIndex>) -> ValueRange {
        let rows = self.group_rows(child);
        let values = column.map_or(ValueRange::one(1.0), |column| self.of(child, column));
        match fold {
            Fold::Count => ValueRange { low: 0.0, high: rows },
            Fold::Sum => values.and(ValueRange::one(0.0)).times(ValueRange::one(rows)),
            Fold::Lowest | Fold::Highest | Fold::Avg => values,
        }
    }

    /// The most rows that one parent has.
    fn group_rows(&mut self, child: TableIndex) -> f64 {
        match &self.plan.tables[child].row_source {
            RowSource::Root { row_count } => *row_count as f64,
            RowSource::Each { count: ChildCount::Fixed(count), .. } => *count as f64,
            RowSource::Each { count: ChildCount::Distribution { distribution, max, .. }, .. } => {
                highest(distribution).min(*max as f64)
            }
            RowSource::Each { parent, count: ChildCount::Column(column) } => self.of(*parent, *column).high.max(0.0),
        }
    }
}

impl ValueRange {
    const ALL: ValueRange = ValueRange { low: f64::NEG_INFINITY, high: f64::INFINITY };

    fn one(value: f64) -> ValueRange {
        ValueRange { low: value, high: value }
    }

    fn and(self, other: ValueRange) -> ValueRange {
        ValueRange { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    fn within(self, limits: ValueRange) -> ValueRange {
        ValueRange { low: self.low.clamp(limits.low, limits.high), high: self.high.clamp(limits.low, limits.high) }
    }

    fn times(self, other: ValueRange) -> ValueRange {
        let product = |left: f64, right: f64| if left == 0.0 || right == 0.0 { 0.0 } else { left * right };
        let ends = [self.low, self.high].map(|left| [other.low, other.high].map(|right| product(left, right)));
        ends.into_iter().flatten().map(ValueRange::one).reduce(ValueRange::and).unwrap_or(ValueRange::ALL)
    }
}

/// What an expression over columns of these ranges gives; anything where that is not simple.
fn expression(expr: &TypedExpr, inputs: &[ValueRange]) -> ValueRange {
    let all = |parts: &mut dyn Iterator<Item = &TypedExpr>| {
        parts.map(|part| expression(part, inputs)).reduce(ValueRange::and).unwrap_or(ValueRange::ALL)
    };
    match &expr.node {
        TypedNode::Input { slot, .. } => inputs.get(*slot).copied().unwrap_or(ValueRange::ALL),
        TypedNode::Constant(Literal::Null) => ValueRange::one(0.0),
        TypedNode::Constant(literal) => number(literal).map_or(ValueRange::ALL, ValueRange::one),
        TypedNode::Negate(operand) => expression(operand, inputs).times(ValueRange::one(-1.0)),
        TypedNode::Convert(operand) if expr.ty != Type::Text => expression(operand, inputs),
        TypedNode::Round { operand, digits, .. } => {
            let (ValueRange { low, high }, step) = (expression(operand, inputs), power_of_ten(-i32::from(*digits)));
            ValueRange { low: low - step, high: high + step }
        }
        TypedNode::Arithmetic(operator, left, right) => {
            let (left, right) = (expression(left, inputs), expression(right, inputs));
            match operator {
                Arithmetic::Add => ValueRange { low: left.low + right.low, high: left.high + right.high },
                Arithmetic::Subtract => ValueRange { low: left.low - right.high, high: left.high - right.low },
                Arithmetic::Multiply => left.times(right),
                Arithmetic::Divide | Arithmetic::IntegerDivide | Arithmetic::Remainder => ValueRange::ALL,
            }
        }
        TypedNode::Case { branches, otherwise, .. } => {
            all(&mut branches.iter().map(|(_, then)| then).chain(otherwise.as_deref()))
        }
        TypedNode::Coalesce(args) | TypedNode::Extreme { args, .. } => all(&mut args.iter()),
        TypedNode::NullIf(left, _) => expression(left, inputs),
        _ => ValueRange::ALL,
    }
}

fn distribution_range(distribution: &NumberDistribution, ty: Type) -> ValueRange {
    match distribution {
        NumberDistribution::Continuous(distribution) => continuous_range(distribution),
        NumberDistribution::Discrete(distribution) => {
            ValueRange { low: lowest(distribution), high: highest(distribution) }
        }
        NumberDistribution::Exact { low, high } => {
            let scale = if let Type::Decimal { scale, .. } = ty { i32::from(scale) } else { 0 };
            ValueRange { low: *low as f64, high: *high as f64 }.times(ValueRange::one(1.0 / power_of_ten(scale)))
        }
    }
}

/// Samples increase with the random number.
fn continuous_range(distribution: &ContinuousSampler) -> ValueRange {
    ValueRange { low: distribution.sample(0), high: distribution.sample(u64::MAX) }
}

fn lowest(distribution: &DiscreteSampler) -> f64 {
    match distribution.distribution() {
        DiscreteDistribution::UniformInt { low, .. } => low as f64,
        _ => 0.0,
    }
}

fn highest(distribution: &DiscreteSampler) -> f64 {
    match distribution.distribution() {
        DiscreteDistribution::UniformInt { high, .. } => high as f64,
        DiscreteDistribution::Zipf { max, .. } => max as f64,
        DiscreteDistribution::Binomial { trials, .. } => trials as f64,
        DiscreteDistribution::Poisson { mean } => 2.0 * mean + 100.0,
        // Less likely than one in 2^64 beyond.
        DiscreteDistribution::Geometric { share } => 45.0 / share,
    }
}

fn type_range(ty: Type) -> ValueRange {
    let high = match ty {
        Type::Decimal { precision, scale } => power_of_ten(i32::from(precision) - i32::from(scale)),
        Type::Int(IntWidth::Two) => f64::from(i16::MAX),
        Type::Int(IntWidth::Four) => f64::from(i32::MAX),
        Type::Int(IntWidth::Eight) => i64::MAX as f64,
        _ => f64::INFINITY,
    };
    ValueRange { low: -high, high }
}

fn number(literal: &Literal) -> Option<f64> {
    match literal {
        Literal::Int(value) => Some(*value as f64),
        Literal::Decimal { unscaled, scale } => Some(*unscaled as f64 / power_of_ten(i32::from(*scale))),
        Literal::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn power_of_ten(exponent: i32) -> f64 {
    let power = (0..exponent.abs()).fold(1.0, |power, _| power * 10.0);
    if exponent < 0 { 1.0 / power } else { power }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::resolve::{Inputs, resolve};
    use crate::spec::parse::parse;
    use crate::spec::source::Source;

    /// The columns of a table that may be longer than 15 digits.
    fn long(columns: &str) -> Vec<String> {
        let spec = format!(
            "reseed: 1\ndataset: x\nas_of: 2026-01-01\ntables:\n  t:\n    rows: 5\n    columns:\n      id: serial\n{columns}\n  \
             c:\n    each: t\n    count: {{ uniform: [0, 3] }}\n    columns:\n      id: serial\n      \
             big: {{ decimal: {{ uniform: [0, 9_000_000_000_000] }}, scale: 2 }}\n"
        );
        let draft = parse(&Source::new("x.yaml", spec)).expect("a spec");
        let plan = resolve(&draft, &Inputs::new("t".parse().expect("a tenant name"))).expect("a plan");
        let names = long_decimals(&plan, 15).into_iter();
        names.map(|(table, column)| plan.tables[table].columns[column].name.clone()).collect()
    }

    #[test]
    fn values_are_long_where_type_and_bounds_allow_it() {
        assert_eq!(long("      a: { decimal: { lognormal: { median: 20, sigma: 0.8 } }, scale: 2 }"), [""; 0]);
        assert_eq!(long("      a: { decimal: { lognormal: { median: 1_000_000, sigma: 3 } }, scale: 2 }"), ["a"]);
        assert_eq!(
            long("      a: { decimal: { lognormal: { median: 1_000_000, sigma: 3 } }, scale: 2, max: 999_999 }"),
            [""; 0]
        );
        assert_eq!(long("      a: { sum: c.big }"), ["a"], "three of them");
        assert_eq!(long("      a: { highest: c.big }"), [""; 0]);
        assert_eq!(long("      a: { sql: \"id * 1000000.00\", scale: 2 }"), ["a"], "an id may be any number");
        assert_eq!(long("      a: { choose: [1.00, 99999999999999.99] }"), ["a"]);
        assert_eq!(long("      a: { sum: c.big, max: 10 }"), [""; 0]);
    }
}
