//! The life of one connection, as a pure machine: inputs in, orders out. It never touches a socket,
//! a timer or a clock; `driver.rs` carries out what is ordered here.

use std::rc::Rc;

use crate::protocol::{
    frame::ErrorShape,
    handshake::{Challenge, HelloOk},
};

use super::{
    backoff,
    dialect::Dialect,
    phase::{Farewell, Phase, RefusalKind},
    refusal,
};

mod discovery;
mod exchange;
mod refused;
#[cfg(test)]
mod tests;

pub(crate) use exchange::{Credential, Heard, Input, Known, Moment, Order, Timer};

/// A real gateway sends its challenge at once; one that sends none speaks otherwise.
const CHALLENGE_WAIT_MS: u32 = 750;
/// Once it is known to send one, a slow line is no reason to give up.
const PATIENT_WAIT_MS: u32 = 10_000;
const ANSWER_WAIT_MS: u32 = 15_000;
/// For an answer in a dialect that is only tried.
const TRIAL_WAIT_MS: u32 = 1_500;
const OPEN_WAIT_MS: u32 = 15_000;
const APPROVAL_WAIT_MS: u32 = 3_000;
const RESYNC_PAUSE_MS: f64 = 5_000.0;
/// So many times longer waits who is not waited for: from six seconds up to two minutes.
const UNHURRIED: u32 = 8;
const DEFAULT_TICK_MS: u64 = 30_000;

/// Closing codes of our own.
pub(crate) const GOODBYE: u16 = 1000;
pub(crate) const SILENT: u16 = 4000;
pub(crate) const CONNECT_FAILED: u16 = 4008;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Idle,
    Opening,
    AwaitingChallenge,
    AwaitingHello {
        with_nonce: bool,
    },
    Live,
    /// Until the next try.
    Resting,
    Refused,
}

/// One connection, over as many sockets as it takes.
#[derive(Debug, Default)]
pub(crate) struct Session {
    step: Step,
    phase: Phase,
    /// The number of the current or last socket.
    socket: u32,
    known: Known,
    dialect: Dialect,
    /// The dialect has brought a welcome.
    is_settled: bool,
    speaks_challenge: bool,
    /// The form with the token in the address was tried on a gateway that could not be reached.
    was_short_tried: bool,
    credential: Credential,
    has_tried_device_token: bool,
    names_build: bool,
    attempt: u32,
    farewell: Option<Farewell>,
    rest_at_least_ms: u32,
    tick_ms: f64,
    heard_ms: f64,
    last_seq: Option<u64>,
    last_resync_ms: Option<f64>,
    resync_is_due: bool,
}

impl Session {
    /// Takes what happened, answers what to do, in order.
    pub(crate) fn on(&mut self, input: Input, moment: Moment) -> Vec<Order> {
        let mut orders = Vec::new();
        match input {
            Input::Start(known) => self.start(known, &mut orders),
            Input::Stop => self.stop(&mut orders),
            Input::RetryNow => {
                if matches!(self.step, Step::Resting | Step::Refused) {
                    self.attempt = 0;
                    self.has_tried_device_token = false;
                    self.open(&mut orders);
                }
            }
            Input::Woke => match self.step {
                Step::Resting => self.open(&mut orders),
                Step::Live => self.check_silence(moment, &mut orders),
                _ => {}
            },
            Input::Due(timer) => self.due(timer, moment, &mut orders),
            Input::BadAddress => {
                let refusal = refusal::plain(RefusalKind::BadAddress);
                self.step = Step::Refused;
                orders.push(Order::ForgetAll);
                self.tell(Phase::Refused(refusal), &mut orders);
            }
            Input::From(socket, heard) => {
                if socket == self.socket && self.has_socket() {
                    self.heard_ms = moment.now_ms;
                    self.hear(heard, moment, &mut orders);
                }
            }
        }
        orders
    }

    fn has_socket(&self) -> bool {
        !matches!(self.step, Step::Idle | Step::Resting | Step::Refused)
    }

    fn start(&mut self, known: Known, orders: &mut Vec<Order>) {
        let socket = self.socket;
        let phase = std::mem::take(&mut self.phase);
        if self.has_socket() {
            orders.push(Order::Close { code: GOODBYE });
        }
        orders.push(Order::ForgetAll);
        orders.push(Order::FailPending);
        *self = Self {
            socket,
            phase,
            known,
            dialect: known.dialect.unwrap_or_default(),
            speaks_challenge: known.dialect == Some(Dialect::Gateway),
            credential: if known.device_token && !known.secret {
                Credential::Device
            } else {
                Credential::Given
            },
            ..Self::default()
        };
        self.open(orders);
    }

