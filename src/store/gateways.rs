//! The gateways this browser knows, last used first, and the token of each for as long as the tab
//! lives. A token is kept under its gateway's address and never read for another one.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::gateway::identity::keep;
use crate::protocol::json;
use crate::{platform::storage, protocol::id::SessionKey};

const LIST: &str = "quarterdeck.gateways";
const TOKEN: &str = "quarterdeck.token:";
const MOST: usize = 12;

/// A gateway that was connected once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedGateway {
    pub url: String,
    #[serde(default)]
    pub name: Option<String>,
    /// The operator left it on purpose, so the next visit does not connect by itself.
    #[serde(default)]
    pub signed_out: bool,
    /// The session that was open last.
    #[serde(default)]
    pub session: Option<SessionKey>,
}

/// The list, and the tokens of this tab.
#[derive(Clone, Copy)]
pub struct Gateways {
    list: RwSignal<Vec<SavedGateway>>,
}

impl Gateways {
    pub(super) fn load() -> Self {
        let list = if cfg!(target_arch = "wasm32") { storage::local(LIST) } else { None };
        Self { list: RwSignal::new(list.as_deref().map(parse).unwrap_or_default()) }
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

    /// Puts the gateway in front.
    pub fn remember(self, url: &str) {
        self.change(|list| remember(list, url));
    }

    /// Calls the gateway by a name; an empty one is none.
    pub fn rename(self, url: &str, name: &str) {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        self.change(|list| {
            for saved in list.iter_mut().filter(|saved| saved.url == url) {
                saved.name.clone_from(&name);
            }
        });
    }

    /// Puts a gateway at the end of the list, or gives one that is there a name it lacks.
    pub fn add(self, url: &str, name: Option<String>) {
        self.change(|list| add(list, url, name));
    }

    /// The session that was open last at this gateway.
    #[must_use]
    pub fn last_session(self, url: &str) -> Option<SessionKey> {
        self.list.with_untracked(|list| {
            list.iter().find(|saved| saved.url == url).and_then(|saved| saved.session.clone())
        })
    }

    pub fn keep_last_session(self, url: &str, session: &SessionKey) {
        self.change(|list| {
            for saved in list.iter_mut().filter(|saved| saved.url == url) {
                saved.session = Some(session.clone());
            }
        });
    }

    /// Forgets the token and no longer connects by itself.
    pub fn sign_out(self, url: &str) {
        self.keep_token(url, None);
        self.change(|list| {
            for saved in list.iter_mut().filter(|saved| saved.url == url) {
                saved.signed_out = true;
            }
        });
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

    fn change(self, change: impl FnOnce(&mut Vec<SavedGateway>)) {
        self.list.update(change);
        let text = self.list.with_untracked(serde_json::to_string);
        match text {
            Ok(text) if cfg!(target_arch = "wasm32") => storage::set_local(LIST, Some(&text)),
            Ok(_) => {}
            Err(error) => log::warn!("the list of gateways was not kept: {error}"),
        }
    }
}

fn token_key(url: &str) -> String {
    format!("{TOKEN}{url}")
}

/// A list that cannot be read is an empty one: it holds nothing that cannot be typed again.
fn parse(text: &str) -> Vec<SavedGateway> {
    json::read(text).unwrap_or_default()
}

fn add(list: &mut Vec<SavedGateway>, url: &str, name: Option<String>) {
    if let Some(saved) = list.iter_mut().find(|saved| saved.url == url) {
        saved.name = saved.name.take().or(name);
    } else if list.len() < MOST {
        // Nobody has been let in there from here.
        let url = url.to_owned();
        list.push(SavedGateway { url, name, signed_out: true, session: None });
    }
}

fn remember(list: &mut Vec<SavedGateway>, url: &str) {
    let known = list.iter().position(|saved| saved.url == url).map(|at| list.remove(at));
    let (name, session) = known.map(|saved| (saved.name, saved.session)).unwrap_or_default();
    list.insert(0, SavedGateway { url: url.to_owned(), name, signed_out: false, session });
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
        let mut list = parse(r#"[{"url":"ws://a","name":"Attic","signedOut":true,"later":1}]"#);
        remember(&mut list, "ws://a");
        assert_eq!(list[0].name.as_deref(), Some("Attic"));
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
        add(&mut list, "ws://a", Some("Cellar".to_owned()));
        add(&mut list, "ws://b", Some("Barn".to_owned()));
        assert_eq!(list[0].name.as_deref(), Some("Attic"));
        assert!(list[0].session.is_some());
        assert_eq!(urls(&list), ["ws://a", "ws://b"]);
        assert!(list[1].signed_out, "nobody connects there unasked");
    }

    #[test]
    fn a_damaged_list_is_an_empty_one() {
        assert!(parse("{]").is_empty());
    }

    #[test]
    fn a_token_belongs_to_one_gateway() {
        assert_ne!(token_key("ws://a"), token_key("ws://a/ops"));
    }
}
