//! Two texts that began as one: what both have changed is brought together line by line, and what
//! neither can give way in is left to the operator. Pure.

/// With more differences than this, what stands between the first and the last is one difference.
const MOST: usize = 800;

/// So many lines around a difference are shown with it.
const AROUND: usize = 3;

/// Lines that are the same in two texts: where they begin in each, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Same {
    left: usize,
    right: usize,
    count: usize,
}

/// What became of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub text: String,
    /// How many places are left to the operator, each between markers.
    pub conflicts: usize,
}

/// A line of two texts side by side. Lines are counted from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    Same {
        left: usize,
        right: usize,
        text: String,
    },
    Differs {
        left: Option<(usize, String)>,
        right: Option<(usize, String)>,
    },
    /// So many lines that are the same are left out.
    Rest(usize),
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Brings both sides' changes into one text. `marks` are the words behind the markers: of the one
/// side and of the other.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str, marks: (&str, &str)) -> Merged {
    let (base, mine, theirs) = (lines(base), lines(mine), lines(theirs));
    let (in_mine, in_theirs) = (places(&base, &mine), places(&base, &theirs));
    let mut merged = Merged { text: String::new(), conflicts: 0 };
    let (mut at, mut at_mine, mut at_theirs) = (0, 0, 0);
    loop {
        let stable =
            (at..base.len()).find_map(|line| Some((line, in_mine[line]?, in_theirs[line]?)));
        let (end, end_mine, end_theirs) = stable.unwrap_or((base.len(), mine.len(), theirs.len()));
        let (was, ours, others) =
            (&base[at..end], &mine[at_mine..end_mine], &theirs[at_theirs..end_theirs]);
        if ours == was || ours == others {
            merged.text.extend(others.iter().copied());
        } else if others == was {
            merged.text.extend(ours.iter().copied());
        } else {
            merged.conflicts += 1;
            between_markers(&mut merged.text, ours, others, marks);
        }
        if stable.is_none() {
            return merged;
        }
        merged.text.push_str(base[end]);
        (at, at_mine, at_theirs) = (end + 1, end_mine + 1, end_theirs + 1);
    }
}

fn between_markers(text: &mut String, ours: &[&str], others: &[&str], marks: (&str, &str)) {
    let mut block = |head: &str, lines: &[&str]| {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(head.trim_end());
        text.push('\n');
        text.extend(lines.iter().copied());
    };
    block(&format!("<<<<<<< {}", marks.0), ours);
    block("=======", others);
    block(&format!(">>>>>>> {}", marks.1), &[]);
}

/// Whether markers of a merge still stand in a text.
#[must_use]
pub fn has_markers(text: &str) -> bool {
    let begins = |mark: &str| text.lines().any(|line| line.starts_with(mark));
    begins("<<<<<<< ") && begins(">>>>>>> ")
}

/// Where each line of the one text stands in the other.
fn places(one: &[&str], other: &[&str]) -> Vec<Option<usize>> {
    let mut found = vec![None; one.len()];
    for Same { left, right, count } in same(one, other) {
        (0..count).for_each(|it| found[left + it] = Some(right + it));
    }
    found
}

/// Two texts side by side: what differs, with a few lines around.
#[must_use]
pub fn side_by_side(left: &str, right: &str) -> Vec<Row> {
    let (left, right) = (lines(left), lines(right));
    let mut rows = Vec::new();
    let (mut at, mut at_right) = (0, 0);
    let end = Same { left: left.len(), right: right.len(), count: 0 };
    let numbered = |lines: &[&str], at: usize| {
        lines.get(at).map(|line| (at + 1, line.trim_end_matches('\n').to_owned()))
    };
    for Same { left: from, right: from_right, count } in
        same(&left, &right).into_iter().chain([end])
    {
        let (gone, come) = (from - at, from_right - at_right);
        for line in 0..gone.max(come) {
            rows.push(Row::Differs {
                left: (line < gone).then(|| numbered(&left, at + line)).flatten(),
                right: (line < come).then(|| numbered(&right, at_right + line)).flatten(),
            });
        }
        rows.extend((0..count).map(|line| Row::Same {
            left: from + line + 1,
            right: from_right + line + 1,
            text: left[from + line].trim_end_matches('\n').to_owned(),
        }));
        (at, at_right) = (from + count, from_right + count);
    }
    folded(rows)
}

