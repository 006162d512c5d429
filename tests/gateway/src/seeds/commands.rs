//! The slash commands a gateway offers, enough of them to fill a menu.

use serde_json::{Value, json};

const ALL: &[(&str, &str, &str, bool)] = &[
    ("help", "Show available commands.", "status", false),
    ("commands", "List all slash commands.", "status", false),
    ("status", "Show current status.", "status", false),
    ("whoami", "Show your sender id.", "status", false),
    ("context", "Explain how context is built and used.", "status", true),
    ("new", "Start a new session.", "session", true),
    ("reset", "Reset the current session.", "session", true),
    ("compact", "Compact the session context.", "session", true),
    ("stop", "Stop the current run.", "session", false),
    ("model", "Show or set the model.", "options", true),
    ("think", "Set thinking level.", "options", true),
    ("verbose", "Toggle verbose mode.", "options", true),
    ("reasoning", "Toggle reasoning visibility.", "options", true),
    ("usage", "Usage footer or cost summary.", "options", true),
    ("agents", "List thread-bound agents for this session.", "management", false),
    ("queue", "Adjust queue settings.", "options", true),
];

/// The reply of `commands.list`.
pub(crate) fn list() -> Value {
    let commands: Vec<Value> = ALL
        .iter()
        .map(|(name, description, category, accepts)| {
            let mut command = json!({
                "name": name,
                "nativeName": name,
                "textAliases": [format!("/{name}")],
                "description": description,
                "category": category,
                "source": "native",
                "scope": "both",
                "acceptsArgs": accepts,
            });
            if *name == "verbose" {
                command["args"] = json!([{
                    "name": "mode",
                    "description": "on or off",
                    "type": "string",
                    "choices": [{ "value": "on", "label": "on" }, { "value": "off", "label": "off" }],
                }]);
            }
            command
        })
        .collect();
    json!({ "commands": commands })
}
