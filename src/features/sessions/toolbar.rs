//! Above the table: the search, what is shown and what is left out, and in which groups.

use std::collections::BTreeSet;

use icondata::{LuEye, LuEyeOff, LuPlus, LuX};
use leptos::prelude::*;

use super::desk::Desk;
use super::fields::Age;
use super::kind::Kind;
use super::line::Line;
use super::look::{Grouping, Look, Only, SPANS};
use crate::platform::document;
use crate::remote::Remote;
use crate::ui::button::{Button, Variant};
use crate::ui::icon::Icon;
use crate::ui::input::select::{Choice, Select};
use crate::words::{Word, say, t, tn, tr, w};

#[component]
pub fn Toolbar(desk: Desk) -> impl IntoView {
    let look = desk.look;
    let search = move || look.with(|look| look.search.clone());
    let count = move || {
        let all = desk.sifted.with(|sifted| sifted.all);
        if desk.state.partial.get() {
            return tn(w::SESSIONS_READING, all);
        }
        let found = desk.sifted.with(|sifted| sifted.found);
        match found == all {
            true => tn(w::SESSIONS_COUNT, all),
            false => tr(w::SESSIONS_FOUND, &[("n", &found.to_string()), ("all", &all.to_string())]),
        }
    };
    let is_there = move || desk.state.standing.with(|it| matches!(it, Remote::Ready(())));
    view! {
        <header class="toolbar">
            <div class="toolbar__line">
                <input
                    class="input__field toolbar__search"
                    type="search"
                    aria-label=say(w::SESSIONS_SEARCH)
                    placeholder=say(w::SESSIONS_SEARCH_IN)
                    autocapitalize="none"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=search
                    on:input:target=move |event| {
                        let typed = event.target().value();
                        desk.relook(|look| look.search = typed);
                    }
                />
                <Background desk/>
                <a class="button toolbar__new" data-variant="plain" href=format!("{}chat", document::base())>
                    <Icon glyph=LuPlus/>
                    <span class="button__label">{say(w::SESSIONS_NEW)}</span>
                </a>
            </div>
            <Kinds desk/>
            <div class="toolbar__line toolbar__filters">
                <Filters desk/>
                {move || {
                    look.with(Look::is_narrow)
                        .then(|| {
                            view! {
                                <Button
                                    label=w::SESSIONS_WIDEN
                                    variant=Variant::Quiet
                                    small=true
                                    icon=LuX
                                    on_press=move || desk.relook(Look::widen)
                                />
                            }
                        })
                }}
                <p class="toolbar__count" role="status">{move || is_there().then(count)}</p>
            </div>
        </header>
    }
}

/// One press that puts away what runs by itself, and says how much that is.
#[component]
fn Background(desk: Desk) -> impl IntoView {
    let hides = Memo::new(move |_| desk.look.with(|look| look.without_background));
    let amount = move || {
        desk.sifted.with(|sifted| {
            let background =
                |(kind, count): (&Kind, &usize)| kind.is_background().then_some(*count);
            sifted.kinds.iter().filter_map(background).sum::<usize>().max(sifted.hidden)
        })
    };
    let words = move || {
        let amount = amount().to_string();
        let word =
            if hides.get() { w::SESSIONS_BACKGROUND_HIDDEN } else { w::SESSIONS_BACKGROUND_HIDE };
        tr(word, &[("n", &amount)])
    };
    view! {
        <button
            class="button toolbar__background"
            type="button"
            data-variant="plain"
            title=say(w::SESSIONS_BACKGROUND_WHAT)
            aria-pressed=move || hides.get().to_string()
            on:click=move |_| desk.relook(|look| look.without_background = !look.without_background)
        >
            {move || if hides.get() {
                view! { <Icon glyph=LuEyeOff/> }
            } else {
                view! { <Icon glyph=LuEye/> }
            }}
            <span class="button__label">{words}</span>
        </button>
    }
}

/// The kinds there are, each with how many; pressed ones are shown.
#[component]
fn Kinds(desk: Desk) -> impl IntoView {
    let there = Memo::new(move |_| {
        let asked = desk.look.with(|look| look.kinds.clone());
        desk.sifted.with(|sifted| {
            Kind::ALL
                .into_iter()
                .filter(|kind| sifted.kinds.contains_key(kind) || asked.contains(kind))
                .collect::<Vec<_>>()
        })
    });
    let kind_button = move |kind: Kind| {
        let count = move || desk.sifted.with(|it| it.kinds.get(&kind).copied().unwrap_or_default());
        let pressed = move || desk.look.with(|look| look.kinds.contains(&kind));
        let press = move |_| {
            desk.relook(|look| {
                if !look.kinds.remove(&kind) {
                    look.kinds.insert(kind);
                }
            });
        };
        view! {
            <button
                class="toolbar__kind"
                type="button"
                aria-pressed=move || pressed().to_string()
                data-left-out=move || {
                    (kind.is_background() && !pressed() && desk.look.with(|look| look.without_background))
                        .then_some("")
                }
                on:click=press
            >
                {say(kind.word())}
                <span class="toolbar__number">{count}</span>
            </button>
        }
    };
    view! {
        <div class="toolbar__kinds" role="group" aria-label=say(w::SESSIONS_KINDS)>
            <For each=move || there.get() key=|kind| kind.code() let:kind>
                {kind_button(kind)}
            </For>
        </div>
    }
}

