//! The calendar: a day, a week or a month of runs that have been and that come. On a phone it is one
//! list of days.

use std::collections::BTreeMap;
use std::sync::Arc;

use icondata::{LuChevronLeft, LuChevronRight};
use leptos::prelude::*;

use super::address::{Address, Look};
use super::desk::Desk;
use super::plan::{Item, Planned, Span, What, coming, days, put_past, spans, stepped};
use super::roster::{is_on, is_shown, name, words};
use super::state::clocks_of;
use super::times::next::{Job, Schedule};
use super::wording::{duration_text, status_text};
use crate::platform::day::Day;
use crate::platform::watch::watch;
use crate::platform::{clock, moment, zones};
use crate::protocol::cron::CronJob;
use crate::protocol::id::JobId;
use crate::ui::button::{Button, IconButton};
use crate::words::{say, t, tn, tr, w};

/// So many runs of a day are named in a week and in a month; a day names more.
const IN_WEEK: usize = 12;
const IN_MONTH: usize = 4;
const IN_DAY: usize = 200;

/// A day as it is drawn.
#[derive(Debug, Clone, PartialEq)]
struct Drawn {
    span: Span,
    items: Vec<Item>,
    count: usize,
    /// It is shown because its week is, and belongs to another month.
    outside: bool,
}

#[component]
pub fn PlanBoard(desk: Desk) -> impl IntoView {
    let state = desk.state;
    let readable = state.stores.connection.is_readable();
    watch(move || {
        if readable.get() {
            untrack(|| state.read_all_past());
        }
    });
    let look = Memo::new(move |_| desk.address.with(|address| address.look));
    let limit = RwSignal::new(IN_DAY);
    let day = Memo::new(move |_| {
        desk.minute.track();
        desk.address.with(|address| address.day).unwrap_or_else(today)
    });
    let narrowed = Memo::new(move |_| {
        desk.address.with(|address| Address { job: None, look: Look::List, ..address.clone() })
    });
    let plan = Memo::new_with_compare(
        move |_| {
            desk.minute.track();
            draw(desk, look.get(), day.get(), &narrowed.get(), limit.get())
        },
        |before, now| before != now,
    );
    let title = move || match look.get() {
        Look::Month => zones::month(day.get().utc_start()),
        Look::Week => {
            let week = days(Look::Week, day.get());
            let said = |day: Option<&Day>| {
                let noon = day.map(|day| day.utc_start() as f64).unwrap_or_default();
                moment::write(moment::Way::Day, noon, true)
            };
            tr(w::CRON_WEEK_OF, &[("from", &said(week.first())), ("to", &said(week.last()))])
        }
        Look::List | Look::Day => {
            moment::write(moment::Way::LongDay, day.get().utc_start() as f64, true)
        }
    };
    let go = move |forward: bool| {
        let to = stepped(look.get_untracked(), day.get_untracked(), forward);
        desk.go(|address| address.day = Some(to), true);
    };
    let earlier = Memo::new(move |_| {
        let past = state.stores.cron.past().of(&None);
        past.ready().is_some_and(|runs| {
            let oldest = runs.entries.last().and_then(|entry| entry.run_at_ms);
            let start = plan.with(|plan| plan.first().map(|day| day.span.start));
            runs.has_more && oldest.and_then(|at| i64::try_from(at).ok()) > start
        })
    });
    let reading = Signal::derive(move || state.stores.cron.past().is_reading(&None));
    let word = move || match look.get() {
        Look::Month => "month",
        Look::Week => "week",
        Look::List | Look::Day => "day",
    };
    let empty = Memo::new(move |_| plan.with(|plan| plan.iter().all(|day| day.count == 0)));
    view! {
        <div class="plan_board" data-look=word>
            <header class="plan_board__head">
                <IconButton label=w::CRON_BEFORE glyph=LuChevronLeft on_press=move || go(false)/>
                <Button label=w::CRON_TODAY small=true
                    on_press=move || desk.go(|address| address.day = None, true)/>
                <IconButton label=w::CRON_AFTER glyph=LuChevronRight on_press=move || go(true)/>
                <h2 class="plan_board__title" aria-live="polite">{title}</h2>
                <Show when=move || earlier.get()>
                    <Button label=w::CRON_EARLIER small=true busy=reading
                        on_press=move || state.read_earlier(None)/>
                </Show>
            </header>
            <Show when=move || empty.get()>
                <p class="plan_board__none">{say(w::CRON_NO_RUNS_HERE)}</p>
            </Show>
            <ol class="plan_board__days">
                <For
                    each=move || plan.get()
                    key=|day| (day.span.day, day.count, day.items.len(), day.outside, stamp(&day.items))
                    let:day
                >
                    <DayCell desk look day/>
                </For>
            </ol>
            <Show when=move || look.get() == Look::Day && plan.with(|plan| plan.iter().any(|day| day.count > day.items.len()))>
                <Button label=w::CRON_MORE_RUNS small=true on_press=move || limit.update(|limit| *limit += IN_DAY)/>
            </Show>
        </div>
    }
}

