//! A field that can be left alone, emptied or set: absent, `null` or a value on the wire.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// In requests: what to do with a field. In events: what became of it.
/// Needs `#[serde(default)]` to be read and `skip_serializing_if = "Change::is_keep"` to be written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Nothing is said of the field.
    #[default]
    Keep,
    /// `null`: back to its default, or gone.
    Clear,
    Set(T),
}

impl<T> Change<T> {
    #[must_use]
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Carries the change out on what was known before.
    pub fn apply_to(self, known: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *known = None,
            Self::Set(value) => *known = Some(value),
        }
    }
}

impl<T> From<Option<T>> for Change<T> {
    /// `None` clears.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Change;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Label {
        #[serde(default, skip_serializing_if = "Change::is_keep")]
        label: Change<String>,
    }

    #[test]
    fn absent_null_and_a_value_stay_apart_in_both_directions() {
        for (label, json) in [
            (Change::Keep, "{}"),
            (Change::Clear, r#"{"label":null}"#),
            (Change::Set("desk".to_owned()), r#"{"label":"desk"}"#),
        ] {
            let form = Label { label };
            assert_eq!(serde_json::to_string(&form).unwrap(), json);
            assert_eq!(serde_json::from_str::<Label>(json).unwrap(), form);
        }
    }

    #[test]
    fn a_change_is_carried_out_on_what_was_known() {
        let mut known = Some(1);
        Change::Keep.apply_to(&mut known);
        assert_eq!(known, Some(1));
        Change::Set(2).apply_to(&mut known);
        assert_eq!(known, Some(2));
        Change::Clear.apply_to(&mut known);
        assert_eq!(known, None);
    }
}
