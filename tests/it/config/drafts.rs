//! A draft says what was changed, takes it back one by one, and outlives the page.

use quarterdeck::features::config::draft::{
    Draft, Kind, NotByPatch, Ways, guard, guard_whole, patch,
};
use quarterdeck::features::config::path::Path;
use quarterdeck::protocol::config::HIDDEN;
use serde_json::{Value, json};

use super::chance::Chance;
use super::model::Gateway;

fn path(text: &str) -> Path {
    text.split('.').fold(Path::root(), |path, step| match step.parse() {
        Ok(index) => path.index(index),
        Err(_) => path.key(step),
    })
}

#[test]
fn what_is_missing_on_the_way_is_made_and_goes_again() {
    let mut draft = Draft::new(Value::Null);
    draft.set(&path("a.b.0.c"), json!(1));
    assert_eq!(draft.edited(), &json!({ "a": { "b": [{ "c": 1 }] } }));
    assert!(
        draft.is_edited() && draft.is_changed(&path("a")) && draft.is_changed(&path("a.b.0.c"))
    );
    draft.reset(&path("a.b.0.c"));
    draft.reset(&path("a"));
    assert_eq!(draft.edited(), &json!({}));
    draft.set(&path("x.y"), json!(1));
    draft.reset(&path("x.y"));
    assert_eq!((draft.edited(), draft.count()), (&json!({}), 0));
}

#[test]
fn entries_are_followed_where_they_went() {
    let base = json!({ "list": ["a", "b", "c", "d"], "by": [{ "id": "x", "n": 1 }, { "id": "y", "n": 1 }, { "id": "z", "n": 1 }] });
    let mut draft = Draft::new(base.clone());
    draft.remove(&path("list.1"));
    draft.shift(&path("by"), 2, 0);
    draft.set(&path("by.2.n"), json!(2));
    assert!(!draft.is_changed(&path("list.1")) && !draft.is_changed(&path("by.0")));
    assert!(draft.is_changed(&path("by.2.n")) && !draft.is_changed(&path("by.1.n")));
    assert_eq!(draft.before(&path("by.2.n")), Some(json!(1)));
    let said: Vec<(String, Kind)> =
        draft.changes().into_iter().map(|it| (it.path.to_string(), it.kind)).collect();
    assert_eq!(
        said,
        [
            ("by[0]".to_owned(), Kind::Moved { from: 2 }),
            ("by[2].n".to_owned(), Kind::Changed),
            ("list[1]".to_owned(), Kind::Removed),
        ]
    );
    while let Some(change) = draft.changes().first().cloned() {
        draft.undo(&change);
    }
    assert_eq!(draft.edited(), &base);
}

#[test]
fn every_change_can_be_taken_back_and_kept() {
    for seed in 0..1500 {
        let mut chance = Chance::new(seed);
        let base = Gateway::April.hidden(&chance.object(2));
        let mut draft = Draft::new(base.clone());
        for _ in 0..=chance.below(5) {
            chance.edit(&mut draft);
        }
        assert_eq!(draft.is_edited(), draft.count() > 0, "seed {seed}");
        assert_eq!(draft.is_changed(&Path::root()), draft.is_edited());
        let kept = Draft::from_kept(base.clone(), &draft.to_kept());
        assert_eq!(kept.edited(), draft.edited(), "seed {seed}: {}", draft.to_kept());
        let mut left = 200;
        while let Some(change) = draft.changes().first().cloned() {
            draft.undo(&change);
            left -= 1;
            assert!(left > 0, "seed {seed}: {change:?} comes again");
        }
        assert_eq!(draft, Draft::new(base), "seed {seed}");
    }
}

