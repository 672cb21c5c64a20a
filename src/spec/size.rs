//! Sizes: how many rows, as an expression of numbers and parameters.
//!
//! `size = number | param | "(" size ")" | size ("+" | "-" | "*" | "/") size`, usual precedence, from left to right.
//! Computed exactly and rounded once at the end. A size has at most [`SIZE_PARTS_MAX`] numbers, parameters and
//! brackets, which bounds how deep it nests.

use super::fault::quote;
use super::literal::{LiteralFault, is_name};
use super::number::{Number, number_prefix};

/// The most numbers, parameters and opening brackets of a size.
pub const SIZE_PARTS_MAX: usize = 100;

/// The largest count that a size may come to.
pub const COUNT_MAX: u64 = 1 << 62;

/// An expression, or a part of one, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// What it is.
    pub kind: SizeKind,
    /// Its first byte.
    pub at: usize,
    /// How many bytes it has, brackets around it not counted.
    pub len: usize,
}

/// What a size is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SizeKind {
    /// A number.
    Number(Number),
    /// A parameter, by its name without `$`.
    Param(String),
    /// Two sizes and what is done with them.
    Operation(Box<Size>, Operator, Box<Size>),
}

/// What is done with two sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Size {
    /// The size that `text` is.
    ///
    /// # Errors
    /// At the first sign that does not belong there, or when it has too many parts.
    pub fn parse(text: &str) -> Result<Size, LiteralFault> {
        let mut parser = SizeParser { text, at: 0, parts: 0 };
        let size = parser.sum()?;
        match parser.peek() {
            None => Ok(size),
            Some(_) => Err(parser.unexpected("expected +, -, * or /")),
        }
    }

    /// The exact value, with the parameters that `param` knows.
    ///
    /// # Errors
    /// At a parameter that is not a number, a division by zero, or a result that does not fit.
    pub fn eval(&self, param: &dyn Fn(&str) -> Option<Number>) -> Result<Number, LiteralFault> {
        let fault = |message: String| LiteralFault::new(self.at, self.len, message);
        match &self.kind {
            SizeKind::Number(number) => Ok(*number),
            SizeKind::Param(name) => param(name).ok_or_else(|| fault(format!("parameter \"${name}\" is not a number"))),
            SizeKind::Operation(left, operator, right) => {
                let (a, b) = (left.eval(param)?, right.eval(param)?);
                let value = match operator {
                    Operator::Add => a.checked_add(b),
                    Operator::Subtract => a.checked_sub(b),
                    Operator::Multiply => a.checked_mul(b),
                    Operator::Divide if b == Number::ZERO => return Err(fault("division by zero".to_owned())),
                    Operator::Divide => a.checked_div(b),
                };
                value.ok_or_else(|| fault("the result has more digits than fit".to_owned()))
            }
        }
    }

    /// How many rows it comes to: a number alone must be whole, what is computed is rounded once.
    ///
    /// # Errors
    /// As [`Size::eval`] and [`round_to_count`].
    pub fn count(&self, param: &dyn Fn(&str) -> Option<Number>) -> Result<u64, LiteralFault> {
        let value = self.eval(param)?;
        if !matches!(self.kind, SizeKind::Operation(..)) && !value.is_negative() && value.whole().is_none() {
            let fault = LiteralFault::new(self.at, self.len, format!("a size must be a whole number, got {value}"));
            return Err(fault.help("Write it without a point; only what is computed is rounded: $customers / 3."));
        }
        round_to_count(value).map_err(|reason| LiteralFault::new(self.at, self.len, reason))
    }

    /// The parameters in it, from left to right, each with its first byte; the `$` is part of it.
    pub fn params(&self) -> Vec<(&str, usize)> {
        match &self.kind {
            SizeKind::Number(_) => Vec::new(),
            SizeKind::Param(name) => vec![(name, self.at)],
            SizeKind::Operation(left, _, right) => [left.params(), right.params()].concat(),
        }
    }
}

