//! What a move of tables would not carry: rows come back all the same, and the tables stay what they are.

use super::*;
use reseed::reset::{Proof, Receipt};
use reseed::store::{ErrorKind, OnBlockers, Preference, Way};

pub fn reset(sandbox: &Sandbox, what: &str) -> Receipt {
    sandbox.try_reset().unwrap_or_else(|error| panic!("{what}: {error}"))
}

pub fn digest(sandbox: &Sandbox) -> String {
    sandbox.fingerprint("acme").0
}

/// What stands on a tenant's tables or depends on them: how it is made, the message about it, a query that gives 1 while it
/// is there, and how it goes.
struct Kept {
    make: &'static str,
    told: &'static str,
    is_there: &'static str,
    drop: &'static str,
}

const KEPT: [Kept; 23] = [
    Kept {
        make: "CREATE VIEW poor AS SELECT * FROM customers WHERE balance < 0",
        told: "view \"acme.poor\" depends on table \"acme.customers\"",
        is_there: "SELECT (count(*) > 0)::int::bigint FROM poor",
        drop: "DROP VIEW poor",
    },
    Kept {
        make: "CREATE VIEW counted AS SELECT last_value FROM customers_id_seq",
        told: "view \"acme.counted\" depends on table \"acme.customers\"",
        is_there: "SELECT (last_value = 40 OR last_value = 41)::int::bigint FROM counted",
        drop: "DROP VIEW counted",
    },
    Kept {
        make: "CREATE MATERIALIZED VIEW names AS SELECT name FROM customers",
        told: "materialized view \"acme.names\" depends on table \"acme.customers\"",
        is_there: "SELECT (count(*) > 0)::int::bigint FROM names",
        drop: "DROP MATERIALIZED VIEW names",
    },
    Kept {
        make: "CREATE RULE untouched AS ON DELETE TO lines DO INSTEAD NOTHING",
        told: "rule \"lines.untouched\" (added)",
        is_there: "SELECT count(*) FROM pg_rules WHERE rulename = 'untouched'",
        drop: "DROP RULE untouched ON lines",
    },
    Kept {
        make: "CREATE POLICY own ON customers USING (id < 5); ALTER TABLE customers ENABLE ROW LEVEL SECURITY",
        told: "policy \"customers.own\" (added)",
        is_there: "SELECT count(*) FROM pg_policies JOIN pg_class ON relname = tablename AND relrowsecurity WHERE policyname = 'own'",
        drop: "DROP POLICY own ON customers; ALTER TABLE customers DISABLE ROW LEVEL SECURITY",
    },
    Kept {
        make: "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := ''spoiled''; RETURN NEW; END';
            CREATE TRIGGER spoils BEFORE INSERT OR UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION spoil();
            ALTER TABLE customers ENABLE ALWAYS TRIGGER spoils",
        told: "trigger \"customers.spoils\" (added)",
        is_there: "SELECT count(*) FROM pg_trigger WHERE tgname = 'spoils' AND tgenabled = 'A'",
        drop: "DROP FUNCTION spoil CASCADE",
    },
    Kept {
        make: "CREATE FUNCTION worth(c customers) RETURNS numeric LANGUAGE sql RETURN c.balance",
        told: "function acme.worth(acme.customers) depends on table \"acme.customers\"",
        is_there: "SELECT count(*) FROM pg_proc WHERE proname = 'worth'",
        drop: "DROP FUNCTION worth",
    },
    Kept {
        make: "CREATE TABLE checked (doc jsonb CHECK ((jsonb_populate_record(NULL::customers, doc)).balance > 0))",
        told: "constraint checked_doc_check on table acme.checked depends on table \"acme.customers\"",
        is_there: "SELECT count(*) FROM pg_constraint WHERE conname = 'checked_doc_check'",
        drop: "DROP TABLE checked",
    },
    Kept {
        make: "CREATE TABLE kept (c customers[])",
        told: "column c of table acme.kept depends on table \"acme.customers\"",
        is_there: "SELECT count(*) FROM pg_class WHERE relname = 'kept'",
        drop: "DROP TABLE kept",
    },
    Kept {
        make: "CREATE TABLE heirs () INHERITS (lines)",
        told: "table acme.heirs depends on table \"acme.lines\"",
        is_there: "SELECT count(*) FROM pg_inherits WHERE inhparent = 'lines'::regclass",
        drop: "DROP TABLE heirs",
    },
    Kept {
        make: "CREATE TABLE log (id bigint); CREATE RULE gone AS ON DELETE TO log DO ALSO DELETE FROM lines WHERE amount < 0",
        told: "rule gone on table acme.log depends on table \"acme.lines\"",
        is_there: "SELECT count(*) FROM pg_rules WHERE rulename = 'gone'",
        drop: "DROP TABLE log",
    },
    Kept {
        make: "CREATE TABLE notes (id bigint); CREATE POLICY own ON notes USING (EXISTS (SELECT FROM lines))",
        told: "policy own on table acme.notes depends on table \"acme.lines\"",
        is_there: "SELECT count(*) FROM pg_policies WHERE tablename = 'notes'",
        drop: "DROP TABLE notes",
    },
    Kept {
        make: "CREATE TABLE numbered (id bigint DEFAULT nextval('customers_id_seq'))",
        told: "default value for column id of table acme.numbered depends on table \"acme.customers\"",
        is_there: "SELECT count(*) FROM pg_class WHERE relname = 'numbered'",
        drop: "DROP TABLE numbered",
    },
    Kept {
        make: "CREATE TABLE visits (customer bigint REFERENCES customers); INSERT INTO visits SELECT id FROM customers WHERE id = 7",
        told: "foreign key \"visits_customer_fkey\" of table \"acme.visits\" refers to table \"acme.customers\"",
        is_there: "SELECT count(*) FROM visits",
        drop: "DROP TABLE visits",
    },
    Kept {
        make: "CREATE TABLE follows (customer bigint REFERENCES customers ON DELETE CASCADE ON UPDATE CASCADE);
            INSERT INTO follows SELECT id FROM customers WHERE id = 7",
        told: "foreign key \"follows_customer_fkey\" of table \"acme.follows\" refers to table \"acme.customers\"",
        is_there: "SELECT count(*) FROM follows",
        drop: "DROP TABLE follows",
    },
    Kept {
        make: "SET client_min_messages = error; CREATE PUBLICATION feed FOR TABLE customers",
        told: "publication \"customers.feed\" (added)",
        is_there: "SELECT count(*) FROM pg_publication_rel WHERE prrelid = 'customers'::regclass",
        drop: "DROP PUBLICATION feed",
    },
    Kept {
        make: "COMMENT ON COLUMN customers.name IS 'in full'",
        told: "comment on column \"customers.name\" (added)",
        is_there: "SELECT count(*) FROM pg_description WHERE description = 'in full'",
        drop: "COMMENT ON COLUMN customers.name IS NULL",
    },
    Kept {
        make: "CREATE STATISTICS pairs ON order_id, line_no FROM lines",
        told: "statistics object \"lines.pairs\" (added)",
        is_there: "SELECT count(*) FROM pg_statistic_ext WHERE stxrelid = 'lines'::regclass",
        drop: "DROP STATISTICS pairs",
    },
    Kept {
        make: "ALTER TABLE lines SET (fillfactor = 70)",
        told: "storage parameters of table \"lines\" (added)",
        is_there: "SELECT count(*) FROM pg_class WHERE oid = 'lines'::regclass AND reloptions = '{fillfactor=70}'",
        drop: "ALTER TABLE lines RESET (fillfactor)",
    },
    Kept {
        make: "ALTER TABLE customers ALTER COLUMN name SET DEFAULT 'nobody'",
        told: "default of column \"customers.name\" (added)",
        is_there: "SELECT count(*) FROM pg_attrdef WHERE adrelid = 'customers'::regclass",
        drop: "ALTER TABLE customers ALTER COLUMN name DROP DEFAULT",
    },
    Kept {
        make: "CREATE UNIQUE INDEX quick ON customers ((id + 1), lower(name))",
        told: "index \"customers.quick\" (added)",
        is_there: "SELECT count(*) FROM pg_indexes WHERE indexname = 'quick'",
        drop: "DROP INDEX quick",
    },
    Kept {
        make: "ALTER TABLE customers ADD CONSTRAINT named CHECK (name <> '')",
        told: "constraint \"customers.named\" (added)",
        is_there: "SELECT count(*) FROM pg_constraint WHERE conname = 'named'",
        drop: "ALTER TABLE customers DROP CONSTRAINT named",
    },
    Kept {
        make: "ALTER TABLE lines DROP CONSTRAINT lines_order_id_fkey,
            ADD CONSTRAINT lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES \"Order \"\"Details\"\"\" ON DELETE CASCADE",
        told: "constraint \"lines.lines_order_id_fkey\" (changed)",
        is_there: "SELECT count(*) FROM pg_constraint WHERE conname = 'lines_order_id_fkey' AND confdeltype = 'c'",
        drop: "ALTER TABLE lines DROP CONSTRAINT lines_order_id_fkey,
            ADD CONSTRAINT lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES \"Order \"\"Details\"\"\"",
    },
];

