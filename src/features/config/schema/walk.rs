//! Goes through all places a schema knows as patterns: `*` for keys nobody names, `[]` for the
//! places of a list.

use super::Schema;
use super::field::Shape;
use super::hints::{HintStep, Trail};
use super::node::{NodeId, Spot};

/// A place as a pattern.
#[derive(Debug)]
pub struct Stop<'s> {
    pub key: StopKey<'s>,
    /// How many steps below the root.
    pub depth: usize,
    /// A variant before this one has a child of that name too.
    pub again: bool,
    /// The hint's, or the schema's title.
    pub label: Option<&'s str>,
    pub help: Option<&'s str>,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopKey<'s> {
    Root,
    Key(&'s str),
    /// Any key.
    Any,
    /// Any place of a list.
    Item,
    /// A place of a tuple.
    Place(usize),
}

/// Deeper places are not gone to.
const DEEPEST: usize = 40;

impl Schema {
    /// Parents before children, in the schema's order. Below where `visit` says `false` it does
    /// not go, nor where a schema comes back to itself.
    pub fn walk<'s>(&'s self, visit: &mut dyn FnMut(&Stop<'s>) -> bool) {
        let spot = Spot::of(NodeId(0));
        let from =
            From { spot: &spot, trail: &self.hints.root(), key: StopKey::Root, again: false };
        self.walk_from(&from, &mut Vec::new(), visit);
    }

    fn walk_from<'s>(
        &'s self,
        from: &From<'s, '_>,
        above: &mut Vec<NodeId>,
        visit: &mut dyn FnMut(&Stop<'s>) -> bool,
    ) {
        let variants = self.variants(from.spot);
        let mut label = None;
        let mut help = None;
        for (hint, exact) in self.hints.at(from.trail) {
            label = label.or(hint.label.filter(|_| exact || matches!(from.key, StopKey::Key(_))));
            help = help.or(hint.help);
        }
        let named = (from.spot.0.iter()).map(|part| self.rows.node(part.node));
        let (title, said) = named.fold((None, None), |(title, help), node| {
            (title.or(node.title), help.or(node.description))
        });
        let further = visit(&Stop {
            key: from.key,
            depth: above.len(),
            again: from.again,
            label: label.or(title).map(|text| self.texts.get(text)),
            help: help.or(said).map(|text| self.texts.get(text)),
            spot: from.spot.clone(),
        });
        // Behind a reference, what it refers to is the place.
        let Some(head) = from.spot.0.first().map(|part| part.node) else { return };
        let head = self.rows.node(head).reference.unwrap_or(head);
        if !further || above.contains(&head) || above.len() > DEEPEST {
            return;
        }
        let mut below: Vec<(StopKey<'s>, Spot)> = Vec::new();
        for (_, layers) in &variants {
            for key in self.member_keys(layers) {
                let child = self.child(layers, key);
                below.extend(child.map(|(spot, _)| (StopKey::Key(key), spot)));
            }
            let rest = self.rest(layers).filter(Spot::is_known);
            below.extend(rest.map(|spot| (StopKey::Any, spot)));
            let places = self.nodes(layers).map(|node| node.places.len as usize).max();
            let places = places.unwrap_or(0);
            for place in 0..places {
                let spot = self.item(layers, place);
                below.extend(spot.map(|spot| (StopKey::Place(place), spot)));
            }
            let item = self.item(layers, places).filter(Spot::is_known);
            below.extend(item.map(|spot| (StopKey::Item, spot)));
        }
        above.push(head);
        for (place, (key, spot)) in below.iter().enumerate() {
            let step = match key {
                StopKey::Key(key) => HintStep::Key(key),
                StopKey::Root | StopKey::Any => HintStep::Key("*"),
                StopKey::Item | StopKey::Place(_) => HintStep::Place,
            };
            let trail = self.hints.follow(&self.texts, from.trail, step);
            let before = if variants.len() > 1 { &below[..place] } else { &[] };
            if before.contains(&(*key, spot.clone())) {
                continue;
            }
            let again = before.iter().any(|(it, _)| it == key);
            self.walk_from(&From { spot, trail: &trail, key: *key, again }, above, visit);
        }
        above.pop();
    }

    /// The shape of a stop, where no value is known.
    #[must_use]
    pub fn shape_at(&self, stop: &Stop) -> Shape {
        let key = match stop.key {
            StopKey::Key(key) => key,
            _ => "",
        };
        self.shape(&stop.spot, key, None).shape
    }

    /// Whether the schema says of a stop what may stand there: by type, constant or children.
    #[must_use]
    pub fn is_typed(&self, stop: &Stop) -> bool {
        self.variants(&stop.spot).iter().any(|(_, layers)| {
            self.types(layers) != 0
                || self.nodes(layers).any(|node| node.constant.is_some() || node.choices.is_some())
        })
    }
}

struct From<'s, 'f> {
    spot: &'f Spot,
    trail: &'f Trail,
    key: StopKey<'s>,
    again: bool,
}
