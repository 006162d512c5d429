//! Numbers as the reader's language writes them. How to write one is kept: asking the browser for a
//! way of writing is far slower than writing.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::document;

/// In which way a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Whole,
    Compact,
    Money,
    SmallMoney,
    Percent,
    Kilobytes,
}

impl Way {
    fn options(self) -> &'static [(&'static str, Setting)] {
        use Setting::{Number, Word};
        const DOLLARS: (&str, Setting) = ("currency", Word("USD"));
        const SHORT: (&str, Setting) = ("currencyDisplay", Word("narrowSymbol"));
        const AS_MONEY: (&str, Setting) = ("style", Word("currency"));
        match self {
            Self::Whole => &[("maximumFractionDigits", Number(0.0))],
            Self::Compact => {
                &[("notation", Word("compact")), ("maximumFractionDigits", Number(1.0))]
            }
            Self::Money => &[AS_MONEY, DOLLARS, SHORT, ("minimumFractionDigits", Number(2.0))],
            // What a single answer costs is often less than a cent.
            Self::SmallMoney => {
                &[AS_MONEY, DOLLARS, SHORT, ("maximumSignificantDigits", Number(3.0))]
            }
            Self::Kilobytes => &[
                ("style", Word("unit")),
                ("unit", Word("kilobyte")),
                ("maximumFractionDigits", Number(1.0)),
            ],
            Self::Percent => &[("style", Word("percent")), ("maximumFractionDigits", Number(1.0))],
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Setting {
    Word(&'static str),
    Number(f64),
}

thread_local! {
    static FORMATS: RefCell<(String, BTreeMap<Way, Function>)> = RefCell::default();
}

/// `12,345`
#[must_use]
pub fn whole(number: f64) -> String {
    write(Way::Whole, number)
}

/// `12.3K`
#[must_use]
pub fn compact(number: f64) -> String {
    write(Way::Compact, number)
}

/// Dollars, in which gateways count: `$12.34`, and `$0.00123` where cents say nothing.
#[must_use]
pub fn money(number: f64) -> String {
    let is_small = number != 0.0 && number.abs() < 0.1;
    write(if is_small { Way::SmallMoney } else { Way::Money }, number)
}

/// A share of one: `12.3%`
#[must_use]
pub fn percent(share: f64) -> String {
    write(Way::Percent, share)
}

/// So many bytes as thousands of them: `12.3 kB`
#[must_use]
pub fn kilobytes(bytes: f64) -> String {
    write(Way::Kilobytes, bytes / 1_000.0)
}

fn write(way: Way, number: f64) -> String {
    let language = document::language();
    FORMATS.with_borrow_mut(|(spoken, formats)| {
        if *spoken != language {
            spoken.clone_from(&language);
            formats.clear();
        }
        let format = formats.entry(way).or_insert_with(|| make(way, &language));
        let written = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number));
        written.ok().and_then(|text| text.as_string()).unwrap_or_default()
    })
}

fn make(way: Way, language: &str) -> Function {
    let options = Object::new();
    for (name, setting) in way.options() {
        let value = match *setting {
            Setting::Word(word) => JsValue::from_str(word),
            Setting::Number(number) => JsValue::from_f64(number),
        };
        let _set = Reflect::set(&options, &JsValue::from_str(name), &value);
    }
    let locales = Array::of1(&JsValue::from_str(language));
    Intl::NumberFormat::new(&locales, &options).format()
}
