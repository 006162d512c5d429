//! Sessions for an editor of all of them: every one listed, each field settable, whatever a version
//! calls it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::protocol::id::SessionKey;
use crate::protocol::lenient;
use crate::protocol::method::{Method, Scope};
use crate::protocol::sessions::patch::SessionsPatch;
use crate::protocol::sessions::{Sessions, SessionsCompact, SessionsList};

/// One page of all sessions there are, archived ones with them where a gateway keeps such.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EverySession {
    pub include_global: bool,
    pub include_unknown: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_derived_titles: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Only for gateways that give a list in pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// `all`. Only for gateways that archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<&'static str>,
}

impl Method for EverySession {
    const NAME: &'static str = SessionsList::NAME;
    const SCOPE: Scope = SessionsList::SCOPE;
    const DEADLINE_MS: u32 = 60_000;
    type Reply = Sessions;
}

/// Everything a list says of the sessions that a search finds, under the gateway's own names.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindSession {
    pub search: String,
    pub include_global: bool,
    pub include_unknown: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<&'static str>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct FoundSessions {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub sessions: Vec<Map<String, Value>>,
}

impl Method for FindSession {
    const NAME: &'static str = SessionsList::NAME;
    const SCOPE: Scope = SessionsList::SCOPE;
    type Reply = FoundSessions;
}

/// Sets fields under the gateway's own names; `null` lets a session inherit again.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionEdit {
    pub key: SessionKey,
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionEdited {
    pub key: Option<SessionKey>,
    /// The session as stored: only what is set.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub entry: Map<String, Value>,
}

impl Method for SessionEdit {
    const NAME: &'static str = SessionsPatch::NAME;
    const SCOPE: Scope = SessionsPatch::SCOPE;
    type Reply = SessionEdited;
}

/// Compacts. Gateways say in the reply, not by an error, that nothing came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Compact(pub SessionsCompact);

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Compacted {
    pub ok: Option<bool>,
    pub compacted: Option<bool>,
    pub reason: Option<String>,
    /// A path, or nothing.
    pub archived: Option<Value>,
    /// How many lines are left.
    pub kept: Option<u64>,
}

impl Method for Compact {
    const NAME: &'static str = SessionsCompact::NAME;
    const SCOPE: Scope = SessionsCompact::SCOPE;
    const DEADLINE_MS: u32 = SessionsCompact::DEADLINE_MS;
    type Reply = Compacted;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_edit_sends_its_fields_beside_the_key() {
        let fields = json!({"execHost": "node", "label": null});
        let edit = SessionEdit {
            key: "agent:main:desk".into(),
            fields: fields.as_object().cloned().unwrap(),
        };
        assert_eq!(
            serde_json::to_value(edit).unwrap(),
            json!({"key": "agent:main:desk", "execHost": "node", "label": null})
        );
    }

    #[test]
    fn early_gateways_are_asked_nothing_they_do_not_know() {
        let ask =
            EverySession { include_global: true, include_unknown: true, ..EverySession::default() };
        assert_eq!(
            serde_json::to_value(ask).unwrap(),
            json!({"includeGlobal": true, "includeUnknown": true})
        );
    }
}
