//! What the page knows and can do: all sessions read and kept up to date, fields set, deeds done.
//! Every call of the page is made here, and every write once.

use std::cell::RefCell;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::bulk::{Deed, End, Job};
use super::fields::Age;
use super::roster::Roster;
use super::told;
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::clock::{self, Alarm};
use crate::platform::{frame, visibility, work};
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::changes::SessionsChanged;
use crate::protocol::sessions::edit::{
    Compact, EverySession, FindSession, SessionEdit, SessionEdited,
};
use crate::protocol::sessions::row::SessionRow;
use crate::protocol::sessions::{
    SessionPreview, SessionsCompact, SessionsDelete, SessionsPreview, SessionsReset,
};
use crate::protocol::usage::SessionsUsage;
use crate::protocol::usage::report::SessionUse;
use crate::remote::{Fetch, Remote};
use crate::store::Stores;

/// So many are read with their titles, the latest ones, and again at each change.
const LATEST: u32 = 500;
/// The others come in pages of so many where a gateway gives pages.
const PAGE: u32 = 1_000;
/// Hints that come closer together than this cost one look.
const APART_MS: u32 = 1_500;
/// Of many sessions the older ones are looked at again so often at most.
const OLDER_APART_MS: f64 = 20_000.0;
/// How often a visible page looks by itself at a gateway that has no events for it.
pub const LOOK_MS: u32 = 15_000;
/// Lines of a preview, and their length.
const LINES: u32 = 20;
const CHARACTERS: u32 = 800;

#[derive(Clone, Copy)]
pub struct SessionsState {
    pub stores: Stores,
    gateway: GatewayRef,
    pub roster: RwSignal<Roster>,
    /// Whether anything is there, and if not why.
    pub standing: RwSignal<Remote<()>>,
    /// The older ones are still on their way.
    pub partial: RwSignal<bool>,
    fetch: StoredValue<Fetch>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
    /// When all were read last, by the steady clock.
    read_all: StoredValue<f64>,
    /// Whether the gateway gives archived ones as well. Unknown before it was asked.
    gives_archived: StoredValue<bool>,
    /// Whose sessions they are.
    url: StoredValue<Option<String>>,
}

/// What the page knew when it was left. A visit begins with it and reads everything anew after that.
struct Kept {
    gateway: GatewayRef,
    url: Option<String>,
    roster: Roster,
    gives_archived: bool,
}

