//! How a session is set. Each field is sent by itself as soon as it is chosen or saved, so that a
//! refusal stands at the field it concerns, and what was typed stays there.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::desk::Desk;
use super::drawer::Looked;
use super::fields::{Age, FIELDS, Field, Part, Setting, Shape, Wrong, encoded, is_unknown_to};
use super::setting::{choices, inherit_word, shown_value};
use crate::gateway::error::CallError;
use crate::platform::watch::watch;
use crate::platform::{storage, work};
use crate::protocol::method::{Method, Scope};
use crate::protocol::sessions::patch::SessionsPatch;
use crate::ui::button::{Button, Variant};
use crate::ui::input::select::Select;
use crate::ui::unique_id;
use crate::words::{say, t, tr, w};

/// Fields that this gateway has said not to know.
const UNKNOWN: &str = "quarterdeck.sessions.unknown_fields";

#[component]
pub fn Settings(desk: Desk, looked: Looked) -> impl IntoView {
    let state = desk.state;
    let stores = state.stores;
    let connected = stores.connection.is_connected();
    watch(move || {
        if connected.get() {
            work::begin(stores.models.load());
        }
    });
    let unknown = RwSignal::new(remembered(stores.connection.version().get_untracked()));
    let kind = Memo::new(move |_| looked.line.with(|line| line.as_ref().map(|line| line.kind)));
    let offered = Memo::new(move |_| {
        let (age, kind) = (state.age(), kind.get());
        let known = |field: &&Field| unknown.with(|unknown| !unknown.contains(field.name));
        let fits = |field: &&Field| kind.is_some_and(|kind| field.is_offered(age, kind));
        FIELDS.iter().filter(fits).filter(known).map(|field| field.name).collect::<Vec<_>>()
    });
    let of_part = move |part: Part| {
        offered
            .get()
            .into_iter()
            .filter_map(|name| FIELDS.iter().find(|field| field.name == name && field.part == part))
            .collect::<Vec<_>>()
    };
    let parts = Memo::new(move |_| {
        Part::ALL.into_iter().filter(|part| !of_part(*part).is_empty()).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || state.offers(SessionsPatch::NAME)>
            <section class="drawer__section" aria-label=say(w::SESSIONS_SETTINGS)>
                <h3 class="drawer__heading">{say(w::SESSIONS_SETTINGS)}</h3>
                <For each=move || parts.get() key=|part| *part as u8 let:part>
                    <fieldset class="form">
                        <legend class="form__part">{say(part.word())}</legend>
                        <For each=move || of_part(part) key=|field| field.name let:field>
                            <Entry desk looked field unknown/>
                        </For>
                    </fieldset>
                </For>
            </section>
        </Show>
    }
}

/// One field, with what became of the last change to it.
#[component]
fn Entry(
    desk: Desk,
    looked: Looked,
    field: &'static Field,
    unknown: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let state = desk.state;
    let connection = state.stores.connection;
    let setting = Memo::new(move |_| looked.facts.with(|facts| facts.setting(field, state.age())));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let saved = RwSignal::new(false);
    let typed = RwSignal::new(None::<String>);
    let scope = move || field.scope(state.age());
    let forbidden = Signal::derive(move || !connection.allows(scope()));
    let send = move |value: serde_json::Value| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        saved.set(false);
        problem.set(None);
        work::begin(async move {
            let outcome = state.set(looked.key.get_value(), field.name, value).await;
            busy.try_set(false);
            match outcome {
                Ok(edited) => {
                    typed.try_set(None);
                    saved.try_set(true);
                    looked.facts.try_update(|facts| facts.took(edited.entry));
                }
                Err(CallError::Refused { message, .. }) if is_unknown_to(&message, field.name) => {
                    remember(connection.version().get_untracked(), unknown, field.name);
                }
                // It stands here what was chosen, and why it is not so.
                Err(error) => drop(problem.try_set(Some(error.sentence()))),
            }
        });
    };
    let send_typed = move |text: String| match encoded(field.shape, &text) {
        Ok(value) => send(value),
        Err(Wrong::Number) => problem.set(Some(t(w::SESSIONS_WRONG_NUMBER))),
        Err(Wrong::Json) => problem.set(Some(t(w::SESSIONS_WRONG_JSON))),
    };
    let note = move || {
        if let Some(why) = problem.get() {
            return Some(view! { <p class="form__problem" role="alert">{why}</p> }.into_any());
        }
        if forbidden.get() {
            let words = tr(w::SESSIONS_SCOPE, &[("scope", scope().as_str())]);
            let is_said = scope() == Scope::Admin && !connection.allows(Scope::Admin);
            // Said once above where it concerns everything.
            return (!is_said || state.age() == Age::Late)
                .then(|| view! { <p class="form__note">{words}</p> }.into_any());
        }
        saved.get().then(|| {
            view! { <p class="form__note" role="status">{t(w::SESSIONS_SAVED)}</p> }.into_any()
        })
    };
    let control = match field.shape {
        Shape::One(_) | Shape::Thinking | Shape::Model | Shape::Switch => {
            let choose = move |value: String| {
                typed.set(Some(value.clone()));
                match value.as_str() {
                    "" => typed.set(None),
                    "null" => send(serde_json::Value::Null),
                    _ => send_typed(value),
                }
            };
            let value =
                Signal::derive(move || typed.get().unwrap_or_else(|| shown_value(&setting.get())));
            let choices =
                Memo::new(move |_| choices(desk, looked, field, &setting.get(), typed.get()));
            view! {
                <Select
                    label=field.word
                    value
                    choices
                    disabled=Signal::derive(move || forbidden.get() || busy.get())
                    on_choose=choose
                />
            }
            .into_any()
        }
        Shape::Text | Shape::Number | Shape::Json => {
            let value = move || typed.get().unwrap_or_else(|| setting.get().text());
            let is_dirty = move || {
                typed.with(|typed| typed.as_ref().is_some_and(|it| *it != setting.get().text()))
            };
            let write = move |text: String| {
                saved.set(false);
                typed.set(Some(text));
            };
            let clears = move || field.clears && !matches!(setting.get(), Setting::Inherits);
            let id = unique_id("field");
            let placeholder = move || match setting.get() {
                Setting::Untold => t(w::SESSIONS_UNTOLD),
                Setting::Inherits => inherit_word(looked, field),
                Setting::Set(_) => String::new(),
            };
            let input = if field.shape == Shape::Json {
                view! {
                    <textarea class="input__field" data-kind="code" id=id.clone() rows="3" dir="ltr" spellcheck="false"
                        aria-label=say(field.word)
                        placeholder=placeholder
                        disabled=move || forbidden.get()
                        readonly=move || !looked.is_read.get()
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        prop:value=value
                        on:input:target=move |event| write(event.target().value())
                    ></textarea>
                }
                .into_any()
            } else {
                view! {
                    <input class="input__field" id=id.clone() type="text" autocomplete="off"
                        inputmode=(field.shape == Shape::Number).then_some("numeric")
                        aria-label=say(field.word)
                        placeholder=placeholder
                        disabled=move || forbidden.get()
                        readonly=move || !looked.is_read.get()
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        prop:value=value
                        on:input:target=move |event| write(event.target().value())
                    />
                }
                .into_any()
            };
            view! {
                <form
                    class="form__typed"
                    on:submit=move |event| {
                        event.prevent_default();
                        if let Some(text) = typed.get_untracked() {
                            send_typed(text);
                        }
                    }
                    on:keydown=move |event| {
                        if event.key() == "Escape" && is_dirty() {
                            event.prevent_default();
                            typed.set(None);
                            problem.set(None);
                        }
                    }
                >
                    {input}
                    {move || is_dirty().then(|| view! {
                        <Button label=w::SESSIONS_SAVE variant=Variant::Primary small=true busy=busy submit=true/>
                    })}
                    {move || (clears() && !is_dirty()).then(|| view! {
                        <Button label=w::SESSIONS_CLEAR variant=Variant::Quiet small=true busy=busy disabled=forbidden
                            on_press=move || send(serde_json::Value::Null)/>
                    })}
                </form>
            }
            .into_any()
        }
    };
    view! {
        <div class="form__entry" data-field=field.name data-invalid=move || problem.with(Option::is_some).then_some("")>
            <span class="form__name" aria-hidden="true">{say(field.word)}</span>
            <div class="form__control">{control} {note}</div>
        </div>
    }
}

fn remembered(version: Option<String>) -> BTreeSet<String> {
    let text = storage::session(&place(version)).unwrap_or_default();
    text.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn remember(version: Option<String>, unknown: RwSignal<BTreeSet<String>>, field: &str) {
    unknown.try_update(|unknown| unknown.insert(field.to_owned()));
    let names = unknown.try_with_untracked(|it| it.iter().cloned().collect::<Vec<_>>().join(","));
    storage::set_session(&place(version), names.as_deref());
}

fn place(version: Option<String>) -> String {
    format!("{UNKNOWN}:{}", version.unwrap_or_default())
}
