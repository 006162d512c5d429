//! What a text becomes, and what a hostile one does not become.

use std::rc::Rc;

use super::*;
use crate::ui::markdown::tree::{Alignment, Inline, Item, words};

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(line: &str) -> Block {
    Block::Paragraph(vec![text(line)])
}

fn link(href: &str, label: &str) -> Inline {
    Inline::Link { href: href.to_owned(), text: vec![text(label)] }
}

fn only_line(source: &str) -> Vec<Inline> {
    match parse(source).as_slice() {
        [Block::Paragraph(line)] => line.clone(),
        other => panic!("one paragraph, not {other:?}"),
    }
}

#[test]
fn a_line_keeps_its_forms() {
    assert_eq!(
        only_line("a **b *c*** ~~d~~ `e`\nf"),
        [
            text("a "),
            Inline::Strong(vec![text("b "), Inline::Emphasis(vec![text("c")])]),
            text(" "),
            Inline::Strikethrough(vec![text("d")]),
            text(" "),
            Inline::Code("e".to_owned()),
            Inline::Break,
            text("f"),
        ]
    );
}

#[test]
fn a_table_has_a_head_rows_and_alignments() {
    let tree = parse("| a | b |\n|:--|--:|\n| 1 | **2** |\n");
    let [Block::Table(table)] = tree.as_slice() else {
        panic!("a table");
    };
    assert_eq!(table.alignments, [Alignment::Left, Alignment::Right]);
    assert_eq!(table.head, [vec![text("a")], vec![text("b")]]);
    assert_eq!(table.rows, [[vec![text("1")], vec![Inline::Strong(vec![text("2")])]]]);
}

#[test]
fn tasks_are_open_or_done() {
    let tree = parse("- [ ] a\n- [x] b\n- c");
    let [Block::List { start: None, items }] = tree.as_slice() else {
        panic!("a list");
    };
    let tasks: Vec<_> = items.iter().map(|item| item.task).collect();
    assert_eq!(tasks, [Some(false), Some(true), None]);
    assert_eq!(items[0].blocks, [paragraph("a")]);
}

#[test]
fn lists_stand_in_lists_and_keep_their_first_number() {
    let inner = Block::List {
        start: None,
        items: vec![Rc::new(Item { task: None, blocks: vec![paragraph("b")] })],
    };
    let item = Item { task: None, blocks: vec![paragraph("a"), inner] };
    assert_eq!(parse("3. a\n   - b"), [Block::List { start: Some(3), items: vec![Rc::new(item)] }]);
}

#[test]
fn blank_lines_between_items_change_nothing() {
    assert_eq!(parse("- a\n- b"), parse("- a\n\n- b"));
}

#[test]
fn a_fence_names_its_language() {
    let code = |language: &str, text: &str| {
        [Block::Code { language: language.to_owned(), text: text.to_owned() }]
    };
    assert_eq!(parse("```rust,ignore\nfn a() {}\n```"), code("rust", "fn a() {}\n"));
    assert_eq!(parse("~~~\n<b>\n~~~"), code("", "<b>\n"));
    assert_eq!(parse("    x = 1"), code("", "x = 1"));
}

#[test]
fn html_is_shown_as_it_is_written() {
    for source in ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=x>"] {
        assert_eq!(only_line(source), [text(source)]);
        assert_eq!(only_line(&format!("a {source} b")), [text(&format!("a {source} b"))]);
    }
    assert_eq!(
        only_line("a<br>b<BR/>c"),
        [text("a"), Inline::Break, text("b"), Inline::Break, text("c")]
    );
}

#[test]
fn an_address_that_could_act_leaves_only_its_label() {
    for address in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "<java&NewLine;script:alert(1)>",
        "<\u{1}javascript:alert(1)>",
        "vbscript:msgbox(1)",
        "data:text/html,<b>x</b>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "/relative",
    ] {
        let line = only_line(&format!("[label]({address})"));
        assert!(!line.iter().any(|it| matches!(it, Inline::Link { .. })), "{address}: {line:?}");
        assert!(words(&line).contains("label"), "{address}: {line:?}");
    }
    assert_eq!(only_line("[a]\n\n[a]: javascript:alert(1)"), [text("a")]);
    assert_eq!(only_line("<javascript:alert(1)>"), [text("javascript:alert(1)")]);
}

