//! The schema as it is kept: nodes in one row, texts as pieces of the text that came.

/// A node of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(pub(super) u32);
