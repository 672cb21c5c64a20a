//! What migrations take away from a tenant's own tables stays away, or is named where it comes back; and what shows among a
//! table's rows or counts its ids without being the table's own.

use super::rows::{digest, reset};
use super::*;
use reseed::store::{Preference, Way};

/// What is removed, the message about it, and a query that gives 0 while it is missing.
const TAKEN_AWAY: [(&str, &str, &str); 5] = [
    (
        "ALTER TABLE customers ALTER COLUMN code DROP NOT NULL",
        "NOT NULL of column \"customers.code\" (removed)",
        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'customers'::regclass AND attname = 'code' AND attnotnull",
    ),
    (
        "ALTER TABLE lines DROP CONSTRAINT lines_order_id_fkey",
        "constraint \"lines.lines_order_id_fkey\" (removed)",
        "SELECT count(*) FROM pg_constraint WHERE conrelid = 'lines'::regclass AND contype = 'f'",
    ),
    (
        "ALTER TABLE customers DROP CONSTRAINT customers_code_key",
        "constraint \"customers.customers_code_key\" (removed)",
        "SELECT count(*) FROM pg_constraint WHERE conrelid = 'customers'::regclass AND contype = 'u'",
    ),
    (
        "DO $$ BEGIN EXECUTE (SELECT format('DROP INDEX %s', i.indexrelid::regclass) FROM pg_index AS i
           WHERE i.indrelid = '\"Order \"\"Details\"\"\"'::regclass AND NOT i.indisprimary); END $$",
        "index \"Order \"Details\".",
        "SELECT count(*) FROM pg_index WHERE indrelid = '\"Order \"\"Details\"\"\"'::regclass AND NOT indisprimary",
    ),
    (
        "ALTER TABLE customers ALTER COLUMN id DROP IDENTITY",
        "identity of column \"customers.id\" (removed)",
        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'customers'::regclass AND attidentity <> ''",
    ),
];

on_own_tables!(what_a_migration_took_away_stays_away_until_it_is_asked_for, |mut sandbox| {
    let seed = digest(&sandbox);
    for (index, (take, told, is_there)) in TAKEN_AWAY.into_iter().enumerate() {
        // Also where the standby was made before.
        if index % 2 == 0 {
            sandbox.warm();
        }
        sandbox.make_a_mess("acme");
        sandbox.app().exec(take);
        let mess = digest(&sandbox);
        let foreseen = sandbox.dry_run(1);
        let swap = reset(&sandbox, take).swap.expect("it was swapped");
        assert_eq!((swap.by, &swap.why, swap.by), (foreseen.by, &foreseen.why, Way::Rows), "{take}");
        assert!(swap.why.as_ref().is_some_and(|why| why.contains(told)), "{take}: {:?}", swap.why);
        assert_eq!((digest(&sandbox), sandbox.app().integer(is_there)), (seed.clone(), 0), "{take}");
        sandbox.undo();
        assert_eq!((digest(&sandbox), sandbox.app().integer(is_there)), (mess, 0), "{take}");
        sandbox.policy.preference = Preference::DiscardChanges;
        assert_eq!(reset(&sandbox, take).swap.expect("it was swapped").by, Way::Move, "{take}");
        sandbox.policy.preference = Preference::Fitting;
        assert!(sandbox.app().integer(is_there) > 0 && sandbox.equals_seed("acme"), "{take}");
        assert_eq!(reset(&sandbox, take).swap.expect("it was swapped").by, Way::Move, "{take}: nothing is away");
    }
});

on_own_tables!(what_comes_back_because_nothing_carries_its_removal_is_named, |sandbox| {
    let column = "column \"customers.code\"";
    let lost: [(&str, &[&str]); 4] = [
        ("ALTER TABLE customers DROP COLUMN code", &[column, "constraint \"customers.customers_code_key\""]),
        ("ALTER TABLE customers DROP COLUMN born", &["column \"customers.born\""]),
        ("ALTER TABLE lines DROP CONSTRAINT lines_pkey", &["constraint \"lines.lines_pkey\""]),
        ("DROP TABLE lines", &["table \"lines\""]),
    ];
    for (take, told) in lost {
        let mut told: Vec<String> = told.iter().map(|line| (*line).to_owned()).collect();
        told.sort();
        sandbox.app().exec(take);
        let foreseen = sandbox.dry_run(1);
        let mut swap = reset(&sandbox, take).swap.expect("it was swapped");
        swap.brought_back.sort();
        assert_eq!((swap.by, &swap.brought_back), (Way::Move, &told), "{take}");
        let mut foretold = foreseen.brings_back;
        foretold.sort();
        assert_eq!((foreseen.by, foretold), (Way::Move, told), "{take}");
        assert!(sandbox.equals_seed("acme"), "{take}");
        assert!(reset(&sandbox, take).swap.expect("it was swapped").brought_back.is_empty(), "{take}");
    }
});

