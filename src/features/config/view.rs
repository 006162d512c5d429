//! The page: its parts beside the form, the search above, what is wrong, and the tabs. All of it works
//! on one desk.

use leptos::prelude::*;

use super::faults::Faults;
use super::field::Folds;
use super::file::{FileNotices, WithoutSchema};
use super::finder::Finder;
use super::form::Form;
use super::notices::Notices;
use super::page::Page;
use super::raw::RawTab;
use super::results::Results;
use super::review::SaveBar;
use super::sections::{Picker, Sections};
use super::state::ConfigState;
use super::tabs::{PANEL, Tab, Tabs};
use super::update::UpdateTab;
use super::way::follow_address;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::callout::Callout;
use crate::ui::later::Draw;
use crate::ui::remote_view::{remote_view, skeleton};
use crate::words::{say, tr, w};

part! {
    pub fn config_page in config = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <ConfigPage/> }.into_any()
}

#[component]
fn ConfigPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = ConfigState::new(stores);
    let page = Page::new(state);
    let Page { desk, tab, .. } = page;
    let readable = stores.connection.is_readable();
    let may_read = Memo::new(move |before: Option<&bool>| {
        let known = readable.get().then(|| stores.connection.allows(Scope::Read));
        known.or(before.copied()).unwrap_or(true)
    });
    watch(move || {
        if readable.get() && may_read.get_untracked() {
            work::begin(state.load_schema());
        }
    });
    // The text needs it as well.
    watch(move || {
        if let Some(schema) = page.schema.get().0 {
            desk.schema.set_value(schema);
        }
    });
    // What is open stays so while one looks at something else.
    let _folds = Folds::provide();
    state.follow();
    follow_address(page);
    view! {
        <section class="config" aria-label=say(w::PAGE_CONFIG)>
            <header class="config__head">
                <Tabs tab />
                {move || (tab.get() == Tab::Form).then(|| view! { <Finder page /> })}
            </header>
            <div
                class="config__panel"
                role="tabpanel"
                id=PANEL
                aria-labelledby=move || tab.get().id()
            >
                {move || {
                    if !may_read.get() {
                        let lacks = || tr(w::CONFIG_PAGE_NO_SCOPE, &[("scope", Scope::Read.as_str())]);
                        return view! { <div class="config__alone"><Callout title=lacks /></div> }.into_any();
                    }
                    match tab.get() {
                        Tab::Form => view! { <Formed page /> }.into_any(),
                        Tab::Raw => {
                            view! {
                                <div class="config__other">
                                    <Notices desk />
                                    <RawTab desk />
                                </div>
                            }
                                .into_any()
                        }
                        Tab::Update => {
                            view! {
                                <div class="config__other">
                                    <UpdateTab desk />
                                </div>
                            }
                                .into_any()
                        }
                    }
                }}
            </div>
        </section>
    }
}

/// The form, once there is something to make it of.
#[component]
fn Formed(page: Page) -> impl IntoView {
    let state = page.desk.state;
    let base = Memo::new(move |_| {
        state.base.with(|base| match base {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Ready(_) => Remote::Ready(()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    let draw = move |(): &()| {
        view! {
            {move || match page.schema.get().0 {
                Some(schema) => {
                    page.desk.schema.set_value(schema);
                    page.forget_index();
                    untrack(|| view! { <Body page /> }.into_any())
                }
                None => view! { <div class="config__alone">{skeleton()}</div> }.into_any(),
            }}
        }
        .into_any()
    };
    let retry = move || work::begin(state.load());
    view! {
        <div class="config__alone" hidden=move || base.with(|base| base.ready().is_some())>
            {move || {
                base.with(|base| base.ready().is_none()).then(|| {
                    remote_view(base.into(), retry, |()| ().into_any())
                })
            }}
        </div>
        {move || base.with(|base| base.ready().copied()).map(|it| draw(&it))}
    }
}

#[component]
fn Body(page: Page) -> impl IntoView {
    let Page { desk, .. } = page;
    let state = desk.state;
    let is_searching = Memo::new(move |_| desk.search.with(|words| !words.trim().is_empty()));
    let failed = Memo::new(move |_| {
        state.schema.with(|schema| match schema {
            Remote::Failed(why) => Some(why.clone()),
            _ => None,
        })
    });
    view! {
        <div class="config__body">
            <Sections page />
            <div class="config__main" id="config-main">
                <Picker page />
                <div class="config__notices">
                    <Notices desk />
                    {move || failed.get().map(|why| view! { <WithoutSchema state why /> })}
                    <FileNotices page />
                    <Faults page />
                </div>
                {move || {
                    if is_searching.get() {
                        view! { <Results page /> }.into_any()
                    } else {
                        view! { <Form page /> }.into_any()
                    }
                }}
            </div>
        </div>
        <div class="config__save">
            <SaveBar desk />
        </div>
    }
}
