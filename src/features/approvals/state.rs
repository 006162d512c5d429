//! The policy being edited: read, changed, saved, merged with what others saved meanwhile. Edits
//! outlive the page and a reload of it; they are given up only when the operator says so.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::policy::changes::{Change, changes};
use super::policy::merge::{Merge, merge};
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::storage;
use crate::protocol::approvals::{
    ApprovalPolicy, ApprovalRules, ExecApprovals, ExecApprovalsGet, ExecApprovalsNodeGet,
    ExecApprovalsNodeSet, ExecApprovalsSet,
};
use crate::protocol::id::NodeId;
use crate::protocol::json;
use crate::remote::Remote;
use crate::store::Stores;
use crate::words::{Word, t, w};

/// Where this tab keeps edits that are not saved.
const KEPT: &str = "quarterdeck.policy";

/// Whose policy. `None` is the gateway's own.
pub type Target = Option<NodeId>;

/// What was read: what edits are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    pub file: ApprovalPolicy,
    pub path: Option<String>,
    pub resolved: Option<ApprovalRules>,
    hash: Option<String>,
}

/// Edits that are not saved, as this tab keeps them.
#[derive(Serialize, Deserialize)]
struct Kept {
    url: String,
    node: Option<NodeId>,
    hash: Option<String>,
    base: ApprovalPolicy,
    draft: ApprovalPolicy,
}

/// Mine and theirs do not agree: what is to be decided, and what it is to be saved over.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    pub merge: Merge,
    theirs: Base,
}

/// Something that went well and is to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Saved,
    Merged,
}

#[derive(Clone, Copy)]
pub struct PolicyState {
    stores: Stores,
    gateway: GatewayRef,
    pub target: RwSignal<Target>,
    pub base: RwSignal<Remote<Base>>,
    pub draft: RwSignal<ApprovalPolicy>,
    pub dispute: RwSignal<Option<Dispute>>,
    pub news: RwSignal<Option<News>>,
    pub problem: RwSignal<Option<String>>,
    pub saving: RwSignal<bool>,
    /// Counts the readings begun: the answer to an older one is about something else.
    reading: StoredValue<u32>,
}

impl PolicyState {
    pub fn new(stores: Stores) -> Self {
        Self {
            stores,
            gateway: stores.connection.line(),
            target: RwSignal::new(None),
            base: RwSignal::new(Remote::Absent),
            draft: RwSignal::new(ApprovalPolicy::default()),
            dispute: RwSignal::new(None),
            news: RwSignal::new(None),
            problem: RwSignal::new(None),
            saving: RwSignal::new(false),
            reading: StoredValue::new(0),
        }
    }

    /// What would be written. Reactive.
    pub fn changes(self) -> Vec<Change> {
        self.base.with(|base| match base {
            Remote::Ready(base) => self.draft.with(|draft| changes(&base.file, draft)),
            _ => Vec::new(),
        })
    }

    fn is_edited(self) -> bool {
        untrack(|| !self.changes().is_empty())
    }

    /// Changes the draft.
    pub fn edit(self, edit: impl FnOnce(&mut ApprovalPolicy)) {
        self.news.set(None);
        self.draft.update(edit);
        self.keep();
    }

    /// Gives the edits up.
    pub fn discard(self) {
        if let Some(base) = self.base.with_untracked(|base| base.ready().cloned()) {
            self.draft.set(base.file);
        }
        self.dispute.set(None);
        self.problem.set(None);
        self.news.set(None);
        self.keep();
    }

    /// Turns to another policy; edits of the one before are given up.
    pub async fn turn_to(self, target: Target) {
        self.discard();
        self.forget();
        self.target.set(target);
        self.load().await;
    }

    /// Another gateway is at the other end, or another policy is wanted.
    pub fn forget(self) {
        self.reading.update_value(|reading| *reading += 1);
        self.base.set(Remote::Absent);
        self.draft.set(ApprovalPolicy::default());
        self.dispute.set(None);
        self.news.set(None);
        self.problem.set(None);
    }

