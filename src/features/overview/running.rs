//! What the agents are doing at this moment, where the gateway tells it.

use leptos::prelude::*;

use super::recent::session_href;
use super::state::OverviewState;
use super::ticking::Ago;
use crate::protocol::health::TaskCounts;
use crate::protocol::sessions::row::{SessionRow, SessionStatus};
use crate::store::sessions::title;
use crate::ui::sheet::Section;
use crate::words::{say, t, tn, w};

/// So many are named.
const NAMED: usize = 5;

/// The sessions in which a run goes on, the longest first. `None` where rows do not tell.
#[must_use]
pub fn running(rows: &[SessionRow]) -> Option<Vec<&SessionRow>> {
    let tells = |row: &SessionRow| row.has_active_run.is_some() || row.status.is_some();
    if !rows.is_empty() && !rows.iter().any(tells) {
        return None;
    }
    let runs = |row: &&SessionRow| {
        row.has_active_run.unwrap_or(row.status == Some(SessionStatus::Running))
    };
    let mut running: Vec<_> = rows.iter().filter(runs).collect();
    running.sort_by_key(|row| (row.started_at.unwrap_or(u64::MAX), row.key.clone()));
    Some(running)
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Run {
    title: String,
    href: String,
    since: Option<u64>,
}

#[component]
pub fn Running(state: OverviewState) -> impl IntoView {
    let runs = Memo::new(move |_| {
        state.stores.sessions.list().with(|list| {
            let rows = running(&list.ready()?.sessions)?;
            Some(
                rows.into_iter()
                    .map(|row| Run {
                        title: title(row),
                        href: session_href(&row.key),
                        since: row.started_at,
                    })
                    .collect::<Vec<_>>(),
            )
        })
    });
    let is_read =
        Memo::new(move |_| state.stores.sessions.list().with(|list| list.ready().is_some()));
    let tasks = Memo::new(move |_| {
        state.status().with(|status| status.ready().and_then(|it| it.tasks.clone()))
    });
    let calm = move || {
        if !is_read.get() {
            return None;
        }
        let word = match runs.get() {
            None => w::OVERVIEW_RUNNING_NOT_TOLD,
            Some(runs) if runs.is_empty() => w::OVERVIEW_RUNNING_NONE,
            Some(_) => return None,
        };
        Some(view! { <p class="overview__calm">{say(word)}</p> })
    };
    let shown = move || runs.get().unwrap_or_default().into_iter().take(NAMED).collect::<Vec<_>>();
    let rest = move || runs.with(|runs| runs.as_ref().map_or(0, Vec::len)).saturating_sub(NAMED);
    view! {
        <Section title=w::OVERVIEW_RUNNING>
            {calm}
            <ul class="overview__lines" hidden=move || shown().is_empty()>
                <For each=shown key=Run::clone let:run>
                    <li class="overview__line">
                        <a href=run.href dir="auto">
                            {run.title}
                        </a>
                        {run.since.map(|at| view! { <Ago at=at as f64 /> })}
                    </li>
                </For>
            </ul>
            {move || {
                let rest = rest();
                (rest > 0)
                    .then(|| view! { <p class="overview__note">{tn(w::OVERVIEW_RUNNING_MORE, rest)}</p> })
            }}
            {move || {
                tasks
                    .with(|tasks| tasks.as_ref().and_then(in_words))
                    .map(|said| view! { <p class="overview__note">{said}</p> })
            }}
        </Section>
    }
}

/// Tasks beside the conversations, when there are any.
fn in_words(tasks: &TaskCounts) -> Option<String> {
    let of = |status: &str| tasks.by_status.get(status).copied().unwrap_or(0);
    let counted = [
        (of("running"), w::OVERVIEW_TASKS_RUNNING),
        (of("queued"), w::OVERVIEW_TASKS_QUEUED),
        (tasks.failures.unwrap_or(0), w::OVERVIEW_TASKS_FAILED),
    ];
    let said: Vec<_> = counted
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| tn(word, usize::try_from(count).unwrap_or(usize::MAX)))
        .collect();
    (!said.is_empty()).then(|| format!("{}: {}", t(w::OVERVIEW_TASKS), said.join(", ")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows(list: serde_json::Value) -> Vec<SessionRow> {
        serde_json::from_value(list).unwrap()
    }

    #[test]
    fn a_gateway_that_does_not_tell_is_not_taken_for_idle() {
        assert_eq!(running(&rows(json!([{"key": "a"}, {"key": "b"}]))), None);
        assert_eq!(running(&[]), Some(Vec::new()));
    }

    #[test]
    fn the_longest_run_stands_first() {
        let rows = rows(json!([
            {"key": "a", "status": "running", "startedAt": 30},
            {"key": "b", "hasActiveRun": true, "startedAt": 10},
            {"key": "c", "hasActiveRun": false, "status": "running"},
            {"key": "d", "status": "done"},
        ]));
        let keys: Vec<_> = running(&rows).unwrap().iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, ["b", "a"]);
    }

    #[test]
    fn tasks_are_told_only_when_there_are_some() {
        assert_eq!(in_words(&TaskCounts::default()), None);
        let tasks =
            serde_json::from_value(json!({"failures": 1, "byStatus": {"running": 2, "queued": 0}}))
                .unwrap();
        assert_eq!(in_words(&tasks).as_deref(), Some("Tasks: 2 running, 1 failed"));
    }
}
