//! Turns the catalogue in `locales/en.json` into numbered words (see `src/words.rs`), and marks a
//! release for the browser as one that is cut into parts (see `src/platform/part.rs`).

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

use serde_json::Value;

fn main() {
    println!("cargo:rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo:rustc-cfg=split");
        // The cutter follows the linker's notes on who calls whom.
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
    write_words();
}

fn write_words() {
    println!("cargo:rerun-if-changed=locales/en.json");
    let catalogue =
        fs::read_to_string("locales/en.json").expect("locales/en.json is part of the package");
    let catalogue: Value = serde_json::from_str(&catalogue).expect("locales/en.json is JSON");
    let mut count = 0;
    let mut out = String::new();
    walk(&catalogue, "", &mut count, &mut out);
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join("words.rs"), out).expect("OUT_DIR can be written");
}

/// In the order of the keys: other languages come as lists of texts (xtask/src/finish/words.rs).
fn walk(node: &Value, path: &str, count: &mut u16, out: &mut String) {
    let name = path.replace('.', "_").to_uppercase();
    let mut word = |text: &str| {
        *count += 1;
        format!("Word(&Text {{ number: {}, english: {text:?} }})", *count - 1)
    };
    match node {
        Value::Object(children) => {
            if let (Some(Value::String(one)), Some(Value::String(other))) =
                (children.get("one"), children.get("other"))
            {
                let (one, other) = (word(one), word(other));
                writeln!(
                    out,
                    "pub const {name}: Plural = Plural {{ one: {one}, other: {other} }};"
                )
                .expect("a String takes all");
                return;
            }
            let children: BTreeMap<_, _> = children.iter().collect();
            for (key, child) in children {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(child, &path, count, out);
            }
        }
        Value::String(text) => {
            let (note, word) = (text.replace('\n', " "), word(text));
            writeln!(out, "/// {note}\npub const {name}: Word = {word};")
                .expect("a String takes all");
        }
        _ => panic!("locales/en.json: {path} is neither a text nor a group"),
    }
}
