//! person, email, phone, company, product, address, street, city, region, postcode, country: what is made from word tables.
//!
//! Job: what a column follows (a locale, a country, a name) is resolved, domains are checked, and each kind says how
//! many different values there are. Uniqueness is only promised where two different draws cannot read alike.
//!
//! | kind | follows | unique up to |
//! |---|---|---|
//! | person | a locale | first × last names of one locale, if no name has the separator in it |
//! | email | a column of names | 36^7, or the English names if it follows none |
//! | phone | a country | the country's reserved range |
//! | product | nothing | the phrases that there are |
//! | company, address and its parts | a locale, a country | never |
//! | country | nothing, or a country | the countries that have addresses; never |
//!
//! Must never: let an address through whose domain can be registered.

use std::sync::Arc;

use crate::plan::maker::{
    AddressPart, ColumnIndex, DEFAULT_COUNTRY, EMAIL_SUFFIX_DIGITS, FixedOrColumn, Maker, PersonPart,
};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::followed::{self, FollowedRole};
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{Resolver, Uniqueness};
use crate::plan::types::Type;
use crate::spec::fault::quote;
use crate::spec::model::{Arg, Spanned};
use crate::spec::registry::PersonKind;
use crate::spec::sql::Literal;
use crate::values::sampler::WeightedSampler;
use crate::values::words::{self, Locale};

/// Top-level domains that cannot be registered (RFC 2606, RFC 6761).
const RESERVED_ENDS: [&str; 3] = ["example", "invalid", "test"];

