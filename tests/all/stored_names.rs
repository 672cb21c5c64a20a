//! Names that databases keep for themselves, and names that only look as if they did.

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use reseed::on_every_version;

use crate::server;
use crate::workspace::{TENANT, Workspace};

/// A spec of the dataset of the workspace's tenant.
fn with_spec(workspace: &Workspace, tables: &str) {
    let text = format!("reseed: 1\ndataset: shop\nas_of: 2026-01-01T00:00:00Z\ntables:\n{tables}");
    std::fs::write(workspace.path("generators/shop/spec.yaml"), text).expect("the folder is ours");
    let tenant = format!("tenant: {TENANT}\ndataset: shop\n");
    std::fs::write(workspace.path("seeds/globex.yaml"), tenant).expect("the folder is ours");
}

/// An address that nothing answers at: `check` does not ask.
const NOWHERE: &str = "postgres://nobody@127.0.0.1:1/none";

#[test]
fn names_that_a_store_keeps_for_itself_are_refused_for_it_and_warned_of_for_others() {
    let workspace = Workspace::new();
    let tables =
        |notes: &str, column: &str| format!("  {notes}\n    rows: 2\n    columns:\n      id: serial\n      {column}\n");
    let said =
        |code: i32, arguments: &[&str]| String::from_utf8_lossy(&workspace.expect(code, arguments).stderr).into_owned();
    with_spec(&workspace, &tables("sqlite_notes:", "xmin: { constant: 1 }"));
    let (table, column) = (
        "5:3: table \"sqlite_notes\" cannot be stored on SQLite as \"sqlite_notes\": names that begin with \"sqlite_\" are",
        "9:7: column \"sqlite_notes.xmin\" cannot be stored on PostgreSQL as \"xmin\": every table has a system column",
    );
    for arguments in [&["check"][..], &["check", TENANT], &["up"], &["up", "ci", "--like", TENANT]] {
        let said = said(2, arguments).replace("\n  | ", " ");
        assert!(said.contains(table) && said.contains("another name there with \"as\""), "{arguments:?}: {said}");
        assert!(!said.contains("error: generators/shop/spec.yaml:9"), "PostgreSQL is not the store: {said}");
    }
    assert!(!workspace.path(".reseed").exists(), "nothing was made");
    for command in ["check", "up"] {
        let said = said(2, &[command, "--store", NOWHERE]).replace("\n  | ", " ");
        assert!(said.contains(column) && !said.contains(table), "{said}");
    }
    with_spec(&workspace, &tables("notes:\n    as: pg_notes", "xmin: { constant: 1, as: XMIN }"));
    let warned = said(0, &["check"]);
    let warning =
        "warning: generators/shop/spec.yaml:6: table \"notes\" cannot be stored on PostgreSQL as \"pg_notes\": ";
    assert!(warned.starts_with(warning) && warned.matches("warning: ").count() == 1, "{warned}");
    assert_eq!(said(0, &["check", "--store", "sqlite:elsewhere"]), warned);
    with_spec(&workspace, &tables("notes:", "xmin: { constant: 1, as: x_min }"));
    assert_eq!(said(0, &["check", "--store", NOWHERE]), "");
    workspace.expect(0, &["up", "--quiet"]);
}

on_every_version!(every_system_column_of_a_server_is_refused_and_no_other_name, |version| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let address = server::database(version);
    let names: Vec<String> = runtime.block_on(async {
        let mut connection = PgConnection::connect(&address).await.expect("the server answers");
        let sql = "SELECT attname::text FROM pg_attribute WHERE attrelid = 'pg_class'::regclass AND attnum < 0";
        sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("the catalog")
    });
    assert!(names.len() >= 6, "{names:?}");
    let workspace = Workspace::new();
    let columns: String = names.iter().map(|name| format!("      {name}: {{ constant: 1 }}\n")).collect();
    with_spec(&workspace, &format!("  notes:\n    rows: 1\n    columns:\n      id: serial\n{columns}"));
    let said = workspace.expect(2, &["check", "shop", "--store", NOWHERE]).stderr;
    let said = String::from_utf8_lossy(&said).replace("\n  | ", " ");
    assert_eq!(said.matches("a system column of this name").count(), names.len(), "{said}");
});

/// Words that databases and reseed's own statements give a meaning, as names of a table and its columns.
const WORDS: &str = r#"  user:
    rows: 3
    indexes: [select]
    unique: [[oid, order]]
    columns:
      id:         serial
      oid:        serial
      order:      { constant: a }
      row:        { constant: text, as: rowid }
      hidden:     { constant: 1, as: _rowid_ }
      upper:      { constant: 1, as: XMIN }
      select:     { constant: 1 }
      l:          { constant: 1 }
      s:          { constant: 1 }
      t:          { constant: 1 }
      new:        { constant: 1, as: NEW }
      quoted:     { constant: 1, as: 'a "b" $reseed$' }
      pg_catalog: { constant: 1 }
      owner:      { constant: 1, as: tenant }
  lists:
    as: pragma_table_list
    rows: 2
    columns:
      id: serial
  infos:
    each: user
    as: pragma_table_xinfo
    count: 2
    columns:
      id:      serial
      user_id: user.id
  checks:
    as: pragma_foreign_key_check
    rows: 2
    columns:
      id: serial
"#;

#[test]
fn words_of_sql_and_of_reseeds_own_statements_are_names_like_any_other() {
    let stores = [
        (None, &[][..]),
        (Some(server::database(15)), &["--layout", "shared"][..]),
        (Some(server::database(18)), &["--layout", "schema"][..]),
    ];
    for (store, options) in stores {
        let workspace = store.as_ref().map_or_else(Workspace::new, |store| Workspace::on(store));
        with_spec(&workspace, WORDS);
        workspace.expect(0, &[&["up", "--quiet"], options].concat());
        workspace.expect(0, &["verify", TENANT]);
        workspace.expect(0, &["sql", TENANT, "UPDATE \"user\" SET \"order\" = 'b', \"rowid\" = 'x' WHERE id = 2"]);
        let diff = String::from_utf8_lossy(&workspace.expect(1, &["diff", TENANT]).stdout).into_owned();
        assert!(diff.contains("changed user id=2: order, rowid"), "{store:?}: {diff}");
        workspace.expect(0, &["reset", TENANT]);
        workspace.expect(0, &["verify", TENANT]);
        workspace.expect(0, &["undo", TENANT]);
        workspace.expect(1, &["verify", TENANT]);
    }
}
