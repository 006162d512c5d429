//! The parameters of the methods about use. `usage.cost` and a session's own are never refused for
//! what they do not know.

use super::Kind::{Date, Flag, Number, OneOf, Text, UtcOffset};
use super::Param;
use super::table::{MOST, may, since};
use crate::profile::Profile::{V2026_4_15, V2026_6_11};

const SESSIONS_USAGE: &[Param] = &[
    may("key", Text),
    may("startDate", Date),
    may("endDate", Date),
    may("limit", Number(1, MOST)),
    may("includeContextWeight", Flag),
    since(V2026_4_15, "mode", OneOf(&["utc", "gateway", "specific"])),
    since(V2026_4_15, "utcOffset", UtcOffset),
    since(V2026_6_11, "agentId", Text),
    since(V2026_6_11, "agentScope", OneOf(&["all"])),
    since(V2026_6_11, "creatorKey", Text),
    since(V2026_6_11, "range", OneOf(&["7d", "30d", "90d", "1y", "all"])),
    since(V2026_6_11, "groupBy", OneOf(&["instance", "family"])),
    since(V2026_6_11, "includeHistorical", Flag),
    since(V2026_6_11, "timeZone", Text),
];

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    (method == "sessions.usage").then_some(SESSIONS_USAGE)
}
