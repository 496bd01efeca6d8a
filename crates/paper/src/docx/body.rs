//! Paragraphs and tables.

use crate::sheet::{Block, Cell, Group, Row, Sheet, Span, Table, words};

use super::text::{plain, run, sign};

/// The width of a page between its margins, in twentieths of a point.
const WIDTH: usize = 10_318;
/// The numbering of lists with bullets.
const BULLETS: usize = 1;
/// That of the first numbered list.
const NUMBERS: usize = 3;
/// How far each level of a list stands to the right, as `numbering.xml` has it.
const INDENT: usize = 397;
/// Levels of lists that are told apart.
const LEVELS: usize = 8;

/// Where a paragraph stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The numbering of the list, before its item's first paragraph.
    number: Option<usize>,
    /// How many lists it stands in.
    depth: usize,
    /// Whether it stands in a figure, which shows its table here.
    figure: bool,
    /// Whether it stands in a box.
    boxed: bool,
    /// Whether it stands in a heading cell.
    head: bool,
}

/// The body of a document, and what it refers to.
pub(super) struct Body<'a> {
    sheet: &'a Sheet,
    out: String,
    addresses: Vec<String>,
    lists: usize,
    marks: usize,
}

impl<'a> Body<'a> {
    pub(super) fn of(sheet: &'a Sheet) -> Self {
        let mut body = Self {
            sheet,
            out: String::new(),
            addresses: Vec::new(),
            lists: 0,
            marks: 0,
        };
        body.blocks(&sheet.blocks, Place::default());
        body
    }

    pub(super) fn xml(&self) -> &str {
        &self.out
    }

    /// The numberings of the numbered lists.
    pub(super) fn numbered(&self) -> impl Iterator<Item = usize> {
        NUMBERS..NUMBERS + self.lists
    }

