//! Signing in by a code: asked for, shown, waited on, renewed, and forgotten when the dialog closes.
//! A code is a key to somebody's messenger: it lives here while it is shown, and nowhere afterwards.

use leptos::prelude::*;
use serde_json::Value;

use crate::gateway::error::CallError;
use crate::platform::{clock, work};
use crate::protocol::channels::WebLogin;
use crate::store::Stores;
use crate::store::channels::login::{Shown, WAIT_MS};
use crate::store::channels::secrets;
use crate::store::channels::trouble::Key;
use crate::words::{t, w};

/// No picture of a code is larger than this.
const PICTURE: usize = 256 * 1024;

/// What is on the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// The gateway is getting a code.
    Asked,
    Code(Code),
    Linked(String),
    /// It has ended without a link; the words are the gateway's.
    Ended(String),
    /// It could not be begun, or the wait broke off.
    Refused(String),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Code {
    pub picture: Option<String>,
    /// Codes to be typed, and whatever else is said in letters.
    pub letters: Vec<String>,
    pub message: Option<String>,
    /// How long this wait lasts, in milliseconds since the epoch.
    pub until: f64,
}

#[derive(Clone, Copy)]
pub struct Login {
    stores: Stores,
    pub open: RwSignal<bool>,
    pub name: RwSignal<Option<String>>,
    key: StoredValue<Option<Key>>,
    pub stage: RwSignal<Option<Stage>>,
    /// Counts beginnings and ends: what an earlier one brings late is not shown.
    turn: StoredValue<u32>,
}

impl Login {
    pub fn new(stores: Stores) -> Self {
        Self {
            stores,
            open: RwSignal::new(false),
            name: RwSignal::new(None),
            key: StoredValue::new(None),
            stage: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Asks for a code for this account; without one, for whichever channel offers it.
    pub fn begin(self, account: Option<(Key, String)>) {
        let (key, name) = account.unzip();
        self.key.set_value(key);
        self.name.set(name);
        self.again(false);
    }

    /// Asks for another code. `force` ends the link that is there.
    pub fn again(self, force: bool) {
        let turn = self.next_turn();
        self.stage.set(Some(Stage::Asked));
        self.open.set(true);
        work::begin(self.run(turn, force));
    }

    /// The dialog has closed: nothing of the code stays.
    pub fn forget(self) {
        if self.stage.with_untracked(Option::is_some) {
            self.next_turn();
            self.stage.set(None);
            // Getting a code may have stopped the account.
            self.stores.channels.refetch();
        }
    }

    fn next_turn(self) -> u32 {
        let next = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(next);
        next
    }

    async fn run(self, turn: u32, force: bool) {
        let key = self.key.get_value();
        let channels = self.stores.channels;
        let mut answer = channels.login_start(key.clone(), force).await;
        let mut shown = Shown::default();
        let is_current = || self.turn.try_get_value() == Some(turn);
        while is_current() {
            let stage = stage(answer.as_ref(), clock::now_ms() + f64::from(WAIT_MS));
            if let Ok(reply) = &answer {
                let session_key = reply.rest.get("sessionKey").and_then(Value::as_str);
                let session_key = session_key.map(str::to_owned).or(shown.session_key.take());
                shown = Shown { session_key, qr_data_url: reply.qr_data_url.clone() };
            }
            let waits = matches!(stage, Stage::Code(_));
            self.stage.try_set(Some(stage));
            if !waits {
                channels.refetch();
                return;
            }
            answer = channels.login_wait(key.clone(), shown.clone()).await;
        }
    }
}

/// What an answer leads to.
fn stage(answer: Result<&WebLogin, &CallError>, until: f64) -> Stage {
    let reply = match answer {
        Ok(reply) => reply,
        Err(error) => return Stage::Refused(error.sentence()),
    };
    let message = reply.message.as_deref().map(secrets::in_text);
    let message = message.filter(|message| !message.trim().is_empty());
    if reply.connected == Some(true) {
        return Stage::Linked(message.unwrap_or_else(|| t(w::CHANNELS_LOGIN_LINKED)));
    }
    let code = ["code", "pairingCode", "userCode", "qr", "qrText", "url"];
    let letters: Vec<String> = code
        .iter()
        .filter_map(|name| reply.rest.get(*name)?.as_str())
        .filter(|letters| !letters.trim().is_empty() && !letters.starts_with("data:"))
        .map(str::to_owned)
        .collect();
    let offered = reply.qr_data_url.as_deref().filter(|url| !url.is_empty());
    let picture = offered.and_then(picture);
    if picture.is_some() || !letters.is_empty() {
        return Stage::Code(Code { picture, letters, message, until });
    }
    if offered.is_some() {
        return Stage::Refused(t(w::CHANNELS_LOGIN_NO_PICTURE));
    }
    Stage::Ended(message.unwrap_or_else(|| t(w::CHANNELS_LOGIN_NO_CODE)))
}

/// The address of a picture that carries itself, and nothing that leads elsewhere or runs.
fn picture(url: &str) -> Option<String> {
    let data = ["data:image/png;base64,", "data:image/jpeg;base64,"]
        .iter()
        .find_map(|start| url.strip_prefix(start))?;
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    let is_picture = !data.is_empty() && data.len() <= PICTURE && data.bytes().all(is_base64);
    is_picture.then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(reply: Value) -> Stage {
        stage(Ok(&serde_json::from_value(reply).unwrap()), 5.0)
    }

    #[test]
    fn only_a_picture_that_carries_itself_is_shown() {
        assert!(picture("data:image/png;base64,iVBORw0KGgo=").is_some());
        assert!(picture("data:image/jpeg;base64,AAAA").is_some());
        for url in [
            "data:image/svg+xml;base64,AAAA",
            "data:text/html;base64,AAAA",
            "https://example.com/a.png",
            "data:image/png;base64,",
            "data:image/png;base64,AA\" onerror=x",
            "javascript:alert(1)",
        ] {
            assert_eq!(picture(url), None, "{url}");
        }
    }

    #[test]
    fn an_answer_leads_on() {
        let code = after(json!({"qrDataUrl": "data:image/png;base64,AAAA", "message": "Scan"}));
        let Stage::Code(code) = code else { panic!("{code:?}") };
        assert_eq!((code.message.as_deref(), code.until), (Some("Scan"), 5.0));
        let typed = after(json!({"code": "ABCD-1234"}));
        assert!(matches!(typed, Stage::Code(code) if code.letters == ["ABCD-1234"]));
        assert_eq!(after(json!({"connected": true})), Stage::Linked(t(w::CHANNELS_LOGIN_LINKED)));
        let ended = json!({"connected": false, "message": "The login QR expired."});
        assert_eq!(after(ended), Stage::Ended("The login QR expired.".to_owned()));
        assert!(matches!(after(json!({"qrDataUrl": "https://x"})), Stage::Refused(_)));
        assert!(matches!(stage(Err(&CallError::Timeout), 0.0), Stage::Refused(_)));
    }
}
