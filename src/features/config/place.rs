//! What is drawn for a place that is looked at: itself where it is an object, else the object it stands
//! in, with the place itself brought into view. Pure.

use serde_json::Value;

use super::path::Path;
use super::schema::{Schema, Shape};

/// What is drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    pub path: Path,
    /// The setting in it that is looked for.
    pub sought: Option<Path>,
    /// There is nothing at the place that was asked for; this is the nearest above it.
    pub is_missing: bool,
}

/// Finds what is drawn for a place. The root is the first part of the configuration: `first`.
#[must_use]
pub fn find(schema: &Schema, within: &Value, at: &Path, first: &Path) -> Place {
    // An address does not tell a place in a list from a key.
    let asked = Path::from_pointer(&at.pointer(), within);
    let mut at = asked.clone();
    while !at.is_root() && schema.field(&at, within).is_none() {
        at = at.parent().unwrap_or_default();
    }
    let is_missing = at != asked;
    if at.is_root() {
        return Place { path: first.clone(), sought: None, is_missing };
    }
    let path = home(schema, within, &at);
    Place { sought: (path != at).then_some(at), path, is_missing }
}

/// The nearest object around a place, and the part of the configuration where there is none.
fn home(schema: &Schema, within: &Value, at: &Path) -> Path {
    let mut home = at.clone();
    while home.steps().len() > 1 && !is_object(schema, within, &home) {
        home = home.parent().unwrap_or_default();
    }
    home
}

/// A text where an object belongs has no settings to draw.
fn is_object(schema: &Schema, within: &Value, at: &Path) -> bool {
    let field = schema.field(at, within);
    field.is_some_and(|field| matches!(field.shape, Shape::Object(_)))
        && at.get(within).is_none_or(Value::is_object)
}

/// The places above one, from the part of the configuration down; the last is the place itself.
#[must_use]
pub fn trail(path: &Path) -> Vec<Path> {
    let mut trail = Vec::new();
    let mut at = Some(path.clone());
    while let Some(place) = at.filter(|place| !place.is_root()) {
        at = place.parent();
        trail.push(place);
    }
    trail.reverse();
    trail
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SCHEMA: &str = r#"{"type":"object","additionalProperties":false,"properties":{
        "port":{"type":"number"},
        "agents":{"type":"object","properties":{
            "name":{"type":"string"},
            "list":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"}}}},
            "names":{"type":"object","additionalProperties":{"type":"string"}}}}}}"#;

    fn place(pointer: &str) -> Place {
        let schema = Schema::read(SCHEMA, "").expect("a schema");
        let within = json!({"agents": {"list": [{"id": "a"}], "names": {"x": "y"}}});
        let at = Path::from_pointer(pointer, &Value::Null);
        find(&schema, &within, &at, &Path::root().key("agents"))
    }

    #[test]
    fn an_object_is_drawn_and_a_setting_in_the_object_around_it() {
        let agents = Path::root().key("agents");
        assert_eq!(place(""), Place { path: agents.clone(), ..Place::default() });
        assert_eq!(place("/agents"), place(""));
        let named = place("/agents/name");
        assert_eq!((named.path, named.sought), (agents.clone(), Some(agents.key("name"))));
        let entry = place("/agents/list/0/id");
        assert_eq!(entry.path, agents.key("list").index(0));
        assert_eq!(entry.sought, Some(entry.path.key("id")));
        let deep = place("/agents/names/x");
        assert_eq!((deep.path, deep.sought), (agents.clone(), Some(agents.key("names").key("x"))));
    }

    #[test]
    fn a_part_that_is_no_object_is_drawn_itself() {
        assert_eq!(place("/port"), Place { path: Path::root().key("port"), ..Place::default() });
    }

    #[test]
    fn a_place_that_is_not_there_leads_to_the_nearest_above() {
        let nowhere = place("/agents/name/deep");
        assert!(nowhere.is_missing && nowhere.path == Path::root().key("agents"));
        assert!(place("/attic").is_missing);
    }

    #[test]
    fn a_trail_begins_with_the_part_and_ends_with_the_place() {
        let at = Path::root().key("agents").key("list").index(0);
        let trail: Vec<String> = trail(&at).iter().map(Path::to_string).collect();
        assert_eq!(trail, ["agents", "agents.list", "agents.list[0]"]);
    }
}
