//! How a gateway is asked for days. Gateways differ in what they understand, and refuse a question
//! with a word they do not know: what was refused once is not asked again.

use crate::features::usage::range::Range;
use crate::features::usage::range::zone::Zone;
use crate::gateway::error::CallError;
use crate::platform::storage;
use crate::protocol::method::Scope;
use crate::protocol::usage::{AgentsOf, DaysOf};

const ZONE: &str = "quarterdeck.usage.utc";
const KNOWS: &str = "quarterdeck.usage.knows";

/// What a gateway understands in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knows {
    /// `mode` and `utcOffset`: the span begins and ends by them.
    pub days_of: bool,
    /// `timeZone`: the days in between are counted by it, too.
    pub time_zone: bool,
    /// `agentScope`: without it only the main agent's sessions are meant, or all of them.
    pub agents: bool,
}

impl Default for Knows {
    fn default() -> Self {
        Self { days_of: true, time_zone: true, agents: true }
    }
}

/// Whose days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The operator's, or those of UTC, as asked.
    Asked,
    /// The gateway's own, whatever was asked.
    Gateways,
}

impl Knows {
    #[must_use]
    pub fn whose_days(self) -> Whose {
        if self.time_zone { Whose::Asked } else { Whose::Gateways }
    }

    /// How it is told whose days and whose sessions are meant.
    #[must_use]
    pub fn whose(
        self,
        zone: Zone,
        range: Range,
        name: impl FnOnce() -> Option<String>,
    ) -> (DaysOf, AgentsOf) {
        let days_of = match zone {
            _ if !self.days_of => DaysOf::default(),
            Zone::Utc => DaysOf { mode: Some("utc".to_owned()), ..DaysOf::default() },
            Zone::Local(_) => DaysOf {
                mode: Some("specific".to_owned()),
                utc_offset: Some(zone.utc_offset(range)),
                time_zone: if self.time_zone { name() } else { None },
            },
        };
        let agent_scope = self.agents.then(|| "all".to_owned());
        (days_of, AgentsOf { agent_scope, agent_id: None })
    }

    /// What is left to ask with after a refusal; nothing when it was refused for something else.
    #[must_use]
    pub fn without(self, error: &CallError) -> Option<Self> {
        let CallError::Refused { message, .. } = error else { return None };
        if !message.contains("unexpected property") {
            return None;
        }
        let names = |name: &str| message.contains(&format!("'{name}'"));
        let left = Self {
            days_of: self.days_of && !names("mode") && !names("utcOffset"),
            // Every gateway that counts by the days asked for knows its name as well.
            time_zone: self.time_zone
                && !names("timeZone")
                && !names("mode")
                && !names("agentScope"),
            agents: self.agents && !names("agentScope"),
        };
        (left != self).then_some(left)
    }

    /// What was learned of this gateway before, in this tab.
    #[must_use]
    pub fn kept(url: Option<&str>, version: Option<&str>) -> Self {
        let line = storage::session(KNOWS).unwrap_or_default();
        Self::read(&line, &place(url, version)).unwrap_or_default()
    }

    pub fn keep(self, url: Option<&str>, version: Option<&str>) {
        storage::set_session(KNOWS, Some(&self.line(&place(url, version))));
    }

    fn line(self, place: &str) -> String {
        let sign = |is_known: bool| if is_known { '1' } else { '0' };
        let signs: String = [self.days_of, self.time_zone, self.agents].map(sign).iter().collect();
        format!("{signs} {place}")
    }

    fn read(line: &str, place: &str) -> Option<Self> {
        let (signs, of) = line.split_once(' ')?;
        let mut signs = signs.chars().map(|sign| sign == '1');
        let knows =
            Self { days_of: signs.next()?, time_zone: signs.next()?, agents: signs.next()? };
        (of == place).then_some(knows)
    }
}

fn place(url: Option<&str>, version: Option<&str>) -> String {
    format!("{} {}", version.unwrap_or("?"), url.unwrap_or("?"))
}

/// The permission for want of which a question was refused.
#[must_use]
pub fn denied(error: &CallError) -> Option<Scope> {
    match error {
        CallError::Scope(scope) => Some(*scope),
        CallError::Refused { message, .. } => {
            let scope = message.strip_prefix("missing scope: ")?;
            [Scope::Read, Scope::Admin].into_iter().find(|known| known.as_str() == scope)
        }
        _ => None,
    }
}

/// Whether the operator wants days in UTC.
#[must_use]
pub fn keeps_utc() -> bool {
    storage::local(ZONE).as_deref() == Some("utc")
}

pub fn keep_utc(is_utc: bool) {
    storage::set_local(ZONE, is_utc.then_some("utc"));
}
