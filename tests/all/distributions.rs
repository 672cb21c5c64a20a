//! Shares, means and quantiles of every distribution that a spec can name, for a fixed seed.
//!
//! Bounds are about five standard errors of 400,000 rows: wide enough to hold for any seed, narrow enough that another
//! parameter, rounding or clamp falls outside.

#![expect(clippy::disallowed_methods, reason = "the bounds are far wider than the last bits that differ")]

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};

use crate::support::{engine, whole};

const ROWS: usize = 400_000;

/// The column that `definition` makes, sorted, without nulls.
fn sorted(definition: &str) -> Vec<f64> {
    let cells = cells(definition);
    let cells = cast(&cells, &DataType::Float64).unwrap();
    let mut values: Vec<f64> = cells.as_primitive::<Float64Type>().iter().flatten().collect();
    values.sort_by(f64::total_cmp);
    values
}

fn cells(definition: &str) -> ArrayRef {
    let spec = format!(
        "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  t:\n    rows: {ROWS}\n    columns:\n      \
         id: serial\n      x: {definition}\n"
    );
    whole(&engine(&spec), "t").column(1).clone()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn sd(values: &[f64]) -> f64 {
    let mean = mean(values);
    (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64).sqrt()
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

fn share_of(values: &[f64], wanted: f64) -> f64 {
    values.iter().filter(|&&value| value == wanted).count() as f64 / values.len() as f64
}

#[track_caller]
fn close(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "found {found}, wanted {wanted} ± {tolerance}");
}

#[test]
fn uniform_integers_reach_both_ends_alike() {
    let values = sorted("{ int: { uniform: [1, 6] } }");
    for face in 1..=6 {
        close(share_of(&values, f64::from(face)), 1.0 / 6.0, 0.003);
    }
}

#[test]
fn uniform_decimals_fill_their_range() {
    let values = sorted("{ decimal: { uniform: [10, 20] }, scale: 2 }");
    close(mean(&values), 15.0, 0.025);
    close(sd(&values), 10.0 / 12_f64.sqrt(), 0.02);
    assert!(values[0] >= 10.0 && values[ROWS - 1] <= 20.0);
}

#[test]
fn uniform_floats_stay_below_the_upper_end() {
    let values = sorted("{ float: { uniform: [-1, 1] } }");
    close(mean(&values), 0.0, 0.005);
    assert!(values[0] >= -1.0 && values[ROWS - 1] < 1.0);
}

#[test]
fn normal_has_its_mean_deviation_and_quantiles() {
    let values = sorted("{ float: { normal: { mean: 100, sd: 15 } } }");
    close(mean(&values), 100.0, 0.12);
    close(sd(&values), 15.0, 0.1);
    close(quantile(&values, 0.5), 100.0, 0.15);
    close(quantile(&values, 0.977_25), 130.0, 0.35);
    close(quantile(&values, 0.001_35), 55.0, 1.2);
}

#[test]
fn normal_integers_are_rounded_to_the_nearest() {
    let values = sorted("{ int: { normal: { mean: 0, sd: 2 } } }");
    close(mean(&values), 0.0, 0.02);
    // P(−0.5 < z·2 < 0.5)
    close(share_of(&values, 0.0), 0.197_4, 0.003_5);
}

#[test]
fn lognormal_has_its_median_and_spread() {
    let values = sorted("{ decimal: { lognormal: { median: 20, sigma: 0.8 } }, scale: 2 }");
    close(quantile(&values, 0.5), 20.0, 0.17);
    close(quantile(&values, 0.841_34), 20.0 * 0.8_f64.exp(), 0.6);
    close(mean(&values), 20.0 * 0.32_f64.exp(), 0.25);
}

#[test]
fn exponential_has_its_mean_and_median() {
    let values = sorted("{ float: { exponential: 25 } }");
    close(mean(&values), 25.0, 0.2);
    close(quantile(&values, 0.5), 25.0 * 2_f64.ln(), 0.2);
    close(quantile(&values, 0.99), 25.0 * 100_f64.ln(), 2.0);
}

#[test]
fn poisson_has_its_shares() {
    let values = sorted("{ int: { poisson: 1.4 } }");
    close(share_of(&values, 0.0), (-1.4_f64).exp(), 0.004);
    close(share_of(&values, 1.0), 1.4 * (-1.4_f64).exp(), 0.004);
    close(mean(&values), 1.4, 0.01);
    close(sd(&values) * sd(&values), 1.4, 0.02);
}

#[test]
fn zipf_shares_fall_with_the_power_of_the_rank() {
    let values = sorted("{ int: { zipf: { max: 1000, s: 1.3 } } }");
    let total: f64 = (1..=1000).map(|rank| f64::from(rank).powf(-1.3)).sum();
    for rank in [1_u16, 2, 3, 10] {
        close(share_of(&values, f64::from(rank)), f64::from(rank).powf(-1.3) / total, 0.004);
    }
    assert!(values[0] >= 1.0 && values[ROWS - 1] <= 1000.0);
}

#[test]
fn choices_and_shares_are_met() {
    let cells = cells("{ choose: { a: 70%, b: 20%, c: rest } }");
    let texts = cast(&cells, &DataType::Utf8).unwrap();
    let share =
        |wanted| texts.as_string::<i32>().iter().filter(|value| *value == Some(wanted)).count() as f64 / ROWS as f64;
    close(share("a"), 0.7, 0.004);
    close(share("b"), 0.2, 0.004);
    close(share("c"), 0.1, 0.003);
}

#[test]
fn the_share_of_nulls_and_of_true_is_met() {
    close(cells("{ int: { uniform: [1, 2] }, nulls: 20% }").null_count() as f64 / ROWS as f64, 0.2, 0.004);
    close(cells("{ bool: 30% }").as_boolean().true_count() as f64 / ROWS as f64, 0.3, 0.004);
    assert_eq!(cells("{ bool: 100% }").as_boolean().true_count(), ROWS);
    assert_eq!(cells("{ bool: 0% }").as_boolean().true_count(), 0);
}

#[test]
fn instants_are_spread_evenly() {
    let cells = cells("{ time: { between: [as_of - 100d, as_of] } }");
    let micros = cast(&cells, &DataType::Int64).unwrap();
    let mut days: Vec<f64> =
        micros.as_primitive::<arrow::datatypes::Int64Type>().iter().flatten().map(|at| at as f64 / 86_400e6).collect();
    days.sort_by(f64::total_cmp);
    let end = 20_454.0; // 2026-01-01
    close(mean(&days), end - 50.0, 0.25);
    assert!(days[0] >= end - 100.0 && days[ROWS - 1] < end);
}
