//! What agents and plugins ask leave for, from the question to its end. Pure: time is given in, as
//! milliseconds of a clock that never jumps. An answer belongs to the id it was given to, whatever
//! arrives meanwhile.

use crate::protocol::approvals::{
    Decision, ExecApproval, ExecCommand, PluginApproval, PluginQuestion,
};
use crate::protocol::id::RequestId;

/// An end so close to when time runs out is that.
const CLOSE_MS: f64 = 1_500.0;

/// So many answered ones are remembered.
const REMEMBERED: usize = 200;

/// A question and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub id: RequestId,
    pub what: What,
    /// When the gateway made it, by the gateway's clock.
    pub created_at_ms: Option<f64>,
    /// When its time is over, by our steady clock.
    pub due_ms: Option<f64>,
    /// How long it had in all.
    pub time_ms: Option<f64>,
    pub stand: Stand,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Command(Box<ExecCommand>),
    Plugin(Box<PluginQuestion>),
}

/// Where a question stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Stand {
    /// Nobody has answered. `trouble` is why the last answer from here did not get through.
    Waiting {
        trouble: Option<String>,
    },
    /// Our answer is on its way.
    Answering(Decision),
    Ended {
        end: End,
        at_ms: f64,
    },
}

/// How a question ended.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// `by` is whom the gateway names; `here` tells that it was this console.
    Answered { decision: Option<Decision>, by: Option<String>, here: bool },
    /// Nobody answered in time: the agent was told no.
    Expired,
    /// The gateway no longer knows it: answered elsewhere or expired while we did not hear.
    Gone,
}

impl Ask {
    /// A question that has just arrived: it has all of its time, whatever the clocks say.
    #[must_use]
    pub fn of_command(asked: ExecApproval, now_ms: f64, ahead_ms: Option<f64>) -> Self {
        let times = (asked.created_at_ms, asked.expires_at_ms);
        Self::new(asked.id, What::Command(Box::new(asked.request)), times, now_ms, ahead_ms)
    }

    #[must_use]
    pub fn of_plugin(asked: PluginApproval, now_ms: f64, ahead_ms: Option<f64>) -> Self {
        let times = (asked.created_at_ms, asked.expires_at_ms);
        Self::new(asked.id, What::Plugin(Box::new(asked.request)), times, now_ms, ahead_ms)
    }

    /// `ahead_ms` is how far the gateway's clock is ahead of `now_ms`, for a question that is not
    /// new; `None` for one that is.
    fn new(
        id: RequestId,
        what: What,
        (created, expires): (Option<u64>, Option<u64>),
        now_ms: f64,
        ahead_ms: Option<f64>,
    ) -> Self {
        let (created, expires) = (created.map(|at| at as f64), expires.map(|at| at as f64));
        let time_ms = created.zip(expires).map(|(created, expires)| (expires - created).max(0.0));
        let due_ms = match ahead_ms {
            None => time_ms.map(|time| now_ms + time),
            // No more than all of its time is left, however wrong the clocks are.
            Some(ahead) => expires
                .map(|expires| expires - ahead)
                .map(|due| time_ms.map_or(due, |time| due.min(now_ms + time))),
        };
        let stand = Stand::Waiting { trouble: None };
        Self { id, what, created_at_ms: created, due_ms, time_ms, stand }
    }

    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.stand, Stand::Ended { .. })
    }

    /// The answers that may be given: all three, unless the gateway says which.
    #[must_use]
    pub fn allows(&self, decision: &Decision) -> bool {
        let allowed = match &self.what {
            What::Command(command) => &command.allowed_decisions,
            What::Plugin(question) => &question.allowed_decisions,
        };
        allowed.is_empty() || allowed.contains(decision)
    }
}

/// All questions this console has heard of, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Queue {
    asks: Vec<Ask>,
}

impl Queue {
    #[must_use]
    pub fn get(&self, id: &RequestId) -> Option<&Ask> {
        self.asks.iter().find(|ask| ask.id == *id)
    }

    /// Those without an end, the most urgent first.
    #[must_use]
    pub fn open(&self) -> Vec<&Ask> {
        let mut open: Vec<&Ask> = self.asks.iter().filter(|ask| ask.is_open()).collect();
        let due = |ask: &Ask| ask.due_ms.unwrap_or(f64::INFINITY);
        open.sort_by(|one, other| due(one).total_cmp(&due(other)));
        open
    }

    /// Those with an end, the latest first.
    #[must_use]
    pub fn ended(&self) -> Vec<&Ask> {
        let at = |ask: &Ask| match ask.stand {
            Stand::Ended { at_ms, .. } => at_ms,
            _ => 0.0,
        };
        let mut ended: Vec<&Ask> = self.asks.iter().filter(|ask| !ask.is_open()).collect();
        ended.sort_by(|one, other| at(other).total_cmp(&at(one)));
        ended
    }

