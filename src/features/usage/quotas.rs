//! What providers say is left: each window as a bar with the time at which it begins anew, and in
//! words what went wrong with a provider.

use leptos::prelude::*;

use super::wording::READER;
use crate::platform::moment;
use crate::protocol::usage::{Billing, ProviderQuota, QuotaWindow, UsageQuotas};
use crate::ui::callout::{Callout, Tone};
use crate::ui::sheet::Empty;
use crate::words::{say, t, tr, w};

/// From here on a window is nearly used up.
const NEAR: f64 = 80.0;

/// The providers, each as a card.
#[component]
pub fn Quotas(quotas: UsageQuotas) -> impl IntoView {
    if quotas.providers.is_empty() {
        let nothing =
            if quotas.refreshing { w::USAGE_QUOTA_REFRESHING } else { w::USAGE_QUOTA_NONE };
        return view! { <Empty text=nothing /> }.into_any();
    }
    let refreshing = quotas.refreshing.then(|| {
        view! { <p class="quotas__note">{say(w::USAGE_QUOTA_REFRESHING)}</p> }
    });
    view! {
        {refreshing}
        <ul class="quotas">
            {quotas.providers.into_iter().map(|it| view! { <Provider provider=it /> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Provider(provider: ProviderQuota) -> impl IntoView {
    let ProviderQuota {
        provider,
        display_name,
        windows,
        plan,
        error,
        summary,
        account_email,
        billing,
    } = provider;
    let name = display_name.unwrap_or(provider);
    let is_silent =
        error.is_none() && windows.is_empty() && billing.is_empty() && summary.is_none();
    let about = [plan, account_email].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="quotas__provider">
            <h3 class="quotas__name">
                <bdi>{name.clone()}</bdi>
                {(!about.is_empty()).then(|| view! { <bdi class="quotas__note">{about}</bdi> })}
            </h3>
            {summary.map(|summary| view! { <p class="quotas__note">{summary}</p> })}
            {error
                .map(|error| {
                    let title = move || tr(w::USAGE_QUOTA_ERROR, &[("provider", &name)]);
                    view! { <Callout tone=Tone::Warning title=title details=error /> }
                })}
            {is_silent.then(|| view! { <p class="quotas__note">{say(w::USAGE_QUOTA_SILENT)}</p> })}
            {windows.into_iter().map(|window| view! { <Window window /> }).collect_view()}
            {billing.into_iter().map(|billing| view! { <Bill billing /> }).collect_view()}
        </li>
    }
}

#[component]
fn Window(window: QuotaWindow) -> impl IntoView {
    let label = window.label.unwrap_or_else(|| t(w::USAGE_QUOTA_WINDOW));
    let used = window.used_percent.map(|used| used.clamp(0.0, 100.0));
    let told = match used {
        Some(used) => tr(w::USAGE_QUOTA_USED, &[("share", &(READER.percent)(used / 100.0))]),
        None => t(w::USAGE_UNKNOWN),
    };
    #[expect(clippy::cast_precision_loss, reason = "no moment is that far away")]
    let reset = window.reset_at.map(|at| at as f64);
    let reset = reset.map(|at| {
        let exact = moment::date_and_time(at);
        let words = tr(w::USAGE_QUOTA_RESET, &[("when", &moment::ago(at))]);
        view! { <span class="quotas__note" title=exact>{words}</span> }
    });
    view! {
        <div class="quotas__window">
            <span>{label.clone()}</span>
            <span class="quotas__told">{told.clone()}</span>
            <span
                class="quotas__track"
                role="meter"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=used.map(|used| used.round().to_string())
                aria-valuetext=told
                data-near=used.is_some_and(|used| used >= NEAR).then_some("")
            >
                <span style:width=format!("{}%", used.unwrap_or_default())></span>
            </span>
            {reset}
        </div>
    }
}

#[component]
fn Bill(billing: Billing) -> impl IntoView {
    let Billing { kind, label, amount, used, limit, unit, period } = billing;
    let unit = unit.unwrap_or_default();
    let write = |amount: f64| {
        if unit.eq_ignore_ascii_case("usd") {
            (READER.money)(amount)
        } else {
            format!("{} {unit}", (READER.compact)(amount))
        }
    };
    let told = match (used.or(amount), limit) {
        (Some(used), Some(limit)) => {
            tr(w::USAGE_QUOTA_OF, &[("used", &write(used)), ("limit", &write(limit))])
        }
        (Some(amount), None) => write(amount),
        (None, Some(limit)) => write(limit),
        (None, None) => t(w::USAGE_UNKNOWN),
    };
    let label = label.or(kind).unwrap_or_default();
    view! {
        <div class="quotas__window">
            <span>{label}</span>
            <span class="quotas__told">{told}</span>
            {period.map(|period| view! { <span class="quotas__note">{period}</span> })}
        </div>
    }
}
