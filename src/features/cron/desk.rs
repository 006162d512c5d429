//! What is on the page: the jobs that are shown, and which of them is looked at. The address of the
//! browser and the page follow each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use super::address::{Address, Sort};
use super::roster::{Line, shown};
use super::state::CronState;
use crate::platform::clock::{self, Alarm};
use crate::platform::watch::watch;
use crate::platform::{document, timer};
use crate::protocol::cron::CronJob;
use crate::protocol::id::JobId;
use crate::ui::rows::{RowId, RowsHandle};

/// What is typed into the search is told to the address when it rests: browsers take only so many.
const ADDRESS_MS: u32 = 400;

#[derive(Clone, Copy)]
pub struct Desk {
    pub state: CronState,
    pub address: RwSignal<Address>,
    pub lines: Memo<Lines>,
    pub shown: Memo<Shown>,
    pub open: Memo<Option<JobId>>,
    pub rows: RowsHandle,
    pub minute: Signal<u32>,
    numbers: StoredValue<Numbers>,
    go: StoredValue<Callback<(String, bool)>>,
    writing: StoredValue<Option<Alarm>, LocalStorage>,
}

/// All jobs as lines. Compared by the list they were made of.
#[derive(Debug, Clone, Default)]
pub struct Lines(Arc<Vec<Line>>);

impl PartialEq for Lines {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Lines {
    #[must_use]
    pub fn all(&self) -> &[Line] {
        &self.0
    }

    /// They are in the order of their ids.
    #[must_use]
    pub fn has(&self, id: &JobId) -> bool {
        self.0.binary_search_by(|line| line.job.id.cmp(id)).is_ok()
    }
}

/// The numbers of the rows that are shown, from top to bottom.
pub type Shown = Arc<Vec<RowId>>;

impl Desk {
    #[must_use]
    pub fn new(state: CronState) -> Self {
        let query = use_query_map();
        let location = use_location();
        let own = location.pathname.get_untracked();
        let told = move || query.with(|query| Address::read(|name| query.get(name)));
        let address = RwSignal::new(untrack(told));
        let jobs = state.stores.cron.jobs();
        let numbers = StoredValue::new(Numbers::default());
        let lines = Memo::new(move |before: Option<&Lines>| {
            let known: BTreeMap<&str, &Line> = before
                .map(|before| before.all().iter().map(|it| (it.job.id.as_str(), it)).collect())
                .unwrap_or_default();
            jobs.with(|jobs| {
                let Some(jobs) = jobs.ready() else { return Lines::default() };
                let line = |job: &Arc<CronJob>| match known.get(job.id.as_str()) {
                    // Most jobs are as they were: what they are found by stays.
                    Some(line) if Arc::ptr_eq(&line.job, job) => (*line).clone(),
                    _ => Line::of(job),
                };
                Lines(Arc::new(jobs.values().map(line).collect()))
            })
        });
        let shown = Memo::new(move |_| {
            lines.with(|lines| {
                address.with(|address| {
                    let shown = shown(lines.all(), address);
                    let number = |line: &&Line| number(numbers, &line.job.id);
                    Arc::new(shown.iter().map(number).collect::<Vec<_>>())
                })
            })
        });
        let navigate = use_navigate();
        let go = Callback::new(move |(href, replace): (String, bool)| {
            let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
            navigate(&href, options);
        });
        let desk = Self {
            state,
            address,
            lines,
            shown,
            open: Memo::new(move |_| address.with(|address| address.job.clone())),
            rows: RowsHandle::new(),
            minute: timer::minutes(),
            numbers,
            go: StoredValue::new(go),
            writing: StoredValue::new_local(None),
        };
        // Back and forth in the browser's history, or a link to another job.
        watch(move || {
            let told = told();
            let is_own = location.pathname.with_untracked(|path| *path == own);
            if is_own && address.with_untracked(|address| *address != told) {
                address.set(told);
            }
        });
        desk
    }

    /// Goes to what is looked at then; `replace` leaves nothing to go back to.
    pub fn go(self, change: impl FnOnce(&mut Address), replace: bool) {
        let mut address = self.address.get_untracked();
        change(&mut address);
        let href = format!("/cron{}", written(&address));
        self.address.set(address);
        self.go.get_value().run((href, replace));
    }

    /// Narrows the list as one types; the address follows.
    pub fn search(self, text: String) {
        self.address.update(|address| address.search = text);
        self.rows.to_top();
        let alarm = clock::after(ADDRESS_MS, move || {
            let Some(address) = self.address.try_get_untracked() else { return };
            let page = document::address();
            if page.path.ends_with("/cron") {
                document::replace_address(&format!("{}{}", page.path, written(&address)));
            }
        });
        self.writing.set_value(Some(alarm));
    }

    pub fn show(self, job: Option<JobId>) {
        let replace = job.is_none();
        self.go(|address| address.job = job, replace);
    }

    pub fn sort_by(self, sort: Sort) {
        self.rows.to_top();
        let change = |address: &mut Address| {
            address.descending = address.sort == sort && !address.descending;
            address.sort = sort;
        };
        self.go(change, true);
    }

    /// Everything is shown again.
    pub fn widen(self) {
        let widen = |address: &mut Address| {
            (address.search, address.agent) = (String::new(), String::new());
            address.only = super::address::Only::All;
        };
        self.go(widen, true);
    }

    /// A job by the number of its row. Reactive.
    #[must_use]
    pub fn job_of_row(self, row: RowId) -> Option<Arc<CronJob>> {
        let at = usize::try_from(row).ok()?;
        let id = self.numbers.with_value(|numbers| numbers.ids.get(at).cloned())?;
        self.job(&id)
    }

    /// A job. Reactive.
    #[must_use]
    pub fn job(self, id: &JobId) -> Option<Arc<CronJob>> {
        self.state.stores.cron.jobs().with(|jobs| jobs.ready()?.get(id).cloned())
    }

    #[must_use]
    pub fn row_of(self, id: &JobId) -> Option<RowId> {
        self.numbers.with_value(|numbers| numbers.rows.get(id).copied())
    }

    /// A link to a job beside what is looked at now. Reactive.
    #[must_use]
    pub fn href(self, job: &JobId) -> String {
        let address =
            self.address.with(|address| Address { job: Some(job.clone()), ..address.clone() });
        format!("{}cron{}", document::base(), written(&address))
    }
}

fn written(address: &Address) -> String {
    address.write(|text| String::from(js_sys::encode_uri_component(text)))
}

/// The numbers of rows, which stay with their jobs.
#[derive(Debug, Default)]
struct Numbers {
    rows: BTreeMap<JobId, RowId>,
    ids: Vec<JobId>,
}

fn number(numbers: StoredValue<Numbers>, id: &JobId) -> RowId {
    let next = |numbers: &mut Numbers| {
        let Numbers { rows, ids } = numbers;
        *rows.entry(id.clone()).or_insert_with(|| {
            ids.push(id.clone());
            ids.len() as RowId - 1
        })
    };
    numbers.try_update_value(next).unwrap_or_default()
}
