//! What this browser and the gateway have agreed on about pushing, while the page is open.

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::gateway::error::CallError;
use crate::platform::{notify, push as browser, work};
use crate::protocol::push::{
    PushPreferences, PushWebPreferencesGet, PushWebPreferencesSet, PushWebTest,
};
use crate::store::Stores;
use crate::store::push::{Push, Standing};
use crate::ui::callout::Tone;
use crate::words::{t, tn, w};

/// A category of the gateway, by its name on the wire.
pub type Category = String;

#[derive(Clone, Copy)]
pub struct PushState {
    push: Push,
    /// `None` while it is not known.
    standing: RwSignal<Option<Standing>>,
    preferences: RwSignal<Option<PushPreferences>>,
    /// Something is asked of the browser or the gateway.
    pub busy: RwSignal<bool>,
    /// What came of it.
    pub told: RwSignal<Option<(Tone, String)>>,
}

impl PushState {
    pub fn new(stores: Stores) -> Self {
        Self {
            push: Push::of(stores.connection),
            standing: RwSignal::new(None),
            preferences: RwSignal::new(None),
            busy: RwSignal::new(false),
            told: RwSignal::new(None),
        }
    }

    /// Whether this gateway pushes. Not reactive.
    pub fn is_offered(self) -> bool {
        self.push.is_offered()
    }

    /// Whether the gateway can be asked for a test. Not reactive.
    pub fn can_test(self) -> bool {
        self.push.offers::<PushWebTest>()
    }

    /// Reactive.
    pub fn is_on(self) -> bool {
        self.standing.with(|it| matches!(it, Some(Standing::On(_))))
    }

    /// Whether the browser is subscribed with a key that is not this gateway's. Reactive.
    pub fn is_of_other_key(self) -> bool {
        self.standing.with(|it| matches!(it, Some(Standing::OtherKey)))
    }

    /// What is pushed, as far as the gateway tells it. Reactive.
    pub fn categories(self) -> Vec<(Category, bool)> {
        self.preferences.with(|it| {
            let categories = it.as_ref().map(|it| it.effective.categories.clone());
            categories.unwrap_or_default().into_iter().collect()
        })
    }

    /// Whether what is pushed names agents and jobs. Reactive.
    pub fn names(self) -> Option<bool> {
        self.preferences.with(|it| {
            let level = it.as_ref()?.effective.detail_level.as_deref()?;
            Some(level != "private")
        })
    }

    /// Looks how things stand.
    pub fn look(self) {
        if self.is_offered() && browser::is_supported() {
            self.work(async move { self.read().await });
        }
    }

    pub fn turn(self, on: bool) {
        self.work(async move {
            if on && !notify::ask().await {
                return self.tell(Tone::Warning, t(w::APPROVALS_NOTIFY_DENIED));
            }
            let standing = self.standing.try_get_untracked().flatten();
            let done = match standing {
                Some(Standing::On(subscription)) if !on => {
                    self.push.turn_off(&subscription).await.map(|()| true)
                }
                _ if on => self.push.turn_on().await.map(|made| made.is_some()),
                _ => Ok(true),
            };
            match done {
                Ok(true) => {}
                Ok(false) => self.tell(Tone::Danger, t(w::TOLD_PUSH_REFUSED)),
                Err(error) => self.tell(Tone::Danger, error.sentence()),
            }
            self.read().await;
        });
    }

    /// Has the gateway push something to look at.
    pub fn test(self) {
        self.work(async move {
            match self.push.test(t(w::APP_NAME), t(w::TOLD_TRIED)).await {
                Ok(tested) => {
                    let reached = tested.results.iter().filter(|it| it.ok != Some(false)).count();
                    self.tell(Tone::Success, tn(w::TOLD_PUSH_TESTED, reached));
                }
                Err(error) => self.tell(Tone::Danger, error.sentence()),
            }
        });
    }

    pub fn choose(self, category: Category, on: bool) {
        self.prefer(move |device| {
            let categories = device.entry("categories").or_insert_with(|| json!({}));
            if let Value::Object(categories) = categories {
                categories.insert(category, on.into());
            }
        });
    }

    pub fn say_names(self, on: bool) {
        let level = if on { "identified" } else { "private" };
        self.prefer(move |device| drop(device.insert("detailLevel".to_owned(), level.into())));
    }

    fn prefer(self, change: impl FnOnce(&mut serde_json::Map<String, Value>) + 'static) {
        let Some(Standing::On(subscription)) = self.standing.get_untracked() else { return };
        let Some(known) = self.preferences.get_untracked() else { return };
        let mut device = known.device;
        change(&mut device);
        self.work(async move { self.heard(self.push.prefer(&subscription, device).await) });
    }

    async fn read(self) {
        let standing = match self.push.standing().await {
            Ok(standing) => standing,
            // It is looked at again with the next connection.
            Err(CallError::Offline) => return,
            Err(error) => return self.tell(Tone::Danger, error.sentence()),
        };
        let has_preferences = self.push.offers::<PushWebPreferencesGet>()
            && self.push.offers::<PushWebPreferencesSet>();
        let asked = match &standing {
            Standing::On(subscription) if has_preferences => {
                Some(self.push.preferences(subscription).await)
            }
            _ => None,
        };
        self.standing.try_set(Some(standing));
        match asked {
            Some(answer) => self.heard(answer),
            None => drop(self.preferences.try_set(None)),
        }
    }

    fn heard(self, answer: Result<PushPreferences, CallError>) {
        match answer {
            Ok(preferences) => drop(self.preferences.try_set(Some(preferences))),
            Err(CallError::Offline) => {}
            Err(error) => self.tell(Tone::Danger, error.sentence()),
        }
    }

    fn tell(self, tone: Tone, sentence: String) {
        self.told.try_set(Some((tone, sentence)));
    }

    /// One thing after the other: what is asked meanwhile is not asked.
    fn work(self, work: impl Future<Output = ()> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.told.set(None);
        work::begin(async move {
            work.await;
            self.busy.try_set(false);
        });
    }
}
