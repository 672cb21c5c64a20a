//! Between which numbers the values of a column lie, as far as its type, its bounds and what it is made from show.
//!
//! Upper estimates, never proofs: a column that may have long values is worth a warning, and a load looks at each value.

use std::collections::BTreeMap;

use super::maker::{ColumnIndex, Count, Fold, Maker, NumberLaw, Shape, TableIndex};
use super::model::{Column, Plan};
use super::sql::{Arithmetic, Literal, Node, TypedExpr};
use super::types::{IntWidth, Type};
use crate::plan::maker::Link;
use crate::values::sampler::{Continuous, Discrete, DiscreteLaw};

/// Numbers from a lowest to a highest one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range {
    low: f64,
    high: f64,
}

/// The written decimal columns that may have values of more than `digits_max` significant digits, as far as that follows
/// from types and bounds.
pub fn long_decimals(plan: &Plan, digits_max: i32) -> Vec<(TableIndex, ColumnIndex)> {
    let mut ranges = Ranges { plan, known: BTreeMap::new() };
    let columns = plan
        .tables
        .iter()
        .enumerate()
        .flat_map(|(table, planned)| planned.written().map(move |(column, _)| (table, column)).collect::<Vec<_>>());
    let is_long = |&(table, column): &(TableIndex, ColumnIndex)| match plan.tables[table].columns[column].ty {
        Type::Decimal { scale, .. } => {
            let Range { low, high } = ranges.of(table, column);
            low.abs().max(high.abs()) >= power_of_ten(digits_max - i32::from(scale))
        }
        _ => false,
    };
    columns.filter(is_long).collect()
}

struct Ranges<'p> {
    plan: &'p Plan,
    known: BTreeMap<(TableIndex, ColumnIndex), Range>,
}

impl Ranges<'_> {
    fn of(&mut self, table: TableIndex, column: ColumnIndex) -> Range {
        if let Some(known) = self.known.get(&(table, column)) {
            return *known;
        }
        // A chain reads itself; its type is enough.
        self.known.insert((table, column), type_range(self.plan.tables[table].columns[column].ty));
        let found = self.made(table, column);
        self.known.insert((table, column), found);
        found
    }

    fn made(&mut self, table: TableIndex, column: ColumnIndex) -> Range {
        let plan = self.plan;
        let planned = &plan.tables[table].columns[column];
        let made = self.maker(table, planned).within(type_range(planned.ty));
        let bound = |literal: &Option<Literal>, none: f64| literal.as_ref().and_then(number).unwrap_or(none);
        let (min, max) = (bound(&planned.min, f64::NEG_INFINITY), bound(&planned.max, f64::INFINITY));
        let clamped = Range { low: made.low.clamp(min, max.max(min)), high: made.high.clamp(min, max.max(min)) };
        let given = planned.given.iter().flatten().filter_map(number).map(Range::one);
        given.fold(clamped, Range::and)
    }

    fn maker(&mut self, table: TableIndex, column: &Column) -> Range {
        match &column.maker {
            Maker::Constant(literal) => number(literal).map_or(type_range(column.ty), Range::one),
            Maker::Choose { values, .. } => {
                values.iter().filter_map(number).map(Range::one).reduce(Range::and).unwrap_or(type_range(column.ty))
            }
            Maker::Number(law) => law_range(law, column.ty),
            Maker::Lookup { link, column } => match (link, &self.plan.tables[table].shape) {
                (Link::Ref { target, .. }, _) => self.of(*target, *column),
                (Link::Parent, Shape::Each { parent, .. }) => self.of(*parent, *column),
                (Link::Parent, Shape::Root { .. }) => Range::ALL,
            },
            Maker::Aggregate { fold, child, column, .. } => self.fold(*fold, *child, *column),
            Maker::Sql { expr, inputs, .. } => {
                let inputs: Vec<Range> = inputs.iter().map(|input| self.of(table, *input)).collect();
                expression(expr, &inputs)
            }
            _ => type_range(column.ty),
        }
    }

    fn fold(&mut self, fold: Fold, child: TableIndex, column: Option<ColumnIndex>) -> Range {
        let rows = self.group_rows(child);
        let values = column.map_or(Range::one(1.0), |column| self.of(child, column));
        match fold {
            Fold::Count => Range { low: 0.0, high: rows },
            Fold::Sum => values.and(Range::one(0.0)).times(Range::one(rows)),
            Fold::Lowest | Fold::Highest | Fold::Avg => values,
        }
    }

    /// The most rows that one parent has.
    fn group_rows(&mut self, child: TableIndex) -> f64 {
        match &self.plan.tables[child].shape {
            Shape::Root { row_count } => *row_count as f64,
            Shape::Each { count: Count::Fixed(count), .. } => *count as f64,
            Shape::Each { count: Count::Law { law, max, .. }, .. } => highest(law).min(*max as f64),
            Shape::Each { parent, count: Count::Column(column) } => self.of(*parent, *column).high.max(0.0),
        }
    }
}

