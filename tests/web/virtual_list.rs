//! A list in a real browser: few rows in the page, and a reader who is never moved.

use leptos::mount::mount_to;
use leptos::prelude::*;
use quarterdeck::ui::virtual_list::{ListHandle, VirtualList};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, window};

use crate::browser::{document, frames, with_style};

/// A list of 300 tall in which row `n` is `tall(n)` tall, inside `place`.
struct Shown {
    place: HtmlElement,
    keys: RwSignal<Vec<i32>>,
    /// What is added to the height of each row.
    extra: RwSignal<i32>,
    handle: ListHandle<i32>,
    reached: RwSignal<usize>,
}

fn tall(key: i32) -> i32 {
    20 + key.rem_euclid(7) * 15
}

async fn show(keys: Vec<i32>) -> Shown {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    with_style(&place, &[("height", "300px"), ("position", "fixed"), ("inset", "0 0 auto 0")]);
    document().body().unwrap().append_child(&place).unwrap();
    let owner = Owner::new();
    let (keys, extra, reached, handle) =
        owner.with(|| (RwSignal::new(keys), RwSignal::new(0), RwSignal::new(0), ListHandle::new()));
    let row = move |key: i32| {
        let height = move || format!("{}px", tall(key) + extra.get());
        view! { <p id=format!("row-{key}") style:height=height style:margin="0">{key}</p> }
    };
    let on_reach_top = move || reached.update(|reached| *reached += 1);
    mount_to(place.clone(), move || {
        let list = view! {
            <VirtualList keys row handle label="Rows".to_owned() role="log" on_reach_top estimate=30.0/>
        };
        std::mem::forget(owner);
        list
    })
    .forget();
    let list: HtmlElement = place.first_element_child().unwrap().unchecked_into();
    with_style(&list, &[("height", "100%"), ("overflow-y", "auto"), ("overflow-anchor", "none")]);
    frames(3).await;
    Shown { place, keys, extra, handle, reached }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.place.remove();
    }
}

impl Shown {
    fn list(&self) -> HtmlElement {
        self.place.first_element_child().unwrap().unchecked_into()
    }

    fn row(&self, key: i32) -> Option<Element> {
        self.place.query_selector(&format!("#row-{key}")).unwrap()
    }

    /// The top of a row below the top of the page.
    fn top(&self, key: i32) -> f64 {
        self.row(key)
            .unwrap_or_else(|| panic!("row {key} is shown"))
            .get_bounding_client_rect()
            .top()
    }

    fn rows(&self) -> u32 {
        self.place.query_selector_all("p").unwrap().length()
    }

    fn left_below(&self) -> i32 {
        let list = self.list();
        list.scroll_height() - list.client_height() - list.scroll_top()
    }

    async fn scroll_to(&self, top: i32) {
        self.list().set_scroll_top(top);
        frames(3).await;
    }

    /// The key of the first row that is whole in view.
    fn first_in_view(&self) -> i32 {
        self.keys
            .get_untracked()
            .into_iter()
            .find(|key| {
                self.row(*key).is_some_and(|row| row.get_bounding_client_rect().top() >= 0.0)
            })
            .unwrap()
    }
}

#[wasm_bindgen_test]
async fn a_thousand_rows_begin_at_the_end_with_few_in_the_page() {
    let shown = show((0..1000).collect()).await;
    assert!(shown.row(999).is_some());
    assert!(shown.left_below() <= 1, "{} px below", shown.left_below());
    assert!(shown.rows() < 40, "{} rows", shown.rows());
    assert!(shown.handle.at_bottom().get_untracked());
    let list = shown.list();
    assert_eq!(list.get_attribute("role").as_deref(), Some("log"));
    assert_eq!(list.get_attribute("aria-label").as_deref(), Some("Rows"));
    assert_eq!(list.tab_index(), 0);
}

