//! What is chosen in the table and what can be done with all of it: one after the other, with a stop,
//! and at the end an account of what went wrong and why.

use leptos::prelude::*;

use super::bulk::{Deed, End, Job, Run};
use super::confirm::KEPT;
use super::desk::{Desk, Wish};
use super::fields::Age;
use super::told::past;
use crate::platform::work;
use crate::protocol::method::{Method, Scope};
use crate::protocol::sessions::{SessionsCompact, SessionsDelete, SessionsReset};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::toast::Toasts;
use crate::words::{say, t, tn, tr, w};

/// Carries out what was confirmed, one session at a time.
#[derive(Clone, Copy)]
pub struct Worker {
    desk: Desk,
    toasts: Toasts,
    /// The run under way, or the account of the last one.
    pub run: RwSignal<Option<Run>>,
    busy: RwSignal<bool>,
}

impl Worker {
    pub fn new(desk: Desk, toasts: Toasts) -> Self {
        Self { desk, toasts, run: RwSignal::new(None), busy: RwSignal::new(false) }
    }

    pub fn begin(self, deed: Deed, jobs: Vec<Job>) {
        self.go_on(Run::new(deed, jobs));
    }

    fn go_on(self, run: Run) {
        if self.busy.get_untracked() || run.is_over() {
            return;
        }
        self.busy.set(true);
        self.run.set(Some(run));
        work::begin(async move {
            loop {
                let next = self.run.try_with_untracked(|run| {
                    run.as_ref().and_then(|run| run.next().cloned().map(|job| (run.deed, job)))
                });
                // Whoever has left the page has stopped: the rest is not sent.
                let Some(Some((deed, job))) = next else { break };
                let end = self.desk.state.carry_out(deed, &job).await;
                self.run.try_update(|run| {
                    if let Some(run) = run {
                        run.ended(end);
                    }
                });
            }
            self.busy.try_set(false);
            self.tell();
        });
    }

    /// What went well is told in passing; what did not stays until it is put away.
    fn tell(self) {
        let Some(Some(run)) = self.run.try_get_untracked() else { return };
        let account = run.account();
        if account.refused + account.unknown + account.left > 0 {
            return;
        }
        let said = run.ends.iter().find_map(|end| match end {
            End::Done(said) | End::Nothing(said) if !said.is_empty() => Some(said.clone()),
            _ => None,
        });
        let mut sentence = match account.done {
            0 => String::new(),
            done => tn(past(run.deed), done),
        };
        if run.jobs.len() == 1 {
            sentence = [Some(sentence), said]
                .into_iter()
                .flatten()
                .filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
        } else if account.nothing > 0 {
            sentence = format!("{sentence} {}", tn(w::SESSIONS_NOTHING_MANY, account.nothing));
        }
        self.toasts.say(Tone::Success, sentence.trim().to_owned());
        self.desk.chosen.try_update(std::collections::BTreeSet::clear);
        self.run.try_set(None);
    }
}

#[component]
pub fn BulkBar(desk: Desk, worker: Worker) -> impl IntoView {
    let busy = worker.busy;
    let chosen = Memo::new(move |_| desk.jobs().len());
    view! {
        {move || {
            if busy.get() {
                Some(view! { <Progress worker/> }.into_any())
            } else if worker.run.with(Option::is_some) {
                Some(view! { <Report desk worker/> }.into_any())
            } else {
                (chosen.get() > 0).then(|| view! { <Choice desk chosen/> }.into_any())
            }
        }}
    }
}

