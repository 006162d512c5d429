//! The rules of the house that can be seen in the text of its files. Each rule takes files and gives
//! complaints; a complaint says what to do. Each rule is also shown a file that breaks it.

mod code;
mod files;
mod layers;
mod style;
mod words;

use files::{File, read};

/// Fails with every complaint, not only the first.
fn expect_none(rule: &str, complaints: &[String]) {
    assert!(complaints.is_empty(), "{rule}\n  {}\n", complaints.join("\n  "));
}

fn source() -> Vec<File> {
    let files = read("src", &["rs"]);
    assert!(
        files.len() > 20,
        "only {} files below src: does the test look in the right place?",
        files.len()
    );
    files
}

/// All that people write and read as code.
fn written() -> Vec<File> {
    let mut files = source();
    files.extend(read("style", &["css"]));
    files.extend(read("tests", &["rs"]));
    files.extend(read("unpack/src", &["rs"]));
    files.extend(read("xtask/src", &["rs"]));
    files.extend(read("public", &["js"]));
    files.extend(["boot.js", "problem.js", "unpack.js", "build.rs"].map(File::open));
    files
}

fn sheets() -> Vec<File> {
    read("style", &["css"])
}

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    expect_none(
        "A room used one that it must not know (ARCHITECTURE.md). Move the code to the room that may know both.",
        &layers::complaints(&source()),
    );
}

#[test]
fn only_stores_and_page_states_call_the_gateway() {
    expect_none(
        "Only store/, features/<page>/state.rs and gateway/ call the gateway. Write the call as a verb there and use the verb here.",
        &code::calls(&source()),
    );
}

#[test]
fn one_file_names_the_socket_and_one_the_storage() {
    expect_none(
        "WebSocket is named only in gateway/socket.rs, localStorage only in platform/storage.rs (and boot.js, public/theme.js, which run before it). Use what those offer.",
        &code::browser_names(&written()),
    );
}

#[test]
fn no_file_is_longer_than_400_lines() {
    expect_none(
        "foo.rs stays and gets a folder foo/; foo.css likewise. No caller changes.",
        &code::lengths(&written()),
    );
}

#[test]
fn a_file_is_called_after_what_is_in_it() {
    expect_none(
        "Name the file after what an operator or the protocol would say.",
        &code::names(&written()),
    );
}

#[test]
fn each_file_says_what_it_is_for() {
    let rust: Vec<File> = written().into_iter().filter(|file| file.path.ends_with(".rs")).collect();
    expect_none(
        "Begin with `//!`: what the file is for, and what never happens there.",
        &code::without_door_sign(&rust),
    );
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    expect_none(
        "Do it, or write an issue. Code that is not used is deleted: git remembers.",
        &code::leftovers(&written()),
    );
}

#[test]
fn the_architecture_names_every_room() {
    expect_none(
        "Say in ARCHITECTURE.md what the folder is for.",
        &layers::unnamed_rooms(&source(), &File::open("ARCHITECTURE.md").text),
    );
}

#[test]
fn every_style_sheet_is_linked_tokens_first() {
    expect_none(
        "index.html links each file of style/ with <link data-trunk rel=\"css\" href=\"style/…\">, tokens.css first.",
        &style::links(&sheets(), &File::open("index.html").text),
    );
}

#[test]
fn a_style_sheet_belongs_to_a_rust_file() {
    expect_none(
        "style/ui/x.css dresses src/ui/x.rs, and so in features and app. Rename one or the other.",
        &style::orphans(&sheets(), &source()),
    );
}

#[test]
fn colors_and_durations_exist_only_in_the_tokens() {
    expect_none(
        "Give it a name in style/tokens.css by what it means, and use var(--name).",
        &style::literals(&sheets()),
    );
}

#[test]
fn a_style_sheet_dresses_only_the_parts_of_its_file() {
    expect_none(
        "In style/features/chat.css every selector names .chat or a .chat__part.",
        &style::foreign_classes(&sheets()),
    );
}

#[test]
fn every_class_that_is_dressed_is_given_by_a_view() {
    expect_none(
        "Correct the spelling, or remove what is not used.",
        &style::unused_classes(&sheets(), &source(), &File::open("problem.js").text),
    );
}

#[test]
fn every_language_has_every_word() {
    expect_none(
        "Each catalogue in locales/ has exactly the keys of en.json, with the same {names} in each text.",
        &words::differences(&words::catalogues()),
    );
}

#[test]
fn every_word_is_said_somewhere() {
    let catalogues = words::catalogues();
    let at_the_start = ["boot.js", "problem.js"].map(|path| File::open(path).text).concat();
    let unsaid = words::unsaid(&catalogues["en"], &source(), &at_the_start);
    expect_none("Remove the word from every catalogue in locales/, or use it.", &unsaid);
}

#[test]
fn what_an_operator_reads_comes_from_the_catalogue() {
    expect_none(
        "Put the text into locales/en.json (and the others) and write {t(w::NAME)}.",
        &words::literals(&source()),
    );
}
