//! The pages that exist: path, word and drawing. The router and every navigation read it, so a page
//! is added here once.

use icondata::{Icon as Glyph, LuMessageSquare};

use crate::{
    platform::document,
    words::{Word, w},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    Chat,
}

impl Page {
    pub const ALL: [Self; 1] = [Self::Chat];

    /// One segment below the base; the rest of a page's address stands in the query.
    pub fn path(self) -> &'static str {
        match self {
            Self::Chat => "chat",
        }
    }

    pub fn word(self) -> Word {
        match self {
            Self::Chat => w::PAGE_CHAT,
        }
    }

    pub fn glyph(self) -> Glyph {
        match self {
            Self::Chat => LuMessageSquare,
        }
    }

    /// Where a link leads.
    pub fn href(self) -> String {
        format!("{}{}", document::base(), self.path())
    }

    /// The page that an address shows. The bare base shows the first one.
    pub fn at(path: &str, base: &str) -> Option<Self> {
        let rest = path.strip_prefix(base.trim_end_matches('/')).unwrap_or(path);
        let segment = rest.trim_matches('/');
        if segment.is_empty() || segment == "index.html" {
            return Some(Self::ALL[0]);
        }
        Self::ALL.into_iter().find(|page| page.path() == segment)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_page_is_found_below_any_base() {
        assert_eq!(Page::at("/chat", "/"), Some(Page::Chat));
        assert_eq!(Page::at("/ops/chat/", "/ops/"), Some(Page::Chat));
        assert_eq!(Page::at("/ops", "/ops/"), Some(Page::Chat));
        assert_eq!(Page::at("/ops/index.html", "/ops/"), Some(Page::Chat));
    }

    #[test]
    fn an_unknown_page_is_none() {
        assert_eq!(Page::at("/ops/attic", "/ops/"), None);
    }
}
