//! Talking with agents: every request as it must be written.

use quarterdeck::protocol::agents::{
    Agent, AgentIdentityGet, AgentWait, AgentsCreate, AgentsDelete, AgentsFilesGet,
    AgentsFilesList, AgentsFilesSet, AgentsList, AgentsUpdate,
};
use quarterdeck::protocol::change::Change;
use quarterdeck::protocol::chat::startup::{ChatMessageGet, ChatStartup};
use quarterdeck::protocol::chat::{ChatAbort, ChatHistory, ChatInject, ChatSend};
use quarterdeck::protocol::commands::CommandsList;
use quarterdeck::protocol::models::ModelsList;
use quarterdeck::protocol::sessions::patch::SessionsPatch;
use quarterdeck::protocol::sessions::{
    SessionsCompact, SessionsCreate, SessionsDelete, SessionsList, SessionsMessagesSubscribe,
    SessionsMessagesUnsubscribe, SessionsPreview, SessionsReset, SessionsResolve,
    SessionsSubscribe, SessionsUnsubscribe,
};
use quarterdeck::protocol::usage::{
    AgentsOf, DaysOf, SessionsUsage, SessionsUsageLogs, SessionsUsageTimeseries, UsageCost,
    UsageStatus,
};
use serde_json::json;

use super::{Case, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(Agent {
            message: "hello".into(),
            agent_id: Some("main".into()),
            session_key: Some("agent:main:main".into()),
            thinking: Some("low".into()),
            deliver: Some(false),
            timeout: Some(60),
            idempotency_key: "0b1c2d3e".into(),
            ..Default::default()
        }),
        case(AgentWait { run_id: "0b1c2d3e".into(), timeout_ms: Some(30_000) }),
        case(AgentIdentityGet { agent_id: Some("main".into()), ..Default::default() }),
        case(AgentsList {}),
        case(AgentsCreate {
            name: "Night Watch".into(),
            workspace: Some("/home/operator/ws-night-watch".into()),
            model: Some("script/script-1".into()),
            emoji: Some("🦉".into()),
            avatar: None,
        }),
        case(AgentsUpdate {
            agent_id: "night-watch".into(),
            name: Some("Owl".into()),
            model: Change::Clear,
            ..Default::default()
        }),
        case(AgentsDelete { agent_id: "night-watch".into(), delete_files: Some(false) }),
        case(AgentsFilesList { agent_id: "main".into() }),
        case(AgentsFilesGet { agent_id: "main".into(), name: "SOUL.md".into() }),
        case(AgentsFilesSet {
            agent_id: "main".into(),
            name: "SOUL.md".into(),
            content: "# Soul\nBe brief.\n".into(),
            expected_hash: None,
        }),
        case(AgentsFilesSet {
            agent_id: "main".into(),
            name: "SOUL.md".into(),
            content: "# Soul\n".into(),
            expected_hash: Some("61325650".into()),
        }),
        case(ChatSend {
            session_key: "agent:main:main".into(),
            message: "hello there".into(),
            idempotency_key: "72e5e768-e8e0-4c7e-86ea-3b76951df6ba".into(),
            thinking: None,
            deliver: None,
            attachments: Vec::new(),
            timeout_ms: None,
        }),
        case(ChatSend {
            session_key: "agent:main:main".into(),
            message: "hello".into(),
            thinking: Some("low".into()),
            deliver: Some(true),
            attachments: vec![json!({"type": "image", "mimeType": "image/png", "content": "AAAA"})],
            timeout_ms: Some(30_000),
            idempotency_key: "0b1c2d3e".into(),
        }),
        case(ChatAbort {
            session_key: "agent:main:main".into(),
            run_id: Some("b1915d1c-805b-4c67-a7c9-20695e5074b4".into()),
        }),
        case(ChatHistory {
            session_key: "agent:main:main".into(),
            limit: Some(100),
            offset: None,
            max_chars: None,
        }),
        case(ChatHistory {
            session_key: "agent:main:main".into(),
            limit: Some(50),
            offset: Some(80),
            max_chars: None,
        }),
        case(ChatInject {
            session_key: "agent:main:research".into(),
            message: "Operator note: stay on topic.".into(),
            label: Some("note".into()),
        }),
        case(ChatStartup {
            session_key: "agent:main:main".into(),
            agent_id: Some("main".into()),
            limit: Some(80),
        }),
        case(ChatMessageGet {
            session_key: "agent:main:main".into(),
            message_id: "m1".into(),
            max_chars: Some(500_000),
            agent_id: None,
        }),
        case(CommandsList {
            agent_id: Some("main".into()),
            scope: Some("text".into()),
            include_args: Some(true),
            ..Default::default()
        }),
        case(ModelsList {}),
        case(SessionsList {
            limit: Some(50),
            include_derived_titles: Some(true),
            include_last_message: Some(true),
            ..Default::default()
        }),
        case(SessionsList {
            limit: Some(10),
            active_minutes: Some(60),
            include_global: Some(false),
            agent_id: Some("main".into()),
            ..Default::default()
        }),
        case(SessionsPreview {
            keys: vec!["agent:main:main".into(), "agent:main:research".into()],
            limit: Some(4),
            max_chars: None,
        }),
        case(SessionsResolve { key: Some("agent:main:main".into()), ..Default::default() }),
        case(SessionsPatch {
            key: "agent:main:main".into(),
            label: Change::Set("Main desk".into()),
            verbose_level: Change::Set("full".into()),
            ..Default::default()
        }),
        case(SessionsPatch {
            key: "agent:main:main".into(),
            label: Change::Clear,
            model: Change::Set("script/script-1".into()),
            thinking_level: Change::Set("low".into()),
            verbose_level: Change::Clear,
            archived: Some(true),
            ..Default::default()
        }),
        case(SessionsReset { key: "agent:main:research".into(), reason: None }),
        case(SessionsReset { key: "main:abc123".into(), reason: Some("Switching topics".into()) }),
        case(SessionsDelete { key: "agent:main:research".into(), delete_transcript: None }),
        case(SessionsCompact { key: "agent:main:research".into(), max_lines: Some(5) }),
        case(SessionsCompact { key: "agent:main:main".into(), max_lines: None }),
        case(SessionsCreate {
            key: Some("agent:main:desk".into()),
            agent_id: Some("main".into()),
            label: Some("Desk".into()),
            model: Some("script/script-1".into()),
            ..Default::default()
        }),
        case(SessionsSubscribe {}),
        case(SessionsUnsubscribe {}),
        case(SessionsMessagesSubscribe { key: "agent:main:main".into(), agent_id: None }),
        case(SessionsMessagesUnsubscribe { key: "agent:main:main".into(), agent_id: None }),
        case(UsageStatus {}),
        case(UsageCost { days: Some(7), ..Default::default() }),
        case(SessionsUsage { ..Default::default() }),
        case(SessionsUsage {
            start_date: Some("2026-11-01".into()),
            end_date: Some("2026-11-20".into()),
            limit: Some(1000),
            include_context_weight: Some(true),
            days_of: DaysOf {
                mode: Some("specific".into()),
                utc_offset: Some("UTC+1".into()),
                time_zone: Some("Europe/Berlin".into()),
            },
            agents: AgentsOf { agent_scope: Some("all".into()), agent_id: None },
            group_by: Some("instance".into()),
            ..Default::default()
        }),
        case(SessionsUsageTimeseries { key: "agent:main:main".into() }),
        case(SessionsUsageLogs { key: "agent:main:main".into(), limit: Some(20) }),
    ]
}
