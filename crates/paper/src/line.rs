//! A paragraph as it is read: blanks as one, none at either end, as a browser shows them.

use crate::sheet::Span;

/// A paragraph that grows.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// The parts of the paragraph and of each part that is open.
    open: Vec<Vec<Span>>,
    spans: Vec<Span>,
    /// Whether a blank would be seen here.
    said: bool,
    /// Whether a blank waits for what follows it.
    blank: bool,
}

impl Line {
    fn last(&mut self) -> &mut Vec<Span> {
        self.open.last_mut().unwrap_or(&mut self.spans)
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, text: &str) {
        let mut word = String::new();
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                self.blank = self.said;
            } else {
                if self.blank {
                    word.push(' ');
                    self.blank = false;
                }
                word.push(c);
                self.said = true;
            }
        }
        if word.is_empty() {
            return;
        }
        match self.last().last_mut() {
            Some(Span::Text { text }) => text.push_str(&word),
            _ => self.last().push(Span::Text { text: word }),
        }
    }

    /// Adds a part.
    pub(crate) fn push(&mut self, span: Span) {
        let ends = matches!(span, Span::Break);
        if self.blank && !ends {
            self.last().push(Span::Text {
                text: " ".to_owned(),
            });
        }
        self.blank = false;
        self.said = !ends;
        self.last().push(span);
    }

    /// Opens a part.
    pub(crate) fn open(&mut self) {
        // The blank before a part stands outside of it.
        if self.blank {
            self.blank = false;
            self.last().push(Span::Text {
                text: " ".to_owned(),
            });
        }
        self.open.push(Vec::new());
    }

    /// Closes the part opened last; one that holds nothing leaves only what its classes draw.
    pub(crate) fn close(&mut self, look: &'static str, class: Vec<String>, to: String) {
        let spans = self.open.pop().unwrap_or_default();
        if spans.is_empty() && class.is_empty() {
            return;
        }
        self.last().push(Span::Run {
            look,
            class,
            to,
            spans,
        });
    }

    /// The paragraph, taken.
    pub(crate) fn taken(&mut self) -> Vec<Span> {
        let line = std::mem::take(self);
        let mut spans = line.spans;
        while let Some(Span::Break) = spans.last() {
            spans.pop();
        }
        spans
    }
}
