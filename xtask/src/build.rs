//! `cargo xtask build`: the console as a folder to serve.

use std::path::{Path, PathBuf};

use crate::{
    Outcome,
    arguments::BuildOptions,
    command::{program, run},
    places::Places,
    tools::{npm, rust},
    weight,
};

pub(crate) fn build(places: &Places, options: &BuildOptions) -> Outcome {
    let dist = options.dist.clone().unwrap_or_else(|| places.root.join("dist"));
    compile(places, &dist, options.debug)?;
    println!("xtask: {} is ready to be served", dist.display());
    if !options.debug {
        weight::tell(&dist)?;
    }
    Ok(())
}

/// Builds without a word about it; gives the folder back as one that needs no current folder.
pub(crate) fn compile(places: &Places, dist: &Path, debug: bool) -> Outcome<PathBuf> {
    fetch(places)?;
    let mut trunk = program(places, "trunk");
    trunk.arg("build").arg("--dist").arg(dist);
    if !debug {
        trunk.arg("--release");
    }
    // Trunk refuses NO_COLOR=1, which is how most machines say it.
    trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
    run(trunk, "Building the console")?;
    dist.canonicalize().map_err(|why| format!("{}: {why}.", dist.display()))
}

/// What a build needs.
pub(crate) fn fetch(places: &Places) -> Outcome {
    npm::packages(places)?;
    rust::for_builds(places)
}
