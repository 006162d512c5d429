//! Where one is among several gateways, and the way to another: a tile in the bar with a menu behind
//! it, a list in the drawer of a phone, a line in the gateway's color. Whoever knows one gateway only
//! sees nothing of it, so it is a part of its own.

use icondata::{LuPlus, LuSettings};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::place::{Place, spoken};
use crate::app::page::Page;
use crate::platform::document;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::store::Stores;
use crate::store::gateways::SavedGateway;
use crate::store::gateways::look::{Hue, in_order};
use crate::store::lights::Lights;
use crate::ui::button::{Button, Variant};
use crate::ui::later::Draw;
use crate::ui::menu::{Menu, MenuGroup, MenuItem, MenuPlace};
use crate::ui::tile::{HueLine, Tile};
use crate::words::{say, tn, tr, w};

mod keys;
pub mod place;

/// What the switcher says to the rest of the shell.
#[derive(Clone, Copy)]
pub struct Told {
    /// What the gateway is called, as it stands in the tab's title; empty while only one is known.
    pub title: RwSignal<String>,
    pub lights: RwSignal<Option<Lights>>,
}

/// What the list in the drawer needs.
#[derive(Clone, Copy)]
pub struct ListParts {
    pub lights: RwSignal<Option<Lights>>,
    /// The drawer: it closes behind who goes.
    pub open: RwSignal<bool>,
}

part! {
    pub fn switcher in gateways = draw as Draw<Told>
}

part! {
    pub fn gateway_list in gateways = draw_list as Draw<ListParts>
}

/// Whether there is another gateway to go to. Reactive.
#[must_use]
pub fn has_others(stores: Stores) -> bool {
    let present = stores.connection.url().get();
    stores
        .gateways
        .list()
        .with(|list| list.iter().any(|saved| Some(&saved.url) != present.as_ref()))
}

fn draw(told: Told) -> AnyView {
    view! { <Switcher told/> }.into_any()
}

fn draw_list(parts: ListParts) -> AnyView {
    view! { <GatewayList parts/> }.into_any()
}

/// The gateway that is on, as far as it is known. Reactive.
fn present(stores: Stores) -> SavedGateway {
    let url = stores.connection.url().get().unwrap_or_default();
    let saved =
        stores.gateways.list().with(|list| list.iter().find(|saved| saved.url == url).cloned());
    saved.unwrap_or_else(|| SavedGateway::at(&url))
}

/// Leads to the connect page; the gateway that is on stays until another is reached.
fn add(stores: Stores) {
    stores.gateways.add_from(stores.connection.url().get_untracked());
}

fn go(stores: Stores, url: &str) {
    if stores.connection.url().get_untracked().as_deref() != Some(url) {
        stores.go_to(url);
    }
    // What was pressed is gone with its menu; the keyboard is where the way back is.
    request_animation_frame(|| {
        if document::rescue_focus(".switcher .button") {
            log::debug!("the keyboard is at the switcher");
        }
    });
}

#[component]
fn Switcher(told: Told) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let lights = Lights::begin(stores);
    told.lights.set(Some(lights));
    let present = Memo::new(move |_| present(stores));
    watch(move || told.title.set(format!("{} · ", present.with(SavedGateway::title))));
    on_cleanup(move || {
        told.title.try_set(String::new());
        told.lights.try_set(None);
    });
    keys::listen(stores);
    let navigate = use_navigate();
    let manage = Callback::new(move |()| {
        navigate(&format!("/{}", Page::Settings.path()), NavigateOptions::default());
    });
    let hue = Signal::derive(move || present.with(|it| it.hue().map(Hue::as_str)));
    let label = move || {
        let name = present.with(SavedGateway::title);
        let here = tr(w::GATEWAYS_SWITCH, &[("name", &name)]);
        match lights.waiting() {
            0 => here,
            n => format!("{here}. {}", tn(w::GATEWAYS_ELSEWHERE, n)),
        }
    };
    let face = move || {
        view! {
            <span class="switcher__face">
                <Tile mark=Signal::derive(move || present.with(SavedGateway::sign)) hue/>
                <Show when=move || lights.waiting() != 0>
                    <span class="switcher__waits"></span>
                </Show>
            </span>
        }
    };
    view! {
        <div class="switcher">
            <HueLine hue/>
            <Menu label glyph=LuPlus face>
                <MenuGroup label=w::SETTINGS_GATEWAYS>{move || {
                    let list = stores.gateways.list().with(|list| in_order(list));
                    let lights = Signal::stored(Some(lights));
                    list.into_iter()
                        .map(|saved| {
                            let (url, named) = (saved.url.clone(), saved.clone());
                            view! {
                                <MenuPlace
                                    label=move || spoken(stores, &named, lights.get())
                                    checked=present.with(|it| it.url == saved.url)
                                    on_press=move || go(stores, &url)
                                >
                                    <Place stores saved lights/>
                                </MenuPlace>
                            }
                        })
                        .collect_view()
                }}</MenuGroup>
                <MenuItem label=w::GATEWAYS_ADD glyph=LuPlus on_press=move || add(stores)/>
                <MenuItem label=w::GATEWAYS_MANAGE glyph=LuSettings on_press=manage/>
            </Menu>
        </div>
    }
}

/// The same ways in the drawer of a phone.
#[component]
fn GatewayList(parts: ListParts) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let ListParts { lights, open } = parts;
    let navigate = use_navigate();
    let manage = move || {
        open.set(false);
        navigate(&format!("/{}", Page::Settings.path()), NavigateOptions::default());
    };
    let choice = move |saved: SavedGateway| {
        let url = saved.url.clone();
        let is_present = {
            let url = url.clone();
            move || stores.connection.url().get().as_ref() == Some(&url)
        };
        view! {
            <button
                class="switcher__choice"
                type="button"
                aria-current=move || is_present().then_some("true")
                on:click=move |_| {
                    open.set(false);
                    go(stores, &url);
                }
            >
                <Place stores saved lights/>
            </button>
        }
    };
    view! {
        <div class="switcher__list" role="group" aria-label=say(w::SETTINGS_GATEWAYS)>
            {move || {
                let list = stores.gateways.list().with(|list| in_order(list));
                list.into_iter().map(choice).collect_view()
            }}
            <div class="switcher__deeds">
                <Button
                    label=w::GATEWAYS_ADD
                    icon=LuPlus
                    variant=Variant::Quiet
                    on_press=move || {
                        open.set(false);
                        add(stores);
                    }
                />
                <Button label=w::GATEWAYS_MANAGE icon=LuSettings variant=Variant::Quiet on_press=manage/>
            </div>
        </div>
    }
}
