//! What is typed on the connect page, and what Connect does with it. A password leaves this place
//! only towards the gateway and is kept nowhere.

use leptos::prelude::*;

use crate::{
    features::connect::address::{AddressProblem, guess, normalize},
    gateway::Target,
    platform::document,
    store::{connection::Connection, gateways::Gateways},
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
    connection: Connection,
    gateways: Gateways,
    pending: RwSignal<Option<Pending>>,
    pub url: RwSignal<String>,
    pub token: RwSignal<String>,
    pub password: RwSignal<String>,
    pub problem: RwSignal<Option<AddressProblem>>,
}

impl ConnectState {
    pub(super) fn new(
        connection: Connection,
        gateways: Gateways,
        pending: RwSignal<Option<Pending>>,
    ) -> Self {
        let url = first_url(connection, gateways);
        let token = gateways.token(&url).unwrap_or_default();
        Self {
            connection,
            gateways,
            pending,
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
        self.connection.give_up();
    }

    /// Fills in a gateway that is known, with the token this tab has for it.
    pub(super) fn choose(self, url: String) {
        self.token.set(self.gateways.token(&url).unwrap_or_default());
        self.password.set(String::new());
        self.problem.set(None);
        self.url.set(url);
    }

    fn connect_to(self, url: String) {
        self.problem.set(None);
        let token = filled(&self.token.get_untracked());
        self.gateways.keep_token(&url, token.as_deref());
        self.url.set(url.clone());
        let password = filled(&self.password.get_untracked());
        self.connection.connect(Target { url, token, password });
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

/// The gateway being tried, else the one used last, else the one that serves this page.
fn first_url(connection: Connection, gateways: Gateways) -> String {
    let saved =
        || gateways.list().with_untracked(|list| list.first().map(|saved| saved.url.clone()));
    connection.url().get_untracked().or_else(saved).unwrap_or_else(|| {
        let page = document::address();
        guess(&page.protocol, &page.host, &document::base())
    })
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
