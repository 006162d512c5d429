//! What the machine orders, told in sentences. Here are its clock and its inputs.

use std::rc::Rc;

use serde_json::json;

use super::{Credential, Heard, Input, Known, Moment, Order, Session, Timer};
use crate::gateway::{
    dialect::Dialect,
    phase::{Farewell, Phase, RefusalKind},
};
use crate::protocol::{
    frame::ErrorShape,
    handshake::{Challenge, HelloOk},
};

/// A machine with a clock of its own.
struct Line {
    session: Session,
    now_ms: f64,
}

const KNOWN: Known =
    Known { secret: true, device_token: false, trusted: true, dialect: None, unhurried: false };

impl Line {
    fn new() -> Self {
        Self { session: Session::default(), now_ms: 1_000_000.0 }
    }

    fn started(known: Known) -> Self {
        let mut line = Self::new();
        line.give(Input::Start(known));
        line
    }

    fn connected() -> Self {
        let mut line = Self::started(KNOWN);
        line.open_and_challenge();
        line.hear(hello());
        line
    }

    fn give(&mut self, input: Input) -> Vec<Order> {
        self.session.on(input, Moment { now_ms: self.now_ms, luck: 0.0 })
    }

    fn hear(&mut self, heard: Heard) -> Vec<Order> {
        let socket = self.session.socket;
        self.give(Input::From(socket, heard))
    }

    fn open_and_challenge(&mut self) -> Vec<Order> {
        self.hear(Heard::Opened);
        self.hear(challenge())
    }

    fn refuse(&mut self, error: serde_json::Value) -> Vec<Order> {
        self.hear(refused(error))
    }

    fn later(&mut self, ms: f64) -> &mut Self {
        self.now_ms += ms;
        self
    }
}

fn challenge() -> Heard {
    Heard::Challenge(Challenge { nonce: "n".to_owned(), ts: Some(7) })
}

fn hello() -> Heard {
    let hello = json!({"protocol": 3, "policy": {"tickIntervalMs": 30_000}});
    Heard::Hello(Rc::new(serde_json::from_value::<HelloOk>(hello).unwrap()))
}

fn refused(error: serde_json::Value) -> Heard {
    let error: ErrorShape = serde_json::from_value(error).unwrap();
    Heard::Refused { error, is_formal: true }
}

fn mismatch() -> serde_json::Value {
    json!({"code": "INVALID_REQUEST", "message": "unauthorized: gateway token mismatch (hint)"})
}

fn closed(code: u16) -> Heard {
    Heard::Closed { code, reason: String::new() }
}

fn opened(orders: &[Order]) -> Option<(u32, Dialect)> {
    orders.iter().find_map(|order| match order {
        Order::Open { socket, dialect } => Some((*socket, *dialect)),
        _ => None,
    })
}

fn waits(orders: &[Order], timer: Timer) -> Option<u32> {
    orders.iter().find_map(|order| match order {
        Order::Wait(it, ms) if *it == timer => Some(*ms),
        _ => None,
    })
}

fn told(orders: &[Order]) -> Option<&Phase> {
    orders.iter().find_map(|order| match order {
        Order::Tell(phase) => Some(phase),
        _ => None,
    })
}

fn connects_with(orders: &[Order]) -> Option<(bool, Credential, bool)> {
    orders.iter().find_map(|order| match order {
        Order::SendConnect { challenge, credential, names_build } => {
            Some((challenge.is_some(), *credential, *names_build))
        }
        _ => None,
    })
}

fn refusal(orders: &[Order]) -> Option<&RefusalKind> {
    match told(orders) {
        Some(Phase::Refused(refusal)) => Some(&refusal.kind),
        _ => None,
    }
}

mod discovering;
mod living;
mod refusing;
