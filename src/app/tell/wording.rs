//! What a notification says: one calm line, and at most a short first line of what it is about. What
//! looks like a secret is out of sight, and no reply of an agent is in it. The things are named as the
//! gateway's own notifications name them, so that one thing is told once, whoever tells it.

use leptos::prelude::With;

use crate::app::page::Page;
use crate::app::tell::way;
use crate::platform::note::Note;
use crate::protocol::id::{AgentId, JobId, RunId, SessionKey};
use crate::protocol::mask::mask;
use crate::store::Stores;
use crate::store::approvals::queue::{Ask, What};
use crate::store::channels::trouble::Key;
use crate::store::fleet::news::{End, News};
use crate::store::prefs::Kind;
use crate::store::sessions::{agent_of, short_key, title};
use crate::words::{t, tn, tr, w};

/// So many letters of a line are shown.
const LINE: usize = 120;

/// The thing that a question's notification is about.
pub fn tag_of_ask(id: &str) -> String {
    format!("openclaw-approval-{id}")
}

pub fn of_ask(ask: &Ask, name: impl Fn(&AgentId) -> String) -> Note {
    let body = match &ask.what {
        What::Command(command) => {
            let who = command.agent_id.as_ref().map(name);
            let who = who.unwrap_or_else(|| t(w::APPROVALS_SOMEONE));
            let command = first_line(&command.command);
            tr(w::APPROVALS_NOTE_COMMAND, &[("who", &who), ("command", &command)])
        }
        What::Plugin(question) => {
            let title = question.title.as_deref().map(first_line);
            title.unwrap_or_else(|| t(w::APPROVALS_PLUGIN_ASKS))
        }
    };
    Note {
        title: t(w::APPROVALS_NEEDED),
        body,
        tag: tag_of_ask(ask.id.as_str()),
        path: way::to_thing(Page::Approvals, "ask", ask.id.as_str()),
    }
}

/// A device asks; the sentence says for what.
pub fn of_device(id: &str, sentence: &str) -> Note {
    Note {
        title: headline(sentence),
        body: String::new(),
        tag: format!("quarterdeck-device-{id}"),
        path: way::to_thing(Page::Devices, "request", id),
    }
}

/// An account of a channel is in error.
pub fn of_channel((channel, account): &Key, name: &str) -> Note {
    let at = format!("{channel}/{account}");
    Note {
        title: headline(&tr(w::CHANNELS_NEWS_BROKEN, &[("name", name)])),
        body: String::new(),
        tag: format!("quarterdeck-channel-{at}"),
        path: way::to_thing(Page::Channels, "account", &at),
    }
}

/// What the fleet tells, with its kind and what tells it from all others.
pub fn of_news(stores: Stores, news: &News) -> (Kind, String, Note) {
    match news {
        News::Asks { request, name } => {
            let id = request.as_str();
            let note = Note {
                title: headline(&tr(w::DEVICES_NEWS_NODE, &[("name", name)])),
                body: String::new(),
                tag: format!("quarterdeck-node-{id}"),
                path: way::to_thing(Page::Nodes, "request", id),
            };
            (Kind::Pairing, note.tag.clone(), note)
        }
        News::Failed { job, at_ms, name, error } => {
            let note = of_job(stores, job, name.as_deref(), error.as_deref());
            // A job may fail again and again, and each time is told once.
            (Kind::Jobs, format!("{} {}", note.tag, at_ms.unwrap_or_default()), note)
        }
        News::Ended { run, session, agent, end } => {
            let note = of_run(stores, run, session.as_ref(), agent.as_ref(), *end);
            (Kind::Runs, note.tag.clone(), note)
        }
    }
}

fn of_job(stores: Stores, job: &JobId, name: Option<&str>, error: Option<&str>) -> Note {
    let known = || {
        let jobs = stores.cron.jobs();
        jobs.with(|jobs| jobs.ready()?.get(job)?.name.clone()).filter(|it| !it.trim().is_empty())
    };
    let name = name.map(str::to_owned).or_else(known);
    let title = match name {
        Some(name) => tr(w::TOLD_JOB, &[("name", &first_line(&name))]),
        None => t(w::TOLD_JOB_UNNAMED),
    };
    Note {
        title,
        body: error.map(first_line).unwrap_or_default(),
        tag: format!("openclaw-cron-failed-{job}"),
        path: way::to_thing(Page::Cron, "job", job.as_str()),
    }
}

