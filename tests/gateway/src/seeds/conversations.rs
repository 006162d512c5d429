//! The conversations that are there from the start.

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::message::{Assistant, Body, Origin, text_block, thinking_block};
use crate::options::Options;
use crate::profile::Profile;
use crate::seeds::CRON_SESSION;
use crate::session::{Channel, Session};

mod lines;

const MINUTE: u64 = 60_000;

/// Writes a transcript as if it had happened, a minute or so per row.
struct Scribe<'a> {
    profile: Profile,
    chance: &'a mut Chance,
    session: Session,
    at: u64,
}

impl<'a> Scribe<'a> {
    fn new(profile: Profile, chance: &'a mut Chance, key: &str, began: u64) -> Scribe<'a> {
        let session = Session::new(key, chance, began);
        Scribe { profile, chance, session, at: began }
    }

    fn write(&mut self, body: Body) {
        self.at += 20_000 + self.chance.below(60) as u64 * 1000;
        self.session.push(self.profile, self.chance, self.at, None, body);
    }

    fn user(&mut self, text: &str) {
        self.write(Body::User {
            text: text.to_owned(),
            attachments: Vec::new(),
            idempotency_key: None,
            sender: "openclaw-control-ui".to_owned(),
        });
    }

    fn blocks(&mut self, blocks: Vec<Value>, stop_reason: &str) {
        let response_id = format!("chatcmpl-{}", self.chance.word(11));
        let output_tokens = 40 + self.chance.below(400) as u64;
        self.session.output_tokens = output_tokens;
        self.write(Body::Assistant(Assistant {
            blocks,
            provider: "script".to_owned(),
            model: "script-1".to_owned(),
            output_tokens,
            stop_reason: stop_reason.to_owned(),
            response_id,
            error: None,
            origin: Origin::Model,
        }));
    }

    fn says(&mut self, text: &str) {
        self.blocks(vec![text_block(text)], "stop");
    }

    fn thinks_and_says(&mut self, thought: &str, text: &str) {
        self.blocks(vec![thinking_block(thought), text_block(text)], "stop");
    }

    fn runs(&mut self, command: &str, output: &str, is_error: bool) {
        let call_id = format!("call_{}", self.chance.word(11));
        let call = json!({
            "type": "toolCall", "id": call_id, "name": "exec", "arguments": { "command": command },
        });
        self.blocks(vec![call], "toolUse");
        self.write(Body::ToolResult {
            call_id,
            tool: "exec".to_owned(),
            text: output.to_owned(),
            is_error,
            details: json!({
                "status": if is_error { "failed" } else { "completed" },
                "exitCode": i32::from(is_error),
                "durationMs": 23,
                "aggregated": output,
                "cwd": "/home/operator/ws",
            }),
        });
    }

    fn done(mut self) -> Session {
        self.session.status = Some("done");
        self.session.started_at = Some(self.at.saturating_sub(4_000));
        self.session.ended_at = Some(self.at);
        self.session.updated_at = self.at;
        self.session
    }
}

pub(super) fn all(options: &Options, chance: &mut Chance, now: u64) -> Vec<Session> {
    let profile = options.profile;
    let ago = |minutes: u64| now.saturating_sub(minutes * MINUTE);
    let mut sessions = vec![
        main_desk(Scribe::new(profile, chance, "agent:main:main", ago(60))),
        research(Scribe::new(profile, chance, "agent:scout:research", ago(400))),
        cron(Scribe::new(profile, chance, CRON_SESSION, ago(1500))),
        group(Scribe::new(profile, chance, "agent:main:telegram:group:-100200300", ago(180))),
    ];
    if options.history > 0 {
        let scribe = Scribe::new(profile, chance, "agent:main:long", ago(5000));
        sessions.push(long(scribe, options.history));
    }
    sessions
}

/// About forty rows of a working day.
fn main_desk(mut scribe: Scribe<'_>) -> Session {
    scribe.session.label = Some("Main desk".to_owned());
    for (question, answer) in lines::DESK {
        scribe.user(question);
        match *answer {
            lines::Answer::Text(text) => scribe.says(text),
            lines::Answer::Thought(thought, text) => scribe.thinks_and_says(thought, text),
            lines::Answer::Command(command, output, text) => {
                scribe.runs(command, output, false);
                scribe.says(text);
            }
            lines::Answer::FailedCommand(command, output, text) => {
                scribe.runs(command, output, true);
                scribe.says(text);
            }
        }
    }
    scribe.done()
}

fn research(mut scribe: Scribe<'_>) -> Session {
    scribe.session.label = Some("Tide tables".to_owned());
    for (question, thought, answer) in lines::RESEARCH {
        scribe.user(question);
        scribe.thinks_and_says(thought, answer);
    }
    scribe.session.unread = true;
    scribe.done()
}

fn cron(mut scribe: Scribe<'_>) -> Session {
    scribe.session.label = Some("Cron: Morning report".to_owned());
    for day in 16..20 {
        scribe.user(&format!(
            "[cron:morning-report Morning report] Report for {day} November, please."
        ));
        scribe.says(&format!(
            "**{day} November.** All services up, 3 new mails, nothing on fire. Next report tomorrow at seven."
        ));
    }
    scribe.done()
}

fn group(mut scribe: Scribe<'_>) -> Session {
    scribe.session.channel =
        Some(Channel { provider: "telegram", to: "telegram:-100200300", subject: "Boat club" });
    for (question, answer) in lines::GROUP {
        scribe.user(question);
        scribe.says(answer);
    }
    scribe.done()
}

/// Many Markdown messages, for long lists and for measuring.
fn long(mut scribe: Scribe<'_>, count: usize) -> Session {
    scribe.session.label = Some("Long history".to_owned());
    for i in 0..count {
        if i % 2 == 0 {
            scribe.user(&format!("msg-{i:04}: what about point {i}?"));
        } else {
            scribe.says(&format!(
                "msg-{i:04}: lorem **ipsum** dolor sit amet, [link](https://example.com/{i}) and \
                 `inline code`.\n\n- first point {i}\n- second point\n\n```rust\nfn f{i}(x: u32) -> u32 {{\n    \
                 // comment\n    x.wrapping_mul({i}) + 7\n}}\n```\n\n| k | v |\n|---|---|\n| a | {i} |\n| b | {} |\n",
                i * 2
            ));
        }
    }
    scribe.done()
}
