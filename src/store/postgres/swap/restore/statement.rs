//! The statement that makes rows of live tables equal to those of sealed ones.
//!
//! One statement for all tables, since immediate foreign keys are checked when the outermost statement ends: cycles,
//! references to the row itself, `RESTRICT`, and rows of other tables that refer to a row which is taken out and put back
//! need no order then. Its parts run in turn, because each waits for the number of rows that the one before has changed:
//! rows out, rows brought up to date, rows in. Values are compared bit by bit (`*<>`): equality takes 1.0 for 1.00. Where a
//! key takes nulls, nothing distinguishes rows with one: all of them are taken out and put back, unless they are the same.

use super::pair::{Fate, Pair};
use crate::store::postgres::server::cancel::LONG;
use crate::store::quote::{quoted, quoted_list};

/// How rows are made equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestorePlan {
    /// A row that differs is updated: nothing that refers to it is touched.
    Update,
    /// A row that differs is taken out and put back, so that two rows can swap a unique value.
    Replace,
}

/// Whether columns that the sealed rows lack get their defaults: once, for a default may give another value each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    First,
    Later,
}

/// The statement. It gives one number: how many rows it has changed.
pub fn equalise(pairs: &[Pair], plan: RestorePlan, pass: Pass) -> String {
    let parts = pairs.iter().enumerate().map(|(index, pair)| TableStatement { index, pair, plan, pass });
    let parts: Vec<TableStatement<'_>> = parts.collect();
    let mut lines: Vec<String> = parts.iter().map(TableStatement::out).collect();
    lines.push(counted("d", pairs.len()));
    lines.extend(parts.iter().filter_map(TableStatement::update));
    let updated = parts.iter().filter(|part| part.is_updated()).map(|part| part.index).collect::<Vec<_>>();
    lines.push(counted_of("u", &updated));
    lines.extend(parts.iter().map(TableStatement::put));
    lines.push(counted("i", pairs.len()));
    format!("{LONG}WITH {}\nSELECT (d.n + u.n + i.n)::bigint FROM d, u, i", lines.join(",\n"))
}

fn counted(name: &str, count: usize) -> String {
    counted_of(name, &(0..count).collect::<Vec<_>>())
}

fn counted_of(name: &str, indices: &[usize]) -> String {
    let sums: Vec<String> = indices.iter().map(|index| format!("(SELECT count(*) FROM {name}{index})")).collect();
    format!("{name} AS (SELECT {} AS n)", if sums.is_empty() { "0".to_owned() } else { sums.join(" + ") })
}

/// What is done to one table.
struct TableStatement<'p> {
    index: usize,
    pair: &'p Pair,
    plan: RestorePlan,
    pass: Pass,
}

