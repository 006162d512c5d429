//! The calls that wait for an answer: request id → waiting caller, with deadlines. Pure: the time
//! is given in. Ids are never used twice, on no page, so a late answer finds nobody: the short dialect
//! takes an id it has seen for a repetition.

use std::collections::BTreeMap;

/// A caller and until when it waits.
#[derive(Debug)]
struct Waiting<C> {
    caller: C,
    due_ms: Option<f64>,
}

/// Who waits for what. `C` is how a caller is told.
#[derive(Debug)]
pub(crate) struct Pending<C> {
    /// Tells this page's ids from those of any other.
    prefix: String,
    last_id: u64,
    waiting: BTreeMap<u64, Waiting<C>>,
}

impl<C> Default for Pending<C> {
    fn default() -> Self {
        Self { prefix: String::new(), last_id: 0, waiting: BTreeMap::new() }
    }
}

impl<C> Pending<C> {
    /// From here on ids begin with this.
    pub(crate) fn begin_ids_with(&mut self, prefix: String) {
        self.prefix = prefix;
    }

    /// An id that was never used before.
    pub(crate) fn next_id(&mut self) -> String {
        self.last_id += 1;
        format!("{}{}", self.prefix, self.last_id)
    }

    /// Lets a caller wait under its id until `due_ms`.
    pub(crate) fn wait(&mut self, id: &str, due_ms: f64, caller: C) {
        if let Some(number) = self.number(id) {
            self.waiting.insert(number, Waiting { caller, due_ms: Some(due_ms) });
        }
    }

    /// The caller of this id, who waits no longer.
    pub(crate) fn take(&mut self, id: &str) -> Option<C> {
        let number = self.number(id)?;
        Some(self.waiting.remove(&number)?.caller)
    }

    /// The caller of this id, who goes on waiting for further answers, as long as the connection
    /// lasts.
    pub(crate) fn peek(&mut self, id: &str) -> Option<&C> {
        let number = self.number(id)?;
        let waiting = self.waiting.get_mut(&number)?;
        waiting.due_ms = None;
        Some(&waiting.caller)
    }

    fn number(&self, id: &str) -> Option<u64> {
        id.strip_prefix(self.prefix.as_str())?.parse().ok()
    }

    /// Those whose time is over.
    pub(crate) fn overdue(&mut self, now_ms: f64) -> Vec<C> {
        let ids: Vec<u64> = self
            .waiting
            .iter()
            .filter(|(_, waiting)| waiting.due_ms.is_some_and(|due| due <= now_ms))
            .map(|(id, _)| *id)
            .collect();
        ids.iter().filter_map(|id| Some(self.waiting.remove(id)?.caller)).collect()
    }

    /// When the next one's time is over.
    #[must_use]
    pub(crate) fn next_due_ms(&self) -> Option<f64> {
        self.waiting.values().filter_map(|waiting| waiting.due_ms).min_by(f64::total_cmp)
    }

    /// All of them: the connection is gone.
    pub(crate) fn take_all(&mut self) -> Vec<C> {
        std::mem::take(&mut self.waiting).into_values().map(|waiting| waiting.caller).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Pending;

    #[test]
    fn an_answer_finds_its_caller_once() {
        let mut pending = Pending::default();
        let id = pending.next_id();
        pending.wait(&id, 10.0, "history");
        assert_eq!(pending.take(&id), Some("history"));
        assert_eq!(pending.take(&id), None);
    }

    #[test]
    fn a_late_answer_to_a_dead_call_finds_nobody() {
        let mut pending = Pending::default();
        let id = pending.next_id();
        pending.wait(&id, 10.0, "history");
        assert_eq!(pending.overdue(10.0), ["history"]);
        let next = pending.next_id();
        pending.wait(&next, 20.0, "send");
        assert_eq!(pending.take(&id), None);
        assert_eq!(pending.take("not ours"), None);
        assert_eq!(pending.next_due_ms(), Some(20.0));
    }

    #[test]
    fn an_answer_to_another_page_finds_nobody() {
        let mut pending = Pending::default();
        pending.begin_ids_with("b-".to_owned());
        let id = pending.next_id();
        pending.wait(&id, 10.0, "history");
        assert_eq!(pending.take("a-1"), None);
        assert_eq!(pending.take("1"), None);
        assert_eq!(pending.take("b-1"), Some("history"));
    }

    #[test]
    fn only_those_over_time_are_overdue() {
        let mut pending = Pending::default();
        for (due, name) in [(30.0, "slow"), (10.0, "quick")] {
            let id = pending.next_id();
            pending.wait(&id, due, name);
        }
        assert_eq!(pending.next_due_ms(), Some(10.0));
        assert_eq!(pending.overdue(29.0), ["quick"]);
        assert_eq!(pending.next_due_ms(), Some(30.0));
    }

    #[test]
    fn a_caller_of_several_answers_waits_on_without_a_deadline() {
        let mut pending = Pending::default();
        let id = pending.next_id();
        pending.wait(&id, 10.0, "agent");
        assert_eq!(pending.peek(&id), Some(&"agent"));
        assert!(pending.overdue(1_000_000.0).is_empty());
        assert_eq!(pending.take(&id), Some("agent"));
    }

    #[test]
    fn a_lost_connection_takes_everyone() {
        let mut pending = Pending::default();
        for name in ["one", "two"] {
            let id = pending.next_id();
            pending.wait(&id, 10.0, name);
        }
        assert_eq!(pending.take_all(), ["one", "two"]);
        assert_eq!(pending.next_due_ms(), None);
    }
}
