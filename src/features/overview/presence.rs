//! Who is connected: a live list. Many are folded, who has left is quiet, and what somebody has left
//! as a note stands below.

use std::collections::BTreeMap;

use icondata::{Icon as Glyph, LuMonitor, LuRadio, LuServer, LuUser};
use leptos::prelude::*;

use super::people::{Kind, Note, People, Person};
use super::state::OverviewState;
use super::ticking::{Ago, Ticking};
use crate::platform::moment;
use crate::platform::work;
use crate::protocol::id::DeviceId;
use crate::remote::Remote;
use crate::store::devices::name;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Tone;
use crate::ui::dot_list::DotList;
use crate::ui::icon::Icon;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section};
use crate::words::{Word, say, t, tn, tr, w};

/// More are folded.
const SHOWN: usize = 8;

#[component]
pub fn Presence(state: OverviewState) -> impl IntoView {
    let stores = state.stores;
    let entries = stores.presence.entries();
    let connected = stores.connection.is_connected();
    let people = Memo::new(move |_| {
        // It is known as soon as the connection stands.
        connected.track();
        let own = stores.devices.own_id();
        let names: BTreeMap<DeviceId, String> = stores.devices.pairs().with(|pairs| {
            let paired = pairs.ready().map(|pairs| pairs.paired.as_slice()).unwrap_or_default();
            let named = paired.iter().filter(|device| name::is_own(device));
            named.map(|device| (device.device_id.clone(), name::of_device(device))).collect()
        });
        entries.with(|entries| {
            People::of(entries.ready().map(Vec::as_slice).unwrap_or_default(), own.as_ref(), &names)
        })
    });
    // What is drawn around the rows changes only with the kind of answer.
    let kind = Memo::new(move |_| {
        entries.with(|entries| match entries {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Ready(_) => Remote::Ready(()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
        })
    });
    let draw = move |(): &()| view! { <Rows state people /> }.into_any();
    view! {
        <Section title=w::OVERVIEW_PRESENCE>
            {remote_view(kind.into(), move || work::begin(stores.presence.load()), draw)}
        </Section>
    }
}

#[component]
fn Rows(state: OverviewState, people: Memo<People>) -> impl IntoView {
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| people.with(|people| people.present.len()));
    let shown = move || {
        let most = if all.get() { usize::MAX } else { SHOWN };
        people.with(|people| people.present.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let notes = Memo::new(move |_| people.with(|people| people.notes.clone()));
    let forgets = Memo::new(move |_| {
        let is_read = people.with(|people| !people.present.is_empty() && !people.has_own());
        is_read && state.stores.connection.is_connected().get()
    });
    view! {
        {move || (count.get() == 0).then(|| view! { <Empty text=w::OVERVIEW_PRESENCE_NONE /> })}
        <p class="presence__count" hidden=move || count.get() == 0>
            {move || tn(w::OVERVIEW_CONNECTED, people.with(People::connected))}
        </p>
        <ul class="presence" hidden=move || count.get() == 0>
            <For each=shown key=Person::clone let:person>
                <PersonRow person />
            </For>
        </ul>
        {move || {
            (count.get() > SHOWN)
                .then(|| {
                    let label = move || match all.get() {
                        true => t(w::OVERVIEW_FEWER),
                        false => tn(w::OVERVIEW_ALL, count.get()),
                    };
                    view! {
                        <p>
                            <Button
                                label=label
                                variant=Variant::Quiet
                                small=true
                                on_press=move || all.update(|all| *all = !*all)
                            />
                        </p>
                    }
                })
        }}
        <Show when=move || forgets.get()>
            <p class="overview__note">{say(w::OVERVIEW_PRESENCE_FORGETS)}</p>
        </Show>
        <Show when=move || !notes.with(Vec::is_empty)>
            <h3 class="presence__heading">{say(w::OVERVIEW_NOTES)}</h3>
            <ul class="presence__notes">
                <For each=move || notes.get() key=Note::clone let:note>
                    <li class="presence__note" dir="auto">
                        {note.text}
                        {note.at.map(|at| view! { " "<Ago at=at as f64 /> })}
                    </li>
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn PersonRow(person: Person) -> impl IntoView {
    let ticking = expect_context::<Ticking>();
    let client = person.client.as_deref().map(name::of_client);
    let title = person.name.clone().or_else(|| client.clone());
    let title = title.unwrap_or_else(|| t(w::OVERVIEW_SOMEBODY));
    let program = client.filter(|client| *client != title);
    let role = roles(&person);
    // A browser says `web` and nothing else.
    let platform = person.platform.clone().filter(|platform| platform != "web");
    let version = person.version.clone().map(|it| tr(w::OVERVIEW_VERSION_OF, &[("version", &it)]));
    let facts =
        [Some(role), program, person.machine.clone(), platform, version, person.address.clone()];
    let when = move |word: Word, at: Option<u64>| {
        let at = at? as f64;
        let said = move || tr(word, &[("when", &ticking.ago(at))]);
        Some(view! { <li title=moment::date_and_time(at)>{said}</li> })
    };
    let times = [
        when(w::OVERVIEW_SINCE, person.since),
        when(w::OVERVIEW_LAST_INPUT, person.last_input),
        when(w::OVERVIEW_LEFT, person.left),
    ];
    view! {
        <li class="presence__row" data-gone=person.has_gone.then_some("")>
            <Icon glyph=glyph(person.kind) />
            <div class="presence__who">
                <p class="presence__name">
                    <span dir="auto">{title}</span>
                    {person
                        .is_own
                        .then(|| view! { <Badge text=w::OVERVIEW_THIS_BROWSER tone=Tone::Info /> })}
                    {person
                        .has_gone
                        .then(|| view! { <Badge text=w::OVERVIEW_GONE tone=None /> })}
                </p>
                <DotList>
                    {facts
                        .into_iter()
                        .flatten()
                        .map(|fact| view! { <li dir="auto">{fact}</li> })
                        .collect_view()} {times.into_iter().flatten().collect_view()}
                </DotList>
            </div>
        </li>
    }
}

fn roles(person: &Person) -> String {
    let word = |role: &str| match role {
        "operator" => t(w::DEVICES_ROLE_OPERATOR),
        "node" => t(w::DEVICES_ROLE_NODE),
        other => other.to_owned(),
    };
    let said: Vec<_> = person.roles.iter().map(|role| word(role)).collect();
    match person.kind {
        Kind::Gateway => t(w::OVERVIEW_THE_GATEWAY),
        _ if !said.is_empty() => said.join(", "),
        Kind::Operator => t(w::DEVICES_ROLE_OPERATOR),
        Kind::Node => t(w::DEVICES_ROLE_NODE),
        Kind::Other => t(w::OVERVIEW_NO_ROLE),
    }
}

fn glyph(kind: Kind) -> Glyph {
    match kind {
        Kind::Gateway => LuRadio,
        Kind::Operator => LuUser,
        Kind::Node => LuServer,
        Kind::Other => LuMonitor,
    }
}
