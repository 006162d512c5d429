//! What was said in a session, with what each word cost. Somebody else's words are shown as they
//! are, long ones folded.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::wording::READER;
use crate::platform::moment;
use crate::protocol::usage::UsageLog;
use crate::ui::button::Button;
use crate::ui::input::text::TextInput;
use crate::ui::sheet::Empty;
use crate::words::{say, t, tn, tr, w};

/// More letters are folded away.
const LONG: usize = 600;
/// So many rows are drawn at a time.
const STEP: usize = 100;

/// The log of one session, newest last as it was told.
#[component]
pub fn Log(#[prop(into)] logs: Signal<Vec<UsageLog>>) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let hidden = RwSignal::new(BTreeSet::<String>::new());
    let limit = RwSignal::new(STEP);
    let roles = Memo::new(move |_| {
        let role = |log: &UsageLog| log.role.clone().unwrap_or_default();
        logs.with(|logs| logs.iter().map(role).collect::<BTreeSet<String>>())
    });
    let found = Memo::new(move |_| {
        let search = search.get().to_lowercase();
        let fits = |log: &&UsageLog| hidden.with(|hidden| matches(log, hidden, &search));
        logs.with(|logs| logs.iter().filter(fits).cloned().collect::<Vec<_>>())
    });
    let count = Memo::new(move |_| found.with(Vec::len));
    let role = move |role: String| {
        let (asked, turned, name) = (role.clone(), role.clone(), role_name(&role));
        view! {
            <button
                class="log__role"
                type="button"
                aria-pressed=move || (!hidden.with(|hidden| hidden.contains(&asked))).to_string()
                on:click=move |_| {
                    hidden
                        .update(|hidden| {
                            if !hidden.remove(&turned) {
                                hidden.insert(turned.clone());
                            }
                        });
                }
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="log">
            <div class="log__tools">
                <TextInput label=w::USAGE_LOG_FIND value=search />
                <div class="log__roles" role="group" aria-label=say(w::USAGE_LOG_ROLES)>
                    {move || roles.get().into_iter().map(role).collect_view()}
                </div>
            </div>
            <p class="log__count" role="status">
                {move || tn(w::USAGE_LOG_COUNT, count.get())}
            </p>
            {move || (count.get() == 0).then(|| view! { <Empty text=w::USAGE_LOG_NONE /> })}
            <ol class="log__list">
                {move || {
                    found
                        .with(|found| {
                            found.iter().take(limit.get()).cloned().map(row).collect_view()
                        })
                }}
            </ol>
            {move || {
                let rest = count.get().saturating_sub(limit.get());
                (rest > 0)
                    .then(|| {
                        view! {
                            <Button
                                label=move || tn(w::USAGE_LOG_MORE, rest.min(STEP))
                                on_press=move || limit.update(|limit| *limit += STEP)
                            />
                        }
                    })
            }}
        </div>
    }
}

fn matches(log: &UsageLog, hidden: &BTreeSet<String>, search: &str) -> bool {
    let role = log.role.as_deref().unwrap_or_default();
    let text = || log.content.as_deref().unwrap_or_default().to_lowercase();
    !hidden.contains(role) && (search.trim().is_empty() || text().contains(search.trim()))
}

/// Roles that are not known are said as the gateway says them.
fn role_name(role: &str) -> String {
    match role {
        "user" => t(w::USAGE_ROLE_USER),
        "assistant" => t(w::USAGE_ROLE_ASSISTANT),
        "tool" => t(w::USAGE_ROLE_TOOL),
        "toolResult" => t(w::USAGE_ROLE_RESULT),
        "" => t(w::USAGE_UNKNOWN),
        other => other.to_owned(),
    }
}

fn row(log: UsageLog) -> AnyView {
    let UsageLog { timestamp, role, content, tokens, cost } = log;
    let content = content.unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "no moment is that far away")]
    let at = timestamp.map(|at| moment::date_and_time(at as f64));
    let figures = [
        tokens.map(|tokens| tr(w::USAGE_N_TOKENS, &[("n", &READER.count(Some(tokens)))])),
        cost.map(READER.money),
    ];
    let figures = figures.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let text = match split(&content) {
        None => view! { <p class="log__text" dir="auto">{content}</p> }.into_any(),
        Some((first, _)) => {
            let summary = format!("{first}…");
            view! {
                <details class="log__fold">
                    <summary>
                        <span class="log__text" dir="auto">{summary}</span>
                        <span class="log__unfold">{say(w::USAGE_LOG_UNFOLD)}</span>
                    </summary>
                    <p class="log__text" dir="auto">{content}</p>
                </details>
            }
            .into_any()
        }
    };
    view! {
        <li class="log__row" data-role=role.clone()>
            <header class="log__head">
                <strong>{role_name(role.as_deref().unwrap_or_default())}</strong>
                <span>{at}</span>
                <span class="log__figures">{figures}</span>
            </header>
            {text}
        </li>
    }
    .into_any()
}

/// The beginning of a long text, and the rest.
fn split(text: &str) -> Option<(&str, &str)> {
    let (at, _) = text.char_indices().nth(LONG)?;
    Some(text.split_at(text.char_indices().nth(LONG / 2).map_or(at, |(at, _)| at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_found_by_its_words_unless_its_role_is_hidden() {
        let log = UsageLog {
            role: Some("user".to_owned()),
            content: Some("Where is the Harbour?".to_owned()),
            ..UsageLog::default()
        };
        let none = BTreeSet::new();
        assert!(matches(&log, &none, "harbour"));
        assert!(!matches(&log, &none, "mast"));
        assert!(!matches(&log, &BTreeSet::from(["user".to_owned()]), ""));
    }

    #[test]
    fn only_a_long_text_is_folded_and_letters_stay_whole() {
        assert_eq!(split(&"ä".repeat(LONG)), None);
        let long = "ä".repeat(LONG + 1);
        let (first, rest) = split(&long).unwrap();
        assert_eq!((first.chars().count(), first.len() + rest.len()), (LONG / 2, long.len()));
    }
}
