//! A window onto a long list of rows of unequal height. Only the rows in view and half a view on
//! either side are in the page. It follows the end while the reader is there and otherwise never
//! moves the reader, whatever comes above or below.

pub mod heights;
mod list;
mod reader;
pub mod window;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::platform::watch::watch;
use crate::ui::virtual_list::list::{List, News};
use crate::ui::virtual_list::reader::listen;

/// What its owner knows of a list, and can ask of it.
#[derive(Debug)]
pub struct ListHandle<K: 'static> {
    at_bottom: RwSignal<bool>,
    unseen: RwSignal<usize>,
    list: StoredValue<Option<List<K>>, LocalStorage>,
}

impl<K> Clone for ListHandle<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for ListHandle<K> {}

impl<K: Clone + Ord> Default for ListHandle<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Clone + Ord> ListHandle<K> {
    #[must_use]
    pub fn new() -> Self {
        Self {
            at_bottom: RwSignal::new(true),
            unseen: RwSignal::new(0),
            list: StoredValue::new_local(None),
        }
    }

    /// Whether the reader is at the end, or so near that it makes no difference.
    #[must_use]
    pub fn at_bottom(&self) -> Signal<bool> {
        self.at_bottom.into()
    }

    /// How many rows were added at the end while the reader was elsewhere.
    #[must_use]
    pub fn unseen(&self) -> Signal<usize> {
        self.unseen.into()
    }

    /// Brings the reader to the end, and follows it from there.
    pub fn to_bottom(&self) {
        self.with(|list| list.act(|window| window.to_end()));
    }

    /// Brings a row into view.
    pub fn scroll_to(&self, key: &K) {
        self.with(|list| list.act(|window| window.to_row(key)));
    }

    fn with(&self, act: impl FnOnce(&List<K>)) {
        let list = self.list.try_with_value(Option::clone).flatten();
        if let Some(list) = list {
            act(&list);
        }
    }
}

/// Rows by their keys. A row is drawn when it comes near the view and stays the same element until
/// it leaves it. The list fills its parent, which must have a height. It announces
/// nothing by itself: rows that come into view on the way up are no news.
#[component]
pub fn VirtualList<K, V>(
    #[prop(into)] keys: Signal<Vec<K>>,
    row: impl Fn(K) -> V + 'static,
    handle: ListHandle<K>,
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    #[prop(default = "list")] role: &'static str,
    /// Called once when less than a view is left above the reader, and again when that has brought
    /// other rows there.
    #[prop(optional, into)]
    on_reach_top: Option<Callback<()>>,
    /// How tall a row is thought to be until it has been seen.
    #[prop(default = 80.0)]
    estimate: f64,
) -> impl IntoView
where
    K: Clone + Ord + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let tell = move |news: News| {
        // The page may have let go of the handle before the browser's last word on the list.
        if handle.at_bottom.try_get_untracked().is_some_and(|it| it != news.at_bottom) {
            handle.at_bottom.set(news.at_bottom);
        }
        if handle.unseen.try_get_untracked().is_some_and(|it| it != news.unseen) {
            handle.unseen.set(news.unseen);
        }
        if let (true, Some(on_reach_top)) = (news.reached_top, on_reach_top) {
            on_reach_top.run(());
        }
    };
    let list = List::new(move |key| row(key).into_any(), tell, estimate);
    handle.list.set_value(Some(list.clone()));
    let list = StoredValue::new_local(list);
    on_cleanup(move || {
        handle.list.try_set_value(None);
        list.try_with_value(List::dispose);
    });
    let set_keys = move |keys| list.with_value(|list| list.set_keys(keys));
    set_keys(keys.get_untracked());
    watch(move || set_keys(keys.get()));
    let place = move |scroller: web_sys::Element| {
        list.with_value(|list| {
            let scroller = scroller.unchecked_into();
            if let Err(error) = listen(&scroller, list) {
                log::error!("a list does not hear its reader: {error:?}");
            }
            list.place(&scroller);
        });
    };
    view! {
        <div
            class="virtual_list"
            tabindex="0"
            role=role
            aria-live="off"
            aria-label=label
            use:place
        ></div>
    }
}
