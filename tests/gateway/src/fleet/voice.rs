//! How the gateway speaks, which words wake its listeners, and whether talk mode is on.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::profile::Profile;

const DEFAULT_WORDS: [&str; 3] = ["openclaw", "claude", "computer"];
const PREFS: &str = "/home/operator/state/settings/tts.json";

/// Id, name, models, voices.
type Provider = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const OPENAI_VOICES: &[&str] = &[
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "juniper", "marin", "onyx",
    "nova", "sage", "shimmer", "verse",
];
const ELEVENLABS: Provider =
    ("elevenlabs", "ElevenLabs", &["eleven_multilingual_v2", "eleven_turbo_v2_5"], &[]);
const OPENAI: Provider =
    ("openai", "OpenAI", &["gpt-4o-mini-tts", "tts-1", "tts-1-hd"], OPENAI_VOICES);
const EARLY: &[Provider] = &[OPENAI, ELEVENLABS, ("edge", "Edge TTS", &[], &[])];
const MIDDLE: &[Provider] = &[
    ELEVENLABS,
    ("google", "Google", &["gemini-3.1-flash-tts-preview"], &["Zephyr", "Puck", "Charon"]),
    ("microsoft", "Microsoft", &[], &[]),
    OPENAI,
];
const LATE: &[Provider] = &[OPENAI, ("xai", "xAI", &[], &["ara", "eve", "leo", "rex", "sal"])];

#[derive(Debug)]
pub(crate) struct Voice {
    pub(crate) enabled: bool,
    pub(crate) provider: String,
    pub(crate) persona: Option<String>,
    /// Those that could speak.
    pub(crate) configured: BTreeSet<String>,
    pub(crate) words: Vec<String>,
}

impl Voice {
    pub(crate) fn fresh(profile: Profile) -> Voice {
        let provider = match profile {
            Profile::V2026_2_6 => "edge",
            Profile::V2026_4_15 => "microsoft",
            Profile::V2026_6_11 | Profile::V2026_9_6 => "openai",
        };
        Voice {
            enabled: false,
            provider: provider.to_owned(),
            persona: None,
            configured: [provider, "openai"].map(str::to_owned).into(),
            words: DEFAULT_WORDS.map(str::to_owned).to_vec(),
        }
    }

    pub(crate) fn providers(profile: Profile) -> &'static [Provider] {
        match profile {
            Profile::V2026_2_6 => EARLY,
            Profile::V2026_4_15 => MIDDLE,
            Profile::V2026_6_11 | Profile::V2026_9_6 => LATE,
        }
    }

    pub(crate) fn can(&self, provider: &str) -> bool {
        self.configured.contains(provider)
    }

    /// Who speaks: the chosen one where it can, in late versions.
    pub(crate) fn speaker(&self, profile: Profile) -> String {
        if profile.is_new_shape() && !self.can(&self.provider) {
            self.configured.iter().next().cloned().unwrap_or_default()
        } else {
            self.provider.clone()
        }
    }

    pub(crate) fn status(&self, profile: Profile) -> Value {
        let speaker = self.speaker(profile);
        let others: Vec<&str> = Voice::providers(profile)
            .iter()
            .map(|it| it.0)
            .filter(|id| *id != speaker && self.can(id))
            .collect();
        let mut status = json!({
            "enabled": self.enabled,
            "auto": if self.enabled { "always" } else { "off" },
            "provider": speaker,
            "fallbackProvider": others.first(),
            "fallbackProviders": others,
            "prefsPath": PREFS,
        });
        if profile == Profile::V2026_2_6 {
            status["hasOpenAIKey"] = self.can("openai").into();
            status["hasElevenLabsKey"] = self.can("elevenlabs").into();
            status["edgeEnabled"] = self.can("edge").into();
            return status;
        }
        status["providerStates"] = Voice::providers(profile)
            .iter()
            .map(|it| json!({ "id": it.0, "label": it.1, "configured": self.can(it.0) }))
            .collect();
        if profile.is_new_shape() {
            status["persona"] = json!(self.persona);
            status["personas"] = personas();
        }
        status
    }

    pub(crate) fn listed(&self, profile: Profile) -> Value {
        let providers: Vec<Value> = Voice::providers(profile)
            .iter()
            .map(|(id, name, models, voices)| {
                let mut provider = json!({
                    "id": id, "name": name, "configured": self.can(id), "models": models,
                });
                // 2026.2.6-3 leaves out what it has no list of.
                if profile > Profile::V2026_2_6 || !voices.is_empty() {
                    provider["voices"] = json!(voices);
                }
                provider
            })
            .collect();
        json!({ "providers": providers, "active": self.speaker(profile) })
    }

    /// As gateways keep a list of wake words.
    pub(crate) fn set_words(&mut self, words: &Value) {
        let words: Vec<String> = words
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .take(32)
            .map(|word| word.chars().take(64).collect())
            .collect();
        self.words =
            if words.is_empty() { DEFAULT_WORDS.map(str::to_owned).to_vec() } else { words };
    }
}

pub(crate) fn personas() -> Value {
    json!([
        { "id": "narrator", "label": "Narrator", "description": "Reads calmly, with pauses.", "provider": "openai" },
        { "id": "bosun", "label": "Bosun", "description": "Short and loud, as on deck.", "provider": "openai" },
    ])
}