impl Range {
    const ALL: Range = Range { low: f64::NEG_INFINITY, high: f64::INFINITY };

    fn one(value: f64) -> Range {
        Range { low: value, high: value }
    }

    fn and(self, other: Range) -> Range {
        Range { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    fn within(self, limits: Range) -> Range {
        Range { low: self.low.clamp(limits.low, limits.high), high: self.high.clamp(limits.low, limits.high) }
    }

    fn times(self, other: Range) -> Range {
        let product = |left: f64, right: f64| if left == 0.0 || right == 0.0 { 0.0 } else { left * right };
        let ends = [self.low, self.high].map(|left| [other.low, other.high].map(|right| product(left, right)));
        ends.into_iter().flatten().map(Range::one).reduce(Range::and).unwrap_or(Range::ALL)
    }
}

/// What an expression over columns of these ranges gives; anything where that is not simple.
fn expression(expr: &TypedExpr, inputs: &[Range]) -> Range {
    let all = |parts: &mut dyn Iterator<Item = &TypedExpr>| {
        parts.map(|part| expression(part, inputs)).reduce(Range::and).unwrap_or(Range::ALL)
    };
    match &expr.node {
        Node::Input { slot, .. } => inputs.get(*slot).copied().unwrap_or(Range::ALL),
        Node::Constant(Literal::Null) => Range::one(0.0),
        Node::Constant(literal) => number(literal).map_or(Range::ALL, Range::one),
        Node::Negate(operand) => expression(operand, inputs).times(Range::one(-1.0)),
        Node::Convert(operand) if expr.ty != Type::Text => expression(operand, inputs),
        Node::Round { operand, digits, .. } => {
            let (Range { low, high }, step) = (expression(operand, inputs), power_of_ten(-i32::from(*digits)));
            Range { low: low - step, high: high + step }
        }
        Node::Arithmetic(operator, left, right) => {
            let (left, right) = (expression(left, inputs), expression(right, inputs));
            match operator {
                Arithmetic::Add => Range { low: left.low + right.low, high: left.high + right.high },
                Arithmetic::Subtract => Range { low: left.low - right.high, high: left.high - right.low },
                Arithmetic::Multiply => left.times(right),
                Arithmetic::Divide | Arithmetic::IntegerDivide | Arithmetic::Remainder => Range::ALL,
            }
        }
        Node::Case { branches, otherwise, .. } => {
            all(&mut branches.iter().map(|(_, then)| then).chain(otherwise.as_deref()))
        }
        Node::Coalesce(args) | Node::Extreme { args, .. } => all(&mut args.iter()),
        Node::NullIf(left, _) => expression(left, inputs),
        _ => Range::ALL,
    }
}

fn law_range(law: &NumberLaw, ty: Type) -> Range {
    match law {
        NumberLaw::Continuous(law) => continuous_range(law),
        NumberLaw::Discrete(law) => Range { low: lowest(law), high: highest(law) },
        NumberLaw::Exact { low, high } => {
            let scale = if let Type::Decimal { scale, .. } = ty { i32::from(scale) } else { 0 };
            Range { low: *low as f64, high: *high as f64 }.times(Range::one(1.0 / power_of_ten(scale)))
        }
    }
}

/// Samples increase with the random number.
fn continuous_range(law: &Continuous) -> Range {
    Range { low: law.sample(0), high: law.sample(u64::MAX) }
}

fn lowest(law: &Discrete) -> f64 {
    match law.law() {
        DiscreteLaw::UniformInt { low, .. } => low as f64,
        _ => 0.0,
    }
}

fn highest(law: &Discrete) -> f64 {
    match law.law() {
        DiscreteLaw::UniformInt { high, .. } => high as f64,
        DiscreteLaw::Zipf { max, .. } => max as f64,
        DiscreteLaw::Binomial { trials, .. } => trials as f64,
        DiscreteLaw::Poisson { mean } => 2.0 * mean + 100.0,
        // Less likely than one in 2^64 beyond.
        DiscreteLaw::Geometric { share } => 45.0 / share,
    }
}

fn type_range(ty: Type) -> Range {
    let high = match ty {
        Type::Decimal { precision, scale } => power_of_ten(i32::from(precision) - i32::from(scale)),
        Type::Int(IntWidth::Two) => f64::from(i16::MAX),
        Type::Int(IntWidth::Four) => f64::from(i32::MAX),
        Type::Int(IntWidth::Eight) => i64::MAX as f64,
        _ => f64::INFINITY,
    };
    Range { low: -high, high }
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
