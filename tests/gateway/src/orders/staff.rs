//! Orders about agents: a file that somebody else writes or takes away.

use serde_json::{Value, json};

use crate::gateway::Gateway;
use crate::staff::Staff;

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Gateway,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    (name == "agent-file").then(|| file(gateway, order))
}

fn file(gateway: &Gateway, order: &Value) -> Result<Value, String> {
    let id = order["agent"].as_str().unwrap_or("main");
    let name = order["file"].as_str().unwrap_or("SOUL.md");
    if !Staff::is_allowed(name) {
        return Err(format!("No file of an agent is called {name:?}."));
    }
    let now = gateway.now();
    let mut world = gateway.world();
    let agent = world.staff.find(id).ok_or_else(|| format!("No agent is called {id:?}."))?;
    let folder = agent.workspace.clone();
    if let Some(text) = order["content"].as_str() {
        world.staff.write(&folder, name, text.to_owned(), now);
    } else if order["missing"] == true {
        world.staff.remove(&folder, name);
    }
    // What stands there now, whoever wrote it.
    let text = world.staff.file(&folder, name).map(|file| file.text.clone());
    Ok(json!({ "ok": true, "content": text }))
}
