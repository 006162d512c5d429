//! A wizard that runs: its questions in order, where one is, and how it ends. It writes nothing.

use serde_json::{Value, json};

use crate::profile::Profile;

/// What the next wizard is to be like.
#[derive(Debug, Clone, Default)]
pub(crate) struct Next {
    /// It ends with an error before its last step.
    pub(crate) fails: bool,
    /// It cannot be cancelled once its first question is answered (from 2026.6.11 on).
    pub(crate) locks: bool,
    /// A step put before all others, as it is.
    pub(crate) step: Option<Value>,
}

/// One that was begun.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) session_id: String,
    steps: Vec<Value>,
    at: usize,
    fails: bool,
    pub(crate) locks: bool,
    /// What was answered, for tests: a value for each question.
    pub(crate) answers: Vec<Value>,
}

impl Running {
    pub(crate) fn begin(
        profile: Profile,
        session_id: String,
        flow: &str,
        next: Next,
        mut id: impl FnMut() -> String,
    ) -> Running {
        let mut steps = if flow == "channels" { channels() } else { setup(profile) };
        if let Some(step) = next.step {
            steps.insert(0, step);
        }
        for step in &mut steps {
            step["id"] = id().into();
            if step.get("executor").is_none() {
                step["executor"] = "client".into();
            }
        }
        let Next { fails, locks, .. } = next;
        Running { session_id, steps, at: 0, fails, locks, answers: Vec::new() }
    }

    /// The step at hand; `None` at the end.
    pub(crate) fn step(&self) -> Option<&Value> {
        self.steps.get(self.at)
    }

    pub(crate) fn is_begun(&self) -> bool {
        self.at > 0
    }

    /// Whether the step at hand is the gateway's own doing.
    pub(crate) fn works(&self) -> bool {
        self.step().is_some_and(|step| step["type"] == "progress")
    }

    pub(crate) fn go_on(&mut self) {
        self.at += 1;
    }

    /// Whether it ends here with an error.
    pub(crate) fn has_failed(&self) -> bool {
        self.fails && self.at + 1 >= self.steps.len()
    }

    /// Takes an answer, or says what is wrong with it.
    pub(crate) fn answer(&mut self, value: &Value) -> Result<(), String> {
        let is_path = self.step().is_some_and(|step| step["placeholder"] == "/srv/openclaw");
        if is_path && !value.as_str().is_some_and(|path| path.starts_with(['/', '~'])) {
            return Err("The workspace has to be an absolute path.".to_owned());
        }
        self.answers.push(value.clone());
        self.at += 1;
        Ok(())
    }
}

fn setup(profile: Profile) -> Vec<Value> {
    let mut token = json!({
        "type": "text",
        "message": "Enter the Telegram bot token",
        "placeholder": "123456:ABC…",
    });
    // The early ones forget to say that it must not be seen.
    if profile.is_new_shape() {
        token["sensitive"] = true.into();
    }
    vec![
        json!({ "type": "note", "title": "OpenClaw onboarding", "message": "This sets up the gateway of the harbour office.\nNothing is written before the last step." }),
        json!({
            "type": "select",
            "message": "Where does the gateway run?",
            "options": [
                { "value": "local", "label": "This machine", "hint": "reached at 127.0.0.1" },
                { "value": "remote", "label": "Another machine" },
            ],
            "initialValue": "local",
        }),
        json!({
            "type": "text",
            "message": "Workspace directory",
            "placeholder": "/srv/openclaw",
            "initialValue": "/srv/openclaw/workspace",
        }),
        token,
        json!({
            "type": "multiselect",
            "message": "Which skills shall be set up?",
            "options": [
                { "value": "weather", "label": "Weather" },
                { "value": "tides", "label": "Tide tables", "hint": "needs a key" },
                { "value": { "id": "mail" }, "label": "Harbour mail" },
            ],
            "initialValue": ["weather"],
        }),
        json!({ "type": "confirm", "message": "Install the gateway as a service?", "initialValue": false }),
        json!({ "type": "progress", "message": "Looking for a model that answers …", "executor": "gateway" }),
        json!({ "type": "action", "title": "Sign in", "message": "Sign in on the provider's page, then go on." }),
        json!({ "type": "note", "title": "Done", "message": "The gateway is set up." }),
    ]
}

fn channels() -> Vec<Value> {
    vec![
        json!({
            "type": "select",
            "message": "Which channel?",
            "options": [{ "value": "telegram", "label": "Telegram" }, { "value": "discord", "label": "Discord" }],
        }),
        json!({ "type": "text", "message": "Bot token", "sensitive": true }),
        json!({ "type": "note", "title": "Done", "message": "The channel is set up." }),
    ]
}
