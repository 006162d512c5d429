//! Whether what was sent has reached the gateway, by what the gateway has now. A patch is written
//! whole or not at all, so one change that can be seen speaks for all of them.

use serde_json::Value;

use super::draft::Draft;
use crate::protocol::config::HIDDEN;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    There,
    NotThere,
    /// The file has changed, and what was sent are secrets, which nobody can see.
    Hidden,
}

/// `is_same`: the file is what it was before it was sent.
pub(super) fn seen(sent: &Draft, theirs: &Value, is_same: bool) -> Seen {
    if is_same {
        return Seen::NotThere;
    }
    let mut hidden = false;
    for change in sent.changes() {
        match (change.after.as_ref(), change.path.get(theirs)) {
            (Some(after), Some(now)) if hides(now) && !hides(after) => hidden = true,
            (after, now) if is_like(after, now) => return Seen::There,
            _ => return Seen::NotThere,
        }
    }
    if hidden { Seen::Hidden } else { Seen::There }
}

fn hides(value: &Value) -> bool {
    value.as_str() == Some(HIDDEN)
}

/// The same, but for what is hidden now.
fn is_like(mine: Option<&Value>, theirs: Option<&Value>) -> bool {
    match (mine, theirs) {
        (Some(_), Some(theirs)) if hides(theirs) => true,
        (Some(Value::Object(mine)), Some(Value::Object(theirs))) => {
            mine.iter().all(|(key, value)| is_like(Some(value), theirs.get(key)))
        }
        (Some(Value::Array(mine)), Some(Value::Array(theirs))) => {
            mine.len() == theirs.len()
                && mine.iter().zip(theirs).all(|(mine, theirs)| is_like(Some(mine), Some(theirs)))
        }
        (mine, theirs) => mine == theirs,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sent(after: Value) -> Draft {
        let base = json!({"port": 1, "auth": {"token": HIDDEN}, "bots": {}});
        Draft::of(base, after)
    }

    #[test]
    fn a_change_that_can_be_seen_speaks_for_the_secrets_beside_it() {
        let both = sent(json!({"port": 2, "auth": {"token": "new"}, "bots": {}}));
        let theirs = json!({"port": 2, "auth": {"token": HIDDEN}, "bots": {}, "more": 1});
        assert_eq!(seen(&both, &theirs, false), Seen::There);
        assert_eq!(seen(&both, &theirs, true), Seen::NotThere);
        let others = json!({"port": 1, "auth": {"token": HIDDEN}, "bots": {}, "more": 1});
        assert_eq!(seen(&both, &others, false), Seen::NotThere);
    }

    #[test]
    fn a_secret_alone_cannot_be_seen() {
        let secret = sent(json!({"port": 1, "auth": {"token": "new"}, "bots": {}}));
        let theirs = json!({"port": 1, "auth": {"token": HIDDEN}, "bots": {}});
        assert_eq!(seen(&secret, &theirs, false), Seen::Hidden);
    }

    #[test]
    fn what_was_added_is_seen_by_all_that_is_not_hidden() {
        let added = sent(
            json!({"port": 1, "auth": {"token": HIDDEN}, "bots": {"a": {"key": "k", "n": 1}}}),
        );
        let there =
            json!({"port": 1, "auth": {"token": HIDDEN}, "bots": {"a": {"key": HIDDEN, "n": 1}}});
        assert_eq!(seen(&added, &there, false), Seen::There);
        assert_eq!(seen(&added, &json!({"port": 1, "bots": {}}), false), Seen::NotThere);
    }
}
