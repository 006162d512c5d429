//! Above the log: what is looked for, standing still, jumping to errors, and taking lines along.

use icondata::{
    LuArrowDown, LuArrowUp, LuBraces, LuCopy, LuDownload, LuFileText, LuPause, LuPlay, LuRegex,
    LuSlidersHorizontal, LuWrapText,
};
use leptos::prelude::*;

use super::export::{Form, What, copy, save};
use super::held::LineId;
use super::log_choices::LogChoices;
use super::state::LogsState;
use crate::ui::button::{Button, IconButton};
use crate::ui::icon::IconSize;
use crate::ui::menu::{Menu, MenuChoice, MenuGroup, MenuItem};
use crate::ui::toast::Toasts;
use crate::ui::unique_id;
use crate::ui::virtual_list::ListHandle;
use crate::words::{Word, say, w};

#[component]
pub fn LogBar(state: LogsState, list: ListHandle<LineId>) -> impl IntoView {
    let look = state.look;
    let is_paused = Signal::derive(move || state.paused.with(Option::is_some));
    let no_errors = Signal::derive(move || state.summary.with(|summary| !summary.has_errors));
    let jump = move |is_after: bool| {
        if let Some(id) = state.error_beside(is_after) {
            list.scroll_to(&id);
        }
    };
    view! {
        <header class="log_bar">
            <div class="log_bar__line">
                <Filter state/>
                <IconButton label=w::LOGS_PATTERN glyph=LuRegex size=IconSize::Large
                    pressed=look.is_pattern
                    on_press=move || look.is_pattern.update(|it| *it = !*it)/>
                <IconButton label=w::LOGS_ERROR_BEFORE glyph=LuArrowUp size=IconSize::Large
                    disabled=no_errors
                    on_press=move || jump(false)/>
                <IconButton label=w::LOGS_ERROR_AFTER glyph=LuArrowDown size=IconSize::Large
                    disabled=no_errors
                    on_press=move || jump(true)/>
                <IconButton label=w::LOGS_WRAP glyph=LuWrapText size=IconSize::Large
                    pressed=look.wraps
                    on_press=move || look.wraps.update(|it| *it = !*it)/>
                <Show
                    when=move || is_paused.get()
                    fallback=move || view! {
                        <Button label=w::LOGS_PAUSE icon=LuPause on_press=move || state.pause(true)/>
                    }
                >
                    <Button label=w::LOGS_RESUME icon=LuPlay on_press=move || {
                        state.pause(false);
                        list.to_bottom();
                    }/>
                </Show>
                <ViewMenu state/>
                <ExportMenu state/>
            </div>
            <LogChoices state/>
        </header>
    }
}

/// The text that lines are to have in them. What is wrong with an expression stands below it.
#[component]
fn Filter(state: LogsState) -> impl IntoView {
    let look = state.look;
    let note = unique_id("filter");
    let described_by = note.clone();
    let is_wrong = move || look.fault.with(Option::is_some).then_some("true");
    view! {
        <div class="log_bar__filter">
            <input
                class="input__field"
                type="text"
                inputmode="search"
                aria-label=say(w::LOGS_FILTER)
                placeholder=say(w::LOGS_FILTER_IN)
                aria-invalid=is_wrong
                aria-describedby=described_by
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || look.text.get()
                on:input:target=move |event| {
                    look.marked.set(None);
                    look.text.set(event.target().value());
                }
            />
            <p class="log_bar__fault" id=note role="status">{move || look.fault.get()}</p>
        </div>
    }
}

/// In whose time, and with secrets or without.
#[component]
fn ViewMenu(state: LogsState) -> impl IntoView {
    let look = state.look;
    let choice = move |label: Word, signal: RwSignal<bool>, value: bool| {
        view! {
            <MenuChoice
                label=label
                checked=Signal::derive(move || signal.get() == value)
                on_choose=move || signal.set(value)
            />
        }
    };
    view! {
        <Menu label=w::LOGS_VIEW glyph=LuSlidersHorizontal>
            <MenuGroup label=w::LOGS_TIMES>
                {choice(w::LOGS_TIMES_LOCAL, look.is_utc, false)}
                {choice(w::LOGS_TIMES_UTC, look.is_utc, true)}
            </MenuGroup>
            <MenuGroup label=w::LOGS_SECRETS>
                {choice(w::LOGS_SECRETS_MASKED, look.is_bare, false)}
                {choice(w::LOGS_SECRETS_BARE, look.is_bare, true)}
            </MenuGroup>
        </Menu>
    }
}

#[component]
fn ExportMenu(state: LogsState) -> impl IntoView {
    let toasts = use_context::<Toasts>();
    let item = move |label: Word, glyph: icondata::Icon, what, form| {
        view! { <MenuItem label=label glyph=glyph on_press=move || save(state, toasts, what, form)/> }
    };
    view! {
        <Menu label=w::LOGS_EXPORT glyph=LuDownload>
            <MenuGroup label=w::LOGS_EXPORT_SHOWN>
                {item(w::LOGS_EXPORT_TEXT, LuFileText, What::Shown, Form::Text)}
                {item(w::LOGS_EXPORT_LINES, LuBraces, What::Shown, Form::Lines)}
                <MenuItem label=w::LOGS_COPY_SHOWN glyph=LuCopy on_press=move || copy(state, toasts)/>
            </MenuGroup>
            <MenuGroup label=w::LOGS_EXPORT_ALL>
                {item(w::LOGS_EXPORT_ALL_TEXT, LuFileText, What::All, Form::Text)}
                {item(w::LOGS_EXPORT_ALL_LINES, LuBraces, What::All, Form::Lines)}
            </MenuGroup>
        </Menu>
    }
}
