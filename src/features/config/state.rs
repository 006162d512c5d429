//! What the page has read of the configuration, and the edits on their way to the gateway. Edits
//! outlive the page, a reload and a lost connection; they are given up only when the operator says
//! so, and what others save meanwhile is merged with them.

mod meeting;
mod writing;

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

use super::draft::{self, Draft, Merged, Ways};
use super::path::Path;
use super::problems::{Problem, Weight};
use super::restart::Restart;
use super::schema::Schema;
use super::verdict::Issue;
use super::{keep, known};
use crate::gateway::GatewayRef;
use crate::platform::watch::{watch, watch_change};
use crate::platform::work;
use crate::protocol::config::{ConfigGet, ConfigPatch, ConfigSchema, ConfigSnapshot};
use crate::protocol::method::Method;
use crate::remote::Remote;
use crate::store::Stores;

/// The configuration as the gateway told it.
#[derive(Debug, Clone)]
pub struct Base {
    /// As authored: what an edit starts from.
    pub authored: Value,
    pub snapshot: ConfigSnapshot,
}

impl Base {
    fn of(snapshot: ConfigSnapshot) -> Self {
        Self { authored: draft::authored(&snapshot), snapshot }
    }

    /// Edited to this.
    fn draft(&self, edited: Value) -> Draft {
        Draft::of(self.authored.clone(), edited).in_force(self.snapshot.config.clone())
    }

    /// Whether the gateway can work with its file: one that is not there is no fault.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.snapshot.valid != Some(false)
    }
}

/// How far a write is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Saving {
    #[default]
    Resting,
    Writing,
    /// The gateway takes no more for a while: sent by itself at this moment of this computer.
    Waiting {
        until_ms: f64,
    },
}

/// Something that went well and is to be known.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    Saved,
    /// It was so already.
    Same,
    /// Written, and then something went wrong that the gateway tells.
    SavedBut(String),
    /// The answer was lost, and the gateway has it.
    Found,
    /// Others have changed these; the edits stand on top of them.
    Merged(Vec<Path>),
    /// Kept edits of an earlier visit are there again.
    Remembered,
}

/// Why something was not saved.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// By the gateway; with what is wrong where, as far as it says so.
    Refused {
        sentence: String,
        issues: Vec<Issue>,
    },
    /// Not sent: secrets that the gateway would not find again.
    Hidden(Vec<Path>),
    /// Not sent: no patch can say what is here.
    Unsayable(Path),
    /// Not sent: the gateway's file is invalid, and then it takes no patch.
    Invalid,
    /// Not sent: there is no connection.
    Offline,
    /// No answer came: the gateway is asked what it has as soon as it answers.
    Unsure,
    /// No answer came, and the gateway does not have it.
    NotThere,
    /// No answer came, the file has changed, and what was typed cannot be seen in it.
    Unseen,
    Said(String),
}

/// Mine and theirs do not agree: what is to be decided, and what it is to be saved over.
#[derive(Debug, Clone)]
pub struct Dispute {
    pub merged: Merged,
    theirs: Arc<Base>,
}

#[derive(Clone, Copy)]
pub struct ConfigState {
    pub stores: Stores,
    gateway: GatewayRef,
    pub base: RwSignal<Remote<Arc<Base>>>,
    pub schema: RwSignal<Remote<Arc<Schema>>>,
    /// What the operator makes of it.
    pub draft: RwSignal<Draft>,
    /// Whether this connection may write; without one, whether the last one could.
    allowed: Memo<bool>,
    pub saving: RwSignal<Saving>,
    pub dispute: RwSignal<Option<Dispute>>,
    pub news: RwSignal<Option<News>>,
    pub trouble: RwSignal<Option<Trouble>>,
    pub restart: RwSignal<Restart>,
    /// Where something was done that only the whole configuration can say: asked about first.
    pub whole: RwSignal<Option<Path>>,
    /// Counts the readings begun: the answer to an older one is about something else.
    reading: StoredValue<u32>,
    /// Counts the writes begun and called off.
    turn: StoredValue<u32>,
    /// What was sent and never answered.
    lost: StoredValue<Option<Draft>>,
}

