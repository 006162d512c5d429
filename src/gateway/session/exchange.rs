//! What the machine takes and what it gives: inputs and orders, as plain data.

use std::rc::Rc;

use crate::gateway::{dialect::Dialect, phase::Phase};
use crate::protocol::{
    frame::ErrorShape,
    handshake::{Challenge, HelloOk},
};

/// What is known when a connection is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// A token or password was given.
    pub(crate) secret: bool,
    /// A token issued to this device by this gateway lies at hand.
    pub(crate) device_token: bool,
    /// Loopback or encrypted: a device token may be offered unasked.
    pub(crate) trusted: bool,
    /// How this gateway spoke last time.
    pub(crate) dialect: Option<Dialect>,
    /// Nobody waits for it: a lost connection is tried again more slowly.
    pub(crate) unhurried: bool,
}

/// The moment of an input, and a random number from 0 up to 1 for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now_ms: f64,
    pub(crate) luck: f64,
}

#[derive(Debug, Clone)]
pub(crate) enum Input {
    Start(Known),
    /// The operator signs out.
    Stop,
    /// The operator does not want to wait.
    RetryNow,
    /// The tab is seen again or the network is back.
    Woke,
    Due(Timer),
    /// The browser refuses the address.
    BadAddress,
    /// From a socket, by its number.
    From(u32, Heard),
}

#[derive(Debug, Clone)]
pub(crate) enum Heard {
    Opened,
    Challenge(Challenge),
    Hello(Rc<HelloOk>),
    /// An error in answer to our connect. `is_formal`: as a gateway frames it.
    Refused {
        error: ErrorShape,
        is_formal: bool,
    },
    /// Something before the welcome that is in this dialect, or in none.
    Strange(Option<Dialect>),
    /// An event, with its number if it has one.
    Event {
        seq: Option<u64>,
    },
    /// Any other frame: the line lives.
    Frame,
    Shutdown {
        reason: String,
        expected_ms: Option<u64>,
    },
    Closed {
        code: u16,
        reason: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timer {
    /// The socket does not open.
    Open,
    /// No challenge comes.
    Challenge,
    /// No answer to our connect comes.
    Answer,
    /// Time for the next try.
    Retry,
    /// Time to see whether anything was heard.
    Silence,
    /// Time for the resync that was put off.
    Resync,
}

/// With what we say who we are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Credential {
    /// What the operator gave, or nothing.
    #[default]
    Given,
    /// The token this gateway issued to this device.
    Device,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Order {
    Open {
        socket: u32,
        dialect: Dialect,
    },
    SendConnect {
        challenge: Option<Challenge>,
        credential: Credential,
        /// Say that this is no build of the gateway's own console.
        names_build: bool,
    },
    /// Goes on in this dialect on the current socket.
    Speak(Dialect),
    /// Closes the current socket; nothing of it is heard again.
    Close {
        code: u16,
    },
    /// Replaces a timer of the same kind.
    Wait(Timer, u32),
    Forget(Timer),
    ForgetAll,
    FailPending,
    DropDeviceToken,
    Tell(Phase),
    Welcome(Rc<HelloOk>),
    Resync,
}
