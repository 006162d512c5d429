//! Devices and nodes: every request as it must be written.

use quarterdeck::protocol::devices::{
    DevicePairApprove, DevicePairList, DevicePairReject, DevicePairRemove, DeviceTokenRevoke,
    DeviceTokenRotate,
};
use quarterdeck::protocol::nodes::pairing::{
    NodePairApprove, NodePairList, NodePairReject, NodePairRequest, NodePairVerify,
};
use quarterdeck::protocol::nodes::{
    NodeDescribe, NodeError, NodeEvent, NodeInvoke, NodeInvokeResult, NodeList, NodeRename,
};
use serde_json::json;

use super::{Case, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(DevicePairList {}),
        case(DevicePairApprove { request_id: "7e76c419-096c-40bc-9e33-668c8e2c76e7".into() }),
        case(DevicePairReject { request_id: "cde500aa-856e-4d24-9f4d-70f11b16f573".into() }),
        case(DevicePairRemove {
            device_id: "11d4d1097114e202d37e4c93f67481957ddffc09f1af1fbc98166d008d826f92".into(),
        }),
        case(DeviceTokenRotate {
            device_id: "11d4d1097114e202d37e4c93f67481957ddffc09f1af1fbc98166d008d826f92".into(),
            role: "0".into(),
            scopes: None,
        }),
        case(DeviceTokenRotate {
            device_id: "11d4d1097114".into(),
            role: "operator".into(),
            scopes: Some(vec!["operator.read".into()]),
        }),
        case(DeviceTokenRevoke {
            device_id: "11d4d1097114e202d37e4c93f67481957ddffc09f1af1fbc98166d008d826f92".into(),
            role: "0".into(),
        }),
        case(NodeList {}),
        case(NodeDescribe {
            node_id: "17275437e17c23ac1c7c109d1bdc7cfe722a5652c6b4efa9d9265b750d6f79e4".into(),
        }),
        case(NodeRename { node_id: "node-1".into(), display_name: "Garage".into() }),
        case(NodeInvoke {
            node_id: "17275437e17c23ac1c7c109d1bdc7cfe722a5652c6b4efa9d9265b750d6f79e4".into(),
            command: "system.which".into(),
            params: Some(json!({"bins": ["git"]})),
            timeout_ms: Some(5000),
            idempotency_key: "feeb207b-aa6b-4bb4-9e03-1fd133a48926".into(),
        }),
        case(NodeInvoke {
            node_id: "node-1".into(),
            command: "system.which".into(),
            idempotency_key: "0b1c2d3e".into(),
            params: None,
            timeout_ms: None,
        }),
        case(NodeInvokeResult {
            id: "i1".into(),
            node_id: "node-1".into(),
            ok: false,
            payload_json: Some("{}".into()),
            error: Some(NodeError { code: Some("E".into()), message: Some("failed".into()) }),
            ..Default::default()
        }),
        case(NodeEvent {
            event: "voice.transcript".into(),
            payload_json: Some("{}".into()),
            payload: None,
        }),
        case(NodePairRequest {
            node_id: "node-1".into(),
            display_name: Some("Workshop Pi".into()),
            platform: Some("linux".into()),
            caps: vec!["camera".into()],
            commands: vec!["system.run".into()],
            silent: Some(false),
            ..Default::default()
        }),
        case(NodePairList {}),
        case(NodePairApprove { request_id: "r1".into() }),
        case(NodePairReject { request_id: "r1".into() }),
        case(NodePairVerify { node_id: "node-1".into(), token: "example-token".into() }),
    ]
}
