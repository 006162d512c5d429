//! Reads a frame in any documented spelling: with or without `type`, ids as text or number,
//! `payload`, `result` or `data`, success told by `ok` or by the absence of an error, events as
//! frames or as JSON-RPC notifications.

use serde_json::value::RawValue;

use super::{Dialect, error_shape};
use crate::protocol::frame::{ErrorShape, Incoming};
use crate::protocol::json;

/// What a frame says.
#[derive(Debug)]
pub(crate) enum Said {
    /// This frame is of that dialect beyond doubt.
    Tongue(Dialect),
    Reply {
        id: String,
        outcome: Result<Option<Box<RawValue>>, ErrorShape>,
        /// As protocols 3 and 4 frame it.
        is_formal: bool,
    },
    /// A welcome that answers no request.
    Welcome(Option<Box<RawValue>>),
    Event {
        name: String,
        payload: Option<Box<RawValue>>,
        seq: Option<u64>,
    },
    /// An error that answers no request.
    Complaint(ErrorShape),
    Nothing,
}

pub(super) fn read(text: &str) -> Result<Vec<Said>, serde_json::Error> {
    let frame: Incoming = json::read(text)?;
    let mut said = Vec::with_capacity(2);
    if frame.jsonrpc.is_some() {
        said.push(Said::Tongue(Dialect::JsonRpc));
    }
    said.push(meaning(frame, text)?);
    Ok(said)
}

fn meaning(frame: Incoming, text: &str) -> Result<Said, serde_json::Error> {
    let is_formal = frame.kind.as_deref() == Some("res");
    if frame.kind.as_deref() == Some("hello-ok") {
        return Ok(Said::Welcome(Some(json::read(text)?)));
    }
    if let Some(name) = frame.event {
        let payload = frame.payload.or(frame.data).or(frame.params).or(frame.result);
        return Ok(match name.as_str() {
            "helloOk" => Said::Welcome(payload),
            _ => Said::Event { name, payload, seq: frame.seq },
        });
    }
    if frame.id.is_none()
        && let Some(method) = frame.method
    {
        return Ok(notification(method, frame.params, frame.seq));
    }
    let is_error = frame.ok.map_or(frame.error.is_some(), |ok| !ok);
    let outcome = if is_error {
        let mut error = error_shape(frame.error);
        // What an installer wrote comes beside the refusal.
        if let (None, Some(payload)) = (&error.details, &frame.payload) {
            error.details = json::read(payload.get()).ok();
        }
        Err(error)
    } else {
        Ok(frame.payload.or(frame.result).or(frame.data))
    };
    Ok(match (frame.id, outcome) {
        (Some(id), outcome) => Said::Reply { id: id.into_text(), outcome, is_formal },
        (None, Err(error)) => Said::Complaint(error),
        (None, Ok(_)) => Said::Nothing,
    })
}

/// `{"method": "event", "params": {"event", "payload", "seq"}}`, or the event's name as the method.
fn notification(method: String, params: Option<Box<RawValue>>, seq: Option<u64>) -> Said {
    if method == "event"
        && let Some(inner) = params.as_ref()
        && let Ok(Incoming { event: Some(name), payload, data, params, seq: inner_seq, .. }) =
            json::read(inner.get())
    {
        let payload = payload.or(data).or(params);
        return Said::Event { name, payload, seq: inner_seq.or(seq) };
    }
    Said::Event { name: method, payload: params, seq }
}