#[test]
fn addresses_lead_to_the_web_to_mail_and_to_telephones() {
    assert_eq!(only_line("[a](https://b.c)"), [link("https://b.c", "a")]);
    assert_eq!(only_line("<a@b.c>"), [link("mailto:a@b.c", "a@b.c")]);
    assert_eq!(only_line("[a](tel:+491)"), [link("tel:+491", "a")]);
    assert_eq!(
        only_line("https://b.c/d_e_f."),
        [link("https://b.c/d_e_f", "https://b.c/d_e_f"), text(".")]
    );
    assert_eq!(only_line("[https://a.b](https://c.d)"), [link("https://c.d", "https://a.b")]);
}

#[test]
fn a_remote_picture_becomes_a_link_and_one_inside_the_text_is_shown() {
    assert_eq!(only_line("![a cat](https://b.c/d.png)"), [link("https://b.c/d.png", "a cat")]);
    assert_eq!(only_line("![a cat](javascript:alert(1))"), [text("a cat")]);
    assert_eq!(only_line("![a cat](data:image/svg+xml;base64,PHN2Zz4=)"), [text("a cat")]);
    let source = "data:image/png;base64,iVBORw0KGgo=";
    let image = Inline::Image { source: source.to_owned(), alt: "a cat".to_owned() };
    assert_eq!(only_line(&format!("![a cat]({source})")), [image]);
    assert_eq!(only_line("[![a](https://b.c/d.png)](https://e.f)"), [link("https://e.f", "a")]);
}

#[test]
fn ten_thousand_nested_marks_neither_hang_nor_overflow() {
    let many = 10_000;
    for source in [
        "*".repeat(many) + "a" + &"*".repeat(many),
        "*a ".repeat(many),
        "*a _b ".repeat(many) + &"_ *".repeat(many),
        "**a ".repeat(many) + &"b** ".repeat(many),
        "[".repeat(many) + "a" + &"](https://b.c)".repeat(2_000),
        "![".repeat(many) + "a" + &"](x)".repeat(many),
        "> ".repeat(many) + "a",
        ">".repeat(many) + "\n" + &">".repeat(many),
        "- ".repeat(many) + "a",
        "`".repeat(many) + "a",
        "<".repeat(many),
        "&".repeat(many),
        "~~a ".repeat(many),
        "|a".repeat(many) + "\n" + &"|-".repeat(many),
        "[a](<".repeat(many),
        "(".repeat(many) + "https://a.b" + &")".repeat(many),
        (0..300).map(|depth| "  ".repeat(depth) + "- a\n").collect(),
    ] {
        let tree = parse(&source);
        assert!(depth_of(&tree) <= 40, "{}", &source[..20]);
        assert_eq!(tree, tree.clone());
    }
}

fn depth_of(blocks: &[Block]) -> usize {
    let deepest = blocks.iter().map(|block| match block {
        Block::Quote(inner) => depth_of(inner),
        Block::List { items, .. } => {
            items.iter().map(|item| depth_of(&item.blocks)).max().unwrap_or(0)
        }
        Block::Paragraph(line) | Block::Heading { text: line, .. } => depth_of_line(line),
        _ => 0,
    });
    1 + deepest.max().unwrap_or(0)
}

fn depth_of_line(line: &[Inline]) -> usize {
    let deepest = line.iter().map(|inline| match inline {
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
            depth_of_line(inner)
        }
        Inline::Link { text, .. } => depth_of_line(text),
        _ => 0,
    });
    1 + deepest.max().unwrap_or(0)
}

#[test]
fn nothing_is_lost_below_the_deepest_level() {
    let source = "> ".repeat(100) + "the end";
    fn last(blocks: &[Block]) -> String {
        match blocks {
            [Block::Quote(inner)] => last(inner),
            [Block::Paragraph(line)] => words(line),
            other => panic!("quotes and a paragraph, not {other:?}"),
        }
    }
    assert_eq!(last(&parse(&source)), "the end");
}

#[test]
fn what_is_too_long_to_format_is_shown_as_it_is_written() {
    let head = "**a** b\n\n".repeat(LIMIT / 9);
    let source = format!("{head}**tail** {}", "x".repeat(LIMIT));
    let tree = parse(&source);
    let Some(Block::Plain(plain)) = tree.last() else { panic!("a plain rest") };
    assert!(plain.contains("**tail**"));
    assert!(matches!(&tree[0], Block::Paragraph(line) if matches!(line[0], Inline::Strong(_))));
    assert!(!parse(&"x".repeat(LIMIT)).iter().any(|it| matches!(it, Block::Plain(_))));
}
