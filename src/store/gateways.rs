//! The gateways this browser knows, last used first, and the token of each for as long as the tab
//! lives. A token is kept under its gateway's address and never read for another one.

use leptos::prelude::*;

use crate::gateway::identity::keep;
use crate::{platform::storage, protocol::id::SessionKey};

pub mod look;
mod saved;

use look::{Hue, mark_of};
pub use saved::SavedGateway;
use saved::{parse, write};

const LIST: &str = "quarterdeck.gateways";
const TOKEN: &str = "quarterdeck.token:";
const MOST: usize = 12;

/// The list, and the tokens of this tab.
#[derive(Clone, Copy)]
pub struct Gateways {
    list: RwSignal<Vec<SavedGateway>>,
    adding: RwSignal<Option<String>>,
}

impl Gateways {
    pub(super) fn load() -> Self {
        let list = if cfg!(target_arch = "wasm32") { storage::local(LIST) } else { None };
        Self {
            list: RwSignal::new(list.as_deref().map(parse).unwrap_or_default()),
            adding: RwSignal::new(None),
        }
    }

    /// All of them, last used first.
    #[must_use]
    pub fn list(self) -> Signal<Vec<SavedGateway>> {
        self.list.into()
    }

    /// The token this tab has for the gateway.
    #[must_use]
    pub fn token(self, url: &str) -> Option<String> {
        storage::session(&token_key(url))
    }

    /// Keeps a token for as long as the tab lives; `None` forgets it.
    pub fn keep_token(self, url: &str, token: Option<&str>) {
        storage::set_session(&token_key(url), token);
    }

    /// The gateway from which the operator sets out to add another, while that lasts.
    #[must_use]
    pub fn adding(self) -> Signal<Option<String>> {
        self.adding.into()
    }

    /// Sets out from a gateway to add another, or stays.
    pub fn add_from(self, url: Option<String>) {
        self.adding.set(url);
    }

    /// Puts the gateway in front. Whoever set out to add one has arrived.
    pub fn remember(self, url: &str) {
        self.change(|list| remember(list, url));
        if self.adding.with_untracked(|from| from.as_ref().is_some_and(|from| from != url)) {
            self.adding.set(None);
        }
    }

    /// Gives the gateway a name, a mark and a colour; an empty text is none.
    pub fn dress(self, url: &str, name: &str, mark: &str, hue: Option<Hue>) {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        self.edit(url, |saved| {
            saved.name = name;
            saved.mark = mark_of(mark);
            // A colour that only a later console knows stays until another is chosen.
            if hue != saved.hue() {
                saved.colour = hue.map(|hue| hue.as_str().to_owned());
            }
        });
    }

    /// Puts a gateway at the end of the list, or gives one that is there what it lacks.
    pub fn add(self, brought: SavedGateway) {
        self.change(|list| add(list, brought));
    }

    /// The session that was open last at this gateway.
    #[must_use]
    pub fn last_session(self, url: &str) -> Option<SessionKey> {
        self.list.with_untracked(|list| {
            list.iter().find(|saved| saved.url == url).and_then(|saved| saved.session.clone())
        })
    }

    pub fn keep_last_session(self, url: &str, session: &SessionKey) {
        self.edit(url, |saved| saved.session = Some(session.clone()));
    }

    /// Forgets the token and no longer connects by itself.
    pub fn sign_out(self, url: &str) {
        self.keep_token(url, None);
        self.edit(url, |saved| saved.signed_out = true);
    }

    /// Takes the gateway off the list and forgets its token.
    pub fn forget(self, url: &str) {
        self.keep_token(url, None);
        self.change(|list| list.retain(|saved| saved.url != url));
    }

    /// Forgets the token that the gateway gave to this browser, and how it spoke.
    pub async fn forget_device(self, url: &str) {
        keep::forget(url).await;
    }

    fn edit(self, url: &str, edit: impl FnOnce(&mut SavedGateway)) {
        self.change(|list| {
            if let Some(saved) = list.iter_mut().find(|saved| saved.url == url) {
                edit(saved);
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut Vec<SavedGateway>)) {
        self.list.update(change);
        if cfg!(target_arch = "wasm32") {
            storage::set_local(LIST, Some(&self.list.with_untracked(|list| write(list))));
        }
    }
}

fn token_key(url: &str) -> String {
    format!("{TOKEN}{url}")
}

fn add(list: &mut Vec<SavedGateway>, brought: SavedGateway) {
    if let Some(saved) = list.iter_mut().find(|saved| saved.url == brought.url) {
        saved.name = saved.name.take().or(brought.name);
        saved.mark = saved.mark.take().or(brought.mark);
        saved.colour = saved.colour.take().or(brought.colour);
    } else if list.len() < MOST {
        // Nobody has been let in there from here.
        list.push(SavedGateway { signed_out: true, ..brought });
    }
}

fn remember(list: &mut Vec<SavedGateway>, url: &str) {
    let known = list.iter().position(|saved| saved.url == url).map(|at| list.remove(at));
    let saved = known.unwrap_or_else(|| SavedGateway::at(url));
    list.insert(0, SavedGateway { signed_out: false, ..saved });
    list.truncate(MOST);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(list: &[SavedGateway]) -> Vec<&str> {
        list.iter().map(|saved| saved.url.as_str()).collect()
    }

    #[test]
    fn the_last_used_gateway_stands_in_front_once() {
        let mut list = Vec::new();
        for url in ["ws://a", "ws://b", "ws://a"] {
            remember(&mut list, url);
        }
        assert_eq!(urls(&list), ["ws://a", "ws://b"]);
    }

    #[test]
    fn a_gateway_keeps_its_name_and_is_entered_again() {
        let mut list =
            parse(r#"[{"url":"ws://a","name":"Attic","colour":"sea","signedOut":true,"later":1}]"#);
        remember(&mut list, "ws://a");
        assert_eq!(list[0].name.as_deref(), Some("Attic"));
        assert_eq!(list[0].hue(), Some(Hue::Sea));
        assert!(list[0].rest.contains_key("later"));
        assert!(!list[0].signed_out);
    }

    #[test]
    fn the_oldest_gateway_makes_room() {
        let mut list = Vec::new();
        for number in 0..=MOST {
            remember(&mut list, &format!("ws://{number}"));
        }
        assert_eq!(list.len(), MOST);
        assert!(!urls(&list).contains(&"ws://0"));
    }

    #[test]
    fn a_gateway_that_is_brought_along_changes_nothing_of_one_that_is_known() {
        let mut list = parse(r#"[{"url":"ws://a","name":"Attic","session":"agent:main:x"}]"#);
        let brought = |url: &str, name: &str| SavedGateway {
            name: Some(name.to_owned()),
            mark: Some("C".to_owned()),
            ..SavedGateway::at(url)
        };
        add(&mut list, brought("ws://a", "Cellar"));
        add(&mut list, brought("ws://b", "Barn"));
        assert_eq!(list[0].name.as_deref(), Some("Attic"));
        assert_eq!(list[0].mark.as_deref(), Some("C"), "what it lacks it is given");
        assert!(list[0].session.is_some());
        assert_eq!(urls(&list), ["ws://a", "ws://b"]);
        assert!(list[1].signed_out, "nobody connects there unasked");
    }

    #[test]
    fn a_token_belongs_to_one_gateway() {
        assert_ne!(token_key("ws://a"), token_key("ws://a/ops"));
    }
}
