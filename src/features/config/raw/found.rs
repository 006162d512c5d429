//! What the form holds put into what a text says, and whether what was written is found again in what
//! the gateway has made of it.

use serde_json::Value;

use crate::features::config::draft::Draft;
use crate::features::config::path::{Path, Step};
use crate::protocol::config::HIDDEN;

/// The value with all that was edited in the form. Lists are taken whole: their places move.
#[must_use]
pub fn with_edits(mut value: Value, draft: &Draft) -> Value {
    let mut target = Draft::new(std::mem::take(&mut value));
    for change in draft.changes() {
        let steps = change.path.steps();
        let keys = steps.iter().take_while(|step| matches!(step, Step::Key(_))).cloned();
        let place = Path::of(keys);
        match draft.get(&place) {
            Some(now) => target.set(&place, now.clone()),
            None => drop(target.remove(&place)),
        }
    }
    target.edited().clone()
}

/// Whether all that `mine` changed in the base stands in `theirs`.
#[must_use]
pub fn holds(base: Option<&Value>, mine: &Value, theirs: Option<&Value>) -> bool {
    let (Some(base), Some(theirs)) = (base, theirs) else { return false };
    let changes = Draft::of(base.clone(), mine.clone()).changes();
    changes.iter().all(|change| match (&change.after, change.path.get(theirs)) {
        (Some(after), Some(there)) => is_same(after, there),
        (after, there) => after.is_none() && there.is_none(),
    })
}

/// The same, as far as it is shown.
fn is_same(mine: &Value, theirs: &Value) -> bool {
    match (mine, theirs) {
        (_, Value::String(text)) if text == HIDDEN => true,
        (Value::Object(mine), Value::Object(theirs)) => {
            mine.iter().all(|(key, value)| theirs.get(key).is_some_and(|it| is_same(value, it)))
        }
        (Value::Array(mine), Value::Array(theirs)) => {
            mine.len() == theirs.len() && mine.iter().zip(theirs).all(|(a, b)| is_same(a, b))
        }
        _ => mine == theirs,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_written_is_found_in_what_the_gateway_made_of_it() {
        let base = json!({"a": 1, "gone": 2, "token": "x"});
        let mine = json!({"a": 3, "token": "new", "o": {"p": true}});
        let held = |theirs: Value| holds(Some(&base), &mine, Some(&theirs));
        assert!(held(json!({"a": 3, "token": HIDDEN, "o": {"p": true, "q": 1}, "meta": {}})));
        assert!(!held(json!({"a": 1, "token": HIDDEN, "o": {"p": true}})));
        assert!(!held(json!({"a": 3, "gone": 2, "token": HIDDEN, "o": {"p": true}})));
    }

    #[test]
    fn the_edits_of_the_form_are_taken_and_nothing_else() {
        let mut draft = Draft::new(json!({"a": 1, "b": {"c": 2}, "list": [1, 2]}));
        draft.set(&Path::root().key("b").key("c"), json!(3));
        draft.remove(&Path::root().key("list").index(0));
        draft.remove(&Path::root().key("a"));
        let text = json!({"a": 1, "b": {"c": 2, "mine": true}, "list": [1, 2], "x": "y"});
        assert_eq!(
            with_edits(text, &draft),
            json!({"b": {"c": 3, "mine": true}, "list": [2], "x": "y"})
        );
    }
}