    fn stop(&mut self, orders: &mut Vec<Order>) {
        if self.has_socket() {
            orders.push(Order::Close { code: GOODBYE });
        }
        orders.push(Order::ForgetAll);
        orders.push(Order::FailPending);
        self.step = Step::Idle;
        self.tell(Phase::Idle, orders);
    }

    fn open(&mut self, orders: &mut Vec<Order>) {
        self.socket += 1;
        self.step = Step::Opening;
        orders.push(Order::ForgetAll);
        match &self.phase {
            Phase::WaitingForApproval { .. } => {}
            Phase::Reconnecting { reason, .. } if self.attempt > 0 => {
                let reason = reason.clone();
                let attempt = self.attempt;
                self.tell(Phase::Reconnecting { attempt, retry_at_ms: None, reason }, orders);
            }
            _ => self.tell(Phase::Connecting, orders),
        }
        orders.push(Order::Wait(Timer::Open, OPEN_WAIT_MS));
        orders.push(Order::Open { socket: self.socket, dialect: self.dialect });
    }

    fn hear(&mut self, heard: Heard, moment: Moment, orders: &mut Vec<Order>) {
        match heard {
            Heard::Opened => self.opened(orders),
            Heard::Challenge(challenge) => self.challenged(challenge, orders),
            Heard::Hello(hello) => self.welcomed(hello, orders),
            Heard::Refused { error, is_formal } => self.refused(error, is_formal, moment, orders),
            Heard::Strange(dialect) => self.misheard(dialect, moment, orders),
            Heard::Event { seq } => self.count(seq, moment, orders),
            Heard::Frame => {}
            Heard::Shutdown { reason, expected_ms } => {
                self.farewell = Some(match expected_ms {
                    Some(_) => Farewell::Restarting { expected_ms },
                    None => Farewell::ShutDown { reason },
                });
                let wait = expected_ms.unwrap_or_default().min(15_000);
                self.rest_at_least_ms = u32::try_from(wait).unwrap_or_default();
            }
            Heard::Closed { code, reason } => self.closed(code, reason, moment, orders),
        }
    }

    fn opened(&mut self, orders: &mut Vec<Order>) {
        orders.push(Order::Forget(Timer::Open));
        let wait = match (self.dialect, self.speaks_challenge) {
            (Dialect::Gateway, true) => PATIENT_WAIT_MS,
            (Dialect::Gateway, false) | (Dialect::JsonRpc, true) => CHALLENGE_WAIT_MS,
            _ => return self.send_connect(None, orders),
        };
        self.step = Step::AwaitingChallenge;
        orders.push(Order::Wait(Timer::Challenge, wait));
    }

    fn send_connect(&mut self, challenge: Option<Challenge>, orders: &mut Vec<Order>) {
        let is_known = self.is_settled || challenge.is_some();
        self.step = Step::AwaitingHello { with_nonce: challenge.is_some() };
        orders.push(Order::Forget(Timer::Challenge));
        orders.push(Order::SendConnect {
            challenge,
            credential: self.credential,
            names_build: self.names_build,
        });
        let wait = if is_known { ANSWER_WAIT_MS } else { TRIAL_WAIT_MS };
        orders.push(Order::Wait(Timer::Answer, wait));
    }

