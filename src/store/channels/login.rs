//! Signing a messenger in by a code that a phone scans. Gateways differ in what they may be told.

use leptos::prelude::*;

use super::Channels;
use super::trouble::Key;
use crate::gateway::error::CallError;
use crate::protocol::channels::{ChannelsStart, WebLogin, WebLoginStart, WebLoginWait};

/// How long a gateway may take to bring the first code, and how long one wait lasts.
const CODE_MS: u32 = 30_000;
pub const WAIT_MS: u32 = 120_000;

/// What stands on the screen while the gateway waits for a scan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    pub session_key: Option<String>,
    pub qr_data_url: Option<String>,
}

impl Channels {
    /// Asks for a code. `force` ends the link that is there.
    ///
    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn login_start(self, key: Option<Key>, force: bool) -> Result<WebLogin, CallError> {
        let (channel, account_id) = key.unzip();
        let request = |channel| WebLoginStart {
            channel,
            force: Some(force),
            timeout_ms: Some(CODE_MS),
            verbose: None,
            account_id: account_id.clone(),
        };
        let gateway = self.gateway.get_value();
        let named = channel.filter(|_| self.names_channels());
        let is_named = named.is_some();
        match gateway.call(request(named)).await {
            // It did nothing but refuse the word.
            Err(error) if is_named && is_unknown_word(&error) => {
                self.plain_login.set_value(true);
                gateway.call(request(None)).await
            }
            answer => answer,
        }
    }

    /// Waits until the code has been scanned, has been replaced by another, or has ended.
    ///
    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn login_wait(self, key: Option<Key>, shown: Shown) -> Result<WebLogin, CallError> {
        let (channel, account_id) = key.unzip();
        let plain =
            WebLoginWait { timeout_ms: Some(WAIT_MS), account_id, ..WebLoginWait::default() };
        let gateway = self.gateway.get_value();
        if !self.names_channels() {
            return gateway.call(plain).await;
        }
        let full = WebLoginWait {
            channel,
            session_key: shown.session_key,
            current_qr_data_url: shown.qr_data_url,
            ..plain.clone()
        };
        match gateway.call(full).await {
            Err(error) if is_unknown_word(&error) => {
                self.plain_login.set_value(true);
                gateway.call(plain).await
            }
            answer => answer,
        }
    }

    /// Gateways that can start a channel may also be told which one to sign in; some between may
    /// not, and are remembered.
    fn names_channels(self) -> bool {
        self.offers::<ChannelsStart>() && !self.plain_login.get_value()
    }
}

fn is_unknown_word(error: &CallError) -> bool {
    matches!(error, CallError::Refused { code, message, .. }
        if code == "INVALID_REQUEST" && message.contains("unexpected property"))
}
