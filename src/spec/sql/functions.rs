//! The functions of the spec language, and the well-known ones it refuses, each with the reason.
//!
//! One table feeds the parser and the "did you mean". Every function is deterministic on every platform: no clock, no
//! random numbers, no libm, no collation.

use std::ops::RangeInclusive;

/// A known function. Null in, null out, unless noted otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `abs(x)`
    Abs,
    /// `sign(x)`: −1, 0 or 1.
    Sign,
    /// `round(x[, digits])`, half away from zero.
    Round,
    /// `floor(x)`: the next whole number below.
    Floor,
    /// `ceil(x)`: the next whole number above.
    Ceil,
    /// `trunc(x[, digits])`, towards zero.
    Trunc,
    /// `mod(a, b)`: the remainder, with the sign of `a`; integers only.
    Mod,
    /// `div(a, b)`: the quotient, truncated; integers only.
    Div,
    /// `greatest(a, …)`: nulls are left out.
    Greatest,
    /// `least(a, …)`: nulls are left out.
    Least,
    /// `coalesce(a, …)`: the first that is not null.
    Coalesce,
    /// `nullif(a, b)`: null where both are equal.
    NullIf,
    /// `lower(text)` by the pinned table: Latin letters only.
    Lower,
    /// `upper(text)` by the pinned table: Latin letters only.
    Upper,
    /// `trim(text[, characters])`: spaces by default.
    Trim,
    /// `ltrim(text[, characters])`
    LeftTrim,
    /// `rtrim(text[, characters])`
    RightTrim,
    /// `length(text)` in characters.
    Length,
    /// `substr(text, start[, count])`, counted in characters from 1.
    Substr,
    /// `left(text, count)`; a negative count leaves that many off the end.
    Left,
    /// `right(text, count)`; a negative count leaves that many off the start.
    Right,
    /// `lpad(text, length[, fill])`; longer text is cut on the right.
    LeftPad,
    /// `replace(text, from, to)`
    Replace,
    /// `concat(a, …)`: nulls count as empty text.
    Concat,
    /// `starts_with(text, prefix)`
    StartsWith,
    /// `position(part IN text)` and `strpos(text, part)`: from 1, 0 if there is none. Arguments: text, part.
    Position,
    /// `split_part(text, delimiter, n)`: the n-th part from 1, from the end if negative.
    SplitPart,
    /// `date_trunc('unit', t)`: the start of the unit.
    DateTrunc(TruncUnit),
    /// `extract(field FROM t)`, `date_part('field', t)`
    Extract(DateField),
    /// `days_between(a, b)`: whole days from a to b.
    DaysBetween,
    /// `make_date(year, month, day)`
    MakeDate,
}

/// A unit that [`Function::DateTrunc`] cuts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TruncUnit {
    /// The second.
    Second,
    /// The minute.
    Minute,
    /// The hour.
    Hour,
    /// Midnight UTC.
    Day,
    /// Monday.
    Week,
    /// The first of the month.
    Month,
    /// The first of January, April, July or October.
    Quarter,
    /// The first of January.
    Year,
}

/// A part of a date or an instant that [`Function::Extract`] gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateField {
    /// The year.
    Year,
    /// 1 ..= 4
    Quarter,
    /// 1 ..= 12
    Month,
    /// The ISO 8601 week, 1 ..= 53.
    Week,
    /// 1 ..= 31
    Day,
    /// 0 = Sunday ..= 6.
    DayOfWeek,
    /// 1 = Monday ..= 7.
    IsoDayOfWeek,
    /// 1 ..= 366
    DayOfYear,
    /// 0 ..= 23
    Hour,
    /// 0 ..= 59
    Minute,
    /// 0 ..= 59.999999: a decimal with six places.
    Second,
    /// Seconds since 1970-01-01T00:00:00Z, or in a duration: a decimal with six places.
    Epoch,
}

/// How a plain call of a function looks.
#[derive(Debug)]
pub struct Signature {
    /// The name and its aliases, the usual one first.
    pub names: &'static [&'static str],
    /// What it is.
    pub function: Function,
    /// The fewest arguments.
    pub args_min: usize,
    /// The most arguments.
    pub args_max: usize,
    /// How to write it.
    pub usage: &'static str,
    /// What it returns, where the name does not make that clear.
    pub doc: &'static str,
}

const fn signature(
    names: &'static [&'static str],
    function: Function,
    args: RangeInclusive<usize>,
    usage: &'static str,
    doc: &'static str,
) -> Signature {
    Signature { names, function, args_min: *args.start(), args_max: *args.end(), usage, doc }
}

/// The most arguments of functions that take a list.
pub const ARGS_MAX: usize = 64;

