//! A second shelf, for what gateways have answered: many texts that are read by how their keys begin
//! and written together. Apart from the keys, so that it can be emptied, or taken away by the browser,
//! without them.

use wasm_bindgen::JsValue;
use web_sys::IdbTransactionMode;

use super::{NoShelf, done, shelf};

const DATABASE: &str = "quarterdeck-answers";

/// The keys of all texts.
///
/// # Errors
/// When IndexedDB is not to be had.
pub async fn keys() -> Result<Vec<String>, NoShelf> {
    let store = shelf(DATABASE, IdbTransactionMode::Readonly).await?;
    let keys = done(&store.get_all_keys()?).await?;
    Ok(js_sys::Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
}

/// The texts whose keys begin so, with their keys.
///
/// # Errors
/// When IndexedDB is not to be had.
pub async fn beginning(prefix: &str) -> Result<Vec<(String, String)>, NoShelf> {
    let keys = keys().await?;
    let store = shelf(DATABASE, IdbTransactionMode::Readonly).await?;
    let mut asked = Vec::new();
    for key in keys.into_iter().filter(|key| key.starts_with(prefix)) {
        let answer = done(&store.get(&JsValue::from_str(&key))?);
        asked.push((key, answer));
    }
    let mut found = Vec::new();
    for (key, answer) in asked {
        if let Some(text) = answer.await?.as_string() {
            found.push((key, text));
        }
    }
    Ok(found)
}

/// Puts each text under its key; none takes away what lies there. All of it or nothing.
///
/// # Errors
/// When IndexedDB is not to be had, or has no room.
pub async fn write(changes: &[(String, Option<String>)]) -> Result<(), NoShelf> {
    let store = shelf(DATABASE, IdbTransactionMode::Readwrite).await?;
    let mut asked = Vec::new();
    for (key, text) in changes {
        let key = JsValue::from_str(key);
        asked.push(match text {
            Some(text) => done(&store.put_with_key(&JsValue::from_str(text), &key)?),
            None => done(&store.delete(&key)?),
        });
    }
    for answer in asked {
        answer.await?;
    }
    Ok(())
}

/// Takes away everything that lies there.
///
/// # Errors
/// When IndexedDB is not to be had.
pub async fn clear() -> Result<(), NoShelf> {
    let store = shelf(DATABASE, IdbTransactionMode::Readwrite).await?;
    done(&store.clear()?).await?;
    Ok(())
}
