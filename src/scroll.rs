//! How a million rows fit into a scroll bar.
//!
//! Owns the arithmetic between a scroll position and the rows in view; never touches the page. A browser limits how
//! tall an element can be (about 17 million pixels in one engine, 33 in others), which a million rows exceed. Up to
//! [`MAX_HEIGHT`] a scroll position is a position among the rows. Beyond it the scroll bar is a scale model: a small
//! move, by wheel or key, still moves by as many pixels, while a leap, by dragging, moves in proportion.

/// The tallest content that is scrolled one to one, in CSS pixels.
pub const MAX_HEIGHT: f64 = 8_000_000.0;

/// A viewport over rows of equal height. All lengths are in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    /// The height of one row.
    pub row_height: f64,
    /// The height of the visible part.
    pub height: f64,
    /// How many rows there are.
    pub rows: usize,
    /// The scroll position last seen.
    scroll_top: f64,
    /// The top of the viewport, measured in the full height of all rows.
    top: f64,
}

impl Viewport {
    /// Returns the height of all rows, one under the other.
    fn full_height(&self) -> f64 {
        self.rows as f64 * self.row_height
    }

    /// Returns how tall the scrolled element has to be.
    pub fn content_height(&self) -> f64 {
        self.full_height().min(MAX_HEIGHT)
    }

    fn max_top(&self) -> f64 {
        (self.full_height() - self.height).max(0.0)
    }

    /// Returns the scroll position that shows the end.
    pub fn max_scroll_top(&self) -> f64 {
        (self.content_height() - self.height).max(0.0)
    }

    /// Moves to the reader's scroll position.
    pub fn scroll_to(&mut self, scroll_top: f64) {
        let moved = scroll_top - self.scroll_top;
        self.scroll_top = scroll_top;
        let end = self.max_scroll_top();
        self.top = match () {
            _ if self.full_height() <= MAX_HEIGHT => scroll_top,
            _ if scroll_top <= 0.0 => 0.0,
            _ if end - 1.0 <= scroll_top => self.max_top(),
            _ if moved.abs() <= 2.0 * self.height => self.top + moved,
            _ => scroll_top / end * self.max_top(),
        };
        self.top = self.top.clamp(0.0, self.max_top());
    }

    /// Moves to the end and returns the scroll position to set.
    pub fn scroll_to_end(&mut self) -> f64 {
        self.scroll_top = self.max_scroll_top();
        self.top = self.max_top();
        self.scroll_top
    }

    /// Moves so that row `index` is in the middle, as far as there are rows, and returns the scroll position to set.
    pub fn scroll_to_row(&mut self, index: usize) -> f64 {
        let middle = (index as f64 + 0.5) * self.row_height;
        self.top = (middle - self.height / 2.0).clamp(0.0, self.max_top());
        self.scroll_top = match self.full_height() <= MAX_HEIGHT {
            true => self.top,
            false => self.top / self.max_top() * self.max_scroll_top(),
        };
        self.scroll_top
    }

    /// Tells whether the last row is in view.
    pub fn at_end(&self) -> bool {
        self.max_top() - self.row_height / 2.0 <= self.top
    }

    /// Tells whether all of row `index` is in view.
    pub fn shows(&self, index: usize) -> bool {
        let top = index as f64 * self.row_height;
        self.top - 1.0 <= top && top + self.row_height <= self.top + self.height + 1.0
    }

    /// Returns the rows in view.
    pub fn visible(&self) -> std::ops::Range<usize> {
        if self.row_height <= 0.0 {
            return 0..0;
        }
        let first = (self.top / self.row_height) as usize;
        let last = ((self.top + self.height) / self.row_height).ceil() as usize;
        first.min(self.rows)..last.min(self.rows)
    }

    /// Returns the position of row `index` in the scrolled element.
    pub fn position(&self, index: usize) -> f64 {
        index as f64 * self.row_height - self.top + self.scroll_top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(rows: usize) -> Viewport {
        Viewport { row_height: 20.0, height: 400.0, rows, ..Viewport::default() }
    }

    #[test]
    fn few_rows_scroll_one_to_one() {
        let mut view = viewport(100);
        assert_eq!((view.content_height(), view.visible()), (2000.0, 0..20));
        view.scroll_to(50.0);
        assert_eq!((view.visible(), view.position(7)), (2..23, 140.0));
        view.scroll_to(view.max_scroll_top());
        assert_eq!(view.visible(), 80..100);
        assert!(view.at_end());
    }

    #[test]
    fn any_row_can_be_gone_to() {
        for rows in [5, 100, 1_000_000] {
            let mut view = viewport(rows);
            for index in [0, rows / 3, rows - 1] {
                let scroll_top = view.scroll_to_row(index);
                assert!(view.visible().contains(&index), "{index} of {rows}");
                assert!((0.0..=view.max_scroll_top()).contains(&scroll_top));
            }
        }
    }

    #[test]
    fn the_end_of_a_million_rows_is_at_the_end_of_the_scroll_bar() {
        let mut view = viewport(1_000_000);
        assert_eq!(view.content_height(), MAX_HEIGHT);
        view.scroll_to(view.max_scroll_top());
        assert_eq!(view.visible(), 999_980..1_000_000);
        assert_eq!(view.position(999_999) + view.row_height, view.content_height());
        assert_eq!(view.scroll_to_end(), view.max_scroll_top());
        assert!(view.at_end());
        view.scroll_to(0.0);
        assert_eq!(view.visible(), 0..20);
    }

    #[test]
    fn a_small_move_among_a_million_rows_moves_by_as_many_pixels() {
        let mut view = viewport(1_000_000);
        view.scroll_to(4_000_000.0);
        let before = view.visible().start;
        assert!(before.abs_diff(500_000) < 50, "a leap to the middle lands in the middle, not at {before}");
        for notch in 1..=10 {
            view.scroll_to(4_000_000.0 + 100.0 * f64::from(notch));
        }
        assert_eq!(view.visible().start, before + 50);
    }

    #[test]
    fn nothing_to_show_is_no_rows() {
        assert_eq!(Viewport::default().visible(), 0..0);
        assert_eq!(viewport(3).visible(), 0..3);
        assert!(viewport(0).at_end());
    }
}
