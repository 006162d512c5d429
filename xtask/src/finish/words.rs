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

/// Every catalogue but English, without the white space.
pub(super) fn others(folder: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut all = catalogues(folder)?;
    all.remove("en");
    for (language, text) in &mut all {
        let catalogue: Value = serde_json::from_slice(text)
            .map_err(|why| format!("locales/{language}.json is not JSON: {why}."))?;
        *text = catalogue.to_string().into_bytes();
    }
    Ok(all)
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
    fn english_is_not_loaded_later() {
        assert!(!others(&locales()).expect("catalogues").contains_key("en"));
    }
}
