//! What is known of an agent, where it works now, and the ways to the rest of it.

use icondata::{
    Icon as Glyph, LuCalendarClock, LuList, LuMessageSquare, LuPuzzle, LuSettings2, LuShieldCheck,
};
use leptos::prelude::*;

use super::address;
use super::doing::Doing;
use super::looks::Looks;
use super::settings::Settings;
use super::state::AgentsState;
use crate::platform::moment;
use crate::protocol::agents::AgentRow;
use crate::protocol::health::HeartbeatPlan;
use crate::protocol::id::{AgentId, SessionKey};
use crate::store::sessions::{short_key, title};
use crate::ui::icon::Icon;
use crate::words::{Word, say, t, tn, tr, w};

/// So many conversations are named.
const NAMED: usize = 5;

/// The ways to everything else of this agent.
#[component]
pub fn Elsewhere(state: AgentsState, id: AgentId) -> impl IntoView {
    let stores = state.stores;
    let of = id.clone();
    let talk = move || {
        let main = stores.connection.main_session().get();
        stores.agents.list().with(|list| {
            let list = list.ready();
            let (default, key) = (
                list.and_then(|it| it.default_id.as_ref()),
                list.and_then(|it| it.main_key.as_deref()),
            );
            address::chat(&address::main_session(&of, default, key, main.as_ref()))
        })
    };
    let of = id.clone();
    let settings = move || {
        let at = state.settings(&of).and_then(|settings| settings.at);
        address::config(&at.unwrap_or_else(|| "/agents".to_owned()))
    };
    view! {
        <nav class="agents__ways" aria-label=say(w::AGENTS_WAYS)>
            {way(LuMessageSquare, w::AGENTS_CHAT, talk)}
            {to_page(LuList, "sessions", w::PAGE_SESSIONS, &id)}
            {to_page(LuPuzzle, "skills", w::PAGE_SKILLS, &id)}
            {to_page(LuCalendarClock, "cron", w::PAGE_CRON, &id)}
            {to_page(LuShieldCheck, "approvals", w::AGENTS_POLICY, &id)}
            {way(LuSettings2, w::AGENTS_SETTINGS, settings)}
        </nav>
    }
}

fn to_page(glyph: Glyph, page: &str, word: Word, id: &AgentId) -> impl IntoView + use<> {
    let to = address::page(page, id);
    way(glyph, word, move || to.clone())
}

fn way(glyph: Glyph, word: Word, to: impl Fn() -> String + Send + Sync + 'static) -> impl IntoView {
    let to = Memo::new(move |_| to());
    view! {
        <a class="button" data-variant="plain" data-size="small" href=move || to.get()>
            <Icon glyph=glyph/>
            <span>{say(word)}</span>
        </a>
    }
}

/// The conversations in which it works at this moment.
#[component]
pub fn Running(state: AgentsState, doing: Memo<Doing>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        doing.with(|doing| doing.running.iter().take(NAMED).cloned().collect::<Vec<SessionKey>>())
    });
    let named = move |key: &SessionKey| {
        let row = state.stores.sessions.row(key);
        row.as_ref().map_or_else(|| short_key(key), title)
    };
    let rest = move || doing.with(|doing| doing.running.len()).saturating_sub(NAMED);
    view! {
        <Show when=move || !shown.with(Vec::is_empty)>
            <section class="agents__now" aria-label=say(w::AGENTS_NOW)>
                <h3>{say(w::AGENTS_NOW)}</h3>
                <ul>
                    {move || {
                        let line = |key: SessionKey| {
                            let to = address::chat(&key);
                            view! { <li><a href=to dir="auto">{named(&key)}</a></li> }
                        };
                        shown.get().into_iter().map(line).collect_view()
                    }}
                </ul>
                {move || (rest() > 0).then(|| view! { <p class="agents__note">{tn(w::AGENTS_NOW_MORE, rest())}</p> })}
            </section>
        </Show>
    }
}

/// What a fact says: words, something a machine reads, or a point in time.
enum Said {
    Words(String),
    Code(String),
    Time(u64),
}

