//! The tab *Raw*: the configuration as its text.
//!
//! Form and text are two drafts, each kept until it is written or given up. Making one of them follow
//! the other at every key would rewrite what somebody is typing. Instead the text says when the form
//! holds edits and takes them along on request: they move into the text, where comments and spelling
//! stay, and the form is as before. So there is never the same edit in two places.

pub mod clash;
pub mod found;
pub mod losses;
pub mod marks;
pub mod notices;
pub mod review;
pub mod rewrite;
pub mod secrets;
pub mod source;
pub mod state;

use std::sync::Arc;

use icondata::{LuEye, LuEyeOff, LuTextSelect};
use leptos::prelude::*;
use serde_json::Value;

use super::check::checked;
use super::desk::Desk;
use super::draft::Draft;
use super::fault;
use super::path::Path;
use super::problems::{Problem, Problems};
use super::schema::Schema;
use crate::platform::watch::watch;
use crate::protocol::config::HIDDEN;
use crate::ui::button::{Button, Variant};
use crate::ui::confirm::Confirm;
use crate::ui::editor::{Editor, EditorMark};
use crate::ui::remote_view::remote_view;
use crate::words::{say, t, tn, tr, w};

use clash::Clash;
use marks::Mark;
use notices::Notices;
use review::{Review, lines};
use source::Source;
use state::RawState;

/// So many faults are listed; the rest is marked in the text.
const LISTED: usize = 20;

#[component]
pub fn RawTab(desk: Desk) -> impl IntoView {
    let state = RawState::new(desk.state);
    watch(move || {
        desk.state.base.with(|base| {
            if let Some(base) = base.ready() {
                let source = Source::of(base);
                untrack(|| state.meet(source));
            }
        });
    });
    let is_there = Memo::new(move |_| state.source.with(Option::is_some));
    view! {
        <div class="raw">
            {move || if is_there.get() {
                view! { <Text desk=desk state=state /> }.into_any()
            } else {
                let retry = move || crate::platform::work::begin(desk.state.load());
                remote_view(desk.state.base.into(), retry, |_| ().into_any())
            }}
        </div>
    }
}

