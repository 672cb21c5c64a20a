//! Reading YAML: what is kept, what is refused, and that no text whatever breaks it.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> (Source, Option<YamlNode>, Vec<Fault>) {
    let source = Source::new("t.yaml", text);
    let mut faults = Faults::default();
    let root = parse(&source, &mut faults);
    (source, root, faults.into_vec())
}

fn good(text: &str) -> (Source, YamlNode) {
    let (source, root, faults) = read(text);
    assert!(faults.is_empty(), "{text:?}: {faults:?}");
    (source, root.expect("a document without faults"))
}

/// Each fault as `line:column message`.
fn messages(text: &str) -> Vec<String> {
    let (source, _, faults) = read(text);
    faults.iter().map(|fault| source.place(fault.span)[7..].to_owned() + " " + &fault.message).collect()
}

/// The value in one line: text in `‹›`, nothing as `-`.
fn shape(node: &YamlNode) -> String {
    match &node.value {
        YamlValue::Empty => "-".to_owned(),
        YamlValue::Scalar { text, .. } => format!("‹{text}›"),
        YamlValue::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(" ")),
        YamlValue::Map(entries) => {
            let entries = entries.iter().map(|entry| format!("{}: {}", entry.key.text, shape(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
        }
    }
}

#[test]
fn scalars_are_source_text_whatever_their_type_and_quotes() {
    let (_, root) =
        good("[NO, ~, 007, 1_000, null, true, 2026-01-01T00:00:00Z, '', \"NO\", as_of - 2y, \"a\\tb\", 'it''s']");
    assert_eq!(
        shape(&root),
        "[‹NO› ‹~› ‹007› ‹1_000› ‹null› ‹true› ‹2026-01-01T00:00:00Z› ‹› ‹NO› ‹as_of - 2y› ‹a\tb› ‹it's›]"
    );
}

#[test]
fn nothing_and_blocks_and_nested_forms_are_kept_apart() {
    let (_, root) = good("a:\nb: { c: , d: [e: f, g] }\nh:\n- i\n-\n- j: k\nl: >\n  m\n  n\no: |-\n  p\n  q\n");
    assert_eq!(shape(&root), "{a: - b: {c: - d: [{e: ‹f›} ‹g›]} h: [‹i› - {j: ‹k›}] l: ‹m n\n› o: ‹p\nq›}");
    assert_eq!(root.get("a").map(YamlNode::what), Some("nothing"));
    assert_eq!(root.get("h").and_then(YamlNode::as_list).map(<[YamlNode]>::len), Some(3));
    assert!(root.get("z").is_none() && root.as_scalar().is_none());
}

#[test]
fn spans_cover_the_value_and_nothing_else_in_multi_byte_text() {
    let (source, root) = good(concat!(
        "# é☃\nplain: na\u{ef}ve text  # é\nquoted: 'né''e'   # c\ndouble: \"a\\\"☃\"  \nflow: { ☃: [a, 'b'] } # x\n",
        "block:\n  é: 1\n  z: two\nfold: >\n  é one\n  two\n\nanchored: &x [a]\nheader: &y |\n  text\nlast: &z é\n",
    ));
    let slice = |key: &str| root.get(key).map(|node| source.slice(node.span).to_owned()).unwrap_or_default();
    assert_eq!(slice("plain"), "naïve text");
    assert_eq!(slice("quoted"), "'né''e'");
    assert_eq!(slice("double"), "\"a\\\"☃\"");
    assert_eq!(slice("flow"), "{ ☃: [a, 'b'] }");
    assert_eq!(slice("block"), "é: 1\n  z: two");
    assert_eq!(slice("fold"), "é one\n  two");
    assert_eq!(slice("anchored"), "[a]");
    assert_eq!(slice("header"), "text");
    assert_eq!(slice("last"), "é");
    let keys = root.as_map().expect("a map").iter();
    assert!(keys.clone().all(|entry| source.slice(entry.key.span) == entry.key.text));
    assert_eq!(source.line_column(root.get("block").expect("given").span.start), (7, 3));
}

#[test]
fn a_value_that_is_not_there_points_to_its_key() {
    let (source, root) = good("a:\nb: { c: }\n");
    assert_eq!(source.slice(root.get("a").expect("given").span), "a");
    assert_eq!(source.slice(root.get("b").and_then(|b| b.get("c")).expect("given").span), "c");
}

#[test]
fn aliases_stand_for_their_anchor() {
    let (source, root) = good("a: &x { b: [c] }\nd: *x\ne: &k f\n*k : 1\n");
    assert_eq!(shape(&root), "{a: {b: [‹c›]} d: {b: [‹c›]} e: ‹f› f: ‹1›}");
    assert_eq!(source.slice(root.get("d").expect("given").span), "{ b: [c] }");
}

#[test]
fn what_yaml_allows_and_a_spec_does_not_is_refused_at_its_place() {
    for (text, expected) in [
        ("a: 1\nb: 2\n\"a\": 3\n", "3:1 key \"a\" is given twice"),
        ("a: { b: 1, c: 2, b: 3 }\n", "1:18 key \"b\" is given twice"),
        ("a: !!str 1\n", "1:4 tag \"!!str\" is not allowed"),
        ("a: &x !t [b]\n", "1:7 tag \"!t\" is not allowed"),
        ("a: ! b\n", "1:4 tag \"!\" is not allowed"),
        ("a: &x { b: 1 }\nc: { <<: *x }\n", "2:6 merge key \"<<\" is not allowed"),
        ("a: 1\n---\nb: 2\n", "2:1 a second document starts here"),
        ("a: { choose: [a], US }\n", "1:19 key \"US\" has no value"),
        ("a: { b:1 }\n", "1:6 key \"b:1\" has no value"),
        ("? [a]\n: b\n", "1:3 a key must be text, got a list"),
        (": b\n", "1:1 a key is missing before \":\""),
        ("%YAML 1.1\n---\na: b\n", "1:1 directives are not allowed"),
        ("a: &x [*x]\n", "1:8 an alias inside the value that it stands for"),
        ("# é\n", "1:1 the file holds nothing but comments"),
        ("---\n", "1:1 the file holds nothing but comments"),
    ] {
        assert_eq!(messages(text), [expected], "{text:?}");
    }
}

#[test]
fn a_refused_entry_leaves_the_others() {
    let (_, root, faults) = read("a: 1\na: 2\n<<: { x: 1 }\nb: !t 3\nc: { d: 1, e }\n");
    assert_eq!(shape(&root.expect("the rest")), "{a: ‹1› b: ‹3› c: {d: ‹1›}}");
    assert_eq!(faults.len(), 4);
    assert_eq!(faults[0].related, [(Span::new(0, 1), "first here".to_owned())]);
}

#[test]
fn syntax_errors_have_a_place_and_a_reason() {
    for (text, expected) in [
        ("a:\n\tb: 1\n", "2:1 a tab cannot indent"),
        ("a: 1\nfoo\nb: 2\n", "2:1 expected a key, \":\" and a value"),
        ("é: b: c\n", "1:5 \":\" cannot stand here"),
        ("a: {b: 1\n", "1:4 the bracket that opens here is never closed"),
        ("a: {b: [1, 2}\n", "1:13 expected \",\" or \"]\""),
        ("a: 'b\n", "1:4 the quote that opens here is never closed"),
        ("é: ['x\n", "1:5 the quote that opens here is never closed"),
        ("é: 'x' y\n", "1:8 more text after the closing quote"),
        ("a: \"\\d\"\n", "1:4 unknown escape in the text that opens here"),
        ("a: *x\n", "1:4 the alias has no anchor before it"),
        ("a: @x\n", "1:4 text cannot begin with this character"),
        ("a: ]\n", "1:4 a closing bracket without its opening one"),
        ("a:\n  b: 1\n c: 2\n", "3:2 expected a key here"),
        ("a: - 1\n", "1:4 a list cannot begin here"),
        ("a: \0\n", "1:4 a character that cannot be printed"),
        ("a: [,]\n", "1:5 expected a value here"),
        ("a: |x\n", "1:4 the text after \"|\" or \">\" must begin on the next line"),
    ] {
        assert_eq!(messages(text), [expected], "{text:?}");
    }
}

#[test]
fn alias_bombs_meet_a_limit() {
    let laughs = |levels: usize, first: &str| {
        let lines =
            (1..levels).map(|level| format!("- &l{level} [{}]\n", vec![format!("*l{}", level - 1); 10].join(", ")));
        format!("- &l0 {first}\n{}", lines.collect::<String>())
    };
    assert!(read(&laughs(5, "ha")).1.is_some(), "10,000 texts are within the limits");
    assert!(messages(&laughs(9, "ha"))[0].contains("must have <= 200000 keys and values"));
    assert!(messages(&laughs(5, &"ha".repeat(50_000)))[0].contains("must have <= 8388608 bytes of text"));
}

#[test]
fn nesting_meets_a_limit_with_brackets_dashes_and_aliases() {
    let brackets = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&brackets(DEPTH_MAX)).1.is_some());
    assert_eq!(messages(&brackets(DEPTH_MAX + 1)), ["1:65 maps and lists must nest <= 64 deep"]);
    assert!(messages(&brackets(100_000))[0].contains("nest"));
    assert!(messages(&"- ".repeat(100_000))[0].contains("nest"));
    assert!(messages(&"{a: ".repeat(100_000))[0].contains("nest"));
    let half = brackets(DEPTH_MAX / 2);
    let aliased = |outer: usize| format!("- &x {half}\n- {}*x{}\n", "[".repeat(outer), "]".repeat(outer));
    assert!(read(&aliased(DEPTH_MAX / 2 - 1)).1.is_some());
    assert!(messages(&aliased(DEPTH_MAX / 2))[0].contains("nest <= 64 deep"));
}

