//! The sheet of keys: what can be pressed, and what it does.

use leptos::prelude::*;

use crate::app::keys::letter;
use crate::app::page::Page;
use crate::app::switcher::has_others;
use crate::platform::browser;
use crate::platform::part::part;
use crate::store::Stores;
use crate::store::prefs::SendKey;
use crate::ui::dialog::Dialog;
use crate::ui::later::Draw;
use crate::words::{Word, say, w};

part! {
    pub fn key_sheet in extras = draw as Draw<RwSignal<bool>>
}

fn draw(open: RwSignal<bool>) -> AnyView {
    view! { <KeySheet open/> }.into_any()
}

#[component]
fn KeySheet(open: RwSignal<bool>) -> impl IntoView {
    let stores = expect_context::<Stores>();
    let prefs = stores.prefs;
    let command = if browser::is_apple() { "⌘" } else { "Ctrl" };
    let everywhere = move || {
        let mut keys = vec![
            (vec![command.to_owned(), "K".to_owned()], w::KEYS_PALETTE),
            (vec!["?".to_owned()], w::KEYS_SHEET),
            (vec!["/".to_owned()], w::KEYS_SEARCH),
            (vec!["n".to_owned()], w::KEYS_NEW_SESSION),
            (vec!["Esc".to_owned()], w::KEYS_CLOSE),
        ];
        if has_others(stores) {
            keys.push((vec!["g".to_owned(), "1 – 9".to_owned()], w::GATEWAYS_KEY));
        }
        keys
    };
    let chat = move || {
        let enter = "Enter".to_owned();
        let (send, line) = match prefs.send_key().get() {
            SendKey::Enter => (vec![enter.clone()], vec!["Shift".to_owned(), enter]),
            SendKey::ModEnter => (vec![command.to_owned(), enter.clone()], vec![enter]),
        };
        vec![(send, w::KEYS_SEND), (line, w::KEYS_LINE)]
    };
    let approvals = || {
        let keys = [
            ("o", w::APPROVALS_ALLOW_ONCE),
            ("a", w::APPROVALS_ALLOW_ALWAYS),
            ("d", w::APPROVALS_DENY),
        ];
        keys.map(|(key, word)| (vec![key.to_owned()], word)).to_vec()
    };
    let pages = || {
        let keys = |page: Page| vec!["g".to_owned(), letter(page).to_string()];
        Page::ALL.map(|page| (keys(page), page.word())).to_vec()
    };
    view! {
        <Dialog open title=w::KEYS_TITLE wide=true>
            <div class="key_sheet">
                {move || group(w::KEYS_EVERYWHERE, everywhere())}
                {move || group(w::PAGE_CHAT, chat())}
                {group(w::APPROVALS_NEEDED, approvals())}
                {group(w::KEYS_PAGES, pages())}
            </div>
            <p class="key_sheet__note">{say(w::KEYS_NOTE)}</p>
        </Dialog>
    }
}

fn group(name: Word, keys: Vec<(Vec<String>, Word)>) -> impl IntoView {
    let line = |(keys, word): (Vec<String>, Word)| {
        view! {
            <div class="key_sheet__line">
                <dt>{say(word)}</dt>
                <dd dir="ltr">{keys.into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect_view()}</dd>
            </div>
        }
    };
    view! {
        <section class="key_sheet__group">
            <h3>{say(name)}</h3>
            <dl>{keys.into_iter().map(line).collect_view()}</dl>
        </section>
    }
}
