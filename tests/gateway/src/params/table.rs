//! The parameters of the methods about sessions, chat and the gateway itself, as the versions' schemas list them.

use super::Kind::{self, Anything, Flag, List, Number, Object, OneOf, Text, TextOrNull, Words};
use super::Param;
use crate::profile::Profile::{self, V2026_2_6, V2026_4_15, V2026_6_11};

pub(super) const MOST: u64 = u64::MAX;

pub(super) const fn may(name: &'static str, kind: Kind) -> Param {
    Param { name, kind, required: false, since: V2026_2_6 }
}

pub(super) const fn must(name: &'static str, kind: Kind) -> Param {
    Param { name, kind, required: true, since: V2026_2_6 }
}

pub(super) const fn since(since: Profile, name: &'static str, kind: Kind) -> Param {
    Param { name, kind, required: false, since }
}

pub(super) const NOTHING: &[Param] = &[];

const CHAT_SEND: &[Param] = &[
    must("sessionKey", Text),
    must("message", Words),
    must("idempotencyKey", Text),
    may("thinking", Words),
    may("deliver", Flag),
    may("attachments", List),
    may("timeoutMs", Number(0, MOST)),
    since(V2026_4_15, "sessionId", Text),
    since(V2026_4_15, "originatingChannel", Words),
    since(V2026_4_15, "originatingTo", Words),
    since(V2026_4_15, "originatingAccountId", Words),
    since(V2026_4_15, "originatingThreadId", Words),
    since(V2026_4_15, "systemInputProvenance", Anything),
    since(V2026_4_15, "systemProvenanceReceipt", Words),
    since(V2026_6_11, "agentId", Text),
    since(V2026_6_11, "intent", Anything),
    since(V2026_6_11, "fastMode", Anything),
    since(V2026_6_11, "queueMode", Words),
    since(V2026_6_11, "replyToId", Words),
    since(V2026_6_11, "expectedLeafEntryId", TextOrNull),
    since(V2026_6_11, "expectedPermissionMode", Words),
    since(V2026_6_11, "mentions", List),
];

const CHAT_HISTORY: &[Param] = &[
    must("sessionKey", Text),
    may("limit", Number(1, 1000)),
    since(V2026_4_15, "maxChars", Number(1, 500_000)),
    since(V2026_6_11, "agentId", Text),
    since(V2026_6_11, "cursor", Text),
    since(V2026_6_11, "offset", Number(0, MOST)),
    since(V2026_6_11, "pendingBefore", Anything),
    since(V2026_6_11, "messageId", Text),
    since(V2026_6_11, "maxBytes", Number(1, MOST)),
];

const SESSIONS_LIST: &[Param] = &[
    may("limit", Number(1, MOST)),
    may("activeMinutes", Number(1, MOST)),
    may("includeGlobal", Flag),
    may("includeUnknown", Flag),
    may("includeDerivedTitles", Flag),
    may("includeLastMessage", Flag),
    may("label", Text),
    may("spawnedBy", Text),
    may("agentId", Text),
    may("search", Words),
    since(V2026_6_11, "offset", Number(0, MOST)),
    // `true`, `false` or `"all"`.
    since(V2026_6_11, "archived", Anything),
    since(V2026_6_11, "configuredAgentsOnly", Flag),
    since(V2026_6_11, "requireLastInteraction", Flag),
    since(V2026_6_11, "sortBy", Text),
];