#[test]
fn a_part_of_a_text_is_found_in_every_way_to_write_it() {
    let (source, root) = good(concat!(
        "plain: SELECT é FROM t\nlong: SELECT é\n  FROM t\nsingle: 'SELECT ''é'' FROM t'\n",
        "double: \"\\\\d \\u00e9\\tFROM t\"\n",
        "fold: >\n  SELECT é\n  FROM t\nliteral: |\n  SELECT é\n\n    FROM t\nquote: >-\n  'é' FROM t\n",
    ));
    for entry in root.as_map().expect("a map") {
        let text = entry.value.as_scalar().expect("text");
        let start = text.find("FROM").expect("in each");
        assert_eq!(source.slice(source.span_within(&entry.value, start, 4)), "FROM", "{}", entry.key.text);
        let accent = text.find('é').map(|at| source.span_within(&entry.value, at, 2));
        let written = source.slice(accent.expect("in each"));
        assert!(["é", "\\u00e9"].contains(&written), "{}: {written}", entry.key.text);
        let end = source.span_within(&entry.value, text.len(), 0);
        assert!(end.is_empty() && source.text[..end.end as usize].ends_with('t'), "{}", entry.key.text);
    }
    let plain = root.get("plain").expect("given");
    assert_eq!(source.slice(plain.span_within(7, 2)), "é");
    assert_eq!(good("'a b'").1.span_within(2, 1), Span::new(3, 4));
    let folded = root.get("fold").expect("given");
    assert_eq!(folded.span_within(7, 2), folded.span, "what does not line up is shown whole");
}

