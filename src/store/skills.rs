//! That something among the skills is another now, told by `skills.changed` (late gateways), and the
//! installer that runs: it goes on whatever page is looked at, and there is one at a time.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::clock;
use crate::protocol::json;
use crate::protocol::skills::{SkillInstalled, SkillsInstall};

/// An installer that runs or has run.
#[derive(Debug, Clone, PartialEq)]
pub struct Install {
    /// The skill's name, as gateways install by it.
    pub skill: String,
    /// The installer among those of the skill.
    pub installer: String,
    /// What the gateway calls it.
    pub label: String,
    /// Milliseconds since the epoch.
    pub began: f64,
    /// How long it took, once it has ended.
    pub took_ms: Option<f64>,
    pub outcome: Option<Outcome>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Done(SkillInstalled),
    Failed {
        why: String,
        said: SkillInstalled,
    },
    /// The connection went away or the gateway took too long: it may go on or have ended.
    Unknown(String),
}

#[derive(Clone, Copy)]
pub struct Skills {
    changes: RwSignal<u32>,
    install: RwSignal<Option<Install>>,
}

impl Skills {
    #[must_use]
    pub fn new() -> Self {
        Self { changes: RwSignal::new(0), install: RwSignal::new(None) }
    }

    /// Grows with every change that was heard of. Reactive.
    #[must_use]
    pub fn changes(self) -> u32 {
        self.changes.get()
    }

    pub(super) fn changed(self) {
        self.changes.update(|changes| *changes += 1);
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.install.set(None);
    }

    /// The installer that runs, or the last that ran.
    #[must_use]
    pub fn install(self) -> Signal<Option<Install>> {
        self.install.into()
    }

    /// What has ended is looked at no more.
    pub fn put_away(self) {
        if !self.is_installing() {
            self.install.set(None);
        }
    }

    /// Whether one runs. Not reactive.
    #[must_use]
    pub fn is_installing(self) -> bool {
        self.install.with_untracked(|it| it.as_ref().is_some_and(|it| it.outcome.is_none()))
    }

    /// Runs an installer, unless one runs already. Sent once.
    pub async fn run(self, gateway: GatewayRef, request: SkillsInstall, label: String) {
        if self.is_installing() {
            return;
        }
        let (began, from) = (clock::now_ms(), clock::steady_ms());
        let (skill, installer) = (request.name.clone(), request.install_id.clone());
        let install = Install { skill, installer, label, began, took_ms: None, outcome: None };
        self.install.set(Some(install));
        let answer = gateway.get_value().call(request).await;
        self.install.update(|install| {
            // Another gateway may be at the other end by now.
            if let Some(install) = install.as_mut().filter(|it| it.began == began) {
                install.took_ms = Some(clock::steady_ms() - from);
                install.outcome = Some(Outcome::of(answer));
            }
        });
        self.changed();
    }
}

impl Outcome {
    fn of(answer: Result<SkillInstalled, CallError>) -> Self {
        match answer {
            Ok(said) if said.ok == Some(false) => {
                Self::Failed { why: said.message.clone().unwrap_or_default(), said }
            }
            Ok(said) => Self::Done(said),
            Err(CallError::Refused { message, details, code, .. }) => {
                // What was written on the way comes beside the refusal.
                let said = details.and_then(|it| json::read(&it.to_string()).ok());
                let why = if message.is_empty() { code } else { message };
                Self::Failed { why, said: said.unwrap_or_default() }
            }
            Err(error @ (CallError::Offline | CallError::Timeout)) => {
                Self::Unknown(error.sentence())
            }
            Err(error) => Self::Failed { why: error.sentence(), said: SkillInstalled::default() },
        }
    }
}

impl Default for Skills {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_failed_installer_keeps_what_it_wrote() {
        let refused = |details| CallError::Refused {
            code: "UNAVAILABLE".to_owned(),
            message: "brew not installed".to_owned(),
            details,
            retry_after_ms: None,
        };
        let details = json!({"ok": false, "message": "brew not installed", "stdout": "",
            "stderr": "sh: brew: not found", "code": 127, "warnings": ["odd code"]});
        match Outcome::of(Err(refused(Some(details)))) {
            Outcome::Failed { why, said } => {
                assert_eq!(why, "brew not installed");
                assert_eq!(said.stderr.as_deref(), Some("sh: brew: not found"));
                assert_eq!(said.warnings, ["odd code"]);
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(Outcome::of(Err(refused(None))), Outcome::Failed { .. }));
        assert!(matches!(Outcome::of(Err(CallError::Timeout)), Outcome::Unknown(_)));
        let said = SkillInstalled { ok: Some(false), ..SkillInstalled::default() };
        assert!(matches!(Outcome::of(Ok(said)), Outcome::Failed { .. }));
    }
}
