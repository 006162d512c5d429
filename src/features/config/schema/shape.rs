//! The shape of a place, out of what its layers say.

use serde_json::Value;

use super::Schema;
use super::field::{
    ChoiceShape, ItemShape, Kind, ListShape, MapShape, NumberShape, ObjectShape, Shape, TextShape,
    TupleShape,
};
use super::layers::Layers;
use super::node::{Spot, types};
use super::{secret, union, words};

/// A shape, and whether `null` will do as well.
#[derive(Debug, Clone)]
pub(super) struct Shaped {
    pub(super) shape: Shape,
    pub(super) nullable: bool,
}

/// A variant, before it has a name.
pub(super) struct Alternative {
    pub(super) shape: Shape,
    pub(super) spot: Spot,
    pub(super) title: Option<String>,
}

impl Schema {
    /// `key` is what the place is called: prompts are long texts.
    pub(super) fn shape(&self, spot: &Spot, key: &str, value: Option<&Value>) -> Shaped {
        if !spot.is_known() {
            return Shaped { shape: Shape::Json, nullable: true };
        }
        let mut found: Vec<Alternative> = Vec::new();
        let mut nullable = false;
        let mut references = Vec::new();
        for (spot, layers) in self.variants(spot) {
            let all = self.types(&layers);
            if all & types::NULL != 0 || self.constant(&layers) == Some(Value::Null) {
                nullable = true;
                if all & !types::NULL == 0 {
                    continue;
                }
            }
            let title = self.said(&layers, |node| node.title).map(str::to_owned);
            if let Some(sources) = secret::sources(self, &layers) {
                references.extend(sources);
                continue;
            }
            let bits = [types::TEXT, types::NUMBER, types::INTEGER, types::SWITCH];
            let bits = bits.iter().chain(&[types::LIST, types::OBJECT]);
            for bit in bits.filter(|bit| all & **bit != 0) {
                let shape = self.plain(&layers, *bit, key, &spot);
                found.push(Alternative { shape, spot: spot.clone(), title: title.clone() });
            }
            if all == 0 {
                let shape = self.plain(&layers, 0, key, &spot);
                found.push(Alternative { shape, spot, title });
            }
        }
        if found.len() > 1 {
            found.retain(|it| it.shape != Shape::Json);
        }
        secret::join(&mut found, references, |shape| Alternative {
            shape,
            spot: Spot::default(),
            title: None,
        });
        union::join_constants(&mut found);
        union::join_same(&mut found);
        let shape = match found.len() {
            0 if nullable => Shape::Constant(Value::Null),
            0 => Shape::Json,
            1 => found.swap_remove(0).shape,
            _ => self.union(found, value),
        };
        Shaped { shape, nullable }
    }

    pub(super) fn constant(&self, layers: &Layers) -> Option<Value> {
        self.value(layers, |node| node.constant)
    }

    /// The shape without unions, for one type.
    fn plain(&self, layers: &Layers, bit: u8, key: &str, spot: &Spot) -> Shape {
        if let Some(constant) = self.constant(layers) {
            return Shape::Constant(constant);
        }
        if let Some(Value::Array(mut options)) = self.value(layers, |node| node.choices) {
            options.retain(|it| !it.is_null() && (bit == 0 || type_of(it) & bit != 0));
            return match options.len() {
                1 => Shape::Constant(options.swap_remove(0)),
                _ => Shape::Choice(ChoiceShape { options, or: None }),
            };
        }
        match bit {
            types::TEXT => Shape::Text(self.text(layers, key)),
            types::SWITCH => Shape::Switch,
            types::NUMBER | types::INTEGER => {
                let it = self.limits(layers);
                let integer = bit == types::INTEGER;
                Shape::Number(NumberShape {
                    integer,
                    // JavaScript's largest integers are no limit anybody meant.
                    min: it.min.filter(|min| *min > -9e15),
                    max: it.max.filter(|max| *max < 9e15),
                    above: it.above,
                    below: it.below,
                    step: it.step.or(integer.then_some(1.0)),
                })
            }
            types::LIST => self.list(layers),
            types::OBJECT => self.object(layers, spot),
            _ => Shape::Json,
        }
    }

    pub(super) fn text(&self, layers: &Layers, key: &str) -> TextShape {
        let it = self.limits(layers);
        let count = |limit: Option<f64>| limit.map(|it| it as u64);
        TextShape {
            min: count(it.min_length),
            max: count(it.max_length),
            pattern: self.said(layers, |node| node.pattern).map(str::to_owned),
            format: self.said(layers, |node| node.format).map(str::to_owned),
            long: words::is_long(key) && it.max_length.is_none_or(|max| max > 200.0),
        }
    }

