//! Which question is on screen. It changes under nobody's hands: a question stays until it is answered
//! here, or until the operator has seen how it ended. Pure.

use crate::protocol::id::RequestId;
use crate::store::approvals::queue::{End, Queue, Stand};

/// What to show, given what is shown. `None` shows nothing.
#[must_use]
pub fn next(queue: &Queue, shown: Option<&RequestId>) -> Option<RequestId> {
    if let Some(id) = shown
        && let Some(ask) = queue.get(id)
        && !matches!(ask.stand, Stand::Ended { end: End::Answered { here: true, .. }, .. })
    {
        return Some(id.clone());
    }
    after(queue)
}

/// What to show when the operator is done with the one on screen.
#[must_use]
pub fn after(queue: &Queue) -> Option<RequestId> {
    queue.open().first().map(|ask| ask.id.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::approvals::Decision;
    use crate::store::approvals::queue::Ask;

    fn ask(queue: &mut Queue, id: &str, time_ms: u64) {
        let asked = json!({
            "id": id, "request": { "command": "ls" }, "createdAtMs": 0, "expiresAtMs": time_ms,
        });
        queue.ask(Ask::of_command(serde_json::from_value(asked).unwrap(), 0.0, None));
    }

    fn id(text: &str) -> RequestId {
        RequestId::from(text)
    }

    #[test]
    fn a_more_urgent_one_does_not_push_itself_in_front() {
        let mut queue = Queue::default();
        ask(&mut queue, "read", 60_000);
        assert_eq!(next(&queue, None), Some(id("read")));
        ask(&mut queue, "urgent", 1_000);
        assert_eq!(next(&queue, Some(&id("read"))), Some(id("read")));
        assert_eq!(next(&queue, None), Some(id("urgent")));
    }

    #[test]
    fn after_an_answer_from_here_the_next_one_comes() {
        let mut queue = Queue::default();
        ask(&mut queue, "one", 1_000);
        ask(&mut queue, "two", 2_000);
        queue.answer(&id("one"), &Decision::Deny);
        assert_eq!(next(&queue, Some(&id("one"))), Some(id("one")), "on its way");
        queue.taken(&id("one"), 1.0);
        assert_eq!(next(&queue, Some(&id("one"))), Some(id("two")));
        queue.answer(&id("two"), &Decision::Deny);
        queue.taken(&id("two"), 1.0);
        assert_eq!(next(&queue, Some(&id("two"))), None);
    }

    #[test]
    fn one_that_ended_elsewhere_stays_until_it_was_seen() {
        let mut queue = Queue::default();
        ask(&mut queue, "one", 1_000);
        ask(&mut queue, "two", 2_000);
        queue.resolved(&id("one"), Some(Decision::Deny), None, 1.0);
        assert_eq!(next(&queue, Some(&id("one"))), Some(id("one")));
        assert_eq!(after(&queue), Some(id("two")));
    }
}
