//! Carries out what `session.rs` orders: sockets, timers, wake-ups, signing, keeping. Decides
//! nothing. One driver, one connection, one thread.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::{Rc, Weak},
};

use super::{
    Delivery, Target,
    calls::{self, Caller},
    dialect::Speech,
    error::CallError,
    identity::{
        DeviceKey,
        keep::{self, Kept},
    },
    pending::Pending,
    phase::Phase,
    recall::Recall,
    session::{Heard, Input, Known, Moment, Order, Session, Timer},
    socket::{self, Socket, Sound},
    tap::Watch,
};
use crate::platform::{
    browser,
    clock::{self, Alarm},
    visibility::{self, WakeListener},
    work,
};
use crate::protocol::{handshake::HelloOk, id::DeviceId};

mod greeting;
mod listen;
mod send;

/// The role of this console on every gateway.
pub(super) const ROLE: &str = "operator";

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Operating,
    /// To see what waits there. What is kept of the gateway is for those who operate it.
    LookingOn,
    /// The same at a gateway that shows what waits to administrators only.
    LookingCloser,
}

/// The current socket and what belongs to it.
struct Line {
    number: u32,
    socket: Socket,
    speech: Speech,
    /// The id of our last connect.
    connect_id: Option<String>,
}

/// What is known of the gateway that was asked for.
#[derive(Default)]
struct Place {
    target: Target,
    key: Option<DeviceKey>,
    device_token: Option<String>,
    /// What the device token is good for.
    held: Option<Vec<String>>,
}

pub(crate) struct Driver {
    me: Weak<Self>,
    manner: Cell<Manner>,
    deliver: Box<dyn Fn(Delivery)>,
    session: RefCell<Session>,
    inputs: RefCell<VecDeque<Input>>,
    is_busy: Cell<bool>,
    line: RefCell<Option<Line>>,
    pending: RefCell<Pending<Caller>>,
    alarms: RefCell<BTreeMap<Timer, Alarm>>,
    deadline: RefCell<Option<Alarm>>,
    /// How far the gateway's clock is ahead of our steady one.
    ahead_ms: Cell<Option<f64>>,
    place: RefCell<Place>,
    /// Counts the targets asked for, so that a slow start of an old one is dropped.
    asked: Cell<u32>,
    wake: RefCell<Option<WakeListener>>,
    phase: RefCell<Phase>,
    hello: RefCell<Option<Rc<HelloOk>>>,
    pub(super) watch: Watch,
    pub(super) recall: Recall,
}

impl Driver {
    pub(super) fn new(manner: Manner, deliver: impl Fn(Delivery) + 'static) -> Rc<Self> {
        Rc::new_cyclic(|me| Self {
            me: me.clone(),
            manner: Cell::new(manner),
            deliver: Box::new(deliver),
            session: RefCell::default(),
            inputs: RefCell::default(),
            is_busy: Cell::new(false),
            line: RefCell::default(),
            pending: RefCell::default(),
            alarms: RefCell::default(),
            ahead_ms: Cell::new(None),
            deadline: RefCell::default(),
            place: RefCell::default(),
            asked: Cell::new(0),
            wake: RefCell::default(),
            phase: RefCell::default(),
            hello: RefCell::default(),
            watch: Watch::default(),
            recall: Recall::default(),
        })
    }

    pub(crate) fn phase(&self) -> Phase {
        self.phase.borrow().clone()
    }

    pub(crate) fn ahead_ms(&self) -> Option<f64> {
        self.ahead_ms.get()
    }

    pub(crate) fn hello(&self) -> Option<Rc<HelloOk>> {
        self.hello.borrow().clone()
    }

    pub(crate) fn device_id(&self) -> Option<DeviceId> {
        self.place.borrow().key.as_ref().map(DeviceKey::id)
    }

    /// Forgets the current connection, looks up what is kept about the new one, and starts.
    pub(crate) fn connect(&self, target: Target) {
        self.put(Input::Stop);
        self.recall.forget();
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let Some(me) = self.me.upgrade() else { return };
        me.listen_for_wake();
        me.pending.borrow_mut().begin_ids_with(send::unique_prefix(asked));
        work::begin(async move {
            let Kept { key, token: kept, dialect } = keep::all(&target.url, ROLE).await;
            if me.asked.get() != asked {
                return;
            }
            if let Err(error) = &key {
                log::warn!("no device key: {error}");
            }
            let known = Known {
                secret: target.token.is_some() || target.password.is_some(),
                device_token: kept.is_some(),
                trusted: target.is_trusted(),
                dialect,
                unhurried: me.looks_on(),
            };
            let (device_token, held) = kept.map(|kept| (kept.token, kept.scopes)).unzip();
            let is_let_in = known.secret || known.device_token;
            let may_begin =
                is_let_in && !greeting::wish(me.manner.get(), held.as_deref()).is_empty();
            *me.place.borrow_mut() = Place { target, key: key.ok(), device_token, held };
            if me.looks_on() && !may_begin {
                return;
            }
            me.put(Input::Start(known));
        });
    }

