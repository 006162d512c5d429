//! References to secrets: `{ "source": ..., "provider": ..., "id": ... }`, as 2026.4 and later take
//! them wherever a secret may stand.

use super::Schema;
use super::field::{ChoiceShape, SecretShape, SecretSource, Shape, TextShape};
use super::layers::Layers;

/// The sources an object can refer to, where it is such a reference and nothing else.
pub(super) fn sources(schema: &Schema, layers: &Layers) -> Option<Vec<SecretSource>> {
    let mut keys = schema.member_keys(layers);
    keys.sort_unstable();
    if keys != ["id", "provider", "source"] {
        return None;
    }
    let child = |key: &str| schema.child(layers, key).map(|(spot, _)| spot);
    let text = |key: &str| Some(schema.text(&schema.layers(&child(key)?), ""));
    let sources = match schema.shape(&child("source")?, "", None).shape {
        Shape::Constant(source) => vec![source],
        Shape::Choice(ChoiceShape { options, or: None }) => options,
        _ => return None,
    };
    let (provider, id) = (text("provider")?, text("id")?);
    let each = sources.iter().map(|source| {
        Some(SecretSource {
            source: source.as_str()?.to_owned(),
            provider: provider.clone(),
            id: id.clone(),
        })
    });
    each.collect()
}

/// Plugins say of their secrets "a text or an object": that is a text or a reference.
pub(super) fn recognise(shape: &mut Shape) {
    let Shape::Union(union) = shape else { return };
    let [one, other] = &*union.variants else { return };
    let (Shape::Text(text), Shape::Map(_)) = (&one.shape, &other.shape) else { return };
    let source = |source: &str| SecretSource {
        source: source.to_owned(),
        provider: TextShape::default(),
        id: TextShape::default(),
    };
    *shape = Shape::Secret(SecretShape {
        text: Some(text.clone()),
        sources: ["env", "file", "exec"].map(source).into(),
    });
}

pub(super) trait Holds {
    fn shape(&mut self) -> &mut Shape;
}

/// References and free text become one secret, in the place of the text.
pub(super) fn join<T: Holds>(
    found: &mut Vec<T>,
    sources: Vec<SecretSource>,
    new: impl Fn(Shape) -> T,
) {
    if sources.is_empty() {
        return;
    }
    let place = found.iter_mut().position(|it| matches!(it.shape(), Shape::Text(_)));
    let Some(place) = place else {
        found.push(new(Shape::Secret(SecretShape { text: None, sources })));
        return;
    };
    let shape = found[place].shape();
    if let Shape::Text(text) = shape {
        let text = Some(std::mem::take(text));
        *shape = Shape::Secret(SecretShape { text, sources });
    }
}
