//! Voice: speaking, wake words, talk mode.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    TtsStatus: "tts.status", Read => TtsState;
    TtsProviders: "tts.providers", Read => TtsProviderList;
    TtsEnable: "tts.enable", Write => TtsSwitched;
    TtsDisable: "tts.disable", Write => TtsSwitched;
    TtsConvert: "tts.convert", Write => TtsConverted, 60_000;
    TtsSetProvider: "tts.setProvider", Write => TtsProviderSet;
    TtsPersonas: "tts.personas", Read => TtsPersonaList;
    TtsSetPersona: "tts.setPersona", Write => TtsPersonaSet;
    TtsSpeak: "tts.speak", Write => Spoken, 60_000;
    TalkSpeak: "talk.speak", Write => Spoken, 60_000;
    VoicewakeGet: "voicewake.get", Read => WakeWords;
    VoicewakeSet: "voicewake.set", Write => WakeWords;
    TalkMode: "talk.mode", Write => TalkState;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TtsStatus {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsState {
    pub enabled: Option<bool>,
    /// A word, or `true` and `false` on early gateways.
    pub auto: Option<Value>,
    pub provider: Option<String>,
    pub fallback_provider: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub fallback_providers: Vec<String>,
    pub prefs_path: Option<String>,
    #[serde(rename = "hasOpenAIKey")]
    pub has_open_ai_key: Option<bool>,
    pub has_eleven_labs_key: Option<bool>,
    pub edge_enabled: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub provider_states: Vec<TtsProviderState>,
    /// How late gateways speak besides the voice.
    pub persona: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub personas: Vec<TtsPersona>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsProviderState {
    pub id: String,
    pub label: Option<String>,
    pub configured: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TtsProviders {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsProviderList {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub providers: Vec<TtsProvider>,
    pub active: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsProvider {
    pub id: String,
    pub name: Option<String>,
    pub configured: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub models: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub voices: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TtsEnable {}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TtsDisable {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsSwitched {
    pub enabled: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsConvert {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Early gateways speak as they are set, whatever is wished here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_id: Option<String>,
}

/// `audio_path` is a file on the gateway's machine.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsConverted {
    pub audio_path: Option<String>,
    pub provider: Option<String>,
    pub output_format: Option<String>,
    pub voice_compatible: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsSetProvider {
    pub provider: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsProviderSet {
    pub provider: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TtsPersonas {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsPersonaList {
    pub active: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub personas: Vec<TtsPersona>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsPersona {
    pub id: String,
    pub label: Option<String>,
    pub description: Option<String>,
    pub provider: Option<String>,
}

/// `off` is none of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsSetPersona {
    pub persona: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsPersonaSet {
    pub persona: Option<String>,
}

/// A sentence in the voice that is set, as sound.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TtsSpeak {
    pub text: String,
}

/// The same in the voice of talk mode.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TalkSpeak {
    pub text: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Spoken {
    pub audio_base64: Option<String>,
    pub provider: Option<String>,
    pub output_format: Option<String>,
    pub mime_type: Option<String>,
    pub file_extension: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VoicewakeGet {}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VoicewakeSet {
    pub triggers: Vec<String>,
}

/// Also event `voicewake.changed`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WakeWords {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub triggers: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TalkMode {
    pub enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
}

/// Also event `talk.mode`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TalkState {
    pub enabled: Option<bool>,
    pub phase: Option<String>,
    pub ts: Option<u64>,
}
