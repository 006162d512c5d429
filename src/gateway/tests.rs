//! The door, with a scripted gateway behind it.

use std::cell::Cell;

use futures_executor::block_on;
use futures_util::StreamExt;
use serde_json::json;

use super::{CallError, Gateway};
use crate::protocol::{
    chat::{ChatAbort, ChatHistory},
    method::Scope,
};

fn history() -> ChatHistory {
    ChatHistory { session_key: "main".into(), limit: Some(5), offset: None, max_chars: None }
}

#[test]
fn a_call_is_sent_by_its_name_and_its_reply_is_read() {
    let gateway = Gateway::scripted(&[Scope::Read], |_, _| Ok(json!({"sessionId": "s-1"})));
    let reply = block_on(gateway.call(history())).unwrap();
    assert_eq!(reply.session_id.as_deref(), Some("s-1"));
    let params = json!({"sessionKey": "main", "limit": 5});
    assert_eq!(gateway.take_sent(), [("chat.history".to_owned(), params)]);
}

#[test]
fn a_missing_permission_stops_a_call_before_the_wire() {
    let gateway = Gateway::scripted(&[Scope::Read], |_, _| Ok(json!({})));
    let abort = ChatAbort { session_key: "main".into(), run_id: None };
    assert_eq!(block_on(gateway.call(abort)), Err(CallError::Scope(Scope::Write)));
    assert!(gateway.take_sent().is_empty());
}

#[test]
fn a_reply_of_another_shape_says_which_call_it_was() {
    let gateway = Gateway::scripted(&[Scope::Admin], |_, _| Ok(json!({"messages": 7})));
    let error = block_on(gateway.call(history())).unwrap_err();
    assert!(matches!(error, CallError::Shape { method: "chat.history", .. }));
}

#[test]
fn without_a_connection_a_call_is_offline() {
    let delivered = Cell::new(0);
    let gateway = Gateway::new(move |_| delivered.set(delivered.get() + 1));
    assert_eq!(block_on(gateway.call(history())), Err(CallError::Offline));
    assert!(!gateway.allows(Scope::Read));
    assert!(!gateway.offers("chat.send"));
}

#[test]
fn a_call_of_many_replies_ends_after_an_error() {
    let refused = || CallError::Refused {
        code: "UNAVAILABLE".to_owned(),
        message: "no".to_owned(),
        details: None,
        retry_after_ms: None,
    };
    let gateway = Gateway::scripted(&[Scope::Admin], move |_, _| Err(refused()));
    let replies: Vec<_> = block_on(gateway.call_many(history()).collect());
    assert_eq!(replies, [Err(refused())]);
}
