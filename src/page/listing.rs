//! The listing: the program's text, in the language that the reader chose, with the lock's lines marked.
//!
//! Owns the listing's element, and the marks at the lines that the threads are at; never anything that runs.

use web_sys::Element;

use super::{Settings, Texts, sign, thread_name};
use crate::durations::Durations;
use crate::fact;
use crate::model::Stepper;
use crate::program::print::as_written;
use crate::program::{Language, LockKind, Main, ProgramError, ThreadId, name};

/// The listing.
#[derive(Debug)]
pub struct Listing {
    element: Element,
    shown: Option<Shown>,
    /// By line: the line of the text that it comes from.
    sources: Vec<Option<u16>>,
    whole: Option<String>,
    texts: Texts,
}

/// The listing that is shown.
#[derive(Debug, PartialEq)]
struct Shown {
    settings: Settings,
    language: Language,
}

/// A line to be shown.
#[derive(Debug)]
pub struct Row<'a> {
    /// The line's text.
    pub text: &'a str,
    /// The line of the program's text that it comes from.
    pub source: Option<u16>,
    /// Whether it is there for a lock.
    pub lock: bool,
}

impl Listing {
    /// Shows listings in `element`.
    pub fn new(element: Element, texts: Texts) -> Listing {
        Listing { element, shown: None, sources: Vec::new(), whole: None, texts }
    }

    /// Shows the program of `settings` as written: in Python. If a listing in `language` is shown already, it stays until
    /// [`show_printed`](Listing::show_printed) shows the next one. A text that is no program is shown as it is, with what
    /// is wrong at its line.
    pub fn show(&mut self, settings: &Settings, language: Language) {
        let is_printed = |shown: &Shown| language != Language::Python && shown.language == language;
        if settings.program.is_ok() && self.shown.as_ref().is_some_and(is_printed) {
            return;
        }
        let shown = Shown { settings: settings.clone(), language: Language::Python };
        if self.shown.as_ref() == Some(&shown) {
            return;
        }
        match &settings.program {
            Ok(program) => {
                let listing = as_written(program);
                let rows = listing.lines.iter();
                let rows = rows.map(|line| Row { text: &line.text, source: line.source, lock: line.lock });
                self.draw(rows, None);
                self.offer_placing();
                self.whole = Some(listing.whole());
            }
            Err(error) => {
                let lines = (1..).zip(settings.text.lines());
                self.draw(
                    lines.map(|(line, text)| Row { text, source: Some(line), lock: false }),
                    Some(error),
                );
                self.whole = None;
            }
        }
        self.note(shown);
    }

