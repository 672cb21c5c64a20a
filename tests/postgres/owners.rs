//! Several logins that may act as the owner of the store: what one of them makes the others can change.

use super::*;
use reseed::store::ErrorKind;

/// A login role of its own for this database, made with this `GRANT` of the owner.
fn member(sandbox: &Sandbox, called: &str, with: &str) -> Sandbox {
    let (_, database) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
    let role = format!("{}_{called}", database.split_once('?').expect("a socket's folder").0);
    sandbox.app_as("postgres", "acme").exec(&format!("CREATE ROLE {role} LOGIN; GRANT reseed TO {role} {with}"));
    let mut member = Sandbox::at(sandbox.url.replace("//reseed@", &format!("//{role}@")), sandbox.layout);
    member.policy = sandbox.policy;
    member
}

everywhere!(members_of_the_owners_role_change_what_other_members_have_made, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (alice, bob) = (member(&sandbox, "alice", ""), member(&sandbox, "bob", ""));
    alice.up("globex", 0);
    bob.tenant("globex").reset();
    bob.tenant("globex").warm();
    alice.tenant("globex").undo();
    alice.tenant("globex").save("kept");
    sandbox.tenant("globex").restore("kept");
    bob.reset();
    assert!(alice.equals_seed("acme"));
    let others = "SELECT count(*) FROM pg_class WHERE relowner <> 'reseed'::regrole AND relnamespace IN (
        SELECT oid FROM pg_namespace WHERE nspname LIKE 'reseed%' OR nspname IN ('shop', 'acme', 'globex'))";
    assert_eq!(sandbox.app().integer(others), 0, "all of it is the owner's");
    for tenant in ["acme", "globex"] {
        bob.tenant(tenant).down();
    }
});

grounds!(a_member_that_may_not_act_as_the_owner_is_refused_by_name, [pg18_shared], |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let carol = member(&sandbox, "carol", "WITH SET FALSE");
    let error = carol.runtime.block_on(PostgresStore::open(&carol.url)).err().expect("it would own what it makes");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("_carol\" is a member of \"reseed\", which owns the store"), "{error}");
});
