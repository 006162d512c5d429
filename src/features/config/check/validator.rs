//! The validator: a script of this build that is given texts and answers with texts.

use std::sync::Arc;

use js_sys::{Function, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

use super::sift::Unit;
use crate::features::config::known;
use crate::features::config::schema::Schema;
use crate::platform::bundle;
use crate::protocol::json;

#[derive(Debug)]
pub(super) struct Validator {
    check: Function,
}

impl Validator {
    /// Fetches it and gives it the schema. Without it the gateway alone says what is wrong.
    pub(super) async fn load(schema: &Arc<Schema>) -> Option<Self> {
        let module = bundle::import("data-validate").await?;
        let verb =
            |name: &str| Reflect::get(&module, &name.into()).ok()?.dyn_into::<Function>().ok();
        let (take, check) = (verb("take")?, verb("check")?);
        let text = known::text(schema)?;
        match take.call1(&JsValue::NULL, &(&*text).into()) {
            Ok(_) => Some(Self { check }),
            Err(why) => {
                log::warn!("the validator did not take the schema: {why:?}");
                None
            }
        }
    }

    /// What it says of a part of the configuration; without a name, of the parts there are.
    pub(super) fn check(&self, part: Option<&str>, value: &Value) -> Vec<Unit> {
        let name = part.map_or(JsValue::NULL, Into::into);
        match self.check.call2(&JsValue::NULL, &name, &value.to_string().into()) {
            Ok(said) => said.as_string().map(|said| units(&said)).unwrap_or_default(),
            Err(why) => {
                log::warn!("the validator could not check {part:?}: {why:?}");
                Vec::new()
            }
        }
    }
}

fn units(said: &str) -> Vec<Unit> {
    let Ok(Value::Array(units)) = json::read::<Value>(said) else { return Vec::new() };
    let unit = |unit: &Value| {
        let word = |at: usize| unit.get(at)?.as_str().map(str::to_owned);
        let value = unit.get(3).cloned().unwrap_or_default();
        Some(Unit { at: word(0)?, keyword: word(1)?, place: word(2)?, value })
    };
    units.iter().filter_map(unit).collect()
}
