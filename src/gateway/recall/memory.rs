//! Keeps the answers of one gateway in this browser, and tells them while it is away. Written when
//! the page has nothing better to do; a browser that has no room is said so in the log and nowhere
//! else. What looks like a secret is put out of sight before it is kept.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::limits::{Change, Label, overdue};
use super::{Answer, Keep, LONGEST, question};
use crate::gateway::error::CallError;
use crate::platform::clock::{self, Alarm};
use crate::platform::indexed_db::{NoShelf, answers};
use crate::platform::{part, work};
use crate::protocol::handshake::HelloOk;
use crate::protocol::json as reading;
use crate::protocol::mask::mask;
use crate::protocol::method::Scope;

/// What comes within this time is written together.
const PAUSE_MS: u32 = 600;
/// Stands between the gateway, the kind of record and the question. In no address and no name.
const APART: char = '\u{1f}';
const LABEL: &str = "label";
const TEXT: &str = "text";

/// Told how old an answer is that is shown.
pub type Told = Box<dyn Fn(f64)>;

/// The memory of one gateway.
pub struct Memory {
    me: std::rc::Weak<Self>,
    url: String,
    labels: RefCell<BTreeMap<String, Label>>,
    /// What was answered before, for as long as the gateway is away.
    texts: RefCell<BTreeMap<String, String>>,
    /// What waits to be written.
    fresh: RefCell<BTreeMap<String, (f64, String)>>,
    alarm: RefCell<Option<Alarm>>,
    closed: Cell<bool>,
    told: Told,
}

impl Memory {
    /// Opens what is kept of a gateway; `whole` to be told, else to be added to. Without IndexedDB
    /// it is empty.
    pub async fn open(url: String, whole: bool, told: Told) -> Rc<Self> {
        let labels = records(&url, LABEL).await;
        let labels =
            labels.into_iter().filter_map(|(words, text)| Some((words, Label::read(&text)?)));
        let texts = if whole { records(&url, TEXT).await } else { BTreeMap::new() };
        let labels = labels.collect();
        Rc::new_cyclic(|me| Self {
            me: me.clone(),
            url,
            labels: RefCell::new(labels),
            texts: RefCell::new(texts),
            fresh: RefCell::default(),
            alarm: RefCell::default(),
            closed: Cell::new(false),
            told,
        })
    }

    /// Whether it is the memory of this gateway, and still keeps.
    #[must_use]
    pub fn is_open_for(&self, url: &str) -> bool {
        self.url == url && !self.closed.get()
    }

    /// The welcome of then; `None` where nothing is kept.
    #[must_use]
    pub fn hello(&self) -> Option<Rc<HelloOk>> {
        let words = question::words(question::HELLO, "")?;
        let texts = self.texts.borrow();
        reading::read(texts.get(&words)?).ok().map(Rc::new)
    }

    /// The gateway is there and speaks for itself. Keeps its welcome, without what lets one in.
    pub fn greeted(&self, hello: &RawValue) {
        self.texts.take();
        let Ok(hello) = reading::read::<Value>(hello.get()) else { return };
        let Ok(text) = to_raw_value(&without_secrets(&hello)) else { return };
        if let Some(words) = question::words(question::HELLO, "") {
            self.remember(words, text.get());
        }
    }

    fn remember(&self, words: String, text: &str) {
        let text = mask(text);
        if self.closed.get() || text.len() > LONGEST {
            return;
        }
        self.fresh.borrow_mut().insert(words, (clock::now_ms(), text.into_owned()));
        if self.alarm.borrow().is_none() {
            let me = self.me.clone();
            let alarm = clock::after(PAUSE_MS, move || {
                if let Some(me) = me.upgrade() {
                    work::begin(async move { me.write().await });
                }
            });
            *self.alarm.borrow_mut() = Some(alarm);
        }
    }

    async fn write(self: Rc<Self>) {
        part::leisure().await;
        self.alarm.take();
        let fresh = self.fresh.take();
        if self.closed.get() || fresh.is_empty() {
            return;
        }
        let changes = self.changes(fresh);
        if !changes.is_empty()
            && let Err(NoShelf(reason)) = answers::write(&changes).await
        {
            // What is there may be less than we know; the next visit looks it up.
            log::warn!("what was last seen is not kept: {reason:?}");
        }
    }

