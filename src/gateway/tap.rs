//! A look at what passes the socket, for as long as somebody looks, and what the connection has been
//! through. Nothing is kept of frames here, and nobody looks unless asked to: frames carry secrets.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use serde_json::value::RawValue;

use super::phase::Phase;

/// So many phases are remembered.
const MOST: usize = 40;

/// What passes.
#[derive(Debug, Clone, Copy)]
pub enum Passing<'a> {
    In(&'a str),
    Out(&'a str),
    /// An event, taken out of the frame before.
    Event {
        name: &'a str,
        payload: Option<&'a RawValue>,
        seq: Option<u64>,
    },
}

/// Who looks.
pub type Tap = Rc<dyn Fn(Passing<'_>)>;

/// What the connection has been through.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// When each phase began, the oldest first.
    pub phases: VecDeque<(f64, Phase)>,
    /// How often events were missed.
    pub gaps: u32,
}

/// Both, as the driver keeps them.
#[derive(Default)]
pub(super) struct Watch {
    tap: RefCell<Option<Tap>>,
    past: RefCell<Past>,
    welcome: RefCell<Option<Box<RawValue>>>,
    is_watched: Cell<bool>,
}

impl Watch {
    pub(super) fn set(&self, tap: Option<Tap>) {
        self.is_watched.set(tap.is_some());
        *self.tap.borrow_mut() = tap;
    }

    pub(super) fn pass(&self, passing: Passing<'_>) {
        if self.is_watched.get() {
            let tap = self.tap.borrow().clone();
            if let Some(tap) = tap {
                tap(passing);
            }
        }
    }

    pub(super) fn began(&self, at: f64, phase: &Phase) {
        let phases = &mut self.past.borrow_mut().phases;
        if phases.len() == MOST {
            phases.pop_front();
        }
        phases.push_back((at, phase.clone()));
    }

    pub(super) fn missed(&self) {
        self.past.borrow_mut().gaps += 1;
    }

    pub(super) fn past(&self) -> Past {
        self.past.borrow().clone()
    }

    /// The welcome as it came.
    pub(super) fn welcomed(&self, welcome: Option<&RawValue>) {
        *self.welcome.borrow_mut() = welcome.map(ToOwned::to_owned);
    }

    pub(super) fn welcome(&self) -> Option<Box<RawValue>> {
        self.welcome.borrow().clone()
    }
}