#[wasm_bindgen_test]
async fn older_rows_above_do_not_move_the_reader() {
    let shown = show((0..200).collect()).await;
    shown.scroll_to(2_000).await;
    let key = shown.first_in_view();
    let (before, element) = (shown.top(key), shown.row(key).unwrap());
    shown.keys.set((-100..200).collect());
    frames(3).await;
    assert!((shown.top(key) - before).abs() < 1.0, "moved by {}", shown.top(key) - before);
    assert!(element.is_same_node(shown.row(key).as_deref()), "the row is the same element");
    assert_eq!(shown.handle.unseen().get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn newer_rows_below_do_not_move_the_reader_and_are_counted() {
    let shown = show((0..200).collect()).await;
    shown.scroll_to(2_000).await;
    let key = shown.first_in_view();
    let before = shown.top(key);
    shown.keys.set((0..203).collect());
    frames(3).await;
    assert_eq!(shown.top(key), before);
    assert_eq!(shown.handle.unseen().get_untracked(), 3);
    assert!(!shown.handle.at_bottom().get_untracked());
    shown.handle.to_bottom();
    frames(4).await;
    assert!(shown.left_below() <= 1, "{} px below", shown.left_below());
    assert_eq!(shown.handle.unseen().get_untracked(), 0);
    assert!(shown.handle.at_bottom().get_untracked());
}

#[wasm_bindgen_test]
async fn reading_upwards_through_rows_never_seen_moves_as_far_as_asked() {
    let shown = show((0..400).collect()).await;
    for _ in 0..30 {
        let key = shown.first_in_view();
        let before = shown.top(key);
        let list = shown.list();
        list.set_scroll_top(list.scroll_top() - 50);
        frames(3).await;
        let moved = shown.top(key) - before;
        assert!((moved - 50.0).abs() < 1.5, "moved by {moved}");
        assert!(shown.rows() < 40, "{} rows", shown.rows());
    }
}

#[wasm_bindgen_test]
async fn a_growing_list_is_followed_only_from_its_end() {
    let shown = show((0..50).collect()).await;
    for extra in 1..20 {
        shown.extra.set(extra);
        frames(2).await;
        assert!(shown.left_below() <= 1, "{} px below", shown.left_below());
    }
    let list = shown.list();
    list.set_scroll_top(list.scroll_top() - 10);
    frames(2).await;
    let key = shown.first_in_view();
    let before = shown.top(key);
    shown.keys.set((0..60).collect());
    frames(3).await;
    assert_eq!(shown.top(key), before);
}

#[wasm_bindgen_test]
async fn rows_that_shrink_at_the_end_are_not_taken_for_a_reader_going_up() {
    let shown = show((0..40).collect()).await;
    for extra in [20, 0] {
        shown.extra.set(extra);
        frames(3).await;
    }
    shown.keys.update(|keys| keys.push(40));
    frames(3).await;
    assert!(shown.left_below() <= 1, "{} px are left below", shown.left_below());
}

#[wasm_bindgen_test]
async fn older_rows_are_asked_for_once_near_the_top() {
    let shown = show((0..200).collect()).await;
    assert_eq!(shown.reached.get_untracked(), 0);
    shown.scroll_to(50).await;
    shown.scroll_to(10).await;
    assert_eq!(shown.reached.get_untracked(), 1);
    shown.keys.set((-100..200).collect());
    frames(3).await;
    assert_eq!(shown.reached.get_untracked(), 1);
    shown.scroll_to(0).await;
    assert_eq!(shown.reached.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn a_row_can_be_brought_into_view() {
    let shown = show((0..1000).collect()).await;
    shown.handle.scroll_to(&17);
    frames(4).await;
    let top = shown.top(17);
    assert!((0.0..300.0).contains(&top), "at {top}");
}

#[wasm_bindgen_test]
async fn the_keyboard_stays_in_the_list_when_its_row_leaves() {
    let shown = show((0..300).collect()).await;
    let row: HtmlElement = shown.row(299).unwrap().unchecked_into();
    row.set_tab_index(-1);
    row.focus().unwrap();
    shown.scroll_to(0).await;
    assert!(shown.row(299).is_none());
    let active: JsValue = document().active_element().into();
    assert_eq!(active, JsValue::from(shown.list()));
    assert!(window().is_some());
}
