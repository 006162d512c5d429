//! What an operator does with channels: checks them, starts, stops and signs out accounts; and what
//! came of it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;

use super::facts::{Found, found};
use super::login::Login;
use super::roster;
use crate::platform::{clock, work};
use crate::protocol::channels::{ChannelAccount, ChannelLoggedOut, ChannelsSummary, StatusIssue};
use crate::store::Stores;
use crate::store::channels::trouble::Key;
use crate::ui::callout::Tone;
use crate::ui::toast::Toasts;
use crate::words::{Word, t, tr, w};

/// How long an account may take to answer a check.
pub const PROBE_MS: u32 = 8_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    LogOut,
    Start,
    Stop,
}

/// A deed on one account, as it was asked for: nothing that arrives later changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wish {
    deed: Deed,
    key: Key,
    name: String,
}

/// What the last check of an account found, and the one before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    pub found: Found,
    pub before: Option<Found>,
    at: u64,
    probe: Value,
    audit: Option<Value>,
}

/// What late gateways find with a check and tell beside the accounts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Aside {
    pub issues: Vec<StatusIssue>,
    pub warnings: Vec<String>,
}

impl Checked {
    /// Readings without a check leave out what the last one found.
    pub fn complete(&self, account: &mut ChannelAccount) {
        account.probe.get_or_insert_with(|| self.probe.clone());
        account.last_probe_at = account.last_probe_at.max(Some(self.at));
        if account.audit.is_none() {
            account.audit.clone_from(&self.audit);
        }
    }
}

#[derive(Clone, Copy)]
pub struct ChannelsState {
    pub stores: Stores,
    toasts: Toasts,
    pub login: Login,
    /// Ticks while the page can be seen, for times that are told relative to now.
    pub tick: RwSignal<u32>,
    wish: RwSignal<Option<Wish>>,
    /// The question stands on the screen.
    pub asking: RwSignal<bool>,
    under_way: RwSignal<Option<Wish>>,
    refused: RwSignal<Option<(Key, String)>>,
    pub probing: RwSignal<bool>,
    /// What the last check as a whole came to.
    pub verdict: RwSignal<Option<Result<String, String>>>,
    pub checked: RwSignal<BTreeMap<Key, Checked>>,
    /// What the last check found that is of no one account's answer.
    pub aside: RwSignal<Aside>,
}

impl ChannelsState {
    pub fn new(stores: Stores, toasts: Toasts) -> Self {
        Self {
            stores,
            toasts,
            login: Login::new(stores),
            tick: RwSignal::new(0),
            wish: RwSignal::new(None),
            asking: RwSignal::new(false),
            under_way: RwSignal::new(None),
            refused: RwSignal::new(None),
            probing: RwSignal::new(false),
            verdict: RwSignal::new(None),
            checked: RwSignal::new(BTreeMap::new()),
            aside: RwSignal::new(Aside::default()),
        }
    }

    /// Asks whether it is meant. To start an account takes nothing away and is done at once.
    pub fn ask(self, deed: Deed, key: Key, name: String) {
        self.wish.set(Some(Wish { deed, key, name }));
        if deed == Deed::Start { self.confirmed() } else { self.asking.set(true) }
    }

    /// The question before a deed: title, text, verb. Reactive.
    pub fn question(self) -> [String; 3] {
        self.wish.with(|wish| {
            let Some(wish) = wish else { return Default::default() };
            let words = match wish.deed {
                Deed::Stop => [w::CHANNELS_STOP_ASK, w::CHANNELS_STOP_TEXT, w::CHANNELS_STOP],
                _ => [w::CHANNELS_LOGOUT_ASK, w::CHANNELS_LOGOUT_TEXT, w::CHANNELS_LOGOUT],
            };
            words.map(|word| tr(word, &[("name", &wish.name)]))
        })
    }

    /// Whether just this is under way. Reactive.
    pub fn is_under_way(self, key: &Key, deed: Deed) -> bool {
        self.under_way
            .with(|wish| wish.as_ref().is_some_and(|wish| wish.key == *key && wish.deed == deed))
    }

    /// Why nothing came of the last deed on this account. Reactive.
    pub fn refusal(self, key: &Key) -> Option<String> {
        self.refused.with(|refused| {
            refused.as_ref().filter(|(of, _)| of == key).map(|(_, why)| why.clone())
        })
    }

    /// Does what was asked about.
    pub fn confirmed(self) {
        if let Some(wish) = self.wish.get_untracked()
            && self.under_way.with_untracked(Option::is_none)
        {
            work::begin(self.carry_out(wish));
        }
    }

    async fn carry_out(self, wish: Wish) {
        let channels = self.stores.channels;
        self.refused.set(None);
        self.under_way.set(Some(wish.clone()));
        let Wish { deed, key, name } = wish;
        let outcome = match deed {
            Deed::LogOut => channels.log_out(key.clone()).await.map(|out| logged_out(&out)),
            Deed::Start => channels.start(key.clone()).await.map(|reply| {
                let failed = reply.started == Some(false);
                if failed {
                    (Tone::Warning, w::CHANNELS_START_NOT)
                } else {
                    (Tone::Success, w::CHANNELS_STARTED)
                }
            }),
            Deed::Stop => channels.stop(key.clone()).await.map(|reply| {
                let failed = reply.stopped == Some(false);
                if failed {
                    (Tone::Warning, w::CHANNELS_STOP_NOT)
                } else {
                    (Tone::Success, w::CHANNELS_STOPPED)
                }
            }),
        };
        // Whoever has left the page meanwhile is told all the same.
        self.under_way.try_set(None);
        match outcome {
            Ok((tone, word)) => self.toasts.say(tone, tr(word, &[("name", &name)])),
            Err(error) => drop(self.refused.try_set(Some((key, error.sentence())))),
        }
    }

