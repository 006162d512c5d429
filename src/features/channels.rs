//! Channels: the messengers a gateway is linked to, whether they work, and signing in and out.

pub mod view;
