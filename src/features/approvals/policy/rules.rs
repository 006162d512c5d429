//! The rules of one agent, of all agents, or the defaults: four settings, each with what it does.

use leptos::prelude::*;

use super::places::{Who, rules};
use super::setting::{Setting, in_force, inherited, said, set};
use super::view::Desk;
use super::wording::{choice_name, default_choice, meaning, setting_name, who_name};
use crate::ui::input::select::{Choice, Select};
use crate::words::{t, tr, w};

#[component]
pub fn Settings(desk: Desk, who: Who) -> impl IntoView {
    let field =
        move |setting: Setting| view! { <Field desk=desk who=who.clone() setting=setting /> };
    view! {
        <div class="policy__settings">{Setting::ALL.into_iter().map(field).collect_view()}</div>
    }
}

#[component]
fn Field(desk: Desk, who: Who, setting: Setting) -> impl IntoView {
    let who = StoredValue::new(who);
    let state = desk.state;
    let value = Memo::new(move |_| {
        let said = state.draft.with(|draft| {
            who.with_value(|who| rules(draft, who).and_then(|rules| said(rules, setting)))
        });
        said.unwrap_or_default()
    });
    // Some word has to be in force for every agent; what is left out says which.
    let choices = Memo::new(move |_| {
        let inherited = desk.fallback.with(|last| {
            state.draft.with(|draft| who.with_value(|who| inherited(draft, last, who, setting)))
        });
        let named = |word: &str| Choice { value: word.to_owned(), label: choice_name(word) };
        let mut all = vec![Choice { value: String::new(), label: default_choice(&inherited) }];
        all.extend(setting.words().iter().map(|word| named(word)));
        let value = value.get();
        if !all.iter().any(|choice| choice.value == value) {
            all.push(named(&value));
        }
        all
    });
    let means = move || {
        let set = value.get();
        if !set.is_empty() && !setting.words().contains(&set.as_str()) {
            return t(w::POLICY_UNKNOWN_MEANS);
        }
        let word = desk.fallback.with(|last| {
            state.draft.with(|draft| who.with_value(|who| in_force(draft, last, who, setting)))
        });
        t(meaning(setting, &word))
    };
    let label = move || {
        let whose = who.with_value(|who| who_name(desk.stores, who));
        tr(w::POLICY_SETTING_OF, &[("setting", &t(setting_name(setting))), ("who", &whose)])
    };
    let choose = move |word: String| {
        let word = Some(word).filter(|word| !word.is_empty());
        state.edit(|draft| who.with_value(|who| set(draft, who, setting, word)));
    };
    view! {
        <div class="policy__setting">
            <span class="policy__label" aria-hidden="true">{move || t(setting_name(setting))}</span>
            <Select label=label value=value choices=choices disabled=desk.busy on_choose=choose />
            <p class="policy__means">{means}</p>
        </div>
    }
}
