//! A list: its entries with titles, and what can be done with them by hand and by keyboard. Alt with
//! an arrow moves an entry; in a list of short texts Enter begins the next one and deleting in an
//! empty one takes it away.

use icondata::{Icon as Glyph, LuArrowDown, LuArrowUp, LuX};
use leptos::{ev, prelude::*};
use serde_json::Value;

use super::removed::{self, Removed};
use super::row::{Entry, Row};
use super::{folds, frame};
use crate::features::config::schema::{Kind, ListShape};
use crate::platform::watch::{watch, watch_change};
use crate::ui::button::IconButton;
use crate::words::{say, t, tn, tr, w};

/// So many are drawn at first, and more at each wish.
const SHOWN: usize = 25;

/// The entries of one list. Each has a number that goes with it wherever it is moved.
#[derive(Clone, Copy)]
struct Entries {
    row: Row,
    numbers: RwSignal<Vec<u64>>,
    next: StoredValue<u64>,
    removed: RwSignal<Option<Removed>>,
    said: RwSignal<String>,
    /// Short texts: one under the other, each with a line of its own.
    slim: bool,
}

pub(super) fn view(row: Row, shape: ListShape, slim: bool) -> AnyView {
    let entries = Entries {
        row,
        numbers: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        removed: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        slim,
    };
    let count = Memo::new(move |_| {
        row.desk.state.draft.with(|draft| {
            row.path
                .with_value(|path| draft.get(path).and_then(Value::as_array).map_or(0, Vec::len))
        })
    });
    entries.follow(count.get_untracked());
    watch_change(move |before: Option<usize>| {
        let count = count.get();
        if before.is_some_and(|before| before != count) {
            entries.follow(count);
        }
        count
    });
    let shown = RwSignal::new(SHOWN);
    watch(move || {
        let wanted = row.path.with_value(|path| row.folds.wanted_entry(path));
        if let Some(wanted) = wanted.filter(|at| *at >= shown.get_untracked()) {
            shown.set(wanted + 1);
        }
    });
    let lines = move || {
        let numbers = entries.numbers.get();
        numbers.into_iter().take(shown.get()).enumerate().collect::<Vec<_>>()
    };
    let rest = move || entries.numbers.with(Vec::len).saturating_sub(shown.get());
    let is_full = move || shape.max.is_some_and(|max| count.get() as u64 >= max);
    let kind = shape.kind;
    view! {
        <div class="field__list" role="list" aria-label=move || row.name() data-slim=slim.then_some("")>
            <For each=lines key=|line| *line children=move |(at, _)| entries.entry(at) />
        </div>
        {move || {
            (rest() > 0)
                .then(|| {
                    view! {
                        <button
                            class="field__more"
                            type="button"
                            on:click=move |_| shown.update(|shown| *shown += SHOWN)
                        >
                            {move || tn(w::CONFIG_FIELD_MORE_ENTRIES, rest())}
                        </button>
                    }
                })
        }}
        {removed::view(row, entries.removed, Callback::new(move |()| entries.numbers.set(Vec::new())))}
        <p data-spoken="" role="status">{move || entries.said.get()}</p>
        <div class="field__add">
            <button
                class="button"
                type="button"
                data-variant="plain"
                data-size="small"
                aria-label=move || tr(w::CONFIG_FIELD_ADD_TO, &[("name", &row.name())])
                aria-describedby=row.described()
                disabled=move || row.locked() || is_full()
                on:click=move |_| entries.add(count.get_untracked(), kind)
            >
                {say(w::CONFIG_FIELD_ADD)}
            </button>
        </div>
    }
    .into_any()
}

impl Entries {
    /// As many numbers as there are entries. What was done here has been done to them already.
    fn follow(self, count: usize) {
        if self.numbers.with_untracked(Vec::len) == count {
            return;
        }
        self.numbers.update(|numbers| {
            numbers.truncate(count);
            while numbers.len() < count {
                numbers.push(self.number());
            }
        });
    }

    fn number(self) -> u64 {
        self.next.update_value(|next| *next += 1);
        self.next.get_value()
    }

    fn count(self) -> usize {
        self.numbers.with_untracked(Vec::len)
    }

    fn entry(self, at: usize) -> AnyView {
        let path = self.row.path().index(at);
        let entry = Entry {
            name: self.name(at),
            tools: Callback::new(move |()| self.tools(at)),
            slim: self.slim,
        };
        let row = Row::new(self.row.below(), path, None, Some(entry));
        let press = move |event: ev::KeyboardEvent| self.press(at, &event);
        view! {
            <div class="field__entry" role="listitem" on:keydown=press>
                {row.map(frame::draw)}
            </div>
        }
        .into_any()
    }

    /// Its title, or which one it is.
    fn name(self, at: usize) -> Signal<String> {
        let row = self.row;
        if self.slim {
            return Signal::derive(move || {
                let number = (at + 1).to_string();
                tr(w::CONFIG_FIELD_ENTRY_OF, &[("name", &row.name()), ("n", &number)])
            });
        }
        let path = StoredValue::new(row.path().index(at));
        let value = Memo::new(move |_| {
            row.desk.state.draft.with(|draft| path.with_value(|path| draft.get(path).cloned()))
        });
        let title = Memo::new(move |_| {
            let schema = row.desk.schema.get_value();
            let draft = row.desk.state.draft;
            value.with(|value| {
                let entry = draft.with_untracked(|draft| {
                    path.with_value(|path| schema.field(path, draft.edited()))
                })?;
                row.field.with(|list| schema.entry_title(list, &entry, value.as_ref()?))
            })
        });
        Signal::derive(move || {
            let number = (at + 1).to_string();
            title.get().unwrap_or_else(|| tr(w::CONFIG_FIELD_ENTRY, &[("n", &number)]))
        })
    }