    /// What has to be written or taken away, and notes it as done.
    fn changes(&self, fresh: BTreeMap<String, (f64, String)>) -> Vec<(String, Option<String>)> {
        let mut labels = self.labels.borrow_mut();
        let mut changes = Vec::new();
        for (words, (at, text)) in fresh {
            let label = Label::of(&text, at);
            let change = label.change(labels.get(&words));
            if change == Change::Nothing {
                continue;
            }
            changes.push((self.key(LABEL, &words), Some(label.write())));
            if change == Change::Whole {
                changes.push((self.key(TEXT, &words), Some(text)));
            }
            labels.insert(words, label);
        }
        for words in overdue(&labels, clock::now_ms()) {
            labels.remove(&words);
            changes.push((self.key(LABEL, &words), None));
            changes.push((self.key(TEXT, &words), None));
        }
        changes
    }

    fn key(&self, kind: &str, words: &str) -> String {
        format!("{}{words}", prefix(&self.url, kind))
    }
}

impl Keep for Memory {
    fn take(&self, answer: Answer) {
        if let Some(words) = question::words(answer.method, answer.params.get()) {
            self.remember(words, answer.text.get());
        }
    }

    fn tell(&self, method: &str, scope: Scope, params: &str) -> Result<Box<RawValue>, CallError> {
        let Some(words) = question::words(method, params) else {
            let is_read = scope == Scope::Read;
            return Err(if is_read { CallError::NotKept } else { CallError::Offline });
        };
        let text = self.texts.borrow().get(&words).cloned();
        let told = text.and_then(|text| RawValue::from_string(text).ok());
        let label = self.labels.borrow().get(&words).copied();
        match (told, label) {
            (Some(told), Some(label)) => {
                (self.told)(label.at);
                Ok(told)
            }
            _ => Err(CallError::NotKept),
        }
    }

    fn close(&self) {
        self.closed.set(true);
        self.alarm.take();
        self.fresh.take();
    }
}

fn prefix(url: &str, kind: &str) -> String {
    format!("{url}{APART}{kind}{APART}")
}

async fn records(url: &str, kind: &str) -> BTreeMap<String, String> {
    let prefix = prefix(url, kind);
    let found = answers::beginning(&prefix).await.unwrap_or_else(|NoShelf(reason)| {
        log::info!("nothing is kept of what was seen: {reason:?}");
        Vec::new()
    });
    found.into_iter().map(|(key, text)| (key[prefix.len()..].to_owned(), text)).collect()
}

/// How many answers are kept, of all gateways, and how many bytes they are.
pub async fn kept() -> (usize, usize) {
    let all = answers::beginning("").await.unwrap_or_default();
    let middle = format!("{APART}{LABEL}{APART}");
    let labels = all.iter().filter(|(key, _)| key.contains(&middle));
    let bytes = labels.filter_map(|(_, text)| Label::read(text)).map(|label| label.bytes);
    bytes.fold((0, 0), |(count, sum), bytes| (count + 1, sum + bytes))
}

/// Forgets what is kept of every gateway that is not wished for.
pub async fn forget(is_wished: impl Fn(&str) -> bool) {
    let keys = answers::keys().await.unwrap_or_default();
    let unwished = |key: &String| !key.split(APART).next().is_some_and(&is_wished);
    let gone: Vec<_> = keys.into_iter().filter(unwished).map(|key| (key, None)).collect();
    if !gone.is_empty()
        && let Err(NoShelf(reason)) = answers::write(&gone).await
    {
        log::warn!("what was last seen is not forgotten: {reason:?}");
    }
}

/// What tells who we were and what was possible, and lets nobody in.
fn without_secrets(hello: &Value) -> Value {
    const KEPT: [&str; 5] = ["protocol", "server", "features", "snapshot", "auth"];
    let mut kept = hello.clone();
    if let Some(fields) = kept.as_object_mut() {
        fields.retain(|name, _| KEPT.contains(&name.as_str()));
    }
    if let Some(auth) = kept.get_mut("auth").and_then(Value::as_object_mut) {
        auth.retain(|name, _| name == "role" || name == "scopes");
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_welcome_is_kept_without_its_tokens() {
        let hello = json!({
            "protocol": 4,
            "server": { "version": "2026.9.6", "connId": "c" },
            "auth": {
                "role": "operator", "scopes": ["operator.read"], "deviceToken": "example-device-token",
                "deviceTokens": [{ "deviceToken": "example-other-token" }]
            },
            "snapshot": { "sessionDefaults": { "mainSessionKey": "agent:main:main" } },
        });
        let kept = without_secrets(&hello).to_string();
        assert!(!kept.contains("example-"), "{kept}");
        let hello: HelloOk = reading::read(mask(&kept).as_ref()).unwrap();
        let main = hello.snapshot.session_defaults.unwrap().main_session_key;
        assert_eq!(main.as_deref(), Some("agent:main:main"));
        assert!(Scope::Read.is_granted_by(&hello.auth.unwrap().scopes.unwrap()));
    }
}
