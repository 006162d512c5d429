//! What holds at one place together: references followed, `allOf` put together, unions of one
//! unwrapped; and the ways down from there.

use serde_json::Value;

use crate::protocol::json;

use super::Schema;
use super::node::{Limits, Node, NodeId, Part, Rest, Spot, types};
use super::scan::Text;

/// Chains of references and nested unions longer than this do not end.
const DEEPEST: usize = 24;

#[derive(Debug, Default)]
pub(super) struct Layers {
    pub(super) nodes: Vec<NodeId>,
    /// Each with what holds around the union.
    pub(super) variants: Vec<Spot>,
}

impl Schema {
    pub(super) fn layers(&self, spot: &Spot) -> Layers {
        let mut layers = Layers::default();
        let mut unions = Vec::new();
        for part in &spot.0 {
            self.add(*part, &mut layers.nodes, &mut unions, 0);
        }
        let Some(&union) = unions.first() else { return layers };
        let around: Vec<Part> = (layers.nodes.iter())
            .filter(|node| self.says_something(self.rows.node(**node)))
            .map(|node| Part { node: *node, bare: unions.contains(node) })
            .collect();
        for variant in self.rows.variants(self.rows.node(union)) {
            let mut spot = around.clone();
            spot.push(Part { node: *variant, bare: false });
            layers.variants.push(Spot(spot));
        }
        layers
    }

    fn add(&self, part: Part, nodes: &mut Vec<NodeId>, unions: &mut Vec<NodeId>, depth: usize) {
        if depth > DEEPEST || nodes.contains(&part.node) {
            return;
        }
        nodes.push(part.node);
        let node = self.rows.node(part.node);
        let below = node.reference.iter().chain(node.all.of(&self.rows.lists));
        for next in below {
            self.add(Part { node: *next, bare: false }, nodes, unions, depth + 1);
        }
        match self.rows.variants(node) {
            _ if part.bare => {}
            [] => {}
            [only] => self.add(Part { node: *only, bare: false }, nodes, unions, depth + 1),
            _ => unions.push(part.node),
        }
    }

    /// Whether a node with a union limits its variants, beyond naming them.
    fn says_something(&self, node: &Node) -> bool {
        node.limits != 0
            || !(node.members.is_empty() && node.required.is_empty() && node.patterns.is_empty())
            || node.pattern.is_some()
            || node.items.is_some()
            || matches!(node.rest, Rest::No | Rest::Node(_))
    }

    /// All variants, those of variants among them; the place itself where it has none.
    pub(super) fn variants(&self, spot: &Spot) -> Vec<(Spot, Layers)> {
        let mut found = Vec::new();
        self.variants_of(spot, &mut found, 0);
        found
    }

    fn variants_of(&self, spot: &Spot, found: &mut Vec<(Spot, Layers)>, depth: usize) {
        let layers = self.layers(spot);
        if layers.variants.is_empty() || depth > DEEPEST {
            found.push((spot.clone(), layers));
            return;
        }
        for variant in &layers.variants {
            self.variants_of(variant, found, depth + 1);
        }
    }

