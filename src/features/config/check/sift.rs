//! Out of all that a validator says, what an operator should hear: the deepest reasons, of a union only
//! what the kind meant says, and nothing about values the gateway hides. Pure.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::protocol::config::HIDDEN;

/// One thing a validator says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// Where in the value, as a JSON pointer.
    pub at: String,
    pub keyword: String,
    /// Where in the schema.
    pub place: String,
    /// What the keyword says there.
    pub value: Value,
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    pub at: String,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Why {
    /// It has to be of one of these kinds, as JSON schema calls them.
    Kind(Vec<String>),
    /// One of these values.
    OneOf(Vec<Value>),
    Missing,
    Unknown,
    /// The key itself may not be so.
    Name,
    /// A limit, by its keyword.
    Limit(String, Value),
    /// Several kinds would do and it is all of them at once.
    Ambiguous,
    /// Something about the whole of it.
    Together,
}

/// Sifts what was said about a value.
#[must_use]
pub(super) fn sifted(units: Vec<Unit>, value: &Value) -> Vec<Fault> {
    let mut faults = reduce(&units, value);
    let mut seen: Vec<Fault> = Vec::new();
    faults.retain(|fault| {
        let is_new = !seen.contains(fault);
        seen.push(fault.clone());
        is_new
    });
    faults
}

fn reduce(units: &[Unit], value: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut index = 0;
    while let Some(unit) = units.get(index) {
        index += 1;
        match unit.keyword.as_str() {
            "anyOf" | "oneOf" => {
                let below = format!("{}/", unit.place);
                let count =
                    units[index..].iter().take_while(|it| it.place.starts_with(&below)).count();
                let branches = &units[index..index + count];
                index += count;
                faults.extend(union(unit, branches, &below, value));
            }
            "propertyNames" => {
                let below = format!("{}/", unit.place);
                let is_below = |it: &&Unit| it.place == unit.place || it.place.starts_with(&below);
                let said = units[index..].iter().take_while(is_below);
                let (count, at) =
                    said.fold((0, None), |(count, at), it| (count + 1, at.or(Some(it.at.clone()))));
                index += count;
                faults.extend(at.map(|at| Fault { at, why: Why::Name }));
            }
            _ => faults.extend(leaf(unit, value)),
        }
    }
    faults
}

/// A reason by itself. What only says that there are reasons below is none.
fn leaf(unit: &Unit, value: &Value) -> Option<Fault> {
    let words = |value: &Value| match value {
        Value::Array(list) => {
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        }
        Value::String(word) => vec![word.clone()],
        _ => Vec::new(),
    };
    let why = match unit.keyword.as_str() {
        "type" => Why::Kind(words(&unit.value)),
        "const" => Why::OneOf(vec![unit.value.clone()]),
        "enum" => Why::OneOf(unit.value.as_array().cloned().unwrap_or_default()),
        "required" | "dependencies" | "dependentRequired" => {
            let key = unit.value.as_str()?;
            let at = format!("{}/{}", unit.at, key.replace('~', "~0").replace('/', "~1"));
            return Some(Fault { at, why: Why::Missing });
        }
        "false" => Why::Unknown,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
        | "minLength" | "maxLength" | "pattern" | "format" | "minItems" | "maxItems"
        | "minProperties" | "maxProperties" | "uniqueItems" => {
            Why::Limit(unit.keyword.clone(), unit.value.clone())
        }
        "not" | "contains" | "minContains" | "maxContains" => Why::Together,
        _ => return None,
    };
    (!is_excused(&unit.at, &why, value)).then(|| Fault { at: unit.at.clone(), why })
}

/// A hidden value is never wrong, nor is a list that holds several; what the environment will say in
/// the place of a text is not known here.
fn is_excused(at: &str, why: &Why, value: &Value) -> bool {
    match value.pointer(at) {
        Some(Value::String(text)) => {
            text == HIDDEN || (text.contains("${") && !matches!(why, Why::Kind(_) | Why::Unknown))
        }
        Some(Value::Array(list)) => {
            matches!(why, Why::Limit(keyword, _) if keyword == "uniqueItems")
                && list.iter().any(holds_hidden)
        }
        _ => false,
    }
}

