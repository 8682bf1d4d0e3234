//! The table of a language.
//!
//! Owns the table's columns and the filling in of a template: `$1` stands for the first value, `$2` for the second.
//! Never knows a statement.

/// A language with braces: a template for each form that a program has.
#[derive(Debug)]
pub(super) struct Style {
    /// The names that a text may not use as they are, since the language or the prelude does. A name that ends in `*`
    /// stands for all that begin so.
    pub taken: &'static str,
    /// Whether the names of locks are written in capitals.
    pub capital_locks: bool,
    /// One step of indentation, and how many steps the functions have.
    pub indent: &'static str,
    pub depth: usize,
    /// `$1` is the lock.
    pub lock: &'static str,
    pub acquire: &'static str,
    pub release: &'static str,
    /// The lines of a `with` before its block and after it, each with the steps that it is indented. A line that names
    /// the lock is the lock's.
    pub with: [&'static [(usize, &'static str)]; 2],
    /// `$1` is the function, `$2` its parameters.
    pub function: &'static str,
    pub no_parameters: &'static str,
    pub main: &'static str,
    /// A number, a text and a character: `$1` is the name.
    pub parameters: [&'static str; 3],
    /// `$1` is the variable, `$2` the number or the text.
    pub range: &'static str,
    pub each: &'static str,
    /// The same, if nothing uses the variable.
    pub each_unused: &'static str,
    /// The character of a loop over a text, `$1` the variable.
    pub character: &'static str,
    /// The expression that is loaded: `$1` is the shared name.
    pub cursor: &'static str,
    pub shared: &'static str,
    /// A load that declares its local, one whose local is loaded again later, one into a local that is there, and one
    /// into a local that nothing uses: `$1` is the local, `$2` what is loaded.
    pub declare: &'static str,
    pub declare_variable: &'static str,
    pub assign: &'static str,
    pub unused: &'static str,
    /// `$1` is the local, `$2` the character.
    pub put: &'static str,
    /// `$1` is the local.
    pub store_cursor: &'static str,
    /// `$1` is the shared name, `$2` the sum.
    pub store_shared: &'static str,
    /// `$1` is the function, `$2` its arguments.
    pub call: &'static str,
    pub start: &'static str,
    pub start_plain: &'static str,
    pub join: &'static str,
    /// `$1` is the number of microseconds.
    pub work: &'static str,
    /// Shows the screen, at the end of `main`.
    pub show: &'static str,
    /// The constants.
    pub threads: &'static str,
    pub count: &'static str,
    pub format: Format,
    /// The prelude's text for each shared name, `$1`; `$2` is the name as written, after a comma unless it is the first.
    pub shared_word: &'static str,
    pub shared_value: &'static str,
    /// The texts before the program and after it. They have marks of their own, see [`braces`](super::braces).
    pub prelude: &'static str,
    pub ending: &'static str,
}

/// A text that has names in it.
#[derive(Debug)]
pub(super) struct Format {
    /// The characters before the text, after it, and after the arguments.
    pub open: &'static str,
    pub end: &'static str,
    pub close: &'static str,
    /// A number, a text and a character. If `$1` is in it, that is the value; else the value becomes an argument.
    pub spots: [&'static str; 3],
    /// The characters that are written otherwise, apart from backslashes and line ends.
    pub escapes: &'static [(char, &'static str)],
    /// The characters before it in a call's arguments.
    pub borrow: &'static str,
}

/// Fills in a template.
pub(super) fn fill(template: &str, values: &[&str]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        filled.push_str(before);
        let digit = after.bytes().next().unwrap_or_default();
        match usize::from(digit).checked_sub(usize::from(b'1')).and_then(|index| values.get(index)) {
            Some(value) => {
                filled.push_str(value);
                rest = &after[1..];
            }
            None => {
                filled.push('$');
                rest = after;
            }
        }
    }
    filled + rest
}
