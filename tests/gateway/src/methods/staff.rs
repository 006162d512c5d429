//! Agents made, changed and deleted, and their files.

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::staff::{Agent, Staff, hash};

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let text = |name: &str| {
        params[name].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let now = caller.gateway.now();
    let mut world = caller.gateway.world();
    let staff = &mut world.staff;
    let profile = caller.profile();
    match method {
        "agents.list" => Ok(staff.list().into()),
        "agents.create" => {
            let name = text("name").unwrap_or_default();
            let id = id_of(&name);
            if id == "main" && !profile.is_new_shape() {
                return Err(Refusal::invalid("\"main\" is reserved".to_owned()));
            }
            if staff.find(&id).is_some() {
                return Err(Refusal::invalid(format!("agent \"{id}\" already exists")));
            }
            let agent = Agent {
                name: name.clone(),
                emoji: text("emoji"),
                theme: None,
                avatar: text("avatar"),
                model: text("model"),
                workspace: text("workspace")
                    .unwrap_or_else(|| format!("/home/operator/.openclaw/workspace-{id}")),
            };
            let mut made =
                json!({ "ok": true, "agentId": id, "name": name, "workspace": agent.workspace });
            if let Some(model) = &agent.model {
                made["model"] = model.clone().into();
            }
            staff.make(&id, agent, now);
            Ok(made.into())
        }
        "agents.update" => {
            let id = params["agentId"].as_str().unwrap_or_default();
            let agent = staff.find_mut(id).ok_or_else(|| not_found(id))?;
            agent.name = text("name").unwrap_or_else(|| agent.name.clone());
            agent.emoji = text("emoji").or_else(|| agent.emoji.clone());
            agent.avatar = text("avatar").or_else(|| agent.avatar.clone());
            agent.workspace = text("workspace").unwrap_or_else(|| agent.workspace.clone());
            agent.model = match params.get("model") {
                Some(Value::Null) => None,
                _ => text("model").or_else(|| agent.model.clone()),
            };
            Ok(json!({ "ok": true, "agentId": id }).into())
        }
        "agents.delete" => delete(profile, staff, params),
        _ => file(profile, staff, method, params, now),
    }
}

fn not_found(id: &str) -> Refusal {
    Refusal::invalid(format!("agent \"{id}\" not found"))
}

/// An id as gateways make it of a name.
fn id_of(name: &str) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() || it == '_' { it } else { '-' };
    let id: String = name.trim().to_lowercase().chars().map(plain).collect();
    id.trim_matches('-').to_owned()
}

fn delete(profile: Profile, staff: &mut Staff, params: &Value) -> Result<Answer, Refusal> {
    let id = params["agentId"].as_str().unwrap_or_default();
    if id == "main" && !profile.is_new_shape() {
        return Err(Refusal::invalid("\"main\" cannot be deleted".to_owned()));
    }
    if staff.find(id).is_none() {
        return Err(not_found(id));
    }
    if staff.agents.len() == 1 {
        let words = "is the only configured agent and cannot be deleted.";
        return Err(Refusal::invalid(format!("Agent \"{id}\" {words}")));
    }
    let with_files = params["deleteFiles"].as_bool().unwrap_or(true);
    let folder = staff.delete(id, with_files);
    let mut done = json!({ "ok": true, "agentId": id, "removedBindings": 0 });
    if profile.is_new_shape() {
        let removed = folder.map(|path| json!({ "path": path, "method": "trash" }));
        done["removed"] = removed.into_iter().collect();
        done["failed"] = json!([]);
    }
    Ok(done.into())
}

fn file(
    profile: Profile,
    staff: &mut Staff,
    method: &str,
    params: &Value,
    now: u64,
) -> Result<Answer, Refusal> {
    let id = params["agentId"].as_str().unwrap_or_default();
    let folder = match staff.find(id) {
        Some(agent) => agent.workspace.clone(),
        None if profile.is_new_shape() => return Err(not_found(id)),
        None => return Err(Refusal::invalid("unknown agent id".to_owned())),
    };
    if method == "agents.files.list" {
        let files = staff.entries(&folder);
        return Ok(json!({ "agentId": id, "workspace": folder, "files": files }).into());
    }
    let name = params["name"].as_str().unwrap_or_default().trim();
    if !Staff::is_allowed(name) {
        return Err(Refusal::invalid(format!("unsupported file \"{name}\"")));
    }
    let mut reply = json!({ "agentId": id, "workspace": folder });
    if method == "agents.files.set" {
        let current = staff.file(&folder, name).map(|file| hash(&file.text));
        let expected = params["expectedHash"].as_str().map(str::to_lowercase);
        if expected.is_some() && expected != current {
            let mut details = json!({ "type": "agent_file_conflict", "name": name });
            if let Some(current) = current {
                details["currentHash"] = current.into();
            }
            let words = format!("agent file \"{name}\" changed since it was read");
            return Err(Refusal::invalid(words).with_details(details));
        }
        let text = params["content"].as_str().unwrap_or_default().to_owned();
        staff.write(&folder, name, text, now);
        reply = json!({ "ok": true, "agentId": id, "workspace": folder });
    }
    reply["file"] = staff.entry(&folder, name, true);
    Ok(reply.into())
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn an_id_is_made_of_a_name() {
        assert_eq!(id_of(" Night Watch! "), "night-watch");
        assert_eq!(id_of("a_b"), "a_b");
    }
}
