//! One row of the transcript. The agent's words are the page; the operator's stand in a block.

use std::sync::Arc;

use leptos::prelude::*;

use super::tool_card::ToolCard;
use crate::platform::moment;
use crate::platform::part::part;
use crate::platform::work;
use crate::protocol::id::RunId;
use crate::store::chat::Chat;
use crate::store::chat::row::{Body, Delivery, Ending, Image, Row, RowKey, Said};
use crate::ui::later::Draw;
use crate::ui::markdown::Markdown;
use crate::words::{say, t, tr, w};

/// What a row is drawn as. It changes seldom, so that a row that grows is not built anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Said,
    Reply,
    Thinking,
    Tool,
    Note,
    Compacted,
    End,
    Gone,
}

fn kind(row: Option<&Arc<Row>>) -> Kind {
    match row.map(|row| &row.body) {
        Some(Body::Said(_)) => Kind::Said,
        Some(Body::Reply { .. }) => Kind::Reply,
        Some(Body::Thinking { .. }) => Kind::Thinking,
        Some(Body::Tool(_)) => Kind::Tool,
        Some(Body::Note { .. }) => Kind::Note,
        Some(Body::Compacted) => Kind::Compacted,
        Some(Body::End(_)) => Kind::End,
        None => Kind::Gone,
    }
}

/// A row by its key. `agent` is the agent's name; `edit` gets the text of a message taken back.
#[derive(Clone, Copy)]
pub struct MessageParts {
    pub chat: Chat,
    pub key: RowKey,
    pub agent: Signal<String>,
    pub edit: Callback<String>,
}

part! {
    /// Rows, and with them Markdown: nobody needs it before there is something to read.
    pub fn message in messages = draw as Draw<MessageParts>
}

fn draw(MessageParts { chat, key, agent, edit }: MessageParts) -> AnyView {
    let row = Memo::new(move |_| chat.row(key));
    let kind = Memo::new(move |_| row.with(|row| kind(row.as_ref())));
    let content = move || match kind.get() {
        Kind::Said => view! { <SaidBlock chat row edit/> }.into_any(),
        Kind::Reply => view! { <Reply chat row agent/> }.into_any(),
        Kind::Thinking => view! { <Thinking row/> }.into_any(),
        Kind::Tool => view! { <ToolCard row/> }.into_any(),
        Kind::Note => view! { <Note row/> }.into_any(),
        Kind::Compacted => {
            view! { <p class="chat__compacted">{say(w::CHAT_COMPACTED)}</p> }.into_any()
        }
        Kind::End => view! { <End row/> }.into_any(),
        Kind::Gone => ().into_any(),
    };
    content.into_any()
}

fn text(row: Memo<Option<Arc<Row>>>) -> Signal<String> {
    Signal::derive(move || {
        row.with(|row| match row.as_ref().map(|row| &row.body) {
            Some(Body::Reply { text, .. } | Body::Thinking { text } | Body::Note { text }) => {
                text.clone()
            }
            _ => String::new(),
        })
    })
}

fn time(row: Memo<Option<Arc<Row>>>) -> String {
    row.with(|row| row.as_ref().and_then(|row| row.at))
        .map(moment::date_and_time)
        .unwrap_or_default()
}

#[component]
fn SaidBlock(chat: Chat, row: Memo<Option<Arc<Row>>>, edit: Callback<String>) -> impl IntoView {
    let said = Memo::new(move |_| {
        row.with(|row| match row.as_ref().map(|row| &row.body) {
            Some(Body::Said(said)) => Some(said.clone()),
            _ => None,
        })
    });
    let of = move |read: fn(&Said) -> String| {
        said.with(|said| said.as_ref().map(read).unwrap_or_default())
    };
    let words = move || of(|said| said.text.clone());
    let delivery =
        Memo::new(move |_| said.with(|said| said.as_ref().map(|said| said.delivery.clone())));
    let on_its_way = move || {
        delivery.with(|delivery| {
            matches!(delivery, Some(Delivery::Sending { .. })).then_some("sending")
        })
    };
    let pictures = move || {
        said.with(|said| said.as_ref().map(|said| said.images.iter().map(picture).collect_view()))
    };
    view! {
        <article class="chat__said" aria-label=say(w::CHAT_YOU) data-message="said"
            data-delivery=on_its_way title=move || time(row)>
            <div class="chat__said-text" dir="auto">{words}</div>
            {pictures}
            {move || match delivery.get() {
                Some(Delivery::Failed { run, why }) => view! { <Failed chat run why edit/> }.into_any(),
                _ => ().into_any(),
            }}
        </article>
    }
}

