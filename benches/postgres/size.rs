//! Size does not matter: swaps of a tenant of 10 MB, 100 MB and 1 GB, next to other ways to restore its rows.

use std::time::Instant;

use futures_util::StreamExt;
use reseed::store::postgres::Layout;
use reseed::store::{Store, TenantName};
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};

use super::server::{Server, Session};
use super::turns::Turns;
use super::{Scale, line, quantiles, server};

/// Swaps per size.
const SWAPS: usize = 100;
/// Customers of a tenant, and what its live tables come to.
const SIZES: [(&str, u64); 3] = [("10 MB", 9_000), ("100 MB", 90_000), ("1 GB", 900_000)];
/// How often each of the other ways is taken.
const OTHERS: usize = 3;

pub fn run(scale: Scale) {
    for layout in [Layout::Shared, Layout::Schema] {
        let server = server(scale);
        let store = server.store(layout);
        let mut medians = Vec::new();
        for (size, customers) in SIZES {
            let customers = if scale.quick { customers / 100 } else { customers };
            let name = size.replace(' ', "").to_lowercase();
            let up_s = server.up(&store, &name, customers);
            let tenant: TenantName = name.parse().expect("a name");
            let live = server.runtime.block_on(store.sizes(&tenant)).expect("sizes").live_bytes;
            let mut turns = Turns::new(&server, &store, &name);
            // The first one follows a load, whose pages are still being written.
            turns.swap();
            let times = (0..if scale.quick { 10 } else { SWAPS }).map(|_| turns.swap()).collect();
            drop(turns);
            let [half, most, all] = &quantiles(times, &[0.5, 0.99, 1.0])[..] else { unreachable!("three shares") };
            let (pg, bytes, up) = (scale.version.to_string(), live.to_string(), format!("{up_s:.1}"));
            line(&["size", &pg, layout.word(), size, &bytes, "swap ms p50 p99 max", half, most, all, "up s", &up]);
            medians.push(half.parse::<f64>().expect("a number"));
        }
        let ratio = format!("{:.2}", medians[2] / medians[0]);
        line(&["size", &scale.version.to_string(), layout.word(), "1 GB / 10 MB", "", "median ratio", &ratio]);
        if layout == Layout::Shared {
            others(scale, &server);
        }
    }
}

/// What else puts a tenant's rows back, on plain tables of the same rows.
fn others(scale: Scale, server: &Server) {
    let mut session = server.connect();
    for (size, _) in SIZES {
        let tenant = size.replace(' ', "").to_lowercase();
        session.exec(&format!(
            "DROP TABLE IF EXISTS live, kept; CREATE TABLE kept AS SELECT * FROM bench.order_lines WHERE tenant_id = '{tenant}';
             CREATE TABLE live (LIKE bench.order_lines INCLUDING ALL); INSERT INTO live SELECT * FROM kept; ANALYZE live, kept"
        ));
        let insert = "BEGIN; TRUNCATE live; INSERT INTO live SELECT * FROM kept; COMMIT";
        let times = (0..OTHERS).map(|_| session.time(insert)).collect();
        let half = &quantiles(times, &[0.5])[0];
        line(&["size", &scale.version.to_string(), "one table", size, "", "TRUNCATE + INSERT SELECT", half]);
        for (way, empty) in [("TRUNCATE + COPY", "TRUNCATE live"), ("DELETE + COPY", "DELETE FROM live")] {
            let times = (0..OTHERS).map(|_| copied(server, &mut session, empty)).collect();
            let half = &quantiles(times, &[0.5])[0];
            line(&["size", &scale.version.to_string(), "one table", size, "", way, half]);
        }
    }
    drop(session);
    for (size, _) in SIZES {
        let tenant = size.replace(' ', "").to_lowercase();
        let times = (0..OTHERS).map(|_| template(server, &tenant)).collect();
        let half = &quantiles(times, &[0.5])[0];
        line(&["size", &scale.version.to_string(), "one table", size, "", "CREATE DATABASE TEMPLATE", half]);
    }
}

/// Milliseconds to empty `live` and fill it with the rows of `kept` through the client, as a loader does.
fn copied(server: &Server, session: &mut Session<'_>, empty: &str) -> f64 {
    let mut other = server.connect();
    let watch = Instant::now();
    session.exec(&format!("BEGIN; {empty}"));
    pipe(server, &mut other.connection, "COPY kept", &mut session.connection, "COPY live");
    session.exec("COMMIT");
    watch.elapsed().as_secs_f64() * 1000.0
}

/// Milliseconds to make a database from one that holds a tenant's rows and nothing else.
fn template(server: &Server, tenant: &str) -> f64 {
    let mut admin = server.connect();
    admin.exec("DROP DATABASE IF EXISTS again");
    admin.exec("DROP DATABASE IF EXISTS source");
    admin.exec("CREATE DATABASE source");
    let address = server.address.replace("/reseed?", "/source?");
    let mut source = server.runtime.block_on(PgConnection::connect(&address)).expect("the server answers");
    let create = "CREATE TABLE kept (tenant_id text, order_id text, line_no text, quantity text, amount text)";
    server.runtime.block_on(source.execute(create)).expect("a table");
    let rows = format!(
        "COPY (SELECT tenant_id, order_id::text, line_no::text, quantity::text, amount::text FROM bench.order_lines WHERE tenant_id = '{tenant}')"
    );
    pipe(server, &mut admin.connection, &rows, &mut source, "COPY kept");
    server.runtime.block_on(source.close()).expect("a farewell");
    admin.time("CREATE DATABASE again TEMPLATE source")
}

/// Hands the server's own stream from one connection to another.
fn pipe(server: &Server, from: &mut PgConnection, out: &str, to: &mut PgConnection, into: &str) {
    server.runtime.block_on(async {
        let mut rows = from.copy_out_raw(&format!("{out} TO STDOUT (FORMAT binary)")).await.expect("rows");
        let mut filling = to.copy_in_raw(&format!("{into} FROM STDIN (FORMAT binary)")).await.expect("a table");
        while let Some(bytes) = rows.next().await {
            filling.send(bytes.expect("rows")).await.expect("they are taken");
        }
        filling.finish().await.expect("they are taken");
    });
}
