//! What is to be known about the gateway's file and schema as a whole.

use leptos::prelude::*;

use super::page::Page;
use super::state::ConfigState;
use super::tabs::Tab;
use crate::platform::work;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::words::{say, tr, w};

/// The form is made from what stands there.
#[component]
pub fn WithoutSchema(state: ConfigState, why: String) -> impl IntoView {
    view! {
        <Callout tone=Tone::Warning title=w::CONFIG_PAGE_NO_SCHEMA details=why>
            <p>{say(w::CONFIG_PAGE_NO_SCHEMA_NOTE)}</p>
            <p>
                <Button
                    label=w::UI_PART_AGAIN
                    small=true
                    on_press=move || work::begin(state.load_schema())
                />
            </p>
        </Callout>
    }
}

/// What is to be known about the file as a whole.
#[component]
pub fn FileNotices(page: Page) -> impl IntoView {
    let Page { desk, tab, .. } = page;
    let file = Memo::new(move |_| {
        desk.state.base.with(|base| {
            let snapshot = &base.ready()?.snapshot;
            let path = snapshot.path.clone().unwrap_or_default();
            Some((path, snapshot.exists != Some(false), snapshot.valid != Some(false)))
        })
    });
    move || match file.get() {
        Some((path, false, _)) => {
            let title = tr(w::CONFIG_PAGE_NO_FILE, &[("path", &path)]);
            view! { <Callout title=title /> }.into_any()
        }
        Some((_, true, false)) => view! {
            <Callout tone=Tone::Danger title=w::CONFIG_PAGE_INVALID>
                <p>{say(w::CONFIG_PAGE_INVALID_NOTE)}</p>
                <p>
                    <Button
                        label=w::CONFIG_PAGE_TO_RAW
                        small=true
                        on_press=move || tab.set(Tab::Raw)
                    />
                </p>
            </Callout>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
