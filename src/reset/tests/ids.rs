//! Ids that inserts leave out, in the embedded store.

use super::*;
use crate::store::sqlite::{Uuids, WantedForms};
use crate::testkit::counted::{FIRST, Ids, SECOND, SPEC};
use crate::testkit::made::Made;

/// What an application gets that inserts rows without ids.
fn insert(db: &Db) -> Ids {
    let returned = |sql: &str| {
        let id = db.integer(sql).unwrap_or_else(|error| panic!("{sql}: {}", error.message));
        assert_eq!(db.integer("SELECT last_insert_rowid()").expect("a number"), id, "{sql}");
        id
    };
    let event = returned("INSERT INTO events (kind, title) VALUES ('login', 'new') RETURNING id");
    let ticket = returned("INSERT INTO tickets (title) VALUES ('new') RETURNING number");
    let invoice = returned("INSERT INTO invoices (title) VALUES ('new') RETURNING id");
    let number = db.integer(&format!("SELECT number FROM invoices WHERE id = {invoice}")).expect("a number");
    [event, ticket, invoice, number]
}

#[test]
fn an_insert_without_ids_gets_the_next_ones_over_resets_and_undo() {
    let (sandbox, made) = (Sandbox::new(), Made::of(SPEC));
    sandbox.up_plan(made.plan(), &made);
    assert_eq!(insert(&sandbox.app()), FIRST);
    for _ in 0..2 {
        sandbox.reset();
        assert!(sandbox.equals_seed());
        assert_eq!(insert(&sandbox.app()), FIRST);
    }
    sandbox.undo();
    let app = sandbox.app();
    assert_eq!(insert(&app), SECOND);
    for (wrong, why) in [
        ("INSERT INTO notes (title) VALUES ('x')", "NOT NULL constraint failed: notes.ticket_id"),
        ("INSERT INTO events (title) VALUES ('x')", "NOT NULL constraint failed: events.kind"),
        ("UPDATE invoices SET number = NULL", "NOT NULL constraint failed: invoices.number"),
        ("UPDATE tickets SET number = 1 WHERE number = 2", "UNIQUE constraint failed: tickets.number"),
        ("INSERT INTO tickets (id, title) SELECT id, 'x' FROM tickets", "UNIQUE constraint failed: tickets.id"),
    ] {
        let told = app.exec(wrong).expect_err(wrong).message;
        assert!(told.contains(why), "{wrong}: {told}");
    }
    app.exec("INSERT INTO invoices (number, title) VALUES (5000, 'x'), (NULL, 'y')").expect("numbers of its own");
    assert_eq!(app.integer("SELECT number FROM invoices WHERE title = 'y'").expect("a number"), 5001);
    app.exec("INSERT INTO invoices (number, title) VALUES (2147483647, 'last')").expect("the last number");
    let told = app.exec("INSERT OR IGNORE INTO invoices (title) VALUES ('z')").expect_err("no number is left").message;
    assert!(told.contains("NOT NULL constraint failed: invoices.number"), "{told}");
    assert_eq!(app.integer("SELECT count(*) FROM invoices WHERE number IS NULL").expect("a count"), 0);
}

#[test]
fn a_key_that_an_insert_leaves_out_is_a_uuid_in_the_stores_form() {
    let made = Made::of(SPEC);
    let hex = "????????????4???[89ab]???????????????";
    let forms = [
        (Uuids::Text, "id = lower(id) AND id GLOB '????????-????-4???-[89ab]???-????????????'".to_owned()),
        (Uuids::Hex, format!("id = lower(id) AND id GLOB '{hex}'")),
        (Uuids::Blob, format!("typeof(id) = 'blob' AND lower(hex(id)) GLOB '{hex}'")),
    ];
    for (form, is_in_form) in forms {
        let sandbox = Sandbox::new();
        let wanted = WantedForms { uuids: Some(form), ..WantedForms::default() };
        let store = sandbox.runtime.block_on(SqliteStore::create(&sandbox.root(), wanted)).expect("the store opens");
        let operations = Operations::new(&store, sandbox.policy);
        sandbox.runtime.block_on(operations.up(made.plan(), &made, None, None)).expect("the tenant is created");
        let app = sandbox.app();
        for _ in 0..100 {
            app.exec("INSERT INTO tickets (title) VALUES ('new')").expect("it gets an id");
        }
        let count = format!("SELECT count(DISTINCT id) FROM tickets WHERE {is_in_form}");
        assert_eq!(app.integer(&count).expect("a count"), 105, "{form}: the seed's and new ones");
        assert!(!sandbox.equals_seed(), "{form}");
    }
}