on_own_tables!(whatever_a_move_would_leave_behind_is_named_and_stays_and_the_rows_come_back, |sandbox| {
    let (seed, mut app) = (digest(&sandbox), sandbox.app());
    for Kept { make, told, .. } in KEPT {
        app.exec(make);
        let named = format!(
            "SELECT count(*) FROM (SELECT reseed.dependents(reseed.live_tables('acme')) AS line
               UNION ALL SELECT reseed.additions('acme', 0)) AS found WHERE line = '{}'",
            told.replace('\'', "''")
        );
        assert_eq!(app.integer(&named), 1, "{make}");
    }
    sandbox.make_a_mess("acme");
    let mess = digest(&sandbox);
    let foreseen = sandbox.dry_run(1);
    let swap = reset(&sandbox, "with everything").swap.expect("it was swapped");
    assert_eq!((swap.by, &swap.why), (foreseen.by, &foreseen.why));
    assert!(swap.by == Way::Rows && swap.why.is_some_and(|why| why.contains("depends on table")));
    assert_eq!(digest(&sandbox), seed);
    KEPT.iter().for_each(|kept| assert_eq!(app.integer(kept.is_there), 1, "{}", kept.make));
    sandbox.undo();
    assert_eq!(digest(&sandbox), mess);
    KEPT.iter().for_each(|kept| app.exec(kept.drop));
    let swap = reset(&sandbox, "with nothing").swap.expect("it was swapped");
    assert_eq!((swap.by, swap.why), (Way::Move, None));
    assert!(sandbox.equals_seed("acme"));
});