/// How many are chosen, and the deeds.
#[component]
fn Choice(desk: Desk, chosen: Memo<usize>) -> impl IntoView {
    let state = desk.state;
    let connection = state.stores.connection;
    let shown = move || desk.sifted.with(|sifted| sifted.in_sight().count());
    let ask = move |deed: Deed| desk.ask(Wish { deed, jobs: desk.jobs(), many: true });
    let no_admin = Signal::derive(move || !connection.allows(Scope::Admin));
    let no_write = Signal::derive(move || !connection.allows(Scope::Write));
    let keep = move || (state.age() == Age::Early).then_some(KEPT);
    let archived = move || desk.look.with(|look| look.only == super::look::Only::Archived);
    view! {
        <div class="bulk_bar" role="region" aria-label=say(w::SESSIONS_CHOSEN_ONES)>
            <p class="bulk_bar__count" role="status">{move || tn(w::SESSIONS_CHOSEN, chosen.get())}</p>
            <div class="bulk_bar__deeds">
                {move || (shown() > chosen.get()).then(|| view! {
                    <Button label=move || tr(w::SESSIONS_CHOOSE_SHOWN, &[("n", &shown().to_string())])
                        variant=Variant::Quiet small=true on_press=move || desk.choose_all(true)/>
                })}
                <Button label=w::SESSIONS_CHOOSE_NONE variant=Variant::Quiet small=true
                    on_press=move || desk.choose_all(false)/>
                {move || state.offers(SessionsReset::NAME).then(|| view! {
                    <Button label=w::SESSIONS_RESET small=true disabled=no_admin on_press=move || ask(Deed::Reset)/>
                })}
                {move || state.offers(SessionsCompact::NAME).then(|| view! {
                    <Button label=w::SESSIONS_COMPACT small=true disabled=no_admin
                        on_press=move || ask(Deed::Compact { keep: keep() })/>
                })}
                {move || (state.age() == Age::Late).then(|| match archived() {
                    true => view! { <Button label=w::SESSIONS_RESTORE small=true disabled=no_write
                        on_press=move || ask(Deed::Restore)/> },
                    false => view! { <Button label=w::SESSIONS_ARCHIVE small=true disabled=no_write
                        on_press=move || ask(Deed::Archive)/> },
                })}
                {move || state.offers(SessionsDelete::NAME).then(|| view! {
                    <Button label=w::SESSIONS_DELETE variant=Variant::Danger small=true disabled=no_admin
                        on_press=move || ask(Deed::Delete { transcript: true })/>
                })}
            </div>
            {move || no_admin.get().then(|| view! {
                <p class="bulk_bar__note">{tr(w::SESSIONS_SCOPE, &[("scope", Scope::Admin.as_str())])}</p>
            })}
        </div>
    }
}

#[component]
fn Progress(worker: Worker) -> impl IntoView {
    let read =
        move |read: fn(&Run) -> usize| move || worker.run.with(|run| run.as_ref().map_or(0, read));
    let all = read(|run| run.jobs.len());
    let done = read(|run| run.ends.len());
    let words = move || {
        tr(w::SESSIONS_PROGRESS, &[("n", &done().to_string()), ("all", &all().to_string())])
    };
    let stop = move || {
        worker.run.update(|run| {
            if let Some(run) = run {
                run.stop();
            }
        })
    };
    view! {
        <div class="bulk_bar" role="region" aria-label=say(w::SESSIONS_CHOSEN_ONES)>
            <progress class="bulk_bar__progress" aria-label=words max=move || all().to_string() value=move || done().to_string()></progress>
            <p class="bulk_bar__count">{words}</p>
            <Button label=w::SESSIONS_STOP small=true on_press=stop/>
        </div>
    }
}

/// What did not go as wished, each with its reason, and the ways on.
#[component]
fn Report(desk: Desk, worker: Worker) -> impl IntoView {
    let run = worker.run.get_untracked();
    let Some(run) = run else { return ().into_any() };
    let account = run.account();
    let mut parts = Vec::new();
    if account.done > 0 {
        parts.push(tn(past(run.deed), account.done));
    }
    for (plural, amount) in [
        (w::SESSIONS_NOTHING_MANY, account.nothing),
        (w::SESSIONS_REFUSED_MANY, account.refused),
        (w::SESSIONS_UNKNOWN_MANY, account.unknown),
        (w::SESSIONS_LEFT_MANY, account.left),
    ] {
        if amount > 0 {
            parts.push(tn(plural, amount));
        }
    }
    let summary = parts.join(" ");
    let troubles: Vec<_> = run
        .troubles()
        .map(|(job, end)| {
            let why = match end {
                End::Refused(why) => why.clone(),
                End::Unknown(why) => format!("{why} {}", t(w::SESSIONS_MAY_HAVE)),
                End::Done(_) | End::Nothing(_) => String::new(),
            };
            (job.title.clone(), job.key.to_string(), why)
        })
        .collect();
    let (again, rest) = (run.again(), run.rest());
    let put_away = move || {
        worker.run.set(None);
        desk.chosen.update(std::collections::BTreeSet::clear);
    };
    let tone = if account.refused + account.unknown > 0 { Tone::Danger } else { Tone::Warning };
    let way = move |run: Option<Run>, word, more: usize| {
        run.map(|run| {
            view! {
                <Button label=move || tr(word, &[("n", &more.to_string())]) small=true
                    on_press=move || worker.go_on(run.clone())/>
            }
        })
    };
    view! {
        <div class="bulk_bar" role="alert" data-kind="report">
            <Callout tone title=summary>
                <ul class="bulk_bar__troubles">
                    {troubles
                        .into_iter()
                        .map(|(title, key, why)| view! {
                            <li title=key><strong dir="auto">{title}</strong>" "<span>{why}</span></li>
                        })
                        .collect_view()}
                </ul>
                <div class="bulk_bar__deeds">
                    {way(again, w::SESSIONS_AGAIN, account.refused)}
                    {way(rest, w::SESSIONS_GO_ON, account.left)}
                    <Button label=w::UI_DISMISS variant=Variant::Quiet small=true on_press=put_away/>
                </div>
            </Callout>
        </div>
    }
    .into_any()
}
