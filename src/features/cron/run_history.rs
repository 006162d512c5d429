//! The runs of a job that have been, the latest first: how each ended, how long it took, what it said,
//! and the way to its conversation.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use super::wording::{delivery_text, duration_text, status_text};
use crate::platform::{document, moment};
use crate::protocol::cron::CronEntry;
use crate::protocol::id::JobId;
use crate::remote::Remote;
use crate::store::cron::past::Runs;
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::remote_view::skeleton;
use crate::words::{say, w};

#[component]
pub fn History(desk: Desk, id: JobId) -> impl IntoView {
    let state = desk.state;
    let past = state.stores.cron.past();
    let readable = state.stores.connection.is_readable();
    let id = StoredValue::new(id);
    let whose = move || Some(id.get_value());
    crate::platform::watch::watch(move || {
        if readable.get() {
            untrack(|| state.read_past(&id.get_value()));
        }
    });
    let runs = Memo::new(move |_| past.of(&whose()));
    let kind = Memo::new(move |_| {
        runs.with(|runs| match runs {
            Remote::Absent | Remote::Loading => Remote::Loading,
            Remote::Ready(runs) => Remote::Ready(runs.entries.is_empty()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    let entries = move || {
        runs.with(|runs| runs.ready().map(|runs| Arc::clone(&runs.entries)).unwrap_or_default())
    };
    let has_more =
        Memo::new(move |_| runs.with(|runs| runs.ready().is_some_and(|runs: &Runs| runs.has_more)));
    let busy = Signal::derive(move || past.is_reading(&whose()));
    let key = |entry: &CronEntry| (entry.run_at_ms, entry.ts, entry.status.clone());
    view! {
        {move || match kind.get() {
            Remote::Loading | Remote::Absent => skeleton(),
            Remote::Failed(why) => {
                view! {
                    <Callout tone=Tone::Danger title=move || why.clone()>
                        <p>
                            <Button
                                label=w::UI_PART_AGAIN
                                small=true
                                on_press=move || state.read_past(&id.get_value())
                            />
                        </p>
                    </Callout>
                }
                    .into_any()
            }
            Remote::Ready(true) => {
                view! { <p class="job_panel__note">{say(w::CRON_NO_HISTORY)}</p> }.into_any()
            }
            Remote::Ready(false) => ().into_any(),
        }}
        <ol class="run_history" data-list="history">
            <For each=move || entries().to_vec() key=key let:entry>
                <Entry entry/>
            </For>
        </ol>
        <Show when=move || has_more.get()>
            <Button
                label=w::CRON_EARLIER
                small=true
                busy
                on_press=move || state.read_earlier(whose())
            />
        </Show>
    }
}

#[component]
fn Entry(entry: CronEntry) -> impl IntoView {
    let (tone, word) = status_text(entry.status.as_deref());
    let at = entry.run_at_ms.or(entry.ts).map(|at| at as f64);
    let took = entry.duration_ms.map(duration_text);
    let model = [entry.provider.as_deref(), entry.model.as_deref()];
    let model: Vec<&str> = model.into_iter().flatten().collect();
    let delivery = entry.delivery_status.as_deref().map(delivery_text);
    let facts = [took, Some(model.join("/")).filter(|it| !it.is_empty()), delivery];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let error = said(entry.error);
    let undelivered = said(entry.delivery_error).filter(|it| Some(it) != error.as_ref());
    let summary = said(entry.summary);
    let chat = entry.session_key.map(|key| {
        let key = String::from(js_sys::encode_uri_component(key.as_str()));
        format!("{}chat?session={key}", document::base())
    });
    view! {
        <li class="run_history__run">
            <div class="run_history__head">
                <Badge text=word tone/>
                {at.map(|at| view! { <time>{moment::date_and_time(at)}</time> })}
                {chat.map(|href| view! { <a class="run_history__chat" href=href>{say(w::CRON_CHAT)}</a> })}
            </div>
            <p class="run_history__facts">{facts.join(" · ")}</p>
            {error.map(|error| view! { <p class="run_history__error" dir="auto">{error}</p> })}
            {undelivered.map(|error| view! { <p class="run_history__error" dir="auto">{error}</p> })}
            {summary
                .map(|summary| {
                    view! {
                        <details class="run_history__summary">
                            <summary>{say(w::CRON_SAID)}</summary>
                            <p dir="auto">{summary}</p>
                        </details>
                    }
                })}
        </li>
    }
}
