//! Messages in a real browser: only what changed is touched, and nothing of the text acts.

use js_sys::{Array, Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use quarterdeck::ui::highlight;
use quarterdeck::ui::markdown::{Markdown, MarkdownText};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, Node, window};

use crate::browser::{document, frames};

struct Message {
    place: HtmlElement,
    text: RwSignal<String>,
    streaming: RwSignal<bool>,
}

fn show(text: &str, streaming: bool) -> Message {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    let owner = Owner::new();
    let (text, streaming) =
        owner.with(|| (RwSignal::new(text.to_owned()), RwSignal::new(streaming)));
    std::mem::forget(owner);
    mount_to(place.clone(), move || view! { <Markdown text streaming/> }).forget();
    Message { place, text, streaming }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.place.remove();
    }
}

impl Message {
    fn root(&self) -> Element {
        self.place.first_element_child().unwrap()
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.place.query_selector(selector).unwrap()
    }

    fn block(&self, index: u32) -> Node {
        self.root().child_nodes().get(index).unwrap()
    }

    /// Grows, and waits until that is drawn.
    async fn say(&self, more: &str) {
        let before = self.place.inner_html();
        self.text.update(|text| text.push_str(more));
        while self.place.inner_html() == before {
            frames(1).await;
        }
    }

    fn words(&self) -> String {
        self.root().text_content().unwrap()
    }
}

#[wasm_bindgen_test]
fn a_text_is_there_as_soon_as_it_is_mounted() {
    let message = show("# Title\n\n**bold** text", false);
    assert_eq!(message.find("h3").unwrap().text_content().unwrap(), "Title");
    assert_eq!(message.find("p strong").unwrap().text_content().unwrap(), "bold");
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    mount_to(place.clone(), || view! { <MarkdownText text="*fixed*"/> }).forget();
    assert_eq!(place.text_content().unwrap(), "fixed");
}

#[wasm_bindgen_test]
async fn a_growing_text_keeps_its_elements_and_its_text_node() {
    let message = show("# Title\n\nOne", true);
    let (title, paragraph) = (message.block(0), message.block(1));
    let text = paragraph.first_child().unwrap();
    message.say(" two").await;
    message.say(" three\n\n- a").await;
    let list = message.block(2);
    let item = list.first_child().unwrap();
    message.say("\n- b").await;
    assert!(title.is_same_node(Some(&message.block(0))));
    assert!(paragraph.is_same_node(Some(&message.block(1))));
    assert!(text.is_same_node(paragraph.first_child().as_ref()));
    assert!(list.is_same_node(Some(&message.block(2))));
    assert!(item.is_same_node(list.first_child().as_ref()));
    assert_eq!(message.words(), "TitleOne two threeab");
    assert!(message.root().has_attribute("data-streaming"));
}

#[wasm_bindgen_test]
async fn a_text_that_ends_is_drawn_whole_and_at_once() {
    let message = show("a", true);
    message.text.set("a **b".to_owned());
    message.text.set("a **b** c".to_owned());
    message.streaming.set(false);
    leptos::task::tick().await;
    assert_eq!(message.words(), "a b c");
    assert!(!message.root().has_attribute("data-streaming"));
}

#[wasm_bindgen_test]
async fn every_piece_of_a_text_arrives_whatever_the_pieces() {
    let whole = "# T\n\n- a **b**\n- c `d`\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nlet a\n```\n\n> q\n\n1. e\n2. f\n\n***\n[l](https://a.b) end";
    let grown = show("", true);
    for end in (0..=whole.len()).step_by(7) {
        grown.text.set(whole[..end].to_owned());
        frames(4).await; // Time enough to be painted.
    }
    grown.text.set(whole.to_owned());
    grown.streaming.set(false);
    frames(2).await;
    let made = show(whole, false);
    assert_eq!(grown.root().child_element_count(), made.root().child_element_count());
    for index in 0..made.root().child_element_count() {
        let (grown, made) = (grown.block(index), made.block(index));
        assert!(grown.is_equal_node(Some(&made)), "block {index}: {:?}", grown.text_content());
    }
}

