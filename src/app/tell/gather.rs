//! Many at once are one notification that says how many. Pure.

use std::collections::BTreeMap;

use crate::store::prefs::Kind;

/// How many of each kind have been told as one, since the operator was last here.
#[derive(Debug, Default)]
pub struct Gathered(BTreeMap<Kind, usize>);

impl Gathered {
    /// So many of a kind have come together. `None`: it is one, and told by itself. Once several have
    /// been told as one, those that follow join them.
    pub fn arrive(&mut self, kind: Kind, count: usize) -> Option<usize> {
        if count <= 1 && !self.0.contains_key(&kind) {
            return None;
        }
        let told = self.0.entry(kind).or_default();
        *told += count;
        Some(*told)
    }

    /// The operator has come back.
    pub fn seen(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Gathered, Kind};

    #[test]
    fn one_is_told_by_itself_and_several_by_their_number() {
        let mut gathered = Gathered::default();
        assert_eq!(gathered.arrive(Kind::Jobs, 1), None);
        assert_eq!(gathered.arrive(Kind::Jobs, 1), None);
        assert_eq!(gathered.arrive(Kind::Approvals, 3), Some(3));
        assert_eq!(gathered.arrive(Kind::Approvals, 1), Some(4), "it joins the others");
        assert_eq!(gathered.arrive(Kind::Jobs, 1), None, "of another kind");
        gathered.seen();
        assert_eq!(gathered.arrive(Kind::Approvals, 1), None);
    }
}