/// A value as a count, rounded half away from zero.
///
/// # Errors
/// With a message when it is below 0 or above [`COUNT_MAX`].
pub fn round_to_count(value: Number) -> Result<u64, String> {
    if value.is_negative() {
        return Err(format!("a size must be >= 0, got {value}"));
    }
    let count = value.to_scaled(0).and_then(|count| u64::try_from(count).ok());
    count.filter(|count| *count <= COUNT_MAX).ok_or_else(|| format!("a size must be <= {COUNT_MAX}, got {value}"))
}

/// Recursive descent; every level takes a bracket, so it is at most [`SIZE_PARTS_MAX`] deep.
struct SizeParser<'a> {
    text: &'a str,
    at: usize,
    parts: usize,
}

impl SizeParser<'_> {
    fn sum(&mut self) -> Result<Size, LiteralFault> {
        let mut size = self.product()?;
        while let Some(sign @ ('+' | '-')) = self.peek() {
            self.at += 1;
            let operator = if sign == '+' { Operator::Add } else { Operator::Subtract };
            size = operation(size, operator, self.product()?);
        }
        Ok(size)
    }

    fn product(&mut self) -> Result<Size, LiteralFault> {
        let mut size = self.part()?;
        while let Some(sign @ ('*' | '/')) = self.peek() {
            self.at += 1;
            let operator = if sign == '*' { Operator::Multiply } else { Operator::Divide };
            size = operation(size, operator, self.part()?);
        }
        Ok(size)
    }

    fn part(&mut self) -> Result<Size, LiteralFault> {
        self.parts += 1;
        match self.peek() {
            Some(_) if self.parts > SIZE_PARTS_MAX => {
                Err(self.unexpected(&format!("a size must have <= {SIZE_PARTS_MAX} parts")))
            }
            Some('(') => self.bracket(),
            Some('$') => self.param(),
            _ => self.number(),
        }
    }

    fn bracket(&mut self) -> Result<Size, LiteralFault> {
        let open = self.at;
        self.at += 1;
        let size = self.sum()?;
        match self.peek() {
            Some(')') => {
                self.at += 1;
                Ok(size)
            }
            None => Err(LiteralFault::new(open, 1, "the bracket is never closed")),
            Some(_) => Err(self.unexpected("expected +, -, *, / or )")),
        }
    }

    fn param(&mut self) -> Result<Size, LiteralFault> {
        let name = &self.text[self.at + 1..];
        let is_end = |c: char| !(c.is_alphanumeric() || c == '_');
        let name = &name[..name.find(is_end).unwrap_or(name.len())];
        let len = name.len() + 1;
        if !is_name(name) {
            let message = format!("expected a parameter's name, got {}", quote(&self.text[self.at..self.at + len]));
            return Err(LiteralFault::new(self.at, len, message));
        }
        Ok(self.taken(SizeKind::Param(name.to_owned()), len))
    }

    fn number(&mut self) -> Result<Size, LiteralFault> {
        let rest = &self.text[self.at..];
        let len = number_prefix(rest);
        if len == 0 {
            return Err(self.unexpected("expected a number or a parameter"));
        }
        let number = Number::parse(&rest[..len]).map_err(|reason| LiteralFault::new(self.at, len, reason))?;
        Ok(self.taken(SizeKind::Number(number), len))
    }

    /// The next `len` bytes as a size.
    fn taken(&mut self, kind: SizeKind, len: usize) -> Size {
        let at = self.at;
        self.at += len;
        Size { kind, at, len }
    }

    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    /// A fault at the next character, or behind the last.
    fn unexpected(&self, expected: &str) -> LiteralFault {
        match self.text[self.at..].chars().next() {
            None => LiteralFault::new(self.at, 0, format!("{expected}, got nothing")),
            Some(next) => {
                let message = format!("{expected}, got {}", quote(&self.text[self.at..]));
                let fault = LiteralFault::new(self.at, next.len_utf8(), message);
                match next {
                    'a'..='z' => fault.help("A size knows only numbers and parameters, which begin with \"$\"."),
                    ',' => fault.help("Digits are grouped by \"_\": 1_000."),
                    _ => fault,
                }
            }
        }
    }
}

