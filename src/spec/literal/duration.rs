//! Lengths of time: durations are counts of microseconds, periods are counts of calendar months, rates change per time.

use super::LiteralFault;
use crate::spec::fault::{did_you_mean, quote};
use crate::spec::number::{Number, number_prefix};

/// The units of a duration in microseconds.
const UNITS: [(&str, i128); 7] = [
    ("us", 1),
    ("ms", 1_000),
    ("s", 1_000_000),
    ("min", 60_000_000),
    ("h", 3_600_000_000),
    ("d", 86_400_000_000),
    ("w", 604_800_000_000),
];

/// More months than the calendar has, either way.
const MONTHS_MAX: i64 = 12 * 10_000;

/// A length of time in microseconds: `25d`, `1h30min`; a day is 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(
    /// The microseconds; may be below 0.
    pub i64,
);

impl Duration {
    /// The duration that `text` is: numbers, each with a unit. A negative one has a single part.
    ///
    /// # Errors
    /// When a number or unit is missing or unknown, or the sum is not a whole number of microseconds.
    pub fn parse(text: &str) -> Result<Duration, LiteralFault> {
        let too_long =
            || LiteralFault::whole(text, format!("a duration must be <= 292,000 years, got {}", quote(text)));
        let mut total = Number::ZERO;
        let mut at = 0;
        while at < text.len() || at == 0 {
            let part = DurationPart::parse(text, at)?;
            if part.number.is_negative() && part.end - at < text.len() {
                let fault = LiteralFault::new(at, part.end - at, "only a duration of one part can be negative");
                return Err(fault.help("Write -90min instead of -1h30min."));
            }
            let micros = part.number.checked_mul(Number::from_int(part.unit_micros));
            total = micros.and_then(|micros| total.checked_add(micros)).ok_or_else(too_long)?;
            at = part.end;
        }
        let micros = total.whole().ok_or_else(|| {
            let message = format!("a duration must be whole microseconds, got {}", quote(text));
            LiteralFault::whole(text, message)
        })?;
        i64::try_from(micros).map(Duration).map_err(|_| too_long())
    }
}

/// A number and its unit.
struct DurationPart {
    number: Number,
    unit_micros: i128,
    end: usize,
}

impl DurationPart {
    /// The part that begins at byte `at`.
    fn parse(text: &str, at: usize) -> Result<DurationPart, LiteralFault> {
        let rest = &text[at..];
        let digits = number_prefix(rest);
        if digits == 0 {
            let message = format!("expected a duration like 1h30min, got {}", quote(text));
            let fault = LiteralFault::new(at, rest.len(), message);
            return Err(if rest.starts_with(' ') { fault.help("Write it without spaces.") } else { fault });
        }
        let number = Number::parse(&rest[..digits]).map_err(|reason| LiteralFault::new(at, digits, reason))?;
        let unit = word(&rest[digits..]);
        match UNITS.iter().find(|(name, _)| *name == unit) {
            Some((_, unit_micros)) => {
                Ok(DurationPart { number, unit_micros: *unit_micros, end: at + digits + unit.len() })
            }
            None if unit.is_empty() && rest[digits..].starts_with(' ') => {
                let message = format!("a duration has no spaces, got {}", quote(text));
                let unit = rest[digits..].trim_start().chars().next().filter(char::is_ascii_lowercase).unwrap_or('d');
                let help = format!("Write {}{unit}; the units are us, ms, s, min, h, d and w.", &rest[..digits]);
                Err(LiteralFault::new(at, rest.len(), message).help(help))
            }
            None => Err(unit_fault(at, &rest[..digits], unit)),
        }
    }
}

/// The letters at the start of `text`.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

