//! All that would be saved, each change in words and with a way back; and what saving brings with it.

use leptos::prelude::*;

use super::losses::Loss;
use super::path::Path;
use super::review::Review;
use super::wording::change_line;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::dialog::Dialog;
use crate::ui::diff::{Diff, Undo};
use crate::words::{Word, say, tn, w};

#[component]
pub fn ReviewDialog(review: Review, blocked: Signal<bool>) -> impl IntoView {
    let Review { desk, open, .. } = review;
    let state = desk.state;
    let changes =
        Memo::new(
            move |_| {
                if open.get() { state.draft.with(|draft| draft.changes()) } else { Vec::new() }
            },
        );
    let lines = Signal::derive(move || {
        let schema = desk.schema.get_value();
        state.draft.with_untracked(|draft| {
            changes.with(|changes| {
                let line = |change| change_line(&schema, change, draft.base(), draft.edited());
                changes.iter().map(line).collect::<Vec<_>>()
            })
        })
    });
    let take_back = Callback::new(move |at: usize| {
        let change = changes.with_untracked(|changes| changes.get(at).cloned());
        let Some(change) = change else { return };
        state.edit(|draft| draft.undo(&change));
        if !state.draft.with_untracked(|draft| draft.is_edited()) {
            open.set(false);
        }
    });
    let undo = Undo { word: w::CONFIG_SAVE_UNDO, call: take_back };
    let cuts_off = move || changes.with(|changes| changes.iter().any(|it| reaches(&it.path)));
    view! {
        <Dialog open=open title=w::CONFIG_SAVE_REVIEW wide=true>
            <div class="review">
                {move || {
                    let wrong = review.wrong.get();
                    (wrong > 0).then(|| view! {
                        <Callout tone=Tone::Danger title=move || tn(w::CONFIG_SAVE_WRONG, wrong) />
                    })
                }}
                {move || cuts_off().then(|| view! {
                    <Callout tone=Tone::Warning title=w::CONFIG_SAVE_CUTS_OFF />
                })}
                {lost(review, w::CONFIG_SAVE_LOSES)}
                {move || if state.is_locked() {
                    view! { <Diff lines=lines /> }.into_any()
                } else {
                    view! { <Diff lines=lines undo=undo /> }.into_any()
                }}
                <p class="review__note">{move || {
                    let word = if state.ways().merges_by_id {
                        w::CONFIG_SAVE_RESTART_PERHAPS
                    } else {
                        w::CONFIG_SAVE_RESTART_ALWAYS
                    };
                    say(word)()
                }}</p>
                <div class="review__actions">
                    <Button label=w::UI_CANCEL on_press=move || open.set(false) />
                    <Button
                        label=w::CONFIG_SAVE_SAVE
                        variant=Variant::Primary
                        disabled=blocked
                        on_press=move || review.save()
                    />
                </div>
            </div>
        </Dialog>
    }
}

/// What the gateway drops when it writes its file.
pub(super) fn lost(review: Review, title: Word) -> impl Fn() -> AnyView {
    move || {
        let lost = review.losses.get();
        if lost.is_empty() {
            return ().into_any();
        }
        let sure = lost.iter().any(|it| it.is_sure());
        let tone = if sure { Tone::Warning } else { Tone::Info };
        view! {
            <Callout tone=tone title=title>
                <ul class="review__losses">
                    {lost.into_iter().map(|it| view! { <li>{say(word(it))}</li> }).collect_view()}
                </ul>
            </Callout>
        }
        .into_any()
    }
}

fn word(loss: Loss) -> Word {
    match loss {
        Loss::Comments => w::CONFIG_SAVE_LOSS_COMMENTS,
        Loss::PerhapsComments => w::CONFIG_SAVE_LOSS_PERHAPS,
        Loss::Includes => w::CONFIG_SAVE_LOSS_INCLUDES,
        Loss::References => w::CONFIG_SAVE_LOSS_REFERENCES,
    }
}

/// How this gateway is reached, and by whom: a mistake there locks the operator out.
fn reaches(path: &Path) -> bool {
    const DOORS: [&str; 8] =
        ["auth", "bind", "customBindHost", "controlUi", "mode", "port", "tailscale", "tls"];
    let gateway = Path::root().key("gateway");
    *path == gateway
        || path.is_root()
        || DOORS.iter().any(|door| path.is_within(&gateway.key(door)))
}

#[cfg(test)]
mod tests {
    use super::{Path, reaches};

    #[test]
    fn only_the_doors_of_the_gateway_are_warned_about() {
        let gateway = Path::root().key("gateway");
        assert!(reaches(&gateway.key("auth").key("token")));
        assert!(reaches(&gateway.key("port")));
        assert!(!reaches(&gateway.key("reload").key("mode")));
        assert!(!reaches(&Path::root().key("logging")));
    }
}
