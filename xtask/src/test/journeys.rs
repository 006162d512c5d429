//! Whole-browser journeys: sets the stage (bundle, demo gateway, real gateways, browser) and lets
//! Node run tests/e2e.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Outcome, build,
    command::{program, run},
    demo,
    places::Places,
    tools::{browser, gateways, npm},
};

/// Where the journeys find what they play with.
pub(crate) struct Stage {
    dist: PathBuf,
    gateway: PathBuf,
    cache: PathBuf,
    chrome: PathBuf,
}

impl Stage {
    pub(crate) fn tell(&self, command: &mut Command) {
        command.env("QUARTERDECK_DIST", &self.dist);
        command.env("QUARTERDECK_DEMO_GATEWAY", &self.gateway);
        command.env("QUARTERDECK_CACHE", &self.cache);
        command.env("QUARTERDECK_CHROME", &self.chrome);
    }
}

pub(super) fn journeys(places: &Places, built: Option<PathBuf>) -> Outcome {
    let stage = prepare(places, built)?;
    let folder = places.root.join("tests/e2e");
    let files = journey_files(&folder)?;
    if files.is_empty() {
        return Err("tests/e2e holds no journeys.".to_owned());
    }
    let mut command = program(places, "node");
    // Most of a journey is waiting: two cores carry three browsers with their gateways and agents.
    command.args(["--test", "--test-concurrency=3"]).args(files);
    stage.tell(&mut command);
    command.env("QUARTERDECK_WHOLE_CHROME", &stage.chrome);
    command.env("QUARTERDECK_CHROME", browser::for_journeys(places)?);
    run(command, "The journeys")
}

/// Builds and fetches everything a journey or a benchmark may ask for. The console is not built again
/// where it has just been `built`.
pub(crate) fn prepare(places: &Places, built: Option<PathBuf>) -> Outcome<Stage> {
    npm::packages(places)?;
    let chrome = browser::browser(places)?.chrome;
    gateways::gateways(places)?;
    npm::link_for_journeys(places)?;
    let dist = match built {
        Some(dist) => dist,
        None => build::compile(places, &places.root.join("dist"), false)?,
    };
    let gateway = demo::gateway(places)?;
    Ok(Stage { dist, gateway, cache: places.cache.clone(), chrome })
}

/// `*.test.mjs`, at any depth; the order is the same everywhere. Those on real gateways take longest, so
/// they begin.
fn journey_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|why| format!("{}: {why}.", folder.display()))?.path();
        if path.is_dir() && !path.is_symlink() {
            files.extend(journey_files(&path)?);
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    let is_real =
        |file: &Path| file.file_name().is_some_and(|it| it.to_string_lossy().starts_with("real_"));
    files.sort_by_cached_key(|file| (!is_real(file), file.clone()));
    Ok(files)
}
