//! What is drawn for a place that is looked at: its children where it is an object, else the object it
//! stands in, with the place itself marked. Pure.

use serde_json::Value;

use super::path::Path;
use super::schema::{Field, Schema, Shape};

/// What is drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    pub path: Path,
    /// Its children are drawn one below the other; else it is drawn as one setting.
    pub is_open: bool,
    /// The setting among them that is looked for.
    pub sought: Option<Path>,
    /// There is nothing at the place that was asked for; this is the nearest above it.
    pub is_missing: bool,
}

/// Finds what is drawn for a place. The root is the first part of the configuration: `first`.
#[must_use]
pub fn find(schema: &Schema, within: &Value, at: &Path, first: &Path) -> Place {
    if at.is_root() {
        return Place { sought: None, ..found(schema, within, first, false) };
    }
    // An address does not tell a place in a list from a key.
    let mut at = Path::from_pointer(&at.pointer(), within);
    let mut is_missing = false;
    while !at.is_root() && schema.field(&at, within).is_none() {
        at = at.parent().unwrap_or_default();
        is_missing = true;
    }
    if at.is_root() {
        return Place { sought: None, ..found(schema, within, first, true) };
    }
    found(schema, within, &at, is_missing)
}

fn found(schema: &Schema, within: &Value, at: &Path, is_missing: bool) -> Place {
    if is_object(schema, within, at) {
        return Place { path: at.clone(), is_open: true, sought: None, is_missing };
    }
    match at.parent().filter(|above| !above.is_root() && is_object(schema, within, above)) {
        Some(above) => Place { path: above, is_open: true, sought: Some(at.clone()), is_missing },
        None => {
            // A part of the configuration is gone to, not looked for.
            let sought = (at.steps().len() > 1).then(|| at.clone());
            Place { path: at.clone(), is_open: false, sought, is_missing }
        }
    }
}

fn is_object(schema: &Schema, within: &Value, at: &Path) -> bool {
    let field = schema.field(at, within);
    field.is_some_and(|field| {
        matches!(field.shape, Shape::Object(_)) && within_is_object(within, &field)
    })
}

/// A text where an object belongs has no children to draw.
fn within_is_object(within: &Value, field: &Field) -> bool {
    field.path.get(within).is_none_or(Value::is_object)
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
    fn an_object_is_drawn_open_and_a_setting_among_its_neighbours() {
        let agents = Path::root().key("agents");
        assert_eq!(place("").path, agents);
        assert_eq!(place("/agents"), Place { path: agents.clone(), is_open: true, ..place("") });
        let named = place("/agents/name");
        assert_eq!((named.path, named.sought), (agents.clone(), Some(agents.key("name"))));
        let entry = place("/agents/list/0/id");
        assert_eq!(entry.path, agents.key("list").index(0));
        assert!(entry.is_open && entry.sought.is_some());
    }

    #[test]
    fn what_has_no_object_around_it_is_drawn_alone() {
        let port = place("/port");
        assert!(!port.is_open && port.path == Path::root().key("port"));
        let entry = place("/agents/names/x");
        assert!(!entry.is_open && entry.path == Path::root().key("agents").key("names").key("x"));
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
