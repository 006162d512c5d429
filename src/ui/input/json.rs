//! Several lines of JSON. What is wrong with them, and where, is said while one types.

use leptos::{prelude::*, text_prop::TextProp};
use serde_json::{Value, error::Category};

use crate::{
    ui::unique_id,
    words::{tr, w},
};

/// JSON with its name above and a hint or the place of a mistake below. Nothing at all is fine too.
#[component]
pub fn JsonInput(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<TextProp>,
) -> impl IntoView {
    let id = unique_id("input");
    let (for_id, note_id, described_by) = (id.clone(), format!("{id}-note"), format!("{id}-note"));
    let problem = Memo::new(move |_| value.with(|value| problem(value)));
    let is_wrong = move || problem.with(Option::is_some).then_some("true");
    let note = move || problem.get().or_else(|| hint.as_ref().map(|hint| hint.get().to_string()));
    view! {
        <div class="input" data-invalid=is_wrong>
            <label class="input__label" for=for_id>
                {move || label.get()}
            </label>
            <textarea
                class="input__field"
                id=id
                data-kind="code"
                rows=move || value.with(|value| value.lines().count().clamp(4, 16))
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                dir="ltr"
                aria-invalid=is_wrong
                aria-describedby=described_by
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            <p class="input__note" id=note_id>
                {note}
            </p>
        </div>
    }
}

/// What was typed: `Ok(None)` is nothing.
///
/// # Errors
/// When it is no JSON, with the place where it stops being some.
pub fn read(text: &str) -> Result<Option<Value>, serde_json::Error> {
    if text.trim().is_empty() { Ok(None) } else { serde_json::from_str(text).map(Some) }
}

/// What is wrong with the text, and where.
fn problem(text: &str) -> Option<String> {
    let error = read(text).err()?;
    let word = match error.classify() {
        Category::Eof => w::UI_JSON_UNFINISHED,
        _ => w::UI_JSON_WRONG,
    };
    let (line, column) = place(text, error.line(), error.column());
    Some(tr(word, &[("line", &line.to_string()), ("column", &column.to_string())]))
}

/// A column is counted in letters as one sees them, and not in bytes.
fn place(text: &str, line: usize, bytes: usize) -> (usize, usize) {
    let found = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let before = (0..=bytes.min(found.len())).rev().find(|at| found.is_char_boundary(*at));
    let column = found[..before.unwrap_or_default()].chars().count();
    (line.max(1), column.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_mistake_is_told() {
        for (text, said) in [
            ("{\"a\": 1,\n \"b\" 2}", Some("Line 2, column 6")),
            ("{\"a\": [1, 2", Some("Line 1, column 11")),
            ("{\"grün\": nope}", Some("Line 1, column 11")),
            ("{} {}", Some("Line 1, column 4")),
            ("[01]", Some("Line 1, column 3")),
            ("{\"a\": 1}", None),
            ("  \n", None),
            ("7", None),
        ] {
            let problem = problem(text);
            match said {
                None => assert_eq!(problem, None, "{text}"),
                Some(said) => assert!(
                    problem.clone().is_some_and(|it| it.starts_with(said)),
                    "{text}: {problem:?}"
                ),
            }
        }
    }

    #[test]
    fn nothing_is_not_the_same_as_null() {
        assert_eq!(read(" ").unwrap(), None);
        assert_eq!(read("null").unwrap(), Some(Value::Null));
    }
}