    /// A question has arrived. One that is known keeps its stand: it may come by event and by list.
    /// Gives back whether it is new.
    pub fn ask(&mut self, ask: Ask) -> bool {
        if self.get(&ask.id).is_some() {
            return false;
        }
        self.asks.push(ask);
        self.forget_old();
        true
    }

    /// An answer leaves from here. Gives back whether it may: only a question that waits, and only
    /// with an answer that is allowed.
    pub fn answer(&mut self, id: &RequestId, decision: &Decision) -> bool {
        match self.get_mut(id) {
            Some(ask) if matches!(ask.stand, Stand::Waiting { .. }) && ask.allows(decision) => {
                ask.stand = Stand::Answering(decision.clone());
                true
            }
            _ => false,
        }
    }

    /// The gateway took the answer given here.
    pub fn taken(&mut self, id: &RequestId, now_ms: f64) {
        if let Some(ask) = self.get_mut(id)
            && let Stand::Answering(decision) = &ask.stand
        {
            let decision = Some(decision.clone());
            let end = End::Answered { decision, by: None, here: true };
            ask.stand = Stand::Ended { end, at_ms: now_ms };
        }
    }

    /// The answer given here did not get through, and may be given again.
    pub fn failed(&mut self, id: &RequestId, trouble: String) {
        if let Some(ask) = self.get_mut(id)
            && matches!(ask.stand, Stand::Answering(_))
        {
            ask.stand = Stand::Waiting { trouble: Some(trouble) };
        }
    }

    /// The gateway says that it was answered, by whomever.
    pub fn resolved(
        &mut self,
        id: &RequestId,
        decision: Option<Decision>,
        by: Option<String>,
        now_ms: f64,
    ) {
        let Some(ask) = self.get_mut(id) else { return };
        match &mut ask.stand {
            // Our own answer, told to everyone: only the name is new.
            Stand::Ended { end: End::Answered { by: known, .. }, .. } => {
                if known.is_none() {
                    *known = by;
                }
            }
            Stand::Ended { end, .. } => *end = End::Answered { decision, by, here: false },
            Stand::Answering(ours) => {
                let here = decision.as_ref() == Some(ours);
                ask.stand =
                    Stand::Ended { end: End::Answered { decision, by, here }, at_ms: now_ms };
            }
            Stand::Waiting { .. } => {
                // Late 2026 gateways tell that time has run out as a no that nobody gave.
                let is_over =
                    by.is_none() && ask.due_ms.is_some_and(|due| due <= now_ms + CLOSE_MS);
                let end = if is_over {
                    End::Expired
                } else {
                    End::Answered { decision, by, here: false }
                };
                ask.stand = Stand::Ended { end, at_ms: now_ms };
            }
        }
    }

    /// The gateway does not know the question any more.
    pub fn gone(&mut self, id: &RequestId, now_ms: f64) {
        if let Some(ask) = self.get_mut(id)
            && ask.is_open()
        {
            let is_over = ask.due_ms.is_some_and(|due| due <= now_ms);
            let end = if is_over { End::Expired } else { End::Gone };
            ask.stand = Stand::Ended { end, at_ms: now_ms };
        }
    }

    /// No event tells that time has run out. An answer on its way is waited for.
    pub fn expire(&mut self, now_ms: f64) {
        for ask in &mut self.asks {
            let is_waiting = matches!(ask.stand, Stand::Waiting { .. });
            if is_waiting && ask.due_ms.is_some_and(|due| due <= now_ms) {
                ask.stand = Stand::Ended { end: End::Expired, at_ms: now_ms };
            }
        }
    }

    /// When the next one's time is over.
    #[must_use]
    pub fn next_due_ms(&self) -> Option<f64> {
        let waiting = self.asks.iter().filter(|ask| matches!(ask.stand, Stand::Waiting { .. }));
        waiting.filter_map(|ask| ask.due_ms).min_by(f64::total_cmp)
    }

    /// The gateway has listed all that wait, of one kind. What it does not list has ended unheard.
    pub fn listed(&mut self, asks: Vec<Ask>, is_kind: fn(&What) -> bool, now_ms: f64) {
        let missing: Vec<RequestId> = self
            .asks
            .iter()
            .filter(|ask| matches!(ask.stand, Stand::Waiting { .. }) && is_kind(&ask.what))
            .filter(|ask| !asks.iter().any(|listed| listed.id == ask.id))
            .map(|ask| ask.id.clone())
            .collect();
        for id in missing {
            self.gone(&id, now_ms);
        }
        for ask in asks {
            self.ask(ask);
        }
    }

    fn get_mut(&mut self, id: &RequestId) -> Option<&mut Ask> {
        self.asks.iter_mut().find(|ask| ask.id == *id)
    }

    fn forget_old(&mut self) {
        let ended = self.asks.iter().filter(|ask| !ask.is_open()).count();
        if ended > REMEMBERED
            && let Some(oldest) = self.asks.iter().position(|ask| !ask.is_open())
        {
            self.asks.remove(oldest);
        }
    }
}