    fn list(&self, layers: &Layers) -> Shape {
        let it = self.limits(layers);
        let (min, max) = (it.min_items.map(|it| it as u64), it.max_items.map(|it| it as u64));
        let places = self.nodes(layers).map(|node| node.places.len as usize).max().unwrap_or(0);
        if places > 0 {
            let open =
                max.is_none_or(|max| max > places as u64) && self.item(layers, places).is_some();
            let spot = Spot(layers.nodes.iter().map(|it| part(*it)).collect());
            return Shape::Tuple(TupleShape { places, min, open, spot });
        }
        let spot = self.item(layers, 0).unwrap_or_default();
        let item = if spot.is_known() { self.shape(&spot, "", None).shape } else { Shape::Json };
        let has_id = self.child_is_text(&item, "id");
        let kind = item.kind();
        let options = match item {
            Shape::Choice(ChoiceShape { options, or: None }) => options,
            _ => Vec::new(),
        };
        Shape::List(ListShape {
            min,
            max,
            unique: self.nodes(layers).any(|node| node.unique),
            kind,
            item: Box::new(ItemShape { options, has_id, spot }),
        })
    }

    fn child_is_text(&self, shape: &Shape, key: &str) -> bool {
        let Shape::Object(object) = shape else { return false };
        object.required.iter().any(|it| it == key)
            && (self.child(&self.layers(&object.spot), key))
                .is_some_and(|(spot, _)| self.types(&self.layers(&spot)) == types::TEXT)
    }

    fn object(&self, layers: &Layers, spot: &Spot) -> Shape {
        let keys = self.member_keys(layers);
        let rest = self.rest(layers).map(|rest| self.map(layers, rest, &keys));
        match rest {
            Some(mut map) if keys.is_empty() => {
                map.spot = spot.clone();
                Shape::Map(map)
            }
            rest => Shape::Object(ObjectShape {
                required: self.required(layers).into_iter().map(str::to_owned).collect(),
                keys: keys.into_iter().map(str::to_owned).collect(),
                rest,
                spot: spot.clone(),
            }),
        }
    }

    fn map(&self, layers: &Layers, values: Spot, declared: &[&str]) -> MapShape {
        let it = self.limits(layers);
        let names =
            self.nodes(layers).find_map(|node| node.names).map(|it| self.layers(&Spot::of(it)));
        let mut keys = Vec::new();
        let mut text = None;
        if let Some(names) = names {
            if let Some(Value::Array(options)) = self.value(&names, |node| node.choices) {
                keys.extend(options.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            text = Some(self.text(&names, "")).filter(|it| *it != TextShape::default());
        }
        let pattern =
            (self.nodes(layers)).find_map(|node| node.patterns.of(&self.rows.members).first());
        if let (Some(pattern), None) = (pattern, &text) {
            let pattern = Some(self.texts.get(pattern.key).to_owned());
            text = Some(TextShape { pattern, ..TextShape::default() });
        }
        keys.retain(|it| !declared.contains(&&**it));
        MapShape {
            names: text,
            keys,
            min: it.min_keys.map(|it| it as u64),
            max: it.max_keys.map(|it| it as u64),
            kind: if values.is_known() { self.kind(&values) } else { Kind::Any },
            spot: Spot::default(),
        }
    }

    /// The kind of a place without making its shape where that is plain to see: schemas may
    /// contain themselves.
    fn kind(&self, spot: &Spot) -> Kind {
        let layers = self.layers(spot);
        if !layers.variants.is_empty() {
            return Kind::Mixed;
        }
        match self.types(&layers) {
            types::OBJECT if self.member_keys(&layers).is_empty() => Kind::Map,
            types::OBJECT => Kind::Object,
            types::LIST => Kind::List,
            types::TEXT if self.nodes(&layers).any(|node| node.choices.is_some()) => Kind::Choice,
            types::TEXT => Kind::Text,
            types::NUMBER | types::INTEGER => Kind::Number,
            types::SWITCH => Kind::Switch,
            0 => Kind::Any,
            _ => Kind::Mixed,
        }
    }
}

fn part(node: super::node::NodeId) -> super::node::Part {
    super::node::Part { node, bare: true }
}

fn type_of(value: &Value) -> u8 {
    match value {
        Value::Null => types::NULL,
        Value::Bool(_) => types::SWITCH,
        Value::Number(_) => types::NUMBER | types::INTEGER,
        Value::String(_) => types::TEXT,
        Value::Array(_) => types::LIST,
        Value::Object(_) => types::OBJECT,
    }
}

impl secret::Holds for Alternative {
    fn shape(&mut self) -> &mut Shape {
        &mut self.shape
    }
}
