//! Runs other programs, and says in one sentence when one fails.

use std::{
    env,
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
};

use crate::{Outcome, places::Places};

/// A program with the fetched tools first on its path, at the root of the clone.
pub(crate) fn program(places: &Places, name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    let own = places.tools().join("bin");
    let others = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(own).chain(env::split_paths(&others));
    if let Ok(path) = env::join_paths(all) {
        command.env("PATH", path);
    }
    command.current_dir(&places.root).stdin(Stdio::null());
    command.env("CARGO_TARGET_DIR", &places.target);
    command
}

/// Cargo, with all that is compiled going to one place.
pub(crate) fn cargo(places: &Places, arguments: &[&str]) -> Command {
    let mut command = program(places, env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// A Node program, which finds the fetched packages.
pub(crate) fn node(places: &Places, script: &Path) -> Command {
    let mut command = program(places, "node");
    command.arg(script).env("NODE_PATH", places.node_modules());
    command
}

/// Runs to the end, its output going to the terminal.
pub(crate) fn run(mut command: Command, what: &str) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{what} failed; its own words stand above.")),
        Err(why) => Err(cannot_start(&command, &why)),
    }
}

/// Runs to the end without a word, and gives what it printed; what it complained is kept for the
/// sentence.
pub(crate) fn ask(mut command: Command, what: &str) -> Outcome<String> {
    let output = command.output().map_err(|why| cannot_start(&command, &why))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(format!("{what} failed: {}", complaint.trim()))
}

fn cannot_start(command: &Command, why: &std::io::Error) -> String {
    format!("{} cannot be started: {why}.", command.get_program().to_string_lossy())
}
