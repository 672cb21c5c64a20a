//! date, time, after.
//!
//! Job: instants become a base and steps, and what can be known of them before any row is made is checked here: empty ranges,
//! ends before starts, chains without a start or without room.
//!
//! What depends on the row is checked when it is made, and is a data error then.
//!
//! | spec | maker | nullable |
//! |---|---|---|
//! | `{ date: as_of }`, `{ time: parent.paid_at + 1h }` | the instant | as the column that it starts from |
//! | `{ time: { between: [a, b] } }` | a draw, upper end excluded | if an end is |
//! | `{ date: { between: [a, b] } }` | a draw over whole days, both included | if an end is |
//! | `{ after: [a, b], gap: 2d }` | the latest plus a gap | if one of them is |
//! | `{ after: [a, previous], gap: { exponential: 3d } }` | a chain over the parent's children | as above |
//!
//! With `until:` a value may be late: `late: null` leaves it out, `late: fit` moves it before the end. A chain fits
//! by default, which scales all gaps of the group; so its start and end must be the same for the whole group, and
//! that is checked here.

use std::sync::Arc;

use crate::plan::maker::{AfterInstants, Gap, InstantBase, InstantStep, LatePolicy, Link, Maker};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::instant::NullableInstant;
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{Resolver, Uniqueness};
use crate::plan::types::Type;
use crate::spec::calendar::{DAY_MICROS, format_time};
use crate::spec::literal as written;
use crate::spec::model::{Arg, ParamValue, Spanned};
use crate::spec::registry::TimeKind;
use crate::spec::source::Span;

