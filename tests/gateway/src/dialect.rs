//! The forms in which frames are written and read. Inside, everything is the gateway's own form;
//! a dialect translates at the socket, in both directions, and knows no method.
//!
//! `gateway`: `{type:"req"|"res"|"event", …}` in text frames, as every real gateway.
//! `short` and `jsonrpc`: see their files.

use serde_json::Value;
use tokio_tungstenite::tungstenite::Message;

mod jsonrpc;
mod short;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Gateway,
    Short,
    JsonRpc,
}

impl Dialect {
    pub fn named(name: &str) -> Option<Dialect> {
        match name {
            "gateway" => Some(Dialect::Gateway),
            "short" => Some(Dialect::Short),
            "jsonrpc" => Some(Dialect::JsonRpc),
            _ => None,
        }
    }

    /// A frame of ours in this dialect; nothing when the dialect has no words for it.
    pub(crate) fn write(self, frame: &Value) -> Vec<Message> {
        match self {
            Dialect::Gateway => vec![text(frame)],
            Dialect::Short => short::write(frame).iter().map(bytes).collect(),
            Dialect::JsonRpc => jsonrpc::write(frame).iter().map(text).collect(),
        }
    }

    /// A frame of theirs in our form.
    pub(crate) fn read(self, frame: Value) -> Value {
        match self {
            Dialect::Gateway => frame,
            Dialect::Short => short::read(frame),
            Dialect::JsonRpc => jsonrpc::read(frame),
        }
    }
}

fn text(frame: &Value) -> Message {
    Message::text(frame.to_string())
}

fn bytes(frame: &Value) -> Message {
    Message::binary(frame.to_string().into_bytes())
}
