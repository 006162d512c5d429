//! Orders about the configuration and updates: somebody else edits, the file breaks, writing is
//! slow or limited, an update comes to this or that.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::config::update::Outcome;
use crate::config::{Snapshot, file, hash, merge};
use crate::gateway::Gateway;
use crate::methods::config::followed;
use crate::profile::Profile;
use crate::restart;

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Arc<Gateway>,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    let number = |field: &str| order[field].as_u64();
    Some(match name {
        "config-edit" => edit(gateway, order),
        "config-text" => match order["text"].as_str() {
            Some(text) => Ok(take(gateway, text.to_owned())),
            None => Err("\"config-text\" needs the text.".to_owned()),
        },
        "config-breaks" => {
            let text = gateway.world().config.text.clone();
            Ok(take(gateway, format!("{text}\n}} // a slip of the editor\n")))
        }
        "config" => {
            let world = gateway.world();
            let snapshot = world.config.read(gateway.profile());
            let issues: Vec<Value> = snapshot.issues.iter().map(|it| it.to_json()).collect();
            Ok(json!({
                "ok": true, "text": world.config.text, "parsed": snapshot.parsed,
                "hash": snapshot.hash(gateway.profile()), "issues": issues,
            }))
        }
        "config-limit" => {
            let window = number("windowMs").unwrap_or(60_000);
            gateway.world().config.limits.set(window, number("most"));
            Ok(json!({ "ok": true }))
        }
        "config-slow" => {
            gateway.world().config.write_ms = number("ms").unwrap_or(0);
            Ok(json!({ "ok": true }))
        }
        "config-restart" => {
            let config = &mut gateway.world().config;
            config.down_ms = number("downMs").unwrap_or(config.down_ms);
            config.notice_ms = number("noticeMs").unwrap_or(config.notice_ms);
            Ok(json!({ "ok": true }))
        }
        "update-next" => update(gateway, order),
        _ => return None,
    })
}

/// Another operator changes values in the file: `path` with dots and numbers, and `value`, or
/// nothing to forget it.
fn edit(gateway: &Arc<Gateway>, order: &Value) -> Result<Value, String> {
    let profile = gateway.profile();
    let path = order["path"].as_str().ok_or("\"config-edit\" needs a path.")?;
    let before = gateway.world().config.read(profile);
    let mut source = before.source.clone();
    let (parent, last) = path.rsplit_once('.').unwrap_or(("", path));
    let mut place = &mut source;
    for step in parent.split('.').filter(|step| !step.is_empty()) {
        place = match place {
            Value::Array(items) => step.parse::<usize>().ok().and_then(|at| items.get_mut(at)),
            other => {
                if other.is_null() {
                    *other = json!({});
                }
                other.as_object_mut().map(|fields| fields.entry(step).or_insert(Value::Null))
            }
        }
        .ok_or_else(|| format!("Nothing is at {path:?}."))?;
    }
    if place.is_null() {
        *place = json!({});
    }
    let at = last.parse::<usize>().ok();
    match (place, order.get("value"), at) {
        (Value::Array(items), Some(value), Some(at)) if at < items.len() => {
            items[at] = value.clone();
        }
        (Value::Array(items), Some(value), Some(_)) => items.push(value.clone()),
        (Value::Array(items), None, Some(at)) if at < items.len() => drop(items.remove(at)),
        (Value::Object(fields), Some(value), _) => {
            fields.insert(last.to_owned(), value.clone());
        }
        (Value::Object(fields), None, _) => drop(fields.shift_remove(last)),
        _ => return Err(format!("Nothing is at {path:?}.")),
    }
    let text = file::written(profile, &before, &file::Next::Source(&source), gateway.now());
    Ok(take(gateway, text))
}

/// The file is another one now, and whoever watches it notices.
fn take(gateway: &Arc<Gateway>, text: String) -> Value {
    let profile = gateway.profile();
    let now = gateway.now();
    let (restarts, hash) = {
        let mut guard = gateway.world();
        let config = &mut guard.config;
        let before = config.read(profile);
        let after = Snapshot::of(profile, &text);
        config.text = text;
        let hash = hash(profile, &config.text);
        let restarts = if after.is_valid() && before.is_valid() {
            let changed = merge::changed(&before.config, &after.config, "");
            followed::took_effect(profile, config, &changed, &after.config)
        } else {
            Vec::new()
        };
        (restarts, hash)
    };
    followed::tell(gateway, Some(&hash), now);
    for delay in restarts {
        restart::later(gateway, delay);
    }
    json!({ "ok": true, "hash": hash })
}

fn update(gateway: &Gateway, order: &Value) -> Result<Value, String> {
    let text = |field: &str, usual: &str| order[field].as_str().unwrap_or(usual).to_owned();
    let newer = match gateway.profile() {
        Profile::V2026_2_6 => "2026.2.9",
        Profile::V2026_4_15 => "2026.4.20",
        Profile::V2026_6_11 => "2026.7.1",
        Profile::V2026_9_6 => "2026.9.8",
    };
    let outcome = match order["outcome"].as_str() {
        Some("succeeds") => Outcome::Succeeds(text("version", newer)),
        Some("fails") => Outcome::Fails(text("reason", "global update")),
        Some("impossible") => Outcome::Impossible(text("reason", "not-git-install")),
        Some("usual") | None => Outcome::Usual,
        Some(other) => return Err(format!("No update comes to {other:?}.")),
    };
    let updates = &mut gateway.world().config.updates;
    updates.next = outcome;
    updates.takes_ms = order["takesMs"].as_u64().unwrap_or(updates.takes_ms);
    Ok(json!({ "ok": true }))
}
