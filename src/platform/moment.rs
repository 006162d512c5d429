//! Points in time in the reader's language and time zone.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::{clock, document};

fn locales() -> Array {
    Array::of1(&JsValue::from_str(&document::language()))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _set = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

/// In which way a moment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// `21 Nov 2026`
    Day,
    /// `21 Nov`
    DayOfYear,
    /// `Sat`
    Weekday,
    /// `14:05`
    TimeOfDay,
    /// `14:05:09`
    Clock,
    /// `21 Nov, 14:05`
    DayAndTime,
    /// `Saturday, 21 November`
    LongDay,
    /// `21 Nov 2026, 14:05:09`
    Exact,
}

impl Way {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Day => &[("dateStyle", "medium")],
            Self::DayOfYear => &[("day", "numeric"), ("month", "short")],
            Self::Weekday => &[("weekday", "short")],
            Self::TimeOfDay => &[("timeStyle", "short")],
            Self::Clock => &[("timeStyle", "medium")],
            Self::DayAndTime => &[
                ("day", "numeric"),
                ("month", "short"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
            ],
            Self::LongDay => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            Self::Exact => &[("dateStyle", "medium"), ("timeStyle", "medium")],
        }
    }
}

/// Ways of writing in one language. Asking the browser for one is far slower than writing.
#[derive(Default)]
struct Formats {
    language: String,
    ways: BTreeMap<(Way, bool), Function>,
    ago: Option<Intl::RelativeTimeFormat>,
}

thread_local! {
    static FORMATS: RefCell<Formats> = RefCell::default();
}

/// What is kept is of the language that is spoken now.
fn with_formats<T>(read: impl FnOnce(&mut Formats) -> T) -> T {
    let language = document::language();
    FORMATS.with_borrow_mut(|formats| {
        if formats.language != language {
            *formats = Formats { language, ..Formats::default() };
        }
        read(formats)
    })
}

/// A moment in UTC or in the reader's zone. `at` is in milliseconds since the epoch.
#[must_use]
pub fn write(way: Way, at: f64, is_utc: bool) -> String {
    with_formats(|formats| {
        let format = formats.ways.entry((way, is_utc)).or_insert_with(|| {
            let options = options(way.options());
            if is_utc {
                let _set = Reflect::set(&options, &"timeZone".into(), &"UTC".into());
            }
            Intl::DateTimeFormat::new(&locales(), &options).format()
        });
        let date = js_sys::Date::new(&JsValue::from_f64(at));
        let written = format.call1(&JsValue::UNDEFINED, &date);
        written.ok().and_then(|text| text.as_string()).unwrap_or_default()
    })
}

/// Date and time of day. `at` is in milliseconds since the epoch.
#[must_use]
pub fn date_and_time(at: f64) -> String {
    write(Way::Exact, at, false)
}

/// A day with its weekday. `at` is any moment of it, in milliseconds since the epoch.
#[must_use]
pub fn day(at: f64) -> String {
    write(Way::LongDay, at, false)
}

/// How many minutes clocks here are ahead of UTC at a moment, in milliseconds since the epoch.
#[must_use]
pub fn utc_offset(at: i64) -> i32 {
    -(js_sys::Date::new(&JsValue::from_f64(at as f64)).get_timezone_offset() as i32)
}

/// The time zone of this computer: `Europe/Berlin`.
#[must_use]
pub fn time_zone() -> Option<String> {
    let told = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&told, &JsValue::from_str("timeZone")).ok()?.as_string()
}

/// How long ago, roughly. `at` is in milliseconds since the epoch.
#[must_use]
pub fn ago(at: f64) -> String {
    let (number, unit) = rounded((at - clock::now_ms()) / 1_000.0);
    with_formats(|formats| {
        let format = formats.ago.get_or_insert_with(|| {
            let options = options(&[("numeric", "auto"), ("style", "narrow")]);
            Intl::RelativeTimeFormat::new(&locales(), &options)
        });
        String::from(format.format(number, unit))
    })
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
