//! Sends calls and watches how long they wait. Never sends one twice.

use futures_channel::{mpsc, oneshot};
use serde_json::value::RawValue;

use super::Driver;
use crate::gateway::{
    calls::{self, Caller, Outcome},
    error::CallError,
    tap::Passing,
};
use crate::platform::clock;

impl Driver {
    /// Sends a call. The caller waits in `receiver`.
    pub(crate) fn send_once(
        &self,
        method: &str,
        params: &RawValue,
        deadline_ms: u32,
    ) -> Result<oneshot::Receiver<Outcome>, CallError> {
        let (sender, receiver) = oneshot::channel();
        self.send(method, params, deadline_ms, Caller::Once(sender))?;
        Ok(receiver)
    }

    /// Sends a call that is answered more than once.
    pub(crate) fn send_each(
        &self,
        method: &str,
        params: &RawValue,
        deadline_ms: u32,
    ) -> Result<mpsc::UnboundedReceiver<Outcome>, CallError> {
        let (sender, receiver) = mpsc::unbounded();
        self.send(method, params, deadline_ms, Caller::Each(sender))?;
        Ok(receiver)
    }

    fn send(
        &self,
        method: &str,
        params: &RawValue,
        deadline_ms: u32,
        caller: Caller,
    ) -> Result<(), CallError> {
        let hello = self.hello().ok_or(CallError::Offline)?;
        let mut line = self.line.borrow_mut();
        let line = line.as_mut().ok_or(CallError::Offline)?;
        let mut pending = self.pending.borrow_mut();
        let id = pending.next_id();
        let frame = line.speech.request(&id, method, params).map_err(|error| {
            log::warn!("{method}: the params cannot be written: {error}");
            CallError::Offline
        })?;
        let limit = hello.policy.max_payload.and_then(|limit| usize::try_from(limit).ok());
        if let Some(limit) = limit.filter(|limit| frame.len() > *limit) {
            return Err(CallError::TooLarge { bytes: frame.len(), limit });
        }
        pending.wait(&id, clock::now_ms() + f64::from(deadline_ms), caller);
        self.watch.pass(Passing::Out(&frame));
        line.socket.send(frame, line.speech.dialect().is_binary());
        drop(pending);
        self.watch_deadlines();
        Ok(())
    }

    fn watch_deadlines(&self) {
        let due = self.pending.borrow().next_due_ms();
        let alarm = due.map(|due| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a float becomes the nearest u32 there is"
            )]
            let ms = (due - clock::now_ms()).ceil() as u32;
            let me = self.me.clone();
            clock::after(ms, move || {
                let Some(me) = me.upgrade() else { return };
                let late = me.pending.borrow_mut().overdue(clock::now_ms());
                calls::fail(late, &CallError::Timeout);
                me.watch_deadlines();
            })
        });
        *self.deadline.borrow_mut() = alarm;
    }
}

/// No other page, and no earlier connection of this one, begins its ids so.
pub(super) fn unique_prefix(asked: u32) -> String {
    format!("{:x}-{asked}-", clock::now_ms().to_bits() ^ clock::chance().to_bits())
}
