use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::spec::model::{Arg, Choices, ColumnSpec, CountSpec, DistributionArg, ParamValue, PickSpec, RowsSpec};
use crate::spec::registry::{DISTRIBUTIONS, KINDS, MODIFIERS};

const FULL: &str = include_str!("../../../tests/cases/parse/full.yaml");

/// A spec without faults.
fn strict(text: &str) -> Result<Spec, SourceFaults> {
    let source = Source::new("spec.yaml", text);
    let Draft { spec, faults } = parse(&source)?;
    faults.or_reject(&source, spec)
}

fn read(text: &str) -> Spec {
    strict(text).unwrap_or_else(|rejected| panic!("{rejected}"))
}

/// A spec with one table that has the given columns, one on each line.
fn with_columns(columns: &str) -> String {
    let columns: String = columns.lines().map(|line| format!("      {line}\n")).collect();
    format!("reseed: 1\ndataset: d\ntables:\n  t:\n    rows: 3\n    columns:\n{columns}")
}

/// The only column of a spec made by [`with_columns`].
fn column(text: &str) -> ColumnSpec {
    read(&with_columns(text)).tables.remove(0).columns.remove(0)
}

/// A column without its places.
fn shown(text: &str) -> String {
    let column = column(text);
    let plain = |arg: &Spanned<Arg>| without_places(&format!("{:?}", arg.value));
    let args: Vec<_> = column.params.iter().chain(&column.modifiers).map(|(name, arg)| (*name, plain(arg))).collect();
    format!("{} {:?} {args:?}", column.kind.value.name, column.main.as_ref().map(plain))
}

