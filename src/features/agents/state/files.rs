//! The files of one agent: which there are, the one that is open, and what is typed into it. An edit
//! is kept by the tab until it is saved or given up, and never written over what it was not made of.

use std::sync::Arc;

use leptos::prelude::*;

use crate::features::agents::keep::{self, Kept};
use crate::features::agents::merge;
use crate::features::agents::text::{LARGE, Text, beginning};
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{clock, work};
use crate::protocol::agents::{AgentFile, AgentFiles, AgentsFilesGet, AgentsFilesList};
use crate::protocol::id::AgentId;
use crate::remote::Remote;
use crate::store::Stores;
use crate::words::{t, w};

/// A long text is kept this long after the last key, a short one at once.
const REST_MS: u32 = 400;

/// A file as the gateway has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base {
    pub missing: bool,
    pub text: Text,
    pub hash: Option<String>,
    pub path: Option<String>,
    pub updated_at: Option<f64>,
    pub size: Option<u64>,
}

impl Base {
    fn of(file: AgentFile) -> Self {
        Self {
            missing: file.missing == Some(true),
            text: Text::read(file.content.as_deref().unwrap_or_default()),
            hash: file.hash,
            path: file.path,
            updated_at: file.updated_at_ms,
            size: file.size,
        }
    }

    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.missing == other.missing && self.text == other.text
    }
}

/// Something that is to be known of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    Saved,
    /// It was changed elsewhere, and nothing was typed here: it is shown as it is now.
    ShownAnew,
    /// The edit of an earlier visit is here again.
    Kept,
    /// What both changed is in the text now; so many places are left to decide.
    Merged(usize),
    /// The connection went away before an answer came.
    Unsure,
    /// It was not written: the text is still here.
    NotWritten,
    /// The tab could not keep the edit.
    NotKept,
}

/// Which file is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub agent: AgentId,
    pub name: String,
}

#[derive(Clone, Copy)]
pub struct FilesState {
    pub stores: Stores,
    pub(super) gateway: GatewayRef,
    pub list: RwSignal<Remote<AgentFiles>>,
    /// Of which agent the list is.
    pub of: RwSignal<Option<AgentId>>,
    pub place: RwSignal<Option<Place>>,
    /// Whether the file could be read.
    pub reading: RwSignal<Remote<()>>,
    pub base: RwSignal<Option<Arc<Base>>>,
    pub text: RwSignal<String>,
    /// What stands on disk since the text was begun.
    pub theirs: RwSignal<Option<Arc<Base>>>,
    pub news: RwSignal<Option<News>>,
    pub trouble: RwSignal<Option<String>>,
    pub saving: RwSignal<bool>,
    /// What was sent and never answered.
    pub(super) unsure: StoredValue<Option<String>>,
    /// Counts the files opened: an answer to an older question is about something else.
    pub(super) turn: StoredValue<u32>,
    alarm: StoredValue<Option<clock::Alarm>, LocalStorage>,
    /// The gateway of what is open.
    of_gateway: StoredValue<String>,
    /// Counts the edits kept or forgotten, for those who show which there are.
    pub kept: RwSignal<u32>,
}

fn gateway_now(stores: Stores) -> String {
    stores.connection.url().get_untracked().unwrap_or_default()
}

