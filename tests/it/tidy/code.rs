//! Rules about code that need no more than its lines.

use super::files::File;

const LINES: usize = 400;

/// Names that say nothing.
const EMPTY_NAMES: [&str; 10] =
    ["mod", "utils", "util", "helpers", "common", "types", "manager", "handler", "data", "misc"];

pub(super) fn calls(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter(|file| !may_call(&file.path))
        .flat_map(|file| with(file, &[".call(", ".call_many(", ".call_named("]))
        .collect()
}

fn may_call(path: &str) -> bool {
    let page_state = path.starts_with("src/features/")
        && (path.ends_with("/state.rs") || path.contains("/state/"));
    path.starts_with("src/store") || path.starts_with("src/gateway") || page_state
}

/// What runs before the console is there (boot.js, theme.js) has no room to ask.
pub(super) fn browser_names(files: &[File]) -> Vec<String> {
    let owners: [(&[&str], &[&str]); 2] = [
        (&["WebSocket"], &["src/gateway/socket.rs"]),
        (
            &["localStorage", "local_storage"],
            &["src/platform/storage.rs", "public/theme.js", "boot.js", "problem.js"],
        ),
    ];
    let ours = |file: &&File| {
        (file.path.starts_with("src/") || file.path.ends_with(".js"))
            && !file.path.starts_with("tests/")
    };
    files
        .iter()
        .filter(ours)
        .flat_map(|file| {
            owners
                .iter()
                .filter(|(_, homes)| !homes.contains(&file.path.as_str()))
                .flat_map(|(names, _)| with(file, names))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Lines of code with one of the words, as `path:line: word`.
fn with(file: &File, wanted: &[&str]) -> Vec<String> {
    file.code_lines()
        .flat_map(|(number, line)| {
            wanted
                .iter()
                .filter(|word| line.contains(**word))
                .map(move |word| format!("{}:{number}: {word}", file.path))
        })
        .collect()
}

pub(super) fn lengths(files: &[File]) -> Vec<String> {
    files
        .iter()
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(file, lines)| format!("{} has {lines} lines", file.path))
        .collect()
}

pub(super) fn names(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter(|file| EMPTY_NAMES.contains(&file.stem()))
        .map(|file| format!("{}: {:?} says nothing", file.path, file.stem()))
        .collect()
}

pub(super) fn without_door_sign(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter(|file| {
            let first = file.text.lines().find(|line| !line.is_empty() && !line.starts_with("#!["));
            !first.is_some_and(|line| line.starts_with("//! "))
        })
        .map(|file| format!("{} begins without //!", file.path))
        .collect()
}

/// Work put off, and code put into comments.
pub(super) fn leftovers(files: &[File]) -> Vec<String> {
    // Written in two parts, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
    let mut found = Vec::new();
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            let place = format!("{}:{}", file.path, index + 1);
            let words = || line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            if words().any(|word| marks.contains(&word)) {
                found.push(format!("{place}: put off for later"));
            }
            let comment = line.trim_start().strip_prefix("// ").unwrap_or_default().trim_end();
            if comment.ends_with(';') || comment.ends_with(") {") {
                found.push(format!("{place}: code in a comment"));
            }
        }
    }
    found
}

#[test]
fn a_call_from_a_view_is_found() {
    let call = "gateway.call(ModelsList {}).await";
    for (path, complaints) in [
        ("src/features/chat/view.rs", 1),
        ("src/features/chat/state.rs", 0),
        ("src/ui/table.rs", 1),
        ("src/app/shell.rs", 1),
        ("src/store/models.rs", 0),
    ] {
        assert_eq!(calls(&[File::made_up(path, call)]).len(), complaints, "{path}");
    }
}

#[test]
fn a_second_socket_or_storage_is_found() {
    let found = |path: &str, text: &str| browser_names(&[File::made_up(path, text)]).len();
    assert_eq!(found("src/gateway/driver.rs", "use web_sys::WebSocket;"), 1);
    assert_eq!(found("src/gateway/socket.rs", "use web_sys::WebSocket;"), 0);
    assert_eq!(found("src/gateway.rs", "//! One WebSocket."), 0);
    assert_eq!(found("src/store/prefs.rs", "window().local_storage()"), 1);
    assert_eq!(found("boot.js", "new WebSocket(url)"), 1);
    assert_eq!(found("public/theme.js", "localStorage.theme"), 0);
}

#[test]
fn a_long_nameless_or_signless_file_is_found() {
    let long = "x\n".repeat(LINES + 1);
    assert_eq!(lengths(&[File::made_up("src/a.rs", &long)]).len(), 1);
    assert_eq!(lengths(&[File::made_up("src/a.rs", &long[2..])]).len(), 0);
    assert_eq!(names(&[File::made_up("src/ui/utils.rs", "")]).len(), 1);
    assert_eq!(without_door_sign(&[File::made_up("src/a.rs", "use b;")]).len(), 1);
    let gated = "#![cfg(target_arch = \"wasm32\")]\n//! In a browser.";
    assert_eq!(without_door_sign(&[File::made_up("tests/web/main.rs", gated)]).len(), 0);
}

#[test]
fn what_was_put_off_or_commented_out_is_found() {
    let found = |text: &str| leftovers(&[File::made_up("src/a.rs", text)]).len();
    assert_eq!(found(concat!("// TO", "DO: later")), 1);
    assert_eq!(found("    // let x = 5;"), 1);
    assert_eq!(found("    // if x.is_some() {"), 1);
    assert_eq!(found("    // A list (of things), and nothing else."), 0);
}
