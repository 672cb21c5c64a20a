//! Text columns: kinds guessed from names, as far as the column's length takes their longest values.

use super::{Apart, FieldSetting, Guess};
use crate::cli::init::document::{Recipe, double, literal};

/// The longest values of kinds, in characters: those of English words, and of addresses in any country, with some room.
const FIRST_MAX: u32 = 14;
const LAST_MAX: u32 = 16;
const FULL_MAX: u32 = 30;
const COMPANY_MAX: u32 = 48;
const PRODUCT_MAX: u32 = 36;
const PLACE_MAX: u32 = 24;
const STREET_MAX: u32 = 30;
const POSTCODE_MAX: u32 = 10;
const PHONE_MAX: u32 = 18;
const WORD_MAX: u32 = 17;
/// The part of an email address before its domain, with what keeps it apart from others.
const MAILBOX_MAX: u32 = 40;
/// The digits of a row's number that a template leaves room for.
const NUMBER_MAX: u32 = 8;

/// The helper that has a row's person.
pub const PERSON: &str = "_person";

/// Tables whose `name` is a person's.
const PEOPLE: [&str; 18] = [
    "user",
    "customer",
    "person",
    "employee",
    "contact",
    "author",
    "member",
    "patient",
    "student",
    "teacher",
    "staff",
    "artist",
    "agent",
    "driver",
    "client",
    "guest",
    "candidate",
    "recipient",
];
/// Tables whose `name` is a company's.
const COMPANIES: [&str; 12] = [
    "company",
    "organization",
    "organisation",
    "supplier",
    "vendor",
    "account",
    "business",
    "employer",
    "merchant",
    "shop",
    "store",
    "workspace",
];
/// Tables whose `name` is a product's.
const PRODUCTS: [&str; 5] = ["product", "item", "article", "sku", "variant"];

/// What makes a text column.
pub fn guess(setting: &FieldSetting<'_>) -> Guess {
    if let Some(pattern) = setting.pattern.as_ref().filter(|_| !is_email(&setting.words)) {
        return setting.kept_apart(Recipe::of("pattern", double(pattern))).into();
    }
    let is_apart = setting.apart != Apart::No;
    let guessed = if is_apart { apart(setting) } else { None };
    let guessed = guessed.or_else(|| {
        if is_apart {
            None
        } else {
            person(setting).or_else(|| place(setting)).or_else(|| technical(setting)).or_else(|| prose(setting))
        }
    });
    guessed.unwrap_or_else(|| if is_apart { code(setting).into() } else { some_words(setting).into() })
}

/// The most characters that the column takes.
fn room(setting: &FieldSetting<'_>) -> u32 {
    let declared = match setting.field.ty {
        crate::store::catalog::FieldType::Text(length) => length,
        _ => None,
    };
    let checked = setting.lengths.high.filter(|high| *high >= 0.0).map(|high| high as u32);
    declared.into_iter().chain(checked).min().unwrap_or(u32::MAX)
}

fn least(setting: &FieldSetting<'_>) -> u32 {
    let checked = setting.lengths.low.filter(|low| *low >= 0.0).map_or(0, |low| low as u32);
    checked.max(u32::from(setting.not_empty))
}

/// A recipe if the column takes its longest values.
fn fits(setting: &FieldSetting<'_>, longest: u32, recipe: Recipe) -> Option<Guess> {
    (room(setting) >= longest && least(setting) <= 3).then(|| recipe.into())
}

/// What a table's or a column's words say.
fn is_table_of(setting: &FieldSetting<'_>, words: &[&str]) -> bool {
    setting.table_words.iter().any(|word| words.contains(&word.as_str()))
}

/// People, companies and how to reach them.
fn person(setting: &FieldSetting<'_>) -> Option<Guess> {
    let part = |part: &str| match setting.person {
        Some(helper) => Recipe::lookup(format!("{helper}.{part}")),
        None => Recipe::of("person", part),
    };
    let words = setting.words.as_slice();
    match words {
        _ if is_email(&setting.words) => fits(setting, MAILBOX_MAX + setting.domain_length, email(setting)),
        _ if setting.says(&["phone", "mobile", "fax", "telephone", "tel", "cellphone"]) => {
            fits(setting, PHONE_MAX, Recipe::of("phone", "{ fixed: US }"))
        }
        [.., "first", "name"] | ["firstname" | "forename" | "fname"] | [.., "given", "name"] => {
            fits(setting, FIRST_MAX, part("first"))
        }
        [.., "last", "name"] | ["lastname" | "surname" | "lname"] | [.., "family", "name"] => {
            fits(setting, LAST_MAX, part("last"))
        }
        [.., "full" | "display" | "contact" | "customer" | "author" | "recipient" | "employee", "name"]
        | ["fullname"] => fits(setting, FULL_MAX, part("full")),
        [.., "company" | "organization" | "organisation" | "employer"] | [.., "company", "name"] => {
            fits(setting, COMPANY_MAX, Recipe::of("company", "{ fixed: en }"))
        }
        [.., "name"] if is_table_of(setting, &PEOPLE) => fits(setting, FULL_MAX, part("full")),
        [.., "name"] if is_table_of(setting, &COMPANIES) => {
            fits(setting, COMPANY_MAX, Recipe::of("company", "{ fixed: en }"))
        }
        [.., "name" | "title"] if is_table_of(setting, &PRODUCTS) => {
            fits(setting, PRODUCT_MAX, Recipe::bare("product"))
        }
        _ => None,
    }
}

