//! What only this page reads: the gateway's status, its jobs, today's cost; and what an operator does
//! from here. Read anew when an event hints at it, so that nothing is asked for while nobody looks.

use leptos::prelude::*;

use super::figures::Spent;
use super::matters::{FailedJob, failed_jobs};
use crate::gateway::GatewayRef;
use crate::platform::watch::{watch, watch_change};
use crate::platform::{clock, timer, visibility, work};
use crate::protocol::health::{SetHeartbeats, Status, StatusSummary};
use crate::protocol::method::{Method, Scope};
use crate::protocol::presence::SystemEvent;
use crate::protocol::system::{Wake, WakeMode};
use crate::protocol::usage::{UsageCost, UsageCosts};
use crate::remote::Remote;
use crate::store::Stores;
use crate::store::listed::Listed;

/// While a gateway is still counting, it is asked again so often.
const COUNT_AGAIN_MS: u32 = 5_000;

/// From this protocol on gateways tell when somebody comes; earlier ones only when somebody leaves.
const TELLS_WHO_COMES: u32 = 4;

/// What was done about heartbeats from here, and when: no gateway tells whether they are paused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turned {
    pub on: bool,
    pub at: f64,
}

#[derive(Clone, Copy)]
pub struct OverviewState {
    pub stores: Stores,
    gateway: GatewayRef,
    status: Listed<StatusSummary>,
    costs: Listed<UsageCosts>,
    lost_at: RwSignal<Option<f64>>,
    turned: RwSignal<Option<Turned>>,
}

impl OverviewState {
    /// Reads everything as soon as the connection stands, and again when something has changed.
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        let state = Self {
            stores,
            gateway: stores.connection.line(),
            status: Listed::new(),
            costs: Listed::new(),
            lost_at: RwSignal::new(None),
            turned: RwSignal::new(None),
        };
        let connected = stores.connection.is_connected();
        let readable = stores.connection.is_readable();
        watch_change(move |before: Option<bool>| {
            let now = connected.get();
            if now {
                state.lost_at.set(None);
                // A gateway that comes back has forgotten what it was told.
                state.turned.set(None);
            } else if before == Some(true) {
                state.lost_at.set(Some(clock::now_ms()));
            }
            now
        });
        watch(move || {
            stores.health.stirred().track();
            if readable.get() {
                state.load_lists();
            }
        });
        // Each look of the gateway at itself is a moment to ask what no event tells.
        watch(move || {
            stores.health.heard_at().track();
            stores.health.heartbeat().track();
            if readable.get() {
                state.load_figures();
                state.load_presence();
            }
        });
        timer::every(COUNT_AGAIN_MS, move || {
            if state.is_counting() && connected.get_untracked() && visibility::is_visible() {
                work::begin(state.load_costs());
            }
        });
        state
    }

    #[must_use]
    pub fn status(self) -> Signal<Remote<StatusSummary>> {
        self.status.value()
    }

    #[must_use]
    pub fn costs(self) -> Signal<Remote<UsageCosts>> {
        self.costs.value()
    }

    /// The jobs whose last run has failed. Reactive.
    #[must_use]
    pub fn failed_jobs(self) -> Vec<FailedJob> {
        let jobs = self.stores.cron.jobs();
        jobs.with(|jobs| {
            let jobs = jobs.ready().map(|jobs| failed_jobs(jobs.values().map(AsRef::as_ref)));
            jobs.unwrap_or_default()
        })
    }

    /// Whether the jobs could not be read. Reactive.
    #[must_use]
    pub fn misses_jobs(self) -> bool {
        self.stores.cron.jobs().with(|jobs| matches!(jobs, Remote::Failed(_)))
    }

    /// Since when what is shown is no longer kept new, by this computer's clock. Reactive.
    #[must_use]
    pub fn old_since(self) -> Option<f64> {
        if self.stores.connection.is_connected().get() {
            return None;
        }
        if self.stores.connection.is_recalled() {
            return self.stores.connection.as_of().get();
        }
        self.lost_at.get().or_else(|| self.stores.health.heard_at().get())
    }

    /// What was done about heartbeats from here. Reactive.
    #[must_use]
    pub fn turned(self) -> Option<Turned> {
        self.turned.get()
    }

    /// Whether this gateway answers a method. Reactive: another gateway may answer others.
    #[must_use]
    pub fn offers<M: Method>(self) -> bool {
        self.stores.connection.phase().track();
        self.gateway.with_value(|gateway| gateway.offers(M::NAME))
    }

    /// Whether this connection may do something that only some may. Reactive.
    #[must_use]
    pub fn allows(self, scope: Scope) -> bool {
        self.stores.connection.allows(scope)
    }

    /// Tells the agents something, now or when they look around next.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn wake(self, mode: WakeMode, text: String) -> Result<(), String> {
        let call = self.gateway.get_value().call(Wake { mode, text }).await;
        let done = call.map_err(|error| error.sentence())?;
        self.load_figures();
        if done.ok == Some(false) { Err(String::new()) } else { Ok(()) }
    }

    /// Leaves a note to the agents that wakes nobody.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn note(self, text: String) -> Result<(), String> {
        let note = SystemEvent { text, ..SystemEvent::default() };
        let call = self.gateway.get_value().call(note).await;
        call.map_err(|error| error.sentence())?;
        self.load_figures();
        Ok(())
    }

    /// Pauses or resumes all heartbeats of the gateway.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn turn_heartbeats(self, enabled: bool) -> Result<(), String> {
        let call = self.gateway.get_value().call(SetHeartbeats { enabled }).await;
        let on = call.map_err(|error| error.sentence())?.enabled.unwrap_or(enabled);
        self.turned.try_set(Some(Turned { on, at: clock::now_ms() }));
        self.load_figures();
        Ok(())
    }

    /// Counts today anew.
    pub fn count(self) {
        work::begin(self.load_costs());
    }

    fn load_lists(self) {
        let stores = self.stores;
        // Its events keep it new.
        stores.cron.want();
        work::begin(stores.health.load_heartbeat());
        work::begin(stores.sessions.load());
    }

    fn load_figures(self) {
        if self.offers_untracked::<Status>() {
            work::begin(self.status.load(self.gateway, Status {}));
        }
        work::begin(self.load_costs());
    }

    /// Whoever connects to an early gateway makes it look at itself, which it tells.
    fn load_presence(self) {
        let stores = self.stores;
        let protocol =
            stores.health.welcome().with_untracked(|it| it.as_ref().map(|it| it.protocol));
        if protocol.is_none_or(|protocol| protocol < TELLS_WHO_COMES) {
            work::begin(stores.presence.load());
        }
    }

    async fn load_costs(self) {
        if self.offers_untracked::<UsageCost>() {
            let today = UsageCost { days: Some(1), ..UsageCost::default() };
            self.costs.load(self.gateway, today).await;
        }
    }

    fn is_counting(self) -> bool {
        self.costs
            .value()
            .with_untracked(|costs| costs.ready().is_some_and(|costs| Spent::of(costs).is_counting))
    }

    fn offers_untracked<M: Method>(self) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(M::NAME))
    }
}