impl TableStatement<'_> {
    fn replaces(&self) -> bool {
        self.plan == RestorePlan::Replace || self.pair.is_inserted_only()
    }

    fn is_updated(&self) -> bool {
        !self.replaces()
    }

    /// Rows that the sealed table does not have, out.
    fn out(&self) -> String {
        let Pair { live, sealed, .. } = self.pair;
        let differs = if self.replaces() { format!(" AND NOT ({})", self.differs()) } else { String::new() };
        let apart = format!("NOT EXISTS (SELECT FROM ONLY {sealed} AS s WHERE {}{differs})", self.same_key());
        format!("d{} AS (DELETE FROM ONLY {live} AS t WHERE {} RETURNING 1)", self.index, self.with_nulls("t", apart))
    }

    fn update(&self) -> Option<String> {
        if self.replaces() {
            return None;
        }
        let Pair { live, sealed, .. } = self.pair;
        let values = self.pair.with(&[Fate::Value, Fate::Text]).filter(|name| !self.is_key(name));
        let values = values.map(|name| format!("{0} = s.{0}", quoted(name)));
        let others = self.given_defaults().map(|name| format!("{} = DEFAULT", quoted(name)));
        let set: Vec<String> = values.chain(others).collect();
        if set.is_empty() {
            // Nothing but the key: rows that have it are equal. The name is needed all the same.
            return Some(format!("u{} AS (SELECT 1 WHERE false)", self.index));
        }
        Some(format!(
            "u{} AS (UPDATE ONLY {live} AS t SET {} FROM ONLY {sealed} AS s WHERE (SELECT n FROM d) >= 0 AND {} AND ({}) RETURNING 1)",
            self.index,
            set.join(", "),
            self.same_key(),
            self.differs()
        ))
    }

    /// Rows that the live table does not have, in.
    fn put(&self) -> String {
        let Pair { live, sealed, .. } = self.pair;
        let names = quoted_list(self.pair.with(&[Fate::Value, Fate::Text]));
        let values: Vec<String> =
            self.pair.with(&[Fate::Value, Fate::Text]).map(|name| format!("s.{}", quoted(name))).collect();
        let differs = if self.replaces() { format!(" AND NOT ({})", self.differs()) } else { String::new() };
        let apart = format!("NOT EXISTS (SELECT FROM ONLY {live} AS t WHERE {}{differs})", self.same_key());
        format!(
            "i{} AS (INSERT INTO {live} ({names}) OVERRIDING SYSTEM VALUE SELECT {} FROM ONLY {sealed} AS s
  WHERE (SELECT n FROM u) >= 0 AND {} RETURNING 1)",
            self.index,
            values.join(", "),
            self.with_nulls("s", apart)
        )
    }

    /// The condition `apart` for the rows of a side that have a whole key; for the others, whether they differ as a whole.
    fn with_nulls(&self, side: &str, apart: String) -> String {
        if !self.pair.has_nullable_key {
            return apart;
        }
        let Pair { live, sealed, .. } = self.pair;
        let lacks_key = |side: &str| {
            let nulls = self.pair.key.iter().map(|name| format!("{side}.{} IS NULL", quoted(name)));
            format!("({})", nulls.collect::<Vec<_>>().join(" OR "))
        };
        let (of_live, of_sealed) =
            (format!("{live} AS t WHERE {}", lacks_key("t")), format!("{sealed} AS s WHERE {}", lacks_key("s")));
        let differ = match self.gives_defaults() {
            true => "true".to_owned(),
            false => {
                let nulls = self.pair.with(&[Fate::Null]).map(|name| format!("num_nonnulls(t.{}) + ", quoted(name)));
                let live =
                    format!("SELECT {}0, {}::text FROM ONLY {of_live}", nulls.collect::<String>(), self.record("t"));
                let sealed = format!("SELECT 0, {}::text FROM ONLY {of_sealed}", self.record("s"));
                format!("EXISTS (({live} EXCEPT ALL {sealed}) UNION ALL ({sealed} EXCEPT ALL {live}))")
            }
        };
        format!("CASE WHEN {} THEN {differ} ELSE {apart} END", lacks_key(side))
    }

    fn is_key(&self, name: &str) -> bool {
        self.pair.key.iter().any(|key| key == name)
    }

    fn same_key(&self) -> String {
        let same = self.pair.key.iter().map(|name| format!("s.{0} = t.{0}", quoted(name)));
        same.collect::<Vec<_>>().join(" AND ")
    }

    /// The columns that get their default, or null, with an update.
    fn given_defaults(&self) -> impl Iterator<Item = &str> {
        let is_first = self.pass == Pass::First;
        self.pair.with(&[Fate::Null]).chain(self.pair.with(&[Fate::Default]).filter(move |_| is_first))
    }

    /// Whether the live row `t` is not what it should be, next to the sealed row `s` with its key.
    fn differs(&self) -> String {
        if self.gives_defaults() {
            return "true".to_owned();
        }
        let nulls = self.pair.with(&[Fate::Null]).map(|name| format!(" OR t.{} IS NOT NULL", quoted(name)));
        format!("{} *<> {}{}", self.record("t"), self.record("s"), nulls.collect::<String>())
    }

    /// Whether every row gets a default now.
    fn gives_defaults(&self) -> bool {
        self.pass == Pass::First && self.pair.with(&[Fate::Default]).next().is_some()
    }

    /// The values of a side that are compared.
    fn record(&self, side: &str) -> String {
        let columns = self.pair.columns.iter().filter_map(|column| match column.fate {
            Fate::Value => Some(format!("{side}.{}", quoted(&column.name))),
            Fate::Text => Some(format!("{side}.{}::text", quoted(&column.name))),
            Fate::Default | Fate::Null | Fate::Left => None,
        });
        format!("ROW({})::record", columns.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::postgres::swap::restore::pair::PairedColumn;

    fn pair(columns: &[(&str, Fate)]) -> Pair {
        let columns =
            columns.iter().map(|(name, fate)| PairedColumn { name: (*name).to_owned(), fate: *fate, is_fixed: false });
        Pair {
            stored_name: "t".to_owned(),
            live: "live.t".to_owned(),
            sealed: "sealed.t".to_owned(),
            key: vec!["id".to_owned()],
            has_nullable_key: false,
            columns: columns.collect(),
        }
    }

    #[test]
    fn a_default_is_given_once_and_null_whenever_there_is_something_else() {
        let pairs = [pair(&[("id", Fate::Value), ("d", Fate::Default), ("n", Fate::Null)])];
        let first = equalise(&pairs, RestorePlan::Update, Pass::First);
        assert!(first.contains("\"d\" = DEFAULT"), "{first}");
        assert!(first.contains("AND (true)"), "{first}");
        let later = equalise(&pairs, RestorePlan::Update, Pass::Later);
        assert!(!later.contains("\"d\"") && later.contains("t.\"n\" IS NOT NULL"), "{later}");
    }

    #[test]
    fn a_table_of_keys_alone_is_never_updated() {
        let text = equalise(&[pair(&[("id", Fate::Value)])], RestorePlan::Update, Pass::First);
        assert!(!text.contains("UPDATE"), "{text}");
    }
}
