//! Above the jobs: how the scheduler stands, what is looked for, and how it is looked at.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::address::{Address, Look, Only};
use super::desk::Desk;
use super::view::MakeJob;
use crate::platform::{clock, moment};
use crate::protocol::cron::CronScheduler;
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::callout::Tone;
use crate::ui::input::select::{Choice, Select};
use crate::ui::segments::Segments;
use crate::words::{Word, say, t, tn, tr, w};

#[component]
pub fn Toolbar(desk: Desk) -> impl IntoView {
    let state = desk.state;
    let search = RwSignal::new(desk.address.with_untracked(|address| address.search.clone()));
    crate::platform::watch::watch(move || {
        let told = desk.address.with(|address| address.search.clone());
        if search.with_untracked(|typed| *typed != told) {
            search.set(told);
        }
    });
    let only = Signal::derive(move || desk.address.with(|address| address.only.word().to_owned()));
    let only_choices = Signal::derive(move || {
        Only::ALL
            .map(|only| Choice { value: only.word().to_owned(), label: t(only_word(only)) })
            .to_vec()
    });
    let agent = Signal::derive(move || desk.address.with(|address| address.agent.clone()));
    let agents = Signal::derive(move || {
        let mut ids: Vec<String> = desk.lines.with(|lines| {
            let told = lines.all().iter().filter_map(|line| line.job.agent_id.as_ref());
            told.map(ToString::to_string).collect()
        });
        ids.push(agent.get());
        ids.sort();
        ids.dedup();
        let name = |id: String| {
            let name = state.stores.agents.name(Some(&id.clone().into()));
            Choice { label: name.unwrap_or_else(|| id.clone()), value: id }
        };
        let all = Choice { value: String::new(), label: t(w::CRON_ALL_AGENTS) };
        let some = ids.into_iter().filter(|id| !id.is_empty()).map(name);
        std::iter::once(all).chain(some).collect::<Vec<_>>()
    });
    let has_agents = Memo::new(move |_| agents.with(Vec::len) > 1);
    let looks: Vec<TextProp> = [w::CRON_LIST, w::CRON_DAY, w::CRON_WEEK, w::CRON_MONTH]
        .into_iter()
        .map(TextProp::from)
        .collect();
    let look = move || desk.address.with(|address| address.look);
    let chosen = Signal::derive(move || Look::ALL.iter().position(|it| *it == look()));
    let choose = move |at: usize| {
        let look = Look::ALL.get(at).copied().unwrap_or_default();
        desk.go(|address| address.look = look, false);
    };
    let count = Memo::new(move |_| {
        (desk.shown.with(|shown| shown.len()), desk.lines.with(|lines| lines.all().len()))
    });
    let counted = move || match count.get() {
        (shown, all) if shown == all => tn(w::CRON_COUNT, all),
        (shown, all) => {
            tr(w::CRON_COUNT_OF, &[("n", &shown.to_string()), ("all", &all.to_string())])
        }
    };
    let narrow = Memo::new(move |_| desk.address.with(Address::is_narrow));
    view! {
        <div class="cron__tools" role="search">
            <input
                class="input__field cron__search"
                type="search"
                aria-label=say(w::CRON_SEARCH)
                placeholder=say(w::CRON_SEARCH)
                prop:value=move || search.get()
                on:input:target=move |event| desk.search(event.target().value())
            />
            <Select
                label=w::CRON_ONLY
                value=only
                choices=only_choices
                on_choose=move |word: String| desk.go(|it| it.only = Only::read(&word), true)
            />
            <Show when=move || has_agents.get()>
                <Select
                    label=w::CRON_FIELD_AGENT
                    value=agent
                    choices=agents
                    on_choose=move |id: String| desk.go(|it| it.agent = id, true)
                />
            </Show>
            <Show when=move || narrow.get()>
                <Button label=w::CRON_WIDEN small=true on_press=move || desk.widen()/>
            </Show>
            <span class="cron__count" role="status">{counted}</span>
            <Segments label=w::CRON_LOOK names=looks chosen on_choose=choose/>
            <MakeJob state/>
        </div>
        <Scheduler desk/>
    }
}

/// Whether jobs run at all, and when the next one does.
#[component]
fn Scheduler(desk: Desk) -> impl IntoView {
    let scheduler = desk.state.stores.cron.scheduler();
    let told = move || {
        desk.minute.track();
        scheduler.with(|scheduler| scheduler.ready().map(describe))
    };
    view! {
        <p class="cron__scheduler">
            {move || {
                told()
                    .map(|(is_on, text)| {
                        let (tone, word) = if is_on {
                            (Tone::Success, w::CRON_SCHEDULER_ON)
                        } else {
                            (Tone::Warning, w::CRON_SCHEDULER_OFF)
                        };
                        view! {
                            <Badge text=word tone=Some(tone)/>
                            <span>{text}</span>
                        }
                    })
            }}
        </p>
    }
}

fn describe(scheduler: &CronScheduler) -> (bool, String) {
    if scheduler.enabled == Some(false) {
        return (false, t(w::CRON_SCHEDULER_OFF_WHY));
    }
    let text = match scheduler.next_wake_at_ms {
        Some(at) if at as f64 <= clock::now_ms() => t(w::CRON_SCHEDULER_DUE),
        Some(at) => {
            let time = moment::date_and_time(at as f64);
            let ago = moment::ago(at as f64);
            tr(w::CRON_SCHEDULER_NEXT, &[("time", &time), ("in", &ago)])
        }
        None => t(w::CRON_SCHEDULER_NOTHING),
    };
    (true, text)
}

fn only_word(only: Only) -> Word {
    match only {
        Only::All => w::CRON_ONLY_ALL,
        Only::On => w::CRON_ONLY_ON,
        Only::Off => w::CRON_ONLY_OFF,
        Only::Failed => w::CRON_ONLY_FAILED,
        Only::Running => w::CRON_ONLY_RUNNING,
    }
}
