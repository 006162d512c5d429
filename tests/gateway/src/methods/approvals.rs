//! Asking for leave and giving it, for commands and for plugins alike: who waits, who answers
//! first, and what everybody is told. What a request looks like stands in the rooms beside.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Answer, Caller, response};
use crate::approvals::{Approval, Found, Kind, Waiter};
use crate::client::Out;
use crate::gateway::{Gateway, To, World};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::scopes;

const DECISIONS: &[&str] = &["allow-once", "allow-always", "deny"];

/// What is asked, by itself or for a connection that waits.
pub(crate) struct Question {
    pub(crate) kind: Kind,
    pub(crate) id: Option<String>,
    pub(crate) request: Value,
    pub(crate) timeout_ms: u64,
    pub(crate) waiters: Vec<Waiter>,
}

/// Puts a question into the line, tells those who may answer, and lets it run out in time.
pub(crate) fn raise(gateway: &Arc<Gateway>, question: Question) -> Approval {
    let now = gateway.now();
    let approval = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let id = question
            .id
            .unwrap_or_else(|| format!("{}{}", question.kind.prefix(), world.chance.uuid()));
        let approval = Approval {
            id,
            kind: question.kind,
            request: question.request,
            created_at: now,
            expires_at: now + question.timeout_ms,
            waiters: question.waiters,
        };
        world.approvals.waiting.push(approval.clone());
        approval
    };
    let asked = approval.asked(gateway.profile());
    gateway.emit(&question.kind.event("requested"), asked, &To::Everyone);
    let (weak, id) = (Arc::downgrade(gateway), approval.id.clone());
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(question.timeout_ms)).await;
        let Some(gateway) = weak.upgrade() else { return };
        // After a reset the same id may belong to a younger question.
        let is_same = |other: &Approval| other.id == id && other.created_at == now;
        let still_waits = gateway.world().approvals.waiting.iter().any(is_same);
        if still_waits {
            expire(&gateway, &id);
        }
    });
    approval
}

/// Time has run out. Early versions say nothing about it; later ones call it a denial by nobody.
pub(crate) fn expire(gateway: &Gateway, id: &str) {
    let Some(approval) = end(gateway, id, None, None) else { return };
    if gateway.profile().is_new_shape() {
        tell_resolved(gateway, &approval, "deny", None);
    }
}

/// Takes an answer; `false` when another was first.
pub(crate) fn decide(gateway: &Gateway, id: &str, decision: &str, by: &str) -> bool {
    let Some(approval) = end(gateway, id, Some(decision), Some(by)) else { return false };
    tell_resolved(gateway, &approval, decision, Some(by));
    true
}

fn end(gateway: &Gateway, id: &str, decision: Option<&str>, by: Option<&str>) -> Option<Approval> {
    let (profile, now) = (gateway.profile(), gateway.now());
    let mut guard = gateway.world();
    let world = &mut *guard;
    let approval = world.approvals.decide(id, decision, by)?;
    if decision == Some("allow-always") && approval.kind == Kind::Exec {
        world.policy.allow(profile, &approval.request, &mut world.chance, now);
    }
    answer_waiters(world, &approval, decision);
    Some(approval)
}

fn answer_waiters(world: &World, approval: &Approval, decision: Option<&str>) {
    for waiter in &approval.waiters {
        if let Some(client) = world.clients.get(&waiter.connection) {
            let frame = response(&waiter.request_id, Ok(approval.outcome(decision)));
            client.put(Out::Frame { frame, due: Instant::now() });
        }
    }
}

fn tell_resolved(gateway: &Gateway, approval: &Approval, decision: &str, by: Option<&str>) {
    let mut resolved = json!({
        "id": approval.id, "decision": decision, "resolvedBy": by, "ts": gateway.now(),
    });
    if gateway.profile() > Profile::V2026_2_6 {
        resolved["request"] = approval.request.clone();
    }
    gateway.emit(&approval.kind.event("resolved"), resolved, &To::Everyone);
}

/// Asks on behalf of a connection, which is answered when the decision is known.
pub(super) fn request(
    caller: &Caller,
    kind: Kind,
    id: Option<String>,
    request: Value,
    timeout_ms: u64,
    in_two_steps: bool,
) -> Answer {
    let waiter = waiter(caller);
    let question = Question { kind, id, request, timeout_ms, waiters: vec![waiter] };
    let approval = raise(&caller.gateway, question);
    if caller.profile() > Profile::V2026_2_6 && !somebody_else_may_answer(caller) {
        expire(&caller.gateway, &approval.id);
        return Answer::Later;
    }
    if !in_two_steps {
        return Answer::Later;
    }
    let mut accepted = json!({
        "status": "accepted",
        "id": approval.id,
        "createdAtMs": approval.created_at,
        "expiresAtMs": approval.expires_at,
    });
    if caller.profile().is_new_shape() {
        accepted["deliveryRoute"] = "approval-client".into();
    }
    accepted.into()
}

