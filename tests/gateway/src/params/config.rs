//! The parameters of the methods about the configuration and updates.

use super::Kind::{Flag, Number, Object, OneOf, PathOfConfig, Text, TextUpTo, Texts, Words};
use super::Param;
use super::table::{MOST, NOTHING, may, must, since};
use crate::profile::Profile::{V2026_4_15, V2026_6_11, V2026_9_6};

const SET: &[Param] = &[must("raw", Text), may("baseHash", Text)];

const APPLY: &[Param] = &[
    must("raw", Text),
    may("baseHash", Text),
    may("sessionKey", Words),
    since(V2026_4_15, "deliveryContext", Object),
    may("note", Words),
    may("restartDelayMs", Number(0, MOST)),
];

const PATCH: &[Param] = &[
    must("raw", Text),
    may("baseHash", Text),
    may("sessionKey", Words),
    since(V2026_4_15, "deliveryContext", Object),
    may("note", Words),
    may("restartDelayMs", Number(0, MOST)),
    since(V2026_6_11, "replacePaths", Texts(256)),
];

const RUN: &[Param] = &[
    may("sessionKey", Words),
    since(V2026_4_15, "deliveryContext", Object),
    may("note", Words),
    may("restartDelayMs", Number(0, MOST)),
    may("timeoutMs", Number(1, MOST)),
    since(V2026_9_6, "requester", Object),
    since(V2026_9_6, "continuationMessage", Words),
    since(V2026_9_6, "target", Object),
];

const LOOKUP: &[Param] = &[must("path", PathOfConfig)];

const STATUS: &[Param] = &[since(V2026_9_6, "refreshCheckout", Flag)];

const RUNS: &[Param] = &[may("limit", Number(1, 100))];

const ONE_RUN: &[Param] = &[must("runId", Text)];

const REPORT: &[Param] = &[
    must("action", OneOf(&["preview", "submit"])),
    must("attemptId", TextUpTo(256)),
    may("previewDigest", Text),
];

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    Some(match method {
        "config.get" | "config.schema" | "config.openFile" | "update.hold" => NOTHING,
        "config.schema.lookup" => LOOKUP,
        "config.set" => SET,
        "config.apply" => APPLY,
        "config.patch" => PATCH,
        "update.run" => RUN,
        "update.status" => STATUS,
        "update.runs.list" => RUNS,
        "update.runs.get" => ONE_RUN,
        "update.report" => REPORT,
        _ => return None,
    })
}
