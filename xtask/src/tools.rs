//! The tools, each fetched when it is first needed and never twice. Registries only: nothing here
//! downloads from anywhere else.

pub(crate) mod browser;
pub(crate) mod gateways;
pub(crate) mod npm;
pub(crate) mod rust;