impl Resolver<'_> {
    /// The maker of a column of this family.
    pub(super) fn make_person(
        &mut self,
        kind: PersonKind,
        target: ColumnTarget,
        declared: DeclaredType,
    ) -> Option<ColumnDraft> {
        match kind {
            PersonKind::Person => self.person(target, declared),
            PersonKind::Email => self.email(target, declared),
            PersonKind::Phone => self.phone(target, declared),
            PersonKind::Company => self.company(target, declared),
            PersonKind::Product => self.product(target, declared),
            PersonKind::Address => self.address(target, declared, AddressPart::Full),
            PersonKind::Street => self.address(target, declared, AddressPart::Street),
            PersonKind::City => self.address(target, declared, AddressPart::City),
            PersonKind::Region => self.address(target, declared, AddressPart::Region),
            PersonKind::Postcode => self.address(target, declared, AddressPart::Postcode),
            PersonKind::Country => self.country(target, declared),
        }
    }

    /// A name or a part of it. Only full names of one locale can be unique: of several, two may read alike.
    ///
    /// The locale may be the row's: `{ person: full, locale: country }`.
    fn person(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let part = match target.main().map(|arg| &arg.value) {
            None | Some(Arg::Word("full")) => PersonPart::Full,
            Some(Arg::Word("first")) => PersonPart::First,
            Some(Arg::Word(_)) => PersonPart::Last,
            Some(_) => return self.odd_argument(target, target.main_span()),
        };
        let locale = self.locale(target, target.spec.param("locale"))?;
        let uniqueness = match (part, locale) {
            (PersonPart::Full, FixedOrColumn::Fixed(locale)) => full_names(locale),
            (PersonPart::Full, FixedOrColumn::Column(_)) => {
                Uniqueness::Never("two locales may share a name".to_owned())
            }
            _ => Uniqueness::Never("parts of names repeat".to_owned()),
        };
        Some(ColumnDraft::new(ty, Maker::Person { part, locale, draws_as: target.column }, uniqueness))
    }

    /// A company's name in the locale of a column.
    ///
    /// Never unique: different draws may read alike.
    fn company(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let locale = self.locale(target, target.main())?;
        let never = Uniqueness::Never("two companies may read alike".to_owned());
        Some(ColumnDraft::new(ty, Maker::Company { locale }, never))
    }

    /// A product's name; English, like the words that it is made of.
    ///
    /// Unique up to the number of phrases.
    fn product(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let capacity = words::words(Locale::ENGLISH).product.capacity();
        Some(ColumnDraft::new(ty, Maker::Product, Uniqueness::UpTo(capacity)))
    }

    /// A number of the country's reserved range. How many there are is known only for a country that all rows share.
    ///
    /// With one country the range is a domain of known size, so that the column can be unique.
    fn phone(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let country = self.country_of(target)?;
        let uniqueness = match country {
            FixedOrColumn::Fixed(country) => Uniqueness::UpTo(words::phone_range(country).capacity()),
            FixedOrColumn::Column(_) => Uniqueness::Never("its range depends on the row's country".to_owned()),
        };
        Some(ColumnDraft::new(ty, Maker::Phone { country }, uniqueness))
    }

    /// An address made from a column of names, null where the name is, or from separate names.
    ///
    /// # Errors
    /// A name that is no column, and a domain that is not reserved.
    fn email(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let name = match target.main() {
            None => None,
            Some(arg) => match self.follow(target, arg)? {
                FixedOrColumn::Column(column) => Some(column),
                FixedOrColumn::Fixed(_) => return self.odd_argument(target, arg.span),
            },
        };
        let domain = self.domain(target)?;
        let nullable =
            name.and_then(|name| self.resolved(target.table, name)).is_some_and(|resolved| resolved.column.nullable);
        let uniqueness = match name {
            Some(_) => Uniqueness::UpTo(36u64.pow(EMAIL_SUFFIX_DIGITS)),
            // The names are the column's own: in a unique one each comes once.
            None => full_names(Locale::ENGLISH),
        };
        Some(ColumnDraft::new(ty, Maker::Email { name, domain }, uniqueness).nullable(nullable))
    }

    /// The domain of addresses; refused if it can be registered.
    ///
    /// Lower case. A domain may be below a reserved one: `mail.shop.example.com`.
    fn domain(&mut self, target: ColumnTarget) -> Option<String> {
        let Some(arg) = target.spec.param("domain") else { return Some(default_domain(&self.spec.dataset.value)) };
        let domain = self.literal_text(target, arg)?.to_ascii_lowercase();
        if is_reserved_domain(&domain) {
            return Some(domain);
        }
        let fault = self.column_fault(target, arg.span, format!("domain {} may belong to someone", quote(&domain)));
        self.fault(fault.help("Use a name below example.com, example.net, example.org, .example, .invalid or .test."))
    }

    /// The name of the country that the column follows; without one, a country is drawn.
    ///
    /// Drawn evenly over those with addresses, not over all countries, so that an address in it can be made.
    fn country(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        match target.main() {
            Some(_) => self.address(target, declared, AddressPart::Country),
            None => {
                let ty = self.text_type(target, declared)?;
                self.any_country(target, ty)
            }
        }
    }

    /// An address or a part of one.
    ///
    /// All parts of one *helper* agree; two columns without a helper draw places of their own.
    fn address(&mut self, target: ColumnTarget, declared: DeclaredType, part: AddressPart) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let country = self.country_of(target)?;
        Some(address_part(ty, part, country, target.column))
    }

    /// One of the countries that have addresses.
    ///
    /// A dictionary: a few dozen texts over any number of rows.
    fn any_country(&mut self, target: ColumnTarget, ty: Type) -> Option<ColumnDraft> {
        let codes: Vec<Literal> = words::place_countries().map(|code| Literal::Text(code.to_owned())).collect();
        let capacity = codes.len() as u64;
        let weights = match WeightedSampler::new(&vec![1; codes.len()]) {
            Ok(weights) => Arc::new(weights),
            Err(reason) => {
                let fault = self.column_fault(target, target.main_span(), reason);
                return self.fault(fault);
            }
        };
        let maker = Maker::Choose { values: codes.into(), weights };
        Some(ColumnDraft::new(ty, maker, Uniqueness::UpTo(capacity)).dictionary(true))
    }

    /// The column or literal that `arg` names; a column must hold text.
    ///
    /// # Errors
    /// A column that is no text.
    fn follow(&mut self, target: ColumnTarget, arg: &Spanned<Arg>) -> Option<FixedOrColumn<String>> {
        let path = match &arg.value {
            Arg::Fixed(text) => return Some(FixedOrColumn::Fixed(text.clone())),
            Arg::Param(_) => return self.literal_text(target, arg).map(FixedOrColumn::Fixed),
            Arg::Path(path) => path,
            _ => return self.odd_argument(target, arg.span),
        };
        let column = self.path_column(target.table, path, arg.span)?;
        let facts = self.column(target.table, column)?;
        if facts.ty == Type::Text {
            return Some(FixedOrColumn::Column(column));
        }
        let message = format!("expected a text column, \"{}\" is {}", path.join("."), facts.ty);
        let fault = self.column_fault(target, arg.span, message);
        self.fault(fault)
    }

    /// The locale that an argument names or a column follows; English without one.
    ///
    /// # Errors
    /// A fixed tag, or a value of the followed column, for which there are no words.
    fn locale(&mut self, target: ColumnTarget, arg: Option<&Spanned<Arg>>) -> Option<FixedOrColumn<Locale>> {
        let Some(arg) = arg else { return Some(FixedOrColumn::Fixed(Locale::ENGLISH)) };
        match self.follow(target, arg)? {
            FixedOrColumn::Column(column) => {
                self.check_followed(target.table, column, FollowedRole::Locale);
                Some(FixedOrColumn::Column(column))
            }
            FixedOrColumn::Fixed(tag) => match Locale::find(&tag) {
                Some(locale) => Some(FixedOrColumn::Fixed(locale)),
                None => {
                    let fault = self.column_fault(target, arg.span, followed::no_words_message(&tag));
                    self.fault(followed::no_words(fault, &tag))
                }
            },
        }
    }

    /// The country that the main argument names; `DEFAULT_COUNTRY` without one.
    ///
    /// # Errors
    /// A fixed code, or a value of the followed column, that is no country.
    fn country_of(&mut self, target: ColumnTarget) -> Option<FixedOrColumn<&'static str>> {
        let Some(arg) = target.main() else { return Some(FixedOrColumn::Fixed(DEFAULT_COUNTRY)) };
        match self.follow(target, arg)? {
            FixedOrColumn::Column(column) => {
                self.check_followed(target.table, column, FollowedRole::Country);
                Some(FixedOrColumn::Column(column))
            }
            FixedOrColumn::Fixed(code) => match words::countries().iter().find(|country| country.code == code) {
                Some(country) => Some(FixedOrColumn::Fixed(country.code)),
                None => {
                    let fault = self.column_fault(target, arg.span, followed::no_country_message(&code));
                    self.fault(followed::no_country(fault, &code))
                }
            },
        }
    }
}

