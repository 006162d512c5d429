//! What was asked for on the command line. Pure.

use std::path::PathBuf;

use crate::{Outcome, test::Kind};

pub(crate) const HELP: &str = "\
cargo xtask demo  [--port 18700] [--base /ops] [--profile VERSION] [--debug] [--watch]
                  builds the console and serves it with the demo gateway
cargo xtask build [--debug] [--dist DIR]
                  makes dist/, ready to be served
cargo xtask test  [fmt] [native] [web] [build] [weight] [journeys]
                  runs all tests, or the kinds named
cargo xtask bench [arguments for tests/e2e/bench.mjs]
                  measures the console against the gateway's own

Tools are kept in $QUARTERDECK_CACHE (default: ~/.cache/quarterdeck). CHROME and CHROMEDRIVER
name a browser and its driver elsewhere than on the path.
";

#[derive(Debug, PartialEq)]
pub(crate) enum Wish {
    Help,
    Build(BuildOptions),
    Demo(DemoOptions),
    Test(Vec<Kind>),
    Bench(Vec<String>),
    /// Trunk's hook: finishes the folder that Trunk has just written.
    Finish,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct BuildOptions {
    pub(crate) debug: bool,
    pub(crate) dist: Option<PathBuf>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct DemoOptions {
    pub(crate) port: u16,
    pub(crate) base: String,
    pub(crate) profile: Option<String>,
    pub(crate) debug: bool,
    pub(crate) watch: bool,
}

pub(crate) fn read(words: impl Iterator<Item = String>) -> Outcome<Wish> {
    let mut words = words.peekable();
    match words.next().as_deref() {
        None | Some("help" | "--help" | "-h") => Ok(Wish::Help),
        Some("build") => build(words),
        Some("demo") => demo(words),
        Some("test") => {
            words.map(|word| Kind::named(&word)).collect::<Outcome<_>>().map(Wish::Test)
        }
        Some("bench") => Ok(Wish::Bench(words.collect())),
        Some("finish") => Ok(Wish::Finish),
        Some(other) => Err(format!("There is no command \"{other}\"; see cargo xtask help.")),
    }
}

fn build(mut words: impl Iterator<Item = String>) -> Outcome<Wish> {
    let mut options = BuildOptions::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--debug" => options.debug = true,
            "--dist" => options.dist = Some(value(&word, &mut words)?.into()),
            _ => return Err(unknown(&word)),
        }
    }
    Ok(Wish::Build(options))
}

fn demo(mut words: impl Iterator<Item = String>) -> Outcome<Wish> {
    let mut options = DemoOptions {
        port: 18700,
        base: "/".to_owned(),
        profile: None,
        debug: false,
        watch: false,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--debug" => options.debug = true,
            "--watch" => {
                options.debug = true;
                options.watch = true;
            }
            "--profile" => options.profile = Some(value(&word, &mut words)?),
            "--base" => options.base = base(&value(&word, &mut words)?),
            "--port" => {
                let text = value(&word, &mut words)?;
                options.port = text.parse().map_err(|_| format!("{text} is not a port."))?;
            }
            _ => return Err(unknown(&word)),
        }
    }
    Ok(Wish::Demo(options))
}

fn value(option: &str, words: &mut impl Iterator<Item = String>) -> Outcome<String> {
    words.next().ok_or_else(|| format!("{option} needs a value."))
}

fn unknown(word: &str) -> String {
    format!("There is no option \"{word}\" here; see cargo xtask help.")
}

/// A base path as the gateway wants it: a slash before, none behind; `/` alone is the root.
fn base(text: &str) -> String {
    format!("/{}", text.trim_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(line: &str) -> Outcome<Wish> {
        read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_demo_without_options_is_at_the_root_of_port_18700() {
        let Ok(Wish::Demo(options)) = given("demo") else { panic!("a demo") };
        assert_eq!((options.port, options.base.as_str(), options.debug), (18700, "/", false));
    }

    #[test]
    fn watching_implies_a_debug_build() {
        let Ok(Wish::Demo(options)) = given("demo --watch") else { panic!("a demo") };
        assert!(options.debug && options.watch);
    }

    #[test]
    fn a_base_path_is_written_the_gateways_way() {
        for text in ["ops", "/ops", "/ops/"] {
            assert_eq!(base(text), "/ops");
        }
        assert_eq!(base("/"), "/");
    }

    #[test]
    fn a_test_takes_the_names_of_kinds() {
        assert_eq!(given("test fmt web"), Ok(Wish::Test(vec![Kind::Fmt, Kind::Web])));
        assert_eq!(given("test"), Ok(Wish::Test(Vec::new())));
    }

    #[test]
    fn what_is_not_known_is_refused_in_a_sentence() {
        for line in ["sail", "demo --sail", "demo --port many", "demo --port", "test sail"] {
            let sentence = given(line).expect_err("a refusal");
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }
}
