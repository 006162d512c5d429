//! Whose policy is edited: the gateway's own, or that of a node. Edits are not left without a question.

use icondata::LuRefreshCw;
use leptos::prelude::*;

use super::view::Desk;
use crate::features::approvals::state::Target;
use crate::platform::work;
use crate::protocol::approvals::ExecApprovalsNodeGet;
use crate::protocol::id::NodeId;
use crate::protocol::method::Method;
use crate::protocol::nodes::Node;
use crate::ui::button::IconButton;
use crate::ui::confirm::Confirm;
use crate::ui::input::select::{Choice, Select};
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn TargetBar(desk: Desk) -> impl IntoView {
    let Desk { stores, state, changes, .. } = desk;
    let asking = RwSignal::new(false);
    let wanted = RwSignal::new(Target::None);
    let value = Memo::new(move |_| state.target.get().map(|id| id.to_string()).unwrap_or_default());
    let choices = Signal::derive(move || {
        // After a question that was answered with no, what is chosen is shown again.
        asking.track();
        let mut all = vec![Choice { value: String::new(), label: t(w::POLICY_GATEWAY) }];
        let offers =
            stores.connection.line().with_value(|line| line.offers(ExecApprovalsNodeGet::NAME));
        stores.nodes.list().with(|list| {
            let nodes = list.ready().map(|list| list.nodes.as_slice()).unwrap_or_default();
            all.extend(nodes.iter().filter(|_| offers).map(choice));
        });
        let value = value.get();
        if !all.iter().any(|choice| choice.value == value) {
            all.push(Choice { label: value.clone(), value });
        }
        all
    });
    let turn = move || work::begin(state.turn_to(wanted.get_untracked()));
    let choose = move |id: String| {
        wanted.set(Some(id).filter(|id| !id.is_empty()).map(NodeId::from));
        if changes.with_untracked(Vec::is_empty) {
            turn();
        } else {
            asking.set(true);
        }
    };
    let path = move || state.base.with(|base| base.ready().and_then(|base| base.path.clone()));
    view! {
        <div class="policy__target">
            <span class="policy__label" aria-hidden="true">{say(w::POLICY_TARGET)}</span>
            <Select label=w::POLICY_TARGET value=value choices=choices disabled=desk.busy on_choose=choose />
            <IconButton
                label=w::POLICY_READ_AGAIN
                glyph=Signal::derive(|| LuRefreshCw)
                disabled=desk.busy
                on_press=move || work::begin(state.load())
            />
            <span class="policy__path" dir="ltr">{path}</span>
        </div>
        <Confirm
            open=asking
            title=w::POLICY_LEAVE_TITLE
            text=move || tn(w::POLICY_DISCARD_TEXT, changes.with(Vec::len))
            verb=w::POLICY_LEAVE
            on_confirm=move |()| turn()
        />
    }
}

fn choice(node: &Node) -> Choice {
    let id = node.node_id.to_string();
    let name =
        node.display_name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone());
    let is_away = node.connected == Some(false);
    let label = if is_away { tr(w::POLICY_NODE_OFFLINE, &[("name", &name)]) } else { name };
    Choice { value: id, label }
}
