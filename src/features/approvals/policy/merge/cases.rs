//! Merges: some by hand, and many by chance.

use serde_json::json;

use super::*;
use crate::features::approvals::policy::changes::changes;
use crate::features::approvals::policy::places::Who;
use crate::protocol::json;

fn policy(value: &Value) -> ApprovalPolicy {
    json::read(&value.to_string()).unwrap()
}

fn value(policy: &ApprovalPolicy) -> Value {
    serde_json::to_value(policy).unwrap()
}

fn with(list: Value) -> ApprovalPolicy {
    policy(&json!({"version": 1, "agents": {"main": {"allowlist": list}}}))
}

#[test]
fn what_only_one_side_has_changed_is_taken() {
    let base = policy(&json!({"version": 1, "socket": {"path": "/s"}, "defaults": {"ask": "off"},
        "agents": {"main": {"mood": 1, "allowlist": [{"id": "1", "pattern": "/a"}]}}}));
    let mine = policy(
        &json!({"version": 1, "socket": {"path": "/s"}, "defaults": {"ask": "always"},
        "agents": {"main": {"mood": 1, "allowlist": [{"id": "1", "pattern": "/b"}, {"pattern": "/mine"}]}}}),
    );
    let theirs = policy(
        &json!({"version": 1, "socket": {"path": "/t"}, "later": {"x": [1]}, "defaults": {"ask": "off"},
        "agents": {"main": {"mood": 2, "allowlist": [{"id": "1", "pattern": "/a", "lastUsedAt": 5},
            {"id": "2", "pattern": "/theirs"}]}, "ops": {"security": "deny"}}}),
    );
    let merge = merge(&base, &mine, &theirs);
    assert_eq!(merge.clashes, []);
    assert_eq!(
        value(&merge.policy()),
        json!({"version": 1, "socket": {"path": "/t"}, "later": {"x": [1]}, "defaults": {"ask": "always"},
            "agents": {"main": {"mood": 2, "allowlist": [{"id": "1", "pattern": "/b", "lastUsedAt": 5},
                {"id": "2", "pattern": "/theirs"}, {"pattern": "/mine"}]}, "ops": {"security": "deny"}}})
    );
}

#[test]
fn what_both_have_changed_differently_waits_for_a_choice() {
    let base = policy(&json!({"defaults": {"security": "deny"}}));
    let mine = policy(&json!({"defaults": {"security": "full"}}));
    let theirs = policy(&json!({"defaults": {"security": "allowlist"}}));
    let mut merge = merge(&base, &mine, &theirs);
    assert!(!merge.is_decided());
    assert_eq!(merge.policy(), mine);
    assert_eq!(merge.clashes[0].place, Place::Field(Who::Defaults, "security".to_owned()));
    merge.clashes[0].choice = Some(Side::Theirs);
    assert!(merge.is_decided());
    assert_eq!(merge.policy(), theirs);
}

#[test]
fn a_pattern_edited_on_both_sides_clashes_and_nothing_else_of_the_entry() {
    let base = with(json!([{"id": "1", "pattern": "/a"}]));
    let mine = with(json!([{"id": "1", "pattern": "/mine", "note": "kept"}]));
    let theirs = with(json!([{"id": "1", "pattern": "/theirs", "lastUsedAt": 7}]));
    let mut merge = merge(&base, &mine, &theirs);
    assert_eq!(merge.clashes.len(), 1);
    assert_eq!(merge.clashes[0].field.as_deref(), Some("pattern"));
    merge.clashes[0].choice = Some(Side::Theirs);
    let entry = json!([{"id": "1", "pattern": "/theirs", "note": "kept", "lastUsedAt": 7}]);
    assert_eq!(merge.policy(), with(entry));
}

#[test]
fn an_entry_removed_here_and_edited_there_waits_for_a_choice() {
    let base = with(json!([{"id": "1", "pattern": "/a"}]));
    let mine = with(json!([]));
    let theirs = with(json!([{"id": "1", "pattern": "/theirs"}]));
    let mut clashing = merge(&base, &mine, &theirs);
    assert_eq!(clashing.clashes.len(), 1);
    clashing.clashes[0].choice = Some(Side::Theirs);
    assert_eq!(clashing.policy(), theirs);
    let used = with(json!([{"id": "1", "pattern": "/a", "lastUsedAt": 9}]));
    let merge = merge(&base, &mine, &used);
    assert_eq!((merge.clashes.len(), merge.policy()), (0, mine));
}

#[test]
fn the_same_pattern_added_on_both_sides_is_there_once() {
    let base = with(json!([]));
    let mine = with(json!([{"pattern": "/a"}]));
    let theirs = with(json!([{"id": "1", "pattern": "/a"}]));
    let merge = merge(&base, &mine, &theirs);
    assert_eq!((merge.clashes.len(), merge.policy()), (0, theirs));
}