/// Debug text with every span made the same.
fn without_places(text: &str) -> String {
    let mut parts = text.split("Span {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shown, part| shown + part.split_once('}').map_or("", |(_, rest)| rest))
}

fn faults(text: &str) -> String {
    strict(text).expect_err(text).to_string()
}

#[test]
fn a_full_spec_keeps_everything_that_was_written() {
    let spec = read(FULL);
    assert_eq!((spec.language.value, spec.dataset.value.as_str()), (1, "shop"));
    assert_eq!(spec.as_of.as_ref().map(|as_of| as_of.value), Some(1_767_225_600_000_000));
    let names: Vec<&str> = spec.tables.iter().map(|table| table.name.value.as_str()).collect();
    assert_eq!(names, ["settings", "products", "customers", "orders", "order_lines", "gifts", "notes", "roles"]);
    let products = &spec.tables[1];
    assert_eq!(products.stored_name.as_ref().map(|name| name.value.as_str()), Some("Product Catalogue"));
    assert_eq!(products.rename_from.as_ref().map(|name| name.value.as_str()), Some("goods"));
    assert_eq!(products.unique.as_ref().map(Vec::len), Some(1));
    assert_eq!(spec.tables[4].unique.as_ref().map(Vec::len), Some(2));
    let key = spec.tables[4].key.iter().flatten().map(|name| name.value.as_str());
    assert_eq!(key.collect::<Vec<_>>(), ["order_id", "line_no"]);
    let names =
        |columns: &Vec<Spanned<String>>| columns.iter().map(|name| name.value.clone()).collect::<Vec<_>>().join(" ");
    let indexes: Vec<String> = spec.tables[3].indexes.iter().map(names).collect();
    assert_eq!(indexes, ["status", "placed_at", "customer_id placed_at"]);
}

#[test]
fn rows_are_sized_listed_or_counted_per_parent() {
    let tables = read(FULL).tables;
    let RowsSpec::Listed(rows) = &tables[0].rows else { panic!("listed") };
    let cell = |row: usize, at: usize| rows[row][at].value.as_ref().map(|cell| cell.value.as_str());
    assert_eq!((rows.len(), cell(0, 2), cell(1, 2)), (2, Some("dark"), None));
    assert!(matches!(&tables[1].rows, RowsSpec::Sized(size) if size.value.params() == [("customers", 1)]));
    let count = |table: usize| match &tables[table].rows {
        RowsSpec::Each { count, .. } => count,
        _ => panic!("table {table} has a parent"),
    };
    let CountSpec::Distribution { distribution, zero, min, max } = count(3) else { panic!("a distribution") };
    assert_eq!((distribution.value.distribution.name, distribution.value.args.len()), ("zipf", 2));
    assert_eq!((min.as_ref().map(|min| min.value), max.as_ref().map(|max| max.value)), (Some(1), Some(40)));
    assert_eq!(zero.as_ref().and_then(|zero| zero.value.0.to_scaled(2)), Some(15));
    assert!(matches!(count(5), CountSpec::Size(_)));
    assert!(matches!(count(6), CountSpec::Column(name) if name.value == "size"));
    assert!(matches!(count(7), CountSpec::Listed(rows) if rows.len() == 2));
}

#[test]
fn parameters_are_typed_by_their_default() {
    let text = "reseed: 1\ndataset: d\nparams: { n: 1_000, s: 5%, d: 1h, t: 007, c: [a], w: { a: 1 }, m: $$x }\n\
                tables: { t: { rows: $n, columns: { a: { constant: $t }, b: { bool: $s }, c: { choose: $c }, \
                d: { choose: $w }, e: { constant: $m }, f: { after: as_of, gap: $d } } } }";
    let values: Vec<ParamValue> = read(text).params.into_iter().map(|param| param.value.value).collect();
    assert!(matches!(&values[0], ParamValue::Number(number) if number.whole() == Some(1000)));
    assert!(matches!(&values[1..3], [ParamValue::Share(_), ParamValue::Duration(_)]));
    assert_eq!(values[3], ParamValue::Text("007".to_owned()));
    assert!(matches!(&values[4], ParamValue::Choices(Choices::Even(_))));
    assert!(matches!(&values[5], ParamValue::Choices(Choices::Weights(_))));
    assert_eq!(values[6], ParamValue::Text("$x".to_owned()));
}

#[test]
fn long_and_short_forms_mean_the_same() {
    for (short, long) in [
        ("a: serial", "a: { serial: true }"),
        ("a: product", "a: { product: }"),
        ("a: person", "a: { person: }"),
        ("a: t.b", "a: { lookup: t.b }"),
        ("a: { int: { poisson: 2 } }", "a: { int: { poisson: { mean: 2 } } }"),
        ("a: { int: { uniform: [1, 6] } }", "a:\n  int: { uniform: { high: 6, low: 1 } }"),
        ("a: { words: 3 }", "a: { words: [3, 3] }"),
        ("a: { after: as_of, gap: 1d }", "a: { after: [as_of], gap: 24h }"),
        ("a: { choose: [x, y] }", "a: { choose: [\"x\", 'y'] }"),
        ("a: { choose: { x: 90%, y: rest } }", "a: { choose: { x: 90%, y: 10% } }"),
    ] {
        assert_eq!(shown(short), shown(long), "{short}");
    }
}

#[test]
fn arguments_take_the_form_that_is_declared() {
    let main = |text: &str| column(text).main.expect("an argument").value;
    assert!(matches!(main("a: { choose: [007, NO] }"), Arg::Choices(Choices::Even(list)) if list[0].value == "007"));
    assert!(matches!(main("a: { constant: $$x }"), Arg::Text(text) if text == "$x"));
    assert!(matches!(main("a: { constant: $5 }"), Arg::Text(text) if text == "$5"));
    assert!(matches!(main("a: { time: { between: [as_of - 2y, as_of] } }"), Arg::Between(..)));
    assert!(matches!(main("a: { date: as_of }"), Arg::Instant(_)));
    assert!(matches!(main("a: { count: t }"), Arg::Path(path) if path == ["t"]));
    assert!(matches!(main("a: { city: { fixed: DE } }"), Arg::Fixed(text) if text == "DE"));
    assert!(matches!(main("a: { sql: \"1 + 1\" }"), Arg::Sql { .. }));
    let picked = column("a: { ref: t.b, pick: { zipf: 1.1 }, distinct: true }");
    assert!(matches!(picked.param("pick").map(|arg| &arg.value), Some(Arg::Pick(PickSpec::Zipf(_)))));
    assert!(matches!(picked.param("distinct").map(|arg| &arg.value), Some(Arg::Flag(true))));
    let gap = column("a: { after: as_of, gap: { lognormal: { median: 1d, sigma: 0.5 } } }");
    let Some(Arg::Distribution(distribution)) = gap.param("gap").map(|arg| &arg.value) else {
        panic!("a distribution")
    };
    let args: Vec<_> = distribution.args.iter().flatten().map(|arg| &arg.value).collect();
    assert!(matches!(args[..], [DistributionArg::Duration(_), DistributionArg::Number(_)]), "sigma is a plain number");
}

#[test]
fn every_example_of_the_registry_is_a_column() {
    for kind in KINDS {
        let spec = read(&with_columns(&format!("{}\nlast: serial", kind.example)));
        assert_eq!(spec.tables[0].columns[0].kind.value.name, kind.name, "{}", kind.example);
    }
}

#[test]
fn every_short_form_of_a_distribution_is_one() {
    for distribution in DISTRIBUTIONS {
        let column = column(&format!("a: {{ float: {{ {} }} }}", distribution.short));
        assert!(
            matches!(column.main.map(|main| main.value), Some(Arg::Distribution(made)) if made.distribution == distribution),
            "{}",
            distribution.short
        );
    }
}

#[test]
fn every_bare_kind_is_a_column_and_the_others_show_how_to_write_them() {
    for kind in KINDS {
        let text = with_columns(&format!("a: {}", kind.name));
        match kind.bare {
            true => assert!(read(&text).tables[0].columns[0].main.is_none()),
            false => assert!(faults(&text).contains(kind.example), "{}", kind.name),
        }
    }
}

#[test]
fn modifiers_are_taken_or_refused_as_declared() {
    for kind in KINDS {
        let (head, tail) = kind.example.split_once(": ").expect("name: kind");
        let inner = tail.strip_prefix("{ ").and_then(|rest| rest.strip_suffix(" }"));
        let inner = inner.map_or_else(
            || if kind.name == "lookup" { format!("lookup: {tail}") } else { format!("{}: true", kind.name) },
            str::to_owned,
        );
        let inner = if inner == "sentence: true" { "sentence: 3".to_owned() } else { inner };
        for (modifier, value) in [
            ("nulls", "5%"),
            ("scale", "2"),
            ("min", "1"),
            ("unique", "true"),
            ("sqlite", "text"),
            ("as", "X y"),
            ("about", "x"),
        ] {
            if inner.contains(&format!("{modifier}:")) || head.starts_with('_') {
                continue;
            }
            let text = with_columns(&format!("{head}: {{ {inner}, {modifier}: {value} }}"));
            let parsed = strict(&text);
            assert_eq!(
                parsed.is_ok(),
                kind.takes(modifier),
                "{text}\n{:?}",
                parsed.err().map(|error| error.to_string())
            );
        }
    }
    assert_eq!(MODIFIERS.len(), 11);
}

#[test]
fn a_fault_in_folded_sql_points_at_its_word() {
    let text = with_columns("id: serial\na:\n  sql: >\n    id +\n    nosuch(id)");
    assert!(faults(&text).starts_with("spec.yaml:11:11: "), "{}", faults(&text));
}

#[test]
fn no_form_of_a_dollar_is_dropped_in_silence() {
    for argument in ["zipf: $x", "zipf: $X", "zipf: $$x", "zipf: $", "zipf: $5"] {
        let said = faults(&with_columns(&format!("a: {{ ref: t.b, pick: {{ {argument} }} }}")));
        assert!(said.starts_with("spec.yaml:7:36: "), "{argument}: {said}");
    }
    for distribution in ["poisson: $$x", "poisson: $X", "uniform: [1, $$x]"] {
        assert!(
            faults(&with_columns(&format!("a: {{ int: {{ {distribution} }} }}"))).contains("expected a number"),
            "{distribution}"
        );
    }
    for gap in ["$$x", "$X", "$", "{ exponential: $$x }"] {
        assert!(faults(&with_columns(&format!("a: {{ after: as_of, gap: {gap} }}"))).contains("duration"), "{gap}");
    }
}

#[test]
fn limits_have_names_and_are_kept() {
    let columns: String = (0..=COLUMNS_MAX).map(|index| format!("c{index}: serial\n")).collect();
    assert!(faults(&with_columns(&columns)).contains("<= 1000 columns, got 1001"));
    let tables: String =
        (0..=TABLES_MAX).map(|index| format!("  t{index}: {{ rows: 1, columns: {{ id: serial }} }}\n")).collect();
    assert!(faults(&format!("reseed: 1\ndataset: d\ntables:\n{tables}")).contains("<= 1000 tables, got 1001"));
    let choices: Vec<String> = (0..=CHOICES_MAX).map(|index| index.to_string()).collect();
    let text = with_columns(&format!("a: {{ choose: [{}] }}", choices.join(",")));
    assert!(faults(&text).contains("<= 100000 values, got 100001"));
}

/// A char boundary of `text` near `at`.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at % (text.len() + 1))
}

