//! Merging and comparing, by example and by chance.

use super::*;

const MARKS: (&str, &str) = ("mine", "theirs");

fn text(lines: &str) -> String {
    lines.chars().map(|line| format!("{line}\n")).collect()
}

fn merged(base: &str, mine: &str, theirs: &str) -> Merged {
    merge(&text(base), &text(mine), &text(theirs), MARKS)
}

#[test]
fn changes_in_different_places_come_together() {
    assert_eq!(merged("abcdef", "aXcdef", "abcdYf").text, text("aXcdYf"));
    assert_eq!(merged("abcdef", "abcdef", "abdef").text, text("abdef"));
    assert_eq!(merged("abc", "Xabc", "abcY").text, text("XabcY"));
    assert_eq!(merged("abc", "aXbc", "aXbc"), Merged { text: text("aXbc"), conflicts: 0 });
    assert_eq!(merged("", "a", "").text, text("a"));
    assert_eq!(merged("abc", "", "abc").text, "");
}

#[test]
fn what_both_changed_stands_between_markers_and_nothing_is_lost() {
    let merged = merged("abc", "aXc", "aYc");
    assert_eq!(merged.conflicts, 1);
    assert_eq!(merged.text, "a\n<<<<<<< mine\nX\n=======\nY\n>>>>>>> theirs\nc\n");
    assert!(has_markers(&merged.text) && !has_markers("a\n======\n"));
    let ends = merge("a", "b", "c", MARKS);
    assert_eq!(ends.text, "<<<<<<< mine\nb\n=======\nc\n>>>>>>> theirs\n");
}

#[test]
fn what_is_far_from_a_difference_is_left_out() {
    let rows = side_by_side(&text("abcdefghij"), &text("abcdefghiX"));
    assert_eq!(rows[0], Row::Rest(6));
    assert_eq!(rows[1], Row::Same { left: 7, right: 7, text: "g".to_owned() });
    let last = Row::Differs { left: Some((10, "j".to_owned())), right: Some((10, "X".to_owned())) };
    assert_eq!(rows.last(), Some(&last));
    let rows = side_by_side("a\n", "a\nb\n");
    assert_eq!(rows[1], Row::Differs { left: None, right: Some((2, "b".to_owned())) });
    assert_eq!(side_by_side("a\n", "a\n"), [Row::Rest(1)]);
}

/// Numbers by chance, the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % most
    }

    fn lines(&mut self) -> String {
        (0..self.below(14))
            .map(|_| char::from(b'a' + u8::try_from(self.below(4)).unwrap()))
            .collect()
    }
}

#[test]
fn what_is_the_same_is_the_same_in_both_and_in_order() {
    let mut chance = Chance(7);
    for _ in 0..2_000 {
        let (one, other) = (text(&chance.lines()), text(&chance.lines()));
        let (one, other) = (lines(&one), lines(&other));
        let (mut left, mut right, mut count) = (0, 0, 0);
        for it in same(&one, &other) {
            assert!(it.left >= left && it.right >= right, "{one:?} {other:?}");
            assert_eq!(one[it.left..it.left + it.count], other[it.right..it.right + it.count]);
            (left, right) = (it.left + it.count, it.right + it.count);
            count += it.count;
        }
        assert_eq!(count, longest(&one, &other), "{one:?} {other:?}");
    }
}

/// How many lines two texts have in common at most, found slowly.
fn longest(one: &[&str], other: &[&str]) -> usize {
    let mut best = vec![vec![0; other.len() + 1]; one.len() + 1];
    for (x, line) in one.iter().enumerate() {
        for (y, others) in other.iter().enumerate() {
            best[x + 1][y + 1] =
                if line == others { best[x][y] + 1 } else { best[x][y + 1].max(best[x + 1][y]) };
        }
    }
    best[one.len()][other.len()]
}

#[test]
fn a_side_that_changed_nothing_gives_way() {
    let mut chance = Chance(11);
    for _ in 0..500 {
        let (base, side) = (text(&chance.lines()), text(&chance.lines()));
        let free = |text: &String| Merged { text: text.clone(), conflicts: 0 };
        assert_eq!(merge(&base, &side, &base, MARKS), free(&side));
        assert_eq!(merge(&base, &base, &side, MARKS), free(&side));
        assert_eq!(merge(&base, &side, &side, MARKS), free(&side));
    }
}

#[test]
fn texts_that_have_little_in_common_are_compared_at_once() {
    let one: String = (0..20_000).map(|line| format!("one {line}\n")).collect();
    let other: String = (0..20_000).map(|line| format!("other {line}\n")).collect();
    assert_eq!(side_by_side(&one, &other).len(), 20_000);
    assert_eq!(merge(&one, &one, &other, MARKS).text, other);
}
