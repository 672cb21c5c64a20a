//! What `status` says of live data that it does not read.

use std::process::Command;

use super::server::{Server, database_at};
use super::*;
use reseed::reset::LiveState;
use reseed::testkit::dataset::CUSTOMERS;

impl Sandbox {
    fn live(&self) -> LiveState {
        self.status().live
    }
}

/// What makes the server count from zero again.
#[derive(Clone, Copy, Debug)]
enum Restart {
    /// `pg_stat_reset()`.
    Asked,
    /// A session dies: the server recovers with the same postmaster, so under the same start time.
    SessionKilled,
    /// The postmaster dies: the server is started again, or another one takes over.
    ServerKilled,
}

impl Restart {
    fn happen(self, server: &mut Server, sandbox: &Sandbox) {
        match self {
            Restart::Asked => sandbox.app_as("postgres", "acme").exec("SELECT pg_stat_reset()"),
            Restart::ServerKilled => server.crash(),
            Restart::SessionKilled => {
                let (mut app, mut witness) = (sandbox.app(), sandbox.app());
                let pid = app.integer("SELECT pg_backend_pid()::bigint").to_string();
                let killed = Command::new("kill").args(["-9", &pid]).status().expect("kill runs");
                assert!(killed.success());
                // That connection ends at once; the others end when the server has noticed, and then it recovers
                // before it lets anyone in.
                for session in [&mut app, &mut witness] {
                    while session.try_exec("SELECT pg_sleep(0.01)").is_ok() {}
                }
                let connect = || PgConnection::connect(&sandbox.url);
                while sandbox.runtime.block_on(connect()).is_err() {}
            }
        }
    }
}

in_shared_tables!(statistics_that_started_again_are_no_evidence_for_the_seed, |ground| {
    let mut server = Server::start(ground.version, &[]);
    let sandbox = Sandbox::at(database_at(&server.address), Layout::Shared);
    sandbox.up("acme", 0);
    for restart in [Restart::Asked, Restart::SessionKilled, Restart::ServerKilled] {
        sandbox.warm();
        restart.happen(&mut server, &sandbox);
        sandbox.reset();
        assert_eq!(sandbox.live(), LiveState::Seed, "{restart:?}");
        // One row in place: the file keeps its size, and the server counts the write at once.
        sandbox.app().exec(
            "UPDATE customers SET balance = balance + 1 WHERE :mine AND id = 7; SELECT pg_stat_force_next_flush()",
        );
        restart.happen(&mut server, &sandbox);
        assert_eq!(sandbox.live(), LiveState::MayDiffer, "{restart:?}");
        let reset = sandbox.reset();
        assert!(reset.changed && sandbox.equals_seed("acme"), "{restart:?}: nothing was skipped");
    }
});

in_shared_tables!(writes_of_a_role_that_are_not_counted_leave_no_evidence_for_the_seed, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let database = sandbox.url.split(['/', '?']).nth(3).expect("its name");
    let mut superuser = sandbox.app_as("postgres", "acme");
    superuser.exec(&format!("ALTER ROLE reseed IN DATABASE {database} SET track_counts = off"));
    sandbox.reset();
    assert_eq!(sandbox.live(), LiveState::MayDiffer);
    superuser.exec(&format!("ALTER ROLE reseed IN DATABASE {database} RESET track_counts"));
    sandbox.reset();
    assert_eq!(sandbox.live(), LiveState::Seed);
});

everywhere!(what_is_declared_otherwise_is_not_as_seeded_though_no_row_was_written, |ground| {
    let counter = "SELECT nextval(d.objid::regclass) FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid
        JOIN reseed.relations AS r ON r.relation = d.refobjid JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
        WHERE c.place = 'live' AND q.relkind = 'S' AND d.deptype IN ('a', 'i')";
    let own = ["ALTER TABLE customers ADD COLUMN note text", "CREATE INDEX noted ON customers (name)"];
    let own = own.into_iter().filter(|_| ground.layout == Layout::Schema);
    // A copy of a database has no statistics, which are the evidence.
    let seeded = || {
        let sandbox = Sandbox::new(ground);
        sandbox.up("acme", 0);
        sandbox
    };
    // What a tenant adds to tables of its own stays through a reset, so each has a tenant for itself.
    for statement in own.chain([counter]) {
        let sandbox = seeded();
        assert_eq!(sandbox.live(), LiveState::Seed);
        sandbox.app().exec(statement);
        assert_eq!(sandbox.live(), LiveState::MayDiffer, "{statement}");
        // What was added stays through a reset, so for `verify` the rows decide.
        assert_eq!(sandbox.equals_seed("acme"), statement != counter, "{statement}");
    }
    let sandbox = seeded();
    sandbox.app().exec("TRUNCATE lines");
    assert_ne!(sandbox.live(), LiveState::Seed, "{CUSTOMERS} customers without lines");
});
