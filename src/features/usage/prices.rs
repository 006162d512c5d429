//! Early gateways write down a price of 0 for models that have none, and then count their answers
//! as priced. There, tokens that cost nothing at all are taken as tokens of an unknown price.

use crate::protocol::usage::report::{SessionUse, SessionsUsageReport, UsageGroup};

/// Counts the answers of such models as what they are: answers without a price.
#[must_use]
pub fn owned_up(mut report: SessionsUsageReport) -> SessionsUsageReport {
    let mut more = 0;
    for session in report.sessions.iter_mut().filter(|session| is_early(session)) {
        let Some(figures) = &mut session.figures else { continue };
        let mut of_session = 0;
        for group in figures.model_usage.iter_mut().filter(|group| is_suspect(group)) {
            let answers = group.count.unwrap_or(1).max(1);
            group.totals.missing_cost_entries = Some(answers);
            of_session += answers;
        }
        if of_session > 0 {
            let before = figures.totals.missing_cost_entries.unwrap_or(0);
            figures.totals.missing_cost_entries = Some(before + of_session);
            more += of_session;
        }
    }
    if more > 0 {
        let before = report.totals.missing_cost_entries.unwrap_or(0);
        report.totals.missing_cost_entries = Some(before + more);
    }
    report
}

/// Late gateways say of each session how it is grouped, and count missing prices by model.
fn is_early(session: &SessionUse) -> bool {
    session.scope.is_none() && session.has_context_weight.is_none()
}

fn is_suspect(group: &UsageGroup) -> bool {
    let totals = &group.totals;
    totals.total_tokens.is_some_and(|tokens| tokens > 0)
        && totals.total_cost.is_none_or(|cost| cost == 0.0)
        && totals.missing_cost_entries.unwrap_or(0) == 0
}
