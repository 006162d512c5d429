//! Writing a file: looked at just before, written once, and read back where no answer came.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::files::{Base, FilesState, News, Place};
use crate::features::agents::text::Text;
use crate::gateway::error::CallError;
use crate::platform::work;
use crate::protocol::agents::AgentsFilesSet;

impl FilesState {
    /// Writes the text, unless the file is not what the text was made of.
    pub async fn save(self) {
        let Some(place) = self.place.get_untracked() else { return };
        if self.saving.get_untracked() || self.theirs.with_untracked(Option::is_some) {
            return;
        }
        let turn = self.turn.get_value();
        self.saving.set(true);
        self.news.set(None);
        self.trouble.set(None);
        self.write(&place, turn).await;
        if self.is_here(turn) {
            self.saving.set(false);
        }
    }

    fn is_here(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    async fn write(self, place: &Place, turn: u32) {
        let (text, base) = (self.text.get_untracked(), self.base.get_untracked());
        let Some(base) = base else { return };
        let now = match self.get(place).await {
            Ok(now) => now,
            Err(error) => return self.told(turn, &error),
        };
        if !self.is_here(turn) {
            return;
        }
        if !now.is_as(&base) {
            return self.meet(now);
        }
        let request = AgentsFilesSet {
            agent_id: place.agent.clone(),
            name: place.name.clone(),
            content: Text::write(&text, base.text.is_crlf),
            expected_hash: now.hash,
        };
        match self.gateway.get_value().call(request).await {
            Ok(reply) => {
                let file = reply.file;
                let written = Base {
                    missing: false,
                    text: Text { plain: text.clone(), is_crlf: base.text.is_crlf },
                    hash: file.hash,
                    path: file.path.or(now.path),
                    updated_at: file.updated_at_ms,
                    size: file.size,
                };
                self.written(place, turn, written);
            }
            Err(error) if is_conflict(&error) => self.look_again(place, turn, &error).await,
            Err(error @ (CallError::Offline | CallError::Timeout)) if self.is_here(turn) => {
                self.unsure.set_value(Some(text));
                self.news.set(Some(News::Unsure));
                // Where the connection is away it is read after the next hello.
                if error == CallError::Timeout
                    && let Ok(now) = self.get(place).await
                    && self.is_here(turn)
                {
                    self.meet(now);
                }
            }
            Err(error) => self.told(turn, &error),
        }
    }

    fn written(self, place: &Place, turn: u32, written: Base) {
        if !self.is_here(turn) {
            return self.forget(place, &written.text.plain);
        }
        self.base.set(Some(Arc::new(written)));
        self.theirs.set(None);
        // Somebody may have gone on typing meanwhile.
        let is_whole = !untrack(|| self.is_edited());
        self.news.set(is_whole.then_some(News::Saved));
        self.keep_now();
        work::begin(self.load_list());
    }

    /// Somebody was faster, between the look and the write.
    async fn look_again(self, place: &Place, turn: u32, error: &CallError) {
        match self.get(place).await {
            Ok(now) if self.is_here(turn) => self.meet(now),
            _ => self.told(turn, error),
        }
    }

    fn told(self, turn: u32, error: &CallError) {
        if self.is_here(turn) {
            self.trouble.set(Some(error.sentence()));
        }
    }
}

/// Whether a late gateway says that the file is not what its hash was told for.
fn is_conflict(error: &CallError) -> bool {
    let CallError::Refused { details: Some(details), .. } = error else { return false };
    details.get("type").and_then(Value::as_str) == Some("agent_file_conflict")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_conflict_is_told_by_its_details_and_not_by_its_words() {
        let refused = |details| CallError::Refused {
            code: "INVALID_REQUEST".to_owned(),
            message: "agent file \"SOUL.md\" changed since it was read".to_owned(),
            details,
            retry_after_ms: None,
        };
        assert!(is_conflict(&refused(Some(json!({"type": "agent_file_conflict"})))));
        assert!(!is_conflict(&refused(Some(json!({"type": "other"})))));
        assert!(!is_conflict(&refused(None)) && !is_conflict(&CallError::Timeout));
    }
}
