//! What a tenant brings: its name, its seed, its "now" and its parameters.
//!
//! A tenant gives values, never structure: a parameter may change how many rows there are and what is drawn, but not
//! which tables and columns exist, so all tenants of a dataset fit the same shared tables.

use std::collections::BTreeMap;

use crate::spec::calendar;
use crate::spec::fault::{Fault, Faults, did_you_mean};
use crate::spec::model::{Choices, ParamValue, Spanned, Spec};
use crate::spec::tenant_name::TenantName;
use crate::values::random::Key;

/// What a plan depends on besides the spec.
///
/// Equal inputs and equal spec text give equal plans, and so equal bytes.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The tenant's name.
    pub tenant: TenantName,
    /// The number that the tenant's values come from; by default hashed from the name.
    pub seed: Option<u64>,
    /// "Now" in µs UTC, instead of the spec's.
    pub as_of: Option<i64>,
    /// Values instead of the parameters' defaults; of the same kind as these.
    pub params: BTreeMap<String, ParamValue>,
}

impl Inputs {
    /// The inputs of a tenant that overrides nothing.
    pub fn new(tenant: TenantName) -> Self {
        Inputs { tenant, seed: None, as_of: None, params: BTreeMap::new() }
    }

    /// The seed of a tenant that gives none.
    pub fn seed_of(tenant: &TenantName) -> u64 {
        Key::of(&["seed", tenant.as_str()]).0
    }
}

/// The inputs with all defaults filled in.
///
/// What [`Inputs`] and the spec say together.
pub(super) struct ResolvedInputs {
    pub tenant: TenantName,
    pub seed: u64,
    /// Missing only where that is a fault.
    pub as_of: Option<i64>,
    pub params: BTreeMap<String, ParamValue>,
}

impl ResolvedInputs {
    /// The tenant's inputs over the spec's defaults.
    ///
    /// Records a fault for each parameter that does not fit, and continues with its default, so that what uses it is
    /// checked too.
    pub fn new(spec: &Spec, inputs: &Inputs, faults: &mut Faults) -> ResolvedInputs {
        let tenant = inputs.tenant.clone();
        let seed = inputs.seed.unwrap_or_else(|| Inputs::seed_of(&tenant));
        ResolvedInputs { seed, as_of: as_of(spec, inputs, faults), params: params(spec, inputs, faults), tenant }
    }

    /// Every parameter's value as a spec writes it.
    pub fn param_texts(&self) -> BTreeMap<String, String> {
        self.params.iter().map(|(name, value)| (name.clone(), param_text(value))).collect()
    }
}

/// The tenant's "now", else the spec's.
///
/// There is no third source: the machine's clock would make every run another dataset.
fn as_of(spec: &Spec, inputs: &Inputs, faults: &mut Faults) -> Option<i64> {
    let given = inputs.as_of.map(|micros| (micros, spec.dataset.span));
    let Some((micros, span)) = given.or(spec.as_of.as_ref().map(|at| (at.value, at.span))) else {
        if spec.unread.has("as_of") {
            return None;
        }
        let fault = Fault::new(spec.dataset.span, "the dataset has no \"as_of\": there is no other clock");
        faults.push(fault.help("Add `as_of: 2026-01-01T00:00:00Z` to the spec, or give it for the tenant."));
        return None;
    };
    if calendar::add_period(micros, 0).is_none() {
        faults.push(Fault::new(span, format!("as_of must be in years 1 to 9999, got {micros} µs from 1970")));
        return None;
    }
    Some(micros)
}

/// Every parameter with the value that holds.
///
/// The spec's default, unless the tenant's file or `--set` gives another of the same kind. A name that the spec lacks is a
/// fault, unless the part of the spec that may declare it could not be read.
fn params(spec: &Spec, inputs: &Inputs, faults: &mut Faults) -> BTreeMap<String, ParamValue> {
    let mut params = BTreeMap::new();
    for param in &spec.params {
        let name = &param.name.value;
        let value = match inputs.params.get(name) {
            Some(value) => overriding(name, &param.value, value, faults),
            None => &param.value.value,
        };
        params.insert(name.clone(), value.clone());
    }
    for name in inputs.params.keys().filter(|name| !params.contains_key(*name) && !spec.unread.has(name)) {
        let known = spec.params.iter().map(|param| param.name.value.as_str());
        let fault =
            Fault::new(spec.dataset.span, format!("dataset \"{}\" has no parameter \"{name}\"", spec.dataset.value));
        faults.push(fault.maybe_help(did_you_mean(name, known)));
    }
    params
}

/// The value that a tenant gives, if it is of the default's kind.
fn overriding<'v>(
    name: &str,
    default: &'v Spanned<ParamValue>,
    value: &'v ParamValue,
    faults: &mut Faults,
) -> &'v ParamValue {
    if std::mem::discriminant(&default.value) == std::mem::discriminant(value) {
        return value;
    }
    let (wanted, given) = (what(&default.value), what(value));
    let message = format!("parameter \"{name}\" is {wanted}, the tenant gives {given}: {}", param_text(value));
    faults.push(Fault::new(default.span, message).help("Give a value of the same kind as the default."));
    &default.value
}

/// What a parameter is, for messages.
pub(super) fn what(value: &ParamValue) -> &'static str {
    match value {
        ParamValue::Number(_) => "a number",
        ParamValue::Share(_) => "a share",
        ParamValue::Duration(_) => "a duration",
        ParamValue::Text(_) => "text",
        ParamValue::Choices(_) => "a list of choices",
    }
}

/// A parameter's value as a spec writes it.
///
/// Canonical: it is recorded with the data and compared as text, so equal values must have one spelling.
pub(super) fn param_text(value: &ParamValue) -> String {
    match value {
        ParamValue::Number(number) => number.to_string(),
        ParamValue::Share(share) => share_text(share.0),
        ParamValue::Duration(duration) => super::literal::duration_text(duration.0),
        ParamValue::Text(text) => scalar_text(text),
        ParamValue::Choices(choices) => choices_text(choices),
    }
}

/// `20%`, or a fraction where no decimal is exact.
fn share_text(share: crate::spec::number::Number) -> String {
    let percent = share.checked_mul(crate::spec::number::Number::from_int(100));
    percent.map_or_else(|| share.to_string(), |percent| format!("{percent}%"))
}

/// `[a, b]` or `{a: 2, b: 1}`, in the order given.
fn choices_text(choices: &Choices) -> String {
    let weighted = |literal: &Spanned<String>, weight: String| format!("{}: {weight}", scalar_text(&literal.value));
    let (open, parts, close): (_, Vec<String>, _) = match choices {
        Choices::Even(literals) => ("[", literals.iter().map(|literal| scalar_text(&literal.value)).collect(), "]"),
        Choices::Weights(weights) => ("{", weights.iter().map(|(l, w)| weighted(l, w.to_string())).collect(), "}"),
        Choices::Shares(shares) => ("{", shares.iter().map(|(l, s)| weighted(l, share_text(s.0))).collect(), "}"),
    };
    format!("{open}{}{close}", parts.join(", "))
}

/// A text as a spec writes it: in quotes where it would read otherwise, `$` doubled.
fn scalar_text(text: &str) -> String {
    let text = if text.starts_with('$') { format!("${text}") } else { text.to_owned() };
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '/' | '+');
    let starts = text.starts_with(|first: char| first.is_alphanumeric() || first == '_');
    match starts && text.split(' ').all(|word| !word.is_empty() && word.chars().all(is_plain)) {
        true => text,
        false => serde_json::Value::String(text).to_string(),
    }
}
