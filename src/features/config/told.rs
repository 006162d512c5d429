//! What the gateway itself says about its file: at the setting it speaks of. Pure.

use serde_json::Value;

use super::draft::Draft;
use super::path::{Path, Step};
use super::problems::{Problem, Weight};
use crate::protocol::config::{ConfigIssue, ConfigSnapshot};

/// What a snapshot says of places that have not been edited since.
#[must_use]
pub fn problems(snapshot: &ConfigSnapshot, draft: &Draft) -> Vec<Problem> {
    let all = [
        (&snapshot.issues, Weight::Error),
        (&snapshot.legacy_issues, Weight::Warning),
        (&snapshot.warnings, Weight::Warning),
    ];
    let mut problems = Vec::new();
    for (issues, weight) in all {
        for issue in issues {
            problems.extend(problem(issue, weight, draft.edited()));
        }
    }
    problems.retain(|problem| problem.path.is_root() || !draft.is_changed(&problem.path));
    problems
}

fn problem(issue: &ConfigIssue, weight: Weight, within: &Value) -> Option<Problem> {
    let message = issue.message.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
    let mut text = message.to_owned();
    if !issue.allowed_values.is_empty() && !issue.allowed_values.iter().all(|it| text.contains(it))
    {
        text = format!("{text} ({})", issue.allowed_values.join(", "));
    }
    let path = dotted(issue.path.as_deref().unwrap_or_default(), within);
    Some(Problem { path, weight, text })
}

/// Reads a path as gateways write it: `agents.list.0.name`, `agents.list[0].name`. Keys may hold dots:
/// the longest that stands there is meant.
#[must_use]
pub fn dotted(text: &str, within: &Value) -> Path {
    let text = text.trim();
    if text.is_empty() || text == "<root>" {
        return Path::root();
    }
    let text = text.replace('[', ".").replace(']', "").replace("..", ".");
    let words: Vec<&str> = text.trim_matches('.').split('.').collect();
    let (mut steps, mut at, mut rest) = (Vec::new(), Some(within), words.as_slice());
    while let Some((first, others)) = rest.split_first() {
        if let (Some(Value::Array(list)), Ok(index)) = (at, first.parse::<usize>()) {
            steps.push(Step::Index(index));
            (at, rest) = (list.get(index), others);
            continue;
        }
        let map = at.and_then(Value::as_object);
        let long = (1..=rest.len())
            .rev()
            .map(|count| (rest[..count].join("."), count))
            .find(|(key, _)| map.is_some_and(|map| map.contains_key(key)));
        let (key, count) = long.unwrap_or_else(|| ((*first).to_owned(), 1));
        at = map.and_then(|map| map.get(&key));
        steps.push(Step::Key(key.into()));
        rest = &rest[count..];
    }
    Path::of(steps)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_dotted_path_is_read_by_what_stands_there() {
        let within = json!({"agents": {"list": [{"a.b": {"c": 1}}]}});
        for (text, pointer) in [
            ("agents.list.0.a.b.c", "/agents/list/0/a.b/c"),
            ("agents.list[0]", "/agents/list/0"),
            ("gateway.port", "/gateway/port"),
            ("", ""),
        ] {
            assert_eq!(dotted(text, &within).pointer(), pointer, "{text}");
        }
        assert_eq!(dotted("agents.list.0", &within).last(), Some(&Step::Index(0)));
    }

    #[test]
    fn what_was_edited_since_is_no_longer_complained_of() {
        let issue = |path: &str, message: &str| ConfigIssue {
            path: Some(path.to_owned()),
            message: Some(message.to_owned()),
            allowed_values: vec!["auto".to_owned()],
        };
        let snapshot = ConfigSnapshot {
            issues: vec![issue("ui.mode", "no such mode"), issue("ui.mood", "no such mood")],
            warnings: vec![issue("", "old")],
            ..ConfigSnapshot::default()
        };
        let mut draft = Draft::new(json!({"ui": {"mode": "x", "mood": "y"}}));
        draft.set(&Path::root().key("ui").key("mode"), json!("auto"));
        let told = problems(&snapshot, &draft);
        let texts: Vec<&str> = told.iter().map(|it| &*it.text).collect();
        assert_eq!(texts, ["no such mood (auto)", "old (auto)"]);
        assert_eq!(told[1].path, Path::root());
    }
}
