//! The commands that are allowed without asking: found, added, edited in place, removed and put back.

use icondata::{LuPencil, LuTrash2};
use leptos::{html, prelude::*};

use super::places::{Who, allowlist, entry_names};
use super::setting::{PatternProblem, check, entry, list_mut};
use super::view::Desk;
use super::wording::who_name;
use crate::platform::{moment, watch::watch};
use crate::protocol::approvals::AllowedCommand;
use crate::ui::button::{Button, IconButton, Variant};
use crate::ui::input::text::{TextInput, TextKind};
use crate::words::{say, t, tn, tr, w};

/// A list longer than this has a box to filter it by.
const FILTERED: usize = 8;
/// So many are drawn unless all are asked for.
const SHOWN: usize = 60;

#[derive(Debug, Clone, PartialEq)]
struct Row {
    at: usize,
    name: String,
    entry: AllowedCommand,
}

/// What one list is doing.
#[derive(Clone, Copy)]
struct Doing {
    desk: Desk,
    who: StoredValue<Who>,
    /// The entry that is edited, by name, and what is typed.
    editing: RwSignal<Option<String>>,
    typed: RwSignal<String>,
    problem: RwSignal<Option<String>>,
    /// What was removed last, and where it stood.
    removed: RwSignal<Option<(usize, AllowedCommand)>>,
}

