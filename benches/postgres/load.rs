//! Load speed: `up` of one table beside the server's own COPY of the same rows from a binary file.

use std::time::Instant;

use reseed::store::postgres::Layout;

use super::server::plan;
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

pub fn run(scale: Scale) {
    let rows = if scale.quick { ROWS / 100 } else { ROWS };
    let server = server(scale);
    let store = server.store(Layout::Schema);
    let (up_s, load_s) = server.up_plan(&store, plan(SPEC, "acme", &[("rows_wanted", rows)]));
    // The same rows, with the same columns and constraints, through the server's own file reader.
    let mut session = server.connect();
    let mut admin = server.superuser();
    let file = format!("{}/rows.bin", server.folder());
    admin.exec(&format!("COPY acme.payments TO '{file}' (FORMAT binary)"));
    session.exec("CREATE TABLE public.plain (LIKE acme.payments)");
    let copy_s = {
        let watch = Instant::now();
        admin.exec(&format!(
            "BEGIN; TRUNCATE public.plain; COPY public.plain FROM '{file}' (FORMAT binary, FREEZE); COMMIT"
        ));
        watch.elapsed().as_secs_f64()
    };
    let keys_s = session.time("ALTER TABLE public.plain ADD PRIMARY KEY (id)") / 1000.0;
    session.exec("CREATE TABLE public.inserted (LIKE acme.payments INCLUDING ALL)");
    let insert_s = session.time("INSERT INTO public.inserted SELECT * FROM public.plain") / 1000.0;
    let pg = scale.version.to_string();
    for (what, seconds) in [
        ("up: rows made, sent, stored", load_s),
        ("up, with read-back, seal, standby and keys", up_s),
        ("COPY FROM a binary file", copy_s),
        ("its primary key", keys_s),
        ("INSERT SELECT with primary key", insert_s),
    ] {
        let speed = format!("{:.0}", rows as f64 / seconds);
        line(&["load", &pg, what, &rows.to_string(), "rows", &format!("{seconds:.2}"), "s", &speed, "rows/s"]);
    }
}
