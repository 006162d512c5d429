//! Devices: who asks, who is let in, and what a token is worth.

use demo_gateway::{Profile, Server};
use serde_json::{Value, json};

use crate::console::{Console, Ended, Identity, gateway, next_frame, open_socket_with};

fn order(server: &Server, order: Value) -> Value {
    server.order(&order).unwrap()
}

fn is(name: &'static str) -> impl Fn(&Value) -> bool {
    move |event| event["event"] == name
}

async fn from_elsewhere(server: &Server, identity: &Identity) -> Result<Console, (Value, Ended)> {
    let headers = [("x-forwarded-for", "203.0.113.9")];
    let mut socket = open_socket_with(server, "/", &headers).await;
    let challenge = next_frame(&mut socket).await.unwrap();
    Console::handshake(socket, identity.signed(&challenge["payload"])).await
}

fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    list["paired"].as_array().unwrap().iter().find(|row| row["displayName"] == name).unwrap()
}

#[tokio::test]
async fn a_device_from_elsewhere_waits_until_it_is_approved() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let stranger = Identity::new(7);
        let (error, ended) = from_elsewhere(&server, &stranger).await.err().unwrap();
        assert_eq!(error["code"], "NOT_PAIRED");
        assert_eq!(ended.unwrap().0, 1008);
        let request = error["details"]["requestId"].clone();
        let (again, _) = from_elsewhere(&server, &stranger).await.err().unwrap();
        assert_eq!(again["details"]["requestId"], request);
        let list = console.ok("device.pair.list", json!({})).await;
        assert_eq!(list["pending"].as_array().unwrap().len(), 1);
        assert_eq!(list["pending"][0]["deviceId"], stranger.device_id());
        let approval = json!({ "requestId": request });
        let approved = console.ok("device.pair.approve", approval.clone()).await;
        assert_eq!(approved["device"]["deviceId"], stranger.device_id());
        assert!(from_elsewhere(&server, &stranger).await.is_ok());
        let error = console.call("device.pair.approve", approval).await.unwrap_err();
        assert_eq!(error["message"], "unknown requestId");
        let heard = console.until(is("device.pair.resolved")).await;
        assert_eq!(heard.iter().filter(|event| is("device.pair.requested")(event)).count(), 1);
    }
}

#[tokio::test]
async fn a_rejected_device_has_to_ask_anew() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let asked = order(&server, json!({ "order": "pairing-request", "name": "Visitor" }));
    let rejected =
        console.ok("device.pair.reject", json!({ "requestId": asked["requestId"] })).await;
    assert_eq!(rejected["deviceId"], asked["deviceId"]);
    let state = order(&server, json!({ "order": "state" }));
    assert_eq!(state["pendingPairings"], json!([]));
}

#[tokio::test]
async fn six_devices_are_there_with_the_console() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let list = console.ok("device.pair.list", json!({})).await;
        assert_eq!(list["paired"].as_array().unwrap().len(), 6);
        order(&server, json!({ "order": "reset" }));
        let again = console.ok("device.pair.list", json!({})).await;
        assert_eq!(again["paired"].as_array().unwrap().len(), 6);
        assert!(named(&list, "Kitchen tablet")["tokens"][0]["revokedAtMs"].is_u64());
        assert!(!list.to_string().contains(console.hello["auth"]["deviceToken"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn a_token_is_told_once_and_late_versions_tell_only_its_own_device() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let list = console.ok("device.pair.list", json!({})).await;
        let id = named(&list, "Field laptop")["deviceId"].clone();
        let params = json!({ "deviceId": id, "role": "operator" });
        let rotated = console.ok("device.token.rotate", params.clone()).await;
        if profile >= Profile::V2026_6_11 {
            assert_eq!(rotated["tokenDelivery"], "withheld-cross-device");
            assert!(rotated.get("token").is_none());
        } else {
            assert!(rotated["token"].is_string());
        }
        let revoked = console.ok("device.token.revoke", params).await;
        assert!(revoked["revokedAtMs"].is_u64());
        let unknown = json!({ "deviceId": "nobody", "role": "operator" });
        let error = console.call("device.token.revoke", unknown).await.unwrap_err();
        let message = match profile {
            Profile::V2026_2_6 | Profile::V2026_4_15 => "unknown deviceId/role",
            _ => "device token revocation denied",
        };
        assert_eq!(error["message"], message);
    }
}

#[tokio::test]
async fn a_revoked_token_opens_nothing_and_its_connection_ends() {
    let server = gateway(Profile::V2026_4_15).await;
    let mut console = Console::connected(&server).await;
    let mut other = Console::connected_as(&server, &Identity::new(2)).await;
    let token = other.hello["auth"]["deviceToken"].clone();
    let params = json!({ "deviceId": Identity::new(2).device_id(), "role": "operator" });
    console.ok("device.token.revoke", params).await;
    assert_eq!(other.ended().await, Some((4001, "device removed".to_owned())));
    let back = Identity::new(2).with(|params| params["auth"] = json!({ "token": token }));
    assert!(Console::try_connect(&server, &back).await.is_err());
}

#[tokio::test]
async fn a_device_can_be_removed_from_2026_4_15_on() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let list = console.ok("device.pair.list", json!({})).await;
        let params = json!({ "deviceId": named(&list, "Kitchen tablet")["deviceId"] });
        let removed = console.call("device.pair.remove", params.clone()).await;
        assert_eq!(removed.is_ok(), profile > Profile::V2026_2_6);
        if removed.is_ok() {
            let error = console.call("device.pair.remove", params).await.unwrap_err();
            assert_eq!(error["message"], "unknown deviceId");
        }
    }
}

#[tokio::test]
async fn only_who_may_pair_sees_who_asks() {
    let server = gateway(Profile::V2026_4_15).await;
    let reader = Identity::new(3).with(|params| params["scopes"] = json!(["operator.read"]));
    let mut reader = Console::connected_as(&server, &reader).await;
    let error = reader.call("device.pair.list", json!({})).await.unwrap_err();
    assert_eq!(error["message"], "missing scope: operator.pairing");
}
