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
        sandbox.up_for(DAY_US, &plan, &batches(&plan, 0));
        sandbox.make_a_mess("acme");
        let messed = sandbox.fingerprint("acme");
        sandbox.reset();

        ahead::BY_US.set(10 * DAY_US);
        assert_eq!(sandbox.expired(), []);
        let done = sandbox.reconcile();
        assert!(!done.expired && done.removed.is_empty(), "{done:?}");
        let status = sandbox.status();
        assert!(!status.has_expired && status.retired[0].undoable, "{status:?}");
        sandbox.undo();
        assert_eq!(sandbox.fingerprint("acme"), messed);

        ahead::BY_US.set(-10 * DAY_US);
        let over = "(extract(epoch FROM now()) * 1000000)::bigint - 1";
        sandbox.app().exec(&format!(
            "UPDATE reseed.epochs SET undo_until_us = {over} WHERE state = 'retired';
         UPDATE reseed.tenants SET expires_us = {over}"
        ));
        let error = sandbox.try_undo().expect_err("its window has ended");
        assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
        assert_eq!(sandbox.expired(), [name("acme")]);
        sandbox.down_expired();
        ahead::BY_US.set(0);
    }
);

in_shared_tables!(operations_are_purged_a_month_after_they_ended_but_for_the_last_of_each_kind, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    for key in ["first", "second"] {
        sandbox.key(key).reset();
    }
    for (days, purged) in [(29, 0), (2, 1)] {
        let sql = format!("UPDATE reseed.operations SET ended_us = ended_us - {}", days * DAY_US);
        sandbox.app().exec(&sql);
        assert_eq!(sandbox.purge_operations(), purged);
        // Its receipt.
        let again = sandbox.key("second").reset();
        assert!(again.replayed);
    }
    assert!(!sandbox.key("first").reset().replayed);
});
