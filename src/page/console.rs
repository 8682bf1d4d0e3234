//! The console: the screen as the learner sees it.
//!
//! Owns a view of the cells of a process and the elements of those rows that are in view; a million rows cost no more
//! of them than thirty. It reads the cells from outside, acquires no lock, and copies no more than it needs. It follows
//! the end unless the reader has scrolled away. Whether a row is whole or torn, [`rows`](crate::rows) decides.

mod here;
mod kept;
mod lost;
mod row;
mod telling;

use web_sys::{Document, Element, HtmlElement, ShadowRoot, window};

use self::here::Here;
pub use self::here::Traces;
pub use self::kept::Kept;
use self::lost::Losses;
use self::row::{DrawnRow, text};
use super::cells::{Cells, Source};
use super::selection::{Place, Selection};
use super::{Texts, find};
use crate::program::{Program, ThreadId};
use crate::rows::{Row, Rows, told};
use crate::run_end::RunEnd;
use crate::screen::Glyph;
use crate::scroll::Viewport;
use crate::verdict::Verdict;

/// How many cells are copied and folded between two readings of the clock.
const CHUNK: usize = 1 << 13;
/// A screen that no lock guards, up to this many cells, is read anew each time, since cells that were read may be overwritten. A
/// larger one is read anew when the run has ended.
const SMALL: usize = 1 << 16;

/// The console.
#[derive(Debug)]
pub struct Console {
    document: Document,
    output: HtmlElement,
    content: HtmlElement,
    /// A row that is never seen, for measuring.
    probe: Element,
    selection: Selection,
    /// The screen's rows; `None` until something runs.
    rows: Option<Rows>,
    /// The screen's cells.
    cells: Source,
    /// Copies of the cells at hand.
    copied: Vec<u16>,
    running: bool,
    /// Whether the last row may be incomplete: still being printed, or cut short with the run.
    unfinished: bool,
    view: Viewport,
    /// The scroll position last seen or set. Any other is the reader's.
    scroll_top: f64,
    following: bool,
    /// The row that the reader points at, in the output or by the timeline.
    pointed_at: Option<usize>,
    /// The place of the words on that row.
    told: Element,
    /// How many characters the run that ended has lost, if that is known.
    lost: Option<u32>,
    /// Those of them that are known.
    overwritten: Losses,
    content_height: f64,
    /// The rows that are drawn, by number.
    drawn: Vec<(usize, DrawnRow)>,
    texts: Texts,
    /// The marks of a stepper's step.
    here: Here,
}

impl Console {
    /// Shows the screen in `shadow`'s output.
    pub fn new(shadow: &ShadowRoot, texts: Texts) -> Console {
        let output: HtmlElement = find(shadow, "[part=output]");
        let content: HtmlElement = find(shadow, ".rows");
        let document = output.owner_document().expect("the element is in a document");
        Console {
            here: Here::new(&document, &content),
            document,
            selection: Selection::new(shadow.clone(), content.clone()),
            probe: find(shadow, ".probe"),
            output,
            content,
            rows: None,
            cells: Source::Copy(Vec::new()),
            copied: Vec::new(),
            running: false,
            unfinished: false,
            view: Viewport::default(),
            scroll_top: 0.0,
            following: true,
            pointed_at: None,
            told: find(shadow, "[part=told]"),
            texts,
            lost: None,
            overwritten: Losses::default(),
            content_height: 0.0,
            drawn: Vec::new(),
        }
    }

    /// Shows no screen.
    pub fn forget(&mut self) {
        for (_, row) in std::mem::take(&mut self.drawn) {
            row.element.remove();
        }
        self.rows = None;
        self.overwritten = Losses::default();
        self.cells = Source::Copy(Vec::new());
        self.here.set(None);
        self.point_at(None, "");
    }

    /// Empties the screen for a run of `program`.
    pub fn clear(&mut self, program: Program) {
        self.forget();
        self.rows = Some(Rows::new(program));
        (self.running, self.unfinished, self.following) = (true, true, true);
        self.lost = None;
    }

    /// Shows the screen whose cells are `cells`, in a process's memory.
    pub fn show(&mut self, cells: Cells) {
        self.cells = Source::Process(cells);
    }

    /// Keeps a copy of the cells that were read: their owner is about to go.
    pub fn keep(&mut self) {
        let mut cells = Vec::new();
        self.cells.copy(0..self.read_len(), &mut cells);
        self.cells = Source::Copy(cells);
    }

