//! What the gateway says a deed has done, in the operator's words; and before a deed, what will be
//! lost and what stays.

use serde_json::Value;

use super::bulk::{Deed, End};
use super::fields::Age;
use crate::protocol::sessions::SessionDeleted;
use crate::protocol::sessions::edit::Compacted;
use crate::words::{Plural, Word, t, tn, tr, w};

/// A gateway says in its reply that nothing came of it, and why.
pub(super) fn compacted(reply: &Compacted) -> End {
    let kept = reply.kept.map(|lines| tn(w::SESSIONS_DONE_KEPT, lines as usize));
    if reply.compacted == Some(true) {
        let archived = match &reply.archived {
            Some(Value::String(path)) => Some(tr(w::SESSIONS_DONE_ARCHIVED, &[("path", path)])),
            _ => None,
        };
        return End::Done([kept, archived].into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    let reason = reply.reason.clone().filter(|reason| !reason.trim().is_empty());
    match (reply.ok, reason) {
        (Some(false), reason) => {
            let reason = reason.unwrap_or_else(|| t(w::SESSIONS_DONE_NO_REASON));
            End::Refused(tr(w::ERROR_REFUSED, &[("message", reason.trim_end_matches('.'))]))
        }
        (_, Some(reason)) => End::Nothing(tr(w::SESSIONS_DONE_NOTHING_WHY, &[("reason", &reason)])),
        (_, None) => End::Nothing(reply.kept.map_or_else(
            || t(w::SESSIONS_DONE_NOTHING),
            |lines| tn(w::SESSIONS_DONE_SHORT, lines as usize),
        )),
    }
}

pub(super) fn deleted(reply: &SessionDeleted) -> End {
    if reply.deleted == Some(false) {
        return End::Nothing(t(w::SESSIONS_DONE_GONE));
    }
    let paths = reply.archived.join(", ");
    End::Done(if paths.is_empty() {
        String::new()
    } else {
        tr(w::SESSIONS_DONE_ARCHIVED, &[("path", &paths)])
    })
}

/// The question before a deed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Question {
    pub title: String,
    pub lost: String,
    pub stays: String,
    pub verb: String,
}

impl Question {
    /// Of one session by its title, or of so many.
    pub(super) fn of(deed: Deed, age: Age, title: Option<&str>, count: usize) -> Self {
        let asked = |one: Word, many: Plural| match title {
            Some(title) => tr(one, &[("title", title)]),
            None => tn(many, count),
        };
        let (title, lost, stays, verb) = match deed {
            Deed::Reset => (
                asked(w::SESSIONS_ASK_RESET, w::SESSIONS_ASK_RESET_MANY),
                w::SESSIONS_LOST_RESET,
                if age == Age::Early {
                    w::SESSIONS_STAYS_RESET_EARLY
                } else {
                    w::SESSIONS_STAYS_RESET
                },
                w::SESSIONS_RESET,
            ),
            Deed::Compact { keep } => (
                asked(w::SESSIONS_ASK_COMPACT, w::SESSIONS_ASK_COMPACT_MANY),
                if keep.is_some() { w::SESSIONS_LOST_COMPACT } else { w::SESSIONS_LOST_SUMMARY },
                if keep.is_some() { w::SESSIONS_STAYS_COMPACT } else { w::SESSIONS_STAYS_SUMMARY },
                w::SESSIONS_COMPACT,
            ),
            Deed::Delete { transcript } => (
                asked(w::SESSIONS_ASK_DELETE, w::SESSIONS_ASK_DELETE_MANY),
                w::SESSIONS_LOST_DELETE,
                if transcript { w::SESSIONS_STAYS_DELETE } else { w::SESSIONS_STAYS_DELETE_FILE },
                w::SESSIONS_DELETE,
            ),
            Deed::Archive => (
                asked(w::SESSIONS_ASK_ARCHIVE, w::SESSIONS_ASK_ARCHIVE_MANY),
                w::SESSIONS_LOST_ARCHIVE,
                w::SESSIONS_STAYS_ARCHIVE,
                w::SESSIONS_ARCHIVE,
            ),
            Deed::Restore => (
                asked(w::SESSIONS_ASK_RESTORE, w::SESSIONS_ASK_RESTORE_MANY),
                w::SESSIONS_LOST_RESTORE,
                w::SESSIONS_STAYS_ARCHIVE,
                w::SESSIONS_RESTORE,
            ),
        };
        Self { title, lost: t(lost), stays: t(stays), verb: t(verb) }
    }
}

/// What was done, in the past. For the news at the end.
pub(super) fn past(deed: Deed) -> Plural {
    match deed {
        Deed::Reset => w::SESSIONS_PAST_RESET,
        Deed::Compact { .. } => w::SESSIONS_PAST_COMPACT,
        Deed::Delete { .. } => w::SESSIONS_PAST_DELETE,
        Deed::Archive => w::SESSIONS_PAST_ARCHIVE,
        Deed::Restore => w::SESSIONS_PAST_RESTORE,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(reply: Value) -> End {
        compacted(&serde_json::from_value(reply).unwrap())
    }

    #[test]
    fn what_compacting_did_is_said_and_what_it_did_not() {
        let done = told(json!({"ok": true, "compacted": true, "kept": 2, "archived": "/s/a.bak"}));
        assert!(
            matches!(&done, End::Done(said) if said.contains("2 lines") && said.contains("/s/a.bak"))
        );
        assert!(
            matches!(told(json!({"compacted": true, "result": {}})), End::Done(said) if said.is_empty())
        );
        let short = told(json!({"ok": true, "compacted": false, "kept": 8}));
        assert!(matches!(short, End::Nothing(said) if said.contains("8 lines")));
        let none = told(json!({"ok": true, "compacted": false, "reason": "no transcript"}));
        assert!(matches!(none, End::Nothing(said) if said.contains("no transcript")));
    }

    #[test]
    fn a_reply_that_says_it_is_not_well_is_a_refusal() {
        let failed =
            told(json!({"ok": false, "compacted": false, "reason": "Unknown model: nope/none"}));
        assert!(matches!(failed, End::Refused(said) if said.contains("Unknown model")));
    }

    #[test]
    fn the_places_of_transcripts_are_said() {
        let reply = |reply| deleted(&serde_json::from_value(reply).unwrap());
        let done = reply(json!({"deleted": true, "archived": ["/s/a.jsonl.deleted"]}));
        assert!(matches!(done, End::Done(said) if said.contains("/s/a.jsonl.deleted")));
        assert!(matches!(reply(json!({"deleted": true})), End::Done(said) if said.is_empty()));
        assert!(matches!(reply(json!({"deleted": false, "archived": []})), End::Nothing(_)));
    }

    #[test]
    fn a_question_says_what_this_gateway_keeps() {
        let early = Question::of(Deed::Reset, Age::Early, Some("Desk"), 1);
        assert!(early.title.contains("Desk"));
        assert_ne!(early.stays, Question::of(Deed::Reset, Age::Late, Some("Desk"), 1).stays);
        let many = Question::of(Deed::Delete { transcript: true }, Age::Late, None, 12);
        assert!(many.title.contains("12"), "{}", many.title);
    }
}
