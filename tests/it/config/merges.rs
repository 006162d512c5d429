//! Two operators' edits made one: both are in it, whoever is asked first, and nothing else.

use quarterdeck::features::config::draft::{Draft, Side, merge};
use serde_json::json;

use super::chance::Chance;

#[test]
fn edits_by_chance_are_merged_alike_from_both_sides() {
    let (mut agreed, mut clashing) = (0, 0);
    for seed in 0..4000 {
        let mut chance = Chance::new(seed);
        let base = chance.object(2);
        let mut sides = [Draft::new(base.clone()), Draft::new(base.clone())];
        for side in &mut sides {
            for _ in 0..=chance.below(2) {
                chance.edit(side);
            }
        }
        let [mine, theirs] = sides.map(|side| side.edited().clone());
        let merged = merge(&base, &mine, &theirs);
        let other = merge(&base, &theirs, &mine);
        assert_eq!(merged.conflicts.len(), other.conflicts.len(), "seed {seed}");
        assert_eq!(merge(&base, &mine, &base).value, mine, "seed {seed}");
        assert_eq!(merge(&base, &mine, &mine).value, mine, "seed {seed}");
        if merged.conflicts.is_empty() {
            agreed += 1;
            assert_eq!(merged.value, other.value, "seed {seed}");
            // Once more changes nothing: both sides' edits are in it.
            for side in [&mine, &theirs] {
                let again = merge(&base, side, &merged.value);
                assert_eq!(
                    (again.value, again.conflicts.len()),
                    (merged.value.clone(), 0),
                    "seed {seed}"
                );
            }
        } else {
            clashing += 1;
            // Whoever decides for one side throughout has that side wherever they met.
            let (mut ours, mut others) = (merged.clone(), other.clone());
            for place in 0..merged.conflicts.len() {
                ours.resolve(place, Side::Theirs);
                others.resolve(place, Side::Mine);
            }
            assert!(ours.is_decided());
            assert_eq!(ours.value, others.value, "seed {seed}");
        }
    }
    assert!(agreed > clashing && clashing > 100, "{agreed} agreed, {clashing} clashing");
}

#[test]
fn lists_are_merged_by_entry_and_conflicts_keep_their_places() {
    let base = json!({ "list": [{ "id": "a", "n": 1 }, { "id": "b", "n": 1 }, { "id": "c" }] });
    let mine = json!({ "list": [{ "id": "b", "n": 2 }, { "id": "c" }, { "id": "mine" }] });
    let theirs = json!({ "list": [{ "id": "a", "n": 3 }, { "id": "b", "n": 3 }, { "id": "c", "new": true }, { "id": "ours" }] });
    let mut merged = merge(&base, &mine, &theirs);
    let paths = |merged: &quarterdeck::features::config::draft::Merged| -> Vec<String> {
        merged.conflicts.iter().map(|it| it.path.to_string()).collect()
    };
    assert_eq!(paths(&merged), ["list[0]", "list[0].n"]);
    merged.resolve(0, Side::Theirs);
    assert_eq!(paths(&merged), ["list[0]", "list[1].n"]);
    assert!(!merged.is_decided());
    merged.resolve(1, Side::Mine);
    let entries = json!([{ "id": "a", "n": 3 }, { "id": "b", "n": 2 }, { "id": "c", "new": true }, { "id": "mine" }, { "id": "ours" }]);
    assert_eq!(merged.value["list"], entries);
}
