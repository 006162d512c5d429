//! Quarterdeck, an operator console for the OpenClaw Gateway. This list is the map on the door;
//! ARCHITECTURE.md says who may know whom.

/// Joins the pages: routes, navigation, toasts, the connect gate.
pub mod app;
/// What an operator sees and does, one folder a page.
pub mod features;
/// The connection: one WebSocket, its life, its keys. The only door to the gateway.
pub mod gateway;
/// The browser: storage, clock, clipboard, visibility, service worker.
pub mod platform;
/// The words on the wire. Plain data, no browser, no Leptos.
pub mod protocol;
/// What is loading, ready or failed.
pub mod remote;
/// What we know, and what an operator can do with it.
pub mod store;
/// Things to draw with that know no domain.
pub mod ui;
/// Every word an operator reads.
pub mod words;
