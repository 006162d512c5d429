//! The one loud thing: a question over every page. An answer goes to the question on screen and to no
//! other: the buttons belong to its id, they rest for a moment when another question comes, and no
//! key answers by itself.

use icondata::{LuBell, LuCheck, LuShieldAlert, LuX};
use leptos::{ev, html, prelude::*};

use super::answers::{Answers, REST_MS};
use super::outcome::sentence;
use super::question::{countdown, question};
use super::shown;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{notify, timer, work};
use crate::protocol::id::RequestId;
use crate::store::Stores;
use crate::store::approvals::queue::{Ask, Stand};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::icon::{Icon, IconSize};
use crate::ui::later::Draw;
use crate::ui::sought::Sought;
use crate::words::{say, t, tn, w};

part! {
    /// Fetched with the first question.
    pub fn asking in extras = draw as Draw<Stores>
}

fn draw(stores: Stores) -> AnyView {
    let approvals = stores.approvals;
    let queue = approvals.queue();
    let shown = RwSignal::new(None::<RequestId>);
    let sought = Sought::by("ask");
    watch(move || {
        let next = queue.with(|queue| shown::next(queue, shown.get_untracked().as_ref()));
        if shown.with_untracked(|shown| *shown != next) {
            shown.set(next);
        }
    });
    // A notification leads to its own question, not to the one that happens to be in front.
    watch(move || {
        let Some(id) = sought.get().map(RequestId) else { return };
        if queue.with(|queue| queue.get(&id).is_some_and(Ask::is_open)) {
            shown.set(Some(id));
            approvals.fold(false);
            sought.forget();
        }
    });
    let is_open = Memo::new(move |_| shown.with(Option::is_some) && !approvals.is_folded().get());
    let element = NodeRef::<html::Dialog>::new();
    watch(move || {
        let Some(element) = element.get() else { return };
        if is_open.get() && !element.open() {
            if element.show_modal().is_err() {
                log::warn!("the browser did not open the dialog");
            }
        } else if !is_open.get() && element.open() {
            element.close();
        }
    });
    let go_on = Callback::new(move |()| shown.set(queue.with_untracked(shown::after)));
    view! {
        <dialog
            class="approvals__dialog"
            role="alertdialog"
            node_ref=element
            aria-labelledby="approval-title"
            aria-describedby="approval-text"
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                approvals.fold(true);
            }
        >
            {move || {
                let id = shown.get()?;
                let ask = queue.with_untracked(|queue| queue.get(&id).cloned())?;
                is_open.get().then(|| view! { <Asked stores=stores ask=ask go_on=go_on/> })
            }}
        </dialog>
    }
    .into_any()
}

/// One question from its arrival to its end. Made anew for each, so that nothing of one is another's.
#[component]
fn Asked(stores: Stores, ask: Ask, go_on: Callback<()>) -> impl IntoView {
    let approvals = stores.approvals;
    let queue = approvals.queue();
    let id = StoredValue::new(ask.id.clone());
    let stand = Memo::new(move |_| {
        queue.with(|queue| id.with_value(|id| queue.get(id).map(|ask| ask.stand.clone())))
    });
    let others = Memo::new(move |_| {
        queue.with(|queue| {
            id.with_value(|id| queue.open().iter().filter(|ask| ask.id != *id).count())
        })
    });
    let is_ready = RwSignal::new(false);
    timer::after(REST_MS, move || is_ready.set(true));
    let title = NodeRef::<html::H2>::new();
    watch(move || {
        if let Some(title) = title.get() {
            let _focused = title.focus();
        }
    });
    let read = question(stores, &ask, "approval-text".to_owned());
    let is_over = Memo::new(move |_| matches!(stand.get(), Some(Stand::Ended { .. }) | None));
    let answers = StoredValue::new(ask);
    view! {
        <div class="approvals__asked">
            <header class="approvals__head">
                <Icon glyph=LuShieldAlert size=IconSize::Large/>
                <h2 id="approval-title" tabindex="-1" node_ref=title>{say(w::APPROVALS_NEEDED)}</h2>
                <Show when=move || others.with(|others| *others > 0)>
                    <span class="approvals__others">{move || tn(w::APPROVALS_MORE, others.get())}</span>
                </Show>
                {move || (!is_over.get()).then(|| countdown(stores, id.get_value()))}
            </header>
            <div class="approvals__read">{read}</div>
            <footer class="approvals__foot">
                {move || match stand.get() {
                    Some(Stand::Ended { end, .. }) => {
                        let told = sentence(&end);
                        view! {
                            <div role="status">
                                <Callout tone=Tone::Warning title=told/>
                            </div>
                            <Button
                                label=move || t(if others.get() > 0 { w::APPROVALS_NEXT } else { w::APPROVALS_CLOSE })
                                variant=Variant::Primary
                                on_press=go_on
                            />
                        }
                        .into_any()
                    }
                    stand => {
                        view! {
                            <Answers stores=stores ask=answers stand=stand is_ready=is_ready with_keys=true/>
                            <div class="approvals__aside">
                                <Button
                                    label=w::APPROVALS_LATER
                                    variant=Variant::Quiet
                                    small=true
                                    icon=LuX
                                    on_press=move || approvals.fold(true)
                                />
                                <NotifyOffer stores=stores/>
                            </div>
                        }
                        .into_any()
                    }
                }}
            </footer>
        </div>
    }
}

/// Asked at the first question and not before: only now one knows what for.
#[component]
fn NotifyOffer(stores: Stores) -> impl IntoView {
    let can_ask = RwSignal::new(notify::permission() == notify::Permission::NotAsked);
    let granted = RwSignal::new(false);
    let ask = move || {
        work::begin(async move {
            let is_granted = notify::ask().await;
            stores.prefs.set_notify(is_granted);
            granted.set(is_granted);
            can_ask.set(false);
        });
    };
    view! {
        <Show when=move || can_ask.get()>
            <Button label=w::APPROVALS_NOTIFY variant=Variant::Quiet small=true icon=LuBell on_press=ask/>
        </Show>
        <Show when=move || granted.get()>
            <span class="approvals__done" role="status"><Icon glyph=LuCheck/>{say(w::APPROVALS_NOTIFY_ON)}</span>
        </Show>
    }
}
