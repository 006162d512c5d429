//! What an operator says and stops. A message is sent once; sent again it keeps its key.

use leptos::prelude::*;

use crate::gateway::error::CallError;
use crate::platform::{clock, random};
use crate::protocol::chat::{ChatAbort, ChatSend};
use crate::protocol::id::RunId;
use crate::store::chat::Chat;
use crate::store::chat::transcript::Change;
use crate::words::{t, w};

impl Chat {
    /// Sends a message. It stands in the transcript at once.
    pub async fn send(self, text: String) {
        let run = RunId(random::uuid());
        let change =
            self.change(|transcript| transcript.say(run.clone(), text.clone(), clock::now_ms()));
        self.show(change);
        self.deliver(run, text).await;
    }

    /// Sends a message again that did not go out, under its own key: should the gateway have it
    /// after all, it is not said twice.
    pub async fn send_again(self, run: RunId) {
        let mut text = None;
        let change = self.change(|transcript| {
            text = transcript.take_back(&run);
            text.clone().map_or(Change::default(), |text| {
                transcript.say(run.clone(), text, clock::now_ms())
            })
        });
        self.show(change);
        if let Some(text) = text {
            self.deliver(run, text).await;
        }
    }

    /// Takes a message back that did not go out, and gives its text.
    pub fn take_back(self, run: &RunId) -> Option<String> {
        let mut text = None;
        let change = self.change(|transcript| {
            text = transcript.take_back(run);
            Change { rows: true, order: true, ..Change::default() }
        });
        self.show(change);
        text
    }

    pub(super) async fn deliver(self, run: RunId, message: String) {
        let Some(session_key) = self.session.get_untracked() else { return };
        let request = ChatSend {
            session_key: session_key.clone(),
            message,
            thinking: None,
            deliver: Some(false),
            attachments: Vec::new(),
            timeout_ms: None,
            idempotency_key: run.clone(),
        };
        let outcome = match self.gateway.get_value().call(request).await {
            Ok(_) => Ok(()),
            Err(CallError::Offline | CallError::Timeout) => Err(t(w::CHAT_UNCONFIRMED)),
            Err(error) => Err(error.sentence()),
        };
        if self.session.get_untracked() == Some(session_key) {
            let change = self.change(|transcript| transcript.delivered(&run, outcome));
            self.show(change);
        }
    }

    /// Stops the run under way.
    ///
    /// # Errors
    /// When the gateway refuses or is away.
    pub async fn stop(self) -> Result<(), CallError> {
        let Some(session_key) = self.session.get_untracked() else { return Ok(()) };
        let run = self.running.get_untracked().map(|running| running.run);
        let gateway = self.gateway.get_value();
        let request = ChatAbort { session_key: session_key.clone(), run_id: run.clone() };
        let one = gateway.call(request).await?;
        // A message that joined a run under way has no run of its own: then the session's stops.
        let stopped =
            one.aborted || gateway.call(ChatAbort { session_key, run_id: None }).await?.aborted;
        if !stopped && let Some(run) = run {
            self.reconcile(run).await;
        }
        Ok(())
    }
}