    fn tools(self, at: usize) -> AnyView {
        let name = self.name(at);
        let only_one = move || self.numbers.with(Vec::len) < 2;
        let locked = Signal::derive(move || self.row.locked());
        let last = move || self.numbers.with(Vec::len) == at + 1;
        let tool = move |word,
                         glyph: Glyph,
                         part: &'static str,
                         off: Signal<bool>,
                         press: Callback<()>| {
            view! {
                <span data-tool=part>
                    <IconButton
                        label=move || tr(word, &[("name", &name.get())])
                        glyph=glyph
                        disabled=off
                        on_press=press
                    />
                </span>
            }
        };
        let up = Callback::new(move |()| self.shift(at, at.wrapping_sub(1), true));
        let down = Callback::new(move |()| self.shift(at, at + 1, true));
        let gone = Callback::new(move |()| self.remove(at));
        view! {
            <span class="field__tools">
                {move || {
                    (!only_one())
                        .then(|| {
                            view! {
                                {tool(w::CONFIG_FIELD_UP, LuArrowUp, "up", Signal::derive(move || at == 0 || locked.get()), up)}
                                {tool(w::CONFIG_FIELD_DOWN, LuArrowDown, "down", Signal::derive(move || last() || locked.get()), down)}
                            }
                        })
                }}
                {tool(w::CONFIG_FIELD_REMOVE_WHAT, LuX, "remove", locked, gone)}
            </span>
        }
        .into_any()
    }

    fn press(self, at: usize, event: &ev::KeyboardEvent) {
        let key = event.key();
        let target = event_target::<web_sys::Element>(event);
        // An entry of a list within this one has answered.
        if event.default_prevented() || self.row.desk.locked.get_untracked() {
            return;
        }
        match &*key {
            "ArrowUp" if event.alt_key() => self.shift(at, at.wrapping_sub(1), false),
            "ArrowDown" if event.alt_key() => self.shift(at, at + 1, false),
            "Enter" if self.slim && target.tag_name() == "INPUT" && !event.is_composing() => {
                self.insert(at + 1);
            }
            "Backspace" if self.slim && target.tag_name() == "INPUT" && self.is_empty(at) => {
                self.remove(at);
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn is_empty(self, at: usize) -> bool {
        let path = self.row.path().index(at);
        self.row.desk.state.draft.with_untracked(|draft| draft.get(&path) == Some(&Value::from("")))
    }

    /// `by_hand`: the keyboard stays on the button that moved it.
    fn shift(self, from: usize, to: usize, by_hand: bool) {
        if to >= self.count() || self.row.desk.locked.get_untracked() {
            return;
        }
        let list = self.row.path();
        self.numbers.update(|numbers| {
            let number = numbers.remove(from);
            numbers.insert(to, number);
        });
        self.row.folds.moved(&list, |at| {
            Some(if at == from {
                to
            } else if at == to {
                from
            } else {
                at
            })
        });
        self.row.edit(|draft, path| draft.shift(path, from, to));
        let (n, of) = ((to + 1).to_string(), self.count().to_string());
        self.said.set(tr(w::CONFIG_FIELD_MOVED, &[("n", &n), ("of", &of)]));
        let part = match (by_hand, to < from) {
            (true, true) if to == 0 => "[data-tool=down] button",
            (true, true) => "[data-tool=up] button",
            (true, false) if to + 1 == self.count() => "[data-tool=up] button",
            (true, false) => "[data-tool=down] button",
            (false, _) => folds::CONTROL,
        };
        folds::focus(list.index(to), part);
    }

    fn remove(self, at: usize) {
        let list = self.row.path();
        let name = self.name(at).get_untracked();
        removed::remove(self.row, self.removed, name, || {
            self.numbers.update(|numbers| {
                numbers.remove(at);
            });
            self.row.folds.moved(&list, |place| match place {
                place if place == at => None,
                place if place > at => Some(place - 1),
                place => Some(place),
            });
            self.row.edit(|draft, path| drop(draft.remove(&path.index(at))));
        });
    }

    fn insert(self, at: usize) {
        let list = self.row.path();
        let number = self.number();
        let start = self.start(at);
        self.numbers.update(|numbers| numbers.insert(at.min(numbers.len()), number));
        self.row.folds.moved(&list, |place| Some(if place >= at { place + 1 } else { place }));
        self.row.edit(|draft, path| draft.insert(path, at, start));
        folds::focus(list.index(at), folds::CONTROL);
    }

    /// At the end, open.
    fn add(self, count: usize, kind: Kind) {
        let path = self.row.path().index(count);
        if matches!(kind, Kind::Object | Kind::Map | Kind::List | Kind::Mixed) {
            self.row.folds.keep(path, true);
        }
        self.insert(count);
        self.said.set(t(w::CONFIG_FIELD_ADDED));
    }

    fn start(self, at: usize) -> Value {
        let schema = self.row.desk.schema.get_value();
        let path = self.row.path().index(at);
        let draft = self.row.desk.state.draft;
        let field = draft.with_untracked(|draft| schema.field(&path, draft.edited()));
        field.map_or(Value::Null, |field| schema.start(&field))
    }
}
