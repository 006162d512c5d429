//! A small shelf in IndexedDB: texts by key. For what must survive the tab and must not lie in
//! localStorage. Where the browser has no IndexedDB the caller keeps its own in memory.

use std::{cell::RefCell, rc::Rc};

use futures_channel::oneshot;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

pub mod answers;

const DATABASE: &str = "quarterdeck";
const SHELF: &str = "keys";

/// The browser would not. Its reason is for the log.
#[derive(Debug)]
pub struct NoShelf(pub JsValue);

impl From<JsValue> for NoShelf {
    fn from(reason: JsValue) -> Self {
        Self(reason)
    }
}

/// The texts under these keys, asked for together.
///
/// # Errors
/// When IndexedDB is not to be had.
pub async fn get<const N: usize>(keys: [&str; N]) -> Result<[Option<String>; N], NoShelf> {
    let store = shelf(DATABASE, IdbTransactionMode::Readonly).await?;
    let mut asked = Vec::new();
    for key in keys {
        asked.push(done(&store.get(&key.into())?));
    }
    let mut answers = Vec::new();
    for answer in asked {
        answers.push(answer.await);
    }
    let mut texts = [const { None }; N];
    for (text, answer) in texts.iter_mut().zip(answers) {
        *text = answer?.as_string();
    }
    Ok(texts)
}

/// Puts a text under this key, over whatever lay there.
///
/// # Errors
/// When IndexedDB is not to be had.
pub async fn put(key: &str, text: &str) -> Result<(), NoShelf> {
    let store = shelf(DATABASE, IdbTransactionMode::Readwrite).await?;
    done(&store.put_with_key(&text.into(), &key.into())?).await?;
    Ok(())
}

/// Puts a text under this key unless one lies there, and says which one lies there now: two tabs
/// that begin at the same time agree.
///
/// # Errors
/// When IndexedDB is not to be had.
pub async fn put_if_absent(key: &str, text: &str) -> Result<String, NoShelf> {
    let store = shelf(DATABASE, IdbTransactionMode::Readwrite).await?;
    if let Some(there) = done(&store.get(&key.into())?).await?.as_string() {
        return Ok(there);
    }
    done(&store.put_with_key(&text.into(), &key.into())?).await?;
    Ok(text.to_owned())
}

/// Takes away what lies under this key.
///
/// # Errors
/// When IndexedDB is not to be had.
pub async fn delete(key: &str) -> Result<(), NoShelf> {
    let store = shelf(DATABASE, IdbTransactionMode::Readwrite).await?;
    done(&store.delete(&key.into())?).await?;
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

async fn shelf(
    database: &'static str,
    mode: IdbTransactionMode,
) -> Result<IdbObjectStore, NoShelf> {
    let database = open(database).await?;
    let store = database.transaction_with_str_and_mode(SHELF, mode)?.object_store(SHELF)?;
    // A connection that stays open would block a later version of the database.
    database.close();
    Ok(store)
}

async fn open(name: &'static str) -> Result<IdbDatabase, NoShelf> {
    let window = web_sys::window().ok_or_else(|| NoShelf("no window".into()))?;
    let factory =
        window.indexed_db()?.ok_or_else(|| NoShelf("this browser has no IndexedDB".into()))?;
    let request = factory.open_with_u32(name, 1)?;
    let opening = request.clone();
    let upgrade = Closure::once(move |_: Event| {
        let database = opening.result().ok().and_then(|found| found.dyn_into::<IdbDatabase>().ok());
        if let Some(Err(error)) = database.map(|database| database.create_object_store(SHELF)) {
            log::warn!("the shelf cannot be made: {error:?}");
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let found = done(&request).await?;
    found.dyn_into().map_err(NoShelf)
}

/// Listens from now on, whenever the answer is waited for.
fn done(request: &IdbRequest) -> impl Future<Output = Result<JsValue, NoShelf>> + use<> {
    let (sender, receiver) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let finish = {
        let request = request.clone();
        move |_: Event| {
            let outcome = match request.result() {
                Ok(value) if request.error().ok().flatten().is_none() => Ok(value),
                _ => Err(request.error().ok().flatten().map_or(JsValue::NULL, JsValue::from)),
            };
            // The receiver is gone only when nobody waits any more.
            if let Some(sender) = sender.borrow_mut().take() {
                drop(sender.send(outcome));
            }
        }
    };
    let finish = Closure::<dyn FnMut(Event)>::new(finish);
    request.set_onsuccess(Some(finish.as_ref().unchecked_ref()));
    request.set_onerror(Some(finish.as_ref().unchecked_ref()));
    async move {
        let outcome = receiver.await.map_err(|_| NoShelf("no answer".into()))?;
        drop(finish);
        Ok(outcome?)
    }
}
