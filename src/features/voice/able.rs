//! Which nodes can talk, by the rule of the gateway's version. Pure.

use crate::protocol::nodes::Node;

/// What makes a node one that can talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It is a phone or a tablet.
    Mobile,
    /// It says so, by its capabilities or its commands.
    Capable,
}

impl Rule {
    pub fn allows(self, node: &Node) -> bool {
        if node.connected != Some(true) {
            return false;
        }
        let is = |said: &str, word: &str| said.trim().eq_ignore_ascii_case(word);
        match self {
            Self::Mobile => {
                let platform = node.platform.as_deref().unwrap_or_default().trim().to_lowercase();
                ["ios", "ipados", "android"].iter().any(|it| platform.starts_with(it))
            }
            Self::Capable => {
                let says = |command: &String| command.trim().to_lowercase().starts_with("talk.");
                node.caps.iter().any(|cap| is(cap, "talk")) || node.commands.iter().any(says)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn node(more: Value) -> Node {
        let mut node = json!({"nodeId": "n", "connected": true});
        node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(node).unwrap()
    }

    #[test]
    fn early_gateways_want_a_phone_and_late_ones_one_that_says_it_can() {
        let phone = node(json!({"platform": "iOS 19.1"}));
        let mac = node(json!({"platform": "macos", "caps": ["canvas", "Talk"]}));
        let pi = node(json!({"platform": "linux", "commands": ["talk.ptt.start"]}));
        let away = node(json!({"platform": "android", "caps": ["talk"], "connected": false}));
        let able = |rule: Rule| [&phone, &mac, &pi, &away].map(|node| rule.allows(node));
        assert_eq!(able(Rule::Mobile), [true, false, false, false]);
        assert_eq!(able(Rule::Capable), [false, true, true, false]);
    }
}
