//! `cargo xtask test`: every kind of test in one order, each announced by a line, all of them run
//! even if one fails, and the sum at the end.

pub(crate) mod journeys;

use std::{
    path::PathBuf,
    process::Command,
    thread::{self, ScopedJoinHandle},
};

use crate::{
    Outcome, build,
    command::{cargo, run},
    places::Places,
    tools::{browser, gateways::gateways, npm, rust},
    weight,
};

/// The demo gateway keeps the order of keys as a real one does. Compiled together, the console would
/// be tested with that as well, which it does not have in a browser.
const NATIVE: [&[&str]; 2] =
    [&["--workspace", "--exclude", DEMO_GATEWAY], &["--package", DEMO_GATEWAY]];
const DEMO_GATEWAY: &str = "quarterdeck-demo-gateway";

/// So many seconds the tests in a browser may take all together, on a slow machine as well.
const WEB_TESTS_S: &str = "300";

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Fmt,
    Native,
    Web,
    Build,
    Weight,
    Journeys,
}

const ALL: [(Kind, &str); 6] = [
    (Kind::Fmt, "fmt"),
    (Kind::Native, "native"),
    (Kind::Web, "web"),
    (Kind::Build, "build"),
    (Kind::Weight, "weight"),
    (Kind::Journeys, "journeys"),
];

impl Kind {
    pub(crate) fn named(word: &str) -> Outcome<Self> {
        let found = ALL.iter().find(|(_, name)| *name == word);
        found.map(|(kind, _)| *kind).ok_or_else(|| {
            let names = ALL.map(|(_, name)| name).join(", ");
            format!("There is no kind of test \"{word}\"; there are {names}.")
        })
    }

    /// `built` is where the console stands that this very run has built.
    fn run(self, places: &Places, built: &mut Option<PathBuf>) -> Outcome {
        let dist = places.root.join("dist");
        match self {
            Self::Fmt => run(cargo(places, &["fmt", "--all", "--check"]), "cargo fmt --check"),
            Self::Native => native(places),
            Self::Web => web(places),
            Self::Build => build::compile(places, &dist, false).map(|dist| *built = Some(dist)),
            Self::Weight => weight::check(&dist),
            Self::Journeys => journeys::journeys(places, built.clone()),
        }
    }
}

/// Runs the kinds named, or all, and counts them.
pub(crate) fn test(places: &Places, kinds: &[Kind]) -> Outcome {
    let is_chosen = |kind: Kind| kinds.is_empty() || kinds.contains(&kind);
    thread::scope(|scope| {
        // They come over the network while the compiler works.
        let gateways = is_chosen(Kind::Journeys).then(|| scope.spawn(|| gateways(places)));
        let chosen = ALL.into_iter().filter(|(kind, _)| is_chosen(*kind));
        run_all(places, chosen, gateways)
    })
}

fn run_all(
    places: &Places,
    chosen: impl Iterator<Item = (Kind, &'static str)>,
    mut gateways: Option<ScopedJoinHandle<Outcome>>,
) -> Outcome {
    let mut failed = Vec::new();
    let mut passed = 0;
    let mut built = None;
    for (kind, name) in chosen {
        println!("── {name}");
        if let Some(gateways) = gateways.take_if(|_| kind == Kind::Journeys) {
            // What has failed is tried once more by the journeys, and then told.
            let _outcome = gateways.join();
        }
        match kind.run(places, &mut built) {
            Ok(()) => passed += 1,
            Err(sentence) => {
                println!("{name}: {sentence}");
                failed.push(name);
            }
        }
    }
    println!("── {passed} passed, {} failed", failed.len());
    if failed.is_empty() { Ok(()) } else { Err(format!("Failed: {}.", failed.join(", "))) }
}

/// What is compiled for a test is read by clippy on the way, so that all that it stands on is compiled
/// once and not a second time to be read only. This is how `cargo clippy` calls it as well.
fn linted(places: &Places, mut command: Command) -> Outcome<Command> {
    command.env("RUSTC_WORKSPACE_WRAPPER", rust::clippy(places)?);
    command.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings");
    Ok(command)
}

fn native(places: &Places) -> Outcome {
    // The demo gateway is held against the protocol's published schema.
    npm::packages(places)?;
    let schema = places.node_modules().join("@openclaw/gateway-protocol/protocol.schema.json");
    for packages in NATIVE {
        let tests = cargo(places, &[&["test", "--quiet"], packages].concat());
        let mut command = linted(places, tests)?;
        command.env("QUARTERDECK_PROTOCOL_SCHEMA", &schema);
        run(command, "The native tests")?;
    }
    Ok(())
}

fn web(places: &Places) -> Outcome {
    rust::for_browser_tests(places)?;
    let browser = browser::browser(places)?;
    let arguments = ["test", "--target", "wasm32-unknown-unknown", "--test", "web"];
    let mut command = linted(places, cargo(places, &arguments))?;
    command.env("CHROMEDRIVER", browser.driver);
    command.env("WASM_BINDGEN_TEST_TIMEOUT", WEB_TESTS_S);
    run(command, "The tests in a browser")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name() {
        for (kind, name) in ALL {
            assert_eq!(Kind::named(name), Ok(kind));
        }
    }
}
