//! What the gateway says of runs, and what to do when it has been silent or away.

use leptos::prelude::*;

use crate::platform::{clock, work};
use crate::protocol::agents::{AgentEvent, AgentWait};
use crate::protocol::chat::ChatEvent;
use crate::protocol::id::{RunId, SessionKey};
use crate::store::chat::transcript::Transcript;
use crate::store::chat::{Chat, steps};

/// After this long without a word from a run, the gateway is asked whether it still runs.
const QUIET_MS: f64 = 15_000.0;

impl Chat {
    /// Event `chat`.
    pub fn apply(self, event: &ChatEvent) {
        if !self.concerns(event.session_key.as_ref(), &event.run_id) {
            return;
        }
        let change = self.change(|transcript| transcript.chat(event, clock::now_ms()));
        self.follow(change);
    }

    /// Events `agent` and `session.tool`.
    pub fn apply_step(self, event: &AgentEvent) {
        if !self.concerns(event.session_key.as_ref(), &event.run_id) {
            return;
        }
        let change = self.change(|transcript| steps::apply(transcript, event, clock::now_ms()));
        self.follow(change);
    }

    /// Something was stored in a session (`session.message`, `sessions.changed` after a reset).
    /// While a run is under way its own events say more.
    pub fn stored(self, session: &SessionKey) {
        let open = self.session.with_untracked(|open| open.as_ref() == Some(session));
        if open && self.running.with_untracked(Option::is_none) {
            work::begin(self.load());
        }
    }

    /// Events were missed, or the gateway is back: the stored transcript is read, and a run that
    /// cannot have survived is given up. `uptime_ms` is the gateway's age where a hello told it.
    pub fn resync(self, uptime_ms: Option<f64>) {
        let Some(session) = self.session.get_untracked() else { return };
        let live = self.transcript.with_value(|transcript| {
            transcript.live().map(|live| (live.run.clone(), clock::now_ms() - live.since))
        });
        if let Some((run, age)) = live {
            if uptime_ms.is_some_and(|uptime| uptime < age) {
                let change = self.change(Transcript::give_up_run);
                self.show(change);
            } else {
                work::begin(self.reconcile(run));
            }
        }
        work::begin(async move {
            self.listen(Some(session)).await;
            self.load().await;
        });
    }

    pub(super) fn concerns(self, session: Option<&SessionKey>, run: &RunId) -> bool {
        match session {
            Some(session) => self.session.with_untracked(|open| open.as_ref() == Some(session)),
            // The short dialect does not say whose run it is: ours, if we wait for it.
            None => self
                .running
                .with_untracked(|running| running.as_ref().is_some_and(|it| &it.run == run)),
        }
    }

    /// Asks after a run that has gone quiet, so that no lost event leaves it running forever.
    pub(super) async fn watch(self, run: RunId) {
        loop {
            clock::sleep(5_000).await;
            let quiet = self.transcript.try_with_value(|transcript| {
                transcript
                    .live()
                    .filter(|live| live.run == run)
                    .map(|live| clock::now_ms() - live.heard_at)
            });
            match quiet.flatten() {
                None => return,
                Some(quiet) if quiet > QUIET_MS => self.reconcile(run.clone()).await,
                Some(_) => {}
            }
        }
    }

    /// Asks the gateway whether a run is over, and believes it. A run it does not know, it calls
    /// one that it still waits for.
    pub(super) async fn reconcile(self, run: RunId) {
        let request = AgentWait { run_id: run.clone(), timeout_ms: Some(1) };
        let Ok(answer) = self.gateway.get_value().call(request).await else { return };
        let still =
            self.running.with_untracked(|running| running.as_ref().is_some_and(|it| it.run == run));
        if still && matches!(answer.status.as_deref(), Some("ok" | "error")) {
            let change = self.change(Transcript::give_up_run);
            self.follow(change);
        }
    }
}
