//! Facts of a database → the text of a spec, which passes check whatever they are.

use super::sketch::sketch;
use super::trial::tried;
use crate::plan::IntWidth;
use crate::store::catalog::{
    Catalog, CatalogCheck, CatalogField, CatalogReference, CatalogTable, DecimalDigits, FieldType,
};

const INT: FieldType = FieldType::Int(IntWidth::Four);
const TEXT: FieldType = FieldType::Text(None);

fn field(name: &str, ty: FieldType) -> CatalogField {
    let type_name = match &ty {
        FieldType::Other => "bytea",
        FieldType::Time => "timestamp without time zone",
        _ => "text",
    };
    CatalogField {
        name: name.to_owned(),
        is_numbered: name == "id" && ty == INT,
        ty,
        type_name: type_name.to_owned(),
        is_nullable: false,
        default: None,
        generated: None,
        null_share: None,
    }
}

fn nullable(name: &str, ty: FieldType) -> CatalogField {
    CatalogField { is_nullable: true, ..field(name, ty) }
}

/// A table whose key is `id`.
fn table(name: &str, fields: Vec<CatalogField>) -> CatalogTable {
    let fields = [field("id", INT)].into_iter().chain(fields).collect();
    CatalogTable { name: name.to_owned(), fields, key: names(&["id"]), ..CatalogTable::default() }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn reference(columns: &[&str], table: &str, targets: &[&str]) -> CatalogReference {
    let (columns, targets) = (names(columns), names(targets));
    CatalogReference { columns, table: table.to_owned(), targets, ..CatalogReference::default() }
}

fn check(name: &str, condition: &str) -> CatalogCheck {
    CatalogCheck { name: name.to_owned(), condition: condition.to_owned() }
}

fn spec(tables: Vec<CatalogTable>) -> String {
    let catalog = Catalog { database: "app".to_owned(), schema: "public".to_owned(), tables };
    let document = sketch(&catalog, "app", Vec::new());
    tried(document, &"demo".parse().expect("a tenant name")).expect("a spec that passes check").text
}

#[track_caller]
fn has(spec: &str, lines: &[&str]) {
    for line in lines {
        assert!(spec.lines().any(|known| known.split_whitespace().eq(line.split_whitespace())), "{line}\n\n{spec}");
    }
}

#[test]
fn names_that_a_spec_does_not_take_are_kept_by_as() {
    let order = CatalogTable { key: names(&["OrderId"]), ..table("Order Details", vec![field("OrderId", INT)]) };
    let spec = spec(vec![order, table("rows", vec![field("parent", TEXT), field("_rev", INT), field("$x", TEXT)])]);
    has(
        &spec,
        &[
            "order_details:",
            "as: Order Details",
            "key: [order_id]",
            "order_id: { serial: true, type: int4, as: OrderId }",
        ],
    );
    has(&spec, &["rows_table:", "as: rows", "parent_value: { words: [1, 3], as: parent }"]);
    has(&spec, &["rev: { int: { uniform: [1, 1] }, type: int4, as: \"_rev\" }"]);
    assert!(spec.contains("# decide: $x: left out: its name cannot be written in a spec"), "{spec}");
}

#[test]
fn lengths_and_digits_are_respected() {
    let digits = |precision, scale| FieldType::Decimal(Some(DecimalDigits { precision, scale }));
    let short = |length| FieldType::Text(Some(length));
    let fields = vec![
        field("first_name", short(40)),
        field("city", short(6)),
        field("body", short(60)),
        field("body_long", TEXT),
        field("flag", short(1)),
        field("price", digits(10, 2)),
        field("rate", digits(3, 3)),
        field("points", digits(2, 0)),
        field("amount", FieldType::Decimal(None)),
    ];
    let spec = spec(vec![table("things", fields)]);
    has(&spec, &["first_name: { person: first }", "city: { pattern: \"[A-Z0-9]{6}\" }", "body: { sentence: [1, 3] }"]);
    has(
        &spec,
        &["flag: { pattern: \"[A-Z0-9]{1}\" }", "rate: { decimal: { uniform: [0, 1] }, type: \"decimal(3,3)\" }"],
    );
    has(&spec, &["points: { decimal: { uniform: [0, 99] }, type: \"decimal(2,0)\" }"]);
    assert!(spec.contains("type: \"decimal(18,4)\" }   # any number of digits in the database"), "{spec}");
}

#[test]
fn references_lead_to_the_parent_to_any_row_or_nowhere() {
    let mut lines = table(
        "order_lines",
        vec![field("order_id", INT), nullable("product_id", INT), nullable("upper_id", INT), nullable("tax_id", INT)],
    );
    lines.references = vec![
        reference(&["order_id"], "orders", &["id"]),
        reference(&["product_id"], "products", &["id"]),
        reference(&["tax_id"], "taxes", &["id"]),
        reference(&["upper_id"], "order_lines", &["id"]),
    ];
    let mut orders = table("orders", vec![nullable("main_line_id", INT)]);
    orders.references = vec![reference(&["main_line_id"], "order_lines", &["id"])];
    let spec = spec(vec![lines, orders, table("products", Vec::new())]);
    has(&spec, &["each: orders", "count: { uniform: [1, 5] }", "order_id: orders.id"]);
    has(&spec, &["main_line_id: { ref: order_lines.id, nulls: 20% }", "product_id: { ref: products.id, nulls: 20% }"]);
    has(&spec, &["upper_id: { int: { uniform: [1, 1] }, type: int4, nulls: 100% }"]);
    assert!(spec.contains("# decide: it refers to taxes, which is not in this spec: all null"), "{spec}");
    assert!(spec.contains("# decide: it refers to its own table, and trees cannot be written yet: all null"), "{spec}");
    assert!(spec.find("  products:").expect("it is there") < spec.find("  order_lines:").expect("it is there"));
}

#[test]
fn a_required_reference_to_the_own_table_leads_to_the_row_itself() {
    let mut folders = table("folders", vec![field("root_id", INT)]);
    folders.references = vec![reference(&["root_id"], "folders", &["id"])];
    has(&spec(vec![folders]), &["root_id: { sql: \"id\" }"]);
}

#[test]
fn references_of_several_columns_agree_with_each_other_or_stay_null() {
    let org = || field("org_id", INT);
    let unique = vec![names(&["org_id", "id"])];
    let of_orgs = vec![reference(&["org_id"], "orgs", &["id"])];
    let users = CatalogTable { unique: unique.clone(), references: of_orgs.clone(), ..table("users", vec![org()]) };
    let projects = CatalogTable { unique, references: of_orgs.clone(), ..table("projects", vec![org()]) };
    let mut tasks = table("tasks", vec![org(), field("project_id", INT), nullable("user_id", INT)]);
    tasks.references = of_orgs;
    tasks.references.push(reference(&["org_id", "project_id"], "projects", &["org_id", "id"]));
    tasks.references.push(reference(&["org_id", "user_id"], "users", &["org_id", "id"]));
    let spec = spec(vec![table("orgs", Vec::new()), users, projects, tasks]);
    has(&spec, &["each: projects", "org_id: projects.org_id", "project_id: projects.id"]);
    assert!(spec.contains("# decide: the row of users would have to agree with another reference"), "{spec}");
}

#[test]
fn every_set_of_unique_columns_holds_by_construction() {
    let of = |name: &str, columns: &[&str], fields: Vec<CatalogField>| {
        let mut of = table(name, [field("user_id", INT)].into_iter().chain(fields).collect());
        of.references = vec![reference(&["user_id"], "users", &["id"])];
        of.unique = vec![names(columns)];
        of
    };
    let labels = FieldType::Labels(names(&["a", "b"]));
    let mut member = of("members", &["user_id", "group_id"], vec![field("group_id", INT)]);
    member.references.push(reference(&["group_id"], "groups", &["id"]));
    let mut users =
        table("users", vec![field("email", FieldType::Text(Some(120))), field("code", FieldType::Text(Some(4)))]);
    users.unique = vec![names(&["email"]), names(&["code"])];
    let spec = spec(vec![
        users,
        table("groups", Vec::new()),
        member,
        of("notes", &["user_id", "place"], vec![field("place", INT)]),
        of("labels", &["user_id", "name"], vec![field("name", TEXT)]),
        of("consents", &["user_id", "kind"], vec![field("kind", labels)]),
        of("profiles", &["user_id"], Vec::new()),
    ]);
    has(&spec, &["email: { email: _person, unique: true }", "code: { pattern: \"[A-Z0-9]{4}\", unique: true }"]);
    has(&spec, &["group_id: { ref: groups.id, distinct: true }", "place: { ordinal: true, type: int4 }"]);
    has(
        &spec,
        &["name: { template: \"Label {id}\" }", "- [user_id, name]", "user_id: { lookup: users.id, unique: true }"],
    );
    assert_eq!(spec.matches("count: 1\n").count(), 2, "one consent and one profile\n{spec}");
    assert!(!spec.contains("# decide:"), "{spec}");
}

#[test]
fn keys_are_composite_natural_or_missing() {
    let country = CatalogTable {
        name: "countries".to_owned(),
        fields: vec![field("code", FieldType::Text(Some(2)))],
        key: names(&["code"]),
        ..CatalogTable::default()
    };
    let log = CatalogTable { name: "log".to_owned(), fields: vec![field("line", TEXT)], ..CatalogTable::default() };
    let rates = CatalogTable {
        name: "rates".to_owned(),
        fields: vec![field("code", FieldType::Text(Some(2))), field("day", FieldType::Date), field("year", INT)],
        key: names(&["code", "day", "year"]),
        references: vec![reference(&["code"], "countries", &["code"])],
        ..CatalogTable::default()
    };
    let spec = spec(vec![country, log, rates]);
    has(&spec, &["key: [code]", "code: { pattern: \"[A-Z0-9]{2}\" }", "key: [row_number]", "row_number: serial"]);
    has(&spec, &["key: [code, day, year]", "code: countries.code", "year: { ordinal: true, type: int4 }"]);
    assert!(spec.contains("# decide: the table has no key, and a spec's needs one"), "{spec}");
}

#[test]
fn checks_close_choices_bound_numbers_and_order_instants() {
    let fields = vec![
        field("state", TEXT),
        field("size", INT),
        field("low", INT),
        field("high", INT),
        field("starts_at", FieldType::Date),
        nullable("ends_at", FieldType::Date),
        field("code", TEXT),
        field("odd", INT),
    ];
    let mut things = table("things", fields);
    things.checks = vec![
        check("state_known", "((state)::text = ANY (ARRAY['it''s'::text, 'b'::text]))"),
        check("size_positive", "((size > 0) AND (size <= 7))"),
        check("in_order", "(ends_at > starts_at)"),
        check("code_form", "(code ~ '^[a-z]{3}$'::text)"),
        check("odd_only", "((odd % 2) = 1)"),
        check("ranged", "(high >= low)"),
    ];
    let spec = spec(vec![things]);
    has(&spec, &["state: { choose: [\"it's\", b], closed: true }", "size: { int: { uniform: [1, 7] }, type: int4 }"]);
    has(&spec, &["size_positive: \"(size > 0) and (size <= 7)\"", "in_order: \"ends_at > starts_at\""]);
    has(&spec, &["ends_at: { date: { between: [starts_at + 1d, starts_at + 30d] }, nulls: 20% }"]);
    has(&spec, &["code: { pattern: \"^[a-z]{3}$\" }"]);
    assert!(spec.contains("# met by how values are drawn, and not stated: code ~ '^[a-z]{3}$'"), "{spec}");
    assert!(spec.contains("# decide: check odd_only is not stated (check \"odd_only\" does not hold"), "{spec}");
}

#[test]
fn what_has_no_type_is_left_out_and_asked_about_only_where_it_is_required() {
    let generated = CatalogField { generated: Some("lower(a)".to_owned()), ..field("b", TEXT) };
    let filled = CatalogField { default: Some("now()".to_owned()), ..field("c", FieldType::Other) };
    let fields = vec![
        generated,
        filled,
        nullable("d", FieldType::Other),
        field("e", FieldType::Other),
        field("tenant_id", FieldType::Uuid),
    ];
    let spec = spec(vec![table("things", fields), table("others", vec![field("tenant_id", TEXT)])]);
    assert!(spec.contains("# b: left out: the database generates it from lower(a)\n"), "{spec}");
    assert!(spec.contains("# c: left out: specs have no type for bytea; its default is now()\n"), "{spec}");
    assert!(spec.contains("# d: left out: specs have no type for bytea; it stays null\n"), "{spec}");
    assert!(spec.contains("# decide: e: left out: specs have no type for bytea, and the column is required"), "{spec}");
    has(&spec, &["tenant_id: uuid"]);
    has(&spec, &["tenant_id: tenant"]);
}

#[test]
fn estimates_set_rows_counts_and_nulls() {
    let mut orders = table("orders", vec![field("user_id", INT), nullable("note", TEXT), nullable("memo", TEXT)]);
    orders.references = vec![reference(&["user_id"], "users", &["id"])];
    orders.row_count = Some(9_000);
    orders.fields[2].null_share = Some(0.333);
    orders.fields[3].null_share = Some(0.0);
    let users = CatalogTable { row_count: Some(3_000), ..table("users", Vec::new()) };
    let spec = spec(vec![orders, users]);
    has(&spec, &["rows: 1000 * $scale", "count: { uniform: [1, 5] }", "note: { sentence: [4, 12], nulls: 33% }"]);
    has(&spec, &["memo: { words: [1, 3] }", "# the database has about 3000 rows"]);
}

#[test]
fn kinds_are_guessed_from_names() {
    let fields =
        ["phone", "email", "website", "last_ip", "slug", "currency", "country_code", "username", "avatar", "timezone"];
    let mut fields: Vec<CatalogField> = fields.iter().map(|name| field(name, TEXT)).collect();
    fields.extend(["created_at", "updated_at", "expires_at"].map(|name| field(name, FieldType::Time)));
    fields.push(field("birth_date", FieldType::Date));
    fields.push(field("name", TEXT));
    let spec = spec(vec![
        table("customers", fields),
        table("products", vec![field("name", TEXT)]),
        table("suppliers", vec![field("name", TEXT)]),
    ]);
    has(
        &spec,
        &["phone: { phone: { fixed: US } }", "email: { email: _person }", "name: _person.full", "last_ip: { ip: v4 }"],
    );
    has(&spec, &["website: { template: \"https://www.example.com/{id}\" }", "currency: { choose: [EUR, USD, GBP] }"]);
    has(
        &spec,
        &[
            "birth_date: { date: { between: [as_of - 80y, as_of - 18y] } }",
            "name: product",
            "name: { company: { fixed: en } }",
        ],
    );
    let time = "# timestamp without time zone in the database, timestamptz in UTC here";
    has(&spec, &[&format!("updated_at: {{ time: {{ between: [created_at, as_of] }} }} {time}")]);
    has(&spec, &[&format!("expires_at: {{ time: {{ between: [as_of, as_of + 1y] }} }} {time}")]);
}