#[test]
fn kept_edits_apply_to_what_has_become_of_the_base() {
    let base = json!({ "a": 1, "list": [{ "id": "x", "n": 1 }, { "id": "y" }], "token": HIDDEN });
    let mut draft = Draft::new(base);
    draft.set(&path("list.0.n"), json!(2));
    draft.set(&path("token"), json!("typed"));
    draft.remove(&path("a"));
    let later = json!({ "a": 1, "b": 2, "list": [{ "id": "w" }, { "id": "x", "n": 1, "m": 3 }, { "id": "y" }], "token": HIDDEN });
    let again = Draft::from_kept(later.clone(), &draft.to_kept());
    let list = json!([{ "id": "w" }, { "id": "x", "n": 2, "m": 3 }, { "id": "y" }]);
    assert_eq!(again.edited(), &json!({ "b": 2, "list": list, "token": "typed" }));
    let kept = draft.to_kept_but(|it| it == &path("token"));
    assert!(!kept.to_string().contains("typed"));
    assert_eq!(Draft::from_kept(later, &kept).get(&path("token")), Some(&json!(HIDDEN)));
    assert_eq!(Draft::new(json!({})).to_kept(), Value::Null);
}

/// What is sent for an edit: on 2026.2.6-3, 2026.4.15 and 2026.9.6.
fn sent(base: &Value, edit: impl Fn(&mut Draft)) -> [Result<(Value, Vec<String>), NotByPatch>; 3] {
    Gateway::ALL.map(|gateway| {
        let mut draft = Draft::new(base.clone());
        edit(&mut draft);
        patch(&draft, gateway.ways()).map(|patch| (patch.body, patch.replace_paths))
    })
}

#[test]
fn each_gateway_is_sent_what_it_merges() {
    let base = json!({ "agents": { "list": [{ "id": "x", "tools": ["a"], "token": HIDDEN }, { "id": "y" }] }, "n": 1 });
    let body = |body: Value| Ok((body, Vec::new()));
    let [feb, april, sept] = sent(&base, |draft| {
        draft.set(&path("agents.list.1.name"), json!("Y"));
        draft.remove(&path("n"));
    });
    let whole = json!([{ "id": "x", "tools": ["a"], "token": HIDDEN }, { "id": "y", "name": "Y" }]);
    assert_eq!(feb, body(json!({ "n": null, "agents": { "list": whole } })));
    assert_eq!(
        april,
        body(json!({ "n": null, "agents": { "list": [{ "id": "y", "name": "Y" }] } }))
    );
    assert_eq!(sept, april);
    let list = path("agents.list");
    let needs_whole = Err(NotByPatch::NeedsWhole { path: list.clone() });
    let [feb, april, sept] = sent(&base, |draft| drop(draft.remove(&list.index(1))));
    let first = json!({ "agents": { "list": [{ "id": "x", "tools": ["a"], "token": HIDDEN }] } });
    assert_eq!(feb, body(first.clone()));
    assert_eq!(april, needs_whole);
    assert_eq!(sept, Ok((first, vec!["agents.list".to_owned()])));
    // Moved, the secret is found by its id alone.
    let hidden = Err(NotByPatch::Hidden { paths: vec![path("agents.list.1.token")] });
    let [feb, april, sept] = sent(&base, |draft| draft.shift(&list, 0, 1));
    assert_eq!((feb, april), (hidden.clone(), needs_whole));
    assert_eq!(sept.map(|(_, replace)| replace), Ok(vec!["agents.list".to_owned()]));
    // A copy has no secret anywhere.
    let hidden = Err(NotByPatch::Hidden { paths: vec![path("agents.list.2.token")] });
    let copied = sent(&base, |draft| {
        let mut copy = draft.get(&list.index(0)).cloned().unwrap();
        copy["id"] = json!("z");
        draft.insert(&list, 2, copy);
    });
    assert_eq!(copied, [hidden.clone(), hidden.clone(), hidden]);
    let [.., sept] = sent(&base, |draft| draft.set(&path("agents.list.0.tools"), json!(["b"])));
    let said = json!({ "agents": { "list": [{ "id": "x", "tools": ["b"] }] } });
    assert_eq!(sept, Ok((said, vec!["agents.list[].tools".to_owned()])));
}

