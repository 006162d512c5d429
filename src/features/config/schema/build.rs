//! Reads a schema into rows of nodes, in one pass.

use super::node::{Limits, Member, Node, NodeId, Rest, Rows, Run, types};
use super::scan::{Read, Scan, Text};

/// Deeper nodes are as if they said nothing.
const DEEPEST: usize = 200;

struct Builder<'s> {
    scan: &'s mut Scan,
    rows: Rows,
    /// Members and entries of what is being read, until they can be put in a row.
    members: Vec<Member>,
    lists: Vec<NodeId>,
    definitions: Vec<Member>,
    /// References that stand open: the node, and where it points.
    open: Vec<(NodeId, Text)>,
    depth: usize,
}

/// The first node is the root.
pub(super) fn build(scan: &mut Scan) -> Read<Rows> {
    if scan.peek() != b'{' {
        return Err("The schema is no object".into());
    }
    let mut builder = Builder {
        scan,
        rows: Rows { limits: vec![Limits::default()], ..Rows::default() },
        members: Vec::new(),
        lists: Vec::new(),
        definitions: Vec::new(),
        open: Vec::new(),
        depth: 0,
    };
    builder.node()?;
    // References to a whole: plugins bring their schemas with them, so theirs are closed already.
    for (node, to) in std::mem::take(&mut builder.open) {
        if builder.scan.texts.get(to) == "#" {
            builder.rows.nodes[node.0 as usize].reference = Some(NodeId(0));
        }
    }
    Ok(builder.rows)
}

