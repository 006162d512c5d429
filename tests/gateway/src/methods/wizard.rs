//! `wizard.*`: one wizard at a time, each call of `wizard.next` answered when the next question is there.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Answer, Caller};
use crate::gateway::World;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::wizard::Running;

/// How long the gateway takes for what it does by itself.
const WORK_MS: u64 = 400;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "wizard.start" => start(caller, params),
        "wizard.next" => next(caller, params),
        "wizard.cancel" => cancel(caller, params),
        "wizard.status" => {
            of(caller.profile(), &mut caller.gateway.world(), params)?;
            Ok(json!({ "status": "running" }).into())
        }
        _ => Err(Refusal::unknown_method(method)),
    }
}

fn start(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let mut guard = caller.gateway.world();
    let world = &mut *guard;
    if world.wizard.is_some() {
        return Err(if profile.is_new_shape() {
            let mut busy = Refusal::new(
                "UNAVAILABLE",
                "OpenClaw setup is already in progress; try again when it finishes.",
            )
            .with_details(json!({ "code": "SETUP_ADMISSION_BUSY" }));
            busy.retryable = Some(true);
            busy
        } else {
            Refusal::new("UNAVAILABLE", "wizard already running")
        });
    }
    let session_id = world.chance.uuid();
    let next = std::mem::take(&mut world.wizard_next);
    let flow = params["flow"].as_str().unwrap_or("setup");
    let chance = &mut world.chance;
    let running = Running::begin(profile, session_id.clone(), flow, next, || chance.uuid());
    world.wizard = Some(running);
    let mut answer = turn(world);
    answer["sessionId"] = session_id.into();
    Ok(answer.into())
}

/// The wizard that is meant.
fn of<'a>(
    profile: Profile,
    world: &'a mut World,
    params: &Value,
) -> Result<&'a mut Running, Refusal> {
    let wanted = params["sessionId"].as_str().unwrap_or_default();
    world.wizard.as_mut().filter(|it| it.session_id == wanted).ok_or_else(|| {
        let refusal = Refusal::invalid("wizard not found");
        if profile.is_new_shape() {
            refusal.with_details(json!({ "code": "WIZARD_NOT_FOUND" }))
        } else {
            refusal
        }
    })
}

fn next(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let mut guard = caller.gateway.world();
    let world = &mut *guard;
    let running = of(profile, world, params)?;
    let was_working = running.works();
    if let Some(answer) = params.get("answer") {
        let is_it = running.step().is_some_and(|step| step["id"] == answer["stepId"]);
        if !is_it {
            return Err(Refusal::invalid("Error: wizard: no pending step"));
        }
        let wrong = running.answer(&answer["value"]).err();
        if let Some(wrong) = wrong {
            if profile.is_new_shape() {
                let mut same = turn(world);
                same["error"] = wrong.into();
                return Ok(same.into());
            }
            // To the early ones a wrong answer is the end.
            world.wizard = None;
            let error = format!("Error: {wrong}");
            return Ok(json!({ "done": true, "status": "error", "error": error }).into());
        }
    }
    let Some(running) = world.wizard.as_mut() else {
        return Err(Refusal::invalid("wizard not found"));
    };
    if !running.works() || (profile.is_new_shape() && !was_working) {
        return Ok(turn(world).into());
    }
    // Early gateways say nothing while they work; later ones tell once, and then of what follows.
    drop(guard);
    let (caller, wanted) = (caller.clone(), params["sessionId"].clone());
    tokio::spawn(async move {
        caller.gateway.pause_until(Instant::now(), WORK_MS).await;
        tokio::time::sleep(Duration::from_millis(1)).await;
        let answer = {
            let mut world = caller.gateway.world();
            let is_it = world.wizard.as_ref().is_some_and(|it| it.session_id == wanted);
            if is_it {
                if let Some(running) = world.wizard.as_mut().filter(|it| it.works()) {
                    running.go_on();
                }
                turn(&mut world)
            } else {
                json!({ "done": true, "status": "cancelled", "error": "cancelled" })
            }
        };
        caller.answer_later(Ok(answer));
    });
    Ok(Answer::Later)
}

/// The step at hand, or how it ended.
fn turn(world: &mut World) -> Value {
    let Some(running) = world.wizard.as_ref() else {
        return json!({ "done": true, "status": "cancelled" });
    };
    if running.has_failed() {
        world.wizard = None;
        return json!({ "done": true, "status": "error", "error": "Error: no model answers" });
    }
    match running.step() {
        Some(step) => json!({ "done": false, "step": step, "status": "running" }),
        None => {
            world.wizard_answers = world.wizard.take().map(|it| it.answers).unwrap_or_default();
            json!({ "done": true, "status": "done" })
        }
    }
}

fn cancel(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let mut world = caller.gateway.world();
    let running = of(profile, &mut world, params)?;
    if running.locks && running.is_begun() && profile.is_new_shape() {
        return Ok(json!({ "status": "running" }).into());
    }
    world.wizard = None;
    Ok(json!({ "status": "cancelled", "error": "cancelled" }).into())
}
