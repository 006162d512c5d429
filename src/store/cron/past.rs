//! Runs that have been: of single jobs as they are looked at, and of all jobs where a gateway tells
//! them together.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::work;
use crate::protocol::cron::{CronEntry, CronEvent, CronRuns};
use crate::protocol::id::JobId;
use crate::remote::Remote;

/// So many runs are asked for at a time.
const PAGE: u32 = 50;
/// As many as a gateway tells at a time.
const MANY: u32 = 200;
/// So many runs of all jobs are held.
const MOST: usize = 2_000;

/// Runs, the latest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Runs {
    pub entries: Arc<Vec<CronEntry>>,
    /// There are earlier ones.
    pub has_more: bool,
}

/// Of one job, or of all.
pub type Whose = Option<JobId>;

#[derive(Clone, Copy)]
pub struct Past {
    gateway: GatewayRef,
    runs: RwSignal<BTreeMap<Whose, Remote<Runs>>>,
    under_way: RwSignal<Option<Whose>>,
}

impl Past {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, runs: RwSignal::new(BTreeMap::new()), under_way: RwSignal::new(None) }
    }

    /// Reactive.
    #[must_use]
    pub fn of(self, whose: &Whose) -> Remote<Runs> {
        self.runs.with(|runs| runs.get(whose).cloned().unwrap_or_default())
    }

    /// Every run that is known, each once. Reactive.
    #[must_use]
    pub fn all(self) -> Vec<CronEntry> {
        self.runs.with(|runs| {
            let mut found = BTreeMap::new();
            for entry in runs.values().filter_map(Remote::ready).flat_map(|it| it.entries.iter()) {
                let at = entry.run_at_ms.or(entry.ts);
                found.entry((entry.job_id.clone(), at)).or_insert_with(|| entry.clone());
            }
            found.into_values().collect()
        })
    }

    /// Whether earlier runs are being read. Reactive.
    #[must_use]
    pub fn is_reading(self, whose: &Whose) -> bool {
        self.under_way.with(|under_way| under_way.as_ref() == Some(whose))
    }

    pub(super) fn forget(self) {
        self.runs.set(BTreeMap::new());
    }

    /// What was read is read again: runs may have been missed.
    pub(super) fn resync(self, pages: bool) {
        let all: Vec<Whose> = self.runs.with_untracked(|runs| runs.keys().cloned().collect());
        for whose in all {
            work::begin(self.load(whose, pages));
        }
    }

    pub(super) fn heard(self, event: &CronEvent) {
        if event.action.as_deref() != Some("finished") {
            return;
        }
        let entry = entry(event);
        self.runs.update(|runs| {
            for whose in [None, Some(event.job_id.clone())] {
                if let Some(Remote::Ready(known)) = runs.get_mut(&whose) {
                    put(&mut known.entries, entry.clone());
                }
            }
        });
    }

    /// The latest runs. Without a job only where the gateway answers in pages.
    pub async fn load(self, whose: Whose, pages: bool) {
        if whose.is_none() && !pages {
            return;
        }
        let limit = if whose.is_none() { MANY } else { PAGE };
        self.set(&whose, |before| {
            if before.ready().is_none() {
                *before = Remote::Loading;
            }
        });
        self.read(whose, limit, None, pages).await;
    }

    /// Earlier runs than those that are there. The first gateways know no pages: more is asked for.
    pub async fn load_more(self, whose: Whose, pages: bool) {
        let held = self.runs.with_untracked(|runs| {
            runs.get(&whose).and_then(Remote::ready).map_or(0, |runs| runs.entries.len())
        });
        let held = u32::try_from(held).unwrap_or(MANY);
        if self.under_way.with_untracked(Option::is_some) {
            return;
        }
        self.under_way.set(Some(whose.clone()));
        if pages {
            self.read(whose, MANY, Some(held), pages).await;
        } else {
            self.read(whose, (held + MANY).min(5_000), None, pages).await;
        }
        self.under_way.set(None);
    }

    async fn read(self, whose: Whose, limit: u32, offset: Option<u32>, pages: bool) {
        let request = CronRuns { id: whose.clone(), limit: Some(limit), offset };
        let answer = self.gateway.get_value().call(request).await;
        self.set(&whose, |known| match answer {
            Ok(page) => {
                let full = page.entries.len() >= limit as usize;
                let has_more = page.has_more.unwrap_or(full && limit < 5_000);
                let mut entries = match known {
                    // What has ended since the page before moves the pages; each is held once.
                    Remote::Ready(known) if offset.is_some() => known.entries.to_vec(),
                    _ => Vec::new(),
                };
                for entry in page.entries {
                    if !entries.contains(&entry) {
                        entries.push(entry);
                    }
                }
                entries.sort_by_key(|entry| std::cmp::Reverse(entry.run_at_ms.or(entry.ts)));
                let has_more = has_more && (!pages || entries.len() < MOST);
                *known = Remote::Ready(Runs { entries: Arc::new(entries), has_more });
            }
            // It is read again after the next hello.
            Err(CallError::Offline) => {}
            Err(error) if known.ready().is_some() => log::warn!("runs are not read: {error:?}"),
            Err(error) => *known = Remote::Failed(error.sentence()),
        });
    }

    fn set(self, whose: &Whose, change: impl FnOnce(&mut Remote<Runs>)) {
        self.runs.update(|runs| change(runs.entry(whose.clone()).or_default()));
    }
}

fn entry(event: &CronEvent) -> CronEntry {
    let ended = event.run_at_ms.map(|at| at + event.duration_ms.unwrap_or_default() as u64);
    CronEntry {
        ts: ended,
        job_id: event.job_id.clone(),
        job_name: event.job.as_ref().and_then(|job| job.name.clone()),
        action: event.action.clone(),
        status: event.status.clone(),
        error: event.error.clone(),
        summary: event.summary.clone(),
        run_at_ms: event.run_at_ms,
        duration_ms: event.duration_ms,
        next_run_at_ms: event.next_run_at_ms,
        session_id: event.session_id.clone(),
        session_key: event.session_key.clone(),
        model: event.model.clone(),
        provider: event.provider.clone(),
        delivered: event.delivered,
        delivery_status: event.delivery_status.clone(),
        delivery_error: event.delivery_error.clone(),
        run_id: None,
    }
}

/// Puts a run in front, in the place of what was told of it before.
fn put(entries: &mut Arc<Vec<CronEntry>>, entry: CronEntry) {
    let entries = Arc::make_mut(entries);
    let is_same = |it: &CronEntry| it.job_id == entry.job_id && it.run_at_ms == entry.run_at_ms;
    entries.retain(|it| !is_same(it));
    entries.insert(0, entry);
    entries.truncate(MOST);
}
