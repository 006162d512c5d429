//! The names of a page's parts, one of which is shown below them. Arrows, Home and End move among
//! them; where they do not fit side by side they are scrolled.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::words::{Word, say};

/// A tab: the id of its element, by which the panel is named, and what it is called.
pub struct Name {
    pub id: String,
    pub word: Word,
}

/// The tabs of a page that has a word for each of them in `all`. `panel` is the id of the element that
/// a tab fills.
pub fn tabs_of<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    label: Word,
    panel: &'static str,
    all: [T; N],
    name: fn(T) -> Name,
    tab: RwSignal<T>,
) -> AnyView {
    let at = move || all.iter().position(|it| *it == tab.get()).unwrap_or_default();
    let names = all.map(name).into();
    view! {
        <Tabs label panel names chosen=Signal::derive(at) on_choose=move |at: usize| tab.set(all[at])/>
    }
    .into_any()
}

/// `panel` is the id of the element that a tab fills. `chosen` and what is given back count the
/// names from nought.
#[component]
fn Tabs(
    label: Word,
    panel: &'static str,
    names: Vec<Name>,
    #[prop(into)] chosen: Signal<usize>,
    #[prop(into)] on_choose: Callback<usize>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let last = names.len().saturating_sub(1);
    let step = move |event: KeyboardEvent| {
        let at = chosen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" if at < last => at + 1,
            "ArrowLeft" if at > 0 => at - 1,
            "ArrowRight" | "Home" => 0,
            "ArrowLeft" | "End" => last,
            _ => return,
        };
        event.prevent_default();
        on_choose.run(to);
        let tab = list.get_untracked().and_then(|list| list.children().item(to as u32));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            let _focused = tab.focus();
        }
    };
    let tab = move |(at, name): (usize, Name)| {
        let is_chosen = move || chosen.get() == at;
        view! {
            <button
                class="tabs__tab"
                type="button"
                role="tab"
                id=name.id
                aria-selected=move || is_chosen().to_string()
                aria-controls=panel
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| on_choose.run(at)
            >
                {say(name.word)}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=say(label) node_ref=list on:keydown=step>
            {names.into_iter().enumerate().map(tab).collect_view()}
        </div>
    }
}
