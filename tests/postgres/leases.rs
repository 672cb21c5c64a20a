//! The lease of a tenant: one holder at a time, granted by the owner only, and named.

use super::*;
use reseed::store::{Caller, ErrorKind, Store};

/// A role that may connect and no more.
fn guest(sandbox: &Sandbox) -> App<'_> {
    let (_, database) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
    let role = format!("{}_guest", database.split_once('?').expect("a socket's folder").0);
    sandbox.app_as("postgres", "acme").exec(&format!("CREATE ROLE {role} LOGIN"));
    sandbox.app_as(&role, "acme")
}

/// The numbers of the locks that reseed has ever taken under numbers that are known.
const KNOWN_NUMBERS: &str = "SELECT pg_advisory_lock(1920165220, number) FROM generate_series(1, 50) AS number;
    SELECT pg_advisory_lock(1920167524, hashtext(name)) FROM (VALUES ('acme'), ('globex')) AS t (name);
    SELECT pg_advisory_lock(1920164716, 0); SELECT pg_advisory_lock(1920165486, 0)";
/// The numbers of the locks that leases have now.
const NUMBERS: &str = "FROM (SELECT DISTINCT (classid::bigint << 32) + objid::bigint AS number FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS t";

grounds!(a_role_that_may_only_connect_stops_no_command, [pg15_schema, pg18_shared], |ground| {
    let sandbox = Sandbox::new(ground);
    let mut greedy = guest(&sandbox);
    greedy.exec(KNOWN_NUMBERS);
    // sqlx's own lock, which it has before it migrates.
    greedy.exec(&format!("SELECT pg_advisory_lock({})", lock_of_migrations(&mut sandbox.app())));
    ["acme", "globex"].iter().for_each(|tenant| sandbox.up(tenant, 0));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _stop = Done(&done);
        scope.spawn(|| {
            // Queues for every lock that it sees, and keeps those that it gets.
            greedy.exec("SET lock_timeout = '20ms'");
            while !done.load(Ordering::Relaxed) {
                let _ = greedy.try_exec(&format!("SELECT pg_advisory_lock(number) {NUMBERS}; SELECT pg_sleep(0.005)"));
            }
        });
        for _ in 0..3 {
            sandbox.reset();
        }
        sandbox.tenant("globex").down();
        sandbox.reconcile();
        let nodes = sandbox.drop_nodes();
        assert_eq!(nodes.dropped > 0, ground.layout == Layout::Shared, "{nodes:?}");
    });
    assert!(sandbox.equals_seed("acme"));
});

/// What sqlx calls it: a constant times the CRC-32 of the database's name.
fn lock_of_migrations(app: &mut App<'_>) -> i64 {
    let query = sqlx::query_scalar("SELECT current_database()::text");
    let database: String = app.runtime.block_on(query.fetch_one(&mut app.connection)).expect("a name");
    let crc = database.bytes().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    });
    0x3d32_ad9e * i64::from(!crc)
}

in_shared_tables!(the_holder_of_a_lease_is_named_and_what_queues_for_its_lock_is_not_one, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (holder, waiter) = (sandbox.store(), sandbox.store());
    let (holder, block_on) = (holder.called_by(Caller::default().named("snapshot save")), &sandbox.runtime);
    let lease = block_on.block_on(holder.lease(&name("acme"), Duration::ZERO)).expect("it is free");
    let wait = Duration::from_millis(30);
    let Err(error) = block_on.block_on(waiter.lease(&name("acme"), wait)) else { panic!("two leases") };
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    let (told, process) = (error.to_string(), std::process::id());
    let expected = format!("another operation is running: \"snapshot save\" by process {process} on host \"");
    assert!(told.contains(&expected) && told.contains("of role \"reseed\", since 20"), "{told}");

    let mut guest = guest(&sandbox);
    std::thread::scope(|scope| {
        let queue = scope.spawn(|| {
            guest.exec(&format!("SELECT pg_advisory_lock(number) {NUMBERS}"));
            guest
        });
        sandbox.until(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        );
        drop(lease);
        let _guest = queue.join().expect("it has the lock of the lease that was given back");
        block_on.block_on(waiter.lease(&name("acme"), Duration::ZERO)).expect("no operation runs on the tenant");
    });
});

