//! Tenant files: whose copy of a dataset it is, its seed and "now", and the parameters that differ from the spec's.
//!
//! Must never judge a parameter without the spec: [`override_params`] does, where the default's type is known.

use std::collections::BTreeMap;

use super::adopt_section::AdoptSection;
use super::calendar::DAY_MICROS;
use super::fault::{Fault, Faults, SourceFaults, did_you_mean, quote};
use super::literal::{Duration, LiteralFault};
use super::model::{ParamValue, Spanned, Spec};
use super::parse::SpecReader;
use super::source::{Source, Span};
use super::tenant_name::{TenantName, TenantNameError};
use super::yaml::{self, YamlNode};

/// The keys of a tenant file, in the order that reads best.
pub const TENANT_KEYS: [&str; 7] = ["tenant", "dataset", "seed", "as_of", "set", "expires", "adopt"];

/// The longest time that a tenant can be wanted for, in days: about 100 years.
const EXPIRES_DAYS_MAX: i64 = 36_500;

/// A tenant file.
#[derive(Clone, Debug)]
pub struct TenantFile {
    /// The text it was read from.
    pub source: Source,
    /// The tenant's name.
    pub tenant: Spanned<TenantName>,
    /// The dataset's name, and the folder of its pack.
    pub dataset: Spanned<String>,
    /// The number that the tenant's values come from; by default it is made from the name.
    pub seed: Option<u64>,
    /// "Now" of the tenant's dataset in µs UTC, instead of the spec's.
    pub as_of: Option<Spanned<i64>>,
    /// The parameters that differ, in order.
    pub set: Vec<Override>,
    /// How long the tenant is wanted, above 0. No dataset depends on it; the store records it, and it counts from when
    /// the tenant is made, gets other data or another lifetime.
    pub expires: Option<Spanned<Duration>>,
    /// The tables of an application that the tenant's rows live in; none: tables that reseed makes.
    pub adopt: Option<AdoptSection>,
}

/// A parameter with another value than its default.
#[derive(Clone, Debug)]
pub struct Override {
    /// The text it stands in.
    pub source: Source,
    /// The parameter's name.
    pub name: Spanned<String>,
    /// The value as written; it replaces the whole default.
    pub value: YamlNode,
}

impl TenantFile {
    /// The tenant file that a source holds.
    ///
    /// # Errors
    /// With every fault of the source, if there is any.
    pub fn parse(source: &Source) -> Result<TenantFile, SourceFaults> {
        let mut faults = Faults::default();
        let file = match yaml::parse(source, &mut faults) {
            Some(root) => SpecReader::new(source, &mut faults).tenant_file(source, &root),
            None => None,
        };
        match file {
            Some(file) => faults.or_reject(source, file),
            None => Err(SourceFaults { source: source.clone(), faults: faults.into_vec() }),
        }
    }
}

