//! What stands in a field, and what may be chosen for it.

use serde_json::Value;

use leptos::prelude::*;

use super::desk::Desk;
use super::drawer::Looked;
use super::fields::{Age, Field, Setting, Shape};
use crate::ui::input::select::Choice;
use crate::words::{t, tr, w};

/// The levels of gateways that do not say which they know.
const THINKING: &[&str] = &["off", "minimal", "low", "medium", "high"];

/// The value of a choice: nothing where the gateway has not said, `null` where it inherits.
pub(super) fn shown_value(setting: &Setting) -> String {
    match setting {
        Setting::Untold => String::new(),
        Setting::Inherits => "null".to_owned(),
        set @ Setting::Set(_) => set.text(),
    }
}

/// What a session has that is set to nothing of its own. Reactive.
pub(super) fn inherit_word(looked: Looked, field: &Field) -> String {
    let usual = looked.facts.with(|facts| {
        let text = |name: &str| facts.row.get(name).and_then(Value::as_str).map(str::to_owned);
        match field.name {
            "thinkingLevel" => text("thinkingDefault"),
            "responseUsage" => text("effectiveResponseUsage"),
            _ => None,
        }
    });
    match usual {
        Some(usual) => tr(w::SESSIONS_INHERITS_WHAT, &[("what", &usual)]),
        None => t(w::SESSIONS_INHERITS),
    }
}

/// What may be chosen, and what stands there even if it is none of it. Reactive.
pub(super) fn choices(
    desk: Desk,
    looked: Looked,
    field: &Field,
    setting: &Setting,
    typed: Option<String>,
) -> Vec<Choice> {
    let plain = |value: &str| Choice { value: value.to_owned(), label: value.to_owned() };
    let mut choices = Vec::new();
    if *setting == Setting::Untold {
        choices.push(Choice { value: String::new(), label: t(w::SESSIONS_UNTOLD) });
    }
    if field.clears {
        choices.push(Choice { value: "null".to_owned(), label: inherit_word(looked, field) });
    }
    match field.shape {
        Shape::One(words) => choices.extend(words.iter().map(|word| plain(word))),
        Shape::Thinking => choices.extend(levels(looked)),
        Shape::Model => {
            let models = desk.state.stores.models.choices().into_iter();
            choices.extend(models.map(|(value, label)| Choice { value, label }));
        }
        Shape::Switch => {
            choices.push(Choice { value: "true".to_owned(), label: t(w::SESSIONS_ON) });
            choices.push(Choice { value: "false".to_owned(), label: t(w::SESSIONS_OFF) });
            if field.name == "fastMode" && desk.state.age() == Age::Late {
                choices.push(plain("auto"));
            }
        }
        Shape::Text | Shape::Number | Shape::Json => {}
    }
    for value in [shown_value(setting), typed.unwrap_or_default()] {
        if !value.is_empty() && choices.iter().all(|choice| choice.value != value) {
            choices.push(if value == "null" {
                // Some fields are on or off and nothing else.
                Choice { value, label: t(w::SESSIONS_OFF) }
            } else {
                plain(&value)
            });
        }
    }
    choices
}

fn levels(looked: Looked) -> Vec<Choice> {
    let told = looked.facts.with(|facts| {
        let levels = facts.row.get("thinkingLevels").and_then(Value::as_array).cloned();
        levels.unwrap_or_default()
    });
    let level = |level: &Value| {
        let id = level.get("id").unwrap_or(level).as_str()?.to_owned();
        let label = level.get("label").and_then(Value::as_str).unwrap_or(&id).to_owned();
        Some(Choice { value: id, label })
    };
    let told: Vec<Choice> = told.iter().filter_map(level).collect();
    if told.is_empty() {
        let plain = |word: &&str| Choice { value: (*word).to_owned(), label: (*word).to_owned() };
        return THINKING.iter().map(plain).collect();
    }
    told
}
