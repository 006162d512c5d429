//! Orders about wizards.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::gateway::Gateway;
use crate::wizard::Next;

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Arc<Gateway>,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    if name != "wizard-next" {
        return None;
    }
    gateway.world().wizard_next = Next {
        fails: order["fails"] == true,
        locks: order["locks"] == true,
        step: order.get("step").filter(|step| step.is_object()).cloned(),
    };
    Some(Ok(json!({ "ok": true })))
}
