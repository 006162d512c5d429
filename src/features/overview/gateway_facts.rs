//! The gateway itself: what it is, since when it runs, how busy it is, and whether a newer one waits.

use leptos::prelude::*;

use super::figures::{Unit, span};
use super::matters::{Load, failed_plugins, load};
use super::state::OverviewState;
use super::ticking::Ticking;
use crate::protocol::health::HealthSummary;
use crate::protocol::presence::PresenceEntry;
use crate::ui::callout::{Callout, Tone};
use crate::ui::command_line::CommandLine;
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, tn, tr, w};

#[component]
pub fn GatewayFacts(state: OverviewState) -> impl IntoView {
    let stores = state.stores;
    let welcome = stores.health.welcome();
    let version = Memo::new(move |_| {
        let told = stores.connection.version().get();
        // A gateway that was built by hand calls itself `dev`, and some know better later.
        state
            .status()
            .with(|status| status.ready().and_then(|status| status.runtime_version.clone()))
            .or(told)
    });
    let host = Memo::new(move |_| {
        let told = welcome.with(|welcome| welcome.as_ref().and_then(|it| it.host.clone()));
        let of_list = stores
            .presence
            .entries()
            .with(|entries| entries.ready().and_then(|entries| entries.iter().find_map(place)));
        of_list.or(told)
    });
    let protocol = Memo::new(move |_| {
        let protocol = welcome.with(|welcome| welcome.as_ref().map_or(0, |it| it.protocol));
        (protocol > 0).then(|| protocol.to_string())
    });
    let told = move |read: fn(&HealthSummary) -> Option<String>| {
        Memo::new(move |_| stores.health.summary().with(|health| health.ready().and_then(read)))
    };
    let busy = told(busy);
    let plugins = told(plugins);
    let took = told(took);
    view! {
        <Section title=w::OVERVIEW_GATEWAY>
            <dl class="overview__facts">
                <Fact name=w::OVERVIEW_VERSION value=version />
                <Uptime state />
                <Fact name=w::OVERVIEW_HOST value=host />
                <Fact name=w::OVERVIEW_PROTOCOL value=protocol />
                <Fact name=w::OVERVIEW_BUSY value=busy />
                <Fact name=w::OVERVIEW_PLUGINS value=plugins />
                <Fact name=w::OVERVIEW_TOOK value=took />
            </dl>
            <Update state />
        </Section>
    }
}

/// A fact that is there only when the gateway tells it.
#[component]
fn Fact(name: Word, value: Memo<Option<String>>) -> impl IntoView {
    move || {
        value.get().map(|value| {
            view! {
                <div class="overview__fact">
                    <dt>{say(name)}</dt>
                    <dd dir="auto">{value}</dd>
                </div>
            }
        })
    }
}

/// Ticks while the gateway is there. While it is away nobody knows whether it runs.
#[component]
fn Uptime(state: OverviewState) -> impl IntoView {
    let ticking = expect_context::<Ticking>();
    let connected = state.stores.connection.is_connected();
    let since = Memo::new(move |_| {
        let since = state.stores.health.welcome().with(|it| it.as_ref()?.running_since);
        since.filter(|_| connected.get())
    });
    let words = Memo::new(move |_| since.get().map(|since| in_words(span(ticking.since(since)))));
    view! {
        <Show when=move || words.with(Option::is_some)>
            <div class="overview__fact">
                <dt>{say(w::OVERVIEW_UPTIME)}</dt>
                <dd data-figures="">{move || words.get()}</dd>
            </div>
        </Show>
    }
}

fn in_words(span: [(u64, Unit); 2]) -> String {
    span.map(|(count, unit)| {
        let word = match unit {
            Unit::Day => w::OVERVIEW_DAYS,
            Unit::Hour => w::OVERVIEW_HOURS,
            Unit::Minute => w::OVERVIEW_MINUTES,
            Unit::Second => w::OVERVIEW_SECONDS,
        };
        tr(word, &[("n", &count.to_string())])
    })
    .join(" ")
}

/// A newer version, and what taking it means.
#[component]
fn Update(state: OverviewState) -> impl IntoView {
    let update = state.stores.health.update();
    move || {
        let latest = update.get()?.latest_version.filter(|latest| !latest.trim().is_empty())?;
        let title = move || tr(w::OVERVIEW_UPDATE, &[("version", &latest)]);
        Some(view! {
            <Callout tone=Tone::Info title=title>
                <p>{say(w::OVERVIEW_UPDATE_MEANS)}</p>
                <CommandLine text=Signal::derive(|| "openclaw update".to_owned()) />
            </Callout>
        })
    }
}

/// Where the gateway runs, as the list of those present says it.
fn place(entry: &PresenceEntry) -> Option<String> {
    if entry.mode.as_deref() != Some("gateway") {
        return None;
    }
    let said = [&entry.host, &entry.ip, &entry.platform];
    let said: Vec<_> = said.into_iter().flatten().filter(|it| !it.is_empty()).cloned().collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

fn busy(health: &HealthSummary) -> Option<String> {
    let word = match load(health)? {
        Load::Calm => t(w::OVERVIEW_CALM),
        Load::TooBusy => t(w::OVERVIEW_OVERLOADED),
    };
    let used = health.event_loop.as_ref()?.utilization;
    Some(match used {
        Some(used) => format!("{word} · {:.0} %", used.clamp(0.0, 1.0) * 100.0),
        None => word,
    })
}

fn plugins(health: &HealthSummary) -> Option<String> {
    let loaded = tn(w::OVERVIEW_PLUGINS_LOADED, health.plugins.as_ref()?.loaded.len());
    let failed = failed_plugins(health).len();
    Some(if failed == 0 {
        loaded
    } else {
        format!("{loaded} · {}", tn(w::OVERVIEW_PLUGINS_FAILED, failed))
    })
}

/// Answers from memory take no time and are not worth a line.
fn took(health: &HealthSummary) -> Option<String> {
    let ms = health.duration_ms.filter(|ms| *ms >= 1.0)?;
    Some(tr(w::OVERVIEW_TOOK_MS, &[("ms", &format!("{ms:.0}"))]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_gateway_s_own_entry_says_where_it_runs() {
        let entry = |mode: &str| PresenceEntry {
            mode: Some(mode.to_owned()),
            host: Some("harbour".to_owned()),
            ip: Some("192.0.2.10".to_owned()),
            platform: Some(String::new()),
            ..PresenceEntry::default()
        };
        assert_eq!(place(&entry("gateway")).as_deref(), Some("harbour · 192.0.2.10"));
        assert_eq!(place(&entry("webchat")), None);
    }

    #[test]
    fn how_busy_it_is_is_a_word_and_a_share() {
        let health = |json| serde_json::from_value(json).unwrap();
        let calm = json!({"eventLoop": {"degraded": false, "utilization": 0.034}});
        assert_eq!(busy(&health(calm)).as_deref(), Some("Calm · 3 %"));
        assert_eq!(busy(&health(json!({}))), None);
        let plugins_of = |json| plugins(&health(json));
        let failed = json!({"plugins": {"loaded": ["a", "b"], "errors": [{"id": "c"}]}});
        assert_eq!(plugins_of(failed).as_deref(), Some("2 loaded · 1 failed"));
        assert_eq!(plugins_of(json!({})), None);
    }
}
