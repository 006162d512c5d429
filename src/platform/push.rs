//! The browser's half of web push: one subscription for each service worker, made for one gateway's key.
//! Its address is as good as a secret: it goes to the gateway and is neither kept nor logged here.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;

use super::note::called;
use super::notify::{api, method};
use super::service_worker;

/// A subscription as a gateway needs it.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    /// The key of the gateway it was made for, in base64 as addresses have it.
    pub key: Option<String>,
}

/// Whether this browser can be subscribed at all. Plain http cannot.
#[must_use]
pub fn is_supported() -> bool {
    api("PushManager").is_some() && api("Notification").is_some()
}

/// The subscription there is.
pub async fn current() -> Option<Subscription> {
    let found = called(&manager().await?, "getSubscription", &[]).await?;
    read(&found)
}

/// Subscribes with a gateway's key. `None` when the browser, or the service it works with, refuses.
pub async fn subscribe(key: &str) -> Option<Subscription> {
    let options = Object::new();
    let _set = Reflect::set(&options, &"userVisibleOnly".into(), &JsValue::TRUE);
    let _set = Reflect::set(&options, &"applicationServerKey".into(), &key.into());
    let made = called(&manager().await?, "subscribe", &[options.into()]).await?;
    read(&made)
}

/// Ends the subscription there is: nothing that a gateway sends to it arrives any more.
pub async fn unsubscribe() {
    let Some(manager) = manager().await else { return };
    let found = called(&manager, "getSubscription", &[]).await.filter(JsValue::is_truthy);
    if let Some(found) = found {
        let _gone = called(&found, "unsubscribe", &[]).await;
    }
}

async fn manager() -> Option<JsValue> {
    let registration: JsValue = service_worker::registration().await?.into();
    Reflect::get(&registration, &"pushManager".into()).ok().filter(JsValue::is_truthy)
}

fn read(subscription: &JsValue) -> Option<Subscription> {
    let told = method(subscription, "toJSON")?.call0(subscription).ok()?;
    let keys = Reflect::get(&told, &"keys".into()).ok()?;
    let text = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
    Some(Subscription {
        endpoint: text(&told, "endpoint")?,
        p256dh: text(&keys, "p256dh")?,
        auth: text(&keys, "auth")?,
        key: key_of(subscription),
    })
}

fn key_of(subscription: &JsValue) -> Option<String> {
    let options = Reflect::get(subscription, &"options".into()).ok()?;
    let key = Reflect::get(&options, &"applicationServerKey".into()).ok()?;
    // Some browsers keep it as bytes, and a few not at all.
    key.is_truthy().then(|| in_base64(&Uint8Array::new(&key).to_vec()))
}

/// As addresses have it: without `+`, `/` and `=`.
fn in_base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for sign in 0..=chunk.len() {
            let index = (bits >> (18 - 6 * sign)) & 63;
            text.push(char::from(SIGNS[index as usize]));
        }
    }
    text
}

/// Whether a key is the one that a gateway names now. One that is not known is taken for it.
#[must_use]
pub fn is_of(subscription: &Subscription, key: &str) -> bool {
    subscription.key.as_deref().is_none_or(|own| own == key.trim_end_matches('='))
}

#[cfg(test)]
mod tests {
    use super::{Subscription, in_base64, is_of};

    #[test]
    fn a_key_reads_as_gateways_write_it() {
        for (bytes, text) in [
            (&[][..], ""),
            (&[0xfb][..], "-w"),
            (&[0xff, 0xef][..], "_-8"),
            (&[4, 0x62, 0x61][..], "BGJh"),
            (b"light work."[..].as_ref(), "bGlnaHQgd29yay4"),
        ] {
            assert_eq!(in_base64(bytes), text);
        }
    }

    #[test]
    fn a_subscription_is_of_the_key_it_was_made_for() {
        let made = |key: Option<&str>| Subscription {
            endpoint: String::new(),
            p256dh: String::new(),
            auth: String::new(),
            key: key.map(str::to_owned),
        };
        assert!(is_of(&made(Some("BGJh")), "BGJh"));
        assert!(is_of(&made(Some("-w")), "-w=="));
        assert!(!is_of(&made(Some("BGJh")), "BGJi"));
        assert!(is_of(&made(None), "BGJh"));
    }
}
