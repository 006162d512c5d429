//! `config.*`: reading the configuration and its schema, and writing it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::config::{self, PATH, lookup};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::restart;

pub(crate) mod followed;
mod next;

use next::Write;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    match method {
        "config.get" => Ok(config::shown(profile, &caller.gateway.world().config).into()),
        "config.schema" => Ok(config::schema(profile).reply.clone().into()),
        "config.schema.lookup" => lookup::at(profile, params["path"].as_str().unwrap_or_default())
            .map(Answer::from)
            .ok_or_else(|| Refusal::invalid("config schema path not found")),
        "config.openFile" => Ok(opened(profile).into()),
        _ => write(caller, method, params),
    }
}

/// Nobody sits before this machine.
fn opened(profile: Profile) -> Value {
    let error = if profile >= Profile::V2026_9_6 {
        format!(
            "Cannot open file in headless environment. File path: {PATH}. This environment appears to lack a graphical or terminal browser handler."
        )
    } else {
        "failed to open config file".to_owned()
    };
    json!({ "ok": false, "path": PATH, "error": error })
}

fn write(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let wanted = match method {
        "config.set" => Write::Set,
        "config.apply" => Write::Apply,
        _ => Write::Patch,
    };
    let takes = caller.gateway.world().config.write_ms;
    if takes == 0 {
        let (reply, then) = write_now(caller, wanted, params)?;
        return Ok(match reply {
            Some(reply) => Answer::Then(reply, then),
            None => {
                then();
                Answer::Later
            }
        });
    }
    let (caller, params) = (caller.clone(), params.clone());
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(takes)).await;
        match write_now(&caller, wanted, &params) {
            Ok((reply, then)) => {
                if let Some(reply) = reply {
                    caller.answer_later(Ok(reply));
                }
                then();
            }
            Err(refusal) => caller.answer_later(Err(refusal)),
        }
    });
    Ok(Answer::Later)
}

type Then = Box<dyn FnOnce() + Send>;

/// Without a reply where the gateway is gone before it could give one.
fn write_now(
    caller: &Caller,
    wanted: Write,
    params: &Value,
) -> Result<(Option<Value>, Then), Refusal> {
    let gateway = Arc::clone(&caller.gateway);
    let now = gateway.now();
    let done = {
        let mut world = gateway.world();
        let written = next::of(caller.profile(), wanted, params, &world.config, now)?;
        followed::note(caller.profile(), &mut world.config, params, written, now)
    };
    followed::tell(&gateway, done.hash.as_ref(), now);
    let restarts = done.restarts;
    let reply = (!done.is_lost).then_some(done.reply);
    let then = move || {
        if done.is_lost {
            let ms = gateway.world().config.down_ms;
            restart::now(&gateway, ms);
        } else {
            restarts.iter().for_each(|delay| restart::later(&gateway, *delay));
        }
    };
    Ok((reply, Box::new(then)))
}
