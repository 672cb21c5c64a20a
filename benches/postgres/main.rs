//! What a reset on PostgreSQL costs, and whom. Each word of the command line is one benchmark:
//!
//! ```text
//! cargo bench --bench postgres -- size neighbours load tenants [--pg 15|18] [--quick]
//! ```
//! Lines go to stdout, tab-separated; benches/README.md has the method and results. Servers are throw-away ones, with
//! fsync off, in a temporary folder.

mod load;
mod neighbours;
mod server;
mod size;
mod tenants;
// A build for measuring has no testkit. Restarts are for tests.
#[path = "../../src/testkit/server.rs"]
#[allow(dead_code)]
mod throwaway;
mod turns;

use server::Server;

/// What is measured.
#[derive(Clone, Copy)]
pub struct Scale {
    /// Servers' major version.
    pub version: u16,
    /// A hundredth of the work: whether it runs at all.
    pub quick: bool,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let after = |flag: &str| words.iter().skip_while(|word| *word != flag).nth(1);
    let versions = match after("--pg").map(String::as_str) {
        None => vec![15, 18],
        Some(version) => vec![version.parse().expect("15 or 18")],
    };
    let is_named = |name: &str| words.iter().any(|word| word == name);
    let wanted: Vec<_> = BENCHMARKS.iter().filter(|(name, _)| is_named(name)).collect();
    assert!(!wanted.is_empty(), "name at least one of: {}", BENCHMARKS.map(|(name, _)| name).join(" "));
    for version in versions {
        let scale = Scale { version, quick: is_named("--quick") };
        wanted.iter().for_each(|(_, run)| run(scale));
    }
}

/// A word of the command line, and what it measures.
type Benchmark = (&'static str, fn(Scale));

const BENCHMARKS: [Benchmark; 4] =
    [("size", size::run), ("neighbours", neighbours::run), ("load", load::run), ("tenants", tenants::run)];

/// The values at these shares of a sorted list, in milliseconds.
pub fn quantiles(mut values_ms: Vec<f64>, shares: &[f64]) -> Vec<String> {
    values_ms.sort_by(f64::total_cmp);
    let at = |share: &f64| values_ms[((values_ms.len() - 1) as f64 * share).round() as usize];
    shares.iter().map(|share| format!("{:.2}", at(share))).collect()
}

/// One result.
pub fn line(fields: &[&str]) {
    println!("{}", fields.join("\t"));
}

/// A server for one benchmark.
pub fn server(scale: Scale) -> Server {
    Server::start(scale.version)
}
