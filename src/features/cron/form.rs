//! The job that is being written. What is typed lives here and not in the fields: it survives a
//! refusal, a lost connection and a closed dialog, until it is saved or thrown away.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::draft::check::{Around, Problem, problems};
use super::draft::patch::{kept, patch};
use super::draft::whole::whole;
use super::draft::{Draft, Field};
use super::roster::name;
use super::state::clocks_of;
use super::wording::field_word;
use crate::gateway::error::CallError;
use crate::platform::watch::watch;
use crate::platform::{clock, work, zones};
use crate::protocol::cron::{CronAdd, CronJob, CronUpdate};
use crate::protocol::id::JobId;
use crate::store::Stores;
use crate::store::cron::is_gone;
use crate::ui::callout::Tone;
use crate::ui::toast::Toasts;
use crate::words::{t, tr, w};

/// What is being written.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Purpose {
    #[default]
    New,
    Edit(JobId),
    Copy(JobId),
}

#[derive(Clone, Copy)]
pub struct Form {
    stores: Stores,
    toasts: Toasts,
    pub open: RwSignal<bool>,
    pub purpose: RwSignal<Purpose>,
    fields: StoredValue<BTreeMap<Field, RwSignal<String>>>,
    draft: Memo<Draft>,
    problems: Memo<BTreeMap<Field, Problem>>,
    /// The job as it was when writing began, or as it was taken over since.
    before: RwSignal<Draft>,
    /// What a copy takes along, or what is edited.
    pub original: RwSignal<Option<Arc<CronJob>>>,
    /// Somebody else has changed it meanwhile; what was not touched here has been taken over.
    pub moved: RwSignal<bool>,
    /// It is gone.
    pub gone: RwSignal<bool>,
    pub tried: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    pub refused: RwSignal<Option<String>>,
    /// The job that was saved last; who listens goes there.
    pub saved: RwSignal<Option<JobId>>,
}

impl Form {
    #[must_use]
    pub fn new(stores: Stores, toasts: Toasts) -> Self {
        let fields = Field::ALL.map(|field| (field, RwSignal::new(String::new())));
        let fields: StoredValue<BTreeMap<Field, RwSignal<String>>> =
            StoredValue::new(fields.into());
        let (purpose, before) = (RwSignal::new(Purpose::New), RwSignal::new(Draft::default()));
        let draft = Memo::new(move |_| {
            let mut draft = Draft::default();
            fields.with_value(|fields| {
                for (field, text) in fields {
                    text.with(|text| draft.set(*field, text));
                }
            });
            draft
        });
        // Told to all fields: each would reckon it anew.
        let problems = Memo::new(move |_| {
            let is_edit = purpose.with(|purpose| matches!(purpose, Purpose::Edit(_)));
            let Some(clocks) = zones::own() else { return BTreeMap::new() };
            let around = Around {
                now: clock::now_ms() as i64,
                age: stores.cron.age(),
                clocks: &*clocks,
                is_zone: &|zone| zones::named(zone).is_some(),
            };
            draft.with(|draft| {
                before.with(|before| problems(draft, is_edit.then_some(before), &around))
            })
        });
        let form = Self {
            stores,
            toasts,
            open: RwSignal::new(false),
            purpose,
            fields,
            draft,
            problems,
            before,
            original: RwSignal::new(None),
            moved: RwSignal::new(false),
            gone: RwSignal::new(false),
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
            refused: RwSignal::new(None),
            saved: RwSignal::new(None),
        };
        form.fill(&form.fresh());
        watch(move || {
            let jobs = stores.cron.jobs();
            let Purpose::Edit(id) = form.purpose.get() else { return };
            if let Some(now) = jobs.with(|jobs| jobs.ready().map(|jobs| jobs.get(&id).cloned())) {
                untrack(|| form.follow(now));
            }
        });
        form
    }

    /// What is typed into a field.
    #[must_use]
    pub fn field(self, field: Field) -> RwSignal<String> {
        self.fields.with_value(|fields| fields.get(&field).copied()).unwrap_or_default()
    }

    /// Everything that is typed. Reactive.
    #[must_use]
    pub fn draft(self) -> Draft {
        self.draft.get()
    }

    /// Whether there is something to save or to throw away. Reactive.
    #[must_use]
    pub fn is_touched(self) -> bool {
        let draft = self.draft();
        self.before.with(|before| before.differs(&draft, &Field::ALL))
    }

    /// What is wrong with a field. Reactive.
    #[must_use]
    pub fn problem(self, field: Field) -> Option<Problem> {
        self.problems.with(|problems| problems.get(&field).copied())
    }

    /// Begins to write. What is half written for the same purpose is there again.
    pub fn begin(self, purpose: Purpose, job: Option<Arc<CronJob>>) {
        let is_same = self.purpose.with_untracked(|it| *it == purpose);
        if !(is_same && untrack(|| self.is_touched())) {
            self.start(purpose, job);
        }
        self.open.set(true);
    }

