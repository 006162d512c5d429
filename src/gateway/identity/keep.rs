//! Where the device key and what gateways gave us is kept: IndexedDB, or memory where there is
//! none. Never localStorage, never a shared token, never a password.

use std::{cell::RefCell, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::DeviceKey;
use crate::gateway::dialect::Dialect;
use crate::platform::indexed_db;
use crate::protocol::json;
use crate::protocol::{handshake::Granted, method::Scope};

const DEVICE: &str = "device";

thread_local! {
    /// What the browser would not keep.
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// A token that one gateway issued to this device for one role.
#[derive(Clone, Serialize, Deserialize)]
pub struct DeviceToken {
    pub token: String,
    #[serde(default)]
    pub scopes: Vec<String>,
}

impl DeviceToken {
    /// What is worth keeping of a welcome.
    #[must_use]
    pub fn of(granted: &Granted) -> Option<Self> {
        let token = granted.device_token.clone().filter(|token| !token.is_empty())?;
        Some(Self { token, scopes: granted.scopes.clone().unwrap_or_default() })
    }

    /// One that cannot even read is of no use.
    #[must_use]
    pub fn is_useful(&self) -> bool {
        self.scopes.is_empty() || Scope::Read.is_granted_by(&self.scopes)
    }
}

/// What is kept about a gateway, and the key of this browser.
pub(crate) struct Kept {
    pub(crate) key: Result<DeviceKey, getrandom::Error>,
    /// The token of this device for the gateway.
    pub(crate) token: Option<DeviceToken>,
    /// How the gateway spoke last time.
    pub(crate) dialect: Option<Dialect>,
}

/// Looks it all up at once; a connection waits for it.
pub(crate) async fn all(url: &str, role: &str) -> Kept {
    let [key, token, dialect] = get([DEVICE, &token_name(url, role), &dialect_name(url)]).await;
    Kept {
        key: match key.as_deref().and_then(DeviceKey::from_text) {
            Some(key) => Ok(key),
            None => make_key().await,
        },
        token: token.as_deref().and_then(token_of),
        dialect: dialect.as_deref().and_then(Dialect::from_word),
    }
}

/// The key of this browser; made when there is none.
///
/// # Errors
/// When the browser gives no random numbers.
pub async fn device_key() -> Result<DeviceKey, getrandom::Error> {
    let [key] = get([DEVICE]).await;
    match key.as_deref().and_then(DeviceKey::from_text) {
        Some(key) => Ok(key),
        None => make_key().await,
    }
}

async fn make_key() -> Result<DeviceKey, getrandom::Error> {
    let made = DeviceKey::generate()?;
    let text = made.to_text();
    let there = match indexed_db::put_if_absent(DEVICE, &text).await {
        Ok(there) => there,
        Err(reason) => {
            log::info!("the device key lives only as long as this page: {reason:?}");
            remember(DEVICE, &text);
            text
        }
    };
    match DeviceKey::from_text(&there) {
        Some(key) => Ok(key),
        None => {
            put(DEVICE, &made.to_text()).await;
            Ok(made)
        }
    }
}

/// The token of this device for a gateway.
pub async fn device_token(url: &str, role: &str) -> Option<DeviceToken> {
    let [text] = get([&token_name(url, role)]).await;
    text.as_deref().and_then(token_of)
}

fn token_of(text: &str) -> Option<DeviceToken> {
    json::read(text).ok().filter(DeviceToken::is_useful)
}

pub async fn keep_device_token(url: &str, role: &str, token: &DeviceToken) {
    match serde_json::to_string(token) {
        Ok(text) => put(&token_name(url, role), &text).await,
        Err(error) => log::warn!("a device token cannot be written: {error}"),
    }
}

pub async fn drop_device_token(url: &str, role: &str) {
    delete(&token_name(url, role)).await;
}

/// Forgets what a gateway gave to this browser, and how it spoke. The browser's own key stays.
pub async fn forget(url: &str) {
    delete(&token_name(url, "operator")).await;
    delete(&dialect_name(url)).await;
}

pub(crate) async fn keep_dialect(url: &str, dialect: Dialect) {
    put(&dialect_name(url), dialect.as_str()).await;
}

fn token_name(url: &str, role: &str) -> String {
    format!("token:{role}:{url}")
}

fn dialect_name(url: &str) -> String {
    format!("dialect:{url}")
}

async fn get<const N: usize>(names: [&str; N]) -> [Option<String>; N] {
    let mut found = indexed_db::get(names).await.unwrap_or([const { None }; N]);
    MEMORY.with_borrow(|memory| {
        for (text, name) in found.iter_mut().zip(names) {
            *text = text.take().or_else(|| memory.get(name).cloned());
        }
    });
    found
}

async fn put(name: &str, text: &str) {
    if indexed_db::put(name, text).await.is_err() {
        remember(name, text);
    }
}

async fn delete(name: &str) {
    MEMORY.with_borrow_mut(|memory| memory.remove(name));
    if let Err(reason) = indexed_db::delete(name).await {
        log::debug!("nothing to delete: {reason:?}");
    }
}

fn remember(name: &str, text: &str) {
    MEMORY.with_borrow_mut(|memory| memory.insert(name.to_owned(), text.to_owned()));
}
