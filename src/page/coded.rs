//! Sentences with code in them.
//!
//! Owns the way of a backtick to a `code` element; never a sentence.

use web_sys::Element;

/// Shows a sentence, in which backticks enclose code. A backtick itself can be code: ` ``` `.
pub fn show(element: &Element, words: &str) {
    let document = element.owner_document().expect("the element is in a document");
    element.set_text_content(None);
    for (is_code, piece) in pieces(words) {
        let text = document.create_text_node(piece);
        let child = if is_code {
            let code = document.create_element("code").expect("a valid name");
            let _ = code.append_child(&text);
            code.into()
        } else {
            web_sys::Node::from(text)
        };
        let _ = element.append_child(&child);
    }
}

/// The same sentence for a place without elements.
pub fn plain(words: &str) -> String {
    pieces(words).into_iter().map(|(_, piece)| piece).collect()
}

/// The pieces of a sentence, and whether each is code.
fn pieces(words: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some(start) = rest.find('`') {
        // Code has a character at least, which may be a backtick.
        let code = &rest[start + 1..];
        let first = code.chars().next().map_or(0, char::len_utf8);
        let Some(end) = code.get(first..).and_then(|code| code.find('`')) else { break };
        pieces.push((false, &rest[..start]));
        pieces.push((true, &code[..first + end]));
        rest = &code[first + end + 1..];
    }
    pieces.push((false, rest));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}
