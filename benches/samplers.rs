//! Nanoseconds per value of the numeric core: `cargo bench --bench samplers`.
//!
//! Every line is the best of seven runs over a million values on one thread, in batches of 8,192; samplers include the
//! draw of their random number.

use std::hint::black_box;
use std::time::Instant;

use reseed::values::permutation::{Permutation, WidePermutation};
use reseed::values::random::{Key, draw, mix};
use reseed::values::sampler::{
    ContinuousDistribution, ContinuousSampler, DiscreteDistribution, DiscreteSampler, WeightedSampler,
};

const VALUES: u64 = 1 << 20;
const BATCH: usize = 8_192;

fn main() {
    let key = Key::of(&["bench"]);
    per_value("draw", 0, |out, first| each(out, first, |row| draw(key, row, 0)));
    per_value("mix", 0, |out, first| each(out, first, |index| mix(key.0, index)));
    for capacity in [VALUES, 2_000_003, 1 << 40] {
        let permutation = Permutation::new(key, capacity);
        per_value(&format!("permutation of {capacity}"), 0, |out, first| {
            each(out, first, |index| permutation.at(index))
        });
    }
    let wide = WidePermutation::new(key);
    per_value("permutation of 2^64", 0, |out, first| each(out, first, |index| wide.at(index)));
    weighted(key);
    discrete(key);
    continuous(key);
}

fn weighted(key: Key) {
    for weights in [vec![92, 8], vec![5, 4, 3, 2, 1, 1], (1..=256).collect(), (1..=100_000).collect::<Vec<u64>>()] {
        let sampler = WeightedSampler::new(&weights).expect("positive weights");
        let name = format!("weighted pick of {}", weights.len());
        per_value(&name, 0, |out: &mut [u32], first| sampler.fill(randoms(key, first), out));
    }
}

fn discrete(key: Key) {
    for distribution in [
        DiscreteDistribution::UniformInt { low: 1, high: 6 },
        DiscreteDistribution::Poisson { mean: 1.4 },
        DiscreteDistribution::Zipf { max: 60, s: 1.3 },
        DiscreteDistribution::Zipf { max: 100_000, s: 1.1 },
        DiscreteDistribution::Zipf { max: 1_000_000, s: 1.1 },
        DiscreteDistribution::Zipf { max: 1 << 40, s: 1.1 },
        DiscreteDistribution::Geometric { share: 0.1 },
    ] {
        let sampler = made(&format!("{distribution:?}"), || DiscreteSampler::new(distribution));
        per_value(&format!("{distribution:?}"), 0, |out: &mut [i64], first| sampler.fill(randoms(key, first), out));
    }
}

fn continuous(key: Key) {
    for distribution in [
        ContinuousDistribution::Uniform { low: 0.0, high: 10.0 },
        ContinuousDistribution::Normal { mean: 100.0, sd: 15.0 },
        ContinuousDistribution::LogNormal { median: 20.0, sigma: 0.8 },
    ] {
        let sampler = made(&format!("{distribution:?}"), || ContinuousSampler::new(distribution));
        per_value(&format!("{distribution:?} as float"), 0.0, |out: &mut [f64], first| {
            sampler.fill(randoms(key, first), out)
        });
        let name = format!("{distribution:?} as decimal");
        per_value(&name, 0, |out: &mut [i128], first| sampler.fill_scaled(randoms(key, first), 2, out));
    }
}

fn randoms(key: Key, first: u64) -> impl Iterator<Item = u64> {
    (first..).map(move |row| draw(key, row, 0))
}

fn each(out: &mut [u64], first: u64, value: impl Fn(u64) -> u64) {
    out.iter_mut().zip(first..).for_each(|(out, index)| *out = value(index));
}

fn made<T>(name: &str, make: impl FnOnce() -> Result<T, String>) -> T {
    let start = Instant::now();
    let sampler = make().expect("parameters in range");
    println!("{:8.2} ms to make {name}", start.elapsed().as_secs_f64() * 1e3);
    sampler
}

fn per_value<T: Copy>(name: &str, zero: T, fill: impl Fn(&mut [T], u64)) {
    let mut out = vec![zero; BATCH];
    let run = || {
        let start = Instant::now();
        for first in (0..VALUES).step_by(BATCH) {
            fill(&mut out, first);
            black_box(&out);
        }
        start.elapsed().as_secs_f64()
    };
    let best = std::iter::repeat_with(run).take(7).fold(f64::INFINITY, f64::min);
    println!("{:8.2} ns per value: {name}", best * 1e9 / VALUES as f64);
}
