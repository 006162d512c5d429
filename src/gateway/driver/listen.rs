//! Takes frames apart: the handshake for the machine, replies for those who wait, events for the
//! stores.

use std::rc::Rc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Driver;
use crate::gateway::{
    Delivery, calls,
    dialect::Said,
    phase::Phase,
    session::{Heard, Input},
    tap::Passing,
};
use crate::platform::clock;
use crate::protocol::json;
use crate::protocol::{
    event::Event, frame::ErrorShape, handshake::Challenge, handshake::HelloOk, system::Tick,
};

/// Event `shutdown`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shutdown {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    restart_expected_ms: Option<u64>,
}

impl Driver {
    pub(super) fn listen(&self, number: u32, text: &str) {
        self.watch.pass(Passing::In(text));
        let (read, connect_id) = {
            let mut line = self.line.borrow_mut();
            let Some(line) = line.as_mut().filter(|line| line.number == number) else { return };
            (line.speech.read(text), line.connect_id.clone())
        };
        match read {
            Ok(said) => {
                for said in said {
                    self.take(number, said, connect_id.as_deref());
                }
            }
            Err(error) => {
                log::warn!("a frame of {} bytes cannot be read: {error}", text.len());
                self.put(Input::From(number, Heard::Strange(None)));
            }
        }
    }

    fn take(&self, number: u32, said: Said, connect_id: Option<&str>) {
        let from = |heard| Input::From(number, heard);
        match said {
            Said::Tongue(dialect) => self.put(from(Heard::Strange(Some(dialect)))),
            Said::Reply { id, outcome, is_formal } if Some(id.as_str()) == connect_id => {
                self.put(from(match outcome {
                    Ok(payload) => Heard::Hello(self.hello_of(payload.as_deref())),
                    Err(error) => Heard::Refused { error, is_formal },
                }));
            }
            Said::Reply { id, outcome, .. } => {
                self.put(from(Heard::Frame));
                calls::answer(&mut self.pending.borrow_mut(), &id, outcome);
            }
            Said::Welcome(payload) => {
                self.put(from(Heard::Hello(self.hello_of(payload.as_deref()))));
            }
            Said::Event { name, payload, seq } => {
                self.take_event(number, &name, payload.as_deref(), seq);
            }
            Said::Complaint(error) => self.complained(number, error),
            Said::Nothing => self.put(from(Heard::Frame)),
        }
    }

    fn take_event(&self, number: u32, name: &str, payload: Option<&RawValue>, seq: Option<u64>) {
        self.watch.pass(Passing::Event { name, payload, seq });
        let from = |heard| Input::From(number, heard);
        match name {
            "connect.challenge" => match parsed::<Challenge>(payload) {
                Ok(challenge) => {
                    self.ahead_ms.set(challenge.ts.map(ahead_ms));
                    self.put(from(Heard::Challenge(challenge)));
                }
                Err(error) => log::warn!("the challenge cannot be read: {error}"),
            },
            "tick" => {
                let tick = parsed::<Tick>(payload).ok().and_then(|tick| tick.ts).map(ahead_ms);
                // The quickest message tells the time best.
                if let Some(ahead) = tick {
                    self.ahead_ms.set(Some(self.ahead_ms.get().map_or(ahead, |it| it.max(ahead))));
                }
            }
            "shutdown" => {
                if let Ok(shutdown) = parsed::<Shutdown>(payload) {
                    let Shutdown { reason, restart_expected_ms: expected_ms } = shutdown;
                    self.put(from(Heard::Shutdown { reason, expected_ms }));
                }
            }
            _ => {}
        }
        self.put(from(Heard::Event { seq }));
        if *self.phase.borrow() != Phase::Connected {
            return;
        }
        (self.deliver)(Delivery::Event(Event::named(name, payload)));
    }

    fn hello_of(&self, payload: Option<&RawValue>) -> Rc<HelloOk> {
        self.watch.welcomed(payload);
        hello(payload)
    }

    /// Before the welcome an error that answers nothing is meant for our connect.
    fn complained(&self, number: u32, error: ErrorShape) {
        log::warn!("the gateway complains: {} {}", error.code, error.message);
        let heard = if *self.phase.borrow() == Phase::Connected {
            Heard::Frame
        } else {
            Heard::Refused { error, is_formal: false }
        };
        self.put(Input::From(number, heard));
    }
}

fn parsed<'a, T: Deserialize<'a>>(payload: Option<&'a RawValue>) -> Result<T, serde_json::Error> {
    json::read(payload.map_or("null", RawValue::get))
}

/// A welcome in an unknown shape is a welcome all the same.
fn hello(payload: Option<&RawValue>) -> Rc<HelloOk> {
    let hello = payload.map(|payload| json::read(payload.get()));
    Rc::new(match hello {
        Some(Ok(hello)) => hello,
        Some(Err(error)) => {
            log::warn!("the welcome cannot be read: {error}");
            HelloOk::default()
        }
        None => HelloOk::default(),
    })
}

/// How far the gateway's clock is ahead of our steady one.
fn ahead_ms(gateway_ms: u64) -> f64 {
    gateway_ms as f64 - clock::steady_ms()
}
