//! What a reader and a screen reader find in the page.

use super::*;
use crate::ui::markdown::parse::parse;

/// Writes nodes the way an inspector shows them.
fn html(source: &str) -> String {
    let blocks: Vec<Rc<Block>> = parse(source).into_iter().map(Rc::new).collect();
    let labels = Labels {
        copy: "Copy".to_owned(),
        code: "Code".to_owned(),
        table: "Table: {columns}".to_owned(),
        done: "Done".to_owned(),
        open: "Open".to_owned(),
        plain: "Plain".to_owned(),
    };
    let mut out = String::new();
    for node in nodes(&blocks, false) {
        write(&node, &labels, &mut out);
    }
    out
}

fn write(node: &Node, labels: &Labels, out: &mut String) {
    match &*node.expand(labels) {
        Node::Text(text) => out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
        Node::Code { text, .. } => out.push_str(text),
        Node::Element(element) => {
            out.push_str(&format!("<{}", element.tag));
            for (name, value) in &element.attributes {
                out.push_str(&format!(" {name}={value:?}"));
            }
            out.push('>');
            for child in &element.children {
                write(child, labels, out);
            }
            out.push_str(&format!("</{}>", element.tag));
        }
        Node::Block { .. } | Node::Item { .. } => panic!("expanding leaves no promise"),
    }
}

#[test]
fn each_block_finds_its_own_direction_and_code_has_one() {
    assert_eq!(html("… مرحبا\n\n# Title"), r#"<p dir="auto">… مرحبا</p><h3 dir="auto">Title</h3>"#);
    assert_eq!(
        html("- «שלום»\n  > b"),
        r#"<ul dir="auto"><li><p>«שלום»</p><blockquote><p>b</p></blockquote></li></ul>"#
    );
    assert!(html("| مرحبا |\n|---|").contains(r#"aria-label="Table: مرحبا" dir="auto"><table>"#));
    assert!(html("```\nx\n```").starts_with(r#"<div class="markdown__code" dir="ltr">"#));
    assert!(html("مرحبا `x = 1`").contains(r#"<code dir="ltr">"#));
}

#[test]
fn a_link_opens_apart_and_tells_nothing_about_the_reader() {
    assert_eq!(
        html("[a](https://b.c)"),
        "<p dir=\"auto\"><a href=\"https://b.c\" target=\"_blank\" \
         rel=\"noopener noreferrer nofollow\" referrerpolicy=\"no-referrer\">a</a></p>"
    );
}

#[test]
fn a_table_scrolls_in_itself_and_has_a_name() {
    let table = html("| a | b |\n|:-:|---|\n| 1 | 2 |");
    assert!(table.starts_with(
        r#"<div class="markdown__table" tabindex="0" role="region" aria-label="Table: a, b" dir="auto">"#
    ));
    assert!(table.contains(r#"<td data-align="center">1</td><td>2</td>"#));
}

#[test]
fn a_task_says_whether_it_is_done() {
    let tasks = html("- [x] a\n- [ ] b");
    assert!(tasks.contains(r#"disabled="" aria-label="Done" checked="""#));
    assert!(tasks.contains(r#"disabled="" aria-label="Open">"#));
}

#[test]
fn code_shows_its_language_and_can_be_copied() {
    let code = html("```rust\nfn a() {}\n```");
    assert!(code.contains(r#"<span class="markdown__language">rust</span>"#));
    assert!(code.contains(r#"<button type="button" class="markdown__copy">Copy</button>"#));
    assert!(code.contains(r#"aria-label="Code, rust">fn a() {}"#));
}

#[test]
fn no_element_acts_on_behalf_of_the_text() {
    for source in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <iframe src=\"javascript:alert(1)\"> b",
        "![x\" onerror=\"alert(1)](data:image/png;base64,aaaa)",
        "[x](https://a.b/\"onclick=\"alert(1))",
        "```\"><script>alert(1)</script>\nx\n```",
        "<style>*{display:none}</style>",
        "<a href=javascript:alert(1)>x</a>",
    ] {
        let blocks: Vec<Rc<Block>> = parse(source).into_iter().map(Rc::new).collect();
        for node in nodes(&blocks, false) {
            harmless(&node);
        }
    }
}

fn harmless(node: &Node) {
    if let Node::Element(element) = &*node.expand(&Labels::default()) {
        assert!(!["script", "iframe", "style", "svg", "object"].contains(&element.tag));
        assert!(element.attributes.iter().all(|(name, _)| !name.starts_with("on")));
        let leads = element.attributes.iter().filter(|(name, _)| *name == "href");
        assert!(leads.into_iter().all(|(_, to)| to.starts_with("http")));
        element.children.iter().for_each(harmless);
    }
}
