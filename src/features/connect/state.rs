//! What is typed on the connect page, and what Connect does with it. A password leaves this place
//! only towards the gateway and is kept nowhere.

use leptos::prelude::*;

use crate::{
    features::connect::address::{AddressProblem, guess, normalize},
    gateway::Target,
    platform::document,
    store::{Stores, connection::Connection, gateways::Gateways},
    words::{Word, w},
};

/// A gateway from the page's address that waits for the operator's consent.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    pub url: String,
    pub token: Option<String>,
}

#[derive(Clone, Copy)]
pub(super) struct ConnectState {
    stores: Stores,
    pending: RwSignal<Option<Pending>>,
    /// The gateway whose token was filled in here; it goes to no other.
    filled_for: StoredValue<Option<String>>,
    pub url: RwSignal<String>,
    pub token: RwSignal<String>,
    pub password: RwSignal<String>,
    pub problem: RwSignal<Option<AddressProblem>>,
}

impl ConnectState {
    pub(super) fn new(stores: Stores, pending: RwSignal<Option<Pending>>) -> Self {
        let url = first_url(stores.connection, stores.gateways);
        let token = stores.gateways.token(&url);
        let filled_for = StoredValue::new(token.is_some().then(|| url.clone()));
        let token = token.unwrap_or_default();
        Self {
            stores,
            pending,
            filled_for,
            url: RwSignal::new(url),
            token: RwSignal::new(token),
            password: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
        }
    }

    /// Connects with what is typed.
    pub(super) fn connect(self) {
        let page = document::address();
        match normalize(&self.url.get_untracked(), &page.protocol) {
            Ok(url) => self.connect_to(url),
            Err(problem) => self.problem.set(Some(problem)),
        }
    }

    /// Takes the gateway that came with the address.
    pub(super) fn accept(self, pending: Pending) {
        self.pending.set(None);
        self.filled_for.set_value(None);
        self.url.set(pending.url);
        self.token.set(pending.token.unwrap_or_default());
        self.password.set(String::new());
        self.connect();
    }

    /// Does not take it, and forgets what came with it.
    pub(super) fn decline(self) {
        self.pending.set(None);
    }

    /// Stops waiting, so that another gateway can be typed.
    pub(super) fn give_up(self) {
        self.stores.connection.give_up();
    }

    /// The operator set out to add a gateway, from this one.
    pub(super) fn adding(self) -> Signal<Option<String>> {
        self.stores.gateways.adding()
    }

    /// Adds none after all, and is back where it was.
    pub(super) fn stay(self, from: &str) {
        self.stores.gateways.add_from(None);
        if self.stores.connection.url().get_untracked().as_deref() != Some(from) {
            self.stores.go_to(from);
        }
    }

    /// The address is typed over: a token that was filled in for another gateway does not stay.
    pub(super) fn mind_the_token(self) {
        let url = normalize(&self.url.get(), &document::address().protocol).ok();
        let filled_for = self.filled_for.get_value();
        if filled_for.is_some() && filled_for != url {
            self.token.set(String::new());
            self.password.set(String::new());
            self.filled_for.set_value(None);
        }
    }

    /// Fills in a gateway that is known, with the token this tab has for it.
    pub(super) fn choose(self, url: String) {
        let token = self.stores.gateways.token(&url);
        self.filled_for.set_value(token.is_some().then(|| url.clone()));
        self.token.set(token.unwrap_or_default());
        self.password.set(String::new());
        self.problem.set(None);
        self.url.set(url);
    }

    fn connect_to(self, url: String) {
        self.problem.set(None);
        let gateways = self.stores.gateways;
        if gateways.adding().get_untracked().as_ref() == Some(&url) {
            gateways.add_from(None);
        }
        let token = filled(&self.token.get_untracked());
        gateways.keep_token(&url, token.as_deref());
        self.url.set(url.clone());
        let password = filled(&self.password.get_untracked());
        self.stores.connection.connect(Target { url, token, password });
    }
}

/// The sentence for what is wrong with an address.
pub(super) fn problem_word(problem: AddressProblem) -> Word {
    match problem {
        AddressProblem::Missing => w::CONNECT_PROBLEM_MISSING,
        AddressProblem::Malformed => w::CONNECT_PROBLEM_MALFORMED,
        AddressProblem::Credentials => w::CONNECT_PROBLEM_CREDENTIALS,
        AddressProblem::Mixed => w::CONNECT_PROBLEM_MIXED,
    }
}

/// The gateway being tried, else the one used last, else the one that serves this page. Who adds one
/// types it.
fn first_url(connection: Connection, gateways: Gateways) -> String {
    let tried = connection.url().get_untracked();
    if tried.is_some() && tried == gateways.adding().get_untracked() {
        return String::new();
    }
    let saved =
        || gateways.list().with_untracked(|list| list.first().map(|saved| saved.url.clone()));
    tried.or_else(saved).unwrap_or_else(|| {
        let page = document::address();
        guess(&page.protocol, &page.host, &document::base())
    })
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
