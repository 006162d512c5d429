//! The page of voice: what is sent, wake words that two edit, and what is told where nothing can be
//! heard.

use leptos::prelude::*;
use quarterdeck::{
    features::voice::view::voice_page,
    gateway::{Delivery, Gateway, phase::Phase},
    protocol::{event::Event, method::Scope},
    store::Stores,
    ui::later::later,
};
use serde_json::{Value, json, value::to_raw_value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, settled, show};

#[wasm_bindgen_test]
async fn a_provider_that_lacks_a_key_says_which() {
    let place = Place::open(&[Scope::Admin]).await;
    let words = place.house.words();
    for part in ["OPENAI_API_KEY", "tts.providers.openai.apiKey", "Speaks now", "Edge TTS"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    place.house.press("button", "Use OpenAI").await;
    assert_eq!(place.sent("tts.setProvider"), [json!({"provider": "openai"})]);
}

#[wasm_bindgen_test]
async fn wake_words_are_sent_trimmed_and_as_one_list() {
    let place = Place::open(&[Scope::Admin]).await;
    place.house.press("button", "Add a word").await;
    place.house.write("Wake word 3", " ahoy ").await;
    place.house.press("button", "Move word 3 up").await;
    place.house.press("button", "Save words").await;
    assert_eq!(
        place.sent("voicewake.set"),
        [json!({"triggers": ["openclaw", "ahoy", "computer"]})]
    );
}

#[wasm_bindgen_test]
async fn what_is_typed_stays_when_another_saves() {
    let place = Place::open(&[Scope::Admin]).await;
    place.house.write("Wake word 1", "mine").await;
    place.hears("voicewake.changed", json!({"triggers": ["theirs"]})).await;
    assert_eq!(place.house.written("Wake word 1"), "mine");
    assert!(place.house.words().contains("Somebody else has saved other words meanwhile"));
    place.house.press("button", "Take theirs").await;
    assert_eq!(place.house.written("Wake word 1"), "theirs");
    place.hears("voicewake.changed", json!({"triggers": ["others"]})).await;
    assert_eq!(place.house.written("Wake word 1"), "others", "nothing was edited");
}

#[wasm_bindgen_test]
async fn talk_mode_tells_why_nobody_can_and_what_was_said_last() {
    let place = Place::open(&[Scope::Admin]).await;
    let words = place.house.words();
    for part in ["No connected node can talk", "able to: Pi", "Nobody has switched it"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    place.hears("talk.mode", json!({"enabled": true, "phase": "listening", "ts": 1})).await;
    assert!(place.house.words().contains("Phase: Listening."));
}

#[wasm_bindgen_test]
async fn who_may_only_read_changes_nothing() {
    let place = Place::open(&[Scope::Read]).await;
    assert!(place.house.words().contains("operator.write"));
    for name in ["Add a word", "Use OpenAI", "Speak", "Switch on"] {
        assert!(place.house.see("button", name).has_attribute("disabled"), "{name}");
    }
}

/// The page, and the gateway behind it.
struct Place {
    house: House,
    stores: Stores,
    gateway: Gateway,
}

impl Place {
    async fn open(scopes: &[Scope]) -> Self {
        let gateway = Gateway::scripted(scopes, |method, params| {
            Ok(match method {
                "tts.status" => json!({"enabled": false, "auto": "off", "provider": "edge",
                    "fallbackProviders": [], "hasOpenAIKey": false, "edgeEnabled": true}),
                "tts.providers" => json!({"active": "edge", "providers": [
                    {"id": "openai", "name": "OpenAI", "configured": false, "models": ["tts-1"]},
                    {"id": "edge", "name": "Edge TTS", "configured": true, "models": []}]}),
                "tts.personas" => json!({"active": null, "personas": []}),
                "voicewake.get" => json!({"triggers": ["openclaw", "computer"]}),
                "voicewake.set" => params.clone(),
                "node.list" => json!({"nodes": [{"nodeId": "pi", "displayName": "Pi",
                    "platform": "linux", "connected": true}]}),
                _ => json!({}),
            })
        });
        let (send, receive) = std::sync::mpsc::channel();
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            stores.deliver(Delivery::Phase(Phase::Connected));
            send.send(stores).unwrap();
            later(voice_page, ())
        });
        settled().await;
        drop(gateway.take_sent());
        Self { house, stores: receive.recv().unwrap(), gateway }
    }

    async fn hears(&self, event: &str, payload: Value) {
        let payload = to_raw_value(&payload).unwrap();
        self.stores.deliver(Delivery::Event(Event::named(event, Some(&payload))));
        frame().await;
        frame().await;
    }

    /// The parameters of calls of this method since the last look at any.
    fn sent(&self, wanted: &str) -> Vec<Value> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(method, _)| method == wanted).map(|(_, params)| params).collect()
    }
}
