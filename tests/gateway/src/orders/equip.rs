//! Orders about skills and voice.

use serde_json::{Value, json};

use crate::fleet::skills::Plan;
use crate::gateway::{Gateway, To};
use crate::methods::{skills, voice};

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Gateway,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    let text = |field: &str| order[field].as_str().map(str::to_owned);
    match name {
        "install-next" => {
            gateway.world().skills.plan = Plan {
                succeeds: order["succeeds"].as_bool(),
                stdout: text("stdout"),
                stderr: text("stderr"),
                message: text("message"),
                code: order["code"].as_i64(),
                takes_ms: order["ms"].as_u64().unwrap_or_default(),
                held: order["held"] == true,
            };
        }
        "install-ends" => gateway.world().skills.plan.held = false,
        "skills-crowd" => {
            gateway.world().skills.crowd = order["count"].as_u64().unwrap_or(1_000);
            skills::tell(gateway, "watch");
        }
        "skill-appears" => {
            let name = text("name").unwrap_or_else(|| "new-broom".to_owned());
            gateway.world().skills.added.insert(name);
            skills::tell(gateway, "watch");
        }
        "skill-settings" => {
            let key = text("skill").unwrap_or_default();
            let entry = gateway.world().skills.entry(&key).clone();
            return Some(Ok(json!({
                "ok": true, "enabled": entry.enabled, "apiKey": entry.api_key, "env": entry.env,
            })));
        }
        "tts-providers" => {
            let listed = order["configured"].as_array().cloned().unwrap_or_default();
            let ids = listed.iter().filter_map(Value::as_str).map(str::to_owned);
            gateway.world().voice.configured = ids.collect();
        }
        "wake-words" => drop(voice::set_words(gateway, &order["words"])),
        "talk" => {
            let talk = json!({
                "enabled": order["enabled"] == true, "phase": order["phase"], "ts": gateway.now(),
            });
            gateway.emit("talk.mode", talk, &To::Everyone);
        }
        _ => return None,
    }
    Some(Ok(json!({ "ok": true })))
}
