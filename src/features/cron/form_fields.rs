//! The fields of the form. Each has its name above, and a hint or what is wrong with it below.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::draft::check::{Problem, is_shown};
use super::draft::{Field, ON};
use super::form::{Form, Purpose};
use super::wording::{field_word, problem_text};
use crate::ui::input::select::Choice;
use crate::ui::input::text::{TextInput, TextKind};
use crate::ui::unique_id;
use crate::words::{Word, say, t};

/// What is wrong with a field. What is missing is only told once it was tried to save it. Reactive.
fn problem(form: Form, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || {
        let found = form.problem(field)?;
        let waits = found == Problem::Missing && !form.tried.get();
        (!waits).then(|| problem_text(found))
    })
}

/// A line.
#[component]
pub fn Line(
    form: Form,
    field: Field,
    #[prop(optional)] kind: TextKind,
    #[prop(optional)] hint: Option<Word>,
) -> impl IntoView {
    let (value, wrong) = (form.field(field), problem(form, field));
    let hint = hint.map(TextProp::from);
    match hint {
        Some(hint) => {
            view! { <TextInput label=field_word(field) value kind hint=hint problem=wrong/> }
                .into_any()
        }
        None => view! { <TextInput label=field_word(field) value kind problem=wrong/> }.into_any(),
    }
}

/// A line with a list to choose from; anything else can be typed as well.
#[component]
pub fn Suggested(
    form: Form,
    field: Field,
    #[prop(into)] names: Signal<Vec<(String, String)>>,
    #[prop(optional)] hint: Option<Word>,
) -> impl IntoView {
    let (value, wrong) = (form.field(field), problem(form, field));
    let id = unique_id("input");
    let (list, note) = (format!("{id}-list"), format!("{id}-note"));
    let (for_id, of_list, by_note) = (id.clone(), list.clone(), note.clone());
    let said = move || wrong.get().or_else(|| hint.map(t));
    let is_wrong = move || wrong.with(Option::is_some).then_some("true");
    view! {
        <div class="input" data-invalid=is_wrong>
            <label class="input__label" for=for_id>{say(field_word(field))}</label>
            <input
                class="input__field"
                id=id
                type="text"
                list=of_list
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=is_wrong
                aria-describedby=by_note
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <datalist id=list>
                {move || {
                    names
                        .get()
                        .into_iter()
                        .map(|(value, label)| view! { <option value=value label=label></option> })
                        .collect_view()
                }}
            </datalist>
            <p class="input__note" id=note>{said}</p>
        </div>
    }
}

/// Several lines.
#[component]
pub fn Lines(form: Form, field: Field) -> impl IntoView {
    let (value, wrong) = (form.field(field), problem(form, field));
    let id = unique_id("input");
    let note = format!("{id}-note");
    let (for_id, by_note) = (id.clone(), note.clone());
    let is_wrong = move || wrong.with(Option::is_some).then_some("true");
    view! {
        <div class="input" data-invalid=is_wrong>
            <label class="input__label" for=for_id>{say(field_word(field))}</label>
            <textarea
                class="input__field"
                id=id
                dir="auto"
                rows=move || value.with(|value| value.lines().count().clamp(3, 12))
                aria-invalid=is_wrong
                aria-describedby=by_note
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            <p class="input__note" id=note>{move || wrong.get()}</p>
        </div>
    }
}

/// A day with a time.
#[component]
pub fn DayAndTime(form: Form, field: Field, #[prop(optional)] hint: Option<Word>) -> impl IntoView {
    let (value, wrong) = (form.field(field), problem(form, field));
    let id = unique_id("input");
    let note = format!("{id}-note");
    let (for_id, by_note) = (id.clone(), note.clone());
    let is_wrong = move || wrong.with(Option::is_some).then_some("true");
    view! {
        <div class="input" data-invalid=is_wrong>
            <label class="input__label" for=for_id>{say(field_word(field))}</label>
            <input
                class="input__field"
                id=id
                type="datetime-local"
                step="1"
                aria-invalid=is_wrong
                aria-describedby=by_note
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <p class="input__note" id=note>{move || wrong.get().or_else(|| hint.map(t))}</p>
        </div>
    }
}

/// A choice under its name. What a job says and nobody here knows can be chosen too.
#[component]
pub fn Chosen(
    form: Form,
    field: Field,
    #[prop(into)] choices: Signal<Vec<(&'static str, Word)>>,
    #[prop(optional)] hint: Option<Word>,
) -> impl IntoView {
    let (value, wrong) = (form.field(field), problem(form, field));
    let id = unique_id("input");
    let note = format!("{id}-note");
    let (for_id, by_note) = (id.clone(), note.clone());
    let is_wrong = move || wrong.with(Option::is_some).then_some("true");
    let all = Memo::new(move |_| {
        let now = value.get();
        let known = choices.get();
        let mut all: Vec<Choice> = known
            .iter()
            .map(|(value, word)| Choice { value: (*value).to_owned(), label: t(*word) })
            .collect();
        if !known.iter().any(|it| it.0 == now) && !now.is_empty() {
            all.push(Choice { value: now.clone(), label: now });
        }
        all
    });
    view! {
        <div class="input" data-invalid=is_wrong>
            <label class="input__label" for=for_id>{say(field_word(field))}</label>
            <select
                class="input__field"
                id=id
                aria-invalid=is_wrong
                aria-describedby=by_note
                prop:value=move || {
                    all.track();
                    value.get()
                }
                on:change:target=move |event| value.set(event.target().value())
            >
                {move || {
                    let now = value.get();
                    all.get()
                        .into_iter()
                        .map(|choice| {
                            let selected = choice.value == now;
                            view! { <option value=choice.value selected=selected>{choice.label}</option> }
                        })
                        .collect_view()
                }}
            </select>
            <p class="input__note" id=note>{move || wrong.get().or_else(|| hint.map(t))}</p>
        </div>
    }
}

/// Yes or no.
#[component]
pub fn Ticked(form: Form, field: Field) -> impl IntoView {
    let value = form.field(field);
    let turn = move |on: bool| value.set(if on { ON.to_owned() } else { String::new() });
    view! {
        <label class="job_form__tick">
            <input
                type="checkbox"
                prop:checked=move || value.with(|value| !value.is_empty())
                on:change:target=move |event| turn(event.target().checked())
            />
            <span>{say(field_word(field))}</span>
        </label>
    }
}

/// Whether a field belongs to what is written. Reactive.
pub fn shown(form: Form, field: Field) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let memo = Memo::new(move |_| is_shown(&form.draft(), field));
    move || memo.get()
}

/// Whether an existing job is changed. Reactive.
#[must_use]
pub fn is_edit(form: Form) -> bool {
    form.purpose.with(|purpose| matches!(purpose, Purpose::Edit(_)))
}
