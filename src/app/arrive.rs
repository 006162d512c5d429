//! The first moments: secrets leave the page's address, and a gateway that is known is connected
//! again. A gateway that a link brings along waits for the operator's consent.

use leptos::prelude::*;

use crate::{
    features::connect::{
        address::{guess, normalize},
        arrival::{self, Arrival},
        view::Pending,
    },
    gateway::Target,
    platform::document::{self, PageAddress},
    store::{Stores, gateways::SavedGateway},
};

/// Connects where that is clear. Gives back a gateway that needs the operator's consent.
pub(super) fn arrive(stores: Stores) -> Option<Pending> {
    let page = document::address();
    let brought = take(&page);
    step(stores, &page, brought)
}

/// The address has changed while the page is open. One that brings nothing changes nothing.
pub(super) fn arrive_again(stores: Stores) -> Option<Pending> {
    let page = document::address();
    let brought = take(&page);
    let brings = brought.token.is_some() || brought.gateway.is_some();
    brings.then(|| step(stores, &page, brought)).flatten()
}

/// Takes the secrets out of the address.
fn take(page: &PageAddress) -> Arrival {
    let brought = arrival::read(&page.query, &page.hash);
    if let Some(rest) = &brought.cleaned {
        document::replace_address(&format!("{}{rest}", page.path));
    }
    brought
}

fn step(stores: Stores, page: &PageAddress, brought: Arrival) -> Option<Pending> {
    let own = guess(&page.protocol, &page.host, &document::base());
    let saved = stores.gateways.list().get_untracked();
    match first_step(brought, &saved, &own, &page.protocol) {
        FirstStep::Ask(pending) => Some(pending),
        FirstStep::Connect { url, token } => {
            if token.is_some() {
                stores.gateways.keep_token(&url, token.as_deref());
            }
            let token = token.or_else(|| stores.gateways.token(&url));
            stores.connection.resume(Target { url, token, password: None });
            None
        }
        FirstStep::Wait => None,
    }
}

#[derive(PartialEq, Eq)]
enum FirstStep {
    /// The operator has to type something.
    Wait,
    Connect {
        url: String,
        token: Option<String>,
    },
    Ask(Pending),
}

/// A token without a gateway belongs to the gateway that serves the page, never to a saved one.
fn first_step(
    brought: Arrival,
    saved: &[SavedGateway],
    own: &str,
    page_protocol: &str,
) -> FirstStep {
    let token = brought.token;
    let known = |url: &str| url == own || saved.first().is_some_and(|last| last.url == url);
    if let Some(gateway) = brought.gateway {
        return match normalize(&gateway, page_protocol) {
            Ok(url) if known(&url) => FirstStep::Connect { url, token },
            Ok(url) => FirstStep::Ask(Pending { url, token }),
            Err(_) => FirstStep::Ask(Pending { url: gateway, token }),
        };
    }
    if token.is_some() {
        return FirstStep::Connect { url: own.to_owned(), token };
    }
    match saved.first() {
        Some(last) if !last.signed_out => FirstStep::Connect { url: last.url.clone(), token: None },
        _ => FirstStep::Wait,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "ws://127.0.0.1:18789";

    fn step(query: &str, hash: &str, saved: &[SavedGateway]) -> FirstStep {
        first_step(arrival::read(query, hash), saved, OWN, "http:")
    }

    fn saved(url: &str, signed_out: bool) -> Vec<SavedGateway> {
        vec![SavedGateway { signed_out, ..SavedGateway::at(url) }]
    }

    fn connects(url: &str, token: Option<&str>) -> FirstStep {
        FirstStep::Connect { url: url.to_owned(), token: token.map(str::to_owned) }
    }

    #[test]
    fn the_first_visit_waits_for_the_operator() {
        assert!(step("", "", &[]) == FirstStep::Wait);
    }

    #[test]
    fn a_token_goes_to_the_gateway_that_serves_the_page_and_never_to_a_saved_one() {
        let elsewhere = saved("ws://attic:18789", false);
        assert!(step("", "#token=t", &elsewhere) == connects(OWN, Some("t")));
    }

    #[test]
    fn a_gateway_that_a_link_brings_waits_for_consent_with_its_token() {
        let pending =
            Pending { url: "wss://other.example".to_owned(), token: Some("t".to_owned()) };
        let step = step("?gatewayUrl=wss://other.example", "#token=t", &saved(OWN, false));
        assert!(step == FirstStep::Ask(pending));
    }

    #[test]
    fn a_link_to_the_gateway_in_use_needs_no_consent() {
        let last = saved("ws://attic:18789", false);
        assert!(
            step("?gatewayUrl=ws://attic:18789/", "", &last) == connects("ws://attic:18789", None)
        );
    }

    #[test]
    fn a_reload_goes_back_to_the_last_gateway() {
        let last = saved("ws://attic:18789", false);
        assert!(step("", "", &last) == connects("ws://attic:18789", None));
    }

    #[test]
    fn after_signing_out_nothing_connects_by_itself() {
        assert!(step("", "", &saved(OWN, true)) == FirstStep::Wait);
    }
}
