//! A row of the list. It stays while its job changes, so that the keyboard stays where it is.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::Desk;
use super::roster::{is_on, name, status};
use super::wording::{duration_text, next_text, schedule_text, status_text};
use crate::platform::moment;
use crate::protocol::cron::CronJob;
use crate::ui::badge::Badge;
use crate::words::{say, w};

#[component]
pub fn JobRow(desk: Desk, id: u64) -> impl IntoView {
    // A job that is just going is still drawn as it was.
    let job = Memo::new(move |before: Option<&Option<Arc<CronJob>>>| {
        desk.job_of_row(id).or_else(|| before.cloned().flatten())
    });
    let text = move |read: fn(&CronJob) -> String| {
        move || job.with(|job| job.as_deref().map(read).unwrap_or_default())
    };
    let is_entrance = Memo::new(move |_| desk.rows.is_entrance(id));
    let is_open = Memo::new(move |_| {
        desk.open.with(|open| {
            open.is_some() && job.with(|job| job.as_ref().map(|job| &job.id) == open.as_ref())
        })
    });
    let open = move || {
        if let Some(job) = job.get_untracked() {
            desk.show(Some(job.id.clone()));
        }
    };
    // Who presses the row anywhere means the job, except on what does something else.
    let press = move |event: leptos::ev::MouseEvent| {
        let place = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let control = place.and_then(|place| place.closest("a, button").ok().flatten());
        if control.is_none() {
            open();
        }
    };
    let about = text(|job| {
        let agent = job.agent_id.as_ref().map(ToString::to_string);
        let said = job.description.clone().filter(|text| !text.is_empty());
        [agent, said].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let next = move || {
        desk.minute.track();
        text(next_text)()
    };
    let next_exact = text(|job| {
        let next = job.state.next_run_at_ms.filter(|_| is_on(job));
        next.map(|at| moment::date_and_time(at as f64)).unwrap_or_default()
    });
    let last = Memo::new(move |_| {
        desk.minute.track();
        job.with(|job| {
            let job = job.as_deref()?;
            let at = job.state.last_run_at_ms?;
            let took = job.state.last_duration_ms.map(duration_text);
            let rest = [Some(moment::ago(at as f64)), took].into_iter().flatten();
            Some((status_text(status(job)), rest.collect::<Vec<_>>().join(" · ")))
        })
    });
    view! {
        <div
            class="job_list__row"
            role="none"
            on:click=press
            data-open=move || is_open.get().then_some("")
            data-off=move || job.with(|job| job.as_deref().is_some_and(|job| !is_on(job))).then_some("")
        >
            <div class="job_list__cell" role="gridcell" data-column="name">
                <button
                    class="job_list__name"
                    type="button"
                    data-entrance=""
                    tabindex=move || if is_entrance.get() { "0" } else { "-1" }
                    aria-current=move || is_open.get().then_some("true")
                    on:click=move |_| open()
                >
                    <span dir="auto">{text(|job| name(job).to_owned())}</span>
                </button>
                <span class="job_list__about" dir="auto">{about}</span>
            </div>
            <div class="job_list__cell" role="gridcell" data-column="schedule">
                <span dir="auto">{text(|job| schedule_text(&job.schedule))}</span>
            </div>
            <div class="job_list__cell" role="gridcell" data-column="next">
                <span>{next}</span>
                <span class="job_list__about">{next_exact}</span>
            </div>
            <div class="job_list__cell" role="gridcell" data-column="last">
                {move || match last.get() {
                    Some(((tone, word), rest)) => {
                        view! {
                            <Badge text=word tone/>
                            <span class="job_list__about">{rest}</span>
                        }
                            .into_any()
                    }
                    None => view! { <span class="job_list__about">{say(w::CRON_NEVER_RAN)}</span> }.into_any(),
                }}
            </div>
        </div>
    }
}
