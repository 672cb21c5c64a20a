//! Whose value a fault of the plan is about: the spec's own, or one that a tenant's file or the command line gives.
//!
//! Must never lose a fault: what cannot be laid at a given value's door stays the spec's.

use crate::plan::Plan;
use crate::plan::resolve::{Inputs, resolve};
use crate::spec::fault::{Fault, SourceFaults};
use crate::spec::parse::Draft;
use crate::spec::source::{Source, Span};
use crate::spec::tenant::{self, Override, TenantFile};

/// A value that is given besides the spec, with its place.
struct GivenValue<'a> {
    source: &'a Source,
    span: Span,
    /// `parameter "members"`, `as_of`
    what: String,
    value: InputValue<'a>,
}

enum InputValue<'a> {
    Param(&'a Override),
    AsOf(i64),
}

/// The plan; or its faults, each in the file whose value it is about.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_or_blame(
    draft: &Draft,
    inputs: &Inputs,
    overrides: &[Override],
    file: Option<&TenantFile>,
) -> Result<Plan, Vec<SourceFaults>> {
    let rejected = match resolve(draft, inputs) {
        Ok(plan) => return Ok(plan),
        Err(rejected) => rejected,
    };
    let givens = givens(draft, overrides, file);
    if givens.is_empty() {
        return Err(vec![rejected]);
    }
    // A fault that the spec has without any of the values is the spec's own.
    let own = faults(draft, inputs, &givens, |_| false);
    let (mut kept, mut moved) = (Vec::new(), Vec::new());
    for fault in rejected.faults {
        let given = if has(&own, &fault) { None } else { culprit(draft, inputs, &givens, &fault) };
        match given {
            Some(given) => moved.push(given.blamed(&rejected.source, fault)),
            None => kept.push(fault),
        }
    }
    let kept = (!kept.is_empty()).then_some(SourceFaults { source: rejected.source, faults: kept });
    Err(kept.into_iter().chain(moved).collect())
}

/// Every given value that replaces one of the spec.
fn givens<'a>(draft: &Draft, overrides: &'a [Override], file: Option<&'a TenantFile>) -> Vec<GivenValue<'a>> {
    let params = overrides.iter().map(|given| GivenValue {
        source: &given.source,
        span: given.value.span,
        what: format!("parameter \"{}\"", given.name.value),
        value: InputValue::Param(given),
    });
    let as_of = file.filter(|_| draft.spec.as_of.is_some());
    let as_of = as_of.and_then(|file| file.as_of.as_ref().map(|at| (&file.source, at)));
    let as_of = as_of.map(|(source, at)| GivenValue {
        source,
        span: at.span,
        what: "as_of".to_owned(),
        value: InputValue::AsOf(at.value),
    });
    params.chain(as_of).collect()
}

/// The value that makes a fault alone, or that it goes without.
fn culprit<'g, 'a>(
    draft: &Draft,
    inputs: &Inputs,
    givens: &'g [GivenValue<'a>],
    fault: &Fault,
) -> Option<&'g GivenValue<'a>> {
    let alone = |index: usize| has(&faults(draft, inputs, givens, |given| given == index), fault);
    let missed = |index: usize| !has(&faults(draft, inputs, givens, |given| given != index), fault);
    let found =
        (0..givens.len()).find(|given| alone(*given)).or_else(|| (0..givens.len()).find(|given| missed(*given)));
    found.map(|found| &givens[found])
}

/// The faults with only some of the given values.
fn faults(draft: &Draft, inputs: &Inputs, givens: &[GivenValue<'_>], is_kept: impl Fn(usize) -> bool) -> Vec<Fault> {
    let kept = givens.iter().enumerate().filter(|(index, _)| is_kept(*index));
    let values: Vec<&InputValue<'_>> = kept.map(|(_, given)| &given.value).collect();
    let overrides = values.iter().filter_map(|value| match value {
        InputValue::Param(given) => Some((*given).clone()),
        InputValue::AsOf(_) => None,
    });
    let as_of = values.iter().find_map(|value| match value {
        InputValue::AsOf(as_of) => Some(*as_of),
        InputValue::Param(_) => None,
    });
    let as_of = if draft.spec.as_of.is_some() { as_of } else { inputs.as_of };
    let (params, _) = tenant::override_params(&draft.spec, &overrides.collect::<Vec<_>>());
    resolve(draft, &Inputs { as_of, params, ..inputs.clone() })
        .err()
        .map(|rejected| rejected.faults)
        .unwrap_or_default()
}

fn has(faults: &[Fault], fault: &Fault) -> bool {
    faults.iter().any(|known| known.span == fault.span && known.message == fault.message)
}

impl GivenValue<'_> {
    /// A fault of the spec as one of this value, with the place of its use.
    fn blamed(&self, spec: &Source, fault: Fault) -> SourceFaults {
        let used = format!("{} uses it.", spec.place(fault.span));
        let help = fault.help.map_or_else(|| used.clone(), |help| format!("{help} {used}"));
        let message = format!("{}: {}", self.what, fault.message);
        SourceFaults { source: self.source.clone(), faults: vec![Fault::new(self.span, message).help(help)] }
    }
}
