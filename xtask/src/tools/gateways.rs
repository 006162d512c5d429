//! Real gateways from npm, with a Node that runs them. Large, so only the journeys and the
//! benchmarks ask for them.

use std::{env, fs, path::Path, process::Command};

use crate::{
    Outcome,
    command::{program, run},
    places::Places,
};

/// The oldest one supported, the one whose policy forbids WebAssembly, and the newest.
pub(crate) const VERSIONS: [&str; 3] = ["2026.2.6-3", "2026.4.15", "2026.9.6"];
const NODE: &str = "24.21.0";

pub(crate) fn gateways(places: &Places) -> Outcome {
    let all = places.gateways();
    let node = format!(r#"{{"private":true,"dependencies":{{"node":"{NODE}"}}}}"#);
    install(places, &all.join("node"), &node, &[], &format!("Node {NODE} for the gateways"))?;
    for version in VERSIONS {
        let what = format!("openclaw {version}");
        install(places, &all.join(version), &package(version), &["--ignore-scripts"], &what)?;
    }
    Ok(())
}

/// A mark is left when all is there: an installation that broke off leaves files too.
fn install(places: &Places, folder: &Path, package: &str, extra: &[&str], what: &str) -> Outcome {
    let mark = folder.join("installed.json");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == package) {
        return Ok(());
    }
    println!("xtask: installing {what} (once)");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join("package.json"), package))
        .map_err(|why| format!("{}: {why}.", folder.display()))?;
    let mut npm = program(places, "npm");
    prefer_own_node(places, &mut npm);
    npm.current_dir(folder).arg("install").args(extra);
    npm.args(["--no-audit", "--no-fund", "--loglevel=error"]);
    run(npm, &format!("Installing {what} with npm"))?;
    fs::write(&mark, package).map_err(|why| format!("{}: {why}.", mark.display()))
}

/// The gateways check the Node they are installed with.
fn prefer_own_node(places: &Places, npm: &mut Command) {
    let own = places.gateways().join("node/node_modules/node/bin");
    let others = env::var_os("PATH").unwrap_or_default();
    if let Ok(path) = env::join_paths([own].into_iter().chain(env::split_paths(&others))) {
        npm.env("PATH", path);
    }
}

/// Two packages that the spring releases depend on were withdrawn or broken later.
fn package(version: &str) -> String {
    let overrides = r#","overrides":{"libsignal":"6.0.0","linkedom":"0.18.12"}"#;
    let is_old = month(version).is_some_and(|month| month < 7);
    format!(
        r#"{{"private":true,"dependencies":{{"openclaw":"{version}"}}{}}}"#,
        if is_old { overrides } else { "" }
    )
}

fn month(version: &str) -> Option<u32> {
    version.split('.').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_old_gateways_are_helped_with_their_dependencies() {
        assert!(package("2026.4.15").contains("linkedom"));
        assert!(!package("2026.9.6").contains("linkedom"));
    }

    #[test]
    fn every_package_file_is_json() {
        for version in VERSIONS {
            let file: serde_json::Value = serde_json::from_str(&package(version)).expect("JSON");
            assert_eq!(file["dependencies"]["openclaw"], version);
        }
    }
}