impl Resolver<'_> {
    /// The maker of a column of this family.
    pub(super) fn make_time(
        &mut self,
        kind: TimeKind,
        target: ColumnTarget,
        declared: DeclaredType,
    ) -> Option<ColumnDraft> {
        match kind {
            TimeKind::Date => self.time(target, declared, Type::Date),
            TimeKind::Time => self.time(target, declared, Type::Time),
            TimeKind::After => self.after(target, declared),
        }
    }

    /// A day or an instant: drawn between two ends, or computed.
    ///
    /// A `date` column takes instants too, and shows the day that they lie in.
    fn time(&mut self, target: ColumnTarget, declared: DeclaredType, natural: Type) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, natural, |ty| ty == natural)?;
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        match &arg.value {
            Arg::Instant(at) => {
                let moment = self.row_moment(target, at)?;
                let never = Uniqueness::Never("it is computed".to_owned());
                Some(ColumnDraft::new(ty, Maker::At(moment.instant), never).nullable(moment.nullable))
            }
            Arg::Between(low, high) => self.between(target, arg.span, [low, high], ty),
            _ => self.odd_argument(target, arg.span),
        }
    }

    /// An instant without `previous`.
    ///
    /// # Errors
    /// `previous`, which only a chain has.
    fn row_moment(&mut self, target: ColumnTarget, at: &Spanned<written::InstantLiteral>) -> Option<NullableInstant> {
        if at.value.base == written::InstantLiteralBase::Previous {
            let fault = self.column_fault(target, at.span, "\"previous\" has a meaning only in `after:`");
            return self.fault(fault.help("Write `{ after: [ …, previous], gap: … }`."));
        }
        self.moment(target, at)
    }

    /// Drawn between two ends. They may depend on the row; then it is not known how many values there are.
    ///
    /// Unique columns need fixed ends: only then is there one domain for all rows.
    ///
    /// # Errors
    /// Ends with nothing between them, where that can be seen: both fixed, or both from the same column.
    fn between(
        &mut self,
        target: ColumnTarget,
        span: Span,
        ends: [&Spanned<written::InstantLiteral>; 2],
        ty: Type,
    ) -> Option<ColumnDraft> {
        let [low, high] = ends.map(|end| self.row_moment(target, end));
        let (low, high) = (low?, high?);
        let unit = if ty == Type::Date { DAY_MICROS } else { 1 };
        let capacity = match room(&low, &high, unit) {
            None => None,
            // The last day counts, the last instant does not.
            Some(room) => {
                let count = if ty == Type::Date { room + 1 } else { room };
                if count < 1 {
                    return self.empty_between(target, span, &low, &high);
                }
                u64::try_from(count).ok()
            }
        };
        let uniqueness = match capacity.filter(|_| low.fixed().is_some()) {
            Some(capacity) => Uniqueness::UpTo(capacity),
            None => Uniqueness::Never("its range depends on the row".to_owned()),
        };
        let nullable = low.nullable || high.nullable;
        let between = Maker::Between { low: low.instant, high: high.instant };
        Some(ColumnDraft::new(ty, between, uniqueness).nullable(nullable))
    }

    /// The fault of ends between which no value lies.
    ///
    /// Shows both ends where they are known.
    fn empty_between<T>(
        &mut self,
        target: ColumnTarget,
        span: Span,
        low: &NullableInstant,
        high: &NullableInstant,
    ) -> Option<T> {
        let message = match (low.fixed(), high.fixed()) {
            (Some(low), Some(high)) => format!("nothing lies between {} and {}", format_time(low), format_time(high)),
            _ => "nothing lies between its ends, whatever the row".to_owned(),
        };
        let fault = self.column_fault(target, span, message);
        self.fault(fault.help("The first end must lie before the second."))
    }

    /// The latest of some instants plus a gap; a chain if the row before is among them.
    ///
    /// # Errors
    /// A chain without a start, an `until:` before the start, a fitted chain whose room differs between rows, and
    /// whatever is wrong with an instant or with the gap.
    fn after(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, Type::Time, |ty| ty == Type::Time)?;
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        let Arg::Instants(ats) = &arg.value else { return self.odd_argument(target, arg.span) };
        let gap = self.gap(target);
        // All instants are looked at before the first `?`, so that each has its fault.
        let after: Vec<_> = ats.iter().map(|at| self.moment(target, at)).collect();
        let until = match target.spec.param("until") {
            None => None,
            Some(Spanned { value: Arg::Instant(at), .. }) => Some((at, self.row_moment(target, at)?)),
            Some(other) => return self.odd_argument(target, other.span),
        };
        let after: Vec<NullableInstant> = after.into_iter().collect::<Option<_>>()?;
        let is_chain = after.iter().any(|moment| moment.instant.base == InstantBase::Previous);
        if is_chain {
            self.check_chain(target, ats, &after)?;
        }
        let late = self.late(target, is_chain, until.is_some())?;
        if let Some((at, until)) = &until {
            self.check_until(target, at, until, &after)?;
            if is_chain {
                self.check_room(target, ats, &after, at, until, late)?;
            }
        }
        let until = until.map(|(_, until)| until);
        let null_source = after.iter().chain(&until).any(|moment| moment.nullable);
        let nullable = null_source || (late == LatePolicy::Null && until.is_some());
        let after = after.into_iter().map(|moment| moment.instant).collect();
        let maker = AfterInstants { after, gap: gap?, until: until.map(|until| until.instant), late };
        let never = Uniqueness::Never("two gaps may end at the same instant".to_owned());
        Some(ColumnDraft::new(ty, Maker::After(maker), never).nullable(nullable))
    }

    /// The gap: always the same, or drawn.
    ///
    /// At least 1 µs. A drawn gap may be less, and is then brought to 1 µs in the row.
    fn gap(&mut self, target: ColumnTarget) -> Option<Gap> {
        let Some(arg) = target.spec.param("gap") else { return self.odd_argument(target, target.main_span()) };
        let micros = match &arg.value {
            Arg::Distribution(distribution) => {
                return Some(Gap::Distribution(Arc::new(self.continuous(arg.span, distribution)?)));
            }
            Arg::Duration(duration) => duration.0,
            Arg::Param(name) => match self.param(name)? {
                ParamValue::Duration(duration) => duration.0,
                other => return self.param_mismatch(name, "a duration", &other, arg.span),
            },
            _ => return self.odd_argument(target, arg.span),
        };
        if micros >= 1 {
            return Some(Gap::Fixed(micros));
        }
        let message = format!("a gap must be >= 1us, got {}", crate::plan::resolve::literal::duration_text(micros));
        let fault = self.column_fault(target, arg.span, message);
        self.fault(fault)
    }

    /// A chain runs through the children of one parent, or a table without one, and needs a start.
    ///
    /// A root table is one group, so a chain may run through all of its rows.
    ///
    /// # Errors
    /// `previous` with steps, which `gap:` is for, and a chain of nothing but `previous`.
    fn check_chain(
        &mut self,
        target: ColumnTarget,
        ats: &[Spanned<written::InstantLiteral>],
        after: &[NullableInstant],
    ) -> Option<()> {
        let previous = |moment: &NullableInstant| moment.instant.base == InstantBase::Previous;
        let span =
            ats.iter().zip(after).find(|(_, moment)| previous(moment)).map_or(target.main_span(), |(at, _)| at.span);
        if self.parent_is_unknown(target.table) {
            return None;
        }
        if after.iter().any(|moment| previous(moment) && !moment.instant.steps.is_empty()) {
            let fault = self.column_fault(target, span, "\"previous\" takes no steps");
            return self.fault(fault.help("Put the time in between into `gap:`."));
        }
        if after.iter().all(previous) {
            let fault = self.column_fault(target, span, "the first row has no \"previous\" to follow");
            return self.fault(fault.help("Add an instant to start from: `after: [parent.created_at, previous]`."));
        }
        Some(())
    }

    /// What happens to values past `until`. A chain is scaled to fit by default; elsewhere the spec must choose.
    ///
    /// Outside a chain there is no good default: leaving a value out and moving it are both plausible, and mean
    /// different data.
    fn late(&mut self, target: ColumnTarget, is_chain: bool, has_until: bool) -> Option<LatePolicy> {
        match target.spec.param("late") {
            Some(Spanned { value: Arg::Word("null"), .. }) => Some(LatePolicy::Null),
            Some(Spanned { value: Arg::Word(_), .. }) => Some(LatePolicy::Fit),
            Some(other) => self.odd_argument(target, other.span),
            None if has_until && !is_chain => {
                let span = target.spec.param("until").map_or(target.main_span(), |until| until.span);
                let fault = self.column_fault(target, span, "\"until\" needs \"late\"");
                self.fault(fault.help("Add `late: fit` or `late: null`, which sets what happens to values past it."))
            }
            None => Some(LatePolicy::Fit),
        }
    }

    /// Refuses an end that lies before the start, as far as both are known.
    ///
    /// Compares with the latest fixed start; starts from columns are only known in the row.
    fn check_until(
        &mut self,
        target: ColumnTarget,
        at: &Spanned<written::InstantLiteral>,
        until: &NullableInstant,
        after: &[NullableInstant],
    ) -> Option<()> {
        let latest = after.iter().filter_map(|after| after.fixed()).max();
        let (Some(until), Some(latest)) = (until.fixed(), latest) else { return Some(()) };
        if until > latest {
            return Some(());
        }
        let message = format!("until {} must lie after {}", format_time(until), format_time(latest));
        let fault = self.column_fault(target, at.span, message);
        self.fault(fault)
    }

    /// The room of a chain must be the same for all rows of a parent.
    ///
    /// Outside a chain the room is each row's own. With `late: null` only the end must be the group's.
    fn check_room(
        &mut self,
        target: ColumnTarget,
        ats: &[Spanned<written::InstantLiteral>],
        after: &[NullableInstant],
        until_at: &Spanned<written::InstantLiteral>,
        until: &NullableInstant,
        late: LatePolicy,
    ) -> Option<()> {
        let starts = ats.iter().zip(after).filter(|_| late == LatePolicy::Fit);
        for (at, moment) in starts.chain(std::iter::once((until_at, until))) {
            if !self.is_of_parent(target, moment) {
                let message = "a chain with \"until\" takes its other instants from the parent";
                let fault = self.column_fault(target, at.span, message);
                return self.fault(fault.help("Use a path through the parent, as_of or a date."));
            }
        }
        Some(())
    }

    /// Whether an instant is the same for all rows of a parent.
    ///
    /// By construction: a fixed instant, a lookup through the parent, or a constant.
    fn is_of_parent(&self, target: ColumnTarget, moment: &NullableInstant) -> bool {
        match moment.instant.base {
            InstantBase::Fixed(_) | InstantBase::Previous => true,
            InstantBase::Column(column) => self.resolved(target.table, column).is_some_and(|resolved| {
                matches!(resolved.column.maker, Maker::Lookup { link: Link::Parent, .. } | Maker::Constant(_))
            }),
        }
    }
}

/// How many units lie between two instants, where that is the same for every row.
fn room(low: &NullableInstant, high: &NullableInstant, unit: i64) -> Option<i64> {
    if let (Some(low), Some(high)) = (low.fixed(), high.fixed()) {
        return high.div_euclid(unit).checked_sub(low.div_euclid(unit));
    }
    // Months have no fixed length, so two ends that differ by months have no known distance.
    let moved = |moment: &NullableInstant| {
        moment.instant.steps.iter().try_fold(0i64, |sum, step| match step {
            InstantStep::Micros(micros) => sum.checked_add(*micros),
            InstantStep::Months(_) => None,
        })
    };
    let same_base = low.instant.base == high.instant.base;
    // Days between two instants of one row depend on the row; that they are in order does not.
    same_base.then(|| moved(high)?.checked_sub(moved(low)?)).flatten().map(|room| room.div_euclid(unit))
}
