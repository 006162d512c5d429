//! A release's module: cut into the part of the first load and the parts that come later, bound to
//! the page, and made small. What comes later is marked in the console's `src/platform/part.rs`.

use std::{
    ffi::OsStr,
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use crate::{
    Outcome,
    command::{ask, cargo, program, run},
    finish::{assets::Asset, trim::trimmed},
    places::Places,
    tools::npm,
};

/// What a module was cut into.
pub(super) struct Cut {
    /// Binds the main module to the page; imports the loader.
    pub(super) glue: PathBuf,
    pub(super) main: PathBuf,
    pub(super) parts: Vec<Part>,
}

/// A part that comes later.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file: PathBuf,
    /// The script that fetches it.
    pub(super) loader: PathBuf,
}

const LOADER: &str = "./__wasm_split.js";

/// Cuts what cargo has just made, in a folder of its own.
pub(super) fn cut(places: &Places, work: &Path) -> Outcome<Cut> {
    let folder = work.join("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
    let made = places.target.join("wasm32-unknown-unknown/release/quarterdeck.wasm");
    let made = fs::read(&made).map_err(|why| format!("{}: {why}.", made.display()))?;

    let whole = folder.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&made);
    options.output_dir = &folder;
    options.main_out_path = &whole;
    options.link_name = LOADER;
    options.main_module = "./quarterdeck.js";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|why| format!("The module cannot be cut into parts: {why:#}."))?;

    let mut bindgen = program(places, "wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle"]);
    bindgen.args(["--out-name", "quarterdeck", "--out-dir"]).arg(&folder).arg(&whole);
    ask(bindgen, "wasm-bindgen")?;

    let bound = folder.join("quarterdeck_bg.wasm");
    let glue = folder.join("quarterdeck.js");
    let read = |path: &Path| fs::read(path).map_err(|why| format!("{}: {why}.", path.display()));
    let script = String::from_utf8_lossy(&read(&glue)?).into_owned();
    let (module, script) = trimmed(&read(&bound)?, &script)?;
    fs::write(&bound, module).map_err(|why| format!("{}: {why}.", bound.display()))?;
    fs::write(&glue, script).map_err(|why| format!("{}: {why}.", glue.display()))?;

    let main = small(places, &bound)?;
    let mut parts = Vec::new();
    for file in split.split_modules {
        let name = file.file_stem().and_then(OsStr::to_str).unwrap_or_default().to_owned();
        let loader = folder.join(LOADER);
        parts.push(Part { name, file: small(places, &file)?, loader });
    }
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Cut { glue, main, parts })
}

/// What unpacks all of it in the page: the package `unpack`, as small as it gets.
pub(super) fn unpacker(places: &Places) -> Outcome<Vec<u8>> {
    let target = ["--target", "wasm32-unknown-unknown", "--release"];
    let mut build = cargo(places, &["build", "--quiet", "--package", "quarterdeck-unpack"]);
    build.args(target);
    run(build, "Building what unpacks the console")?;
    let made = "wasm32-unknown-unknown/release/quarterdeck_unpack.wasm";
    let small = small(places, &places.target.join(made))?;
    fs::read(&small).map_err(|why| format!("{}: {why}.", small.display()))
}

fn small(places: &Places, file: &Path) -> Outcome<PathBuf> {
    let small = file.with_extension("small.wasm");
    npm::optimize(places, file, &small)?;
    Ok(small)
}

/// Lets the loader fetch a part by its final name, through what boot.js offers. `place`: where it
/// stands in a file of several.
pub(super) fn point(part: &Part, asset: &Asset, place: Option<Range<usize>>) -> Outcome {
    let Part { name, loader, .. } = part;
    let script = fs::read_to_string(loader).map_err(|why| format!("{LOADER}: {why}."))?;
    let script = pointed(&script, name, asset, place)
        .ok_or_else(|| format!("{LOADER} does not fetch {name} as expected."))?;
    fs::write(loader, script).map_err(|why| format!("{LOADER}: {why}."))
}

fn pointed(script: &str, name: &str, asset: &Asset, place: Option<Range<usize>>) -> Option<String> {
    let Asset { path, integrity } = asset;
    let fetched = format!(r#"fetch(new URL("./{name}.wasm", import.meta.url))"#);
    let place = place.map_or_else(String::new, |place| format!(", {}, {}", place.start, place.end));
    let asked = format!(r#"quarterdeckPart("{path}", "{integrity}"{place})"#);
    script.contains(&fetched).then(|| script.replace(&fetched, &asked))
}

#[cfg(test)]
mod tests {
    use super::{Asset, pointed};

    #[test]
    fn a_part_is_asked_for_by_its_final_name() {
        let script = r#"const src = fetch(new URL("./split_a.wasm", import.meta.url));"#;
        let asset = Asset { path: "./assets/a-1.lz".to_owned(), integrity: "sha384-x".to_owned() };
        let expected = r#"const src = quarterdeckPart("./assets/a-1.lz", "sha384-x");"#;
        assert_eq!(pointed(script, "split_a", &asset, None).as_deref(), Some(expected));
        let expected = r#"const src = quarterdeckPart("./assets/a-1.lz", "sha384-x", 10, 30);"#;
        assert_eq!(pointed(script, "split_a", &asset, Some(10..30)).as_deref(), Some(expected));
        assert_eq!(pointed(script, "split_b", &asset, None), None);
    }
}
