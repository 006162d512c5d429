//! The catalogues of `locales/`: what boot.js needs of them, and those that are loaded later.
//! English is compiled into the console (see the package's build.rs).

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Map, Value};

use crate::Outcome;

/// Of every language, the words of a console that cannot start.
pub(super) fn for_boot(folder: &Path) -> Outcome<Value> {
    let mut languages = Map::new();
    for (language, text) in catalogues(folder)? {
        let catalogue: Value = serde_json::from_slice(&text)
            .map_err(|why| format!("locales/{language}.json is not JSON: {why}."))?;
        if let Some(boot) = catalogue.get("boot") {
            languages.insert(language, boot.clone());
        }
    }
    Ok(languages.into())
}

/// Every language but English as a list of texts, in the order in which build.rs numbers the words.
pub(super) fn others(folder: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut all = catalogues(folder)?;
    let read = |language: &str, text: &[u8]| -> Outcome<Value> {
        serde_json::from_slice(text)
            .map_err(|why| format!("locales/{language}.json is not JSON: {why}."))
    };
    let english = read("en", &all.remove("en").unwrap_or_default())?;
    for (language, text) in &mut all {
        let catalogue = read(language, text)?;
        let mut texts = Vec::new();
        in_order(&english, Some(&catalogue), &mut texts);
        *text = Value::from(texts).to_string().into_bytes();
    }
    Ok(all)
}

fn in_order(english: &Value, other: Option<&Value>, texts: &mut Vec<Value>) {
    let Value::Object(children) = english else {
        texts.push(other.filter(|text| text.is_string()).cloned().unwrap_or_default());
        return;
    };
    let children: BTreeMap<_, _> = children.iter().collect();
    for (key, child) in children {
        in_order(child, other.and_then(|other| other.get(key)), texts);
    }
}

fn catalogues(folder: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let complain = |why| format!("locales/: {why}.");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(complain)? {
        let path = entry.map_err(complain)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            all.insert(language, fs::read(&path).map_err(complain)?);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn locales() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales")
    }

    #[test]
    fn every_language_has_every_word_for_a_console_that_cannot_start() {
        let words = for_boot(&locales()).expect("catalogues");
        let keys = |language: &str| {
            let boot = words[language].as_object().cloned().unwrap_or_default();
            boot.keys().cloned().collect::<Vec<_>>()
        };
        assert!(!keys("en").is_empty());
        for language in catalogues(&locales()).expect("catalogues").keys() {
            assert_eq!(keys(language), keys("en"), "{language}");
        }
    }

    #[test]
    fn a_language_is_a_list_in_the_order_of_english() {
        let english = json!({"b": {"one": "1", "other": "n"}, "a": {"z": "zed", "c": "sea"}});
        let other = json!({"a": {"c": "See", "z": 5}, "b": {"one": "eins", "other": "viele"}});
        let mut texts = Vec::new();
        in_order(&english, Some(&other), &mut texts);
        assert_eq!(Value::from(texts), json!(["See", null, "eins", "viele"]));
    }

    #[test]
    fn english_is_not_loaded_later() {
        assert!(!others(&locales()).expect("catalogues").contains_key("en"));
    }
}
