//! The settings at the place that is looked at, with the one that is looked for brought into view.

use leptos::prelude::*;

use super::field::{FieldView, Folds};
use super::page::Page;
use super::trail::Trail;
use crate::platform::watch::watch;
use crate::ui::sheet::Empty;
use crate::words::{tr, w};

#[component]
pub fn Form(page: Page) -> impl IntoView {
    let Page { desk, here, .. } = page;
    let folds = Folds::provide();
    let place = Memo::new(move |_| here.with(|here| here.path.clone()));
    let missing = Memo::new(move |_| {
        here.with(|here| here.is_missing).then(|| desk.at.with(ToString::to_string))
    });
    // Each going to a setting brings the keyboard there, also where one is already.
    watch(move || {
        desk.at.track();
        place.track();
        if let Some(sought) = here.with_untracked(|here| here.sought.clone()) {
            folds.show(sought);
        }
    });
    view! {
        <div class="form">
            {move || {
                missing
                    .get()
                    .map(|path| {
                        let text = tr(w::CONFIG_PAGE_MISSING, &[("path", &path)]);
                        view! { <p class="form__missing" role="status">{text}</p> }
                    })
            }}
            {move || {
                let path = place.get();
                if path.is_root() {
                    return view! { <Empty text=w::CONFIG_PAGE_EMPTY /> }.into_any();
                }
                view! {
                    <Trail page path=path.clone() />
                    <FieldView desk path bare=true />
                }
                    .into_any()
            }}
        </div>
    }
}
