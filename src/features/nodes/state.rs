//! What the page of nodes knows while it is open: the node looked at, and the commands run from here
//! with their answers. Nothing is kept when the page is left.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::answer::Answer;
use super::trouble::Trouble;
use crate::gateway::error::CallError;
use crate::platform::{clock, random};
use crate::protocol::id::NodeId;
use crate::protocol::nodes::{Node, NodeInvoke};
use crate::remote::Remote;
use crate::store::nodes::Nodes;

/// So many commands are remembered.
pub(super) const KEPT: usize = 20;

/// A command as it was ordered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Order {
    pub node: NodeId,
    /// As the node was called then.
    pub name: String,
    pub command: String,
    pub params: Option<Value>,
    pub timeout_ms: u32,
}

/// A command that was run from here.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Invocation {
    pub number: u32,
    pub order: Arc<Order>,
    /// Milliseconds since the epoch.
    pub at: f64,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    Running,
    Answered { answer: Arc<Answer>, took_ms: f64 },
    Failed { trouble: Arc<Trouble>, took_ms: f64 },
}

#[derive(Clone, Copy)]
pub struct NodesState {
    nodes: Nodes,
    chosen: Signal<Option<NodeId>>,
    described: RwSignal<Remote<Node>>,
    invocations: RwSignal<Vec<Invocation>>,
    next: StoredValue<u32>,
}

impl NodesState {
    pub(super) fn new(nodes: Nodes, chosen: Signal<Option<NodeId>>) -> Self {
        Self {
            nodes,
            chosen,
            described: RwSignal::new(Remote::Absent),
            invocations: RwSignal::new(Vec::new()),
            next: StoredValue::new(1),
        }
    }

    /// What is known of the node that is chosen: in detail, else as it is listed. Reactive.
    pub(super) fn node(self) -> Option<Node> {
        let chosen = self.chosen.get()?;
        let is_it = |node: &&Node| node.node_id == chosen;
        self.described.with(|node| node.ready().filter(is_it).cloned()).or_else(|| {
            self.nodes.list().with(|list| list.ready()?.nodes.iter().find(is_it).cloned())
        })
    }

    pub(super) fn described(self) -> Signal<Remote<Node>> {
        self.described.into()
    }

    /// Another node is chosen: what is known in detail is of the one before.
    pub(super) fn turn(self) {
        self.described.set(Remote::Loading);
    }

    /// Reads the node's details. What is on screen stays while they are read anew.
    pub(super) async fn describe(self, id: NodeId) {
        let described = self.nodes.describe(id.clone()).await;
        // Another one may be chosen by now, or the page left.
        if self.chosen.try_get_untracked().flatten() != Some(id) {
            return;
        }
        self.described.try_update(|known| match described {
            Ok(node) => *known = Remote::Ready(node),
            // It is read again after the next hello.
            Err(CallError::Offline) => {}
            Err(error) => *known = Remote::Failed(error.sentence()),
        });
    }

    pub(super) async fn rename(self, id: NodeId, name: String) -> Result<(), CallError> {
        self.nodes.rename(id, name).await
    }

    /// The commands run from here, the newest first.
    pub(super) fn invocations(self) -> Signal<Vec<Invocation>> {
        self.invocations.into()
    }

    /// Whether a command is under way on this node. Reactive.
    pub(super) fn is_running(self, id: &NodeId) -> bool {
        self.invocations.with(|all| is_running(all, id))
    }

    /// Runs a command. It is sent once, with a key of its own; one that is under way on the node is
    /// waited for first.
    pub(super) async fn invoke(self, order: Order) {
        if self.invocations.with_untracked(|all| is_running(all, &order.node)) {
            return;
        }
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let request = NodeInvoke {
            node_id: order.node.clone(),
            command: order.command.clone(),
            params: order.params.clone(),
            timeout_ms: Some(order.timeout_ms),
            idempotency_key: random::uuid(),
        };
        let (at, began) = (clock::now_ms(), clock::steady_ms());
        let begun = Invocation { number, order: order.into(), at, outcome: Outcome::Running };
        self.invocations.update(|all| remember(all, begun));
        let reply = self.nodes.invoke(request).await;
        let took_ms = clock::steady_ms() - began;
        let outcome = match reply {
            Ok(reply) => Outcome::Answered { answer: Answer::of(reply).into(), took_ms },
            Err(error) => Outcome::Failed { trouble: Trouble::of(&error).into(), took_ms },
        };
        // The page may have been left meanwhile.
        self.invocations.try_update(|all| {
            if let Some(invocation) = all.iter_mut().find(|it| it.number == number) {
                invocation.outcome = outcome;
            }
        });
    }
}

fn is_running(all: &[Invocation], id: &NodeId) -> bool {
    all.iter().any(|it| it.order.node == *id && it.outcome == Outcome::Running)
}

/// Puts a command before the others and lets the oldest go, but none that is under way.
fn remember(all: &mut Vec<Invocation>, begun: Invocation) {
    all.insert(0, begun);
    while all.len() > KEPT {
        let Some(oldest) = all.iter().rposition(|it| it.outcome != Outcome::Running) else {
            return;
        };
        all.remove(oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invocation(number: u32, outcome: Outcome) -> Invocation {
        let order = Order {
            node: "pi".into(),
            name: "Workshop Pi".to_owned(),
            command: "system.which".to_owned(),
            params: None,
            timeout_ms: 30_000,
        };
        Invocation { number, order: order.into(), at: 0.0, outcome }
    }

    fn answered() -> Outcome {
        Outcome::Answered { answer: Answer::Nothing.into(), took_ms: 1.0 }
    }

    #[test]
    fn the_last_twenty_commands_are_remembered_the_newest_first() {
        let mut all = Vec::new();
        remember(&mut all, invocation(1, Outcome::Running));
        for number in 2..=30 {
            remember(&mut all, invocation(number, answered()));
        }
        let numbers: Vec<_> = all.iter().map(|it| it.number).collect();
        assert_eq!(numbers.len(), KEPT);
        assert_eq!((numbers[0], numbers[18], numbers[19]), (30, 12, 1), "what runs is not let go");
    }

    #[test]
    fn a_node_is_busy_while_one_of_its_commands_runs() {
        let all = [invocation(1, Outcome::Running), invocation(2, answered())];
        assert!(is_running(&all, &"pi".into()));
        assert!(!is_running(&all, &"ipad".into()));
        assert!(!is_running(&all[1..], &"pi".into()));
    }
}
