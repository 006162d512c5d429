//! The gateway's way of saying no. Every wording here is a real gateway's; none is made up where
//! a recording exists.

use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) details: Option<Box<Value>>,
    pub(crate) retryable: Option<bool>,
    pub(crate) retry_after_ms: Option<u64>,
    /// What was done all the same; it comes beside the refusal.
    pub(crate) payload: Option<Box<Value>>,
}

impl Refusal {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Refusal {
        Refusal {
            code: code.to_owned(),
            message: message.into(),
            details: None,
            retryable: None,
            retry_after_ms: None,
            payload: None,
        }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Refusal {
        Refusal::new("INVALID_REQUEST", message)
    }

    pub(crate) fn with_details(mut self, details: Value) -> Refusal {
        self.details = Some(Box::new(details));
        self
    }

    pub(crate) fn with_payload(mut self, payload: Value) -> Refusal {
        self.payload = Some(Box::new(payload));
        self
    }

    pub(crate) fn unknown_method(method: &str) -> Refusal {
        Refusal::invalid(format!("unknown method: {method}"))
    }

    /// An error written by hand in an order or a test, taken as it is.
    pub(crate) fn from_json(error: &Value) -> Refusal {
        Refusal {
            code: error["code"].as_str().unwrap_or("UNAVAILABLE").to_owned(),
            message: error["message"].as_str().unwrap_or("refused by order").to_owned(),
            details: error.get("details").cloned().map(Box::new),
            retryable: error["retryable"].as_bool(),
            retry_after_ms: error["retryAfterMs"].as_u64(),
            payload: None,
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(details) = &self.details {
            error["details"] = (**details).clone();
        }
        if let Some(retryable) = self.retryable {
            error["retryable"] = retryable.into();
        }
        if let Some(after) = self.retry_after_ms {
            error["retryAfterMs"] = after.into();
        }
        error
    }
}
