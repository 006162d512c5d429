//! Browsers that are told while no console is open. Nothing is really sent to them: a test counts as
//! delivered wherever it was subscribed with the key in force.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Keys of the right shape that belong to nobody.
const KEYS: [&str; 2] = [
    "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
    "BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U",
];

/// Who is subscribed, by the address of the subscription.
#[derive(Debug, Default)]
pub(crate) struct Pushes {
    pub(crate) subscriptions: BTreeMap<String, Subscription>,
    renewed: usize,
}

#[derive(Debug)]
pub(crate) struct Subscription {
    pub(crate) id: String,
    pub(crate) device: String,
    /// The key in force when it was made.
    key: usize,
    pub(crate) preferences: Map<String, Value>,
}

impl Pushes {
    pub(crate) fn key(&self) -> &'static str {
        KEYS[self.renewed % KEYS.len()]
    }

    /// The key that was used before counts no more.
    pub(crate) fn renew_key(&mut self) {
        self.renewed += 1;
    }

    pub(crate) fn subscribe(&mut self, endpoint: &str, device: &str, id: String) -> String {
        let key = self.renewed;
        let make = || Subscription {
            id,
            device: device.to_owned(),
            key,
            preferences: Self::normal(&Value::Null),
        };
        let known = self.subscriptions.entry(endpoint.to_owned()).or_insert_with(make);
        known.id.clone()
    }

    /// What a test comes to, subscription by subscription.
    pub(crate) fn results(&self) -> Vec<Value> {
        let result = |it: &Subscription| match it.key == self.renewed {
            true => json!({ "ok": true, "subscriptionId": it.id, "statusCode": 201 }),
            false => json!({
                "ok": false, "subscriptionId": it.id, "statusCode": 403,
                "error": "Received unexpected response code",
            }),
        };
        self.subscriptions.values().map(result).collect()
    }

    /// What a device says, as it is kept.
    pub(crate) fn normal(said: &Value) -> Map<String, Value> {
        let mut kept = Map::new();
        kept.insert("enabled".to_owned(), json!(said["enabled"].as_bool().unwrap_or(true)));
        kept.insert("label".to_owned(), json!(said["label"].as_str().unwrap_or_default().trim()));
        for name in ["categories", "detailLevel", "quietHours", "agentIds"] {
            if let Some(value) = said.get(name) {
                kept.insert(name.to_owned(), value.clone());
            }
        }
        kept
    }

    /// What is in force: what the device says over what users get.
    pub(crate) fn told(device: &Map<String, Value>) -> Value {
        let user = json!({
            "categories": {
                "approvalRequested": true, "agentFinished": false, "agentQuestion": false,
                "humanMentioned": false, "scheduledTaskFailed": false,
                "backgroundTaskFailed": false,
            },
            "detailLevel": "private",
            "quietHours": {
                "enabled": false, "startMinute": 1320, "endMinute": 420, "timeZone": "UTC",
            },
            "agentIds": [],
        });
        let mut effective = user.clone();
        for (name, value) in device {
            match value {
                Value::Object(fields) if name == "categories" => {
                    for (category, on) in fields {
                        effective["categories"][category] = on.clone();
                    }
                }
                value => effective[name] = value.clone(),
            }
        }
        json!({
            "durableIdentity": false, "user": user, "device": device, "effective": effective,
        })
    }
}
