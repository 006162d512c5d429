//! The parts of the configuration, and how much is set, changed and wrong in each. Pure.

use std::collections::BTreeMap;

use serde_json::Value;

use super::desk::Only;
use super::draft::Draft;
use super::path::{Path, Step};
use super::problems::{Problems, Weight};
use super::schema::{Schema, Section};

/// One part, as it stands in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub key: String,
    pub path: Path,
    pub label: String,
    /// The heading it stands under, where the gateway puts several under one.
    pub group: Option<String>,
    pub set: usize,
    pub changed: usize,
    pub problems: usize,
    pub worst: Option<Weight>,
}

impl Line {
    #[must_use]
    pub fn is_shown(&self, only: Only) -> bool {
        match only {
            Only::All => true,
            Only::Set => self.set > 0,
            Only::Changed => self.changed > 0,
        }
    }
}

/// The parts that the schema knows, then what stands in the configuration besides.
#[must_use]
pub fn parts(schema: &Schema, within: &Value) -> Vec<Section> {
    let mut parts = schema.sections();
    let extra = within.as_object().into_iter().flat_map(serde_json::Map::keys);
    let extra: Vec<&String> =
        extra.filter(|key| parts.iter().all(|part| part.key != **key)).collect();
    for key in extra {
        parts.push(Section {
            key: key.clone(),
            path: Path::root().key(key),
            label: key.clone(),
            help: None,
            group: None,
            order: None,
            advanced: false,
            docs_url: None,
            children: 0,
        });
    }
    parts
}

/// The list.
#[must_use]
pub fn lines(parts: &[Section], draft: &Draft, problems: &Problems) -> Vec<Line> {
    let mut changed: BTreeMap<String, usize> = BTreeMap::new();
    for change in draft.changes() {
        if let Some(Step::Key(key)) = change.path.steps().first() {
            *changed.entry(key.to_string()).or_default() += 1;
        }
    }
    let mut grouped: BTreeMap<&str, usize> = BTreeMap::new();
    for group in parts.iter().filter_map(|part| part.group.as_deref()) {
        *grouped.entry(group).or_default() += 1;
    }
    let line = |part: &Section| {
        let (count, worst) = problems.within(&part.path);
        Line {
            key: part.key.clone(),
            path: part.path.clone(),
            label: part.label.clone(),
            group: part.group.clone().filter(|group| grouped.get(&**group).is_some_and(|n| *n > 1)),
            set: draft.get(&part.path).map_or(0, leaves),
            changed: changed.get(&part.key).copied().unwrap_or_default(),
            problems: count,
            worst,
        }
    };
    parts.iter().map(line).collect()
}

/// How many settings a value holds. What is there and empty counts as one.
fn leaves(value: &Value) -> usize {
    let below: usize = match value {
        Value::Array(list) => list.iter().map(leaves).sum(),
        Value::Object(map) => map.values().map(leaves).sum(),
        _ => 1,
    };
    below.max(1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::problems::Problem;
    use super::*;

    #[test]
    fn a_part_tells_what_is_set_changed_and_wrong_in_it() {
        let schema = Schema::read(
            r#"{"type":"object","properties":{"agents":{"type":"object"},"ui":{"type":"object"}}}"#,
            "",
        );
        let schema = schema.expect("a schema");
        let mut draft = Draft::new(json!({"agents": {"a": 1, "b": [true, {}]}, "attic": {}}));
        draft.set(&Path::root().key("agents").key("a"), json!(2));
        let problem = Problem {
            path: Path::root().key("agents").key("a"),
            weight: Weight::Error,
            text: "no".to_owned(),
        };
        let parts = parts(&schema, draft.edited());
        let lines = lines(&parts, &draft, &Problems::of([problem]));
        let told: Vec<_> =
            lines.iter().map(|it| (&*it.key, it.set, it.changed, it.problems)).collect();
        assert_eq!(told, [("agents", 3, 1, 1), ("ui", 0, 0, 0), ("attic", 1, 0, 0)]);
        let shown = |only| lines.iter().filter(|line| line.is_shown(only)).count();
        assert_eq!((shown(Only::All), shown(Only::Set), shown(Only::Changed)), (3, 2, 1));
    }
}
