use std::collections::BTreeSet;

use proptest::prelude::*;

use super::dfa::Dfa;
use super::nfa::Nfa;
use super::*;

fn pattern(text: &str) -> Pattern {
    Pattern::new(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

fn string(pattern: &Pattern, rank: u64) -> String {
    let mut out = String::new();
    pattern.unrank(rank, &mut out);
    out
}

fn all(text: &str) -> Vec<String> {
    let pattern = pattern(text);
    (0..pattern.capacity()).map(|rank| string(&pattern, rank)).collect()
}

/// The same pattern without the fast way.
fn general(text: &str) -> Pattern {
    let tree = parse::parse(text).unwrap();
    Pattern { strings: PatternStrings::Paths(Dfa::new(&Nfa::new(&tree)).unwrap()), holds_nul: false }
}

fn fault(text: &str) -> PatternFault {
    Pattern::new(text).expect_err(text)
}

#[test]
fn strings_come_in_code_point_order_each_once() {
    assert_eq!(all("(a|a)b?"), ["a", "ab"]);
    assert_eq!(all("[ab]{1,2}"), ["a", "aa", "ab", "b", "ba", "bb"]);
    assert_eq!(all("b|a|ab?|b"), ["a", "ab", "b"]);
    assert_eq!(all("(a|ab)(c|bcd)"), ["abbcd", "abc", "abcd", "ac"]);
    assert_eq!(all("[ä-öa]x"), all("[aä-ö]x"));
    assert_eq!(all(""), [""]);
    assert_eq!(all("a{0}|(){1000}"), [""]);
}

#[test]
fn unbounded_repeats_end_eight_beyond_their_minimum() {
    assert_eq!(all("a*").last().unwrap(), "aaaaaaaa");
    assert_eq!(all("a+?").last().unwrap(), "aaaaaaaaa");
    assert_eq!(all("a{3,}").first().unwrap(), "aaa");
    assert_eq!(all("a{3,}").len(), 9);
}

#[test]
fn classes_by_idea_stay_in_printable_ascii_and_literals_mean_themselves() {
    assert_eq!(all(".").concat(), (' '..='~').collect::<String>());
    assert_eq!(all(r"\w").concat(), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
    assert_eq!(all(r"[^\x00-y]").concat(), "z{|}~");
    assert_eq!(all("[^é]"), all("."));
    assert_eq!(all(r"\s"), [" "]);
    assert_eq!(all(r"[\D&&[^ -.:-~]]|\d").concat(), "/0123456789");
    assert_eq!(all("[[:punct:]--[!-.]]").concat(), "/:;<=>?@[\\]^_`{|}~");
    assert_eq!(all("[a-d~~b-z]").concat(), "aefghijklmnopqrstuvwxyz");
    assert_eq!(all(r"[ä\n]ß"), ["\nß", "äß"]);
    assert_eq!(all(r"[\x{D7FF}-\x{E000}]"), ["\u{D7FF}", "\u{E000}"]);
    assert_eq!(pattern(r"[\x{0}-\x{10FFFF}]").capacity(), 0x11_0000 - 0x800);
}

#[test]
fn anchors_at_the_ends_mean_nothing() {
    assert_eq!(all("^(^a|b$)$"), ["a", "b"]);
    assert_eq!(all(r"\Aab\z"), ["ab"]);
    assert_eq!(all("^$"), [""]);
}

#[test]
fn what_cannot_be_enumerated_is_refused_at_its_place() {
    let cases = [
        ("ab(?=c)", 2, "look-around is not supported"),
        (r"(a)\1", 3, "backreferences are not supported"),
        (r"ä\bc", 2, "word boundaries are not supported"),
        ("a^b", 1, "start anchor can match only at the pattern's start"),
        ("(a$)+", 2, "end anchor can match only at the pattern's end"),
        ("a(?i)b", 1, "flags are not supported"),
        ("a(?x:b)", 3, "flags are not supported"),
        (r"x\p{Greek}", 1, "unicode classes are not supported"),
        (r"[a\p{L}]", 2, "unicode classes are not supported"),
        ("x[a&&b]", 1, "class holds no character"),
        ("[[:cntrl:]]", 0, "class holds no character"),
        ("a(b", 1, "unclosed group"),
    ];
    for (text, at, message) in cases {
        let found = fault(text);
        assert_eq!((found.at, found.message.as_str()), (at, message), "{text}");
        assert!(text.get(found.at..found.at + found.len).is_some(), "{text}: {found:?}");
    }
}

#[test]
fn patterns_that_would_take_too_much_are_refused() {
    let nested = fault("x(a{1000}){1000}");
    assert_eq!((nested.at, nested.len), (1, 15));
    assert!(nested.message.starts_with("pattern must have <= 10000 positions"), "{}", nested.message);
    for text in ["a{4000000000}", "(){4000000000}", "((a{4000000000}){4000000000}){4000000000}", "a{4000000000,}"] {
        assert!(fault(text).message.contains("positions"), "{text}");
    }
    assert!(fault("(a|b){0,60}a(a|b){40}").message.starts_with("pattern needs more than"));
    assert!(fault(&"a".repeat(PATTERN_BYTES_MAX + 1)).message.contains("4096 bytes"));
    assert!(fault(&"(".repeat(1000)).message.contains("unclosed") || fault(&"(".repeat(1000)).message.contains("nest"));
    assert!(Pattern::new(&format!("{}{}", "(".repeat(200), ")".repeat(200))).is_ok());
}

#[test]
fn the_fast_way_gives_the_general_ways_strings() {
    for text in ["[A-Z]{3}-[0-9]{4}", "[a-f0-9]{12}", "é[ab]ü", "[^a]{2}x.", "abc", "", "[A-Za-z0-9]{10}"] {
        let (fast, slow) = (pattern(text), general(text));
        assert!(matches!(fast.strings, PatternStrings::Fixed(_)), "{text}");
        assert_eq!(fast.capacity(), slow.capacity(), "{text}");
        let step = (fast.capacity() / 5_000).max(1) as usize;
        for rank in (0..fast.capacity()).step_by(step).chain([fast.capacity() - 1, u64::MAX]) {
            assert_eq!(string(&fast, rank), string(&slow, rank), "{text} {rank}");
        }
    }
}

#[test]
fn huge_sets_are_spread_over_all_their_strings() {
    let token = pattern("[a-f0-9]{32}");
    assert_eq!(token.capacity(), CAPACITY_MAX);
    for place in 0..32 {
        let mut seen = BTreeSet::new();
        for step in 0..400u64 {
            let text = string(&token, step.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 1);
            assert_eq!(text.len(), 32);
            seen.insert(text.as_bytes()[place]);
        }
        assert_eq!(seen.len(), 16, "place {place}");
    }
}

#[test]
fn ranks_of_huge_sets_ascend() {
    for text in ["[a-f0-9]{32}", "[a-z]{12,20}|[0-9]{30}", "[a-z]{13}[ab]{1,3}", ".{100}", "[a-z]{14}"] {
        let pattern = pattern(text);
        let starts = [0, 1 << 20, 1 << 40, (1 << 61) - 7, (1 << 62) + 12_345, CAPACITY_MAX - 301];
        for start in starts {
            let strings: Vec<String> = (start..start + 300).map(|rank| string(&pattern, rank)).collect();
            assert!(strings.windows(2).all(|pair| pair[0] < pair[1]), "{text} {start}");
        }
    }
}

#[test]
fn strings_at_ranks_are_pinned() {
    let golden = [
        ("[A-Z]{3}-[0-9]{4}", 175_760_000, ["AAA-0000", "MZZ-9999", "ZZZ-9999"]),
        (r"(\+1|0)[2-9]\d{2}( x\d{1,3})?", 1_777_600, ["+1200", "+1999 x999", "0999 x999"]),
        ("[a-f0-9]{32}", CAPACITY_MAX, GOLDEN_HEX),
        (r"\w{12}@(example|test)\.(com|org)", CAPACITY_MAX, GOLDEN_MAIL),
    ];
    for (text, capacity, strings) in golden {
        let pattern = pattern(text);
        assert_eq!(pattern.capacity(), capacity, "{text}");
        let found = [0, capacity / 2 - 1, capacity - 1].map(|rank| string(&pattern, rank));
        assert_eq!(found, strings, "{text}");
    }
}

const GOLDEN_HEX: [&str; 3] =
    ["0000000000000001d444f80fa16ddc2c", "7ffffffffffffffcb7199e4fe01bcb0b", "fffffffffffffffc5b73cf8039c3eae0"];
const GOLDEN_MAIL: [&str; 3] = ["00000000005w@example.com", "VVVVVVVVVVKF@test.org", "zzzzzzzzzzng@test.org"];

/// Patterns from small parts, ambiguous more often than not.
fn small_patterns() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec!["a", "b", "[ab]", "[b-d]", "é", "", "ab", r"[^ -`]"]).prop_map(str::to_owned);
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| format!("({})", parts.join("|"))),
            (inner, 0u32..2, 0u32..3).prop_map(|(part, min, more)| format!("({part}){{{min},{}}}", min + more)),
        ]
    })
}

