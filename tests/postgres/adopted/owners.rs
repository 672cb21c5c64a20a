//! One tenant's rows among those of others, by a column of the application's; and who may do what.

use reseed::store::{ErrorKind, RowOwner};

use super::*;

const ACCOUNTS: &str = "
    CREATE TABLE accounts (id uuid PRIMARY KEY, name text NOT NULL);
    CREATE TABLE projects (account_id uuid NOT NULL REFERENCES accounts, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, UNIQUE (account_id, title));
    CREATE TABLE tasks (account_id uuid NOT NULL, project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE, n int NOT NULL, done boolean NOT NULL DEFAULT false, PRIMARY KEY (project_id, n));
    CREATE TABLE settings (key text PRIMARY KEY, value text);
    INSERT INTO accounts SELECT ('00000000-0000-0000-0000-00000000000' || i)::uuid, 'account ' || i FROM generate_series(1, 3) i;
    INSERT INTO projects (account_id, title) SELECT a.id, 'project ' || i FROM accounts a, generate_series(1, 20) i;
    INSERT INTO tasks SELECT account_id, id, n FROM projects, generate_series(1, 3) n;";

fn account(number: u32) -> Adoption {
    let owner =
        RowOwner { column: "account_id".to_owned(), value: format!("00000000-0000-0000-0000-00000000000{number}") };
    Adoption { owner: Some(owner), roles: vec!["app".to_owned()], ..all() }
}

fn accounts(version: u16) -> Application {
    let app = Application { sandbox: Sandbox::at(server::database(version), Layout::Schema) };
    let mut session = app.session();
    session.exec(ACCOUNTS);
    make_role(&app, "app");
    session.exec("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app");
    app.adopt_as("one", &account(1)).expect("is adopted");
    app.adopt_as("two", &account(2)).expect("is adopted");
    app
}

/// Roles belong to the server, which tests share.
fn make_role(app: &Application, role: &str) {
    let sql = format!(
        "DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    );
    app.session_as("postgres").exec(&sql);
}

fn rows_of(app: &Application, number: u32) -> String {
    let id = format!("00000000-0000-0000-0000-00000000000{number}");
    app.session().text(&format!(
        "SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (SELECT p::text AS line FROM projects AS p WHERE account_id = '{id}'
           UNION ALL SELECT t::text FROM tasks AS t WHERE account_id = '{id}') AS lines"
    ))
}

on_every_version!(neighbours_keep_what_they_wrote, |version| {
    let app = accounts(version);
    let (one, two, three) = (rows_of(&app, 1), rows_of(&app, 2), rows_of(&app, 3));
    let mut session = app.session_as("app");
    session.exec("UPDATE tasks SET done = true; DELETE FROM tasks WHERE n = 3; UPDATE settings SET value = 'x'; UPDATE projects SET title = title || '!'");
    let (two_written, three_written) = (rows_of(&app, 2), rows_of(&app, 3));
    let receipt = session.json("SELECT reseed.reset('one')");
    assert_eq!(rows_of(&app, 1), one, "{receipt}");
    assert_eq!((rows_of(&app, 2), rows_of(&app, 3)), (two_written, three_written.clone()));
    session.exec("SELECT reseed.reset('two')");
    assert_eq!(rows_of(&app, 2), two);
    assert_eq!(rows_of(&app, 3), three_written);
    assert_ne!(three, three_written, "it is no tenant");
});

on_every_version!(a_row_that_moved_to_another_tenant_comes_back, |version| {
    let app = accounts(version);
    let (one, two) = (rows_of(&app, 1), rows_of(&app, 2));
    let mut session = app.session();
    session.exec(
        "UPDATE tasks SET account_id = '00000000-0000-0000-0000-000000000002' WHERE account_id = '00000000-0000-0000-0000-000000000001' AND n = 1",
    );
    session.exec("SELECT reseed.reset('one')");
    assert_eq!(rows_of(&app, 1), one);
    session.exec("SELECT reseed.reset('two')");
    assert_eq!((rows_of(&app, 1), rows_of(&app, 2)), (one, two));
});

