//! Jobs in words.

use super::draft::Field;
use super::draft::check::Problem;
use super::times::iso;
use super::times::pattern;
use crate::platform::{clock, moment, number};
use crate::protocol::cron::{CronJob, CronSchedule};
use crate::ui::callout::Tone;
use crate::words::{Word, t, tn, tr, w};

#[must_use]
pub fn field_word(field: Field) -> Word {
    match field {
        Field::Name => w::CRON_FIELD_NAME,
        Field::Description => w::CRON_FIELD_DESCRIPTION,
        Field::Agent => w::CRON_FIELD_AGENT,
        Field::Enabled => w::CRON_FIELD_ENABLED,
        Field::Kind => w::CRON_FIELD_KIND,
        Field::At => w::CRON_FIELD_AT,
        Field::Once => w::CRON_FIELD_ONCE,
        Field::Every => w::CRON_FIELD_EVERY,
        Field::Unit => w::CRON_FIELD_UNIT,
        Field::Anchor => w::CRON_FIELD_ANCHOR,
        Field::Expr => w::CRON_FIELD_EXPR,
        Field::Zone => w::CRON_FIELD_ZONE,
        Field::Stagger => w::CRON_FIELD_STAGGER,
        Field::Payload => w::CRON_FIELD_PAYLOAD,
        Field::Text => w::CRON_FIELD_TEXT,
        Field::Message => w::CRON_FIELD_MESSAGE,
        Field::Target => w::CRON_FIELD_TARGET,
        Field::Session => w::CRON_FIELD_SESSION,
        Field::Wake => w::CRON_FIELD_WAKE,
        Field::Model => w::CRON_FIELD_MODEL,
        Field::Fallbacks => w::CRON_FIELD_FALLBACKS,
        Field::Thinking => w::CRON_FIELD_THINKING,
        Field::Timeout => w::CRON_FIELD_TIMEOUT,
        Field::Tools => w::CRON_FIELD_TOOLS,
        Field::Light => w::CRON_FIELD_LIGHT,
        Field::Unsafe => w::CRON_FIELD_UNSAFE,
        Field::Mode => w::CRON_FIELD_MODE,
        Field::Channel => w::CRON_FIELD_CHANNEL,
        Field::To => w::CRON_FIELD_TO,
        Field::Account => w::CRON_FIELD_ACCOUNT,
        Field::Thread => w::CRON_FIELD_THREAD,
        Field::BestEffort => w::CRON_FIELD_BEST_EFFORT,
        Field::Alert => w::CRON_FIELD_ALERT,
        Field::AlertAfter => w::CRON_FIELD_ALERT_AFTER,
        Field::AlertCooldown => w::CRON_FIELD_ALERT_COOLDOWN,
        Field::AlertMode => w::CRON_FIELD_ALERT_MODE,
        Field::AlertChannel => w::CRON_FIELD_ALERT_CHANNEL,
        Field::AlertTo => w::CRON_FIELD_ALERT_TO,
    }
}

#[must_use]
pub fn problem_text(problem: Problem) -> String {
    t(match problem {
        Problem::Missing => w::CRON_WRONG_MISSING,
        Problem::NoNumber => w::CRON_WRONG_NUMBER,
        Problem::NoMoment => w::CRON_WRONG_MOMENT,
        Problem::Past => w::CRON_WRONG_PAST,
        Problem::TooFar => w::CRON_WRONG_FAR,
        Problem::NoZone => w::CRON_WRONG_ZONE,
        Problem::Parts(parts) => return tn(w::CRON_WRONG_PARTS, parts),
        Problem::Part(field) => {
            return tr(w::CRON_WRONG_PART, &[("part", &t(part_word(field)))]);
        }
        Problem::Reboot => w::CRON_WRONG_REBOOT,
        Problem::Never => w::CRON_WRONG_NEVER,
        Problem::NoUrl => w::CRON_WRONG_URL,
        Problem::NoSession => w::CRON_WRONG_SESSION,
        Problem::CannotClear => w::CRON_WRONG_CLEAR,
    })
}

