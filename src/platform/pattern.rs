//! Regular expressions of the browser. They are tried in a worker, where one that takes for ever
//! holds up nobody: it is ended together with the worker.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot::{self, Sender};
use futures_util::future::{self, Either};
use js_sys::{Array, Function, Reflect, Uint8Array, global};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

use super::{bundle, clock};

/// How long the worker may take to be there.
const BEGINS_MS: u32 = 20_000;
/// How long a piece of the work may take: thousands of times what it needs.
const PATIENCE_MS: u32 = 3_000;

/// Why lines could not be looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// The expression takes too long on these lines.
    TooSlow,
    /// There is no worker to be had.
    NoWorker,
}

/// What the browser says against an expression, if anything.
#[must_use]
pub fn fault(expression: &str) -> Option<String> {
    let constructor: Function = Reflect::get(&global(), &"RegExp".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&constructor, &Array::of2(&expression.into(), &"i".into()));
    let said = Reflect::get(&made.err()?, &"message".into()).ok()?.as_string()?;
    // `Invalid regular expression: /(/i: Unterminated group`: the last part is what is new.
    Some(said.rsplit(": ").next().unwrap_or(&said).to_owned())
}

type Ring = Rc<RefCell<Option<Sender<Option<Vec<u8>>>>>>;

/// Somebody who tries expressions on lines.
pub struct Matcher {
    worker: Worker,
    ring: Ring,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _broke: Closure<dyn Fn(Event)>,
}

impl Matcher {
    /// Begins a worker and waits until it is there.
    ///
    /// # Errors
    /// When there is none to be had.
    pub async fn begin() -> Result<Self, NoAnswer> {
        let address = bundle::address("data-match").ok_or(NoAnswer::NoWorker)?;
        let worker = Worker::new(&address).map_err(|_| NoAnswer::NoWorker)?;
        let ring = Ring::default();
        let rung = Rc::clone(&ring);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
            tell(&rung, bytes);
        });
        let rung = Rc::clone(&ring);
        let broke = Closure::<dyn Fn(Event)>::new(move |_| tell(&rung, None));
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        let made = Self { worker, ring, _heard: heard, _broke: broke };
        made.ask("", "", BEGINS_MS).await.map_err(|_| NoAnswer::NoWorker)?;
        Ok(made)
    }

    /// For each of the lines, which have U+001F between them, whether the expression is in it.
    ///
    /// # Errors
    /// When that takes too long; then nothing can be asked again.
    pub async fn find(&self, expression: &str, lines: &str) -> Result<Vec<bool>, NoAnswer> {
        let found = self.ask(expression, lines, PATIENCE_MS).await?;
        Ok(found.into_iter().map(|found| found != 0).collect())
    }

    async fn ask(&self, expression: &str, lines: &str, ms: u32) -> Result<Vec<u8>, NoAnswer> {
        let (ring, rang) = oneshot::channel();
        *self.ring.borrow_mut() = Some(ring);
        let question = Array::of2(&JsValue::from_str(expression), &JsValue::from_str(lines));
        self.worker.post_message(&question).map_err(|_| NoAnswer::NoWorker)?;
        let late = Box::pin(clock::sleep(ms));
        match future::select(rang, late).await {
            Either::Left((Ok(Some(answer)), _)) => Ok(answer),
            Either::Left(_) => Err(NoAnswer::NoWorker),
            Either::Right(_) => Err(NoAnswer::TooSlow),
        }
    }
}

fn tell(ring: &Ring, answer: Option<Vec<u8>>) {
    if let Some(ring) = ring.borrow_mut().take() {
        let _heard = ring.send(answer);
    }
}

impl Drop for Matcher {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
