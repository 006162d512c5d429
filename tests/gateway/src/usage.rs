//! What was used: quarters of an hour of sessions long past, made up once from the seed, and of the
//! sessions that live here, counted from their transcripts. `tally.rs` adds it up as a gateway does.

use std::collections::BTreeMap;

use crate::chance::Chance;
use crate::message::{Body, Origin};
use crate::session::Session;

pub(crate) mod past;
pub(crate) mod report;
pub(crate) mod span;
pub(crate) mod tally;

/// A session as far as its use goes.
#[derive(Debug, Clone)]
pub(crate) struct Used {
    pub(crate) key: String,
    pub(crate) session_id: String,
    pub(crate) label: Option<String>,
    pub(crate) agent: String,
    pub(crate) channel: String,
    pub(crate) chat: &'static str,
    pub(crate) provider: String,
    pub(crate) model: String,
    pub(crate) turns: Vec<Turn>,
}

impl Used {
    pub(crate) fn last_at(&self) -> u64 {
        self.turns.last().map_or(0, |turn| turn.at)
    }
}

/// What was said and used at one time: a message of the user and what came of it, or several.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turn {
    pub(crate) at: u64,
    /// Provider and model; nobody where an operator put the words in.
    pub(crate) model: Option<(String, String)>,
    pub(crate) input: u64,
    pub(crate) output: u64,
    pub(crate) cache_read: u64,
    pub(crate) cache_write: u64,
    pub(crate) user: u64,
    pub(crate) assistant: u64,
    pub(crate) tools: BTreeMap<&'static str, u64>,
    pub(crate) tool_results: u64,
    pub(crate) errors: u64,
    pub(crate) latency_ms: Option<u64>,
}

/// What a million tokens cost: read, written, read from the cache, written to it.
type Price = [f64; 4];

/// Nothing for models whose price nobody has written down.
pub(crate) fn price(model: &str) -> Option<Price> {
    match model {
        "script-1" => Some([1.0, 2.0, 0.1, 0.2]),
        "script-mini" => Some([0.2, 0.4, 0.02, 0.04]),
        "harbour-large" => Some([3.0, 15.0, 0.3, 3.75]),
        "harbour-swift" => Some([0.8, 4.0, 0.08, 1.0]),
        "gateway-injected" => Some([0.0; 4]),
        _ => None,
    }
}

/// The sessions that are no longer listed, and the one who counts them.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    pub(crate) past: Vec<Used>,
    /// So many answers are still incomplete.
    pub(crate) gathering: u64,
}

impl Usage {
    pub(crate) fn seeded(seed: u64, sessions: usize, days: u64, now: u64) -> Usage {
        let mut chance = Chance::seeded(seed ^ 0x0055_5341_4745);
        Usage { past: past::sessions(&mut chance, sessions, days, now), gathering: 0 }
    }
}

/// A session that lives here.
pub(crate) fn of_session(session: &Session) -> Used {
    let (provider, model) = session.model();
    let mut turns: Vec<Turn> = Vec::new();
    let mut asked_at = None;
    for message in &session.messages {
        let mut turn = Turn { at: message.at, ..Turn::default() };
        match &message.body {
            Body::User { .. } => {
                turn.user = 1;
                asked_at = Some(message.at);
            }
            Body::ToolResult { is_error, .. } => {
                turn.tool_results = 1;
                turn.errors = u64::from(*is_error);
            }
            Body::Assistant(assistant) => {
                let by_model = assistant.origin == Origin::Model;
                turn.assistant = 1;
                turn.latency_ms = asked_at.map(|asked| message.at.saturating_sub(asked));
                if by_model && assistant.output_tokens > 0 {
                    (turn.input, turn.output) = (120, assistant.output_tokens);
                }
                if by_model {
                    turn.model = Some((assistant.provider.clone(), assistant.model.clone()));
                }
                for tool in message.called_tools() {
                    *turn.tools.entry(known_tool(tool)).or_default() += 1;
                }
                turn.errors =
                    u64::from(matches!(assistant.stop_reason.as_str(), "error" | "aborted"));
            }
        }
        turns.push(turn);
    }
    turns.sort_by_key(|turn| turn.at);
    Used {
        key: session.key.clone(),
        session_id: session.session_id.clone(),
        label: session.label.clone(),
        agent: session.agent_id.clone(),
        channel: session.channel.as_ref().map_or("webchat", |channel| channel.provider).to_owned(),
        chat: session.kind(),
        provider: provider.to_owned(),
        model: model.to_owned(),
        turns,
    }
}

fn known_tool(name: &str) -> &'static str {
    past::TOOLS.iter().find(|known| **known == name).copied().unwrap_or("exec")
}