/// What is wrong with the unit of the number at byte `at`.
fn unit_fault(at: usize, number: &str, unit: &str) -> LiteralFault {
    if unit.is_empty() {
        let fault = LiteralFault::new(at, number.len(), format!("a duration needs a unit, got {}", quote(number)));
        return fault.help(format!("Write {number}s, {number}min, {number}h, {number}d or {number}w."));
    }
    let fault = LiteralFault::new(at + number.len(), unit.len(), format!("unknown unit of time {}", quote(unit)));
    let help = match unit {
        "m" => format!("Write {number}min for minutes; months are \"mo\", and only where a period may stand."),
        "mo" | "q" | "y" => "Months and years have no fixed length: they may stand only where a period may.".to_owned(),
        "µs" | "μs" => "Write us for microseconds.".to_owned(),
        other => did_you_mean(other, UNITS.map(|(name, _)| name))
            .unwrap_or_else(|| "The units are us, ms, s, min, h, d and w.".to_owned()),
    };
    fault.help(help)
}

/// Months of the calendar: `3mo`, `1q`, `2y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many units; may be 0 or below.
    pub count: i64,
    /// Of what.
    pub unit: PeriodUnit,
}

/// The unit of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// `mo`
    Month,
    /// `q`, 3 months
    Quarter,
    /// `y`, 12 months
    Year,
}

impl PeriodUnit {
    /// The unit that `text` is.
    fn parse(text: &str) -> Option<PeriodUnit> {
        match text {
            "mo" => Some(PeriodUnit::Month),
            "q" => Some(PeriodUnit::Quarter),
            "y" => Some(PeriodUnit::Year),
            _ => None,
        }
    }

    /// How many months it has.
    pub fn months(self) -> i64 {
        match self {
            PeriodUnit::Month => 1,
            PeriodUnit::Quarter => 3,
            PeriodUnit::Year => 12,
        }
    }
}

impl Period {
    /// The period that `text` is: an integer and `mo`, `q` or `y`.
    ///
    /// # Errors
    /// When it is anything else, or more than 10,000 years.
    pub fn parse(text: &str) -> Result<Period, LiteralFault> {
        let digits = number_prefix(text);
        let Some(unit) = PeriodUnit::parse(&text[digits..]).filter(|_| digits > 0) else {
            let fault = LiteralFault::whole(text, format!("expected a period like 3mo, got {}", quote(text)));
            return Err(fault.help("Write a whole number and mo, q or y; days and hours belong to a duration."));
        };
        let number = Number::parse(&text[..digits]).map_err(|reason| LiteralFault::new(0, digits, reason))?;
        let count = number.whole().ok_or_else(|| {
            LiteralFault::new(0, digits, format!("a period must be a whole number of units, got {}", quote(text)))
        })?;
        let in_range = |count: &i64| count.unsigned_abs() <= (MONTHS_MAX / unit.months()) as u64;
        let Some(count) = i64::try_from(count).ok().filter(in_range) else {
            return Err(LiteralFault::whole(text, format!("a period must be <= 10000y, got {}", quote(text))));
        };
        Ok(Period { count, unit })
    }

    /// Whether `text` ends like a period, so that a fault in it is best reported as one of a period.
    pub(super) fn resembles(text: &str) -> bool {
        PeriodUnit::parse(&text[number_prefix(text)..]).is_some()
    }

    /// How many months it has in all; at most 10,000 years of them either way.
    pub fn months(self) -> i64 {
        self.count.saturating_mul(self.unit.months())
    }
}

/// A factor per time: `1.4/y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What something is multiplied by in the time; above 0.
    pub factor: Number,
    /// The time.
    pub per: RateUnit,
}

/// The time of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateUnit {
    /// `d`
    Day,
    /// `w`
    Week,
    /// `mo`
    Month,
    /// `y`
    Year,
}

