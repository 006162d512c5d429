//! Chromium and its driver: named, found, or installed where that is possible without a question.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    Outcome,
    command::{ask, program, run},
    places::Places,
};

pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A browser to test with.
pub(crate) fn browser(places: &Places) -> Outcome<Browser> {
    if let Some(browser) = found() {
        return Ok(browser);
    }
    install(places)?;
    found().ok_or_else(missing)
}

fn found() -> Option<Browser> {
    let chrome = named("CHROME").or_else(|| NAMES.iter().find_map(|name| on_path(name)))?;
    let driver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Browser { chrome, driver })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders = env::split_paths(&path).chain([PathBuf::from("/usr/bin")]);
    folders.find_map(|folder| {
        Some(folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .filter(|file| file.is_file())
    })
}

fn install(places: &Places) -> Outcome {
    if !Path::new("/usr/bin/apt-get").is_file() {
        return Err(missing());
    }
    let sudo = if is_root(places) { None } else { Some("sudo") };
    println!("xtask: installing chromium and chromium-driver with apt (once)");
    for arguments in [
        &["update", "-qq"][..],
        &["install", "-y", "-qq", "--no-install-recommends", "chromium", "chromium-driver"][..],
    ] {
        let mut command = program(places, sudo.unwrap_or("apt-get"));
        if sudo.is_some() {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        run(command, "apt-get").map_err(|_| missing())?;
    }
    Ok(())
}

fn is_root(places: &Places) -> bool {
    let mut command = program(places, "id");
    command.arg("-u");
    ask(command, "id -u").is_ok_and(|id| id.trim() == "0")
}

fn missing() -> String {
    "Chromium and chromedriver are needed and could not be installed; install both, or name them \
     in CHROME and CHROMEDRIVER."
        .to_owned()
}
