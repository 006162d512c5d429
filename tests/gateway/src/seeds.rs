//! The world as it is when the gateway starts: agents, models, and conversations that look lived
//! in. Everything derives from the seed and the clock.

use std::collections::BTreeMap;

use crate::chance::Chance;
use crate::options::Options;
use crate::session::Session;

pub(crate) mod agents;
pub(crate) mod commands;
mod conversations;
mod crowd;
pub(crate) mod fleet;
pub(crate) mod log_lines;
pub(crate) mod models;
pub(crate) mod policies;
pub(crate) mod skills;

pub(crate) const CRON_SESSION: &str = "agent:main:cron:morning-report";

pub(crate) fn sessions(
    options: &Options,
    chance: &mut Chance,
    now: u64,
) -> BTreeMap<String, Session> {
    let mut sessions = BTreeMap::new();
    for session in conversations::all(options, chance, now) {
        sessions.insert(session.key.clone(), session);
    }
    for session in crowd::of(options.sessions, chance, now) {
        sessions.insert(session.key.clone(), session);
    }
    sessions
}