    fn welcomed(&mut self, hello: Rc<HelloOk>, orders: &mut Vec<Order>) {
        if self.step == Step::Live {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a tick is seconds, not centuries")]
        let tick_ms = hello.policy.tick_interval_ms.unwrap_or(DEFAULT_TICK_MS) as f64;
        // Only a gateway that promises ticks can be too silent.
        let promises_ticks = hello.policy.tick_interval_ms.is_some_and(|tick| tick > 0);
        self.step = Step::Live;
        self.is_settled = true;
        self.attempt = 0;
        self.farewell = None;
        self.rest_at_least_ms = 0;
        self.last_seq = None;
        self.resync_is_due = false;
        self.has_tried_device_token = false;
        self.tick_ms = if promises_ticks { tick_ms } else { f64::INFINITY };
        orders.push(Order::ForgetAll);
        if promises_ticks {
            orders.push(Order::Wait(Timer::Silence, whole_ms(2.0 * tick_ms)));
        }
        self.phase = Phase::Connected;
        orders.push(Order::Welcome(hello));
        orders.push(Order::Tell(Phase::Connected));
    }

    /// Numbers may be missing because an event was not for us, or because it was lost. Nobody can
    /// tell, so a gap asks for a resync, but not more often than every few seconds.
    fn count(&mut self, seq: Option<u64>, moment: Moment, orders: &mut Vec<Order>) {
        let Some(seq) = seq.filter(|_| self.step == Step::Live) else { return };
        let is_gap = self.last_seq.is_some_and(|last| seq > last + 1);
        self.last_seq = Some(seq);
        if !is_gap || self.resync_is_due {
            return;
        }
        let rested = self.last_resync_ms.map_or(f64::INFINITY, |last| moment.now_ms - last);
        if rested >= RESYNC_PAUSE_MS {
            self.last_resync_ms = Some(moment.now_ms);
            orders.push(Order::Resync);
        } else {
            self.resync_is_due = true;
            orders.push(Order::Wait(Timer::Resync, whole_ms(RESYNC_PAUSE_MS - rested)));
        }
    }

    fn due(&mut self, timer: Timer, moment: Moment, orders: &mut Vec<Order>) {
        match (timer, self.step) {
            (Timer::Open, Step::Opening) => {
                orders.push(Order::Close { code: CONNECT_FAILED });
                self.unreached(moment, orders);
            }
            (Timer::Challenge, Step::AwaitingChallenge) if !self.is_sure_of_a_challenge() => {
                self.send_connect(None, orders);
            }
            (Timer::Challenge, Step::AwaitingChallenge)
            | (Timer::Answer, Step::AwaitingHello { .. }) => {
                orders.push(Order::Close { code: CONNECT_FAILED });
                self.unanswered(moment, orders);
            }
            (Timer::Retry, Step::Resting) => self.open(orders),
            (Timer::Silence, Step::Live) => self.check_silence(moment, orders),
            (Timer::Resync, Step::Live) => {
                self.resync_is_due = false;
                self.last_resync_ms = Some(moment.now_ms);
                orders.push(Order::Resync);
            }
            _ => {}
        }
    }

    fn check_silence(&mut self, moment: Moment, orders: &mut Vec<Order>) {
        let left = self.heard_ms + 2.0 * self.tick_ms - moment.now_ms;
        if left <= 0.0 {
            orders.push(Order::Close { code: SILENT });
            self.lost(Farewell::Silent, moment, orders);
        } else if left.is_finite() {
            orders.push(Order::Wait(Timer::Silence, whole_ms(left)));
        }
    }

    fn closed(&mut self, code: u16, reason: String, moment: Moment, orders: &mut Vec<Order>) {
        match self.step {
            Step::Opening => self.unreached(moment, orders),
            // Before the welcome a reason may be all that is said of a refusal.
            Step::AwaitingHello { .. } | Step::AwaitingChallenge
                if code == 1008 || code == 1002 =>
            {
                let is_formal = refusal::is_in_words(&reason);
                let error = ErrorShape { message: reason, ..ErrorShape::default() };
                if is_formal {
                    self.refused(error, true, moment, orders);
                } else {
                    self.unanswered(moment, orders);
                }
            }
            Step::AwaitingHello { .. } | Step::AwaitingChallenge
                if !matches!(code, 1001 | 1012 | 1013) =>
            {
                self.unanswered(moment, orders);
            }
            _ => {
                let farewell = self.farewell.take().unwrap_or_else(|| farewell_of(code, reason));
                self.lost(farewell, moment, orders);
            }
        }
    }

    /// The socket is gone; the next try comes by itself.
    fn lost(&mut self, reason: Farewell, moment: Moment, orders: &mut Vec<Order>) {
        self.farewell = None;
        self.attempt += 1;
        let pace = if self.known.unhurried { UNHURRIED } else { 1 };
        let backoff = pace * backoff::delay_ms(self.attempt, moment.luck);
        let delay = backoff.max(std::mem::take(&mut self.rest_at_least_ms));
        self.step = Step::Resting;
        orders.push(Order::ForgetAll);
        orders.push(Order::FailPending);
        let retry_at_ms = Some(moment.now_ms + f64::from(delay));
        let attempt = self.attempt;
        self.tell(Phase::Reconnecting { attempt, retry_at_ms, reason: Some(reason) }, orders);
        orders.push(Order::Wait(Timer::Retry, delay));
    }

    fn tell(&mut self, phase: Phase, orders: &mut Vec<Order>) {
        if self.phase != phase {
            self.phase = phase.clone();
            orders.push(Order::Tell(phase));
        }
    }
}

fn farewell_of(code: u16, reason: String) -> Farewell {
    match code {
        1012 => Farewell::Restarting { expected_ms: None },
        1008 if reason.contains("slow") => Farewell::TooSlow,
        1009 => Farewell::TooLarge,
        1005 | 1006 => Farewell::Lost,
        _ => Farewell::Other { code, reason },
    }
}

fn whole_ms(ms: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest u32 there is"
    )]
    let whole = ms.ceil() as u32;
    whole
}
