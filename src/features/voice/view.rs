//! The page: how the gateway speaks, a sentence to try it with, the words that wake its listeners, and
//! talk mode.

use leptos::prelude::*;

use super::providers::Providers;
use super::speech::Speech;
use super::state::VoiceState;
use super::talk::Talk;
use super::trial::Try;
use super::wake::Wake;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{timer, visibility, work};
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::callout::Callout;
use crate::ui::later::Draw;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::Sheet;
use crate::words::{tr, w};

/// How speech is set is looked at this often while the page can be seen: no event tells of it.
const LOOK_MS: u32 = 15_000;

part! {
    pub fn voice_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <VoicePage/> }.into_any()
}

#[component]
fn VoicePage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = VoiceState::new(stores);
    let readable = stores.connection.is_readable();
    let may_read = Memo::new(move |before: Option<&bool>| {
        let known = readable.get().then(|| stores.connection.allows(Scope::Read));
        known.or(before.copied()).unwrap_or(true)
    });
    watch(move || {
        if readable.get() && may_read.get() {
            state.look();
            work::begin(stores.voice.load());
            work::begin(stores.nodes.load());
        }
    });
    timer::every(LOOK_MS, move || {
        if visibility::is_visible() && readable.get_untracked() && may_read.get_untracked() {
            state.look();
        }
    });
    let words = stores.voice.words();
    watch(move || words.with(|words| words.ready().into_iter().for_each(|it| state.heard(it))));
    view! {
        <Sheet label=w::PAGE_VOICE>
            {move || {
                if may_read.get() {
                    view! {
                        <Spoken state/>
                        <Wake state/>
                        <Talk state/>
                    }
                        .into_any()
                } else {
                    let lacks = || tr(w::VOICE_NO_SCOPE, &[("scope", Scope::Read.as_str())]);
                    view! { <Callout title=lacks/> }.into_any()
                }
            }}
        </Sheet>
    }
}

/// What is drawn around speech changes with the kind of answer only.
#[component]
fn Spoken(state: VoiceState) -> impl IntoView {
    let status = state.status();
    let kind = Memo::new(move |_| {
        status.with(|status| match status {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Ready(_) => Remote::Ready(()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    remote_view(
        kind.into(),
        move || state.look(),
        move |(): &()| {
            view! {
                <Speech state/>
                <Providers state/>
                <Try state/>
            }
            .into_any()
        },
    )
}
