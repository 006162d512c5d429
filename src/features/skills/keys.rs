//! The key of a skill and its variables: written to the gateway, never read back. What was typed is
//! gone from the page once it is written.

use std::sync::Arc;

use leptos::prelude::*;

use super::requirement::{Variable, is_variable_name, variables};
use super::state::{SkillsState, Writing};
use crate::platform::work;
use crate::protocol::secret::Secret;
use crate::protocol::skills::Skill;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::input::secret::SecretInput;
use crate::ui::input::text::{TextInput, TextKind};
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, tr, w};

#[component]
pub fn Keys(state: SkillsState, skill: Memo<Skill>, may_act: Signal<bool>) -> impl IntoView {
    let all = Memo::new(move |_| skill.with(variables));
    view! {
        <Section title=w::SKILLS_KEYS note=w::SKILLS_KEYS_NOTE>
            <For each=move || all.get() key=|it| (it.name.clone(), it.is_key) let:variable>
                <Field state skill may_act all variable/>
            </For>
            <Other state skill may_act/>
        </Section>
    }
}

/// What came of writing, beside the field it came from.
#[derive(Debug, Clone, PartialEq)]
enum News {
    Done(Word),
    Refused(Arc<str>),
}

fn told(news: RwSignal<Option<News>>) -> impl IntoView {
    view! {
        <div role="status">
            {move || match news.get() {
                Some(News::Done(word)) => Some(view! { <p class="skills__written">{say(word)}</p> }.into_any()),
                Some(News::Refused(why)) => {
                    Some(view! { <Callout tone=Tone::Danger title=move || why.to_string()/> }.into_any())
                }
                None => None,
            }}
        </div>
    }
}

/// One variable that the skill asks for.
#[component]
fn Field(
    state: SkillsState,
    skill: Memo<Skill>,
    may_act: Signal<bool>,
    all: Memo<Vec<Variable>>,
    variable: Variable,
) -> impl IntoView {
    let Variable { name, is_key, .. } = variable;
    let name = StoredValue::new(name);
    let is_set = Memo::new(move |_| {
        all.with(|all| {
            let found = all.iter().find(|it| name.with_value(|name| it.name == *name));
            found.and_then(|it| it.is_set)
        })
    });
    let typed = RwSignal::new(String::new());
    let news = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let label = move || match is_key {
        true => tr(w::SKILLS_KEY, &[("name", &name.get_value())]),
        false => name.get_value(),
    };
    let badge = move || match is_set.get() {
        Some(true) => view! { <Badge text=w::SKILLS_SET tone=Some(Tone::Success)/> },
        Some(false) => view! { <Badge text=w::SKILLS_UNSET tone=Some(Tone::Warning)/> },
        None => view! { <Badge text=w::SKILLS_OPTIONAL/> },
    };
    let write = move |value: String, done: Word| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        news.set(None);
        let secret = Secret(value);
        let writing = match is_key {
            true => Writing::Key(secret),
            false => Writing::Variable(name.get_value(), secret),
        };
        let skill = skill.get_untracked();
        work::begin(async move {
            let written = state.write(&skill, writing).await;
            busy.try_set(false);
            let said = match written {
                Ok(()) => {
                    typed.try_set(String::new());
                    News::Done(done)
                }
                Err(why) => News::Refused(why.into()),
            };
            news.try_set(Some(said));
        });
    };
    let save = move || write(typed.get_untracked(), w::SKILLS_WRITTEN);
    let nothing = Signal::derive(move || !may_act.get() || typed.with(|it| it.trim().is_empty()));
    let forgets = Memo::new(move |_| is_set.get() != Some(false));
    view! {
        <form
            class="skills__field"
            autocomplete="off"
            on:submit=move |event| {
                event.prevent_default();
                if !nothing.get_untracked() {
                    save();
                }
            }
        >
            <p class="skills__state">{badge}</p>
            <SecretInput label=label value=typed/>
            <div class="skills__deeds">
                <Button label=w::SKILLS_SAVE submit=true busy=busy disabled=nothing/>
                <Show when=move || forgets.get()>
                    <Button
                        label=w::SKILLS_FORGET
                        variant=Variant::Quiet
                        disabled=Signal::derive(move || !may_act.get() || busy.get())
                        on_press=move || asking.set(true)
                    />
                </Show>
            </div>
            {told(news)}
        </form>
        <Confirm
            open=asking
            title=move || tr(w::SKILLS_FORGET_ASK, &[("what", &name.get_value())])
            text=w::SKILLS_FORGET_TEXT
            verb=w::SKILLS_FORGET
            on_confirm=move || write(String::new(), w::SKILLS_FORGOTTEN)
        />
    }
}

/// Any other variable.
#[component]
fn Other(state: SkillsState, skill: Memo<Skill>, may_act: Signal<bool>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    let news = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let name = name.get();
        let name = name.trim();
        (!name.is_empty() && !is_variable_name(name)).then(|| t(w::SKILLS_OTHER_WRONG))
    });
    let is_ready = Signal::derive(move || {
        may_act.get()
            && !typed.with(|it| it.trim().is_empty())
            && name.with(|name| is_variable_name(name.trim()))
    });
    let save = move || {
        if busy.get_untracked() || !untrack(|| is_ready.get()) {
            return;
        }
        busy.set(true);
        news.set(None);
        let variable = name.get_untracked().trim().to_owned();
        let writing = Writing::Variable(variable, Secret(typed.get_untracked()));
        let skill = skill.get_untracked();
        work::begin(async move {
            let written = state.write(&skill, writing).await;
            busy.try_set(false);
            let said = match written {
                Ok(()) => {
                    typed.try_set(String::new());
                    name.try_set(String::new());
                    News::Done(w::SKILLS_WRITTEN)
                }
                Err(why) => News::Refused(why.into()),
            };
            news.try_set(Some(said));
        });
    };
    view! {
        <details class="skills__other">
            <summary>{say(w::SKILLS_FURTHER)}</summary>
            <form
                class="skills__field"
                autocomplete="off"
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <TextInput
                    label=w::SKILLS_OTHER_NAME
                    value=name
                    kind=TextKind::Url
                    problem=problem
                    hint=w::SKILLS_OTHER_HINT
                />
                <SecretInput label=w::SKILLS_OTHER_VALUE value=typed/>
                <div class="skills__deeds">
                    <Button
                        label=w::SKILLS_SAVE
                        submit=true
                        busy=busy
                        disabled=Signal::derive(move || !is_ready.get())
                    />
                </div>
                {told(news)}
            </form>
        </details>
    }
}
