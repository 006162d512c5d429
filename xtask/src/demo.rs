//! `cargo xtask demo`: the console on the demo gateway, at an address that opens connected.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::{
    Outcome,
    arguments::DemoOptions,
    build,
    command::{cargo, program, run},
    places::Places,
};

const TOKEN: &str = "example-token";

pub(crate) fn demo(places: &Places, options: &DemoOptions) -> Outcome {
    let dist = build::compile(places, &places.root.join("dist"), options.debug)?;
    let gateway = gateway(places)?;
    let mut serve = Command::new(gateway);
    serve.args(["--port", &options.port.to_string(), "--token", TOKEN, "--base", &options.base]);
    serve.arg("--dist").arg(&dist);
    if let Some(profile) = &options.profile {
        serve.args(["--profile", profile]);
    }
    let mut serving = start(serve)?;
    let watching = options.watch.then(|| watch(places, &dist)).transpose();
    let outcome = watching.and_then(|watching| {
        println!("\n  {}\n", address(options));
        println!("Ctrl+C stops it.");
        let ended = serving.wait().map_err(|why| format!("The demo gateway: {why}."));
        if let Some(watching) = watching {
            stop(watching);
        }
        match ended?.success() {
            true => Ok(()),
            false => Err("The demo gateway stopped; its own words stand above.".to_owned()),
        }
    });
    stop(serving);
    outcome
}

/// The demo gateway's program, compiled.
pub(crate) fn gateway(places: &Places) -> Outcome<PathBuf> {
    let name = "quarterdeck-demo-gateway";
    run(cargo(places, &["build", "--quiet", "--package", name]), "Building the demo gateway")?;
    Ok(places.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Comes back when it listens, so that the address printed is one that answers.
fn start(mut serve: Command) -> Outcome<Child> {
    let mut serving = serve
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|why| format!("The demo gateway cannot be started: {why}."))?;
    let mut lines = serving.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines());
    let is_listening =
        lines.by_ref().map_while(Result::ok).any(|line| line.starts_with("listening"));
    // Its later words go on to the terminal, and the pipe never fills.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| println!("{line}")));
    if is_listening {
        return Ok(serving);
    }
    stop(serving);
    Err("The demo gateway did not start; is the port taken? Choose another with --port.".to_owned())
}

fn watch(places: &Places, dist: &Path) -> Outcome<Child> {
    let mut trunk = program(places, "trunk");
    trunk.arg("watch").arg("--dist").arg(dist).env_remove("NO_COLOR");
    trunk.spawn().map_err(|why| format!("trunk cannot be started: {why}."))
}

/// A program that has ended already is no trouble.
fn stop(mut child: Child) {
    if child.try_wait().is_ok_and(|ended| ended.is_none()) && child.kill().is_ok() {
        child.wait().ok();
    }
}

fn address(options: &DemoOptions) -> String {
    let base = options.base.trim_end_matches('/');
    format!("http://127.0.0.1:{}{base}/#token={TOKEN}", options.port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(base: &str) -> DemoOptions {
        let base = base.to_owned();
        DemoOptions { port: 18700, base, profile: None, debug: false, watch: false }
    }

    #[test]
    fn the_address_opens_connected_under_any_base() {
        assert_eq!(address(&options("/")), "http://127.0.0.1:18700/#token=example-token");
        assert_eq!(address(&options("/ops")), "http://127.0.0.1:18700/ops/#token=example-token");
    }
}