    /// Has every account asked how it is.
    pub fn probe(self) {
        if !self.probing.get_untracked() {
            self.probing.set(true);
            self.verdict.set(None);
            work::begin(async move {
                let outcome = self.stores.channels.probe(PROBE_MS).await;
                let verdict = outcome.map(|summary| {
                    let aside = Aside {
                        issues: summary.status_issues.clone(),
                        warnings: summary.warnings.clone(),
                    };
                    self.aside.try_set(aside);
                    let checked = self.checked.try_update(|checked| take(checked, &summary));
                    verdict(&summary, checked.unwrap_or_default())
                });
                self.verdict.try_set(Some(verdict));
                self.probing.try_set(false);
            });
        }
    }

    /// Every account, with what the last check of it found.
    pub fn accounts(self, summary: &ChannelsSummary) -> BTreeMap<Key, ChannelAccount> {
        let mut accounts = roster::accounts(summary);
        self.checked.with(|checked| {
            for (key, account) in &mut accounts {
                if let Some(checked) = checked.get(key) {
                    checked.complete(account);
                }
            }
        });
        accounts
    }
}

/// Keeps what a check found. Gives how many answered well, and how many did not.
fn take(checked: &mut BTreeMap<Key, Checked>, summary: &ChannelsSummary) -> (usize, usize) {
    let (mut well, mut ill) = (0, 0);
    for (key, account) in roster::accounts(summary) {
        let Some(probe) = account.probe else { continue };
        let now = found(&probe);
        if now.is_ok == Some(false) {
            ill += 1
        } else {
            well += 1
        }
        let before = checked.get(&key).map(|checked| checked.found.clone());
        let at = account.last_probe_at.unwrap_or_else(|| clock::now_ms() as u64);
        checked.insert(key, Checked { found: now, before, at, probe, audit: account.audit });
    }
    (well, ill)
}

fn verdict(summary: &ChannelsSummary, (well, ill): (usize, usize)) -> String {
    if well + ill == 0 {
        let none = roster::askable(summary) == 0;
        return t(if none { w::CHANNELS_PROBE_NOBODY } else { w::CHANNELS_PROBE_SILENT });
    }
    let numbers = [("well", well.to_string()), ("ill", ill.to_string())];
    let numbers = numbers.each_ref().map(|(name, n)| (*name, n.as_str()));
    tr(w::CHANNELS_PROBE_DONE, &numbers)
}

fn logged_out(out: &ChannelLoggedOut) -> (Tone, Word) {
    if out.env_token == Some(true) {
        (Tone::Warning, w::CHANNELS_LOGOUT_ENV)
    } else if out.cleared == Some(false) {
        (Tone::Warning, w::CHANNELS_LOGOUT_NOTHING)
    } else {
        (Tone::Success, w::CHANNELS_LOGGED_OUT)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn summary(told: Value) -> ChannelsSummary {
        serde_json::from_value(json!({"channelAccounts": told})).unwrap()
    }

    #[test]
    fn a_check_is_kept_beyond_readings_without_one_and_with_the_one_before() {
        let mut checked = BTreeMap::new();
        let one = |ok: bool| {
            summary(json!({"irc": [
                {"accountId": "a", "probe": {"ok": ok}, "lastProbeAt": 7}, {"accountId": "b"},
            ]}))
        };
        assert_eq!(take(&mut checked, &one(false)), (0, 1));
        assert_eq!(take(&mut checked, &one(true)), (1, 0));
        let checked = &checked[&("irc".to_owned(), "a".to_owned())];
        assert_eq!(checked.before.as_ref().and_then(|before| before.is_ok), Some(false));
        let mut bare = ChannelAccount::default();
        checked.complete(&mut bare);
        assert_eq!((bare.probe, bare.last_probe_at), (Some(json!({"ok": true})), Some(7)));
    }

    #[test]
    fn signing_out_tells_what_it_could_not_end() {
        let out = |told| logged_out(&serde_json::from_value(told).unwrap()).1;
        assert_eq!(out(json!({"cleared": true})), w::CHANNELS_LOGGED_OUT);
        assert_eq!(out(json!({"cleared": false})), w::CHANNELS_LOGOUT_NOTHING);
        assert_eq!(out(json!({"cleared": true, "envToken": true})), w::CHANNELS_LOGOUT_ENV);
    }

    #[test]
    fn a_check_that_asked_nobody_says_so() {
        assert_eq!(verdict(&summary(json!({})), (0, 0)), t(w::CHANNELS_PROBE_NOBODY));
        let some = summary(json!({"irc": [{"accountId": "a"}]}));
        assert_eq!(verdict(&some, (0, 0)), t(w::CHANNELS_PROBE_SILENT));
        assert!(verdict(&some, (2, 1)).contains('2'));
    }
}
