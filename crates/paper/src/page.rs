//! A rendered page read back, as it prints: what the style sheet hides on paper is left out, what folds is unfolded.

use std::collections::BTreeSet;

use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};

use crate::line::Line;
use crate::picture::Pictures;
use crate::sheet::{Block, Cell, Group, Row, Sheet, Span, Table, Term};

/// Parts within parts that are still told apart; deeper ones stand in the deepest of them. No page of ours comes near.
const DEPTH: usize = 24;

/// Elements that say nothing on paper.
const SILENT: [&str; 10] = [
    "script", "style", "template", "summary", "fieldset", "input", "button", "noscript", "iframe",
    "object",
];

/// Reads a page.
pub(crate) fn read(page: &str) -> Sheet {
    let html = Html::parse_document(page);
    let mut reader = Reader {
        pictures: Pictures::new(&html),
        known: BTreeSet::new(),
    };
    let root = html.root_element();
    let mut sheet = Sheet {
        lang: root.attr("lang").unwrap_or_default().to_owned(),
        title: first(&html, "title").map(said).unwrap_or_default(),
        state: first(&html, "h1 .state").map(said).unwrap_or_default(),
        ..Sheet::default()
    };
    if let Some(time) = first(&html, "time[datetime]") {
        time.attr("datetime")
            .unwrap_or_default()
            .clone_into(&mut sheet.day);
        sheet.said = said(time);
    }
    if let Some(body) = first(&html, "body") {
        sheet.blocks = reader.blocks(body, 0);
    }
    unlink(&mut sheet.blocks, &reader.known);
    sheet.signs = reader.pictures.signs();
    sheet.pictures = reader.pictures.taken();
    sheet
}

fn first<'a>(html: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    html.select(&Selector::parse(selector).ok()?).next()
}

