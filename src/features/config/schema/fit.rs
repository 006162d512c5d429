//! Which form fits a value.

use serde_json::Value;

use crate::protocol::config::HIDDEN;

use super::Schema;
use super::field::{ObjectShape, SecretShape, Shape, Variant};

/// How far down values are looked at to tell variants apart.
const DEEP: usize = 2;

impl Schema {
    /// The variant a value fits best.
    pub(super) fn best(&self, variants: &[Variant], value: &Value) -> Option<usize> {
        let mut best = None;
        for (place, variant) in variants.iter().enumerate() {
            let Some(score) = self.score(&variant.shape, value, DEEP) else { continue };
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((place, score));
            }
        }
        best.map(|(place, _)| place)
    }

    /// How well a value fits; `None`: not at all.
    pub(super) fn score(&self, shape: &Shape, value: &Value, deep: usize) -> Option<i32> {
        let yes = |yes: bool| yes.then_some(10);
        // What is hidden stands in the place of what would fit.
        if value.as_str() == Some(HIDDEN) {
            return match shape {
                Shape::Secret(_) => Some(30),
                Shape::Text(_) => Some(20),
                Shape::Object(_) | Shape::List(_) | Shape::Tuple(_) => None,
                _ => Some(5),
            };
        }
        match shape {
            Shape::Json => Some(0),
            Shape::Text(_) => yes(value.is_string()),
            Shape::Switch => yes(value.is_boolean()),
            Shape::Number(number) => {
                let whole = value.as_f64().is_some_and(|it| it.fract() == 0.0);
                yes(value.is_number() && (!number.integer || whole))
            }
            Shape::Constant(constant) => yes(same(constant, value)).map(|it| it + 10),
            Shape::Choice(choice) => {
                if choice.options.iter().any(|it| same(it, value)) {
                    return Some(20);
                }
                self.score(choice.or.as_ref()?, value, deep)
            }
            Shape::Secret(secret) => yes(fits_secret(secret, value)),
            Shape::Tuple(tuple) => {
                let len = value.as_array()?.len();
                Some(if len == tuple.places { 12 } else { 6 })
            }
            Shape::List(list) => {
                let items = value.as_array()?;
                if deep == 0 || !list.item.spot.is_known() {
                    return Some(10);
                }
                let fitting = items.iter().take(3).filter(|item| {
                    let shape = self.shape(&list.item.spot, "", None).shape;
                    self.score(&shape, item, deep - 1).is_some()
                });
                Some(10 - 6 * (items.len().min(3) - fitting.count()) as i32)
            }
            Shape::Map(map) => {
                let object = value.as_object()?;
                let layers = self.layers(&map.spot);
                let mut score = 5;
                for (key, value) in object.iter().take(3).filter(|_| deep > 0) {
                    let Some((spot, _)) = self.child(&layers, key) else { continue };
                    let shape = self.shape(&spot, key, None).shape;
                    score -= if self.score(&shape, value, deep - 1).is_some() { 0 } else { 5 };
                }
                Some(score)
            }
            Shape::Object(object) => self.score_object(object, value, deep),
            Shape::Union(union) => (union.variants.iter())
                .filter_map(|variant| self.score(&variant.shape, value, deep))
                .max(),
        }
    }

    fn score_object(&self, shape: &ObjectShape, value: &Value, deep: usize) -> Option<i32> {
        let object = value.as_object()?;
        let layers = self.layers(&shape.spot);
        let mut score = 10;
        for key in &shape.required {
            score -= if object.contains_key(key) { 0 } else { 10 };
        }
        for (key, value) in object {
            let Some((spot, declared)) = self.child(&layers, key) else {
                score -= 20;
                continue;
            };
            score += i32::from(declared) * 2;
            if let Some(constant) = self.plain_constant(&spot) {
                // A variant is told by its constants, even while the rest is not filled in.
                if !same(&constant, value) {
                    return None;
                }
                score += 50;
            } else if deep > 0 && spot.is_known() {
                let shape = self.shape(&spot, key, None).shape;
                score -= if self.score(&shape, value, deep - 1).is_some() { 0 } else { 5 };
            }
        }
        Some(score)
    }
}

fn same(one: &Value, other: &Value) -> bool {
    one == other || one.is_number() && one.as_f64() == other.as_f64()
}

fn fits_secret(secret: &SecretShape, value: &Value) -> bool {
    match value {
        Value::String(_) => secret.text.is_some(),
        Value::Object(object) => {
            object.keys().all(|key| matches!(&**key, "source" | "provider" | "id"))
                && object.contains_key("source")
        }
        _ => false,
    }
}
