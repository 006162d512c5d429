//! A channel with its accounts. It stays while they change, so that the keyboard stays where it is.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::account::AccountCard;
use super::roster::Channel;
use super::state::ChannelsState;
use crate::protocol::channels::{ChannelAccount, ChannelsSummary};
use crate::remote::Remote;
use crate::store::channels::trouble::Key;
use crate::ui::command_line::CommandLine;
use crate::ui::unique_id;
use crate::words::{say, w};

#[component]
pub fn ChannelSection(
    id: String,
    channels: Memo<Vec<Channel>>,
    accounts: Memo<BTreeMap<Key, ChannelAccount>>,
    status: Signal<Remote<ChannelsSummary>>,
    state: ChannelsState,
) -> impl IntoView {
    let title_id = unique_id("channel");
    let labelled_by = title_id.clone();
    let id = StoredValue::new(id);
    let channel = Memo::new(move |_| {
        channels.with(|all| all.iter().find(|it| id.with_value(|id| it.id == *id)).cloned())
    });
    let of = move |read: fn(&Channel) -> Option<String>| {
        channel.with(|channel| channel.as_ref().and_then(read))
    };
    let label = Memo::new(move |_| of(|channel| Some(channel.label.clone())).unwrap_or_default());
    let default = Memo::new(move |_| of(|channel| channel.default_account.clone()));
    let error = Memo::new(move |_| of(|channel| channel.error.clone()).unwrap_or_default());
    let listed =
        move || channel.with(|it| it.as_ref().map(|it| it.accounts.clone()).unwrap_or_default());
    let is_alone = Memo::new(move |_| listed().is_empty());
    let is_one = Memo::new(move |_| listed().len() == 1);
    view! {
        <section class="channel" aria-labelledby=labelled_by>
            <h3 class="channel__title" id=title_id dir="auto">
                {move || label.get()}
                {move || {
                    of(|channel| channel.detail.clone())
                        .map(|detail| view! { <span class="channel__detail">{detail}</span> })
                }}
            </h3>
            {move || {
                (!error.with(String::is_empty)).then(|| view! { <CommandLine text=error /> })
            }}
            {move || {
                is_alone.get().then(|| view! { <p class="channel__none">{say(w::CHANNELS_NO_ACCOUNT)}</p> })
            }}
            <ul class="channel__accounts" hidden=move || is_alone.get()>
                <For each=listed key=String::clone let:account>
                    <AccountCard
                        key=(id.get_value(), account)
                        label
                        is_one
                        default
                        accounts
                        status
                        state
                    />
                </For>
            </ul>
        </section>
    }
}
