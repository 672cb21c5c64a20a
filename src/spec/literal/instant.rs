//! Instants: a point in time as a spec writes it, `as_of - 2y`, and the dates in it.

use std::ops::Range;

use super::duration::{Duration, Period};
use super::{LiteralFault, parse_param, parse_path};
use crate::spec::calendar::{self, CivilDay, DAY_MICROS};
use crate::spec::fault::quote;

/// A base moved by steps, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstantLiteral {
    /// Where it starts.
    pub base: InstantLiteralBase,
    /// The bytes of the text that the base is; it begins at 0.
    pub base_len: usize,
    /// What is added and taken away, in order.
    pub steps: Vec<InstantLiteralStep>,
}

/// Where an instant starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstantLiteralBase {
    /// "Now" of the dataset.
    AsOf,
    /// The column's value in the row before.
    Previous,
    /// A given instant, microseconds since 1970-01-01T00:00:00Z; a date is its midnight.
    At(i64),
    /// A column of this table, or a lookup. One name is a column.
    Path(Vec<String>),
    /// A parameter, by its name without `$`.
    Param(String),
}

/// One thing that is added or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstantLiteralStep {
    /// Which of the two.
    pub sign: StepSign,
    /// How much.
    pub operand: StepOperand,
    /// The first byte of the operand in the text.
    pub at: usize,
    /// How many bytes the operand has.
    pub len: usize,
}

/// Whether a step is added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepSign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// How much a step moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepOperand {
    /// Microseconds.
    Duration(Duration),
    /// Months of the calendar.
    Period(Period),
    /// A parameter, by its name without `$`.
    Param(String),
}

impl InstantLiteral {
    /// The instant that `text` is: `base (("+" | "-") (duration | period | param))*` with spaces around the signs.
    ///
    /// # Errors
    /// At the first part that does not belong there.
    pub fn parse(text: &str) -> Result<InstantLiteral, LiteralFault> {
        let mut words = words(text).into_iter();
        let Some(first) = words.next().filter(|first| first.start == 0) else {
            return Err(LiteralFault::whole(text, format!("expected an instant like as_of - 2y, got {}", quote(text))));
        };
        let base_len = first.len();
        let base = parse_base(&text[first])?;
        let mut steps = Vec::new();
        while let Some(sign_word) = words.next() {
            let sign = parse_sign(text, sign_word.clone())?;
            let Some(word) = words.next() else {
                let message =
                    format!("expected a duration, period or parameter after {}", quote(&text[sign_word.clone()]));
                return Err(LiteralFault::new(sign_word.start, sign_word.len(), message));
            };
            let (at, len) = (word.start, word.len());
            let operand = parse_operand(&text[word]).map_err(|fault| fault.shifted(at))?;
            steps.push(InstantLiteralStep { sign, operand, at, len });
        }
        Ok(InstantLiteral { base, base_len, steps })
    }
}

/// The parts between spaces.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for part in text.split(' ') {
        if !part.is_empty() {
            words.push(start..start + part.len());
        }
        start += part.len() + 1;
    }
    words
}

fn parse_base(word: &str) -> Result<InstantLiteralBase, LiteralFault> {
    match word {
        "as_of" => return Ok(InstantLiteralBase::AsOf),
        "previous" => return Ok(InstantLiteralBase::Previous),
        _ => {}
    }
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        return parse_at(word).map(InstantLiteralBase::At);
    }
    if let Some(name) = parse_param(word) {
        return Ok(InstantLiteralBase::Param(name.to_owned()));
    }
    let path = parse_path(word);
    path.map(InstantLiteralBase::Path).map_err(|_| {
        let fault = LiteralFault::whole(word, format!("expected a point in time, got {}", quote(word)));
        match word.contains(['+', '-']) {
            true => fault.help("Put spaces around the sign: as_of - 2y."),
            false => {
                fault.help("It is as_of, previous, a column, a date, a time like 2026-01-01T00:00:00Z or a parameter.")
            }
        }
    })
}

