//! The text while it is edited: kept by this tab until it is written or given up, merged with what
//! others wrote meanwhile, written once. It never holds what the gateway hides.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::found::{holds, with_edits};
use super::rewrite::rewrite;
use super::source::{Origin, Source};
use crate::features::config::draft::{Draft, Merged, guard_whole, merge};
use crate::features::config::json5;
use crate::features::config::path::Path;
use crate::features::config::patience::Patience;
use crate::features::config::restart;
use crate::features::config::state::ConfigState;
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::storage;
use crate::protocol::config::{ConfigApply, ConfigIssue, ConfigSet, ConfigWritten};
use crate::protocol::json;
use crate::words::{t, w};

/// Where this tab keeps a text that is not written, by the gateway's address.
const KEPT: &str = "quarterdeck.raw ";

/// How a whole text is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Way {
    /// Written, and the gateway restarts with it.
    #[default]
    Apply,
    /// Written; the gateway takes up what it can without a restart.
    Set,
}

/// Something that is to be known.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// What follows is told with what follows every write.
    Written,
    /// The connection went away before an answer came.
    Unsure,
    /// It did not come about: the text is still here and nothing was written.
    NotWritten,
    /// What others wrote is in the text now.
    Merged,
    /// Comments went when the form's edits were taken along.
    WrittenAnew,
}

/// A text that is not written, as this tab keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    hash: Option<String>,
    base: String,
    text: String,
}

#[derive(Clone, Copy)]
pub struct RawState {
    pub config: ConfigState,
    gateway: GatewayRef,
    pub source: RwSignal<Option<Arc<Source>>>,
    pub text: RwSignal<String>,
    /// What somebody else wrote while this text was edited.
    pub theirs: RwSignal<Option<Arc<Source>>>,
    pub clash: RwSignal<Option<Merged>>,
    pub news: RwSignal<Option<News>>,
    pub problem: RwSignal<Option<String>>,
    /// What the gateway found wrong in the text that it refused.
    pub issues: RwSignal<Vec<ConfigIssue>>,
    /// Hidden secrets that stand where the gateway would not put them back.
    pub astray: RwSignal<Vec<Path>>,
    pub writing: RwSignal<bool>,
    /// Seconds until the gateway takes the next one.
    pub wait: Patience,
    unsure: RwSignal<Option<Value>>,
    /// What this gateway offers; while the connection is away, what it offered.
    offered: Memo<Vec<Way>>,
}

impl RawState {
    #[must_use]
    pub fn new(config: ConfigState) -> Self {
        let gateway = config.stores.connection.line();
        let connected = config.stores.connection.is_connected();
        let offered = Memo::new(move |before: Option<&Vec<Way>>| {
            let now = connected.get();
            before.filter(|_| !now).cloned().unwrap_or_else(|| offered(gateway))
        });
        Self {
            config,
            gateway,
            offered,
            source: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            theirs: RwSignal::new(None),
            clash: RwSignal::new(None),
            news: RwSignal::new(None),
            problem: RwSignal::new(None),
            issues: RwSignal::new(Vec::new()),
            astray: RwSignal::new(Vec::new()),
            writing: RwSignal::new(false),
            wait: Patience::new(),
            unsure: RwSignal::new(None),
        }
    }

    /// The ways this gateway offers, where they are allowed. Reactive.
    #[must_use]
    pub fn ways(self) -> Vec<Way> {
        if self.config.is_allowed() { self.offered.get() } else { Vec::new() }
    }

    /// Whether the text is not what it was. Reactive.
    #[must_use]
    pub fn is_edited(self) -> bool {
        self.source.with(|source| {
            source.as_ref().is_some_and(|source| self.text.with(|text| *text != source.text))
        })
    }

    /// The text, as it was typed or taken from elsewhere.
    pub fn edit(self, text: String) {
        self.news.set(None);
        self.astray.set(Vec::new());
        self.text.set(text);
        self.keep();
    }

