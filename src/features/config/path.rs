//! Where something stands in a configuration: keys and places in lists, from the root down.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Key(Arc<str>),
    Index(usize),
}

/// A place. Cheap to copy about.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Arc<[Step]>);

impl Path {
    /// The whole configuration.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn of(steps: impl IntoIterator<Item = Step>) -> Self {
        Self(steps.into_iter().collect())
    }

    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.then(Step::Key(key.into()))
    }

    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.then(Step::Index(index))
    }

    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// The place above; the root has none.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, above) = self.0.split_last()?;
        Some(Self(above.into()))
    }

    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is `above` or stands somewhere below it.
    #[must_use]
    pub fn is_within(&self, above: &Self) -> bool {
        self.0.starts_with(&above.0)
    }

    /// What stands there. A list is stepped into by place only, an object by key only.
    #[must_use]
    pub fn get<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        self.0.iter().try_fold(value, |value, step| match step {
            Step::Key(key) => value.as_object()?.get(&**key),
            Step::Index(index) => value.as_array()?.get(*index),
        })
    }

    /// As a JSON pointer (RFC 6901): the form that is kept, and that a validator speaks.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &*self.0 {
            pointer.push('/');
            match step {
                Step::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// Reads a JSON pointer by the value it points into: only that tells a key from a place.
    /// Where nothing stands, a number is a key.
    #[must_use]
    pub fn from_pointer(pointer: &str, within: &Value) -> Self {
        let mut at = Some(within);
        let mut steps = Vec::new();
        for word in pointer.trim_start_matches('#').split('/').skip(1) {
            let word = word.replace("~1", "/").replace("~0", "~");
            let list = at.and_then(Value::as_array);
            match (list, word.parse::<usize>()) {
                (Some(list), Ok(index)) => {
                    at = list.get(index);
                    steps.push(Step::Index(index));
                }
                _ => {
                    at = at.and_then(|value| value.get(&word));
                    steps.push(Step::Key(word.into()));
                }
            }
        }
        Self::of(steps)
    }
}

/// As operators and gateways write it: `agents.list[0].name`. A key that would be misread stands
/// in brackets.
impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(formatter, "[{index}]")?,
                Step::Key(key) if key.is_empty() || key.contains(['.', '[', ']', '"']) => {
                    write!(formatter, "[{}]", Value::from(&**key))?;
                }
                Step::Key(key) if depth == 0 => formatter.write_str(key)?,
                Step::Key(key) => write!(formatter, ".{key}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Path;

    #[test]
    fn a_pointer_is_read_back_by_the_value_it_points_into() {
        let value = json!({ "a/b": [{ "~c": 1 }], "0": { "1": 2 } });
        for (path, found) in [
            (Path::root().key("a/b").index(0).key("~c"), json!(1)),
            (Path::root().key("0").key("1"), json!(2)),
            (Path::root(), value.clone()),
        ] {
            assert_eq!(Path::from_pointer(&path.pointer(), &value), path);
            assert_eq!(path.get(&value), Some(&found));
        }
        assert_eq!(Path::from_pointer("#/0/7", &value), Path::root().key("0").key("7"));
    }

    #[test]
    fn a_path_reads_as_operators_write_it() {
        let path = Path::root().key("agents").key("list").index(2).key("a.b");
        assert_eq!(path.to_string(), "agents.list[2][\"a.b\"]");
        assert!(path.is_within(&Path::root().key("agents")));
        assert!(!path.is_within(&Path::root().key("agent")));
        assert_eq!(path.parent().map(|it| it.to_string()), Some("agents.list[2]".to_owned()));
    }
}
