//! Load speed: `up` of one table against the server's own COPY of the same rows from a binary file.

use reseed::reset::Operations;
use reseed::store::postgres::Layout;

use super::server::{Server, plan, policy};
use super::{Scale, line, server};

/// Rows of the table.
const ROWS: u64 = 5_000_000;

const SPEC: &str = "
reseed: 1
dataset: load
as_of: 2026-01-01T00:00:00Z
params:
  rows_wanted: 1_000
tables:
  payments:
    rows: $rows_wanted
    columns:
      id:          serial
      customer_id: { int: { uniform: [1, 100000] } }
      amount:      { decimal: { lognormal: { median: 40, sigma: 0.8 } }, min: 1, max: 9999, scale: 2 }
      currency:    { choose: { EUR: 5, USD: 3, GBP: 2 } }
      paid_at:     { time: { between: [as_of - 2y, as_of] } }
      note:        { words: [3, 6] }
";

/// How often each way is taken, in turns.
const ROUNDS: usize = 3;

/// What is timed, in this order in every round.
const WAYS: [&str; 5] = [
    "up: rows made, sent, stored",
    "up, with read-back, seal, standby and keys",
    "COPY FROM a binary file",
    "its primary key",
    "INSERT SELECT with primary key",
];

pub fn run(scale: Scale) {
    let rows = if scale.quick { ROWS / 100 } else { ROWS };
    let server = server(scale);
    let rounds: Vec<[f64; WAYS.len()]> = (0..ROUNDS).map(|number| round(&server, number, rows)).collect();
    let half = |way: usize| {
        let mut seconds: Vec<f64> = rounds.iter().map(|round| round[way]).collect();
        seconds.sort_by(f64::total_cmp);
        seconds[ROUNDS / 2]
    };
    let pg = scale.version.to_string();
    for (way, what) in WAYS.into_iter().enumerate() {
        let all: Vec<String> = rounds.iter().map(|round| format!("{:.2}", round[way])).collect();
        let speed = format!("{:.0}", rows as f64 / half(way));
        line(&["load", &pg, what, &rows.to_string(), "rows", "s", &all.join(" "), "median rows/s", &speed]);
    }
    line(&["load", &pg, "up against COPY", "", "", "median ratio", &format!("{:.2}", half(2) / half(0))]);
}

/// The seconds of each way, each of which begins with nothing left to write.
fn round(server: &Server, number: usize, rows: u64) -> [f64; WAYS.len()] {
    let (mut session, mut admin) = (server.connect(), server.superuser());
    let (tenant, store) = (format!("tenant{number}"), server.store(Layout::Schema));
    admin.exec("CHECKPOINT");
    let (up_s, load_s) = server.up_plan(&store, plan(SPEC, &tenant, &[("rows_wanted", rows)]));
    // The same rows, with the same columns and constraints, through the server's own file reader.
    let file = format!("{}/rows.bin", server.folder());
    admin.exec(&format!("COPY {tenant}.payments TO '{file}' (FORMAT binary)"));
    session.exec(&format!("CREATE TABLE public.plain (LIKE {tenant}.payments)"));
    admin.exec("CHECKPOINT");
    let copy = format!("BEGIN; TRUNCATE public.plain; COPY public.plain FROM '{file}' (FORMAT binary, FREEZE); COMMIT");
    let copy_s = admin.time(&copy) / 1000.0;
    let keys_s = session.time("ALTER TABLE public.plain ADD PRIMARY KEY (id)") / 1000.0;
    session.exec(&format!("CREATE TABLE public.inserted (LIKE {tenant}.payments INCLUDING ALL)"));
    admin.exec("CHECKPOINT");
    let insert_s = session.time("INSERT INTO public.inserted SELECT * FROM public.plain") / 1000.0;
    session.exec("DROP TABLE public.inserted, public.plain");
    let operations = Operations::new(&store, policy());
    let tenant = tenant.parse().expect("a name");
    server.runtime.block_on(operations.down(&tenant, None)).expect("the tenant goes");
    [load_s, up_s, copy_s, keys_s, insert_s]
}
