//! Our own markup, made into elements one by one.
//!
//! Owns the reading of a constant text; no value ever gets in. `innerHTML` would do the same, but a page that asks for
//! Trusted Types refuses it.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, ShadowRoot};

use super::texts::Texts;
use crate::fact::Fact;

/// The markup's elements that have no end tag.
const VOID: [&str; 1] = ["input"];

/// A piece of markup.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Start { name: &'a str, attributes: Vec<(&'a str, &'a str)> },
    End,
}

/// Appends the elements of `markup` to `parent`: tags, attributes in double quotes or without a value, and text without
/// entities. `{key}` stands for the catalogue's sentence of that key.
pub fn append(document: &Document, parent: &Node, markup: &'static str, texts: &Texts) {
    let mut open: Vec<Node> = vec![parent.clone()];
    for piece in pieces(markup) {
        let inner = open.last().expect("each end tag has a start tag");
        match piece {
            Piece::Text(text) => {
                let _ = inner.append_child(&document.create_text_node(&filled(text, texts)));
            }
            Piece::Start { name, attributes } => {
                let element: Element = document.create_element(name).expect("a valid name");
                for (key, value) in attributes {
                    element.set_attribute(key, &filled(value, texts)).expect("a valid name");
                }
                let _ = inner.append_child(&element);
                if !VOID.contains(&name) {
                    open.push(element.into());
                }
            }
            Piece::End => {
                open.pop();
            }
        }
    }
}

/// A text with the catalogue's sentences in their places.
fn filled(text: &'static str, texts: &Texts) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (key, after) = part.split_once('}').expect("a key ends in a brace");
        filled += &texts.say(&Fact { key, values: Vec::new() });
        filled += after;
    }
    filled
}

fn pieces(markup: &'static str) -> Vec<Piece<'static>> {
    let mut pieces = Vec::new();
    for (index, part) in markup.split('<').enumerate() {
        let text = match part.split_once('>') {
            Some((tag, text)) if 0 < index => {
                pieces.push(if tag.starts_with('/') { Piece::End } else { start(tag) });
                text
            }
            _ => part,
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
    }
    pieces
}

/// Reads `name key="value" key`.
fn start(tag: &'static str) -> Piece<'static> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("a value ends in a quote"),
            None => ("", after),
        };
        attributes.push((key, value));
        rest = after.trim_start();
    }
    Piece::Start { name, attributes }
}

/// The element that our markup has at `selector`.
pub fn find<T: JsCast>(root: &ShadowRoot, selector: &str) -> T {
    let found = root.query_selector(selector).ok().flatten().and_then(|element| element.dyn_into().ok());
    found.unwrap_or_else(|| panic!("the markup has `{selector}`"))
}
