//! A tool call as a card: one line until it is opened, then arguments and output.

use std::sync::Arc;

use leptos::prelude::*;

use super::message::duration;
use crate::store::chat::row::{Body, Row, Tool, ToolPhase};
use crate::words::{Word, say, t, tr, w};

/// So much of an output is shown at first: its end, where the result is.
const SHOWN: usize = 16_000;

fn phase(phase: ToolPhase) -> (&'static str, Word) {
    match phase {
        ToolPhase::Running => ("running", w::CHAT_TOOL_RUNNING),
        ToolPhase::Done => ("done", w::CHAT_TOOL_DONE),
        ToolPhase::Failed => ("error", w::CHAT_TOOL_FAILED),
        ToolPhase::Unfinished => ("unfinished", w::CHAT_TOOL_UNFINISHED),
    }
}

#[component]
pub fn ToolCard(row: Memo<Option<Arc<Row>>>) -> impl IntoView {
    let tool = Memo::new(move |_| {
        row.with(|row| match row.as_ref().map(|row| &row.body) {
            Some(Body::Tool(tool)) => Some(tool.clone()),
            _ => None,
        })
    });
    let read = move |read: fn(&Tool) -> String| {
        tool.with(|tool| tool.as_ref().map(read).unwrap_or_default())
    };
    let phase = Memo::new(move |_| {
        phase(tool.with(|tool| tool.as_ref().map_or(ToolPhase::Running, |tool| tool.phase)))
    });
    let name = move || read(|tool| tool.name.clone());
    let target = move || read(|tool| tool.target.clone());
    let took = move || read(|tool| tool.duration_ms.map(duration).unwrap_or_default());
    let open = RwSignal::new(false);
    view! {
        <details
            class="chat__tool"
            data-tool=name
            data-phase=move || phase.get().0
            on:toggle=move |_| open.update(|open| *open = !*open)
        >
            <summary>
                <span class="chat__dot" data-phase=move || phase.get().0></span>
                <span class="chat__tool-name">{name}</span>
                <code class="chat__target" dir="ltr">{target}</code>
                <span class="chat__tool-phase">{move || t(phase.get().1)}</span>
                <span class="chat__took">{took}</span>
            </summary>
            <Show when=move || open.get()>
                <ToolBody tool/>
            </Show>
        </details>
    }
}

#[component]
fn ToolBody(tool: Memo<Option<Tool>>) -> impl IntoView {
    let whole = RwSignal::new(false);
    let arguments = Memo::new(move |_| {
        tool.with(|tool| tool.as_ref().map(|tool| tool.arguments.clone()).unwrap_or_default())
    });
    let output = Memo::new(move |_| {
        tool.with(|tool| tool.as_ref().map(|tool| tool.output.clone()).unwrap_or_default())
    });
    let is_cut = move || !whole.get() && output.with(String::len) > SHOWN;
    let shown = move || {
        output.with(
            |output| if whole.get() { output.clone() } else { tail(output, SHOWN).to_owned() },
        )
    };
    let waiting = move || {
        tool.with(|tool| match tool.as_ref().map(|tool| tool.phase) {
            Some(ToolPhase::Running) => t(w::CHAT_TOOL_NO_OUTPUT_YET),
            _ => t(w::CHAT_TOOL_NO_OUTPUT),
        })
    };
    view! {
        <div class="chat__tool-body">
            <Show when=move || !arguments.with(String::is_empty)>
                <h4>{say(w::CHAT_TOOL_ARGUMENTS)}</h4>
                <pre dir="ltr">{arguments}</pre>
            </Show>
            <h4>{say(w::CHAT_TOOL_OUTPUT)}</h4>
            <Show when=is_cut>
                <button class="chat__small" on:click=move |_| whole.set(true)>
                    {move || tr(w::CHAT_TOOL_SHOW_ALL, &[("n", &output.with(String::len).to_string())])}
                </button>
            </Show>
            <Show when=move || !output.with(String::is_empty) fallback=move || view! { <p class="chat__quiet">{waiting}</p> }>
                <pre dir="ltr" tabindex="0">{shown}</pre>
            </Show>
        </div>
    }
}

/// The end of a text, cut between characters.
fn tail(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    &text[from..]
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn the_end_of_a_text_is_cut_between_characters() {
        assert_eq!(tail("héllo", 4), "llo");
        assert_eq!(tail("hi", 4), "hi");
    }
}
