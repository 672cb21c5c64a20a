//! Tables for people, never wider than the output.

use comfy_table::{CellAlignment, ContentArrangement, Table, TableStyle};

use super::out;

/// A table under construction; columns that hold only numbers are set to the right.
pub struct AlignedTable {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl AlignedTable {
    /// An empty table with these column heads.
    pub fn new<T: Into<String>>(header: impl IntoIterator<Item = T>) -> AlignedTable {
        AlignedTable { header: header.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row with a cell for each column.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The lines of the table, each ended; long cells are wrapped so that it fits the output.
    pub fn render(&self) -> String {
        self.render_to(out::width())
    }

    fn render_to(&self, width: usize) -> String {
        let mut table = Table::new();
        table.load_style(TableStyle::new());
        table.force_no_tty();
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        table.set_header(&self.header);
        for row in &self.rows {
            table.add_row(row);
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if self.is_number(index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt() + "\n"
    }

    fn is_number(&self, column: usize) -> bool {
        let digits =
            |text: &String| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '%' | '–'));
        self.rows.iter().filter_map(|row| row.get(column)).all(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> AlignedTable {
        let mut sheet = AlignedTable::new(["table", "rows", "about"]);
        sheet.row(["orders", "1,200", "a b c"]);
        sheet.row(["x", "7", "one two three four five six seven eight nine ten"]);
        sheet
    }

    #[test]
    fn numbers_stand_to_the_right_and_lines_end_without_blanks() {
        let shown = sheet().render_to(80);
        assert!(shown.lines().all(|line| line == line.trim_end()), "{shown}");
        assert!(shown.contains("\nx           7  one"), "{shown}");
    }

    #[test]
    fn no_line_is_wider_than_the_output() {
        for width in [40, 60, 80] {
            let shown = sheet().render_to(width);
            assert!(shown.lines().all(|line| line.chars().count() <= width), "{width}:\n{shown}");
            assert!(shown.contains("ten"), "{shown}");
        }
    }
}
