//! What a step of a wizard takes for an answer, and how it is told afterwards. Pure.

use serde_json::Value;

use crate::protocol::wizard::{WizardOption, WizardStep};

/// A step that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    pub question: String,
    /// Nothing for what must not be shown, or is no answer.
    pub answer: Option<String>,
}

/// The kinds of steps there is a form for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Note,
    Select,
    Text,
    Confirm,
    Multiselect,
    Progress,
    Action,
    /// One of later gateways.
    Unknown,
}

impl Kind {
    #[must_use]
    pub fn of(step: &WizardStep) -> Self {
        match step.kind.as_deref() {
            Some("note") => Self::Note,
            Some("select") => Self::Select,
            Some("text") => Self::Text,
            Some("confirm") => Self::Confirm,
            Some("multiselect") => Self::Multiselect,
            Some("progress") => Self::Progress,
            Some("action") => Self::Action,
            _ => Self::Unknown,
        }
    }
}

/// Whether what is typed must not be seen. The earliest gateways ask for tokens without saying so.
#[must_use]
pub fn is_sensitive(step: &WizardStep) -> bool {
    let words = step.message.as_deref().unwrap_or_default().to_lowercase();
    step.sensitive.unwrap_or_else(|| {
        ["api key", "token", "password", "passphrase", "secret", "credential"]
            .iter()
            .any(|word| words.contains(word))
    })
}

/// Which of the options a choice begins with.
#[must_use]
pub fn initial_option(step: &WizardStep) -> Option<usize> {
    let wanted = step.initial_value.as_ref()?;
    step.options.iter().position(|option| option.value.as_ref() == Some(wanted))
}

/// Which of the options are ticked at first.
#[must_use]
pub fn initial_options(step: &WizardStep) -> Vec<bool> {
    let wanted = step.initial_value.as_ref().and_then(Value::as_array);
    step.options
        .iter()
        .map(|option| {
            wanted.is_some_and(|all| option.value.as_ref().is_some_and(|it| all.contains(it)))
        })
        .collect()
}

/// What a line begins with.
#[must_use]
pub fn initial_text(step: &WizardStep) -> String {
    match &step.initial_value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// What an option is called.
#[must_use]
pub fn name(option: &WizardOption) -> String {
    let label = option.label.as_deref().map(str::trim).filter(|label| !label.is_empty());
    label.map_or_else(
        || match &option.value {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        },
        str::to_owned,
    )
}

/// Those of the options that are ticked, as they are sent.
#[must_use]
pub fn ticked(step: &WizardStep, ticks: &[bool]) -> (Value, Vec<String>) {
    let chosen = || step.options.iter().zip(ticks).filter(|(_, is_on)| **is_on).map(|(it, _)| it);
    (
        chosen().map(|option| option.value.clone().unwrap_or_default()).collect(),
        chosen().map(name).collect(),
    )
}

/// What is asked, in one line: its title, or the beginning of what it says.
#[must_use]
pub fn question(step: &WizardStep) -> String {
    let filled = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let line = |text: String| text.lines().next().unwrap_or_default().to_owned();
    filled(&step.title).or_else(|| filled(&step.message)).map(line).unwrap_or_default()
}

/// An address that may be opened by hand.
#[must_use]
pub fn address(step: &WizardStep) -> Option<String> {
    let address = step.external_url.as_deref()?.trim();
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    is_web.then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn step(json: Value) -> WizardStep {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_choice_begins_where_the_gateway_says() {
        let step = step(json!({"id": "1", "type": "select", "initialValue": 2,
            "options": [{"value": "a", "label": "A"}, {"value": 2}]}));
        assert_eq!(initial_option(&step), Some(1));
        assert_eq!(step.options.iter().map(name).collect::<Vec<_>>(), ["A", "2"]);
    }

    #[test]
    fn ticks_become_the_values_of_the_gateway() {
        let step = step(json!({"id": "1", "type": "multiselect", "initialValue": ["b"],
            "options": [{"value": {"x": 1}, "label": "A"}, {"value": "b", "label": "B"}]}));
        assert_eq!(initial_options(&step), [false, true]);
        let (sent, told) = ticked(&step, &[true, true]);
        assert_eq!(sent, json!([{"x": 1}, "b"]));
        assert_eq!(told, ["A", "B"]);
        assert_eq!(ticked(&step, &[false, false]).0, json!([]));
    }

    #[test]
    fn a_token_is_not_shown_even_where_the_gateway_forgets_to_say_so() {
        let asks = |json| is_sensitive(&step(json));
        assert!(asks(json!({"id": "1", "type": "text", "message": "Enter Telegram bot token"})));
        assert!(asks(json!({"id": "1", "type": "text", "message": "Code", "sensitive": true})));
        assert!(!asks(json!({"id": "1", "type": "text", "message": "Token", "sensitive": false})));
        assert!(!asks(json!({"id": "1", "type": "text", "message": "Workspace directory"})));
    }

    #[test]
    fn only_web_pages_are_led_to() {
        let leads = |url: &str| address(&step(json!({"id": "1", "externalUrl": url}))).is_some();
        assert!(leads("https://example.com/login"));
        assert!(!leads("javascript:alert(1)"));
    }

    #[test]
    fn a_step_of_tomorrow_waits_and_one_under_way_does_not() {
        assert_eq!(Kind::of(&step(json!({"id": "1", "type": "dance"}))), Kind::Unknown);
        assert!(step(json!({"id": "1", "type": "dance"})).waits());
        assert!(!step(json!({"id": "1", "type": "progress"})).waits());
        assert!(!step(json!({"id": "1", "type": "action", "executor": "gateway"})).waits());
        assert!(step(json!({"id": "1", "type": "action", "executor": "client"})).waits());
    }
}
