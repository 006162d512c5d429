//! The next runs of a schedule, by the clocks of the job and by those of the operator. Days on which
//! clocks are changed are told.

use leptos::prelude::*;

use super::state::clocks_of;
use super::times::clocks::Clocks;
use super::times::next::{Job, Rules, Schedule};
use crate::platform::{clock, zones};
use crate::protocol::cron::CronSchedule;
use crate::words::{say, tr, w};

/// So many runs are told ahead.
const RUNS: usize = 10;

/// What is known of the job whose runs are told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    pub schedule: CronSchedule,
    pub id: Option<String>,
    pub made: Option<i64>,
    pub last: Option<i64>,
    /// The next run as the gateway itself has told it.
    pub told: Option<i64>,
}

/// The next runs; nothing where the schedule cannot be read.
#[must_use]
pub fn next_runs(asked: &Asked, rules: Rules) -> Vec<i64> {
    let now = clock::now_ms() as i64;
    let job = Job { id: asked.id.as_deref(), made: asked.made, last: asked.last };
    let Ok(schedule) = Schedule::of(&asked.schedule, job, rules, now) else { return Vec::new() };
    let Some(clocks) = clocks_of(asked.schedule.tz.as_deref()) else { return Vec::new() };
    schedule.runs((now, asked.told), RUNS, rules, &*clocks)
}

#[component]
pub fn Preview(
    #[prop(into)] asked: Signal<Asked>,
    #[prop(into)] rules: Signal<Rules>,
) -> impl IntoView {
    let runs = Memo::new(move |_| asked.with(|asked| next_runs(asked, rules.get())));
    let own = zones::own_name();
    let of_own = own.clone();
    let zone = Memo::new(move |_| {
        asked.with(|asked| {
            let zone = asked.schedule.tz.clone().filter(|zone| !zone.is_empty());
            (asked.schedule.kind == "cron", zone)
        })
    });
    let two = Memo::new(move |_| {
        zone.with(|(_, zone)| zone.as_ref().is_some_and(|zone| *zone != of_own))
    });
    let job_zone = move || zone.with(|(_, zone)| zone.clone()).unwrap_or_else(zones::own_name);
    let has_none = Memo::new(move |_| runs.with(Vec::is_empty));
    view! {
        <div class="run_preview" data-list="runs">
            <Show when=move || zone.with(|(is_cron, zone)| *is_cron && zone.is_none())>
                <p class="run_preview__note">{say(w::CRON_NO_ZONE)}</p>
            </Show>
            <Show when=move || has_none.get()>
                <p class="run_preview__note">{say(w::CRON_NO_RUNS)}</p>
            </Show>
            <table class="run_preview__runs" hidden=move || has_none.get()>
                <caption class="run_preview__hidden">{say(w::CRON_NEXT_RUNS)}</caption>
                <thead>
                    <tr>
                        <th scope="col">
                            {move || match two.get() {
                                true => tr(w::CRON_IN_ZONE, &[("zone", &job_zone())]),
                                false => tr(w::CRON_IN_YOURS, &[("zone", &zones::own_name())]),
                            }}
                        </th>
                        <Show when=move || two.get()>
                            <th scope="col">
                                {tr(w::CRON_IN_YOURS, &[("zone", &zones::own_name())])}
                            </th>
                        </Show>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let (name, two, own) = (job_zone(), two.get(), own.clone());
                        let runs = runs.get();
                        let changes = changes(&runs, &name);
                        runs.into_iter()
                            .zip(changes)
                            .map(|(at, changed)| {
                                view! {
                                    <tr>
                                        <td>
                                            {zones::write(at, &name)}
                                            {changed
                                                .then(|| {
                                                    view! {
                                                        <span class="run_preview__changed">{say(w::CRON_CLOCKS_CHANGED)}</span>
                                                    }
                                                })}
                                        </td>
                                        {two.then(|| view! { <td>{zones::write(at, &own)}</td> })}
                                    </tr>
                                }
                            })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}

/// At which of the runs clocks have been changed since the one before.
fn changes(runs: &[i64], zone: &str) -> Vec<bool> {
    let Some(zone) = zones::named(zone) else { return vec![false; runs.len()] };
    let mut before = Clocks::offset(&*zone, clock::now_ms() as i64);
    runs.iter()
        .map(|at| {
            let now = Clocks::offset(&*zone, *at);
            std::mem::replace(&mut before, now) != now
        })
        .collect()
}