fn picture(image: &Image) -> impl IntoView + use<> {
    let source = format!("data:{};base64,{}", image.mime_type, image.data);
    view! { <img class="chat__picture" src=source alt=say(w::CHAT_PICTURE)/> }
}

/// A message that did not go out, or of which nobody knows: nothing is lost, and nothing is said
/// twice, because it keeps its key.
#[component]
fn Failed(chat: Chat, run: RunId, why: String, edit: Callback<String>) -> impl IntoView {
    let again = run.clone();
    let send_again = move |_| work::begin(chat.send_again(again.clone()));
    let take_back = move |_| {
        if let Some(text) = chat.take_back(&run) {
            edit.run(text);
        }
    };
    view! {
        <div class="chat__failed" role="alert">
            <p>{why}</p>
            <button class="chat__small" on:click=send_again>{say(w::CHAT_SEND_AGAIN)}</button>
            <button class="chat__small" on:click=take_back>{say(w::CHAT_TAKE_BACK)}</button>
        </div>
    }
}

#[component]
fn Reply(chat: Chat, row: Memo<Option<Arc<Row>>>, agent: Signal<String>) -> impl IntoView {
    let live = move || {
        row.with(|row| row.as_ref().is_some_and(|row| !row.stored))
            && chat.running().with(Option::is_some)
    };
    let live = Memo::new(move |_| live());
    view! {
        <article
            class="chat__reply"
            aria-label=agent
            data-message="reply"
            data-live=move || live.get().then_some("")
            title=move || time(row)
        >
            <Markdown text=text(row) streaming=live/>
        </article>
    }
}

#[component]
fn Thinking(row: Memo<Option<Arc<Row>>>) -> impl IntoView {
    let text = text(row);
    let open = RwSignal::new(false);
    view! {
        <details class="chat__thinking" data-thinking="" on:toggle=move |_| open.update(|open| *open = !*open)>
            <summary>
                <span>{say(w::CHAT_THINKING)}</span>
                <span class="chat__glimpse" dir="auto">
                    {move || text.with(|text| text.lines().next_back().unwrap_or_default().chars().take(120).collect::<String>())}
                </span>
            </summary>
            <Show when=move || open.get()>
                <div class="chat__thought" dir="auto">{text}</div>
            </Show>
        </details>
    }
}

#[component]
fn Note(row: Memo<Option<Arc<Row>>>) -> impl IntoView {
    view! {
        <article class="chat__note" aria-label=say(w::CHAT_NOTE) data-message="note" title=move || time(row)>
            <Markdown text=text(row)/>
        </article>
    }
}

#[component]
fn End(row: Memo<Option<Arc<Row>>>) -> impl IntoView {
    move || {
        let ending = row.with(|row| match row.as_ref().map(|row| &row.body) {
            Some(Body::End(ending)) => Some(ending.clone()),
            _ => None,
        });
        match ending {
            Some(Ending::Aborted) => {
                view! { <p class="chat__end" data-end="aborted">{say(w::CHAT_ABORTED)}</p> }
                    .into_any()
            }
            Some(Ending::Empty) => {
                view! { <p class="chat__end" data-end="empty">{say(w::CHAT_EMPTY_REPLY)}</p> }
                    .into_any()
            }
            Some(Ending::Error(why)) => {
                let why = if why.is_empty() { t(w::CHAT_ERROR_UNKNOWN) } else { why };
                view! {
                    <div class="chat__end" data-end="error">
                        <strong>{say(w::CHAT_ERROR)}</strong>
                        <span dir="auto">{why}</span>
                    </div>
                }
                .into_any()
            }
            None => ().into_any(),
        }
    }
}

/// How long something took, in words short enough for a card's edge.
#[must_use]
pub fn duration(milliseconds: f64) -> String {
    if milliseconds < 1_000.0 {
        return tr(w::CHAT_MILLISECONDS, &[("n", &format!("{milliseconds:.0}"))]);
    }
    let seconds = milliseconds / 1_000.0;
    if seconds < 60.0 {
        return tr(w::CHAT_SECONDS, &[("n", &format!("{seconds:.1}"))]);
    }
    let (minutes, seconds) = ((seconds / 60.0).floor(), seconds % 60.0);
    tr(w::CHAT_MINUTES, &[("m", &format!("{minutes:.0}")), ("s", &format!("{seconds:.0}"))])
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_duration_is_said_in_the_unit_it_is_read_in() {
        assert_eq!(duration(23.0), "23 ms");
        assert_eq!(duration(2_340.0), "2.3 s");
        assert_eq!(duration(125_000.0), "2 min 5 s");
    }
}