    /// Throws away what is written.
    pub fn restart(self) {
        let purpose = self.purpose.get_untracked();
        let id = match &purpose {
            Purpose::New => None,
            Purpose::Edit(id) | Purpose::Copy(id) => Some(id.clone()),
        };
        let now = self
            .stores
            .cron
            .jobs()
            .with_untracked(|jobs| jobs.ready().and_then(|jobs| jobs.get(&id?).cloned()));
        self.start(purpose, now.or_else(|| self.original.get_untracked()));
    }

    fn start(self, purpose: Purpose, job: Option<Arc<CronJob>>) {
        let clocks = zones::own();
        let draft = match (&job, &clocks) {
            (Some(job), Some(clocks)) => {
                let mut draft = Draft::of(job, &**clocks);
                if matches!(purpose, Purpose::Copy(_)) {
                    let copied = tr(w::CRON_COPY_NAME, &[("name", name(job))]);
                    draft.set(Field::Name, &copied);
                }
                draft
            }
            _ => self.fresh(),
        };
        self.purpose.set(purpose);
        self.original.set(job);
        self.fill(&draft);
        for flag in [self.moved, self.gone, self.tried] {
            flag.set(false);
        }
        self.refused.set(None);
    }

    fn fresh(self) -> Draft {
        let zone = zones::own_name();
        match zones::own() {
            Some(clocks) => Draft::fresh(clock::now_ms() as i64, &zone, &*clocks),
            None => Draft::default(),
        }
    }

    fn fill(self, draft: &Draft) {
        for field in Field::ALL {
            self.field(field).set(draft.typed(field).to_owned());
        }
        self.before.set(draft.clone());
    }

    /// The job has changed on the gateway: what is not touched here follows.
    fn follow(self, now: Option<Arc<CronJob>>) {
        let Some(job) = now else { return self.gone.set(true) };
        let Some(clocks) = zones::own() else { return };
        self.gone.set(false);
        let (now, draft) = (Draft::of(&job, &*clocks), self.draft());
        let before = self.before.get_untracked();
        self.original.set(Some(job));
        if !before.differs(&now, &Field::ALL) {
            return;
        }
        for field in Field::ALL {
            if before.get(field) == draft.get(field) {
                self.field(field).set(now.typed(field).to_owned());
            }
        }
        if before.differs(&draft, &Field::ALL) {
            self.moved.set(true);
        }
        self.before.set(now);
    }

    /// Sends what is written. What is wrong is said at its field; then nothing is sent.
    pub fn save(self) {
        self.tried.set(true);
        if self.busy.get_untracked() || !self.problems.with_untracked(BTreeMap::is_empty) {
            return;
        }
        let (draft, before) = (untrack(|| self.draft()), self.before.get_untracked());
        let (age, original) = (untrack(|| self.stores.cron.age()), self.original.get_untracked());
        let Some(clocks) = zones::own() else { return };
        match (self.purpose.get_untracked(), original) {
            (Purpose::Edit(id), Some(job)) => {
                let patch = patch(&before, &draft, &job, age, &*clocks);
                if patch.is_empty() {
                    return self.open.set(false);
                }
                work::begin(self.change(CronUpdate { id, patch }, before, draft));
            }
            (_, original) => {
                let job = whole(&draft, original.as_deref(), age, &*clocks);
                work::begin(self.make(CronAdd(job)));
            }
        }
    }

    async fn make(self, job: CronAdd) {
        self.busy.set(true);
        self.refused.set(None);
        let answer = self.stores.cron.add(job).await;
        self.busy.try_set(false);
        match answer {
            Ok(job) => self.done(&job, &tr(w::CRON_MADE, &[("name", name(&job))]), &[]),
            Err(error) => self.fail(&error),
        }
    }

    async fn change(self, change: CronUpdate, before: Draft, after: Draft) {
        self.busy.set(true);
        self.refused.set(None);
        let answer = self.stores.cron.update(change).await;
        self.busy.try_set(false);
        match answer {
            Ok(job) => {
                let now = clocks_of(None).map(|clocks| Draft::of(&job, &*clocks));
                let kept = now.map(|now| kept(&before, &after, &now)).unwrap_or_default();
                self.done(&job, &tr(w::CRON_SAVED, &[("name", name(&job))]), &kept);
            }
            Err(error) => {
                if is_gone(&error) {
                    self.gone.try_set(true);
                }
                self.fail(&error);
            }
        }
    }

    fn done(self, job: &CronJob, said: &str, kept: &[Field]) {
        if kept.is_empty() {
            self.toasts.say(Tone::Success, said);
        } else {
            let names: Vec<String> = kept.iter().map(|field| t(field_word(*field))).collect();
            let names = [("fields", names.join(", "))];
            let fields = [(names[0].0, names[0].1.as_str())];
            self.toasts.say(Tone::Warning, tr(w::CRON_KEPT, &fields));
        }
        if self.open.try_set(false).is_some() {
            return;
        }
        // Nothing is left of it: the next one begins anew.
        self.start(Purpose::New, None);
        self.saved.set(Some(job.id.clone()));
    }

    fn fail(self, error: &CallError) {
        self.refused.try_set(Some(error.sentence()));
    }
}
