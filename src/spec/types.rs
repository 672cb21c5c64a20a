//! The types that a column can have: what specs and SQL call them.

use std::fmt;

use super::fault::{did_you_mean, quote};
use super::literal::LiteralFault;

/// The most digits of a decimal.
pub const DIGITS_MAX: u8 = 38;

/// The digits of a decimal with only a scale.
pub const DIGITS_DEFAULT: u8 = 18;

/// How many bytes a stored integer has; the value range is checked when the column is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntWidth {
    /// `int2`: −32,768 ..= 32,767.
    Two,
    /// `int4`: −2³¹ ..= 2³¹ − 1.
    Four,
    /// `int`: 64 bits.
    Eight,
}

/// The type of a column: what a spec declares, what digests are defined over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// True or false.
    Bool,
    /// A whole number.
    Int(IntWidth),
    /// An exact decimal: `precision` digits in all (1..=38), `scale` of them after the point (0..=precision).
    Decimal {
        /// Digits in all, 1..=38.
        precision: u8,
        /// Digits after the point, at most `precision`.
        scale: u8,
    },
    /// An IEEE 754 double; never NaN, never infinite, never −0.
    Float,
    /// UTF-8 text.
    Text,
    /// A calendar day, days since 1970-01-01.
    Date,
    /// An instant, microseconds since 1970-01-01T00:00:00Z.
    Time,
    /// A length of time in microseconds.
    Duration,
    /// 16 bytes.
    Uuid,
    /// JSON text in canonical form.
    Json,
}

impl Type {
    /// A 64-bit integer.
    pub const INT: Type = Type::Int(IntWidth::Eight);

    /// Every type in the order of lists; the decimal stands for all decimals.
    const ALL: [Type; 12] = [
        Type::Bool,
        Type::INT,
        Type::Int(IntWidth::Four),
        Type::Int(IntWidth::Two),
        Type::Decimal { precision: DIGITS_DEFAULT, scale: 0 },
        Type::Float,
        Type::Text,
        Type::Date,
        Type::Time,
        Type::Duration,
        Type::Uuid,
        Type::Json,
    ];

    /// The names of all types; `decimal(p,s)` stands for the decimals.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Type::ALL.into_iter().map(|ty| if let Type::Decimal { .. } = ty { "decimal(p,s)" } else { ty.name() })
    }

    /// The name without digits.
    pub fn name(self) -> &'static str {
        match self {
            Type::Bool => "bool",
            Type::Int(IntWidth::Two) => "int2",
            Type::Int(IntWidth::Four) => "int4",
            Type::Int(IntWidth::Eight) => "int",
            Type::Decimal { .. } => "decimal",
            Type::Float => "float",
            Type::Text => "text",
            Type::Date => "date",
            Type::Time => "time",
            Type::Duration => "duration",
            Type::Uuid => "uuid",
            Type::Json => "json",
        }
    }

    /// The type of that name; no decimal, which has digits too.
    pub fn named(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|ty| ty.name() == name && !matches!(ty, Type::Decimal { .. }))
    }

    /// The decimal of these digits, if there is one.
    pub fn decimal(precision: u8, scale: u8) -> Option<Type> {
        let fits = (1..=DIGITS_MAX).contains(&precision) && scale <= precision;
        fits.then_some(Type::Decimal { precision, scale })
    }

    /// The type that `text` names, as [`Type`]'s `Display` writes it; spaces around the digits do no harm.
    pub fn parse(text: &str) -> Option<Type> {
        match digits(text) {
            Some((precision, scale)) => Type::decimal(precision, scale),
            None => Type::named(text),
        }
    }

    /// The type that a spec's text names.
    ///
    /// # Errors
    /// When it is none, or a decimal's digits are missing or out of range.
    pub(super) fn read(text: &str) -> Result<Type, LiteralFault> {
        let fault = |message| LiteralFault::whole(text, message);
        match Type::parse(text) {
            Some(ty) => Ok(ty),
            None if text.starts_with("decimal") => {
                let message = match digits(text) {
                    Some((precision, scale)) if scale > precision => {
                        format!("scale must be <= the {precision} digits in all, got {scale}")
                    }
                    Some((precision, _)) => format!("a decimal has 1 to {DIGITS_MAX} digits, got {precision}"),
                    None => format!("a decimal type needs its digits, got {}", quote(text)),
                };
                let help = "Write \"decimal(12,2)\" in quotes: 12 digits in all, 2 of them after the point.";
                Err(fault(message).help(help))
            }
            None => {
                let question = meant(text).map(|question| question + " ").unwrap_or_default();
                let help = format!("{question}The types are {}.", Type::names().collect::<Vec<_>>().join(", "));
                Err(fault(format!("unknown type {}", quote(text))).help(help))
            }
        }
    }

    /// The type that other databases call `name`.
    pub fn alias(name: &str) -> Option<Type> {
        Some(match name {
            "boolean" => Type::Bool,
            "smallint" => Type::Int(IntWidth::Two),
            "integer" | "bigint" | "int8" => Type::INT,
            "float8" | "double" => Type::Float,
            "varchar" => Type::Text,
            "timestamp" | "timestamptz" => Type::Time,
            "interval" => Type::Duration,
            _ => return None,
        })
    }
}

