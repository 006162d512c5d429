//! Carries out the script for one message: waits, writes rows, has the narrator tell it, and
//! starts what waited behind it. The only place where a run begins or ends.

use std::sync::Arc;

use serde_json::json;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::gateway::Gateway;
use crate::message::{Assistant, Body, Message, Origin, text_block, thinking_block};
use crate::narrator::Narrator;
use crate::profile::Profile;
use crate::run::{Outcome, Run, Stop, Wanted};
use crate::script::{self, Step};

mod endings;
mod tools;

/// How a stretch of the script ended.
#[derive(Debug, PartialEq)]
enum Turn {
    Done,
    Failed(String),
    Stopped(Stop),
}

/// One run on its way through the script.
struct Performance {
    gateway: Arc<Gateway>,
    narrator: Narrator,
    stop: watch::Receiver<Stop>,
    began: Instant,
    script_ms: u64,
    /// The assistant message being written.
    text: String,
    blocks: Vec<serde_json::Value>,
    output_tokens: u64,
    used_tools: Vec<String>,
}

/// Takes a message on: makes it the session's run and lets it perform.
pub(crate) fn begin(gateway: &Arc<Gateway>, wanted: Wanted) {
    let now = gateway.now();
    let stop = {
        let mut world = gateway.world();
        // One that waited its turn is known already.
        let run = world
            .runs
            .entry(wanted.run_id.clone())
            .or_insert_with(|| Run::new(&wanted.session_key, now));
        let stop = run.stop.subscribe();
        if let Some(session) = world.session_mut(&wanted.session_key) {
            session.active_run = Some(wanted.run_id.clone());
        }
        stop
    };
    let gateway = Arc::clone(gateway);
    tokio::spawn(async move {
        let narrator = Narrator::new(&gateway, &wanted);
        let performance = Performance {
            gateway,
            narrator,
            stop,
            began: Instant::now(),
            script_ms: 0,
            text: String::new(),
            blocks: Vec::new(),
            output_tokens: 0,
            used_tools: Vec::new(),
        };
        performance.perform(wanted).await;
    });
}

impl Performance {
    async fn perform(mut self, wanted: Wanted) {
        self.open(&wanted);
        let mut turn = self.answer(&wanted.message).await;
        while turn == Turn::Done {
            let Some(next) = self.next_steered() else { break };
            self.close_message("stop");
            self.narrator.new_message();
            turn = self.answer(&next.message).await;
        }
        self.end(turn);
    }

    /// The opening events, and the user's row where it is not written yet.
    fn open(&mut self, wanted: &Wanted) {
        let started_at = self.gateway.now();
        {
            let mut world = self.gateway.world();
            if let Some(run) = world.runs.get_mut(&wanted.run_id) {
                run.started_at = Some(started_at);
            }
            if let Some(session) = world.session_mut(&wanted.session_key) {
                session.used = true;
                session.status = Some("running");
                session.started_at = Some(started_at);
                session.ended_at = None;
                session.aborted_last_run = false;
                session.updated_at = started_at;
            }
        }
        let start = json!({ "phase": "start", "startedAt": started_at });
        match self.narrator.profile {
            Profile::V2026_2_6 => {
                self.write_user(wanted);
                self.narrator.agent("lifecycle", start);
            }
            Profile::V2026_4_15 => {
                self.narrator.agent("lifecycle", start);
                self.narrator.changed_phase("start");
                self.write_user(wanted);
            }
            Profile::V2026_6_11 | Profile::V2026_9_6 => {
                self.write_user(wanted);
                self.narrator.changed_reason("send");
                self.narrator.status("preparing_workspace");
                self.narrator.status("preparing_context");
                self.narrator.agent("lifecycle", start);
                self.narrator.changed_reason("agent.run.started");
                self.narrator.changed_phase("start");
                self.narrator.status("starting_model");
                self.tell_model();
            }
        }
    }

    fn tell_model(&mut self) {
        let (provider, model) = self.model();
        let data = json!({ "phase": "model", "provider": provider, "model": model });
        self.narrator.agent("lifecycle", data);
        self.narrator.changed_phase("model");
    }

    fn model(&self) -> (String, String) {
        let world = self.gateway.world();
        let session = world.sessions.get(&self.narrator.session_key);
        let (provider, model) = session.map_or(("script", "script-1"), |session| session.model());
        (provider.to_owned(), model.to_owned())
    }

    fn write_user(&mut self, wanted: &Wanted) {
        if wanted.written || wanted.isolated {
            return;
        }
        if let Some(message) = write_user_row(&self.gateway, wanted) {
            self.narrator.wrote(&message);
        }
    }

    async fn answer(&mut self, said: &str) -> Turn {
        let steps = script::plan(said, &mut self.gateway.world().chance);
        for step in steps {
            let turn = match step {
                Step::Think(thought) => self.think(&thought).await,
                Step::Say { words, every_ms } => self.say(&words, every_ms).await,
                Step::Use(tool) => self.use_tool(&tool).await,
                Step::Fail(error) => return Turn::Failed(error),
            };
            if turn != Turn::Done {
                return turn;
            }
        }
        Turn::Done
    }

