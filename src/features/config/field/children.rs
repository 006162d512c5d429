//! The settings of an object, in reading order: under headings where the gateway gives some, those
//! for experts folded behind one press unless they are set.

use leptos::prelude::*;
use serde_json::Value;

use super::row::Row;
use super::{frame, map};
use crate::features::config::desk::Only;
use crate::features::config::path::Path;
use crate::features::config::schema::{Field, MapShape};
use crate::platform::frame::painted;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::words::{say, t, tn, w};

/// So many stand on a screen. The others follow when these have been painted.
const SCREEN: usize = 12;

/// A line of the object: a heading or a setting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Line {
    Heading(String),
    Setting(Path),
}

/// What is shown at once, and what on request.
#[derive(Debug, Clone, Default, PartialEq)]
struct Lines {
    plain: Vec<Line>,
    advanced: Vec<Line>,
}

pub(super) fn view(row: Row, rest: Option<MapShape>) -> AnyView {
    let keys = keys(row);
    let all = Memo::new(move |_| {
        keys.track();
        row.field.with(|field| {
            let schema = row.desk.schema.get_value();
            let draft = row.desk.state.draft;
            draft.with_untracked(|draft| schema.children(field, draft.edited()))
        })
    });
    let lines = Memo::new(move |_| {
        let only = row.desk.only.get();
        all.with(|all| match only {
            Only::All => folded(row, all),
            Only::Set => {
                shown(row, all, |path| row.desk.state.draft.with(|draft| draft.get(path).is_some()))
            }
            Only::Changed => {
                shown(row, all, |path| row.desk.state.draft.with(|draft| draft.is_changed(path)))
            }
        })
    });
    let open = RwSignal::new(false);
    watch(move || {
        let is_wanted = |field: &Field| field.advanced && row.folds.is_wanted(&field.path);
        if all.with(|all| all.iter().any(is_wanted)) {
            open.set(true);
        }
    });
    let whole = RwSignal::new(false);
    // What is looked for is brought into view with the next frame: then it has to be there.
    watch(move || {
        if row.path.with_value(|path| row.folds.is_wanted_in(path)) {
            whole.set(true);
        }
    });
    work::begin(async move {
        painted().await;
        // Whoever waited may have gone elsewhere meanwhile.
        let _gone = whole.try_set(true);
    });
    let plain = move || {
        let most = if whole.get() { usize::MAX } else { SCREEN };
        lines.with(|it| it.plain.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let line = move |line: Line| match line {
        Line::Heading(text) => view! { <h4 class="field__group">{text}</h4> }.into_any(),
        Line::Setting(path) => {
            let given = all.with_untracked(|all| all.iter().find(|it| it.path == path).cloned());
            Row::new(row.below(), path, given, None).map(frame::draw).into_any()
        }
    };
    let hidden = Memo::new(move |_| {
        lines
            .with(|lines| lines.advanced.iter().filter(|it| matches!(it, Line::Setting(_))).count())
    });
    let is_all = move || row.desk.only.get() == Only::All;
    view! {
        <For each=plain key=Clone::clone children=line />
        {move || {
            let none = lines.with(|it| it.plain.is_empty() && it.advanced.is_empty());
            none.then(|| view! { <p class="field__note">{say(w::CONFIG_FIELD_NOTHING)}</p> })
        }}
        {move || {
            let count = hidden.get();
            (count > 0)
                .then(|| {
                    view! {
                        <button
                            class="field__more"
                            type="button"
                            aria-expanded=move || open.get().to_string()
                            on:click=move |_| open.update(|open| *open = !*open)
                        >
                            {move || {
                                if open.get() {
                                    t(w::CONFIG_FIELD_ADVANCED_FOLD)
                                } else {
                                    tn(w::CONFIG_FIELD_ADVANCED, count)
                                }
                            }}
                        </button>
                    }
                })
        }}
        <Show when=move || open.get()>
            <For each=move || lines.with(|it| it.advanced.clone()) key=Clone::clone children=line />
        </Show>
        {move || rest.clone().filter(|_| is_all()).map(|rest| map::add(row, rest))}
    }
    .into_any()
}

/// The places of a tuple, once it is there.
pub(super) fn tuple(row: Row) -> AnyView {
    (move || {
        if row.standing.with(|it| it.present) {
            return view(row, None);
        }
        let start = move || {
            let schema = row.desk.schema.get_value();
            row.set(row.field.with_untracked(|field| schema.start(field)));
        };
        view! {
            <crate::ui::button::Button
                label=w::CONFIG_FIELD_ADD
                small=true
                disabled=Signal::derive(move || row.locked())
                on_press=start
            />
        }
        .into_any()
    })
    .into_any()
}

/// Which keys stand there: only with them the settings become others.
pub(super) fn keys(row: Row) -> Memo<Vec<String>> {
    Memo::new(move |_| {
        row.desk.state.draft.with(|draft| match row.path.with_value(|path| draft.get(path)) {
            Some(Value::Object(map)) => map.keys().cloned().collect(),
            Some(Value::Array(list)) => (0..list.len()).map(|at| at.to_string()).collect(),
            _ => Vec::new(),
        })
    })
}

/// Those for experts that are set in the file stand with the others: nothing that is in force
/// unseen. By the file and not by the draft, so that nothing moves while one types.
fn folded(row: Row, all: &[Field]) -> Lines {
    let is_set = |field: &Field| {
        row.desk.state.draft.with_untracked(|draft| field.path.get(draft.base()).is_some())
    };
    let (advanced, plain): (Vec<&Field>, Vec<&Field>) =
        all.iter().partition(|field| field.advanced && !is_set(field));
    Lines { plain: with_headings(&plain), advanced: with_headings(&advanced) }
}

fn shown(row: Row, all: &[Field], is_shown: impl Fn(&Path) -> bool) -> Lines {
    // A place is kept in view when it is looked for.
    let keep = |field: &&Field| is_shown(&field.path) || row.folds.is_wanted(&field.path);
    let plain: Vec<&Field> = all.iter().filter(keep).collect();
    Lines { plain: with_headings(&plain), advanced: Vec::new() }
}

fn with_headings(fields: &[&Field]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut group = None;
    for field in fields {
        if field.group != group {
            group.clone_from(&field.group);
            lines.extend(group.clone().map(Line::Heading));
        }
        lines.push(Line::Setting(field.path.clone()));
    }
    lines
}
