//! One job beside the list: how it stands, what can be done with it, when it runs, and how it ran.

use std::sync::Arc;

use icondata::LuX;
use leptos::{html, prelude::*};
use serde_json::Value;
use wasm_bindgen::JsCast;

use super::desk::Desk;
use super::form::Purpose;
use super::roster::{has_failed, is_on, name};
use super::run_history::History;
use super::run_preview::{Asked, Preview};
use super::state::CronState;
use super::wording::{delivery_text, next_text, schedule_text};
use crate::platform::moment;
use crate::platform::watch::watch;
use crate::protocol::cron::{CronAdd, CronJob, CronRemove, CronRun, CronUpdate};
use crate::protocol::id::JobId;
use crate::ui::button::{Button, IconButton, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::input::switch::Switch;
use crate::ui::tree::Tree;
use crate::words::{Word, say, tr, w};

#[component]
pub fn JobPanel(desk: Desk, id: JobId) -> impl IntoView {
    let state = desk.state;
    let id = StoredValue::new(id);
    let now = Memo::new(move |_| desk.job(&id.get_value()));
    let job = Memo::new(move |before: Option<&Option<Arc<CronJob>>>| {
        now.get().or_else(|| before.cloned().flatten())
    });
    let is_ready = move || state.stores.cron.jobs().with(|jobs| jobs.ready().is_some());
    let is_gone = Memo::new(move |_| is_ready() && now.with(Option::is_none));
    let panel = NodeRef::<html::Aside>::new();
    // On a phone the row that was pressed is out of sight: the keyboard goes on here.
    watch(move || {
        if let Some(panel) = panel.get() {
            request_animation_frame(move || {
                let hidden = document()
                    .active_element()
                    .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
                    .is_none_or(|it| it.tag_name() == "BODY" || it.offset_height() == 0);
                if hidden {
                    let _focused = panel.focus();
                }
            });
        }
    });
    let close = move || {
        let row = desk.row_of(&id.get_value());
        desk.show(None);
        if let Some(row) = row {
            desk.rows.focus(row);
        }
    };
    let title = move || {
        job.with(|job| job.as_deref().map(|job| name(job).to_owned()))
            .unwrap_or_else(|| id.with_value(ToString::to_string))
    };
    let told = move || state.told(&id.get_value());
    view! {
        <aside
            class="job_panel"
            node_ref=panel
            tabindex="-1"
            aria-label=say(w::CRON_DETAIL)
            on:keydown=move |event| if event.key() == "Escape" && !event.default_prevented() { close() }
        >
            <header class="job_panel__head">
                <h2 class="job_panel__title" dir="auto">{title}</h2>
                <IconButton label=w::UI_CLOSE glyph=LuX on_press=close/>
            </header>
            {move || is_gone.get().then(|| view! { <Callout tone=Tone::Warning title=w::CRON_GONE/> })}
            <div role="status">
                {move || told().map(|(tone, text)| view! { <Callout tone title=move || text.clone()/> })}
            </div>
            <Show when=move || job.with(Option::is_some)>
                <Deeds state job is_gone/>
                <Trouble job/>
                <Facts desk job/>
                <section class="job_panel__part" aria-label=say(w::CRON_NEXT_RUNS)>
                    <h3>{say(w::CRON_NEXT_RUNS)}</h3>
                    <Coming state job/>
                </section>
                <Else job/>
            </Show>
            <section class="job_panel__part" aria-label=say(w::CRON_HISTORY)>
                <h3>{say(w::CRON_HISTORY)}</h3>
                <History desk id=id.get_value()/>
            </section>
        </aside>
    }
}

type Shown = Memo<Option<Arc<CronJob>>>;

/// What can be done with it.
#[component]
fn Deeds(state: CronState, job: Shown, is_gone: Memo<bool>) -> impl IntoView {
    let busy = Signal::derive(move || {
        job.with(|job| job.as_ref().is_some_and(|job| state.is_busy(&job.id)))
    });
    let run_hindrance = Memo::new(move |_| state.hindrance::<CronRun>());
    let change_hindrance = Memo::new(move |_| state.hindrance::<CronUpdate>());
    let off = move |hindered: bool| is_gone.get() || hindered;
    let no_run = Signal::derive(move || off(run_hindrance.get().is_some()));
    let no_change = Signal::derive(move || off(change_hindrance.get().is_some()));
    let no_copy = Signal::derive(move || state.hindrance::<CronAdd>().is_some());
    let no_remove = Signal::derive(move || off(state.hindrance::<CronRemove>().is_some()));
    let with = move |deed: fn(CronState, &Arc<CronJob>)| {
        move || {
            if let Some(job) = job.get_untracked() {
                deed(state, &job);
            }
        }
    };
    // The gateway makes some jobs for itself; they cannot be made by anybody else.
    let is_own =
        move || job.with(|job| job.as_ref().is_some_and(|job| job.payload.kind == "heartbeat"));
    view! {
        <div class="job_panel__deeds">
            <Button label=w::CRON_RUN variant=Variant::Primary small=true busy disabled=no_run
                on_press=with(|state, job| state.run(job, false))/>
            <Button label=w::CRON_RUN_DUE small=true busy disabled=no_run
                on_press=with(|state, job| state.run(job, true))/>
            <Button label=w::CRON_EDIT small=true disabled=no_change
                on_press=with(|state, job| {
                    state.form.begin(Purpose::Edit(job.id.clone()), Some(Arc::clone(job)));
                })/>
            <Show when=move || !is_own()>
                <Button label=w::CRON_COPY small=true disabled=no_copy
                    on_press=with(|state, job| {
                        state.form.begin(Purpose::Copy(job.id.clone()), Some(Arc::clone(job)));
                    })/>
            </Show>
            <Button label=w::CRON_REMOVE variant=Variant::Danger small=true disabled=no_remove
                on_press=with(|state, job| state.ask_remove(job))/>
            <Switch
                label=w::CRON_FIELD_ENABLED
                on=Signal::derive(move || job.with(|job| job.as_deref().is_some_and(is_on)))
                disabled=Signal::derive(move || no_change.get() || busy.get())
                on_turn=move |on| if let Some(job) = job.get_untracked() { state.turn(&job, on) }
            />
        </div>
        {move || {
            let why = change_hindrance.get().or_else(|| run_hindrance.get());
            why.map(|why| view! { <p class="job_panel__note">{why.sentence()}</p> })
        }}
    }
}

/// Why its last run has failed.
#[component]
fn Trouble(job: Shown) -> impl IntoView {
    move || {
        let job = job.get()?;
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let error = said(&job.state.last_error).filter(|_| has_failed(&job));
        let undelivered = said(&job.state.last_delivery_error);
        let auto = job.state.auto_disabled.is_some();
        let times = job.state.consecutive_errors.filter(|count| *count > 1);
        let title = move |error: String| match times {
            Some(times) => {
                tr(w::CRON_FAILED_TIMES, &[("n", &times.to_string()), ("error", &error)])
            }
            None => tr(w::CRON_FAILED, &[("error", &error)]),
        };
        Some(view! {
            {auto.then(|| view! { <Callout tone=Tone::Warning title=w::CRON_AUTO_OFF/> })}
            {error.map(|error| view! { <Callout tone=Tone::Danger title=move || title(error.clone())/> })}
            {undelivered
                .map(|error| {
                    let title = move || tr(w::CRON_UNDELIVERED, &[("error", &error)]);
                    view! { <Callout tone=Tone::Warning title=title/> }
                })}
        })
    }
}

#[component]
fn Facts(desk: Desk, job: Shown) -> impl IntoView {
    let facts = Memo::new(move |_| {
        desk.minute.track();
        job.with(|job| job.as_deref().map(|job| facts(desk, job)).unwrap_or_default())
    });
    view! {
        <dl class="job_panel__facts">
            {move || {
                facts
                    .get()
                    .into_iter()
                    .map(|(word, text)| {
                        view! {
                            <div>
                                <dt>{say(word)}</dt>
                                <dd dir="auto">{text}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
}

fn facts(desk: Desk, job: &CronJob) -> Vec<(Word, String)> {
    let exact = |at: Option<u64>| at.map(|at| moment::date_and_time(at as f64));
    let next = match exact(job.state.next_run_at_ms).filter(|_| is_on(job)) {
        Some(at) => format!("{at} ({})", next_text(job)),
        None => next_text(job),
    };
    let agent = job.agent_id.as_ref();
    let agent_name = desk.state.stores.agents.name(agent);
    let delivery = job.delivery.as_ref();
    let goes = delivery.map(|delivery| {
        let parts = [&delivery.mode, &delivery.channel, &delivery.to];
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
    });
    let payload = &job.payload;
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let model = [said(&payload.model), said(&payload.thinking)];
    let model: Vec<String> = model.into_iter().flatten().collect();
    [
        (w::CRON_FIELD_DESCRIPTION, said(&job.description)),
        (w::CRON_SCHEDULE, Some(schedule_text(&job.schedule))),
        (w::CRON_NEXT, Some(next)),
        (w::CRON_FIELD_AGENT, agent_name.or_else(|| agent.map(ToString::to_string))),
        (w::CRON_FIELD_TARGET, said(&job.session_target)),
        (w::CRON_FIELD_MESSAGE, said(&payload.message)),
        (w::CRON_FIELD_TEXT, said(&payload.text)),
        (w::CRON_FIELD_MODEL, Some(model.join(" · ")).filter(|it| !it.is_empty())),
        (w::CRON_FIELD_MODE, goes),
        (w::CRON_LAST_DELIVERY, job.state.last_delivery_status.as_deref().map(delivery_text)),
        (w::CRON_CHANGED, exact(job.updated_at_ms)),
        (w::CRON_ID, Some(job.id.to_string())),
    ]
    .into_iter()
    .filter_map(|(word, text)| Some((word, text?)))
    .collect()
}

#[component]
fn Coming(state: CronState, job: Shown) -> impl IntoView {
    let asked = Memo::new(move |_| {
        let signed = |at: Option<u64>| at.and_then(|at| i64::try_from(at).ok());
        job.with(|job| {
            let Some(job) = job.as_deref() else { return Asked::default() };
            Asked {
                schedule: job.schedule.clone(),
                id: Some(job.id.to_string()),
                made: signed(job.created_at_ms),
                last: signed(job.state.last_run_at_ms),
                told: signed(job.state.next_run_at_ms),
            }
        })
    });
    let is_off = Memo::new(move |_| job.with(|job| job.as_deref().is_some_and(|job| !is_on(job))));
    let rules = Signal::derive(move || state.rules());
    view! {
        {move || match is_off.get() {
            true => view! { <p class="job_panel__note">{say(w::CRON_OFF_NO_RUNS)}</p> }.into_any(),
            false => view! { <Preview asked rules/> }.into_any(),
        }}
    }
}

/// What is known of it and has no field here.
#[component]
fn Else(job: Shown) -> impl IntoView {
    let rest = Memo::new(move |_| {
        job.with(|job| {
            let job = job.as_deref()?;
            let mut rest = serde_json::Map::new();
            let shown =
                ["sessionKey", "pacing", "trigger", "failureAlert", "declarationKey", "owner"];
            for name in shown {
                if let Some(value) = job.rest.get(name).filter(|it| !it.is_null()) {
                    rest.insert(name.to_owned(), value.clone());
                }
            }
            let inner = [("payload", &job.payload.rest), ("schedule", &job.schedule.rest)];
            for (name, fields) in inner {
                if !fields.is_empty() {
                    rest.insert(name.to_owned(), fields.clone().into_iter().collect());
                }
            }
            (!rest.is_empty()).then(|| Arc::new(Value::Object(rest)))
        })
    });
    move || {
        rest.get().map(|rest| {
            view! {
                <details class="job_panel__rest">
                    <summary>{say(w::CRON_REST)}</summary>
                    <Tree value=rest/>
                </details>
            }
        })
    }
}