fn of_run(
    stores: Stores,
    run: &RunId,
    session: Option<&SessionKey>,
    agent: Option<&AgentId>,
    end: End,
) -> Note {
    let of_key = session.and_then(agent_of);
    let agent = agent.or(of_key.as_ref());
    let agent = agent.map(|id| stores.agents.name(Some(id)).unwrap_or_else(|| id.to_string()));
    let session_title = session
        .map(|key| stores.sessions.row(key).map_or_else(|| short_key(key), |row| title(&row)));
    let said: Vec<_> = agent.into_iter().chain(session_title).collect();
    let word = match end {
        End::Finished => w::TOLD_RUN_FINISHED,
        End::Failed => w::TOLD_RUN_FAILED,
        End::Stopped => w::TOLD_RUN_STOPPED,
    };
    let path = match session {
        Some(key) => way::to_thing(Page::Chat, "session", key.as_str()),
        None => way::to(Page::Chat),
    };
    Note {
        title: tr(word, &[("name", &first_line(&said.join(" · ")))]),
        body: String::new(),
        tag: format!("openclaw-agent-finished-{run}"),
        path,
    }
}

/// The things that a notification of many is about.
pub fn tag_of_many(page: Page) -> String {
    format!("quarterdeck-{}", page.path())
}

/// So many of a kind as one.
pub fn of_many(kind: Kind, count: usize, page: Page) -> Note {
    let plural = match kind {
        Kind::Approvals => w::APPROVALS_FOLDED,
        Kind::Pairing => w::TOLD_MANY_PAIRING,
        Kind::Jobs => w::TOLD_MANY_JOBS,
        Kind::Channels => w::CHANNELS_NEWS_MANY,
        Kind::Runs => w::TOLD_MANY_RUNS,
    };
    Note {
        title: headline(&tn(plural, count)),
        body: String::new(),
        tag: tag_of_many(page),
        path: way::to(page),
    }
}

/// A sentence as a title: without its full stop.
fn headline(sentence: &str) -> String {
    first_line(sentence.trim_end().trim_end_matches(['.', '。']))
}

/// What is shown of a text: its first line, short, without secrets and without signs that cannot be seen.
fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let is_hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let line = mask(line).replace(is_hidden, "\u{fffd}");
    match line.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ask(command: &str) -> Note {
        let asked = json!({ "id": "r 1", "request": { "command": command, "agentId": "main" } });
        let ask = Ask::of_command(serde_json::from_value(asked).unwrap(), 0.0, None);
        of_ask(&ask, |id| format!("<{id}>"))
    }

    #[test]
    fn a_question_is_told_by_its_first_line_and_leads_to_itself() {
        let note = ask("\n  ls -l\nrm -rf /");
        assert!(note.body.contains("<main>") && note.body.contains("ls -l"), "{}", note.body);
        assert!(!note.body.contains("rm"));
        assert_eq!((&*note.tag, &*note.path), ("openclaw-approval-r 1", "approvals?ask=r%201"));
    }

    #[test]
    fn no_secret_and_nothing_unseen_is_told() {
        let note = ask("curl -H 'Authorization: Bearer abcdefghijklmnop0123456789' x\u{202e}y");
        assert!(!note.body.contains("abcdefghijklmnop"), "{}", note.body);
        assert!(!note.body.contains('\u{202e}'));
        assert!(ask(&"x".repeat(900)).body.chars().count() < 200);
    }

    #[test]
    fn a_channel_leads_to_its_account() {
        let key = ("telegram".to_owned(), "night shift".to_owned());
        let note = of_channel(&key, "Telegram");
        assert_eq!(note.path, "channels?account=telegram%2Fnight%20shift");
        assert_eq!(note.tag, "quarterdeck-channel-telegram/night shift");
    }
}
