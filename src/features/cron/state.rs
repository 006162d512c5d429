//! What an operator is about to do with a job: the question before it, its way to the gateway, and
//! what came of it.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::form::Form;
use super::roster::name;
use super::times::next::Rules;
use crate::gateway::error::CallError;
use crate::platform::watch::watch;
use crate::platform::zones::{self, Zone};
use crate::platform::{moment, work};
use crate::protocol::cron::{CronJob, CronRan, CronUpdate};
use crate::protocol::id::JobId;
use crate::protocol::method::{Method, Scope};
use crate::store::Stores;
use crate::store::cron::age::Age;
use crate::ui::callout::Tone;
use crate::ui::toast::Toasts;
use crate::words::{Word, t, tr, w};

/// A gateway that tells no histories together is asked for those of so many jobs.
const HISTORIES: usize = 50;

#[derive(Clone, Copy)]
pub struct CronState {
    pub stores: Stores,
    pub toasts: Toasts,
    pub form: Form,
    /// What came of the last thing done with a job.
    told: RwSignal<Option<(JobId, Tone, String)>>,
    under_way: RwSignal<BTreeSet<JobId>>,
    /// The job that is to be taken away, while it is asked whether that is meant.
    pub doomed: RwSignal<Option<(JobId, String)>>,
    pub asking: RwSignal<bool>,
}

impl CronState {
    #[must_use]
    pub fn new(stores: Stores, toasts: Toasts) -> Self {
        let state = Self {
            stores,
            toasts,
            form: Form::new(stores, toasts),
            told: RwSignal::new(None),
            under_way: RwSignal::new(BTreeSet::new()),
            doomed: RwSignal::new(None),
            asking: RwSignal::new(false),
        };
        let readable = stores.connection.is_readable();
        watch(move || {
            if readable.get() {
                stores.cron.look();
            }
        });
        state
    }

    /// What this gateway takes. Reactive.
    #[must_use]
    pub fn age(self) -> Age {
        self.stores.connection.phase().track();
        self.stores.cron.age()
    }

    /// By which rules it counts. Reactive.
    #[must_use]
    pub fn rules(self) -> Rules {
        rules(self.age())
    }

    /// Whether something can be done here, and if not, why not. Reactive.
    #[must_use]
    pub fn hindrance<M: Method>(self) -> Option<Hindrance> {
        self.stores.connection.phase().track();
        if !self.stores.cron.offers::<M>() {
            return Some(Hindrance::NotOffered);
        }
        (!self.stores.connection.allows(M::SCOPE)).then_some(Hindrance::Scope(M::SCOPE))
    }

    /// Whether something is being done with a job. Reactive.
    #[must_use]
    pub fn is_busy(self, id: &JobId) -> bool {
        self.under_way.with(|under_way| under_way.contains(id))
    }

    /// What came of the last thing done with this job. Reactive.
    #[must_use]
    pub fn told(self, id: &JobId) -> Option<(Tone, String)> {
        self.told.with(|told| {
            told.as_ref().filter(|it| it.0 == *id).map(|(_, tone, text)| (*tone, text.clone()))
        })
    }

    /// Switches a job on or off.
    pub fn turn(self, job: &CronJob, on: bool) {
        let patch = [("enabled".to_owned(), on.into())].into_iter().collect();
        let (id, name) = (job.id.clone(), name(job).to_owned());
        let change = CronUpdate { id: id.clone(), patch };
        self.begin(id.clone(), async move {
            let answer = self.stores.cron.update(change).await;
            let done = if on { w::CRON_TURNED_ON } else { w::CRON_TURNED_OFF };
            match answer {
                Ok(_) => self.tell(id, Tone::Success, tr(done, &[("name", &name)])),
                Err(error) => self.fail(id, &error),
            }
        });
    }

    /// Runs a job now, or only if it is due.
    pub fn run(self, job: &CronJob, only_if_due: bool) {
        let (id, name) = (job.id.clone(), name(job).to_owned());
        let mode = if only_if_due { "due" } else { "force" };
        self.begin(id.clone(), async move {
            match self.stores.cron.run(id.clone(), mode).await {
                Ok(ran) => {
                    let next = self.next_run(&id);
                    let (tone, text) = outcome(&ran, &name, next);
                    self.tell(id, tone, text);
                }
                // The run goes on: what comes of it stands in the history.
                Err(CallError::Timeout) => {
                    self.tell(id, Tone::Info, tr(w::CRON_RUN_LONG, &[("name", &name)]));
                }
                Err(error) => self.fail(id, &error),
            }
        });
    }

    /// Asks whether a job is meant to go.
    pub fn ask_remove(self, job: &CronJob) {
        self.doomed.set(Some((job.id.clone(), name(job).to_owned())));
        self.asking.set(true);
    }

