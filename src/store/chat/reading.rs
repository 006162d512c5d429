//! Opening a session and reading what the gateway has stored of it.

use leptos::prelude::*;

use crate::gateway::error::CallError;
use crate::platform::clock;
use crate::protocol::chat::{ChatHistory, History};
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::{SessionsMessagesSubscribe, SessionsMessagesUnsubscribe};
use crate::remote::{Fetch, Remote};
use crate::store::chat::{Chat, Levels, Older};

/// How many messages the first look at a session brings, and what each look further back asks for.
/// The server gives at most the last number.
const PAGES: [u32; 3] = [120, 400, 1_000];

/// The longest text that a gateway may be asked for.
const LONGEST_TEXT: u32 = 500_000;

/// How often a gateway that is starting up is asked again for a history.
const STARTING_RETRIES: u32 = 20;

impl Chat {
    /// Opens a session: what was shown goes, and its transcript is read.
    pub async fn open(self, session: SessionKey) {
        if self.session.get_untracked().as_ref() == Some(&session) {
            return;
        }
        let before = self.session.get_untracked();
        self.session.set(Some(session));
        self.loaded.set(Remote::Loading);
        self.clear();
        self.listen(before).await;
        self.load().await;
    }

    /// Later gateways send a session's messages only to those who ask for them.
    pub(super) async fn listen(self, before: Option<SessionKey>) {
        let gateway = self.gateway.get_value();
        if !gateway.offers("sessions.messages.subscribe") {
            return;
        }
        let now = self.session.get_untracked();
        if let Some(key) = before.filter(|before| Some(before) != now.as_ref()) {
            drop(gateway.call(SessionsMessagesUnsubscribe { key, agent_id: None }).await);
        }
        if let Some(key) = now
            && let Err(error) =
                gateway.call(SessionsMessagesSubscribe { key, agent_id: None }).await
        {
            log::debug!("sessions.messages.subscribe: {error:?}");
        }
    }

    /// Reads the stored transcript. Asked again meanwhile, it is read once more.
    pub async fn load(self) {
        if !self.fetch.try_update_value(Fetch::want).unwrap_or(false) {
            return;
        }
        loop {
            self.read_history().await;
            if !self.fetch.try_update_value(Fetch::done).unwrap_or(false) {
                return;
            }
        }
    }

    pub(super) async fn read_history(self) {
        let Some(session) = self.session.get_untracked() else { return };
        // Those who know this method cut long texts unless asked not to; nearly all of them can be
        // asked.
        let mut whole = self.gateway.get_value().offers("sessions.messages.subscribe");
        for _ in 0..STARTING_RETRIES {
            let limit = PAGES[self.page.get_value()];
            let request = ChatHistory {
                session_key: session.clone(),
                limit: Some(limit),
                offset: None,
                max_chars: whole.then_some(LONGEST_TEXT),
            };
            let answer = self.gateway.get_value().call(request).await;
            if self.session.get_untracked().as_ref() != Some(&session) {
                return;
            }
            match answer {
                Ok(history) => return self.take(&history, limit),
                Err(CallError::Offline) => return,
                Err(CallError::Refused { message, .. }) if message.contains("maxChars") => {
                    whole = false;
                }
                Err(CallError::Refused { retry_after_ms: Some(wait), .. }) => {
                    clock::sleep(u32::try_from(wait).unwrap_or(1_000)).await;
                }
                Err(error) => {
                    if self.loaded.with_untracked(|loaded| loaded.ready().is_none()) {
                        self.loaded.set(Remote::Failed(error.sentence()));
                    }
                    return;
                }
            }
        }
    }

    pub(super) fn take(self, history: &History, limit: u32) {
        // What ran when memory took it in has ended one way or another.
        let is_here = self.gateway.with_value(|gateway| gateway.hello().is_some());
        let live = history.in_flight_run.as_ref().filter(|_| is_here);
        let change =
            self.change(|transcript| transcript.replace(&history.messages, live, clock::now_ms()));
        self.show(change);
        let full = history.messages.len() >= limit as usize || history.has_more == Some(true);
        let last_page = self.page.get_value() + 1 >= PAGES.len();
        self.older.set(match (full, last_page) {
            (false, _) => Older::Nothing,
            (true, false) => Older::More,
            (true, true) => Older::Withheld,
        });
        self.levels.set(Levels {
            thinking: history.thinking_level.clone(),
            verbose: history.verbose_level.clone(),
        });
        self.loaded.set(Remote::Ready(()));
    }

    /// Reads further back.
    pub async fn load_older(self) {
        if self.older.get_untracked() != Older::More {
            return;
        }
        self.older.set(Older::Loading);
        self.page.update_value(|page| *page = (*page + 1).min(PAGES.len() - 1));
        self.load().await;
        if self.older.get_untracked() == Older::Loading {
            self.older.set(Older::More);
        }
    }
}
