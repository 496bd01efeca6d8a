//! The hidden sheet of choices: a column a list, where no length is too much for a drop-down.

use rust_xlsxwriter::{Worksheet, XlsxError};

/// Lists of choices, each once.
pub(super) struct Shelf {
    name: String,
    lists: Vec<Vec<String>>,
}

impl Shelf {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            lists: Vec::new(),
        }
    }

    /// The cells of a list, as a formula names them.
    pub(super) fn range(&mut self, items: Vec<String>) -> String {
        let last = items.len().max(1);
        let known = self.lists.iter().position(|list| *list == items);
        let column = known.unwrap_or(self.lists.len());
        if known.is_none() {
            self.lists.push(items);
        }
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        range(&self.name, column, 0, u32::try_from(last - 1).unwrap_or(0))
    }

    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(&self.name)?;
        for (column, list) in (0u16..).zip(&self.lists) {
            for (row, item) in (0u32..).zip(list) {
                sheet.write_string(row, column, item)?;
            }
        }
        sheet.set_hidden(true);
        sheet.protect();
        Ok(())
    }
}

/// Cells of one column, as a formula names them.
pub(super) fn range(sheet: &str, column: u16, first: u32, last: u32) -> String {
    let name = sheet.replace('\'', "''");
    let column = super::super::place(0, u32::from(column));
    let letters = column.trim_end_matches('1');
    format!("='{name}'!${letters}${}:${letters}${}", first + 1, last + 1)
}
