//! What waits for the operator: one line each, with the way to where it is dealt with.

use icondata::{
    Icon as Glyph, LuCalendarClock, LuGauge, LuHeartPulse, LuMonitorSmartphone, LuPlug, LuRadio,
    LuServer, LuShieldCheck,
};
use leptos::prelude::*;

use super::matters::{FailedPlugin, Load, Waiting, failed_plugins, load};
use super::state::OverviewState;
use super::ticking::Ago;
use crate::platform::document;
use crate::protocol::cron::CronList;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::channels::trouble::{self, Key, name};
use crate::ui::icon::Icon;
use crate::ui::remote_view::skeleton;
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, tn, tr, w};

/// So many failed jobs are named.
const NAMED: usize = 5;

/// Everything that waits, counted. Reactive.
#[must_use]
pub fn waiting(state: OverviewState) -> Waiting {
    let stores = state.stores;
    let health = |read: fn(&crate::protocol::health::HealthSummary) -> bool| {
        stores.health.summary().with(|summary| summary.ready().is_some_and(read))
    };
    Waiting {
        approvals: stores.approvals.waiting(),
        devices: stores.devices.waiting(),
        nodes: stores.nodes.waiting(),
        channels: stores.channels.broken(),
        jobs: state.failed_jobs().len(),
        plugins: plugins(state).len(),
        unwell: health(|it| it.ok == Some(false)),
        too_busy: health(|it| load(it) == Some(Load::TooBusy)),
        no_models: health(|it| {
            it.model_runtime.as_ref().is_some_and(|models| models.degraded == Some(true))
        }),
    }
}

