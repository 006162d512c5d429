//! `cargo xtask test`: every kind of test in one order, each announced by a line, all of them run
//! even if one fails, and the sum at the end.

pub(crate) mod journeys;

use crate::{
    Outcome, build,
    command::{cargo, run},
    places::Places,
    tools::{browser, npm, rust},
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
    Clippy,
    Native,
    Web,
    Build,
    Weight,
    Journeys,
}

const ALL: [(Kind, &str); 7] = [
    (Kind::Fmt, "fmt"),
    (Kind::Clippy, "clippy"),
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

    fn run(self, places: &Places) -> Outcome {
        match self {
            Self::Fmt => run(cargo(places, &["fmt", "--all", "--check"]), "cargo fmt --check"),
            Self::Clippy => clippy(places),
            Self::Native => native(places),
            Self::Web => web(places),
            Self::Build => build::compile(places, &places.root.join("dist"), false).map(drop),
            Self::Weight => weight::check(&places.root.join("dist")),
            Self::Journeys => journeys::journeys(places),
        }
    }
}

/// Runs the kinds named, or all, and counts them.
pub(crate) fn test(places: &Places, kinds: &[Kind]) -> Outcome {
    let mut failed = Vec::new();
    let mut passed = 0;
    let chosen = ALL.iter().filter(|(kind, _)| kinds.is_empty() || kinds.contains(kind));
    for (kind, name) in chosen {
        println!("── {name}");
        match kind.run(places) {
            Ok(()) => passed += 1,
            Err(sentence) => {
                println!("{name}: {sentence}");
                failed.push(*name);
            }
        }
    }
    println!("── {passed} passed, {} failed", failed.len());
    if failed.is_empty() { Ok(()) } else { Err(format!("Failed: {}.", failed.join(", "))) }
}

fn clippy(places: &Places) -> Outcome {
    rust::target(places)?;
    for packages in NATIVE {
        let strict = ["--all-targets", "--", "-D", "warnings"];
        let native = [&["clippy", "--quiet"], packages, &strict[..]].concat();
        run(cargo(places, &native), "clippy")?;
    }
    let browser = ["clippy", "--quiet", "--target", "wasm32-unknown-unknown"];
    let targets = ["--lib", "--bins", "--test", "web", "--", "-D", "warnings"];
    run(cargo(places, &[&browser[..], &targets[..]].concat()), "clippy for the browser")
}

fn native(places: &Places) -> Outcome {
    // The demo gateway is held against the protocol's published schema.
    npm::packages(places)?;
    let schema = places.node_modules().join("@openclaw/gateway-protocol/protocol.schema.json");
    for packages in NATIVE {
        let mut command = cargo(places, &[&["test", "--quiet"], packages].concat());
        command.env("QUARTERDECK_PROTOCOL_SCHEMA", &schema);
        run(command, "The native tests")?;
    }
    Ok(())
}

fn web(places: &Places) -> Outcome {
    rust::for_browser_tests(places)?;
    let browser = browser::browser(places)?;
    let arguments = ["test", "--target", "wasm32-unknown-unknown", "--test", "web"];
    let mut command = cargo(places, &arguments);
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
