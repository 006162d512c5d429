//! Many sessions as a gateway has them after months: people on several networks, and four times as many
//! that jobs, heartbeats and sub-agents have left behind. Each costs a few words and no transcript.

use crate::chance::Chance;
use crate::message::{Assistant, Body, Message, Origin, text_block};
use crate::session::{Channel, Session};

const HOUR: u64 = 3_600_000;
const AGENTS: [&str; 3] = ["main", "scout", "smith"];
const NETWORKS: [&str; 4] = ["telegram", "whatsapp", "discord", "slack"];
const SUBJECTS: [&str; 8] = [
    "Boat club",
    "Harbour watch",
    "Family",
    "Field notes",
    "Release crew",
    "Support",
    "Garden",
    "Night shift",
];
const JOBS: [&str; 5] = ["morning-report", "backup", "tide-alarm", "inbox-sweep", "rent-reminder"];
const QUESTIONS: [&str; 8] = [
    "When does the tide turn on Friday?",
    "Summarize the thread about the new mooring.",
    "Which invoices are still open?",
    "Draft a reply to the harbour master.",
    "What changed in the last release?",
    "Translate the notice for the guests.",
    "Compare the two offers for the engine.",
    "Remind me to water the tomatoes.",
];
const MODELS: [(&str, &str); 3] =
    [("script", "script-1"), ("harbour", "harbour-large"), ("lantern", "lantern-local:14b")];

pub(super) fn of(count: usize, chance: &mut Chance, now: u64) -> Vec<Session> {
    (0..count).map(|n| one(n, chance, now)).collect()
}

fn one(n: usize, chance: &mut Chance, now: u64) -> Session {
    let agent = AGENTS[chance.below(AGENTS.len())];
    let network = NETWORKS[chance.below(NETWORKS.len())];
    let subject = SUBJECTS[chance.below(SUBJECTS.len())];
    let (rest, channel) = match n % 10 {
        0 => (format!("dashboard:{}", chance.hex(12)), None),
        1 => (format!("{network}:direct:+49170{n:07}"), None),
        2 => (format!("{network}:group:-100{n:07}"), Some(network)),
        3 => (format!("discord:channel:{n:010}"), Some("discord")),
        4 | 5 => (format!("cron:{}-{n}", JOBS[chance.below(JOBS.len())]), None),
        6 => (format!("desk-{n}:heartbeat"), None),
        7 => (format!("hook:github-{n}"), None),
        _ => (format!("subagent:{}", chance.uuid()), None),
    };
    // The newest are minutes old, the oldest some months.
    let week = n as u64 * 7_919 % 13;
    let age = (week * week * 13 + n as u64 * 31 % 24) * HOUR + chance.below(3_600_000) as u64;
    let at = now.saturating_sub(age + 60_000);
    let mut session = Session::new(&format!("agent:{agent}:{rest}"), chance, at);
    session.channel = channel.map(|provider| Channel { provider, to: "somewhere", subject });
    if n.is_multiple_of(10) {
        session.label = Some(format!("{} {n}", subject));
    }
    if n % 10 >= 8 {
        session.spawned_by = Some(format!("agent:{agent}:main"));
    }
    if n.is_multiple_of(7) {
        let (provider, model) = MODELS[1 + chance.below(2)];
        session.chosen_model = Some((provider.to_owned(), model.to_owned()));
    }
    if n.is_multiple_of(11) {
        session.settings.insert("thinkingLevel".to_owned(), "high".into());
    }
    session.aborted_last_run = n.is_multiple_of(97);
    session.pinned = n.is_multiple_of(400);
    session.archived = n % 50 == 49;
    session.fresh = !n.is_multiple_of(6);
    session.total_tokens = 800 + chance.below(110_000) as u64;
    session.output_tokens = 40 + chance.below(3_000) as u64;
    session.status = Some(if n.is_multiple_of(83) { "failed" } else { "done" });
    session.started_at = Some(at.saturating_sub(9_000));
    session.ended_at = Some(at);
    session.used = true;
    let question = QUESTIONS[chance.below(QUESTIONS.len())].to_owned();
    let said = |seq: u64, at: u64, body: Body, chance: &mut Chance| Message {
        id: chance.hex(8),
        seq,
        at,
        run_id: None,
        body,
    };
    let asked = Body::User {
        text: question,
        attachments: Vec::new(),
        idempotency_key: None,
        sender: "openclaw-control-ui".to_owned(),
    };
    let answered = Body::Assistant(Assistant {
        blocks: vec![text_block("Done, with the details in the notes.")],
        provider: "script".to_owned(),
        model: "script-1".to_owned(),
        output_tokens: session.output_tokens,
        stop_reason: "stop".to_owned(),
        response_id: format!("chatcmpl-{}", chance.word(11)),
        error: None,
        origin: Origin::Model,
    });
    session.messages =
        vec![said(1, at.saturating_sub(9_000), asked, chance), said(2, at, answered, chance)];
    session.next_seq = 3;
    session
}