    /// Takes away what was asked about.
    pub fn remove(self) {
        let Some((id, name)) = self.doomed.get_untracked() else { return };
        self.begin(id.clone(), async move {
            let named = [("name", name.as_str())];
            match self.stores.cron.remove(id.clone()).await {
                Ok(true) => self.toasts.say(Tone::Success, tr(w::CRON_REMOVED, &named)),
                Ok(false) => self.toasts.say(Tone::Warning, tr(w::CRON_REMOVED_ALREADY, &named)),
                Err(error) => self.fail(id, &error),
            }
        });
    }

    /// Reads the runs of a job that have been.
    pub fn read_past(self, id: &JobId) {
        let pages = self.pages();
        work::begin(self.stores.cron.past().load(Some(id.clone()), pages));
    }

    pub fn read_earlier(self, whose: Option<JobId>) {
        let pages = self.pages();
        work::begin(self.stores.cron.past().load_more(whose, pages));
    }

    /// Reads the runs of all jobs, as far as this gateway tells them.
    pub fn read_all_past(self) {
        let (past, pages) = (self.stores.cron.past(), self.pages());
        if pages {
            work::begin(past.load(None, true));
            return;
        }
        let mut ids: Vec<(Option<u64>, JobId)> = self.stores.cron.jobs().with_untracked(|jobs| {
            let jobs = jobs.ready().map(|jobs| jobs.values().cloned().collect::<Vec<_>>());
            let ran = jobs.unwrap_or_default().into_iter();
            ran.filter(|job| job.state.last_run_at_ms.is_some())
                .map(|job| (job.state.last_run_at_ms, job.id.clone()))
                .collect()
        });
        ids.sort_by(|one, other| other.cmp(one));
        work::begin(async move {
            // One after the other: a scheduler answers nothing else meanwhile.
            for (_, id) in ids.into_iter().take(HISTORIES) {
                past.load(Some(id), false).await;
            }
        });
    }

    fn pages(self) -> bool {
        untrack(|| self.age()) >= Age::Second
    }

    fn next_run(self, id: &JobId) -> Option<u64> {
        self.stores.cron.jobs().with_untracked(|jobs| jobs.ready()?.get(id)?.state.next_run_at_ms)
    }

    fn begin(self, id: JobId, deed: impl Future<Output = ()> + 'static) {
        let is_first = self.under_way.try_update(|under_way| under_way.insert(id.clone()));
        if is_first == Some(true) {
            self.told.set(None);
            work::begin(async move {
                deed.await;
                self.under_way.try_update(|under_way| under_way.remove(&id));
            });
        }
    }

    fn tell(self, id: JobId, tone: Tone, text: String) {
        self.toasts.say(tone, text.clone());
        self.told.try_set(Some((id, tone, text)));
    }

    fn fail(self, id: JobId, error: &CallError) {
        self.tell(id, Tone::Danger, error.sentence());
    }
}

/// Why something cannot be done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    NotOffered,
    Scope(Scope),
}

impl Hindrance {
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::NotOffered => t(w::CRON_NOT_OFFERED),
            Self::Scope(scope) => tr(w::CRON_NO_SCOPE, &[("scope", scope.as_str())]),
        }
    }
}

#[must_use]
pub fn rules(age: Age) -> Rules {
    match age {
        Age::First => Rules::First,
        Age::Second => Rules::Second,
        Age::Later => Rules::Later,
    }
}

/// The clocks by which a job counts: those of its zone, else as if the gateway stood here, because it
/// does not tell where it stands.
#[must_use]
pub fn clocks_of(zone: Option<&str>) -> Option<Rc<Zone>> {
    match zone.map(str::trim).filter(|zone| !zone.is_empty()) {
        Some(zone) => zones::named(zone),
        None => zones::own(),
    }
}

/// What `cron.run` has said, in words.
fn outcome(ran: &CronRan, name: &str, next: Option<u64>) -> (Tone, String) {
    let named = [("name", name)];
    if ran.enqueued == Some(true) {
        return (Tone::Success, tr(w::CRON_RUN_QUEUED, &named));
    }
    if ran.ran != Some(false) {
        return (Tone::Success, tr(w::CRON_RUN_DONE, &named));
    }
    let said = |word: Word| tr(word, &named);
    let text = match (ran.reason.as_deref(), next) {
        (Some("not-due"), Some(next)) => {
            let next = moment::date_and_time(next as f64);
            tr(w::CRON_RUN_NOT_DUE, &[named[0], ("next", &next)])
        }
        (Some("not-due"), None) => said(w::CRON_RUN_NEVER_DUE),
        (Some("already-running"), _) => said(w::CRON_RUN_ALREADY),
        (Some("invalid-spec"), _) => said(w::CRON_RUN_INVALID),
        (reason, _) => tr(w::CRON_RUN_NOT, &[named[0], ("reason", reason.unwrap_or_default())]),
    };
    (Tone::Warning, text)
}
