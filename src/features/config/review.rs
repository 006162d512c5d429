//! What would be saved: how much it is, all of it in words, Save and Discard; and the wait while a
//! gateway takes no more.

use leptos::prelude::*;

use super::desk::Desk;
use super::losses::{Loss, losses};
use super::problems::Weight;
use super::review_dialog::ReviewDialog;
use super::state::Saving;
use super::whole::WholeDialog;
use crate::platform::{clock, timer, work};
use crate::protocol::config::ConfigPatch;
use crate::protocol::method::Method;
use crate::ui::button::{Button, Variant};
use crate::ui::confirm::Confirm;
use crate::words::{t, tn, tr, w};

/// What the bar and its dialogs have in common.
#[derive(Clone, Copy)]
pub struct Review {
    pub desk: Desk,
    pub open: RwSignal<bool>,
    pub losses: Memo<Vec<Loss>>,
    /// Settings that do not fit, as far as is known here.
    pub wrong: Memo<usize>,
}

impl Review {
    fn new(desk: Desk) -> Self {
        let state = desk.state;
        let losses = Memo::new(move |_| {
            let ways = state.ways();
            state.base.with(|base| {
                base.ready().map(|base| losses(&base.snapshot, ways)).unwrap_or_default()
            })
        });
        let wrong = Memo::new(move |_| {
            let is_wrong = |weight| weight == Weight::Error;
            desk.problems.with(|all| all.all().filter(|it| is_wrong(it.weight)).count())
        });
        Self { desk, open: RwSignal::new(false), losses, wrong }
    }

    pub fn save(self) {
        self.open.set(false);
        work::begin(self.desk.state.save());
    }
}

#[component]
pub fn SaveBar(desk: Desk) -> impl IntoView {
    let state = desk.state;
    let review = Review::new(desk);
    let discarding = RwSignal::new(false);
    let told = StoredValue::new(false);
    let count = Memo::new(move |_| state.draft.with(|draft| draft.count()));
    let none = Signal::derive(move || count.get() == 0);
    let busy = Signal::derive(move || state.saving.get() != Saving::Resting);
    let undecided = move || state.dispute.with(Option::is_some);
    let blocked = Signal::derive(move || none.get() || undecided() || !state.is_allowed());
    // What the gateway drops is said before it happens, once.
    let save = move || {
        let unsaid = review.losses.with_untracked(|it| it.iter().any(|it| it.is_sure()));
        if unsaid && !told.get_value() {
            review.open.set(true);
        } else {
            review.save();
        }
    };
    let look = move || {
        told.set_value(true);
        review.open.set(true);
    };
    let save_or_look = move || {
        save();
        told.set_value(true);
    };
    let text = move || {
        if !state.is_allowed() {
            return tr(w::CONFIG_SAVE_SCOPE, &[("scope", ConfigPatch::SCOPE.as_str())]);
        }
        match (state.saving.get(), count.get()) {
            (Saving::Waiting { .. }, _) => t(w::CONFIG_SAVE_BUSY),
            (_, 0) => t(w::CONFIG_SAVE_NONE),
            (_, n) => tn(w::CONFIG_SAVE_COUNT, n),
        }
    };
    view! {
        <div class="review__bar" data-bar="" data-edited=move || (!none.get()).then_some("")>
            <p class="review__count" role="status">{text}</p>
            {move || match state.saving.get() {
                Saving::Waiting { until_ms } => waiting(desk, until_ms).into_any(),
                _ => ().into_any(),
            }}
            <Button label=w::CONFIG_SAVE_REVIEW disabled=none on_press=look />
            <Button
                label=w::CONFIG_SAVE_DISCARD
                disabled=Signal::derive(move || none.get() || busy.get())
                on_press=move || discarding.set(true)
            />
            <Button
                label=w::CONFIG_SAVE_SAVE
                variant=Variant::Primary
                busy=busy
                disabled=blocked
                on_press=save_or_look
            />
        </div>
        <ReviewDialog review=review blocked=blocked />
        <WholeDialog review=review />
        <Confirm
            open=discarding
            title=w::CONFIG_SAVE_DISCARD_TITLE
            text=move || tn(w::CONFIG_SAVE_DISCARD_TEXT, count.get())
            verb=w::CONFIG_SAVE_DISCARD
            on_confirm=move |()| state.discard()
        />
    }
}

/// How long it still takes.
fn waiting(desk: Desk, until_ms: f64) -> impl IntoView {
    let left = move || ((until_ms - clock::now_ms()) / 1_000.0).ceil().max(0.0) as usize;
    let seconds = RwSignal::new(left());
    timer::every(250, move || {
        if seconds.get_untracked() != left() {
            seconds.set(left());
        }
    });
    view! {
        <span class="review__wait" role="timer">
            {move || tn(w::CONFIG_SAVE_WAIT, seconds.get())}
        </span>
        <Button label=w::CONFIG_SAVE_CALL_OFF on_press=move || desk.state.call_off() />
    }
}
