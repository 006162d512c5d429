//! Rules about the words an operator reads: every language has them, each is used, none is in the code.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::files::{File, read};

/// A catalogue flattened: `chat.send` → its text.
pub(super) type Catalogue = BTreeMap<String, String>;

pub(super) fn catalogues() -> BTreeMap<String, Catalogue> {
    read("locales", &["json"])
        .iter()
        .map(|file| {
            let tree = serde_json::from_str(&file.text)
                .unwrap_or_else(|why| panic!("{}: {why}", file.path));
            (file.stem().to_owned(), flatten(&tree))
        })
        .collect()
}

fn flatten(tree: &Value) -> Catalogue {
    let mut found = Catalogue::new();
    gather(tree, "", &mut found);
    found
}

fn gather(tree: &Value, path: &str, found: &mut Catalogue) {
    match tree {
        Value::Object(children) => {
            for (key, child) in children {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                gather(child, &path, found);
            }
        }
        Value::String(text) => drop(found.insert(path.to_owned(), text.clone())),
        _ => panic!("{path} is neither a text nor a group"),
    }
}

pub(super) fn differences(catalogues: &BTreeMap<String, Catalogue>) -> Vec<String> {
    let english = catalogues.get("en").expect("locales/en.json is the source");
    let mut found = Vec::new();
    for (language, texts) in catalogues.iter().filter(|(language, _)| *language != "en") {
        for (key, text) in english {
            match texts.get(key) {
                None => found.push(format!("{language}.json lacks {key}")),
                Some(own) if own.trim().is_empty() != text.trim().is_empty() => {
                    found.push(format!("{language}.json: {key} is empty"));
                }
                Some(own) if !are_same(key, &names(own), &names(text)) => {
                    found.push(format!("{language}.json: {key} has other {{names}}"));
                }
                Some(_) => {}
            }
        }
        let surplus = texts.keys().filter(|key| !english.contains_key(*key));
        found.extend(surplus.map(|key| format!("{language}.json has {key}, which en.json lacks")));
    }
    found
}

/// The singular may say its number or leave it out: in some languages nought is told in it as well.
fn are_same(key: &str, own: &BTreeSet<&str>, english: &BTreeSet<&str>) -> bool {
    let counts = |name: &&&str| !(key.ends_with(".one") && **name == "n");
    own.iter().filter(counts).eq(english.iter().filter(counts))
}

/// The `{names}` in a text.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Words that neither the code nor, for `boot`, the start script says.
pub(super) fn unsaid(english: &Catalogue, source: &[File], boot: &str) -> Vec<String> {
    let said = |text: &str| -> BTreeSet<String> {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .map(str::to_owned)
            .collect()
    };
    let in_code: BTreeSet<String> = source
        .iter()
        .flat_map(|file| file.code_lines().flat_map(|(_, line)| said(line)).collect::<Vec<_>>())
        .collect();
    let in_boot = said(boot);
    let is_said = |key: &str| {
        let plural = key.strip_suffix(".one").or_else(|| key.strip_suffix(".other")).unwrap_or(key);
        let constant = |path: &str| path.replace('.', "_").to_uppercase();
        let by_boot = key.strip_prefix("boot.").is_some_and(|name| in_boot.contains(name));
        by_boot || in_code.contains(&constant(key)) || in_code.contains(&constant(plural))
    };
    english.keys().filter(|key| !is_said(key)).map(|key| format!("{key} is said nowhere")).collect()
}

/// Texts written straight into a `view!`, as a child or as a label.
pub(super) fn literals(source: &[File]) -> Vec<String> {
    const LABELS: [&str; 5] = ["aria-label", "aria-description", "placeholder", "title", "alt"];
    let mut found = Vec::new();
    let drawn = |file: &&File| {
        ["src/app", "src/features", "src/ui"].iter().any(|room| file.path.starts_with(room))
    };
    for file in source.iter().filter(drawn) {
        let mut depth = 0;
        for (number, line) in file.code_lines() {
            let view = line.find("view! {");
            if depth > 0 || view.is_some() {
                let child = line.trim();
                let label = LABELS
                    .iter()
                    .any(|label| line.split(&format!("{label}=\"")).skip(1).any(is_prose));
                if label
                    || (depth > 0
                        && child.strip_prefix('"').is_some_and(is_prose)
                        && child.ends_with('"'))
                {
                    found.push(format!("{}:{number}: {child}", file.path));
                }
                depth += braces(&line[if depth > 0 { 0 } else { view.unwrap_or(0) }..]);
            }
        }
    }
    found
}

/// A capital letter and a small one: the beginning of a word for people.
fn is_prose(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn braces(line: &str) -> i32 {
    line.chars().map(|letter| i32::from(letter == '{') - i32::from(letter == '}')).sum()
}

#[test]
fn a_missing_surplus_or_different_word_is_found() {
    let catalogue = |json: &str| flatten(&serde_json::from_str(json).unwrap());
    let complaints = |german: &str| {
        let english = catalogue(r#"{"chat":{"send":"Send","to":"To {name}"}}"#);
        differences(&BTreeMap::from([
            ("en".to_owned(), english),
            ("de".to_owned(), catalogue(german)),
        ]))
    };
    assert!(complaints(r#"{"chat":{"send":"Senden","to":"An {name}"}}"#).is_empty());
    assert_eq!(complaints(r#"{"chat":{"send":"Senden"}}"#), ["de.json lacks chat.to"]);
    assert_eq!(complaints(r#"{"chat":{"send":"Senden","to":"An {wen}"}}"#).len(), 1);
    assert_eq!(complaints(r#"{"chat":{"send":"","to":"An {name}","x":"y"}}"#).len(), 2);
}

#[test]
fn a_word_nobody_says_is_found() {
    let keys = ["chat.send", "chat.more.one", "chat.more.other", "chat.gone", "boot.title"];
    let english: Catalogue = keys.map(|key| (key.to_owned(), String::new())).into();
    let view =
        File::made_up("src/ui/a.rs", "t(w::CHAT_SEND); tn(w::CHAT_MORE, 2); // w::CHAT_GONE\n");
    let found = unsaid(&english, &[view], "words.title");
    assert!(found.is_empty(), "a trailing comment counts as said: {found:?}");
    let view = File::made_up("src/ui/a.rs", "t(w::CHAT_SEND); tn(w::CHAT_MORE, 2);");
    assert_eq!(
        unsaid(&english, &[view], ""),
        ["boot.title is said nowhere", "chat.gone is said nowhere"]
    );
}

#[test]
fn a_text_in_a_view_is_found() {
    let view = "let name = [\n  \"Ada\"\n];\nview! {\n  <p title=\"Read me\">\n    \"Hello there\"\n    {t(w::A)}\n    \"x\"\n  </p>\n}\n\"After\"\n";
    let found = literals(&[File::made_up("src/ui/a.rs", view)]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(literals(&[File::made_up("src/store/a.rs", view)]).is_empty());
}
