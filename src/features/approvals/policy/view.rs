//! The editor as it stands on the page: whose policy, its rules, a command to try, what is changed.

use icondata::LuRefreshCw;
use leptos::prelude::*;

use super::agents::Agents;
use super::changes::Change;
use super::clashes::Clashes;
use super::glob::Matching;
use super::places::Who;
use super::review::Review;
use super::rules::Settings;
use super::setting::fallback;
use super::target::TargetBar;
use super::tryout::Tryout;
use crate::features::approvals::state::{News, PolicyState};
use crate::platform::watch::{watch, watch_change};
use crate::platform::work;
use crate::protocol::approvals::{ApprovalRules, ExecApprovalsGet};
use crate::protocol::method::Method;
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::remote_view::remote_view;
use crate::words::{say, t, tr, w};

/// What every part of the editor works on.
#[derive(Clone, Copy)]
pub struct Desk {
    pub stores: Stores,
    pub state: PolicyState,
    /// What holds where the policy says nothing.
    pub fallback: Memo<ApprovalRules>,
    pub matching: Memo<Matching>,
    pub changes: Memo<Vec<Change>>,
    /// Nothing is edited while it is being saved.
    pub busy: Signal<bool>,
}

impl Desk {
    fn new(stores: Stores) -> Self {
        let state = PolicyState::new(stores);
        let node = Memo::new(move |_| {
            let id = state.target.get()?;
            stores
                .nodes
                .list()
                .with(|list| list.ready()?.nodes.iter().find(|node| node.node_id == id).cloned())
        });
        let version = Memo::new(move |_| {
            let own = node.with(|node| {
                node.as_ref()
                    .and_then(|node| node.core_version.clone().or_else(|| node.version.clone()))
            });
            own.or_else(|| stores.connection.version().get())
        });
        let fallback = Memo::new(move |_| {
            version.with(|version| {
                state.base.with(|base| match base.ready() {
                    Some(base) => fallback(&base.file, base.resolved.as_ref(), version.as_deref()),
                    None => ApprovalRules::default(),
                })
            })
        });
        let matching = Memo::new(move |_| {
            let platform = node.with(|node| node.as_ref().and_then(|node| node.platform.clone()));
            let path = state.base.with(|base| base.ready().and_then(|base| base.path.clone()));
            let on_windows = platform.is_some_and(|name| name.to_lowercase().starts_with("win"))
                || path.is_some_and(|path| path.contains('\\'));
            version.with(|version| Matching::of(version.as_deref(), on_windows))
        });
        Self {
            stores,
            state,
            fallback,
            matching,
            changes: Memo::new(move |_| state.changes()),
            busy: state.saving.into(),
        }
    }

    /// The agents that there are, those in the policy, and all others as `*`. Reactive.
    pub fn everyone(self) -> Vec<Who> {
        let mut ids = self.known();
        ids.extend(self.state.draft.with(|draft| draft.agents.keys().cloned().collect::<Vec<_>>()));
        ids.retain(|id| id != "*");
        ids.sort();
        ids.dedup();
        ids.push("*".to_owned());
        ids.into_iter().map(Who::Agent).collect()
    }

    /// The agents that there are. Reactive.
    pub fn known(self) -> Vec<String> {
        self.stores.agents.list().with(|list| {
            let rows = list.ready().map(|list| list.agents.as_slice()).unwrap_or_default();
            rows.iter().map(|row| row.id.to_string()).collect()
        })
    }
}

/// The policy editor, for a section of the approvals page.
#[component]
pub fn PolicyEditor(stores: Stores) -> impl IntoView {
    let allowed = Memo::new(move |_| stores.connection.allows(ExecApprovalsGet::SCOPE));
    let scope = || tr(w::POLICY_SCOPE, &[("scope", ExecApprovalsGet::SCOPE.as_str())]);
    view! {
        {move || if allowed.get() {
            view! { <Editor stores=stores /> }.into_any()
        } else {
            view! { <Callout title=scope /> }.into_any()
        }}
    }
}

#[component]
fn Editor(stores: Stores) -> impl IntoView {
    let desk = Desk::new(stores);
    let state = desk.state;
    state.remember();
    work::begin(async move {
        // Names of agents and nodes are read once; a hint reads them again.
        stores.nodes.load().await;
    });
    if stores.agents.list().with_untracked(|list| list.ready().is_none()) {
        work::begin(stores.agents.load());
    }
    // Each hello may bring another policy, and another gateway does.
    watch_change(move |before: Option<Option<String>>| {
        let url = stores.connection.url().get();
        if before.is_some_and(|before| before != url) {
            state.forget();
            state.target.set(None);
            state.remember();
        }
        url
    });
    let is_readable = stores.connection.is_readable();
    watch(move || {
        // A scripted line is always there, and has no phase.
        if is_readable.get() || stores.connection.line().with_value(|line| line.hello().is_some()) {
            work::begin(state.load());
        }
    });
    let ready = Memo::new(move |_| {
        state.base.with(|base| match base {
            Remote::Ready(_) => Remote::Ready(()),
            Remote::Failed(why) => Remote::Failed(why.clone()),
            Remote::Loading => Remote::Loading,
            Remote::Absent => Remote::Absent,
        })
    });
    let retry = move || work::begin(state.load());
    view! {
        <div class="policy">
            <TargetBar desk=desk />
            {remote_view(ready.into(), retry, move |()| view! { <Body desk=desk /> }.into_any())}
        </div>
    }
}

#[component]
fn Body(desk: Desk) -> impl IntoView {
    let state = desk.state;
    let disputed = Memo::new(move |_| state.dispute.with(Option::is_some));
    let news = move || {
        state.news.get().map(|news| match news {
            News::Saved => t(w::POLICY_SAVED),
            News::Merged => t(w::POLICY_MERGED),
        })
    };
    view! {
        <p class="policy__news" role="status">{news}</p>
        <div role="alert">
            {move || state.problem.get().map(|why| view! {
                <Callout tone=Tone::Danger title=why>
                    <p>
                        <Button
                            label=w::POLICY_READ_AGAIN
                            icon=Signal::derive(|| LuRefreshCw)
                            small=true
                            on_press=move || {
                                state.problem.set(None);
                                work::begin(state.load());
                            }
                        />
                    </p>
                </Callout>
            })}
        </div>
        {move || if disputed.get() {
            view! { <Clashes desk=desk /> }.into_any()
        } else {
            view! {
                <section class="policy__part" aria-labelledby="policy-defaults">
                    <h3 id="policy-defaults">{say(w::POLICY_DEFAULTS)}</h3>
                    <p class="policy__means">{say(w::POLICY_DEFAULTS_NOTE)}</p>
                    <Settings desk=desk who=Who::Defaults />
                </section>
                <Agents desk=desk />
                <Tryout desk=desk />
                <Review desk=desk />
            }.into_any()
        }}
    }
}
