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

/// What a field is made with.
struct Within {
    id: String,
    /// The id of what stands below it.
    note: String,
    value: RwSignal<String>,
    is_wrong: Signal<Option<&'static str>>,
}

/// A field with its name above, and what is wrong with it or the hint below.
fn framed<V: IntoView + 'static>(
    form: Form,
    field: Field,
    hint: Option<Word>,
    control: impl FnOnce(Within) -> V,
) -> AnyView {
    let wrong = problem(form, field);
    let id = unique_id("input");
    let note = format!("{id}-note");
    let is_wrong = Signal::derive(move || wrong.with(Option::is_some).then_some("true"));
    let within = Within { id: id.clone(), note: note.clone(), value: form.field(field), is_wrong };
    view! {
        <div class="input" data-invalid=move || is_wrong.get()>
            <label class="input__label" for=id>{say(field_word(field))}</label>
            {control(within)}
            <p class="input__note" id=note>{move || wrong.get().or_else(|| hint.map(t))}</p>
        </div>
    }
    .into_any()
}

/// A line with a list to choose from; anything else can be typed as well.
#[component]
pub fn Suggested(
    form: Form,
    field: Field,
    #[prop(into)] names: Signal<Vec<(String, String)>>,
    #[prop(optional)] hint: Option<Word>,
) -> impl IntoView {
    framed(form, field, hint, |Within { id, note, value, is_wrong }| {
        let list = format!("{id}-list");
        let option = |(value, label)| view! { <option value=value label=label></option> };
        view! {
            <input
                class="input__field"
                id=id
                type="text"
                list=list.clone()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || is_wrong.get()
                aria-describedby=note
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <datalist id=list>
                {move || names.get().into_iter().map(option).collect_view()}
            </datalist>
        }
    })
}

/// Several lines.
#[component]
pub fn Lines(form: Form, field: Field) -> impl IntoView {
    framed(form, field, None, |Within { id, note, value, is_wrong }| {
        view! {
            <textarea
                class="input__field"
                id=id
                dir="auto"
                rows=move || value.with(|value| value.lines().count().clamp(3, 12))
                aria-invalid=move || is_wrong.get()
                aria-describedby=note
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        }
    })
}

/// A day with a time.
#[component]
pub fn DayAndTime(form: Form, field: Field, #[prop(optional)] hint: Option<Word>) -> impl IntoView {
    framed(form, field, hint, |Within { id, note, value, is_wrong }| {
        view! {
            <input
                class="input__field"
                id=id
                type="datetime-local"
                step="1"
                aria-invalid=move || is_wrong.get()
                aria-describedby=note
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
        }
    })
}

/// A choice under its name. What a job says and nobody here knows can be chosen too.
#[component]
pub fn Chosen(
    form: Form,
    field: Field,
    #[prop(into)] choices: Signal<Vec<(&'static str, Word)>>,
    #[prop(optional)] hint: Option<Word>,
) -> impl IntoView {
    framed(form, field, hint, |Within { id, note, value, is_wrong }| {
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
        let options = move || {
            let now = value.get();
            let option = |Choice { value, label }: Choice| {
                let selected = value == now;
                view! { <option value=value selected=selected>{label}</option> }
            };
            all.get().into_iter().map(option).collect_view()
        };
        view! {
            <select
                class="input__field"
                id=id
                aria-invalid=move || is_wrong.get()
                aria-describedby=note
                prop:value=move || {
                    all.track();
                    value.get()
                }
                on:change:target=move |event| value.set(event.target().value())
            >
                {options}
            </select>
        }
    })
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
