//! The parameters of the methods about approvals, devices, nodes and channels, as the versions' schemas
//! list them.

use super::Kind::{Anything, Flag, List, Number, Object, Text, TextUpTo, Words, WordsOrNull};
use super::Param;
use super::table::{MOST, NOTHING, may, must, since};
use crate::profile::Profile::{V2026_4_15, V2026_6_11};

const ASK_TO_RUN: &[Param] = &[
    may("id", Text),
    must("command", Text),
    may("cwd", WordsOrNull),
    may("host", WordsOrNull),
    may("security", WordsOrNull),
    may("ask", WordsOrNull),
    may("agentId", WordsOrNull),
    may("resolvedPath", WordsOrNull),
    may("sessionKey", WordsOrNull),
    may("timeoutMs", Number(1, MOST)),
    since(V2026_4_15, "commandArgv", List),
    since(V2026_4_15, "systemRunPlan", Anything),
    since(V2026_4_15, "env", Anything),
    since(V2026_4_15, "nodeId", WordsOrNull),
    since(V2026_4_15, "turnSourceChannel", WordsOrNull),
    since(V2026_4_15, "turnSourceTo", WordsOrNull),
    since(V2026_4_15, "turnSourceAccountId", WordsOrNull),
    since(V2026_4_15, "turnSourceThreadId", Anything),
    since(V2026_4_15, "twoPhase", Flag),
    since(V2026_6_11, "warningText", WordsOrNull),
    since(V2026_6_11, "scope", Anything),
    since(V2026_6_11, "unavailableDecisions", List),
    since(V2026_6_11, "commandSpans", List),
    since(V2026_6_11, "sessionId", WordsOrNull),
    since(V2026_6_11, "runId", WordsOrNull),
    since(V2026_6_11, "toolCallId", WordsOrNull),
    since(V2026_6_11, "approvalReviewerDeviceIds", List),
    since(V2026_6_11, "requireDeliveryRoute", Flag),
    since(V2026_6_11, "suppressDelivery", Flag),
    since(V2026_6_11, "deliverToApprovalClientsOnly", Flag),
];

const RESOLVE: &[Param] = &[
    must("id", Text),
    must("decision", Text),
    since(V2026_6_11, "reviewer", Anything),
    since(V2026_6_11, "grantExpiresInDays", Number(1, 3650)),
];

const ASK_AS_PLUGIN: &[Param] = &[
    must("title", TextUpTo(80)),
    must("description", TextUpTo(512)),
    may("pluginId", WordsOrNull),
    may("severity", WordsOrNull),
    may("toolName", WordsOrNull),
    may("toolCallId", WordsOrNull),
    may("agentId", WordsOrNull),
    may("sessionKey", WordsOrNull),
    may("turnSourceChannel", WordsOrNull),
    may("turnSourceTo", WordsOrNull),
    may("turnSourceAccountId", WordsOrNull),
    may("turnSourceThreadId", Anything),
    may("timeoutMs", Number(1, 600_000)),
    may("twoPhase", Flag),
    since(V2026_6_11, "detail", WordsOrNull),
    since(V2026_6_11, "scope", Anything),
    since(V2026_6_11, "mcpTool", Anything),
    since(V2026_6_11, "allowedDecisions", Anything),
    since(V2026_6_11, "approvalReviewerDeviceIds", Anything),
];

const NODE_PAIR_REQUEST: &[Param] = &[
    must("nodeId", Text),
    may("displayName", Text),
    may("platform", Text),
    may("version", Text),
    may("coreVersion", Text),
    may("uiVersion", Text),
    may("deviceFamily", Text),
    may("modelIdentifier", Text),
    may("caps", List),
    may("commands", List),
    may("remoteIp", Text),
    may("silent", Flag),
    since(V2026_4_15, "permissions", Anything),
];

const NODE_INVOKE: &[Param] = &[
    must("nodeId", Text),
    must("command", Text),
    may("params", Anything),
    may("timeoutMs", Number(0, MOST)),
    must("idempotencyKey", Text),
    since(V2026_6_11, "sessionKey", Text),
    since(V2026_6_11, "turnSourceChannel", Words),
    since(V2026_6_11, "turnSourceTo", Words),
    since(V2026_6_11, "turnSourceAccountId", Words),
    since(V2026_6_11, "turnSourceThreadId", Anything),
];

const NODE_INVOKE_RESULT: &[Param] = &[
    must("id", Text),
    must("nodeId", Text),
    must("ok", Flag),
    may("payload", Anything),
    may("payloadJSON", Anything),
    may("error", Anything),
];

const CHANNELS_STATUS: &[Param] =
    &[may("probe", Flag), may("timeoutMs", Number(0, MOST)), since(V2026_6_11, "channel", Text)];
const CHANNEL: &[Param] = &[must("channel", Text), may("accountId", Words)];
const LOGIN_START: &[Param] = &[
    may("force", Flag),
    may("timeoutMs", Number(0, MOST)),
    may("verbose", Flag),
    may("accountId", Words),
    since(V2026_6_11, "channel", Text),
];
const LOGIN_WAIT: &[Param] = &[
    may("timeoutMs", Number(0, MOST)),
    may("accountId", Words),
    since(V2026_6_11, "channel", Text),
    since(V2026_6_11, "sessionKey", Text),
    since(V2026_6_11, "currentQrDataUrl", Text),
];

const REQUEST_ID: &[Param] = &[must("requestId", Text)];
const NODE_ID: &[Param] = &[must("nodeId", Text)];

/// The parameters of a method; `None` where anything goes.
pub(super) fn of(method: &str) -> Option<&'static [Param]> {
    Some(match method {
        "exec.approval.request" => ASK_TO_RUN,
        "exec.approval.resolve" | "plugin.approval.resolve" => RESOLVE,
        "plugin.approval.request" => ASK_AS_PLUGIN,
        "exec.approvals.get" | "device.pair.list" | "node.pair.list" | "node.list" => NOTHING,
        "exec.approvals.set" => const { &[must("file", Object), may("baseHash", Text)] },
        "exec.approvals.node.set" => {
            const { &[must("nodeId", Text), must("file", Object), may("baseHash", Text)] }
        }
        "device.pair.approve" | "device.pair.reject" | "node.pair.approve" | "node.pair.reject" => {
            REQUEST_ID
        }
        "device.pair.remove" => const { &[must("deviceId", Text)] },
        "device.token.rotate" => {
            const { &[must("deviceId", Text), must("role", Text), may("scopes", List)] }
        }
        "device.token.revoke" => const { &[must("deviceId", Text), must("role", Text)] },
        "channels.status" => CHANNELS_STATUS,
        "channels.logout" | "channels.start" | "channels.stop" => CHANNEL,
        "web.login.start" => LOGIN_START,
        "web.login.wait" => LOGIN_WAIT,
        "node.pair.request" => NODE_PAIR_REQUEST,
        "node.pair.verify" => const { &[must("nodeId", Text), must("token", Text)] },
        "node.pair.remove" | "node.describe" | "exec.approvals.node.get" => NODE_ID,
        "node.rename" => const { &[must("nodeId", Text), must("displayName", Text)] },
        "node.invoke" => NODE_INVOKE,
        "node.invoke.result" => NODE_INVOKE_RESULT,
        "node.event" => {
            const { &[must("event", Text), may("payload", Anything), may("payloadJSON", Anything)] }
        }
        _ => return None,
    })
}
