//! All that is in a line, as a tree, and ways to take it along.

use std::sync::Arc;

use icondata::{LuBraces, LuCopy};
use leptos::prelude::*;
use serde_json::Value;

use super::held::LineId;
use super::moment;
use super::state::LogsState;
use crate::platform::{clipboard, work};
use crate::protocol::json;
use crate::protocol::mask::{mask, mask_value};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Tone;
use crate::ui::toast::Toasts;
use crate::ui::tree::Tree;
use crate::words::{say, t, w};

#[component]
pub fn LogDetails(state: LogsState, id: LineId) -> impl IntoView {
    let look = state.look;
    let toasts = use_context::<Toasts>();
    let raw = state.at_desk(|desk| desk.held.raw(id)).flatten().unwrap_or_default();
    let whole = opened(&raw);
    let raw = StoredValue::new(raw);
    let tree = move || {
        let whole = whole.clone()?;
        let shown = if look.is_bare.get() { whole } else { mask_value(&whole) };
        Some(view! { <Tree value=Arc::new(shown)/> }.into_any())
    };
    let text = move || {
        raw.with_value(|raw| if look.is_bare.get() { raw.clone() } else { mask(raw).into_owned() })
    };
    let copy = move |text: String| {
        work::begin(async move {
            let done = clipboard::copy(&text).await;
            if let Some(toasts) = toasts {
                let (tone, word) = match done {
                    true => (Tone::Success, w::LOGS_COPIED),
                    false => (Tone::Danger, w::LOGS_COPY_FAILED),
                };
                toasts.say(tone, t(word));
            }
        });
    };
    let as_text = move || {
        let moment = |at| moment::iso(at, untrack(|| look.ahead(at)));
        let text = state.at_desk(|desk| desk.held.as_text(id, moment)).flatten();
        let text = text.unwrap_or_default();
        copy(if look.is_bare.get_untracked() { text } else { mask(&text).into_owned() });
    };
    view! {
        <div class="log_details" role="group" aria-label=say(w::LOGS_DETAILS)>
            <div class="log_details__actions">
                <Button label=w::LOGS_COPY_LINE small=true variant=Variant::Quiet icon=LuCopy on_press=as_text/>
                <Button label=w::LOGS_COPY_RAW small=true variant=Variant::Quiet icon=LuBraces
                    on_press=move || copy(untrack(text))/>
            </div>
            {move || tree().unwrap_or_else(|| {
                view! { <pre class="log_details__text" dir="auto">{text}</pre> }.into_any()
            })}
        </div>
    }
}

/// The line as a value, and texts in it that are values themselves opened too.
fn opened(raw: &str) -> Option<Value> {
    let mut whole = json::read::<Value>(raw).ok()?;
    let fields = whole.as_object_mut()?;
    for value in fields.values_mut() {
        let inside = value.as_str().filter(|text| text.starts_with(['{', '[']));
        if let Some(inside) = inside.and_then(|text| json::read::<Value>(text).ok()) {
            *value = inside;
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_in_a_text_is_opened() {
        let line = r#"{"0":"{\"subsystem\":\"gateway\"}","1":"{no","2":5}"#;
        let told = json!({"0": {"subsystem": "gateway"}, "1": "{no", "2": 5});
        assert_eq!(opened(line), Some(told));
        assert_eq!(opened("plain"), None);
        assert_eq!(opened("[1]"), None);
    }
}
