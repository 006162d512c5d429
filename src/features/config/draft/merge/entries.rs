//! Lists whose entries have an `id`: each entry is merged with its like, and the order is that of
//! the side which has changed it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Merging, Three};
use crate::features::config::draft::lists;
use crate::features::config::path::Path;

type Entries<'v> = (Vec<&'v str>, BTreeMap<&'v str, &'v Value>);

impl Merging {
    /// The list, if it can be merged by `id`; nothing if it has to be one value.
    pub(super) fn entries(&mut self, path: &Path, three: Three) -> Option<Value> {
        let [base, mine, theirs] = three.map(Value::as_array).map(|list| Some(read(list?)));
        let (mine, theirs) = (mine??, theirs??);
        let base = match (three.base, base) {
            (None, _) => read(&[])?,
            (Some(_), base) => base??,
        };
        let order = order(&base, &mine, &theirs)?;
        // Conflicts are told in the order of the ids, which no choice changes.
        let mut merged = BTreeMap::new();
        let ids: BTreeSet<&str> = order.iter().copied().collect();
        for id in ids {
            let first = self.conflicts.len();
            let three = Three {
                base: base.1.get(id).copied(),
                mine: mine.1.get(id).copied(),
                theirs: theirs.1.get(id).copied(),
            };
            let value = self.value(&Path::root(), three);
            merged.insert(id, (value, first..self.conflicts.len()));
        }
        let mut list = Vec::new();
        for id in order {
            let Some((value, conflicts)) = merged.remove(id) else { continue };
            let entry = path.index(list.len());
            for conflict in &mut self.conflicts[conflicts] {
                let below = conflict.path.steps();
                conflict.path = Path::of(entry.steps().iter().chain(below).cloned());
            }
            list.extend(value);
        }
        Some(Value::Array(list))
    }
}

fn read(list: &[Value]) -> Option<Entries<'_>> {
    let places = lists::index(list)?;
    let entries = places.iter().map(|(id, place)| (*id, &list[*place])).collect();
    Some((list.iter().filter_map(lists::id).collect(), entries))
}

/// All ids in the order of the merged list; nothing where both sides have put what was there into
/// another order.
fn order<'v>(base: &Entries<'v>, mine: &Entries<'v>, theirs: &Entries<'v>) -> Option<Vec<&'v str>> {
    let were = |ids: &[&'v str], there: &dyn Fn(&str) -> bool| -> Vec<&'v str> {
        ids.iter().copied().filter(|id| there(id)).collect()
    };
    let both =
        |id: &str| base.1.contains_key(id) && mine.1.contains_key(id) && theirs.1.contains_key(id);
    let [was, here, there] = [base, mine, theirs].map(|side| were(&side.0, &both));
    let stays = here == was && there == was;
    let common = match (here == was, there == was) {
        (_, true) => here,
        (true, false) => there,
        (false, false) if here == there => here,
        (false, false) => return None,
    };
    // What only one side still has keeps its place: of old, or behind its neighbour.
    let on_either = |id: &str| mine.1.contains_key(id) || theirs.1.contains_key(id);
    let left = were(&base.0, &on_either);
    let spine = if stays { left } else { joined(common, &left, mine, theirs) };
    let [here, there] = [mine, theirs].map(|side| runs(side, &spine));
    let mut order: Vec<&str> = Vec::new();
    for anchor in std::iter::once(None).chain(spine.iter().copied().map(Some)) {
        order.extend(anchor);
        let mut added = [here.get(&anchor), there.get(&anchor)];
        added.sort_unstable();
        for id in added.into_iter().flatten().flatten() {
            if !order.contains(id) {
                order.push(id);
            }
        }
    }
    Some(order)
}

fn joined<'v>(
    mut spine: Vec<&'v str>,
    left: &[&'v str],
    mine: &Entries<'v>,
    theirs: &Entries<'v>,
) -> Vec<&'v str> {
    for id in left {
        if spine.contains(id) {
            continue;
        }
        let side = if mine.1.contains_key(id) { &mine.0 } else { &theirs.0 };
        let before = side.iter().take_while(|it| *it != id).filter(|it| spine.contains(it)).last();
        let at = before.and_then(|before| spine.iter().position(|it| it == before));
        spine.insert(at.map_or(0, |at| at + 1), id);
    }
    spine
}

/// What a side has added, by what stands before it.
fn runs<'v>(side: &Entries<'v>, spine: &[&'v str]) -> BTreeMap<Option<&'v str>, Vec<&'v str>> {
    let mut runs: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    let mut anchor = None;
    for id in &side.0 {
        if spine.contains(id) {
            anchor = Some(*id);
        } else {
            runs.entry(anchor).or_default().push(id);
        }
    }
    runs
}