/// Tells two drawings of a day apart.
fn stamp(items: &[Item]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for item in items {
        (item.at, &item.id, &*item.name).hash(&mut hasher);
        match &item.what {
            What::Coming { times } => times.hash(&mut hasher),
            What::Running => 0.hash(&mut hasher),
            What::Past { status, .. } => status.hash(&mut hasher),
        }
    }
    hasher.finish()
}

#[component]
fn DayCell(desk: Desk, look: Memo<Look>, day: Drawn) -> impl IntoView {
    let Drawn { span, items, count, outside } = day;
    let (_, _, of_month) = span.day.ymd();
    let noon = span.day.utc_start() as f64;
    let weekday = moment::write(moment::Way::Weekday, span.day.utc_start() as f64, true);
    let number = format!("{weekday} {of_month}");
    let rest = count.saturating_sub(items.len());
    let is_today = span.day == today();
    let open = move |_| {
        let to = |address: &mut Address| (address.look, address.day) = (Look::Day, Some(span.day));
        desk.go(to, false);
    };
    let name = moment::write(moment::Way::LongDay, noon, true);
    let label = name.clone();
    view! {
        <li
            class="plan_board__day"
            data-today=is_today.then_some("")
            data-outside=outside.then_some("")
            data-empty=(count == 0).then_some("")
            aria-label=label
        >
            <h3 class="plan_board__date">
                <button type="button" class="plan_board__open" on:click=open
                    aria-current=is_today.then_some("date")>
                    <span class="plan_board__number" aria-hidden="true">{number}</span>
                    <span class="plan_board__name">{name}</span>
                </button>
            </h3>
            <ul class="plan_board__runs">
                {items.into_iter().map(|item| view! { <Run desk item/> }).collect_view()}
            </ul>
            {(rest > 0 && look.get_untracked() != Look::Day)
                .then(|| {
                    view! {
                        <button type="button" class="plan_board__more" on:click=open>
                            {tn(w::CRON_MORE, rest)}
                        </button>
                    }
                })}
        </li>
    }
}

