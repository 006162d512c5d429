//! Says how old what is shown is while the gateway cannot be reached and memory speaks in its place.
//! It comes after the first load: who writes a message needs none of it.

use icondata::{LuHistory, LuRotateCw};
use leptos::prelude::*;

use crate::{
    app::{
        connection::{NextTry, reason},
        page::Page,
    },
    platform::{
        clock,
        moment::{self, Way},
        part::part,
        timer,
        watch::watch_change,
    },
    store::Stores,
    ui::{button::Button, icon::Icon, later::Draw},
    words::{tr, w},
};

part! {
    /// The strip above the page.
    pub fn seen in attend = draw as Draw<Memo<Option<Page>>>
}

fn draw(page: Memo<Option<Page>>) -> AnyView {
    view! { <Seen page /> }.into_any()
}

#[component]
fn Seen(page: Memo<Option<Page>>) -> impl IntoView {
    let connection = expect_context::<Stores>().connection;
    let (as_of, phase) = (connection.as_of(), connection.phase());
    // Each page reads what it shows when it is opened, so its age begins anew with it.
    watch_change(move |before: Option<Option<Page>>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            as_of.set(None);
        }
        now
    });
    let minute = timer::minutes();
    let told = move || {
        minute.track();
        match as_of.get() {
            Some(at) => {
                let (time, ago) = (written(at), moment::ago(at));
                tr(w::STATUS_AS_OF, &[("time", &time), ("ago", &ago)])
            }
            None => phase.with(reason),
        }
    };
    view! {
        <div class="connection__seen">
            <Icon glyph=LuHistory />
            <p role="status">{told}</p>
            <NextTry />
            <Button
                label=w::STATUS_TRY_NOW
                icon=LuRotateCw
                small=true
                on_press=move || connection.retry_now()
            />
        </div>
    }
}

/// The time of day says enough of today and is not enough of another day.
fn written(at: f64) -> String {
    let is_today = moment::day(at) == moment::day(clock::now_ms());
    moment::write(if is_today { Way::TimeOfDay } else { Way::DayAndTime }, at, false)
}
