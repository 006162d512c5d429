//! One connected console as the gateway knows it, and the box its outgoing frames are put into.

use std::collections::BTreeSet;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;

/// What is handed to the task that owns the socket.
#[derive(Debug)]
pub(crate) enum Out {
    Frame {
        frame: Value,
        due: Instant,
    },
    /// Sent as it is, whatever it is.
    Raw(String),
    Close(u16, String),
    /// The connection is gone, without a word.
    Drop,
}

#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) client_mode: String,
    pub(crate) role: String,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) caps: BTreeSet<String>,
    pub(crate) device_id: Option<String>,
    pub(crate) presence_key: String,
    pub(crate) seq: u64,
    pub(crate) subscribed: bool,
    pub(crate) watched_sessions: BTreeSet<String>,
    pub(crate) outbox: UnboundedSender<Out>,
}

impl Client {
    pub(crate) fn put(&self, out: Out) {
        // A closed box means the socket is gone: there is nobody left to tell.
        drop(self.outbox.send(out));
    }
}
