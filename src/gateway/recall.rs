//! What a gateway has answered before, told in its place until it is reached for the first time in
//! this life of the page. What keeps answers is a part that comes later (`recall/memory.rs`); those
//! that come before it wait here. Nothing is decided here about what may be kept.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::value::RawValue;

use super::calls::Outcome;
use super::error::CallError;
use crate::protocol::{handshake::HelloOk, method::Scope};

pub mod limits;
pub mod memory;
pub mod question;

/// So many answers wait for what keeps them.
const MOST: usize = 24;
/// A longer answer is not kept.
pub const LONGEST: usize = 512 * 1024;

/// An answer, and what was asked.
pub struct Answer {
    pub method: &'static str,
    pub params: Box<RawValue>,
    pub text: Box<RawValue>,
}

/// Keeps answers of one gateway.
pub trait Keep {
    /// Takes an answer, and keeps it when there is time.
    fn take(&self, answer: Answer);
    /// What was answered to this before.
    ///
    /// # Errors
    /// When it was a read and nothing of it is kept, or when it was none.
    fn tell(&self, method: &str, scope: Scope, params: &str) -> Result<Box<RawValue>, CallError>;
    /// Keeps nothing more, also of what was taken and is not written yet.
    fn close(&self);
}

#[derive(Default)]
enum Keeper {
    /// It is not there yet.
    #[default]
    Awaited,
    There(Rc<dyn Keep>),
    /// The operator does not want it.
    Unwanted,
}

/// The driver's side of it.
#[derive(Default)]
pub(super) struct Recall {
    keeper: RefCell<Keeper>,
    waiting: RefCell<Vec<Answer>>,
    /// The welcome of then, for as long as memory speaks.
    hello: RefCell<Option<Rc<HelloOk>>>,
}

impl Recall {
    pub(super) fn take(&self, answer: Answer) {
        if answer.text.get().len() > LONGEST {
            return;
        }
        match &*self.keeper.borrow() {
            Keeper::There(keeper) => keeper.take(answer),
            Keeper::Awaited if self.waiting.borrow().len() < MOST => {
                self.waiting.borrow_mut().push(answer);
            }
            Keeper::Awaited | Keeper::Unwanted => {}
        }
    }

    /// Whoever keeps answers from now on, or nobody, by the operator's wish.
    pub(super) fn keep(&self, keeper: Option<Rc<dyn Keep>>) {
        let waiting = self.waiting.take();
        if let Some(keeper) = &keeper {
            waiting.into_iter().for_each(|answer| keeper.take(answer));
        }
        let keeper = keeper.map_or(Keeper::Unwanted, Keeper::There);
        self.replace(keeper);
    }

    /// Another gateway is asked for.
    pub(super) fn forget(&self) {
        self.waiting.take();
        self.hello.take();
        self.replace(Keeper::Awaited);
    }

    fn replace(&self, keeper: Keeper) {
        if let Keeper::There(before) = self.keeper.replace(keeper) {
            before.close();
        }
    }

    /// Memory speaks from now on, or no longer.
    pub(super) fn speak(&self, hello: Option<Rc<HelloOk>>) {
        *self.hello.borrow_mut() = hello;
    }

    pub(super) fn hello(&self) -> Option<Rc<HelloOk>> {
        self.hello.borrow().clone()
    }

    /// What memory answers in the gateway's place. It only reads.
    pub(super) fn tell(&self, method: &str, scope: Scope, params: &RawValue) -> Outcome {
        if self.hello.borrow().is_none() {
            return Err(CallError::Offline);
        }
        match &*self.keeper.borrow() {
            Keeper::There(keeper) => keeper.tell(method, scope, params.get()).map(Some),
            _ if scope == Scope::Read => Err(CallError::NotKept),
            _ => Err(CallError::Offline),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[derive(Default)]
    struct Shelf {
        taken: RefCell<Vec<&'static str>>,
        closed: Cell<bool>,
    }

    impl Keep for Shelf {
        fn take(&self, answer: Answer) {
            self.taken.borrow_mut().push(answer.method);
        }

        fn tell(&self, _: &str, _: Scope, params: &str) -> Result<Box<RawValue>, CallError> {
            RawValue::from_string(params.to_owned()).map_err(|_| CallError::NotKept)
        }

        fn close(&self) {
            self.closed.set(true);
        }
    }

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    fn answer(method: &'static str) -> Answer {
        Answer { method, params: raw("{}"), text: raw("true") }
    }

    #[test]
    fn what_came_before_its_keeper_is_kept_in_its_order() {
        let (recall, shelf) = (Recall::default(), Rc::new(Shelf::default()));
        recall.take(answer("agents.list"));
        recall.keep(Some(Rc::clone(&shelf) as Rc<dyn Keep>));
        recall.take(answer("chat.history"));
        assert_eq!(*shelf.taken.borrow(), ["agents.list", "chat.history"]);
    }

    #[test]
    fn nothing_waits_for_a_keeper_that_is_not_wanted() {
        let (recall, shelf) = (Recall::default(), Rc::new(Shelf::default()));
        recall.keep(None);
        recall.take(answer("agents.list"));
        recall.keep(Some(Rc::clone(&shelf) as Rc<dyn Keep>));
        assert!(shelf.taken.borrow().is_empty());
    }

    #[test]
    fn another_gateway_ends_the_memory_of_the_one_before() {
        let (recall, shelf) = (Recall::default(), Rc::new(Shelf::default()));
        recall.keep(Some(Rc::clone(&shelf) as Rc<dyn Keep>));
        recall.speak(Some(Rc::default()));
        recall.forget();
        assert!(shelf.closed.get());
        assert!(recall.hello().is_none());
        let told = recall.tell("agents.list", Scope::Read, &raw("{}"));
        assert_eq!(told.unwrap_err(), CallError::Offline);
    }

    #[test]
    fn memory_speaks_only_while_it_is_asked_to() {
        let (recall, shelf) = (Recall::default(), Rc::new(Shelf::default()));
        let ask = |scope| recall.tell("agents.list", scope, &raw("{}")).map(|_| ());
        recall.keep(Some(shelf));
        assert_eq!(ask(Scope::Read), Err(CallError::Offline));
        recall.speak(Some(Rc::default()));
        assert_eq!(ask(Scope::Read), Ok(()));
        recall.keep(None);
        assert_eq!(ask(Scope::Read), Err(CallError::NotKept));
        assert_eq!(ask(Scope::Write), Err(CallError::Offline), "a write is refused as ever");
    }
}
