//! The form of a call. It writes into the JSON beside it and follows what is written there.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use serde_json::Value;

use super::draft::{self, Problem};
use super::table::params::{Kind, Param};
use crate::platform::watch::watch;
use crate::ui::input::secret::SecretInput;
use crate::ui::input::select::{Choice, Select};
use crate::ui::input::text::{TextInput, TextKind};
use crate::ui::unique_id;
use crate::words::{t, tr, w};

/// What a parameter is called for people.
pub type Named = fn(&str) -> String;

/// Parameters that are texts of several lines.
const LONG: [&str; 6] = ["message", "content", "raw", "text", "question", "extraSystemPrompt"];

#[component]
pub fn Fields(
    params: Vec<Param>,
    /// The JSON.
    text: RwSignal<String>,
    /// Whether it has been tried to send it: then what is missing is said.
    tried: RwSignal<bool>,
    named: Named,
) -> impl IntoView {
    view! {
        <div class="debug__fields">
            {params.into_iter().map(|param| field(param, text, tried, named)).collect_view()}
        </div>
    }
}

fn read(text: &str) -> Option<Value> {
    if text.trim().is_empty() {
        return Some(Value::Object(serde_json::Map::new()));
    }
    serde_json::from_str(text).ok()
}

fn field(param: Param, text: RwSignal<String>, tried: RwSignal<bool>, named: Named) -> AnyView {
    let of = param.name;
    let value_of = move |json: &Value| json.get(of).cloned();
    let first = text.with_untracked(|text| read(text)).and_then(|json| value_of(&json));
    let typed = RwSignal::new(draft::typed(&param, first.as_ref()));
    let told = StoredValue::new(first);
    let param = StoredValue::new(param);
    // What is typed goes into the JSON, and nothing else of it is changed.
    watch(move || {
        let now = typed.get();
        let Some(json) = text.with_untracked(|text| read(text)) else { return };
        let value = match param.with_value(|param| draft::value(param, &now)) {
            Ok(value) => value,
            Err(Problem::Missing) => match json.get(of) {
                Some(Value::String(_)) => Some(Value::from("")),
                Some(Value::Array(_)) => Some(Value::Array(Vec::new())),
                _ => None,
            },
            Err(_) => return,
        };
        if json.get(of) != value.as_ref() {
            told.set_value(value.clone());
            text.set(draft::pretty(&draft::with(json, of, value)));
        }
    });
    // What is written in the JSON is seen here.
    watch(move || {
        let Some(json) = text.with(|text| read(text)) else { return };
        let value = json.get(of).cloned();
        if told.with_value(|told| *told == value) {
            return;
        }
        told.set_value(value.clone());
        let now = param.with_value(|param| draft::typed(param, value.as_ref()));
        if typed.with_untracked(|typed| *typed != now) {
            typed.set(now);
        }
    });
    draw(param, typed, tried, named)
}

fn draw(
    param: StoredValue<Param>,
    typed: RwSignal<String>,
    tried: RwSignal<bool>,
    named: Named,
) -> AnyView {
    let Param { name, kind, required } = param.get_value();
    let label = move || {
        let name = named(name);
        if required { name } else { tr(w::DEBUG_OPTIONAL, &[("name", &name)]) }
    };
    let problem = Signal::derive(move || {
        let wrong = typed.with(|typed| param.with_value(|param| draft::value(param, typed)).err());
        match wrong? {
            Problem::Missing => tried.get().then(|| t(w::DEBUG_MISSING)),
            Problem::NoNumber => Some(t(w::DEBUG_NO_NUMBER)),
            Problem::NoJson => Some(t(w::DEBUG_NO_JSON)),
        }
    });
    let choices = match &kind {
        Kind::Choice(words) => words.iter().map(|word| ((*word).to_owned(), None)).collect(),
        Kind::Switch => {
            vec![("true".to_owned(), Some(w::DEBUG_YES)), ("false".to_owned(), Some(w::DEBUG_NO))]
        }
        _ => Vec::new(),
    };
    if !choices.is_empty() {
        let choices = Signal::derive(move || {
            let unset = Choice { value: String::new(), label: t(w::DEBUG_UNSET) };
            let each = choices.clone().into_iter().map(|(value, word)| {
                let label = word.map_or_else(|| value.clone(), t);
                Choice { value, label }
            });
            std::iter::once(unset).chain(each).collect::<Vec<_>>()
        });
        return view! {
            <div class="debug__field">
                <span aria-hidden="true">{label}</span>
                <Select label value=typed choices on_choose=move |value| typed.set(value)/>
            </div>
        }
        .into_any();
    }
    match kind {
        Kind::Texts => {
            view! { <Area label value=typed problem hint=Some(w::DEBUG_LINES)/> }.into_any()
        }
        Kind::Json => view! { <Area label value=typed problem hint=None code=true/> }.into_any(),
        Kind::Number => {
            view! { <TextInput label value=typed kind=TextKind::Number problem/> }.into_any()
        }
        _ if LONG.contains(&name) => {
            view! { <Area label value=typed problem hint=None/> }.into_any()
        }
        _ if matches!(name, "apiKey" | "token") => {
            view! { <SecretInput label value=typed/> }.into_any()
        }
        _ => view! { <TextInput label value=typed kind=TextKind::Url problem/> }.into_any(),
    }
}

/// Several lines.
#[component]
fn Area(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    problem: Signal<Option<String>>,
    hint: Option<crate::words::Word>,
    #[prop(optional)] code: bool,
) -> impl IntoView {
    let id = unique_id("input");
    let (for_id, note_id, described_by) = (id.clone(), format!("{id}-note"), format!("{id}-note"));
    let is_wrong = move || problem.with(Option::is_some).then_some("true");
    view! {
        <div class="input" data-invalid=is_wrong>
            <label class="input__label" for=for_id>{move || label.get()}</label>
            <textarea
                class="input__field"
                id=id
                rows=move || value.with(|value| value.lines().count().clamp(2, 10))
                data-kind=code.then_some("code")
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                dir=if code { "ltr" } else { "auto" }
                aria-invalid=is_wrong
                aria-describedby=described_by
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            <p class="input__note" id=note_id>
                {move || problem.get().or_else(|| hint.map(t))}
            </p>
        </div>
    }
}
