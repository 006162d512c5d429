//! Turns the catalogue in `locales/en.json` into numbered words (see `src/words.rs`), and marks a
//! release for the browser as one that is cut into parts (see `src/app/later.rs`).

use std::{env, fmt::Write as _, fs, path::Path};

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
    let mut texts = Vec::new();
    let mut consts = String::new();
    walk(&catalogue, "", &mut texts, &mut consts);
    let mut out = consts;
    let (keys, english): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
    writeln!(out, "pub(super) const KEYS: &[&str] = &{keys:?};").expect("a String takes all");
    writeln!(out, "pub(super) const ENGLISH: &[&str] = &{english:?};").expect("a String takes all");
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join("words.rs"), out).expect("OUT_DIR can be written");
}

fn walk(node: &Value, path: &str, texts: &mut Vec<(String, String)>, consts: &mut String) {
    let name = path.replace('.', "_").to_uppercase();
    match node {
        Value::Object(children) => {
            if let (Some(Value::String(one)), Some(Value::String(other))) =
                (children.get("one"), children.get("other"))
            {
                let first = texts.len();
                texts.push((format!("{path}.one"), one.clone()));
                texts.push((format!("{path}.other"), other.clone()));
                writeln!(
                    consts,
                    "pub const {name}: Plural = Plural {{ one: Word({first}), other: Word({}) }};",
                    first + 1
                )
                .expect("a String takes all");
                return;
            }
            for (key, child) in children {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(child, &path, texts, consts);
            }
        }
        Value::String(text) => {
            writeln!(
                consts,
                "/// {}\npub const {name}: Word = Word({});",
                text.replace('\n', " "),
                texts.len()
            )
            .expect("a String takes all");
            texts.push((path.to_owned(), text.clone()));
        }
        _ => panic!("locales/en.json: {path} is neither a text nor a group"),
    }
}
