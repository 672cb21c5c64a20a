//! `reseed fit` after migrations: what it reports, and that the lines that it prints make the spec fit, rows included.

use serde_json::Value;

use super::init::{Source, fits_its_tables};
use reseed::on_every_version;

const SCHEMA: &str = "CREATE TYPE state AS ENUM ('new', 'paid');
    CREATE TABLE users (id bigserial PRIMARY KEY, email varchar(60) NOT NULL UNIQUE, nick text NOT NULL,
      created_at timestamptz NOT NULL);
    CREATE TABLE orders (id serial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
      state state NOT NULL, total numeric(10,2) NOT NULL, memo text, code varchar(12) NOT NULL, agent bigint,
      UNIQUE (user_id, code))";

/// What a migration does, and what is reported of it.
struct Migration {
    sql: &'static str,
    /// `level kind line-of-what`: the line is named by what it holds.
    reported: &'static [&'static str],
}

/// The differences as `level kind: text of the line`.
fn reported(found: &Value, spec: &str) -> Vec<String> {
    let misfits = found["misfits"].as_array().expect("a list").iter();
    let shown = misfits.map(|misfit| {
        let line = misfit["line"].as_u64().and_then(|line| spec.lines().nth(line as usize - 1)).unwrap_or("");
        let name = line.trim().split(':').next().unwrap_or_default();
        let word = |key: &str| misfit[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {name}", word("level"), word("kind"))
    });
    shown.collect()
}

/// Puts the lines that were printed into the spec.
fn paste(source: &Source, found: &Value) {
    let path = source.folder.path().join("generators/app/spec.yaml");
    let mut lines: Vec<String> = source.spec("app").lines().map(str::to_owned).collect();
    for edit in found["edits"].as_array().expect("a list").iter().rev() {
        let number = |key: &str| edit[key].as_u64().expect("a number") as usize;
        let new =
            edit["lines"].as_array().expect("a list").iter().map(|line| line.as_str().expect("a line").to_owned());
        let after = number("after_line");
        lines.splice(after..after + number("remove"), new);
    }
    std::fs::write(path, lines.join("\n") + "\n").expect("the folder is ours");
}

/// After the migration the spec of the database does not fit, and with the printed lines it does: the database takes its rows.
#[track_caller]
fn fits_again(version: u16, Migration { sql, reported: expected }: &Migration) {
    let source = Source::new(version, SCHEMA);
    source.init("app", &[]);
    let fit = |code| {
        let printed = source.output(code, &["fit", "--store", &source.url, "--json"]);
        serde_json::from_str::<Value>(&printed).unwrap_or_else(|error| panic!("one document ({error}): {printed}"))
    };
    let before = source.spec("app");
    source.exec(sql);
    let found = fit(1);
    assert_eq!(reported(&found, &before), *expected, "{sql}: {found:#}");
    assert_eq!(source.spec("app"), before, "it only prints");
    paste(&source, &found);
    let after = fit(0);
    assert_eq!(after["fits"], true, "{sql}: {after:#}\n{}", source.spec("app"));
    source.expect(0, &["generate", "app", "--out", "out", "--format", "csv"]);
    fits_its_tables(&source, "demo");
}

on_every_version!(new_columns_get_their_lines, |version| {
    for migration in [
        Migration { sql: "ALTER TABLE users ADD phone text", reported: &["notes new_column users"] },
        Migration {
            sql: "ALTER TABLE users ADD is_active boolean NOT NULL DEFAULT true",
            reported: &["notes new_column users"],
        },
        Migration { sql: "ALTER TABLE orders ADD city text NOT NULL", reported: &["blocks required_column orders"] },
        Migration {
            sql: "ALTER TABLE orders ADD reviewer_id bigint REFERENCES users, ADD first_name text NOT NULL,
                    ADD last_name text NOT NULL",
            reported: &["blocks required_column orders", "blocks required_column orders", "notes new_column orders"],
        },
        Migration {
            sql: "ALTER TABLE orders ADD token uuid NOT NULL UNIQUE, ADD place integer NOT NULL, ADD UNIQUE (user_id, place)",
            reported: &["blocks required_column orders", "blocks required_column orders", "notes unique orders"],
        },
    ] {
        fits_again(version, &migration);
    }
});

on_every_version!(columns_that_are_gone_or_renamed_lose_their_line_or_keep_their_values, |version| {
    for migration in [
        Migration { sql: "ALTER TABLE orders DROP memo", reported: &["blocks missing_column memo"] },
        Migration { sql: "ALTER TABLE orders DROP code", reported: &["blocks missing_column code"] },
        Migration {
            sql: "ALTER TABLE users RENAME email TO email_address",
            reported: &["blocks missing_column email"],
        },
        Migration { sql: "ALTER TABLE orders RENAME state TO \"Stage\"", reported: &["blocks missing_column state"] },
        Migration {
            sql: "ALTER TABLE orders ADD CHECK (total > 0); ALTER TABLE orders RENAME total TO sum",
            reported: &["notes check orders", "blocks missing_column total"],
        },
        Migration {
            sql: "ALTER TABLE users DROP nick; ALTER TABLE users ADD nick text GENERATED ALWAYS AS (lower(email)) STORED",
            reported: &["blocks generated_column nick"],
        },
    ] {
        fits_again(version, &migration);
    }
    let renamed =
        Migration { sql: "ALTER TABLE orders RENAME TO purchases", reported: &["blocks missing_table orders"] };
    fits_again(version, &renamed);
});

on_every_version!(other_types_and_limits_get_another_line, |version| {
    for migration in [
        Migration { sql: "ALTER TABLE orders ALTER id TYPE bigint", reported: &["notes type id"] },
        Migration { sql: "ALTER TABLE orders ALTER id TYPE smallint", reported: &["notes type id"] },
        Migration { sql: "ALTER TABLE orders ALTER total TYPE numeric(6,1)", reported: &["blocks type total"] },
        Migration { sql: "ALTER TABLE users ALTER created_at TYPE date", reported: &["blocks type created_at"] },
        Migration { sql: "ALTER TABLE users ALTER nick TYPE uuid USING NULL", reported: &["blocks type nick"] },
        Migration { sql: "ALTER TABLE orders ALTER memo TYPE varchar(20)", reported: &["blocks length memo"] },
        Migration { sql: "ALTER TABLE orders ALTER memo SET NOT NULL", reported: &["blocks nulls memo"] },
        Migration { sql: "ALTER TYPE state ADD VALUE 'sent'", reported: &["notes labels state"] },
        Migration { sql: "ALTER TYPE state RENAME VALUE 'paid' TO 'settled'", reported: &["blocks labels state"] },
    ] {
        fits_again(version, &migration);
    }
});

on_every_version!(new_constraints_are_stated_or_drawn, |version| {
    for migration in [
        Migration { sql: "ALTER TABLE users ADD UNIQUE (nick)", reported: &["blocks unique users"] },
        Migration { sql: "ALTER TABLE orders ADD UNIQUE (user_id, agent)", reported: &["notes unique orders"] },
        Migration {
            sql: "ALTER TABLE orders ADD CONSTRAINT large CHECK (total >= 5)",
            reported: &["notes check orders"],
        },
        Migration {
            sql: "ALTER TABLE users ADD CONSTRAINT nicks CHECK (nick IN ('ann', 'bob'))",
            reported: &["notes check users"],
        },
        Migration {
            sql: "ALTER TABLE users ADD CONSTRAINT letters CHECK (nick ~ '^[a-z]{4}$')",
            reported: &["notes check users"],
        },
        Migration {
            sql: "ALTER TABLE orders ADD FOREIGN KEY (agent) REFERENCES users",
            reported: &["blocks reference agent"],
        },
    ] {
        fits_again(version, &migration);
    }
});

on_every_version!(new_tables_get_the_lines_of_init, |version| {
    let migration = Migration {
        sql: "CREATE TABLE payments (id serial PRIMARY KEY, order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE,
                amount numeric(10,2) NOT NULL CHECK (amount > 0), method_id integer NOT NULL);
              CREATE TABLE methods (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
              ALTER TABLE payments ADD FOREIGN KEY (method_id) REFERENCES methods;
              CREATE TABLE schema_migrations (version text PRIMARY KEY)",
        reported: &["notes new_table ", "notes new_table "],
    };
    fits_again(version, &migration);
});

on_every_version!(what_is_left_out_on_purpose_stays_so, |version| {
    let source = Source::new(version, SCHEMA);
    source.init("app", &[]);
    let fit = ["fit", "demo", "--store", &source.url];
    let printed = source.output(0, &fit);
    assert!(printed.starts_with("generators/app/spec.yaml fits schema \"public\" of database"), "{printed}");
    source.exec("ALTER TABLE users ADD tags text[], ADD phone text; CREATE TABLE audit (id serial PRIMARY KEY)");
    let printed = source.output(1, &fit);
    assert!(
        printed.contains("note: column \"tags\" of table \"users\" is not in the spec: it stays null"),
        "{printed}"
    );
    let path = source.folder.path().join("generators/app/spec.yaml");
    let spec = source.spec("app");
    let decided = spec.replace("reseed: 1\n", "# left out: audit (not ours)\nreseed: 1\n");
    let decided = decided.replace("      nick:", "      # phone: left out: not used\n      nick:");
    std::fs::write(&path, decided).expect("the folder is ours");
    let printed = source.output(0, &fit);
    assert!(printed.contains("tags") && !printed.contains("phone") && !printed.contains("audit"), "{printed}");
    std::fs::write(&path, spec).expect("the folder is ours");
    let printed = source.output(1, &[&fit[..], &["--tables", "users"]].concat());
    assert!(printed.contains("phone") && !printed.contains("audit"), "{printed}");
    let error = source.expect(2, &["fit", "demmo", "--store", &source.url]);
    assert!(error.contains("\"demmo\" is neither a pack in") && error.contains("Did you mean \"demo\"?"), "{error}");
    let error = source.expect(2, &["fit", "demo"]);
    assert!(error.contains("reseed fit applies to PostgreSQL stores only"), "{error}");
});
