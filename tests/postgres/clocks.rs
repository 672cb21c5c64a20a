//! Clients whose clocks are wrong: what expires and what can be undone is a matter of the server's clock.

use super::*;
use reseed::reset::clock::ahead;
use reseed::store::ErrorKind;

const DAY_US: i64 = 86_400_000_000;

grounds!(
    a_wrong_clock_of_a_client_neither_removes_a_tenant_nor_ends_an_undo_window,
    [pg15_schema, pg18_shared],
    |ground| {
        let sandbox = Sandbox::new(ground);
        let plan = plan();
        run!(sandbox, up(&plan, &batches(&plan, 0), Some(DAY_US), None)).expect("the tenant is created");
        sandbox.make_a_mess("acme");
        let messed = sandbox.fingerprint("acme");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");

        ahead::BY_US.set(10 * DAY_US);
        assert_eq!(run!(sandbox, expired()).expect("the tenants"), []);
        let done = run!(sandbox, reconcile(&name("acme"))).expect("it is looked at");
        assert!(!done.expired && done.removed.is_empty(), "{done:?}");
        let status = run!(sandbox, status(&name("acme"))).expect("its status");
        assert!(!status.has_expired && status.retired[0].undoable, "{status:?}");
        run!(sandbox, undo(&name("acme"), None, None)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(sandbox.fingerprint("acme"), messed);

        ahead::BY_US.set(-10 * DAY_US);
        let over = "(extract(epoch FROM now()) * 1000000)::bigint - 1";
        sandbox.app().exec(&format!(
            "UPDATE reseed.epochs SET undo_until_us = {over} WHERE state = 'retired';
         UPDATE reseed.tenants SET expires_us = {over}"
        ));
        let error = run!(sandbox, undo(&name("acme"), None, None)).expect_err("its window has ended");
        assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
        assert_eq!(run!(sandbox, expired()).expect("the tenants"), [name("acme")]);
        run!(sandbox, down_expired(&name("acme"), None)).unwrap_or_else(|error| panic!("{error}"));
        ahead::BY_US.set(0);
    }
);

in_shared_tables!(operations_are_forgotten_a_month_after_they_ended_but_for_the_last_of_each_kind, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    for key in ["first", "second"] {
        run!(sandbox, reset(&name("acme"), Some(key))).expect("the reset");
    }
    for (days, forgotten) in [(29, 0), (2, 1)] {
        let sql = format!("UPDATE reseed.operations SET ended_us = ended_us - {}", days * DAY_US);
        sandbox.app().exec(&sql);
        assert_eq!(run!(sandbox, forget_operations()).expect("the records"), forgotten);
        let again = run!(sandbox, reset(&name("acme"), Some("second"))).expect("its receipt");
        assert!(again.replayed);
    }
    assert!(!run!(sandbox, reset(&name("acme"), Some("first"))).expect("another reset").replayed);
});