/// Functions that are called with arguments between parentheses.
pub static SIGNATURES: &[Signature] = &[
    signature(&["abs"], Function::Abs, 1..=1, "abs(x)", "The number without its sign."),
    signature(&["sign"], Function::Sign, 1..=1, "sign(x)", "-1, 0 or 1."),
    signature(&["round"], Function::Round, 1..=2, "round(x) or round(x, digits)", "Rounded half away from zero."),
    signature(&["floor"], Function::Floor, 1..=1, "floor(x)", "The next whole number below."),
    signature(&["ceil", "ceiling"], Function::Ceil, 1..=1, "ceil(x)", "The next whole number above."),
    signature(&["trunc", "truncate"], Function::Trunc, 1..=2, "trunc(x) or trunc(x, digits)", "Cut towards zero."),
    signature(&["mod"], Function::Mod, 2..=2, "mod(a, b)", "The remainder, with the sign of a; integers only."),
    signature(&["div"], Function::Div, 2..=2, "div(a, b)", "The quotient, truncated; integers only."),
    signature(&["greatest"], Function::Greatest, 1..=ARGS_MAX, "greatest(a, b, …)", "The largest; nulls are left out."),
    signature(&["least"], Function::Least, 1..=ARGS_MAX, "least(a, b, …)", "The smallest; nulls are left out."),
    signature(
        &["coalesce", "ifnull"],
        Function::Coalesce,
        1..=ARGS_MAX,
        "coalesce(a, b, …)",
        "The first that is not null.",
    ),
    signature(&["nullif"], Function::NullIf, 2..=2, "nullif(a, b)", "Null where both are equal, else a."),
    signature(&["lower"], Function::Lower, 1..=1, "lower(text)", "Small letters; Latin letters only."),
    signature(&["upper"], Function::Upper, 1..=1, "upper(text)", "Capitals; Latin letters only."),
    signature(
        &["trim", "btrim"],
        Function::Trim,
        1..=2,
        "trim(text) or trim(BOTH 'x' FROM text)",
        "Without spaces, or the characters given, at both ends.",
    ),
    signature(
        &["ltrim"],
        Function::LeftTrim,
        1..=2,
        "ltrim(text) or ltrim(text, characters)",
        "The same at the start.",
    ),
    signature(&["rtrim"], Function::RightTrim, 1..=2, "rtrim(text) or rtrim(text, characters)", "The same at the end."),
    signature(
        &["length", "char_length", "character_length"],
        Function::Length,
        1..=1,
        "length(text)",
        "The number of characters.",
    ),
    signature(
        &["substr", "substring"],
        Function::Substr,
        2..=3,
        "substr(text, start, count)",
        "A part, counted in characters from 1.",
    ),
    signature(
        &["left"],
        Function::Left,
        2..=2,
        "left(text, count)",
        "The first characters; a negative count leaves that many off the end.",
    ),
    signature(
        &["right"],
        Function::Right,
        2..=2,
        "right(text, count)",
        "The last characters; a negative count leaves that many off the start.",
    ),
    signature(
        &["lpad"],
        Function::LeftPad,
        2..=3,
        "lpad(text, length, fill)",
        "Filled up on the left; longer text is cut on the right.",
    ),
    signature(&["replace"], Function::Replace, 3..=3, "replace(text, from, to)", "Every occurrence replaced."),
    signature(
        &["concat"],
        Function::Concat,
        1..=ARGS_MAX,
        "concat(a, b, …)",
        "The texts together; nulls count as empty.",
    ),
    signature(
        &["starts_with"],
        Function::StartsWith,
        2..=2,
        "starts_with(text, prefix)",
        "Whether the text begins so.",
    ),
    signature(
        &["strpos"],
        Function::Position,
        2..=2,
        "strpos(text, part)",
        "Where the part begins, from 1; 0 if it is not there.",
    ),
    signature(
        &["split_part"],
        Function::SplitPart,
        3..=3,
        "split_part(text, delimiter, n)",
        "The n-th part from 1, from the end if negative.",
    ),
    signature(&["days_between"], Function::DaysBetween, 2..=2, "days_between(from, to)", "Whole days."),
    signature(&["make_date"], Function::MakeDate, 3..=3, "make_date(year, month, day)", "A date."),
];

/// Names with a syntax of their own; `calls` reads them.
pub const SPECIAL_NAMES: &[&str] = &["position", "date_trunc", "extract", "date_part", "cast"];

/// How functions with a syntax of their own are written, and what they give.
pub static SPECIAL: &[(&str, &str, &str)] = &[
    ("position", "position(part IN text)", "Where the part begins, from 1; 0 if it is not there."),
    ("date_trunc", "date_trunc('unit', t)", "The start of the unit, UTC."),
    ("extract", "extract(field FROM t)", "A part of a date, a time or a duration; also date_part('field', t)."),
    ("cast", "CAST(x AS type)", "The value as another type; also x::type."),
];

/// The signature of a function by one of its names, in lower case.
pub fn find(name: &str) -> Option<&'static Signature> {
    SIGNATURES.iter().find(|signature| signature.names.contains(&name))
}