impl SpecReader<'_> {
    fn tenant_file(&mut self, source: &Source, root: &YamlNode) -> Option<TenantFile> {
        for entry in self.entries("a tenant file", root)? {
            if !TENANT_KEYS.contains(&entry.key.text.as_str()) {
                self.unknown_key(&entry.key, "A tenant file", &TENANT_KEYS);
            }
        }
        let tenant = self.required(root, "tenant", "Name the tenant: \"tenant: acme\".");
        let tenant = tenant.and_then(|node| self.tenant_name(node));
        let dataset = self.required(root, "dataset", "Name the dataset: \"dataset: shop\".");
        let dataset = dataset.and_then(|node| Some(Spanned::new(node.span, self.scalar("dataset", node)?.to_owned())));
        let seed = root.get("seed").and_then(|node| self.whole("seed", node, 0, u64::MAX.into()));
        let as_of = root.get("as_of").and_then(|node| self.fixed_instant("as_of", node));
        let set = root.get("set").map(|node| self.set(source, node));
        let expires = root.get("expires").and_then(|node| self.expires(node));
        let adopt = root.get("adopt").map(|node| self.adopt_section(node));
        Some(TenantFile {
            source: source.clone(),
            tenant: tenant?,
            dataset: dataset?,
            seed: seed.and_then(|seed| u64::try_from(seed).ok()),
            as_of,
            set: set.unwrap_or(Some(Vec::new()))?,
            expires,
            adopt: adopt.map_or(Some(None), |adopt| adopt.map(Some))?,
        })
    }

    fn tenant_name(&mut self, node: &YamlNode) -> Option<Spanned<TenantName>> {
        match self.scalar("tenant", node)?.parse::<TenantName>() {
            Ok(name) => Some(Spanned::new(node.span, name)),
            Err(error) => {
                self.push(Fault::new(node.span, error.to_string()).help(TenantNameError::HELP));
                None
            }
        }
    }

    fn set(&mut self, source: &Source, node: &YamlNode) -> Option<Vec<Override>> {
        let entries = self.entries("\"set\"", node)?;
        let overrides = entries.iter().map(|entry| Override {
            source: source.clone(),
            name: Spanned::new(entry.key.span, entry.key.text.clone()),
            value: entry.value.clone(),
        });
        Some(overrides.collect())
    }

    fn expires(&mut self, node: &YamlNode) -> Option<Spanned<Duration>> {
        let duration = self.literal("expires", node, parse_lifetime)?;
        Some(Spanned::new(node.span, duration))
    }

    /// The value of an override, of the same type as the default.
    fn override_value(&mut self, given: &Override, default: &ParamValue) -> Option<ParamValue> {
        let value = self.param_value(&given.name.value, &given.value)?;
        let value = match (default, value) {
            // Whatever a text looks like, it stays one.
            (ParamValue::Text(_), _) if given.value.as_scalar().is_some() => {
                ParamValue::Text(self.plain_text(&given.name.value, &given.value)?)
            }
            (_, value) => value,
        };
        if std::mem::discriminant(&value) == std::mem::discriminant(default) {
            return Some(value);
        }
        let (wanted, example) = type_of(default);
        let message = format!("must be {wanted} like its default, got {}", type_of(&value).0);
        self.push(Fault::new(given.value.span, message).help(format!("Write it like {example}.")));
        None
    }
}

/// How long a tenant is wanted: above 0, at most about 100 years.
///
/// # Errors
/// When `text` is no duration, or outside of these limits.
pub fn parse_lifetime(text: &str) -> Result<Duration, LiteralFault> {
    let duration = Duration::parse(text)?;
    let got = quote(text);
    if duration.0 <= 0 {
        return Err(LiteralFault::whole(text, format!("expires must be > 0s, got {got}")));
    }
    if duration.0 > EXPIRES_DAYS_MAX * DAY_MICROS {
        let fault = LiteralFault::whole(text, format!("expires must be <= {EXPIRES_DAYS_MAX}d, got {got}"));
        return Err(fault.help("Leave it out for a tenant that never expires."));
    }
    Ok(duration)
}

/// What a parameter holds, and an example of it.
fn type_of(value: &ParamValue) -> (&'static str, &'static str) {
    match value {
        ParamValue::Number(_) => ("a number", "1_000"),
        ParamValue::Share(_) => ("a share", "20%"),
        ParamValue::Duration(_) => ("a duration", "1h30min"),
        ParamValue::Text(_) => ("a text", "basic"),
        ParamValue::Choices(_) => ("a list or weights", "[a, b] or { a: 2, b: 1 }"),
    }
}

