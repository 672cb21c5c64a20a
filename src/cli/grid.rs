//! Rows of data for people: a grid that is never wider than the output.

use unicode_width::UnicodeWidthStr;

use super::out;

/// The gap between two columns of a grid.
const GAP: usize = 2;

/// The narrowest that a column of a grid is cut to.
const CELL_MIN: usize = 7;

/// Values column by column, one line for each row; cells are cut where the output is too narrow.
#[derive(Debug, Default)]
pub struct Grid {
    columns: Vec<GridColumn>,
}

#[derive(Debug)]
struct GridColumn {
    head: String,
    cells: Vec<Option<String>>,
    is_number: bool,
    /// Never cut: what identifies the rows.
    is_whole: bool,
}

impl Grid {
    /// Adds the column of row numbers, which is never cut.
    pub fn rows(&mut self, head: &str, rows: impl Iterator<Item = u64>) {
        self.column(head, rows.map(|row| Some(row.to_string())).collect());
        self.columns.iter_mut().rev().take(1).for_each(|column| column.is_whole = true);
    }

    /// Adds a column; `None` is null.
    pub fn column(&mut self, head: &str, cells: Vec<Option<String>>) {
        let digits = |text: &String| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        let is_number = cells.iter().flatten().all(digits);
        let cells = cells
            .into_iter()
            .map(|cell| cell.map(|text| text.escape_debug().to_string().replace("\\'", "'")))
            .collect();
        self.columns.push(GridColumn { head: head.to_owned(), cells, is_number, is_whole: false });
    }

    /// The lines of the grid, each ended, and a last one if something was cut.
    pub fn render(&self) -> String {
        self.render_to(out::width())
    }

    fn render_to(&self, width: usize) -> String {
        let natural: Vec<usize> = self.columns.iter().map(GridColumn::width).collect();
        let whole: Vec<bool> = self.columns.iter().map(|column| column.is_whole).collect();
        let Some(widths) = fit(&natural, &whole, width) else { return self.records() };
        let row_count = self.columns.first().map_or(0, |column| column.cells.len());
        let mut text = self.line(&widths, |column| &column.head);
        for row in 0..row_count {
            text += &self.line(&widths, |column| column.cells[row].as_deref().unwrap_or("–"));
        }
        if widths != natural {
            text += "(long values are truncated; --json shows them in full)\n";
        }
        text
    }

    fn line<'a>(&'a self, widths: &[usize], cell: impl Fn(&'a GridColumn) -> &'a str) -> String {
        let cells = self.columns.iter().zip(widths).map(|(column, &width)| {
            let shown = cut(cell(column), width);
            let blanks = " ".repeat(width.saturating_sub(display_width(&shown)));
            if column.is_number { blanks + &shown } else { shown + &blanks }
        });
        let line = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
        format!("{}\n", line.trim_end())
    }

    /// A block of lines for each row, for tables with more columns than the output can hold side by side.
    fn records(&self) -> String {
        let head_width = self.columns.iter().map(|column| display_width(&column.head)).max().unwrap_or(0);
        let row_count = self.columns.first().map_or(0, |column| column.cells.len());
        let record = |row: usize| {
            let lines = self.columns.iter().map(|column| {
                format!("{:head_width$}  {}\n", column.head, column.cells[row].as_deref().unwrap_or("–"))
            });
            lines.collect::<String>()
        };
        (0..row_count).map(record).collect::<Vec<_>>().join("\n")
    }
}

impl GridColumn {
    fn width(&self) -> usize {
        let cells = self.cells.iter().flatten().map(|cell| display_width(cell));
        cells.chain([display_width(&self.head), 1]).max().unwrap_or(1)
    }
}

/// Widths that fit `width` together: the widest columns give way first, those that are `whole` never. `None` when there
/// are too many columns.
fn fit(natural: &[usize], whole: &[bool], width: usize) -> Option<Vec<usize>> {
    let room = width.checked_sub(GAP * natural.len().saturating_sub(1))?;
    let cut = |limit: usize| {
        natural.iter().zip(whole).map(move |(&width, &whole)| if whole { width } else { width.min(limit) })
    };
    let mut limit = natural.iter().copied().max().unwrap_or(0);
    while cut(limit).sum::<usize>() > room {
        limit = limit.checked_sub(1).filter(|&limit| limit >= CELL_MIN)?;
    }
    Some(cut(limit).collect())
}

/// `text` in at most `width` columns; what is cut off leaves an ellipsis.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut shown = String::new();
    for c in text.chars() {
        if display_width(&shown) + display_width(c.encode_utf8(&mut [0; 4])) + 1 > width {
            break;
        }
        shown.push(c);
    }
    shown + "…"
}

/// How many terminal columns a text takes.
fn display_width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|text| Some((*text).to_owned())).collect()
    }

    fn grid() -> Grid {
        let mut grid = Grid::default();
        grid.column("id", cells(&["1", "20"]));
        grid.column("name", cells(&["山田 太郎", "a name that is rather long"]));
        grid.column("note", vec![None, Some("line\nbreak".to_owned())]);
        grid
    }

    #[test]
    fn wide_letters_take_two_columns_and_nulls_are_dashes() {
        let shown = grid().render_to(80);
        assert!(shown.contains(" 1  山田 太郎                   –\n"), "{shown}");
        assert!(shown.contains("20  a name that is rather long  line\\nbreak\n"), "{shown}");
    }

    #[test]
    fn what_does_not_fit_is_cut_and_noted() {
        let shown = grid().render_to(30);
        assert!(shown.lines().take(3).all(|line| UnicodeWidthStr::width(line) <= 30), "{shown}");
        assert!(shown.contains('…') && shown.contains("--json"), "{shown}");
    }

    #[test]
    fn row_numbers_are_never_cut() {
        let mut grid = Grid::default();
        grid.rows("row", [99_999_990].into_iter());
        grid.column("name", cells(&["a name that is rather long"]));
        assert!(grid.render_to(20).contains("\n99999990  a name th…\n"), "{}", grid.render_to(20));
    }

    #[test]
    fn too_many_columns_become_a_block_for_each_row() {
        let shown = grid().render_to(12);
        assert!(shown.contains("id    1\nname  山田 太郎\nnote  –\n\nid    20\n"), "{shown}");
    }
}
