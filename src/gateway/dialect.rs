//! How frames are written and read: protocols 3 and 4 as real gateways speak them, and the two
//! other documented forms. Above this file there is one kind of call and one kind of event.

use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::protocol::{
    frame::{ErrorShape, RequestFrame},
    handshake::Connect,
};

mod read;
mod short;

pub(crate) use read::Said;

/// The forms, in the order in which they are tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Protocols 3 and 4.
    #[default]
    Gateway,
    /// JSON-RPC 2.0.
    JsonRpc,
    /// `?token=` in the address, `hello`/`helloOk`, `chat.chunk`/`chat.done`.
    Short,
}

impl Dialect {
    #[must_use]
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Gateway => Self::JsonRpc,
            Self::JsonRpc => Self::Short,
            Self::Short => Self::Gateway,
        }
    }

    /// The word under which it is remembered.
    #[must_use]
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::JsonRpc => "jsonrpc",
            Self::Short => "short",
        }
    }

    #[must_use]
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Gateway, Self::JsonRpc, Self::Short].into_iter().find(|it| it.as_str() == word)
    }

    /// The address to open. The short dialect demands the token in it; no other has it there.
    #[must_use]
    pub(crate) fn address(self, url: &str, token: Option<&str>) -> String {
        match (self, token) {
            (Self::Short, Some(token)) => {
                let joint = if url.contains('?') { '&' } else { '?' };
                let token: String = percent_encoded(token);
                format!("{url}{joint}token={token}")
            }
            _ => url.to_owned(),
        }
    }

    /// Whether frames go out as bytes.
    #[must_use]
    pub(crate) fn is_binary(self) -> bool {
        self == Self::Short
    }
}

/// The translator of one socket. Remembers what the dialect leaves out.
#[derive(Debug, Default)]
pub(crate) struct Speech {
    dialect: Dialect,
    short: short::Runs,
}

impl Speech {
    #[must_use]
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, short: short::Runs::default() }
    }

    #[must_use]
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The first frame.
    ///
    /// # Errors
    /// When the params cannot be written, which no params of ours do.
    pub(crate) fn connect(
        &mut self,
        id: &str,
        connect: &Connect,
    ) -> Result<String, serde_json::Error> {
        match self.dialect {
            Dialect::Gateway => {
                self.request(id, "connect", &serde_json::value::to_raw_value(connect)?)
            }
            Dialect::JsonRpc => {
                let params = json!({
                    "role": "control",
                    "auth": connect.auth,
                    "client": connect.client,
                    "device": connect.device,
                    "scopes": connect.scopes,
                });
                self.request(id, "connect", &serde_json::value::to_raw_value(&params)?)
            }
            Dialect::Short => {
                let version = connect.client.version;
                Ok(json!({"event": "hello", "payload": {"version": version}}).to_string())
            }
        }
    }

    /// A call.
    ///
    /// # Errors
    /// When the params cannot be written, which no params of ours do.
    pub(crate) fn request(
        &mut self,
        id: &str,
        method: &str,
        params: &RawValue,
    ) -> Result<String, serde_json::Error> {
        match self.dialect {
            Dialect::Gateway => {
                serde_json::to_string(&RequestFrame { kind: "req", id, method, params })
            }
            Dialect::JsonRpc => {
                serde_json::to_string(&JsonRpcRequest { jsonrpc: "2.0", id, method, params })
            }
            Dialect::Short => {
                let params = self.short.outgoing(id, method, params)?;
                serde_json::to_string(&ShortRequest { id, method, params: &params })
            }
        }
    }

    /// What a frame says, in the words of protocols 3 and 4.
    ///
    /// # Errors
    /// When the text is no JSON, or no object.
    pub(crate) fn read(&mut self, text: &str) -> Result<Vec<Said>, serde_json::Error> {
        let said = read::read(text)?;
        Ok(match self.dialect {
            Dialect::Short => self.short.incoming(said),
            _ => said,
        })
    }
}

#[derive(Serialize)]
struct JsonRpcRequest<'a> {
    jsonrpc: &'static str,
    id: &'a str,
    method: &'a str,
    params: &'a RawValue,
}

#[derive(Serialize)]
struct ShortRequest<'a> {
    id: &'a str,
    method: &'a str,
    params: &'a Value,
}

/// Percent-encodes everything but the letters, digits and marks that need none.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// An error in any of its spellings: an object, a text that may begin with a number, or nothing.
fn error_shape(error: Option<Value>) -> ErrorShape {
    match error {
        Some(Value::String(message)) => {
            let code = message.split(' ').next().filter(|word| word.parse::<u16>().is_ok());
            ErrorShape { code: code.unwrap_or_default().to_owned(), message, ..Default::default() }
        }
        Some(Value::Object(mut fields)) => {
            if let Some(code) = fields.get("code").filter(|code| !code.is_string()) {
                let code = code.to_string();
                fields.insert("code".to_owned(), code.into());
            }
            // JSON-RPC calls the details `data`.
            if let Some(data) = fields.remove("data") {
                fields.entry("details").or_insert(data);
            }
            let message = fields.get("message").and_then(Value::as_str).unwrap_or_default();
            let message = message.to_owned();
            serde_json::from_value(Value::Object(fields))
                .unwrap_or(ErrorShape { message, ..Default::default() })
        }
        _ => ErrorShape::default(),
    }
}

#[cfg(test)]
mod tests;