impl Rate {
    /// The rate that `text` is: a number, `/` and `d`, `w`, `mo` or `y`.
    ///
    /// # Errors
    /// When it is anything else, or the factor is not above 0.
    pub fn parse(text: &str) -> Result<Rate, LiteralFault> {
        let Some((factor, unit)) = text.split_once('/') else {
            return Err(LiteralFault::whole(text, format!("expected a rate like 1.4/y, got {}", quote(text))));
        };
        let per = match unit {
            "d" => RateUnit::Day,
            "w" => RateUnit::Week,
            "mo" => RateUnit::Month,
            "y" => RateUnit::Year,
            _ => {
                let message = format!("unknown time of a rate {}", quote(unit));
                return Err(LiteralFault::new(factor.len() + 1, unit.len(), message).help("It is d, w, mo or y."));
            }
        };
        let number = Number::parse(factor).map_err(|reason| LiteralFault::new(0, factor.len(), reason))?;
        if number <= Number::ZERO {
            let message = format!("a rate's factor must be > 0, got {}", quote(factor));
            return Err(LiteralFault::new(0, factor.len(), message).help("A factor below 1 shrinks: 0.9/y."));
        }
        Ok(Rate { factor: number, per })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn micros(text: &str) -> i64 {
        Duration::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).0
    }

    #[test]
    fn durations_are_sums_of_numbers_with_units() {
        for (text, expected) in [
            ("1us", 1),
            ("2ms", 2_000),
            ("3s", 3_000_000),
            ("1h30min", 5_400_000_000),
            ("1.5h", 5_400_000_000),
            ("25d", 25 * 86_400_000_000),
            ("1w", 7 * 86_400_000_000),
            ("1e3s", 1_000_000_000),
            ("1_000us", 1_000),
            ("0.000001s", 1),
            ("-90min", -5_400_000_000),
            ("0s", 0),
            ("0.5us0.5us", 1),
        ] {
            assert_eq!(micros(text), expected, "{text}");
        }
    }

    #[test]
    fn durations_are_refused_at_the_part_that_is_wrong() {
        for (text, at, len, help) in [
            ("5m", 1, 1, "Write 5min for minutes"),
            ("1h5m", 3, 1, "5min"),
            ("1y", 1, 1, "no fixed length"),
            ("30", 0, 2, "Write 30s"),
            ("1h30", 2, 2, "30min"),
            ("5µs", 1, 3, "Write us"),
            ("5mins", 1, 4, "Did you mean \"min\"?"),
            ("5fortnights", 1, 10, "The units are"),
            ("1h 30min", 2, 6, "without spaces"),
            ("-1h30min", 0, 3, "-90min"),
            ("1h-30min", 2, 6, "-90min"),
        ] {
            let fault = Duration::parse(text).expect_err(text);
            assert_eq!((fault.at, fault.len), (at, len), "{text}");
            assert!(fault.help.as_deref().is_some_and(|said| said.contains(help)), "{text}: {fault:?}");
        }
        for text in ["", "h", "1.5us", "0.0000001s", "300000000000h", "1e40us", "1h,"] {
            assert!(Duration::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn periods_are_whole_units_of_the_calendar() {
        assert_eq!(Period::parse("3mo"), Ok(Period { count: 3, unit: PeriodUnit::Month }));
        assert_eq!(Period::parse("2q").map(Period::months), Ok(6));
        assert_eq!(Period::parse("-10_000y").map(Period::months), Ok(-120_000));
        for text in ["", "mo", "1.5mo", "3d", "1y6mo", "10001y", "40001q", "1e30mo", "3 mo", "3m"] {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn rates_are_factors_above_zero_per_time() {
        let rate = Rate::parse("1.4/y").expect("a rate");
        assert_eq!((rate.factor.to_string().as_str(), rate.per), ("1.4", RateUnit::Year));
        assert_eq!(Rate::parse("2/mo").map(|rate| rate.per), Ok(RateUnit::Month));
        for text in ["1.4", "/y", "1.4/", "1.4/h", "0/y", "-1/y", "1/2/y", "1.4 / y"] {
            assert!(Rate::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_of_a_duration_add_up(parts in prop::collection::vec((0i64..10_000, 0usize..UNITS.len()), 1..5)) {
            let text: String = parts.iter().map(|(count, unit)| format!("{count}{}", UNITS[*unit].0)).collect();
            let sum: i128 = parts.iter().map(|(count, unit)| i128::from(*count) * UNITS[*unit].1).sum();
            prop_assert_eq!(i128::from(micros(&text)), sum);
        }
    }
}
