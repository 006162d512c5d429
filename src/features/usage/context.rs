//! How much stands in a session's context before anything is said: a size, not a use. Gateways tell
//! it in letters.

use leptos::prelude::*;
use serde_json::Value;

use super::wording::READER;
use crate::words::{Word, say, tr, w};

/// About so many letters are a token.
const LETTERS: f64 = 4.0;
/// So many parts are named.
const MOST: usize = 8;

/// One part of a context.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    pub word: Word,
    pub letters: f64,
    /// What it is made of, the largest first.
    pub parts: Vec<(String, f64)>,
}

/// Reads what a gateway says of a context. What it does not say is left out.
#[must_use]
pub fn weights(report: &Value) -> Vec<Weight> {
    let number = |of: &Value, name: &str| of.get(name).and_then(Value::as_f64);
    let parts = |list: Option<&Value>, sizes: &[&str]| {
        let part = |entry: &Value| {
            let name = entry.get("name").and_then(Value::as_str)?.to_owned();
            let sizes: Vec<f64> = sizes.iter().filter_map(|size| number(entry, size)).collect();
            (!sizes.is_empty()).then(|| (name, sizes.iter().sum::<f64>()))
        };
        let list = list.and_then(Value::as_array);
        let mut parts: Vec<_> = list.into_iter().flatten().filter_map(part).collect();
        parts.sort_by(|one, other| other.1.total_cmp(&one.1));
        parts
    };
    let all = |parts: &[(String, f64)]| parts.iter().map(|(_, letters)| letters).sum::<f64>();
    let mut found = Vec::new();
    let mut add = |word, letters: Option<f64>, parts: Vec<(String, f64)>| {
        let letters = letters.or_else(|| (!parts.is_empty()).then(|| all(&parts)));
        if let Some(letters) = letters {
            found.push(Weight { word, letters, parts });
        }
    };
    let prompt = report.get("systemPrompt").and_then(|prompt| number(prompt, "chars"));
    add(w::USAGE_CONTEXT_PROMPT, prompt, Vec::new());
    let files = parts(report.get("injectedWorkspaceFiles"), &["injectedChars"]);
    add(w::USAGE_CONTEXT_FILES, None, files);
    if let Some(skills) = report.get("skills") {
        let entries = parts(skills.get("entries"), &["blockChars"]);
        add(w::USAGE_CONTEXT_SKILLS, number(skills, "promptChars"), entries);
    }
    if let Some(tools) = report.get("tools") {
        let entries = parts(tools.get("entries"), &["summaryChars", "schemaChars"]);
        let sum = number(tools, "listChars").zip(number(tools, "schemaChars"));
        add(w::USAGE_CONTEXT_TOOLS, sum.map(|(list, schema)| list + schema), entries);
    }
    found
}

/// The parts of a context with their sizes.
#[component]
pub fn Context(report: Value) -> impl IntoView {
    let size = |letters: f64| {
        let letters_told = (READER.whole)(letters);
        let tokens = (READER.compact)((letters / LETTERS).round());
        tr(w::USAGE_CONTEXT_SIZE, &[("letters", &letters_told), ("tokens", &tokens)])
    };
    let weight = move |weight: Weight| {
        let rest = weight.parts.len().saturating_sub(MOST);
        let parts = weight.parts.into_iter().take(MOST).map(|(name, letters)| {
            view! {
                <li>
                    <bdi>{name}</bdi>
                    " "
                    <span>{(READER.whole)(letters)}</span>
                </li>
            }
        });
        view! {
            <div class="context__part">
                <dt>{say(weight.word)}</dt>
                <dd>
                    <p>{size(weight.letters)}</p>
                    <ul class="context__list">
                        {parts.collect_view()}
                        {(rest > 0)
                            .then(|| {
                                let n = rest.to_string();
                                view! { <li>{tr(w::USAGE_CONTEXT_MORE, &[("n", &n)])}</li> }
                            })}
                    </ul>
                </dd>
            </div>
        }
    };
    let found = weights(&report);
    view! { <dl class="context">{found.into_iter().map(weight).collect_view()}</dl> }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_context_is_weighed_by_its_parts_and_what_is_not_told_is_left_out() {
        let report = json!({
            "systemPrompt": {"chars": 900, "projectContextChars": 100},
            "injectedWorkspaceFiles": [
                {"name": "SOUL.md", "injectedChars": 10},
                {"name": "AGENTS.md", "injectedChars": 90},
                {"name": "gone.md"},
            ],
            "tools": {"listChars": 20, "schemaChars": 30, "entries": [
                {"name": "exec", "summaryChars": 5, "schemaChars": 7},
            ]},
        });
        let found = weights(&report);
        let sizes: Vec<f64> = found.iter().map(|weight| weight.letters).collect();
        assert_eq!(sizes, [900.0, 100.0, 50.0]);
        assert_eq!(found[1].parts[0], ("AGENTS.md".to_owned(), 90.0));
        assert_eq!(found[2].parts, [("exec".to_owned(), 12.0)]);
        assert_eq!(weights(&json!("?")), []);
    }
}
