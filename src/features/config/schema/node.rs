//! The schema as it is kept: nodes in one row, texts as pieces of the text that came.

use super::scan::Text;

/// A node of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(pub(super) u32);

/// Nodes that hold at one place all at once: of `allOf`, behind `$ref`, around a union. None: the
/// schema does not know the place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Spot(pub(super) Vec<Part>);

/// A node, or all of it but its union: that is what holds for each variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) node: NodeId,
    pub(super) bare: bool,
}

impl Spot {
    pub(super) fn of(node: NodeId) -> Self {
        Self(vec![Part { node, bare: false }])
    }

    pub(super) fn is_known(&self) -> bool {
        !self.0.is_empty()
    }
}

/// A stretch of one of the rows of [`Rows`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Run {
    pub(super) fn of<T>(self, row: &[T]) -> &[T] {
        row.get(self.start as usize..(self.start + self.len) as usize).unwrap_or_default()
    }

    pub(super) fn is_empty(self) -> bool {
        self.len == 0
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) key: Text,
    pub(super) node: NodeId,
}

/// What may stand beside what is declared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Rest {
    #[default]
    Unsaid,
    No,
    Any,
    Node(NodeId),
}

/// Bits of `Node::types`.
pub(super) mod types {
    pub(in super::super) const NULL: u8 = 1;
    pub(in super::super) const SWITCH: u8 = 2;
    pub(in super::super) const INTEGER: u8 = 4;
    pub(in super::super) const NUMBER: u8 = 8;
    pub(in super::super) const TEXT: u8 = 16;
    pub(in super::super) const LIST: u8 = 32;
    pub(in super::super) const OBJECT: u8 = 64;
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Node {
    /// None: anything.
    pub(super) types: u8,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) unique: bool,
    pub(super) title: Option<Text>,
    pub(super) description: Option<Text>,
    pub(super) format: Option<Text>,
    pub(super) pattern: Option<Text>,
    /// As written, like the next two.
    pub(super) default: Option<Text>,
    pub(super) constant: Option<Text>,
    pub(super) choices: Option<Text>,
    pub(super) reference: Option<NodeId>,
    pub(super) members: Run,
    pub(super) patterns: Run,
    pub(super) required: Run,
    pub(super) rest: Rest,
    pub(super) names: Option<NodeId>,
    pub(super) items: Option<NodeId>,
    pub(super) places: Run,
    pub(super) more_items: Rest,
    pub(super) any: Run,
    pub(super) one: Run,
    pub(super) all: Run,
    /// Place in `Rows::limits`; the first one says nothing.
    pub(super) limits: u32,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) above: Option<f64>,
    pub(super) below: Option<f64>,
    pub(super) step: Option<f64>,
    pub(super) min_length: Option<f64>,
    pub(super) max_length: Option<f64>,
    pub(super) min_items: Option<f64>,
    pub(super) max_items: Option<f64>,
    pub(super) min_keys: Option<f64>,
    pub(super) max_keys: Option<f64>,
}

/// All nodes, and what they have several of.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) nodes: Vec<Node>,
    pub(super) members: Vec<Member>,
    pub(super) lists: Vec<NodeId>,
    pub(super) texts: Vec<Text>,
    pub(super) limits: Vec<Limits>,
}

impl Rows {
    pub(super) fn node(&self, id: NodeId) -> &Node {
        // Ids are made by the reader alone, from places in this row.
        &self.nodes[id.0 as usize]
    }

    pub(super) fn limits(&self, node: &Node) -> &Limits {
        &self.limits[node.limits as usize]
    }

    /// The variants of the unions of a node; draft 7 has two words for them.
    pub(super) fn variants(&self, node: &Node) -> &[NodeId] {
        if node.any.is_empty() { node.one.of(&self.lists) } else { node.any.of(&self.lists) }
    }
}
