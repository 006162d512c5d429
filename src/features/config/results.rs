//! What the search has found. Each leads to its setting, in its place.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, window};

use super::page::{Page, focus_in};
use super::path::Path;
use super::search::{Found, Hit};
use super::sections::move_focus;
use crate::ui::sheet::Empty;
use crate::words::{say, tn, tr, w};

const LIST: &str = "config-results";
/// More would only be scrolled over; one more word finds better.
const SHOWN: usize = 60;

#[component]
pub fn Results(page: Page) -> impl IntoView {
    let desk = page.desk;
    let found = Memo::new(move |_| found(page, &desk.search.get()));
    let hits =
        move || found.with(|found| found.hits.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    let total = Memo::new(move |_| found.with(|found| found.total));
    let list = NodeRef::<html::Ul>::new();
    let step = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Home" => isize::MIN,
            "End" => isize::MAX,
            "Escape" => {
                event.prevent_default();
                desk.search.set(String::new());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = list.get_untracked() {
            move_focus(&list, ".results__one", by);
        }
    };
    let count = move || match total.get() {
        0 => String::new(),
        all if all > SHOWN => tr(
            w::CONFIG_PAGE_FOUND_FIRST,
            &[("shown", &SHOWN.to_string()), ("n", &all.to_string())],
        ),
        all => tn(w::CONFIG_PAGE_FOUND, all),
    };
    view! {
        <div class="results">
            <p class="results__count" role="status">
                {count}
            </p>
            {move || (total.get() == 0).then(|| view! { <Empty text=w::CONFIG_PAGE_FOUND_NONE /> })}
            <ul
                class="results__list"
                id=LIST
                aria-label=say(w::CONFIG_PAGE_RESULTS)
                node_ref=list
                on:keydown=step
            >
                {move || {
                    let words = desk.search.with_untracked(|words| words.to_lowercase());
                    hits()
                        .into_iter()
                        .map(|hit| view! { <One page hit words=words.clone() /> })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

#[component]
fn One(page: Page, hit: Hit, words: String) -> impl IntoView {
    let to = hit.path.clone();
    let trail = hit.trail.join(" › ");
    view! {
        <li>
            <button
                class="results__one"
                type="button"
                on:click=move |_| page.desk.go(to.clone())
            >
                <span class="results__name" dir="auto">
                    {marked(&hit.label, &words)}
                </span>
                <span class="results__trail" dir="auto">
                    {trail}
                </span>
                <code class="results__path" dir="ltr">
                    {hit.path.to_string()}
                </code>
                {hit
                    .excerpt
                    .map(|text| {
                        view! {
                            <span class="results__excerpt" dir="auto">
                                {marked(&text, &words)}
                            </span>
                        }
                    })}
            </button>
        </li>
    }
}

fn marked(text: &str, words: &str) -> AnyView {
    let piece = |(text, is_found): (String, bool)| {
        if is_found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    pieces(text, words).into_iter().map(piece).collect_view().into_any()
}

/// A text in pieces: those in which a word is found, and those between. The words are in lower case.
fn pieces(text: &str, words: &str) -> Vec<(String, bool)> {
    let letters: Vec<char> = text.chars().collect();
    // One letter for one, so that places in both are the same.
    let lower: Vec<char> =
        letters.iter().map(|it| it.to_lowercase().next().unwrap_or(*it)).collect();
    let mut is_found = vec![false; letters.len()];
    for word in words.split_whitespace() {
        let word: Vec<char> = word.chars().collect();
        for at in 0..(lower.len() + 1).saturating_sub(word.len()) {
            if lower[at..at + word.len()] == word[..] {
                is_found[at..at + word.len()].fill(true);
            }
        }
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (letter, found) in letters.into_iter().zip(is_found) {
        match pieces.last_mut() {
            Some((piece, was)) if *was == found => piece.push(letter),
            _ => pieces.push((letter.to_string(), found)),
        }
    }
    pieces
}

fn found(page: Page, words: &str) -> Found {
    let Some(index) = page.index() else { return Found::default() };
    page.desk.state.draft.with_untracked(|draft| index.find(words, draft.edited()))
}

/// The best of what is found now.
pub fn first(page: Page) -> Option<Path> {
    let words = page.desk.search.get_untracked();
    found(page, &words).hits.into_iter().next().map(|hit| hit.path)
}

/// Brings the keyboard to the first result.
pub fn enter() {
    let list = window().and_then(|window| window.document()?.get_element_by_id(LIST));
    if let Some(list) = list.and_then(|list| list.dyn_into::<HtmlElement>().ok()) {
        focus_in(&list, ".results__one");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_marked_wherever_it_is_found() {
        let marked = |text: &str, words: &str| {
            let pieces = pieces(text, words).into_iter();
            pieces.map(|(text, found)| if found { format!("[{text}]") } else { text }).collect()
        };
        let told: String = marked("Default Model ID", "mod id");
        assert_eq!(told, "Default [Mod]el [ID]");
        let told: String = marked("Öl, ÖL", "öl");
        assert_eq!(told, "[Öl], [ÖL]");
        let told: String = marked("none", "");
        assert_eq!(told, "none");
    }
}
