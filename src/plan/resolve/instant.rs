//! Instants: what is known now is computed now, the rest becomes columns and steps.
//!
//! `as_of - 2y + 3d` is a number by the time the plan is made, `signed_up_at + 1h` is a column and a step. Steps
//! apply from left to right and do not commute: 30 January plus a month plus a day is 1 March, plus a day plus a
//! month it is 28 February. Months are calendar months, clamped to the month's last day; years are twelve of them.

use super::Resolver;
use super::args::ColumnTarget;
use crate::plan::maker::{Instant, InstantBase, InstantStep};
use crate::plan::types::Type;
use crate::spec::calendar;
use crate::spec::literal::{self as written, Duration, LiteralFault, Period, StepOperand, StepSign};
use crate::spec::model::{ParamValue, Spanned};

/// An instant and whether it may be null.
///
/// µs since 1970 in UTC. Nullable where its column is.
#[derive(Clone, Debug)]
pub(super) struct NullableInstant {
    pub instant: Instant,
    pub nullable: bool,
}

impl NullableInstant {
    /// The instant, if it is the same for every row.
    ///
    /// Steps are folded into a fixed base, so steps left over mean that the base is a column.
    pub fn fixed(&self) -> Option<i64> {
        match self.instant.base {
            InstantBase::Fixed(micros) if self.instant.steps.is_empty() => Some(micros),
            _ => None,
        }
    }
}

impl Resolver<'_> {
    /// An instant of a column's row; `previous` is the caller's business.
    ///
    /// Resolves the path that it starts from. Columns of type date count as their midnight.
    pub(super) fn moment(
        &mut self,
        target: ColumnTarget,
        at: &Spanned<written::InstantLiteral>,
    ) -> Option<NullableInstant> {
        let base_span = self.inside(at.span, 0, at.value.base_len);
        let (base, nullable, mut steps) = match &at.value.base {
            written::InstantLiteralBase::AsOf => (InstantBase::Fixed(self.env.as_of?), false, Vec::new()),
            written::InstantLiteralBase::At(micros) => (InstantBase::Fixed(*micros), false, Vec::new()),
            written::InstantLiteralBase::Previous => (InstantBase::Previous, false, Vec::new()),
            written::InstantLiteralBase::Param(name) => self.param_instant(name, base_span)?,
            written::InstantLiteralBase::Path(path) => {
                let column = self.path_column(target.table, path, base_span)?;
                let facts = self.column(target.table, column)?;
                if !matches!(facts.ty, Type::Time | Type::Date) {
                    let message = format!("an instant is a time or a date, \"{}\" is {}", path.join("."), facts.ty);
                    let fault = self.column_fault(target, base_span, message);
                    return self.fault(fault);
                }
                (InstantBase::Column(column), facts.nullable, Vec::new())
            }
        };
        for step in &at.value.steps {
            steps.push(self.step(at, step)?);
        }
        let instant = self.folded(target, at, base, steps)?;
        Some(NullableInstant { instant, nullable })
    }

    /// A parameter that holds an instant as text.
    ///
    /// A parameter may hold `2026-01-31` or `as_of - 2y`, but no path and no other parameter: a tenant file has no
    /// rows to look into, and parameters that read parameters would need an order.
    fn param_instant(
        &mut self,
        name: &str,
        span: crate::spec::source::Span,
    ) -> Option<(InstantBase, bool, Vec<InstantStep>)> {
        let value = self.param(name)?;
        let parsed = match &value {
            ParamValue::Text(text) => written::InstantLiteral::parse(text).ok(),
            _ => None,
        };
        let base = match parsed.as_ref().map(|instant| &instant.base) {
            Some(written::InstantLiteralBase::AsOf) => InstantBase::Fixed(self.env.as_of?),
            Some(written::InstantLiteralBase::At(micros)) => InstantBase::Fixed(*micros),
            _ => return self.param_mismatch(name, "an instant like 2026-01-31 or as_of - 2y", &value, span),
        };
        let steps = parsed.map(|instant| instant.steps).unwrap_or_default();
        let moves: Option<Vec<InstantStep>> = steps
            .iter()
            .map(|step| match &step.operand {
                StepOperand::Duration(duration) => micros(step.sign, *duration),
                StepOperand::Period(period) => Some(months(step.sign, *period)),
                StepOperand::Param(_) => None,
            })
            .collect();
        match moves {
            Some(moves) => Some((base, false, moves)),
            None => self.param_mismatch(name, "an instant without parameters", &value, span),
        }
    }

    /// A duration (µs) or a period (months), with its sign.
    fn step(
        &mut self,
        at: &Spanned<written::InstantLiteral>,
        step: &written::InstantLiteralStep,
    ) -> Option<InstantStep> {
        let span = self.inside(at.span, step.at, step.len);
        let moved = match &step.operand {
            StepOperand::Duration(duration) => micros(step.sign, *duration),
            StepOperand::Period(period) => Some(months(step.sign, *period)),
            StepOperand::Param(name) => match self.param(name)? {
                ParamValue::Duration(duration) => micros(step.sign, duration),
                ParamValue::Text(text) if Period::parse(&text).is_ok() => {
                    Period::parse(&text).ok().map(|period| months(step.sign, period))
                }
                other => return self.param_mismatch(name, "a duration or a period", &other, span),
            },
        };
        match moved {
            Some(step) => Some(step),
            None => self.fault(crate::spec::fault::Fault::new(span, "the duration is too long")),
        }
    }

    /// Adds the steps up where the base is known.
    ///
    /// # Errors
    /// A fault where the sum leaves the years 1 to 9999.
    ///
    /// Steps over a column stay steps; the engine applies them per row.
    fn folded(
        &mut self,
        target: ColumnTarget,
        at: &Spanned<written::InstantLiteral>,
        base: InstantBase,
        steps: Vec<InstantStep>,
    ) -> Option<Instant> {
        let InstantBase::Fixed(start) = base else { return Some(Instant { base, steps }) };
        let moved = steps.iter().try_fold(start, |micros, step| match step {
            InstantStep::Micros(micros_more) => micros.checked_add(*micros_more),
            InstantStep::Months(months) => calendar::add_period(micros, *months),
        });
        match moved.filter(|micros| calendar::add_period(*micros, 0).is_some()) {
            Some(micros) => Some(Instant { base: InstantBase::Fixed(micros), steps: Vec::new() }),
            None => {
                let fault = LiteralFault::new(0, at.span.len(), "the instant lies outside years 1 to 9999");
                let fault = self.literal_fault(target, at.span, fault);
                self.fault(fault)
            }
        }
    }
}

/// A signed duration; `None` where it has no opposite.
fn micros(sign: StepSign, duration: Duration) -> Option<InstantStep> {
    match sign {
        StepSign::Plus => Some(InstantStep::Micros(duration.0)),
        StepSign::Minus => duration.0.checked_neg().map(InstantStep::Micros),
    }
}

/// A signed period.
fn months(sign: StepSign, period: Period) -> InstantStep {
    match sign {
        StepSign::Plus => InstantStep::Months(period.months()),
        StepSign::Minus => InstantStep::Months(-period.months()),
    }
}