const SESSIONS_PATCH: &[Param] = &[
    must("key", Text),
    may("label", TextOrNull),
    may("thinkingLevel", TextOrNull),
    may("verboseLevel", TextOrNull),
    may("reasoningLevel", TextOrNull),
    may("responseUsage", TextOrNull),
    may("elevatedLevel", TextOrNull),
    may("execHost", TextOrNull),
    may("execSecurity", TextOrNull),
    may("execAsk", TextOrNull),
    may("execNode", TextOrNull),
    may("model", TextOrNull),
    may("spawnedBy", TextOrNull),
    may("sendPolicy", TextOrNull),
    may("groupActivation", TextOrNull),
    since(V2026_4_15, "fastMode", Anything),
    since(V2026_4_15, "traceLevel", TextOrNull),
    since(V2026_4_15, "spawnDepth", Anything),
    since(V2026_4_15, "subagentRole", TextOrNull),
    since(V2026_4_15, "subagentControlScope", TextOrNull),
    since(V2026_4_15, "spawnedWorkspaceDir", TextOrNull),
    since(V2026_6_11, "agentId", Text),
    since(V2026_6_11, "expectedSessionId", Text),
    since(V2026_6_11, "category", TextOrNull),
    since(V2026_6_11, "icon", TextOrNull),
    since(V2026_6_11, "color", TextOrNull),
    since(V2026_6_11, "boardFace", Text),
    since(V2026_6_11, "statusNote", TextOrNull),
    since(V2026_6_11, "attention", TextOrNull),
    since(V2026_6_11, "ttlMinutes", Number(1, 120)),
    since(V2026_6_11, "contextWindow", TextOrNull),
    since(V2026_6_11, "toolOverrides", Anything),
    since(V2026_6_11, "completionOwnerSessionKey", TextOrNull),
    since(V2026_6_11, "inheritedToolAllow", Anything),
    since(V2026_6_11, "inheritedToolDeny", Anything),
    since(V2026_6_11, "inheritedToolPolicyVersion", Anything),
    since(V2026_6_11, "archived", Flag),
    since(V2026_6_11, "pinned", Flag),
    since(V2026_6_11, "unread", Flag),
    since(V2026_6_11, "queueMode", TextOrNull),
    since(V2026_6_11, "permissionMode", TextOrNull),
];

const AGENT: &[Param] = &[
    must("message", Text),
    must("idempotencyKey", Text),
    may("agentId", Text),
    may("to", Words),
    may("replyTo", Words),
    may("sessionId", Words),
    may("sessionKey", Words),
    may("thinking", Words),
    may("deliver", Flag),
    may("attachments", List),
    may("channel", Words),
    may("replyChannel", Words),
    may("accountId", Words),
    may("replyAccountId", Words),
    may("threadId", Words),
    may("groupId", Words),
    may("groupChannel", Words),
    may("groupSpace", Words),
    may("timeout", Number(0, MOST)),
    may("lane", Words),
    may("extraSystemPrompt", Words),
    may("label", Text),
    may("spawnedBy", Words),
];

