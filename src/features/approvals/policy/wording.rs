//! What things of a policy are called, and what each choice does, in plain words.

use serde_json::Value;

use super::merge::Clash;
use super::places::{Place, Who};
use super::setting::Setting;
use crate::protocol::id::AgentId;
use crate::store::Stores;
use crate::words::{Word, t, tr, w};

/// Whose rules. Reactive.
pub fn who_name(stores: Stores, who: &Who) -> String {
    match who {
        Who::Defaults => t(w::POLICY_DEFAULTS),
        Who::Agent(id) if id == "*" => t(w::POLICY_ALL_AGENTS),
        Who::Agent(id) => match stores.agents.name(Some(&AgentId::from(id.as_str()))) {
            Some(name) if name != *id => format!("{name} ({id})"),
            _ => id.clone(),
        },
    }
}

pub fn setting_name(setting: Setting) -> Word {
    match setting {
        Setting::Security => w::POLICY_SECURITY,
        Setting::Ask => w::POLICY_ASK,
        Setting::AskFallback => w::POLICY_ASK_FALLBACK,
        Setting::AutoAllowSkills => w::POLICY_SKILLS,
    }
}

/// A choice by its word in the file. A word nobody here knows is shown as it is.
pub fn choice_name(word: &str) -> String {
    match word {
        "deny" => t(w::POLICY_DENY),
        "allowlist" => t(w::POLICY_ALLOWLIST),
        "full" => t(w::POLICY_FULL),
        "off" | "false" => t(w::POLICY_OFF),
        "on-miss" => t(w::POLICY_ON_MISS),
        "always" => t(w::POLICY_ALWAYS),
        "true" => t(w::POLICY_ON),
        other => other.to_owned(),
    }
}

/// What a choice does.
pub fn meaning(setting: Setting, word: &str) -> Word {
    match (setting, word) {
        (Setting::Security, "deny") => w::POLICY_DENY_MEANS,
        (Setting::Security, "allowlist") => w::POLICY_ALLOWLIST_MEANS,
        (Setting::Security, "full") => w::POLICY_FULL_MEANS,
        (Setting::Ask, "off") => w::POLICY_ASK_OFF_MEANS,
        (Setting::Ask, "on-miss") => w::POLICY_ON_MISS_MEANS,
        (Setting::Ask, "always") => w::POLICY_ALWAYS_MEANS,
        (Setting::AskFallback, "deny") => w::POLICY_FALLBACK_DENY_MEANS,
        (Setting::AskFallback, "allowlist") => w::POLICY_FALLBACK_ALLOWLIST_MEANS,
        (Setting::AskFallback, "full") => w::POLICY_FALLBACK_FULL_MEANS,
        (Setting::AutoAllowSkills, "true") => w::POLICY_SKILLS_ON_MEANS,
        (Setting::AutoAllowSkills, "false") => w::POLICY_SKILLS_OFF_MEANS,
        _ => w::POLICY_UNKNOWN_MEANS,
    }
}

/// Where in a policy something stands.
pub fn place_name(stores: Stores, place: &Place) -> String {
    let of = |who: &Who, what: String| format!("{} · {what}", who_name(stores, who));
    match place {
        Place::Top(key) => key.clone(),
        Place::Rules(who) => of(who, t(w::POLICY_RULES)),
        Place::Field(who, key) => of(who, field_name(key)),
        Place::List(who) | Place::Entry(who, _) => of(who, t(w::POLICY_ENTRY)),
    }
}

pub fn clash_name(stores: Stores, clash: &Clash) -> String {
    let place = place_name(stores, &clash.place);
    match clash.field.as_deref() {
        None | Some("pattern") => place,
        Some(field) => format!("{place} · {field}"),
    }
}

fn field_name(key: &str) -> String {
    match Setting::ALL.into_iter().find(|setting| setting.key() == key) {
        Some(setting) => t(setting_name(setting)),
        None => key.to_owned(),
    }
}

/// A value in words; what has none is shown as it is written.
pub fn value_text(place: &Place, value: &Value) -> Option<String> {
    let known = |key: &str| Setting::ALL.iter().any(|setting| setting.key() == key);
    match (place, value) {
        (Place::Rules(_) | Place::List(_), _) => None,
        (Place::Field(_, key), Value::String(word)) if known(key) => Some(choice_name(word)),
        (Place::Field(_, key), Value::Bool(on)) if known(key) => Some(choice_name(&on.to_string())),
        (Place::Entry(..), Value::Object(entry)) => {
            let pattern = entry.get("pattern").and_then(Value::as_str).unwrap_or_default();
            Some(pattern.to_owned())
        }
        (_, Value::String(text)) => Some(text.clone()),
        (_, other) => Some(other.to_string()),
    }
}

/// The two sides of an entry that differ in more than the pattern.
pub fn entry_text(value: &Value) -> String {
    let Value::Object(entry) = value else { return value.to_string() };
    let pattern = entry.get("pattern").and_then(Value::as_str).unwrap_or_default();
    let more = |(name, value): (&String, &Value)| {
        let is_told = !["id", "pattern", "lastUsedAt", "lastUsedCommand", "lastResolvedPath"]
            .contains(&name.as_str());
        is_told.then(|| format!("{name}: {value}"))
    };
    let rest: Vec<String> = entry.iter().filter_map(more).collect();
    if rest.is_empty() { pattern.to_owned() } else { format!("{pattern}  {}", rest.join(", ")) }
}

/// The choice that leaves a setting to what is inherited.
pub fn default_choice(word: &str) -> String {
    tr(w::POLICY_DEFAULT, &[("value", &choice_name(word))])
}
