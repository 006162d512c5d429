//! Running the gateway: every request as it must be written.

use std::collections::BTreeMap;

use quarterdeck::protocol::approvals::{
    AllowedCommand, ApprovalPolicy, ApprovalRules, Decision, ExecApprovalList, ExecApprovalRequest,
    ExecApprovalResolve, ExecApprovalsGet, ExecApprovalsNodeGet, ExecApprovalsNodeSet,
    ExecApprovalsSet, PluginApprovalList, PluginApprovalResolve,
};
use quarterdeck::protocol::browser::BrowserRequest;
use quarterdeck::protocol::channels::{
    ChannelsLogout, ChannelsStart, ChannelsStatus, ChannelsStop, WebLoginStart, WebLoginWait,
};
use quarterdeck::protocol::config::{ConfigApply, ConfigGet, ConfigPatch, ConfigSchema, ConfigSet};
use quarterdeck::protocol::cron::{
    CronAdd, CronGet, CronList, CronRemove, CronRun, CronRuns, CronStatus, CronUpdate,
};
use quarterdeck::protocol::health::{Health, LastHeartbeat, SetHeartbeats, Status};
use quarterdeck::protocol::logs::LogsTail;
use quarterdeck::protocol::messaging::{Poll, Send};
use quarterdeck::protocol::presence::{SystemEvent, SystemPresence};
use quarterdeck::protocol::skills::{SkillsBins, SkillsInstall, SkillsStatus, SkillsUpdate};
use quarterdeck::protocol::system::{Wake, WakeMode};
use quarterdeck::protocol::update::{UpdateRun, UpdateStatus};
use quarterdeck::protocol::voice::{
    TalkMode, TalkSpeak, TtsConvert, TtsDisable, TtsEnable, TtsPersonas, TtsProviders,
    TtsSetPersona, TtsSetProvider, TtsSpeak, TtsStatus, VoicewakeGet, VoicewakeSet,
};
use quarterdeck::protocol::wizard::{
    WizardAnswer, WizardCancel, WizardNext, WizardStart, WizardStatus,
};
use serde_json::{Map, Value, json};

