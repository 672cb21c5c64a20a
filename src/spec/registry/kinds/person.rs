//! People, places, companies and how to reach them.
//!
//! Words from reviewed lists per locale, addresses and numbers from reserved ranges. Most kinds *follow* a column, so
//! that a German customer has a German name, city and telephone number: `person: full, locale: country`.

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Param, Safety, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonKind {
    /// `person`
    ///
    /// Given and family name in the locale's order; one draw over all pairs.
    Person,
    /// `email`
    ///
    /// The name as ASCII at a reserved domain. Unique by a suffix from a permutation, not by luck.
    Email,
    /// `phone`
    ///
    /// E.164, from the range that the country's regulator keeps for fiction.
    Phone,
    /// `company`
    ///
    /// Family names and legal forms of the locale.
    Company,
    /// `product`
    ///
    /// English words; unique up to the number of phrases.
    Product,
    /// `address`
    ///
    /// One line. As a helper (`_home: address`) its parts agree: `_home.city`, `_home.postcode`.
    Address,
    /// `street`
    ///
    /// A street and number; the street is made up, the city is not.
    Street,
    /// `city`
    ///
    /// A city of the country, from a list with regions and postcode patterns.
    City,
    /// `region`
    ///
    /// State, county or the like, of a drawn city.
    Region,
    /// `postcode`
    ///
    /// In the country's format, by the pattern of a drawn city.
    Postcode,
    /// `country`
    ///
    /// The English name of a country, drawn or followed.
    Country,
}

const LOCALE: Param = Param {
    name: "locale",
    shape: ArgShape::Follow,
    required: false,
    doc: "A column with country codes or locale tags, or { fixed: de_DE }; default: English.",
};

/// A part of an address, which follows a column with country codes.
const fn place(kind: PersonKind, name: &'static str, doc: &'static str, example: &'static str) -> Kind {
    Kind {
        id: KindId::Person(kind),
        name,
        doc,
        main: ArgShape::Follow,
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: false,
        example,
    }
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: KindId::Person(PersonKind::Person),
        name: "person",
        doc: "A name as the locale writes it; the parts of one helper column belong together (`_who.first`).",
        main: ArgShape::Word(&["full", "first", "last"]),
        bare: true,
        params: &[LOCALE],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Only("as a full name of one locale: `locale: { fixed: de_DE }`, or none"),
        clamped: false,
        computed: false,
        example: "name: { person: full, locale: country }",
    },
    Kind {
        id: KindId::Person(PersonKind::Email),
        name: "email",
        doc: "An address at a reserved domain, made from a column with names.",
        main: ArgShape::Follow,
        bare: true,
        params: &[Param {
            name: "domain",
            shape: ArgShape::Text,
            required: false,
            doc: "A domain under example.com, example.net, example.org, .example, .invalid or .test; default: <dataset>.example.com.",
        }],
        types: "text",
        safety: Safety::A,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "email: { email: name, unique: true }",
    },
    Kind {
        id: KindId::Person(PersonKind::Phone),
        name: "phone",
        doc: "A number from the range that the country reserves for fiction, +1 555 01xx where there is none.",
        main: ArgShape::Follow,
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::A,
        unique: Unique::Only("with one country: `{ fixed: GB }`, or none"),
        clamped: false,
        computed: false,
        example: "phone: { phone: country, nulls: 20% }",
    },
    Kind {
        id: KindId::Person(PersonKind::Company),
        name: "company",
        doc: "A company's name as the locale of a column writes it.",
        main: ArgShape::Follow,
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: false,
        example: "employer: { company: country }",
    },
    Kind {
        id: KindId::Person(PersonKind::Product),
        name: "product",
        doc: "A product's name.",
        main: ArgShape::Nothing,
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "name: product",
    },
    place(
        PersonKind::Address,
        "address",
        "A postal address in one line; its parts belong together (`_home.city`).",
        "_home: { address: country }",
    ),
    place(PersonKind::Street, "street", "A street and house number.", "street: { street: country }"),
    place(PersonKind::City, "city", "A city of the country.", "city: { city: country }"),
    place(PersonKind::Region, "region", "A region of the country.", "region: { region: country }"),
    place(PersonKind::Postcode, "postcode", "A postcode of the country.", "postcode: { postcode: country }"),
    place(
        PersonKind::Country,
        "country",
        "The English name of the country that a column has the code of; without one, a country code.",
        "country_name: { country: country }",
    ),
];