fn waiter(caller: &Caller) -> Waiter {
    Waiter { connection: caller.connection.clone(), request_id: caller.request_id.clone() }
}

fn somebody_else_may_answer(caller: &Caller) -> bool {
    caller.gateway.world().clients.values().any(|client| {
        client.id != caller.connection && scopes::holds(&client.scopes, scopes::APPROVALS)
    })
}

pub(super) fn list(caller: &Caller, kind: Kind) -> Answer {
    let profile = caller.profile();
    let world = caller.gateway.world();
    let of_kind = world.approvals.waiting.iter().filter(|approval| approval.kind == kind);
    of_kind.map(|approval| approval.asked(profile)).collect::<Value>().into()
}

pub(super) fn resolve(caller: &Caller, kind: Kind, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let given = params["id"].as_str().unwrap_or_default();
    let decision = params["decision"].as_str().unwrap_or_default();
    if !DECISIONS.contains(&decision) {
        return Err(Refusal::invalid("invalid decision"));
    }
    let by_beginning = profile > Profile::V2026_2_6;
    let found = caller.gateway.world().approvals.find(kind, given, by_beginning);
    let approval = match found {
        Found::One(approval) => approval,
        Found::Many if kind == Kind::Exec => {
            return Err(Refusal::invalid("ambiguous approval id prefix; use the full id"));
        }
        Found::Many | Found::Nothing => return answered_before(caller, given, decision),
    };
    if !approval.allows(decision) {
        return Err(not_allowed(&approval, decision));
    }
    if decide(&caller.gateway, &approval.id, decision, &caller.name) {
        Ok(json!({ "ok": true }).into())
    } else {
        answered_before(caller, &approval.id, decision)
    }
}

/// Late versions take the same answer twice, and tell apart what was answered from what is
/// unknown.
fn answered_before(caller: &Caller, id: &str, decision: &str) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    if profile.is_new_shape() {
        let world = caller.gateway.world();
        match world.approvals.decided.get(id).and_then(|decided| decided.decision.as_deref()) {
            Some(known) if known == decision => return Ok(json!({ "ok": true }).into()),
            Some(_) => {
                return Err(Refusal::invalid("approval already resolved")
                    .with_details(json!({ "reason": "APPROVAL_ALREADY_RESOLVED" })));
            }
            None => {}
        }
    }
    Err(unknown(profile))
}

fn unknown(profile: Profile) -> Refusal {
    let mut details = json!({ "reason": "APPROVAL_NOT_FOUND" });
    match profile {
        Profile::V2026_2_6 => return Refusal::invalid("unknown approval id"),
        Profile::V2026_4_15 => {}
        Profile::V2026_6_11 | Profile::V2026_9_6 => {
            details["remediation"] =
                "Re-request the action; pending approvals are cleared after expiry or restart."
                    .into();
        }
    }
    Refusal::invalid("unknown or expired approval id").with_details(details)
}

fn not_allowed(approval: &Approval, decision: &str) -> Refusal {
    match approval.kind {
        Kind::Exec => Refusal::invalid(
            "allow-always is unavailable because the effective policy requires approval every time",
        )
        .with_details(json!({ "reason": "APPROVAL_ALLOW_ALWAYS_UNAVAILABLE" })),
        Kind::Plugin => {
            Refusal::invalid(format!("{decision} is unavailable for this plugin approval"))
                .with_details(json!({ "allowedDecisions": approval.request["allowedDecisions"] }))
        }
    }
}

pub(super) fn wait_decision(
    caller: &Caller,
    kind: Kind,
    params: &Value,
) -> Result<Answer, Refusal> {
    let id = params["id"].as_str().unwrap_or_default().trim();
    if id.is_empty() {
        return Err(Refusal::invalid("id is required"));
    }
    let mut world = caller.gateway.world();
    let waiting = &mut world.approvals.waiting;
    if let Some(approval) = waiting.iter_mut().find(|one| one.id == id && one.kind == kind) {
        approval.waiters.push(waiter(caller));
        return Ok(Answer::Later);
    }
    match world.approvals.decided.get(id) {
        Some(decided) if decided.kind == kind => Ok(decided.outcome.clone().into()),
        _ => Err(Refusal::invalid("approval expired or not found")),
    }
}
