//! What would be written: the differences in words, what the gateway drops, and how it is written.

use leptos::prelude::*;
use serde_json::Value;

use super::losses::{Loss, losses};
use super::secrets::is_secret;
use super::state::{RawState, Way};
use crate::features::config::desk::Desk;
use crate::features::config::draft::{Change, Draft, Kind};
use crate::features::config::json5;
use crate::features::config::path::Path;
use crate::features::config::raw::schema;
use crate::platform::work;
use crate::protocol::config::HIDDEN;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::dialog::Dialog;
use crate::ui::diff::{Diff, DiffKind, DiffLine};
use crate::ui::unique_id;
use crate::words::{Word, say, t, tn, tr, w};

/// Longer values are cut: the text itself is beside.
const SHOWN: usize = 400;

#[component]
pub fn Review(desk: Desk, state: RawState, open: RwSignal<bool>) -> impl IntoView {
    let way = RwSignal::new(Way::default());
    let chosen = move || {
        let ways = state.ways();
        let way = way.get();
        if ways.contains(&way) { Some(way) } else { ways.first().copied() }
    };
    let write = move || {
        if let Some(way) = untrack(chosen) {
            open.set(false);
            work::begin(state.write(way));
        }
    };
    let version = state.config.stores.connection.version();
    view! {
        <Dialog open=open title=w::CONFIG_RAW_REVIEW_TITLE wide=true>
            {
                let lines = Signal::derive(move || lines(desk, state));
                let lost = Memo::new(move |_| {
                    let version = version.get();
                    state.text.with(|text| {
                        let value = json5::read(text).unwrap_or_default();
                        losses(text, &value, version.as_deref())
                    })
                });
                let group = unique_id("way");
                view! {
                    <div class="raw__review">
                        {move || Some(lost.get()).filter(|lost| !lost.is_empty()).map(|lost| view! {
                            <Callout tone=Tone::Warning title=w::CONFIG_RAW_LOSSES>
                                <ul class="raw__losses">
                                    {lost.into_iter().map(|loss| view! { <li>{move || loss_text(loss)}</li> }).collect_view()}
                                </ul>
                            </Callout>
                        })}
                        <Show
                            when=move || !lines.with(Vec::is_empty)
                            fallback=|| view! { <p class="raw__same">{say(w::CONFIG_RAW_SAME)}</p> }
                        >
                            <Diff lines=lines />
                        </Show>
                        <fieldset class="raw__ways">
                            <legend class="raw__legend">{say(w::CONFIG_RAW_WAY)}</legend>
                            {move || state.ways().into_iter().map(|it| {
                                let (name, means) = way_words(it);
                                view! {
                                    <label class="raw__way">
                                        <input
                                            type="radio"
                                            name=group.clone()
                                            prop:checked=move || chosen() == Some(it)
                                            on:change=move |_| way.set(it)
                                        />
                                        <span class="raw__way_name">{say(name)}</span>
                                        <span class="raw__means">{say(means)}</span>
                                    </label>
                                }
                            }).collect_view()}
                        </fieldset>
                        <div class="raw__actions">
                            <Button label=w::UI_CANCEL on_press=move || open.set(false) />
                            <Button label=w::CONFIG_RAW_WRITE variant=Variant::Primary on_press=write />
                        </div>
                    </div>
                }
            }
        </Dialog>
    }
}

fn way_words(way: Way) -> (Word, Word) {
    match way {
        Way::Apply => (w::CONFIG_RAW_APPLY, w::CONFIG_RAW_APPLY_MEANS),
        Way::Set => (w::CONFIG_RAW_SET, w::CONFIG_RAW_SET_MEANS),
    }
}

fn loss_text(loss: Loss) -> String {
    match loss {
        Loss::Comments(count) => tn(w::CONFIG_RAW_LOSS_COMMENTS, count),
        Loss::Includes => t(w::CONFIG_RAW_LOSS_INCLUDES),
        Loss::References => t(w::CONFIG_RAW_LOSS_REFERENCES),
        Loss::Defaults => t(w::CONFIG_RAW_LOSS_DEFAULTS),
    }
}

/// The differences of what the text says. Reactive.
pub fn lines(desk: Desk, state: RawState) -> Vec<DiffLine> {
    let base = state.source.with(|source| source.as_ref().and_then(|it| it.value.clone()));
    let Ok(value) = state.text.with(|text| json5::read(text)) else { return Vec::new() };
    let schema = schema(desk);
    let changes = Draft::of(base.unwrap_or_default(), value.clone()).changes();
    let line = |change: &Change| {
        let secret = |it: &Value| {
            is_secret(&change.path, it)
                || schema.as_ref().is_some_and(|schema| schema.is_sensitive(&change.path, &value))
        };
        line(change, &secret)
    };
    changes.iter().map(line).collect()
}

fn line(change: &Change, is_secret: &dyn Fn(&Value) -> bool) -> DiffLine {
    let (kind, word) = match change.kind {
        Kind::Added => (DiffKind::Added, t(w::CONFIG_RAW_ADDED)),
        Kind::Removed => (DiffKind::Removed, t(w::CONFIG_RAW_REMOVED)),
        Kind::Changed => (DiffKind::Changed, t(w::CONFIG_RAW_CHANGED)),
        Kind::Moved { from } => {
            let from = (from + 1).to_string();
            (DiffKind::Changed, tr(w::CONFIG_RAW_MOVED, &[("from", &from)]))
        }
    };
    let (before, after) = if matches!(change.kind, Kind::Moved { .. }) {
        (None, None)
    } else {
        let text = |value: &Option<Value>, word| {
            value.as_ref().map(|it| if is_secret(it) { secret_text(it, word) } else { plain(it) })
        };
        (
            text(&change.before, w::CONFIG_RAW_OLD_SECRET),
            text(&change.after, w::CONFIG_RAW_NEW_SECRET),
        )
    };
    DiffLine { kind, word, name: name(&change.path), before, after }
}

fn name(path: &Path) -> String {
    if path.is_root() { t(w::CONFIG_RAW_ALL) } else { path.to_string() }
}

fn secret_text(value: &Value, word: Word) -> String {
    let hides = value.as_str().is_some_and(|text| text.contains(HIDDEN));
    t(if hides { w::CONFIG_RAW_HIDDEN } else { word })
}

/// A value as it may be shown: whatever is secret within it is not.
fn plain(value: &Value) -> String {
    let mut text = match covered(&Path::root(), value) {
        Value::String(text) => Value::from(text).to_string(),
        value if value.is_object() || value.is_array() => {
            json5::write(&value).trim_end().to_owned()
        }
        value => value.to_string(),
    };
    if SHOWN < text.len() {
        let end = (0..=SHOWN).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        text.truncate(end);
        text.push('…');
    }
    text
}

pub fn covered(path: &Path, value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.clone(), covered(&path.key(key), value))).collect()
        }
        Value::Array(list) => {
            list.iter().enumerate().map(|(at, value)| covered(&path.index(at), value)).collect()
        }
        Value::String(text) if text.contains(HIDDEN) => t(w::CONFIG_RAW_HIDDEN).into(),
        value if is_secret(path, value) => t(w::CONFIG_RAW_NEW_SECRET).into(),
        value => value.clone(),
    }
}

/// A value of a conflict, as it may be shown.
pub fn side_text(path: &Path, value: Option<&Value>) -> String {
    match value {
        None => t(w::CONFIG_RAW_NOT_THERE),
        Some(it) if is_secret(path, it) => secret_text(it, w::CONFIG_RAW_NEW_SECRET),
        Some(it) => plain(it),
    }
}
