//! What the gateway has now meets what is edited here.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Base, ConfigState, Dispute, News, Trouble};
use crate::features::config::draft::{Draft, Side, merge};
use crate::features::config::keep;
use crate::features::config::seen::{Seen, seen};
use crate::remote::Remote;

impl ConfigState {
    pub(super) fn meet(self, theirs: Arc<Base>) {
        self.look_for_lost(&theirs);
        let is_first = self.base.with_untracked(|base| base.ready().is_none());
        if is_first && let Some(kept) = self.kept() {
            self.draft.set(kept);
            self.news.set(Some(News::Remembered));
        }
        let draft = self.draft.get_untracked();
        if !draft.is_edited() {
            self.dispute.set(None);
            return self.begin_with(theirs);
        }
        if *draft.base() == theirs.authored {
            self.dispute.set(None);
            self.draft.update_untracked(|draft| {
                *draft = draft.clone().in_force(theirs.snapshot.config.clone());
            });
            return self.base.set(Remote::Ready(theirs));
        }
        // Choices already made are about the same.
        let is_met = |it: &Option<Dispute>| {
            it.as_ref().is_some_and(|it| it.theirs.authored == theirs.authored)
        };
        if self.dispute.with_untracked(is_met) {
            return;
        }
        let merged = merge(draft.base(), draft.edited(), &theirs.authored);
        let dispute = Dispute { merged, theirs };
        if is_first {
            // What the form shows at first is what the gateway has.
            self.base.set(Remote::Ready(Arc::clone(&dispute.theirs)));
        }
        if dispute.merged.is_decided() {
            self.take(&dispute);
        } else {
            self.dispute.set(Some(dispute));
        }
    }

    /// Nothing is edited.
    pub(super) fn begin_with(self, theirs: Arc<Base>) {
        self.draft.set(theirs.draft(theirs.authored.clone()));
        self.base.set(Remote::Ready(theirs));
        self.keep();
    }

    fn kept(self) -> Option<Draft> {
        let url = self.stores.connection.url().get_untracked()?;
        keep::take(&url).filter(Draft::is_edited)
    }

    /// Chooses one side of a conflict.
    pub fn choose(self, conflict: usize, side: Side) {
        self.dispute.update(|dispute| {
            if let Some(dispute) = dispute {
                dispute.merged.resolve(conflict, side);
            }
        });
    }

    /// Chooses the same side of all.
    pub fn choose_all(self, side: Side) {
        self.dispute.update(|dispute| {
            if let Some(dispute) = dispute {
                for conflict in 0..dispute.merged.conflicts.len() {
                    dispute.merged.resolve(conflict, side);
                }
            }
        });
    }

    /// Goes on with what was decided.
    pub fn settle(self) {
        if let Some(dispute) = self.dispute.get_untracked().filter(|it| it.merged.is_decided()) {
            self.take(&dispute);
        }
    }

    fn take(self, decided: &Dispute) {
        let theirs = &decided.theirs;
        let before = self.draft.with_untracked(|draft| draft.base().clone());
        let changes = Draft::of(before, theirs.authored.clone()).changes();
        self.draft.set(theirs.draft(decided.merged.value.clone()));
        self.base.set(Remote::Ready(Arc::clone(theirs)));
        self.dispute.set(None);
        self.trouble.set(None);
        self.news.set(Some(News::Merged(changes.into_iter().map(|it| it.path).collect())));
        self.keep();
    }

    /// What was sent and not answered is there, or not, or nobody can tell.
    fn look_for_lost(self, theirs: &Base) {
        let lost = self.lost.try_update_value(Option::take).flatten();
        let Some(sent) = lost else { return };
        let hash = self.base.with_untracked(|base| base.ready()?.snapshot.hash.clone());
        let is_same = hash == theirs.snapshot.hash;
        match seen(&sent, &theirs.authored, is_same) {
            Seen::There => {
                self.written(&sent);
                self.news.set(Some(News::Found));
                self.trouble.set(None);
            }
            Seen::NotThere => self.trouble.set(Some(Trouble::NotThere)),
            Seen::Hidden => self.trouble.set(Some(Trouble::Unseen)),
        }
    }

    /// What was sent is what the gateway has now; what was edited since stays edited.
    pub(super) fn written(self, sent: &Draft) {
        let now = self.draft.with_untracked(|draft| draft.edited().clone());
        self.draft.set(Draft::of(sent.edited().clone(), now));
        self.dispute.set(None);
        self.keep();
    }
}
