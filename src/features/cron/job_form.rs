//! Writing a job: when, what, where to, and what becomes of failures. What is written stays when the
//! dialog is closed, until it is saved or thrown away.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::draft::Field;
use super::draft::whole::schedule;
use super::form::{Form, Purpose};
use super::form_fields::{Chosen, DayAndTime, Line, Lines, Suggested, Ticked, is_edit, shown};
use super::run_preview::{Asked, Preview};
use super::state::rules;
use crate::platform::{work, zones};
use crate::store::Stores;
use crate::store::cron::age::Age;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::dialog::Dialog;
use crate::ui::input::text::TextKind;
use crate::words::{Word, say, t, w};

#[component]
pub fn JobForm(form: Form) -> impl IntoView {
    let title = move || match form.purpose.get() {
        Purpose::New => t(w::CRON_NEW),
        Purpose::Edit(_) => t(w::CRON_EDIT_TITLE),
        Purpose::Copy(_) => t(w::CRON_COPY_TITLE),
    };
    view! {
        <Dialog open=form.open title=title wide=true>
            <Writing form/>
        </Dialog>
    }
}

#[component]
fn Writing(form: Form) -> impl IntoView {
    let stores = expect_context::<Stores>();
    work::begin(stores.models.load());
    let place = NodeRef::<leptos::html::Form>::new();
    // The first field that is wrong gets the keyboard.
    let to_first_wrong = move || {
        request_animation_frame(move || {
            // Saved within this frame, the form is no more.
            let Some(place) = place.try_get_untracked().flatten() else { return };
            if let Ok(Some(field)) = place.query_selector("[aria-invalid=true]")
                && let Some(field) = field.dyn_ref::<web_sys::HtmlElement>()
            {
                let _focused = field.focus();
            }
        });
    };
    let save = move || {
        form.save();
        to_first_wrong();
    };
    let touched = Memo::new(move |_| form.is_touched());
    let is_away = move || !stores.connection.is_connected().get();
    let note = move |shown: bool, tone: Tone, word: Word| {
        shown.then(|| view! { <Callout tone title=word/> })
    };
    view! {
        <form
            class="job_form"
            node_ref=place
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <div role="status">
                {move || note(form.moved.get(), Tone::Info, w::CRON_MOVED)}
                {move || note(form.gone.get(), Tone::Warning, w::CRON_GONE_EDIT)}
                {move || note(is_away(), Tone::Warning, w::CRON_AWAY)}
            </div>
            <Part title=w::CRON_FORM_WHAT>
                <Line form field=Field::Name/>
                <Line form field=Field::Description/>
                <Agent form/>
                <What form/>
            </Part>
            <Part title=w::CRON_FORM_WHEN>
                <When form/>
            </Part>
            <Whither form/>
            <Alerts form/>
            <Ticked form field=Field::Enabled/>
            <div role="alert">
                {move || {
                    form.refused
                        .get()
                        .map(|why| {
                            let title: TextProp = (move || why.clone()).into();
                            view! { <Callout tone=Tone::Danger title=title/> }
                        })
                }}
            </div>
            <footer class="job_form__foot">
                <Button
                    label=w::CRON_DISCARD
                    disabled=Signal::derive(move || !touched.get())
                    on_press=move || form.restart()
                />
                <Button label=w::UI_CANCEL on_press=move || form.open.set(false)/>
                <Button label=w::CRON_SAVE variant=Variant::Primary submit=true busy=form.busy/>
            </footer>
        </form>
    }
}

#[component]
fn Part(title: Word, children: Children) -> impl IntoView {
    view! {
        <fieldset class="job_form__part">
            <legend>{say(title)}</legend>
            {children()}
        </fieldset>
    }
}

#[component]
fn Agent(form: Form) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let agents = Signal::derive(move || {
        stores.agents.list().with(|list| {
            let agents = list.ready().map(|list| list.agents.as_slice()).unwrap_or_default();
            let name = |id: &crate::protocol::id::AgentId| stores.agents.name(Some(id));
            agents
                .iter()
                .map(|row| (row.id.to_string(), name(&row.id).unwrap_or_default()))
                .collect::<Vec<_>>()
        })
    });
    view! { <Suggested form field=Field::Agent names=agents hint=w::CRON_HINT_AGENT/> }
}

