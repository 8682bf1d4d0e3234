//! The programs that have a name: texts, and nothing else.
//!
//! Owns the names. To add a preset is to add its text here, and its expected outcomes to a test.

/// The texts, by name; the default is the first. A name with a dash and a scope is the text for that scope.
pub const PRESETS: [(&str, &str); 8] = [
    ("counter", include_str!("presets/counter.py")),
    ("counter-glyph", include_str!("presets/counter-glyph.py")),
    ("counter-thread", include_str!("presets/counter-thread.py")),
    ("increment", include_str!("presets/increment.py")),
    ("forgetful", include_str!("presets/forgetful.py")),
    ("two-locks", include_str!("presets/two-locks.py")),
    ("two-locks-ordered", include_str!("presets/two-locks-ordered.py")),
    ("exit", include_str!("presets/exit.py")),
];

/// Returns the text of the program with this name whose lock is held for `scope`: `line`, `glyph` or `thread`. If the
/// program has one text for all scopes, returns that; if there is no such program, `None`.
pub fn preset(name: &str, scope: &str) -> Option<&'static str> {
    let find = |name: &str| PRESETS.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    find(&format!("{name}-{scope}")).or_else(|| find(name))
}
