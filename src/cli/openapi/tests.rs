use super::*;

fn read(text: &str) -> Result<OpenApi, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, text).expect("the folder is ours");
    OpenApi::read(&path).map_err(|error| format!("{error:?}"))
}

fn api(version: &str, schemas: &str) -> OpenApi {
    let text = format!(
        "openapi: {version}\ninfo: {{ title: T, version: \"1\" }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    read(&text).expect("a document")
}

#[test]
fn schemas_of_3_0_become_those_of_3_1() {
    let found = api(
        "3.0.3",
        "    A:
      type: object
      required: [secret, n]
      properties:
        n: { type: integer, format: int32, minimum: 0, exclusiveMinimum: true }
        m: { type: number, maximum: 5, exclusiveMaximum: false }
        s: { type: string, nullable: true, enum: [a, b] }
        r: { nullable: true, allOf: [ { $ref: '#/components/schemas/B' } ] }
        nullable: { type: boolean }
        secret: { type: string, writeOnly: true }
    B: { type: string }
",
    );
    let expected = json!({
        "type": "object", "required": ["n"],
        "properties": {
            "n": { "type": "integer", "format": "int32", "maximum": i32::MAX, "exclusiveMinimum": 0 },
            "m": { "type": "number", "maximum": 5 },
            "s": { "type": ["string", "null"], "enum": ["a", "b", null] },
            "r": { "anyOf": [{ "allOf": [{ "$ref": "#/components/schemas/B" }] }, { "type": "null" }] },
            "nullable": { "type": "boolean" },
            "secret": { "type": "string", "writeOnly": true },
        },
    });
    assert_eq!(found.schema("A"), Some(&expected));
    let object = found.object("A").expect("an object");
    let names: Vec<(&str, bool)> =
        object.properties.iter().map(|property| (property.name, property.is_required)).collect();
    assert_eq!(names, [("n", true), ("m", false), ("s", false), ("r", false), ("nullable", false)]);
    let shape = found.shape(object.properties[3].schema);
    assert_eq!((shape.ty, shape.is_nullable), (Some("string"), true));
}

#[test]
fn objects_have_the_properties_of_all_their_parts() {
    let found = api(
        "3.1.0",
        "    A: { allOf: [ { $ref: '#/components/schemas/B' }, { required: [b], properties: { a: { type: [integer, 'null'] } } } ] }
    B: { type: object, properties: { b: { type: string }, a: { type: string } } }
    C: { type: string }
",
    );
    let object = found.object("A").expect("an object");
    let names: Vec<(&str, bool)> =
        object.properties.iter().map(|property| (property.name, property.is_required)).collect();
    assert_eq!(names, [("b", true), ("a", false)]);
    assert!(found.shape(object.properties[1].schema).is_nullable);
    assert!(found.object("C").is_none());
}

#[test]
fn what_is_no_document_is_named() {
    for (text, why) in [
        ("swagger: '2.0'\n", "it has no \\\"openapi\\\""),
        ("openapi: 4.0.0\n", "must be 3.0 or 3.1, got \\\"4.0.0\\\""),
        ("openapi: 3.1.0\n", "has no schemas in \\\"components.schemas\\\""),
        (
            "openapi: 3.1.0\ncomponents: { schemas: { A: { $ref: 'other.yaml#/A' } } }\n",
            "refers to \\\"other.yaml#/A\\\"",
        ),
        ("openapi: 3.1.0\ncomponents: { schemas: { A: { $ref: '#/components/schemas/B' } } }\n", "which is not in it"),
    ] {
        let error = read(text).expect_err(text);
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn words_without_quotes_have_the_types_of_yaml() {
    let found = api("3.1.0", "    A: { enum: [1, -2.5, +3, 1e2, true, null, ~, '7', 1.2.3, e, NO] }\n");
    let expected = json!([1, -2.5, 3, 100.0, true, null, null, "7", "1.2.3", "e", "NO"]);
    assert_eq!(found.schema("A").and_then(|schema| schema.get("enum")), Some(&expected));
}