on_own_tables!(nothing_is_done_to_live_tables_without_another_digest_of_their_catalog, |sandbox| {
    sandbox.warm();
    let (mut app, as_made) = (sandbox.app(), "SELECT reseed.is_as_made('acme')::integer::bigint");
    sandbox.make_a_mess("acme");
    app.exec("ANALYZE customers");
    assert_eq!(app.integer(as_made), 1, "rows and statistics do not count");
    for Kept { make, drop, .. } in KEPT {
        app.exec(make);
        app.exec("SELECT reseed.note_as_made('acme')");
        assert_eq!(app.integer(as_made), 0, "{make}");
        app.exec(drop);
        app.exec("SELECT reseed.note_as_made('acme')");
        assert_eq!(app.integer(as_made), 1, "{drop}");
    }
});

on_own_tables!(a_restore_by_rows_is_undone_by_rows_and_done_again, |sandbox| {
    let (seed, mut app) = (digest(&sandbox), sandbox.app());
    app.exec("CREATE VIEW poor AS SELECT * FROM customers WHERE balance < 0");
    sandbox.make_a_mess("acme");
    let (mess, next) = (digest(&sandbox), "SELECT last_value + is_called::int FROM customers_id_seq");
    let before = app.integer(next);
    let receipt = reset(&sandbox, "by rows");
    assert_eq!((digest(&sandbox), app.integer(next)), (seed.clone(), before - 1));
    assert_eq!(receipt.retired, Some(1));
    for (wanted, counter) in [(&mess, before), (&seed, before - 1), (&mess, before)] {
        let receipt = sandbox.undo();
        assert_eq!(receipt.swap.expect("it was swapped").by, Way::Rows);
        assert_eq!((&digest(&sandbox), app.integer(next)), (wanted, counter));
        assert_eq!(receipt.made.digest.to_string(), *wanted);
    }
    // What was kept as rows comes back as rows, also where tables could be moved by now.
    app.exec("DROP VIEW poor");
    let receipt = sandbox.undo();
    assert_eq!(receipt.swap.expect("it was swapped").by, Way::Rows);
    assert!(sandbox.equals_seed("acme"));
});

