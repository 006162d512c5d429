//! A question as it is read: what is to be run, in full, who asks and where, what is worth a second
//! look, and how long there is. Drawn the same in the dialog and on the page.

use icondata::LuTriangleAlert;
use leptos::prelude::*;

use super::risk::{Risk, risks};
use super::visible::{Piece, pieces};
use crate::platform::{clock, timer};
use crate::protocol::approvals::{ExecCommand, PluginQuestion};
use crate::protocol::id::RequestId;
use crate::store::Stores;
use crate::store::approvals::queue::{Ask, What};
use crate::ui::icon::Icon;
use crate::words::{Word, say, t, tr, w};

const TICK_MS: u32 = 250;

fn risk_word(risk: Risk) -> Word {
    match risk {
        Risk::PipesIntoShell => w::APPROVALS_RISK_PIPE,
        Risk::RunsText => w::APPROVALS_RISK_TEXT,
        Risk::Elevates => w::APPROVALS_RISK_ROOT,
        Risk::Destroys => w::APPROVALS_RISK_DESTROYS,
        Risk::Network => w::APPROVALS_RISK_NETWORK,
        Risk::Permissions => w::APPROVALS_RISK_PERMISSIONS,
        Risk::Hidden => w::APPROVALS_RISK_HIDDEN,
    }
}

/// What is asked, without the answers. `text_id` names the element with the command, for the ears.
pub(super) fn question(stores: Stores, ask: &Ask, text_id: String) -> AnyView {
    match &ask.what {
        What::Command(command) => exec(stores, command, text_id),
        What::Plugin(question) => plugin(stores, question, text_id),
    }
}

fn exec(stores: Stores, command: &ExecCommand, text_id: String) -> AnyView {
    let analysis = command.command_analysis.clone().unwrap_or_default();
    let said = [command.warning_text.clone()]
        .into_iter()
        .flatten()
        .chain(analysis.warning_lines)
        .chain(analysis.risk_kinds);
    let marks: Vec<String> =
        risks(&command.command).into_iter().map(|risk| t(risk_word(risk))).chain(said).collect();
    let agent = command.agent_id.clone();
    let facts = [
        (w::APPROVALS_SESSION, command.session_key.as_ref().map(ToString::to_string)),
        (w::APPROVALS_DIRECTORY, command.cwd.clone()),
        (w::APPROVALS_PROGRAM, command.resolved_path.clone()),
        (w::APPROVALS_HOST, host(command)),
        (w::APPROVALS_POLICY, policy(command)),
    ];
    let who = move || match &agent {
        Some(id) => stores.agents.name(Some(id)).unwrap_or_else(|| id.to_string()),
        None => t(w::APPROVALS_SOMEONE),
    };
    view! {
        <p class="approvals__who">{move || tr(w::APPROVALS_WANTS_TO_RUN, &[("who", &who())])}</p>
        {command_text(&command.command, text_id)}
        {marks_list(marks)}
        {facts_list(facts)}
    }
    .into_any()
}

fn plugin(stores: Stores, question: &PluginQuestion, text_id: String) -> AnyView {
    let agent = question.agent_id.clone();
    let plugin = question.plugin_id.clone().unwrap_or_else(|| t(w::APPROVALS_SOME_PLUGIN));
    let title = question.title.clone().unwrap_or_else(|| t(w::APPROVALS_PLUGIN_ASKS));
    let is_grave = matches!(question.severity.as_deref(), Some("warning" | "critical"));
    let marks = if is_grave { vec![t(w::APPROVALS_PLUGIN_GRAVE)] } else { Vec::new() };
    let agent_name =
        agent.map(|id| stores.agents.name(Some(&id)).unwrap_or_else(|| id.to_string()));
    let facts = [
        (w::APPROVALS_PLUGIN_TOOL, question.tool_name.clone()),
        (w::APPROVALS_AGENT, agent_name),
        (w::APPROVALS_SESSION, question.session_key.as_ref().map(ToString::to_string)),
    ];
    let words = [question.description.clone(), question.detail.clone()];
    view! {
        <p class="approvals__who">
            {move || tr(w::APPROVALS_PLUGIN_WANTS, &[("plugin", &plugin)])}
        </p>
        <p class="approvals__title" id=text_id>{text_pieces(&title)}</p>
        {words
            .into_iter()
            .flatten()
            .map(|text| view! { <p class="approvals__words">{text_pieces(&text)}</p> })
            .collect_view()}
        {marks_list(marks)}
        {facts_list(facts)}
    }
    .into_any()
}