#[wasm_bindgen_test]
fn a_block_runs_in_the_direction_of_its_first_letter() {
    let message = show("… مرحبا `x`\n\n- «שלום»\n- b\n\n**Hello** مرحبا\n\n| سلام |\n|---|", false);
    let direction = |selector: &str| {
        let element = message.find(selector).unwrap();
        let style = window().unwrap().get_computed_style(&element).unwrap().unwrap();
        style.get_property_value("direction").unwrap()
    };
    let found = ["p", "p code", "ul", "li:last-child p", "p + p, ul + p", "table"].map(direction);
    assert_eq!(found, ["rtl", "ltr", "rtl", "rtl", "ltr", "rtl"]);
}

#[wasm_bindgen_test]
async fn a_text_that_is_replaced_leaves_nothing_behind() {
    let message = show("# Title\n\n- a\n- b\n\n```js\nx\n```", false);
    message.text.set("Just this.".to_owned());
    frames(2).await;
    assert_eq!(message.words(), "Just this.");
    assert_eq!(message.root().child_element_count(), 1);
}

#[wasm_bindgen_test]
async fn nothing_in_a_text_acts() {
    let message = show(
        "<img src=x onerror=\"window.acted=1\">\n\n<script>window.acted=1</script>\n\n\
         [a](javascript:window.acted=1) ![b](https://example.invalid/x.png) \
         <svg onload=window.acted=1>",
        false,
    );
    frames(2).await;
    assert!(Reflect::get(&window().unwrap(), &"acted".into()).unwrap().is_undefined());
    assert!(message.find("img, script, svg, [onerror], [href^=javascript]").is_none());
    assert!(message.words().contains("<script>window.acted=1</script>"));
}

#[wasm_bindgen_test]
async fn finished_code_in_view_is_coloured_and_keeps_its_words() {
    let lend = "return Promise.resolve({ highlight: (code, language) => \
                language === 'js' ? ['keyword', 'let', '', code.slice(3)] : null })";
    let lend = Function::new_with_args("url", lend);
    Reflect::set(&window().unwrap(), &"quarterdeckImport".into(), &lend).unwrap();
    let meta = document().create_element("meta").unwrap();
    meta.set_attribute("name", "app").unwrap();
    meta.set_attribute("data-highlight", "assets/highlight.js").unwrap();
    document().head().unwrap().append_child(&meta).unwrap();

    let message = show("```js\nlet a = \"<b>\";\n", true);
    frames(4).await;
    assert!(message.find(".highlight__keyword").is_none(), "it is still growing");
    message.text.set("```js\nlet a = \"<b>\";\n```".to_owned());
    message.streaming.set(false);
    for _ in 0..600 {
        frames(1).await;
        if message.find(".highlight__keyword").is_some() {
            break;
        }
    }
    assert_eq!(message.find(".highlight__keyword").unwrap().text_content().unwrap(), "let");
    let code = message.find("pre code").unwrap();
    assert_eq!(code.text_content().unwrap(), "let a = \"<b>\";\n");
    assert!(code.has_attribute(highlight::HIGHLIGHTED));

    message.text.set("```js\nvar b;\n```".to_owned());
    frames(1).await;
    assert_eq!(message.find("pre code").unwrap().text_content().unwrap(), "var b;\n");
    meta.remove();
}

#[wasm_bindgen_test]
async fn copying_gives_the_code_as_written_and_says_so() {
    let copied = Array::new();
    let write = Function::new_with_args("text", "this.copied.push(text); return Promise.resolve()");
    let clipboard = js_sys::Object::new();
    Reflect::set(&clipboard, &"copied".into(), &copied).unwrap();
    Reflect::set(&clipboard, &"writeText".into(), &write).unwrap();
    let define = Function::new_with_args(
        "clipboard",
        "Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true })",
    );
    define.call1(&wasm_bindgen::JsValue::NULL, &clipboard).unwrap();
    let message = show("```\na < b\n```", false);
    let button: HtmlElement = message.find("button").unwrap().unchecked_into();
    assert_eq!(button.text_content().unwrap(), "Copy");
    button.click();
    frames(2).await;
    assert_eq!(copied.get(0).as_string().unwrap(), "a < b\n");
    assert_eq!(message.find("[role=status]").unwrap().text_content().unwrap(), "Copied");
}