/// Why a well-known function is not here, as (reason, help).
pub fn refusal(name: &str) -> Option<(&'static str, String)> {
    let column = |kind: &str| format!("Use {{ {kind}: child.column }} as a column of its own and read that.");
    Some(match name {
        "sum" | "count" | "avg" | "first" | "last" => ("is an aggregate", column(name)),
        "first_value" => ("is a window function", column("first")),
        "last_value" => ("is a window function", column("last")),
        "min" => {
            let help = column("lowest") + " For the smaller of two values write least(a, b).";
            ("is an aggregate", help)
        }
        "max" => {
            let help = column("highest") + " For the larger of two values write greatest(a, b).";
            ("is an aggregate", help)
        }
        "array_agg" | "string_agg" | "group_concat" | "bool_and" | "bool_or" | "every" | "any_value" | "stddev"
        | "variance" | "median" | "mode" | "json_agg" | "jsonb_agg" | "listagg" => (
            "is an aggregate",
            "Aggregates are columns of their own: sum, count, lowest, highest, avg, first, last.".into(),
        ),
        "row_number" | "rank" | "dense_rank" | "ntile" => {
            ("is a window function", "Use `ordinal` as a column of its own and read that.".into())
        }
        "lag" | "lead" | "nth_value" => {
            ("is a window function", "Rows see their `previous` row only; see `running:` and `after:`.".into())
        }
        "now"
        | "current_date"
        | "current_time"
        | "current_timestamp"
        | "localtime"
        | "localtimestamp"
        | "clock_timestamp"
        | "statement_timestamp"
        | "transaction_timestamp"
        | "getdate"
        | "sysdate"
        | "today"
        | "timeofday" => ("reads the clock", "Use as_of, the dataset's own \"now\".".into()),
        "age" => ("reads the clock and counts in months", "Use days_between(from, to) or as_of - t.".into()),
        "random" | "rand" | "gen_random_uuid" | "uuid" | "uuid_generate_v4" | "newid" | "setseed" => {
            ("is random", "Make a column of its own, such as `uuid` or `{ int: … }`, and read that.".into())
        }
        "nextval" | "currval" | "lastval" => ("has a state", "Use `serial` as a column of its own.".into()),
        "sqrt" | "cbrt" | "exp" | "ln" | "log" | "log10" | "log2" | "power" | "pow" | "sin" | "cos" | "tan"
        | "asin" | "acos" | "atan" | "atan2" | "degrees" | "radians" | "pi" => (
            "gives other digits on other machines",
            "Use exact arithmetic, or a distribution of the column's kind.".into(),
        ),
        "date_add" | "dateadd" | "date_sub" | "datesub" | "datediff" | "timestampadd" | "timestampdiff" => {
            let help = "Write t + INTERVAL '3 days', date + 3, days_between(from, to) or b - a.";
            ("differs between databases", help.into())
        }
        "to_char" | "to_date" | "to_timestamp" | "to_number" | "strftime" | "format" => {
            ("depends on a locale", "Use CAST, extract(field FROM t) and ||.".into())
        }
        "initcap" | "unaccent" | "soundex" => {
            ("depends on tables that change", "Use lower(text) or upper(text).".into())
        }
        "md5" | "sha1" | "sha256" | "sha512" | "hash" | "crc32" => {
            ("hides where a value comes from", "Make a column of its own, such as `uuid` or `{ pattern: … }`.".into())
        }
        "if" | "iif" | "decode" => ("differs between databases", "Write CASE WHEN condition THEN a ELSE b END.".into()),
        _ => return None,
    })
}

/// The known name nearest to `name`, if one is near.
pub fn nearest(name: &str) -> Option<&'static str> {
    let names = SIGNATURES.iter().flat_map(|signature| signature.names).chain(SPECIAL_NAMES);
    let scored = names.map(|known| (strsim::damerau_levenshtein(name, known), *known));
    let (distance, known) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + name.chars().count() / 4).then_some(known)
}

impl TruncUnit {
    /// The unit a name stands for, in lower case.
    pub fn named(name: &str) -> Option<TruncUnit> {
        Some(match name {
            "second" => TruncUnit::Second,
            "minute" => TruncUnit::Minute,
            "hour" => TruncUnit::Hour,
            "day" => TruncUnit::Day,
            "week" => TruncUnit::Week,
            "month" => TruncUnit::Month,
            "quarter" => TruncUnit::Quarter,
            "year" => TruncUnit::Year,
            _ => return None,
        })
    }

    /// Every name, for messages.
    pub const NAMES: &'static str = "second, minute, hour, day, week, month, quarter, year";
}

impl DateField {
    /// The field a name stands for, in lower case.
    pub fn named(name: &str) -> Option<DateField> {
        Some(match name {
            "year" => DateField::Year,
            "quarter" => DateField::Quarter,
            "month" => DateField::Month,
            "week" => DateField::Week,
            "day" => DateField::Day,
            "dow" => DateField::DayOfWeek,
            "isodow" => DateField::IsoDayOfWeek,
            "doy" => DateField::DayOfYear,
            "hour" => DateField::Hour,
            "minute" => DateField::Minute,
            "second" => DateField::Second,
            "epoch" => DateField::Epoch,
            _ => return None,
        })
    }

    /// Every name, for messages.
    pub const NAMES: &'static str = "year, quarter, month, week, day, dow, isodow, doy, hour, minute, second, epoch";
}