#[component]
pub fn Allowlist(desk: Desk, who: Who) -> impl IntoView {
    let who = StoredValue::new(who);
    let doing = Doing {
        desk,
        who,
        editing: RwSignal::new(None),
        typed: RwSignal::new(String::new()),
        problem: RwSignal::new(None),
        removed: RwSignal::new(None),
    };
    let filter = RwSignal::new(String::new());
    let show_all = RwSignal::new(false);
    let rows = Memo::new(move |_| {
        desk.state.draft.with(|draft| {
            who.with_value(|who| {
                let names = entry_names(draft, who);
                let entries = allowlist(draft, who).iter().cloned();
                let row = |(at, (entry, name))| Row { at, name, entry };
                entries.zip(names).enumerate().map(row).collect::<Vec<_>>()
            })
        })
    });
    let found = Memo::new(move |_| {
        let words = filter.get().to_lowercase();
        rows.with(|rows| {
            rows.iter().filter(|row| fits(&row.entry, &words)).cloned().collect::<Vec<_>>()
        })
    });
    let drawn = move || {
        let most = if show_all.get() { usize::MAX } else { SHOWN };
        found.with(|found| found.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let left = move || {
        found.with(Vec::len).saturating_sub(if show_all.get() { usize::MAX } else { SHOWN })
    };
    let label = move || {
        tr(w::POLICY_LIST_OF, &[("who", &who.with_value(|who| who_name(desk.stores, who)))])
    };
    view! {
        <div class="policy__list">
            <h4 class="policy__label">
                {say(w::POLICY_LIST)}
                <span class="policy__count">{move || rows.with(Vec::len)}</span>
            </h4>
            <Show when=move || FILTERED < rows.with(Vec::len)>
                <input
                    class="input__field"
                    type="search"
                    aria-label=say(w::POLICY_FILTER)
                    placeholder=say(w::POLICY_FILTER)
                    prop:value=filter
                    on:input:target=move |event| filter.set(event.target().value())
                />
            </Show>
            <ul class="policy__entries" aria-label=label>
                <For
                    each=drawn
                    key=|row| (row.at, row.name.clone(), row.entry.pattern.clone(), row.entry.last_used_at.as_ref().map(ToString::to_string))
                    let:row
                >
                    <Entry doing=doing row=row />
                </For>
            </ul>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="policy__means">{say(w::POLICY_LIST_EMPTY)}</p>
            </Show>
            <Show when=move || found.with(Vec::is_empty) && !rows.with(Vec::is_empty)>
                <p class="policy__means" role="status">{say(w::POLICY_LIST_NONE)}</p>
            </Show>
            <Show when=move || 0 < left()>
                <div>
                    <Button label=move || tn(w::POLICY_SHOW_REST, left()) small=true on_press=move || show_all.set(true) />
                </div>
            </Show>
            {move || doing.removed.get().map(|(at, entry)| view! { <Removed doing=doing at=at entry=entry /> })}
            <Add doing=doing />
        </div>
    }
}

fn fits(entry: &AllowedCommand, words: &str) -> bool {
    let texts =
        [Some(&entry.pattern), entry.last_used_command.as_ref(), entry.last_resolved_path.as_ref()];
    let texts: Vec<String> = texts.into_iter().flatten().map(|text| text.to_lowercase()).collect();
    words.split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}

#[component]
fn Entry(doing: Doing, row: Row) -> impl IntoView {
    let row = StoredValue::new(row);
    let is_edited = Memo::new(move |_| {
        doing.editing.with(|name| row.with_value(|row| name.as_ref() == Some(&row.name)))
    });
    view! {
        <li class="policy__entry">
            {move || if is_edited.get() {
                view! { <Edit doing=doing row=row /> }.into_any()
            } else {
                view! { <Shown doing=doing row=row /> }.into_any()
            }}
        </li>
    }
}

#[component]
fn Shown(doing: Doing, row: StoredValue<Row>) -> impl IntoView {
    let pattern = row.with_value(|row| row.entry.pattern.clone());
    let (edit_name, remove_name) = (pattern.clone(), pattern.clone());
    let begin = move || {
        row.with_value(|row| {
            doing.typed.set(row.entry.pattern.clone());
            doing.problem.set(None);
            doing.editing.set(Some(row.name.clone()));
        });
    };
    let remove = move || {
        let Row { at, entry, .. } = row.get_value();
        doing.desk.state.edit(|draft| {
            doing.who.with_value(|who| {
                let list = list_mut(draft, who);
                if list.get(at) == Some(&entry) {
                    list.remove(at);
                }
            });
        });
        doing.removed.set(Some((at, entry)));
    };
    view! {
        <div class="policy__said">
            <code class="policy__pattern" dir="ltr">{pattern}</code>
            <span class="policy__used">{move || row.with_value(|row| used(&row.entry))}</span>
            {row.with_value(|row| {
                row.entry.rest.get("argPattern").and_then(|it| it.as_str()).map(|arguments| {
                    let arguments = arguments.to_owned();
                    view! {
                        <span class="policy__used" dir="auto">
                            {move || tr(w::POLICY_ARGUMENTS, &[("pattern", &arguments)])}
                        </span>
                    }
                })
            })}
        </div>
        <IconButton
            label=move || tr(w::POLICY_EDIT, &[("pattern", &edit_name)])
            glyph=LuPencil
            disabled=doing.desk.busy
            on_press=begin
        />
        <IconButton
            label=move || tr(w::POLICY_REMOVE, &[("pattern", &remove_name)])
            glyph=LuTrash2
            disabled=doing.desk.busy
            on_press=remove
        />
    }
}

/// When, with which command, and where it was found.
fn used(entry: &AllowedCommand) -> String {
    let Some(at) = entry.last_used_at.as_ref().and_then(serde_json::Number::as_f64) else {
        return t(w::POLICY_NEVER_USED);
    };
    let mut text = tr(w::POLICY_USED, &[("when", &moment::ago(at))]);
    if let Some(command) = &entry.last_used_command {
        text = format!("{text} · {command}");
    }
    match entry.last_resolved_path.as_ref().filter(|path| **path != entry.pattern) {
        Some(path) => format!("{text} · {path}"),
        None => text,
    }
}

#[component]
fn Edit(doing: Doing, row: StoredValue<Row>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    watch(move || {
        if let Some(field) = field.get() {
            let _focused = field.focus();
        }
    });
    let end = move || doing.editing.set(None);
    let save = move || {
        let Row { at, .. } = row.get_value();
        let looked = look(doing, Some(at), &doing.typed.get_untracked());
        match looked {
            Err(problem) => doing.problem.set(Some(problem)),
            Ok(pattern) => {
                end();
                doing.desk.state.edit(|draft| {
                    doing.who.with_value(|who| {
                        if let Some(entry) = list_mut(draft, who).get_mut(at) {
                            entry.pattern = pattern;
                        }
                    });
                });
            }
        }
    };
    view! {
        <form
            class="policy__form"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
            on:keydown=move |event| if event.key() == "Escape" { end() }
        >
            <input
                class="input__field"
                node_ref=field
                type="text"
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                dir="ltr"
                aria-label=move || row.with_value(|row| tr(w::POLICY_PATTERN_OF, &[("pattern", &row.entry.pattern)]))
                aria-invalid=move || doing.problem.with(Option::is_some).then_some("true")
                prop:value=doing.typed
                on:input:target=move |event| doing.typed.set(event.target().value())
            />
            <Button label=w::POLICY_TAKE submit=true />
            <Button label=w::UI_CANCEL variant=Variant::Quiet on_press=end />
            <p class="policy__problem" role="alert">{move || doing.problem.get()}</p>
        </form>
    }
}

#[component]
fn Removed(doing: Doing, at: usize, entry: AllowedCommand) -> impl IntoView {
    let pattern = entry.pattern.clone();
    let undo = move || {
        let entry = entry.clone();
        doing.removed.set(None);
        doing.desk.state.edit(|draft| {
            doing.who.with_value(|who| {
                let list = list_mut(draft, who);
                list.insert(at.min(list.len()), entry);
            });
        });
    };
    view! {
        <p class="policy__removed" role="status">
            <span>{move || tr(w::POLICY_REMOVED, &[("pattern", &pattern)])}</span>
            <Button label=w::POLICY_UNDO small=true on_press=undo />
        </p>
    }
}

#[component]
fn Add(doing: Doing) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let add = move || match look(doing, None, &typed.get_untracked()) {
        Err(why) => problem.set(Some(why)),
        Ok(pattern) => {
            typed.set(String::new());
            problem.set(None);
            doing.desk.state.edit(|draft| {
                doing.who.with_value(|who| list_mut(draft, who).push(entry(&pattern)));
            });
        }
    };
    let label = move || {
        let who = doing.who.with_value(|who| who_name(doing.desk.stores, who));
        tr(w::POLICY_NEW_PATTERN, &[("who", &who)])
    };
    view! {
        <form
            class="policy__form"
            on:submit=move |event| {
                event.prevent_default();
                add();
            }
        >
            <TextInput label=label value=typed kind=TextKind::Url placeholder="/usr/bin/git" problem=problem />
            <Button label=w::POLICY_ADD submit=true disabled=doing.desk.busy />
        </form>
    }
}

/// The pattern as it would be taken, or what is wrong with it.
fn look(doing: Doing, at: Option<usize>, typed: &str) -> Result<String, String> {
    let takes_names = doing.desk.matching.get_untracked().names;
    let looked = doing.desk.state.draft.with_untracked(|draft| {
        doing.who.with_value(|who| check(draft, who, at, typed, takes_names))
    });
    looked.map_err(|problem| {
        t(match problem {
            PatternProblem::Empty => w::POLICY_PATTERN_EMPTY,
            PatternProblem::Duplicate => w::POLICY_PATTERN_TWICE,
            PatternProblem::NoPath => w::POLICY_PATTERN_NO_PATH,
        })
    })
}
