//! Time zones by their names, as the browser knows them: how far their clocks are from UTC, and a
//! moment written by them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::day::DAY_MS;
use super::{document, moment};

/// A zone that the browser knows.
#[derive(Debug)]
pub struct Zone {
    name: String,
    parts: Function,
    /// Where a day begins and ends with the same distance, it has it all day long.
    days: RefCell<BTreeMap<i64, (i64, i64)>>,
}

thread_local! {
    static ZONES: RefCell<BTreeMap<String, Option<Rc<Zone>>>> = RefCell::default();
    static WRITTEN: RefCell<BTreeMap<(String, String), Option<Function>>> = RefCell::default();
}

/// The zone of this name, where there is one.
#[must_use]
pub fn named(name: &str) -> Option<Rc<Zone>> {
    ZONES.with_borrow_mut(|zones| {
        zones.entry(name.to_owned()).or_insert_with(|| Zone::open(name).map(Rc::new)).clone()
    })
}

/// The zone of this computer.
#[must_use]
pub fn own() -> Option<Rc<Zone>> {
    named(&own_name())
}

#[must_use]
pub fn own_name() -> String {
    moment::time_zone().unwrap_or_else(|| "UTC".to_owned())
}

/// The names of all zones the browser tells of.
#[must_use]
pub fn names() -> Vec<String> {
    let list = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Ok((Reflect::get(&intl, &"supportedValuesOf".into())?, intl)))
        .ok()
        .and_then(|(list, intl)| list.dyn_ref::<Function>()?.call1(&intl, &"timeZone".into()).ok());
    let listed = list.map(|list| Array::from(&list)).unwrap_or_default();
    let mut names: Vec<String> = listed.iter().filter_map(|name| name.as_string()).collect();
    if !names.iter().any(|name| name == "UTC") {
        names.push("UTC".to_owned());
    }
    names
}

/// Weekday, day and time of a moment by the clocks of a zone, with the zone's short name.
#[must_use]
pub fn write(at: i64, zone: &str) -> String {
    let key = (document::language(), zone.to_owned());
    WRITTEN.with_borrow_mut(|written| {
        let format = written.entry(key).or_insert_with_key(|(language, zone)| {
            let options = [
                ("timeZone", zone.as_str()),
                ("weekday", "short"),
                ("day", "numeric"),
                ("month", "short"),
                ("year", "numeric"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
                ("second", "2-digit"),
                ("timeZoneName", "short"),
            ];
            format(language, &options, "format")
        });
        let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
        let text = format.as_ref().and_then(|it| it.call1(&JsValue::UNDEFINED, &date).ok());
        text.and_then(|text| text.as_string()).unwrap_or_default()
    })
}

/// A month with its year. `at` is any moment of it in UTC.
#[must_use]
pub fn month(at: i64) -> String {
    let options = [("timeZone", "UTC"), ("month", "long"), ("year", "numeric")];
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    format(&document::language(), &options, "format")
        .and_then(|it| it.call1(&JsValue::UNDEFINED, &date).ok())
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

impl Zone {
    fn open(name: &str) -> Option<Self> {
        let options = [
            ("timeZone", name),
            ("hourCycle", "h23"),
            ("year", "numeric"),
            ("month", "numeric"),
            ("day", "numeric"),
            ("hour", "numeric"),
            ("minute", "numeric"),
            ("second", "numeric"),
        ];
        let parts = format("en-US", &options, "formatToParts")?;
        Some(Self { name: name.to_owned(), parts, days: RefCell::default() })
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far clocks are ahead of UTC at a moment, in milliseconds.
    #[must_use]
    pub fn offset(&self, at: i64) -> i64 {
        let day = at.div_euclid(DAY_MS);
        let known = self.days.borrow().get(&day).copied();
        let (first, last) = known.unwrap_or_else(|| {
            let ends = (self.ask(day * DAY_MS), self.ask((day + 1) * DAY_MS - 1));
            self.days.borrow_mut().insert(day, ends);
            ends
        });
        if first == last { first } else { self.ask(at) }
    }

    fn ask(&self, at: i64) -> i64 {
        let second = at.div_euclid(1_000) * 1_000;
        let date = js_sys::Date::new(&JsValue::from_f64(second as f64));
        let Ok(parts) = self.parts.call1(&JsValue::UNDEFINED, &date) else { return 0 };
        let mut told = BTreeMap::new();
        for part in Array::from(&parts).iter() {
            let text = |name: &str| Reflect::get(&part, &name.into()).ok()?.as_string();
            if let (Some(kind), Some(value)) = (text("type"), text("value")) {
                told.insert(kind, value.parse::<f64>().unwrap_or_default());
            }
        }
        let get = |name: &str| told.get(name).copied().unwrap_or_default();
        let wall = js_sys::Date::utc(get("year"), get("month") - 1.0)
            + (get("day") - 1.0) * DAY_MS as f64
            + get("hour") * 3_600_000.0
            + get("minute") * 60_000.0
            + get("second") * 1_000.0;
        wall as i64 - second
    }
}

/// A way of writing; nothing where the browser knows no such zone.
fn format(language: &str, pairs: &[(&str, &str)], way: &str) -> Option<Function> {
    let options = Object::new();
    for (name, value) in pairs {
        Reflect::set(&options, &(*name).into(), &(*value).into()).ok()?;
    }
    let maker = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let maker = Reflect::get(&maker, &"DateTimeFormat".into()).ok()?;
    let arguments = Array::of2(&Array::of1(&language.into()), &options);
    let made = Reflect::construct(maker.dyn_ref::<Function>()?, &arguments).ok()?;
    if way == "format" {
        return Some(made.unchecked_ref::<Intl::DateTimeFormat>().format());
    }
    let call = Reflect::get(&made, &way.into()).ok()?;
    Some(call.dyn_ref::<Function>()?.bind0(&made))
}
