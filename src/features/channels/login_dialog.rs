//! The dialog in which a messenger is signed in by a code.

use leptos::prelude::*;

use super::login::{Code, Login, Stage};
use crate::platform::clock;
use crate::platform::timer;
use crate::platform::watch::watch;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::command_line::CommandLine;
use crate::ui::dialog::Dialog;
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn LoginDialog(login: Login) -> impl IntoView {
    watch(move || {
        if !login.open.get() {
            login.forget();
        }
    });
    let title = move || match login.name.get() {
        Some(name) => tr(w::CHANNELS_LOGIN_TITLE, &[("name", &name)]),
        None => t(w::CHANNELS_LOGIN_ANY),
    };
    view! {
        <Dialog open=login.open title=title>
            <div class="login_dialog">
                <div role="status">
                    {move || login.stage.get().map(|stage| draw(stage, login))}
                </div>
                <Ways login />
            </div>
        </Dialog>
    }
}

fn draw(stage: Stage, login: Login) -> AnyView {
    match stage {
        Stage::Asked => view! {
            <p>{say(w::CHANNELS_LOGIN_ASKED)}</p>
            <progress class="login_dialog__progress" aria-label=say(w::CHANNELS_LOGIN_ASKED)></progress>
        }
        .into_any(),
        Stage::Code(code) => view! { <Shown code login /> }.into_any(),
        Stage::Linked(message) => view! {
            <Callout tone=Tone::Success title=w::CHANNELS_LOGIN_DONE>
                <p class="login_dialog__said" dir="auto">{message}</p>
            </Callout>
        }
        .into_any(),
        Stage::Ended(message) => view! {
            <Callout title=w::CHANNELS_LOGIN_ENDED>
                <p class="login_dialog__said" dir="auto">{message}</p>
            </Callout>
        }
        .into_any(),
        Stage::Refused(why) => view! {
            <Callout tone=Tone::Danger title=w::CHANNELS_LOGIN_REFUSED>
                <p class="login_dialog__said" dir="auto">{why}</p>
            </Callout>
        }
        .into_any(),
    }
}

/// The code as a picture and in letters, and how long it is waited on.
#[component]
fn Shown(code: Code, login: Login) -> impl IntoView {
    let until = code.until;
    let left = move || ((until - clock::now_ms()) / 1_000.0).ceil().max(0.0) as usize;
    let seconds = RwSignal::new(left());
    timer::every(1_000, move || seconds.set(left()));
    let name = move || login.name.get().unwrap_or_default();
    let alt = move || tr(w::CHANNELS_LOGIN_PICTURE, &[("name", &name())]);
    let letters = code.letters.into_iter().map(|letters| {
        view! { <CommandLine text=Signal::stored(letters) /> }
    });
    view! {
        {code
            .picture
            .map(|picture| {
                view! { <img class="login_dialog__picture" src=picture alt=alt draggable="false" /> }
            })}
        {letters.collect_view()}
        {code.message.map(|message| view! { <p class="login_dialog__said" dir="auto">{message}</p> })}
        <p>{say(w::CHANNELS_LOGIN_HOW)}</p>
        <p class="login_dialog__left" aria-live="off">
            {move || tn(w::CHANNELS_LOGIN_LEFT, seconds.get())}
        </p>
    }
}

/// What can be done at this stage. To close the dialog is always one of them.
#[component]
fn Ways(login: Login) -> impl IntoView {
    // A link that is there is ended only when asked a second time.
    let asks_force = RwSignal::new(false);
    let over = move || {
        login.stage.with(|stage| matches!(stage, Some(Stage::Ended(_) | Stage::Refused(_))))
    };
    let done = move || login.stage.with(|stage| matches!(stage, Some(Stage::Linked(_))));
    let again = move |force: bool| {
        asks_force.set(false);
        login.again(force);
    };
    view! {
        {move || {
            (over() && asks_force.get())
                .then(|| {
                    view! {
                        <Callout tone=Tone::Warning title=w::CHANNELS_FORCE_ASK>
                            <p class="login_dialog__said">{say(w::CHANNELS_FORCE_TEXT)}</p>
                        </Callout>
                    }
                })
        }}
        <div class="login_dialog__ways">
            {move || {
                over()
                    .then(|| {
                        if asks_force.get() {
                            view! {
                                <Button
                                    label=w::CHANNELS_FORCE_DO
                                    variant=Variant::Danger
                                    on_press=move || again(true)
                                />
                            }
                                .into_any()
                        } else {
                            view! {
                                <Button
                                    label=w::CHANNELS_FORCE
                                    variant=Variant::Quiet
                                    on_press=move || asks_force.set(true)
                                />
                                <Button label=w::CHANNELS_LOGIN_AGAIN on_press=move || again(false) />
                            }
                                .into_any()
                        }
                    })
            }}
            <Button
                label=move || t(if done() { w::CHANNELS_LOGIN_CLOSE } else { w::UI_CANCEL })
                on_press=move || login.open.set(false)
            />
        </div>
    }
}