/// All text of an element, its blanks as one.
fn said(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    let words = text.split([' ', '\n', '\t', '\r', '\u{c}']);
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn classes(element: &Element) -> Vec<String> {
    element.classes().map(ToOwned::to_owned).collect()
}

struct Reader {
    pictures: Pictures,
    /// Anchors that are there.
    known: BTreeSet<String>,
}

impl Reader {
    /// The anchor of an element; the second of a name is none.
    fn anchor(&mut self, element: &Element) -> String {
        match element.id() {
            Some(id) if self.known.insert(id.to_owned()) => id.to_owned(),
            _ => String::new(),
        }
    }

    /// What an element holds.
    fn blocks(&mut self, parent: ElementRef<'_>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = Line::default();
        self.fill(parent, depth, &mut blocks, &mut line);
        flush(&mut line, &mut blocks, Vec::new());
        blocks
    }

    fn fill(
        &mut self,
        parent: ElementRef<'_>,
        depth: usize,
        blocks: &mut Vec<Block>,
        line: &mut Line,
    ) {
        for child in parent.children() {
            match child.value() {
                Node::Text(text) => line.text(text),
                Node::Element(element) => {
                    if let Some(child) = ElementRef::wrap(child)
                        && !is_silent(element)
                    {
                        if is_block(child) {
                            flush(line, blocks, Vec::new());
                            self.block(child, depth + 1, blocks);
                        } else {
                            self.span(child, line, depth + 1);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn block(&mut self, own: ElementRef<'_>, depth: usize, blocks: &mut Vec<Block>) {
        let element = own.value();
        let class = classes(element);
        if depth > DEPTH {
            let mut line = Line::default();
            line.text(&said(own));
            return flush(&mut line, blocks, class);
        }
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let id = self.anchor(element);
                let level = element
                    .name()
                    .bytes()
                    .last()
                    .map_or(1, |digit| digit - b'0');
                let spans = self.line(own, depth);
                blocks.push(Block::Heading {
                    level,
                    id,
                    class,
                    spans,
                });
            }
            "p" | "figcaption" => {
                let class = match element.name() {
                    "figcaption" => vec!["figcaption".to_owned()],
                    _ => class,
                };
                let spans = self.line(own, depth);
                if !spans.is_empty() {
                    blocks.push(Block::Text { class, spans });
                }
            }
            "ul" | "ol" => {
                let items: Vec<Group> = own
                    .child_elements()
                    .filter(|item| item.value().name() == "li" && !is_silent(item.value()))
                    .map(|item| self.group(item, depth))
                    .collect();
                if !items.is_empty() {
                    let ordered = element.name() == "ol";
                    blocks.push(Block::List {
                        class,
                        ordered,
                        items,
                    });
                }
            }
            "dl" => {
                let mut entries = Vec::new();
                self.terms(own, depth, &mut entries);
                blocks.push(Block::Terms { class, entries });
            }
            "table" => blocks.push(Block::Table(self.table(own, depth))),
            "svg" => {
                if let Some((path, alt)) = self.pictures.drawn(own) {
                    blocks.push(Block::Picture { path, alt, class });
                }
            }
            // Boxes that a window scrolls are none on paper.
            "section" if class.iter().any(|name| name == "scroll") => {
                let id = self.anchor(element);
                let inner = self.blocks(own, depth);
                if id.is_empty() {
                    blocks.extend(inner);
                } else {
                    blocks.push(Block::Group(Group {
                        class,
                        id,
                        blocks: inner,
                    }));
                }
            }
            "main" | "header" | "details" | "section"
                if class.is_empty() && element.id().is_none() && !is_aside(element) =>
            {
                blocks.extend(self.blocks(own, depth));
            }
            _ => {
                let mut group = self.group(own, depth);
                if element.name() != "div" {
                    group.class.push(element.name().to_owned());
                }
                blocks.push(Block::Group(group));
            }
        }
    }

    fn group(&mut self, own: ElementRef<'_>, depth: usize) -> Group {
        let element = own.value();
        let mut class = classes(element);
        if is_aside(element) {
            class.push("screen".to_owned());
        }
        Group {
            class,
            id: self.anchor(element),
            blocks: self.blocks(own, depth),
        }
    }

    fn terms(&mut self, own: ElementRef<'_>, depth: usize, entries: &mut Vec<Term>) {
        for child in own.child_elements() {
            match child.value().name() {
                "div" => self.terms(child, depth, entries),
                "dt" => entries.push(Term {
                    term: self.line(child, depth),
                    blocks: Vec::new(),
                }),
                "dd" => {
                    let blocks = self.blocks(child, depth);
                    match entries.last_mut() {
                        Some(entry) => entry.blocks.extend(blocks),
                        None => entries.push(Term {
                            term: Vec::new(),
                            blocks,
                        }),
                    }
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, own: ElementRef<'_>, depth: usize) -> Table {
        let mut table = Table {
            class: classes(own.value()),
            ..Table::default()
        };
        for part in own.child_elements() {
            match part.value().name() {
                "caption" => table.caption = self.line(part, depth),
                "thead" => {
                    let rows: Vec<Row> = rows(part).map(|row| self.row(row, depth)).collect();
                    table.head.extend(rows);
                }
                "tbody" | "tfoot" => {
                    let rows: Vec<Row> = rows(part).map(|row| self.row(row, depth)).collect();
                    table.body.extend(rows);
                }
                _ => {}
            }
        }
        table.measure();
        table
    }

    fn row(&mut self, own: ElementRef<'_>, depth: usize) -> Row {
        let id = self.anchor(own.value());
        let cells = own
            .child_elements()
            .filter(|cell| matches!(cell.value().name(), "th" | "td"));
        let cells = cells.map(|cell| {
            let element = cell.value();
            let scope = match (element.name(), element.attr("scope")) {
                ("th", Some("row")) => "row",
                ("th", _) => "col",
                _ => "",
            };
            let span = element.attr("colspan").and_then(|text| text.parse().ok());
            Cell {
                scope: scope.to_owned(),
                span: span.unwrap_or(1).clamp(1, 64),
                class: classes(element),
                blocks: self.blocks(cell, depth),
            }
        });
        Row {
            id,
            class: classes(own.value()),
            cells: cells.collect(),
        }
    }

    /// What an element says in one paragraph.
    fn line(&mut self, own: ElementRef<'_>, depth: usize) -> Vec<Span> {
        let mut line = Line::default();
        self.inline(own, &mut line, depth);
        line.taken()
    }

    fn inline(&mut self, own: ElementRef<'_>, line: &mut Line, depth: usize) {
        for child in own.children() {
            match child.value() {
                Node::Text(text) => line.text(text),
                Node::Element(element) if !is_silent(element) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.span(child, line, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn span(&mut self, own: ElementRef<'_>, line: &mut Line, depth: usize) {
        let element = own.value();
        let mut class = classes(element);
        if depth > DEPTH {
            return line.text(&said(own));
        }
        let look = match element.name() {
            "br" => return line.push(Span::Break),
            "svg" => {
                if let Some((path, alt)) = self.pictures.drawn(own) {
                    line.push(if alt.is_empty() {
                        Span::Sign { path, class }
                    } else {
                        Span::Picture { path, alt }
                    });
                }
                return;
            }
            "img" => {
                if let Some(path) = self.pictures.image(element.attr("src").unwrap_or_default()) {
                    let alt = element.attr("alt").unwrap_or_default().to_owned();
                    line.push(Span::Picture { path, alt });
                }
                return;
            }
            "strong" | "b" | "th" | "dt" => "strong",
            "code" | "kbd" | "samp" | "pre" => "code",
            "a" => "link",
            _ if class.iter().any(|name| name == "sr") => "sr",
            _ => "plain",
        };
        if let Some(state) = element.attr("data-verdict") {
            class.push(state.to_owned());
        }
        let to = match look {
            "link" => element.attr("href").unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        line.open();
        self.inline(own, line, depth);
        line.close(look, class, to);
    }
}

fn rows(part: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    part.child_elements()
        .filter(|row| row.value().name() == "tr")
}

/// Whether an element is for a screen alone.
fn is_aside(element: &Element) -> bool {
    element.attr("data-print") == Some("hide")
}

fn is_silent(element: &Element) -> bool {
    let hidden = ["skip", "toc", "filter", "defs"];
    SILENT.contains(&element.name())
        || element.classes().any(|name| hidden.contains(&name))
        || is_aside(element) && element.name() != "details"
}

fn is_block(own: ElementRef<'_>) -> bool {
    let element = own.value();
    match element.name() {
        "svg" => element.attr("role") == Some("img"),
        "address" | "article" | "aside" | "blockquote" | "body" | "dd" | "details" | "div"
        | "dl" | "dt" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "header" | "hr" | "li" | "main" | "nav" | "ol" | "p" | "section"
        | "table" | "ul" => true,
        _ => false,
    }
}

fn flush(line: &mut Line, blocks: &mut Vec<Block>, class: Vec<String>) {
    let spans = line.taken();
    if !spans.is_empty() {
        blocks.push(Block::Text { class, spans });
    }
}

/// A link to what is not on the page leads nowhere.
fn unlink(blocks: &mut [Block], known: &BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Heading { spans, .. } | Block::Text { spans, .. } => loose(spans, known),
            Block::List { items, .. } => {
                for item in items {
                    unlink(&mut item.blocks, known);
                }
            }
            Block::Terms { entries, .. } => {
                for entry in entries {
                    loose(&mut entry.term, known);
                    unlink(&mut entry.blocks, known);
                }
            }
            Block::Table(table) => {
                loose(&mut table.caption, known);
                for row in table.head.iter_mut().chain(&mut table.body) {
                    for cell in &mut row.cells {
                        unlink(&mut cell.blocks, known);
                    }
                }
            }
            Block::Picture { .. } => {}
            Block::Group(group) => unlink(&mut group.blocks, known),
        }
    }
}

fn loose(spans: &mut [Span], known: &BTreeSet<String>) {
    for span in spans {
        if let Span::Run {
            look, to, spans, ..
        } = span
        {
            let inside = to.strip_prefix('#').map(|id| known.contains(id));
            let outside = ["https://", "http://", "mailto:"];
            let leads = inside.unwrap_or_else(|| outside.iter().any(|own| to.starts_with(own)));
            if !leads {
                to.clear();
                if *look == "link" {
                    *look = "plain";
                }
            }
            loose(spans, known);
        }
    }
}
