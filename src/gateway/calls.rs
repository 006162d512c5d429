//! The callers that wait, and how each is told. Who waits for what is `pending.rs`.

use futures_channel::{mpsc, oneshot};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{error::CallError, pending::Pending};
use crate::protocol::frame::ErrorShape;
use crate::protocol::json;

/// A reply as it came, or why there is none.
pub(crate) type Outcome = Result<Option<Box<RawValue>>, CallError>;

/// How a caller is told.
#[derive(Debug)]
pub(crate) enum Caller {
    /// Of the one reply.
    Once(oneshot::Sender<Outcome>),
    /// Of each reply: `agent` answers when it has begun, and again when it is done.
    Each(mpsc::UnboundedSender<Outcome>),
}

impl Caller {
    fn tell(self, outcome: Outcome) {
        // One that no longer listens has been dropped with its view.
        let is_told = match self {
            Self::Once(sender) => sender.send(outcome).is_ok(),
            Self::Each(sender) => sender.unbounded_send(outcome).is_ok(),
        };
        if !is_told {
            log::debug!("a reply came for a caller that is gone");
        }
    }
}

/// Tells the caller of this id. A late answer to a dead call finds nobody.
pub(crate) fn answer(
    pending: &mut Pending<Caller>,
    id: &str,
    outcome: Result<Option<Box<RawValue>>, ErrorShape>,
) {
    let outcome = outcome.map_err(CallError::from);
    if is_interim(&outcome)
        && let Some(Caller::Each(sender)) = pending.peek(id)
    {
        if sender.unbounded_send(outcome).is_err() {
            drop(pending.take(id));
        }
        return;
    }
    match pending.take(id) {
        Some(caller) => caller.tell(outcome),
        None => log::debug!("an answer to {id}, which nobody waits for"),
    }
}

/// Tells each of them the same error.
pub(crate) fn fail(callers: Vec<Caller>, error: &CallError) {
    for caller in callers {
        caller.tell(Err(error.clone()));
    }
}

/// Whether another reply will follow.
fn is_interim(outcome: &Outcome) -> bool {
    #[derive(Deserialize)]
    struct Status<'a> {
        #[serde(borrow, default)]
        status: Option<std::borrow::Cow<'a, str>>,
    }
    let Ok(Some(payload)) = outcome else { return false };
    json::read::<Status>(payload.get()).is_ok_and(|it| it.status.as_deref() == Some("accepted"))
}

#[cfg(test)]
mod tests {
    use futures_channel::{mpsc, oneshot};
    use serde_json::{json, value::to_raw_value};

    use super::{Caller, Outcome, answer, fail};
    use crate::gateway::{error::CallError, pending::Pending};

    fn status(word: &str) -> Option<Box<serde_json::value::RawValue>> {
        Some(to_raw_value(&json!({"status": word})).unwrap())
    }

    fn heard(receiver: &mut mpsc::UnboundedReceiver<Outcome>) -> Vec<String> {
        let mut said = Vec::new();
        while let Ok(outcome) = receiver.try_recv() {
            said.push(outcome.unwrap().unwrap().get().to_owned());
        }
        said
    }

    #[test]
    fn a_run_answers_when_it_begins_and_when_it_is_done() {
        let mut pending = Pending::default();
        let (sender, mut receiver) = mpsc::unbounded();
        let id = pending.next_id();
        pending.wait(&id, 1.0, Caller::Each(sender));
        answer(&mut pending, "1", Ok(status("accepted")));
        assert!(pending.overdue(1e9).is_empty());
        answer(&mut pending, "1", Ok(status("ok")));
        answer(&mut pending, "1", Ok(status("late")));
        assert_eq!(heard(&mut receiver), [r#"{"status":"accepted"}"#, r#"{"status":"ok"}"#]);
    }

    #[test]
    fn an_ordinary_caller_takes_an_accepted_as_its_reply() {
        let mut pending = Pending::default();
        let (sender, mut receiver) = oneshot::channel();
        let id = pending.next_id();
        pending.wait(&id, 1.0, Caller::Once(sender));
        answer(&mut pending, "1", Ok(status("accepted")));
        assert!(matches!(receiver.try_recv(), Ok(Some(Ok(Some(_))))));
    }

    #[test]
    fn a_lost_connection_is_told_to_everyone() {
        let mut pending = Pending::default();
        let (sender, mut receiver) = oneshot::channel();
        let id = pending.next_id();
        pending.wait(&id, 1.0, Caller::Once(sender));
        fail(pending.take_all(), &CallError::Offline);
        assert!(matches!(receiver.try_recv(), Ok(Some(Err(CallError::Offline)))));
    }
}
