//! How tall the rows of a list are: measured where a row has been shown, assumed where not. Sums
//! are kept in a Fenwick tree, so a row's place and the row at a place cost no walk.

/// Heights of rows, from the first to the last.
#[derive(Debug, Clone, Default)]
pub struct Heights {
    rows: Vec<f64>,
    /// `sums[i]` is the sum of the `i & -i` heights that end with row `i - 1`.
    sums: Vec<f64>,
}

impl Heights {
    #[must_use]
    pub fn new(rows: Vec<f64>) -> Self {
        let mut sums = vec![0.0; rows.len() + 1];
        for (index, height) in rows.iter().enumerate() {
            sums[index + 1] += height;
            let parent = index + 1 + lowest_bit(index + 1);
            if parent < sums.len() {
                sums[parent] += sums[index + 1];
            }
        }
        Self { rows, sums }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    #[must_use]
    pub fn get(&self, row: usize) -> f64 {
        self.rows.get(row).copied().unwrap_or_default()
    }

    pub fn set(&mut self, row: usize, height: f64) {
        let change = height - self.rows[row];
        self.rows[row] = height;
        let mut at = row + 1;
        while at < self.sums.len() {
            self.sums[at] += change;
            at += lowest_bit(at);
        }
    }

    /// Where a row begins; of the row after the last, where the list ends.
    #[must_use]
    pub fn top(&self, row: usize) -> f64 {
        let mut at = row.min(self.rows.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.sums[at];
            at -= lowest_bit(at);
        }
        sum
    }

    #[must_use]
    pub fn total(&self) -> f64 {
        self.top(self.rows.len())
    }

    /// The row that covers this place, or the last one.
    #[must_use]
    pub fn at(&self, place: f64) -> usize {
        let mut step = (self.rows.len() + 1).next_power_of_two();
        let (mut row, mut left) = (0, place);
        while step > 0 {
            let next = row + step;
            if next < self.sums.len() && self.sums[next] <= left {
                left -= self.sums[next];
                row = next;
            }
            step /= 2;
        }
        row.min(self.rows.len().saturating_sub(1))
    }
}

fn lowest_bit(number: usize) -> usize {
    number & number.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tops_are_the_sums_of_the_heights_before() {
        let rows: Vec<f64> = (0..137).map(|row| f64::from(row % 13 * 7)).collect();
        let mut heights = Heights::new(rows.clone());
        let mut rows = rows;
        for (row, height) in [(0, 5.0), (136, 99.5), (64, 0.0), (63, 1000.25)] {
            heights.set(row, height);
            rows[row] = height;
        }
        let mut sum = 0.0;
        for (row, height) in rows.iter().enumerate() {
            assert!((heights.top(row) - sum).abs() < 1e-6);
            sum += height;
        }
        assert!((heights.total() - sum).abs() < 1e-6);
    }

    #[test]
    fn the_row_at_a_place_is_the_one_that_covers_it() {
        let heights = Heights::new(vec![10.0, 20.0, 0.0, 30.0]);
        let places = [(-5.0, 0), (0.0, 0), (9.9, 0), (10.0, 1), (29.9, 1), (30.0, 3), (59.0, 3)];
        for (place, row) in places {
            assert_eq!(heights.at(place), row, "{place}");
        }
        assert_eq!(heights.at(1e9), 3);
        assert_eq!(Heights::new(Vec::new()).at(7.0), 0);
    }
}