/// A part of the address that column `draws_as` draws.
///
/// Cities, regions and countries repeat often enough for a dictionary; streets and postcodes do not.
pub(in crate::plan::resolve) fn address_part(
    ty: Type,
    part: AddressPart,
    country: FixedOrColumn<&'static str>,
    draws_as: ColumnIndex,
) -> ColumnDraft {
    let few = matches!(part, AddressPart::City | AddressPart::Region | AddressPart::Country | AddressPart::CountryCode);
    let never = Uniqueness::Never("places repeat".to_owned());
    ColumnDraft::new(ty, Maker::Address { part, country, draws_as }, never).dictionary(few)
}

/// How many different full names a locale has, where it is sure that no two pairs of parts read alike.
///
/// `Anna Maria` + `Schmidt` and `Anna` + `Maria Schmidt` read alike. If either list is free of the separator, the
/// place of the cut is known and pairs differ.
fn full_names(locale: Locale) -> Uniqueness {
    let words = words::words(locale);
    let separator = words.name_separator;
    let clear = |names: &[&str]| !separator.is_empty() && names.iter().all(|name| !name.contains(separator));
    match clear(words.first_names) || clear(words.last_names) {
        true => Uniqueness::UpTo(words.first_names.len() as u64 * words.last_names.len() as u64),
        false => Uniqueness::Never("two names of this locale may read alike".to_owned()),
    }
}

/// Whether `domain`, given in small letters, is reserved, so that no name in it has an owner.
///
/// Labels as in RFC 1123: 1 to 63 letters, digits and inner hyphens. `notexample.com` is not below `example.com`.
pub(in crate::plan::resolve) fn is_reserved_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len()) && label.bytes().all(inner) && !label.starts_with('-') && !label.ends_with('-')
    };
    let below = |end: &str| domain == end || domain.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    let reserved = words::RESERVED_DOMAINS.iter().any(|end| below(end)) || RESERVED_ENDS.iter().any(|end| below(end));
    reserved && domain.len() <= 200 && domain.split('.').all(is_label)
}

/// `<dataset>.example.com`, the dataset's name in characters that a domain may have.
///
/// The dataset's name as a label, so that an address shows which dataset it is of.
fn default_domain(dataset: &str) -> String {
    let label: String = dataset
        .chars()
        .map(|character| match character.to_ascii_lowercase() {
            letter if letter.is_ascii_lowercase() || letter.is_ascii_digit() => letter,
            _ => '-',
        })
        .take(63)
        .collect();
    match label.trim_matches('-') {
        "" => "example.com".to_owned(),
        label => format!("{label}.example.com"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_domains_that_cannot_be_registered_are_reserved() {
        for domain in ["example.com", "a.b.example.org", "shop.test", "x.invalid", "my-shop.example"] {
            assert!(is_reserved_domain(domain), "{domain}");
        }
        for domain in
            ["gmail.com", "notexample.com", "example.com.evil.io", "a..test", "-a.test", "", ".test", "a b.test"]
        {
            assert!(!is_reserved_domain(domain), "{domain}");
        }
    }

    #[test]
    fn no_two_products_read_alike() {
        let products = &words::words(Locale::ENGLISH).product;
        let mut seen = std::collections::BTreeSet::new();
        for index in 0..products.capacity() {
            let mut text = String::new();
            products.write(index, &mut text);
            assert!(seen.insert(text), "product {index}");
        }
    }

    #[test]
    fn every_dataset_has_a_domain() {
        assert_eq!(default_domain("web_shop"), "web-shop.example.com");
        assert_eq!(default_domain("é"), "example.com");
        assert!(["Shop", "__", "日本", &"x".repeat(99)].iter().all(|name| is_reserved_domain(&default_domain(name))));
    }
}