#[component]
fn What(form: Form) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let payload = form.field(Field::Payload);
    let kind = Memo::new(move |_| payload.get());
    let is = move |name: &'static str| move || kind.with(|kind| kind == name);
    let models = Signal::derive(move || stores.models.choices());
    let levels = Signal::derive(|| {
        ["off", "minimal", "low", "medium", "high", "xhigh"]
            .map(|level| (level.to_owned(), String::new()))
            .to_vec()
    });
    let targets = Signal::derive(move || {
        let mut all = vec![("isolated", w::CRON_TARGET_ISOLATED)];
        if stores.cron.age() >= Age::Second {
            all.push(("session", w::CRON_TARGET_SESSION));
        }
        all
    });
    let later = move || stores.cron.age() >= Age::Second;
    let to_session = Memo::new(move |_| form.field(Field::Target).with(|it| it == "session"));
    let other = move || kind.with(|kind| kind != "agentTurn" && kind != "systemEvent");
    view! {
        <Chosen
            form
            field=Field::Payload
            choices=vec![("agentTurn", w::CRON_PAYLOAD_TURN), ("systemEvent", w::CRON_PAYLOAD_EVENT)]
        />
        <Show when=is("systemEvent")>
            <Lines form field=Field::Text/>
        </Show>
        <Show when=is("agentTurn")>
            <Lines form field=Field::Message/>
            <div class="job_form__pair">
                <Suggested form field=Field::Model names=models hint=w::CRON_HINT_MODEL/>
                <Suggested form field=Field::Thinking names=levels/>
            </div>
            <div class="job_form__pair">
                <Line form field=Field::Timeout kind=TextKind::Number/>
                <Chosen form field=Field::Target choices=targets/>
            </div>
            <Show when=move || to_session.get()>
                <Line form field=Field::Session kind=TextKind::Url/>
            </Show>
            <Show when=later>
                <div class="job_form__pair">
                    <Line form field=Field::Fallbacks kind=TextKind::Url hint=w::CRON_HINT_LIST/>
                    <Line form field=Field::Tools kind=TextKind::Url hint=w::CRON_HINT_LIST/>
                </div>
                <Ticked form field=Field::Light/>
            </Show>
            <Ticked form field=Field::Unsafe/>
        </Show>
        <Show when=other>
            <p class="job_form__note">{say(w::CRON_KIND_KEPT)}</p>
        </Show>
        <Chosen
            form
            field=Field::Wake
            choices=vec![("now", w::CRON_WAKE_NOW), ("next-heartbeat", w::CRON_WAKE_LATER)]
        />
    }
}

#[component]
fn When(form: Form) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let field = form.field(Field::Kind);
    let kind = Memo::new(move |_| field.get());
    let is = move |name: &'static str| move || kind.with(|kind| kind == name);
    let other = move || kind.with(|kind| !matches!(kind.as_str(), "at" | "every" | "cron"));
    let names = StoredValue::new(zones::names());
    let known = Signal::derive(move || {
        names.with_value(|names| names.iter().map(|it| (it.clone(), String::new())).collect())
    });
    let later = move || stores.cron.age() >= Age::Second;
    let asked = Memo::new(move |_| {
        let Some(clocks) = zones::own() else { return Asked::default() };
        let original = form.original.get();
        let draft = form.draft();
        let edited = original.as_ref().filter(|_| is_edit(form));
        let before = edited.map(|job| super::draft::Draft::of(job, &*clocks));
        let made = schedule(&draft, before.as_ref(), edited.map(|job| &job.schedule), &*clocks);
        let signed = |at: Option<u64>| at.and_then(|at| i64::try_from(at).ok());
        Asked {
            schedule: made,
            id: edited.map(|job| job.id.to_string()),
            made: edited.and_then(|job| signed(job.created_at_ms)),
            last: edited.and_then(|job| signed(job.state.last_run_at_ms)),
            told: None,
        }
    });
    let rules = Signal::derive(move || rules(stores.cron.age()));
    view! {
        <Chosen
            form
            field=Field::Kind
            choices=vec![
                ("cron", w::CRON_KIND_CRON),
                ("every", w::CRON_KIND_EVERY),
                ("at", w::CRON_KIND_AT),
            ]
        />
        <Show when=is("at")>
            <DayAndTime form field=Field::At hint=w::CRON_HINT_YOURS/>
            <Ticked form field=Field::Once/>
        </Show>
        <Show when=is("every")>
            <div class="job_form__pair">
                <Line form field=Field::Every kind=TextKind::Number/>
                <Chosen
                    form
                    field=Field::Unit
                    choices=vec![
                        ("seconds", w::CRON_UNIT_SECONDS),
                        ("minutes", w::CRON_UNIT_MINUTES),
                        ("hours", w::CRON_UNIT_HOURS),
                        ("days", w::CRON_UNIT_DAYS),
                    ]
                />
            </div>
            <DayAndTime form field=Field::Anchor hint=w::CRON_HINT_ANCHOR/>
        </Show>
        <Show when=is("cron")>
            <div class="job_form__pair">
                <Line form field=Field::Expr kind=TextKind::Url hint=w::CRON_HINT_EXPR/>
                <Suggested form field=Field::Zone names=known hint=w::CRON_HINT_ZONE/>
            </div>
            <Show when=later>
                <Line form field=Field::Stagger kind=TextKind::Number hint=w::CRON_HINT_STAGGER/>
            </Show>
        </Show>
        <Show when=other>
            <p class="job_form__note">{say(w::CRON_KIND_KEPT)}</p>
        </Show>
        <Show when=move || !other()>
            <section aria-label=say(w::CRON_NEXT_RUNS)>
                <h3 class="job_form__head">{say(w::CRON_NEXT_RUNS)}</h3>
                <Preview asked rules/>
            </section>
        </Show>
    }
}

