//! No method and no event of 2026.2.6-3 is out of an operator's reach: each is used by a page or can be
//! called and seen in Debug, and the table that says which (`features/debug/table`) is held against the
//! code. `QUARTERDECK_WRITE_USES=1` writes the table anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use quarterdeck::features::debug::table::effect::{self, Effect};
use quarterdeck::features::debug::table::params;
use quarterdeck::features::debug::table::uses::{EVENTS, Heard, METHODS, PLACES, Place};
use quarterdeck::features::debug::table::{UNLISTED, catalogue, scope};
use quarterdeck::protocol::event;
use quarterdeck::protocol::method::declared;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, by their paths from `src`, without comments and tests.
fn code(folder: &str) -> Vec<(String, String)> {
    fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    let src = root().join("src");
    let mut paths = Vec::new();
    gather(&src.join(folder), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines: Vec<_> =
                text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
            (path.strip_prefix(&src).unwrap().display().to_string(), lines.join("\n"))
        })
        .collect()
}

fn advertised(kind: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("tests/it/wire/advertised.json")).unwrap();
    let lists: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).unwrap();
    lists[kind].clone()
}

/// The paths that a file imports, groups taken apart.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices("use ") {
        let before = text[..start].chars().next_back();
        if before.is_none_or(char::is_whitespace)
            && let Some(end) = text[start..].find(';')
        {
            let tree = text[start + 4..start + end].replace(" as ", "@");
            let tree: String = tree.split_whitespace().collect();
            expand("", &tree, &mut found);
        }
    }
    found
}

fn expand(before: &str, tree: &str, found: &mut Vec<String>) {
    let Some((head, group)) = tree.split_once('{') else {
        let named = tree.split('@').next().unwrap_or_default();
        found.push(format!("{before}{named}"));
        return;
    };
    let group = group.strip_suffix('}').unwrap_or(group);
    let (mut depth, mut branch) = (0, String::new());
    for letter in group.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if letter == ',' && depth == 0 {
            expand(&format!("{before}{head}"), &std::mem::take(&mut branch), found);
        } else {
            branch.push(letter);
        }
    }
    if !branch.is_empty() {
        expand(&format!("{before}{head}"), &branch, found);
    }
}

/// The request of a method: `chat.send` is `ChatSend`.
fn request(method: &str) -> String {
    method
        .split(['.', '-'])
        .flat_map(|word| [word[..1].to_uppercase(), word[1..].to_owned()])
        .collect()
}

fn place(name: &str) -> Option<Place> {
    PLACES.into_iter().find(|place| format!("{place:?}").eq_ignore_ascii_case(name))
}

fn step(path: &str, at: usize) -> &str {
    path.split('/').nth(at).unwrap_or_default().trim_end_matches(".rs")
}

/// Which pages use what a store does; what no page uses by name is used by all.
fn users_of_stores(files: &[(String, String)]) -> BTreeMap<String, BTreeSet<Place>> {
    let mut users = BTreeMap::<String, BTreeSet<Place>>::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("features/")) {
        let Some(page) = place(step(path, 1)) else { continue };
        let paths = imports(text);
        for (store, _) in files.iter().filter(|(path, _)| path.starts_with("store/")) {
            let store = step(store, 1);
            let is_used = text.contains(&format!("stores.{store}."))
                || text.contains(&format!("stores.{store},"))
                || text.contains(&format!("stores.{store})"))
                || paths.iter().any(|it| it.starts_with(&format!("crate::store::{store}::")));
            if is_used {
                users.entry(store.to_owned()).or_default().insert(page);
            }
        }
    }
    users
}

fn uses() -> BTreeMap<&'static str, BTreeSet<Place>> {
    let files: Vec<_> = ["app", "features", "store"].iter().flat_map(|room| code(room)).collect();
    let imported: Vec<_> = files.iter().map(|(path, text)| (path, imports(text))).collect();
    let users = users_of_stores(&files);
    declared()
        .into_iter()
        .map(|(method, _)| {
            let name = format!("::{}", request(method));
            let mut places = BTreeSet::new();
            for (path, _) in imported.iter().filter(|(_, paths)| {
                paths.iter().any(|it| it.starts_with("crate::protocol::") && it.ends_with(&name))
            }) {
                match path.split('/').next() {
                    Some("features") => places.extend(place(step(path, 1))),
                    Some("store") => match users.get(step(path, 1)) {
                        Some(pages) => places.extend(pages),
                        None => drop(places.insert(Place::Everywhere)),
                    },
                    _ => drop(places.insert(Place::Everywhere)),
                }
            }
            (method, places)
        })
        .collect()
}

/// Events that `Stores::apply` does something with, and those the connection reads itself.
fn heard() -> BTreeMap<&'static str, Heard> {
    let files: Vec<_> = code("store").into_iter().chain(code("gateway")).collect();
    let text = |wanted: &str| &files.iter().find(|(path, _)| path == wanted).unwrap().1;
    let apply = code_of_apply();
    let listens = text("gateway/driver/listen.rs");
    event::EVENTS
        .iter()
        .map(|name| {
            let heard = if listens.contains(&format!("\"{name}\"")) {
                Heard::Connection
            } else if apply.contains(&variant(name)) {
                Heard::Pages
            } else {
                Heard::Debug
            };
            (*name, heard)
        })
        .collect()
}

fn variant(event: &str) -> String {
    event
        .split(['.', '_'])
        .flat_map(|word| [word[..1].to_uppercase(), word[1..].to_owned()])
        .collect()
}

