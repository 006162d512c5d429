//! Orders about channels: break one, heal it, scan a code.

use serde_json::{Value, json};

use crate::gateway::Gateway;
use crate::methods::channels;

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Gateway,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    let someone = |did: bool, who: &str| {
        if did { Ok(json!({ "ok": true })) } else { Err(who.to_owned()) }
    };
    let nobody = "Nobody waits for a code.";
    Some(match name {
        "channel-breaks" => account(gateway, order, true),
        "channel-heals" => account(gateway, order, false),
        "qr-scan" => someone(channels::scanned(gateway), nobody),
        "qr-expires" => someone(channels::code_ends(gateway, false), nobody),
        "qr-renews" => someone(channels::code_ends(gateway, true), nobody),
        _ => return None,
    })
}

fn account(gateway: &Gateway, order: &Value, breaks: bool) -> Result<Value, String> {
    let channel = order["channel"].as_str().unwrap_or("discord");
    let account = order["account"].as_str();
    let account = account.unwrap_or(crate::fleet::channels::default_account(channel));
    let now = gateway.now();
    {
        let mut world = gateway.world();
        let told = world.channels.account_mut(channel, account);
        let told = told.ok_or_else(|| format!("No account {channel}/{account} is there."))?;
        if breaks {
            let error = order["error"].as_str().unwrap_or("401: Unauthorized");
            told["running"] = false.into();
            told["lastStopAt"] = now.into();
            told["lastError"] = error.into();
            if told.get("connected").is_some() {
                told["connected"] = false.into();
                told["reconnectAttempts"] = 3.into();
                told["lastDisconnect"] = json!({ "at": now, "status": 401, "error": error });
            }
            if told.get("healthState").is_some() {
                told["healthState"] = "not-running".into();
            }
        } else {
            channels::run(told, now);
        }
    }
    channels::tell(gateway);
    Ok(json!({ "ok": true }))
}
