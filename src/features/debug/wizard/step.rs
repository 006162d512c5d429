//! One step of a wizard: what the gateway says, and what it wants to know. One of a kind that nobody
//! knows is answered with JSON.

use leptos::prelude::*;
use serde_json::Value;

use super::answer::{self, Kind, Passed};
use crate::features::debug::state::guided::Guided;
use crate::protocol::wizard::WizardStep;
use crate::ui::button::{Button, Variant};
use crate::ui::command_line::CommandLine;
use crate::ui::input::json::{self, JsonInput};
use crate::ui::input::secret::SecretInput;
use crate::ui::input::text::{TextInput, TextKind};
use crate::ui::unique_id;
use crate::words::{say, t, tr, w};

#[component]
pub fn Step(guided: Guided, step: WizardStep) -> impl IntoView {
    let told = told(&step);
    let form = match Kind::of(&step) {
        Kind::Note | Kind::Progress | Kind::Action => go_on(guided, step.clone()),
        Kind::Confirm => confirm(guided, step.clone()),
        Kind::Select => select(guided, step.clone()),
        Kind::Multiselect => multiselect(guided, step.clone()),
        Kind::Text => text(guided, step.clone()),
        Kind::Unknown => unknown(guided, step.clone()),
    };
    view! {
        <article class="debug__step" aria-label=answer::question(&step) data-kind=step.kind.clone()>
            {told}
            {form}
        </article>
    }
}

/// What the gateway says at this step.
pub fn told(step: &WizardStep) -> AnyView {
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let code = step.device_code.as_ref().and_then(|code| {
        let minutes = code.expires_in_minutes.map(|minutes| {
            let said = tr(w::DEBUG_WIZARD_CODE_ENDS, &[("n", &minutes.to_string())]);
            view! { <p class="debug__note">{said}</p> }
        });
        let code = code.code.clone()?;
        Some(view! {
            <p>{say(w::DEBUG_WIZARD_CODE)}</p>
            <CommandLine text=Signal::stored(code)/>
            {minutes}
        })
    });
    let page = answer::address(step).map(|address| {
        view! {
            <p>
                <a href=address.clone() target="_blank" rel="noopener noreferrer">{address.clone()}</a>
            </p>
        }
    });
    view! {
        {filled(&step.title).map(|title| view! { <h3 class="debug__question" dir="auto">{title}</h3> })}
        {filled(&step.message).map(|message| view! { <p class="debug__message" dir="auto">{message}</p> })}
        {code}
        {page}
    }
    .into_any()
}

fn passed(step: &WizardStep, answer: Option<String>) -> Passed {
    Passed { question: answer::question(step), answer }
}

fn go_on(guided: Guided, step: WizardStep) -> AnyView {
    // An answer is wanted, whatever it says: it tells that this was read.
    let press = move || {
        let told = passed(&step, None);
        guided.answer(&step, Some(Value::Bool(true)), told);
    };
    view! {
        <p><Button label=w::DEBUG_WIZARD_NEXT variant=Variant::Primary on_press=press/></p>
    }
    .into_any()
}

fn confirm(guided: Guided, step: WizardStep) -> AnyView {
    let is_yes = step.initial_value.as_ref().and_then(Value::as_bool).unwrap_or(false);
    let loud = |is_loud: bool| if is_loud { Variant::Primary } else { Variant::Plain };
    let step = StoredValue::new(step);
    let answer = move |yes: bool| {
        let word = t(if yes { w::DEBUG_YES } else { w::DEBUG_NO });
        step.with_value(|step| {
            guided.answer(step, Some(Value::Bool(yes)), passed(step, Some(word)));
        });
    };
    view! {
        <p class="debug__row">
            <Button label=w::DEBUG_YES variant=loud(is_yes) on_press=move || answer(true)/>
            <Button label=w::DEBUG_NO variant=loud(!is_yes) on_press=move || answer(false)/>
        </p>
    }
    .into_any()
}

/// The options of a step, each with what belongs to it.
fn options(step: &WizardStep, draw: impl Fn(usize) -> AnyView) -> AnyView {
    let rows = step.options.iter().enumerate().map(|(at, option)| {
        let hint = option.hint.clone().filter(|hint| !hint.trim().is_empty());
        view! {
            <label class="debug__option">
                {draw(at)}
                <span dir="auto">{answer::name(option)}</span>
                {hint.map(|hint| view! { <small dir="auto">{hint}</small> })}
            </label>
        }
    });
    rows.collect_view().into_any()
}