/// Refused means that there is a fault, and each lies inside the text.
fn check_any(text: &str) {
    if let Err(rejected) = strict(text) {
        assert!(!rejected.faults.is_empty(), "refused without a fault");
        for fault in &rejected.faults {
            let range = fault.span.start as usize..fault.span.end as usize;
            assert!(text.get(range).is_some(), "{fault:?} lies outside");
            assert!(!fault.message.contains('\n'), "{fault:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_a_spec_or_is_refused(text in "\\PC{0,80}", near in "[a-z:{}\\[\\], \n0-9%$._]{0,120}") {
        check_any(&text);
        check_any(&near);
        check_any(&with_columns(&near));
    }

    #[test]
    fn a_damaged_spec_is_a_spec_or_is_refused(
        at in any::<prop::sample::Index>(),
        cut in 0usize..30,
        put in "|[a-z_]{1,8}|: |[$%{}\\[\\],'\"#&*!|>~-]|\n {0,8}|[0-9.]{1,40}|\\PC",
    ) {
        let start = boundary(FULL, at.index(FULL.len()));
        let end = boundary(FULL, (start + cut).min(FULL.len()));
        check_any(&format!("{}{put}{}", &FULL[..start], &FULL[end.max(start)..]));
    }

    #[test]
    fn a_word_in_the_place_of_another_is_refused_or_read(
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let words: Vec<&str> = FULL.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
        check_any(&FULL.replacen(words[from.index(words.len())], words[to.index(words.len())], 1));
    }
}

#[test]
fn every_pack_and_every_tenant_file_can_be_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = |folder: &str, inner: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(root.join(folder)).expect("the folder").map(|entry| entry.expect("a file").path());
        entries.map(|path| path.join(inner)).filter(|path| path.is_file()).collect()
    };
    let packs = files("generators", "spec.yaml");
    assert!(!packs.is_empty());
    for path in packs {
        read(&Source::read(&path).expect("a pack").text);
    }
    for path in files("seeds", "").into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "yaml")) {
        let source = Source::read(&path).expect("a tenant file");
        crate::spec::tenant::TenantFile::parse(&source).unwrap_or_else(|rejected| panic!("{rejected}"));
    }
}