/// Whether a column of these words holds an email address.
pub fn is_email(words: &[&str]) -> bool {
    matches!(words, [.., "email" | "mail"] | [.., "email", "address"])
}

/// An address of the row's person, who is a helper wherever a table has addresses.
fn email(setting: &FieldSetting<'_>) -> Recipe {
    Recipe::of("email", setting.person.unwrap_or(PERSON))
}

/// Parts of addresses.
fn place(setting: &FieldSetting<'_>) -> Option<Guess> {
    let path = setting.address.as_ref()?;
    let longest = match path.rsplit('.').next() {
        Some("street") => STREET_MAX,
        Some("postcode") => POSTCODE_MAX,
        Some("country_code") => 2,
        _ => PLACE_MAX,
    };
    fits(setting, longest, Recipe::lookup(path.clone()))
}

/// Addresses of machines, codes, settings.
fn technical(setting: &FieldSetting<'_>) -> Option<Guess> {
    let choose = |values: &[&str]| {
        let longest = values.iter().map(|value| value.len() as u32).max().unwrap_or(0);
        let list: Vec<String> = values.iter().map(|value| literal(value)).collect();
        fits(setting, longest, Recipe::of("choose", format!("[{}]", list.join(", "))))
    };
    let pattern = |longest: u32, pattern: &str| fits(setting, longest, Recipe::of("pattern", double(pattern)));
    match setting.words.as_slice() {
        [.., "ip"] | [.., "ip", "address"] | [.., "remote", "addr"] => fits(setting, 15, Recipe::of("ip", "v4")),
        [.., "mac"] | [.., "mac", "address"] => fits(setting, 17, Recipe::of("mac", "local")),
        [.., "currency"] | [.., "currency", "code"] => choose(&["EUR", "USD", "GBP"]),
        [.., "country"] | [.., "country", "code"] if room(setting) <= 3 => choose(&["US", "GB", "DE"]),
        [.., "country", "code"] => choose(&["US", "GB", "DE"]),
        [.., "country"] => fits(setting, PLACE_MAX, Recipe::of("choose", "[United States, United Kingdom, Germany]")),
        [.., "city" | "town"] => fits(setting, PLACE_MAX, Recipe::of("city", "{ fixed: US }")),
        [.., "postcode" | "zip" | "zipcode"] | [.., "postal" | "zip", "code"] => {
            fits(setting, POSTCODE_MAX, Recipe::of("postcode", "{ fixed: US }"))
        }
        [.., "street"] | [.., "street", "address"] => fits(setting, STREET_MAX, Recipe::of("street", "{ fixed: US }")),
        [.., "language" | "lang"] | [.., "language", "code"] => choose(&["en", "de", "fr"]),
        [.., "locale"] => choose(&["en_US", "de_DE", "fr_FR"]),
        [.., "timezone" | "tz"] | [.., "time", "zone"] => choose(&["UTC", "Europe/Berlin", "America/New_York"]),
        [.., "color" | "colour"] => pattern(7, "#[0-9a-f]{6}"),
        [.., "url" | "uri" | "link" | "website" | "homepage" | "href"] | ["domain"] => url(setting),
        [.., "slug"] => pattern(17, "[a-z]{4,8}-[a-z]{4,8}"),
        [.., "username" | "login" | "nickname" | "handle"] | [.., "user", "name"] => pattern(10, "[a-z]{4,8}[0-9]{2}"),
        [.., "password" | "hash" | "digest" | "token" | "secret" | "checksum" | "signature" | "fingerprint"] => {
            Some(hexadecimal(setting))
        }
        [.., "mime", "type"] | [.., "content", "type"] => choose(&["text/plain", "image/png", "application/pdf"]),
        [.., "filename" | "file" | "path" | "image" | "avatar"] | [.., "file", "name"] => {
            pattern(17, "[a-z]{4,8}/[a-z]{4}\\.png")
        }
        [.., "id" | "code" | "sku" | "number" | "reference" | "barcode" | "isbn" | "iso"] => Some(code(setting).into()),
        _ => None,
    }
}

fn url(setting: &FieldSetting<'_>) -> Option<Guess> {
    const START: &str = "https://www.example.com/";
    let recipe = match &setting.serial {
        Some(serial) => Recipe::of("template", double(&format!("{START}{{{serial}}}"))),
        None => Recipe::of("pattern", double("https://www\\.example\\.com/[a-z]{8}")),
    };
    fits(setting, START.len() as u32 + NUMBER_MAX, recipe)
}

