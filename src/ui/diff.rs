//! A list of differences in words: what it is about, what was there before, what comes instead.

use icondata::{LuMinus, LuPencil, LuPlus};
use leptos::{html::Ul, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ui::icon::Icon;
use crate::words::{Word, t};

/// What happens to a thing. The color never says it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiffKind {
    Added,
    Changed,
    Removed,
}

/// One difference. `word` says its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    pub kind: DiffKind,
    pub word: String,
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What can be done with one difference, by its number: taking it back.
#[derive(Clone, Copy)]
pub struct Undo {
    pub word: Word,
    pub call: Callback<usize>,
}

#[component]
pub fn Diff(
    #[prop(into)] lines: Signal<Vec<DiffLine>>,
    #[prop(optional)] undo: Option<Undo>,
) -> impl IntoView {
    let list = NodeRef::new();
    // The line goes with the difference, and the keyboard with it to the one that takes its place.
    let undo = undo.map(|Undo { word, call }| Undo {
        word,
        call: Callback::new(move |at| {
            call.run(at);
            request_animation_frame(move || keep_keyboard(list, at));
        }),
    });
    let draw = move || {
        let lines = lines.get().into_iter().enumerate();
        lines.map(|(at, it)| line(it, undo.map(|undo| (undo, at)))).collect_view()
    };
    view! { <ul class="diff" node_ref=list>{draw}</ul> }
}

fn keep_keyboard(list: NodeRef<Ul>, at: usize) {
    let Some(list) = list.try_get_untracked().flatten() else { return };
    let Ok(buttons) = list.query_selector_all(".diff__undo") else { return };
    let next = u32::try_from(at).unwrap_or(u32::MAX).min(buttons.length().saturating_sub(1));
    if let Some(button) = buttons.get(next).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _unfocusable = button.focus();
    }
}

fn line(line: DiffLine, undo: Option<(Undo, usize)>) -> impl IntoView {
    let name = line.name.clone();
    let undo = undo.map(|(Undo { word, call }, at)| {
        view! {
            <button
                class="button diff__undo"
                type="button"
                data-variant="plain"
                data-size="small"
                aria-label=move || format!("{}: {name}", t(word))
                on:click=move |_| call.run(at)
            >
                {move || t(word)}
            </button>
        }
    });
    let (kind, glyph) = match line.kind {
        DiffKind::Added => ("added", LuPlus),
        DiffKind::Changed => ("changed", LuPencil),
        DiffKind::Removed => ("removed", LuMinus),
    };
    view! {
        <li class="diff__line" data-kind=kind>
            <span class="diff__kind"><Icon glyph=glyph /> {line.word}</span>
            <span class="diff__name" dir="auto">{line.name}</span>
            <span class="diff__values">
                {line.before.map(|text| view! { <del class="diff__before" dir="ltr">{text}</del> })}
                {line.after.map(|text| view! { <ins class="diff__after" dir="ltr">{text}</ins> })}
            </span>
            {undo}
        </li>
    }
}
