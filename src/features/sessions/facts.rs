//! What there is to know of a session, as a list of names and values. What can be needed elsewhere
//! can be copied.

use icondata::{LuCheck, LuCopy};
use leptos::prelude::*;
use serde_json::Value;

use super::drawer::Looked;
use super::line::Line;
use crate::platform::{clipboard, moment, work};
use crate::ui::button::IconButton;
use crate::words::{Word, say, t, tr, w};

#[component]
pub fn FactList(looked: Looked) -> impl IntoView {
    let facts = Memo::new(move |_| {
        looked.facts.with(|facts| {
            looked
                .line
                .with(|line| line.as_ref().map(|line| list(line, &facts.row)).unwrap_or_default())
        })
    });
    let key = looked.key.with_value(ToString::to_string);
    let session_id =
        move || looked.line.with(|line| line.as_ref().and_then(|line| line.session_id.clone()));
    view! {
        <dl class="drawer__facts">
            <Copied word=w::SESSIONS_FACT_KEY value=key/>
            {move || session_id().map(|id| view! { <Copied word=w::SESSIONS_FACT_ID value=id/> })}
            {move || {
                facts
                    .get()
                    .into_iter()
                    .map(|(word, value)| {
                        view! {
                            <div class="drawer__fact">
                                <dt>{say(word)}</dt>
                                <dd dir="auto">{value}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
}

/// A value for machines, with a button that copies it.
#[component]
fn Copied(word: Word, value: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let text = StoredValue::new(value.clone());
    let glyph = Signal::derive(move || if copied.get() { LuCheck } else { LuCopy });
    let copy = move || {
        work::begin(async move {
            let done = clipboard::copy(&text.get_value()).await;
            copied.try_set(done);
        });
    };
    let label = move || match copied.get() {
        true => t(w::UI_COPIED),
        false => tr(w::SESSIONS_COPY, &[("what", &t(word))]),
    };
    view! {
        <div class="drawer__fact">
            <dt>{say(word)}</dt>
            <dd class="drawer__copied">
                <code dir="ltr">{value}</code>
                <IconButton label=label glyph on_press=copy/>
            </dd>
        </div>
    }
}

fn list(line: &Line, row: &serde_json::Map<String, Value>) -> Vec<(Word, String)> {
    let text = |name: &str| {
        let value = row.get(name).and_then(Value::as_str).map(str::to_owned);
        value.filter(|value| !value.trim().is_empty())
    };
    let at = |name: &str| row.get(name).and_then(Value::as_f64).map(moment::date_and_time);
    let number = |name: &str| row.get(name).and_then(Value::as_u64).map(|it| it.to_string());
    let tokens = match (line.tokens, line.room) {
        (None, _) => t(w::SESSIONS_UNKNOWN),
        (Some(tokens), None) => tokens.to_string(),
        (Some(tokens), Some(room)) => {
            tr(w::SESSIONS_TOKENS_OF, &[("n", &tokens.to_string()), ("room", &room.to_string())])
        }
    };
    let origin = row.get("origin").and_then(|it| it.get("label")).and_then(Value::as_str);
    let error = match row.get("lastRunError") {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Object(error)) => {
            error.get("message").and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    };
    [
        (w::SESSIONS_COLUMN_KIND, Some(t(line.kind.word()))),
        (w::SESSIONS_AGENT, Some(line.agent.clone()).filter(|agent| !agent.is_empty())),
        (w::SESSIONS_CHANNEL, line.channel.clone()),
        (w::SESSIONS_FACT_FROM, origin.map(str::to_owned)),
        (w::SESSIONS_FACT_SUBJECT, text("subject").or_else(|| text("groupChannel"))),
        (w::SESSIONS_FACT_TO, text("lastTo")),
        (w::SESSIONS_FACT_ACCOUNT, text("lastAccountId").or_else(|| text("accountId"))),
        (w::SESSIONS_FACT_PARENT, line.spawned_by.as_ref().map(ToString::to_string)),
        (w::SESSIONS_FIELD_MODEL, line.full_model()),
        (w::SESSIONS_COLUMN_TOKENS, Some(tokens)),
        (w::SESSIONS_FACT_INPUT, number("inputTokens")),
        (w::SESSIONS_FACT_OUTPUT, number("outputTokens")),
        (w::SESSIONS_COLUMN_UPDATED, line.updated.map(|at| moment::date_and_time(at as f64))),
        (w::SESSIONS_FACT_CREATED, at("createdAt")),
        (w::SESSIONS_FACT_STATUS, text("status")),
        (w::SESSIONS_FACT_ERROR, error),
        (w::SESSIONS_FACT_ABORTED, line.aborted.then(|| t(w::SESSIONS_ABORTED))),
    ]
    .into_iter()
    .filter_map(|(word, value)| Some((word, value?)))
    .collect()
}