thread_local! {
    /// Here and not among the stores, because all of it is of this part.
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

impl SessionsState {
    pub fn new(stores: Stores) -> Self {
        let url = stores.connection.url().get_untracked();
        let gateway = stores.connection.line();
        let kept = KEPT.take().filter(|kept| kept.gateway == gateway && kept.url == url);
        let standing = if kept.is_some() { Remote::Ready(()) } else { Remote::Absent };
        let gives_archived = kept.as_ref().is_none_or(|kept| kept.gives_archived);
        let state = Self {
            stores,
            gateway,
            roster: RwSignal::new(kept.map(|kept| kept.roster).unwrap_or_default()),
            standing: RwSignal::new(standing),
            partial: RwSignal::new(false),
            fetch: StoredValue::new(Fetch::Resting),
            alarm: StoredValue::new_local(None),
            read_all: StoredValue::new(f64::NEG_INFINITY),
            gives_archived: StoredValue::new(gives_archived),
            url: StoredValue::new(url),
        };
        let listening = stores.sessions.listen(Callback::new(move |changed| state.heard(changed)));
        on_cleanup(move || {
            stores.sessions.let_go(listening);
            state.keep();
        });
        state
    }

    fn keep(self) {
        let is_there = self.standing.try_with_untracked(|it| it.ready().is_some());
        if is_there == Some(true)
            && let Some(roster) = self.roster.try_update_untracked(std::mem::take)
        {
            let url = self.url.try_get_value().flatten();
            let gives_archived = self.gives_archived.try_get_value().unwrap_or(true);
            KEPT.set(Some(Kept { gateway: self.gateway, url, roster, gives_archived }));
        }
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.url.set_value(self.stores.connection.url().get_untracked());
        self.roster.set(Roster::default());
        self.standing.set(Remote::Absent);
        self.read_all.set_value(f64::NEG_INFINITY);
        self.gives_archived.set_value(true);
    }

    /// How far the gateway has come. Reactive.
    pub fn age(self) -> Age {
        self.stores.connection.phase().track();
        self.age_now()
    }

    fn age_now(self) -> Age {
        match (self.offers_now("chat.startup"), self.offers_now("sessions.subscribe")) {
            (true, _) => Age::Late,
            (false, true) => Age::Middle,
            (false, false) => Age::Early,
        }
    }

    /// Whether the gateway answers a method. Reactive.
    pub fn offers(self, method: &str) -> bool {
        self.stores.connection.phase().track();
        self.offers_now(method)
    }

    /// The same at this moment.
    pub fn offers_now(self, method: &str) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(method))
    }

    /// Something may have changed: looks again, not at once if it has just looked.
    pub fn look_soon(self) {
        if self.alarm.with_value(Option::is_none) {
            let alarm = clock::after(APART_MS, move || {
                self.alarm.try_set_value(None);
                work::begin(self.look(false));
            });
            self.alarm.set_value(Some(alarm));
        }
    }

    /// A visible page of a gateway without events looks by itself.
    pub fn look_by_itself(self) {
        let alone = self.age_now() == Age::Early;
        if alone
            && visibility::is_visible()
            && self.standing.with_untracked(|it| it.ready().is_some())
        {
            work::begin(self.look(false));
        }
    }

    fn heard(self, changed: Option<SessionsChanged>) {
        let Some(changed) = changed else { return self.look_soon() };
        match (changed.session_key, changed.session) {
            (Some(key), _) if changed.reason.as_deref() == Some("delete") => {
                self.roster.try_update(|roster| roster.remove(&key));
            }
            // It carries the row itself.
            (_, Some(row)) if self.age_now() == Age::Late => {
                self.roster.try_update(|roster| roster.upsert(vec![*row]));
            }
            _ => self.look_soon(),
        }
    }

    /// Reads all of them: at once if none are there, else when those are on the screen.
    pub async fn look_anew(self) {
        if self.standing.with_untracked(|it| it.ready().is_some()) {
            frame::painted().await;
        }
        if self.standing.try_get_untracked().is_some() {
            self.look(true).await;
        }
    }

    /// Reads the sessions: the latest at once, the others after them if it is time or `all` are
    /// wanted. Asked again meanwhile, it looks once more.
    pub async fn look(self, all: bool) {
        if !self.fetch.try_update_value(Fetch::want).unwrap_or(false) {
            return;
        }
        if self.standing.with_untracked(|it| it.ready().is_none()) {
            self.standing.set(Remote::Loading);
        }
        loop {
            match self.read(all).await {
                Ok(()) => drop(self.standing.try_set(Remote::Ready(()))),
                // It is read again after the next hello.
                Err(CallError::Offline) => {}
                Err(error) => {
                    let shown = self.standing.try_with_untracked(|it| it.ready().is_some());
                    match shown {
                        Some(true) => log::warn!("the sessions were not read again: {error:?}"),
                        Some(false) => self.standing.set(Remote::Failed(error.sentence())),
                        None => return,
                    }
                }
            }
            self.partial.try_set(false);
            if !self.fetch.try_update_value(Fetch::done).unwrap_or(false) {
                return;
            }
        }
    }

    async fn read(self, all: bool) -> Result<(), CallError> {
        let latest = self.page(0, Some(LATEST), true).await?;
        let is_all = (latest.len() as u64) < u64::from(LATEST);
        if is_all {
            self.roster.try_update(|roster| roster.replace(latest));
            return Ok(());
        }
        let now = clock::steady_ms();
        let due = all || now - self.read_all.try_get_value().unwrap_or(now) > OLDER_APART_MS;
        if !due {
            self.roster.try_update(|roster| roster.upsert(latest));
            return Ok(());
        }
        self.roster.try_update(|roster| roster.upsert(latest.clone()));
        self.standing.try_set(Remote::Ready(()));
        self.partial.try_set(true);
        let mut rows = latest;
        if self.age_now() == Age::Late {
            loop {
                let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                let page = self.page(offset, Some(PAGE), false).await?;
                let is_last = (page.len() as u64) < u64::from(PAGE);
                rows.extend(page);
                if is_last {
                    break;
                }
            }
        } else {
            rows.extend(self.page(0, None, false).await?);
        }
        self.read_all.try_set_value(clock::steady_ms());
        self.roster.try_update(|roster| roster.replace(rows));
        Ok(())
    }

    async fn page(
        self,
        offset: u32,
        limit: Option<u32>,
        titles: bool,
    ) -> Result<Vec<SessionRow>, CallError> {
        let late = self.age_now() == Age::Late;
        let archived = late && self.gives_archived.try_get_value().unwrap_or(false);
        let mut ask = EverySession {
            include_global: true,
            include_unknown: true,
            include_derived_titles: titles.then_some(true),
            limit,
            offset: (late && offset > 0).then_some(offset),
            archived: archived.then_some("all"),
        };
        let gateway = self.gateway.get_value();
        match gateway.call(ask.clone()).await {
            // Those in between archive, and know only yes and no.
            Err(CallError::Refused { message, .. }) if archived && message.contains("archived") => {
                self.gives_archived.try_set_value(false);
                ask.archived = None;
                Ok(gateway.call(ask).await?.sessions)
            }
            answer => Ok(answer?.sessions),
        }
    }

    /// Everything the gateway says of one session, under its own names.
    pub async fn facts(self, key: SessionKey) -> Result<Option<Map<String, Value>>, CallError> {
        let gateway = self.gateway.get_value();
        let ask = FindSession {
            search: key.to_string(),
            include_global: true,
            include_unknown: true,
            archived: (self.age_now() == Age::Late
                && self.gives_archived.try_get_value().unwrap_or(false))
            .then_some("all"),
        };
        let found = gateway.call(ask).await?.sessions;
        let is_it =
            |row: &Map<String, Value>| row.get("key").and_then(Value::as_str) == Some(key.as_str());
        Ok(found.into_iter().find(is_it))
    }

    /// The last lines of a session.
    pub async fn preview(self, key: SessionKey) -> Result<Option<SessionPreview>, CallError> {
        let ask =
            SessionsPreview { keys: vec![key], limit: Some(LINES), max_chars: Some(CHARACTERS) };
        let gateway = self.gateway.get_value();
        Ok(gateway.call(ask).await?.previews.into_iter().next())
    }

    /// What a session has used.
    pub async fn usage(self, key: SessionKey) -> Result<Used, CallError> {
        let ask = SessionsUsage { key: Some(key), limit: Some(1), ..SessionsUsage::default() };
        let gateway = self.gateway.get_value();
        let report = gateway.call(ask).await?;
        Ok(Used {
            from: report.start_date,
            to: report.end_date,
            session: report.sessions.into_iter().next(),
        })
    }

    /// Sets one field; `null` lets it inherit.
    ///
    /// # Errors
    /// When the gateway refuses; its reason is in the error.
    pub async fn set(
        self,
        key: SessionKey,
        field: &'static str,
        value: Value,
    ) -> Result<SessionEdited, CallError> {
        let fields = Map::from_iter([(field.to_owned(), value)]);
        let gateway = self.gateway.get_value();
        let edited = gateway.call(SessionEdit { key, fields }).await?;
        self.look_soon();
        Ok(edited)
    }

    /// Does one deed to one session, and tells how it ended.
    pub async fn carry_out(self, deed: Deed, job: &Job) -> End {
        let gateway = self.gateway.get_value();
        let key = job.key.clone();
        let outcome = match deed {
            Deed::Reset => gateway
                .call(SessionsReset { key, reason: None })
                .await
                .map(|_| End::Done(String::new())),
            Deed::Compact { keep } => {
                let ask = Compact(SessionsCompact { key, max_lines: keep });
                gateway.call(ask).await.map(|compacted| told::compacted(&compacted))
            }
            Deed::Delete { transcript } => {
                let ask = SessionsDelete { key, delete_transcript: Some(transcript) };
                gateway.call(ask).await.map(|deleted| told::deleted(&deleted))
            }
            Deed::Archive | Deed::Restore => {
                let mut fields = Map::new();
                fields.insert("archived".to_owned(), (deed == Deed::Archive).into());
                if let Some(session_id) = &job.session_id {
                    fields.insert("expectedSessionId".to_owned(), session_id.clone().into());
                }
                gateway.call(SessionEdit { key, fields }).await.map(|_| End::Done(String::new()))
            }
        };
        match outcome {
            Ok(end) => {
                if matches!((deed, &end), (Deed::Delete { .. }, End::Done(_))) {
                    self.roster.try_update(|roster| roster.remove(&job.key));
                }
                self.look_soon();
                end
            }
            Err(error @ (CallError::Offline | CallError::Timeout)) => {
                End::Unknown(error.sentence())
            }
            Err(error) => End::Refused(error.sentence()),
        }
    }
}

/// What a session has used, between two days.
#[derive(Debug, Clone, PartialEq)]
pub struct Used {
    pub from: Option<String>,
    pub to: Option<String>,
    pub session: Option<SessionUse>,
}
