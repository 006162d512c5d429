//! The report, seen before it is taken along.

use leptos::prelude::*;
use serde_json::Value;

use super::reply::copy;
use super::report::{self, Facts};
use super::state::{DebugState, Outcome};
use super::tape::Tape;
use super::taping::Taping;
use crate::gateway::Gateway;
use crate::platform::watch::watch;
use crate::platform::{browser, clock, document, download, logger, work};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Tone;
use crate::ui::sheet::Section;
use crate::words::{say, t, w};

#[component]
pub fn ReportTab(state: DebugState, taping: Taping) -> impl IntoView {
    let health = RwSignal::new(None::<Value>);
    let text = RwSignal::new(String::new());
    let write = move || text.set(report::write(&gather(state, taping, health.get_untracked())));
    let read = move || {
        write();
        work::begin(async move {
            if let Ok(reply) = state.read("health").await
                && health.try_set(Some((*reply.value).clone())).is_none()
            {
                write();
            }
        });
    };
    watch(move || {
        if state.stores.connection.is_connected().get() {
            untrack(read);
        }
    });
    untrack(write);
    let take = move || {
        let name = "quarterdeck-report.md";
        if !download::text(name, "text/markdown", &text.get_untracked()) {
            state.toasts.say(Tone::Danger, t(w::DEBUG_NOT_DOWNLOADED));
        }
    };
    view! {
        <Section title=w::DEBUG_REPORT_TITLE note=w::DEBUG_REPORT_NOTE>
            <div class="debug__tools">
                <Button label=w::DEBUG_DOWNLOAD variant=Variant::Primary on_press=take/>
                <Button label=w::DEBUG_COPY on_press=move || copy(state, text.get_untracked())/>
                <Button label=w::DEBUG_READ_AGAIN variant=Variant::Quiet on_press=read/>
            </div>
            <pre class="debug__preview" dir="ltr" tabindex="0" aria-label=say(w::DEBUG_REPORT_TITLE)>
                {move || text.get()}
            </pre>
        </Section>
    }
}

fn gather(state: DebugState, taping: Taping, health: Option<Value>) -> Facts {
    let hello = state.gateway.with_value(Gateway::hello);
    let past = state.gateway.with_value(Gateway::past);
    let granted = hello.as_ref().and_then(|hello| hello.auth.as_ref());
    let features = hello.as_ref().map(|hello| &hello.features);
    let calls = untrack(|| state.calls())
        .into_iter()
        .map(|call| {
            let (outcome, took_ms) = match call.outcome {
                Outcome::Waiting => ("waiting".to_owned(), 0.0),
                Outcome::Left => ("left".to_owned(), 0.0),
                Outcome::Answered { took_ms, .. } | Outcome::Forgotten { took_ms } => {
                    ("answered".to_owned(), took_ms)
                }
                Outcome::Failed { error, took_ms } => (error.sentence(), took_ms),
            };
            (call.method, outcome, took_ms)
        })
        .collect();
    Facts {
        console_version: env!("CARGO_PKG_VERSION").to_owned(),
        console_build: document::built("data-build").unwrap_or_default(),
        user_agent: browser::user_agent().unwrap_or_default(),
        language: document::language(),
        window: browser::window_size().unwrap_or_default(),
        gateway_url: state.stores.connection.url().get_untracked().unwrap_or_default(),
        gateway_version: hello
            .as_ref()
            .and_then(|it| it.server.version.clone())
            .unwrap_or_default(),
        gateway_build: hello.as_ref().and_then(|it| it.server.build_id.clone()).unwrap_or_default(),
        protocol: hello.as_ref().map_or(0, |hello| hello.protocol),
        role: granted.and_then(|it| it.role.clone()).unwrap_or_default(),
        scopes: granted.and_then(|it| it.scopes.clone()).unwrap_or_default(),
        methods: features.and_then(|it| it.methods.as_ref()).map(Vec::len),
        events: features.and_then(|it| it.events.as_ref()).map(Vec::len),
        max_payload: hello.as_ref().and_then(|it| it.policy.max_payload),
        uptime_ms: hello.as_ref().and_then(|it| it.snapshot.uptime_ms),
        phases: past.phases.into_iter().collect(),
        gaps: past.gaps,
        errors: logger::latest(),
        calls,
        seen: taping.events.with_value(Tape::names),
        missed: taping.events.with_value(Tape::missed),
        health,
        now: clock::now_ms(),
    }
}
