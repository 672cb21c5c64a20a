//! Telephone numbers that are reserved for drama and testing, and no others.
//!
//! Must never: give a number outside a row of `phones.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::phrase::push_number;
use super::tsv;

/// The numbers of a country that are assigned to no subscriber, in ascending order.
#[derive(Debug)]
pub struct PhoneRange {
    country: &'static str,
    runs: Vec<PhoneRun>,
    capacity: u64,
}

/// Consecutive numbers; the next run's `before`, or the capacity, decides how many.
#[derive(Debug)]
struct PhoneRun {
    first: u64,
    /// How many numbers come before this run's.
    before: u64,
}

/// The reserved numbers of a country, by its code in capitals; those of the US where none are known.
pub fn phone_range(country: &str) -> &'static PhoneRange {
    RANGES.get(country).unwrap_or_else(|| &RANGES["US"])
}

/// The countries that have reserved numbers, sorted.
pub fn phone_countries() -> impl Iterator<Item = &'static str> {
    RANGES.keys().copied()
}

static RANGES: LazyLock<BTreeMap<&'static str, PhoneRange>> = LazyLock::new(read);

impl PhoneRange {
    /// Whose numbers these are: the country asked for, or `US`.
    pub fn country(&self) -> &'static str {
        self.country
    }

    /// How many numbers there are; as few as 395 (Sweden).
    pub fn capacity(&self) -> u64 {
        self.capacity
    }

    /// Appends the number with this index in E.164 form: `+12015550100`; an index from the capacity up means the last.
    pub fn write(&self, index: u64, out: &mut String) {
        let index = index.min(self.capacity - 1);
        let after = self.runs.partition_point(|run| run.before <= index);
        let run = &self.runs[after - 1];
        out.push('+');
        push_number(run.first + (index - run.before), out);
    }
}

/// One row of the file: a class and the ends of a run, area codes filled in.
type ReservedRow = (&'static str, u64, u64);

fn read() -> BTreeMap<&'static str, PhoneRange> {
    let codes: Vec<[&str; 3]> = tsv::rows(include_str!("../../../generators/reference/area-codes.tsv")).collect();
    let mut by_country: BTreeMap<&'static str, Vec<ReservedRow>> = BTreeMap::new();
    for [country, first, last, class, _source] in tsv::rows(include_str!("../../../generators/reference/phones.tsv")) {
        let areas = if first.contains("NPA") { area_codes(&codes, country) } else { vec![""] };
        let runs = areas.into_iter().map(|area| (class, number(first, area), number(last, area)));
        by_country.entry(country).or_default().extend(runs);
    }
    by_country.into_iter().map(|(country, reserved)| (country, range(country, &reserved))).collect()
}

