//! Which rows of a long list are in the page, and where the reader is in it. Pure: it is told what
//! was measured and scrolled, and says what to show and where the view must stand so that the
//! reader is not moved.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ui::virtual_list::heights::Heights;

/// This near to the end counts as being there.
const NEAR: f64 = 40.0;
/// Rounding of the browser's own.
const SLACK: f64 = 1.5;

/// A list, its rows named by keys.
#[derive(Debug, Clone)]
pub struct Window<K> {
    keys: Vec<K>,
    rows: Rows<K>,
    heights: Heights,
    measured: Vec<bool>,
    /// What is assumed of a row never seen.
    estimate: f64,
    viewport: f64,
    scroll: f64,
    follows: bool,
    unseen: usize,
    /// The row the reader asked for: it stays in place until the reader moves.
    sought: Option<K>,
}

/// Where the rows stand. Keys that go up need no table: a log of a hundred thousand rows that grows
/// and is cut a few times a second has no time for one.
#[derive(Debug, Clone)]
enum Rows<K> {
    GoUp,
    Table(BTreeMap<K, usize>),
}

impl<K: Clone + Ord> Rows<K> {
    fn of(keys: &[K]) -> Self {
        if keys.is_sorted_by(|one, next| one < next) {
            return Self::GoUp;
        }
        Self::Table(keys.iter().cloned().enumerate().map(|(row, key)| (key, row)).collect())
    }

    fn row_of(&self, keys: &[K], key: &K) -> Option<usize> {
        match self {
            Self::GoUp => keys.binary_search(key).ok(),
            Self::Table(rows) => rows.get(key).copied(),
        }
    }
}

/// A row and how far its top is below the top of the view.
struct Anchor<K> {
    key: K,
    offset: f64,
}

impl<K: Clone + Ord> Window<K> {
    /// An empty list. A list that `follows` begins at its end and stays there.
    #[must_use]
    pub fn new(estimate: f64, viewport: f64, follows: bool) -> Self {
        Self {
            keys: Vec::new(),
            rows: Rows::GoUp,
            heights: Heights::default(),
            measured: Vec::new(),
            estimate,
            viewport,
            scroll: 0.0,
            follows,
            unseen: 0,
            sought: None,
        }
    }

    #[must_use]
    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    /// Where the view must stand, from the top of the list.
    #[must_use]
    pub fn scroll(&self) -> f64 {
        self.scroll
    }

    #[must_use]
    pub fn viewport(&self) -> f64 {
        self.viewport
    }

