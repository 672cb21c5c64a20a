//! Indexes that a spec names: on live tables of both layouts, before and after every swap, and never built by one.

use super::*;
use reseed::plan::{Check, ForeignKey, Plan};
use reseed::store::{ErrorKind, Way};

/// The plan with these indexes of `lines` (columns: order_id, line_no, amount) instead of none.
fn indexed(indexes: &[&[usize]]) -> Plan {
    let mut plan = plan();
    plan.tables[2].indexes = indexes.iter().map(|columns| columns.to_vec()).collect();
    plan.spec_digest = format!("{indexes:?}");
    plan
}

/// An index of the amount, and one that begins with the foreign key of the orders' table.
fn wanted() -> Plan {
    let mut plan = indexed(&[&[2], &[2, 1]]);
    plan.tables[1].indexes = vec![vec![1, 0]];
    plan
}

/// The indexes of the tables of a tenant's copies in a place that no constraint makes, as `table (columns)`.
fn made(sandbox: &Sandbox, place: &str) -> Vec<String> {
    let sql = format!(
        "SELECT t.relname || ' ' || substring(pg_get_indexdef(i.indexrelid) from '[(].*')
         FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
         JOIN pg_class AS t ON t.oid = r.relation JOIN pg_index AS i ON i.indrelid = r.relation
         WHERE c.place = '{place}' AND i.indisvalid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
         ORDER BY r.table_index, i.indexrelid"
    );
    let mut app = sandbox.app();
    let rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql));
    let rows = sandbox.runtime.block_on(rows.fetch_all(&mut app.connection)).expect("the catalog can be read");
    rows.into_iter().map(|row| row.split_once(" (").map_or(row.clone(), |(_, columns)| columns.to_owned())).collect()
}

fn expected(layout: Layout) -> Vec<String> {
    let tenant = if layout == Layout::Shared { "tenant_id, " } else { "" };
    ["customer_id, id", "amount", "amount, line_no"].map(|columns| format!("{tenant}{columns})")).into()
}

everywhere!(live_tables_have_them_before_and_after_swaps_and_a_swap_builds_none, |ground| {
    let sandbox = Sandbox::new(ground);
    let plan = wanted();
    sandbox.up_plan(&plan, &batches(&plan, 0));
    assert_eq!(made(&sandbox, "live"), expected(ground.layout));
    assert!(sandbox.fingerprint("acme").1.is_empty(), "verify reports none of them");
    sandbox.warm();
    assert_eq!(made(&sandbox, "standby"), expected(ground.layout), "the swap finds them there");
    let files = "SELECT sum(pg_relation_filenode(i.indexrelid)::bigint)::bigint FROM reseed.relations AS r
        JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
        JOIN pg_index AS i ON i.indrelid = r.relation WHERE c.number = 2";
    let before = sandbox.app().integer(files);
    sandbox.reset();
    assert_eq!(sandbox.app().integer(files), before, "the same indexes as before the swap");
    sandbox.reset();
    sandbox.undo();
    assert_eq!(made(&sandbox, "live"), expected(ground.layout));
    assert!(sandbox.equals_seed("acme"));
});

in_shared_tables!(a_spec_that_gets_one_later_is_refused_until_the_shared_table_has_it, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let mut plan = indexed(&[&[2], &[0]]);
    // That its foreign key has.
    plan.tables[1].indexes = vec![vec![1]];
    let error = sandbox.try_up_plan(&plan, &batches(&plan, 0)).expect_err("the root lacks one");
    assert_eq!(error.kind(), ErrorKind::Refused);
    let told = "table \"shop\".\"lines\" does not fit the spec: it lacks an index on (tenant_id, amount); \
                it lacks an index on (tenant_id, order_id)";
    assert_eq!(error.to_string(), told);
    let help = error.help().expect("help").into_owned();
    let (_, statements) = help.split_once("Run ").expect("what to run");
    let (statements, _) = statements.split_once(" at a convenient time").expect("what to run");
    assert!(made(&sandbox, "live").iter().all(|columns| !columns.contains("amount")));
    sandbox.app().exec(statements);
    sandbox.up_plan(&plan, &batches(&plan, 0));
    assert!(sandbox.equals_seed("acme") && sandbox.equals_seed("globex"));
    let of_all = made(&sandbox, "live").iter().filter(|columns| *columns == "tenant_id, amount)").count();
    assert_eq!(of_all, 2, "both tenants have it");
});

in_shared_tables!(an_index_of_the_applications_own_will_do_if_it_is_whole, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let plan = indexed(&[&[2]]);
    for other in ["(amount, line_no)", "(amount) WHERE amount > 1", "USING hash (amount)", "((amount + 1))"] {
        sandbox.app().exec(&format!("CREATE INDEX ON lines {other}"));
        let refused = sandbox.try_up_plan(&plan, &batches(&plan, 0));
        assert_eq!(refused.expect_err(other).kind(), ErrorKind::Refused, "{other}");
    }
    sandbox.app().exec("CREATE INDEX mine ON lines (amount) INCLUDE (line_no)");
    sandbox.up_plan(&plan, &batches(&plan, 0));
});

