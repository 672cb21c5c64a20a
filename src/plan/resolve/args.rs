//! Arguments: parameters put in, places found inside them.
//!
//! An argument is written as a literal or as `$param`. Every function here accepts both and reports a parameter of
//! the wrong kind at the place where it is *used*, because its declaration is right for other uses. The parser has
//! checked shapes already, so a literal of the wrong shape cannot get here.

use super::Resolver;
use super::inputs::what;
use crate::plan::maker::{ColumnIndex, TableIndex};
use crate::spec::fault::Fault;
use crate::spec::literal::LiteralFault;
use crate::spec::model::{Arg, ColumnSpec, ParamValue, Spanned};
use crate::spec::number::Number;
use crate::spec::registry::ArgShape;
use crate::spec::source::Span;

/// A column in the making, as the makers of kinds are given it.
///
/// `Copy`, and passed to every maker first.
#[derive(Clone, Copy)]
pub(super) struct ColumnTarget<'a> {
    pub table: TableIndex,
    pub column: ColumnIndex,
    pub spec: &'a ColumnSpec,
}

impl<'a> ColumnTarget<'a> {
    /// The kind's main argument and its place, or the kind's.
    ///
    /// `int: { poisson: 3 }` has one, `uuid` has none.
    pub fn main(self) -> Option<&'a Spanned<Arg>> {
        self.spec.main.as_ref()
    }

    /// The place of the main argument, or of the kind's word.
    pub fn main_span(self) -> Span {
        self.main().map_or(self.spec.kind.span, |main| main.span)
    }
}

impl<'a> Resolver<'a> {
    /// A fault of a column: `column "orders.total": …`.
    ///
    /// The message continues after the colon: lower case, no full stop.
    pub(super) fn column_fault(&self, target: ColumnTarget, span: Span, message: impl std::fmt::Display) -> Fault {
        Fault::new(span, format!("column \"{}\": {message}", self.place(target.table, target.column)))
    }

    /// The fault of an argument whose shape no kind takes; the parser refuses it first.
    pub(super) fn odd_argument<T>(&mut self, target: ColumnTarget, span: Span) -> Option<T> {
        let message = format!("kind \"{}\" does not take this argument", target.spec.kind.value.name);
        let fault = self.column_fault(target, span, message);
        self.fault(fault)
    }

    /// Where `len` bytes of a scalar's text, from byte `at` of it, are in the source.
    ///
    /// Quotes shift the text by one byte. A scalar of several lines (`|`, `>`) loses the correspondence of offsets,
    /// and then the whole scalar is marked. Escapes in double quotes may move the mark by a few bytes.
    pub(super) fn inside(&self, span: Span, at: usize, len: usize) -> Span {
        let text = self.spec.source.slice(span);
        if text.contains('\n') {
            return span;
        }
        span.within(at + usize::from(text.starts_with(['"', '\''])), len)
    }

    /// A literal's fault at its place.
    pub(super) fn literal_fault(&self, target: ColumnTarget, span: Span, fault: LiteralFault) -> Fault {
        self.column_fault(target, self.inside(span, fault.at, fault.len), fault.message).maybe_help(fault.help)
    }

    /// A parameter's value; the parser reports unknown ones.
    ///
    /// Cloned: a choice list may be long, but a spec has few.
    pub(super) fn param(&self, name: &str) -> Option<ParamValue> {
        self.env.params.get(name).cloned()
    }

    /// A parameter's value, if it is a number.
    ///
    /// `None` without a fault, for callers that report the mismatch themselves.
    pub(super) fn number_param(&self, name: &str) -> Option<Number> {
        match self.env.params.get(name) {
            Some(ParamValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The fault of a parameter of the wrong kind.
    pub(super) fn param_mismatch<T>(&mut self, name: &str, wanted: &str, got: &ParamValue, span: Span) -> Option<T> {
        self.fault(Fault::new(span, format!("parameter \"{name}\" must be {wanted} here, it is {}", what(got))))
    }

    /// A share.
    ///
    /// As an exact fraction: `20%` is 1/5.
    pub(super) fn share(&mut self, target: ColumnTarget, arg: &Spanned<Arg>) -> Option<Number> {
        match &arg.value {
            Arg::Share(share) => Some(share.0),
            Arg::Param(name) => match self.param(name)? {
                ParamValue::Share(share) => Some(share.0),
                other => self.param_mismatch(name, "a share", &other, arg.span),
            },
            _ => self.odd_argument(target, arg.span),
        }
    }

    /// A literal's text.
    ///
    /// Numbers come back in their canonical form, so `1_000` and `1000` are one text.
    pub(super) fn literal_text(&mut self, target: ColumnTarget, arg: &Spanned<Arg>) -> Option<String> {
        match &arg.value {
            Arg::Text(text) | Arg::Fixed(text) => Some(text.clone()),
            Arg::Number(number) => Some(number.to_string()),
            Arg::Whole(whole) => Some(whole.to_string()),
            Arg::Param(name) => match self.param(name)? {
                value @ ParamValue::Choices(_) => self.param_mismatch(name, "a single value", &value, arg.span),
                value => Some(super::inputs::param_text(&value)),
            },
            _ => self.odd_argument(target, arg.span),
        }
    }

    /// A kind's whole number within its declared range; `default` where there is none.
    ///
    /// The range is the registry's, where the JSON Schema and the reference page take it from as well.
    pub(super) fn whole(&mut self, target: ColumnTarget, name: &str, default: i64) -> Option<i64> {
        let Some(arg) = target.spec.param(name) else { return Some(default) };
        let value = self.whole_arg(target, arg)?;
        let declared = target.spec.kind.value.params.iter().find(|param| param.name == name).map(|param| param.shape);
        match declared {
            Some(ArgShape::Whole(low, high) | ArgShape::WholeOrParam(low, high)) if !(low..=high).contains(&value) => {
                let fault = self.column_fault(target, arg.span, format!("{name} must be {low} to {high}, got {value}"));
                self.fault(fault)
            }
            _ => Some(value),
        }
    }

    /// A whole number.
    pub(super) fn whole_arg(&mut self, target: ColumnTarget, arg: &Spanned<Arg>) -> Option<i64> {
        match &arg.value {
            Arg::Whole(whole) => Some(*whole),
            Arg::Param(name) => {
                let value = self.param(name)?;
                let whole = self.number_param(name).and_then(Number::whole).and_then(|whole| i64::try_from(whole).ok());
                whole.or_else(|| self.param_mismatch(name, "a whole number", &value, arg.span))
            }
            _ => self.odd_argument(target, arg.span),
        }
    }

    /// The value of a flag; false where there is none.
    ///
    /// Flags are not parameters: whether a column is unique decides about constraints, which must not differ between
    /// tenants of one table.
    pub(super) fn flag(&mut self, target: ColumnTarget, arg: Option<&Spanned<Arg>>) -> Option<bool> {
        match arg {
            None => Some(false),
            Some(Spanned { value: Arg::Flag(flag), .. }) => Some(*flag),
            Some(arg) => self.odd_argument(target, arg.span),
        }
    }
}