#[component]
fn Run(desk: Desk, item: Item) -> impl IntoView {
    let time = moment::write(moment::Way::TimeOfDay, item.at as f64, false);
    let (state, note) = match &item.what {
        What::Coming { times: 1 } => ("coming", String::new()),
        What::Coming { times } => {
            let times = usize::try_from(*times).unwrap_or(usize::MAX);
            ("coming", tn(w::CRON_TIMES_A_DAY, times))
        }
        What::Running => ("running", t(w::CRON_RUNS_NOW)),
        What::Past { status, took } => {
            let kind = match status.as_deref() {
                Some("error") => "error",
                Some("skipped") => "skipped",
                _ => "ok",
            };
            let took = took.map(duration_text);
            let said = [Some(status_text(status.as_deref()).1), took];
            (kind, said.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        }
    };
    let id = item.id.clone();
    let is_open = {
        let id = item.id.clone();
        Memo::new(move |_| desk.open.with(|open| open.as_ref() == Some(&id)))
    };
    let href = {
        let id = item.id.clone();
        move || desk.href(&id)
    };
    view! {
        <li>
            <a
                class="plan_board__run"
                href=href
                data-state=state
                aria-current=move || is_open.get().then_some("true")
                data-job=id.to_string()
            >
                <time>{time}</time>
                <span class="plan_board__job" dir="auto">{item.name.to_string()}</span>
                <span class="plan_board__note">{note}</span>
            </a>
        </li>
    }
}

fn today() -> Day {
    let now = clock::now_ms() as i64;
    let offset = zones::own().map_or(0, |zone| zone.offset(now));
    Day::of_utc(now + offset)
}

/// Everything that is drawn.
fn draw(desk: Desk, look: Look, day: Day, narrowed: &Address, limit: usize) -> Vec<Drawn> {
    let Some(own) = zones::own() else { return Vec::new() };
    let (now, rules) = (clock::now_ms() as i64, desk.state.rules());
    let spans = spans(&days(look, day), &*own);
    let words = words(&narrowed.search);
    let (mut jobs, mut past) = (Vec::new(), BTreeMap::new());
    let signed = |at: Option<u64>| at.and_then(|at| i64::try_from(at).ok());
    let entries = desk.state.stores.cron.past().all();
    desk.lines.with(|lines| {
        let mut names = BTreeMap::<JobId, Arc<str>>::new();
        for line in lines.all().iter().filter(|line| is_shown(line, narrowed, &words)) {
            let job: &CronJob = &line.job;
            let called: Arc<str> = name(job).into();
            names.insert(job.id.clone(), Arc::clone(&called));
            let item = |at, what| Item { at, id: job.id.clone(), name: Arc::clone(&called), what };
            if let Some(at) = signed(job.state.running_at_ms) {
                past.insert((job.id.clone(), at), item(at, What::Running));
            }
            if let Some(at) = signed(job.state.last_run_at_ms) {
                let status = super::roster::status(job).map(str::to_owned);
                let took = job.state.last_duration_ms;
                past.insert((job.id.clone(), at), item(at, What::Past { status, took }));
            }
            let known = Job {
                id: Some(job.id.as_str()),
                made: signed(job.created_at_ms),
                last: signed(job.state.last_run_at_ms),
            };
            let schedule = Schedule::of(&job.schedule, known, rules, now);
            let clocks = clocks_of(job.schedule.tz.as_deref());
            if let (true, Ok(schedule), Some(clocks)) = (is_on(job), schedule, clocks) {
                let told = signed(job.state.next_run_at_ms);
                jobs.push(Planned { id: job.id.clone(), name: called, schedule, clocks, told });
            }
        }
        for entry in entries {
            let Some(at) = signed(entry.run_at_ms.or(entry.ts)) else { continue };
            let known = names.get(&entry.job_id).cloned();
            // What is gone has its name from then; it is left out where only some are shown.
            let called = known.or_else(|| {
                let told = entry.job_name.clone().unwrap_or_else(|| entry.job_id.to_string());
                (!narrowed.is_narrow() && !lines.has(&entry.job_id)).then(|| told.into())
            });
            let Some(name) = called else { continue };
            let what = What::Past { status: entry.status, took: entry.duration_ms };
            let item = Item { at, id: entry.job_id.clone(), name, what };
            past.insert((entry.job_id, at), item);
        }
    });
    let mut found = coming(&jobs, &spans, now, rules);
    put_past(&mut found, &spans, past.into_values().collect());
    let most = match look {
        Look::Month => IN_MONTH,
        Look::Week => IN_WEEK,
        Look::List | Look::Day => limit,
    };
    let drawn = |(span, mut items): (Span, Vec<Item>)| {
        let count = items.len();
        items.truncate(most);
        let outside = look == Look::Month && span.day.first_of_month() != day.first_of_month();
        Drawn { span, items, count, outside }
    };
    spans.into_iter().zip(found).map(drawn).collect()
}