fn operation(left: Size, operator: Operator, right: Size) -> Size {
    let (at, end) = (left.at, right.at + right.len);
    Size { kind: SizeKind::Operation(Box::new(left), operator, Box::new(right)), at, len: end - at }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> Result<u64, LiteralFault> {
        let param = |name: &str| match name {
            "customers" => Some(Number::from_int(1_000)),
            "zero" => Some(Number::ZERO),
            _ => None,
        };
        Size::parse(text)?.count(&param)
    }

    #[test]
    fn sizes_follow_the_usual_precedence_and_round_once() {
        for (text, expected) in [
            ("200", 200),
            ("1_000", 1_000),
            ("$customers", 1_000),
            ("$customers * 2 + 1", 2_001),
            ("1+2*3", 7),
            ("(1 + 2) * 3", 9),
            ("10 - 4 - 3", 3),
            ("16/4/2", 2),
            ("1/3 + 1/3 + 1/3", 1),
            ("5 / 2", 3),
            ("0.4 * 1", 0),
            ("10 - -5", 15),
            ("10 -5", 5),
            ("4611686018427387904", COUNT_MAX),
        ] {
            assert_eq!(count(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn faults_lie_where_the_part_is_wrong() {
        for (text, at, len, says) in [
            ("", 0, 0, "got nothing"),
            ("1 +", 3, 0, "got nothing"),
            ("1 2", 2, 1, "expected +, -, * or /"),
            ("(1", 0, 1, "never closed"),
            ("(1 2)", 3, 1, "or )"),
            ("1)", 1, 1, "expected +"),
            ("customers", 0, 1, "expected a number or a parameter"),
            ("$Customers", 0, 10, "parameter's name"),
            ("$", 0, 1, "parameter's name"),
            ("2 * $unknown", 4, 8, "\"$unknown\" is not a number"),
            ("1 + 5 / $zero", 4, 9, "division by zero"),
            ("1 - 2", 0, 5, "a size must be >= 0, got -1"),
            ("4611686018427387904.5", 0, 21, "a size must be a whole number"),
            ("5.5", 0, 3, "a size must be a whole number, got 5.5"),
            ("1e37 * 1e37", 0, 11, "more digits than fit"),
            ("1e39", 0, 4, "<= 38 digits"),
        ] {
            let fault = count(text).expect_err(text);
            assert_eq!((fault.at, fault.len), (at, len), "{text}: {fault:?}");
            assert!(fault.message.contains(says), "{text}: {fault:?}");
        }
    }

    #[test]
    fn long_and_deep_sizes_meet_a_limit() {
        assert!(count(&vec!["1"; SIZE_PARTS_MAX].join("+")).is_ok());
        assert!(
            count(&vec!["1"; SIZE_PARTS_MAX + 1].join("+")).is_err_and(|fault| fault.message.contains("<= 100 parts"))
        );
        assert!(count(&"(".repeat(500_000)).is_err_and(|fault| fault.message.contains("<= 100 parts")));
    }

    #[test]
    fn parameters_are_listed_with_their_places() {
        let size = Size::parse("$a * (2 + $b)").expect("a size");
        assert_eq!(size.params(), [("a", 0), ("b", 10)]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,20}", near in "[-+*/()0-9.$ a_e]{0,20}") {
            for text in [text, near] {
                if let Err(fault) = count(&text) {
                    prop_assert!(text.get(fault.at..fault.at + fault.len).is_some(), "{:?} {:?}", text, fault);
                }
            }
        }

        #[test]
        fn sums_and_products_agree_with_integers(a in 0i64..999, b in 0i64..999, c in 0i64..999) {
            prop_assert_eq!(count(&format!("{a}+{b}*{c}")), Ok((a + b * c) as u64));
            prop_assert_eq!(count(&format!("({a}+{b})*{c}")), Ok(((a + b) * c) as u64));
        }
    }
}