/// All strings of a tree, by the definition.
fn language(expr: &parse::PatternExpr, sets: &[charset::CharSet]) -> Option<BTreeSet<String>> {
    let joined = |a: &BTreeSet<String>, b: &BTreeSet<String>| -> Option<BTreeSet<String>> {
        (a.len() * b.len() <= 20_000).then(|| a.iter().flat_map(|x| b.iter().map(move |y| format!("{x}{y}"))).collect())
    };
    let empty = || BTreeSet::from([String::new()]);
    match expr {
        parse::PatternExpr::Empty => Some(empty()),
        parse::PatternExpr::Chars(set) => {
            let chars = charset::code_ranges(&sets[*set]).flat_map(|(first, last)| first..=last);
            Some(chars.filter_map(char::from_u32).map(String::from).collect())
        }
        parse::PatternExpr::Sequence(parts) => {
            parts.iter().try_fold(empty(), |before, part| joined(&before, &language(part, sets)?))
        }
        parse::PatternExpr::Choice(branches) => branches.iter().try_fold(BTreeSet::new(), |mut before, branch| {
            before.extend(language(branch, sets)?);
            Some(before)
        }),
        parse::PatternExpr::Repeat { inner, min, max } => {
            let inner = language(inner, sets)?;
            let (mut power, mut union) = (empty(), BTreeSet::new());
            for count in 0..=*max {
                if count >= *min {
                    union.extend(power.iter().cloned());
                }
                if count < *max {
                    power = joined(&power, &inner)?;
                }
            }
            Some(union)
        }
    }
}

proptest! {
    #[test]
    fn ranks_enumerate_exactly_the_patterns_strings(text in small_patterns()) {
        let tree = parse::parse(&text).unwrap();
        if let Some(expected) = language(&tree.root, &tree.sets) {
            prop_assert_eq!(all(&text), expected.into_iter().collect::<Vec<_>>(), "{}", text);
        }
    }

    #[test]
    fn any_text_gives_a_pattern_or_a_fault_inside_it(text in r"[ab\[\](){}|*+?^$.\\0-9,äp&~-]{0,24}", rank: u64) {
        match Pattern::new(&text) {
            Ok(pattern) => { string(&pattern, rank); }
            Err(fault) => prop_assert!(text.get(fault.at..fault.at + fault.len).is_some(), "{:?}", fault),
        }
    }
}