    /// Reads what is new on the screen, for about `budget_ms` milliseconds at most. Tells whether it caught up: the
    /// next cell is empty, or there is none.
    pub fn read(&mut self, budget_ms: f64) -> bool {
        let Some(rows) = &mut self.rows else { return true };
        let capacity = self.cells.len();
        if rows.program().guard().is_none() && capacity <= SMALL {
            rows.clear();
        }
        let clock = window().and_then(|window| window.performance()).expect("a page has a clock");
        let until = clock.now() + budget_ms;
        let mut chunk = CHUNK;
        loop {
            let start = rows.open_start();
            let end = capacity.min(start + chunk);
            self.cells.copy(start..end, &mut self.copied);
            rows.fold(&self.copied);
            if rows.read() < end || end == capacity {
                return true;
            }
            if until < clock.now() {
                return false;
            }
            // A row longer than a chunk is read again, in a larger chunk.
            chunk = if rows.open_start() == start { 2 * chunk } else { CHUNK };
        }
    }

    /// Forgets the cells that were read.
    pub fn reread(&mut self) {
        if let Some(rows) = &mut self.rows {
            rows.clear();
        }
    }

    /// Returns the program whose output is shown, if there is one.
    pub fn program(&self) -> Option<&Program> {
        self.rows.as_ref().map(Rows::program)
    }

    /// Ends a run in which the threads put `written` glyphs and `printed` lines, as far as that is known.
    pub fn end(
        &mut self,
        end: RunEnd,
        written: Option<u32>,
        printed: Option<u32>,
        values: Option<Vec<u32>>,
    ) -> Verdict {
        self.running = false;
        self.unfinished = end != RunEnd::Finished;
        let rows = self.rows.as_ref().expect("a run ends after it began");
        let verdict = Verdict::of(end, rows, written, printed, values);
        self.lost = verdict.lost;
        verdict
    }

    /// Marks the characters that the run, which had this schedule, has lost.
    pub fn show_lost(&mut self, schedule: &[ThreadId], texts: &Texts) {
        let Some(rows) = &self.rows else { return };
        self.cells.copy(0..rows.read(), &mut self.copied);
        self.overwritten = Losses::find(rows.program(), schedule, &self.copied, texts);
    }

    /// Ends a run that broke off.
    pub fn stop(&mut self) {
        self.running = false;
    }

    /// Goes to the row that has `cell`, and marks it.
    pub fn show_cell(&mut self, cell: u32) {
        let Some(rows) = &self.rows else { return };
        let row = rows.row_of(cell);
        self.point_at(Some(row), "");
        self.go_to(row);
    }

    /// Marks a row, and says these words on it.
    fn point_at(&mut self, row: Option<usize>, words: &str) {
        self.pointed_at = row;
        self.told.set_text_content(Some(words));
    }

    /// Scrolls to a row.
    fn go_to(&mut self, row: usize) {
        self.following = false;
        self.output.set_scroll_top(self.view.scroll_to_row(row).round() as i32);
        self.scroll_top = f64::from(self.output.scroll_top());
        self.render();
    }

    /// Returns how much of the running program has been printed, 0 to 1.
    pub fn progress(&self) -> f64 {
        let running = self.rows.as_ref().filter(|_| self.running);
        running.map_or(0.0, |rows| rows.read() as f64 / rows.program().screen_len() as f64)
    }

    /// Draws the rows in view, as far as they changed, and follows the end.
    pub fn render(&mut self) {
        let Some(rows) = &self.rows else { return };
        self.view.row_height = self.probe.get_bounding_client_rect().height() / zoom_of(&self.probe);
        self.view.height = f64::from(self.output.client_height());
        self.view.rows = rows.len();
        let scroll_top = f64::from(self.output.scroll_top());
        if 1.0 <= (scroll_top - self.scroll_top).abs() {
            self.scroll_top = scroll_top;
            self.view.scroll_to(scroll_top);
            self.following = self.view.at_end();
        }
        if self.content_height != self.view.content_height() {
            self.content_height = self.view.content_height();
            let _ = self
                .content
                .style()
                .set_property("height", &format!("{}px", self.content_height.ceil() as u32));
        }
        if self.following {
            let end = self.view.scroll_to_end();
            if end != self.scroll_top {
                self.output.set_scroll_top(end.ceil() as i32);
                self.scroll_top = f64::from(self.output.scroll_top());
            }
        }
        if let Some(row) = self.here.row(rows) {
            self.here.is_new = false;
            if !self.view.shows(row) {
                self.following = false;
                self.output.set_scroll_top(self.view.scroll_to_row(row).round() as i32);
                self.scroll_top = f64::from(self.output.scroll_top());
            }
        }
        self.draw();
    }

    fn draw(&mut self) {
        let Some(rows) = &self.rows else { return };
        let visible = self.view.visible();
        // A row that holds an end of the reader's selection stays, else the selection would go with it.
        let everything = self.selection.is_everything();
        let pinned = if everything { Vec::new() } else { self.selection.rows() };
        let keep = |index: usize| index < rows.len() && (visible.contains(&index) || pinned.contains(&index));
        let (drawn, mut spare): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.drawn).into_iter().partition(|(index, _)| keep(*index));
        self.drawn = drawn;