fn parse_sign(text: &str, word: Range<usize>) -> Result<StepSign, LiteralFault> {
    match &text[word.clone()] {
        "+" => Ok(StepSign::Plus),
        "-" => Ok(StepSign::Minus),
        other => {
            let fault = LiteralFault::new(word.start, word.len(), format!("expected + or -, got {}", quote(other)));
            Err(match other.starts_with(['+', '-']) {
                true => fault.help("Put spaces around the sign: as_of - 2y."),
                false => fault.help("A date and its time are joined by T: 2026-01-01T00:00:00Z."),
            })
        }
    }
}

fn parse_operand(word: &str) -> Result<StepOperand, LiteralFault> {
    if let Some(name) = parse_param(word) {
        return Ok(StepOperand::Param(name.to_owned()));
    }
    if word.starts_with(['+', '-']) {
        return Err(LiteralFault::whole(word, "a sign after a sign").help("Write the step without a sign."));
    }
    if Period::resembles(word) {
        return Period::parse(word).map(StepOperand::Period);
    }
    if !word.starts_with(|first: char| first.is_ascii_digit()) {
        let message = format!("expected a duration, period or parameter, got {}", quote(word));
        return Err(LiteralFault::whole(word, message));
    }
    Duration::parse(word).map(StepOperand::Duration)
}

/// A calendar day: `2026-01-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateLiteral(
    /// Days since 1970-01-01.
    pub i32,
);

impl DateLiteral {
    /// The day that `text` is.
    ///
    /// # Errors
    /// When it is not `YYYY-MM-DD`, or the calendar has no such day in years 1 to 9999.
    pub fn parse(text: &str) -> Result<DateLiteral, LiteralFault> {
        let Some(CivilDay { year, month, day }) = calendar::date_fields(text) else {
            let fault = LiteralFault::whole(text, format!("expected a date, got {}", quote(text)));
            return Err(fault.help("Write it as YYYY-MM-DD: 2026-01-31."));
        };
        calendar::checked_date(year, month, day)
            .and_then(|days| i32::try_from(days).ok())
            .map(DateLiteral)
            .ok_or_else(|| LiteralFault::whole(text, format!("the calendar has no day {}", quote(text))))
    }

    /// Its midnight, microseconds since 1970-01-01T00:00:00Z.
    pub fn midnight(self) -> i64 {
        i64::from(self.0) * DAY_MICROS
    }
}

/// A date or a time in UTC, microseconds since 1970-01-01T00:00:00Z.
fn parse_at(word: &str) -> Result<i64, LiteralFault> {
    let shape = || {
        let fault = LiteralFault::whole(word, format!("expected a date or a time, got {}", quote(word)));
        fault.help("Write 2026-01-31 or 2026-01-31T00:00:00Z: UTC, whole seconds.")
    };
    let Some((date, time)) = word.split_once('T') else {
        calendar::date_fields(word).ok_or_else(shape)?;
        return DateLiteral::parse(word).map(DateLiteral::midnight);
    };
    calendar::date_fields(date).ok_or_else(shape)?;
    let time_of_day = time.strip_suffix('Z').and_then(time_fields).ok_or_else(shape)?;
    let [hours, minutes, seconds] = time_of_day;
    if hours > 23 || minutes > 59 || seconds > 59 {
        let message = format!("a day has no time {}", quote(time));
        return Err(
            LiteralFault::new(date.len() + 1, time.len(), message).help("Times go from 00:00:00Z to 23:59:59Z.")
        );
    }
    let midnight = DateLiteral::parse(date)?.midnight();
    Ok(midnight + (hours * 3600 + minutes * 60 + seconds) * 1_000_000)
}

/// Hours, minutes and seconds of `hh:mm:ss`.
fn time_fields(text: &str) -> Option<[i64; 3]> {
    let mut parts = text.split(':');
    let mut field = || digits(parts.next()?, 2);
    let fields = [field()?, field()?, field()?];
    parts.next().is_none().then_some(fields)
}