    /// Shows the program of `settings` as it was printed in `language`, with the whole program.
    pub fn show_printed<'a>(
        &mut self,
        settings: &Settings,
        language: Language,
        rows: impl Iterator<Item = Row<'a>>,
        whole: String,
    ) {
        self.draw(rows, None);
        self.whole = Some(whole);
        self.note(Shown { settings: settings.clone(), language });
    }

    fn note(&mut self, shown: Shown) {
        let without = shown.settings.parameters.lock == LockKind::None;
        let _ = self.element.set_attribute("data-language", name(shown.language, Language::WORDS));
        let _ = self.element.toggle_attribute_with_force("data-unlocked", without);
        self.note_times(&shown.settings);
        self.note_join(&shown.settings);
        self.shown = Some(shown);
    }

    /// Says at the lock's lines how much time passes there, if any is set.
    fn note_times(&self, settings: &Settings) {
        let Durations { inside_us, outside_us, .. } = settings.durations;
        let rows = self.element.children();
        for row in (0..rows.length()).filter_map(|index| rows.item(index)) {
            let text = row.text_content().unwrap_or_default();
            let text = text.trim();
            let time_us = match () {
                _ if row.class_name() != "line lock" => 0,
                _ if text.ends_with(".acquire()") || text.starts_with("with ") => inside_us,
                _ if text.ends_with(".release()") => outside_us,
                _ => 0,
            };
            if time_us > 0 {
                let _ = row.set_attribute("data-takes", &self.texts.say(&fact!("listing.takes", time_us)));
            } else {
                let _ = row.remove_attribute("data-takes");
            }
        }
    }

    /// Strikes the `join()` out that a `main` which does not wait leaves out.
    fn note_join(&self, settings: &Settings) {
        let join = (1..).zip(settings.text.lines()).find(|(_, text)| text.trim() == "join()");
        let skipped = join.filter(|_| settings.parameters.main == Main::Exit).map(|(line, _)| line);
        let rows = self.element.children();
        for (index, source) in (0..).zip(&self.sources) {
            let Some(row) = rows.item(index) else { continue };
            let is_skipped = skipped.is_some() && *source == skipped;
            let _ = row.toggle_attribute_with_force("data-skipped", is_skipped);
        }
    }

    /// Returns the whole program, which the language's own tools run; `None` if there is none.
    pub fn whole(&self) -> Option<String> {
        self.whole.clone()
    }

    /// Makes each line that acquires or releases a lock one that the reader can pick up: `data-lock` says so.
    fn offer_placing(&self) {
        let rows = self.element.children();
        for row in (0..rows.length()).filter_map(|index| rows.item(index)) {
            let text = row.text_content().unwrap_or_default();
            let text = text.trim();
            let is_placed =
                text.ends_with(".acquire()") || text.ends_with(".release()") || text.starts_with("with ");
            if is_placed && row.class_name() == "line lock" {
                let line = row.get_attribute("data-line").unwrap_or_default();
                let label = self.texts.say(&fact!("listing.lockLine", text, line));
                for (key, value) in
                    [("data-lock", ""), ("tabindex", "0"), ("role", "button"), ("aria-label", &*label)]
                {
                    let _ = row.set_attribute(key, value);
                }
            }
        }
    }

    /// Marks the rows that a short listing does without: those of functions that take no lock, unless none does.
    fn mark_asides(&self) {
        let rows = self.element.children();
        let rows: Vec<Element> = (0..rows.length()).filter_map(|index| rows.item(index)).collect();
        let text = |row: &Element| row.text_content().unwrap_or_default();
        // A function begins at the margin, and ends before the next one does.
        let begins = |row: &Element| !text(row).starts_with([' ', '\n', '}', ')']);
        let functions = || rows.chunk_by(|_, next| !begins(next));
        let takes_lock = |function: &&[Element]| {
            function.iter().any(|row| row.class_name().contains("lock") && text(row).starts_with(' '))
        };
        if functions().any(|function| takes_lock(&function)) {
            for row in functions().filter(|function| !takes_lock(function)).flatten() {
                let _ = row.set_attribute("data-aside", "");
            }
        }
    }

    fn draw<'a>(&mut self, rows: impl Iterator<Item = Row<'a>>, error: Option<&ProgramError>) {
        let document = self.element.owner_document().expect("the element is in a document");
        let create = |class: &str, text: &str| {
            let element = document.create_element("span").expect("`span` is a valid name");
            element.set_class_name(class);
            element.set_text_content(Some(text));
            self.element.append_child(&element).expect("a listing takes lines");
            element
        };
        self.element.set_text_content(None);
        self.sources.clear();
        let (line, problem) = match error {
            Some(ProgramError::Source(error)) => (error.line, self.texts.say(&error.fact())),
            Some(error) => (1, self.texts.say(&error.fact())),
            None => (0, String::new()),
        };
        for Row { text, source, lock } in rows {
            let code = text.trim_start_matches(' ');
            let element = create(if lock { "line lock" } else { "line" }, &text[..text.len() - code.len()]);
            let span = document.create_element("span").expect("`span` is a valid name");
            span.set_text_content(Some(&format!("{code}\n")));
            element.append_child(&span).expect("a line takes its code");
            if let Some(source) = source {
                let _ = element.set_attribute("data-line", &source.to_string());
            }
            self.sources.push(source);
            if error.is_some() && source.map(u32::from) == Some(line) {
                let _ = element.set_attribute("data-wrong", "");
                create("line wrong", &format!("{problem}\n"));
                self.sources.push(None);
            }
        }
        if error.is_some() && !self.sources.iter().flatten().any(|&source| u32::from(source) == line) {
            // The text ends too soon.
            create("line wrong", &format!("{problem}\n"));
            self.sources.push(None);
        }
        if error.is_none() {
            self.mark_asides();
        }
    }

    /// Marks the lines that the threads of a stepper are at; none if there is no stepper.
    pub fn mark(&self, stepper: Option<&Stepper>) {
        let at = |source: u16| -> Vec<ThreadId> {
            let Some(stepper) = stepper else { return Vec::new() };
            let threads = stepper.program().thread_ids();
            threads.filter(|&thread| stepper.next(thread).is_some_and(|next| next.line == source)).collect()
        };
        let rows = self.element.children();
        let mut before = None;
        for (index, source) in (0..).zip(&self.sources) {
            let Some(row) = rows.item(index) else { continue };
            // Some languages take two lines for one: the first is marked.
            let threads = match source {
                Some(source) if before != Some(*source) => at(*source),
                _ => Vec::new(),
            };
            before = *source;
            mark_line(&row, &threads);
        }
    }
}

/// Marks a line with the threads that are at it. A mark has its number as an attribute: the line's text is the program's.
fn mark_line(row: &Element, threads: &[ThreadId]) {
    let signs: Vec<String> = threads.iter().map(|&thread| sign(thread).to_string()).collect();
    let signs = signs.join(" ");
    if row.get_attribute("data-at").unwrap_or_default() == signs {
        return;
    }
    if let Ok(Some(marks)) = row.query_selector(".threads-at") {
        marks.remove();
    }
    if threads.is_empty() {
        let _ = row.remove_attribute("data-at");
        return;
    }
    let _ = row.set_attribute("data-at", &signs);
    let document = row.owner_document().expect("a line is in a document");
    let marks = document.create_element("span").expect("a valid name");
    marks.set_class_name("threads-at");
    for &thread in threads {
        let mark = document.create_element("i").expect("a valid name");
        let _ = mark.set_attribute("data-thread", &thread_name(thread));
        let _ = mark.set_attribute("data-sign", &sign(thread).to_string());
        let _ = marks.append_child(&mark);
    }
    let _ = row.append_child(&marks);
}