impl ConfigState {
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        let connected = stores.connection.is_connected();
        let allowed = Memo::new(move |before: Option<&bool>| {
            let known = connected.get().then(|| stores.connection.allows(ConfigPatch::SCOPE));
            known.or(before.copied()).unwrap_or(true)
        });
        Self {
            stores,
            gateway: stores.connection.line(),
            base: RwSignal::new(Remote::Absent),
            schema: RwSignal::new(Remote::Absent),
            draft: RwSignal::new(Draft::new(Value::Null)),
            allowed,
            saving: RwSignal::new(Saving::Resting),
            dispute: RwSignal::new(None),
            news: RwSignal::new(None),
            trouble: RwSignal::new(None),
            restart: RwSignal::new(Restart::None),
            whole: RwSignal::new(None),
            reading: StoredValue::new(0),
            turn: StoredValue::new(0),
            lost: StoredValue::new(None),
        }
    }

    /// Reads the configuration now, after every hello, and whenever it is heard to have changed.
    /// Called once, by the page.
    pub fn follow(self) {
        watch_change(move |before: Option<Option<String>>| {
            let url = self.stores.connection.url().get();
            if before.is_some_and(|before| before != url) {
                self.forget();
            }
            url
        });
        watch(move || {
            let _heard = self.stores.config.changes();
            if self.gateway.with_value(|gateway| gateway.last_hello().is_some()) {
                work::begin(self.load());
            }
        });
        let connected = self.stores.connection.is_connected();
        watch(move || {
            let now = self.restart.get_untracked();
            let next = now.on(connected.get());
            if next != now {
                self.restart.set(next);
            }
        });
    }

    /// Another gateway is at the other end. What was edited of the one before stays kept for it.
    fn forget(self) {
        for counter in [self.reading, self.turn] {
            counter.update_value(|counter| *counter += 1);
        }
        self.base.set(Remote::Absent);
        self.schema.set(Remote::Absent);
        self.draft.set(Draft::new(Value::Null));
        self.saving.set(Saving::Resting);
        self.restart.set(Restart::None);
        self.lost.set_value(None);
        self.clear();
    }

    fn clear(self) {
        self.dispute.set(None);
        self.news.set(None);
        self.trouble.set(None);
        self.whole.set(None);
    }

    /// Whether anything may be written. Reactive.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self.allowed.get()
    }

    /// Whether edits have to wait. Reactive.
    #[must_use]
    pub fn is_locked(self) -> bool {
        self.saving.get() != Saving::Resting || !self.is_allowed()
    }

    /// The gateway's version: as its hello has it, or its schema where that calls it a mere `dev`, as
    /// 2026.2.6-3 does. Reactive.
    #[must_use]
    pub fn version(self) -> Option<String> {
        let said = self.stores.connection.version().get();
        if said
            .as_deref()
            .is_some_and(|version| version.starts_with(|it: char| it.is_ascii_digit()))
        {
            return said;
        }
        self.schema.with(|schema| known::version(schema.ready()?)).or(said)
    }

    /// How this gateway writes. Reactive.
    #[must_use]
    pub fn ways(self) -> Ways {
        Ways::of(self.version().as_deref())
    }

    /// Changes the draft: the one way for every edit.
    pub fn edit(self, edit: impl FnOnce(&mut Draft)) {
        if self.news.with_untracked(Option::is_some) {
            self.news.set(None);
        }
        self.draft.update(edit);
        self.keep();
    }

    /// What stands in the draft. Reactive.
    #[must_use]
    pub fn value(self, path: &Path) -> Option<Value> {
        self.draft.with(|draft| draft.get(path).cloned())
    }

    /// What is in force on the gateway where nothing is written: its defaults filled in. Reactive.
    #[must_use]
    pub fn in_force(self, path: &Path) -> Option<Value> {
        self.base.with(|base| path.get(base.ready()?.snapshot.config.as_ref()?).cloned())
    }

    /// What the gateway has found wrong in what was sent, where it still stands as it was sent.
    /// Reactive.
    #[must_use]
    pub fn refused(self) -> Vec<Problem> {
        self.trouble.with(|trouble| match trouble {
            Some(Trouble::Refused { issues, .. }) => self.draft.with(|draft| {
                let still = |issue: &&Issue| draft.get(&issue.path) == issue.value.as_ref();
                let problem = |issue: &Issue| Problem {
                    path: issue.path.clone(),
                    weight: Weight::Error,
                    text: issue.text.clone(),
                };
                issues.iter().filter(still).map(problem).collect()
            }),
            _ => Vec::new(),
        })
    }

    /// Gives the edits up.
    pub fn discard(self) {
        let theirs = self.dispute.with_untracked(|it| it.as_ref().map(|it| it.theirs.clone()));
        match theirs {
            Some(theirs) => self.begin_with(theirs),
            None => self.draft.update(Draft::discard),
        }
        self.clear();
        self.keep();
    }

    fn keep(self) {
        if let Some(url) = self.stores.connection.url().get_untracked() {
            self.draft.with_untracked(|draft| keep::put(&url, draft));
        }
    }

    /// Reads the configuration. Edits stay, and are merged with what has changed.
    pub async fn load(self) {
        let reading = self.reading.try_update_value(|reading| {
            *reading += 1;
            *reading
        });
        if self.base.with_untracked(|base| base.ready().is_none()) {
            self.base.set(Remote::Loading);
        }
        let answer = self.gateway.get_value().call(ConfigGet {}).await;
        // The page, or what it shows, may have gone meanwhile.
        if reading.is_none() || self.reading.try_get_value() != reading {
            return;
        }
        let is_there = self.base.with_untracked(|base| base.ready().is_some());
        match answer {
            Ok(snapshot) => self.meet(Arc::new(Base::of(snapshot))),
            Err(error) if is_there => log::warn!("config.get: {error:?}"),
            Err(error) => self.base.set(Remote::Failed(error.sentence())),
        }
    }

    /// Reads the schema: once for each connection, since the gateway may have changed between two.
    pub async fn load_schema(self) {
        let of = self.whose();
        if let Some(schema) = of.as_deref().and_then(known::kept) {
            self.schema.set(Remote::Ready(schema));
            return;
        }
        if self.schema.with_untracked(|schema| schema.ready().is_none()) {
            self.schema.set(Remote::Loading);
        }
        let answer = self.gateway.get_value().call(ConfigSchema {}).await;
        let schema = answer.map_err(|error| error.sentence()).and_then(|reply| {
            let text = |raw: &Option<Box<RawValue>>| {
                raw.as_deref().map(RawValue::get).unwrap_or_default().to_owned()
            };
            let read = known::read(of, &text(&reply.schema), &text(&reply.ui_hints))?;
            known::set_version(&read, reply.version);
            Ok(read)
        });
        match schema {
            Ok(schema) => self.schema.set(Remote::Ready(schema)),
            // What was read before is better than nothing.
            Err(why) => {
                if self.schema.with_untracked(|schema| schema.ready().is_none()) {
                    self.schema.set(Remote::Failed(why));
                }
            }
        }
    }

    /// The gateway and this connection to it, where both have a name.
    fn whose(self) -> Option<String> {
        let url = self.stores.connection.url().get_untracked()?;
        let hello = self.gateway.with_value(|gateway| gateway.hello())?;
        Some(format!("{url} {}", hello.server.conn_id.as_deref()?))
    }
}
