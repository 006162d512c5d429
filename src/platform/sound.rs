//! Sound from bytes. It is decoded and played without an address of its own, since some gateways allow
//! a page no media but their own files.

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use super::work;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = AudioContext)]
    type Context;

    #[wasm_bindgen(constructor, catch, js_class = "AudioContext")]
    fn new() -> Result<Context, JsValue>;

    #[wasm_bindgen(method, catch, js_name = decodeAudioData)]
    fn decode(this: &Context, bytes: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, js_name = createBufferSource)]
    fn source(this: &Context) -> Source;

    #[wasm_bindgen(method, getter)]
    fn destination(this: &Context) -> JsValue;

    #[wasm_bindgen(method)]
    fn resume(this: &Context) -> Promise;

    #[wasm_bindgen(method)]
    fn close(this: &Context) -> Promise;

    #[wasm_bindgen(js_name = AudioBuffer)]
    type Buffer;

    #[wasm_bindgen(method, getter)]
    fn duration(this: &Buffer) -> f64;

    #[wasm_bindgen(js_name = AudioBufferSourceNode)]
    type Source;

    #[wasm_bindgen(method, setter)]
    fn set_buffer(this: &Source, buffer: &JsValue);

    #[wasm_bindgen(method, setter)]
    fn set_onended(this: &Source, call: Option<&Function>);

    #[wasm_bindgen(method, catch)]
    fn connect(this: &Source, to: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn start(this: &Source) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn stop(this: &Source) -> Result<(), JsValue>;
}

/// A sound that can be played. It falls silent when it is dropped.
pub struct Sound {
    context: Context,
    buffer: JsValue,
    seconds: f64,
    playing: Option<Playing>,
}

struct Playing {
    source: Source,
    /// Heard by the source as long as this lives.
    _ended: Closure<dyn FnMut()>,
}

impl Sound {
    /// What the bytes of a sound file hold. `None` when this browser cannot tell.
    pub async fn decode(bytes: &[u8]) -> Option<Self> {
        let context = Context::new().ok()?;
        let data = Uint8Array::from(bytes).buffer();
        let decoded = match context.decode(&data) {
            Ok(promise) => JsFuture::from(promise).await.ok(),
            Err(_) => None,
        };
        let Some(buffer) = decoded else {
            let _closed = context.close();
            return None;
        };
        let seconds = buffer.unchecked_ref::<Buffer>().duration();
        Some(Self { context, buffer, seconds, playing: None })
    }

    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.seconds
    }

    /// Plays from the beginning; `ended` is called when that is over, but not when it is stopped.
    /// False when the browser does not play.
    pub fn play(&mut self, ended: impl FnMut() + 'static) -> bool {
        self.stop();
        let source = self.context.source();
        source.set_buffer(&self.buffer);
        let ended = Closure::new(ended);
        source.set_onended(Some(ended.as_ref().unchecked_ref()));
        let _woken = self.context.resume();
        let begun = source.connect(&self.context.destination()).and_then(|_| source.start());
        let is_playing = begun.is_ok();
        if is_playing {
            self.playing = Some(Playing { source, _ended: ended });
        }
        is_playing
    }

    pub fn stop(&mut self) {
        if let Some(playing) = self.playing.take() {
            playing.source.set_onended(None);
            let _stopped = playing.source.stop();
        }
    }
}

impl Drop for Sound {
    fn drop(&mut self) {
        self.stop();
        let closing = self.context.close();
        work::begin(async move {
            let _closed = JsFuture::from(closing).await;
        });
    }
}

/// The bytes that a text in base64 stands for.
#[must_use]
pub fn bytes(base64: &str) -> Option<Vec<u8>> {
    let letters = window()?.atob(base64.trim()).ok()?;
    // Each letter is one byte.
    letters.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect()
}
