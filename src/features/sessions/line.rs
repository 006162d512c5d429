//! A session as the table shows it, worked out once when its row arrives and not at every key pressed.

use super::kind::{Kind, channel_in};
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::row::{SessionRow, SessionStatus};
use crate::store::sessions::{agent_of, title};

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number in the table, as long as the page is open.
    pub id: u64,
    pub key: SessionKey,
    pub title: String,
    pub label: Option<String>,
    pub kind: Kind,
    pub agent: String,
    pub channel: Option<String>,
    pub provider: Option<String>,
    pub model: Option<String>,
    pub session_id: Option<String>,
    pub updated: Option<u64>,
    /// What stands in the context now; `None` is not known.
    pub tokens: Option<u64>,
    /// How much fits.
    pub room: Option<u64>,
    pub running: bool,
    pub aborted: bool,
    pub failed: bool,
    pub archived: bool,
    pub pinned: bool,
    pub unread: bool,
    /// How many settings differ from what it would inherit.
    pub overrides: usize,
    /// Nobody talks there.
    pub background: bool,
    pub spawned_by: Option<SessionKey>,
    /// All that a search looks at, in lower case.
    haystack: String,
    sort_title: String,
}

impl Line {
    pub fn of(row: &SessionRow) -> Self {
        let kind = Kind::of(row);
        let title = title(row);
        let agent = row.agent_id.clone().or_else(|| agent_of(&row.key));
        let agent = agent.map(|agent| agent.0).unwrap_or_default();
        let channel = row
            .channel
            .clone()
            .or_else(|| channel_in(row.key.as_str()).map(str::to_owned))
            .or_else(|| row.last_channel.clone())
            .filter(|channel| !channel.trim().is_empty());
        let label = row.label.clone().filter(|label| !label.trim().is_empty());
        let haystack = [
            Some(title.as_str()),
            Some(row.key.as_str()),
            label.as_deref(),
            row.model_provider.as_deref(),
            row.model.as_deref(),
            channel.as_deref(),
            Some(agent.as_str()),
            row.session_id.as_deref(),
            row.subject.as_deref(),
            row.group_channel.as_deref(),
            row.last_to.as_deref(),
            row.category.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase();
        Self {
            id: 0,
            key: row.key.clone(),
            sort_title: title.to_lowercase(),
            title,
            label,
            kind,
            agent,
            channel,
            provider: row.model_provider.clone(),
            model: row.model.clone(),
            session_id: row.session_id.clone(),
            updated: row.updated_at,
            tokens: tokens(row),
            room: row.context_tokens.filter(|room| *room > 0),
            running: row.has_active_run == Some(true)
                || (row.has_active_run.is_none() && row.status == Some(SessionStatus::Running)),
            aborted: row.aborted_last_run == Some(true),
            failed: matches!(row.status, Some(SessionStatus::Failed | SessionStatus::Timeout)),
            archived: row.archived == Some(true),
            pinned: row.pinned == Some(true),
            unread: row.unread == Some(true),
            overrides: overrides(row),
            background: kind.is_background() || row.is_background == Some(true),
            spawned_by: row.spawned_by.clone(),
            haystack,
        }
    }

    /// Whether it answers every word of a search. The words are in lower case.
    pub fn answers(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.haystack.contains(word))
    }

    /// The title as one sorts.
    pub fn sort_title(&self) -> &str {
        &self.sort_title
    }

    /// `provider/model`, as one reads it.
    pub fn full_model(&self) -> Option<String> {
        let model = self.model.as_ref()?;
        Some(self.provider.as_ref().map_or_else(|| model.clone(), |it| format!("{it}/{model}")))
    }
}

/// What stands in the context, if the gateway vouches for it. The earliest say nothing about that,
/// and give a nought when they do not know.
fn tokens(row: &SessionRow) -> Option<u64> {
    match row.total_tokens_fresh {
        Some(true) => row.total_tokens,
        Some(false) => None,
        None => row.total_tokens.filter(|tokens| *tokens > 0),
    }
}

/// Settings of its own that a row tells of.
fn overrides(row: &SessionRow) -> usize {
    [
        &row.thinking_level,
        &row.verbose_level,
        &row.reasoning_level,
        &row.elevated_level,
        &row.send_policy,
        &row.response_usage,
        &row.permission_mode,
    ]
    .into_iter()
    .filter(|setting| setting.is_some())
    .count()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn line(value: Value) -> Line {
        Line::of(&serde_json::from_value(value).unwrap())
    }

    #[test]
    fn stale_tokens_are_not_known() {
        let with = |more: Value| {
            let mut row = json!({"key": "agent:main:desk", "totalTokens": 120});
            row.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
            line(row).tokens
        };
        assert_eq!(with(json!({})), Some(120), "the earliest vouch for nothing");
        assert_eq!(with(json!({"totalTokens": 0})), None, "their nought says nothing");
        assert_eq!(with(json!({"totalTokensFresh": true})), Some(120));
        assert_eq!(with(json!({"totalTokensFresh": true, "totalTokens": 0})), Some(0));
        assert_eq!(with(json!({"totalTokensFresh": false})), None);
    }

    #[test]
    fn a_search_looks_at_everything_that_names_a_session() {
        let line = line(json!({
            "key": "agent:Scout:telegram:group:-100", "label": "Boat Club", "model": "script-1",
            "modelProvider": "script", "sessionId": "9F-aa",
        }));
        for word in ["boat", "scout", "telegram", "script-1", "9f-aa", "group:-100"] {
            assert!(line.answers(&[word]), "{word}");
        }
        assert!(line.answers(&["boat", "telegram"]) && !line.answers(&["boat", "attic"]));
        assert_eq!(line.channel.as_deref(), Some("telegram"));
        assert_eq!(line.full_model().as_deref(), Some("script/script-1"));
    }

    #[test]
    fn settings_of_its_own_are_counted() {
        let row = json!({"key": "a", "thinkingLevel": "high", "sendPolicy": "deny", "model": "m"});
        assert_eq!(line(row).overrides, 2);
    }

    #[test]
    fn a_run_is_told_by_the_run_and_only_then_by_the_last_status() {
        assert!(line(json!({"key": "a", "status": "running"})).running);
        assert!(!line(json!({"key": "a", "status": "running", "hasActiveRun": false})).running);
        assert!(line(json!({"key": "a", "status": "tomorrow", "hasActiveRun": true})).running);
        assert!(line(json!({"key": "a", "status": "failed"})).failed);
    }
}