    /// Gives the edits up.
    pub fn discard(self) {
        let newest = self.theirs.get_untracked().or_else(|| self.source.get_untracked());
        if let Some(source) = newest {
            self.take(&source);
        }
        self.clear();
        self.keep();
    }

    fn clear(self) {
        self.news.set(None);
        self.problem.set(None);
        self.issues.set(Vec::new());
        self.astray.set(Vec::new());
        self.clash.set(None);
    }

    fn take(self, source: &Arc<Source>) {
        self.source.set(Some(Arc::clone(source)));
        self.text.set(source.text.clone());
        self.theirs.set(None);
    }

    /// What the gateway has now meets the text that is edited here.
    pub fn meet(self, new: Source) {
        let new = Arc::new(new);
        let Some(old) = self.source.get_untracked() else { return self.remember(new) };
        if let Some(asked) = self.unsure.get_untracked() {
            self.unsure.set(None);
            let is_there =
                old.hash != new.hash && holds(old.value.as_ref(), &asked, new.value.as_ref());
            self.news.set(Some(if is_there { News::Written } else { News::NotWritten }));
            if is_there {
                self.take(&new);
                return self.keep();
            }
        }
        if self.text.with_untracked(|text| *text == old.text) {
            self.take(&new);
        } else if old.hash == new.hash {
            self.theirs.set(None);
        } else {
            self.theirs.set(Some(new));
            self.clash.set(None);
        }
    }

    /// Begins with the text that this tab has kept for this gateway, if any.
    fn remember(self, new: Arc<Source>) {
        let kept = self.kept_name().and_then(|name| storage::session(&name));
        let kept = kept.and_then(|text| json::read::<Kept>(&text).ok());
        let Some(Kept { hash, base, text }) = kept else { return self.take(&new) };
        if hash == new.hash {
            self.take(&new);
        } else {
            let value = json5::read(&base).ok();
            let old = Source { text: base, origin: Origin::File, value, hash };
            self.source.set(Some(Arc::new(old)));
            self.theirs.set(Some(new));
        }
        self.text.set(text);
    }

    fn keep(self) {
        let Some(name) = self.kept_name() else { return };
        let source = self.source.get_untracked();
        let kept = source.filter(|_| untrack(|| self.is_edited())).map(|source| Kept {
            hash: source.hash.clone(),
            base: source.text.clone(),
            text: self.text.get_untracked(),
        });
        let text = kept.and_then(|kept| serde_json::to_string(&kept).ok());
        storage::set_session(&name, text.as_deref());
    }

    fn kept_name(self) -> Option<String> {
        let url = self.config.stores.connection.url().get_untracked();
        Some(format!("{KEPT}{}", url.unwrap_or_default()))
    }

    /// Lays the text out anew.
    pub fn format(self) {
        if let Ok(text) = self.text.with_untracked(|text| json5::format(text))
            && self.text.with_untracked(|now| *now != text)
        {
            self.edit(text);
        }
    }

    /// Moves the form's edits into the text: one place holds them from now on.
    pub fn take_form(self) {
        let Ok(now) = self.text.with_untracked(|text| json5::read(text)) else { return };
        let to = self.config.draft.with_untracked(|draft| with_edits(now, draft));
        let written = self.text.with_untracked(|text| rewrite(text, &to));
        self.config.edit(Draft::discard);
        self.edit(written.text);
        if !written.is_kept {
            self.news.set(Some(News::WrittenAnew));
        }
    }

    /// Brings what somebody else wrote into the text; what both changed waits for a choice.
    pub fn merge(self) {
        let (Some(old), Some(new)) = (self.source.get_untracked(), self.theirs.get_untracked())
        else {
            return;
        };
        let mine = self.text.with_untracked(|text| json5::read(text)).ok();
        let (Some(base), Some(mine), Some(theirs)) = (&old.value, &mine, &new.value) else {
            self.problem.set(Some(t(w::CONFIG_RAW_MERGE_UNREAD)));
            return;
        };
        let merged = merge(base, mine, theirs);
        self.problem.set(None);
        if merged.conflicts.is_empty() {
            self.settle(&merged);
        } else {
            self.clash.set(Some(merged));
        }
    }

