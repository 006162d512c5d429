//! The parameters of what has no page of its own: wizards, messages to people, the agents' browser.

use super::Kind::{Anything, Flag, List, Number, OneOf, Text, Words};
use super::Param;
use super::table::{MOST, may, must, since};
use crate::profile::Profile::{V2026_4_15, V2026_6_11};

const SEND: &[Param] = &[
    must("to", Text),
    may("message", Words),
    may("mediaUrl", Words),
    may("mediaUrls", List),
    may("gifPlayback", Flag),
    may("channel", Words),
    may("accountId", Words),
    since(V2026_4_15, "agentId", Words),
    since(V2026_4_15, "threadId", Words),
    since(V2026_6_11, "replyToId", Words),
    since(V2026_6_11, "buffer", Words),
    since(V2026_6_11, "filename", Words),
    since(V2026_6_11, "contentType", Words),
    since(V2026_6_11, "asVoice", Flag),
    since(V2026_6_11, "silent", Flag),
    may("sessionKey", Words),
    must("idempotencyKey", Text),
];

const POLL: &[Param] = &[
    must("to", Text),
    must("question", Text),
    must("options", List),
    may("maxSelections", Number(1, 12)),
    may("durationHours", Number(1, MOST)),
    since(V2026_4_15, "durationSeconds", Number(1, 604_800)),
    since(V2026_4_15, "silent", Flag),
    since(V2026_4_15, "isAnonymous", Flag),
    since(V2026_4_15, "threadId", Words),
    may("channel", Words),
    may("accountId", Words),
    must("idempotencyKey", Text),
];

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    Some(match method {
        "send" => SEND,
        "poll" => POLL,
        "wizard.start" => {
            const {
                &[
                    may("mode", OneOf(&["local", "remote"])),
                    may("workspace", Words),
                    since(V2026_6_11, "installDaemon", Flag),
                    since(V2026_6_11, "flow", OneOf(&["setup", "channels"])),
                    since(V2026_6_11, "channel", Text),
                ]
            }
        }
        "wizard.next" => const { &[must("sessionId", Text), may("answer", Anything)] },
        "wizard.cancel" => {
            const { &[must("sessionId", Text), since(V2026_6_11, "closeInput", Flag)] }
        }
        "wizard.status" => const { &[must("sessionId", Text)] },
        _ => return None,
    })
}
