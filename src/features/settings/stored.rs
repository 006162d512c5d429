//! What is stored in this browser, to take along, to bring, and to forget.

use icondata::{LuDownload, LuUpload};
use leptos::{html, prelude::*};

use super::kept::{Kind, Sum, sums};
use super::{carry, forget};
use crate::platform::{download, number, storage, work};
use crate::store::{Stores, recall};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::input::switch::Switch;
use crate::words::{Word, say, t, tn, w};

#[component]
pub fn Stored(stores: Stores) -> impl IntoView {
    let changed = RwSignal::new(0_u32);
    let all = move || {
        changed.track();
        stores.gateways.list().track();
        let kept = [storage::all_local(), storage::all_session()].concat();
        sums(&kept)
    };
    let seen = RwSignal::new((0_usize, 0_usize));
    let keeps = RwSignal::new(recall::is_on());
    let count = move || {
        work::begin(async move {
            let _gone = seen.try_set(recall::kept().await);
        });
    };
    count();
    let turn = move |on: bool| {
        keeps.set(on);
        work::begin(async move {
            recall::turn(stores, on).await;
            count();
        });
    };
    let told = RwSignal::new(None::<(Tone, Word)>);
    let asking = RwSignal::new(false);
    let file = NodeRef::<html::Input>::new();
    let take_along = move || {
        let text =
            stores.gateways.list().with_untracked(|list| carry::write(&stores.prefs.all(), list));
        let done = download::text("quarterdeck-settings.json", "application/json", &text);
        told.set((!done).then_some((Tone::Danger, w::SETTINGS_NOT_EXPORTED)));
    };
    let bring = move |_| {
        let Some(chosen) = file.get_untracked() else { return };
        work::begin(async move {
            let text = download::chosen_text(&chosen).await.unwrap_or_default();
            let Some(brought) = carry::read(&text) else {
                return told.set(Some((Tone::Danger, w::SETTINGS_NOT_IMPORTED)));
            };
            stores.prefs.take(brought.prefs);
            for gateway in brought.gateways {
                stores.gateways.add(gateway.into());
            }
            told.set(Some((Tone::Success, w::SETTINGS_IMPORTED)));
            changed.update(|it| *it += 1);
        });
    };
    view! {
        <dl class="settings__stored">
            {move || all().into_iter().map(line).collect_view()}
            <div class="settings__row">
                <dt>{say(w::SETTINGS_KEPT_SEEN)}</dt>
                <dd>{move || amount(seen.get().0, seen.get().1 as f64)}</dd>
            </div>
            <div class="settings__row">
                <dt>{say(w::SETTINGS_KEPT_KEY)}</dt>
                <dd>{say(w::SETTINGS_KEPT_KEY_WHAT)}</dd>
            </div>
        </dl>
        <div class="settings__switches">
            <Switch label=w::SETTINGS_RECALL on=keeps on_turn=turn/>
        </div>
        <div class="settings__deeds">
            <Button label=w::SETTINGS_EXPORT icon=LuDownload on_press=take_along/>
            <Button label=w::SETTINGS_IMPORT icon=LuUpload
                on_press=move || if let Some(file) = file.get_untracked() { file.click() }/>
            <input class="settings__file" type="file" accept=".json,application/json" hidden node_ref=file on:change=bring/>
            <Button label=w::SETTINGS_FORGET_ALL variant=Variant::Danger on_press=move || asking.set(true)/>
        </div>
        {move || told.get().map(|(tone, words)| view! { <div role="status"><Callout tone title=words/></div> })}
        <Confirm
            open=asking
            title=w::SETTINGS_FORGET_ALL
            text=w::SETTINGS_FORGET_ALL_WHAT
            verb=w::SETTINGS_FORGET_ALL
            on_confirm=move |()| work::begin(forget::everything(stores))
        />
    }
}

fn line(sum: Sum) -> impl IntoView {
    let word = match sum.kind {
        Kind::Likings => w::SETTINGS_KEPT_LIKINGS,
        Kind::Gateways => w::SETTINGS_KEPT_GATEWAYS,
        Kind::Drafts => w::SETTINGS_KEPT_DRAFTS,
        Kind::Edits => w::SETTINGS_KEPT_EDITS,
        Kind::Tokens => w::SETTINGS_KEPT_TOKENS,
    };
    // A character takes two bytes there.
    let amount = move || amount(sum.count, 2.0 * sum.characters as f64);
    view! {
        <div class="settings__row">
            <dt>{move || t(word)}</dt>
            <dd>{amount}</dd>
        </div>
    }
}

fn amount(count: usize, bytes: f64) -> String {
    format!("{} · {}", tn(w::SETTINGS_KEPT_COUNT, count), number::kilobytes(bytes))
}
