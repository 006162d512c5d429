//! The page: ways to look at the gateway's inside, each with an address of its own.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::address::{Address, Tab};
use super::call::CallsTab;
use super::report_view::ReportTab;
use super::send::SendTab;
use super::snapshots::SnapshotsTab;
use super::state::DebugState;
use super::tabs::{PANEL, Tabs, id};
use super::tape_view::{EventsTab, FramesTab};
use super::taping::Taping;
use super::wizard::WizardTab;
use crate::platform::document;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::store::Stores;
use crate::ui::later::Draw;
use crate::ui::toast::Toasts;
use crate::words::{say, w};

part! {
    pub fn debug_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <DebugPage/> }.into_any()
}

#[component]
fn DebugPage() -> impl IntoView {
    let state = DebugState::new(expect_context::<Stores>(), expect_context::<Toasts>());
    let taping = Taping::begin(state);
    follow_address(state);
    let tab = Memo::new(move |_| state.tab.get());
    let panel = move || match tab.get() {
        Tab::Calls => view! { <CallsTab state/> }.into_any(),
        other => {
            let body = match other {
                Tab::Events => view! { <EventsTab state taping/> }.into_any(),
                Tab::Frames => view! { <FramesTab state taping/> }.into_any(),
                Tab::Snapshots => view! { <SnapshotsTab state/> }.into_any(),
                Tab::Send => view! { <SendTab state/> }.into_any(),
                Tab::Wizard => view! { <WizardTab state/> }.into_any(),
                Tab::Report | Tab::Calls => view! { <ReportTab state taping/> }.into_any(),
            };
            view! { <div class="debug__sheet"><div class="debug__column">{body}</div></div> }
                .into_any()
        }
    };
    view! {
        <section class="debug" aria-label=say(w::PAGE_DEBUG)>
            <header class="debug__bar">
                <Tabs tab=state.tab/>
            </header>
            <div
                class="debug__panel"
                role="tabpanel"
                id=PANEL
                aria-labelledby=move || id(tab.get())
            >
                {panel}
            </div>
        </section>
    }
}

/// The address says what is looked at when it is opened or gone back to; after that it is told.
fn follow_address(state: DebugState) {
    let query = use_query_map();
    watch(move || {
        let wished = query.with(|query| Address::read(|name| query.get(name)));
        untrack(|| {
            if state.tab.get() != wished.tab {
                state.tab.set(wished.tab);
            }
            if state.method.get() != wished.method {
                state.method.set(wished.method);
            }
        });
    });
    watch(move || {
        let told = state.address();
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        document::replace_address(&format!("{}debug{}", document::base(), told.write(encode)));
    });
}
