//! A list of differences in words: what it is about, what was there before, what comes instead.

use icondata::{LuMinus, LuPencil, LuPlus};
use leptos::prelude::*;

use crate::ui::icon::Icon;

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

#[component]
pub fn Diff(#[prop(into)] lines: Signal<Vec<DiffLine>>) -> impl IntoView {
    view! {
        <ul class="diff">
            {move || lines.get().into_iter().map(line).collect_view()}
        </ul>
    }
}

fn line(line: DiffLine) -> impl IntoView {
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
        </li>
    }
}
