//! At the door: who is let in, and what everybody else is told.

use demo_gateway::{Options, Profile};
use futures_util::SinkExt;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::console::{Console, Identity, gateway, gateway_with, next_frame, open_socket};

#[tokio::test]
async fn a_console_with_the_token_hears_hello() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let console = Console::connected(&server).await;
        assert_eq!(console.hello["type"], "hello-ok");
        assert_eq!(console.hello["protocol"], profile.protocol());
        assert_eq!(console.hello["auth"]["scopes"].as_array().unwrap().len(), 5);
        // The gateway, two nodes of the demo, and the console.
        assert_eq!(console.hello["snapshot"]["presence"].as_array().unwrap().len(), 4);
    }
}

#[tokio::test]
async fn a_device_comes_back_with_the_token_it_was_given() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let console = Console::connected(&server).await;
        let token = console.hello["auth"]["deviceToken"].clone();
        let returning = Identity::new(1).with(|params| params["auth"] = json!({ "token": token }));
        let console = Console::connected_as(&server, &returning).await;
        assert_eq!(console.hello["auth"]["deviceToken"], token);
        let stranger = Identity::new(2).with(|params| params["auth"] = json!({ "token": token }));
        assert!(Console::try_connect(&server, &stranger).await.is_err());
    }
}

#[tokio::test]
async fn a_forged_signature_is_refused() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut socket = open_socket(&server, "/", None).await;
    let challenge = next_frame(&mut socket).await.unwrap();
    let mut params = Identity::new(1).signed(&challenge["payload"]);
    params["scopes"] = json!(["operator.admin"]);
    let (error, ended) = Console::handshake(socket, params).await.err().unwrap();
    assert_eq!(error["details"]["code"], "DEVICE_AUTH_SIGNATURE_INVALID");
    assert_eq!(ended, Some((1008, "device signature invalid".to_owned())));
}

#[tokio::test]
async fn an_old_challenge_does_not_help() {
    let server = gateway(Profile::V2026_4_15).await;
    let mut first = open_socket(&server, "/", None).await;
    let challenge = next_frame(&mut first).await.unwrap();
    let params = Identity::new(1).signed(&challenge["payload"]);
    let mut second = open_socket(&server, "/", None).await;
    next_frame(&mut second).await.unwrap();
    let (error, _) = Console::handshake(second, params).await.err().unwrap();
    assert_eq!(error["message"], "device nonce mismatch");
}

#[tokio::test]
async fn a_protocol_nobody_speaks_closes_with_1002() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let old = Identity::new(1).with(|params| {
            params["minProtocol"] = 1.into();
            params["maxProtocol"] = 2.into();
        });
        let (error, ended) = Console::try_connect(&server, &old).await.err().unwrap();
        assert_eq!(error["details"]["expectedProtocol"], profile.protocol());
        assert_eq!(ended, Some((1002, "protocol mismatch".to_owned())));
    }
}

#[tokio::test]
async fn a_foreign_origin_is_refused() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut socket = open_socket(&server, "/", Some("https://elsewhere.example")).await;
    let challenge = next_frame(&mut socket).await.unwrap();
    let params = Identity::new(1).signed(&challenge["payload"]);
    let (error, _) = Console::handshake(socket, params).await.err().unwrap();
    assert!(error["message"].as_str().unwrap().starts_with("origin not allowed"));
}

#[tokio::test]
async fn the_first_request_must_be_connect() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut socket = open_socket(&server, "/", None).await;
    next_frame(&mut socket).await.unwrap();
    let frame = json!({ "type": "req", "id": "1", "method": "health" });
    socket.send(Message::text(frame.to_string())).await.unwrap();
    let answer = next_frame(&mut socket).await.unwrap();
    assert_eq!(answer["error"]["message"], "invalid handshake: first request must be connect");
    assert_eq!(next_frame(&mut socket).await.unwrap_err().unwrap().0, 1008);
}

#[tokio::test]
async fn a_browser_without_a_device_may_do_nothing_on_later_versions() {
    let server = gateway(Profile::V2026_4_15).await;
    let mut socket = open_socket(&server, "/", None).await;
    next_frame(&mut socket).await.unwrap();
    let mut console = Console::handshake(socket, Identity::new(1).params).await.ok().unwrap();
    let error = console.call("chat.history", json!({ "sessionKey": "main" })).await.unwrap_err();
    assert_eq!(error["message"], "missing scope: operator.read");
}

#[tokio::test]
async fn a_password_is_asked_for_when_one_is_set() {
    let mut options = Options::for_a_test(Profile::V2026_9_6);
    options.password = Some("example-password".to_owned());
    let server = gateway_with(options).await;
    let (error, _) = Console::try_connect(&server, &Identity::new(1)).await.err().unwrap();
    assert_eq!(error["details"]["code"], "AUTH_PASSWORD_MISSING");
    let wrong = Identity::new(1).with(|params| params["auth"] = json!({ "password": "no" }));
    let (error, _) = Console::try_connect(&server, &wrong).await.err().unwrap();
    assert_eq!(error["details"]["code"], "AUTH_PASSWORD_MISMATCH");
    let right =
        Identity::new(1).with(|params| params["auth"] = json!({ "password": "example-password" }));
    let console = Console::connected_as(&server, &right).await;
    assert_eq!(console.hello["auth"]["method"], "password");
}

#[tokio::test]
async fn presence_tells_who_comes_and_goes() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut stays = Console::connected(&server).await;
    let mut goes = Console::connected_as(&server, &Identity::new(2)).await;
    let there = |count: usize| {
        move |event: &serde_json::Value| {
            event["event"] == "presence"
                && event["payload"]["presence"].as_array().unwrap().len() == count
        }
    };
    stays.until(there(5)).await;
    goes.socket.close(None).await.unwrap();
    let events = stays
        .until(|event| event["event"] == "presence" && event.to_string().contains("\"disconnect\""))
        .await;
    assert!(events.last().unwrap()["stateVersion"]["presence"].as_u64().unwrap() > 1);
}