/// The override that `--set name=value` is; the value may be a list or map in brackets. Its source is called by
/// the argument and holds it as YAML.
///
/// # Errors
/// When there is no `=`, no name or no value, or the value cannot be read.
pub fn parse_set_argument(argument: &str) -> Result<Override, SourceFaults> {
    let reject = |source: Source, fault: Fault| Err(SourceFaults { source, faults: vec![fault] });
    let help = "Write name=value: --set customers=500, or --set 'countries={ DE: 2, US: 1 }'.";
    let called = format!("--set {argument}");
    let plain = Source::new(called.clone(), argument);
    let whole = Span::new(0, argument.len());
    let Some((name, value)) = argument.split_once('=').filter(|(name, _)| super::literal::is_name(name)) else {
        return reject(plain, Fault::new(whole, "expected a parameter's name, \"=\" and its value").help(help));
    };
    if argument.contains(['\n', '\r']) || value.trim().is_empty() {
        return reject(plain, Fault::new(whole, "a value must be given, on one line").help(help));
    }
    let source = Source::new(called, format!("{name}: {value}"));
    let mut faults = Faults::default();
    let root = yaml::parse(&source, &mut faults);
    if !faults.is_empty() {
        return Err(SourceFaults { source, faults: faults.into_vec() });
    }
    match root.as_ref().and_then(YamlNode::as_map) {
        Some([entry]) => {
            let name = Spanned::new(entry.key.span, entry.key.text.clone());
            Ok(Override { source: source.clone(), name, value: entry.value.clone() })
        }
        _ => reject(source, Fault::new(Span::default(), "expected one parameter").help(help)),
    }
}

/// Every parameter's value: its default, or an override; of two overrides for one parameter the later wins. The second
/// part lists each source with a parameter that is unknown or has another type than the default.
pub fn override_params(spec: &Spec, overrides: &[Override]) -> (BTreeMap<String, ParamValue>, Vec<SourceFaults>) {
    let defaults = spec.params.iter().map(|param| (param.name.value.clone(), param.value.value.clone()));
    let mut values: BTreeMap<String, ParamValue> = defaults.collect();
    let mut rejected = Vec::new();
    let same_source = |a: &Override, b: &Override| a.source.name == b.source.name && a.source.text == b.source.text;
    for part in overrides.chunk_by(same_source) {
        let mut faults = Faults::default();
        for given in part {
            if let Some(value) = override_param(spec, given, &mut faults) {
                values.insert(given.name.value.clone(), value);
            }
        }
        rejected.extend(faults.or_reject(&part[0].source, ()).err());
    }
    (values, rejected)
}