/// What cannot be seen from here, so that nobody takes silence for peace. Reactive.
#[must_use]
pub fn blind_spots(state: OverviewState) -> Vec<String> {
    let stores = state.stores;
    if !stores.connection.is_connected().get() {
        return Vec::new();
    }
    let lacks = |scope: Scope, word: Word| {
        (!state.allows(scope)).then(|| tr(word, &[("scope", scope.as_str())]))
    };
    let channels = stores.channels.status();
    [
        lacks(Scope::Read, w::OVERVIEW_BLIND_READ),
        lacks(Scope::Approvals, w::OVERVIEW_BLIND_APPROVALS),
        lacks(Scope::Pairing, w::OVERVIEW_BLIND_PAIRING),
        stores.approvals.may_have_missed().get().then(|| t(w::OVERVIEW_BLIND_MISSED)),
        (state.misses_jobs() || !state.offers::<CronList>()).then(|| t(w::OVERVIEW_BLIND_JOBS)),
        channels
            .with(|channels| matches!(channels, Remote::Failed(_)))
            .then(|| t(w::OVERVIEW_BLIND_CHANNELS)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[component]
pub fn WaitingList(state: OverviewState) -> impl IntoView {
    let rows = Memo::new(move |_| rows(state));
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let is_known =
        Memo::new(move |_| state.stores.health.summary().with(|summary| summary.ready().is_some()));
    let blind = Memo::new(move |_| blind_spots(state));
    view! {
        <Section title=w::OVERVIEW_WAITING>
            {move || (is_empty.get() && !is_known.get()).then(skeleton)}
            <p class="overview__calm" hidden=move || !is_empty.get() || !is_known.get()>
                {say(w::OVERVIEW_WAITING_NONE)}
            </p>
            <ul class="overview__waiting" hidden=move || is_empty.get()>
                <For each=move || rows.get() key=Row::clone let:row>
                    <WaitingRow row />
                </For>
            </ul>
            {move || {
                let blind = blind.get();
                (!blind.is_empty())
                    .then(|| {
                        let what = blind.join(", ");
                        view! { <p class="overview__note">{tr(w::OVERVIEW_BLIND, &[("what", &what)])}</p> }
                    })
            }}
        </Section>
    }
}

/// What kind of thing waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum About {
    Approvals,
    Devices,
    Nodes,
    Channels,
    Job,
    Plugins,
    Gateway,
    Busy,
    Models,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    about: About,
    text: String,
    detail: Option<String>,
    at: Option<u64>,
    /// The job it is about.
    job: Option<String>,
}

impl About {
    fn glyph(self) -> Glyph {
        match self {
            Self::Approvals => LuShieldCheck,
            Self::Devices => LuMonitorSmartphone,
            Self::Nodes => LuServer,
            Self::Channels => LuRadio,
            Self::Job => LuCalendarClock,
            Self::Plugins => LuPlug,
            Self::Gateway | Self::Models => LuHeartPulse,
            Self::Busy => LuGauge,
        }
    }

    /// The page where it is dealt with, and what one does there.
    fn way(self) -> Option<(Word, &'static str)> {
        match self {
            Self::Approvals => Some((w::OVERVIEW_GO_APPROVALS, "approvals")),
            Self::Devices => Some((w::OVERVIEW_GO_DEVICES, "devices")),
            Self::Nodes => Some((w::OVERVIEW_GO_NODES, "nodes")),
            Self::Channels => Some((w::OVERVIEW_GO_CHANNELS, "channels")),
            Self::Job => Some((w::OVERVIEW_GO_CRON, "cron")),
            Self::Plugins | Self::Gateway | Self::Busy | Self::Models => None,
        }
    }
}

#[component]
fn WaitingRow(row: Row) -> impl IntoView {
    let Row { about, text, detail, at, job } = row;
    let way = about.way().map(|(word, page)| {
        let id = job.map(|id| format!("?job={}", js_sys::encode_uri_component(&id)));
        let href = format!("{}{page}{}", document::base(), id.unwrap_or_default());
        view! { <a class="overview__go" href=href>{say(word)}</a> }
    });
    view! {
        <li class="overview__row">
            <Icon glyph=about.glyph() />
            <div class="overview__what">
                <p class="overview__title" dir="auto">
                    {text}
                </p>
                {detail.map(|detail| view! { <p class="overview__detail" dir="auto">{detail}</p> })}
                {at
                    .map(|at| {
                        view! {
                            <p class="overview__detail">
                                <Ago at=at as f64 />
                            </p>
                        }
                    })}
            </div>
            {way}
        </li>
    }
}

fn rows(state: OverviewState) -> Vec<Row> {
    let all = waiting(state);
    let row = |about, text, detail| Row { about, text, detail, at: None, job: None };
    let counted =
        |count: usize, about, word| (count > 0).then(|| row(about, tn(word, count), None));
    let mut rows: Vec<Row> = [
        counted(all.approvals, About::Approvals, w::OVERVIEW_WAIT_APPROVALS),
        counted(all.devices, About::Devices, w::OVERVIEW_WAIT_DEVICES),
        counted(all.nodes, About::Nodes, w::OVERVIEW_WAIT_NODES),
        (all.channels > 0).then(|| {
            let what = broken(state).join("\n");
            row(About::Channels, tn(w::OVERVIEW_WAIT_CHANNELS, all.channels), Some(what))
        }),
        all.unwell.then(|| row(About::Gateway, t(w::OVERVIEW_UNWELL), None)),
        all.too_busy.then(|| {
            row(About::Busy, t(w::OVERVIEW_TOO_BUSY), Some(t(w::OVERVIEW_TOO_BUSY_MEANS)))
        }),
        all.no_models.then(|| {
            row(About::Models, t(w::OVERVIEW_NO_MODELS), Some(t(w::OVERVIEW_NO_MODELS_MEANS)))
        }),
        (all.plugins > 0).then(|| {
            let named = plugins(state).into_iter().map(|FailedPlugin { id, error }| match error {
                Some(error) => format!("{id}: {error}"),
                None => id,
            });
            let what = named.collect::<Vec<_>>().join("\n");
            row(About::Plugins, tn(w::OVERVIEW_WAIT_PLUGINS, all.plugins), Some(what))
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let jobs = state.failed_jobs();
    let rest = jobs.len().saturating_sub(NAMED);
    rows.extend(jobs.into_iter().take(NAMED).map(|job| {
        let name = [("name", job.name.as_str())];
        let text = match job.in_a_row {
            Some(count) => {
                tr(w::OVERVIEW_JOB_FAILED_AGAIN, &name).replace("{n}", &count.to_string())
            }
            None => tr(w::OVERVIEW_JOB_FAILED, &name),
        };
        Row { about: About::Job, text, detail: job.error, at: job.at, job: Some(job.id) }
    }));
    if rest > 0 {
        rows.push(row(About::Job, tn(w::OVERVIEW_JOBS_MORE, rest), None));
    }
    rows
}

/// The accounts in error, each with what it says.
fn broken(state: OverviewState) -> Vec<String> {
    state.stores.channels.status().with(|status| {
        let Some(summary) = status.ready() else { return Vec::new() };
        let said = |(key, why): (&Key, &String)| format!("{}: {why}", name(summary, key));
        trouble::broken(summary).iter().map(said).collect()
    })
}

fn plugins(state: OverviewState) -> Vec<FailedPlugin> {
    state
        .stores
        .health
        .summary()
        .with(|summary| summary.ready().map(failed_plugins).unwrap_or_default())
}