    /// Begins with the edits that this tab has kept for this gateway, if any.
    pub fn remember(self) {
        let Some(kept) = storage::session(KEPT) else { return };
        let url = self.stores.connection.url().get_untracked();
        match json::read::<Kept>(&kept) {
            Ok(kept) if Some(&kept.url) == url.as_ref() => {
                self.target.set(kept.node);
                let Kept { hash, base: file, draft, .. } = kept;
                let base = Base { file, path: None, resolved: None, hash };
                self.base.set(Remote::Ready(base));
                self.draft.set(draft);
            }
            Ok(_) => {}
            Err(_) => storage::set_session(KEPT, None),
        }
    }

    fn keep(self) {
        let url = self.stores.connection.url().get_untracked();
        let base = self.base.with_untracked(|base| base.ready().cloned());
        let kept = url.zip(base).filter(|_| self.is_edited()).map(|(url, base)| Kept {
            url,
            node: self.target.get_untracked(),
            hash: base.hash,
            base: base.file,
            draft: self.draft.get_untracked(),
        });
        let text = kept.and_then(|kept| serde_json::to_string(&kept).ok());
        storage::set_session(KEPT, text.as_deref());
    }

    /// Reads the policy. Edits stay, and are merged with what has changed.
    pub async fn load(self) {
        let reading = self.reading.try_update_value(|reading| {
            *reading += 1;
            *reading
        });
        if self.base.with_untracked(|base| base.ready().is_none()) {
            self.base.set(Remote::Loading);
        }
        let answer = self.ask(self.target.get_untracked()).await;
        if self.reading.try_get_value() != reading {
            return;
        }
        let is_there = self.base.with_untracked(|base| base.ready().is_some());
        match answer.map_err(|error| self.sentence(&error)).and_then(read) {
            Ok(base) => self.meet(base),
            Err(why) if is_there => self.problem.set(Some(why)),
            Err(why) => self.base.set(Remote::Failed(why)),
        }
    }

    async fn ask(self, target: Target) -> Result<ExecApprovals, CallError> {
        let gateway = self.gateway.get_value();
        match target {
            None => gateway.call(ExecApprovalsGet {}).await,
            Some(node_id) => gateway.call(ExecApprovalsNodeGet { node_id }).await,
        }
    }

    /// What the gateway has now meets what is edited here.
    fn meet(self, theirs: Base) {
        let base = self.base.with_untracked(|base| base.ready().cloned());
        let Some(base) = base.filter(|_| self.is_edited()) else {
            self.draft.set(theirs.file.clone());
            self.base.set(Remote::Ready(theirs));
            self.keep();
            return;
        };
        if changes(&base.file, &theirs.file).is_empty() {
            self.base.set(Remote::Ready(theirs));
            self.keep();
            return;
        }
        let merge = self.draft.with_untracked(|draft| merge(&base.file, draft, &theirs.file));
        if merge.is_decided() {
            self.take(&Dispute { merge, theirs });
        } else {
            self.dispute.set(Some(Dispute { merge, theirs }));
        }
    }

    /// Goes on with what was decided.
    pub fn settle(self) {
        if let Some(dispute) = self.dispute.get_untracked().filter(|it| it.merge.is_decided()) {
            self.take(&dispute);
        }
    }

    fn take(self, decided: &Dispute) {
        self.draft.set(decided.merge.policy());
        self.base.set(Remote::Ready(decided.theirs.clone()));
        self.dispute.set(None);
        self.problem.set(None);
        self.news.set(Some(News::Merged));
        self.keep();
    }