#[test]
fn what_no_patch_says_is_refused_with_its_place() {
    let base = json!({ "list": [1], "by": [{ "id": "x" }] });
    let ways = Gateway::April.ways();
    let refused = |at: &str, value: Value, ways: Ways| {
        let mut draft = Draft::new(base.clone());
        draft.set(&path(at), value);
        patch(&draft, ways).unwrap_err()
    };
    assert_eq!(refused("a", Value::Null, ways), NotByPatch::Null { path: path("a") });
    assert_eq!(refused("a", json!({ "b": null }), ways), NotByPatch::Null { path: path("a.b") });
    for key in ["__proto__", "constructor", "prototype"] {
        assert_eq!(refused(key, json!(1), ways), NotByPatch::RefusedKey { path: path(key) });
    }
    let text = json!(format!("https://{HIDDEN}@host"));
    assert_eq!(refused("a", text, ways), NotByPatch::Hidden { paths: vec![path("a")] });
    assert_eq!(
        refused("by.0.n", json!(1), Ways::of(None)),
        NotByPatch::NeedsWhole { path: path("by") }
    );
    let mut draft = Draft::new(base.clone());
    draft.set(&path("list"), json!([1, null, { "a": null }]));
    assert!(patch(&draft, ways).is_ok());
    draft.set(&Path::root(), json!([]));
    assert_eq!(patch(&draft, ways), Err(NotByPatch::Root));
}

#[test]
fn what_defaults_have_made_is_named_when_it_goes() {
    let mut draft = Draft::new(json!({ "a": { "b": 1 } }))
        .in_force(Some(json!({ "a": { "b": 1, "c": ["d"] }, "by": [{ "id": "x" }] })));
    draft.remove(&path("a"));
    let sent = patch(&draft, Gateway::September.ways()).unwrap();
    assert_eq!((sent.body, sent.replace_paths), (json!({ "a": null }), vec!["a.c".to_owned()]));
    draft.discard();
    draft.set(&path("by"), json!([{ "id": "y" }]));
    assert_eq!(
        patch(&draft, Gateway::April.ways()),
        Err(NotByPatch::NeedsWhole { path: path("by") })
    );
}

#[test]
fn nothing_hidden_is_sent_where_it_would_not_come_back() {
    let base = json!({ "token": HIDDEN, "list": [{ "n": 1, "token": HIDDEN }, { "n": 2, "token": HIDDEN }],
        "by": [{ "id": "x", "token": HIDDEN }, { "id": "y", "token": HIDDEN }],
        "ref": { "source": "env", "provider": "p", "id": HIDDEN } });
    let [feb, april, sept] = Gateway::ALL.map(Gateway::ways);
    for ways in [feb, april, sept] {
        assert_eq!(guard(&json!({ "token": HIDDEN }), &base, ways), Ok(()));
        assert_eq!(guard_whole(&base, &base, ways), Ok(()));
        for (body, at) in [
            (json!({ "other": HIDDEN }), "other"),
            (json!({ "token": format!("x{HIDDEN}") }), "token"),
            (json!({ "list": [{ "n": 2, "token": HIDDEN }] }), "list.0.token"),
            (json!({ "ref": { "source": "file" } }), "ref.id"),
            (json!({ "new": { "token": HIDDEN } }), "new.token"),
        ] {
            let refused = guard(&body, &base, ways).unwrap_err();
            assert!(refused.contains(&path(at)), "{body}: {refused:?}");
        }
    }
    let mut swapped = base.clone();
    swapped["by"] = json!([{ "id": "y", "token": HIDDEN }, { "id": "x", "token": HIDDEN }]);
    assert_eq!(
        guard_whole(&swapped, &base, april),
        Err(vec![path("by.0.token"), path("by.1.token")])
    );
    assert_eq!(guard_whole(&swapped, &base, sept), Ok(()));
}
