//! The machines around the gateway: devices that may act for an operator, and nodes that lend
//! the agents their commands. Keeps them; who may do what with them is decided in `methods`.

use serde_json::Value;

pub(crate) mod channels;
pub(crate) mod devices;
pub(crate) mod node_pairs;
pub(crate) mod nodes;
pub(crate) mod pushes;
pub(crate) mod skills;
pub(crate) mod voice;

/// Sets a field that real gateways leave out when there is nothing to say.
pub(crate) fn say(object: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object[name] = value.into();
    }
}