on_every_version!(a_neighbours_row_with_a_key_that_was_free_stays, |version| {
    let app = accounts(version);
    let mut session = app.session();
    let mine = "account_id = '00000000-0000-0000-0000-000000000001' AND n = 1";
    session
        .exec(&format!("CREATE TEMP TABLE kept AS SELECT * FROM tasks WHERE {mine}; DELETE FROM tasks WHERE {mine}"));
    session.exec(
        "UPDATE kept SET account_id = '00000000-0000-0000-0000-000000000002'; INSERT INTO tasks SELECT * FROM kept",
    );
    let two = rows_of(&app, 2);
    let (_, message) = session.failure("SELECT reseed.reset('one')");
    assert!(message.contains("cannot be restored"), "{message}");
    assert_eq!(rows_of(&app, 2), two);
    // Once the neighbour is reset, the key is free.
    session.exec("SELECT reseed.reset('two'); SELECT reseed.reset('one')");
});

on_every_version!(only_allowed_roles_reset_a_tenant, |version| {
    let app = accounts(version);
    make_role(&app, "stranger");
    let mut stranger = app.session_as("stranger");
    assert_eq!(stranger.failure("SELECT reseed.reset('one')").0, "42501", "it has no right on the schema");
    app.session()
        .exec("GRANT USAGE ON SCHEMA reseed TO stranger; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA reseed TO stranger");
    for function in ["reset", "undo", "diff", "status", "verify"] {
        let (code, of_tenant) = stranger.failure(&format!("SELECT reseed.{function}('one')"));
        assert_eq!(code, "42704", "{of_tenant}");
        let (_, of_none) = stranger.failure(&format!("SELECT reseed.{function}('none')"));
        assert_eq!(of_tenant.replace("one", "none"), of_none, "a tenant of others looks like one that does not exist");
    }
    for statement in [
        "SELECT reseed.bring(NULL::reseed.adopted_tenants, 'reset', NULL, NULL, NULL, '1s', false)",
        "SELECT reseed.release_tenant('one')",
        "SELECT * FROM reseed.adopted_tenants",
        "DELETE FROM reseed_adopted_1.log_1",
        "SELECT FROM reseed_adopted_1.tenants FOR UPDATE",
    ] {
        assert!(stranger.try_exec(statement).is_err(), "{statement}");
    }
});

on_every_version!(a_role_with_functions_of_its_own_runs_nothing_as_the_owner, |version| {
    let app = accounts(version);
    app.session_as("postgres").exec("CREATE SCHEMA trap AUTHORIZATION app");
    let mut owner = app.session();
    owner.exec("CREATE TABLE caught (who text); GRANT INSERT ON caught TO app");
    let mut session = app.session_as("app");
    let equal = |ty: &str| {
        format!(
            "CREATE FUNCTION trap.eq_{ty}(a {ty}, b {ty}) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
               IF current_user <> session_user THEN INSERT INTO public.caught VALUES (current_user); END IF; RETURN true; END $$;
             CREATE OPERATOR trap.= (FUNCTION = trap.eq_{ty}, LEFTARG = {ty}, RIGHTARG = {ty});
             CREATE OPERATOR trap.<> (FUNCTION = trap.eq_{ty}, LEFTARG = {ty}, RIGHTARG = {ty})"
        )
    };
    for ty in ["text", "uuid", "int4", "int8", "bool", "xid"] {
        session.exec(&equal(ty));
    }
    session.exec(
        "CREATE FUNCTION trap.current_setting(text, boolean) RETURNS text LANGUAGE sql AS $$ SELECT 'on' $$;
         CREATE TABLE trap.tenants (id uuid); CREATE TABLE trap.log_1 (tenant uuid, k1 bigint)",
    );
    session.exec("SET search_path = trap, pg_catalog, public");
    session.exec("UPDATE public.tasks SET done = true; INSERT INTO public.projects (account_id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'x')");
    session.exec("SELECT reseed.reset('one'), reseed.diff('one'), reseed.status('one'), reseed.verify('one')");
    session.exec("DELETE FROM public.tasks");
    assert_eq!(app.session().text("SELECT string_agg(who, ' ') FROM caught"), "");
});