    pub(super) fn nodes<'s, 'l>(
        &'s self,
        layers: &'l Layers,
    ) -> impl Iterator<Item = &'s Node> + use<'s, 'l> {
        layers.nodes.iter().map(|node| self.rows.node(*node))
    }

    /// The first that is said.
    pub(super) fn said(
        &self,
        layers: &Layers,
        what: impl Fn(&Node) -> Option<Text>,
    ) -> Option<&str> {
        self.nodes(layers).find_map(what).map(|text| self.texts.get(text))
    }

    pub(super) fn value(
        &self,
        layers: &Layers,
        what: impl Fn(&Node) -> Option<Text>,
    ) -> Option<Value> {
        json::read(self.said(layers, what)?).ok()
    }

    /// The types that may stand there; 0: any.
    pub(super) fn types(&self, layers: &Layers) -> u8 {
        let mut all = 0;
        for node in self.nodes(layers) {
            let said = match node.types {
                0 if !node.members.is_empty() => types::OBJECT,
                0 if node.items.is_some() || !node.places.is_empty() => types::LIST,
                said if said & types::NUMBER != 0 => said | types::INTEGER,
                said => said,
            };
            match all & said {
                _ if said == 0 => {}
                0 => all = said,
                both => all = both,
            }
        }
        // A number is an integer too.
        if all & types::NUMBER != 0 { all & !types::INTEGER } else { all }
    }

    /// The tightest limits of all layers.
    pub(super) fn limits(&self, layers: &Layers) -> Limits {
        let mut all = Limits::default();
        for node in self.nodes(layers).filter(|node| node.limits != 0) {
            let it = self.rows.limits(node);
            for (all, it) in [
                (&mut all.min, it.min),
                (&mut all.above, it.above),
                (&mut all.min_length, it.min_length),
                (&mut all.min_items, it.min_items),
                (&mut all.min_keys, it.min_keys),
            ] {
                *all = all.zip(it).map(|(a, b)| a.max(b)).or(*all).or(it);
            }
            for (all, it) in [
                (&mut all.max, it.max),
                (&mut all.below, it.below),
                (&mut all.max_length, it.max_length),
                (&mut all.max_items, it.max_items),
                (&mut all.max_keys, it.max_keys),
            ] {
                *all = all.zip(it).map(|(a, b)| a.min(b)).or(*all).or(it);
            }
            all.step = all.step.or(it.step);
        }
        all
    }

    /// The declared children in the schema's order.
    pub(super) fn member_keys<'s>(&'s self, layers: &Layers) -> Vec<&'s str> {
        let mut keys: Vec<&str> = Vec::new();
        for (place, node) in self.nodes(layers).enumerate() {
            for member in node.members.of(&self.rows.members) {
                let key = self.texts.get(member.key);
                // One layer names each key once.
                if place == 0 || !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    pub(super) fn required<'s>(&'s self, layers: &'s Layers) -> Vec<&'s str> {
        self.nodes(layers)
            .flat_map(|node| node.required.of(&self.rows.texts))
            .map(|text| self.texts.get(*text))
            .collect()
    }

    /// What may stand at a key of an object; whether the key is declared. `None`: nothing.
    pub(super) fn child(&self, layers: &Layers, key: &str) -> Option<(Spot, bool)> {
        let mut parts = Vec::new();
        let mut rest = Vec::new();
        let (mut declared, mut closed) = (false, false);
        for node in self.nodes(layers) {
            let member = (node.members.of(&self.rows.members).iter())
                .find(|member| self.texts.get(member.key) == key);
            let pattern = (node.patterns.of(&self.rows.members).iter())
                .find(|member| super::pattern::matches(self.texts.get(member.key), key));
            match (member, pattern, node.rest) {
                (Some(member), _, _) => {
                    declared = true;
                    parts.push(Part { node: member.node, bare: false });
                }
                (None, Some(member), _) => parts.push(Part { node: member.node, bare: false }),
                (None, None, Rest::Node(node)) => rest.push(Part { node, bare: false }),
                (None, None, Rest::No) => closed = true,
                (None, None, Rest::Any | Rest::Unsaid) => {}
            }
        }
        if parts.is_empty() && closed {
            return None;
        }
        // What each layer of an `allOf` says of other keys does not hold for those a layer declares.
        if parts.is_empty() {
            parts = rest;
        }
        Some((Spot(parts), declared))
    }

    /// What may stand in a list, or at one place of it.
    pub(super) fn item(&self, layers: &Layers, index: usize) -> Option<Spot> {
        let mut parts = Vec::new();
        for node in self.nodes(layers) {
            let places = node.places.of(&self.rows.lists);
            let node = match (places.get(index), node.items, node.more_items) {
                (Some(place), ..) => *place,
                (None, Some(items), _) => items,
                (None, None, Rest::Node(more)) => more,
                (None, None, Rest::No) if !places.is_empty() => return None,
                _ => continue,
            };
            parts.push(Part { node, bare: false });
        }
        Some(Spot(parts))
    }

    /// Whether anything at all may stand at other keys of an object.
    pub(super) fn rest(&self, layers: &Layers) -> Option<Spot> {
        let closed = self.nodes(layers).any(|node| node.rest == Rest::No);
        let patterns = self.nodes(layers).flat_map(|node| node.patterns.of(&self.rows.members));
        let mut parts: Vec<Part> =
            patterns.map(|it| Part { node: it.node, bare: false }).take(1).collect();
        for node in self.nodes(layers) {
            if let Rest::Node(node) = node.rest {
                parts.push(Part { node, bare: false });
            }
        }
        (!closed || !parts.is_empty()).then_some(Spot(parts))
    }
}