fn part_word(field: pattern::Field) -> Word {
    match field {
        pattern::Field::Second => w::CRON_PART_SECOND,
        pattern::Field::Minute => w::CRON_PART_MINUTE,
        pattern::Field::Hour => w::CRON_PART_HOUR,
        pattern::Field::Day => w::CRON_PART_DAY,
        pattern::Field::Month => w::CRON_PART_MONTH,
        pattern::Field::Weekday => w::CRON_PART_WEEKDAY,
        pattern::Field::Year => w::CRON_PART_YEAR,
    }
}

/// When a job runs.
#[must_use]
pub fn schedule_text(schedule: &CronSchedule) -> String {
    match schedule.kind.as_str() {
        "at" => {
            let at = schedule.at.as_deref().and_then(iso::moment);
            let told = at.map(|at| moment::date_and_time(at as f64));
            let told = told.or_else(|| schedule.at.clone()).unwrap_or_default();
            tr(w::CRON_ONCE_AT, &[("time", &told)])
        }
        "every" => every_text(schedule.every_ms.unwrap_or_default()),
        "cron" => {
            let expr = schedule.expr.clone().unwrap_or_default();
            match schedule.tz.as_deref().filter(|tz| !tz.is_empty()) {
                Some(zone) => format!("{expr} · {zone}"),
                None => expr,
            }
        }
        "on-exit" => t(w::CRON_KIND_EXIT),
        "stream" => t(w::CRON_KIND_STREAM),
        other => other.to_owned(),
    }
}

fn every_text(ms: u64) -> String {
    let units = [
        (86_400_000, w::CRON_EVERY_DAYS),
        (3_600_000, w::CRON_EVERY_HOURS),
        (60_000, w::CRON_EVERY_MINUTES),
        (1_000, w::CRON_EVERY_SECONDS),
    ];
    let whole = units.into_iter().find(|(length, _)| ms >= *length && ms.is_multiple_of(*length));
    match whole {
        Some((length, word)) => tn(word, usize::try_from(ms / length).unwrap_or(usize::MAX)),
        None => tr(w::CRON_EVERY_MS, &[("n", &number::whole(ms as f64))]),
    }
}

/// When a job runs next, and how it stands with that.
#[must_use]
pub fn next_text(job: &CronJob) -> String {
    if let Some(since) = job.state.running_at_ms {
        return tr(w::CRON_RUNNING_SINCE, &[("ago", &moment::ago(since as f64))]);
    }
    match job.state.next_run_at_ms {
        _ if job.enabled == Some(false) => t(w::CRON_OFF),
        None => t(w::CRON_NO_NEXT),
        Some(next) if next as f64 <= clock::now_ms() => t(w::CRON_DUE),
        Some(next) => moment::ago(next as f64),
    }
}

/// How a run has ended.
#[must_use]
pub fn status_text(status: Option<&str>) -> (Option<Tone>, String) {
    match status {
        Some("ok") => (Some(Tone::Success), t(w::CRON_STATUS_OK)),
        Some("error") => (Some(Tone::Danger), t(w::CRON_STATUS_ERROR)),
        Some("skipped") => (Some(Tone::Warning), t(w::CRON_STATUS_SKIPPED)),
        Some(other) => (None, other.to_owned()),
        None => (None, t(w::CRON_STATUS_UNKNOWN)),
    }
}

/// What came of the delivery of an answer.
#[must_use]
pub fn delivery_text(status: &str) -> String {
    match status {
        "delivered" => t(w::CRON_DELIVERED),
        "not-delivered" => t(w::CRON_NOT_DELIVERED),
        "not-requested" => t(w::CRON_NOT_REQUESTED),
        "unknown" => t(w::CRON_DELIVERY_UNKNOWN),
        other => other.to_owned(),
    }
}

/// How long a run took.
#[must_use]
pub fn duration_text(ms: f64) -> String {
    let seconds = ms / 1_000.0;
    if ms < 1_000.0 {
        tr(w::CRON_TOOK_MS, &[("n", &number::whole(ms))])
    } else if seconds < 60.0 {
        tr(w::CRON_TOOK_SECONDS, &[("n", &number::whole(seconds.round()))])
    } else {
        let whole = seconds.round() as u64;
        let (minutes, seconds) = (whole / 60, whole % 60);
        let (minutes, seconds) = (minutes.to_string(), seconds.to_string());
        tr(w::CRON_TOOK_MINUTES, &[("m", &minutes), ("s", &seconds)])
    }
}
