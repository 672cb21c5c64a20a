//! Many tenants: what a thousand of them in the same tables do to a swap, a query and a session.

use std::time::Instant;

use reseed::reset::Operations;
use reseed::store::TenantName;
use reseed::store::postgres::Layout;

use super::server::policy;
use super::{Scale, line, quantiles, server};

/// How many there are when it is measured.
const STEPS: [usize; 3] = [10, 100, 1_000];
const RESETS: usize = 20;

pub fn run(scale: Scale) {
    let server = server(scale);
    let store = server.store(Layout::Shared);
    let (mut there, watch) = (0, Instant::now());
    for step in STEPS {
        let step = if scale.quick { step / 10 } else { step };
        while there < step {
            server.up(&store, &format!("tenant-{there}"), 5);
            there += 1;
        }
        let up_s = format!("{:.1}", watch.elapsed().as_secs_f64());
        let tenant: TenantName = "tenant-0".parse().expect("a name");
        let operations = Operations::new(&store, policy());
        let mut times_ms = Vec::new();
        for _ in 0..RESETS {
            server.runtime.block_on(operations.warm(&tenant)).expect("a standby");
            let receipt = server.runtime.block_on(operations.reset(&tenant, None)).expect("the reset");
            times_ms.push(receipt.swap.expect("it was swapped").swap_ms);
        }
        // Only such a role may look at a session's memory.
        let mut session = server.superuser();
        let query = "EXPLAIN (SUMMARY) SELECT count(*) FROM bench.orders WHERE tenant_id = 'tenant-0'";
        let first_ms = session.time(query);
        let lines = session.lines(query);
        let plan_ms = lines.iter().find_map(|line| line.strip_prefix("Planning Time: ")?.strip_suffix(" ms"));
        let memory = session.integer("SELECT sum(used_bytes)::bigint FROM pg_backend_memory_contexts");
        let predicted = server.runtime.block_on(store.examine()).expect("findings");
        let predicted = predicted
            .iter()
            .find(|finding| finding.about == "predicted swap time")
            .map(|finding| finding.found.clone());
        let [half, most] = &quantiles(times_ms, &[0.5, 0.99])[..] else { unreachable!("two shares") };
        line(&[
            "tenants",
            &scale.version.to_string(),
            &there.to_string(),
            "up s",
            &up_s,
            "swap ms p50 p99",
            half,
            most,
            "first query ms",
            &format!("{first_ms:.2}"),
            "planning ms",
            plan_ms.unwrap_or("?"),
            "session bytes",
            &memory.to_string(),
            "doctor",
            predicted.as_deref().unwrap_or("?"),
        ]);
    }
}
