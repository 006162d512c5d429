//! Which entry of one list is which of another.

use std::collections::BTreeMap;

use serde_json::Value;

/// The `id` of an entry, as gateways take it: a text that is not empty.
pub(super) fn id(entry: &Value) -> Option<&str> {
    entry.as_object()?.get("id")?.as_str().filter(|id| !id.is_empty())
}

/// Whether all entries have an `id`. So does a list without entries.
pub(super) fn by_id(list: &[Value]) -> bool {
    list.iter().all(|entry| id(entry).is_some())
}

/// The places by `id`, where all entries have one and no two the same.
pub(super) fn index(list: &[Value]) -> Option<BTreeMap<&str, usize>> {
    let mut places = BTreeMap::new();
    for (place, entry) in list.iter().enumerate() {
        if places.insert(id(entry)?, place).is_some() {
            return None;
        }
    }
    Some(places)
}

/// For every entry of `after`, its place in `before`: by `id` where all entries of both have one of
/// their own; otherwise equal entries in their order, then what is between them by place.
pub(super) fn pair(before: &[Value], after: &[Value]) -> Vec<Option<usize>> {
    if let (Some(places), Some(_)) = (index(before), index(after)) {
        return after.iter().map(|entry| places.get(id(entry)?).copied()).collect();
    }
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let end = before[start..]
        .iter()
        .rev()
        .zip(after[start..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, new) = (&before[start..before.len() - end], &after[start..after.len() - end]);
    let mut origins: Vec<Option<usize>> = (0..start).map(Some).collect();
    origins.extend(between(old, new).into_iter().map(|place| place.map(|it| it + start)));
    origins.extend((before.len() - end..before.len()).map(Some));
    origins
}

fn between(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut origins = common(old, new);
    let mut taken: Vec<bool> = vec![false; old.len()];
    for place in origins.iter().flatten() {
        taken[*place] = true;
    }
    // Moved: the same entry elsewhere.
    for (place, entry) in
        new.iter().enumerate().filter(|(place, _)| origins[*place].is_none()).collect::<Vec<_>>()
    {
        if let Some(from) = (0..old.len()).find(|from| !taken[*from] && old[*from] == *entry) {
            origins[place] = Some(from);
            taken[from] = true;
        }
    }
    // Changed: what is left between the same two neighbours, in order.
    let mut low = 0;
    for place in 0..new.len() {
        if let Some(from) = origins[place] {
            low = low.max(from + 1);
            continue;
        }
        let high = origins[place + 1..].iter().flatten().copied().find(|from| *from >= low);
        let free = (low..high.unwrap_or(old.len())).find(|from| !taken[*from]);
        if let Some(from) = free {
            origins[place] = Some(from);
            taken[from] = true;
            low = from + 1;
        }
    }
    origins
}

/// The longest common subsequence. Lists too long for it are paired by place.
fn common(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut origins = vec![None; new.len()];
    let width = new.len() + 1;
    if old.len().saturating_mul(width) > 250_000 {
        for (place, entry) in new.iter().enumerate() {
            origins[place] = (old.get(place) == Some(entry)).then_some(place);
        }
        return origins;
    }
    let mut length = vec![0_u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            length[a * width + b] = if old[a] == new[b] {
                length[(a + 1) * width + b + 1] + 1
            } else {
                length[(a + 1) * width + b].max(length[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    while a < old.len() && b < new.len() {
        if old[a] == new[b] {
            origins[b] = Some(a);
            (a, b) = (a + 1, b + 1);
        } else if length[(a + 1) * width + b] >= length[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    origins
}

/// As [`pair`], but only what is beyond doubt: nobody says how one list became the other. An entry is
/// the one with its `id`; the one it is equal to, if there is but one; and the one at its own place,
/// if no entry has left its place and none is gone.
pub(super) fn certain(before: &[Value], after: &[Value]) -> Vec<Option<usize>> {
    if let (Some(places), Some(_)) = (index(before), index(after)) {
        return after.iter().map(|entry| places.get(id(entry)?).copied()).collect();
    }
    let equal: Vec<Option<usize>> = after
        .iter()
        .map(|entry| {
            let mut same = (0..before.len()).filter(|from| before[*from] == *entry);
            let first = same.next()?;
            let again = after.iter().filter(|other| *other == entry).count() > 1;
            match same.next() {
                None if !again => Some(first),
                _ => None,
            }
        })
        .collect();
    let at_home = after.len() >= before.len()
        && equal.iter().enumerate().all(|(place, from)| from.is_none_or(|from| from == place));
    if !at_home {
        return equal;
    }
    let own = |place: usize| (place < before.len()).then_some(place);
    equal.into_iter().enumerate().map(|(place, from)| from.or_else(|| own(place))).collect()
}

/// Which entries have left the order they had among the others: as few as can be.
pub(super) fn moved(origins: &[Option<usize>]) -> Vec<bool> {
    // The longest run of places that ascends; whoever is not in it was moved.
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (place, origin) in origins.iter().enumerate() {
        let Some(origin) = origin else {
            best.push((0, None));
            continue;
        };
        let before = (0..place)
            .filter(|other| origins[*other].is_some_and(|other| other < *origin))
            .max_by_key(|other| (best[*other].0, std::cmp::Reverse(*other)));
        best.push((before.map_or(1, |other| best[other].0 + 1), before));
    }
    let mut moved: Vec<bool> = origins.iter().map(Option::is_some).collect();
    let mut next =
        (0..origins.len()).filter(|place| moved[*place]).max_by_key(|place| best[*place].0);
    while let Some(place) = next {
        moved[place] = false;
        next = best[place].1;
    }
    moved
}

/// Where an entry that stood at `from` belongs among those that are there: behind the nearest that
/// stood before it.
pub(super) fn home(origins: &[Option<usize>], from: usize) -> usize {
    let before = origins.iter().enumerate().filter(|(_, it)| it.is_some_and(|it| it < from));
    before.max_by_key(|(_, origin)| **origin).map_or(0, |(place, _)| place + 1)
}