use super::{Case, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(ExecApprovalRequest {
            id: Some("a1".into()),
            command: "git status".into(),
            cwd: Some("/home/operator/project".into()),
            host: Some("gateway".into()),
            security: Some("allowlist".into()),
            ask: Some("on-miss".into()),
            agent_id: Some("main".into()),
            resolved_path: Some("/usr/bin/git".into()),
            session_key: Some("agent:main:main".into()),
            timeout_ms: Some(20_000),
        }),
        case(ExecApprovalResolve {
            id: "ffc0a803-1349-42a0-af60-884792d4593a".into(),
            decision: Decision::AllowOnce,
        }),
        case(ExecApprovalList {}),
        case(PluginApprovalList {}),
        case(PluginApprovalResolve { id: "plugin:1".into(), decision: Decision::Deny }),
        case(ExecApprovalsGet {}),
        case(ExecApprovalsSet {
            file: ApprovalPolicy {
                version: Some(1),
                defaults: Some(ApprovalRules {
                    security: Some("allowlist".into()),
                    ask: Some("on-miss".into()),
                    ..Default::default()
                }),
                agents: BTreeMap::from([(
                    "main".into(),
                    ApprovalRules {
                        allowlist: Some(vec![AllowedCommand {
                            pattern: "/usr/bin/git".into(),
                            id: None,
                            last_used_at: None,
                            last_used_command: None,
                            last_resolved_path: None,
                            rest: BTreeMap::new(),
                        }]),
                        ..Default::default()
                    },
                )]),
                ..Default::default()
            },
            base_hash: Some(
                "c652d852ffa8e50ecd692e51760fd298820ceaa3d9fa68d4d68358a3aab0e74c".into(),
            ),
        }),
        case(ExecApprovalsNodeGet {
            node_id: "17275437e17c23ac1c7c109d1bdc7cfe722a5652c6b4efa9d9265b750d6f79e4".into(),
        }),
        case(ExecApprovalsNodeGet { node_id: "node-1".into() }),
        case(ExecApprovalsNodeSet {
            node_id: "node-1".into(),
            file: ApprovalPolicy {
                version: Some(1),
                defaults: Some(ApprovalRules {
                    security: Some("allowlist".into()),
                    ask: Some("on-miss".into()),
                    ..Default::default()
                }),
                agents: BTreeMap::from([(
                    "main".into(),
                    ApprovalRules {
                        allowlist: Some(vec![AllowedCommand {
                            id: Some("a1".into()),
                            pattern: "/usr/bin/git".into(),
                            last_used_at: Some(1_795_180_485_721_u64.into()),
                            last_used_command: Some("git status".into()),
                            last_resolved_path: Some("/usr/bin/git".into()),
                            rest: BTreeMap::new(),
                        }]),
                        ..Default::default()
                    },
                )]),
                ..Default::default()
            },
            base_hash: Some("c652".into()),
        }),
        case(BrowserRequest { method: "GET".into(), path: "/".into(), ..Default::default() }),
        case(ChannelsStatus { probe: Some(false), ..Default::default() }),
        case(ChannelsStatus { probe: Some(true), timeout_ms: Some(8000) }),
        case(ChannelsLogout { channel: "whatsapp".into(), account_id: Some("default".into()) }),
        case(ChannelsStart { channel: "whatsapp".into(), account_id: Some("default".into()) }),
        case(ChannelsStop { channel: "whatsapp".into(), account_id: Some("default".into()) }),
        case(WebLoginStart {
            channel: None,
            force: Some(true),
            timeout_ms: Some(30_000),
            verbose: Some(false),
            account_id: Some("default".into()),
        }),
        case(WebLoginWait {
            timeout_ms: Some(120_000),
            account_id: Some("default".into()),
            ..WebLoginWait::default()
        }),
        case(ConfigGet {}),
        case(ConfigSchema {}),
        case(ConfigSet { raw: "{}".into(), base_hash: Some("5476e649".into()) }),
        case(ConfigPatch {
            raw: "{\"gateway\":{\"port\":18790}}".into(),
            base_hash: Some("5476e649".into()),
            session_key: Some("agent:main:main".into()),
            note: Some("port".into()),
            restart_delay_ms: Some(2000),
            ..Default::default()
        }),
        case(ConfigApply {
            raw: "{}".into(),
            base_hash: Some("5476e649".into()),
            ..Default::default()
        }),
        case(CronList { include_disabled: Some(true), ..Default::default() }),
        case(CronStatus {}),
        case(CronAdd(fields(json!({
            "name": "Morning report",
            "schedule": {"kind": "cron", "expr": "0 7 * * 1-5", "tz": "Europe/Berlin"},
            "sessionTarget": "isolated",
            "wakeMode": "now",
            "payload": {"kind": "agentTurn", "message": "hello cron"},
            "delivery": {"mode": "none"},
        })))),
        case(CronAdd(fields(json!({
            "name": "Pulse",
            "schedule": {"kind": "every", "everyMs": 3_600_000},
            "sessionTarget": "main",
            "wakeMode": "next-heartbeat",
            "payload": {"kind": "systemEvent", "text": "pulse"},
        })))),
        case(CronAdd(fields(json!({
            "name": "Once",
            "enabled": true,
            "deleteAfterRun": true,
            "schedule": {"kind": "at", "at": "2027-06-08T13:14:37.694Z"},
            "sessionTarget": "main",
            "wakeMode": "now",
            "payload": {"kind": "systemEvent", "text": "one shot"},
        })))),
        case(CronUpdate {
            id: "a18e5bf8-0c41-40a4-bd3e-81d23eeb0757".into(),
            patch: fields(json!({"description": "hourly", "enabled": false})),
        }),
        case(CronUpdate {
            id: "j1".into(),
            patch: fields(json!({
                "agentId": null,
                "schedule": {"kind": "every", "everyMs": 60_000, "staggerMs": 5},
                "payload": {
                    "kind": "agentTurn", "message": "hi", "model": "script-1",
                    "lightContext": true,
                },
                "delivery": {"mode": "announce", "channel": "last", "bestEffort": true},
            })),
        }),
        case(CronRemove { id: "8b314ce6-a972-44fb-88a8-17e265a1ce6b".into() }),
        case(CronRun {
            id: "a18e5bf8-0c41-40a4-bd3e-81d23eeb0757".into(),
            mode: Some("force".into()),
        }),
        case(CronGet { id: "j1".into() }),
        case(CronRuns {
            id: Some("f28be6f0-4ca5-41c9-bb38-efb02186fd93".into()),
            limit: Some(20),
            offset: None,
        }),
        case(Health { ..Default::default() }),
        case(Health { probe: Some(true) }),
        case(Status {}),
        case(LastHeartbeat {}),
        case(SetHeartbeats { enabled: true }),
        case(LogsTail { limit: Some(50), ..Default::default() }),
        case(LogsTail { cursor: Some(4096), limit: Some(500), max_bytes: Some(250_000) }),
        case(Send {
            to: "+490000".into(),
            message: "hello".into(),
            media_urls: vec!["https://example.com/a.png".into()],
            channel: Some("whatsapp".into()),
            account_id: Some("default".into()),
            idempotency_key: "0b1c2d3e".into(),
            ..Default::default()
        }),
        case(Poll {
            to: "+490000".into(),
            question: "When?".into(),
            options: vec!["Now".into(), "Later".into()],
            max_selections: Some(1),
            duration_hours: Some(24),
            channel: Some("whatsapp".into()),
            idempotency_key: "0b1c2d3e".into(),
            ..Default::default()
        }),
        case(SystemPresence {}),
        case(SystemEvent { text: "Operator console test event".into(), ..Default::default() }),
        case(SystemEvent {
            text: "Node: Pi".into(),
            device_id: Some("11d4d1097114".into()),
            host: Some("pi".into()),
            ip: Some("192.0.2.11".into()),
            mode: Some("node".into()),
            version: Some("0.1.0".into()),
            platform: Some("linux".into()),
            last_input_seconds: Some(5),
            reason: Some("periodic".into()),
            roles: vec!["node".into()],
            tags: vec!["lab".into()],
            ..Default::default()
        }),
        case(SkillsStatus { ..Default::default() }),
        case(SkillsStatus { agent_id: Some("main".into()) }),
        case(SkillsBins {}),
        case(SkillsInstall {
            agent_id: None,
            name: "github".into(),
            install_id: "brew".into(),
            timeout_ms: Some(600_000),
        }),
        case(SkillsInstall {
            agent_id: Some("scout".into()),
            name: "github".into(),
            install_id: "brew".into(),
            timeout_ms: None,
        }),
        case(SkillsUpdate {
            skill_key: "weather".into(),
            enabled: Some(false),
            api_key: None,
            env: BTreeMap::new(),
        }),
        case(SkillsUpdate {
            skill_key: "weather".into(),
            api_key: Some("example-token".into()),
            env: BTreeMap::from([("CITY".into(), "Berlin".into())]),
            enabled: None,
        }),
        case(Wake { mode: WakeMode::NextHeartbeat, text: "recorded wake".into() }),
        case(UpdateRun {
            session_key: Some("agent:main:main".into()),
            note: Some("nightly".into()),
            restart_delay_ms: Some(2000),
            timeout_ms: Some(600_000),
        }),
        case(UpdateStatus {}),
        case(TtsStatus {}),
        case(TtsProviders {}),
        case(TtsEnable {}),
        case(TtsDisable {}),
        case(TtsConvert {
            text: "hello".into(),
            channel: Some("webchat".into()),
            provider: None,
            model_id: None,
            voice_id: None,
        }),
        case(TtsConvert {
            text: "hello".into(),
            channel: None,
            provider: Some("openai".into()),
            model_id: Some("tts-1".into()),
            voice_id: Some("coral".into()),
        }),
        case(TtsPersonas {}),
        case(TtsSetPersona { persona: "off".into() }),
        case(TtsSpeak { text: "hello".into() }),
        case(TalkSpeak { text: "hello".into() }),
        case(TtsSetProvider { provider: "openai".into() }),
        case(VoicewakeGet {}),
        case(VoicewakeSet { triggers: vec!["openclaw".into(), "computer".into()] }),
        case(TalkMode { enabled: true, phase: Some("listening".into()) }),
        case(WizardStart {
            mode: Some("local".into()),
            workspace: Some("/home/operator/ws".into()),
            ..Default::default()
        }),
        case(WizardStart {
            flow: Some("channels".into()),
            channel: Some("telegram".into()),
            ..Default::default()
        }),
        case(WizardNext {
            session_id: "w1".into(),
            answer: Some(WizardAnswer { step_id: "s1".into(), value: Some(json!("local")) }),
        }),
        case(WizardCancel { session_id: "w1".into() }),
        case(WizardStatus { session_id: "w1".into() }),
    ]
}

fn fields(json: Value) -> Map<String, Value> {
    json.as_object().cloned().unwrap_or_default()
}