in_own_schemas!(a_tenant_of_its_own_gets_and_loses_them_with_its_spec, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let before = made(&sandbox, "live");
    let plan = wanted();
    assert!(sandbox.up_plan(&plan, &batches(&plan, 0)).changed);
    assert_eq!(made(&sandbox, "live"), expected(ground.layout));
    let plan = indexed(&[]);
    // The first spec again.
    sandbox.up_plan(&plan, &batches(&plan, 0));
    assert_eq!(made(&sandbox, "live"), before);
});

in_own_schemas!(tables_move_again_once_the_spec_has_what_a_migration_made, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let by = |what: &str| {
        let receipt = sandbox.try_reset().unwrap_or_else(|error| panic!("{what}: {error}"));
        receipt.swap.expect("it was swapped").by
    };
    let names = |names: &str| {
        let sql = "SELECT count(*) FROM (SELECT relname AS name FROM pg_class WHERE relnamespace = 'acme'::regnamespace
            UNION SELECT conname FROM pg_constraint WHERE conrelid = 'acme.lines'::regclass) AS n WHERE name IN";
        sandbox.app().integer(&format!("{sql} ({names})"))
    };
    sandbox.app().exec(
        "CREATE INDEX mine ON lines (amount); ALTER TABLE lines ADD CONSTRAINT one UNIQUE (line_no, order_id);
         ALTER TABLE lines ADD CONSTRAINT refers FOREIGN KEY (line_no) REFERENCES customers;
         ALTER TABLE lines ADD CONSTRAINT positive CHECK (amount > 0)",
    );
    assert_eq!((by("added"), by("added")), (Way::Rows, Way::Rows));
    let mut plan = indexed(&[&[2]]);
    plan.tables[2].unique = vec![vec![1, 0]];
    plan.tables[2].foreign_keys.push(ForeignKey { columns: vec![1], table: 0, target_columns: vec![0] });
    let check = |sql: &str| vec![Check { name: "positive".to_owned(), sql: sql.to_owned(), condition: None }];
    plan.tables[2].checks = check("amount >= 0");
    plan.spec_digest += "another check";
    let swap = sandbox.up_plan(&plan, &batches(&plan, 0)).swap;
    let by_rows = swap.is_some_and(|swap| swap.by == Way::Rows);
    assert!(by_rows, "the live check says something else");
    plan.tables[2].checks = check("amount > 0");
    plan.spec_digest += "the same";
    assert!(sandbox.up_plan(&plan, &batches(&plan, 0)).changed);
    for round in 0..3 {
        assert_eq!(by("agreed"), Way::Move, "round {round}");
        assert_eq!(names("'mine', 'one', 'refers'"), 3, "migrations know them by these names");
        assert!(sandbox.equals_seed("acme"));
    }
    // The standby has a name that the live index has no longer.
    sandbox.warm();
    sandbox.app().exec("ALTER INDEX mine RENAME TO theirs");
    assert_eq!((by("renamed"), by("agreed again")), (Way::Rows, Way::Move));
    assert_eq!(names("'theirs', 'one', 'refers', 'mine'"), 3);
    // Two of a kind are one more than the spec has.
    sandbox.app().exec("CREATE INDEX another ON lines (amount)");
    assert_eq!((by("one more"), by("one more")), (Way::Rows, Way::Rows));
    assert_eq!(names("'theirs', 'another'"), 2);
});

in_shared_tables!(every_index_of_shared_tables_and_of_copies_below_them_leads_with_the_tenant, |ground| {
    let sandbox = Sandbox::new(ground);
    let plan = wanted();
    sandbox.up_plan(&plan, &batches(&plan, 0));
    sandbox.warm();
    let found = |condition: &str| {
        let sql = format!(
            "SELECT count(*) FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
             WHERE {condition} AND i.indrelid IN (SELECT relation FROM reseed.roots UNION SELECT node FROM reseed.nodes
               UNION SELECT r.relation FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant
                 AND c.id = r.copy AND c.place IN ('live', 'standby'))"
        );
        sandbox.app().integer(&sql)
    };
    assert!(found("a.attname = 'tenant_id'") > 20);
    assert_eq!(found("a.attname <> 'tenant_id'"), 0);
    // An index of expressions has no first column.
    assert_eq!(
        sandbox
            .app()
            .integer("SELECT count(*) FROM pg_index AS i JOIN reseed.roots ON relation = indrelid WHERE indkey[0] = 0"),
        0
    );
});
