//! What an operator is about to do with a device: the question before it, its way to the gateway,
//! and what came of it. A new token lives here while it is shown, and nowhere afterwards.

use leptos::prelude::*;

use crate::platform::work;
use crate::protocol::devices::DeviceRequest;
use crate::protocol::id::DeviceId;
use crate::protocol::secret::Secret;
use crate::store::Stores;
use crate::store::devices::{Answered, name};
use crate::ui::callout::Tone;
use crate::ui::toast::Toasts;
use crate::words::{Word, t, tr, w};

/// What can be done with a paired device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    Rotate { role: String },
    Revoke { role: String },
    Remove,
}

/// A deed on one device, as it was asked for: nothing that arrives later changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub deed: Deed,
    pub device: DeviceId,
    pub name: String,
    /// It concerns the browser in which the operator sits.
    pub is_own: bool,
}

/// A token that was made just now.
#[derive(Debug, Clone, PartialEq)]
pub struct NewToken {
    pub name: String,
    pub token: Option<Secret>,
    /// It is this browser's, which keeps it.
    pub is_own: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Approve,
    Reject,
}

#[derive(Clone, Copy)]
pub struct DevicesState {
    stores: Stores,
    toasts: Toasts,
    wish: RwSignal<Option<Wish>>,
    /// The question stands on the screen.
    pub asking: RwSignal<bool>,
    under_way: RwSignal<Option<Wish>>,
    refused: RwSignal<Option<(DeviceId, String)>>,
    pub new_token: RwSignal<Option<NewToken>>,
}

impl DevicesState {
    pub fn new(stores: Stores, toasts: Toasts) -> Self {
        Self {
            stores,
            toasts,
            wish: RwSignal::new(None),
            asking: RwSignal::new(false),
            under_way: RwSignal::new(None),
            refused: RwSignal::new(None),
            new_token: RwSignal::new(None),
        }
    }

    /// Asks whether it is meant.
    pub fn ask(self, deed: Deed, device: DeviceId, name: String) {
        let devices = self.stores.devices;
        let is_own = match &deed {
            Deed::Rotate { role } | Deed::Revoke { role } => devices.is_own_token(&device, role),
            Deed::Remove => devices.own_id().as_ref() == Some(&device),
        };
        self.wish.set(Some(Wish { deed, device, name, is_own }));
        self.asking.set(true);
    }

    /// The question in the words of the wish. Reactive.
    pub fn question(self) -> Question {
        self.wish.with(|wish| wish.as_ref().map(Question::of).unwrap_or_default())
    }

    /// Whether just this is under way. Reactive.
    pub fn is_under_way(self, device: &DeviceId, deed: &Deed) -> bool {
        self.under_way.with(|wish| {
            wish.as_ref().is_some_and(|wish| wish.device == *device && wish.deed == *deed)
        })
    }

    /// Why nothing came of the last deed on this device. Reactive.
    pub fn refusal(self, device: &DeviceId) -> Option<String> {
        self.refused.with(|refused| {
            refused.as_ref().filter(|(id, _)| id == device).map(|(_, why)| why.clone())
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
        let devices = self.stores.devices;
        self.refused.set(None);
        self.under_way.set(Some(wish.clone()));
        let Wish { deed, device, name, is_own } = wish;
        let is_end = !matches!(deed, Deed::Rotate { .. });
        let outcome = match deed {
            Deed::Rotate { role } => devices.rotate(device.clone(), role).await.map(|rotated| {
                let (token, is_own) = (rotated.token, rotated.is_own);
                // Whoever has left the page meanwhile is not followed by a secret.
                self.new_token.try_set(Some(NewToken { name, token, is_own }));
            }),
            Deed::Revoke { role } => {
                let done = tr(w::DEVICES_REVOKED_DONE, &[("name", &name)]);
                devices.revoke(device.clone(), role).await.map(|()| self.say(done))
            }
            Deed::Remove => {
                let done = tr(w::DEVICES_REMOVED_DONE, &[("name", &name)]);
                devices.remove(device.clone()).await.map(|()| self.say(done))
            }
        };
        self.under_way.try_set(None);
        match outcome {
            // Gateways differ in whether they end the connection; the operator was told that it ends.
            Ok(()) if is_own && is_end => self.stores.connection.sign_out(),
            Ok(()) => {}
            Err(why) => drop(self.refused.try_set(Some((device, why)))),
        }
    }

    /// Answers this request and no other. Gives the sentence that belongs beside it, if any.
    pub async fn answer(self, request: DeviceRequest, choice: Choice) -> Option<String> {
        let devices = self.stores.devices;
        let name = name::of_request(&request);
        let answered = match choice {
            Choice::Approve => devices.approve(request.request_id).await,
            Choice::Reject => devices.reject(request.request_id).await,
        };
        let word: Word = match (answered, choice) {
            (Answered::Refused(why), _) => return Some(why),
            (Answered::Gone, _) => w::DEVICES_GONE,
            (Answered::Done, Choice::Approve) => w::DEVICES_APPROVED,
            (Answered::Done, Choice::Reject) => w::DEVICES_REJECTED,
        };
        let tone = if word == w::DEVICES_GONE { Tone::Warning } else { Tone::Success };
        self.toasts.say(tone, tr(word, &[("name", &name)]));
        None
    }

    fn say(self, sentence: String) {
        self.toasts.say(Tone::Success, sentence);
    }
}

/// What stands in the dialog before a deed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    pub title: String,
    pub text: String,
    pub verb: String,
}

impl Question {
    fn of(wish: &Wish) -> Self {
        let (title, text, own, verb) = match wish.deed {
            Deed::Rotate { .. } => (
                w::DEVICES_ROTATE_ASK,
                w::DEVICES_ROTATE_TEXT,
                w::DEVICES_ROTATE_OWN,
                w::DEVICES_ROTATE,
            ),
            Deed::Revoke { .. } => (
                w::DEVICES_REVOKE_ASK,
                w::DEVICES_REVOKE_TEXT,
                w::DEVICES_REVOKE_OWN,
                w::DEVICES_REVOKE,
            ),
            Deed::Remove => (
                w::DEVICES_REMOVE_ASK,
                w::DEVICES_REMOVE_TEXT,
                w::DEVICES_REMOVE_OWN,
                w::DEVICES_REMOVE,
            ),
        };
        let named = |word| tr(word, &[("name", &wish.name)]);
        let text = if wish.is_own { t(own) } else { named(text) };
        Self { title: named(title), text, verb: t(verb) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(deed: Deed, is_own: bool) -> Question {
        Question::of(&Wish { deed, device: "d".into(), name: "Workshop Pi".to_owned(), is_own })
    }

    #[test]
    fn ones_own_browser_is_told_that_it_will_be_signed_out() {
        for deed in [Deed::Revoke { role: "operator".to_owned() }, Deed::Remove] {
            let own = question(deed.clone(), true);
            assert!(own.text.contains("the browser you are using"), "{}", own.text);
            assert!(own.text.contains("signed out"), "{}", own.text);
            let other = question(deed, false);
            assert!(other.text.contains("Workshop Pi") && !other.text.contains("signed out"));
        }
    }

    #[test]
    fn a_question_names_the_device_and_the_verb() {
        let asked = question(Deed::Rotate { role: "node".to_owned() }, false);
        assert_eq!(asked.title, "Rotate the token of Workshop Pi?");
        assert_eq!(asked.verb, "Rotate");
        assert!(
            !question(Deed::Rotate { role: "operator".to_owned() }, true)
                .text
                .contains("signed out")
        );
    }
}
