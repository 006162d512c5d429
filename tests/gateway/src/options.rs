//! What the program was asked to be: the command line, and the same as a struct for tests.

use std::path::PathBuf;

use crate::clock::Clock;
use crate::dialect::Dialect;
use crate::profile::Profile;

pub const USAGE: &str = "quarterdeck-demo-gateway [--port 18700] [--host 127.0.0.1] [--dist DIR] \
[--base /ops] [--profile 2026.2.6-3|2026.4.15|2026.6.11|2026.9.6] [--token example-token] \
[--password WORD] [--dialect gateway|short|jsonrpc] [--challenge] [--history N] [--sessions N] [--still] \
[--pace FACTOR] [--seed N] [--quiet]";

/// How fast agents type: 1 is as scripted, 0 does not wait at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace(pub f64);

impl Pace {
    pub fn stretch(self, ms: u64) -> f64 {
        ms as f64 * self.0
    }
}

#[derive(Debug, Clone)]
pub struct Options {
    pub host: String,
    pub port: u16,
    pub dist: Option<PathBuf>,
    /// Empty, or begins with a slash and ends without one.
    pub base: String,
    pub profile: Profile,
    pub token: String,
    pub password: Option<String>,
    pub dialect: Dialect,
    /// Whether the JSON-RPC dialect begins with a challenge (the gateway dialect always does).
    pub challenge: bool,
    pub quiet: bool,
    /// Nothing happens by itself.
    pub still: bool,
    /// Messages in the session `agent:main:long`; 0 leaves it out.
    pub history: usize,
    /// So many more sessions of all kinds.
    pub sessions: usize,
    pub pace: Pace,
    pub seed: u64,
    pub clock: Clock,
    /// The time between ticks, as `policy.tickIntervalMs` announces it.
    pub tick_ms: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            host: "127.0.0.1".to_owned(),
            port: 18700,
            dist: None,
            base: String::new(),
            profile: Profile::V2026_9_6,
            token: "example-token".to_owned(),
            password: None,
            dialect: Dialect::Gateway,
            challenge: false,
            quiet: false,
            still: false,
            history: 0,
            sessions: 0,
            pace: Pace(1.0),
            seed: 1,
            clock: Clock::Machine,
            tick_ms: 30_000,
        }
    }
}

impl Options {
    /// For tests: any free port, nothing by itself, no waiting, counted time.
    pub fn for_a_test(profile: Profile) -> Options {
        Options {
            port: 0,
            profile,
            quiet: true,
            still: true,
            pace: Pace(0.0),
            clock: Clock::counted_from(1_795_180_000_000),
            ..Options::default()
        }
    }

    /// # Errors
    /// One sentence for the person at the keyboard.
    pub fn from_args(args: impl IntoIterator<Item = String>) -> Result<Options, String> {
        let mut options = Options::default();
        let mut args = args.into_iter();
        while let Some(name) = args.next() {
            match name.as_str() {
                "--challenge" => options.challenge = true,
                "--quiet" => options.quiet = true,
                "--still" => options.still = true,
                "--help" => return Err(USAGE.to_owned()),
                _ => {
                    let value = args
                        .next()
                        .ok_or_else(|| format!("{name} needs a value.\nusage: {USAGE}"))?;
                    options.set(&name, value)?;
                }
            }
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        let number =
            || value.parse::<u64>().map_err(|_| format!("{name} wants a number, not {value:?}."));
        match name {
            "--port" => {
                self.port = u16::try_from(number()?)
                    .map_err(|_| "--port wants a number below 65536.".to_owned())?;
            }
            "--host" => self.host = value,
            "--dist" => self.dist = Some(PathBuf::from(value)),
            "--base" => self.base = normal_base(&value),
            "--profile" => {
                self.profile = Profile::named(&value)
                    .ok_or_else(|| format!("No profile is called {value:?}.\nusage: {USAGE}"))?;
            }
            "--token" => self.token = value,
            "--password" => self.password = Some(value),
            "--dialect" => {
                self.dialect = Dialect::named(&value)
                    .ok_or_else(|| format!("No dialect is called {value:?}.\nusage: {USAGE}"))?;
            }
            "--history" => self.history = usize::try_from(number()?).unwrap_or(usize::MAX),
            "--sessions" => self.sessions = usize::try_from(number()?).unwrap_or(usize::MAX),
            "--seed" => self.seed = number()?,
            "--tick" => self.tick_ms = number()?,
            "--pace" => {
                self.pace =
                    Pace(value.parse().map_err(|_| "--pace wants a number like 0.5.".to_owned())?);
            }
            _ => return Err(format!("{name} is not an option.\nusage: {USAGE}")),
        }
        Ok(())
    }
}

fn normal_base(given: &str) -> String {
    let inner = given.trim_matches('/');
    if inner.is_empty() { String::new() } else { format!("/{inner}") }
}

#[cfg(test)]
mod tests {
    use super::{Options, normal_base};
    use crate::profile::Profile;

    fn parsed(line: &str) -> Result<Options, String> {
        Options::from_args(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_base_path_is_written_one_way() {
        for given in ["ops", "/ops", "/ops/", "ops/"] {
            assert_eq!(normal_base(given), "/ops");
        }
        assert_eq!(normal_base("/"), "");
    }

    #[test]
    fn the_command_line_becomes_options() {
        let options = parsed("--port 0 --profile 2026.4.15 --base ops --still").unwrap();
        assert_eq!((options.port, options.profile), (0, Profile::V2026_4_15));
        assert_eq!((options.base.as_str(), options.still), ("/ops", true));
    }

    #[test]
    fn a_mistake_is_named() {
        assert!(parsed("--port many").unwrap_err().contains("many"));
        assert!(parsed("--profile 1").unwrap_err().contains("No profile"));
        assert!(parsed("--wrong 1").unwrap_err().contains("--wrong"));
        assert!(parsed("--port").unwrap_err().contains("needs a value"));
    }
}