fn hexadecimal(setting: &FieldSetting<'_>) -> Guess {
    let length = room(setting).min(40).max(least(setting));
    Recipe::of("pattern", double(&format!("[0-9a-f]{{{length}}}"))).into()
}

/// What people read, and words whose meaning the application knows.
fn prose(setting: &FieldSetting<'_>) -> Option<Guess> {
    let is_state = setting.says(&["status", "state", "stage", "phase"]);
    if is_state
        || matches!(setting.words.last(), Some(&("type" | "kind" | "category" | "role" | "level" | "gender" | "mode")))
    {
        let known = setting.default_literal().filter(|text| !text.is_empty());
        let values: &[&str] = if is_state { &["active", "inactive"] } else { &["standard", "other"] };
        let values: Vec<String> = match known {
            Some(known) => vec![literal(known)],
            None => {
                values.iter().filter(|value| value.len() as u32 <= room(setting)).map(|value| literal(value)).collect()
            }
        };
        if values.is_empty() {
            return None;
        }
        let guess = Guess::from(Recipe::of("choose", format!("[{}]", values.join(", "))).with("type", "text"));
        return Some(guess.asking("the application's own words; choices: { choose: [a, b] } or { choose: { a: 80%, b: rest } }, with closed: true where stores are to refuse others"));
    }
    let is_long = setting.says(&[
        "description",
        "body",
        "content",
        "text",
        "comment",
        "comments",
        "note",
        "notes",
        "message",
        "summary",
        "bio",
        "about",
        "remarks",
        "details",
        "reason",
        "subject",
        "abstract",
    ]);
    is_long.then(|| sentence(setting)).flatten()
}

/// A sentence as long as the column takes.
fn sentence(setting: &FieldSetting<'_>) -> Option<Guess> {
    let words = (room(setting) / WORD_MAX).min(12);
    (words >= 2 && least(setting) <= 5)
        .then(|| Recipe::of("sentence", format!("[{}, {words}]", words.div_ceil(3))).into())
}

/// Some words, as many as fit, or letters.
fn some_words(setting: &FieldSetting<'_>) -> Recipe {
    let words = (room(setting) / WORD_MAX).min(3);
    match words {
        0 => code(setting),
        _ if least(setting) > 2 => code(setting),
        1 => Recipe::of("words", "1"),
        words => Recipe::of("words", format!("[1, {words}]")),
    }
}

/// Values that differ in every row, for what names suggest.
fn apart(setting: &FieldSetting<'_>) -> Option<Guess> {
    let is_id = matches!(setting.words.last(), Some(&("id" | "uuid" | "guid")));
    if is_id && matches!(room(setting), 36..) && least(setting) <= 36 {
        return Some(Recipe::bare("uuid").with("type", "text").into());
    }
    if is_email(&setting.words) && room(setting) >= MAILBOX_MAX + setting.domain_length {
        return Some(setting.kept_apart(email(setting)).into());
    }
    let is_code = setting.says(&[
        "code",
        "sku",
        "slug",
        "key",
        "token",
        "number",
        "reference",
        "hash",
        "username",
        "login",
        "iso",
        "barcode",
    ]);
    let serial = setting.serial.as_ref().filter(|_| !is_code && !is_id)?;
    let label = label(setting);
    let longest = label.len() as u32 + 1 + NUMBER_MAX;
    let recipe = Recipe::of("template", double(&format!("{label} {{{serial}}}")));
    // Unique as the number is, so that only a constraint of its own says so.
    let recipe = if setting.apart == Apart::Everywhere { recipe.with("unique", "true") } else { recipe };
    fits(setting, longest, recipe)
}

/// `Group` for the name of a group.
fn label(setting: &FieldSetting<'_>) -> String {
    let word = match setting.words.as_slice() {
        ["name" | "title" | "label"] | [] => setting.table_words.last().cloned().unwrap_or("name".to_owned()),
        words => words.join(" "),
    };
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Letters and digits; as many as fit and make values differ.
fn code(setting: &FieldSetting<'_>) -> Recipe {
    let room = room(setting);
    let length = room.min(10).max(least(setting).min(room));
    let letters = match setting.says(&["slug", "username", "login", "key", "token"]) {
        true => "[a-z0-9]",
        false => "[A-Z0-9]",
    };
    let pattern = match length {
        0 => return Recipe::of("constant", "\"\"").with("type", "text"),
        9.. if letters == "[A-Z0-9]" && room >= 9 && least(setting) <= 9 => "[A-Z]{3}-[0-9]{5}".to_owned(),
        length => format!("{letters}{{{length}}}"),
    };
    setting.kept_apart(Recipe::of("pattern", double(&pattern)))
}