impl Builder<'_> {
    /// Reads what comes next, whatever it is: `true` and what is no schema say nothing.
    fn node(&mut self) -> Read<NodeId> {
        let id = NodeId(self.rows.nodes.len() as u32);
        self.rows.nodes.push(Node::default());
        if self.depth >= DEEPEST {
            self.scan.skip()?;
            return Ok(id);
        }
        self.depth += 1;
        let (defined, opened) = (self.definitions.len(), self.open.len());
        let mut node = Node::default();
        let mut limits = Limits::default();
        let mut limited = false;
        if self.scan.object()? {
            while let Some(key) = self.scan.key()? {
                if !self.keyword(id, &mut node, key)? {
                    limited |= self.limit(&mut limits, key)?;
                }
            }
        }
        if limited {
            node.limits = self.rows.limits.len() as u32;
            self.rows.limits.push(limits);
        }
        self.rows.nodes[id.0 as usize] = node;
        self.close(defined, opened);
        self.depth -= 1;
        Ok(id)
    }

    /// References point to the definitions of the nearest node that has them: the schemas of
    /// plugins are put into the gateway's whole, with what they define.
    fn close(&mut self, defined: usize, opened: usize) {
        if self.definitions.len() == defined {
            return;
        }
        let mut left = opened;
        for place in opened..self.open.len() {
            let (node, to) = self.open[place];
            let to_name = self.scan.texts.get(to);
            let name = to_name
                .strip_prefix("#/$defs/")
                .or_else(|| to_name.strip_prefix("#/definitions/"))
                .unwrap_or(to_name);
            let found =
                self.definitions[defined..].iter().find(|it| self.scan.texts.get(it.key) == name);
            if let Some(found) = found {
                self.rows.nodes[node.0 as usize].reference = Some(found.node);
            } else {
                self.open[left] = (node, to);
                left += 1;
            }
        }
        self.open.truncate(left);
        self.definitions.truncate(defined);
    }

    fn keyword(&mut self, id: NodeId, node: &mut Node, key: Text) -> Read<bool> {
        match self.scan.texts.get(key) {
            "type" => node.types = self.types()?,
            "title" => node.title = self.scan.maybe_text()?,
            "description" => node.description = self.scan.maybe_text()?,
            "format" => node.format = self.scan.maybe_text()?,
            "pattern" => node.pattern = self.scan.maybe_text()?,
            "default" => node.default = Some(self.scan.raw()?),
            "const" => node.constant = Some(self.scan.raw()?),
            "enum" => node.choices = Some(self.scan.raw()?),
            "deprecated" => node.deprecated = self.scan.truth()? == Some(true),
            "readOnly" => node.read_only = self.scan.truth()? == Some(true),
            "uniqueItems" => node.unique = self.scan.truth()? == Some(true),
            "properties" => node.members = self.members()?,
            "patternProperties" => node.patterns = self.members()?,
            "$defs" | "definitions" => self.define()?,
            "required" => node.required = self.required()?,
            "additionalProperties" => node.rest = self.rest()?,
            "additionalItems" => node.more_items = self.rest()?,
            "propertyNames" => node.names = Some(self.node()?),
            "items" => self.items(node)?,
            "prefixItems" => node.places = self.nodes()?,
            "anyOf" => node.any = self.nodes()?,
            "oneOf" => node.one = self.nodes()?,
            "allOf" => node.all = self.nodes()?,
            "$ref" => {
                if let Some(to) = self.scan.maybe_text()? {
                    self.open.push((id, to));
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn limit(&mut self, limits: &mut Limits, key: Text) -> Read<bool> {
        let limit = match self.scan.texts.get(key) {
            "minimum" => &mut limits.min,
            "maximum" => &mut limits.max,
            "exclusiveMinimum" => &mut limits.above,
            "exclusiveMaximum" => &mut limits.below,
            "multipleOf" => &mut limits.step,
            "minLength" => &mut limits.min_length,
            "maxLength" => &mut limits.max_length,
            "minItems" => &mut limits.min_items,
            "maxItems" => &mut limits.max_items,
            "minProperties" => &mut limits.min_keys,
            "maxProperties" => &mut limits.max_keys,
            // `not`, `if`, `$comment`, ...: of use to a validator only.
            _ => return self.scan.skip().map(|()| false),
        };
        *limit = self.scan.number()?;
        Ok(true)
    }

    fn types(&mut self) -> Read<u8> {
        if self.scan.peek() != b'[' {
            return Ok(self.scan.maybe_text()?.map_or(0, |it| self.type_of(it)));
        }
        let mut all = 0;
        self.scan.list()?;
        while self.scan.entry()? {
            all |= self.scan.maybe_text()?.map_or(0, |it| self.type_of(it));
        }
        Ok(all)
    }

    fn type_of(&self, name: Text) -> u8 {
        match self.scan.texts.get(name) {
            "string" => types::TEXT,
            "object" => types::OBJECT,
            "boolean" => types::SWITCH,
            "integer" => types::INTEGER,
            "number" => types::NUMBER,
            "array" => types::LIST,
            "null" => types::NULL,
            _ => 0,
        }
    }

    fn rest(&mut self) -> Read<Rest> {
        match self.scan.peek() {
            b'{' => Ok(Rest::Node(self.node()?)),
            _ => Ok(if self.scan.truth()? == Some(false) { Rest::No } else { Rest::Any }),
        }
    }

    fn members(&mut self) -> Read<Run> {
        let first = self.members.len();
        if self.scan.object()? {
            while let Some(key) = self.scan.key()? {
                let node = self.node()?;
                self.members.push(Member { key, node });
            }
        }
        let start = self.rows.members.len() as u32;
        self.rows.members.extend(self.members.drain(first..));
        Ok(Run { start, len: self.rows.members.len() as u32 - start })
    }

    /// Of all places, or of each (draft 7's tuples).
    fn items(&mut self, node: &mut Node) -> Read<()> {
        if self.scan.peek() == b'[' {
            node.places = self.nodes()?;
        } else {
            node.items = Some(self.node()?);
        }
        Ok(())
    }

    fn define(&mut self) -> Read<()> {
        if self.scan.object()? {
            while let Some(key) = self.scan.key()? {
                let node = self.node()?;
                self.definitions.push(Member { key, node });
            }
        }
        Ok(())
    }

    fn nodes(&mut self) -> Read<Run> {
        let first = self.lists.len();
        if self.scan.list()? {
            while self.scan.entry()? {
                let node = self.node()?;
                self.lists.push(node);
            }
        }
        let start = self.rows.lists.len() as u32;
        self.rows.lists.extend(self.lists.drain(first..));
        Ok(Run { start, len: self.rows.lists.len() as u32 - start })
    }

    fn required(&mut self) -> Read<Run> {
        let start = self.rows.texts.len() as u32;
        if self.scan.list()? {
            while self.scan.entry()? {
                if let Some(text) = self.scan.maybe_text()? {
                    self.rows.texts.push(text);
                }
            }
        }
        Ok(Run { start, len: self.rows.texts.len() as u32 - start })
    }
}
