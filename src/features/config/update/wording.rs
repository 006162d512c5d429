//! An update in plain words.

use super::report::{Ending, Report, StepState};
use crate::ui::callout::Tone;
use crate::words::{Word, t, tn, tr, w};

/// What came of it, in one sentence.
#[must_use]
pub fn verdict(report: &Report) -> (Tone, String) {
    match report.ending {
        Ending::Running => (Tone::Info, t(w::CONFIG_UPDATE_GOES_ON)),
        Ending::Done => (Tone::Success, t(w::CONFIG_UPDATE_DONE)),
        Ending::Skipped => (Tone::Warning, t(w::CONFIG_UPDATE_SKIPPED)),
        Ending::HandedOver => (Tone::Info, t(w::CONFIG_UPDATE_HANDED_OVER)),
        Ending::Failed => (Tone::Danger, t(w::CONFIG_UPDATE_FAILED)),
        Ending::RolledBack => (Tone::Warning, t(w::CONFIG_UPDATE_ROLLED_BACK)),
        Ending::Unknown => (Tone::Warning, t(w::CONFIG_UPDATE_UNKNOWN)),
    }
}

/// Why, where the gateway says so. What it says beyond what is known here is quoted.
#[must_use]
pub fn reason(report: &Report) -> Option<String> {
    let reason = report.reason.as_deref()?;
    if report.ending == Ending::HandedOver {
        return None;
    }
    let step = |reason: &str| report.steps.iter().any(|step| step.name == reason);
    Some(match known(reason) {
        Some(word) => t(word),
        None if step(reason) => tr(w::CONFIG_UPDATE_WHY_STEP, &[("step", reason)]),
        None => tr(w::CONFIG_UPDATE_WHY, &[("reason", reason)]),
    })
}

fn known(reason: &str) -> Option<Word> {
    Some(match reason {
        "dirty" => w::CONFIG_UPDATE_WHY_DIRTY,
        "no-upstream" | "no-upstream-sha" => w::CONFIG_UPDATE_WHY_NO_UPSTREAM,
        "not-git-install" | "unmanaged-package-install" | "not-openclaw-root" => {
            w::CONFIG_UPDATE_WHY_UNMANAGED
        }
        "container-image-install" => w::CONFIG_UPDATE_WHY_CONTAINER,
        "external-supervisor-update-required" => w::CONFIG_UPDATE_WHY_SUPERVISOR,
        "managed-service-handoff-already-running" | "update-campaign-applying" => {
            w::CONFIG_UPDATE_WHY_ALREADY
        }
        "restart-disabled" | "restart-unavailable" => w::CONFIG_UPDATE_WHY_RESTART,
        "checkout-failed" | "fetch-failed" | "rebase-failed" => w::CONFIG_UPDATE_WHY_GIT,
        "no-release-tag" => w::CONFIG_UPDATE_WHY_NO_TAG,
        "ui-assets-missing" => w::CONFIG_UPDATE_WHY_ASSETS,
        reason if reason.starts_with("preflight-") => w::CONFIG_UPDATE_WHY_PREFLIGHT,
        _ => return None,
    })
}

/// Where an update is that goes on.
#[must_use]
pub fn phase(name: &str) -> String {
    t(match name {
        "requested" => w::CONFIG_UPDATE_PHASE_REQUESTED,
        "staging" => w::CONFIG_UPDATE_PHASE_STAGING,
        "validating" => w::CONFIG_UPDATE_PHASE_VALIDATING,
        "repairing" => w::CONFIG_UPDATE_PHASE_REPAIRING,
        "activating" => w::CONFIG_UPDATE_PHASE_ACTIVATING,
        "restarting" => w::CONFIG_UPDATE_PHASE_RESTARTING,
        "verifying" => w::CONFIG_UPDATE_PHASE_VERIFYING,
        "finished" => w::CONFIG_UPDATE_PHASE_FINISHED,
        _ => return name.to_owned(),
    })
}

#[must_use]
pub fn step_state(state: StepState) -> (Option<Tone>, Word) {
    match state {
        StepState::Done => (Some(Tone::Success), w::CONFIG_UPDATE_STEP_DONE),
        StepState::Failed => (Some(Tone::Danger), w::CONFIG_UPDATE_STEP_FAILED),
        StepState::Running => (Some(Tone::Info), w::CONFIG_UPDATE_STEP_RUNNING),
        StepState::Pending => (None, w::CONFIG_UPDATE_STEP_PENDING),
        StepState::Skipped => (None, w::CONFIG_UPDATE_STEP_SKIPPED),
    }
}

/// How long something took.
#[must_use]
pub fn duration(ms: f64) -> String {
    if ms < 1000.0 {
        return tr(w::CONFIG_UPDATE_MILLISECONDS, &[("n", &format!("{ms:.0}"))]);
    }
    let seconds = (1..=86_400_usize).find(|it| ms < seconds_to_ms(it + 1)).unwrap_or(86_400);
    if seconds < 60 {
        return tn(w::CONFIG_UPDATE_SECONDS, seconds);
    }
    let minutes = (seconds / 60).to_string();
    let rest = format!("{:02}", seconds % 60);
    tr(w::CONFIG_UPDATE_MINUTES, &[("minutes", &minutes), ("seconds", &rest)])
}

fn seconds_to_ms(seconds: usize) -> f64 {
    u32::try_from(seconds).map_or(f64::MAX, |seconds| f64::from(seconds) * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_duration_is_written_as_one_says_it() {
        assert_eq!(duration(12.4), "12 ms");
        assert_eq!(duration(1000.0), "1 s");
        assert_eq!(duration(59_999.0), "59 s");
        assert_eq!(duration(61_000.0), "1:01 min");
    }
}
