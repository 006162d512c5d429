//! What a chart shows: the picture, and the table that says the same. Pure.

use charming::Chart;
use serde_json::Value;

/// A picture, its table and what stands beside the pointer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// What ECharts takes. Colours are the names of tokens: `var(--chart-1)`.
    pub option: Value,
    pub table: Table,
    /// What is said of the n-th thing drawn. Where it is absent, the n-th row of the table is read.
    pub tips: Option<Vec<String>>,
}

impl Drawing {
    #[must_use]
    pub fn new(chart: &Chart, table: Table) -> Self {
        // Only functions could not be written, and no chart of ours has one.
        let option = serde_json::to_value(chart).unwrap_or_default();
        Self { option, table, tips: None }
    }

    #[must_use]
    pub fn with_tips(mut self, tips: Vec<String>) -> Self {
        self.tips = Some(tips);
        self
    }

    /// What is said of the n-th thing drawn.
    #[must_use]
    pub fn tip(&self, at: usize) -> Option<String> {
        match &self.tips {
            Some(tips) => tips.get(at).cloned(),
            None => self.table.tip(at),
        }
    }
}

/// Rows under a head. The first cell names the row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<String>,
    /// Whether it is chosen, where rows can be.
    pub is_pressed: Option<bool>,
}

impl Row {
    #[must_use]
    pub fn new(cells: Vec<String>) -> Self {
        Self { cells, is_pressed: None }
    }
}

impl Table {
    fn tip(&self, at: usize) -> Option<String> {
        let (name, cells) = self.rows.get(at)?.cells.split_first()?;
        let told =
            self.head.iter().skip(1).zip(cells).map(|(head, cell)| format!("{head}: {cell}"));
        Some(std::iter::once(name.clone()).chain(told).collect::<Vec<_>>().join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|&cell| cell.to_owned()).collect()
    }

    #[test]
    fn the_pointer_says_what_the_table_says() {
        let table = Table {
            head: cells(&["Day", "Input", "Output"]),
            rows: vec![Row::new(cells(&["1 May", "10", "2"]))],
        };
        let drawing = Drawing::new(&Chart::new(), table);
        assert_eq!(drawing.tip(0).as_deref(), Some("1 May\nInput: 10\nOutput: 2"));
        assert_eq!(drawing.tip(1), None);
        let drawing = drawing.with_tips(vec!["Mon".to_owned()]);
        assert_eq!(drawing.tip(0).as_deref(), Some("Mon"));
    }
}