on_own_tables!(a_standby_that_rows_did_not_need_is_the_next_one, |sandbox| {
    sandbox.warm();
    let (mut app, standby) = (sandbox.app(), "SELECT id::bigint FROM reseed.copies WHERE place = 'standby'");
    let made = app.integer(standby);
    app.exec("CREATE VIEW poor AS SELECT * FROM customers WHERE balance < 0");
    sandbox.make_a_mess("acme");
    assert_eq!(reset(&sandbox, "by rows").swap.expect("it was swapped").by, Way::Rows);
    // Where rows are what will be restored, a standby has no tables.
    sandbox.warm();
    assert_ne!(app.integer(standby), made);
    let tables = "SELECT count(*) FROM reseed.relations NATURAL JOIN (SELECT tenant, id AS copy FROM reseed.copies WHERE place = 'standby') AS s";
    assert_eq!(app.integer(tables), 0);
    sandbox.make_a_mess("acme");
    assert_eq!(reset(&sandbox, "by rows").made.durations_ms["standby"], 0.0, "the standby was ready");
    app.exec("DROP VIEW poor");
    sandbox.warm();
    assert_eq!(app.integer(standby), made);
    assert_eq!(reset(&sandbox, "by a move").swap.expect("it was swapped").by, Way::Move);
    assert!(sandbox.equals_seed("acme"));
});

/// What rows cannot be restored into, and the message about it.
const REFUSED: [(&str, &str); 10] = [
    (
        "ALTER TABLE customers ADD COLUMN note text; UPDATE customers SET note = ''; ALTER TABLE customers ALTER COLUMN note SET NOT NULL",
        "column \"customers.note\" takes no nulls and has no default, and the seed lacks it",
    ),
    (
        "ALTER TABLE customers ALTER COLUMN small TYPE integer",
        "column \"customers.small\" has type integer, and the seed has smallint",
    ),
    ("ALTER TABLE customers DROP COLUMN name; CREATE VIEW v AS TABLE lines", "column \"customers.name\" is gone"),
    ("DROP TABLE lines; CREATE VIEW v AS TABLE customers", "table \"lines\" is gone"),
    ("ALTER TABLE lines RENAME TO rows", "table \"lines\" is called acme.rows now"),
    (
        "ALTER TABLE lines DROP CONSTRAINT lines_pkey; CREATE VIEW v AS TABLE lines",
        "table \"lines\" has no unique key (order_id, line_no)",
    ),
    (
        "CREATE TABLE visits (customer bigint REFERENCES customers ON DELETE CASCADE); INSERT INTO visits VALUES (41)",
        "foreign key \"visits_customer_fkey\" of table \"acme.visits\" would delete or alter rows there",
    ),
    (
        "CREATE TABLE visits (customer bigint REFERENCES customers); INSERT INTO visits VALUES (41)",
        "foreign key \"visits_customer_fkey\" of table \"acme.visits\" keeps them: its rows refer to rows of table \"customers\"",
    ),
    (
        "CREATE TABLE heirs () INHERITS (lines); INSERT INTO heirs VALUES (1, 1, 1)",
        "table \"acme.heirs\" inherits from table \"lines\", and its rows would stay among those of that table",
    ),
    (
        "ALTER TABLE lines ADD CONSTRAINT cheap CHECK (amount < 1) NOT VALID",
        "new row for relation \"lines\" violates check constraint \"cheap\"",
    ),
];

