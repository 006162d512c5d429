//! Jobs that wake agents at their time: all there are, the scheduler, and the runs that have been.
//! The event `cron` tells what becomes of a job; who only counts failures reads the same list.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::clock::{self, Alarm};
use crate::platform::work;
use crate::protocol::cron::{
    CronAdd, CronEvent, CronGet, CronJob, CronList, CronRan, CronRemove, CronRun, CronScheduler,
    CronStatus, CronUpdate,
};
use crate::protocol::id::JobId;
use crate::protocol::method::{Method, Scope};
use crate::remote::{Fetch, Remote};
use crate::store::listed::Listed;

pub mod age;
pub mod news;
pub mod past;

use age::Age;
use past::Past;

/// Many jobs may change at once: they are read when it is quiet.
const QUIET_MS: u32 = 300;
/// As many as a gateway tells at a time.
const PAGE: u32 = 200;

/// All jobs by their ids.
pub type Jobs = Arc<BTreeMap<JobId, Arc<CronJob>>>;

#[derive(Clone, Copy)]
pub struct Cron {
    gateway: GatewayRef,
    jobs: RwSignal<Remote<Jobs>>,
    scheduler: Listed<CronScheduler>,
    past: Past,
    /// The gateway has answered in pages, as all but the first ones do.
    pages: RwSignal<bool>,
    fetch: StoredValue<Fetch>,
    quiet: StoredValue<Option<Alarm>, LocalStorage>,
}