fn host(command: &ExecCommand) -> Option<String> {
    let node = command.node_id.as_ref().map(ToString::to_string);
    match (command.host.clone(), node) {
        (Some(host), Some(node)) => Some(format!("{host} · {node}")),
        (host, node) => host.or(node),
    }
}

fn policy(command: &ExecCommand) -> Option<String> {
    let parts: Vec<&str> =
        [command.security.as_deref(), command.ask.as_deref()].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The whole command, each character of it visible.
fn command_text(command: &str, id: String) -> AnyView {
    view! {
        <pre class="approvals__command" id=id tabindex="0" dir="ltr">
            <code>{text_pieces(command)}</code>
        </pre>
    }
    .into_any()
}

fn text_pieces(text: &str) -> Vec<AnyView> {
    let view = |piece| match piece {
        Piece::Plain(text) => text.into_any(),
        Piece::Hidden(number) => {
            view! { <mark class="approvals__hidden">{number}</mark> }.into_any()
        }
        Piece::LineBreak => view! {
            <span class="approvals__break" aria-hidden="true">"↵"</span>
            "\n"
        }
        .into_any(),
    };
    pieces(text).into_iter().map(view).collect()
}

fn marks_list(marks: Vec<String>) -> Option<AnyView> {
    if marks.is_empty() {
        return None;
    }
    let rows = marks.into_iter().map(|mark| {
        view! {
            <li>
                <Icon glyph=LuTriangleAlert/>
                <span>{mark}</span>
            </li>
        }
    });
    Some(view! { <ul class="approvals__risks">{rows.collect_view()}</ul> }.into_any())
}

fn facts_list<const N: usize>(facts: [(Word, Option<String>); N]) -> AnyView {
    let rows = facts.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let rows = rows.map(|(word, value)| {
        view! {
            <div>
                <dt>{say(word)}</dt>
                <dd dir="auto">{text_pieces(&value)}</dd>
            </div>
        }
    });
    view! { <dl class="approvals__facts">{rows.collect_view()}</dl> }.into_any()
}

/// The time left, ticking. Nothing where the gateway sets no end.
pub(super) fn countdown(stores: Stores, id: RequestId) -> impl IntoView {
    let now = RwSignal::new(clock::steady_ms());
    timer::every(TICK_MS, move || now.set(clock::steady_ms()));
    let times = stores.approvals.queue().with_untracked(|queue| {
        queue.get(&id).and_then(|ask| Some((ask.due_ms?, ask.time_ms?.max(1.0))))
    });
    times.map(|(due, whole)| {
        let left = Memo::new(move |_| ((due - now.get()).max(0.0) / 1000.0).ceil() as u32);
        // Of a hundred, as the circle is drawn.
        let spent = Memo::new(move |_| (100.0 - (due - now.get()) / whole * 100.0).clamp(0.0, 100.0) as u32);
        let is_short = Memo::new(move |_| left.get() <= 10);
        view! {
            <p class="approvals__countdown" role="timer" data-short=move || is_short.get().then_some("")>
                // A circle of this radius is 100 long.
                <svg class="approvals__ring" viewBox="0 0 36 36" aria-hidden="true">
                    <circle cx="18" cy="18" r="15.915"></circle>
                    <circle
                        cx="18"
                        cy="18"
                        r="15.915"
                        stroke-dasharray="100"
                        stroke-dashoffset=move || spent.get().to_string()
                    ></circle>
                </svg>
                <span>{move || tr(w::APPROVALS_LEFT, &[("time", &minutes(left.get()))])}</span>
            </p>
        }
    })
}

fn minutes(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
