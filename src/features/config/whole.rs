//! Where no patch can say what was done, and the gateway takes the whole configuration instead: what
//! that means, and a question first.

use leptos::prelude::*;

use super::review::Review;
use super::review_dialog::lost;
use super::wording::place_in_full;
use crate::platform::work;
use crate::ui::button::{Button, Variant};
use crate::ui::dialog::Dialog;
use crate::words::{say, tr, w};

#[component]
pub fn WholeDialog(review: Review) -> impl IntoView {
    let desk = review.desk;
    let state = desk.state;
    let open = RwSignal::new(false);
    crate::platform::watch::watch(move || open.set(state.whole.with(Option::is_some)));
    crate::platform::watch::watch(move || {
        if !open.get() && state.whole.with_untracked(Option::is_some) {
            state.whole.set(None);
        }
    });
    let place = move || {
        let schema = desk.schema.get_value();
        state.whole.with(|path| {
            let path = path.as_ref()?;
            Some(state.draft.with(|draft| place_in_full(&schema, path, draft.edited())))
        })
    };
    let text = move || tr(w::CONFIG_SAVE_WHOLE_TEXT, &[("place", &place().unwrap_or_default())]);
    view! {
        <Dialog open=open title=w::CONFIG_SAVE_WHOLE_TITLE>
            <div class="review">
                <p>{text}</p>
                <p class="review__note">{say(w::CONFIG_SAVE_WHOLE_NOTE)}</p>
                {lost(review, w::CONFIG_SAVE_LOSES)}
                <div class="review__actions">
                    <Button label=w::UI_CANCEL on_press=move || open.set(false) />
                    <Button
                        label=w::CONFIG_SAVE_WHOLE_VERB
                        variant=Variant::Primary
                        on_press=move || work::begin(state.save_whole())
                    />
                </div>
            </div>
        </Dialog>
    }
}