    /// Whether the view goes along with the end of the list.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.follows
    }

    /// Whether a row was asked for, and the reader has not moved since.
    #[must_use]
    pub fn seeks(&self) -> bool {
        self.sought.is_some()
    }

    #[must_use]
    pub fn is_near_end(&self) -> bool {
        self.follows || self.end() - self.scroll <= NEAR
    }

    /// Whether older rows should be fetched: less than a view is left above.
    #[must_use]
    pub fn is_near_top(&self) -> bool {
        self.scroll < self.viewport
    }

    /// How many rows were added at the end since the reader left it.
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.unseen
    }

    /// The rows to show: those in view and half a view on either side.
    #[must_use]
    pub fn rows(&self) -> Range<usize> {
        if self.keys.is_empty() {
            return 0..0;
        }
        let margin = self.viewport / 2.0;
        let first = self.heights.at(self.scroll - margin);
        first..self.heights.at(self.scroll + self.viewport + margin) + 1
    }

    /// The room that the rows before and after these would take.
    #[must_use]
    pub fn room_around(&self, rows: &Range<usize>) -> (f64, f64) {
        (self.heights.top(rows.start), self.heights.total() - self.heights.top(rows.end))
    }

    #[must_use]
    pub fn row_of(&self, key: &K) -> Option<usize> {
        self.rows.row_of(&self.keys, key)
    }

    /// Whether the heights of all these rows are known.
    #[must_use]
    pub fn is_measured(&self, rows: &Range<usize>) -> bool {
        self.measured[rows.clone()].iter().all(|measured| *measured)
    }

    /// Takes the rows as they are now. Rows that stay keep their height; the reader keeps the row
    /// before the eyes.
    pub fn set_keys(&mut self, keys: Vec<K>) {
        if keys == self.keys {
            return;
        }
        let anchors = self.anchors();
        self.count_unseen(&keys);
        let rows = Rows::of(&keys);
        let mut before = 0;
        let mut row_before = |key: &K| {
            if let (Rows::GoUp, Rows::GoUp) = (&self.rows, &rows) {
                // Both go up: one walk along both.
                while self.keys.get(before).is_some_and(|it| it < key) {
                    before += 1;
                }
                return Some(before).filter(|row| self.keys.get(*row) == Some(key));
            }
            self.row_of(key)
        };
        let height = |key: &K| match row_before(key) {
            Some(row) => (self.heights.get(row), self.measured[row]),
            None => (self.estimate, false),
        };
        let (heights, measured) = keys.iter().map(height).unzip();
        self.heights = Heights::new(heights);
        self.measured = measured;
        self.rows = rows;
        self.keys = keys;
        self.settle(&anchors);
    }

    /// Takes the heights of rows that were shown.
    pub fn measure(&mut self, sizes: impl IntoIterator<Item = (K, f64)>) {
        let anchors = self.anchors();
        for (key, height) in sizes {
            if let Some(row) = self.row_of(&key) {
                self.heights.set(row, height);
                self.measured[row] = true;
            }
        }
        self.settle(&anchors);
    }

    /// Takes the height of the view.
    pub fn resize(&mut self, viewport: f64) {
        self.viewport = viewport;
        self.settle(&[]);
    }

    /// The view stands here now. Unless we put it there, the reader did.
    pub fn scrolled(&mut self, scroll: f64) {
        let moved = scroll - self.scroll;
        if moved.abs() <= SLACK {
            return;
        }
        self.scroll = scroll;
        self.sought = None;
        let left = self.end() - scroll;
        if left <= SLACK || (moved > 0.0 && left <= NEAR) {
            self.reach_end();
        } else if moved < 0.0 || left > NEAR {
            self.follows = false;
        }
    }

    /// The reader is about to go up: the view must not pull back.
    pub fn let_go(&mut self) {
        if self.end() > 0.0 {
            self.follows = false;
        }
    }

    /// The reader wanted to go up and did not move: still at the end.
    pub fn resume(&mut self) {
        if self.end() - self.scroll <= SLACK {
            self.reach_end();
        }
    }

    pub fn to_end(&mut self) {
        self.reach_end();
        self.settle(&[]);
    }

    /// Brings a row to the upper third of the view.
    pub fn to_row(&mut self, key: &K) {
        if let Some(row) = self.row_of(key) {
            self.follows = false;
            self.sought = Some(key.clone());
            self.scroll = self.heights.top(row) - self.viewport / 4.0;
            self.clamp();
        }
    }

    fn reach_end(&mut self) {
        self.follows = true;
        self.sought = None;
        self.unseen = 0;
    }

    fn end(&self) -> f64 {
        (self.heights.total() - self.viewport).max(0.0)
    }

    /// The row asked for, then those in view: should the first be gone, the next one holds.
    fn anchors(&self) -> Vec<Anchor<K>> {
        if self.follows || self.keys.is_empty() {
            return Vec::new();
        }
        let last = self.heights.at(self.scroll + self.viewport);
        let in_view = self.heights.at(self.scroll)..=last;
        let sought = self.sought.as_ref().and_then(|key| self.row_of(key));
        sought
            .into_iter()
            .chain(in_view)
            .map(|row| Anchor {
                key: self.keys[row].clone(),
                offset: self.heights.top(row) - self.scroll,
            })
            .collect()
    }

    fn settle(&mut self, anchors: &[Anchor<K>]) {
        if self.follows {
            self.scroll = self.end();
            return;
        }
        let kept = anchors.iter().find_map(|it| Some((self.row_of(&it.key)?, it.offset)));
        if let Some((row, offset)) = kept {
            self.scroll = self.heights.top(row) - offset;
        }
        self.clamp();
    }

    fn clamp(&mut self) {
        self.scroll = self.scroll.clamp(0.0, self.end());
    }

    fn count_unseen(&mut self, keys: &[K]) {
        if self.follows || self.keys.is_empty() {
            return;
        }
        let fresh = keys.iter().rev().take_while(|key| self.row_of(key).is_none()).count();
        // Nothing in common: another list, not a longer one.
        if fresh < keys.len() {
            self.unseen += fresh;
        }
    }
}

#[cfg(test)]
mod tests;
