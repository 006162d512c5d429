//! What the connect page has to tell: a no of the gateway, or that it does not answer. While the
//! next try is under way the last news stays, so that the page does not jump; when the same no comes
//! again it is told again.

use leptos::prelude::*;

use crate::{
    features::connect::refusal::{Advice, advice, unreached},
    gateway::phase::{Farewell, Phase},
    platform::document,
    ui::callout::Tone,
};

/// Something to tell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct News {
    /// Counts the operator's tries: the same news after another try is other news.
    pub turn: u32,
    pub tone: Tone,
    pub advice: Advice,
    /// The gateway's own.
    pub words: String,
}

pub(super) fn news_of(phase: Signal<Phase>, url: RwSignal<String>) -> Memo<Option<News>> {
    let origin = document::address().origin;
    let turn = StoredValue::new(0);
    Memo::new(move |before: Option<&Option<News>>| {
        phase.with(|phase| {
            if *phase == Phase::Connecting {
                turn.update_value(|turn| *turn += 1);
                return before.cloned().flatten();
            }
            tell(phase, turn.get_value(), &url.get_untracked(), &origin)
        })
    })
}

fn tell(phase: &Phase, turn: u32, url: &str, origin: &str) -> Option<News> {
    let (tone, advice, words) = match phase {
        Phase::Refused(refusal) => (Tone::Danger, advice(refusal, origin), refusal.message.clone()),
        Phase::Reconnecting { reason, .. } => {
            (Tone::Warning, unreached(reason.as_ref(), url), last_words(reason.as_ref()))
        }
        _ => return None,
    };
    Some(News { turn, tone, advice, words })
}

fn last_words(reason: Option<&Farewell>) -> String {
    match reason {
        Some(Farewell::ShutDown { reason: words } | Farewell::NotReady { message: words }) => {
            words.clone()
        }
        Some(Farewell::Other { code, reason }) => format!("{code} {reason}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trying(attempt: u32) -> Phase {
        let reason = Some(Farewell::Unreachable);
        Phase::Reconnecting { attempt, retry_at_ms: None, reason }
    }

    #[test]
    fn one_more_try_of_its_own_is_no_news() {
        let told = |attempt| tell(&trying(attempt), 1, "ws://attic", "http://desk");
        assert_eq!(told(1), told(2));
    }

    #[test]
    fn the_same_no_after_another_try_is_told_again() {
        let told = |turn| tell(&trying(1), turn, "ws://attic", "http://desk");
        assert_ne!(told(1), told(2));
    }

    #[test]
    fn a_connection_is_nothing_to_tell() {
        assert_eq!(tell(&Phase::Connected, 1, "", ""), None);
        assert_eq!(tell(&Phase::Idle, 1, "", ""), None);
    }
}