        let kept = self.drawn.iter().map(|(index, _)| *index).filter(|index| !visible.contains(index));
        for index in visible.clone().chain(kept.collect::<Vec<_>>()) {
            let place = self.drawn.partition_point(|(drawn, _)| *drawn < index);
            let next = self.drawn.get(place);
            if next.is_none_or(|(drawn, _)| *drawn != index) {
                let row = spare.pop().map_or_else(|| DrawnRow::new(&self.document), |(_, row)| row);
                let next = next.map(|(_, row)| &*row.element);
                self.content.insert_before(&row.element, next.map(AsRef::as_ref)).expect("a sibling");
                let _ = row.element.set_attribute("data-row", &index.to_string());
                self.drawn.insert(place, (index, row));
            }
            let (_, row) = &mut self.drawn[place];
            let (cells, newline) = copy_row(rows, &self.cells, index, &mut self.copied);
            let torn = is_torn(rows, cells, newline, self.unfinished);
            row.show(&self.document, cells, newline, torn);
            row.mark(&self.document, self.overwritten.within(rows.range(index)));
            row.describe((torn && !self.running).then(|| told(index, cells, newline)), &self.texts);
            let _ = row.element.toggle_attribute_with_force("data-here", self.pointed_at == Some(index));
            row.place(self.view.position(index).round() as i32);
        }
        for (_, row) in spare {
            row.element.remove();
        }
        self.here.draw(rows, &self.view);
        if everything {
            self.selection.select_all();
        }
        self.keep_stop();
    }

    /// Has Tab stop at one of the marks; arrows go to the others.
    fn keep_stop(&self) {
        let find = |selector| self.content.query_selector(selector).expect("a valid selector");
        if self.overwritten.is_empty() || find("button[tabindex='0']").is_some() {
            return;
        }
        if let Some(mark) = find("button[data-lost]") {
            let _ = mark.set_attribute("tabindex", "0");
        }
    }

    /// Returns what the screen shows, and each character's author.
    pub fn transcript(&self) -> (String, Vec<u8>) {
        let mut cells = Vec::new();
        self.cells.copy(0..self.read_len(), &mut cells);
        let authors = cells.iter().map(|&cell| Glyph::from_cell(cell).author.0);
        (text(&cells), authors.collect())
    }

    /// Returns the numbers of the rows that are marked as torn.
    pub fn torn(&self) -> Vec<u32> {
        let Some(rows) = &self.rows else { return Vec::new() };
        let mut cells = Vec::new();
        self.cells.copy(0..rows.read(), &mut cells);
        let torn = |&index: &usize| {
            let range = rows.range(index);
            let newline = rows.has_ended(index).then(|| cells[range.end]);
            is_torn(rows, &cells[range], newline, self.unfinished)
        };
        (0..rows.len()).filter(torn).map(|index| index as u32).collect()
    }

    fn read_len(&self) -> usize {
        self.rows.as_ref().map_or(0, Rows::read)
    }

    /// Selects the whole screen, rows that are not drawn included.
    pub fn select_all(&mut self) {
        self.selection.select_all();
    }

    /// Returns the text that the reader has selected, rows that are not drawn included.
    pub fn selected_text(&self) -> Option<String> {
        let rows = self.rows.as_ref()?;
        let at = |place: Place| match place {
            Place::Start => 0,
            Place::End => rows.read(),
            Place::Row { index, column } if index < rows.len() => {
                let range = rows.range(index);
                range.end.min(range.start + column)
            }
            Place::Row { .. } => rows.read(),
        };
        let (one, other) = self.selection.ends()?;
        let (one, other) = (at(one), at(other));
        let mut cells = Vec::new();
        self.cells.copy(one.min(other)..one.max(other), &mut cells);
        Some(text(&cells))
    }
}

/// Copies row `index`; returns its cells, and its newline if it has ended.
fn copy_row<'a>(
    rows: &Rows,
    cells: &Source,
    index: usize,
    copied: &'a mut Vec<u16>,
) -> (&'a [u16], Option<u16>) {
    let range = rows.range(index);
    cells.copy(range.start..range.end + usize::from(rows.has_ended(index)), copied);
    let (row, newline) = copied.split_at(range.len());
    (row, newline.first().copied())
}

/// Tells whether a row with these cells, and this newline if it has ended, is torn. A row that is still being printed,
/// or was when the run ended, is not torn by that.
fn is_torn(rows: &Rows, cells: &[u16], newline: Option<u16>, unfinished: bool) -> bool {
    let begun = unfinished && newline.is_none() && rows.can_become_whole(cells);
    rows.classify(cells, newline) == Row::Torn && !begun
}

/// Returns by how much a page's styles enlarge an element: lengths in its styles are that much smaller than on the page.
fn zoom_of(element: &Element) -> f64 {
    js_sys::Reflect::get(element, &"currentCSSZoom".into()).ok().and_then(|zoom| zoom.as_f64()).unwrap_or(1.0)
}