on_own_tables!(what_rows_cannot_be_restored_into_is_named_and_nothing_changes, |mut sandbox| {
    for (make, told) in REFUSED {
        sandbox.make_a_mess("acme");
        sandbox.app().exec(make);
        let before = sandbox.fingerprint("acme");
        let error = sandbox.try_reset().expect_err(make);
        assert_eq!(error.kind(), ErrorKind::Refused, "{make}: {error}");
        assert!(error.to_string().contains(told), "{make}: {error}");
        assert!(error.help().is_some_and(|help| help.contains("Nothing has changed")), "{make}");
        assert_eq!(sandbox.fingerprint("acme"), before, "{make}");
        // What is on the tables can be given up, what depends on them cannot.
        sandbox.app().exec("DROP VIEW IF EXISTS v; DROP TABLE IF EXISTS visits, heirs");
        sandbox.policy.preference = Preference::DiscardChanges;
        reset(&sandbox, make);
        sandbox.policy.preference = Preference::Fitting;
        assert!(sandbox.equals_seed("acme"), "{make}");
    }
});

on_own_tables!(changes_that_a_team_gives_up_go_and_undo_brings_them_back, |mut sandbox| {
    sandbox.make_a_mess("acme");
    sandbox.app().exec(
        "ALTER TABLE customers ALTER COLUMN small TYPE integer, ADD COLUMN note text NOT NULL DEFAULT 'x';
         CREATE INDEX quick ON customers (name); ALTER TABLE lines ENABLE ROW LEVEL SECURITY",
    );
    let before = sandbox.fingerprint("acme");
    sandbox.policy.preference = Preference::DiscardChanges;
    assert_eq!(reset(&sandbox, "discarding").swap.expect("it was swapped").by, Way::Move);
    assert!(sandbox.equals_seed("acme"));
    let secured = "SELECT count(*) FROM pg_class WHERE oid = 'lines'::regclass AND relrowsecurity";
    assert_eq!(sandbox.app().integer(secured), 0);
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme"), before);
    assert_eq!(sandbox.app().integer(secured), 1);
    sandbox.app().exec("CREATE VIEW poor AS TABLE customers");
    let error = sandbox.try_reset().expect_err("a view cannot be given up");
    assert!(error.to_string().contains("view \"acme.poor\""), "{error}");
});

on_own_tables!(values_that_rows_have_swapped_come_back, |sandbox| {
    let (seed, mut app) = (digest(&sandbox), sandbox.app());
    // Orders cascade to lines, so that an order which is taken out for a moment takes its lines along.
    app.exec(
        "ALTER TABLE lines DROP CONSTRAINT lines_order_id_fkey, ADD CONSTRAINT lines_order_id_fkey
           FOREIGN KEY (order_id) REFERENCES \"Order \"\"Details\"\"\" ON DELETE CASCADE;
         CREATE UNIQUE INDEX ON \"Order \"\"Details\"\"\" (id, customer_id);
         ALTER TABLE customers DROP CONSTRAINT customers_code_key;
         UPDATE customers AS c SET code = o.code FROM customers AS o WHERE o.id = CASE c.id WHEN 1 THEN 2 WHEN 2 THEN 1 END;
         ALTER TABLE customers ADD CONSTRAINT customers_code_key UNIQUE (code)",
    );
    assert_ne!(digest(&sandbox), seed);
    assert_eq!(reset(&sandbox, "swapped").swap.expect("it was swapped").by, Way::Rows);
    assert_eq!(digest(&sandbox), seed);
});

on_own_tables!(columns_that_were_added_get_their_defaults_and_undo_brings_their_values_back, |sandbox| {
    let mut app = sandbox.app();
    app.exec(
        "ALTER TABLE customers ADD COLUMN note text, ADD COLUMN rank int DEFAULT 3, ADD COLUMN twice int GENERATED ALWAYS AS (rank * 2) STORED;
         UPDATE customers SET note = 'mine', rank = 9 WHERE id < 4; DELETE FROM lines WHERE order_id % 40 = 39;
         DELETE FROM \"Order \"\"Details\"\"\" WHERE customer_id = 40; DELETE FROM customers WHERE id = 40",
    );
    let mine = "SELECT count(*) FROM customers WHERE note = 'mine' AND rank = 9 AND twice = 18";
    reset(&sandbox, "with columns");
    assert_eq!(app.integer("SELECT count(*) FROM customers WHERE note IS NULL AND rank = 3 AND twice = 6"), 40);
    sandbox.undo();
    assert_eq!((app.integer(mine), app.integer("SELECT count(*) FROM customers")), (3, 39));
});

