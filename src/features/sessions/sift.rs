//! Which sessions are shown, in which order, in which groups. Pure, and quick enough to be asked at
//! every key pressed with thousands of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::line::Line;
use super::look::{Column, Grouping, Look, Only};

/// Where the days begin, the latest first: days are not of one length where clocks are set twice a
/// year. What lies before the last of them is *earlier*.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Days(pub Vec<u64>);

impl Days {
    /// How many days ago a moment was; the number of days known for everything before them.
    fn ago(&self, at: u64) -> usize {
        self.0.partition_point(|midnight| *midnight > at)
    }
}

/// What a group has in common. The order is the one in which groups stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Kind(Kind),
    /// Days ago.
    Day(usize),
    /// Without a word about its last activity.
    Undated,
    Agent(String),
    Channel(String),
    /// Has none of what is grouped by.
    Without,
}

/// One row of the table. A session is named by its place among all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Head { group: Group, count: usize, folded: bool },
    Session(usize),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sifted {
    pub entries: Vec<Entry>,
    /// All there are, what was put away aside.
    pub all: usize,
    /// Sessions that answer, those in folded groups with them.
    pub found: usize,
    /// Sessions that would answer and are left out as background.
    pub hidden: usize,
    /// How many would answer of each kind, were there no choice of kinds.
    pub kinds: BTreeMap<Kind, usize>,
}

impl Sifted {
    /// The sessions in sight, from top to bottom.
    pub fn in_sight(&self) -> impl Iterator<Item = usize> + '_ {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Session(at) => Some(*at),
            Entry::Head { .. } => None,
        })
    }
}

/// All sessions in the order wanted: their places.
pub(super) fn sorted(lines: &[Line], column: Column, descending: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|one, other| {
        let (one, other) = (&lines[*one], &lines[*other]);
        let by = match column {
            Column::Title => directed(one.sort_title().cmp(other.sort_title()), descending),
            Column::Kind => directed(one.kind.cmp(&other.kind), descending),
            Column::Agent => directed(one.agent.cmp(&other.agent), descending),
            Column::Channel => known_first(&one.channel, &other.channel, descending),
            Column::Model => known_first(&one.model, &other.model, descending),
            Column::Tokens => known_first(&one.tokens, &other.tokens, descending),
            Column::Updated => known_first(&one.updated, &other.updated, descending),
        };
        by.then_with(|| other.updated.cmp(&one.updated)).then_with(|| one.key.cmp(&other.key))
    });
    order
}

fn directed(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// What is not known stands last, whichever way one sorts.
fn known_first<T: Ord>(one: &Option<T>, other: &Option<T>, descending: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => directed(one.cmp(other), descending),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// What is to be seen of sorted sessions.
pub(super) fn sift(
    lines: &[Line],
    order: &[usize],
    look: &Look,
    now: u64,
    days: &Days,
    folded: &BTreeSet<Group>,
) -> Sifted {
    let search = look.search.to_lowercase();
    let words: Vec<&str> = search.split_whitespace().collect();
    let mut sifted = Sifted::default();
    let mut found = Vec::new();
    for &at in order {
        let line = &lines[at];
        sifted.all += usize::from(line.archived == (look.only == Only::Archived));
        if !(passes(line, look, now) && line.answers(&words)) {
            continue;
        }
        let asked_for = look.kinds.contains(&line.kind);
        if look.without_background && line.background && !asked_for {
            sifted.hidden += usize::from(look.kinds.is_empty());
            *sifted.kinds.entry(line.kind).or_default() += 1;
            continue;
        }
        *sifted.kinds.entry(line.kind).or_default() += 1;
        if look.kinds.is_empty() || asked_for {
            found.push(at);
        }
    }
    sifted.found = found.len();
    sifted.entries = grouped(lines, found, look.grouping, days, folded);
    sifted
}

fn passes(line: &Line, look: &Look, now: u64) -> bool {
    let agent = look.agent.as_ref().is_none_or(|agent| *agent == line.agent);
    let channel = look.channel.as_ref().is_none_or(|it| line.channel.as_ref() == Some(it));
    let lately = look.within.is_none_or(|minutes| {
        line.updated.is_some_and(|at| now.saturating_sub(at) <= u64::from(minutes) * 60_000)
    });
    let only = match look.only {
        Only::All => true,
        Only::Running => line.running,
        Only::Labelled => line.label.is_some(),
        Only::Unlabelled => line.label.is_none(),
        Only::Pinned => line.pinned,
        Only::Unread => line.unread,
        Only::Aborted => line.aborted || line.failed,
        Only::Changed => line.overrides > 0,
        Only::Archived => line.archived,
    };
    // What was put away is seen only when it is asked for.
    agent && channel && lately && only && (!line.archived || look.only == Only::Archived)
}

fn grouped(
    lines: &[Line],
    found: Vec<usize>,
    grouping: Grouping,
    days: &Days,
    folded: &BTreeSet<Group>,
) -> Vec<Entry> {
    if grouping == Grouping::None {
        return found.into_iter().map(Entry::Session).collect();
    }
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for at in found {
        groups.entry(group_of(&lines[at], grouping, days)).or_default().push(at);
    }
    let mut entries = Vec::new();
    for (group, members) in groups {
        let is_folded = folded.contains(&group);
        entries.push(Entry::Head { group, count: members.len(), folded: is_folded });
        if !is_folded {
            entries.extend(members.into_iter().map(Entry::Session));
        }
    }
    entries
}

fn group_of(line: &Line, grouping: Grouping, days: &Days) -> Group {
    match grouping {
        Grouping::None => Group::Without,
        Grouping::Kind => Group::Kind(line.kind),
        Grouping::Agent if line.agent.is_empty() => Group::Without,
        Grouping::Agent => Group::Agent(line.agent.clone()),
        Grouping::Channel => line.channel.clone().map_or(Group::Without, Group::Channel),
        Grouping::Day => line.updated.map_or(Group::Undated, |at| Group::Day(days.ago(at))),
    }
}

#[cfg(test)]
mod tests;
