//! A gateway that answers from a script, for tests: no socket, no browser. It records what was
//! sent and says what the script says.

use std::{cell::RefCell, rc::Rc};

use serde_json::{Value, value::RawValue};

use super::{calls::Outcome, error::CallError};
use crate::protocol::json;
use crate::protocol::{
    handshake::{Granted, HelloOk},
    method::Scope,
};

/// Who the console is to a scripted gateway.
pub(super) const DEVICE: &str = "this-device";

type Answer = dyn Fn(&str, &Value) -> Result<Value, CallError>;

/// What answers, and what was sent.
pub(crate) struct Script {
    answer: Box<Answer>,
    sent: RefCell<Vec<(String, Value)>>,
    hello: Rc<HelloOk>,
}

impl Script {
    pub(super) fn new(
        scopes: &[Scope],
        answer: impl Fn(&str, &Value) -> Result<Value, CallError> + 'static,
    ) -> Self {
        let granted = scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
        let auth = Some(Granted { scopes: Some(granted), ..Granted::default() });
        let hello = Rc::new(HelloOk { protocol: 4, auth, ..HelloOk::default() });
        Self { answer: Box::new(answer), sent: RefCell::default(), hello }
    }

    pub(super) fn hello(&self) -> Rc<HelloOk> {
        Rc::clone(&self.hello)
    }

    pub(super) fn take_sent(&self) -> Vec<(String, Value)> {
        self.sent.take()
    }

    pub(super) fn call(&self, method: &str, params: &RawValue) -> Outcome {
        let shape = |why: serde_json::Error| CallError::Shape {
            method: "a scripted call",
            why: why.to_string(),
        };
        let params: Value = json::read(params.get()).map_err(shape)?;
        self.sent.borrow_mut().push((method.to_owned(), params.clone()));
        let reply = (self.answer)(method, &params)?;
        serde_json::value::to_raw_value(&reply).map(Some).map_err(shape)
    }
}
