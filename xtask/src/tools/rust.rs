//! What comes with cargo and rustup: the wasm target, Trunk, wasm-bindgen.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    Outcome,
    command::{ask, cargo, program, run},
    places::Places,
};

const TARGET: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
/// How a tool is compiled, whatever its own settings say.
const QUICKLY: [(&str, &str); 4] =
    [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false")];

/// All that `trunk build` needs.
pub(crate) fn for_builds(places: &Places) -> Outcome {
    target(places)?;
    bindgen(places)?;
    install(places, "trunk", "trunk", TRUNK, &["--no-default-features", "--features", "rustls"])
}

/// What a browser test needs beside the browser.
pub(crate) fn for_browser_tests(places: &Places) -> Outcome {
    target(places)?;
    bindgen(places)
}

/// Clippy as the compiler that it is. rustup calls it a component, and brings it.
pub(crate) fn clippy(places: &Places) -> Outcome<PathBuf> {
    let driver = || -> Outcome<PathBuf> {
        let name = format!("clippy-driver{}", env::consts::EXE_SUFFIX);
        Ok(Path::new(&sysroot(places)?).join("bin").join(name))
    };
    if !driver()?.is_file() {
        println!("xtask: adding clippy");
        let mut add = program(places, "rustup");
        add.args(["component", "add", "clippy"]);
        run(add, "rustup component add clippy")?;
    }
    driver()
}

fn sysroot(places: &Places) -> Outcome<String> {
    let mut sysroot = program(places, env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    sysroot.args(["--print", "sysroot"]);
    Ok(ask(sysroot, "rustc --print sysroot")?.trim().to_owned())
}

/// The wasm target. A Rust without rustup may have brought it: cargo says so if not.
pub(crate) fn target(places: &Places) -> Outcome {
    if Path::new(&sysroot(places)?).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    println!("xtask: adding the target {TARGET}");
    let mut add = program(places, "rustup");
    add.args(["target", "add", TARGET]);
    run(add, &format!("rustup target add {TARGET}"))
}

/// The version in Cargo.lock, as glue and module must come from the same one.
fn bindgen(places: &Places) -> Outcome {
    let lock = places.root.join("Cargo.lock");
    let lock = std::fs::read_to_string(&lock).map_err(|why| format!("Cargo.lock: {why}."))?;
    let version = locked(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen.")?;
    install(places, "wasm-bindgen-cli", "wasm-bindgen", version, &[])
}

fn install(places: &Places, package: &str, tool: &str, version: &str, extra: &[&str]) -> Outcome {
    let file = places.tools().join("bin").join(format!("{tool}{}", env::consts::EXE_SUFFIX));
    if file.is_file() {
        let mut question = program(places, &file);
        question.arg("--version");
        if ask(question, tool).is_ok_and(|answer| is_version(&answer, version)) {
            return Ok(());
        }
    }
    println!("xtask: installing {package} {version} (some minutes, once)");
    let mut command = cargo(places, &["install", "--locked", "--force", "--quiet", "--root"]);
    command.arg(places.tools()).arg(format!("{package}@{version}")).args(extra);
    // Compiled apart from the console: the settings of this workspace are none of its business.
    command.current_dir(&places.cache).env("CARGO_TARGET_DIR", places.target.join("tools"));
    // They work for seconds and compile for minutes.
    for (setting, value) in QUICKLY {
        command.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
    }
    run(command, &format!("Installing {package} {version} with cargo"))
}

fn is_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_tells_the_version_of_the_package_itself() {
        let lock = "name = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    name = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"x\"";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked(lock, "trunk"), None);
    }

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(is_version("trunk 0.21.14\n", "0.21.14"));
        assert!(!is_version("trunk 0.21.140", "0.21.14"));
    }
}