/// What an unknown name probably means: `Did you mean "int"?`.
fn meant(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let base = lower.split('(').next().unwrap_or_default().trim();
    let known = match base {
        "string" | "str" | "char" | "character varying" => Some("text"),
        "number" | "numeric" | "money" => Some("decimal(12,2)"),
        "datetime" => Some("time"),
        "jsonb" => Some("json"),
        "real" => Some("float"),
        _ => Type::alias(base).map(Type::name),
    };
    match known {
        Some(known) => Some(format!("Did you mean \"{known}\"?")),
        None => did_you_mean(text, Type::names()),
    }
}

/// The two numbers of `decimal(12,2)`, in range or not.
fn digits(text: &str) -> Option<(u8, u8)> {
    let (precision, scale) = text.strip_prefix("decimal(")?.strip_suffix(')')?.split_once(',')?;
    let number = |text: &str| {
        let digits = text.trim_matches(' ');
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    Some((number(precision)?, number(scale)?))
}

impl fmt::Display for Type {
    /// The type as a spec writes it: `int4`, `decimal(12,2)`, `time` …
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Type::Decimal { precision, scale } => write!(f, "({precision},{scale})"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_shown() {
        for ty in Type::ALL {
            assert_eq!(Type::read(&ty.to_string()), Ok(ty));
        }
        assert_eq!(Type::parse("decimal(12, 2)"), Some(Type::Decimal { precision: 12, scale: 2 }));
        assert_eq!(Type::parse("decimal(38,38)"), Some(Type::Decimal { precision: 38, scale: 38 }));
    }

    #[test]
    fn what_is_no_type_is_refused() {
        for text in
            ["decimal(39,2)", "decimal(0,0)", "decimal(2,3)", "decimal(2)", "decimal", "decimal(+1,0)", "decimal(p,s)"]
        {
            assert!(Type::read(text).is_err_and(|fault| fault.message.contains("digits")), "{text}");
        }
        for text in ["", "Int", "int(4)", "varchar", "string", "i nt"] {
            assert!(Type::read(text).is_err_and(|fault| fault.message.contains("unknown")), "{text}");
        }
    }

    #[test]
    fn names_of_other_databases_are_understood_in_faults() {
        for (text, known) in [("integer", "int"), ("VARCHAR(255)", "text"), ("datetime", "time"), ("Bool", "bool")] {
            let help = Type::read(text).expect_err(text).help.unwrap_or_default();
            assert!(help.starts_with(&format!("Did you mean \"{known}\"?")), "{text}: {help}");
        }
    }
}