    /// Writes the whole policy once, over what was read and nothing else.
    pub async fn save(self) {
        let base = self.base.with_untracked(|base| base.ready().cloned());
        let Some(base) = base.filter(|_| self.is_edited() && !self.saving.get_untracked()) else {
            return;
        };
        self.saving.set(true);
        self.problem.set(None);
        self.news.set(None);
        let (target, reading) = (self.target.get_untracked(), self.reading.get_value());
        let mut sent = self.draft.get_untracked();
        sent.version.get_or_insert(1);
        self.draft.set(sent.clone());
        let answer = self.write(target, sent.clone(), base.hash.clone()).await;
        // The page, or what it shows, may have gone meanwhile.
        if self.saving.try_set(false).is_some() || self.reading.try_get_value() != Some(reading) {
            return;
        }
        match answer {
            Ok(saved) => {
                let written = Base { file: sent, hash: None, ..base };
                match read(saved) {
                    Ok(saved) => {
                        self.base.set(Remote::Ready(written));
                        self.meet(saved);
                    }
                    // Some nodes answer without the policy. What counts is what is there.
                    Err(_) => {
                        self.base.set(Remote::Ready(written));
                        self.load().await;
                    }
                }
                self.news.set(Some(News::Saved));
            }
            Err(error) if is_stale(&error) => {
                self.load().await;
                // Nothing else was there: it is not the edits of others that stand in the way.
                let is_same =
                    |now: &Remote<Base>| now.ready().is_some_and(|now| now.hash == base.hash);
                if self.dispute.with_untracked(Option::is_none) && self.base.with_untracked(is_same)
                {
                    self.problem.set(Some(self.sentence(&error)));
                }
            }
            Err(error) => self.problem.set(Some(self.sentence(&error))),
        }
    }

    async fn write(
        self,
        target: Target,
        file: ApprovalPolicy,
        base_hash: Option<String>,
    ) -> Result<ExecApprovals, CallError> {
        let gateway = self.gateway.get_value();
        match target {
            None => gateway.call(ExecApprovalsSet { file, base_hash }).await,
            Some(node_id) => gateway.call(ExecApprovalsNodeSet { node_id, file, base_hash }).await,
        }
    }

    /// Why a policy could not be read or written, in plain words where the reason is known.
    fn sentence(self, error: &CallError) -> String {
        match node_trouble(error).filter(|_| self.target.with_untracked(Option::is_some)) {
            Some(word) => t(word),
            None => error.sentence(),
        }
    }
}

fn read(answer: ExecApprovals) -> Result<Base, String> {
    let ExecApprovals { path, exists, hash, file, resolved_defaults: resolved } = answer;
    let file = file.or_else(|| (exists == Some(false)).then(ApprovalPolicy::default));
    let file = file.ok_or_else(|| t(w::POLICY_NO_FILE))?;
    Ok(Base { file, path, resolved, hash })
}

/// The policy was saved by someone else since it was read.
fn is_stale(error: &CallError) -> bool {
    matches!(error, CallError::Refused { message, .. }
        if message.contains("changed since") || message.contains("base hash"))
}

fn node_trouble(error: &CallError) -> Option<Word> {
    let CallError::Refused { message, details, .. } = error else { return None };
    let code = details.as_ref().and_then(|details| details["nodeError"]["code"].as_str());
    if code == Some("NOT_CONNECTED") || message.contains("not connected") {
        Some(w::POLICY_NODE_AWAY)
    } else if message.contains("not allowed") || message.contains("not supported") {
        Some(w::POLICY_NODE_CANNOT)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(message: &str, details: serde_json::Value) -> CallError {
        CallError::Refused {
            code: "UNAVAILABLE".to_owned(),
            message: message.to_owned(),
            details: Some(details),
            retry_after_ms: None,
        }
    }

    #[test]
    fn the_reasons_of_nodes_are_known() {
        let away = refused(
            "NOT_CONNECTED: node not connected",
            json!({"nodeError": {"code": "NOT_CONNECTED"}}),
        );
        assert_eq!(node_trouble(&away), Some(w::POLICY_NODE_AWAY));
        let cannot = refused(
            "node command not allowed: system.execApprovals.get (command not declared)",
            json!({}),
        );
        assert_eq!(node_trouble(&cannot), Some(w::POLICY_NODE_CANNOT));
        assert_eq!(node_trouble(&refused("TIMEOUT", json!({}))), None);
    }

    #[test]
    fn a_refusal_about_the_hash_is_known_in_every_wording() {
        for message in [
            "exec approvals changed since last load; re-run exec.approvals.get and retry",
            "exec approvals base hash required; re-run exec.approvals.get and retry",
            "INVALID_REQUEST: exec approvals changed since last load; reload and retry",
        ] {
            assert!(is_stale(&refused(message, json!({}))), "{message}");
        }
        assert!(!is_stale(&refused("invalid exec.approvals.set params", json!({}))));
    }
}
