//! Who may know whom: reads the `crate::` paths of each room and compares with the table.

use std::collections::BTreeSet;

use super::files::File;

/// A room and the rooms it may use. Leaves know nobody; `app` knows all.
const TABLE: [(&str, &[&str]); 9] = [
    ("protocol", &[]),
    ("platform", &[]),
    ("remote", &[]),
    ("words", &[]),
    ("gateway", &["protocol", "platform", "words"]),
    ("store", &["gateway", "protocol", "platform", "remote", "words"]),
    ("ui", &["platform", "remote", "words"]),
    ("features", &["store", "gateway", "protocol", "ui", "platform", "remote", "words"]),
    ("app", &["features", "store", "gateway", "protocol", "ui", "platform", "remote", "words"]),
];

pub(super) fn complaints(files: &[File]) -> Vec<String> {
    files.iter().flat_map(of_file).collect()
}

fn of_file(file: &File) -> Vec<String> {
    let Some(room) = room(&file.path) else { return Vec::new() };
    let Some((_, may)) = TABLE.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{}: {room} is not in the table of rooms", file.path)];
    };
    let code: Vec<&str> = file.code_lines().map(|(_, line)| line).collect();
    let mut found = Vec::new();
    for used in used(&code.join("\n")) {
        let mut path = used.split("::");
        let top = path.next().unwrap_or_default();
        if top == "features" && room == "features" {
            if path.next() != page(&file.path) {
                found.push(format!(
                    "{}: a feature knows no other feature, but used {used}",
                    file.path
                ));
            }
        } else if top != room && !may.contains(&top) {
            found.push(format!("{}: {room} must not know {top}", file.path));
        }
    }
    found
}

/// The room of a file below `src`. `lib.rs` and `main.rs` are the door and have none.
fn room(path: &str) -> Option<&str> {
    let below = path.strip_prefix("src/")?;
    let room = below.split('/').next()?.trim_end_matches(".rs");
    (!["lib", "main"].contains(&room)).then_some(room)
}

/// `src/features/chat/view.rs` is of the page `chat`.
fn page(path: &str) -> Option<&str> {
    Some(path.strip_prefix("src/features/")?.split('/').next()?.trim_end_matches(".rs"))
}

/// The first two steps of every path that begins with `crate`, also in groups: `crate::{a::b, c}`
/// gives `a::b` and `c`.
fn used(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (start, word) in code.match_indices("crate::") {
        let before = code[..start].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let rest = &code[start + word.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(branches(group).iter().map(|branch| steps(branch))),
            None => drop(found.insert(steps(rest))),
        }
    }
    found
}

/// The branches of a group, up to the brace that closes it.
fn branches(group: &str) -> Vec<String> {
    let (mut depth, mut found) = (1, vec![String::new()]);
    for letter in group.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        match (depth, letter) {
            (0, _) => break,
            (1, ',') => found.push(String::new()),
            _ => found.last_mut().expect("begins with one").push(letter),
        }
    }
    found.retain(|branch| !branch.trim().is_empty());
    found
}

fn steps(path: &str) -> String {
    let end = path
        .trim_start()
        .find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'))
        .unwrap_or(path.trim_start().len());
    path.trim_start()[..end]
        .split("::")
        .filter(|step| !step.is_empty())
        .take(2)
        .collect::<Vec<_>>()
        .join("::")
}

/// Folders below `src` that the text does not name as `folder/`.
pub(super) fn unnamed_rooms(files: &[File], architecture: &str) -> Vec<String> {
    let mut folders = BTreeSet::new();
    for file in files {
        let parts: Vec<&str> = file.path.split('/').collect();
        if let [_, folder, _, ..] = parts.as_slice() {
            folders.insert(*folder);
        }
    }
    folders
        .into_iter()
        .filter(|folder| !architecture.contains(&format!("{folder}/")))
        .map(|folder| format!("src/{folder}/ is not named"))
        .collect()
}

#[test]
fn a_path_is_seen_alone_and_in_a_group() {
    let code =
        "use crate::{platform::{clock, storage::keep}, words::{t, w}};\nlet x = crate::ui::icon;";
    let expected = ["platform", "ui::icon", "words"].map(str::to_owned);
    assert_eq!(used(code), BTreeSet::from(expected));
}

#[test]
fn a_forbidden_acquaintance_is_found() {
    let complain = |path: &str, text: &str| complaints(&[File::made_up(path, text)]);
    assert_eq!(complain("src/ui/row.rs", "use crate::store::Stores;").len(), 1);
    assert_eq!(complain("src/store/chat.rs", "use crate::{words, features::chat};").len(), 1);
    assert_eq!(
        complain("src/features/chat/view.rs", "use crate::features::usage::Chart;").len(),
        1
    );
    assert_eq!(complain("src/attic.rs", "").len(), 1);
    assert!(complain("src/features/chat/view.rs", "use crate::features::chat::slash;").is_empty());
    assert!(
        complain("src/gateway/driver.rs", "pub(crate) fn f() {}\nuse crate::protocol::id;")
            .is_empty()
    );
}

#[test]
fn a_room_without_a_name_is_found() {
    let files = [File::made_up("src/attic/box.rs", ""), File::made_up("src/ui/icon.rs", "")];
    assert_eq!(unnamed_rooms(&files, "`ui/`: draws."), ["src/attic/ is not named"]);
}
