//! A release's module: cut into the part of the first load and the parts that come later, bound to
//! the page, and made small. What comes later is marked in the console's `src/platform/part.rs`.

use std::{
    ffi::OsStr,
    fmt::Write as _,
    fs,
    num::NonZero,
    ops::Range,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
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

    let files: Vec<_> = std::iter::once(bound).chain(split.split_modules).collect();
    let mut made = all_small(places, &files)?.into_iter();
    let main = made.next().ok_or("The module was not made small.")?;
    let part = |(file, small): (&PathBuf, PathBuf)| {
        let name = file.file_stem().and_then(OsStr::to_str).unwrap_or_default().to_owned();
        Part { name, file: small, loader: folder.join(LOADER) }
    };
    let mut parts: Vec<_> = files[1..].iter().zip(made).map(part).collect();
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Cut { glue, main, parts })
}

/// Makes a hundred files small, as many at a time as there are cores.
fn all_small(places: &Places, files: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || -> Outcome {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            small(places, file)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let broken = |_| Err("The optimizer's thread has ended early.".to_owned());
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(broken))
    })?;
    Ok(files.iter().map(|file| small_name(file)).collect())
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
    let small = small_name(file);
    npm::optimize(places, file, &small)?;
    Ok(small)
}

fn small_name(file: &Path) -> PathBuf {
    file.with_extension("small.wasm")
}

/// Where a part is found: its file, and its place in it where that holds several.
pub(super) struct Found {
    pub(super) name: String,
    pub(super) asset: Asset,
    pub(super) place: Option<Range<usize>>,
}

/// Writes the loader anew, which fetches parts by their final names through what boot.js offers. It
/// names a hundred pieces, so it comes with the first part and not with the first load; what the
/// loader's own path holds from then on asks for it (`ask_for`).
pub(super) fn point(loader: &Path, parts: &[Found]) -> Outcome<PathBuf> {
    let script = fs::read_to_string(loader).map_err(|why| format!("{LOADER}: {why}."))?;
    let script = pointed(&script, parts)
        .map_err(|name| format!("{LOADER} does not fetch {name} as expected."))?;
    let later = loader.with_file_name("parts.js");
    fs::write(&later, script).map_err(|why| format!("parts.js: {why}."))?;
    Ok(later)
}

/// Lets the first load ask for the loader, and through it for parts, where the loader has stood.
pub(super) fn ask_for(loader: &Path, later: &Asset) -> Outcome {
    let script = fs::read_to_string(loader).map_err(|why| format!("{LOADER}: {why}."))?;
    fs::write(loader, asking(&script, &later.path)).map_err(|why| format!("{LOADER}: {why}."))
}

/// How the loader gets hold of the module that is there already.
const BOUND: &str = "import { initSync } from \"./quarterdeck.js\";\n";

/// The same from outside, as the loader comes by itself.
const BIND: &str = "let initSync;
export const bind = (own) => { initSync = own; };
";

/// Asks for the loader once, and again where it could not be had; then a part was not there either.
const ASK: &str = "import { initSync } from \"./quarterdeck.js\";
let loader, tries = 0;
const ask = (name) => async (callback, data) => {
    try {
        loader ??= quarterdeckImport(new URL(PATH + (tries++ ? `?${tries}` : \"\"), import.meta.url));
        (await loader).bind(initSync);
    } catch (why) {
        console.error(why);
        loader = undefined;
        initSync().__indirect_function_table.get(callback)(data, false);
        return;
    }
    (await loader)[name](callback, data);
};
";

/// What stands in the loader's place: the same exports, which come to it when it is there.
fn asking(script: &str, path: &str) -> String {
    // Both lie in the folder of assets.
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut asking = ASK.replace("PATH", &format!("\"./{name}\""));
    for line in script.lines() {
        let Some((name, _)) =
            line.strip_prefix("export const ").and_then(|line| line.split_once(' '))
        else {
            continue;
        };
        writeln!(asking, "export const {name} = ask(\"{name}\");").expect("a String takes all");
    }
    asking
}

/// What all parts do, said once.
const FETCH: &str = "function part(...where) {
    const source = quarterdeckPart(...where);
    source.catch(() => {});
    return async (imports) => WebAssembly.instantiateStreaming(source, imports);
}
";

fn pointed(script: &str, parts: &[Found]) -> Result<String, String> {
    let mut script = format!("{FETCH}{}", script.replacen(BOUND, BIND, 1));
    // What holds several is named once as well.
    if let Some(Found { asset, .. }) = parts.iter().find(|part| part.place.is_some()) {
        let Asset { path, integrity } = asset;
        let crumb =
            format!("const crumb = (from, to) => part(\"{path}\", \"{integrity}\", from, to);\n");
        script.insert_str(0, &crumb);
    }
    for Found { name, asset: Asset { path, integrity }, place } in parts {
        let fetched = format!(
            "() => {{
    const src = fetch(new URL(\"./{name}.wasm\", import.meta.url));
    src.catch(() => {{}});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}}
"
        );
        let asked = match place {
            Some(place) => format!("() => crumb({}, {})", place.start, place.end),
            None => format!("() => part(\"{path}\", \"{integrity}\")"),
        };
        if !script.contains(&fetched) {
            return Err(name.clone());
        }
        script = script.replace(&fetched, &asked);
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::{Asset, BOUND, Found, asking, pointed};

    const LOADER: &str = r#"const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL("./split_a.wasm", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);"#;

    fn found(name: &str, place: Option<std::ops::Range<usize>>) -> Found {
        let asset = Asset { path: "./assets/a-1.lz".to_owned(), integrity: "sha384-x".to_owned() };
        Found { name: name.to_owned(), asset, place }
    }

    #[test]
    fn a_part_is_asked_for_by_its_final_name() {
        let script = pointed(LOADER, &[found("split_a", None)]).unwrap();
        let expected =
            r#"const __chunk_1 = makeLoad(() => part("./assets/a-1.lz", "sha384-x"), []);"#;
        assert!(script.ends_with(expected), "{script}");
    }

    #[test]
    fn a_part_in_a_file_of_several_is_asked_for_by_its_place() {
        let script = pointed(LOADER, &[found("split_a", Some(10..30))]).unwrap();
        assert!(script.contains(r#"part("./assets/a-1.lz", "sha384-x", from, to)"#), "{script}");
        assert!(script.ends_with("makeLoad(() => crumb(10, 30), []);"), "{script}");
    }

    #[test]
    fn the_loader_comes_later_and_its_exports_are_there_before() {
        let script = format!(
            "{BOUND}{LOADER}\nexport const __wasm_split_load_a = wrapAsyncCb(__chunk_1);\n"
        );
        let later = pointed(&script, &[found("split_a", None)]).unwrap();
        assert!(later.contains("export const bind") && !later.contains("import {"), "{later}");
        let asking = asking(&script, "./assets/parts-1.js");
        assert!(asking.contains("new URL(\"./parts-1.js\" + "), "{asking}");
        let export = "export const __wasm_split_load_a = ask(\"__wasm_split_load_a\");\n";
        assert!(asking.ends_with(export), "{asking}");
    }

    #[test]
    fn a_part_that_is_not_there_is_told() {
        assert_eq!(pointed(LOADER, &[found("split_b", None)]), Err("split_b".to_owned()));
    }
}