const KEY: &[Param] = &[must("key", Text), since(V2026_6_11, "agentId", Text)];

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    Some(match method {
        "chat.send" => CHAT_SEND,
        "chat.history" | "chat.startup" => CHAT_HISTORY,
        "chat.message.get" => {
            const {
                &[
                    must("sessionKey", Text),
                    must("messageId", Text),
                    may("agentId", Text),
                    may("maxChars", Number(1, MOST)),
                ]
            }
        }
        "chat.metadata" => const { &[may("agentId", Text), may("sessionKey", Text)] },
        "chat.abort" => {
            const {
                &[
                    must("sessionKey", Text),
                    may("runId", Text),
                    since(V2026_6_11, "agentId", Text),
                    since(V2026_6_11, "preserveSteered", Flag),
                ]
            }
        }
        "chat.inject" => {
            const { &[must("sessionKey", Text), must("message", Words), may("label", Words)] }
        }
        "sessions.list" => SESSIONS_LIST,
        "sessions.patch" => SESSIONS_PATCH,
        "sessions.preview" => {
            const {
                &[
                    must("keys", List),
                    may("limit", Number(1, MOST)),
                    may("maxChars", Number(20, MOST)),
                ]
            }
        }
        "sessions.resolve" => {
            const {
                &[
                    may("key", Text),
                    may("sessionId", Text),
                    may("label", Text),
                    may("agentId", Text),
                    may("spawnedBy", Text),
                    may("includeGlobal", Flag),
                    may("includeUnknown", Flag),
                ]
            }
        }
        "sessions.reset" => {
            const {
                &[
                    must("key", Text),
                    since(V2026_4_15, "reason", Text),
                    since(V2026_6_11, "agentId", Text),
                ]
            }
        }
        "sessions.delete" => {
            const {
                &[
                    must("key", Text),
                    may("deleteTranscript", Flag),
                    since(V2026_4_15, "emitLifecycleHooks", Flag),
                    since(V2026_6_11, "agentId", Text),
                    since(V2026_6_11, "expectedSessionId", Text),
                ]
            }
        }
        "sessions.compact" => {
            const {
                &[
                    must("key", Text),
                    may("maxLines", Number(1, MOST)),
                    since(V2026_6_11, "agentId", Text),
                ]
            }
        }
        "sessions.create" => {
            const {
                &[
                    may("key", Text),
                    may("agentId", Text),
                    may("label", Text),
                    may("model", Text),
                    may("parentSessionKey", Text),
                    may("task", Words),
                    may("message", Words),
                ]
            }
        }
        "sessions.send" => {
            const {
                &[
                    must("key", Text),
                    must("message", Words),
                    may("thinking", Words),
                    may("attachments", List),
                    may("timeoutMs", Number(0, MOST)),
                    may("idempotencyKey", Text),
                ]
            }
        }
        "sessions.abort" => const { &[may("key", Text), may("runId", Text), may("agentId", Text)] },
        "sessions.describe" => KEY,
        "sessions.get" => const { &[must("key", Text), may("limit", Number(1, MOST))] },
        "sessions.messages.subscribe" | "sessions.messages.unsubscribe" => KEY,
        "agent" => AGENT,
        "agent.wait" => const { &[must("runId", Text), may("timeoutMs", Number(0, MOST))] },
        "agent.identity.get" => const { &[may("agentId", Text), may("sessionKey", Words)] },
        "models.list" => {
            const {
                &[
                    since(V2026_6_11, "view", Words),
                    since(V2026_6_11, "agentId", Text),
                    since(V2026_6_11, "sessionKey", Text),
                ]
            }
        }
        "commands.list" => {
            const {
                &[
                    may("agentId", Text),
                    may("provider", Text),
                    may("scope", Words),
                    may("includeArgs", Flag),
                    since(V2026_6_11, "sessionKey", Text),
                ]
            }
        }
        "agents.list" | "system-presence" | "last-heartbeat" => NOTHING,
        "wake" => {
            const {
                &[
                    must("mode", Words),
                    must("text", Text),
                    since(V2026_6_11, "sessionKey", Text),
                    since(V2026_6_11, "agentId", Text),
                ]
            }
        }
        "cron.list" => {
            const {
                &[
                    may("includeDisabled", Flag),
                    since(V2026_4_15, "limit", Number(1, 200)),
                    since(V2026_4_15, "offset", Number(0, MOST)),
                    since(V2026_4_15, "query", Words),
                    since(V2026_4_15, "enabled", Words),
                    since(V2026_4_15, "sortBy", Words),
                    since(V2026_4_15, "sortDir", Words),
                ]
            }
        }
        "cron.status" => NOTHING,
        "cron.get" | "cron.remove" => const { &[may("id", Text), may("jobId", Text)] },
        "cron.update" => {
            const {
                &[
                    may("id", Text),
                    may("jobId", Text),
                    must("patch", Object),
                    since(V2026_6_11, "expectedConfigRevision", Text),
                ]
            }
        }
        "cron.run" => {
            const { &[may("id", Text), may("jobId", Text), may("mode", OneOf(&["due", "force"]))] }
        }
        "cron.runs" => {
            const {
                &[
                    may("id", Text),
                    may("jobId", Text),
                    may("limit", Number(1, 5_000)),
                    since(V2026_4_15, "offset", Number(0, MOST)),
                    since(V2026_4_15, "scope", OneOf(&["job", "all"])),
                    since(V2026_4_15, "status", Words),
                    since(V2026_4_15, "query", Words),
                    since(V2026_4_15, "sortDir", Words),
                ]
            }
        }
        _ => return None,
    })
}