fn select(guided: Guided, step: WizardStep) -> AnyView {
    let chosen = RwSignal::new(answer::initial_option(&step));
    let tried = RwSignal::new(false);
    let group = unique_id("wizard");
    let drawn = options(&step, move |at| {
        view! {
            <input
                type="radio"
                name=group.clone()
                prop:checked=move || chosen.get() == Some(at)
                on:change=move |_| chosen.set(Some(at))
            />
        }
        .into_any()
    });
    let legend = answer::question(&step);
    let submit = move || {
        tried.set(true);
        let Some(option) = chosen.get_untracked().and_then(|at| step.options.get(at)) else {
            return;
        };
        let told = passed(&step, Some(answer::name(option)));
        guided.answer(&step, option.value.clone(), told);
    };
    let lacks = Signal::derive(move || tried.get() && chosen.get().is_none());
    of_options(legend, drawn, lacks, submit)
}

fn multiselect(guided: Guided, step: WizardStep) -> AnyView {
    let ticks = RwSignal::new(answer::initial_options(&step));
    let drawn = options(&step, move |at| {
        let is_on = move || ticks.with(|ticks| ticks.get(at).copied().unwrap_or(false));
        let turn = move |_| {
            ticks.update(|ticks| {
                if let Some(tick) = ticks.get_mut(at) {
                    *tick = !*tick;
                }
            });
        };
        view! { <input type="checkbox" prop:checked=is_on on:change=turn/> }.into_any()
    });
    let legend = answer::question(&step);
    let submit = move || {
        let (value, names) = ticks.with_untracked(|ticks| answer::ticked(&step, ticks));
        let told = if names.is_empty() { t(w::DEBUG_WIZARD_NOTHING) } else { names.join(", ") };
        guided.answer(&step, Some(value), passed(&step, Some(told)));
    };
    of_options(legend, drawn, Signal::stored(false), submit)
}

fn of_options(
    legend: String,
    drawn: AnyView,
    lacks: Signal<bool>,
    submit: impl Fn() + 'static,
) -> AnyView {
    view! {
        <form
            class="debug__answer"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <fieldset class="debug__options">
                <legend data-spoken="">{legend}</legend>
                {drawn}
            </fieldset>
            <p class="debug__wrong" role="status">
                {move || lacks.get().then(|| t(w::DEBUG_WIZARD_CHOOSE))}
            </p>
            <p><Button label=w::DEBUG_WIZARD_NEXT variant=Variant::Primary submit=true/></p>
        </form>
    }
    .into_any()
}

fn text(guided: Guided, step: WizardStep) -> AnyView {
    let is_sensitive = answer::is_sensitive(&step);
    let typed = RwSignal::new(answer::initial_text(&step));
    let placeholder = step.placeholder.clone().unwrap_or_default();
    let input = if is_sensitive {
        view! { <SecretInput label=w::DEBUG_WIZARD_ANSWER value=typed/> }.into_any()
    } else {
        view! {
            <TextInput
                label=w::DEBUG_WIZARD_ANSWER
                value=typed
                kind=TextKind::Url
                placeholder=move || placeholder.clone()
            />
        }
        .into_any()
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked();
        let told = (!is_sensitive && !text.is_empty()).then(|| text.clone());
        guided.answer(&step, Some(Value::from(text)), passed(&step, told));
    };
    view! {
        <form class="debug__answer" on:submit=submit>
            {input}
            <p><Button label=w::DEBUG_WIZARD_NEXT variant=Variant::Primary submit=true/></p>
        </form>
    }
    .into_any()
}

fn unknown(guided: Guided, step: WizardStep) -> AnyView {
    let typed = RwSignal::new(String::new());
    let kind = step.kind.clone().unwrap_or_default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Ok(value) = typed.with_untracked(|typed| json::read(typed)) {
            guided.answer(&step, value, passed(&step, None));
        }
    };
    view! {
        <form class="debug__answer" on:submit=submit>
            <p class="debug__note">{tr(w::DEBUG_WIZARD_UNKNOWN, &[("kind", &kind)])}</p>
            <JsonInput label=w::DEBUG_WIZARD_JSON value=typed hint=w::DEBUG_WIZARD_JSON_HINT/>
            <p><Button label=w::DEBUG_WIZARD_NEXT variant=Variant::Primary submit=true/></p>
        </form>
    }
    .into_any()
}
