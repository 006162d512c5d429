//! A patch makes of the file what the operator sees, with every secret in its place, and of nothing
//! else; or it is not made at all.

use quarterdeck::features::config::draft::{Draft, patch};
use quarterdeck::protocol::config::HIDDEN;
use serde_json::{Value, json};

use super::chance::Chance;
use super::model::Gateway;

/// What the file has to say after the edit: every hidden secret is that of its object, which its tag
/// tells wherever it went. A secret that never was has none.
pub(super) fn meant(edited: &Value, base: &Value) -> Value {
    fn tagged<'v>(value: &'v Value, tag: &Value) -> Option<&'v Value> {
        match value {
            Value::Object(map) if map.get("tag") == Some(tag) => Some(value),
            Value::Object(map) => map.values().find_map(|value| tagged(value, tag)),
            Value::Array(list) => list.iter().find_map(|value| tagged(value, tag)),
            _ => None,
        }
    }
    fn said(value: &Value, base: &Value) -> Value {
        match value {
            Value::Array(list) => list.iter().map(|value| said(value, base)).collect(),
            Value::Object(map) => {
                let origin = map.get("tag").and_then(|tag| tagged(base, tag));
                let under = |(key, value): (&String, &Value)| {
                    let value = if value == HIDDEN {
                        let secret = origin.and_then(|origin| origin.get(key));
                        secret.cloned().unwrap_or_else(|| json!("there is no such secret"))
                    } else {
                        said(value, base)
                    };
                    (key.clone(), value)
                };
                map.iter().map(under).collect()
            }
            _ => value.clone(),
        }
    }
    said(edited, base)
}

#[test]
fn edits_by_chance_come_out_as_meant_or_are_refused() {
    let (mut said, mut refused) = (0, 0);
    for seed in 0..700 {
        let mut chance = Chance::new(seed);
        let file = chance.object(2);
        for gateway in Gateway::ALL {
            let mut draft = Draft::new(gateway.hidden(&file));
            for _ in 0..=chance.below(4) {
                chance.edit(&mut draft);
            }
            let Ok(patch) = patch(&draft, gateway.ways()) else {
                refused += 1;
                continue;
            };
            said += 1;
            let written = gateway.patch(&file, &patch.body, &patch.replace_paths);
            let meant = meant(draft.edited(), &file);
            let differs = written.map(|written| Draft::of(meant, written).changes());
            assert!(
                differs.as_ref().is_ok_and(Vec::is_empty),
                "{gateway:?}, seed {seed}: {differs:?}\nedits {:?}\nsent {} {:?}",
                draft.changes(),
                patch.body,
                patch.replace_paths,
            );
        }
    }
    assert!(said > 3 * refused, "{said} said, {refused} refused");
}
