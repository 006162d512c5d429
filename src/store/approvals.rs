//! What agents and plugins ask leave for: a queue that no page may miss, and the answers given to
//! it. The policy that decides when they must ask is the approvals page's own.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{clock, work};
use crate::protocol::approvals::{
    Decision, ExecApproval, ExecApprovalList, ExecApprovalResolve, ExecApprovalResolved,
    PluginApproval, PluginApprovalList, PluginApprovalResolve,
};
use crate::protocol::id::RequestId;
use crate::protocol::method::{Method, Scope};

#[cfg(test)]
mod cases;
pub mod queue;

use queue::{Ask, Queue, What};

/// A question whose time is over stays so long on screen, in case its answer was on the way.
const GRACE_MS: f64 = 300.0;

#[derive(Clone, Copy)]
pub struct Approvals {
    gateway: GatewayRef,
    queue: RwSignal<Queue>,
    /// Changes with each new question: what has to be noticed is noticed once.
    arrivals: RwSignal<u32>,
    /// Questions may have been asked and ended while nobody here could hear them.
    may_have_missed: RwSignal<bool>,
    /// The operator decides later: the dialog is out of the way until something new arrives.
    is_folded: RwSignal<bool>,
    /// Whether this gateway has been heard before.
    was_here: StoredValue<bool>,
    alarm: StoredValue<Option<clock::Alarm>, LocalStorage>,
}

impl Approvals {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self {
            gateway,
            queue: RwSignal::new(Queue::default()),
            arrivals: RwSignal::new(0),
            may_have_missed: RwSignal::new(false),
            is_folded: RwSignal::new(false),
            was_here: StoredValue::new(false),
            alarm: StoredValue::new_local(None),
        }
    }

    #[must_use]
    pub fn queue(self) -> Signal<Queue> {
        self.queue.into()
    }

    /// How many wait for an answer. Reactive.
    #[must_use]
    pub fn waiting(self) -> usize {
        self.queue.with(|queue| queue.open().len())
    }

    /// Changes with each new question.
    #[must_use]
    pub fn arrivals(self) -> Signal<u32> {
        self.arrivals.into()
    }

    /// Whether the gateway cannot say what was asked while the connection was lost.
    #[must_use]
    pub fn may_have_missed(self) -> Signal<bool> {
        self.may_have_missed.into()
    }

    /// Whether the operator has put the questions aside.
    #[must_use]
    pub fn is_folded(self) -> Signal<bool> {
        self.is_folded.into()
    }

    /// Puts the questions aside, or takes them up again.
    pub fn fold(self, folded: bool) {
        self.is_folded.set(folded);
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.queue.set(Queue::default());
        self.may_have_missed.set(false);
        self.was_here.set_value(false);
        self.alarm.set_value(None);
    }

    pub(super) fn asked(self, asked: ExecApproval) {
        self.arrive(Ask::of_command(asked, clock::steady_ms(), None));
    }

    pub(super) fn plugin_asked(self, asked: PluginApproval) {
        self.arrive(Ask::of_plugin(asked, clock::steady_ms(), None));
    }

    pub(super) fn resolved(self, event: ExecApprovalResolved) {
        let now = clock::steady_ms();
        self.change(|queue| queue.resolved(&event.id, event.decision, event.resolved_by, now));
    }

    /// Answers the question of this id and no other. What comes of it is told at the question.
    pub async fn answer(self, id: RequestId, decision: Decision) {
        let is_plugin = self.queue.with_untracked(|queue| {
            queue.get(&id).is_some_and(|ask| matches!(ask.what, What::Plugin(_)))
        });
        let may = self.queue.try_update(|queue| queue.answer(&id, &decision)).unwrap_or(false);
        if !may {
            return;
        }
        let gateway = self.gateway.get_value();
        let answer = if is_plugin {
            gateway.call(PluginApprovalResolve { id: id.clone(), decision }).await
        } else {
            gateway.call(ExecApprovalResolve { id: id.clone(), decision }).await
        };
        let now = clock::steady_ms();
        self.change(|queue| match answer {
            Ok(_) => queue.taken(&id, now),
            Err(error) if is_unknown(&error) => queue.gone(&id, now),
            Err(error) => queue.failed(&id, error.sentence()),
        });
    }

    /// After a hello or missed events: what still waits, where the gateway can say it.
    pub fn resync(self) {
        let gateway = self.gateway.get_value();
        // Questions of then are nobody's any more: memory is not asked for them.
        if gateway.hello().is_none() || !gateway.allows(Scope::Approvals) {
            return;
        }
        let lists = gateway.offers(ExecApprovalList::NAME);
        if self.was_here.get_value() {
            self.may_have_missed.set(!lists);
        }
        self.was_here.set_value(true);
        if lists {
            work::begin(self.list());
        }
    }

    async fn list(self) {
        let gateway = self.gateway.get_value();
        let ahead = gateway.clock_ahead_ms();
        match gateway.call(ExecApprovalList {}).await {
            Ok(asks) => {
                let now = clock::steady_ms();
                let asks = asks.into_iter().map(|ask| Ask::of_command(ask, now, ahead)).collect();
                self.listed(asks, |what| matches!(what, What::Command(_)), now);
            }
            Err(error) => log::warn!("exec.approval.list: {error:?}"),
        }
        if !gateway.offers(PluginApprovalList::NAME) {
            return;
        }
        match gateway.call(PluginApprovalList {}).await {
            Ok(asks) => {
                let now = clock::steady_ms();
                let asks = asks.into_iter().map(|ask| Ask::of_plugin(ask, now, ahead)).collect();
                self.listed(asks, |what| matches!(what, What::Plugin(_)), now);
            }
            Err(error) => log::warn!("plugin.approval.list: {error:?}"),
        }
    }

    fn listed(self, asks: Vec<Ask>, is_kind: fn(&What) -> bool, now: f64) {
        let before = self.queue.with_untracked(|queue| queue.open().len());
        self.change(|queue| queue.listed(asks, is_kind, now));
        if self.queue.with_untracked(|queue| queue.open().len()) > before {
            self.announce();
        }
    }

    fn arrive(self, ask: Ask) {
        if self.queue.with_untracked(|queue| queue.get(&ask.id).is_some()) {
            return;
        }
        self.change(|queue| {
            queue.ask(ask);
        });
        self.announce();
    }

    fn announce(self) {
        self.is_folded.set(false);
        self.arrivals.update(|arrivals| *arrivals += 1);
    }

    /// Changes the queue, and looks again when the next one's time is over.
    fn change(self, change: impl FnOnce(&mut Queue)) {
        self.queue.update(change);
        self.look_again();
    }

    fn look_again(self) {
        let due = self.queue.with_untracked(Queue::next_due_ms);
        let alarm = due.map(|due| {
            let wait = (due - clock::steady_ms()).max(0.0) + GRACE_MS;
            clock::after(wait.min(f64::from(i32::MAX)) as u32, move || {
                self.queue.update(|queue| queue.expire(clock::steady_ms() - GRACE_MS));
                self.look_again();
            })
        });
        self.alarm.set_value(alarm);
    }
}

/// The gateway does not know the id: it has expired, or was answered elsewhere.
fn is_unknown(error: &CallError) -> bool {
    match error {
        CallError::Refused { message, details, .. } => {
            let reason = details.as_ref().and_then(|details| details["reason"].as_str());
            reason == Some("APPROVAL_NOT_FOUND") || message.contains("approval id")
        }
        _ => false,
    }
}
