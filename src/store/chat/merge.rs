//! A stored transcript takes the place of what is on screen: rows that tell the same keep their
//! key, and what is not stored yet keeps its place.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::live::Live;
use super::row::{Body, Ending, Row, RowKey};

/// The rows to show, and what remains of the live run's.
#[derive(Debug, Default)]
pub struct Merged {
    pub rows: Vec<Arc<Row>>,
    pub live: Vec<Row>,
}

/// Merges `stored`, whose keys are new, into what is shown.
#[must_use]
pub fn merge(shown: &[Arc<Row>], live: Option<&Live>, mut stored: Vec<Row>) -> Merged {
    let live = live.map(|live| live.rows.as_slice()).unwrap_or_default();
    let shown_rows = || shown.iter().map(|row| &**row);
    let mut taken = BTreeMap::new();
    // Rows that were stored before tell the same at the same time. What began here has this
    // clock's time, so it is found again by its words alone.
    inherit(shown_rows().filter(|row| row.stored), &mut stored, true, &mut taken);
    inherit(shown_rows().chain(live).filter(|row| !row.stored), &mut stored, false, &mut taken);

    recognize(shown_rows(), &mut stored, &mut taken);

    let mut before: BTreeMap<RowKey, &Arc<Row>> = shown.iter().map(|row| (row.key, row)).collect();
    let mut rows: Vec<Arc<Row>> = stored
        .into_iter()
        .map(|row| match before.remove(&row.key) {
            Some(old) if **old == row => old.clone(),
            _ => Arc::new(row),
        })
        .collect();
    let taken: BTreeSet<RowKey> = taken.into_values().collect();
    keep_unstored(shown, &taken, &mut rows);
    let kept = live.iter().rposition(|row| taken.contains(&row.key)).map_or(0, |at| at + 1);
    Merged { rows, live: live[kept..].to_vec() }
}

type Fingerprint = (u64, Option<u64>);

fn fingerprint(row: &Row, timed: bool) -> Fingerprint {
    let mut hasher = DefaultHasher::new();
    match &row.body {
        Body::Said(said) => (0, said.text.trim()).hash(&mut hasher),
        Body::Reply { text, .. } => (1, text.trim()).hash(&mut hasher),
        Body::Thinking { text } => (2, text.trim()).hash(&mut hasher),
        Body::Tool(call) => match &call.id {
            Some(id) => (3, id).hash(&mut hasher),
            None => (4, &call.name, &call.arguments).hash(&mut hasher),
        },
        Body::Note { text } => (5, text.trim()).hash(&mut hasher),
        Body::Compacted => 6.hash(&mut hasher),
        Body::End(Ending::Aborted) => 7.hash(&mut hasher),
        Body::End(Ending::Empty) => 8.hash(&mut hasher),
        Body::End(Ending::Error(_)) => 9.hash(&mut hasher),
    }
    let at = row.at.filter(|_| timed).map(f64::to_bits);
    (hasher.finish(), at)
}

/// Hands the keys of old rows to the stored rows that tell the same, first come, first served.
/// `taken` says which stored row has which old key.
fn inherit<'a>(
    old: impl Iterator<Item = &'a Row>,
    stored: &mut [Row],
    timed: bool,
    taken: &mut BTreeMap<usize, RowKey>,
) {
    let mut known: BTreeMap<Fingerprint, VecDeque<RowKey>> = BTreeMap::new();
    for row in old {
        known.entry(fingerprint(row, timed)).or_default().push_back(row.key);
    }
    for (at, row) in stored.iter_mut().enumerate() {
        if taken.contains_key(&at) {
            continue;
        }
        if let Some(key) = known.get_mut(&fingerprint(row, timed)).and_then(VecDeque::pop_front) {
            row.key = key;
            taken.insert(at, key);
        }
    }
}

/// A gateway may put a line of its own in front of what an operator said, for example on a restart.
/// A message that was sent from here and whose words end a stored one is that one.
fn recognize<'a>(
    shown: impl Iterator<Item = &'a Row>,
    stored: &mut [Row],
    taken: &mut BTreeMap<usize, RowKey>,
) {
    for row in shown.filter(|row| !row.stored) {
        let Body::Said(sent) = &row.body else { continue };
        if taken.values().any(|key| *key == row.key) {
            continue;
        }
        let is_it = |body: &Body| matches!(body, Body::Said(said) if said.text.trim_end().ends_with(sent.text.trim()));
        let mut open =
            stored.iter_mut().enumerate().rev().filter(|(at, _)| !taken.contains_key(at));
        if let Some((at, found)) = open.find(|(_, candidate)| is_it(&candidate.body)) {
            found.key = row.key;
            taken.insert(at, row.key);
        }
    }
}

/// Puts back what the stored transcript does not have: messages on their way at the end, and the
/// words of a run that the gateway did not keep (a stopped one) after the message they answered,
/// unless the stored transcript goes on with an answer there.
fn keep_unstored(shown: &[Arc<Row>], taken: &BTreeSet<RowKey>, rows: &mut Vec<Arc<Row>>) {
    let mut anchor: Option<RowKey> = None;
    let mut groups: Vec<(RowKey, Vec<Arc<Row>>)> = Vec::new();
    let mut on_their_way = Vec::new();
    for row in shown {
        if taken.contains(&row.key) {
            anchor = Some(row.key);
        } else if matches!(row.body, Body::Said(_)) && !row.stored {
            on_their_way.push(row.clone());
            anchor = Some(row.key);
        } else if let Some(anchor) = anchor
            && !row.stored
        {
            match groups.last_mut() {
                Some((key, group)) if *key == anchor => group.push(row.clone()),
                _ => groups.push((anchor, vec![row.clone()])),
            }
        }
    }
    rows.extend(on_their_way);
    for (anchor, group) in groups {
        let Some(at) = rows.iter().position(|row| row.key == anchor) else { continue };
        let answered = rows.get(at + 1).is_some_and(|row| !matches!(row.body, Body::Said(_)));
        if !answered {
            rows.splice(at + 1..=at, group);
        }
    }
}