#[component]
fn Filters(desk: Desk) -> impl IntoView {
    let look = desk.look;
    let agents = Memo::new(move |_| distinct(desk, |line| Some(line.agent.as_str())));
    let channels = Memo::new(move |_| distinct(desk, |line| line.channel.as_deref()));
    let all = |word: Word| Choice { value: String::new(), label: t(word) };
    let agent_choices = Memo::new(move |_| {
        let called = |id: &String| {
            let name = desk.state.stores.agents.name(Some(&id.clone().into()));
            Choice { value: id.clone(), label: name.unwrap_or_else(|| id.clone()) }
        };
        let own = agents.with(|agents| agents.iter().map(called).collect::<Vec<_>>());
        [vec![all(w::SESSIONS_ALL_AGENTS)], own].concat()
    });
    let channel_choices = Memo::new(move |_| {
        let called = |id: &String| Choice { value: id.clone(), label: id.clone() };
        let own = channels.with(|channels| channels.iter().map(called).collect::<Vec<_>>());
        [vec![all(w::SESSIONS_ALL_CHANNELS)], own].concat()
    });
    let spans = Memo::new(move |_| {
        let own = SPANS.map(|minutes| Choice { value: minutes.to_string(), label: span(minutes) });
        [vec![all(w::SESSIONS_ANY_TIME)], own.to_vec()].concat()
    });
    let onlys = Memo::new(move |_| {
        let late = desk.state.age() == Age::Late;
        let offered = Only::ALL.into_iter().filter(|only| late || !only.is_late());
        offered.map(|it| Choice { value: it.code().to_owned(), label: t(only_word(it)) }).collect()
    });
    let groupings = Memo::new(move |_| {
        let called =
            |it: Grouping| Choice { value: it.code().to_owned(), label: t(grouping_word(it)) };
        Grouping::ALL.into_iter().map(called).collect()
    });
    let some = |value: String| (!value.is_empty()).then_some(value);
    view! {
        <Select
            label=w::SESSIONS_AGENT
            value=Signal::derive(move || look.with(|look| look.agent.clone().unwrap_or_default()))
            choices=agent_choices
            on_choose=move |value: String| desk.relook(|look| look.agent = some(value))
        />
        <Select
            label=w::SESSIONS_CHANNEL
            value=Signal::derive(move || look.with(|look| look.channel.clone().unwrap_or_default()))
            choices=channel_choices
            on_choose=move |value: String| desk.relook(|look| look.channel = some(value))
        />
        <Select
            label=w::SESSIONS_ACTIVE
            value=Signal::derive(move || {
                look.with(|look| look.within.map(|it| it.to_string()).unwrap_or_default())
            })
            choices=spans
            on_choose=move |value: String| desk.relook(|look| look.within = value.parse().ok())
        />
        <Select
            label=w::SESSIONS_ONLY
            value=Signal::derive(move || look.with(|look| look.only.code().to_owned()))
            choices=onlys
            on_choose=move |value: String| {
                let only = Only::ALL.into_iter().find(|only| only.code() == value);
                desk.relook(|look| look.only = only.unwrap_or(Only::All));
            }
        />
        <Select
            label=w::SESSIONS_GROUPING
            value=Signal::derive(move || look.with(|look| look.grouping.code().to_owned()))
            choices=groupings
            on_choose=move |value: String| {
                let grouping = Grouping::ALL.into_iter().find(|it| it.code() == value);
                desk.relook(|look| look.grouping = grouping.unwrap_or(Grouping::None));
            }
        />
    }
}

fn distinct(desk: Desk, read: fn(&Line) -> Option<&str>) -> Vec<String> {
    desk.state.roster.with(|roster| {
        let all: BTreeSet<&str> = roster.lines().iter().filter_map(read).collect();
        all.into_iter().filter(|it| !it.is_empty()).map(str::to_owned).collect()
    })
}

fn span(minutes: u32) -> String {
    match minutes / (24 * 60) {
        0 => tn(w::SESSIONS_LAST_HOURS, (minutes / 60) as usize),
        days => tn(w::SESSIONS_LAST_DAYS, days as usize),
    }
}

fn only_word(only: Only) -> Word {
    match only {
        Only::All => w::SESSIONS_ONLY_ALL,
        Only::Running => w::SESSIONS_ONLY_RUNNING,
        Only::Labelled => w::SESSIONS_ONLY_LABELLED,
        Only::Unlabelled => w::SESSIONS_ONLY_UNLABELLED,
        Only::Pinned => w::SESSIONS_ONLY_PINNED,
        Only::Unread => w::SESSIONS_ONLY_UNREAD,
        Only::Aborted => w::SESSIONS_ONLY_ABORTED,
        Only::Changed => w::SESSIONS_ONLY_CHANGED,
        Only::Archived => w::SESSIONS_ONLY_ARCHIVED,
    }
}

fn grouping_word(grouping: Grouping) -> Word {
    match grouping {
        Grouping::None => w::SESSIONS_GROUP_NONE,
        Grouping::Kind => w::SESSIONS_GROUP_KIND,
        Grouping::Agent => w::SESSIONS_GROUP_AGENT,
        Grouping::Channel => w::SESSIONS_GROUP_CHANNEL,
        Grouping::Day => w::SESSIONS_GROUP_DAY,
    }
}
