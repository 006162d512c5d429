//! index.html: reads what Trunk wrote into it and points it at the finished files. It knows the
//! few tags of our own page, it is no parser of HTML. Pure.

use std::fmt::Write as _;

use super::assets::Asset;

pub(super) struct Page {
    html: String,
}

impl Page {
    pub(super) fn new(html: String) -> Self {
        Self { html }
    }

    pub(super) fn html(&self) -> &str {
        &self.html
    }

    /// The glue and the module, as file names.
    pub(super) fn app(&self) -> Option<(String, String)> {
        let tag = self.tags("meta").find(|tag| attribute(tag, "name") == Some("app"))?;
        let file = |key| attribute(tag, key).map(|path| path.trim_start_matches("./").to_owned());
        Some((file("data-js")?, file("data-wasm")?))
    }

    /// What boot.js and the console read, in the place of what Trunk wrote; and a preload of the
    /// glue, because `import()` checks no integrity by itself.
    pub(super) fn set_app(&mut self, app: &[(String, String)]) {
        let mut tag = r#"<meta name="app""#.to_owned();
        for (key, value) in app {
            write!(tag, r#" data-{key}="{value}""#).expect("a String takes all");
        }
        tag.push('>');
        let value = |key| app.iter().find(|(name, _)| name == key).map(|(_, value)| value);
        if let (Some(glue), Some(integrity)) = (value("js"), value("js-integrity")) {
            let preload =
                format!(r#"<link rel="modulepreload" href="{glue}" integrity="{integrity}">"#);
            self.replace_all("link", "modulepreload", "");
            tag = format!("{tag}{preload}");
        }
        let old = self.tags("meta").find(|tag| attribute(tag, "name") == Some("app"));
        if let Some(old) = old.map(str::to_owned) {
            self.html = self.html.replacen(&old, &tag, 1);
        }
    }

    /// The style sheets, as file names, in order.
    pub(super) fn styles(&self) -> Vec<String> {
        self.tags("link")
            .filter(|tag| attribute(tag, "rel") == Some("stylesheet"))
            .filter_map(|tag| attribute(tag, "href"))
            .map(|path| path.trim_start_matches("./").to_owned())
            .collect()
    }

    /// The style sheets as the project names them, in order, of a page that Trunk has not seen yet.
    pub(super) fn sources(&self) -> Vec<String> {
        self.tags("link")
            .filter(|tag| attribute(tag, "rel") == Some("css"))
            .filter_map(|tag| attribute(tag, "href").map(str::to_owned))
            .collect()
    }

    /// One sheet in the place of all, or none.
    pub(super) fn set_styles(&mut self, sheet: Option<&Asset>) {
        let tag = sheet.map_or_else(String::new, |Asset { path, integrity }| {
            format!(r#"<link rel="stylesheet" href="{path}" integrity="{integrity}">"#)
        });
        self.replace_all("link", "stylesheet", &tag);
    }

    /// Names the finished file wherever the page names its source.
    pub(super) fn point(&mut self, source: &str, asset: &Asset) {
        let Asset { path, integrity } = asset;
        let script = format!(r#"src="{path}" integrity="{integrity}""#);
        self.html = self.html.replace(&format!(r#"src="{source}""#), &script);
        self.html = self.html.replace(&format!(r#"href="{source}""#), &format!(r#"href="{path}""#));
    }

    fn replace_all(&mut self, name: &str, rel: &str, with: &str) {
        let is_meant = |tag: &&str| attribute(tag, "rel") == Some(rel);
        let old: Vec<String> = self.tags(name).filter(is_meant).map(str::to_owned).collect();
        for (index, tag) in old.iter().enumerate() {
            self.html = self.html.replacen(tag, if index == 0 { with } else { "" }, 1);
        }
    }

    fn tags<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let opening = format!("<{name} ");
        let mut rest = self.html.as_str();
        std::iter::from_fn(move || {
            let start = rest.find(&opening)?;
            let end = start + rest[start..].find('>')? + 1;
            let tag = &rest[start..end];
            rest = &rest[end..];
            Some(tag)
        })
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(r#" {name}=""#))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGED: &str = concat!(
        r#"<head><meta charset="utf-8"><meta name="app" data-js="./a.js" data-wasm="./a.wasm">"#,
        r#"<link rel="stylesheet" href="./one.css" integrity="x"/>"#,
        r#"<link rel="icon" href="icons/favicon.svg">"#,
        r#"<link rel="stylesheet" href="./two.css"/><script src="theme.js"></script></head>"#,
    );

    fn asset(path: &str) -> Asset {
        Asset { path: path.to_owned(), integrity: "sha384-x".to_owned() }
    }

    #[test]
    fn trunks_names_are_found() {
        let page = Page::new(STAGED.to_owned());
        assert_eq!(page.app(), Some(("a.js".to_owned(), "a.wasm".to_owned())));
        assert_eq!(page.styles(), ["one.css", "two.css"]);
    }

    #[test]
    fn all_style_sheets_become_one() {
        let mut page = Page::new(STAGED.to_owned());
        page.set_styles(Some(&asset("./assets/q-1.css")));
        assert_eq!(page.styles(), ["assets/q-1.css"]);
        page.set_styles(None);
        assert!(page.styles().is_empty());
        assert!(page.html().contains(r#"href="icons/favicon.svg""#));
    }

    #[test]
    fn a_script_is_named_with_its_integrity() {
        let mut page = Page::new(STAGED.to_owned());
        page.point("theme.js", &asset("./assets/theme-1.js"));
        let expected = r#"<script src="./assets/theme-1.js" integrity="sha384-x"></script>"#;
        assert!(page.html().contains(expected));
    }

    #[test]
    fn setting_the_app_twice_leaves_one_preload() {
        let mut page = Page::new(STAGED.to_owned());
        let mut app = vec![
            ("js".to_owned(), "./assets/q.js".to_owned()),
            ("js-integrity".to_owned(), "sha384-y".to_owned()),
        ];
        page.set_app(&app);
        app.push(("build".to_owned(), "1".to_owned()));
        page.set_app(&app);
        assert_eq!(page.html().matches("modulepreload").count(), 1);
        assert_eq!(page.html().matches("name=\"app\"").count(), 1);
        assert!(page.html().contains(r#"data-build="1""#));
    }
}
