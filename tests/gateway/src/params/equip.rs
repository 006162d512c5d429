//! The parameters of the methods about skills, pushing and talk mode, as the versions' schemas list them. Those
//! of `tts.*` and `voicewake.*` are looked at by the methods themselves.

use super::Kind::{Flag, Number, Object, Text, Words};
use super::Param;
use super::table::{MOST, NOTHING, may, must, since};
use crate::profile::Profile::V2026_6_11;

const STATUS: &[Param] = &[may("agentId", Text), since(V2026_6_11, "sessionKey", Text)];

const INSTALL: &[Param] = &[
    must("name", Text),
    must("installId", Text),
    may("timeoutMs", Number(1_000, MOST)),
    since(V2026_6_11, "agentId", Text),
];

const UPDATE: &[Param] =
    &[must("skillKey", Text), may("enabled", Flag), may("apiKey", Words), may("env", Object)];

const PREFER: &[Param] =
    &[must("endpoint", Text), must("scope", Text), must("preferences", Object)];

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    Some(match method {
        "skills.status" => STATUS,
        "skills.bins" => NOTHING,
        "skills.install" => INSTALL,
        "skills.update" => UPDATE,
        "push.web.vapidPublicKey" => NOTHING,
        "push.web.subscribe" => const { &[must("endpoint", Text), must("keys", Object)] },
        "push.web.unsubscribe" | "push.web.preferences.get" => const { &[must("endpoint", Text)] },
        "push.web.test" => const { &[may("title", Words), may("body", Words)] },
        "push.web.preferences.set" => PREFER,
        "talk.mode" => const { &[must("enabled", Flag), may("phase", Words)] },
        "tts.speak" | "talk.speak" => const { &[must("text", Text)] },
        _ => return None,
    })
}
