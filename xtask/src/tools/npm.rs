//! What comes from npm: the optimizer, the bundler, the libraries of the page, and what drives a
//! browser in the journeys. Pinned in `vendor/package-lock.json`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Outcome,
    command::{ask, node, program, run},
    places::Places,
};

const OLDEST_NODE: u32 = 20;

/// Installs the packages, unless this very list is installed already.
pub(crate) fn packages(places: &Places) -> Outcome {
    node_is_there(places)?;
    let vendor = places.root.join("vendor");
    let lock = read(&vendor.join("package-lock.json"))?;
    let stamp = places.npm().join("installed.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("xtask: installing packages from npm (once)");
    fs::create_dir_all(places.npm()).map_err(|why| format!("The npm cache: {why}."))?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(vendor.join(name), places.npm().join(name))
            .map_err(|why| format!("vendor/{name} cannot be copied: {why}."))?;
    }
    let mut command = program(places, "npm");
    command.current_dir(places.npm());
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(command, "Installing packages with npm")?;
    fs::write(&stamp, lock).map_err(|why| format!("{}: {why}.", stamp.display()))
}

/// Node, and young enough.
pub(crate) fn node_is_there(places: &Places) -> Outcome {
    let mut command = program(places, "node");
    command.arg("--version");
    let missing = |why| format!("Node {OLDEST_NODE} or later is needed and was not found. {why}");
    let version = ask(command, "node --version").map_err(missing)?;
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(_) => Err(format!("Node {} is too old; {OLDEST_NODE} is needed.", version.trim())),
        None => Err(missing(format!("It says {:?} of its version.", version.trim()))),
    }
}

/// Makes packages resolve for the journeys, whose files lie in the clone.
pub(crate) fn link_for_journeys(places: &Places) -> Outcome {
    let link = places.root.join("tests/e2e/node_modules");
    if fs::read_link(&link).is_ok_and(|target| target == places.node_modules()) {
        return Ok(());
    }
    if link.is_symlink() {
        fs::remove_file(&link).map_err(|why| format!("{}: {why}.", link.display()))?;
    }
    symlink(&places.node_modules(), &link)
        .map_err(|why| format!("{} cannot be linked: {why}.", link.display()))
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn symlink(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(target, link)
}

/// Makes the module small and quick. Only the npm build: distributions ship versions that break
/// what this compiler writes. Functions that stay apart pack better than ones put into each other.
pub(crate) fn optimize(places: &Places, from: &Path, to: &Path) -> Outcome {
    let mut command = node(places, &package(places, "binaryen/bin/wasm-opt"));
    command.args(["-Oz", "--one-caller-inline-max-function-size=0"]);
    // What is made of one pattern has names that begin alike; side by side it packs 1 % better.
    command.arg("--reorder-functions-by-name").arg(from).arg("-o").arg(to);
    ask(command, "wasm-opt").map(drop)
}

/// One script or style sheet out of an entry file; `words` replace names in it.
pub(crate) struct Bundle<'a> {
    pub(crate) entry: &'a Path,
    pub(crate) to: &'a Path,
    pub(crate) module: bool,
    pub(crate) minify: bool,
    pub(crate) words: &'a [(&'a str, String)],
}

pub(crate) fn bundle(places: &Places, bundle: &Bundle) -> Outcome {
    let mut command = node(places, &package(places, "esbuild/bin/esbuild"));
    command.arg(bundle.entry).arg(format!("--outfile={}", bundle.to.display()));
    command.args(["--bundle", "--log-level=warning", "--legal-comments=inline", "--target=es2022"]);
    command.arg(if bundle.module { "--format=esm" } else { "--format=iife" });
    if bundle.minify {
        command.arg("--minify");
    }
    for (name, value) in bundle.words {
        command.arg(format!("--define:{name}={value}"));
    }
    ask(command, "esbuild").map(drop)
}

fn package(places: &Places, path: &str) -> PathBuf {
    places.node_modules().join(path)
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|why| format!("{}: {why}.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_version_begins_with_its_major() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("command not found"), None);
    }
}
