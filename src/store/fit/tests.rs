use super::*;
use crate::plan::{Check, ChoiceSet, ForeignKey, IntWidth};
use crate::store::catalog::{CatalogCheck, CatalogReference, DecimalDigits};

fn column(name: &str, ty: Type) -> Column {
    Column { name: name.to_owned(), stored_name: name.to_owned(), nullable: false, ..Column::described(ty) }
}

fn choices(texts: &[&str]) -> Option<ChoiceSet> {
    Some(ChoiceSet { texts: names(texts), closed: true })
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn table(name: &str, columns: Vec<Column>) -> Table {
    let columns = [column("id", Type::INT)].into_iter().chain(columns).collect();
    Table { name: name.to_owned(), stored_name: name.to_owned(), columns, key: vec![0], ..Table::described() }
}

fn field(name: &str, ty: FieldType, type_name: &str) -> CatalogField {
    CatalogField {
        name: name.to_owned(),
        ty,
        type_name: type_name.to_owned(),
        is_nullable: false,
        default: None,
        is_numbered: false,
        generated: None,
        null_share: None,
    }
}

fn target(name: &str, fields: Vec<CatalogField>) -> CatalogTable {
    let id = field("id", FieldType::Int(IntWidth::Eight), "bigint");
    let fields = [id].into_iter().chain(fields).collect();
    CatalogTable { name: name.to_owned(), fields, key: names(&["id"]), ..CatalogTable::default() }
}

fn all(tables: &[Table], targets: Vec<CatalogTable>) -> Vec<Misfit> {
    misfits(tables, &Catalog { database: "app".to_owned(), schema: "public".to_owned(), tables: targets })
}

/// The level, the kind and the message of the only misfit.
#[track_caller]
fn one(column: Column, field: CatalogField) -> (FitLevel, MisfitKind, String) {
    let found = all(&[table("a", vec![column])], vec![target("a", vec![field])]);
    let [misfit] = found.as_slice() else { panic!("one misfit: {found:#?}") };
    assert_eq!(misfit.place, Some(FitPlace { table: 0, column: Some(1) }));
    (misfit.level, misfit.kind, misfit.message.clone())
}

#[track_caller]
fn none(column: Column, field: CatalogField) {
    let found = all(&[table("a", vec![column])], vec![target("a", vec![field])]);
    assert_eq!(found, []);
}

#[test]
fn tables_of_one_side_only_are_named_and_a_renamed_one_is_found_by_its_columns() {
    let tables = [table("a", vec![column("x", Type::Text)]), table("gone", vec![column("y", Type::Text)])];
    let text = |name: &str| field(name, FieldType::Text(None), "text");
    let found = all(
        &tables,
        vec![target("b", vec![text("x")]), target("new", Vec::new()), target("alembic_version", vec![text("v")])],
    );
    let found: Vec<(MisfitKind, &str, Option<&str>)> =
        found.iter().map(|misfit| (misfit.kind, misfit.table.as_str(), misfit.renamed_to.as_deref())).collect();
    assert_eq!(
        found,
        [
            (MisfitKind::MissingTable, "a", Some("b")),
            (MisfitKind::MissingTable, "gone", None),
            (MisfitKind::NewTable, "new", None),
        ]
    );
}

#[test]
fn a_column_that_is_gone_has_another_name_where_one_is_close_or_the_only_one_of_its_type() {
    let missing = |own: &str, ty, new: Vec<CatalogField>| {
        let found = all(&[table("a", vec![column(own, ty)])], vec![target("a", new)]);
        let misfit = found.first().expect("the column is missing").clone();
        assert_eq!((misfit.kind, misfit.level), (MisfitKind::MissingColumn, FitLevel::Blocks));
        let is_named_twice = |other: &Misfit| other.columns.iter().any(|name| misfit.renamed_to.as_ref() == Some(name));
        assert!(!found.iter().any(is_named_twice), "{found:#?}");
        misfit.renamed_to
    };
    let text = |name: &str| field(name, FieldType::Text(None), "text");
    let day = || field("day", FieldType::Date, "date");
    assert_eq!(missing("emial", Type::Text, vec![text("email"), text("x")]), Some("email".to_owned()));
    assert_eq!(missing("phone", Type::Text, vec![text("mobile"), day()]), Some("mobile".to_owned()));
    assert_eq!(missing("phone", Type::Text, vec![text("mobile"), text("fax")]), None);
    assert_eq!(missing("phone", Type::Text, vec![day()]), None);
}

#[test]
fn columns_that_the_spec_lacks_block_only_where_the_database_cannot_fill_them() {
    let text = |name: &str| field(name, FieldType::Text(None), "text");
    let fields = vec![
        CatalogField { is_nullable: true, ..text("nullable") },
        CatalogField { default: Some("now()".to_owned()), ..text("filled") },
        CatalogField { is_numbered: true, ..text("numbered") },
        CatalogField { generated: Some("lower(x)".to_owned()), ..text("generated") },
        text("required"),
    ];
    let found = all(&[table("a", Vec::new())], vec![target("a", fields)]);
    let found: Vec<(FitLevel, MisfitKind, &str)> =
        found.iter().map(|misfit| (misfit.level, misfit.kind, misfit.message.as_str())).collect();
    let new = |message| (FitLevel::Notes, MisfitKind::NewColumn, message);
    assert_eq!(
        found,
        [
            new("column \"nullable\" of table \"a\" is not in the spec: it stays null"),
            new("column \"filled\" of table \"a\" is not in the spec: its default is now()"),
            new("column \"numbered\" of table \"a\" is not in the spec: the database numbers it"),
            (
                FitLevel::Blocks,
                MisfitKind::RequiredColumn,
                "column \"required\" of table \"a\" is not in the spec, takes no nulls and has no default"
            ),
        ]
    );
}

#[test]
fn types_fit_where_the_database_takes_every_value() {
    let int = |width| field("c", FieldType::Int(width), "integer");
    let number =
        |precision, scale| field("c", FieldType::Decimal(Some(DecimalDigits { precision, scale })), "numeric(p,s)");
    let decimal = |precision, scale| column("c", Type::Decimal { precision, scale });
    none(column("c", Type::Int(IntWidth::Four)), int(IntWidth::Four));
    none(decimal(10, 2), field("c", FieldType::Decimal(None), "numeric"));
    none(column("c", Type::Text), field("c", FieldType::Other, "bytea"));
    let level = |own: Column, target: CatalogField| {
        let found = all(&[table("a", vec![own])], vec![target_of(target)]);
        (found[0].level, found[0].depends_on_rows)
    };
    let (wider, narrower) = ((FitLevel::Notes, false), (FitLevel::Notes, true));
    assert_eq!(level(column("c", Type::Int(IntWidth::Four)), int(IntWidth::Eight)), wider);
    assert_eq!(level(column("c", Type::INT), int(IntWidth::Two)), narrower);
    assert_eq!(level(decimal(10, 2), number(12, 3)), wider);
    assert_eq!(level(decimal(10, 2), number(10, 3)), narrower);
    assert_eq!(level(decimal(10, 3), number(12, 2)), narrower);
    assert_eq!(level(column("c", Type::Int(IntWidth::Two)), number(5, 0)), wider);
    assert_eq!(level(column("c", Type::Int(IntWidth::Two)), number(5, 1)), narrower);
    assert_eq!(level(column("c", Type::Uuid), field("c", FieldType::Text(None), "text")), wider);
    let blocks = (FitLevel::Blocks, false);
    assert_eq!(level(column("c", Type::Text), field("c", FieldType::Uuid, "uuid")), blocks);
    assert_eq!(level(column("c", Type::Time), field("c", FieldType::Date, "date")), blocks);
    assert_eq!(
        one(column("c", Type::Bool), int(IntWidth::Four)).2,
        "column \"a.c\" is bool in the spec, integer in the database"
    );
}

fn target_of(field: CatalogField) -> CatalogTable {
    target("a", vec![field])
}

#[test]
fn nulls_lengths_and_labels_block_where_the_spec_is_sure_of_them() {
    let text = |length| field("c", FieldType::Text(length), "character varying");
    let labels = |labels: &[&str]| field("c", FieldType::Labels(names(labels)), "state");
    let nullable = |nulls| Column { nullable: true, nulls, ..column("c", Type::Text) };
    assert_eq!(one(nullable(5), text(None)).0, FitLevel::Blocks);
    assert_eq!(one(nullable(0), text(None)).0, FitLevel::Notes);
    none(nullable(5), CatalogField { is_nullable: true, ..text(None) });
    let of = |texts: &[&str]| Column { choices: choices(texts), ..column("c", Type::Text) };
    none(of(&["äöü"]), text(Some(3)));
    let (level, kind, message) = one(of(&["a", "abcd"]), text(Some(3)));
    assert_eq!((level, kind), (FitLevel::Blocks, MisfitKind::Length));
    assert_eq!(message, "column \"a.c\": the choice \"abcd\" has 4 characters, the database takes 3");
    assert_eq!(one(column("c", Type::Text), text(Some(3))).0, FitLevel::Notes);
    none(of(&["a", "b"]), labels(&["a", "b"]));
    none(
        Column { choices: choices(&["a"]).map(|set| ChoiceSet { closed: false, ..set }), ..of(&[]) },
        labels(&["a", "b"]),
    );
    assert_eq!(one(of(&["a"]), labels(&["a", "b"])).2, "column \"a.c\" lacks labels of state: \"b\"");
    assert_eq!(one(of(&["a", "x"]), labels(&["a"])).0, FitLevel::Blocks);
    assert_eq!(one(column("c", Type::Text), labels(&["a"])).0, FitLevel::Notes);
}

#[test]
fn values_for_a_generated_column_block() {
    let generated = CatalogField { generated: Some("1".to_owned()), ..field("c", FieldType::Text(None), "text") };
    assert_eq!(one(column("c", Type::Text), generated).1, MisfitKind::GeneratedColumn);
}

#[test]
fn constraints_that_the_spec_states_are_no_misfit() {
    let mut target = target(
        "a",
        vec![field("x", FieldType::Text(None), "text"), field("b_id", FieldType::Int(IntWidth::Eight), "bigint")],
    );
    target.unique = vec![names(&["x"]), names(&["b_id", "id"]), names(&["x", "b_id"])];
    target.checks = vec![CatalogCheck { name: "A_holds".to_owned(), condition: "x <> ''".to_owned() }];
    let reference = |table: &str| CatalogReference {
        columns: names(&["b_id"]),
        table: table.to_owned(),
        targets: names(&["id"]),
        ..CatalogReference::default()
    };
    target.references = vec![reference("b")];
    target.others = vec!["EXCLUDE USING gist (x WITH &&)".to_owned()];
    let other = || CatalogTable { name: "b".to_owned(), ..target_of(field("x", FieldType::Text(None), "text")) };
    let plain = table("a", vec![column("x", Type::Text), column("b_id", Type::INT)]);
    let b = table("b", vec![column("x", Type::Text)]);
    let kinds = |table: &Table, target: &CatalogTable| {
        let found = all(&[table.clone(), b.clone()], vec![target.clone(), other()]);
        found.into_iter().map(|misfit| (misfit.kind, misfit.columns.join(" "))).collect::<Vec<_>>()
    };
    let of = |kind, columns: &str| (kind, columns.to_owned());
    let unstated = || of(MisfitKind::Unstated, "");
    assert_eq!(
        kinds(&plain, &target),
        [
            of(MisfitKind::Unique, "x"),
            of(MisfitKind::Unique, "x b_id"),
            of(MisfitKind::Check, ""),
            of(MisfitKind::Reference, "b_id"),
            unstated(),
        ]
    );
    let check = Check { name: "a_holds".to_owned(), sql: "x <> ''".to_owned(), condition: None };
    let stated = Table {
        unique: vec![vec![1]],
        checks: vec![check],
        foreign_keys: vec![ForeignKey { columns: vec![2], table: 1, target_columns: vec![0] }],
        ..plain.clone()
    };
    assert_eq!(kinds(&stated, &target), [unstated()]);
    let elsewhere = ForeignKey { columns: vec![2], table: 1, target_columns: vec![1] };
    let elsewhere = Table { foreign_keys: vec![elsewhere], ..stated.clone() };
    assert_eq!(kinds(&elsewhere, &target), [of(MisfitKind::Reference, "b_id"), unstated()], "to another column");
    let mut empty = plain;
    (empty.columns[2].nulls, empty.columns[2].nullable) = (u64::MAX, true);
    target.fields[2].is_nullable = true;
    assert!(!kinds(&empty, &target).iter().any(|(kind, _)| *kind == MisfitKind::Reference));
    target.references = vec![reference("taxes")];
    assert!(kinds(&stated, &target).contains(&of(MisfitKind::Reference, "b_id")));
}
