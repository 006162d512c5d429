//! Channels: the messengers a gateway is linked to, whether they work, and signing in and out.

pub mod view;

pub mod account;
pub mod advice;
pub mod channel;
pub mod facts;
pub mod login;
pub mod login_dialog;
pub mod roster;
pub mod state;
