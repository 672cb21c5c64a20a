//! Whose a session is that holds up a reset: what it cannot choose itself decides.

use super::roles::with_roles;
use super::*;
use reseed::reset::Operations;
use reseed::store::OnBlockers;

/// A store like the sandbox's that ends what it may.
fn insisting(sandbox: &Sandbox, wait: Duration) -> Sandbox {
    let mut other = Sandbox::at(sandbox.url.clone(), sandbox.layout);
    other.policy = Policy { blockers: OnBlockers::Terminate, grace: Duration::ZERO, wait, ..sandbox.policy };
    other
}

/// A transaction that holds the lock of every row's reader on all that it can reach, under a name of its choice.
fn holding(app: &mut App<'_>, called: &str) {
    app.exec(&format!("SET application_name = '{called}'; BEGIN; LOCK TABLE customers, lines IN ACCESS SHARE MODE"));
}

everywhere!(a_tenants_session_is_ended_whatever_it_calls_itself_and_whatever_else_it_locks, |ground| {
    with_roles(ground, |sandbox, roles| {
        roles.admin().exec(&format!("GRANT {} TO reseed", roles.named("acme")));
        for called in ["pg_dump", "reseed", "till"] {
            let mut acme = roles.app("acme", "acme");
            holding(&mut acme, called);
            let insisting = insisting(sandbox, Duration::from_secs(20));
            let receipt = insisting.try_reset();
            let receipt = receipt.unwrap_or_else(|error| panic!("{called}: {error}"));
            let ended = receipt.swap.expect("it was swapped").ended;
            assert!(ended.len() == 1 && ended[0].contains(called), "{ended:?}");
            acme.try_exec("COMMIT").expect_err("the session was ended");
        }
    });
});

in_shared_tables!(a_session_of_another_tenants_role_is_never_touched_whatever_it_calls_itself, |ground| {
    with_roles(ground, |sandbox, roles| {
        roles.admin().exec(&format!("GRANT {}, {} TO reseed", roles.named("acme"), roles.named("globex")));
        for called in ["pg_dump", "reseed", "till"] {
            let mut globex = roles.app("globex", "globex");
            holding(&mut globex, called);
            let insisting = insisting(sandbox, Duration::from_millis(400));
            let error = insisting.try_reset().expect_err("another tenant holds its tables");
            let help = error.help().unwrap_or_default();
            assert!(help.contains("belongs to another tenant, and reseed never ends"), "{called}: {error} {help}");
            globex.exec("SELECT count(*) FROM customers; COMMIT");
        }
    });
});

in_shared_tables!(a_role_of_applications_that_can_act_as_a_tenant_is_judged_by_its_locks, |ground| {
    with_roles(ground, |sandbox, roles| {
        let (acme, api) = (roles.named("acme"), roles.named("api"));
        roles.admin().exec(&format!("GRANT {acme} TO {api}; GRANT {acme}, {api} TO reseed"));
        let mut neighbour = roles.app("api", "globex");
        holding(&mut neighbour, "till");
        let error = insisting(sandbox, Duration::from_millis(400)).try_reset();
        let error = error.expect_err("it holds all tenants' tables");
        assert!(error.help().is_some_and(|help| help.contains("locks all tenants' tables")), "{error:?}");
        neighbour.exec("COMMIT; BEGIN; SELECT count(*) FROM customers WHERE tenant_id = 'acme'");
        let receipt = insisting(sandbox, Duration::from_secs(20)).try_reset();
        let ended = receipt.expect("the reset").swap.expect("it was swapped").ended;
        assert_eq!(ended.len(), 1, "{ended:?}");
    });
});

/// How often it is tried on each ground.
fn rounds() -> usize {
    std::env::var("RESEED_TEST_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20)
}

everywhere!(a_reset_right_after_another_connections_commit_is_never_skipped, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let store = sandbox.store();
    let operations = Operations::new(&store, sandbox.policy);
    let mut app = sandbox.app();
    for round in 0..rounds() {
        app.exec("UPDATE customers SET name = 'written' WHERE :mine AND id = 3");
        let receipt = sandbox.runtime.block_on(operations.reset(&name("acme"), None));
        let receipt = receipt.unwrap_or_else(|error| panic!("round {round}: {error}"));
        assert!(receipt.changed && receipt.swap.is_some(), "round {round}");
        let written = "SELECT count(*) FROM customers WHERE :mine AND name = 'written'";
        assert_eq!(app.integer(written), 0, "round {round}");
    }
    drop(app);
    assert!(sandbox.equals_seed("acme"));
});
