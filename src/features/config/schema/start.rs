//! What *Add* puts at a place, and what titles an entry.

use serde_json::{Map, Value, json};

use crate::protocol::config::HIDDEN;

use super::Schema;
use super::field::{Field, NumberShape, ObjectShape, SecretShape, Shape};
use super::node::Spot;
use super::words;

/// Required children of required children are not followed for ever.
const DEEP: usize = 8;

impl Schema {
    pub(super) fn start_of(&self, shape: &Shape, deep: usize) -> Value {
        match shape {
            Shape::Text(_) | Shape::Json => Value::String(String::new()),
            Shape::Switch => false.into(),
            Shape::Number(number) => least(number),
            Shape::Choice(choice) => choice.options.first().cloned().unwrap_or_default(),
            Shape::Constant(value) => value.clone(),
            Shape::Secret(SecretShape { text: Some(_), .. }) => Value::String(String::new()),
            Shape::Secret(secret) => {
                let source = secret.sources.first().map_or("env", |it| &it.source);
                json!({ "source": source, "provider": "default", "id": "" })
            }
            Shape::Map(_) => Value::Object(Map::new()),
            Shape::List(list) => {
                let item = || self.start_at(&list.item.spot, "", deep);
                (0..list.min.unwrap_or(0)).map(|_| item()).collect()
            }
            Shape::Tuple(tuple) => {
                let layers = self.layers(&tuple.spot);
                let least = tuple.min.map_or(tuple.places, |min| min as usize);
                (0..least)
                    .filter_map(|place| self.item(&layers, place))
                    .map(|spot| self.start_at(&spot, "", deep))
                    .collect()
            }
            Shape::Object(object) => Value::Object(self.start_object(object, deep)),
            Shape::Union(union) => union
                .variants
                .first()
                .map(|variant| self.start_of(&variant.shape, deep))
                .unwrap_or_default(),
        }
    }

    fn start_object(&self, object: &ObjectShape, deep: usize) -> Map<String, Value> {
        let layers = self.layers(&object.spot);
        let mut value = Map::new();
        for key in object.required.iter().filter(|_| deep > 0) {
            if let Some((spot, _)) = self.child(&layers, key) {
                value.insert(key.clone(), self.start_at(&spot, key, deep - 1));
            }
        }
        value
    }

    fn start_at(&self, spot: &Spot, key: &str, deep: usize) -> Value {
        let default = self.value(&self.layers(spot), |node| node.default);
        default.unwrap_or_else(|| self.start_of(&self.shape(spot, key, None).shape, deep))
    }

    pub(super) fn start_field(&self, field: &Field) -> Value {
        field.default.clone().unwrap_or_else(|| self.start_of(&field.shape, DEEP))
    }

    pub(super) fn start_variant_of(&self, shape: &Shape, now: Option<&Value>) -> Value {
        let start = self.start_of(shape, DEEP);
        // What is hidden may not go anywhere else.
        let Some(now) = now.filter(|now| !holds_hidden(now)) else { return start };
        if !matches!(shape, Shape::Object(_) | Shape::Json) && self.score(shape, now, 1).is_some() {
            return now.clone();
        }
        match (shape, start, now) {
            (Shape::Json, ..) => now.clone(),
            (Shape::Object(object), Value::Object(mut start), Value::Object(now)) => {
                let layers = self.layers(&object.spot);
                for (key, value) in now {
                    let Some((spot, _)) = self.child(&layers, key) else { continue };
                    let shape = self.shape(&spot, key, Some(value)).shape;
                    let fits = self.score(&shape, value, 1).is_some();
                    if fits && !matches!(shape, Shape::Constant(_)) {
                        start.insert(key.clone(), value.clone());
                    }
                }
                Value::Object(start)
            }
            (Shape::List(list), start, now) if !now.is_null() => {
                let item = self.shape(&list.item.spot, "", None).shape;
                let fits = list.item.spot.is_known() && self.score(&item, now, 1).is_some();
                let empty = now.as_str() == Some("");
                if fits && !empty { json!([now]) } else { start }
            }
            (Shape::Text(_), _, Value::Number(now)) => now.to_string().into(),
            (Shape::Number(_), start, Value::String(now)) => {
                now.trim().parse::<serde_json::Number>().map_or(start, Value::Number)
            }
            (shape, start, Value::Array(now)) if shape.is_leaf() => {
                let first = now.first().filter(|it| self.score(shape, it, 1).is_some());
                first.cloned().unwrap_or(start)
            }
            (_, start, _) => start,
        }
    }

    pub(super) fn title_of(
        &self,
        entry: &Field,
        template: Option<&str>,
        value: &Value,
    ) -> Option<String> {
        if let Some(title) = template.and_then(|it| filled(it, value)) {
            return Some(title);
        }
        match value {
            Value::Object(object) => {
                let named = [
                    "name",
                    "label",
                    "title",
                    "displayName",
                    "id",
                    "key",
                    "slug",
                    "url",
                    "command",
                ];
                let named = named.iter().find_map(|key| plain(key, object.get(*key)?));
                named.or_else(|| {
                    let below = object.iter().flat_map(|(key, value)| match value {
                        Value::Object(below) => below.iter().collect::<Vec<_>>(),
                        _ => vec![(key, value)],
                    });
                    let words: Vec<String> =
                        below.filter_map(|(key, value)| plain(key, value)).take(2).collect();
                    (!words.is_empty()).then(|| words.join(" · "))
                })
            }
            _ if entry.sensitive => None,
            _ => plain("", value),
        }
    }
}

/// A short text or number that may be shown.
fn plain(key: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.lines().next()?.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let shown = !text.is_empty() && text != HIDDEN && !words::is_secret(key);
    let short = || {
        if text.chars().count() > 60 {
            text.chars().take(59).chain(['…']).collect()
        } else {
            text.clone()
        }
    };
    shown.then(short)
}

/// `{name} ({id})`, where all it names stands there.
fn filled(template: &str, value: &Value) -> Option<String> {
    let mut title = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (key, after) = after.split_once('}')?;
        let key = key.trim_matches(['{', '}', ' ']);
        title.push_str(before);
        title.push_str(&plain(key, key.split('.').try_fold(value, |value, key| value.get(key))?)?);
        rest = after.trim_start_matches('}');
    }
    title.push_str(rest);
    Some(title).filter(|title| !title.trim().is_empty())
}

fn holds_hidden(value: &Value) -> bool {
    match value {
        Value::String(text) => text == HIDDEN,
        Value::Array(items) => items.iter().any(holds_hidden),
        Value::Object(object) => object.values().any(holds_hidden),
        _ => false,
    }
}

/// 0 where it is allowed, else the limit closest to it.
fn least(number: &NumberShape) -> Value {
    let step = number.step.filter(|step| *step > 0.0);
    let above = number
        .above
        .map(|it| if number.integer { it.floor() + 1.0 } else { it + step.unwrap_or(1.0) });
    let below = number
        .below
        .map(|it| if number.integer { it.ceil() - 1.0 } else { it - step.unwrap_or(1.0) });
    let min = number.min.into_iter().chain(above).reduce(f64::max);
    let max = number.max.into_iter().chain(below).reduce(f64::min);
    let mut least = 0.0_f64.max(min.unwrap_or(f64::MIN));
    if let Some(step) = step {
        least = (least / step).ceil() * step;
    }
    least = least.min(max.unwrap_or(f64::MAX));
    if least.fract() == 0.0 && least.abs() < 9e15 { json!(least as i64) } else { json!(least) }
}
