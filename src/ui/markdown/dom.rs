//! Brings the page to the nodes it should show, touching only what differs. Text is always set as
//! text; there is no way from here to `innerHTML`.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CharacterData, Document, Element as PageElement, Node as PageNode};

use crate::ui::highlight::{HIGHLIGHTED, LANGUAGE};
use crate::ui::markdown::node::{Element, Labels, Node};

/// Turns the first children of `parent` from `old` into `new`. Others may stand behind them.
pub(super) fn patch(
    document: &Document,
    parent: &PageNode,
    old: &[Node],
    new: &[Node],
    labels: &Labels,
) -> Result<(), JsValue> {
    let Some(first) = old.iter().zip(new).position(|(old, new)| !new.is_same(old)) else {
        return append_or_drop(document, parent, old.len(), new, labels);
    };
    let mut next = child(parent, first);
    for (old, new) in old.iter().zip(new).skip(first) {
        let Some(node) = next else { break };
        next = node.next_sibling();
        if !new.is_same(old) {
            change(document, parent, &node, old, new, labels)?;
        }
    }
    append_or_drop(document, parent, old.len(), new, labels)
}

fn append_or_drop(
    document: &Document,
    parent: &PageNode,
    had: usize,
    new: &[Node],
    labels: &Labels,
) -> Result<(), JsValue> {
    let after = new.len().min(had);
    for _ in after..had {
        if let Some(gone) = child(parent, after) {
            parent.remove_child(&gone)?;
        }
    }
    let end = child(parent, after);
    for node in new.iter().skip(had) {
        parent.insert_before(&create(document, node, labels)?, end.as_ref())?;
    }
    Ok(())
}

fn child(parent: &PageNode, index: usize) -> Option<PageNode> {
    parent.child_nodes().get(u32::try_from(index).ok()?)
}

fn change(
    document: &Document,
    parent: &PageNode,
    node: &PageNode,
    old: &Node,
    new: &Node,
    labels: &Labels,
) -> Result<(), JsValue> {
    let (old, expanded) = (old.expand(labels), new.expand(labels));
    match (&*old, &*expanded) {
        (Node::Text(old), Node::Text(new)) => retext(node, old, new),
        (Node::Element(old), Node::Element(new)) if old.tag == new.tag => {
            let element: &PageElement = node.unchecked_ref();
            attributes(element, old, new)?;
            patch(document, node, &old.children, &new.children, labels)
        }
        (Node::Code { text: old, .. }, Node::Code { language, text, open }) => {
            let element: &PageElement = node.unchecked_ref();
            if old != text {
                let highlighted = element.has_attribute(HIGHLIGHTED);
                match node.first_child().filter(|_| !highlighted) {
                    Some(child) => retext(&child, old, text)?,
                    None => node.set_text_content(Some(text)),
                }
                element.remove_attribute(HIGHLIGHTED)?;
            }
            name_language(element, language, *open)
        }
        (_, new) => {
            parent.replace_child(&create(document, new, labels)?, node)?;
            Ok(())
        }
    }
}

/// Text that only grew is appended to: the browser then lays out the new part alone.
fn retext(node: &PageNode, old: &str, new: &str) -> Result<(), JsValue> {
    match new.strip_prefix(old) {
        Some("") => Ok(()),
        Some(more) => node.unchecked_ref::<CharacterData>().append_data(more),
        None => {
            node.set_node_value(Some(new));
            Ok(())
        }
    }
}

fn attributes(node: &PageElement, old: &Element, new: &Element) -> Result<(), JsValue> {
    if old.attributes == new.attributes {
        return Ok(());
    }
    for (name, _) in &old.attributes {
        if !new.attributes.iter().any(|(kept, _)| kept == name) {
            node.remove_attribute(name)?;
        }
    }
    for attribute @ (name, value) in &new.attributes {
        if !old.attributes.contains(attribute) {
            node.set_attribute(name, value)?;
        }
    }
    Ok(())
}

fn create(document: &Document, node: &Node, labels: &Labels) -> Result<PageNode, JsValue> {
    match &*node.expand(labels) {
        Node::Text(text) => Ok(document.create_text_node(text).into()),
        Node::Element(element) => {
            let made = document.create_element(element.tag)?;
            for (name, value) in &element.attributes {
                made.set_attribute(name, value)?;
            }
            for child in &element.children {
                made.append_child(&create(document, child, labels)?)?;
            }
            Ok(made.into())
        }
        Node::Code { language, text, open } => {
            let made = document.create_element("code")?;
            made.append_child(&document.create_text_node(text))?;
            name_language(&made, language, *open)?;
            Ok(made.into())
        }
        Node::Block { .. } | Node::Item { .. } => {
            unreachable!("an expanded node is a text, an element or code")
        }
    }
}

fn name_language(node: &PageElement, language: &str, open: bool) -> Result<(), JsValue> {
    if open || language.is_empty() {
        node.remove_attribute(LANGUAGE)
    } else {
        node.set_attribute(LANGUAGE, language)
    }
}