/// A chance that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn word(&mut self) -> String {
        ["deny", "allowlist", "full", "of tomorrow"][self.below(4) as usize].to_owned()
    }

    /// Changes one thing of a policy.
    fn edit(&mut self, file: &mut Value, side: &str) {
        let word = self.word();
        let agent = ["*", "main", "ops"][self.below(3) as usize];
        match self.below(9) {
            0 => file["defaults"]["security"] = word.into(),
            1 => file["agents"][agent]["ask"] = word.into(),
            2 => file["agents"][agent]["unknown"] = json!({ "said": word }),
            3 => file["later"] = json!([word]),
            4 => drop(file["agents"].as_object_mut().unwrap().remove(agent)),
            n => {
                let list = &mut file["agents"][agent]["allowlist"];
                if !list.is_array() {
                    *list = json!([]);
                }
                let list = list.as_array_mut().unwrap();
                let at = self.below(list.len() as u64 + 1) as usize;
                let pattern = format!("/{side}/{}", self.below(6));
                match n {
                    5 if at < list.len() => drop(list.remove(at)),
                    6 if at < list.len() => list[at]["pattern"] = pattern.into(),
                    7 if at < list.len() => list[at]["note"] = side.into(),
                    _ if list.iter().any(|entry| entry["pattern"] == pattern) => {}
                    // The gateway gives ids; what was added here has none yet.
                    _ if side == "mine" => list.push(json!({ "pattern": pattern })),
                    _ => {
                        let id = format!("{side}-{}", self.below(1_000_000));
                        list.push(json!({ "id": id, "pattern": pattern }));
                    }
                }
            }
        }
    }
}

#[test]
fn no_edit_of_either_side_is_lost_unless_chosen() {
    let mut dice = Dice(7);
    let mut clashes = 0;
    for round in 0..3_000 {
        let mut base =
            json!({"version": 1, "socket": {"path": "/s"}, "defaults": {}, "agents": {}});
        for _ in 0..dice.below(12) {
            dice.edit(&mut base, "base");
        }
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        for _ in 0..dice.below(6) {
            dice.edit(&mut mine, "mine");
        }
        for _ in 0..dice.below(6) {
            dice.edit(&mut theirs, "theirs");
        }
        let [base, mine, theirs] = [&base, &mine, &theirs].map(policy);
        let mut merge = merge(&base, &mine, &theirs);
        clashes += merge.clashes.len();
        for clash in &mut merge.clashes {
            clash.choice = Some(if dice.below(2) == 0 { Side::Mine } else { Side::Theirs });
        }
        let merged = merge.policy();
        let [was, there, here, now] = lay_out([&base, &theirs, &mine, &merged]);
        let places: BTreeSet<_> =
            [&was, &there, &here, &now].into_iter().flat_map(|flat| flat.places.keys()).collect();
        for place in places {
            if matches!(place, Place::Rules(_) | Place::List(_)) {
                continue;
            }
            let [was, there, here, now] =
                [&was, &there, &here, &now].map(|flat| flat.places.get(place));
            let of_place: Vec<_> =
                merge.clashes.iter().filter(|clash| &clash.place == place).collect();
            if of_place.is_empty() {
                let whole = matches!((here, there), (Some(_), Some(_)));
                if was == here {
                    assert_eq!(now, there, "round {round}: {place:?} of theirs");
                } else if was == there || here == there {
                    assert_eq!(now, here, "round {round}: {place:?} of mine");
                } else {
                    assert!(whole, "round {round}: {place:?} was decided by nobody");
                    survives(was, here, there, now, round);
                }
                continue;
            }
            for clash in of_place {
                let chosen = match clash.choice {
                    Some(Side::Theirs) => &clash.theirs,
                    _ => &clash.mine,
                };
                let found = match &clash.field {
                    Some(field) => now.and_then(|entry| entry.get(field)),
                    None => now,
                };
                assert_eq!(found, chosen.as_ref(), "round {round}: {place:?}");
            }
        }
        let choices_of = |side| merge.clashes.iter().all(|clash| clash.choice == Some(side));
        if changes(&base, &theirs).is_empty() && choices_of(Side::Mine) {
            assert_eq!(changes(&merged, &mine), [], "round {round}");
        }
    }
    assert!(clashes > 300, "only {clashes} clashes: the edits do not meet");
}

/// In an entry changed on both sides, each field is the one of the side that has changed it.
fn survives(
    was: Option<&Value>,
    here: Option<&Value>,
    there: Option<&Value>,
    now: Option<&Value>,
    round: u32,
) {
    let nothing = json!({});
    let [was, here, there, now] = [was, here, there, now].map(|side| side.unwrap_or(&nothing));
    for name in ["id", "pattern", "note"] {
        let expected = if was[name] == here[name] { &there[name] } else { &here[name] };
        assert_eq!(&now[name], expected, "round {round}: {name}");
    }
}
