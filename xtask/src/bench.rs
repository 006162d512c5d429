//! `cargo xtask bench`: the console measured against the gateways' own, by tests/e2e/bench.mjs.

use crate::{
    Outcome,
    command::{node, run},
    places::Places,
    test::journeys,
};

pub(crate) fn bench(places: &Places, arguments: &[String]) -> Outcome {
    let stage = journeys::prepare(places, None)?;
    let mut command = node(places, &places.root.join("tests/e2e/bench.mjs"));
    stage.tell(&mut command);
    command.args(arguments);
    run(command, "The benchmark")
}