impl Cron {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self {
            gateway,
            jobs: RwSignal::new(Remote::Absent),
            scheduler: Listed::new(),
            past: Past::new(gateway),
            pages: RwSignal::new(false),
            fetch: StoredValue::new(Fetch::Resting),
            quiet: StoredValue::new_local(None),
        }
    }

    #[must_use]
    pub fn jobs(self) -> Signal<Remote<Jobs>> {
        self.jobs.into()
    }

    #[must_use]
    pub fn scheduler(self) -> Signal<Remote<CronScheduler>> {
        self.scheduler.value()
    }

    /// The runs that have been.
    #[must_use]
    pub fn past(self) -> Past {
        self.past
    }

    /// How this gateway reads what is written. Reactive.
    #[must_use]
    pub fn age(self) -> Age {
        Age::of(self.offers::<CronGet>(), self.pages.get())
    }

    /// Not reactive.
    #[must_use]
    pub fn offers<M: Method>(self) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(M::NAME))
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.jobs.set(Remote::Absent);
        self.scheduler.forget();
        self.past.forget();
        self.pages.set(false);
        self.quiet.set_value(None);
    }

    /// After a hello or missed events: what somebody looks at is read again.
    pub fn resync(self) {
        if self.is_wanted() {
            self.look();
            self.past.resync(self.pages.get_untracked());
        }
    }

    /// Reads jobs and scheduler.
    pub fn look(self) {
        if self.may_read() {
            self.load_scheduler();
            if self.offers::<CronList>() {
                work::begin(self.load());
            }
        }
    }

    /// Reads the jobs unless they are there.
    pub fn want(self) {
        let is_there = self.jobs.with_untracked(|jobs| jobs.ready().is_some());
        if !is_there && self.may_read() && self.offers::<CronList>() {
            work::begin(self.load());
        }
    }

    fn may_read(self) -> bool {
        self.gateway.with_value(|gateway| gateway.allows(Scope::Read))
    }

    fn load_scheduler(self) {
        if self.offers::<CronStatus>() {
            work::begin(self.scheduler.load(self.gateway, CronStatus {}));
        }
    }

    /// Event `cron`.
    pub(super) fn heard(self, event: CronEvent) {
        if !self.is_wanted() {
            return;
        }
        self.past.heard(&event);
        let mut is_known = false;
        self.change(|jobs| is_known = news::apply(jobs, event));
        if is_known {
            self.stir_scheduler();
        } else {
            self.look_soon();
        }
    }

    /// Reads it now. Asked again meanwhile, it is read once more.
    pub async fn load(self) {
        if !self.fetch.try_update_value(Fetch::want).unwrap_or(false) {
            return;
        }
        let is_ready = move || self.jobs.with_untracked(|jobs| jobs.ready().is_some());
        if !is_ready() {
            self.jobs.set(Remote::Loading);
        }
        loop {
            match self.read_all().await {
                Ok(jobs) => self.jobs.set(Remote::Ready(Arc::new(jobs))),
                // It is read again after the next hello.
                Err(CallError::Offline) => {}
                Err(error) if is_ready() => log::warn!("jobs are not read again: {error:?}"),
                Err(error) => self.jobs.set(Remote::Failed(error.sentence())),
            }
            if !self.fetch.try_update_value(Fetch::done).unwrap_or(false) {
                return;
            }
        }
    }

    async fn read_all(self) -> Result<BTreeMap<JobId, Arc<CronJob>>, CallError> {
        let mut found = BTreeMap::new();
        let mut request = CronList { include_disabled: Some(true), ..CronList::default() };
        loop {
            let page = self.gateway.get_value().call(request.clone()).await?;
            if page.total.is_some() != self.pages.get_untracked() {
                self.pages.set(page.total.is_some());
            }
            found.extend(page.jobs.into_iter().map(|job| (job.id.clone(), Arc::new(job))));
            let next = page.next_offset.filter(|_| page.has_more == Some(true));
            match next.filter(|next| request.offset.is_none_or(|before| *next > before)) {
                Some(next) => (request.limit, request.offset) = (Some(PAGE), Some(next)),
                None => return Ok(found),
            }
        }
    }

    /// Makes a job, and gives it as the gateway has taken it.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn add(self, job: CronAdd) -> Result<CronJob, CallError> {
        let made = self.gateway.get_value().call(job).await?;
        self.put(made.clone());
        Ok(made)
    }

    /// Changes a job, and gives it as the gateway has taken it.
    ///
    /// # Errors
    /// The refusal.
    pub async fn update(self, change: CronUpdate) -> Result<CronJob, CallError> {
        let changed = self.gateway.get_value().call(change).await?;
        self.put(changed.clone());
        Ok(changed)
    }

    /// Runs a job: whether it is due or not, or only if it is.
    ///
    /// # Errors
    /// The refusal.
    pub async fn run(self, id: JobId, mode: &str) -> Result<CronRan, CallError> {
        let mode = Some(mode.to_owned());
        self.gateway.get_value().call(CronRun { id, mode }).await
    }

    /// Takes a job away. False when it was gone already.
    ///
    /// # Errors
    /// The refusal.
    pub async fn remove(self, id: JobId) -> Result<bool, CallError> {
        let answer = self.gateway.get_value().call(CronRemove { id: id.clone() }).await;
        let removed = match answer {
            Ok(removed) => removed.removed != Some(false),
            Err(error) if is_gone(&error) => false,
            Err(error) => return Err(error),
        };
        self.change(|jobs| drop(jobs.remove(&id)));
        self.stir_scheduler();
        Ok(removed)
    }

    fn put(self, job: CronJob) {
        self.change(|jobs| drop(jobs.insert(job.id.clone(), Arc::new(job))));
        self.stir_scheduler();
    }

    fn change(self, change: impl FnOnce(&mut BTreeMap<JobId, Arc<CronJob>>)) {
        self.jobs.update(|jobs| {
            if let Remote::Ready(jobs) = jobs {
                change(Arc::make_mut(jobs));
            }
        });
    }

    fn is_wanted(self) -> bool {
        self.jobs.with_untracked(|jobs| !matches!(jobs, Remote::Absent))
    }

    fn look_soon(self) {
        let alarm = clock::after(QUIET_MS, move || {
            self.quiet.set_value(None);
            self.look();
        });
        self.quiet.set_value(Some(alarm));
    }

    /// When it wakes next follows from all jobs. It is asked when it is quiet, and only for whom it
    /// is shown.
    fn stir_scheduler(self) {
        if self.quiet.with_value(Option::is_some) || !self.scheduler.is_wanted() {
            return;
        }
        let alarm = clock::after(QUIET_MS, move || {
            self.quiet.set_value(None);
            self.load_scheduler();
        });
        self.quiet.set_value(Some(alarm));
    }
}

/// There is no such job any more.
#[must_use]
pub fn is_gone(error: &CallError) -> bool {
    let CallError::Refused { message, details, .. } = error else { return false };
    let code = details.as_ref().and_then(|details| details["code"].as_str());
    code == Some("CRON_JOB_NOT_FOUND") || message.contains("unknown cron job id")
}