/// What is known of it.
#[component]
pub fn Facts(
    state: AgentsState,
    id: AgentId,
    row: Memo<AgentRow>,
    looks: Memo<Looks>,
    doing: Memo<Doing>,
) -> impl IntoView {
    let facts = move || {
        let settings = state.settings(&id);
        let health = state.health(&id);
        let doing = doing.get();
        row.with(|row| {
            let written = settings.clone().unwrap_or_default();
            let (model, fallbacks) = model(row, settings.as_ref());
            let count = health
                .as_ref()
                .and_then(|it| it.sessions.count)
                .and_then(|count| usize::try_from(count).ok())
                .unwrap_or(doing.sessions);
            let elsewhere = looks.with(|looks| looks.is_elsewhere);
            let skills = written.skills.map(|count| Said::Words(tn(w::AGENTS_SKILLS_SOME, count)));
            let all = [
                (w::AGENTS_ID, Some(Said::Code(row.id.to_string()))),
                (w::AGENTS_THEME, state.theme(row).map(Said::Words)),
                (w::AGENTS_MODEL, model),
                (w::AGENTS_FALLBACKS, fallbacks.map(Said::Code)),
                (w::AGENTS_WORKSPACE, state.workspace(&id).map(Said::Code)),
                (
                    w::AGENTS_HEARTBEAT,
                    health.as_ref().and_then(|it| it.heartbeat.as_ref()).map(heartbeat),
                ),
                (w::AGENTS_SESSIONS, Some(Said::Words(tn(w::AGENTS_SESSIONS_COUNT, count)))),
                (w::AGENTS_LAST, doing.active_at.map(Said::Time)),
                (w::AGENTS_SKILLS, skills),
                (w::AGENTS_AVATAR, elsewhere.then(|| Said::Words(t(w::AGENTS_AVATAR_ELSEWHERE)))),
            ];
            all.into_iter().filter_map(|(word, said)| Some(fact(word, said?))).collect_view()
        })
    };
    view! { <dl class="agents__facts">{facts}</dl> }
}

/// The model it uses, and those it falls back to.
fn model(row: &AgentRow, settings: Option<&Settings>) -> (Option<Said>, Option<String>) {
    let listed = row.model.as_ref();
    let primary = listed
        .and_then(|model| model.primary.clone())
        .or_else(|| settings.and_then(|it| it.model.clone()));
    let is_common = settings.is_some_and(|it| it.is_common_model);
    let said = primary.map(|model| {
        if is_common {
            Said::Words(tr(w::AGENTS_MODEL_COMMON, &[("model", &model)]))
        } else {
            Said::Code(model)
        }
    });
    let fallbacks = listed
        .map(|model| model.fallbacks.clone())
        .filter(|all| !all.is_empty())
        .or_else(|| settings.map(|it| it.fallbacks.clone()))
        .filter(|all| !all.is_empty());
    (said, fallbacks.map(|all| all.join(", ")))
}

/// How often it looks around by itself. `0m` and `disabled` mean never, whatever else is said.
fn heartbeat(plan: &HeartbeatPlan) -> Said {
    let every = plan.every.as_deref().map(str::trim).unwrap_or_default();
    let is_zero = every.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()) == "0";
    Said::Words(if plan.enabled == Some(false) || is_zero || matches!(every, "" | "disabled") {
        t(w::AGENTS_HEARTBEAT_NEVER)
    } else {
        tr(w::AGENTS_HEARTBEAT_EVERY, &[("every", every)])
    })
}

fn fact(word: Word, said: Said) -> impl IntoView {
    let said = match said {
        Said::Words(text) => view! { <span dir="auto">{text}</span> }.into_any(),
        Said::Code(text) => view! { <code class="agents__code" dir="ltr">{text}</code> }.into_any(),
        Said::Time(at) => {
            let at = at as f64;
            view! {
                <time>{moment::date_and_time(at)}</time>
                <span class="agents__note">" "{moment::ago(at)}</span>
            }
            .into_any()
        }
    };
    view! {
        <div class="agents__fact">
            <dt>{say(word)}</dt>
            <dd>{said}</dd>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn every(plan: Value) -> String {
        match heartbeat(&serde_json::from_value(plan).unwrap()) {
            Said::Words(text) | Said::Code(text) => text,
            Said::Time(_) => String::new(),
        }
    }

    #[test]
    fn a_heartbeat_of_nought_is_none() {
        let never = t(w::AGENTS_HEARTBEAT_NEVER);
        assert_eq!(every(json!({"enabled": true, "every": "0m"})), never);
        assert_eq!(every(json!({"enabled": false, "every": "30m"})), never);
        assert_eq!(every(json!({"every": "disabled"})), never);
        assert!(every(json!({"enabled": true, "every": "30m"})).contains("30m"));
    }

    #[test]
    fn what_the_list_says_of_the_model_wins() {
        let row = |model: Value| -> AgentRow {
            serde_json::from_value(json!({"id": "a", "model": model})).unwrap()
        };
        let settings = Settings {
            model: Some("a/b".to_owned()),
            fallbacks: vec!["c/d".to_owned()],
            ..Settings::default()
        };
        let (said, fallbacks) = model(&row(json!("x/y")), Some(&settings));
        assert!(matches!(said, Some(Said::Code(model)) if model == "x/y"));
        assert_eq!(fallbacks.as_deref(), Some("c/d"));
        assert!(model(&row(Value::Null), None).0.is_none());
    }
}