/// The variants in arms of `Stores::apply` that do something.
fn code_of_apply() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("src/store.rs")).unwrap();
    let body = text.split("fn apply(").nth(1).unwrap().split("\n    }\n").next().unwrap();
    let (mut found, mut waiting) = (BTreeSet::new(), Vec::new());
    for line in body.lines().map(|line| line.split("//").next().unwrap_or_default()) {
        for rest in line.split("Event::").skip(1) {
            let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            waiting.push(name);
        }
        if let Some((_, does)) = line.split_once("=>") {
            let names = std::mem::take(&mut waiting);
            if does.trim() != "{}" {
                found.extend(names);
            }
        }
    }
    found
}

fn written(uses: &BTreeMap<&str, BTreeSet<Place>>, heard: &BTreeMap<&str, Heard>) -> String {
    let path = root().join("src/features/debug/table/uses.rs");
    let text = fs::read_to_string(path).unwrap();
    let head = text.split("pub const METHODS").next().unwrap();
    let row = |(method, places): (&&str, &BTreeSet<Place>)| {
        let name = |place: &Place| match place {
            Place::Debug => "Place::Debug".to_owned(),
            place => format!("{place:?}"),
        };
        let names: Vec<_> = places.iter().map(name).collect();
        format!("    (\"{method}\", &[{}]),\n", names.join(", "))
    };
    let methods: String = uses.iter().map(row).collect();
    let events: String = heard
        .iter()
        .map(|(name, heard)| format!("    (\"{name}\", Heard::{heard:?}),\n"))
        .collect();
    format!(
        "{head}pub const METHODS: &[(&str, &[Place])] = &[\n{methods}];\n\n/// Each event the console \
         knows, and who listens to it.\n#[rustfmt::skip]\npub const EVENTS: &[(&str, Heard)] = \
         &[\n{events}];\n"
    )
}

#[test]
fn the_table_says_truly_who_uses_what() {
    let (uses, heard) = (uses(), heard());
    if std::env::var_os("QUARTERDECK_WRITE_USES").is_some() {
        let path = root().join("src/features/debug/table/uses.rs");
        fs::write(path, written(&uses, &heard)).unwrap();
        return;
    }
    let told: BTreeMap<_, BTreeSet<_>> =
        METHODS.iter().map(|(name, places)| (*name, places.iter().copied().collect())).collect();
    let advice = "write it anew: QUARTERDECK_WRITE_USES=1 cargo test --test it reach";
    assert_eq!(told, uses, "{advice}");
    let told: BTreeMap<_, _> = EVENTS.iter().copied().collect();
    assert_eq!(told, heard, "{advice}");
}

#[test]
fn every_method_of_2026_2_6_3_is_used_by_a_page_or_reached_in_debug() {
    let listed = advertised("methods");
    let reached = catalogue(Some(&listed));
    let told: BTreeMap<_, _> = METHODS.iter().copied().collect();
    for method in listed.iter().map(String::as_str).chain(UNLISTED) {
        assert!(told.contains_key(method), "{method} is not in the table");
        assert!(reached.iter().any(|it| it == method), "{method} is not offered in Debug");
        assert!(params::of(method).is_some(), "{method} has no form");
        assert!(scope(method).is_some(), "{method} has no scope");
    }
}

#[test]
fn every_event_of_2026_2_6_3_is_in_the_table() {
    let told: BTreeMap<_, _> = EVENTS.iter().copied().collect();
    for event in advertised("events") {
        assert!(told.contains_key(event.as_str()), "{event} is not in the table");
    }
}

/// What the fixtures show of a request is in the form: each recorded parameter is known, of its kind.
#[test]
fn the_forms_know_every_parameter_that_was_recorded() {
    use quarterdeck::features::debug::draft::{typed, value};
    for (method, _) in declared() {
        let known = params::of(method).unwrap_or_else(|| panic!("{method} has no form"));
        let path = root().join(format!("tests/it/wire/{method}.json"));
        let fixture: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for sent in fixture["requests"].as_array().into_iter().flatten() {
            for (name, recorded) in sent.as_object().into_iter().flatten() {
                let param = known.iter().find(|param| param.name == name);
                let param = param.unwrap_or_else(|| panic!("{method}: {name} is not in its form"));
                if recorded.is_null() {
                    continue;
                }
                let again = value(param, &typed(param, Some(recorded)));
                assert_eq!(again, Ok(Some(recorded.clone())), "{method}: {name}");
            }
            for param in known.iter().filter(|param| param.required) {
                assert!(sent.get(param.name).is_some(), "{method}: {} was not sent", param.name);
            }
        }
    }
}

#[test]
fn whatever_2026_2_6_3_can_do_is_run_at_once_only_if_it_reads_or_can_be_changed_back() {
    for method in advertised("methods") {
        let effect = effect::of(&method, scope(&method));
        let ends = ["delete", "remove", "reset", "revoke", "logout", "apply", "patch", "run"];
        let is_grave = ends.iter().any(|end| method.ends_with(&format!(".{end}")))
            && method != "sessions.patch";
        if is_grave {
            assert!(matches!(effect, Effect::Asks(_)), "{method}");
        }
    }
}

#[test]
fn imports_are_taken_apart() {
    let text = "use crate::{a::b, protocol::{x::{Y, self}, z::W}};\nlet used = 1;";
    assert_eq!(
        imports(text),
        [
            "crate::a::b",
            "crate::protocol::x::Y",
            "crate::protocol::x::self",
            "crate::protocol::z::W"
        ]
    );
}