    async fn think(&mut self, thought: &str) -> Turn {
        let streams = self.narrator.profile.is_new_shape()
            && self.session_setting("reasoningLevel").as_deref() == Some("stream");
        let mut told = String::new();
        for word in script::words(thought) {
            told.push_str(&word);
            if streams {
                let data = json!({ "text": told.trim_end(), "delta": word });
                self.narrator.agent("thinking", data);
            }
            if let Some(stop) = self.pause(15).await {
                return Turn::Stopped(stop);
            }
        }
        self.blocks.push(thinking_block(thought));
        Turn::Done
    }

    async fn say(&mut self, words: &[String], every_ms: u64) -> Turn {
        for word in words {
            self.text.push_str(word);
            self.output_tokens += 1;
            if let Some(run) = self.gateway.world().runs.get_mut(&self.narrator.run_id) {
                run.text.clone_from(&self.text);
            }
            self.narrator.said(&self.text);
            if let Some(stop) = self.pause(every_ms).await {
                return Turn::Stopped(stop);
            }
        }
        Turn::Done
    }

    /// Waits for the script's next moment; `Some` means the run is to stop.
    async fn pause(&mut self, ms: u64) -> Option<Stop> {
        self.script_ms += ms;
        self.narrator.passed(ms);
        tokio::select! {
            () = self.gateway.pause_until(self.began, self.script_ms) => {}
            _ = self.stop.wait_for(|stop| *stop != Stop::No) => {}
        }
        let stop = *self.stop.borrow();
        (stop != Stop::No).then_some(stop)
    }

    fn session_setting(&self, name: &str) -> Option<String> {
        let world = self.gateway.world();
        let session = world.sessions.get(&self.narrator.session_key)?;
        session.setting(name).map(str::to_owned)
    }

    fn next_steered(&mut self) -> Option<Wanted> {
        let mut world = self.gateway.world();
        let run = world.runs.get_mut(&self.narrator.run_id)?;
        (!run.steered.is_empty()).then(|| run.steered.remove(0))
    }

    /// Writes the assistant message that was being said, if anything was.
    fn close_message(&mut self, stop_reason: &str) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            self.blocks.push(text_block(text.trim_end()));
        }
        // A model that ends without a word leaves an empty message behind, as real ones do.
        if self.blocks.is_empty() && stop_reason != "stop" {
            return;
        }
        let blocks = std::mem::take(&mut self.blocks);
        self.write_assistant(blocks, stop_reason, Origin::Model, None);
    }

    fn write_assistant(
        &mut self,
        blocks: Vec<serde_json::Value>,
        stop_reason: &str,
        origin: Origin,
        error: Option<String>,
    ) {
        let (provider, model) = self.model();
        let at = self.gateway.now();
        let profile = self.narrator.profile;
        let message = {
            let mut guard = self.gateway.world();
            let world = &mut *guard;
            let body = Body::Assistant(Assistant {
                blocks,
                provider,
                model,
                output_tokens: self.output_tokens,
                stop_reason: stop_reason.to_owned(),
                response_id: format!("chatcmpl-{}", world.chance.word(11)),
                error,
                origin,
            });
            let Some(session) = world.sessions.get_mut(&self.narrator.session_key) else { return };
            if self.output_tokens > 0 {
                session.output_tokens = self.output_tokens;
            }
            session.push(profile, &mut world.chance, at, Some(&self.narrator.run_id), body)
        };
        self.narrator.wrote(&message);
    }
}

/// Puts what the user said into the transcript.
pub(crate) fn write_user_row(gateway: &Gateway, wanted: &Wanted) -> Option<Message> {
    let profile = gateway.profile();
    let at = gateway.now();
    let mut guard = gateway.world();
    let world = &mut *guard;
    let session = world.sessions.get_mut(&wanted.session_key)?;
    let last_is_unanswered = session.messages.last().is_some_and(|last| last.role() == "user");
    if !profile.is_new_shape() && last_is_unanswered {
        // Two questions in a row confuse models: these versions forget the unanswered one.
        session.messages.pop();
    }
    let body = Body::User {
        text: wanted.message.clone(),
        attachments: wanted.attachments.clone(),
        idempotency_key: Some(wanted.run_id.clone()),
        sender: wanted.sender.clone(),
    };
    Some(session.push(profile, &mut world.chance, at, None, body))
}

/// Starts the next message that waited for this session.
pub(crate) fn begin_next(gateway: &Arc<Gateway>, session_key: &str) {
    let next = gateway
        .world()
        .session_mut(session_key)
        .filter(|session| session.active_run.is_none())
        .and_then(|session| session.waiting.pop_front());
    if let Some(next) = next {
        begin(gateway, next);
    }
}

/// Marks a run as over. Whoever waits for it is woken.
fn settle(gateway: &Gateway, run_id: &str, outcome: Outcome, error: Option<String>) {
    let now = gateway.now();
    let mut guard = gateway.world();
    let world = &mut *guard;
    let Some(run) = world.runs.get_mut(run_id) else { return };
    run.ended_at = Some(now);
    run.error = error;
    run.outcome.send_replace(outcome);
    if let Some(session) = world.sessions.get_mut(&run.session_key) {
        session.active_run = None;
        session.ended_at = Some(now);
        session.updated_at = now;
        session.last_run_id = Some(run_id.to_owned());
        session.aborted_last_run = outcome == Outcome::Aborted;
        session.status = Some(match outcome {
            Outcome::Running => "running",
            Outcome::Done => "done",
            Outcome::Failed => "failed",
            Outcome::Aborted => "killed",
        });
    }
}
