//! Where a reader is in a table of equal rows. Pure.

use std::collections::BTreeMap;
use std::ops::Range;

/// So many rows are drawn above and below what is in view.
const AROUND: usize = 6;
/// What is drawn before anything was measured.
const FIRST: usize = 30;

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    /// How far the reader has gone down.
    pub top: f64,
    /// The height of the view, and of a row. Nought before they are measured.
    pub height: f64,
    pub row: f64,
}

impl Place {
    /// The rows to draw of so many.
    #[must_use]
    pub fn rows(&self, count: usize) -> Range<usize> {
        if self.row <= 0.0 {
            return 0..FIRST.min(count);
        }
        let first = (self.top / self.row).floor().max(0.0) as usize;
        let last = ((self.top + self.height) / self.row).ceil().max(0.0) as usize;
        let end = (last + AROUND).min(count);
        first.saturating_sub(AROUND).min(end)..end
    }

    /// How many rows a view holds, but for one to go on from.
    #[must_use]
    pub fn page(&self) -> usize {
        if self.row <= 0.0 {
            1
        } else {
            ((self.height / self.row) as usize).saturating_sub(1).max(1)
        }
    }

    /// Where to be so that a row is in view: as near as possible.
    #[must_use]
    pub fn revealing(&self, at: usize) -> f64 {
        let top = at as f64 * self.row;
        top.min(self.top).max(top + self.row - self.height)
    }

    /// Where to be after the rows have moved by so many. A reader at the top stays at the top.
    #[must_use]
    pub fn kept(&self, moved: isize, count: usize) -> f64 {
        let most = (count as f64 * self.row - self.height).max(0.0);
        let top = if self.top <= 0.0 { 0.0 } else { self.top + moved as f64 * self.row };
        top.clamp(0.0, most)
    }
}

/// By how many rows those in view have moved: as most of them have, so that one that jumps to the
/// front does not take the reader along.
#[must_use]
pub fn drift(old: &[u64], new: &[u64], seen: Range<usize>) -> isize {
    let seen: BTreeMap<u64, usize> = seen.map(|at| (old[at], at)).collect();
    let mut moves: Vec<isize> = new
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some(at.wrapping_sub(*seen.get(row)?).cast_signed()))
        .collect();
    moves.sort_unstable();
    moves.get(moves.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { top: 3_600.0, height: 720.0, row: 36.0 };

    #[test]
    fn only_what_is_near_is_drawn() {
        assert_eq!(PLACE.rows(5_000), 94..126);
        assert_eq!(PLACE.rows(110), 94..110);
        assert_eq!(PLACE.rows(3), 3..3, "scrolled beyond the end");
        assert_eq!(Place::default().rows(5_000), 0..30);
        assert_eq!(Place { top: 0.0, ..PLACE }.rows(5_000), 0..26);
        assert_eq!(PLACE.rows(0), 0..0);
    }

    #[test]
    fn a_row_is_brought_into_view_by_the_shortest_way() {
        assert!((PLACE.revealing(105) - 3_600.0).abs() < f64::EPSILON, "it is in view");
        assert!((PLACE.revealing(10) - 360.0).abs() < f64::EPSILON);
        assert!((PLACE.revealing(200) - (201.0 * 36.0 - 720.0)).abs() < f64::EPSILON);
    }

    #[test]
    fn the_reader_stays_with_the_rows_and_one_that_jumps_moves_nobody() {
        let old: Vec<u64> = (0..1000).collect();
        let mut new = old.clone();
        new.retain(|row| *row != 105);
        new.insert(0, 105);
        assert!((0..=1).contains(&drift(&old, &new, 100..120)), "the others moved by one at most");
        let mut above = vec![5_000, 5_001];
        above.extend(&old);
        assert_eq!(drift(&old, &above, 100..120), 2);
        assert_eq!(drift(&old, &[], 100..120), 0);
        assert!((PLACE.kept(2, 5_000) - 3_672.0).abs() < f64::EPSILON);
        assert!(PLACE.kept(0, 3).abs() < f64::EPSILON, "nothing is left to scroll");
        assert!(Place { top: 0.0, ..PLACE }.kept(2, 5_000).abs() < f64::EPSILON);
    }
}
