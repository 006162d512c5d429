//! *Waiting for approval*: who has to do what. It goes on by itself, so there is nothing to press.

use icondata::LuHourglass;
use leptos::prelude::*;

use crate::{
    features::connect::refusal::approval_command,
    ui::{
        button::Button,
        command_line::CommandLine,
        icon::{Icon, IconSize},
    },
    words::{say, w},
};

#[component]
pub fn Waiting(
    request_id: Option<String>,
    /// The operator does not want to wait here.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let lists_first = request_id.is_none();
    let command = approval_command(request_id.as_deref());
    view! {
        <section class="connect__waiting" aria-labelledby="connect-waiting">
            <h2 class="connect__waiting_title" id="connect-waiting">
                <Icon glyph=LuHourglass size=IconSize::Large />
                {say(w::CONNECT_WAITING_TITLE)}
            </h2>
            <p>{say(w::CONNECT_WAITING_WHY)}</p>
            {request_id
                .map(|id| {
                    view! {
                        <dl class="connect__request">
                            <dt>{say(w::CONNECT_WAITING_REQUEST)}</dt>
                            <dd>
                                <code>{id}</code>
                            </dd>
                        </dl>
                    }
                })}
            <CommandLine text=command />
            {lists_first
                .then(|| {
                    view! {
                        <p>{say(w::CONNECT_WAITING_THEN)}</p>
                        <CommandLine text="openclaw devices approve <requestId>".to_owned() />
                    }
                })}
            <p class="connect__waiting_note">{say(w::CONNECT_WAITING_NOTE)}</p>
            <div>
                <Button label=w::CONNECT_WAITING_LEAVE small=true on_press=on_leave />
            </div>
        </section>
    }
}
