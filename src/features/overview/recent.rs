//! The sessions that something has happened in, with the way into each.

use leptos::prelude::*;

use super::state::OverviewState;
use super::ticking::Ago;
use crate::platform::document;
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::Sessions;
use crate::store::sessions::{agent_of, title};
use crate::ui::remote_view::skeleton;
use crate::ui::sheet::{Empty, Section};
use crate::words::{say, w};

/// So many are shown; the others have a page of their own.
const SHOWN: usize = 6;

/// Where a session's conversation is.
pub(super) fn session_href(key: &SessionKey) -> String {
    format!("{}chat?session={}", document::base(), js_sys::encode_uri_component(key.as_str()))
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Recent {
    title: String,
    href: String,
    agent: Option<String>,
    said: Option<String>,
    at: Option<u64>,
}

#[component]
pub fn RecentSessions(state: OverviewState) -> impl IntoView {
    let list = state.stores.sessions.list();
    let agents = state.stores.agents;
    let recent = Memo::new(move |_| {
        list.with(|list| list.ready().map(newest).unwrap_or_default())
            .into_iter()
            .map(|mut recent| {
                let id = recent.agent.take().map(Into::into);
                recent.agent = id.and_then(|id| agents.name(Some(&id)));
                recent
            })
            .collect::<Vec<_>>()
    });
    let is_read = Memo::new(move |_| list.with(|list| list.ready().is_some()));
    let link = || {
        let href = format!("{}sessions", document::base());
        view! { <a href=href>{say(w::OVERVIEW_SESSIONS_GO)}</a> }
    };
    view! {
        <Section title=w::OVERVIEW_RECENT actions=link>
            {move || (!is_read.get()).then(skeleton)}
            {move || {
                (is_read.get() && recent.with(Vec::is_empty))
                    .then(|| view! { <Empty text=w::OVERVIEW_RECENT_NONE /> })
            }}
            <ul class="overview__lines" hidden=move || recent.with(Vec::is_empty)>
                <For each=move || recent.get() key=Recent::clone let:recent>
                    <li class="overview__line">
                        <a href=recent.href dir="auto">
                            {recent.title}
                        </a>
                        {recent.at.map(|at| view! { <Ago at=at as f64 /> })}
                        <p class="overview__detail" dir="auto">
                            {[recent.agent, recent.said]
                                .into_iter()
                                .flatten()
                                .collect::<Vec<_>>()
                                .join(" · ")}
                        </p>
                    </li>
                </For>
            </ul>
        </Section>
    }
}

/// The newest first; gateways list them so, and late ones put pinned ones before.
fn newest(list: &Sessions) -> Vec<Recent> {
    let mut rows: Vec<_> = list.sessions.iter().filter(|row| row.archived != Some(true)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.updated_at));
    rows.into_iter()
        .take(SHOWN)
        .map(|row| Recent {
            title: title(row),
            href: session_href(&row.key),
            agent: row.agent_id.clone().or_else(|| agent_of(&row.key)).map(|id| id.0),
            said: row.last_message_preview.as_deref().map(|said| said.trim().to_owned()),
            at: row.updated_at,
        })
        .collect()
}
