//! What stands in a transcript, row by row: plain data, made from history and from live events.

use crate::protocol::id::{RunId, ToolCallId};

/// Names a row for as long as it is shown, also when the stored message takes the place of a
/// streamed one.
pub type RowKey = u64;

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub key: RowKey,
    /// Milliseconds since the epoch, as the gateway said or, for what began here, as this clock did.
    pub at: Option<f64>,
    /// Whether the gateway's transcript holds it. What began here does not count until it is read
    /// back.
    pub stored: bool,
    pub body: Body,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// What an operator said.
    Said(Said),
    /// What the agent said: Markdown.
    Reply {
        text: String,
        model: Option<String>,
    },
    Thinking {
        text: String,
    },
    Tool(Tool),
    /// A system message or another role's word.
    Note {
        text: String,
    },
    /// Older messages were summarized here.
    Compacted,
    End(Ending),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub text: String,
    pub images: Vec<Image>,
    pub delivery: Delivery,
}

/// A picture inside a message. `data` is Base64.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    pub mime_type: String,
    pub data: String,
}

/// How far a message has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Delivery {
    /// The gateway's transcript has it.
    Stored,
    /// Sent from here; the transcript does not show it yet.
    Sending { run: RunId },
    /// The gateway has taken it.
    Accepted { run: RunId },
    /// It did not go out, or nobody knows. `why` is a sentence.
    Failed { run: RunId, why: String },
}

impl Delivery {
    /// The run that the message began, while the message is only known here.
    #[must_use]
    pub fn run(&self) -> Option<&RunId> {
        match self {
            Self::Stored => None,
            Self::Sending { run } | Self::Accepted { run } | Self::Failed { run, .. } => Some(run),
        }
    }
}

/// A tool call and, later, its result.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    pub id: Option<ToolCallId>,
    pub name: String,
    /// One line that says on what: a command, a path, a query.
    pub target: String,
    /// The arguments as indented JSON; empty when there are none.
    pub arguments: String,
    pub output: String,
    pub phase: ToolPhase,
    pub duration_ms: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToolPhase {
    Running,
    Done,
    Failed,
    /// The run ended before a result came.
    Unfinished,
}

/// How a run ended, where its end is worth a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    Aborted,
    /// In the gateway's words.
    Error(String),
    /// Without an error and without a word.
    Empty,
}

/// The agent's word for "I have nothing to say". Hidden where an agent says it.
const NO_REPLY: &str = "NO_REPLY";

/// Whether an agent's whole text means that it says nothing.
#[must_use]
pub fn is_no_reply(text: &str) -> bool {
    text.trim() == NO_REPLY
}

/// Whether a text that is still growing may turn out to mean nothing.
#[must_use]
pub fn may_become_no_reply(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 2 && NO_REPLY.starts_with(text)
}
