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
/// The same browser without its window, which costs more than most pages.
const SHELLS: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];

/// A browser to test with.
pub(crate) fn browser(places: &Places) -> Outcome<Browser> {
    if let Some(browser) = found() {
        return Ok(browser);
    }
    install(places)?;
    found().ok_or_else(missing)
}

/// What hundreds of journeys are made in: a browser without a window where one can be had, else the
/// whole of it.
pub(crate) fn for_journeys(places: &Places) -> Outcome<PathBuf> {
    let whole = browser(places)?.chrome;
    if named("CHROME").is_some() {
        return Ok(whole);
    }
    let shell = || SHELLS.iter().find_map(|name| on_path(name));
    if shell().is_none() && apt_install(places, &SHELLS[..1]).is_err() {
        println!("xtask: the journeys take {}, which is slower", whole.display());
    }
    Ok(shell().unwrap_or(whole))
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
    apt_install(places, &["chromium", "chromium-driver"]).map_err(|_| missing())
}

fn apt_install(places: &Places, packages: &[&str]) -> Outcome {
    if !Path::new("/usr/bin/apt-get").is_file() {
        return Err("There is no apt-get.".to_owned());
    }
    let sudo = if is_root(places) { None } else { Some("sudo") };
    println!("xtask: installing {} with apt (once)", packages.join(" and "));
    let install = [&["install", "-y", "-qq", "--no-install-recommends"], packages].concat();
    for arguments in [&["update", "-qq"][..], &install[..]] {
        let mut command = program(places, sudo.unwrap_or("apt-get"));
        if sudo.is_some() {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        run(command, "apt-get")?;
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
