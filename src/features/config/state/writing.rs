//! Writing: one patch, sent once. A refusal says why; a gateway that takes no more for a while is
//! waited for; an answer that is lost is looked for in what the gateway has.

use leptos::prelude::*;

use super::{Base, ConfigState, News, Saving, Trouble};
use crate::features::config::draft::{Draft, NotByPatch, guard_whole, patch};
use crate::features::config::json5;
use crate::features::config::restart;
use crate::features::config::verdict::{Verdict, verdict};
use crate::gateway::error::CallError;
use crate::platform::clock;
use crate::protocol::config::{ConfigApply, ConfigPatch, ConfigWritten};

/// What is sent.
enum Message {
    Patch(ConfigPatch),
    Whole(ConfigApply),
}

impl ConfigState {
    /// Writes what was edited, over what was read and nothing else.
    pub async fn save(self) {
        self.write(false).await;
    }

    /// The same by the whole configuration, where no patch can say it.
    pub async fn save_whole(self) {
        self.whole.set(None);
        self.write(true).await;
    }

    /// Does not send what waits to be sent.
    pub fn call_off(self) {
        if matches!(self.saving.get_untracked(), Saving::Waiting { .. }) {
            self.turn.update_value(|turn| *turn += 1);
            self.saving.set(Saving::Resting);
        }
    }

    async fn write(self, whole: bool) {
        let is_ready = self.saving.get_untracked() == Saving::Resting
            && self.dispute.with_untracked(Option::is_none)
            && self.draft.with_untracked(Draft::is_edited);
        if !is_ready {
            return;
        }
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        self.news.set(None);
        self.trouble.set(None);
        self.whole.set(None);
        let mut is_again = false;
        loop {
            let base = self.base.with_untracked(|base| base.ready().cloned());
            let Some(base) = base else { return self.saving.set(Saving::Resting) };
            let sent = self.draft.get_untracked();
            let message = match self.message(whole, &base, &sent) {
                Ok(message) => message,
                Err(not) => {
                    self.saving.set(Saving::Resting);
                    return self.refuse(not);
                }
            };
            if self.gateway.with_value(|gateway| gateway.hello().is_none()) {
                self.saving.set(Saving::Resting);
                return self.trouble.set(Some(Trouble::Offline));
            }
            self.saving.set(Saving::Writing);
            let answer = self.send(message).await;
            // The page, or what it shows, may have gone meanwhile.
            if self.turn.try_get_value() != turn {
                return;
            }
            let error = match answer {
                Ok(reply) => return self.accepted(&reply, &sent).await,
                Err(error) => error,
            };
            match verdict(&error, sent.edited()) {
                Verdict::Later { ms } => {
                    let until_ms = clock::now_ms() + f64::from(ms);
                    self.saving.set(Saving::Waiting { until_ms });
                    clock::sleep(ms).await;
                    // Called off, or others have changed the same meanwhile.
                    if self.turn.try_get_value() != turn {
                        return;
                    }
                    if self.dispute.with_untracked(Option::is_some) {
                        return self.saving.set(Saving::Resting);
                    }
                }
                // The same under another hash, as after a write of one's own: once more.
                Verdict::Stale if !is_again => {
                    self.load().await;
                    if self.turn.try_get_value() != turn {
                        return;
                    }
                    if !self.is_like(&base, &sent) {
                        self.saving.set(Saving::Resting);
                        return;
                    }
                    is_again = true;
                }
                verdict => return self.judged(verdict, sent, &error).await,
            }
        }
    }

    /// What is to be sent.
    fn message(self, whole: bool, base: &Base, draft: &Draft) -> Result<Message, NotByPatch> {
        let ways = untrack(|| self.ways());
        let base_hash = base.snapshot.hash.clone();
        if whole {
            guard_whole(draft.edited(), draft.base(), ways)
                .map_err(|paths| NotByPatch::Hidden { paths })?;
            let raw = json5::write(draft.edited());
            return Ok(Message::Whole(ConfigApply { raw, base_hash, ..ConfigApply::default() }));
        }
        let patch = patch(draft, ways)?;
        Ok(Message::Patch(ConfigPatch {
            raw: patch.body.to_string(),
            base_hash,
            replace_paths: patch.replace_paths,
            ..ConfigPatch::default()
        }))
    }

    /// Nothing is sent.
    fn refuse(self, not: NotByPatch) {
        match not {
            NotByPatch::NeedsWhole { path } => self.whole.set(Some(path)),
            NotByPatch::Hidden { paths } => self.trouble.set(Some(Trouble::Hidden(paths))),
            NotByPatch::RefusedKey { path } | NotByPatch::Null { path } => {
                self.trouble.set(Some(Trouble::Unsayable(path)));
            }
            NotByPatch::Root => {
                let root = crate::features::config::path::Path::root();
                self.trouble.set(Some(Trouble::Unsayable(root)));
            }
        }
    }

    async fn send(self, message: Message) -> Result<ConfigWritten, CallError> {
        let gateway = self.gateway.get_value();
        match message {
            Message::Patch(patch) => gateway.call(patch).await,
            Message::Whole(whole) => gateway.call(whole).await,
        }
    }

    /// Whether what is there now is what was read before, but for its hash.
    fn is_like(self, before: &Base, sent: &Draft) -> bool {
        let is_other = self.base.with_untracked(|now| {
            now.ready().is_some_and(|now| now.snapshot.hash != before.snapshot.hash)
        });
        let is_same = self.draft.with_untracked(|draft| draft.base() == sent.base());
        is_other && is_same && self.dispute.with_untracked(Option::is_none)
    }

    async fn accepted(self, reply: &ConfigWritten, sent: &Draft) {
        self.written(sent);
        self.restart.set(restart::expected(reply));
        let is_same = reply.noop == Some(true);
        self.read_back(if is_same { News::Same } else { News::Saved }).await;
    }

    async fn judged(self, verdict: Verdict, sent: Draft, error: &CallError) {
        match verdict {
            Verdict::Lost => {
                self.lost.set_value(Some(sent));
                self.trouble.set(Some(Trouble::Unsure));
                // Some restart before they answer.
                self.restart.set(
                    restart::Restart::perhaps()
                        .on(untrack(|| self.stores.connection.is_connected().get())),
                );
                self.load().await;
            }
            Verdict::Written(said) => {
                self.written(&sent);
                self.restart.set(restart::Restart::perhaps());
                return self.read_back(News::SavedBut(said)).await;
            }
            Verdict::Refused(issues) => {
                let sentence = error.sentence();
                self.trouble.set(Some(Trouble::Refused { sentence, issues }));
            }
            Verdict::Invalid => {
                self.trouble.set(Some(Trouble::Invalid));
                self.load().await;
            }
            Verdict::Stale | Verdict::Later { .. } | Verdict::Said => {
                self.trouble.set(Some(Trouble::Said(error.sentence())));
            }
        }
        let _gone = self.saving.try_set(Saving::Resting);
    }

    /// Every write changes the hash, and only some gateways say the new one: nothing else is saved
    /// before it has been read.
    async fn read_back(self, news: News) {
        self.news.set(Some(news));
        self.load().await;
        let _gone = self.saving.try_set(Saving::Resting);
    }
}
