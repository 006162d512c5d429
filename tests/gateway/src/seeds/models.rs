//! The models an operator can choose from.

use serde_json::{Value, json};

use crate::profile::Profile;

struct Model {
    id: &'static str,
    name: &'static str,
    provider: &'static str,
    window: u64,
    reasoning: bool,
}

const ALL: &[Model] = &[
    Model {
        id: "script-1",
        name: "Script One",
        provider: "script",
        window: 128_000,
        reasoning: true,
    },
    Model {
        id: "script-mini",
        name: "Script Mini",
        provider: "script",
        window: 32_000,
        reasoning: false,
    },
    Model {
        id: "harbour-large",
        name: "Harbour Large",
        provider: "harbour",
        window: 200_000,
        reasoning: true,
    },
    Model {
        id: "harbour-swift",
        name: "Harbour Swift",
        provider: "harbour",
        window: 200_000,
        reasoning: false,
    },
    Model {
        id: "lantern-local:14b",
        name: "Lantern 14B",
        provider: "lantern",
        window: 65_536,
        reasoning: false,
    },
];

/// How hard a model may think, in the three forms newer gateways repeat.
pub(crate) struct Thinking {
    pub(crate) levels: Value,
    pub(crate) options: Value,
    pub(crate) default: Value,
}

pub(crate) fn thinking() -> Thinking {
    let names = ["off", "minimal", "low", "medium", "high"];
    Thinking {
        levels: names.iter().map(|name| json!({ "id": name, "label": name })).collect(),
        options: names.iter().map(|name| Value::from(*name)).collect(),
        default: "medium".into(),
    }
}

/// The reply of `models.list`.
pub(crate) fn list(profile: Profile) -> Value {
    let rows: Vec<Value> = ALL.iter().map(|model| row(profile, model)).collect();
    json!({ "models": rows })
}

fn row(profile: Profile, model: &Model) -> Value {
    let mut row = json!({
        "id": model.id,
        "name": model.name,
        "provider": model.provider,
        "contextWindow": model.window,
        "reasoning": model.reasoning,
    });
    if !profile.is_new_shape() {
        row["input"] = json!(["text", "image"]);
        if profile == Profile::V2026_4_15 && model.provider == "script" {
            row["contextTokens"] = model.window.into();
            row["cost"] = json!({ "input": 1, "output": 2, "cacheRead": 0.1, "cacheWrite": 0.2 });
        }
        return row;
    }
    let thinking = thinking();
    let (levels, default) = if model.reasoning {
        (thinking.levels, thinking.default)
    } else {
        (json!([{ "id": "off", "label": "off" }]), "off".into())
    };
    row["tags"] = if model.id == "script-1" { json!(["default"]) } else { json!([]) };
    row["thinkingLevels"] = levels;
    row["thinkingDefault"] = default;
    row["available"] = true.into();
    row
}

/// Provider and model of a reference like `harbour/harbour-large` or `script-1`.
///
/// # Errors
/// The sentence a gateway answers.
pub(crate) fn resolve(profile: Profile, reference: &str) -> Result<(String, String), String> {
    if let (false, Some((provider, id))) = (profile.is_new_shape(), reference.split_once('/')) {
        // These versions believe what they are told.
        return Ok((provider.to_owned(), id.to_owned()));
    }
    let found = match reference.split_once('/') {
        Some((provider, id)) => {
            if !ALL.iter().any(|model| model.provider == provider) {
                return Err(format!(
                    "Unknown provider \"{provider}\". Use /models to list providers."
                ));
            }
            ALL.iter().find(|model| model.provider == provider && model.id == id)
        }
        None => ALL.iter().find(|model| model.id == reference),
    };
    found
        .map(|model| (model.provider.to_owned(), model.id.to_owned()))
        .ok_or_else(|| format!("model not allowed: {reference}"))
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use crate::profile::Profile;

    #[test]
    fn a_model_is_found_with_and_without_its_provider() {
        let wanted = ("harbour".to_owned(), "harbour-swift".to_owned());
        assert_eq!(resolve(Profile::V2026_9_6, "harbour/harbour-swift"), Ok(wanted.clone()));
        assert_eq!(resolve(Profile::V2026_9_6, "harbour-swift"), Ok(wanted));
        assert!(
            resolve(Profile::V2026_9_6, "nope/none")
                .unwrap_err()
                .contains("Unknown provider \"nope\"")
        );
    }
}
