//! The `adopt:` of a tenant file: that the tenant's rows live in tables which an application's migrations made, and whose they are.

use super::fault::{Fault, quote};
use super::parse::SpecReader;
use super::source::Span;
use super::yaml::{YamlNode, YamlValue};

/// The keys of `adopt:`, in the order that reads best.
pub const ADOPT_KEYS: [&str; 6] = ["schema", "tables", "tenant_column", "tenant_value", "roles", "triggers"];

/// The schema where none is named.
const SCHEMA_DEFAULT: &str = "public";

/// Tables that an application's migrations made, as a tenant file names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptSection {
    /// Where the file says so.
    pub span: Span,
    /// The schema that they are in.
    pub schema: String,
    /// Shell patterns of their names; none: all tables of the schema.
    pub tables: Vec<String>,
    /// The column that says whose a row is; none where all rows are the tenant's.
    pub tenant_column: Option<String>,
    /// Its value in the tenant's rows, as text; there if the column is.
    pub tenant_value: Option<String>,
    /// Roles that may reset the tenant.
    pub roles: Vec<String>,
    /// Whether the application's triggers stay silent while rows are loaded.
    pub are_triggers_silent: bool,
}

impl SpecReader<'_> {
    /// The tables that `adopt:` names.
    pub(super) fn adopt_section(&mut self, node: &YamlNode) -> Option<AdoptSection> {
        for entry in self.entries("\"adopt\"", node)? {
            if !ADOPT_KEYS.contains(&entry.key.text.as_str()) {
                self.unknown_key(&entry.key, "\"adopt\"", &ADOPT_KEYS);
            }
        }
        let mut text = |key: &str| node.get(key).map(|value| self.plain_text(key, value));
        let (schema, column, value) = (text("schema"), text("tenant_column"), text("tenant_value"));
        let [tables, roles] = ["tables", "roles"].map(|key| node.get(key).map(|value| self.texts(key, value)));
        let are_triggers_silent = node.get("triggers").map(|value| self.are_silent(value));
        let given = [("tenant_column", column.is_some()), ("tenant_value", value.is_some())];
        if let [(lone, true), (missing, false)] | [(missing, false), (lone, true)] = given {
            let fault = Fault::new(node.span, format!("{} needs {}", quote(lone), quote(missing)));
            self.push(fault.help("The column says whose a row is, and the value which rows are this tenant's."));
            return None;
        }
        Some(AdoptSection {
            span: node.span,
            schema: schema.unwrap_or_else(|| Some(SCHEMA_DEFAULT.to_owned()))?,
            tables: tables.unwrap_or(Some(Vec::new()))?,
            tenant_column: column.map_or(Some(None), |column| column.map(Some))?,
            tenant_value: value.map_or(Some(None), |value| value.map(Some))?,
            roles: roles.unwrap_or(Some(Vec::new()))?,
            are_triggers_silent: are_triggers_silent.unwrap_or(Some(false))?,
        })
    }

    /// A text, or a list of texts.
    fn texts(&mut self, key: &str, node: &YamlNode) -> Option<Vec<String>> {
        match &node.value {
            YamlValue::List(items) => items.iter().map(|item| self.plain_text(key, item)).collect(),
            _ => Some(vec![self.plain_text(key, node)?]),
        }
    }

    fn are_silent(&mut self, node: &YamlNode) -> Option<bool> {
        match self.scalar("triggers", node)? {
            "fire" => Some(false),
            "silent" => Some(true),
            other => {
                let fault = Fault::new(node.span, format!("triggers must be fire or silent, got {}", quote(other)));
                self.push(
                    fault
                        .help("\"fire\" runs the application's triggers on rows that are loaded; \"silent\" does not."),
                );
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::spec::source::Source;
    use crate::spec::tenant::TenantFile;

    fn faults(adopt: &str) -> Vec<String> {
        let source = Source::new("t.yaml", format!("tenant: a\ndataset: d\nadopt: {adopt}\n"));
        let file = TenantFile::parse(&source);
        file.err().map(|faults| faults.faults.into_iter().map(|fault| fault.message).collect()).unwrap_or_default()
    }

    #[test]
    fn missing_keys_have_defaults() {
        let source = Source::new("t.yaml", "tenant: a\ndataset: d\nadopt: { tables: users }\n");
        let adopt = TenantFile::parse(&source).ok().and_then(|file| file.adopt).expect("a good file");
        assert_eq!([adopt.schema.as_str(), adopt.tables[0].as_str()], ["public", "users"]);
        assert!(adopt.tenant_column.is_none() && adopt.roles.is_empty() && !adopt.are_triggers_silent);
    }

    #[test]
    fn slips_are_faults() {
        assert_eq!(faults("{ tenant_column: a, tenant_value: 0x2a }"), [""; 0]);
        assert_eq!(faults("{ tenant_value: 4 }"), ["\"tenant_value\" needs \"tenant_column\""]);
        assert_eq!(faults("{ tenant_column: a }"), ["\"tenant_column\" needs \"tenant_value\""]);
        assert_eq!(faults("{ triggers: off }"), ["triggers must be fire or silent, got \"off\""]);
        assert_eq!(faults("{ schemas: [a] }"), ["unknown key \"schemas\""]);
        assert_eq!(faults("public"), ["\"adopt\" must be a map, got text"]);
    }
}