    /// Where links lead, in their order.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(String::as_str)
    }

    fn blocks(&mut self, blocks: &[Block], mut place: Place) {
        for block in blocks {
            self.block(block, place);
            place.number = None;
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match block {
            Block::Heading {
                level, id, spans, ..
            } => {
                self.anchor(id);
                self.paragraph(&format!("Heading{level}"), "", spans, place);
            }
            Block::Text { class, spans } => {
                let is = |name: &str| class.iter().any(|own| own == name);
                let style = match () {
                    () if is("concl") => "Conclusion",
                    () if is("lead") => "Lead",
                    () if is("figcaption") => "Caption",
                    () if place.boxed => "Boxed",
                    () if place.head => "TableHead",
                    () => "",
                };
                let run = if is("mut") {
                    "<w:color w:val=\"333333\"/>"
                } else {
                    ""
                };
                self.paragraph(style, run, spans, place);
            }
            Block::List { ordered, items, .. } => self.list(*ordered, items, place),
            Block::Terms { entries, .. } => {
                for entry in entries {
                    self.paragraph("Term", "", &entry.term, place);
                    self.blocks(
                        &entry.blocks,
                        Place {
                            number: None,
                            ..place
                        },
                    );
                }
            }
            Block::Table(table) => self.table(table),
            // Its table stands beside it, and can be edited.
            Block::Picture { alt, .. } => {
                let spans = [Span::Text { text: alt.clone() }];
                self.paragraph("", "", &spans, place);
            }
            Block::Group(group) => self.group(group, place),
        }
    }

    fn group(&mut self, group: &Group, place: Place) {
        let is = |name: &str| group.class.iter().any(|own| own == name);
        if is("screen") && !place.figure {
            return;
        }
        self.anchor(&group.id);
        if is("answer") {
            return self
                .out
                .push_str("<w:p><w:pPr><w:pStyle w:val=\"Answer\"/></w:pPr></w:p>");
        }
        let place = Place {
            figure: place.figure || is("figure"),
            boxed: place.boxed || is("box"),
            ..place
        };
        self.blocks(&group.blocks, place);
    }

    fn list(&mut self, ordered: bool, items: &[Group], place: Place) {
        let number = if ordered {
            self.lists += 1;
            NUMBERS + self.lists - 1
        } else {
            BULLETS
        };
        for item in items {
            // A card is a part of the page, not a point of a list.
            let card = item.class.iter().any(|name| name == "crit");
            let inner = Place {
                number: Some(number).filter(|_| !card),
                depth: place.depth + usize::from(!card),
                ..place
            };
            self.anchor(&item.id);
            self.blocks(&item.blocks, inner);
        }
    }

    /// An anchor, at the paragraph that follows.
    fn anchor(&mut self, id: &str) {
        if !id.is_empty() {
            self.marks += 1;
            let (mark, name) = (self.marks, bookmark(id));
            self.out.push_str(&format!("<w:bookmarkStart w:id=\"{mark}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{mark}\"/>"));
        }
    }

    fn paragraph(&mut self, style: &str, properties: &str, spans: &[Span], place: Place) {
        self.out.push_str("<w:p>");
        let mut own = String::new();
        if !style.is_empty() {
            own.push_str(&format!("<w:pStyle w:val=\"{style}\"/>"));
        }
        let level = place.depth.saturating_sub(1).min(LEVELS - 1);
        match place.number {
            Some(number) => own.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>"
            )),
            None if place.depth > 0 => {
                own.push_str(&format!("<w:ind w:left=\"{}\"/>", INDENT * (level + 1)));
            }
            None => {}
        }
        if !own.is_empty() {
            self.out.push_str(&format!("<w:pPr>{own}</w:pPr>"));
        }
        self.spans(spans, properties);
        self.out.push_str("</w:p>");
    }

    fn spans(&mut self, spans: &[Span], properties: &str) {
        for span in spans {
            match span {
                Span::Text { text } => self.out.push_str(&run(text, properties)),
                Span::Break => self.out.push_str("<w:r><w:br/></w:r>"),
                Span::Sign { path, .. } => {
                    let state = self.sheet.signs.iter().find(|(_, own)| *own == path);
                    if let Some(sign) =
                        state.and_then(|(state, _)| sign(std::slice::from_ref(state)))
                    {
                        self.out.push_str(&run(&sign, properties));
                    }
                }
                Span::Picture { alt, .. } => self.out.push_str(&run(alt, properties)),
                Span::Run {
                    look,
                    class,
                    to,
                    spans,
                } => self.styled(look, class, to, spans, properties),
            }
        }
    }

    fn styled(&mut self, look: &str, class: &[String], to: &str, spans: &[Span], properties: &str) {
        let is = |name: &str| class.iter().any(|own| own == name);
        if is("blank") {
            return self.out.push_str(&run(&"_".repeat(48), properties));
        }
        let badge = is("badge") || is("c");
        // Where a sign stands for it, it is not written twice.
        if look == "sr" {
            return;
        }
        let own = match look {
            "strong" => "<w:b/>",
            "code" => "<w:rStyle w:val=\"Code\"/>",
            "link" => "<w:rStyle w:val=\"Hyperlink\"/>",
            _ if is("badge") || is("state") || is("big") => "<w:b/>",
            _ if is("mut") => "<w:color w:val=\"333333\"/>",
            _ => "",
        };
        // The style of a run comes first.
        let properties = if properties.contains(own) {
            properties.to_owned()
        } else if own.contains("rStyle") && !properties.contains("rStyle") {
            format!("{own}{properties}")
        } else if own.contains("<w:b/>") {
            match properties.split_once("/>") {
                Some((style, rest)) if style.contains("rStyle") => format!("{style}/>{own}{rest}"),
                _ => format!("{own}{properties}"),
            }
        } else if own.contains("color") && !properties.contains("color") {
            format!("{properties}{own}")
        } else {
            properties.to_owned()
        };
        let link = self.link(to);
        if let Some(link) = &link {
            self.out.push_str(link);
        }
        if badge && let Some(sign) = sign(class) {
            self.out.push_str(&run(&sign, &properties));
        }
        self.spans(spans, &properties);
        if link.is_some() {
            self.out.push_str("</w:hyperlink>");
        }
        if is("c") || is("state") {
            self.out.push_str(&run(" ", ""));
        }
    }

    /// The start of a link.
    fn link(&mut self, to: &str) -> Option<String> {
        if let Some(id) = to.strip_prefix('#') {
            return Some(format!("<w:hyperlink w:anchor=\"{}\">", bookmark(id)));
        }
        if to.is_empty() {
            return None;
        }
        let index = self.addresses.len();
        self.addresses.push(to.to_owned());
        Some(format!("<w:hyperlink r:id=\"rIdLink{index}\">"))
    }

    fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        if !table.caption.is_empty() {
            self.paragraph("Caption", "", &table.caption, Place::default());
        }
        let widths = widths(table);
        let grid: String = widths
            .iter()
            .map(|own| format!("<w:gridCol w:w=\"{own}\"/>"))
            .collect();
        let caption = match words(&table.caption) {
            said if said.is_empty() => String::new(),
            said => format!("<w:tblCaption w:val=\"{}\"/>", plain(&said)),
        };
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        ));
        for row in &table.head {
            self.row(row, &widths, true);
        }
        for row in &table.body {
            self.row(row, &widths, false);
        }
        self.out
            .push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Between\"/></w:pPr></w:p>");
    }

    fn row(&mut self, row: &Row, widths: &[usize], head: bool) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if head {
            self.out.push_str("<w:tblHeader/>");
        }
        self.out.push_str("</w:trPr>");
        let empty = Cell {
            span: 1,
            ..Cell::default()
        };
        let taken: usize = row.cells.iter().map(|cell| cell.span).sum();
        let missing = widths.len().saturating_sub(taken);
        let mut column = 0;
        let cells = row.cells.iter().chain(std::iter::repeat_n(&empty, missing));
        for (index, cell) in cells.enumerate() {
            let own = widths.iter().skip(column).take(cell.span);
            let width: usize = own.sum();
            column += cell.span;
            self.out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"
            ));
            if cell.span > 1 {
                self.out
                    .push_str(&format!("<w:gridSpan w:val=\"{}\"/>", cell.span));
            }
            if head {
                self.out
                    .push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F5F6F8\"/>");
            }
            self.out.push_str("</w:tcPr>");
            if index == 0 {
                self.anchor(&row.id);
            }
            let place = Place {
                head: !cell.scope.is_empty(),
                ..Place::default()
            };
            self.blocks(&cell.blocks, place);
            // A cell ends with a paragraph.
            if !matches!(
                cell.blocks.last(),
                Some(Block::Text { .. } | Block::Heading { .. } | Block::List { .. })
            ) {
                self.out.push_str("<w:p/>");
            }
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }
}

/// The name of an anchor, of letters, digits and low lines, as office programs want it.
fn bookmark(id: &str) -> String {
    let own = id.chars().take(36);
    let own = own.map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    format!("g_{}", own.collect::<String>())
}

/// The widths of columns: wider where more is said, the narrowest still wide enough for a word.
fn widths(table: &Table) -> Vec<usize> {
    // The square root keeps a long text from taking all.
    let roots = table
        .columns
        .iter()
        .map(|most| (most.clamp(&9, &400) * 100).isqrt());
    let roots: Vec<usize> = roots.collect();
    let all: usize = roots.iter().sum::<usize>().max(1);
    roots.iter().map(|root| root * WIDTH / all).collect()
}
