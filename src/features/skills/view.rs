//! The page: all skills of an agent at the side, the one that the address names beside them. On a
//! phone the one comes after the other.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::detail::Detail;
use super::list::List;
use super::state::SkillsState;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{document, work};
use crate::protocol::id::AgentId;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::callout::Callout;
use crate::ui::later::Draw;
use crate::words::{say, tr, w};

part! {
    pub fn skills_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <SkillsPage/> }.into_any()
}

#[component]
fn SkillsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let query = use_query_map();
    let named =
        move |name: &str| query.with(|query| query.get(name)).filter(|it| !it.trim().is_empty());
    let agent = Memo::new(move |_| named("agent").map(AgentId));
    let chosen = Memo::new(move |_| named("skill"));
    let state = SkillsState::new(stores, agent, chosen);
    let readable = stores.connection.is_readable();
    watch(move || {
        if readable.get() && stores.agents.list().with(|list| matches!(list, Remote::Absent)) {
            work::begin(stores.agents.load());
        }
    });
    // Read anew after every hello, and whenever skills or the configuration are heard to be others.
    watch(move || {
        agent.track();
        let _heard = (stores.skills.changes(), stores.config.changes());
        state.turn();
        if readable.get() {
            state.refetch();
        }
    });
    // While the connection is away nothing is known of its scopes, and the page stays as it is.
    let may_read = Memo::new(move |before: Option<&bool>| {
        let known = readable.get().then(|| stores.connection.allows(Scope::Read));
        known.or(before.copied()).unwrap_or(true)
    });
    view! {
        <section
            class="skills"
            aria-label=say(w::PAGE_SKILLS)
            data-chosen=move || chosen.with(Option::is_some).then_some("")
        >
            {move || {
                if may_read.get() {
                    view! {
                        <div class="skills__side">
                            <List state/>
                        </div>
                        <div class="skills__main">
                            {move || match chosen.get() {
                                Some(key) => view! { <Detail state key/> }.into_any(),
                                None => view! { <p class="skills__choose">{say(w::SKILLS_CHOOSE)}</p> }.into_any(),
                            }}
                        </div>
                    }
                        .into_any()
                } else {
                    let lacks = || tr(w::SKILLS_NO_SCOPE, &[("scope", Scope::Read.as_str())]);
                    view! { <div class="skills__side"><Callout title=lacks/></div> }.into_any()
                }
            }}
        </section>
    }
}

/// Where a skill's own address leads; without one, the list of the agent.
pub(super) fn href(agent: Option<&AgentId>, skill: Option<&str>) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let agent = agent.map(|id| format!("agent={}", encoded(id.as_str())));
    let skill = skill.map(|key| format!("skill={}", encoded(key)));
    let parts: Vec<String> = [agent, skill].into_iter().flatten().collect();
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    format!("{}skills{query}", document::base())
}
