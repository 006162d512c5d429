//! What a provider of speech lacks to be used, as far as the gateway's version tells where it is set.
//! Pure.

use crate::protocol::voice::{TtsProvider, TtsState};

/// Where this version keeps the settings of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// `messages.tts.openai`
    Early,
    /// `messages.tts.providers.openai`
    Providers,
    /// `tts.providers.openai`
    Late,
}

impl Layout {
    pub fn of(state: &TtsState, has_personas: bool) -> Self {
        if has_personas {
            Self::Late
        } else if state.has_open_ai_key.is_some() || state.edge_enabled.is_some() {
            Self::Early
        } else {
            Self::Providers
        }
    }

    /// The place of all of them, as a pointer into the configuration.
    pub fn root(self) -> &'static str {
        match self {
            Self::Early | Self::Providers => "/messages/tts",
            Self::Late => "/tts",
        }
    }

    fn of_provider(self, id: &str) -> String {
        match self {
            Self::Early => format!("{}/{id}", self.root()),
            Self::Providers | Self::Late => format!("{}/providers/{id}", self.root()),
        }
    }
}

/// The setting that is missing, as a pointer, and the variable that would do as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    pub at: String,
    pub variable: Option<&'static str>,
}

/// `None` where nothing is missing.
pub fn lack(provider: &TtsProvider, layout: Layout) -> Option<Lack> {
    if provider.configured == Some(true) {
        return None;
    }
    let place = layout.of_provider(&provider.id);
    Some(match provider.id.as_str() {
        // These need no key: they are switched on.
        "edge" | "microsoft" => Lack { at: format!("{place}/enabled"), variable: None },
        id => Lack { at: format!("{place}/apiKey"), variable: variable(id) },
    })
}

fn variable(id: &str) -> Option<&'static str> {
    Some(match id {
        "openai" => "OPENAI_API_KEY",
        "elevenlabs" => "ELEVENLABS_API_KEY",
        "google" => "GEMINI_API_KEY",
        "minimax" => "MINIMAX_API_KEY",
        "vydra" => "VYDRA_API_KEY",
        "xai" => "XAI_API_KEY",
        _ => return None,
    })
}

/// A pointer as the configuration's own words write it.
pub fn dotted(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', ".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn layout(state: Value, has_personas: bool) -> Layout {
        Layout::of(&serde_json::from_value(state).unwrap(), has_personas)
    }

    fn missing(id: &str, layout: Layout) -> String {
        let provider = serde_json::from_value(json!({"id": id, "configured": false})).unwrap();
        dotted(&lack(&provider, layout).unwrap().at)
    }

    #[test]
    fn each_version_keeps_its_keys_elsewhere() {
        let early = layout(json!({"hasOpenAIKey": false, "edgeEnabled": true}), false);
        assert_eq!(missing("openai", early), "messages.tts.openai.apiKey");
        assert_eq!(missing("edge", early), "messages.tts.edge.enabled");
        let middle = layout(json!({"providerStates": []}), false);
        assert_eq!(missing("openai", middle), "messages.tts.providers.openai.apiKey");
        assert_eq!(missing("microsoft", middle), "messages.tts.providers.microsoft.enabled");
        let late = layout(json!({"persona": null}), true);
        assert_eq!(missing("xai", late), "tts.providers.xai.apiKey");
    }

    #[test]
    fn nothing_is_missing_where_the_gateway_says_so() {
        let provider: TtsProvider =
            serde_json::from_value(json!({"id": "openai", "configured": true})).unwrap();
        assert_eq!(lack(&provider, Layout::Late), None);
        let unknown: TtsProvider = serde_json::from_value(json!({"id": "choir"})).unwrap();
        assert_eq!(lack(&unknown, Layout::Late).unwrap().variable, None);
    }
}