    /// Goes on with a merge in which everything is decided.
    pub fn settle(self, merged: &Merged) {
        let Some(new) = self.theirs.get_untracked() else { return };
        let text = self.text.with_untracked(|text| rewrite(text, &merged.value).text);
        self.clear();
        self.source.set(Some(new));
        self.theirs.set(None);
        self.text.set(text);
        self.news.set(Some(News::Merged));
        self.keep();
    }

    /// Writes over what somebody else wrote: the text stays as it is.
    pub fn keep_mine(self) {
        if let Some(new) = self.theirs.get_untracked() {
            self.clear();
            self.source.set(Some(new));
            self.theirs.set(None);
            self.keep();
        }
    }

    /// Writes the text, once. Where the gateway asks to wait, it is sent when the wait is over.
    pub async fn write(self, way: Way) {
        let Some(source) = self.source.get_untracked().filter(|_| !self.writing.get_untracked())
        else {
            return;
        };
        let text = self.text.get_untracked();
        let Ok(value) = json5::read(&text) else { return };
        self.clear();
        let ways = untrack(|| self.config.ways());
        let base = source.value.clone().unwrap_or_else(|| Value::Object(Map::new()));
        if let Err(astray) = guard_whole(&value, &base, ways) {
            return self.astray.set(astray);
        }
        self.writing.set(true);
        let name = self.kept_name();
        let outcome = loop {
            let outcome = self.send(way, text.clone(), source.hash.clone()).await;
            match outcome {
                Err(CallError::Refused { retry_after_ms: Some(ms), .. }) => {
                    if !self.wait.wait_out(ms).await {
                        break None;
                    }
                }
                outcome => break Some(outcome),
            }
        };
        if let (Some(Ok(_)), Some(name)) = (&outcome, name) {
            storage::set_session(&name, None);
        }
        // The operator may have gone elsewhere meanwhile; what was kept tells when they return.
        if self.writing.try_set(false).is_none()
            && let Some(outcome) = outcome
        {
            self.hear(outcome, &source, text, value).await;
        }
    }

    async fn send(
        self,
        way: Way,
        raw: String,
        base_hash: Option<String>,
    ) -> Result<ConfigWritten, CallError> {
        let gateway = self.gateway.get_value();
        match way {
            Way::Set => gateway.call(ConfigSet { raw, base_hash }).await,
            Way::Apply => {
                gateway.call(ConfigApply { raw, base_hash, ..ConfigApply::default() }).await
            }
        }
    }

    async fn hear(
        self,
        outcome: Result<ConfigWritten, CallError>,
        source: &Source,
        text: String,
        value: Value,
    ) {
        match outcome {
            Ok(written) => {
                self.config.restart.set(restart::expected(&written));
                let hash = written.hash.or_else(|| source.hash.clone());
                let now = Source { text, origin: Origin::File, value: Some(value), hash };
                self.source.set(Some(Arc::new(now)));
                self.news.set(Some(News::Written));
                self.config.load().await;
            }
            Err(CallError::Offline | CallError::Timeout) => {
                self.unsure.set(Some(value));
                self.news.set(Some(News::Unsure));
                self.config.load().await;
            }
            Err(CallError::Refused { message, .. }) if message.contains("changed since last") => {
                self.config.load().await;
            }
            Err(error) => {
                if let CallError::Refused { details: Some(details), .. } = &error {
                    let issues = json::read(&details["issues"].to_string());
                    self.issues.set(issues.unwrap_or_default());
                }
                self.problem.set(Some(error.sentence()));
            }
        }
    }
}

fn offered(gateway: GatewayRef) -> Vec<Way> {
    let offers = |method| gateway.with_value(|gateway| gateway.offers(method));
    let ways = [(Way::Apply, "config.apply"), (Way::Set, "config.set")];
    ways.into_iter().filter(|(_, method)| offers(method)).map(|(way, _)| way).collect()
}
