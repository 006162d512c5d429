//! Web push: every request as it must be written.

use quarterdeck::protocol::push::{
    PushKeys, PushWebPreferencesGet, PushWebPreferencesSet, PushWebSubscribe, PushWebTest,
    PushWebUnsubscribe, PushWebVapidPublicKey,
};
use serde_json::{Value, json};

use super::{Case, case};

const ENDPOINT: &str = "https://push.example/send/c2VydmU";

pub(super) fn cases() -> Vec<Case> {
    let Value::Object(preferences) = json!({
        "enabled": true, "label": "", "categories": {"agentFinished": true},
        "detailLevel": "identified",
    }) else {
        unreachable!("it is an object")
    };
    vec![
        case(PushWebVapidPublicKey {}),
        case(PushWebSubscribe {
            endpoint: ENDPOINT.into(),
            keys: PushKeys { p256dh: "BGJh".into(), auth: "c2FsdA".into() },
        }),
        case(PushWebUnsubscribe { endpoint: ENDPOINT.into() }),
        case(PushWebTest {
            title: Some("Quarterdeck".into()),
            body: Some("This is how news arrive.".into()),
        }),
        case(PushWebTest { title: None, body: None }),
        case(PushWebPreferencesGet { endpoint: ENDPOINT.into() }),
        case(PushWebPreferencesSet {
            endpoint: ENDPOINT.into(),
            scope: "device".into(),
            preferences,
        }),
    ]
}
