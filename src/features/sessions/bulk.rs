//! Many sessions, one deed: one after the other, each sent once, and an account of what became of
//! each. Pure: whoever carries it out asks for the next and tells how it ended.

use crate::protocol::id::SessionKey;

/// What can be done with a session as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Reset,
    /// With a number: so many lines are kept. Without: the model summarizes.
    Compact {
        keep: Option<u32>,
    },
    /// Whether its transcript is put aside as well.
    Delete {
        transcript: bool,
    },
    Archive,
    Restore,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub key: SessionKey,
    pub title: String,
    /// Late gateways archive only the conversation that was meant.
    pub session_id: Option<String>,
}

/// How it ended with one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// What the gateway says it did.
    Done(String),
    /// There was nothing to do, and why.
    Nothing(String),
    Refused(String),
    /// It was sent and nobody knows what became of it: it is not sent again.
    Unknown(String),
}

/// A run over many sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub deed: Deed,
    pub jobs: Vec<Job>,
    /// As many as have ended, in the order of the jobs.
    pub ends: Vec<End>,
    stopped: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    pub done: usize,
    pub nothing: usize,
    pub refused: usize,
    pub unknown: usize,
    /// Not sent at all.
    pub left: usize,
}

impl Run {
    pub fn new(deed: Deed, jobs: Vec<Job>) -> Self {
        Self { deed, jobs, ends: Vec::new(), stopped: false }
    }

    /// The next to be sent. None when all are, or when it was stopped.
    pub fn next(&self) -> Option<&Job> {
        if self.stopped { None } else { self.jobs.get(self.ends.len()) }
    }

    /// How the one sent last ended. After one of which nobody knows, the rest waits for the operator.
    pub fn ended(&mut self, end: End) {
        self.stopped |= matches!(end, End::Unknown(_));
        self.ends.push(end);
    }

    /// The one that is under way is waited for; no other is sent.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    pub fn is_over(&self) -> bool {
        self.next().is_none()
    }

    pub fn account(&self) -> Account {
        let mut account = Account { left: self.jobs.len() - self.ends.len(), ..Account::default() };
        for end in &self.ends {
            match end {
                End::Done(_) => account.done += 1,
                End::Nothing(_) => account.nothing += 1,
                End::Refused(_) => account.refused += 1,
                End::Unknown(_) => account.unknown += 1,
            }
        }
        account
    }

    /// Those that did not go as wished, each with its reason.
    pub fn troubles(&self) -> impl Iterator<Item = (&Job, &End)> {
        self.jobs
            .iter()
            .zip(&self.ends)
            .filter(|(_, end)| matches!(end, End::Refused(_) | End::Unknown(_)))
    }

    /// The same for those that were refused. One of which nobody knows is not among them.
    pub fn again(&self) -> Option<Self> {
        let refused =
            |(job, end): (&Job, &End)| matches!(end, End::Refused(_)).then(|| job.clone());
        let jobs: Vec<_> = self.jobs.iter().zip(&self.ends).filter_map(refused).collect();
        (!jobs.is_empty()).then(|| Self::new(self.deed, jobs))
    }

    /// The same for those that were not sent.
    pub fn rest(&self) -> Option<Self> {
        let jobs = self.jobs.get(self.ends.len()..).unwrap_or_default().to_vec();
        (!jobs.is_empty()).then(|| Self::new(self.deed, jobs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(count: usize) -> Run {
        let job = |n: usize| Job {
            key: SessionKey(format!("agent:main:{n}")),
            title: n.to_string(),
            session_id: None,
        };
        Run::new(Deed::Delete { transcript: true }, (0..count).map(job).collect())
    }

    fn titles(run: Option<Run>) -> Vec<String> {
        run.map(|run| run.jobs.into_iter().map(|job| job.title).collect()).unwrap_or_default()
    }

    #[test]
    fn each_is_sent_once_and_in_its_turn() {
        let mut run = run(3);
        let mut sent = Vec::new();
        while let Some(job) = run.next() {
            sent.push(job.title.clone());
            run.ended(End::Done(String::new()));
        }
        assert_eq!(sent, ["0", "1", "2"]);
        assert!(run.is_over());
        assert_eq!(run.account(), Account { done: 3, ..Account::default() });
        assert!(run.again().is_none() && run.rest().is_none());
    }

    #[test]
    fn only_what_was_refused_is_tried_again() {
        let mut run = run(4);
        run.ended(End::Done(String::new()));
        run.ended(End::Refused("still active".to_owned()));
        run.ended(End::Nothing("no transcript".to_owned()));
        run.ended(End::Refused("main".to_owned()));
        assert_eq!(
            run.account(),
            Account { done: 1, nothing: 1, refused: 2, ..Account::default() }
        );
        assert_eq!(titles(run.again()), ["1", "3"]);
        let reasons: Vec<_> =
            run.troubles().map(|(job, end)| (job.title.as_str(), end.clone())).collect();
        assert_eq!(reasons[0], ("1", End::Refused("still active".to_owned())));
        assert_eq!(reasons.len(), 2);
    }

    #[test]
    fn stopped_it_sends_no_more_and_can_go_on() {
        let mut run = run(3);
        run.ended(End::Done(String::new()));
        run.stop();
        assert!(run.next().is_none());
        assert_eq!(run.account().left, 2);
        assert_eq!(titles(run.rest()), ["1", "2"]);
    }

    #[test]
    fn one_of_which_nobody_knows_stops_the_run_and_is_never_sent_again() {
        let mut run = run(3);
        run.ended(End::Unknown("the connection was lost".to_owned()));
        assert!(run.is_over());
        assert!(run.again().is_none());
        assert_eq!(titles(run.rest()), ["1", "2"]);
        assert_eq!(run.account(), Account { unknown: 1, left: 2, ..Account::default() });
    }
}
