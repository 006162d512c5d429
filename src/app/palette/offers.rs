//! What there is to go to and to do, out of what is known.

use leptos::prelude::*;

use super::entry::{Entry, Kind};
use crate::app::keys::Opened;
use crate::app::options::THEMES;
use crate::app::page::Page;
use crate::platform::document;
use crate::protocol::method::Scope;
use crate::store::prefs::Language;
use crate::store::{Stores, channels, nodes, sessions};
use crate::words::{Word, t, tr, w};

/// What an entry does.
#[derive(Clone)]
pub enum Deed {
    /// A path below the base.
    Go(String),
    Do(Callback<()>),
}

/// Everything on offer, in the order in which it stands without words. Reactive.
pub fn offers(stores: Stores, opened: Opened, about: RwSignal<bool>) -> Vec<(Entry, Deed)> {
    let mut all: Vec<(Entry, Deed)> = Page::ALL.into_iter().map(page).collect();
    actions(stores, opened, about, &mut all);
    stores.sessions.list().with(|list| {
        for row in list.ready().into_iter().flat_map(|list| &list.sessions) {
            let key = row.key.as_str();
            let to = format!("/chat?session={}", encoded(key));
            all.push(offer(Kind::Session, key, sessions::title(row), key.to_owned(), to));
        }
    });
    stores.agents.list().with(|list| {
        for row in list.ready().into_iter().flat_map(|list| &list.agents) {
            let id = row.id.as_str();
            let title = stores.agents.name(Some(&row.id)).unwrap_or_else(|| id.to_owned());
            let to = format!("/agents?agent={}", encoded(id));
            all.push(offer(Kind::Agent, id, title, id.to_owned(), to));
        }
    });
    stores.channels.status().with(|status| {
        if let Some(status) = status.ready() {
            for id in &status.channel_order {
                let title = channels::trouble::label(status, id).to_owned();
                all.push(offer(Kind::Channel, id, title, String::new(), "/channels".to_owned()));
            }
        }
    });
    stores.cron.jobs().with(|jobs| {
        for job in jobs.ready().into_iter().flat_map(|jobs| jobs.values()) {
            let id = job.id.as_str();
            let title = job.name.clone().unwrap_or_else(|| id.to_owned());
            let to = format!("/cron?job={}", encoded(id));
            all.push(offer(Kind::Job, id, title, String::new(), to));
        }
    });
    stores.nodes.list().with(|list| {
        for node in list.ready().into_iter().flat_map(|list| &list.nodes) {
            let id = node.node_id.as_str();
            let to = format!("/nodes?node={}", encoded(id));
            all.push(offer(Kind::Node, id, nodes::title(node), String::new(), to));
        }
    });
    all
}

/// Leads to the gateway's settings that are called so.
pub fn in_settings(query: &str) -> (Entry, Deed) {
    let entry = Entry {
        id: "settings of the gateway".to_owned(),
        kind: Kind::Setting,
        title: tr(w::PALETTE_IN_CONFIG, &[("query", query)]),
        hint: String::new(),
        lacks: None,
    };
    (entry, Deed::Go(format!("/config?q={}", encoded(query))))
}

fn page(page: Page) -> (Entry, Deed) {
    let hint = page.path().to_owned();
    offer(Kind::Page, page.path(), t(page.word()), hint, format!("/{}", page.path()))
}

fn offer(kind: Kind, id: &str, title: String, hint: String, to: String) -> (Entry, Deed) {
    (Entry { id: format!("{kind:?} {id}"), kind, title, hint, lacks: None }, Deed::Go(to))
}

fn actions(stores: Stores, opened: Opened, about: RwSignal<bool>, all: &mut Vec<(Entry, Deed)>) {
    let scope = |scope: Scope| {
        let lacks = !stores.connection.allows(scope);
        lacks.then(|| tr(w::PALETTE_LACKS, &[("scope", scope.as_str())]))
    };
    let mut put = |kind: Kind, title: String, id: &str, lacks: Option<String>, deed: Deed| {
        let id = format!("{kind:?} {id}");
        all.push((Entry { id, kind, title, hint: String::new(), lacks }, deed));
    };
    let mut act = |word: Word, id: &str, lacks: Option<String>, deed: Deed| {
        put(Kind::Action, t(word), id, lacks, deed);
    };
    let agent = stores.agents.default_id();
    let new = Deed::Go(sessions::new_href(agent.as_ref()));
    act(w::CHAT_NEW_SESSION, "new session", scope(Scope::Write), new);
    act(w::KEYS_TITLE, "keys", None, Deed::Do(Callback::new(move |()| opened.sheet.set(true))));
    act(w::APP_ABOUT, "about", None, Deed::Do(Callback::new(move |()| about.set(true))));
    let out = Callback::new(move |()| stores.connection.sign_out());
    act(w::APP_SIGN_OUT, "sign out", None, Deed::Do(out));
    let raw = || Deed::Go("/config?tab=raw".to_owned());
    act(w::CONFIG_PAGE_TAB_RAW, "raw", scope(Scope::Read), raw());
    for (theme, word, _) in THEMES {
        let title = format!("{}: {}", t(w::APP_THEME), t(word));
        let choose = Callback::new(move |()| stores.prefs.set_theme(theme));
        put(Kind::Setting, title, &format!("theme {theme:?}"), None, Deed::Do(choose));
    }
    for language in Language::ALL {
        let title = format!("{}: {}", t(w::APP_LANGUAGE), language.own_name());
        let choose = Callback::new(move |()| stores.prefs.set_language(language));
        put(Kind::Setting, title, language.code(), None, Deed::Do(choose));
    }
    let add = move |()| stores.gateways.add_from(stores.connection.url().get_untracked());
    let add = Deed::Do(Callback::new(add));
    put(Kind::Action, t(w::GATEWAYS_ADD), "add a gateway", None, add);
    for saved in stores.gateways.list().get() {
        if stores.connection.url().get().as_ref() == Some(&saved.url) {
            continue;
        }
        let title = tr(w::PALETTE_TO_GATEWAY, &[("name", &saved.title())]);
        let url = saved.url.clone();
        let go = Callback::new(move |()| stores.go_to(&url));
        put(Kind::Action, title, &format!("gateway {}", saved.url), None, Deed::Do(go));
    }
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// The path of the page with its base, for a link.
pub fn href(to: &str) -> String {
    format!("{}{}", document::base(), to.trim_start_matches('/'))
}
