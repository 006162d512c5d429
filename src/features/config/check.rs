//! The draft checked against the gateway's schema while it is edited. The validator is fetched with
//! the page, at leisure; each part of the configuration is checked anew only when it has changed.

mod sift;
mod validator;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::draft::Draft;
use super::path::Path;
use super::problems::{Problem, Weight};
use super::schema::Schema;
use super::state::ConfigState;
use crate::platform::clock::{self, Alarm};
use crate::platform::watch::watch;
use crate::platform::work;
use validator::Validator;

/// So long nothing must have been typed.
const PAUSE_MS: u32 = 80;
/// The form comes first.
const FIRST_MS: u32 = 300;

/// One checked part: what it was, and what is wrong in it.
type Part = (Value, Vec<Problem>);

#[derive(Default)]
struct Checker {
    validator: Option<Validator>,
    /// What was checked last, and what of the configuration as it is.
    parts: BTreeMap<String, Part>,
    base: BTreeMap<String, Part>,
    alarm: Option<Alarm>,
}

/// What is wrong with the draft. `schema` is there once it has been read and drawn.
pub fn checked(state: ConfigState, schema: Signal<Option<Arc<Schema>>>) -> Signal<Vec<Problem>> {
    let wrong = RwSignal::new(Vec::new());
    let checker = StoredValue::new_local(Checker::default());
    let check = move || {
        let told = checker.try_update_value(|checker| {
            let is_valid = state.base.try_with_untracked(|base| {
                base.ready().is_some_and(|base| base.snapshot.valid != Some(false))
            })?;
            state.draft.try_with_untracked(|draft| checker.check(draft, is_valid))
        });
        if let Some(Some(told)) = told
            && wrong.try_with_untracked(|wrong| *wrong != told) == Some(true)
        {
            wrong.set(told);
        }
    };
    watch(move || {
        let Some(schema) = schema.get() else { return };
        work::begin(async move {
            clock::sleep(FIRST_MS).await;
            let validator = Validator::load(&schema).await;
            let is_there = checker.try_update_value(|checker| {
                checker.validator = validator;
                checker.parts.clear();
                checker.base.clear();
            });
            if is_there.is_some() {
                check();
            }
        });
    });
    watch(move || {
        state.draft.track();
        state.base.track();
        checker.update_value(|checker| checker.alarm = Some(clock::after(PAUSE_MS, check)));
    });
    wrong.into()
}

impl Checker {
    /// What the gateway takes as it is, it knows better than its schema: of a valid configuration only
    /// what was changed can be wrong.
    fn check(&mut self, draft: &Draft, is_valid: bool) -> Vec<Problem> {
        let Some(validator) = &self.validator else { return Vec::new() };
        let (edited, base) = (draft.edited(), draft.base());
        let mut all = frame(validator, edited);
        if is_valid {
            let taken = frame(validator, base);
            all.retain(|problem| !taken.contains(problem));
        }
        let Some(map) = edited.as_object() else { return all };
        self.parts.retain(|key, _| map.contains_key(key));
        for (key, value) in map {
            let as_it_is = base.get(key).filter(|_| is_valid);
            if as_it_is == Some(value) {
                continue;
            }
            let wrong = part(validator, &mut self.parts, key, value, edited);
            let taken = as_it_is.map(|value| part(validator, &mut self.base, key, value, base));
            let taken = taken.unwrap_or_default();
            all.extend(wrong.into_iter().filter(|problem| !taken.contains(problem)));
        }
        all
    }
}

/// Which parts there may be and must be.
fn frame(validator: &Validator, whole: &Value) -> Vec<Problem> {
    let keys = whole.as_object().into_iter().flat_map(Map::keys);
    let names = Value::Object(keys.map(|key| (key.clone(), Value::Null)).collect());
    told(sift::sifted(validator.check(None, &names), &names), &Path::root(), whole)
}

/// One part, unless it is what it was.
fn part(
    validator: &Validator,
    known: &mut BTreeMap<String, Part>,
    key: &str,
    value: &Value,
    whole: &Value,
) -> Vec<Problem> {
    if let Some((_, problems)) = known.get(key).filter(|(was, _)| was == value) {
        return problems.clone();
    }
    let faults = sift::sifted(validator.check(Some(key), value), value);
    let problems = told(faults, &Path::root().key(key), whole);
    known.insert(key.to_owned(), (value.clone(), problems.clone()));
    problems
}

/// In words, and at the places of the whole configuration.
fn told(faults: Vec<sift::Fault>, below: &Path, edited: &Value) -> Vec<Problem> {
    let above = below.pointer();
    let problem = |fault: sift::Fault| Problem {
        path: Path::from_pointer(&format!("{above}{}", fault.at), edited),
        weight: if fault.why == sift::Why::Ambiguous { Weight::Warning } else { Weight::Error },
        text: wording::sentence(&fault.why),
    };
    faults.into_iter().map(problem).collect()
}