/// Every span lies in the text, on characters, and within the limits.
fn check(source: &Source, node: &YamlNode, depth: usize) {
    let at = |span: Span| source.text.get(span.start as usize..span.end as usize);
    assert!(at(node.span).is_some(), "{:?} of {:?}", node, source.text);
    match &node.value {
        YamlValue::Empty => {}
        YamlValue::Scalar { text, quoted } => {
            let raw = at(node.span).expect("checked above");
            assert!(*quoted || raw == text || raw.contains(['\n', '\r']), "{raw:?} {text:?}");
            assert!((0..text.len().min(20)).all(|start| at(source.span_within(node, start, 1)).is_some()));
        }
        YamlValue::List(items) => {
            assert!(depth < DEPTH_MAX);
            items.iter().for_each(|item| check(source, item, depth + 1));
        }
        YamlValue::Map(entries) => {
            assert!(depth < DEPTH_MAX);
            for entry in entries {
                assert!(at(entry.key.span).is_some());
                check(source, &entry.value, depth + 1);
            }
        }
    }
}

fn survive(text: &str) {
    let (source, root, faults) = read(text);
    if let Some(root) = &root {
        check(&source, root, 0);
    }
    assert!(root.is_some() || !faults.is_empty(), "{text:?} was refused without a fault");
    for fault in &faults {
        assert!(source.text.get(fault.span.start as usize..fault.span.end as usize).is_some(), "{fault:?}");
    }
}

/// The forms that specs use.
const SPEC: &str = concat!(
    "reseed: 1 # é\nparams:\n  n: 1_000\n  c: &c { US: 5, 'G B': 2 }\n",
    "tables:\n  t:\n    rows: $n\n    columns:\n      id: serial\n",
    "      s: { pattern: \"[A-Z]{3}\\\\d\", unique: true }\n      k: { choose: *c }\n",
    "      a: { after: [t.x, previous], gap: { exponential: 25d } }\n",
    "invariants:\n  q: >\n    SELECT ☃ FROM t\n    WHERE x <> 1\n  r: |-\n    a\n",
);

proptest! {
    #[test]
    fn no_text_breaks_it(text in "\\PC{0,60}") {
        survive(&text);
    }

    #[test]
    fn no_heap_of_yaml_signs_breaks_it(text in "[\\[\\]{},:?&*!|>'\"%@`#~ab\\\\ \t\r\n.<\u{feff}é☃0-]{0,40}") {
        survive(&text);
    }

    #[test]
    fn no_damage_to_a_spec_breaks_it(
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0usize..3, "[-\\[\\]{},:&*!|>'\"\\\\ \n\té#a]{0,3}"),
            1..6,
        ),
    ) {
        let mut chars: Vec<char> = SPEC.chars().collect();
        for (at, removed, added) in edits {
            let at = at.index(chars.len());
            let end = (at + removed).min(chars.len());
            chars.splice(at..end, added.chars());
        }
        survive(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn text_in_quotes_comes_back(text in "[ -~é☃\u{1f600}\u{a0}]{0,30}") {
        let single = format!("'{}'", text.replace('\'', "''"));
        let double = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        for written in [single, double] {
            let (source, root) = good(&format!("- {written}  # c\n- x\n"));
            let items = root.as_list().expect("a list");
            prop_assert_eq!(items[0].as_scalar(), Some(text.as_str()));
            prop_assert_eq!(source.slice(items[0].span), written);
            prop_assert_eq!(source.line_column(items[1].span.start), (2, 3));
        }
    }
}

#[test]
fn the_spec_forms_are_good() {
    survive(SPEC);
    assert!(good(SPEC).1.get("invariants").is_some());
}