on_every_version!(two_tenants_do_not_share_a_value_nor_a_name, |version| {
    let app = accounts(version);
    let twice = app.adopt_as("again", &account(1)).expect_err("it is a tenant's");
    assert_eq!(twice.kind(), ErrorKind::Refused, "{twice}");
    app.adopt_as("one", &account(1)).expect("the same one takes its seed again");
    app.sandbox.tenant("one").down();
    app.session().exec("UPDATE tasks SET done = true");
    app.session().exec("SELECT reseed.reset('two')");
    app.sandbox.tenant("two").down();
    assert_eq!(app.session().integer("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'reseed_adopted%'"), 0);
});

on_every_version!(functions_of_other_roles_do_not_run_in_a_reset, |version| {
    let app = Application::new(version);
    make_role(&app, "app");
    let mut owner = app.session();
    app.session_as("postgres").exec("CREATE SCHEMA trap AUTHORIZATION app; GRANT ALL ON ALL TABLES IN SCHEMA public TO app; GRANT CREATE ON SCHEMA public TO app");
    let mut role = app.session_as("app");
    role.exec(
        "CREATE FUNCTION trap.spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE '%', current_user; RETURN NEW; END $$;
         GRANT EXECUTE ON FUNCTION trap.spy() TO PUBLIC; GRANT USAGE ON SCHEMA trap TO PUBLIC;
         CREATE TRIGGER \"reseed.reverting\" BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION trap.spy()",
    );
    let refused = app.adopt(&all()).expect_err("is refused").to_string();
    assert!(refused.contains("calls function trap.spy() of role app"), "{refused}");
    owner.exec("DROP TRIGGER \"reseed.reverting\" ON users");
    app.adopt(&all()).expect("without that");
    role.exec("CREATE TRIGGER spy BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION trap.spy()");
    owner.exec("UPDATE users SET credit = 0 WHERE id = 1");
    let (code, message) = owner.failure("SELECT reseed.reset('ci')");
    assert_eq!(code, "55000");
    assert!(message.contains("calls function trap.spy() of role app"), "{message}");
});

on_every_version!(who_a_session_acts_as_decides, |version| {
    let app = accounts(version);
    for role in ["pool", "other"] {
        make_role(&app, role);
    }
    app.session_as("postgres").exec("GRANT app, other TO pool; GRANT USAGE ON SCHEMA reseed TO other; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA reseed TO other");
    let mut pool = app.session_as("pool");
    pool.exec("SET ROLE other");
    assert_eq!(pool.failure("SELECT reseed.reset('one')").0, "42704");
    pool.exec("SET ROLE app; SELECT reseed.reset('one', key => 'mine')");
    let (_, message) = pool.failure("SELECT reseed.reset('two', key => 'mine')");
    assert!(!message.contains("one"), "another tenant is not named: {message}");
});

on_every_version!(tenants_of_one_set_are_reset_at_once, |version| {
    let app = accounts(version);
    let (one, two) = (rows_of(&app, 1), rows_of(&app, 2));
    let receipt = app.session().json("SELECT reseed.reset('one')");
    assert_eq!(receipt["swap"]["by"], "delta", "the adoption of another tenant is nothing to its log: {receipt}");
    for round in 0..6 {
        if round == 3 {
            // Each of them finds it, and one puts it back.
            app.session().exec("DROP TRIGGER \"~reseed_log\" ON tasks");
        }
        app.session().exec(
            "UPDATE tasks SET done = NOT done; DELETE FROM tasks WHERE n = 3; UPDATE projects SET title = title || '!'",
        );
        std::thread::scope(|scope| {
            for tenant in ["one", "two", "one", "two"] {
                let app = &app;
                scope.spawn(move || app.session_as("app").exec(&format!("SELECT reseed.reset('{tenant}')")));
            }
        });
        assert_eq!((rows_of(&app, 1), rows_of(&app, 2)), (one.clone(), two.clone()));
    }
});
