//! The approvals page: what waits, what was decided here and elsewhere, how one is told, and the policy.

use leptos::prelude::*;

use super::answers::{Answers, REST_MS};
use super::outcome::{sentence, short, who};
use super::policy::view::PolicyEditor;
use super::question::{countdown, question};
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{clock, moment, notify, timer};
use crate::protocol::id::RequestId;
use crate::protocol::method::Scope;
use crate::store::Stores;
use crate::store::approvals::queue::{Ask, Stand, What};
use crate::ui::badge::Badge;
use crate::ui::callout::{Callout, Tone};
use crate::ui::input::notify_switch::NotifySwitch;
use crate::ui::input::switch::Switch;
use crate::ui::later::Draw;
use crate::ui::sheet::{Empty, Section, Sheet};
use crate::ui::sought::Sought;
use crate::words::{t, tr, w};

/// So many of those that wait are drawn at once; the rest follow as these are answered.
const SHOWN: usize = 50;

part! {
    pub fn approvals_page in fleet = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <ApprovalsPage/> }.into_any()
}

#[component]
fn ApprovalsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let approvals = stores.approvals;
    let is_allowed = Memo::new(move |_| stores.connection.allows(Scope::Approvals));
    // A notification may lead here when its question has ended. What waits is in the dialog.
    let (sought, came_late) = (Sought::by("ask"), RwSignal::new(None::<String>));
    watch(move || {
        let Some(id) = sought.get().map(RequestId) else { return };
        let stand = approvals.queue().with(|queue| queue.get(&id).map(|ask| ask.stand.clone()));
        if let Some(Stand::Ended { end, .. }) = stand {
            came_late.set(Some(sentence(&end)));
            sought.forget();
        }
    });
    view! {
        <Sheet label=w::PAGE_APPROVALS>
            {move || {
                came_late
                    .get()
                    .map(|why| view! { <div role="status"><Callout tone=Tone::Info title=why/></div> })
            }}
            <Show when=move || !is_allowed.get()>
                <Callout
                    tone=Tone::Warning
                    title=move || tr(w::APPROVALS_SCOPE, &[("scope", Scope::Approvals.as_str())])
                />
            </Show>
            <Show when=move || approvals.may_have_missed().get()>
                <Callout tone=Tone::Warning title=move || t(w::APPROVALS_MAY_HAVE_MISSED)/>
            </Show>
            <Section title=w::APPROVALS_WAITING note=w::APPROVALS_WAITING_NOTE>
                <Waiting stores=stores/>
            </Section>
            <Section title=w::APPROVALS_HISTORY note=w::APPROVALS_HISTORY_NOTE>
                <History stores=stores/>
            </Section>
            <Section title=w::POLICY_TITLE note=w::POLICY_NOTE>
                <PolicyEditor stores=stores/>
            </Section>
            <Section title=w::APPROVALS_TOLD note=w::APPROVALS_TOLD_NOTE>
                <Told stores=stores/>
            </Section>
        </Sheet>
    }
}

#[component]
fn Waiting(stores: Stores) -> impl IntoView {
    let queue = stores.approvals.queue();
    let open = Memo::new(move |_| {
        queue
            .with(|queue| queue.open().iter().map(|ask| ask.id.clone()).collect::<Vec<RequestId>>())
    });
    let shown = move || open.with(|open| open.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    let rest = Memo::new(move |_| open.with(|open| open.len().saturating_sub(SHOWN)));
    view! {
        <Show when=move || open.with(Vec::is_empty)>
            <Empty text=w::APPROVALS_NOTHING/>
        </Show>
        <ul class="approvals__list">
            <For each=shown key=Clone::clone let:id>
                <WaitingCard stores=stores id=id/>
            </For>
        </ul>
        <Show when=move || rest.with(|rest| *rest > 0)>
            <p class="approvals__rest">{move || tr(w::APPROVALS_REST, &[("n", &rest.get().to_string())])}</p>
        </Show>
    }
}

#[component]
fn WaitingCard(stores: Stores, id: RequestId) -> impl IntoView {
    let queue = stores.approvals.queue();
    let ask = queue.with_untracked(|queue| queue.get(&id).cloned())?;
    let text_id = format!("approval-{id}");
    let kept = StoredValue::new(ask.clone());
    let id = StoredValue::new(id);
    let stand = Memo::new(move |_| {
        queue.with(|queue| id.with_value(|id| queue.get(id).map(|ask| ask.stand.clone())))
    });
    let is_ready = RwSignal::new(false);
    timer::after(REST_MS, move || is_ready.set(true));
    Some(view! {
        <li class="approvals__card">
            <div class="approvals__read">{question(stores, &ask, text_id)}</div>
            <div class="approvals__foot">
                {countdown(stores, id.get_value())}
                {move || view! { <Answers stores=stores ask=kept stand=stand.get() is_ready=is_ready/> }}
            </div>
        </li>
    })
}

#[component]
fn History(stores: Stores) -> impl IntoView {
    let queue = stores.approvals.queue();
    let ended = Memo::new(move |_| {
        queue.with(|queue| queue.ended().into_iter().cloned().collect::<Vec<Ask>>())
    });
    view! {
        <Show when=move || ended.with(Vec::is_empty)>
            <Empty text=w::APPROVALS_NO_HISTORY/>
        </Show>
        <ul class="approvals__history" hidden=move || ended.with(Vec::is_empty)>
            {move || ended.get().iter().map(past).collect_view()}
        </ul>
    }
}

fn past(ask: &Ask) -> Option<AnyView> {
    let Stand::Ended { end, at_ms } = &ask.stand else { return None };
    let (word, tone) = short(end);
    let at = clock::now_ms() - (clock::steady_ms() - at_ms);
    let what = match &ask.what {
        What::Command(command) => command.command.clone(),
        What::Plugin(question) => {
            question.title.clone().unwrap_or_else(|| t(w::APPROVALS_PLUGIN_ASKS))
        }
    };
    let whole = what.clone();
    Some(
        view! {
            <li class="approvals__past">
                <Badge text=word tone=tone/>
                <code class="approvals__past-command" dir="ltr" title=whole>{what}</code>
                <span class="approvals__past-who">{who(end)}</span>
                <time class="approvals__past-when" title=moment::date_and_time(at)>{moment::ago(at)}</time>
            </li>
        }
        .into_any(),
    )
}

#[component]
fn Told(stores: Stores) -> impl IntoView {
    let prefs = stores.prefs;
    view! {
        <div class="approvals__told">
            <NotifySwitch label=w::APPROVALS_NOTIFY denied=w::APPROVALS_NOTIFY_DENIED
                on=prefs.notify() on_turn=move |on| prefs.set_notify(on)/>
            <Switch label=w::APPROVALS_SOUND on=prefs.sound() on_turn=move |on| {
                prefs.set_sound(on);
                if on {
                    notify::chime();
                }
            }/>
        </div>
    }
}