on_own_tables!(what_a_migration_removes_while_a_reset_waits_for_it_is_named_too, |sandbox| {
    sandbox.warm();
    let (mut migration, mut watch) = (sandbox.app(), sandbox.app());
    migration.exec("BEGIN; ALTER TABLE lines DROP COLUMN amount; ALTER TABLE customers ALTER code DROP NOT NULL");
    let swap = std::thread::scope(|threads| {
        threads.spawn(move || {
            let waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
            while watch.integer(waits) == 0 {
                watch.exec("SELECT pg_sleep(0.01)");
            }
            migration.exec("COMMIT");
        });
        reset(&sandbox, "beside a migration").swap.expect("it was swapped")
    });
    let told = ["NOT NULL of column \"customers.code\"", "column \"lines.amount\""];
    let mut found = swap.brought_back;
    found.sort();
    assert_eq!((swap.by, found), (Way::Move, told.map(str::to_owned).to_vec()));
    assert!(sandbox.equals_seed("acme"));
});

on_own_tables!(rows_of_a_table_that_inherits_are_no_seed_and_named, |sandbox| {
    let mut app = sandbox.app();
    app.exec("CREATE TABLE heirs () INHERITS (lines); ALTER TABLE heirs ENABLE ROW LEVEL SECURITY");
    app.exec("ALTER TABLE heirs FORCE ROW LEVEL SECURITY");
    reset(&sandbox, "with an heir");
    assert!(sandbox.equals_seed("acme"), "it has no rows");
    app.exec("ALTER TABLE heirs NO FORCE ROW LEVEL SECURITY");
    app.exec("INSERT INTO heirs VALUES (1, 1, 1)");
    let found = sandbox.verify();
    let named: Vec<&str> = found.schema.iter().map(|difference| difference.name.as_str()).collect();
    assert_eq!((found.equals_seed, named), (false, vec!["acme.heirs"]));
    let foreseen = sandbox.dry_run(1);
    assert!(foreseen.obstacle.is_some_and(|why| why.contains("table \"acme.heirs\" inherits from table \"lines\"")));
    app.exec("ALTER TABLE heirs NO INHERIT lines");
    reset(&sandbox, "without an heir");
    assert!(sandbox.equals_seed("acme"));
    assert_eq!(app.integer("SELECT count(*) FROM heirs"), 1, "its rows are its own");
});

on_own_tables!(the_counter_of_a_column_is_the_sequence_that_gives_its_values, |sandbox| {
    let mut app = sandbox.app();
    app.exec(
        "CREATE SEQUENCE early; ALTER TABLE customers ALTER COLUMN id DROP IDENTITY;
         ALTER TABLE customers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (START 41);
         ALTER SEQUENCE early OWNED BY customers.id; CREATE SEQUENCE late OWNED BY customers.id;
         CREATE SEQUENCE other OWNED BY customers.name",
    );
    let counters = || {
        let found = sandbox.verify();
        found.schema.iter().filter(|difference| difference.object == "counter").count()
    };
    assert_eq!(counters(), 0, "the next id is 41");
    app.exec("SELECT nextval('late'); INSERT INTO customers (code) VALUES ('00000000-0000-0000-0000-000000000000')");
    assert_eq!(counters(), 1);
    reset(&sandbox, "by rows");
    assert_eq!(counters(), 0, "the next id is 41 again");
    app.exec("INSERT INTO customers (code) VALUES ('00000000-0000-0000-0000-000000000000')");
    assert_eq!(app.integer("SELECT max(id) FROM customers"), 41);
    assert_eq!(app.integer("SELECT (SELECT last_value FROM early) + (SELECT last_value FROM late)"), 2);
});
