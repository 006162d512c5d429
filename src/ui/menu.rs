//! A button that opens a list of things to do. Arrow keys walk, Escape and a press elsewhere close,
//! and the focus goes back to where it came from.

use icondata::{Icon as Glyph, LuCheck};
use leptos::{context::Provider, ev, html, prelude::*, text_prop::TextProp};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use crate::platform::watch::watch;
use crate::ui::{
    icon::{Icon, IconSize},
    unique_id,
};

/// To which side a menu opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MenuSide {
    #[default]
    Below,
    Above,
}

/// Closes the menu an item stands in.
#[derive(Clone, Copy)]
struct MenuOpen(RwSignal<bool>);

/// A menu behind a button with a drawing, and the label beside it when `worded`.
#[component]
pub fn Menu(
    #[prop(into)] label: TextProp,
    #[prop(into)] glyph: Signal<Glyph>,
    #[prop(optional)] side: MenuSide,
    #[prop(optional)] worded: bool,
    /// What stands on the button instead of the drawing.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let trigger = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let id = unique_id("menu");
    let controls = id.clone();
    let (name, tip, list_name, word) = (label.clone(), label.clone(), label.clone(), label);

    let close = move || {
        open.set(false);
        give_focus(trigger.get_untracked());
    };
    watch(move || {
        if open.get() {
            request_animation_frame(move || step(list, Step::First));
        }
    });
    let press = move |event: ev::KeyboardEvent| {
        let step_to = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            "Escape" => {
                event.stop_propagation();
                event.prevent_default();
                return close();
            }
            "Tab" => return open.set(false),
            _ => return,
        };
        event.prevent_default();
        step(list, step_to);
    };
    let elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let inside = |element: Option<&Node>| {
            element.is_some_and(|element| element.contains(target.as_ref()))
        };
        if open.get_untracked()
            && !inside(list.get_untracked().as_deref().map(AsRef::as_ref))
            && !inside(trigger.get_untracked().as_deref().map(AsRef::as_ref))
        {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let open_by_arrow = move |event: ev::KeyboardEvent| {
        if event.key() == "ArrowDown" || event.key() == "ArrowUp" {
            event.prevent_default();
            open.set(true);
        }
    };

    view! {
        <div class="menu">
            <button
                class="button"
                type="button"
                node_ref=trigger
                data-variant="quiet"
                data-shape=(!worded).then_some("icon")
                data-tip=move || (!worded).then(|| tip.get())
                aria-label=move || name.get()
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-controls=controls
                on:click=move |_| open.update(|open| *open = !*open)
                on:keydown=open_by_arrow
            >
                {match face {
                    Some(face) => face.run(),
                    None => view! { <Icon glyph=glyph size=IconSize::Large /> }.into_any(),
                }}
                {worded.then(|| view! { <span class="button__label">{move || word.get()}</span> })}
            </button>
            <div
                class="menu__list"
                id=id
                role="menu"
                node_ref=list
                data-side=match side {
                    MenuSide::Below => "below",
                    MenuSide::Above => "above",
                }
                hidden=move || !open.get()
                aria-label=move || list_name.get()
                on:keydown=press
            >
                <Provider value=MenuOpen(open)>{move || open.get().then(|| children())}</Provider>
            </div>
        </div>
    }
}

/// Something to do.
#[component]
pub fn MenuItem(
    #[prop(into)] label: TextProp,
    #[prop(into)] glyph: Signal<Glyph>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let menu = use_context::<MenuOpen>();
    let press = move |_| {
        if let Some(MenuOpen(open)) = menu {
            open.set(false);
        }
        on_press.run(());
    };
    view! {
        <button class="menu__item" type="button" role="menuitem" tabindex="-1" on:click=press>
            <Icon glyph=glyph />
            <span>{move || label.get()}</span>
        </button>
    }
}

/// One of several places to go to, drawn by whoever offers it.
#[component]
pub fn MenuPlace(
    #[prop(into)] label: TextProp,
    /// Where one is.
    #[prop(into)]
    checked: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuOpen>();
    let press = move |_| {
        if let Some(MenuOpen(open)) = menu {
            open.set(false);
        }
        on_press.run(());
    };
    view! {
        <button
            class="menu__item"
            type="button"
            role="menuitemradio"
            tabindex="-1"
            aria-label=move || label.get()
            aria-checked=move || checked.get().to_string()
            on:click=press
        >
            {children()}
        </button>
    }
}

/// One of several under a heading, or with `many` any of them. The menu stays, so that one can look
/// at the effect.
#[component]
pub fn MenuChoice(
    #[prop(into)] label: TextProp,
    #[prop(into)] checked: Signal<bool>,
    #[prop(optional)] many: bool,
    #[prop(optional, into)] lang: Option<&'static str>,
    #[prop(into)] on_choose: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="menu__item"
            type="button"
            role=if many { "menuitemcheckbox" } else { "menuitemradio" }
            tabindex="-1"
            lang=lang
            aria-checked=move || checked.get().to_string()
            on:click=move |_| on_choose.run(())
        >
            <Icon glyph=LuCheck />
            <span>{move || label.get()}</span>
        </button>
    }
}

/// Things that belong together, under a heading.
#[component]
pub fn MenuGroup(#[prop(into)] label: TextProp, children: Children) -> impl IntoView {
    let name = label.clone();
    view! {
        <div class="menu__group" role="group" aria-label=move || name.get()>
            <p class="menu__heading" aria-hidden="true">
                {move || label.get()}
            </p>
            {children()}
        </div>
    }
}

#[derive(Clone, Copy)]
enum Step {
    First,
    Last,
    Next,
    Previous,
}

fn step(list: NodeRef<html::Div>, step: Step) {
    let Some(list) = list.get_untracked() else { return };
    let Ok(items) = list.query_selector_all("[role^=menuitem]") else { return };
    let items: Vec<HtmlElement> =
        (0..items.length()).filter_map(|at| items.get(at)?.dyn_into().ok()).collect();
    let focused = document().active_element();
    let at = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    if let Some(to) = destination(items.len(), at, step) {
        give_focus(items.get(to).cloned());
    }
}

/// Walks in a circle.
fn destination(count: usize, at: Option<usize>, step: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (step, at) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => last,
        (Step::Next, Some(at)) => (at + 1) % count,
        (Step::Previous, Some(at)) => at.checked_sub(1).unwrap_or(last),
    })
}

fn give_focus(element: Option<impl AsRef<HtmlElement>>) {
    if element.is_some_and(|element| element.as_ref().focus().is_err()) {
        log::debug!("the menu could not take the focus");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_walk_in_a_circle() {
        assert_eq!(destination(3, Some(2), Step::Next), Some(0));
        assert_eq!(destination(3, Some(0), Step::Previous), Some(2));
        assert_eq!(destination(3, None, Step::Previous), Some(2));
    }

    #[test]
    fn an_empty_menu_has_nowhere_to_go() {
        assert_eq!(destination(0, None, Step::First), None);
    }
}