#[component]
fn Whither(form: Form) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let age = move || stores.cron.age();
    let is_at_least = move |least: Age| age() >= least;
    let is_turn = Memo::new(move |_| form.draft().is_turn());
    let mode = form.field(Field::Mode);
    let is_webhook = Memo::new(move |_| mode.with(|mode| mode == "webhook"));
    let modes = Signal::derive(move || {
        let mut all = vec![("none", w::CRON_MODE_NONE)];
        if is_turn.get() {
            all.insert(0, ("announce", w::CRON_MODE_ANNOUNCE));
        }
        if age() >= Age::Second {
            all.push(("webhook", w::CRON_MODE_WEBHOOK));
        }
        all
    });
    let channels = Signal::derive(move || {
        let told = stores.channels.status();
        let ids = told.with(|told| told.ready().map(|told| told.channel_order.clone()));
        let last = ("last".to_owned(), t(w::CRON_CHANNEL_LAST));
        let known = ids.unwrap_or_default().into_iter().map(|id| (id.to_string(), String::new()));
        std::iter::once(last).chain(known).collect::<Vec<_>>()
    });
    let shows = Memo::new(move |_| is_turn.get() || age() >= Age::Second);
    let (channel, to) = (shown(form, Field::Channel), shown(form, Field::To));
    view! {
        <Show when=move || shows.get()>
            <Part title=w::CRON_FORM_WHERE>
                <Chosen form field=Field::Mode choices=modes/>
                <Show when=channel>
                    <Suggested form field=Field::Channel names=channels hint=w::CRON_HINT_CHANNEL/>
                </Show>
                <Show when=to>
                    {move || match is_webhook.get() {
                        true => view! { <Line form field=Field::To kind=TextKind::Url hint=w::CRON_HINT_URL/> }.into_any(),
                        false => view! { <Line form field=Field::To kind=TextKind::Url hint=w::CRON_HINT_TO/> }.into_any(),
                    }}
                </Show>
                <Show when=move || channel() && is_at_least(Age::Second)>
                    <Line form field=Field::Account kind=TextKind::Url/>
                </Show>
                <Show when=move || channel() && is_at_least(Age::Later)>
                    <Line form field=Field::Thread kind=TextKind::Url/>
                </Show>
                <Show when=to>
                    <Ticked form field=Field::BestEffort/>
                </Show>
            </Part>
        </Show>
    }
}

#[component]
fn Alerts(form: Form) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let own = shown(form, Field::AlertAfter);
    let alerts = move || stores.cron.age() >= Age::Second;
    view! {
        <Show when=alerts>
            <Part title=w::CRON_FORM_ALERT>
                <Chosen
                    form
                    field=Field::Alert
                    choices=vec![
                        ("", w::CRON_ALERT_DEFAULT),
                        ("own", w::CRON_ALERT_OWN),
                        ("off", w::CRON_ALERT_OFF),
                    ]
                />
                <Show when=own>
                    <div class="job_form__pair">
                        <Line form field=Field::AlertAfter kind=TextKind::Number/>
                        <Line form field=Field::AlertCooldown kind=TextKind::Number/>
                    </div>
                    <Chosen
                        form
                        field=Field::AlertMode
                        choices=vec![
                            ("", w::CRON_ALERT_MODE_DEFAULT),
                            ("announce", w::CRON_MODE_ANNOUNCE),
                            ("webhook", w::CRON_MODE_WEBHOOK),
                        ]
                    />
                    <div class="job_form__pair">
                        <Line form field=Field::AlertChannel kind=TextKind::Url/>
                        <Line form field=Field::AlertTo kind=TextKind::Url/>
                    </div>
                </Show>
            </Part>
        </Show>
    }
}
