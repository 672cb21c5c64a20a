//! Arguments by their declared shape.

use super::distributions::Measure;
use super::later;
use super::reader::{DollarText, SpecReader};
use crate::spec::fault::{Fault, did_you_mean, quote};
use crate::spec::literal::{LiteralFault, Share, is_name, parse_path};
use crate::spec::model::{Arg, PickSpec, Spanned};
use crate::spec::number::Number;
use crate::spec::registry::ArgShape;
use crate::spec::source::Span;
use crate::spec::sql;
use crate::spec::template::parse_template;
use crate::spec::types::Type;
use crate::spec::yaml::{YamlEntry, YamlNode, YamlValue};

/// The most words of one text.
pub const WORDS_MAX: u32 = 1_000;

impl SpecReader<'_> {
    /// The argument of `key`, which is declared to look like `shape`.
    pub(super) fn arg(&mut self, key: &str, shape: ArgShape, node: &YamlNode) -> Option<Spanned<Arg>> {
        let arg = match shape {
            ArgShape::Literal
            | ArgShape::Text
            | ArgShape::Number
            | ArgShape::Quantity
            | ArgShape::Share
            | ArgShape::WholeOrParam(..)
            | ArgShape::Choices => self.param_or(key, shape, node),
            ArgShape::Whole(low, high) => self.no_param(node).and_then(|()| self.fixed_whole(key, node, low, high)),
            ArgShape::Nothing => self.nothing(key, node),
            ArgShape::Flag => self.flag(key, node),
            ArgShape::Distribution => {
                self.distribution(key, node, Measure::Number).map(|distribution| Arg::Distribution(distribution.value))
            }
            ArgShape::DurationDistribution => self.gap(key, node),
            ArgShape::Instant => self.instant(key, node).map(Arg::Instant),
            ArgShape::Instants => self.instants(key, node),
            ArgShape::Between => self.between(key, node),
            ArgShape::BetweenOrInstant => match node.value {
                YamlValue::Map(_) => self.between(key, node),
                _ => self.instant(key, node).map(Arg::Instant),
            },
            ArgShape::Path => self.path(key, node, if key == "ref" { 1 } else { 2 }),
            ArgShape::PathOrTable => self.path(key, node, 1),
            ArgShape::Follow => self.follow(key, node),
            ArgShape::Sql => self.sql(key, node),
            ArgShape::Pattern | ArgShape::Template => self.fixed_text(key, shape, node),
            ArgShape::Span => self.span(key, node),
            ArgShape::Word(words) => self.word(key, node, words),
            ArgShape::Pick => self.pick(key, node),
            ArgShape::Type => self.literal(key, node, type_of).map(Arg::Type),
            ArgShape::Name => self.literal(key, node, name).map(Arg::Text),
        };
        arg.map(|arg| Spanned::new(node.span, arg))
    }

    /// `$name`, or a value of the shape.
    fn param_or(&mut self, key: &str, shape: ArgShape, node: &YamlNode) -> Option<Arg> {
        match node.as_scalar().map(DollarText::read) {
            Some(DollarText::Param(name)) => {
                self.uses(&name, node.span);
                return Some(Arg::Param(name));
            }
            Some(DollarText::Malformed) => return self.plain_text(key, node).map(Arg::Text),
            _ => {}
        }
        match shape {
            ArgShape::Number | ArgShape::Quantity => self.number(key, node).map(Arg::Number),
            ArgShape::Share => self.literal(key, node, Share::parse).map(Arg::Share),
            ArgShape::WholeOrParam(low, high) => self.fixed_whole(key, node, low, high),
            ArgShape::Choices => self.choices(key, node).map(Arg::Choices),
            _ => self.plain_text(key, node).map(Arg::Text),
        }
    }

    fn fixed_whole(&mut self, key: &str, node: &YamlNode, low: i64, high: i64) -> Option<Arg> {
        let value = self.whole(key, node, low.into(), high.into())?;
        i64::try_from(value).ok().map(Arg::Whole)
    }

    /// `{ serial: true, start: 5 }`: a kind without an argument, next to other keys.
    fn nothing(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        if node.as_scalar() == Some("true") {
            return Some(Arg::Flag(true));
        }
        let got = node.as_scalar().map_or_else(|| node.what().to_owned(), quote);
        let fault = Fault::new(node.span, format!("{} takes no argument, got {got}", quote(key)));
        self.push(fault.help(format!("Write the word {key} alone, or {{ {key}: true, … }} with other keys.")));
        None
    }

    fn flag(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        match self.scalar(key, node)? {
            "true" => Some(Arg::Flag(true)),
            "false" => Some(Arg::Flag(false)),
            other => {
                let message = format!("{} must be true or false, got {}", quote(key), quote(other));
                let help = match other.to_ascii_lowercase().as_str() {
                    "yes" | "on" | "y" | "1" => Some("Write true.".to_owned()),
                    "no" | "off" | "n" | "0" => Some("Write false, or leave it out.".to_owned()),
                    _ => None,
                };
                self.push(Fault::new(node.span, message).maybe_help(help));
                None
            }
        }
    }

    /// A dotted path of at least `parts` names.
    fn path(&mut self, key: &str, node: &YamlNode, parts: usize) -> Option<Arg> {
        let text = self.scalar(key, node)?;
        if key == "ref" && text == "self" {
            self.later(node.span, "ref: self");
            return None;
        }
        let path = self.literal(key, node, parse_path)?;
        if path.len() >= parts && text != "true" {
            return Some(Arg::Path(path));
        }
        let fault = Fault::new(node.span, format!("{} needs a table and a column, got {}", quote(key), quote(text)));
        self.push(fault.help(format!("Write {key}: table.column.")));
        None
    }

    /// A column, or `{ fixed: literal }`.
    fn follow(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        let Some(entries) = node.as_map() else {
            if node.as_scalar() == Some("true") {
                let fault = Fault::new(node.span, format!("{} takes a column, got \"true\"", quote(key)));
                self.push(
                    fault.help(format!("Leave it out: the word {key} alone, or {{ {key}: , … }} with other keys.")),
                );
                return None;
            }
            return self.literal(key, node, |text| follow_path(key, text)).map(Arg::Path);
        };
        if let [YamlEntry { key: word, value }] = entries
            && word.text == "fixed"
        {
            let fixed = self.param_or("fixed", ArgShape::Text, value)?;
            return Some(if let Arg::Text(text) = fixed { Arg::Fixed(text) } else { fixed });
        }
        let fault = Fault::new(node.span, format!("{} takes a column or {{ fixed: … }}", quote(key)));
        self.push_missing(node.span, fault.help("Write the column's name alone, or one literal: { fixed: de_DE }."));
        None
    }

    fn sql(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        let expr = self.expression(key, node)?;
        Some(Arg::Sql { node: node.clone(), expr })
    }

    /// A SQL expression.
    pub(super) fn expression(&mut self, key: &str, node: &YamlNode) -> Option<sql::Expr> {
        let text = self.scalar(key, node)?;
        match sql::parse(text) {
            Ok(expr) => {
                for read in expr.paths() {
                    if let sql::ExprInputKind::Param(name) = &read.what {
                        let span = self.place(node, read.at, read.len);
                        self.uses(name, span);
                    }
                }
                Some(expr)
            }
            Err(faults) => {
                for fault in faults {
                    let span = self.place(node, fault.at, fault.len);
                    self.push(Fault::new(span, fault.message).maybe_help(fault.help));
                }
                None
            }
        }
    }

    /// A template or a pattern: kept as written.
    fn fixed_text(&mut self, key: &str, shape: ArgShape, node: &YamlNode) -> Option<Arg> {
        let text = self.scalar(key, node)?;
        if let DollarText::Param(_) = DollarText::read(text) {
            self.push(Fault::new(node.span, format!("{} cannot be a parameter, got {}", quote(key), quote(text))));
            return None;
        }
        if shape == ArgShape::Template
            && let Err(faults) = parse_template(text)
        {
            faults.into_iter().for_each(|fault| self.push_literal(node, fault));
            return None;
        }
        Some(Arg::Text(text.to_owned()))
    }

    /// `n` or `[low, high]`.
    fn span(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        let (low, high) = match node.as_list() {
            Some([low, high]) => (low, high),
            None => (node, node),
            Some(items) => {
                let message = format!("{} takes a number or [low, high], got {} numbers", quote(key), items.len());
                self.push(Fault::new(node.span, message));
                return None;
            }
        };
        let mut read = |node| self.whole(key, node, 1, WORDS_MAX.into()).and_then(|value| u32::try_from(value).ok());
        let (first, last) = (read(low), read(high));
        let (first, last) = (first?, last?);
        if first > last {
            let message = format!("the lower end must be <= the upper one, got {first} and {last}");
            self.push(Fault::new(node.span, message).help(format!("Write [{last}, {first}].")));
            return None;
        }
        Some(Arg::Span(first, last))
    }

    fn word(&mut self, key: &str, node: &YamlNode, words: &'static [&'static str]) -> Option<Arg> {
        let text = self.scalar(key, node)?;
        if let Some(word) = words.iter().find(|word| **word == text) {
            return Some(Arg::Word(word));
        }
        let help = did_you_mean(text, words.iter().copied());
        let message = format!("{} must be {}, got {}", quote(key), words.join(" or "), quote(text));
        self.push(Fault::new(node.span, message).maybe_help(help));
        None
    }

    /// `uniform` or `{ zipf: s }`.
    fn pick(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        let (word, span): (&str, Span) = match node.as_map() {
            Some([YamlEntry { key: word, value }]) if word.text == "zipf" => return self.exponent(value),
            Some([first, ..]) => (&first.key.text, first.key.span),
            _ => (self.scalar(key, node)?, node.span),
        };
        if word == "uniform" && node.as_map().is_none() {
            return Some(Arg::Pick(PickSpec::Uniform));
        }
        if later::PICKS.contains(&word) {
            self.later(span, word);
            return None;
        }
        let fault = Fault::new(span, format!("{} must be uniform or {{ zipf: s }}, got {}", quote(key), quote(word)));
        self.push(match word {
            "zipf" => fault.help("Write only its exponent: { zipf: 1.1 }."),
            _ => fault.maybe_help(did_you_mean(word, ["uniform", "zipf"])),
        });
        None
    }

    fn exponent(&mut self, node: &YamlNode) -> Option<Arg> {
        self.no_param(node)?;
        let exponent = self.number("zipf", node)?;
        if exponent > Number::ZERO {
            return Some(Arg::Pick(PickSpec::Zipf(exponent)));
        }
        self.push(Fault::new(node.span, format!("the exponent must be > 0, got {exponent}")));
        None
    }
}

/// A path; for a literal the help shows how to write one.
fn follow_path(key: &str, text: &str) -> Result<Vec<String>, LiteralFault> {
    parse_path(text).map_err(|_| {
        let fault = LiteralFault::whole(text, format!("{} takes a column, got {}", quote(key), quote(text)));
        match text.starts_with('$') {
            true => fault.help(format!("A parameter that holds a literal is written {{ fixed: {text} }}.")),
            false => fault.help(format!("A literal is written {{ fixed: {text} }}.")),
        }
    })
}

fn name(text: &str) -> Result<String, LiteralFault> {
    match is_name(text) {
        true => Ok(text.to_owned()),
        false => Err(LiteralFault::whole(text, format!("expected a name, got {}", quote(text)))),
    }
}

fn type_of(text: &str) -> Result<Type, LiteralFault> {
    let base = text.split('(').next().unwrap_or(text);
    if later::TYPES.contains(&base) {
        let fault =
            LiteralFault::whole(text, format!("type {} is not supported by this version of reseed", quote(base)));
        return Err(fault.help(format!("The types are {}.", Type::names().collect::<Vec<_>>().join(", "))));
    }
    Type::read(text)
}