    fn looks_on(&self) -> bool {
        self.manner.get() != Manner::Operating
    }

    /// Who looks on connects anew with what it takes to see everything that waits, once.
    pub(crate) fn look_closer(&self) -> bool {
        let is_first = self.manner.get() == Manner::LookingOn;
        if is_first {
            self.manner.set(Manner::LookingCloser);
            let target = self.place.borrow().target.clone();
            self.connect(target);
        }
        is_first
    }

    pub(crate) fn disconnect(&self) {
        self.asked.set(self.asked.get() + 1);
        self.put(Input::Stop);
    }

    /// Ends the connection, and this browser can only come back as a newcomer does.
    pub(crate) fn sign_out(&self) {
        self.drop_device_token();
        self.disconnect();
    }

    pub(crate) fn retry_now(&self) {
        self.put(Input::RetryNow);
    }

    fn listen_for_wake(&self) {
        let mut wake = self.wake.borrow_mut();
        if wake.is_none() {
            let me = self.me.clone();
            *wake = Some(visibility::on_wake(move || {
                if let Some(me) = me.upgrade() {
                    me.put(Input::Woke);
                }
            }));
        }
    }

    /// Hands an input to the machine and carries out its orders. What comes up meanwhile waits its
    /// turn.
    fn put(&self, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        if self.is_busy.replace(true) {
            return;
        }
        loop {
            let next = self.inputs.borrow_mut().pop_front();
            let Some(input) = next else { break };
            let moment = Moment { now_ms: clock::now_ms(), luck: clock::chance() };
            let orders = self.session.borrow_mut().on(input, moment);
            for order in orders {
                self.carry_out(order);
            }
        }
        self.is_busy.set(false);
    }

    fn carry_out(&self, order: Order) {
        match order {
            Order::Open { socket, dialect } => self.open(socket, Speech::new(dialect)),
            Order::SendConnect { challenge, credential, names_build } => {
                self.greet(challenge.as_ref(), credential, names_build);
            }
            Order::Speak(dialect) => {
                if let Some(line) = self.line.borrow_mut().as_mut() {
                    line.speech = Speech::new(dialect);
                }
            }
            Order::Close { code } => {
                if let Some(line) = self.line.borrow_mut().take() {
                    line.socket.close(code);
                }
            }
            Order::Wait(timer, ms) => {
                let me = self.me.clone();
                let alarm = clock::after(ms, move || {
                    if let Some(me) = me.upgrade() {
                        me.put(Input::Due(timer));
                    }
                });
                self.alarms.borrow_mut().insert(timer, alarm);
            }
            Order::Forget(timer) => drop(self.alarms.borrow_mut().remove(&timer)),
            Order::ForgetAll => self.alarms.borrow_mut().clear(),
            Order::FailPending => {
                let callers = self.pending.borrow_mut().take_all();
                calls::fail(callers, &CallError::Offline);
            }
            Order::DropDeviceToken => self.drop_device_token(),
            Order::Tell(phase) => self.tell(phase),
            Order::Welcome(hello) => self.welcome(hello),
            Order::Resync => {
                self.watch.missed();
                (self.deliver)(Delivery::Resync);
            }
        }
    }

    fn open(&self, number: u32, speech: Speech) {
        let address = {
            let place = self.place.borrow();
            speech.dialect().address(&place.target.url, place.target.token.as_deref())
        };
        let me = self.me.clone();
        let hear = move |sound| {
            let Some(me) = me.upgrade() else { return };
            match sound {
                Sound::Opened => me.put(Input::From(number, Heard::Opened)),
                Sound::Text(text) => me.listen(number, &text),
                Sound::Closed { code, reason } => {
                    me.put(Input::From(number, Heard::Closed { code, reason }));
                }
            }
        };
        match socket::open(&address, hear) {
            Ok(socket) => {
                let line = Line { number, socket, speech, connect_id: None };
                *self.line.borrow_mut() = Some(line);
            }
            Err(socket::BadAddress) => self.put(Input::BadAddress),
        }
    }

    fn tell(&self, mut phase: Phase) {
        if let Phase::Refused(refusal) = &mut phase {
            refusal.origin = browser::origin();
        }
        if phase != Phase::Connected {
            *self.hello.borrow_mut() = None;
        }
        self.watch.began(clock::now_ms(), &phase);
        *self.phase.borrow_mut() = phase.clone();
        (self.deliver)(Delivery::Phase(phase));
    }
}
