//! What is wrong in the text, each at its line: where it cannot be read, what the gateway found in
//! the text it refused, what its schema forbids, and what is told of values that stand unchanged.

use std::ops::Range;

use serde_json::Value;

use crate::features::config::json5;
use crate::features::config::path::Path;
use crate::features::config::problems::{Problems, Weight};
use crate::features::config::told::dotted;
use crate::protocol::config::ConfigIssue;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub line: usize,
    /// In bytes.
    pub place: Range<usize>,
    pub is_error: bool,
    /// Where in the configuration, where it is known.
    pub path: Option<String>,
    pub text: String,
}

/// All of them, from the top down. `fault` puts a fault in words; `known` is about this very text.
/// What is `told` of the values in `shown` counts only where the text says the same.
#[must_use]
pub fn marks(
    text: &str,
    fault: impl Fn(&json5::Fault) -> String,
    issues: &[ConfigIssue],
    known: &Problems,
    told: &Problems,
    shown: &Value,
) -> Vec<Mark> {
    let value = match json5::read(text) {
        Ok(value) => value,
        Err(found) => {
            let at = found.at.min(text.len());
            let end = text[at..].chars().next().map_or(at, |letter| at + letter.len_utf8());
            let place = if at == end { before(text, at)..at } else { at..end };
            let text = fault(&found);
            return vec![Mark { line: found.line, place, is_error: true, path: None, text }];
        }
    };
    let mut found = Vec::new();
    for issue in issues {
        let Some(message) = issue.message.clone().filter(|it| !it.is_empty()) else { continue };
        let path = issue.path.as_deref().map(|path| dotted(path, &value)).unwrap_or_default();
        found.push(mark(text, &path, true, message));
    }
    let told = told.all().filter(|it| it.path.get(&value) == it.path.get(shown));
    for problem in known.all().chain(told) {
        let is_error = problem.weight == Weight::Error;
        let mark = mark(text, &problem.path, is_error, problem.text.clone());
        if !found.contains(&mark) {
            found.push(mark);
        }
    }
    found.sort_by_key(|mark| mark.place.start);
    found
}

/// At the value, or at the nearest that is there above it.
fn mark(text: &str, path: &Path, is_error: bool, message: String) -> Mark {
    let mut at = Some(path.clone());
    let place = loop {
        let Some(path) = at else { break 0..0 };
        match json5::place(text, &path).filter(|_| !path.is_root()) {
            Some(place) => break place.start..line_end(text, place),
            None => at = path.parent(),
        }
    };
    let line = text[..place.start].matches('\n').count() + 1;
    let path = (!path.is_root()).then(|| path.to_string());
    Mark { line, place, is_error, path, text: message }
}

/// What is long is marked in its first line only.
fn line_end(text: &str, place: Range<usize>) -> usize {
    text[place.clone()].find('\n').map_or(place.end, |at| place.start + at)
}

fn before(text: &str, at: usize) -> usize {
    text[..at].chars().next_back().map_or(at, |letter| at - letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::features::config::problems::Problem;

    const TEXT: &str =
        "{\n  gateway: { port: 'x' },\n  agents: { list: [\n    { id: 1 },\n  ] },\n}\n";

    fn none() -> Problems {
        Problems::default()
    }

    fn issue(path: &str, message: &str) -> ConfigIssue {
        ConfigIssue {
            path: Some(path.to_owned()),
            message: Some(message.to_owned()),
            ..ConfigIssue::default()
        }
    }

    #[test]
    fn an_issue_stands_at_its_line_or_at_what_is_around_it() {
        let issues =
            [issue("agents.list.0.id", "no"), issue("gateway.mode", "required"), issue("", "all")];
        let found = marks(TEXT, |_| String::new(), &issues, &none(), &none(), &Value::Null);
        let lines: Vec<_> = found.iter().map(|it| (it.line, it.text.as_str())).collect();
        assert_eq!(lines, [(1, "all"), (2, "required"), (4, "no")]);
        assert_eq!(&TEXT[found[2].place.clone()], "id: 1");
        assert_eq!(found[2].path.as_deref(), Some("agents.list[0].id"));
    }

    #[test]
    fn what_is_known_of_a_value_goes_with_the_value() {
        let path = Path::root().key("gateway").key("port");
        let problem = Problem { path, weight: Weight::Warning, text: "odd".to_owned() };
        let known = Problems::of([problem]);
        let count =
            |shown: &Value| marks(TEXT, |_| String::new(), &[], &none(), &known, shown).len();
        assert_eq!(count(&json!({"gateway": {"port": "x"}})), 1);
        assert_eq!(count(&json!({"gateway": {"port": 1}})), 0);
    }

    #[test]
    fn a_fault_is_all_that_is_said_of_a_text_that_cannot_be_read() {
        let text = "{ a: \n ";
        let issues = [issue("a", "no")];
        let found = marks(text, |_| "why".to_owned(), &issues, &none(), &none(), &Value::Null);
        assert_eq!(found.len(), 1);
        assert!(found[0].place.end <= text.len() && found[0].text == "why");
    }
}
