//! Being rid of what this browser keeps: of one gateway, or all of it.

use leptos::prelude::GetUntracked;

use super::kept::is_of;
use crate::platform::{document, indexed_db, service_worker, storage, work};
use crate::store::{Stores, recall};

/// Forgets everything kept for one gateway, and leaves it if it is the one that is on.
pub fn gateway(stores: Stores, url: &str) {
    let is_on = stores.connection.url().get_untracked().as_deref() == Some(url);
    if is_on {
        stores.connection.sign_out();
    }
    for (name, _) in storage::all_local().into_iter().filter(|(name, _)| is_of(name, url)) {
        storage::set_local(&name, None);
    }
    for (name, _) in storage::all_session().into_iter().filter(|(name, _)| is_of(name, url)) {
        storage::set_session(&name, None);
    }
    stores.gateways.forget(url);
    let url = url.to_owned();
    work::begin(async move {
        stores.gateways.forget_device(&url).await;
        recall::forget(&url).await;
    });
}

/// Forgets all of it, this browser's key too, and begins as on the first visit.
pub async fn everything(stores: Stores) {
    stores.connection.sign_out();
    for (name, _) in storage::all_local() {
        storage::set_local(&name, None);
    }
    for (name, _) in storage::all_session() {
        storage::set_session(&name, None);
    }
    if let Err(reason) = indexed_db::clear().await {
        log::warn!("the device key was not forgotten: {reason:?}");
    }
    recall::forget_all().await;
    service_worker::leave(&document::base()).await;
    document::leave_for(&document::base());
}
