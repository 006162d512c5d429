//! The question before a deed: what will be lost, what stays, and what can be chosen about it.

use leptos::prelude::*;

use super::bulk::Deed;
use super::desk::{Desk, Wish};
use super::fields::Age;
use super::told::Question;
use crate::ui::button::{Button, Variant};
use crate::ui::dialog::Dialog;
use crate::ui::input::switch::Switch;
use crate::ui::unique_id;
use crate::words::{say, w};

/// So many lines the earliest gateways keep unasked.
pub const KEPT: u32 = 400;

/// Asks while the desk asks. What is confirmed is what stood there.
#[component]
pub fn Confirm(desk: Desk, on_confirm: Callback<Wish>) -> impl IntoView {
    let wish = desk.wish;
    let question = Memo::new(move |_| {
        wish.with(|wish| {
            wish.as_ref().map(|wish| question(wish, desk.state.age())).unwrap_or_default()
        })
    });
    let deed = Memo::new(move |_| wish.with(|wish| wish.as_ref().map(|wish| wish.deed)));
    let set = move |deed: Deed| {
        wish.update(|wish| {
            if let Some(wish) = wish {
                wish.deed = deed;
            }
        });
    };
    let confirmed = move || {
        desk.asking.set(false);
        if let Some(wish) = wish.get_untracked() {
            on_confirm.run(wish);
        }
    };
    view! {
        <Dialog open=desk.asking title=move || question.get().title>
            <div class="confirm">
                <dl class="drawer__consequences">
                    <div>
                        <dt>{say(w::SESSIONS_LOST)}</dt>
                        <dd>{move || question.get().lost}</dd>
                    </div>
                    <div>
                        <dt>{say(w::SESSIONS_STAYS)}</dt>
                        <dd>{move || question.get().stays}</dd>
                    </div>
                </dl>
                {move || match deed.get() {
                    Some(Deed::Compact { .. }) => view! { <Keep desk deed set/> }.into_any(),
                    Some(Deed::Delete { .. }) => {
                        let on = Signal::derive(move || {
                            deed.get() == Some(Deed::Delete { transcript: true })
                        });
                        view! {
                            <Switch
                                label=w::SESSIONS_DELETE_TRANSCRIPT
                                on
                                on_turn=move |transcript: bool| set(Deed::Delete { transcript })
                            />
                        }
                        .into_any()
                    }
                    _ => ().into_any(),
                }}
                <div class="confirm__choice">
                    <Button label=w::UI_CANCEL on_press=move || desk.asking.set(false)/>
                    <Button
                        label=move || question.get().verb
                        variant=Variant::Danger
                        on_press=confirmed
                    />
                </div>
            </div>
        </Dialog>
    }
}

/// How to compact: by lines, or where the gateway can, by a summary.
#[component]
fn Keep(
    desk: Desk,
    deed: Memo<Option<Deed>>,
    set: impl Fn(Deed) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let id = unique_id("keep");
    let for_id = id.clone();
    let lines = RwSignal::new(KEPT);
    let by_lines = Memo::new(move |_| matches!(deed.get(), Some(Deed::Compact { keep: Some(_) })));
    let can_summarize = move || desk.state.age() != Age::Early;
    view! {
        <Show when=can_summarize>
            <Switch
                label=w::SESSIONS_SUMMARIZE
                on=Signal::derive(move || !by_lines.get())
                on_turn=move |summarize: bool| set(Deed::Compact { keep: (!summarize).then_some(lines.get_untracked()) })
            />
        </Show>
        <div class="input" hidden=move || !by_lines.get()>
            <label class="input__label" for=for_id>{say(w::SESSIONS_KEEP)}</label>
            <input
                class="input__field"
                id=id
                type="number"
                min="1"
                prop:value=lines.get_untracked().to_string()
                on:input:target=move |event| {
                    if let Ok(typed) = event.target().value().parse::<u32>() {
                        lines.set(typed.max(1));
                        set(Deed::Compact { keep: Some(typed.max(1)) });
                    }
                }
            />
        </div>
    }
}

fn question(wish: &Wish, age: Age) -> Question {
    let one = match wish.jobs.as_slice() {
        [job] => Some(job.title.as_str()),
        _ => None,
    };
    Question::of(wish.deed, age, one, wish.jobs.len())
}
