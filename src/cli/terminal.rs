//! What a terminal can show: how wide it is, whether it has colours, and which characters it would obey.
//!
//! Must never print: both results and errors are made ready with this.

use crate::spec::fault::is_unprintable;

/// The widest output that lines are wrapped to, in columns.
const WIDTH_MAX: usize = 100;

/// The width of output that is not a terminal, in columns.
const WIDTH_DEFAULT: usize = 80;

/// How many columns messages and tables may use.
pub fn width() -> usize {
    let terminal = comfy_table::Table::new().width().map(usize::from);
    let asked = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    terminal.or(asked).unwrap_or(WIDTH_DEFAULT).clamp(40, WIDTH_MAX)
}

/// Whether a stream gets colours: a terminal does, unless `NO_COLOR` is set or `TERM` is `dumb`.
pub fn colors(is_terminal: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    is_terminal && !refused && !dumb
}

/// JSON with escapes for what it may have as it is but a terminal would obey.
pub fn json_escaped(json: &str) -> String {
    let escape = |letter: char| match is_unprintable(letter) {
        true => format!("\\u{:04x}", u32::from(letter)),
        false => letter.to_string(),
    };
    json.chars().map(escape).collect()
}
