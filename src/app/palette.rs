//! The command palette: every page, session, agent, channel, job and node, and what can be done, found by
//! a few letters. What was used last stands in front.

use leptos::ev::KeyboardEvent;
use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::app::keys::Opened;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{storage, work};
use crate::protocol::json;
use crate::store::Stores;
use crate::ui::dialog::Dialog;
use crate::ui::later::Draw;
use crate::words::{Word, say, t, w};
use entry::{Kind, found, used_now};
use offers::{Deed, in_settings, offers};

pub mod entry;
pub mod offers;

/// What was used is of one gateway: its sessions, its agents.
fn used_name(stores: Stores) -> String {
    let url = stores.connection.url().get_untracked();
    format!("quarterdeck.palette:{}", url.unwrap_or_default())
}

/// What the palette opens and shows.
#[derive(Clone, Copy)]
pub struct PaletteParts {
    pub opened: Opened,
    pub about: RwSignal<bool>,
}

part! {
    pub fn palette in extras = draw as Draw<PaletteParts>
}

fn draw(PaletteParts { opened, about }: PaletteParts) -> AnyView {
    view! {
        <Dialog open=opened.palette title=w::PALETTE_TITLE wide=true>
            <Palette opened about/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Palette(opened: Opened, about: RwSignal<bool>) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let navigate = StoredValue::new_local(use_navigate());
    work::begin(stores.sessions.load());
    work::begin(stores.agents.load());
    work::begin(stores.nodes.load());
    let used: Vec<String> = storage::local(&used_name(stores))
        .and_then(|text| json::read(&text).ok())
        .unwrap_or_default();
    let used = StoredValue::new(used);
    let query = RwSignal::new(String::new());
    let all = Memo::new_with_compare(move |_| offers(stores, opened, about), |_, _| true);
    let shown = Memo::new_with_compare(
        move |_| {
            let query = query.get();
            let entries: Vec<_> = all.with(|all| all.iter().map(|it| it.0.clone()).collect());
            let mut shown: Vec<_> = used
                .with_value(|used| found(&entries, &query, used))
                .into_iter()
                .map(|at| all.with(|all| all[at].clone()))
                .collect();
            if !query.trim().is_empty() {
                shown.push(in_settings(query.trim()));
            }
            shown
        },
        |_, _| true,
    );
    let at = RwSignal::new(0_usize);
    watch(move || {
        query.track();
        at.set(0);
    });
    let field = NodeRef::<html::Input>::new();
    watch(move || {
        if let Some(field) = field.get() {
            request_animation_frame(move || drop(field.focus()));
        }
    });
    let run = move |place: usize| {
        let Some((entry, deed)) = shown.with_untracked(|shown| shown.get(place).cloned()) else {
            return;
        };
        if entry.lacks.is_some() {
            return;
        }
        let now = used.with_value(|used| used_now(used, &entry.id));
        storage::set_local(&used_name(stores), serde_json::to_string(&now).ok().as_deref());
        opened.palette.set(false);
        match deed {
            Deed::Go(to) => navigate.with_value(|go| go(&to, NavigateOptions::default())),
            Deed::Do(deed) => deed.run(()),
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let count = shown.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "PageDown" => at.update(|at| *at = (*at + 8).min(count - 1)),
            "PageUp" => at.update(|at| *at = at.saturating_sub(8)),
            "Enter" => run(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let list = NodeRef::<html::Ul>::new();
    watch(move || {
        let at = at.get();
        if let Some(list) = list.get()
            && let Some(option) = list.children().item(at as u32)
        {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <div class="palette">
            <input
                class="palette__field"
                node_ref=field
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant=move || format!("palette-{}", at.get())
                aria-label=say(w::PALETTE_TITLE)
                placeholder=say(w::PALETTE_HINT)
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=move || query.get()
                on:input:target=move |event| query.set(event.target().value())
                on:keydown=press
            />
            <ul class="palette__list" id="palette-list" role="listbox" aria-label=say(w::PALETTE_TITLE) node_ref=list>
                {move || {
                    shown
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(place, (entry, _))| {
                            let lacks = entry.lacks.clone();
                            let is_lacking = lacks.is_some();
                            view! {
                                <li
                                    class="palette__one"
                                    id=format!("palette-{place}")
                                    role="option"
                                    aria-selected=move || (at.get() == place).to_string()
                                    aria-disabled=is_lacking.then_some("true")
                                    on:mousemove=move |_| at.set(place)
                                    on:click=move |_| run(place)
                                >
                                    <span class="palette__title" dir="auto">{entry.title}</span>
                                    {lacks.map(|why| view! { <span class="palette__lacks">{why}</span> })}
                                    <span class="palette__kind">{say(kind_word(entry.kind))}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <p class="palette__none" role="status">
                {move || shown.with(Vec::is_empty).then(|| t(w::PALETTE_NONE))}
            </p>
        </div>
    }
}

fn kind_word(kind: Kind) -> Word {
    match kind {
        Kind::Page => w::PALETTE_KIND_PAGE,
        Kind::Action => w::PALETTE_KIND_ACTION,
        Kind::Session => w::PALETTE_KIND_SESSION,
        Kind::Agent => w::PALETTE_KIND_AGENT,
        Kind::Channel => w::PALETTE_KIND_CHANNEL,
        Kind::Job => w::PALETTE_KIND_JOB,
        Kind::Node => w::PALETTE_KIND_NODE,
        Kind::Setting => w::PALETTE_KIND_SETTING,
    }
}
