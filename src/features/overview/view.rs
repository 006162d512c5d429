//! The page: the verdict, what waits, and beneath it everything one may want to know before acting.

use leptos::prelude::*;

use super::agents::Agents;
use super::channel_lines::ChannelLines;
use super::gateway_facts::GatewayFacts;
use super::presence::Presence;
use super::recent::RecentSessions;
use super::running::Running;
use super::state::OverviewState;
use super::ticking::Ticking;
use super::today::Today;
use super::verdict::Headline;
use super::waiting::WaitingList;
use crate::platform::part::part;
use crate::store::Stores;
use crate::ui::later::Draw;
use crate::ui::sheet::Sheet;
use crate::words::w;

part! {
    pub fn overview_page in watch = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <OverviewPage/> }.into_any()
}

#[component]
fn OverviewPage() -> impl IntoView {
    let state = OverviewState::new(expect_context::<Stores>());
    provide_context(Ticking::begin());
    let is_old = move || state.old_since().is_some().then_some("");
    view! {
        <Sheet label=w::PAGE_OVERVIEW>
            <div class="overview" data-old=is_old>
                <Headline state />
                <WaitingList state />
                <div class="overview__pair">
                    <div class="overview__column">
                        <GatewayFacts state />
                        <ChannelLines />
                        <Today state />
                    </div>
                    <div class="overview__column">
                        <Running state />
                        <RecentSessions state />
                        <Agents state />
                    </div>
                </div>
                <Presence state />
            </div>
        </Sheet>
    }
}
