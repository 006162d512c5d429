//! How a question ended, in words.

use crate::protocol::approvals::Decision;
use crate::store::approvals::queue::End;
use crate::ui::callout::Tone;
use crate::words::{t, tr, w};

/// What was decided.
pub(super) fn decision_word(decision: Option<&Decision>) -> String {
    match decision {
        Some(Decision::AllowOnce) => t(w::APPROVALS_ALLOWED_ONCE),
        Some(Decision::AllowAlways) => t(w::APPROVALS_ALLOWED_ALWAYS),
        Some(Decision::Deny) => t(w::APPROVALS_DENIED),
        Some(Decision::Other(word)) => word.clone(),
        None => t(w::APPROVALS_ANSWERED),
    }
}

/// One word for a list.
pub(super) fn short(end: &End) -> (String, Option<Tone>) {
    match end {
        End::Answered { decision, .. } => {
            let tone = match decision {
                Some(Decision::AllowOnce | Decision::AllowAlways) => Some(Tone::Success),
                Some(Decision::Deny) => Some(Tone::Danger),
                _ => None,
            };
            (decision_word(decision.as_ref()), tone)
        }
        End::Expired => (t(w::APPROVALS_EXPIRED), Some(Tone::Warning)),
        End::Gone => (t(w::APPROVALS_GONE), None),
    }
}

/// Who decided.
pub(super) fn who(end: &End) -> String {
    match end {
        End::Answered { here: true, .. } => t(w::APPROVALS_BY_ME),
        End::Answered { by: Some(by), .. } => by.clone(),
        End::Answered { .. } => t(w::APPROVALS_BY_OTHER),
        End::Expired => t(w::APPROVALS_BY_NOBODY),
        End::Gone => t(w::APPROVALS_BY_UNKNOWN),
    }
}

/// A sentence for whoever was about to answer.
pub(super) fn sentence(end: &End) -> String {
    match end {
        End::Answered { decision, .. } => tr(
            w::APPROVALS_ELSEWHERE,
            &[("decision", &decision_word(decision.as_ref())), ("who", &who(end))],
        ),
        End::Expired => t(w::APPROVALS_EXPIRED_WHY),
        End::Gone => t(w::APPROVALS_GONE_WHY),
    }
}
