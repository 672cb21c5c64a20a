//! Names of a database → names of a spec, and the words that names are made of.
//!
//! A name that a spec takes stays as it is; every other becomes one, and `as:` keeps the database's.

use std::collections::BTreeSet;

use crate::spec::literal::is_name;
use crate::spec::parse::{NAME_BYTES_MAX, RESERVED, TABLE_KEYS};

/// What no file's name may hold on every system; a table's stored name is also a file's.
const FILE_NAMES_LACK: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names that differ from each other.
#[derive(Default)]
pub struct SpecNames {
    taken: BTreeSet<String>,
}

impl SpecNames {
    /// A table's name.
    pub fn table(&mut self, name: &str) -> String {
        let own = spec_name(name);
        let is_key = TABLE_KEYS.contains(&own.as_str()) || RESERVED.contains(&own.as_str());
        self.free(if is_key { format!("{own}_table") } else { own })
    }

    /// A column's name.
    pub fn column(&mut self, name: &str) -> String {
        let own = spec_name(name);
        self.free(if RESERVED.contains(&own.as_str()) { format!("{own}_value") } else { own })
    }

    /// A check's name.
    pub fn check(&mut self, name: &str) -> String {
        let own = spec_name(name);
        self.free(if RESERVED.contains(&own.as_str()) { format!("{own}_holds") } else { own })
    }

    /// Takes a name that is in use already.
    pub fn keep(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    fn free(&mut self, name: String) -> String {
        let mut free = name.clone();
        for number in 2.. {
            if self.taken.insert(free.clone()) {
                break;
            }
            free = format!("{}_{number}", shortened(&name, NAME_BYTES_MAX - 5));
        }
        free
    }
}

/// The name for a spec: `OrderItem` is `order_item`.
pub fn spec_name(name: &str) -> String {
    if is_name(name) && !name.starts_with('_') && name.len() <= NAME_BYTES_MAX {
        return name.to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let mut own = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(at + 1);
        let begins_word = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || before.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase)
            });
        if (begins_word || !letter.is_ascii_alphanumeric()) && !own.ends_with('_') {
            own.push('_');
        }
        if letter.is_ascii_alphanumeric() {
            own.push(letter.to_ascii_lowercase());
        }
    }
    let own = shortened(own.trim_matches('_'), NAME_BYTES_MAX - 10).to_owned();
    match own.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{own}"),
        Some(_) => own,
    }
}

/// Whether a spec takes a name as it is.
pub fn is_spec_name(name: &str) -> bool {
    spec_name(name) == name && !RESERVED.contains(&name)
}

fn shortened(name: &str, bytes: usize) -> &str {
    name.get(..bytes.min(name.len())).unwrap_or(name)
}

/// Why `as:` cannot keep a table's name, if it cannot.
pub fn refused_table(name: &str) -> Option<&'static str> {
    let is_file = !name.contains(FILE_NAMES_LACK) && !name.starts_with('.');
    if !is_file {
        return Some("its name cannot be a file's name");
    }
    refused_column(name)
}

/// Why `as:` cannot keep a column's name, if it cannot.
pub fn refused_column(name: &str) -> Option<&'static str> {
    let is_plain = name.trim() == name && !name.is_empty() && !name.chars().any(char::is_control);
    (!is_plain || name.starts_with('$')).then_some("its name cannot be written in a spec")
}

/// The words of a spec name.
pub fn words(name: &str) -> Vec<&str> {
    name.split('_').filter(|word| !word.is_empty()).collect()
}

/// A word for one of several, as far as English endings go: `categories` is `category`.
pub fn singular(word: &str) -> String {
    let stem = |end: &str| word.strip_suffix(end).filter(|stem| stem.len() > 1);
    match (stem("ies"), stem("sses"), stem("ss"), stem("us"), stem("s")) {
        (Some(stem), ..) => format!("{stem}y"),
        (_, Some(stem), ..) => format!("{stem}ss"),
        (_, _, Some(_), ..) | (_, _, _, Some(_), _) => word.to_owned(),
        (.., Some(stem)) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_specs_take_stay_and_others_become_one() {
        let mut names = SpecNames::default();
        let tables =
            ["orders", "Order Details", "HTTPRequest", "OrderItem2Part", "2fa", "rows", "tenant", "Orders", "ÄÖ"];
        assert_eq!(
            tables.map(|name| names.table(name)),
            [
                "orders",
                "order_details",
                "http_request",
                "order_item2_part",
                "n2fa",
                "rows_table",
                "tenant_table",
                "orders_2",
                "unnamed",
            ]
        );
        let mut names = SpecNames::default();
        assert_eq!(
            ["_id", "id", "parent", "a__b"].map(|name| names.column(name)),
            ["id", "id_2", "parent_value", "a__b"]
        );
        assert!(names.column(&"x".repeat(80)).len() <= NAME_BYTES_MAX);
    }

    #[test]
    fn names_that_no_store_can_keep_are_named() {
        assert!(refused_table("a/b").is_some() && refused_table(".a").is_some() && refused_column("a/b").is_none());
        assert!(refused_column(" a").is_some() && refused_column("$a").is_some() && refused_column("a b").is_none());
    }

    #[test]
    fn words_have_a_singular() {
        let all = ["categories", "orders", "addresses", "address", "status", "user"];
        assert_eq!(all.map(singular), ["category", "order", "address", "address", "status", "user"]);
    }
}
