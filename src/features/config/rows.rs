//! Which settings of an object are shown, and in which order. Pure.

use super::desk::Only;
use super::draft::Draft;
use super::path::Path;
use super::schema::{Field, Schema};

/// A setting, with the heading that begins with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub path: Path,
    pub heading: Option<String>,
}

impl Row {
    /// A row is drawn anew when its heading is another.
    #[must_use]
    pub fn key(&self) -> (Path, Option<String>) {
        (self.path.clone(), self.heading.clone())
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    pub plain: Vec<Row>,
    /// For experts, and not in the configuration.
    pub folded: Vec<Row>,
    path: Path,
    only: Only,
}

/// The settings of the object at a place. What was shown before stays while the same is looked at:
/// nothing goes away under the keyboard because it was edited.
#[must_use]
pub fn rows(
    schema: &Schema,
    draft: &Draft,
    path: &Path,
    only: Only,
    before: Option<&Rows>,
) -> Rows {
    let within = draft.edited();
    let Some(field) = schema.field(path, within) else {
        return Rows { plain: vec![], folded: vec![], path: path.clone(), only };
    };
    let before = before.filter(|before| before.path == *path && before.only == only);
    let stays = |path: &Path| {
        before.is_some_and(|before| {
            before.plain.iter().chain(&before.folded).any(|row| row.path == *path)
        })
    };
    let is_shown = |path: &Path| match only {
        Only::All => true,
        Only::Set => draft.get(path).is_some() || stays(path),
        Only::Changed => draft.is_changed(path) || stays(path),
    };
    // By what stood there, so that a setting does not move while it is edited.
    let is_folded = |field: &Field| {
        only == Only::All && field.advanced && field.path.get(draft.base()).is_none()
    };
    let mut rows = Rows { plain: vec![], folded: vec![], path: path.clone(), only };
    let (mut plain, mut folded) = (None, None);
    for child in schema.children(&field, within) {
        if !is_shown(&child.path) {
            continue;
        }
        let (list, group) = if is_folded(&child) {
            (&mut rows.folded, &mut folded)
        } else {
            (&mut rows.plain, &mut plain)
        };
        let heading = child.group.clone().filter(|it| group.as_ref() != Some(it));
        *group = child.group;
        list.push(Row { path: child.path, heading });
    }
    rows
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SCHEMA: &str = r#"{"type":"object","properties":{"ui":{"type":"object","properties":{
        "a":{"type":"string"},"b":{"type":"string"},"c":{"type":"string"}}}}}"#;
    const HINTS: &str = r#"{"ui.b":{"advanced":true},"ui.c":{"advanced":true}}"#;

    fn shown(draft: &Draft, only: Only, before: Option<&Rows>) -> Rows {
        let schema = Schema::read(SCHEMA, HINTS).expect("a schema");
        rows(&schema, draft, &Path::root().key("ui"), only, before)
    }

    fn names(rows: &[Row]) -> String {
        rows.iter().map(|row| row.path.to_string().replace("ui.", "")).collect()
    }

    #[test]
    fn what_is_for_experts_is_folded_unless_it_stands_there() {
        let mut draft = Draft::new(json!({"ui": {"c": "x"}}));
        let rows = shown(&draft, Only::All, None);
        assert_eq!((names(&rows.plain), names(&rows.folded)), ("ac".to_owned(), "b".to_owned()));
        // It does not move while it is edited.
        draft.set(&Path::root().key("ui").key("b"), json!("y"));
        assert_eq!(shown(&draft, Only::All, None), rows);
    }

    #[test]
    fn what_was_shown_stays_while_the_same_is_looked_at() {
        let path = Path::root().key("ui").key("c");
        let mut draft = Draft::new(json!({"ui": {"c": "x"}}));
        let set = shown(&draft, Only::Set, None);
        assert_eq!(names(&set.plain), "c");
        draft.remove(&path);
        assert_eq!(names(&shown(&draft, Only::Set, Some(&set)).plain), "c");
        assert_eq!(names(&shown(&draft, Only::Set, None).plain), "");
        assert_eq!(names(&shown(&draft, Only::Changed, Some(&set)).plain), "c");
    }
}
