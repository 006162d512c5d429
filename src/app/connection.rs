//! The state of the connection, always in sight: a word in the top bar, and a calm note with the
//! next try while it is lost. The pages stay as they are.

use icondata::{LuCloudOff, LuRotateCw};
use leptos::prelude::*;

use crate::{
    app::countdown::seconds_left,
    gateway::phase::{Farewell, Phase},
    store::Stores,
    ui::{button::Button, icon::Icon},
    words::{Word, say, t, tr, w},
};

/// The word for each phase, and the name that style sheets know it by.
fn word(phase: &Phase) -> (Word, &'static str) {
    match phase {
        Phase::Connected => (w::STATUS_CONNECTED, "connected"),
        Phase::Connecting => (w::STATUS_CONNECTING, "connecting"),
        Phase::Reconnecting { .. } => (w::STATUS_RECONNECTING, "reconnecting"),
        Phase::WaitingForApproval { .. } => (w::STATUS_WAITING, "waiting"),
        Phase::Idle | Phase::Refused(_) => (w::STATUS_OFFLINE, "offline"),
    }
}

/// The word in the bar.
#[component]
pub fn ConnectionStatus() -> impl IntoView {
    let phase = expect_context::<Stores>().connection.phase();
    let word = Memo::new(move |_| phase.with(word));
    view! {
        <div
            class="connection"
            role="status"
            aria-label=say(w::STATUS_NAME)
            data-phase=move || word.get().1
        >
            <span class="connection__dot" aria-hidden="true"></span>
            <span class="connection__word">{move || t(word.get().0)}</span>
        </div>
    }
}

/// What happened and when it goes on. It floats, so that nothing moves when it comes or goes. While
/// memory speaks the strip of `seen.rs` says it above the page instead.
#[component]
pub fn LostConnection() -> impl IntoView {
    let connection = expect_context::<Stores>().connection;
    let phase = connection.phase();
    let lost = Memo::new(move |_| {
        !connection.is_recalled() && phase.with(|phase| matches!(phase, Phase::Reconnecting { .. }))
    });
    view! {
        <Show when=move || lost.get()>
            <div class="connection__lost">
                <Icon glyph=LuCloudOff />
                <p class="connection__reason" role="status">
                    {move || phase.with(reason)}
                </p>
                <NextTry />
                <Button
                    label=w::STATUS_TRY_NOW
                    icon=LuRotateCw
                    small=true
                    on_press=move || connection.retry_now()
                />
            </div>
        </Show>
    }
}

/// Counts down. Not read aloud: once a second would be no help.
#[component]
pub(super) fn NextTry() -> impl IntoView {
    let phase = expect_context::<Stores>().connection.phase();
    let left = seconds_left(Signal::derive(move || {
        phase.with(|phase| match phase {
            Phase::Reconnecting { retry_at_ms, .. } => *retry_at_ms,
            _ => None,
        })
    }));
    view! {
        <span class="connection__next" aria-hidden="true" data-figures="">
            {move || match left.get() {
                Some(seconds) => tr(w::STATUS_NEXT_TRY, &[("seconds", &seconds.to_string())]),
                None => t(w::STATUS_TRYING),
            }}
        </span>
    }
}

pub(super) fn reason(phase: &Phase) -> String {
    let Phase::Reconnecting { reason: Some(reason), .. } = phase else { return t(w::STATUS_LOST) };
    match reason {
        Farewell::Restarting { .. } => t(w::STATUS_RESTARTING),
        Farewell::ShutDown { reason } if reason.trim().is_empty() => t(w::STATUS_SHUT_DOWN_PLAIN),
        Farewell::ShutDown { reason } => tr(w::STATUS_SHUT_DOWN, &[("reason", reason)]),
        Farewell::NotReady { .. } => t(w::STATUS_NOT_READY),
        Farewell::Unreachable => t(w::STATUS_UNREACHABLE),
        Farewell::NotAGateway => t(w::STATUS_NOT_A_GATEWAY),
        Farewell::TooSlow => t(w::STATUS_TOO_SLOW),
        Farewell::TooLarge => t(w::STATUS_TOO_LARGE),
        Farewell::Silent => t(w::STATUS_SILENT),
        Farewell::Lost => t(w::STATUS_LOST),
        Farewell::Other { code, .. } => tr(w::STATUS_CLOSED, &[("code", &code.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reconnecting(reason: Option<Farewell>) -> Phase {
        Phase::Reconnecting { attempt: 1, retry_at_ms: None, reason }
    }

    #[test]
    fn a_restart_is_called_a_restart() {
        let phase = reconnecting(Some(Farewell::Restarting { expected_ms: None }));
        assert_eq!(reason(&phase), "The gateway is restarting");
    }

    #[test]
    fn a_shutdown_without_a_reason_is_said_without_one() {
        let phase = reconnecting(Some(Farewell::ShutDown { reason: " ".to_owned() }));
        assert_eq!(reason(&phase), "The gateway was shut down");
    }

    #[test]
    fn each_phase_begins_with_its_own_word() {
        assert_eq!(t(word(&Phase::Idle).0), "Offline");
        assert_eq!(t(word(&reconnecting(None)).0), "Reconnecting");
        let waiting = Phase::WaitingForApproval { request_id: None };
        assert_eq!(t(word(&waiting).0), "Waiting for approval");
    }
}