/// Leaves out lines that are the same and stand far from any difference.
fn folded(rows: Vec<Row>) -> Vec<Row> {
    let differs: Vec<_> = rows.iter().map(|row| matches!(row, Row::Differs { .. })).collect();
    let mut near = vec![false; rows.len()];
    for (at, _) in differs.iter().enumerate().filter(|(_, differs)| **differs) {
        let to = (at + AROUND + 1).min(rows.len());
        near[at.saturating_sub(AROUND)..to].fill(true);
    }
    let mut kept = Vec::new();
    let mut rest = 0;
    for (row, near) in rows.into_iter().zip(near) {
        if near {
            if rest > 0 {
                kept.push(Row::Rest(rest));
                rest = 0;
            }
            kept.push(row);
        } else {
            rest += 1;
        }
    }
    if rest > 0 {
        kept.push(Row::Rest(rest));
    }
    kept
}

/// What is the same in both, in order: what both begin and end with, and the shortest way of making
/// the one out of the other between (after Myers).
fn same(one: &[&str], other: &[&str]) -> Vec<Same> {
    let head = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (rest, others) = (&one[head..], &other[head..]);
    let tail =
        rest.iter().rev().zip(others.iter().rev()).take_while(|(one, other)| one == other).count();
    let (inner, inners) = (&rest[..rest.len() - tail], &others[..others.len() - tail]);
    let mut found = Vec::new();
    let mut add = |left: usize, right: usize, count: usize| {
        if count > 0 {
            found.push(Same { left, right, count });
        }
    };
    add(0, 0, head);
    for Same { left, right, count } in shortest(inner, inners) {
        add(head + left, head + right, count);
    }
    add(one.len() - tail, other.len() - tail, tail);
    found
}

fn shortest(one: &[&str], other: &[&str]) -> Vec<Same> {
    let (long, wide) = (one.len(), other.len());
    let most = (long + wide).min(MOST);
    // How far one comes on each diagonal, kept for every number of differences.
    let mut trace: Vec<Vec<usize>> = Vec::new();
    let mut reach = vec![0_usize; 2 * most + 3];
    let centre = most + 1;
    for steps in 0..=most {
        trace.push(reach[centre - steps..=centre + steps].to_vec());
        for at in (0..=2 * steps).step_by(2) {
            let place = centre + at - steps;
            let down = at == 0 || (at != 2 * steps && reach[place - 1] < reach[place + 1]);
            let mut x = if down { reach[place + 1] } else { reach[place - 1] + 1 };
            let mut y = x + centre - place;
            while x < long && y < wide && one[x] == other[y] {
                (x, y) = (x + 1, y + 1);
            }
            reach[place] = x;
            if x >= long && y >= wide {
                trace.push(reach[centre - steps..=centre + steps].to_vec());
                return back(&trace, long, wide);
            }
        }
    }
    Vec::new()
}

/// Walks the way back and gathers what was the same on it.
fn back(trace: &[Vec<usize>], long: usize, wide: usize) -> Vec<Same> {
    let (mut x, mut y) = (long, wide);
    let mut found = Vec::new();
    // The state before each step is the one that was kept at its beginning.
    for steps in (0..trace.len() - 1).rev() {
        let before = &trace[steps];
        // A diagonal is counted from the middle of what was kept.
        let reached = |diagonal: i64| {
            let middle = i64::try_from(steps).unwrap_or_default();
            usize::try_from(middle + diagonal).ok().and_then(|it| before.get(it)).copied()
        };
        let count = |it: usize| i64::try_from(it).unwrap_or_default();
        let diagonal = count(x) - count(y);
        let (left, right) = (reached(diagonal - 1), reached(diagonal + 1));
        let edge = count(steps);
        let down = diagonal == -edge || (diagonal != edge && left < right);
        let (from_x, from_y) = if steps == 0 {
            (0, 0)
        } else {
            let from = if down { diagonal + 1 } else { diagonal - 1 };
            let from_x = reached(from).unwrap_or_default();
            (from_x, usize::try_from(count(from_x) - from).unwrap_or_default())
        };
        let (mid_x, mid_y) = match (steps, down) {
            (0, _) => (0, 0),
            (_, true) => (from_x, from_y + 1),
            (_, false) => (from_x + 1, from_y),
        };
        if x > mid_x {
            found.push(Same { left: mid_x, right: mid_y, count: x - mid_x });
        }
        (x, y) = (from_x, from_y);
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests;