impl FilesState {
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        Self {
            stores,
            gateway: stores.connection.line(),
            list: RwSignal::new(Remote::Absent),
            of: RwSignal::new(None),
            place: RwSignal::new(None),
            reading: RwSignal::new(Remote::Absent),
            base: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            theirs: RwSignal::new(None),
            news: RwSignal::new(None),
            trouble: RwSignal::new(None),
            saving: RwSignal::new(false),
            unsure: StoredValue::new(None),
            turn: StoredValue::new(0),
            alarm: StoredValue::new_local(None),
            of_gateway: StoredValue::new(gateway_now(stores)),
            kept: RwSignal::new(0),
        }
    }

    /// Who goes to another gateway takes nothing of this one along.
    fn url(self) -> String {
        self.of_gateway.get_value()
    }

    /// Whether the text is not what the file was. Reactive.
    #[must_use]
    pub fn is_edited(self) -> bool {
        self.base.with(|base| {
            base.as_ref().is_some_and(|base| self.text.with(|text| *text != base.text.plain))
        })
    }

    /// Whether an edit of a listed file waits. Reactive.
    #[must_use]
    pub fn is_kept(self, agent: &AgentId, name: &str) -> bool {
        self.kept.track();
        keep::is_kept(&self.url(), agent, name)
    }

    /// Another agent is looked at.
    pub fn turn_to(self, agent: Option<AgentId>) {
        if self.of.with_untracked(|of| *of != agent) {
            self.list.set(if agent.is_some() { Remote::Loading } else { Remote::Absent });
            self.of.set(agent);
        }
    }

    /// Reads the list. What is on screen stays meanwhile.
    pub async fn load_list(self) {
        let Some(agent) = self.of.get_untracked() else { return };
        let request = AgentsFilesList { agent_id: agent.clone() };
        let read = self.gateway.get_value().call(request).await;
        if self.of.try_get_untracked().flatten() != Some(agent) {
            return;
        }
        let is_there = self.list.with_untracked(|list| list.ready().is_some());
        match read {
            Ok(list) => {
                let is_news = self.list.with_untracked(|known| known.ready() != Some(&list));
                if is_news {
                    let is_stale = self.is_stale(&list);
                    self.list.set(Remote::Ready(list));
                    if is_stale {
                        work::begin(self.read());
                    }
                }
            }
            Err(CallError::Offline) => {}
            Err(error) if is_there => log::warn!("agents.files.list: {error:?}"),
            Err(error) => self.list.set(Remote::Failed(error.sentence())),
        }
    }

    /// Whether the list tells that the open file is another by now.
    fn is_stale(self, list: &AgentFiles) -> bool {
        let Some(place) = self.place.get_untracked() else { return false };
        let Some(base) = self.base.get_untracked() else { return false };
        let Some(file) = list.files.iter().find(|file| file.name == place.name) else {
            return false;
        };
        let seen = self.theirs.get_untracked().unwrap_or(base);
        (file.missing == Some(true), file.updated_at_ms, file.size)
            != (seen.missing, seen.updated_at, seen.size)
    }

    /// Opens a file; `None` closes the one that is open. The edit of the one before stays kept.
    pub fn open(self, place: Option<Place>) {
        self.flush();
        self.of_gateway.set_value(gateway_now(self.stores));
        self.turn.update_value(|turn| *turn += 1);
        self.base.set(None);
        self.theirs.set(None);
        self.text.set(String::new());
        self.news.set(None);
        self.trouble.set(None);
        self.unsure.set_value(None);
        self.saving.set(false);
        self.reading.set(if place.is_some() { Remote::Loading } else { Remote::Absent });
        self.place.set(place);
    }

    /// Reads the open file and lets it meet what is typed.
    pub async fn read(self) {
        let turn = self.turn.try_get_value();
        let Some(place) = self.place.try_get_untracked().flatten() else { return };
        let read = self.get(&place).await;
        if turn.is_none() || self.turn.try_get_value() != turn || self.saving.get_untracked() {
            return;
        }
        match read {
            Ok(base) => self.meet(base),
            Err(CallError::Offline) => {}
            Err(error) if self.base.with_untracked(Option::is_some) => {
                log::warn!("agents.files.get: {error:?}");
            }
            Err(error) => self.reading.set(Remote::Failed(error.sentence())),
        }
    }

    pub(super) async fn get(self, place: &Place) -> Result<Base, CallError> {
        let request = AgentsFilesGet { agent_id: place.agent.clone(), name: place.name.clone() };
        Ok(Base::of(self.gateway.get_value().call(request).await?.file))
    }

    /// What the gateway has now meets the text that is edited here.
    pub(super) fn meet(self, new: Base) {
        let new = Arc::new(new);
        self.reading.set(Remote::Ready(()));
        let Some(old) = self.base.get_untracked() else { return self.remember(&new) };
        if let Some(sent) = self.unsure.get_value() {
            self.unsure.set_value(None);
            let is_there = !new.missing && new.text.plain == sent;
            self.news.set(Some(if is_there { News::Saved } else { News::NotWritten }));
            if is_there {
                self.base.set(Some(new));
                self.theirs.set(None);
                return self.keep_now();
            }
        }
        let is_clean = !untrack(|| self.is_edited());
        if old.is_as(&new) {
            self.base.set(Some(new));
            self.theirs.set(None);
        } else if is_clean || self.text.with_untracked(|text| *text == new.text.plain) {
            self.text.set(new.text.plain.clone());
            self.base.set(Some(new));
            self.theirs.set(None);
            if is_clean {
                self.news.set(Some(News::ShownAnew));
            }
            self.keep_now();
        } else {
            self.theirs.set(Some(new));
        }
    }

    /// Begins with the edit that this tab has kept, if any.
    fn remember(self, new: &Arc<Base>) {
        let Some(place) = self.place.get_untracked() else { return };
        let kept = keep::take(&self.url(), &place.agent, &place.name);
        let kept = kept.filter(|kept| kept.text != new.text.plain);
        let Some(kept) = kept else {
            self.text.set(new.text.plain.clone());
            self.base.set(Some(Arc::clone(new)));
            return self.keep_now();
        };
        if kept.is_of(&new.text.plain, new.missing) {
            self.base.set(Some(Arc::clone(new)));
        } else {
            let text = Text { plain: kept.base.unwrap_or_default(), is_crlf: kept.is_crlf };
            let base = Base { missing: kept.missing, text, ..Base::default() };
            self.base.set(Some(Arc::new(base)));
            self.theirs.set(Some(Arc::clone(new)));
        }
        self.text.set(kept.text);
        self.news.set(Some(News::Kept));
    }

    /// The text, as it was typed.
    pub fn edit(self, text: String) {
        if self.news.with_untracked(Option::is_some) {
            self.news.set(None);
        }
        let is_long = text.len() > LARGE / 2;
        self.text.set(text);
        if is_long {
            let keep = move || self.keep_now();
            self.alarm.set_value(Some(clock::after(REST_MS, keep)));
        } else {
            self.keep_now();
        }
    }

    /// Keeps at once what waits to be kept.
    pub fn flush(self) {
        let waits = self.alarm.try_update_value(Option::take).flatten().is_some();
        if waits {
            self.keep_now();
        }
    }

    /// Keeps the edit, or forgets it where there is none.
    pub(super) fn keep_now(self) {
        let Some(place) = self.place.try_get_untracked().flatten() else { return };
        let Some(base) = self.base.get_untracked() else { return };
        let kept = untrack(|| self.is_edited()).then(|| {
            let text = self.text.get_untracked();
            Kept::of(&text, &base.text.plain, base.missing, base.text.is_crlf)
        });
        if !keep::put(&self.url(), &place.agent, &place.name, kept.as_ref()) {
            self.news.set(Some(News::NotKept));
        }
        self.kept.update(|kept| *kept = kept.wrapping_add(1));
    }

    /// Forgets the edit of a file that was written while another one was opened.
    pub(super) fn forget(self, place: &Place, written: &str) {
        let url = self.url();
        let kept = keep::take(&url, &place.agent, &place.name);
        if kept.is_some_and(|kept| kept.text == written) {
            keep::put(&url, &place.agent, &place.name, None);
        }
    }

    /// Gives the edit up and shows what is on disk.
    pub fn discard(self) {
        let newest = self.theirs.get_untracked().or_else(|| self.base.get_untracked());
        let Some(newest) = newest else { return };
        self.text.set(newest.text.plain.clone());
        self.base.set(Some(newest));
        self.theirs.set(None);
        self.news.set(None);
        self.trouble.set(None);
        self.keep_now();
    }

    /// Goes on with what is typed here: the next save writes it over what is on disk.
    pub fn take_mine(self) {
        if let Some(theirs) = self.theirs.get_untracked() {
            self.base.set(Some(theirs));
            self.theirs.set(None);
            self.keep_now();
        }
    }

    /// Puts both sides into the text; what neither gives way in is marked for the operator.
    pub fn merge(self) {
        let (Some(base), Some(theirs)) = (self.base.get_untracked(), self.theirs.get_untracked())
        else {
            return;
        };
        let (mine, others) = (t(w::AGENTS_FILE_MINE), t(w::AGENTS_FILE_THEIRS));
        let merged = self.text.with_untracked(|text| {
            merge::merge(&base.text.plain, text, &theirs.text.plain, (&mine, &others))
        });
        self.text.set(merged.text);
        self.take_mine();
        self.news.set(Some(News::Merged(merged.conflicts)));
    }

    /// What a preview shows of the text: all of it, or its beginning. Reactive.
    #[must_use]
    pub fn shown(self) -> String {
        self.text.with(|text| beginning(text, LARGE).to_owned())
    }
}
