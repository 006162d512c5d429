//! The last lines of a session, to be read only, and what it has used.

use leptos::prelude::*;

use super::desk::Desk;
use super::drawer::Looked;
use super::state::Used;
use crate::gateway::error::CallError;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::method::Method;
use crate::protocol::sessions::{PreviewLine, SessionPreview};
use crate::protocol::usage::SessionsUsage;
use crate::remote::Remote;
use crate::ui::button::Button;
use crate::ui::remote_view::remote_view;
use crate::words::{Word, say, t, tn, tr, w};

#[component]
pub fn Preview(looked: Looked, again: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let is_asked = move || looked.preview.with(|it| !matches!(it, Remote::Absent));
    let draw = |preview: &Option<SessionPreview>| {
        let lines = preview.as_ref().map(|it| it.items.clone()).unwrap_or_default();
        let status = preview.as_ref().and_then(|it| it.status.clone()).unwrap_or_default();
        if lines.is_empty() {
            let word = if status == "error" {
                w::SESSIONS_PREVIEW_ERROR
            } else {
                w::SESSIONS_PREVIEW_NONE
            };
            return view! { <p class="drawer__note">{say(word)}</p> }.into_any();
        }
        view! { <ol class="drawer__lines" tabindex="0" aria-label=say(w::SESSIONS_PREVIEW)>{lines.iter().map(said).collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="drawer__section" aria-label=say(w::SESSIONS_PREVIEW)>
            <h3 class="drawer__heading">{say(w::SESSIONS_PREVIEW)}</h3>
            {move || is_asked().then(|| remote_view(looked.preview.into(), again, draw))}
        </section>
    }
}

fn said(line: &PreviewLine) -> AnyView {
    let role = line.role.clone().unwrap_or_default();
    let who = match role.as_str() {
        "user" => t(w::SESSIONS_ROLE_USER),
        "assistant" => t(w::SESSIONS_ROLE_AGENT),
        "tool" => t(w::SESSIONS_ROLE_TOOL),
        "system" => t(w::SESSIONS_ROLE_SYSTEM),
        other => other.to_owned(),
    };
    let text = bare(line.text.as_deref().unwrap_or_default()).to_owned();
    view! {
        <li class="drawer__line" data-role=role>
            <span class="drawer__who">{who}</span>
            <p dir="auto">{text}</p>
        </li>
    }
    .into_any()
}

/// A message without what gateways put around it for the agent.
fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    if rest.starts_with("Sender (untrusted metadata)")
        && let Some((_, after)) = rest.split_once("```\n\n")
    {
        rest = after.trim_start();
    }
    if rest.starts_with('[')
        && let Some((stamp, after)) = rest.split_once("] ")
        && stamp.contains("UTC")
    {
        rest = after;
    }
    rest.split("\n[message_id:").next().unwrap_or(rest).trim_end()
}

/// What the session has used lately, as the gateway counts it.
#[component]
pub fn Use(desk: Desk, looked: Looked) -> impl IntoView {
    let state = desk.state;
    let used = RwSignal::new(Remote::<Used>::Absent);
    let forbidden = RwSignal::new(None::<String>);
    let read = move || {
        let key = looked.key.get_value();
        used.update(|used| {
            if used.ready().is_none() {
                *used = Remote::Loading;
            }
        });
        work::begin(async move {
            match state.usage(key).await {
                Ok(report) => drop(used.try_set(Remote::Ready(report))),
                Err(CallError::Offline) => {}
                Err(error) => {
                    let sentence = error.sentence();
                    // Early gateways give it to administrators only.
                    if sentence.contains("scope") {
                        forbidden.try_set(Some(sentence));
                    } else if sentence.contains("unknown method") {
                        used.try_set(Remote::Absent);
                    } else {
                        used.try_set(Remote::Failed(sentence));
                    }
                }
            }
        });
    };
    let readable = state.stores.connection.is_readable();
    watch(move || {
        if readable.get() && state.offers(SessionsUsage::NAME) {
            read();
        }
    });
    let figures = move |used: &Used| figures(used, read);
    view! {
        {move || {
            let asked = used.with(|used| !matches!(used, Remote::Absent));
            asked.then(|| view! {
                <section class="drawer__section" aria-label=say(w::SESSIONS_USE)>
                    <h3 class="drawer__heading">{say(w::SESSIONS_USE)}</h3>
                    {move || match forbidden.get() {
                        Some(why) => view! { <p class="drawer__note">{why}</p> }.into_any(),
                        None => remote_view(used.into(), read, figures),
                    }}
                </section>
            })
        }}
    }
}

fn figures(used: &Used, again: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let span = match (&used.from, &used.to) {
        (Some(from), Some(to)) => tr(w::SESSIONS_USE_SPAN, &[("from", from), ("to", to)]),
        _ => String::new(),
    };
    let Some(session) = &used.session else {
        return view! { <p class="drawer__note">{say(w::SESSIONS_USE_NONE)}</p> }.into_any();
    };
    let Some(figures) = &session.figures else {
        return view! {
            <p class="drawer__note">{say(w::SESSIONS_USE_COUNTING)}</p>
            <Button label=w::UI_PART_AGAIN small=true on_press=again/>
        }
        .into_any();
    };
    let totals = &figures.totals;
    let number = |n: u64| n.to_string();
    let cost = match totals.missing_cost_entries {
        Some(missing) if missing > 0 => {
            let n = usize::try_from(missing).unwrap_or(usize::MAX);
            Some(tn(w::SESSIONS_USE_UNPRICED, n))
        }
        _ => totals.total_cost.map(|cost| format!("{cost:.4} $")),
    };
    let facts: [(Word, Option<String>); 6] = [
        (w::SESSIONS_USE_TOKENS, totals.total_tokens.map(number)),
        (w::SESSIONS_FACT_INPUT, totals.input.map(number)),
        (w::SESSIONS_FACT_OUTPUT, totals.output.map(number)),
        (w::SESSIONS_USE_COST, cost),
        (w::SESSIONS_USE_MESSAGES, figures.message_counts.total.map(number)),
        (w::SESSIONS_USE_TOOLS, figures.message_counts.tool_calls.map(number)),
    ];
    view! {
        <p class="drawer__note">{span}</p>
        <dl class="drawer__facts">
            {facts
                .into_iter()
                .map(|(word, value)| {
                    let value = value.unwrap_or_else(|| t(w::SESSIONS_UNKNOWN));
                    view! {
                        <div class="drawer__fact">
                            <dt>{say(word)}</dt>
                            <dd>{value}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_message_is_shown_without_its_envelope() {
        assert_eq!(bare("hello\n[message_id: 706f]"), "hello");
        assert_eq!(bare("[Sat 2026-11-21 14:05 UTC] hello"), "hello");
        let told =
            "Sender (untrusted metadata):\n```json\n{\n}\n```\n\n[Sat 2026-11-21 14:05 UTC] hi";
        assert_eq!(bare(told), "hi");
        assert_eq!(bare("[draft] plan"), "[draft] plan");
    }
}
