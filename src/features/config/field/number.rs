//! A number. What is typed stays as it is typed: until it is a number it is kept as a text, and the
//! field says so.

use leptos::{ev, prelude::*};
use serde_json::{Number, Value};

use super::row::Row;
use crate::features::config::schema::NumberShape;
use crate::words::{t, tr, w};

/// Whole numbers beyond this are not told apart by a gateway.
const EXACT: f64 = 9_007_199_254_740_991.0;

pub(super) fn view(row: Row, shape: NumberShape) -> AnyView {
    let (value, usual) = (row.value(), row.usual());
    let typed = RwSignal::new(String::new());
    let problems = row.problems();
    let shown = Memo::new(move |_| {
        let typed = typed.get();
        value.with(|value| match value {
            Some(value) if read(&typed).as_ref() == Some(value) => typed,
            Some(value) => written(value),
            None => String::new(),
        })
    });
    let write = move |text: String| {
        typed.set(text.clone());
        let text = text.trim();
        let number = read(text);
        let is_wrong = number.is_none() && !text.is_empty();
        row.trouble.set(is_wrong.then(|| t(w::CONFIG_FIELD_NO_NUMBER)));
        match number {
            Some(number) => row.set(number),
            None if text.is_empty() => row.clear(None),
            None => row.set(text.into()),
        }
    };
    if value.with_untracked(|value| matches!(value, Some(Value::String(_)))) {
        row.trouble.set(Some(t(w::CONFIG_FIELD_NO_NUMBER)));
    }
    let step = shape.step.filter(|step| *step > 0.0).unwrap_or(1.0);
    let limits = shape.clone();
    let turn = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => step,
            "ArrowDown" => -step,
            _ => return,
        };
        let usual = || usual.get_untracked().and_then(|(value, _)| value.as_f64());
        let now = value.get_untracked().and_then(|value| value.as_f64()).or_else(usual);
        if let Some(next) = now.map(|now| within(&limits, now + by)).and_then(number)
            && !row.locked()
        {
            event.prevent_default();
            write(written(&next));
        }
    };
    let placeholder = move || {
        let hint = row.field.with(|field| field.placeholder.clone());
        hint.or_else(|| usual.get().map(|(value, _)| written(&value)))
    };
    view! {
        <input
            class="input__field"
            id=row.id("")
            type="text"
            inputmode=if shape.min.is_some_and(|min| min >= 0.0) { "decimal" } else { "text" }
            data-kind="number"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            dir="ltr"
            aria-label=row.spoken()
            aria-invalid=move || problems.with(|it| !it.is_empty()).then_some("true")
            aria-describedby=row.described()
            placeholder=placeholder
            readonly=move || row.locked()
            prop:value=move || shown.get()
            on:input:target=move |event| write(event.target().value())
            on:keydown=turn
        />
    }
    .into_any()
}

/// What may be typed, in a few words. Reactive.
pub(super) fn limits(shape: &NumberShape) -> Option<String> {
    let text = |number: f64| number_of(number).to_string();
    match (shape.min, shape.max, shape.above, shape.below) {
        (Some(min), Some(max), ..) => {
            Some(tr(w::CONFIG_FIELD_BETWEEN, &[("min", &text(min)), ("max", &text(max))]))
        }
        (Some(min), ..) => Some(tr(w::CONFIG_FIELD_AT_LEAST, &[("min", &text(min))])),
        (_, Some(max), ..) => Some(tr(w::CONFIG_FIELD_AT_MOST, &[("max", &text(max))])),
        (_, _, Some(above), _) => Some(tr(w::CONFIG_FIELD_ABOVE, &[("min", &text(above))])),
        (_, _, _, Some(below)) => Some(tr(w::CONFIG_FIELD_BELOW, &[("max", &text(below))])),
        _ => None,
    }
}

fn number_of(number: f64) -> Value {
    self::number(number).unwrap_or(Value::Null)
}

/// As one types it.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// A number as it is typed; a whole one stays whole however it is written.
fn read(text: &str) -> Option<Value> {
    let text = text.trim();
    let is_plain = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    if text.is_empty() || !text.chars().all(is_plain) {
        return None;
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    text.parse::<f64>().ok().and_then(number)
}

#[expect(clippy::cast_possible_truncation, reason = "only whole numbers that fit are cast")]
fn number(number: f64) -> Option<Value> {
    if number.fract() == 0.0 && number.abs() <= EXACT {
        return Some(Value::from(number as i64));
    }
    Number::from_f64(number).map(Value::Number)
}

fn within(shape: &NumberShape, number: f64) -> f64 {
    let number = shape.min.map_or(number, |min| number.max(min));
    let number = shape.max.map_or(number, |max| number.min(max));
    // Steps of a tenth do not add up exactly.
    (number * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_typed_and_half_of_one_is_none() {
        for (text, number) in [
            ("8192", Some(json!(8192))),
            (" -1 ", Some(json!(-1))),
            ("1e3", Some(json!(1000))),
            ("0.5", Some(json!(0.5))),
            (".5", Some(json!(0.5))),
            ("2.0", Some(json!(2))),
            ("1e", None),
            ("-", None),
            ("1,5", None),
            ("inf", None),
            ("1e999", None),
            ("", None),
        ] {
            assert_eq!(read(text), number, "{text}");
        }
    }

    #[test]
    fn the_arrows_stop_at_the_limits() {
        let shape = NumberShape { min: Some(0.0), max: Some(1.0), ..NumberShape::default() };
        assert!((within(&shape, 0.1 + 0.2) - 0.3).abs() < 1e-12);
        assert!((within(&shape, 7.0) - 1.0).abs() < 1e-12);
    }
}
