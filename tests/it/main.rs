//! Native tests of the console, one binary. `cfg(test)` lets clippy see that helpers belong to tests.

#[cfg(test)]
mod config;
#[cfg(test)]
mod config_schema;
#[cfg(test)]
mod hello;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod recall;
mod recorded;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod wire;