fn override_param(spec: &Spec, given: &Override, faults: &mut Faults) -> Option<ParamValue> {
    let name = given.name.value.as_str();
    let Some(param) = spec.params.iter().find(|param| param.name.value == name) else {
        if spec.unread.has(name) {
            return None;
        }
        let names: Vec<&str> = spec.params.iter().map(|param| param.name.value.as_str()).collect();
        let list = match names.is_empty() {
            true => format!("The dataset {} has no parameters.", quote(&spec.dataset.value)),
            false => format!("The dataset {} has {}.", quote(&spec.dataset.value), names.join(", ")),
        };
        let question = did_you_mean(name, names).map(|question| question + " ").unwrap_or_default();
        faults.push(Fault::new(given.name.span, format!("unknown parameter {}", quote(name))).help(question + &list));
        return None;
    };
    let mut reader = SpecReader::new(&given.source, faults);
    reader.within(format!("parameter \"{name}\""), |reader| reader.override_value(given, &param.value.value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::spec::model::Choices;

    fn file(text: &str) -> Result<TenantFile, SourceFaults> {
        TenantFile::parse(&Source::new("acme.yaml", text))
    }

    fn refused(text: &str) -> String {
        file(text).expect_err(text).to_string()
    }

    fn spec() -> Spec {
        let text = "reseed: 1\ndataset: shop\nparams: { n: 5, s: 5%, d: 1h, t: basic, c: [a] }\n\
                    tables: { t: { rows: $n, columns: { \
                    a: { constant: $t }, b: { bool: $s }, c: { choose: $c }, d: { after: as_of, gap: $d } } } }";
        super::super::parse::parse(&Source::new("shop.yaml", text)).expect("a good spec").spec
    }

    fn overridden(arguments: &[&str]) -> Result<BTreeMap<String, ParamValue>, SourceFaults> {
        let overrides: Vec<Override> =
            arguments.iter().map(|argument| parse_set_argument(argument).expect(argument)).collect();
        let (values, mut rejected) = override_params(&spec(), &overrides);
        rejected.pop().map_or(Ok(values), Err)
    }

    #[test]
    fn a_tenant_is_wanted_for_a_hundred_years_at_most() {
        let of = |expires: &str| format!("tenant: acme\ndataset: shop\nexpires: {expires}\n");
        assert!(TenantFile::parse(&Source::new("acme.yaml", of("36500d"))).is_ok());
        for absurd in ["36501d", "200_000_000h", "15_000_000w"] {
            let said = TenantFile::parse(&Source::new("acme.yaml", of(absurd))).expect_err("it is too long");
            assert!(said.to_string().contains("expires must be <= 36500d"), "{said}");
        }
    }

    #[test]
    fn a_tenant_file_keeps_everything_that_was_written() {
        let text = "tenant: acme-2\ndataset: shop\nseed: 18446744073709551615\nas_of: 1970-01-02\n\
                    set: { n: 20_000, c: { DE: 1 } }\nexpires: 30d\n";
        let file = file(text).expect("a good file");
        assert_eq!((file.tenant.value.as_str(), file.dataset.value.as_str()), ("acme-2", "shop"));
        assert_eq!((file.seed, file.as_of.map(|at| at.value)), (Some(u64::MAX), Some(86_400_000_000)));
        assert_eq!(file.expires.map(|expires| expires.value.0), Some(30 * 86_400_000_000));
        assert_eq!(file.set.iter().map(|set| set.name.value.as_str()).collect::<Vec<_>>(), ["n", "c"]);
    }

    #[test]
    fn all_faults_of_a_tenant_file_are_reported_at_once() {
        let said = refused("tenant: Acme\nseeed: 1\nseed: -1\nas_of: today\nset: [1]\nexpires: 0s\n");
        for expected in [
            "\"Acme\" is not a valid tenant name",
            "unknown key \"seeed\"",
            "Did you mean \"seed\"?",
            "seed must be >= 0, got -1",
            "as_of must be a date or a time",
            "\"set\" must be a map, got a list",
            "expires must be > 0s",
            "key \"dataset\" is missing",
        ] {
            assert!(said.contains(expected), "{expected} in\n{said}");
        }
    }

    #[test]
    fn parameters_keep_the_type_of_their_default() {
        let values = overridden(&["n=7", "t=5", "c={ x: 1, y: 2 }", "s=1%", "d=2d", "n=8"]).expect("good overrides");
        assert!(matches!(&values["n"], ParamValue::Number(number) if number.whole() == Some(8)), "the later wins");
        assert_eq!(values["t"], ParamValue::Text("5".to_owned()));
        assert!(matches!(&values["c"], ParamValue::Choices(Choices::Weights(weights)) if weights.len() == 2));
        assert_eq!(overridden(&[]).map(|values| values.len()).ok(), Some(5), "defaults are values");
        for argument in ["n=many", "n=5%", "s=5", "d=5", "t=[a]", "c=a", "c=[]", "n=$t"] {
            let said = overridden(&[argument]).expect_err(argument).to_string();
            assert!(said.starts_with(&format!("--set {argument}: parameter \"")), "{said}");
        }
        let said = overridden(&["nn=1"]).expect_err("no such parameter").to_string();
        assert!(said.contains("unknown parameter \"nn\"") && said.contains("has n, s, d, t, c"), "{said}");
    }

    #[test]
    fn arguments_that_set_nothing_are_refused() {
        for argument in ["", "n", "=5", "n=", "N=5", "n.m=5", "n=1\nm: 2", "n=[1", "n={ a }", "n=a: b", "n=#5"] {
            let made = parse_set_argument(argument).map(|set| override_params(&spec(), &[set]).1);
            assert!(made.is_err() || made.is_ok_and(|rejected| !rejected.is_empty()), "{argument:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_tenant_file(
            text in "\\PC{0,60}",
            near in "(tenant|dataset|seed|set|as_of|expires|[a-z:{}\\[\\]\n $%0-9]){0,20}",
        ) {
            for text in [text, near] {
                let _ = file(&text);
                let _ = parse_set_argument(&text).map(|set| override_params(&spec(), &[set]).1.len());
            }
        }
    }
}
