//! Short news that nobody has to answer. It goes by itself, later when it is bad, and never while
//! it is looked at.

use std::time::Duration;

use icondata::LuX;
use leptos::prelude::*;

use crate::{
    ui::{button::IconButton, callout::Tone, icon::Icon},
    words::{say, w},
};

const SHORT_MS: u64 = 5_000;
const LONG_MS: u64 = 12_000;
const MOST: usize = 4;

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    id: usize,
    tone: Tone,
    text: String,
    way: Option<Way>,
}

/// Where a piece of news leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub label: String,
    pub href: String,
}

/// The news on screen, oldest first. Provided by the app.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<usize>,
    /// Looked at or pointed at: nothing goes.
    held: RwSignal<bool>,
}

impl Toasts {
    #[must_use]
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            held: RwSignal::new(false),
        }
    }

    /// Shows a sentence. The same sentence twice is shown once.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.show(tone, text.into(), None);
    }

    /// The same, with a link to where it can be looked at. It waits longer to be taken.
    pub fn lead(self, tone: Tone, text: impl Into<String>, way: Way) {
        self.show(tone, text.into(), Some(way));
    }

    fn show(self, tone: Tone, text: String, way: Option<Way>) {
        let is_long = tone == Tone::Danger || way.is_some();
        let (id, patience) = (self.next.get_value(), if is_long { LONG_MS } else { SHORT_MS });
        self.next.set_value(id + 1);
        self.list.update(|list| add(list, Toast { id, tone, text, way }));
        self.later(id, patience);
    }

    fn later(self, id: usize, patience: u64) {
        // The page may be gone by then.
        let leave = move || match self.held.try_get_untracked() {
            Some(true) => self.later(id, SHORT_MS),
            Some(false) => self.dismiss(id),
            None => {}
        };
        set_timeout(leave, Duration::from_millis(patience));
    }

    fn dismiss(self, id: usize) {
        self.list.update(|list| list.retain(|toast| toast.id != id));
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

fn add(list: &mut Vec<Toast>, toast: Toast) {
    list.retain(|shown| shown.text != toast.text);
    list.push(toast);
    if list.len() > MOST {
        list.remove(0);
    }
}

/// The live region in which the news appear. It stands on the page from the beginning, so that
/// screen readers notice what joins it.
#[component]
pub fn ToastRegion(toasts: Toasts) -> impl IntoView {
    view! {
        <div
            class="toast"
            role="log"
            aria-live="polite"
            aria-label=say(w::UI_TOASTS)
            on:mouseenter=move |_| toasts.held.set(true)
            on:mouseleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <div class="toast__item" data-tone=toast.tone.as_str()>
                    <Icon glyph=toast.tone.glyph() />
                    <p class="toast__text">
                        <span>{toast.text}</span>
                        {toast
                            .way
                            .map(|way| {
                                let leave = move |_| toasts.dismiss(toast.id);
                                view! {
                                    <a class="toast__way" href=way.href on:click=leave>
                                        {way.label}
                                    </a>
                                }
                            })}
                    </p>
                    <IconButton
                        label=w::UI_DISMISS
                        glyph=LuX
                        on_press=move || toasts.dismiss(toast.id)
                    />
                </div>
            </For>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toast(id: usize, text: &str) -> Toast {
        Toast { id, tone: Tone::Info, text: text.to_owned(), way: None }
    }

    #[test]
    fn the_same_sentence_is_shown_once() {
        let mut list = vec![toast(0, "saved"), toast(1, "copied")];
        add(&mut list, toast(2, "saved"));
        assert_eq!(list, [toast(1, "copied"), toast(2, "saved")]);
    }

    #[test]
    fn the_oldest_news_makes_room() {
        let mut list = Vec::new();
        for id in 0..=MOST {
            add(&mut list, toast(id, &id.to_string()));
        }
        assert_eq!(list.len(), MOST);
        assert_eq!(list[0].id, 1);
    }
}
