//! What is shown below a place, in reading order.

use serde::Deserialize;
use serde_json::Value;

use crate::features::config::path::Step;
use crate::protocol::json;

use super::field::{Field, Shape};
use super::{Schema, Section};

/// A heading of a hint, with the children under it.
#[derive(Debug, Default, Deserialize)]
struct Group {
    title: Option<String>,
    order: Option<f64>,
    #[serde(default)]
    properties: Vec<String>,
}

impl Schema {
    pub(super) fn children_of(&self, field: &Field, within: &Value) -> Vec<Field> {
        let value = field.path.get(within);
        let mut steps: Vec<Step> = Vec::new();
        match field.shape.in_force() {
            Shape::Object(object) => {
                steps.extend(object.keys.iter().map(|key| Step::Key((&**key).into())));
                let more = value.and_then(Value::as_object).into_iter().flatten();
                let more = more.filter(|(key, _)| !object.keys.contains(key));
                steps.extend(more.map(|(key, _)| Step::Key((&**key).into())));
            }
            Shape::Map(_) => {
                let there = value.and_then(Value::as_object).into_iter().flatten();
                steps.extend(there.map(|(key, _)| Step::Key((&**key).into())));
            }
            Shape::List(_) => {
                let there = value.and_then(Value::as_array).map_or(0, Vec::len);
                steps.extend((0..there).map(Step::Index));
            }
            Shape::Tuple(tuple) => {
                let there = value.and_then(Value::as_array).map_or(0, Vec::len);
                steps.extend((0..there.max(tuple.places)).map(Step::Index));
            }
            _ => return Vec::new(),
        }
        let Some(place) = self.place(&field.path, within) else { return Vec::new() };
        let mut children: Vec<(f64, Field)> = Vec::with_capacity(steps.len());
        for step in steps {
            let below = value.and_then(|value| match &step {
                Step::Key(key) => value.get(&**key),
                Step::Index(index) => value.get(*index),
            });
            let Some(child) = self.step(&place, &step, value, below.is_some()) else { continue };
            let order = self.hint(&child.trail, |hint| hint.order).unwrap_or(f64::MAX);
            children.push((order, self.make(field.path.then(step), child, below)));
        }
        let entries = !matches!(field.shape.in_force(), Shape::Object(_));
        if entries || children.iter().all(|(_, child)| child.advanced) {
            children.iter_mut().for_each(|(_, child)| child.advanced = false);
        }
        if !entries {
            self.put_in_groups(&place.trail, &mut children);
        }
        children.into_iter().map(|(_, child)| child).collect()
    }

    fn put_in_groups(&self, trail: &super::hints::Trail, children: &mut [(f64, Field)]) {
        let groups = self.hint(trail, |hint| hint.groups);
        let groups = groups.and_then(|raw| json::read(self.texts.get(raw)).ok());
        let mut groups: Vec<Group> = groups.unwrap_or_default();
        groups.sort_by(|a, b| at(a.order).total_cmp(&at(b.order)));
        let rank = |field: &Field| {
            let Some(Step::Key(key)) = field.path.last() else { return (usize::MAX, 0) };
            groups
                .iter()
                .enumerate()
                .find_map(|(place, group)| {
                    Some((place, group.properties.iter().position(|it| **it == **key)?))
                })
                .unwrap_or((usize::MAX, 0))
        };
        for (_, child) in &mut *children {
            child.group = groups.get(rank(child).0).and_then(|group| group.title.clone());
        }
        // Stable: what is said nothing of keeps the schema's order.
        children.sort_by(|(one, a), (other, b)| rank(a).cmp(&rank(b)).then(one.total_cmp(other)));
    }

    pub(super) fn sections_of(&self) -> Vec<Section> {
        let root = self.root();
        let layers = self.layers(&root.spot);
        let mut sections = Vec::new();
        for key in self.member_keys(&layers) {
            let step = Step::Key(key.into());
            let Some(place) = self.step(&root, &step, None, false) else { continue };
            let advanced = self.is_advanced(&place);
            let (group, order) = (
                self.hint(&place.trail, |hint| hint.group).map(|it| self.owned(it)),
                self.hint(&place.trail, |hint| hint.order),
            );
            let path = crate::features::config::path::Path::root().then(step);
            let field = self.make(path, place, None);
            sections.push(Section {
                key: key.to_owned(),
                children: match &field.shape {
                    Shape::Object(object) => object.keys.len(),
                    _ => 0,
                },
                path: field.path,
                label: field.label,
                help: field.help,
                docs_url: field.docs_url,
                group,
                order,
                advanced,
            });
        }
        if sections.iter().all(|it| it.advanced) {
            sections.iter_mut().for_each(|it| it.advanced = false);
        }
        sections.sort_by(|a, b| {
            let by_name = || a.label.to_lowercase().cmp(&b.label.to_lowercase());
            at(a.order).total_cmp(&at(b.order)).then_with(by_name)
        });
        sections
    }
}

fn at(order: Option<f64>) -> f64 {
    order.unwrap_or(f64::MAX)
}
