//! The parameters of the log.

use super::Kind::Number;
use super::Param;
use super::table::{MOST, may};

const LOGS_TAIL: &[Param] = &[
    may("cursor", Number(0, MOST)),
    may("limit", Number(1, 5_000)),
    may("maxBytes", Number(1, 1_000_000)),
];

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    (method == "logs.tail").then_some(LOGS_TAIL)
}
