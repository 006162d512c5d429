//! Whatever the pieces a text arrives in, the tree is the one of the whole text.

use super::*;
use crate::ui::markdown::parse::{LIMIT, parse};

/// A small generator, so that every run tries the same pieces.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("it is below a usize")
    }
}

const TEXTS: &[&str] = &[
    "",
    "One line.",
    "# Title\n\nA paragraph with **bold**, *leaning*, ~~gone~~ and `code`.\nSecond line.\n\nEnd",
    "Setext\n===\n\nOther\n---\n\npara\n---\n***\nend",
    "- one\n- two\n  - inner\n  - inner two\n\n    text of inner two\n- three\n\nafter",
    "- a\n\n- b\n\n\n- c\n  more\n\n\n  still c\n-\n- d\n--\ne",
    "1. one\n2. two\n   ```rust\n   fn main() {}\n   ```\n3. three\n\n4. four\n5) other list\n6) x\n",
    "   - a\n - b\n  - c\n    - d\n     - e\n* x\n* y\n+ z\n",
    "- [ ] open\n- [x] done\n- [X] Done\n- [] none\n\n2. two\n7. seven",
    "```js\nlet a = 1;\n\n# not a title\n- not a list\n```\nafter\n~~~\nopen fence\n\nstill",
    "    indented\n\n    code\n\ntext\n    lazy\n\n\ttab code",
    "text\n| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | `x|y` |\n\n| c |\n|---|\nend",
    "| a | b |\n|---|---|x\n| 1 | 2 |\npara\n| q |\n| - |\n| w |",
    "> quote\n> more\nlazy\n\n> > deep\n> - list\n> - in quote\n>\n> end\n\nout",
    "See [one] and [two][One].\n\n- [one] in list\n- other\n\n[one]: https://one.example/a \"T\"\n\nlater [one], [two]\n\n[two]: https://two.example\n[one]: https://ignored.example\n\n[one] [two]",
    "[a]: https://a.example\n[b]:\n  https://b.example\n\nuse [a] and [b]\n\n# x\n\nuse [B] again\n\n- [a]\n- [b]\n- [c]\n\n[c]: https://c.example",
    "> [q]: https://q.example\n\n- [l]: https://l.example\n\nuse [q] [l]\n\nand [q] [l] more\n",
    "<div>\n<b>html</b>\n\ntext <i>in</i> line<br>x\n\n<!-- comment\n\nstill\n-->\nout\n<script>\nalert(1)\n\n</script>\nend",
    "Line one\r\nline two\r\n\r\n- a\r\n- b\r\n\r\n```\r\ncode\r\n```\r\nend\r\n",
    "old mac\rlines\r\r- a\r- b\r\rend\r",
    "Bare https://a.example/x_y_z, 见https://b.example/路。\n\n[l](https://c.example \"t\") ![i](https://d.example/i.png)",
    "***\n- - -\n- a\n- - b\n  - c\n- - -\n1. a\n1. b\n",
    "* a\n\n  b\n\n\n\n* c\n\n      code in c\n* d\n> q\n* e\n# h\n* f",
    "日本語の文章。\n\n- 一\n- 二\n\n**太字**です 🙂 e\u{301}\n",
    "a\n#\nb\n##\n#c\n# d #\n\n+\n\n- \n\n-\n  x\n\n1.\n\n10. ten\n11. eleven\n",
];

fn check(text: &str, dice: &mut Dice, longest: usize) {
    let mut stream = Stream::default();
    let mut at = 0;
    while at < text.len() {
        at = text.ceil_char_boundary((at + 1 + dice.below(longest)).min(text.len()));
        let tree: Vec<Block> = stream.update(&text[..at]).iter().map(|it| (**it).clone()).collect();
        assert_eq!(tree, parse(&text[..at]), "after {:?}", &text[..at]);
    }
}

#[test]
fn every_split_of_a_text_gives_the_tree_of_the_whole() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for text in TEXTS {
        check(text, &mut dice, 1);
        for _ in 0..20 {
            check(text, &mut dice, 12);
        }
    }
}

#[test]
fn texts_put_together_by_chance_give_the_tree_of_the_whole() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let lines: Vec<&str> = TEXTS.iter().flat_map(|text| text.split_inclusive('\n')).collect();
    for _ in 0..400 {
        let count = 2 + dice.below(14);
        let text: String = (0..count).map(|_| lines[dice.below(lines.len())]).collect();
        check(&text, &mut dice, 9);
    }
}

#[test]
fn marks_put_together_by_chance_give_the_tree_of_the_whole() {
    let mut dice = Dice(0x1234_5678_9abc_def1);
    let marks = [
        "a", "b ", "\n", "\n\n", "- ", "  ", "    ", "> ", "```", "1. ", "2) ", "#", "# ", "|",
        "|-|\n", "*", "**", "[a]", "]: /x\n", "<b>", "<!--", "---", "===\n", "\t", "`", "[ ] ",
        "+ ",
    ];
    for _ in 0..1500 {
        let count = 3 + dice.below(22);
        let text: String = (0..count).map(|_| marks[dice.below(marks.len())]).collect();
        check(&text, &mut dice, 3);
    }
}

#[test]
fn a_text_that_is_replaced_is_read_anew() {
    let mut stream = Stream::default();
    stream.update("# One\n\n- a\n- b\n");
    let tree: Vec<Block> = stream.update("Two\n").iter().map(|it| (**it).clone()).collect();
    assert_eq!(tree, parse("Two\n"));
}

#[test]
fn finished_blocks_and_items_are_kept_as_they_are() {
    let mut stream = Stream::default();
    let before = stream.update("para\n\n- a\n- b\n- c").to_vec();
    let after = stream.update("para\n\n- a\n- b\n- c and more\n- d").to_vec();
    assert!(Rc::ptr_eq(&before[0], &after[0]));
    let (Block::List { items: old, .. }, Block::List { items: new, .. }) =
        (&*before[1], &*after[1])
    else {
        panic!("both are lists");
    };
    assert!(Rc::ptr_eq(&old[0], &new[0]));
    assert_eq!(new.len(), 4);
}

#[test]
fn a_text_may_grow_past_the_limit() {
    let mut text = "para\n\n".repeat(LIMIT / 6 - 20);
    text.push_str("- list\n- goes on\n\n");
    let mut stream = Stream::default();
    for piece in ["x\n\n", &"long line ".repeat(40), "\n\nafter\n\n", "# plain", "\n\n# more"] {
        text.push_str(piece);
        let tree: Vec<Block> = stream.update(&text).iter().map(|it| (**it).clone()).collect();
        assert!(tree == parse(&text), "at {} bytes", text.len());
    }
}
