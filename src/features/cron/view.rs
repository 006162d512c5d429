//! The page: what is looked for above, the jobs beneath as a list or in a calendar, and the one that
//! is looked at beside them. On a phone the one comes after the other.

use leptos::prelude::*;

use super::address::Look;
use super::desk::Desk;
use super::form::Purpose;
use super::job_form::JobForm;
use super::job_list::JobList;
use super::job_panel::JobPanel;
use super::plan_board::PlanBoard;
use super::state::CronState;
use super::toolbar::Toolbar;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::protocol::cron::{CronAdd, CronList};
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Callout;
use crate::ui::confirm::Confirm;
use crate::ui::later::Draw;
use crate::ui::remote_view::remote_view;
use crate::ui::toast::Toasts;
use crate::words::{say, tr, w};

part! {
    pub fn cron_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <CronPage/> }.into_any()
}

#[component]
fn CronPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = CronState::new(stores, expect_context::<Toasts>());
    let desk = Desk::new(state);
    watch(move || {
        if let Some(id) = state.form.saved.get() {
            untrack(|| desk.show(Some(id)));
        }
    });
    let connected = stores.connection.is_connected();
    // While the connection is away nothing is known of it, and the page stays as it is.
    let hindrance = Memo::new(move |before: Option<&Option<String>>| match connected.get() {
        true => state.hindrance::<CronList>().map(|it| it.sentence()),
        false => before.cloned().flatten(),
    });
    let jobs = stores.cron.jobs();
    let standing = Memo::new(move |_| {
        jobs.with(|jobs| match jobs {
            Remote::Ready(jobs) => Remote::Ready(jobs.is_empty()),
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    let look = Memo::new(move |_| desk.address.with(|address| address.look));
    let board = move || {
        remote_view(
            standing.into(),
            move || stores.cron.look(),
            move |is_empty| match is_empty {
                true => view! { <NoJobs/> }.into_any(),
                false => (move || match look.get() {
                    Look::List => view! { <JobList desk/> }.into_any(),
                    _ => view! { <PlanBoard desk/> }.into_any(),
                })
                .into_any(),
            },
        )
    };
    let doomed = move |word| {
        let name = state.doomed.with(|it| it.as_ref().map(|it| it.1.clone()).unwrap_or_default());
        tr(word, &[("name", &name)])
    };
    view! {
        <section
            class="cron"
            aria-label=say(w::PAGE_CRON)
            data-open=move || desk.open.with(Option::is_some).then_some("")
        >
            <div class="cron__main">
                {move || match hindrance.get() {
                    Some(why) => {
                        view! {
                            <div class="cron__notice">
                                <Callout title=move || why.clone()/>
                            </div>
                        }
                            .into_any()
                    }
                    None => view! { <Toolbar desk/> {board()} }.into_any(),
                }}
            </div>
            {move || desk.open.get().map(|id| view! { <JobPanel desk id/> })}
        </section>
        <JobForm form=state.form/>
        <Confirm
            open=state.asking
            title=move || doomed(w::CRON_REMOVE_ASK)
            text=move || doomed(w::CRON_REMOVE_TEXT)
            verb=w::CRON_REMOVE
            on_confirm=move || {
                let gone = state.doomed.get_untracked().map(|it| it.0);
                state.remove();
                if desk.open.get_untracked() == gone {
                    desk.show(None);
                }
            }
        />
    }
}

/// What stands where there is no job: what one would be. The way to it is above.
#[component]
fn NoJobs() -> impl IntoView {
    view! {
        <div class="cron__none">
            <p>{say(w::CRON_NONE)}</p>
        </div>
    }
}

/// The way to a new job, or why there is none.
#[component]
pub fn MakeJob(state: CronState) -> impl IntoView {
    let hindrance = Memo::new(move |_| state.hindrance::<CronAdd>());
    view! {
        <span class="cron__make" title=move || hindrance.get().map(|it| it.sentence())>
            <Button
                label=w::CRON_NEW
                variant=Variant::Primary
                small=true
                disabled=Signal::derive(move || hindrance.get().is_some())
                on_press=move || state.form.begin(Purpose::New, None)
            />
            {move || {
                hindrance
                    .get()
                    .map(|it| view! { <span class="cron__why">{it.sentence()}</span> })
            }}
        </span>
    }
}
