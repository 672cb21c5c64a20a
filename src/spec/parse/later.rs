//! Words of the spec language that this version leaves out: they get a message of their own, never "unknown".

/// Keys of a spec.
pub(super) const TOP: &[&str] = &["lifecycles", "scenarios", "invariants", "variants", "use", "dirty"];

/// Keys of a table.
pub(super) const TABLE: &[&str] =
    &["every", "keep", "variants", "dirty", "split", "spans", "switch", "use", "running", "allow_unsafe", "scenarios"];

/// Kinds of a column.
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "lifecycle", "entered", "running", "split", "spans", "end_of", "switch", "dirty", "tick", "depth", "first", "last",
    "cycle", "ulid", "permuted", "duration", "clock", "paragraph", "domain", "url", "user_agent", "card",
    "iban", "account", "currency", "exchange_rate", "geo", "colour", "file", "file_name", "json", "variants", "history",
];

/// Other keys of a column.
#[rustfmt::skip]
pub(super) const COLUMN: &[&str] = &[
    "cases", "how", "by", "order", "from", "empty", "match", "before", "latest", "not", "tree", "which", "max_steps",
    "growth", "season", "weekdays", "hours", "zone", "calendar", "allow_unsafe",
];

/// Keys next to `between:`.
pub(super) const TIME: &[&str] = &["growth", "season", "weekdays", "hours", "zone", "calendar"];

/// Distributions.
pub(super) const DISTRIBUTIONS: &[&str] = &["gamma", "beta", "binomial", "geometric", "pareto", "histogram"];

/// Ways to pick a row.
pub(super) const PICKS: &[&str] = &["recent", "weight", "where"];

/// Types.
pub(super) const TYPES: &[&str] = &["bytes", "clock", "period", "list"];

#[cfg(test)]
mod tests {
    use crate::spec::registry;

    #[test]
    fn nothing_that_exists_is_called_later() {
        assert!(super::KINDS.iter().all(|word| registry::kind(word).is_none()));
        assert!(super::DISTRIBUTIONS.iter().all(|word| registry::distribution(word).is_none()));
        let takes = |word: &&str| {
            registry::modifier(word).is_some()
                || registry::KINDS.iter().any(|kind| kind.params.iter().any(|param| param.name == *word))
        };
        assert!(!super::COLUMN.iter().any(takes));
    }
}