/// The value of exactly `width` digits.
fn digits(text: &str, width: usize) -> Option<i64> {
    let all_digits = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| all_digits)
}

#[cfg(test)]
mod tests {
    use super::super::PeriodUnit;
    use super::*;

    fn instant(text: &str) -> InstantLiteral {
        InstantLiteral::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    fn every_base_is_recognised() {
        let path = |names: &[&str]| InstantLiteralBase::Path(names.iter().map(|name| (*name).to_owned()).collect());
        for (text, base) in [
            ("as_of", InstantLiteralBase::AsOf),
            ("previous", InstantLiteralBase::Previous),
            ("created_at", path(&["created_at"])),
            ("customers.created_at", path(&["customers", "created_at"])),
            ("$start", InstantLiteralBase::Param("start".to_owned())),
            ("1970-01-02", InstantLiteralBase::At(DAY_MICROS)),
            ("1970-01-01T00:00:01Z", InstantLiteralBase::At(1_000_000)),
            ("0001-01-01", InstantLiteralBase::At(-62_135_596_800_000_000)),
            ("9999-12-31T23:59:59Z", InstantLiteralBase::At(253_402_300_799_000_000)),
        ] {
            let made = instant(text);
            assert_eq!((made.base, made.base_len, made.steps.len()), (base, text.len(), 0), "{text}");
        }
    }

    #[test]
    fn steps_keep_their_order_signs_and_places() {
        let made = instant("as_of - 2y + 1h30min  -  $grace");
        let step = |sign, operand, at, len| InstantLiteralStep { sign, operand, at, len };
        assert_eq!(
            made.steps,
            [
                step(StepSign::Minus, StepOperand::Period(Period { count: 2, unit: PeriodUnit::Year }), 8, 2),
                step(StepSign::Plus, StepOperand::Duration(Duration(5_400_000_000)), 13, 7),
                step(StepSign::Minus, StepOperand::Param("grace".to_owned()), 25, 6),
            ]
        );
    }

    #[test]
    fn faults_lie_where_the_part_is_wrong() {
        for (text, at, len, says) in [
            ("as_of-2y", 0, 8, "spaces around the sign"),
            ("as_of -2y", 6, 3, "spaces around the sign"),
            ("as_of - 2m", 9, 1, "2min"),
            ("as_of - 1.5y", 8, 3, "whole number of units"),
            ("as_of -", 6, 1, "after \"-\""),
            ("as_of - - 2y", 8, 1, "a sign after a sign"),
            ("as_of - -2y", 8, 3, "a sign after a sign"),
            ("as_of + created_at", 8, 10, "expected a duration, period or parameter"),
            ("2026-01-01 00:00:00", 11, 8, "joined by T"),
            ("2026-02-30", 0, 10, "no day \"2026-02-30\""),
            ("2026-01-01T24:00:00Z", 11, 9, "no time \"24:00:00Z\""),
            ("2026-01-01T00:00:00", 0, 19, "2026-01-31T00:00:00Z"),
            ("2026-01-01T00:00:00+01:00", 0, 25, "UTC"),
            ("2026-1-1", 0, 8, "expected a date or a time"),
            ("0000-01-01", 0, 10, "no day"),
            ("Now", 0, 3, "as_of, previous"),
            ("", 0, 0, "expected an instant"),
            (" as_of", 0, 6, "expected an instant"),
        ] {
            let fault = InstantLiteral::parse(text).expect_err(text);
            assert_eq!((fault.at, fault.len), (at, len), "{text}: {fault:?}");
            assert!(
                fault.message.contains(says) || fault.help.as_ref().is_some_and(|help| help.contains(says)),
                "{fault:?}"
            );
        }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert_eq!(DateLiteral::parse("2000-03-01"), Ok(DateLiteral(11_017)));
        for text in ["2000-3-1", "2000-03-01T00:00:00Z", "20000-03-01", "2001-02-29", "+200-01-01", ""] {
            assert!(DateLiteral::parse(text).is_err(), "{text}");
        }
    }
}