in_shared_tables!(a_command_of_an_older_version_and_a_new_one_never_have_a_tenant_at_once, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (store, block_on) = (sandbox.store(), &sandbox.runtime);
    let mut older = sandbox.app();
    let locks = [
        ("1920165220, id", "reseed.tenants WHERE name = 'acme'"),
        ("1920167524, hashtext(name)", "reseed.tenants WHERE name = 'acme'"),
    ];
    for (number, from) in locks {
        older.exec(&format!("SELECT pg_advisory_lock({number}) FROM {from}"));
        let Err(error) = block_on.block_on(store.lease(&name("acme"), Duration::ZERO)) else {
            panic!("an older version works on it")
        };
        assert!(error.to_string().contains("\"an older version of reseed\""), "{error}");
        older.exec("SELECT pg_advisory_unlock_all()");
        let lease = block_on.block_on(store.lease(&name("acme"), Duration::ZERO)).expect("it is free");
        let free = format!("SELECT pg_try_advisory_lock({number})::integer::bigint FROM {from}");
        assert_eq!(older.integer(&free), 0, "an older version waits");
        drop(lease);
        sandbox.until(&format!("SELECT pg_try_advisory_xact_lock({number})::integer::bigint FROM {from}"));
    }
});

everywhere!(a_tenant_is_free_once_its_operation_has_ended, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (store, block_on) = (sandbox.store(), &sandbox.runtime);
    let operations = reseed::reset::Operations::new(&store, sandbox.policy);
    for round in 0..10 {
        let lease = block_on.block_on(async {
            let ended = operations.undo(&name("acme"), Some(99), None).await;
            assert!(ended.is_err(), "there is no such state");
            store.release(store.lease_for_upkeep(&name("acme"), Duration::ZERO).await?).await;
            operations.reset(&name("acme"), None).await.expect("the reset");
            store.lease_for_upkeep(&name("acme"), Duration::ZERO).await
        });
        let Ok(lease) = lease else { panic!("round {round}: it is still held") };
        block_on.block_on(store.release(lease));
    }
});

in_own_schemas!(a_connection_that_is_kept_for_later_has_no_transaction, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let store = sandbox.store();
    let admitted = sandbox.runtime.block_on(store.admit(&name("nobody"), "shop", &plan().tables));
    assert_eq!(admitted.expect("such a tenant has gone meanwhile"), Vec::<String>::new());
    let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    assert_eq!(sandbox.app().integer(open), 0);
});

in_shared_tables!(a_backup_and_a_deletion_leave_nothing_that_the_next_command_meets, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (store, block_on) = (sandbox.store(), &sandbox.runtime);
    let tenant = name("acme");
    for round in 0..10 {
        sandbox.tenant(tenant.as_str()).save("mine");
        let operations = reseed::reset::Operations::new(&store, sandbox.policy);
        let taken = block_on.block_on(async {
            operations.delete(&tenant, "mine").await.expect("it is there");
            store.lease_for_upkeep(&tenant, Duration::ZERO).await
        });
        let Ok(lease) = taken else { panic!("round {round}: the deletion's lease is still held") };
        block_on.block_on(store.release(lease));
    }
    // What a command prunes after its receipt is waited for by a backup, too.
    let lease = block_on.block_on(store.lease_for_upkeep(&tenant, Duration::ZERO)).expect("it is free");
    let other = sandbox.store();
    let backup = block_on.spawn(async move { other.hold_still(Duration::ZERO).await.map(drop) });
    std::thread::sleep(Duration::from_millis(300));
    assert!(!backup.is_finished(), "it waits");
    block_on.block_on(store.release(lease));
    let held = block_on.block_on(backup).expect("it does not panic");
    held.unwrap_or_else(|error| panic!("{error}"));
});
