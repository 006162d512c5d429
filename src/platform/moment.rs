//! Points in time in the reader's language and time zone.

use js_sys::{Array, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::{clock, document};

fn locales() -> Array {
    Array::of1(&JsValue::from_str(&document::languages().into_iter().next().unwrap_or_default()))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _set = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

/// Date and time of day. `at` is in milliseconds since the epoch.
#[must_use]
pub fn date_and_time(at: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at));
    let options = options(&[("dateStyle", "medium"), ("timeStyle", "medium")]);
    let format = Intl::DateTimeFormat::new(&locales(), &options);
    format
        .format()
        .call1(&JsValue::UNDEFINED, &date)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A day with its weekday. `at` is any moment of it, in milliseconds since the epoch.
#[must_use]
pub fn day(at: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at));
    let options = options(&[("weekday", "long"), ("day", "numeric"), ("month", "long")]);
    let format = Intl::DateTimeFormat::new(&locales(), &options).format();
    format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

/// How long ago, roughly. `at` is in milliseconds since the epoch.
#[must_use]
pub fn ago(at: f64) -> String {
    let (number, unit) = rounded((at - clock::now_ms()) / 1_000.0);
    let options = options(&[("numeric", "auto"), ("style", "narrow")]);
    String::from(Intl::RelativeTimeFormat::new(&locales(), &options).format(number, unit))
}

/// A span in the unit people would say it in; negative is past.
fn rounded(seconds: f64) -> (f64, &'static str) {
    const UNITS: [(f64, &str); 6] = [
        (31_557_600.0, "year"),
        (2_629_800.0, "month"),
        (604_800.0, "week"),
        (86_400.0, "day"),
        (3_600.0, "hour"),
        (60.0, "minute"),
    ];
    let unit = UNITS.into_iter().find(|(length, _)| seconds.abs() >= *length);
    unit.map_or((0.0, "second"), |(length, name)| ((seconds / length).trunc(), name))
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_span_is_told_in_its_largest_whole_unit() {
        assert_eq!(rounded(-20.0), (0.0, "second"));
        assert_eq!(rounded(-150.0), (-2.0, "minute"));
        assert_eq!(rounded(-90_000.0), (-1.0, "day"));
        assert_eq!(rounded(7_300.0), (2.0, "hour"));
    }
}