#[component]
fn Text(desk: Desk, state: RawState) -> impl IntoView {
    let reviewing = RwSignal::new(false);
    let discarding = RwSignal::new(false);
    let shows_secrets = RwSignal::new(false);
    let go = RwSignal::new(None::<usize>);
    let checked = checked_text(desk, state);
    let found = Memo::new(move |_| {
        let known = checked.with(|checked| Problems::of(checked.iter().cloned()));
        state.text.with(|text| {
            state.issues.with(|issues| {
                desk.problems.with(|told| {
                    desk.state.draft.with(|draft| {
                        marks::marks(text, fault::reason, issues, &known, told, draft.edited())
                    })
                })
            })
        })
    });
    let is_readable = Memo::new(move |_| state.text.with(|text| super::json5::read(text).is_ok()));
    let marks = Signal::derive(move || {
        let mark = |it: &Mark| EditorMark {
            place: it.place.clone(),
            is_error: it.is_error,
            text: it.text.clone(),
        };
        found.with(|found| found.iter().map(mark).collect())
    });
    // While the text cannot be read, what was covered stays covered.
    let typed = Memo::new(move |_| {
        let schema = schema(desk);
        let is_sensitive = |path: &Path, whole: &Value| {
            schema.as_ref().is_some_and(|schema| schema.is_sensitive(path, whole))
        };
        state.text.with(|text| secrets::typed(text, is_sensitive))
    });
    let secrets =
        Signal::derive(move || if shows_secrets.get() { Some(Vec::new()) } else { typed.get() });
    let has_typed = Memo::new(move |before: Option<&bool>| {
        typed
            .with(|typed| typed.as_ref().map(|typed| !typed.is_empty()))
            .or(before.copied())
            .unwrap_or(false)
    });
    let is_edited = Memo::new(move |_| state.is_edited());
    let is_locked = Signal::derive(move || state.ways().is_empty() || state.writing.get());
    let connected = desk.state.stores.connection.is_connected();
    let cannot_write = Signal::derive(move || {
        !is_edited.get()
            || !connected.get()
            || !is_readable.get()
            || is_locked.get()
            || desk.locked.get()
            || state.theirs.with(Option::is_some)
    });
    let count = move || {
        if !is_edited.get() {
            return t(w::CONFIG_RAW_UNCHANGED);
        }
        match lines(desk, state).len() {
            _ if !is_readable.get() => t(w::CONFIG_RAW_EDITED),
            0 => t(w::CONFIG_RAW_LAYOUT),
            count => tn(w::CONFIG_RAW_CHANGES, count),
        }
    };
    let path = move || {
        desk.state.base.with(|base| base.ready().and_then(|base| base.snapshot.path.clone()))
    };
    view! {
        <Notices desk=desk state=state is_readable=is_readable.into() />
        {move || state.clash.with(Option::is_some).then(|| view! { <Clash state=state /> })}
        <div class="raw__tools">
            <p class="raw__path" dir="ltr">{path}</p>
            <Button
                label=w::CONFIG_RAW_FORMAT
                icon=Signal::stored(LuTextSelect)
                small=true
                disabled=Signal::derive(move || !is_readable.get() || is_locked.get())
                on_press=move || state.format()
            />
            <Button
                label=move || t(if shows_secrets.get() { w::CONFIG_RAW_HIDE_SECRETS } else { w::CONFIG_RAW_SHOW_SECRETS })
                icon=Signal::derive(move || if shows_secrets.get() { LuEyeOff } else { LuEye })
                small=true
                disabled=Signal::derive(move || !has_typed.get())
                on_press=move || shows_secrets.update(|it| *it = !*it)
            />
        </div>
        <Editor
            label=w::CONFIG_RAW_LABEL
            text=state.text
            on_edit=move |text| state.edit(text)
            marks=marks
            secrets=secrets
            locked=is_locked
            chip=(HIDDEN, w::CONFIG_RAW_HIDDEN)
            go=go
        />
        <Faults found=found go=go />
        <div class="raw__bar" data-edited=move || is_edited.get().then_some("")>
            <p class="raw__count" role="status">{count}</p>
            <Button
                label=w::CONFIG_RAW_DISCARD
                disabled=Signal::derive(move || !is_edited.get() || state.writing.get())
                on_press=move || discarding.set(true)
            />
            <Button
                label=w::CONFIG_RAW_REVIEW
                variant=Variant::Primary
                busy=state.writing
                disabled=cannot_write
                on_press=move || reviewing.set(true)
            />
        </div>
        <Review desk=desk state=state open=reviewing />
        <Confirm
            open=discarding
            title=w::CONFIG_RAW_DISCARD_TITLE
            text=w::CONFIG_RAW_DISCARD_TEXT
            verb=w::CONFIG_RAW_DISCARD
            on_confirm=move |()| state.discard()
        />
    }
}

/// What the gateway's schema finds wrong in the text, as it does in the form.
fn checked_text(desk: Desk, state: RawState) -> Signal<Vec<Problem>> {
    let mut beside = desk.state;
    beside.draft = RwSignal::new(desk.state.draft.get_untracked());
    watch(move || {
        let Ok(value) = state.text.with(|text| super::json5::read(text)) else { return };
        let base = state.source.with(|it| it.as_ref().and_then(|it| it.value.clone()));
        beside.draft.set(Draft::of(base.unwrap_or_default(), value));
    });
    checked(beside, Signal::derive(move || schema(desk)))
}

/// The schema, as soon as it has been read. Reactive: the text may be there before it.
pub fn schema(desk: Desk) -> Option<Arc<Schema>> {
    desk.state.schema.with(|schema| schema.ready().cloned())
}

/// What is wrong, with a way to each line.
#[component]
fn Faults(found: Memo<Vec<Mark>>, go: RwSignal<Option<usize>>) -> impl IntoView {
    let listed = move || found.with(|found| found.iter().take(LISTED).cloned().collect::<Vec<_>>());
    let more = move || found.with(Vec::len).saturating_sub(LISTED);
    let one = move |mark: Mark| {
        let at = mark.place.start;
        let line = tr(w::CONFIG_RAW_LINE, &[("line", &mark.line.to_string())]);
        view! {
            <li class="raw__fault" data-weight=if mark.is_error { "error" } else { "warning" }>
                <button class="raw__line" type="button" on:click=move |_| go.set(Some(at))>{line}</button>
                <span>
                    {mark.path.map(|path| view! { <code dir="ltr">{path}</code>" " })}
                    {mark.text}
                </span>
            </li>
        }
    };
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <section class="raw__faults" aria-label=say(w::CONFIG_RAW_FAULTS)>
                <ul role="status">
                    {move || listed().into_iter().map(one).collect_view()}
                </ul>
                <Show when=move || 0 < more()>
                    <p>{move || tn(w::CONFIG_RAW_MORE_FAULTS, more())}</p>
                </Show>
            </section>
        </Show>
    }
}
