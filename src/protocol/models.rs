//! Models: which can be chosen, and how hard they can think.

use serde::{Deserialize, Serialize};

use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    ModelsList: "models.list", Read => Models;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelsList {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Models {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub models: Vec<Model>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    pub id: String,
    pub name: Option<String>,
    pub provider: Option<String>,
    pub alias: Option<String>,
    pub context_window: Option<u64>,
    pub context_tokens: Option<u64>,
    pub reasoning: Option<bool>,
    /// `text`, `image` …
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub input: Vec<String>,
    /// For example `default`.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub tags: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub thinking_levels: Vec<Level>,
    pub thinking_default: Option<String>,
    pub available: Option<bool>,
}

/// A level that can be chosen, for example of thinking. Some gateways send the word alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "LevelForm")]
pub struct Level {
    pub id: String,
    pub label: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum LevelForm {
    Word(String),
    Row { id: String, label: Option<String> },
}

impl From<LevelForm> for Level {
    fn from(form: LevelForm) -> Self {
        match form {
            LevelForm::Word(id) => Self { id, label: None },
            LevelForm::Row { id, label } => Self { id, label },
        }
    }
}
