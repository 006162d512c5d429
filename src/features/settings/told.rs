//! How one is told of what waits while one looks elsewhere: by what, and of what.

use icondata::LuBell;
use leptos::prelude::*;

use super::pushed::Pushed;
use crate::platform::note::{self, Note};
use crate::platform::notify::{self, Permission};
use crate::platform::work;
use crate::store::Stores;
use crate::store::prefs::{Kind, Prefs};
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::input::notify_switch::NotifySwitch;
use crate::ui::input::switch::Switch;
use crate::words::{Word, say, t, w};

#[component]
pub fn Told(stores: Stores) -> impl IntoView {
    let prefs = stores.prefs;
    view! {
        <div class="settings__switches">
            <NotifySwitch
                label=w::APPROVALS_NOTIFY
                denied=w::APPROVALS_NOTIFY_DENIED
                on=prefs.notify()
                on_turn=move |on| prefs.set_notify(on)
            />
            <Kinds prefs/>
            <Switch
                label=w::APPROVALS_SOUND
                on=prefs.sound()
                on_turn=move |on| {
                    prefs.set_sound(on);
                    if on {
                        notify::chime();
                    }
                }
            />
        </div>
        <Pushed stores/>
    }
}

/// What is told, and a look at how.
#[component]
fn Kinds(prefs: Prefs) -> impl IntoView {
    let is_off = Signal::derive(move || {
        !prefs.notify().get() || notify::permission() != Permission::Granted
    });
    let came = RwSignal::new(None::<bool>);
    let attempt = move || {
        work::begin(async move {
            let note = Note {
                title: t(w::APP_NAME),
                body: t(w::TOLD_TRIED),
                tag: "quarterdeck-try".to_owned(),
                path: "settings".to_owned(),
            };
            came.try_set(Some(note::show(&note).await));
        });
    };
    let kind = move |kind: Kind| {
        let label = word(kind);
        let turn = move |on| prefs.set_tells(kind, on);
        view! { <Switch label on=prefs.tells(kind) disabled=is_off on_turn=turn/> }
    };
    view! {
        <div class="settings__kinds" role="group" aria-label=say(w::TOLD_KINDS)>
            {Kind::ALL.map(kind).collect_view()}
            <Button label=w::TOLD_TRY icon=LuBell disabled=is_off on_press=attempt/>
            <div role="status">
                {move || came.get().map(|came| match came {
                    true => view! { <p class="settings__note">{say(w::TOLD_TRY_SHOWN)}</p> }.into_any(),
                    false => view! { <Callout tone=Tone::Danger title=w::TOLD_TRY_FAILED/> }.into_any(),
                })}
            </div>
        </div>
    }
}

fn word(kind: Kind) -> Word {
    match kind {
        Kind::Approvals => w::TOLD_APPROVALS,
        Kind::Pairing => w::TOLD_PAIRING,
        Kind::Jobs => w::TOLD_JOBS,
        Kind::Channels => w::TOLD_CHANNELS,
        Kind::Runs => w::TOLD_RUNS,
    }
}