on_own_tables!(a_state_that_is_saved_with_other_columns_comes_back_with_them, |sandbox| {
    sandbox.app().exec("ALTER TABLE customers DROP COLUMN born; ALTER TABLE customers RENAME COLUMN name TO called");
    let before = sandbox.fingerprint("acme");
    sandbox.save("renamed");
    sandbox.app().exec("UPDATE customers SET called = 'changed'");
    let restored = sandbox.restore("renamed");
    assert_eq!(restored.swap.expect("it was swapped").by, Way::Rows);
    assert_eq!(sandbox.fingerprint("acme"), before);
    sandbox.app().exec("ALTER TABLE customers DROP COLUMN called");
    assert_eq!(reset(&sandbox, "without columns").swap.expect("it was swapped").by, Way::Move);
    let mut app = sandbox.app();
    app.exec("ALTER TABLE customers ADD COLUMN note text; UPDATE customers SET note = 'mine' WHERE id = 3");
    sandbox.save("kept");
    reset(&sandbox, "with a column");
    let mine = "SELECT count(*) FROM customers WHERE note = 'mine'";
    assert_eq!(app.integer(mine), 0);
    sandbox.restore("kept");
    assert_eq!(app.integer(mine), 1);
    app.exec("ALTER TABLE customers DROP COLUMN note");
    let error = sandbox.try_restore("kept").expect_err("its values have no place");
    assert!(error.to_string().contains("column \"customers.note\" is gone, and the state"), "{error}");
});

on_own_tables!(rows_are_proven_as_they_are_committed, |mut sandbox| {
    sandbox.policy.proof = Proof::ReadBack;
    sandbox.app().exec("CREATE VIEW poor AS TABLE customers");
    sandbox.make_a_mess("acme");
    let receipt = reset(&sandbox, "with proof");
    assert_eq!(receipt.proof, Some(Proof::ReadBack), "{:?}", receipt.notes);
    assert_eq!(receipt.made.digest.to_string(), digest(&sandbox));
});

on_own_tables!(readers_continue_while_rows_are_restored_and_writers_block_it, |sandbox| {
    sandbox.app().exec("CREATE VIEW poor AS TABLE customers");
    sandbox.make_a_mess("acme");
    let (mut reader, mut writer) = (sandbox.app(), sandbox.app());
    reader
        .exec("SET application_name = 'report'; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM customers");
    writer.exec("SET application_name = 'till'; BEGIN; UPDATE lines SET amount = 0 WHERE order_id = 1");
    let error = sandbox.try_reset().expect_err("a writer is at work");
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    assert!(error.to_string().contains("\"till\"") && !error.to_string().contains("\"report\""), "{error}");
    let mut insisting = Sandbox::at(sandbox.url.clone(), sandbox.layout);
    (insisting.policy.blockers, insisting.policy.grace) = (OnBlockers::Terminate, Duration::ZERO);
    insisting.policy.wait = Duration::from_secs(20);
    let swap = reset(&insisting, "beside a reader").swap.expect("it was swapped");
    assert_eq!((swap.by, swap.ended.len()), (Way::Rows, 1), "{swap:?}");
    writer.try_exec("COMMIT").expect_err("the session was ended");
    assert_eq!(reader.integer("SELECT count(*) FROM customers WHERE name = 'changed'"), 1);
    reader.exec("COMMIT");
    assert!(sandbox.equals_seed("acme"));
});

on_own_tables!(functions_of_other_roles_are_not_run_with_the_owners_rights, |sandbox| {
    let (_, database) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
    let stranger = format!("{}_stranger", database.split('?').next().unwrap_or_default());
    let mut admin = sandbox.app_as("postgres", "acme");
    admin.exec(&format!(
        "CREATE ROLE {stranger}; GRANT CREATE, USAGE ON SCHEMA acme TO {stranger}; SET ROLE {stranger};
         CREATE FUNCTION acme.norm(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1'; RESET ROLE; RESET ROLE"
    ));
    sandbox.app().exec("CREATE INDEX quick ON customers (acme.norm(name))");
    let error = sandbox.try_reset().expect_err("it would run the function");
    let told = format!("index acme.quick calls function \"acme.norm(text)\" of role \"{stranger}\"");
    assert!(error.to_string().contains(&told), "{error}");
});
