//! What the operator and someone else have changed differently: mine and theirs side by side, each
//! decided before anything goes on.

use leptos::prelude::*;
use serde_json::Value;

use super::merge::{Clash, Side};
use super::view::Desk;
use super::wording::{clash_name, entry_text, value_text};
use crate::features::approvals::state::Dispute;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::unique_id;
use crate::words::{Word, say, t, w};

#[component]
pub fn Clashes(desk: Desk) -> impl IntoView {
    let dispute = desk.state.dispute;
    let count = Memo::new(move |_| {
        dispute.with(|dispute| dispute.as_ref().map_or(0, |it| it.merge.clashes.len()))
    });
    let is_open =
        move || dispute.with(|dispute| dispute.as_ref().is_some_and(|it| !it.merge.is_decided()));
    let choose_all = move |side: Side| {
        change(dispute, |clashes| clashes.iter_mut().for_each(|clash| clash.choice = Some(side)));
    };
    view! {
        <section class="policy__part" aria-labelledby="policy-clashes">
            <h3 id="policy-clashes">{say(w::POLICY_CLASHES)}</h3>
            <div role="alert">
                <Callout tone=Tone::Warning title=w::POLICY_CLASHES_NOTE />
            </div>
            <div class="policy__actions">
                <Button label=w::POLICY_ALL_MINE small=true on_press=move || choose_all(Side::Mine) />
                <Button label=w::POLICY_ALL_THEIRS small=true on_press=move || choose_all(Side::Theirs) />
            </div>
            {move || (0..count.get()).map(|at| view! { <One desk=desk at=at /> }).collect_view()}
            <div class="policy__actions">
                <Button
                    label=w::POLICY_GO_ON
                    variant=Variant::Primary
                    disabled=Signal::derive(is_open)
                    on_press=move || desk.state.settle()
                />
            </div>
        </section>
    }
}

fn change(dispute: RwSignal<Option<Dispute>>, change: impl FnOnce(&mut Vec<Clash>)) {
    dispute.update(|dispute| {
        if let Some(dispute) = dispute {
            change(&mut dispute.merge.clashes);
        }
    });
}

#[component]
fn One(desk: Desk, at: usize) -> impl IntoView {
    let dispute = desk.state.dispute;
    let clash = Memo::new(move |_| {
        dispute.with(|dispute| dispute.as_ref()?.merge.clashes.get(at).cloned())
    });
    let group = unique_id("clash");
    let side = move |side: Side, word: Word| {
        let group = group.clone();
        let is_chosen =
            move || clash.with(|clash| clash.as_ref().is_some_and(|it| it.choice == Some(side)));
        let text = move || {
            clash.with(|clash| {
                let clash = clash.as_ref()?;
                let value = if side == Side::Mine { &clash.mine } else { &clash.theirs };
                Some(side_text(clash, value.as_ref()))
            })
        };
        view! {
            <label class="policy__side">
                <input
                    type="radio"
                    name=group
                    prop:checked=is_chosen
                    on:change=move |_| change(dispute, |clashes| {
                        if let Some(clash) = clashes.get_mut(at) {
                            clash.choice = Some(side);
                        }
                    })
                />
                <span class="policy__label">{say(word)}</span>
                <code class="policy__pattern" dir="auto">{text}</code>
            </label>
        }
    };
    view! {
        <fieldset class="policy__clash">
            <legend>{move || clash.with(|clash| clash.as_ref().map(|clash| clash_name(desk.stores, clash)))}</legend>
            {side(Side::Mine, w::POLICY_MINE)}
            {side(Side::Theirs, w::POLICY_THEIRS)}
        </fieldset>
    }
}

fn side_text(clash: &Clash, value: Option<&Value>) -> String {
    match value {
        None => t(w::POLICY_NOT_THERE),
        Some(value @ Value::Object(_)) if clash.field.is_none() => entry_text(value),
        Some(value) => value_text(&clash.place, value).unwrap_or_else(|| value.to_string()),
    }
}
