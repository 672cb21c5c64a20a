//! What applications may write: the rules that a spec states, and nothing else.

use super::*;
use reseed::testkit::ledger::{BREAKING, FREE, LEDGER};
use reseed::testkit::made::Made;

everywhere!(a_tenant_writes_whatever_breaks_no_rule_of_the_spec, |ground| {
    let made = Made::of(LEDGER);
    for choices in [ChoiceType::Text, ChoiceType::Enum] {
        let sandbox = Sandbox { choices: Some(choices), ..Sandbox::new(ground) };
        sandbox.up_plan(made.plan(), &made);
        sandbox.reset();
        let mut app = sandbox.app();
        for (rule, set) in BREAKING {
            // An enum has its own way to refuse a value.
            let rule = if choices == ChoiceType::Enum && rule == "status_closed" { "status_enum" } else { rule };
            let refused = app.try_exec(&format!("UPDATE entries SET {set} WHERE :mine AND id = 1"));
            let told = refused.expect_err(set).to_string();
            assert!(told.contains(rule), "{set}: {told}");
        }
        let long = app.try_exec("UPDATE entries SET wait = '9001 days' WHERE :mine AND id = 1").expect_err("too long");
        assert!(long.to_string().contains("not_long"), "{long}");
        for set in FREE {
            app.exec(&format!("UPDATE entries SET {set} WHERE :mine AND id = 1"));
        }
        app.exec("UPDATE entries SET note = NULL, status = 'open' WHERE :mine AND id = 2");
        drop(app);
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
    }
});
