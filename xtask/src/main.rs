//! `cargo xtask`: fetches the tools, builds, serves and runs the tests. What fails is said in one
//! sentence; no rule about the code lives here, those are tests.

mod arguments;
mod bench;
mod build;
mod command;
mod demo;
mod finish;
mod places;
mod test;
mod tools;
mod weight;

use std::{env, process::ExitCode};

use arguments::Wish;
use places::Places;

/// What went wrong, in one sentence for the person at the terminal.
pub(crate) type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome {
    let wish = arguments::read(env::args().skip(1))?;
    let places = Places::find()?;
    match wish {
        Wish::Help => {
            print!("{}", arguments::HELP);
            Ok(())
        }
        Wish::Build(options) => build::build(&places, &options),
        Wish::Demo(options) => demo::demo(&places, &options),
        Wish::Test(kinds) => test::test(&places, &kinds),
        Wish::Bench(rest) => bench::bench(&places, &rest),
        Wish::Finish => finish::finish_stage(&places),
    }
}