fn holds_hidden(value: &Value) -> bool {
    match value {
        Value::String(text) => text == HIDDEN,
        Value::Array(list) => list.iter().any(holds_hidden),
        Value::Object(map) => map.values().any(holds_hidden),
        _ => false,
    }
}

/// What the kind that is meant has to say.
fn union(unit: &Unit, units: &[Unit], below: &str, value: &Value) -> Vec<Fault> {
    if unit.keyword == "oneOf" && unit.value.as_u64().unwrap_or_default() > 1 {
        let fault = Fault { at: unit.at.clone(), why: Why::Ambiguous };
        return if value.pointer(&unit.at).is_some_and(holds_hidden) {
            vec![]
        } else {
            vec![fault]
        };
    }
    let mut branches: BTreeMap<&str, Vec<Unit>> = BTreeMap::new();
    for it in units {
        let branch = it.place[below.len()..].split('/').next().unwrap_or_default();
        branches.entry(branch).or_default().push(it.clone());
    }
    let mut branches: Vec<Vec<Fault>> =
        branches.into_values().map(|units| reduce(&units, value)).collect();
    // All that is wrong with one of them is hidden: it is that one.
    if branches.iter().any(Vec::is_empty) || branches.is_empty() {
        return Vec::new();
    }
    let is_here =
        |fault: &Fault| fault.at == unit.at && matches!(fault.why, Why::Kind(_) | Why::OneOf(_));
    if branches.iter().all(|faults| faults.iter().any(is_here)) {
        return vec![together(&unit.at, branches.iter().flatten().filter(|it| is_here(it)))];
    }
    branches.retain(|faults| !faults.iter().any(is_here));
    // Objects that are told apart by a constant: those with another constant are not meant.
    let tag = |fault: &Fault| match (&fault.why, fault.at.rsplit_once('/')) {
        (Why::OneOf(_), Some((above, _))) if above == unit.at => Some(fault.at.clone()),
        _ => None,
    };
    if branches.iter().all(|faults| faults.iter().any(|it| tag(it).is_some())) {
        let at = branches[0].iter().find_map(tag).unwrap_or_default();
        if branches.iter().all(|faults| faults.iter().any(|it| tag(it).as_ref() == Some(&at))) {
            let said = branches.iter().flatten().filter(|it| tag(it).as_ref() == Some(&at));
            return vec![together(&at, said)];
        }
    } else {
        branches.retain(|faults| !faults.iter().any(|it| tag(it).is_some()));
    }
    let depth = |faults: &Vec<Fault>| {
        faults.iter().map(|it| it.at.matches('/').count()).max().unwrap_or_default()
    };
    let best = branches.into_iter().min_by_key(|faults| (faults.len(), usize::MAX - depth(faults)));
    best.unwrap_or_default()
}

/// One reason out of those of all kinds.
fn together<'f>(at: &str, faults: impl Iterator<Item = &'f Fault>) -> Fault {
    let (mut kinds, mut values) = (Vec::new(), Vec::new());
    for fault in faults {
        match &fault.why {
            Why::Kind(more) => kinds.extend(more.iter().cloned()),
            Why::OneOf(more) => values.extend(more.iter().cloned()),
            _ => {}
        }
    }
    kinds.dedup();
    let mut one_of: Vec<Value> = Vec::new();
    for value in values {
        if !one_of.contains(&value) {
            one_of.push(value);
        }
    }
    // Where constants of a kind may stand, naming the kind says less than naming them.
    let why = if one_of.is_empty() { Why::Kind(kinds) } else { Why::OneOf(one_of) };
    Fault { at: at.to_owned(), why }
}

#[cfg(test)]
mod tests;