fn area_codes(codes: &[[&'static str; 3]], country: &str) -> Vec<&'static str> {
    let rows = codes.iter().filter(|row| row[0] == country);
    rows.flat_map(|row| row[2].split(' ')).collect()
}

/// The runs of the country's best class.
fn range(country: &'static str, reserved: &[ReservedRow]) -> PhoneRange {
    let class = best_class(reserved);
    let mut ends: Vec<(u64, u64)> = reserved.iter().filter(|row| row.0 == class).map(|row| (row.1, row.2)).collect();
    ends.sort_unstable();
    let mut capacity = 0;
    let runs = ends.into_iter().map(|(first, last)| {
        let before = capacity;
        capacity += last - first + 1;
        PhoneRun { first, before }
    });
    let runs = runs.collect();
    PhoneRange { country, runs, capacity }
}

fn number(e164: &str, area: &str) -> u64 {
    let digits = e164.trim_start_matches('+').replace("NPA", area);
    digits.parse().unwrap_or_else(|_| panic!("embedded file phones.tsv: {e164:?}"))
}

/// A where the country has such numbers, else B.
fn best_class(reserved: &[ReservedRow]) -> &'static str {
    reserved.iter().map(|row| row.0).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTRIES: [&str; 9] = ["US", "CA", "GB", "FR", "DE", "AU", "SE", "NO", "IE"];

    fn written(country: &str, index: u64) -> String {
        let mut out = String::new();
        phone_range(country).write(index, &mut out);
        out
    }

    /// The ends of each run, both included.
    fn runs(country: &str) -> Vec<(u64, u64)> {
        let range = phone_range(country);
        let ends = range.runs.iter().skip(1).map(|run| run.before).chain([range.capacity]);
        range.runs.iter().zip(ends).map(|(run, end)| (run.first, run.first + (end - run.before) - 1)).collect()
    }

    fn holds(country: &str, number: u64) -> bool {
        runs(country).iter().any(|run| (run.0..=run.1).contains(&number))
    }

    #[test]
    #[allow(clippy::inconsistent_digit_grouping, reason = "grouped as the authorities write them")]
    fn every_range_has_its_first_and_last_number_and_not_their_neighbours() {
        let cases = [
            ("US", 1_201_555_0100, 1_201_555_0199),
            ("US", 1_989_555_0100, 1_989_555_0199),
            ("CA", 1_204_555_0100, 1_204_555_0199),
            ("CA", 1_905_555_0100, 1_905_555_0199),
            ("GB", 44_113_496_0000, 44_113_496_0999),
            ("GB", 44_118_496_0000, 44_118_496_0999),
            ("GB", 44_121_496_0000, 44_121_496_0999),
            ("GB", 44_161_496_0000, 44_161_496_0999),
            ("GB", 44_191_498_0000, 44_191_498_0999),
            ("GB", 44_20_7946_0000, 44_20_7946_0999),
            ("GB", 44_29_2018_0000, 44_29_2018_0999),
            ("GB", 44_808_157_0000, 44_808_157_0999),
            ("FR", 33_1_99_00_00_00, 33_1_99_00_99_99),
            ("DE", 49_30_23125_000, 49_30_23125_999),
            ("DE", 49_69_90009_000, 49_69_90009_999),
            ("DE", 49_40_66969_000, 49_40_66969_999),
            ("DE", 49_221_4710_000, 49_221_4710_999),
            ("DE", 49_89_99998_000, 49_89_99998_999),
            ("AU", 61_2_5550_0000, 61_2_5550_9999),
            ("AU", 61_8_7010_0000, 61_8_7010_9999),
            ("SE", 46_70_1740_605, 46_70_1740_699),
            ("SE", 46_31_3900_600, 46_31_3900_699),
            ("SE", 46_40_6280_400, 46_40_6280_499),
            ("SE", 46_8_46500_400, 46_8_46500_499),
            ("NO", 47_68_05_00_00, 47_68_05_99_99),
            ("IE", 353_20_91_00000, 353_20_91_99999),
        ];
        for (country, first, last) in cases {
            assert!(holds(country, first) && holds(country, last), "{country} {first}");
            assert!(!holds(country, first - 1) && !holds(country, last + 1), "{country} {first}");
        }
    }

    #[test]
    fn runs_do_not_overlap_and_indices_go_through_them_in_order() {
        for country in COUNTRIES {
            assert_eq!(phone_range(country).country(), country);
            let runs = runs(country);
            assert!(runs.windows(2).all(|pair| pair[0].1 < pair[1].0), "{country}");
            let mut index = 0;
            for (first, last) in runs {
                assert_eq!(written(country, index), format!("+{first}"));
                index += last - first;
                assert_eq!(written(country, index), format!("+{last}"));
                index += 1;
            }
            assert_eq!(index, phone_range(country).capacity());
            assert_eq!(written(country, u64::MAX), written(country, index - 1));
        }
    }

    #[test]
    fn capacities_are_as_reviewed() {
        let found = COUNTRIES.map(|country| phone_range(country).capacity());
        assert_eq!(found, [25_400, 3_600, 14_000, 10_000, 5_000, 80_000, 395, 10_000, 100_000]);
    }

    #[test]
    fn the_second_class_serves_only_where_there_is_no_first() {
        let rows = [("B", 1, 2), ("A", 3, 4), ("B", 5, 6)];
        assert_eq!((range("X", &rows).capacity(), range("X", &rows[..1]).capacity()), (2, 2));
        let mut rows = tsv::rows(include_str!("../../../generators/reference/phones.tsv"));
        assert!(rows.all(|[_, _, _, class, _]: [&str; 5]| ["A", "B"].contains(&class)));
    }

    #[test]
    fn a_country_without_a_reserved_range_gets_american_numbers() {
        for country in ["JP", "BR", "", "gb", "ZZ"] {
            assert_eq!(phone_range(country).country(), "US", "{country}");
            assert_eq!(written(country, 0), "+12015550100");
        }
    }

    #[test]
    fn no_area_code_is_listed_twice() {
        let codes: Vec<[&str; 3]> = tsv::rows(include_str!("../../../generators/reference/area-codes.tsv")).collect();
        let mut all: Vec<&str> = ["US", "CA"].iter().flat_map(|country| area_codes(&codes, country)).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        let assignable = |code: &&str| code.parse().is_ok_and(|code: u32| (201..=989).contains(&code));
        assert!(all.iter().all(assignable));
    }
}
