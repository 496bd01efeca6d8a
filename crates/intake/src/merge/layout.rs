//! Where things stand in a descriptor's text: headers, what each of them holds, and the lines of every answer.

use garant_source::{Node, Span, Table, Text, Tree, tree};

use super::path::join;

/// A header and what follows it, up to the next; the first is what precedes any header.
#[derive(Debug)]
pub(super) struct Block {
    /// The concrete path of the table; empty before any header.
    pub(super) path: String,
    /// The line of the header, its line end included; empty where there is none.
    pub(super) header: Span,
    /// From the header's first byte to the next header's.
    pub(super) span: Span,
    /// The parts of the header's key, each where it stands.
    pub(super) keys: Vec<(String, Span)>,
    /// Whether the header begins an entry of a list.
    pub(super) entry: bool,
}

/// A key with its value, as written under a header.
#[derive(Debug)]
pub(super) struct Statement {
    /// The concrete path.
    pub(super) path: String,
    /// The last part of the key.
    pub(super) key: Span,
    /// The value.
    pub(super) value: Span,
    /// Its whole lines, the last line end included.
    pub(super) lines: Span,
    /// The header that it stands under.
    pub(super) block: usize,
}

/// A text with its headers and statements.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) text: Text,
    pub(super) root: Table,
    pub(super) blocks: Vec<Block>,
    pub(super) statements: Vec<Statement>,
}

impl Layout {
    /// Reads a text that has no syntax error; what stands where in another one is not to be relied upon.
    pub(super) fn of(text: &str) -> Self {
        let text = Text::new("", text);
        let (root, _) = tree::parse(&text);
        let mut layout = Self {
            text,
            root: Table::default(),
            blocks: Vec::new(),
            statements: Vec::new(),
        };
        layout.gather("", &root);
        layout.statements.sort_by_key(|own| own.key.start);
        layout.headers();
        for at in 0..layout.statements.len() {
            let Some(start) = layout.statements.get(at).map(|own| own.key.start) else {
                continue;
            };
            let block = layout.block_at(start);
            if let Some(own) = layout.statements.get_mut(at) {
                own.block = block;
            }
        }
        layout.root = root;
        layout
    }

    /// The whole text.
    pub(super) fn all(&self) -> &str {
        self.text.as_str()
    }

    /// The block that holds a byte.
    pub(super) fn block_at(&self, byte: usize) -> usize {
        let after = self.blocks.partition_point(|own| own.span.start <= byte);
        after.saturating_sub(1)
    }

    /// The block of exactly this table, with its place among the blocks.
    pub(super) fn block(&self, path: &str) -> Option<(usize, &Block)> {
        let mut blocks = self.blocks.iter().enumerate();
        blocks.find(|(_, own)| own.path == path)
    }

    /// The statement whose value holds a span, or is it.
    pub(super) fn statement(&self, span: Span) -> Option<&Statement> {
        let holds = |own: &&Statement| {
            own.value.start <= span.start && span.end <= own.value.end.max(span.start)
        };
        self.statements.iter().find(holds)
    }

    /// Whether a value is written inside braces, or is a list within brackets.
    pub(super) fn is_inline(&self, node: &Node) -> bool {
        match &node.value {
            Tree::Table(_) => self.text.slice(node.span).starts_with('{'),
            Tree::List(items) => items
                .first()
                .is_none_or(|item| !matches!(item.value, Tree::Table(_)) || self.is_inline(item)),
            _ => true,
        }
    }

    /// The first byte of the line of a byte.
    pub(super) fn line_start(&self, byte: usize) -> usize {
        let before = self.all().get(..byte).unwrap_or("");
        before.rfind('\n').map_or(0, |at| at + 1)
    }

    /// One past the line end of the line of a byte.
    pub(super) fn line_end(&self, byte: usize) -> usize {
        let after = self.all().get(byte..).unwrap_or("");
        after
            .find('\n')
            .map_or(self.all().len(), |at| byte + at + 1)
    }

    /// The white space before what stands first on the line of a byte.
    pub(super) fn indent(&self, byte: usize) -> &str {
        let start = self.line_start(byte);
        let line = self.all().get(start..).unwrap_or("");
        let width = line.find(|c: char| c != ' ' && c != '\t').unwrap_or(0);
        line.get(..width).unwrap_or("")
    }

    /// The line end in use before a byte, else the first of the text.
    pub(super) fn line_break(&self, byte: usize) -> &'static str {
        let all = self.all();
        let before = all.get(..byte).unwrap_or("");
        let near = before.rfind('\n').or_else(|| all.find('\n'));
        let bytes = all.as_bytes();
        let carriage = near
            .and_then(|at| at.checked_sub(1))
            .and_then(|at| bytes.get(at));
        if carriage == Some(&b'\r') {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// Lines to put in at the beginning of a line, or at the end of a text that ends without a line end.
    pub(super) fn lines(&self, byte: usize, lines: &[String]) -> String {
        let end = self.line_break(byte);
        let open = byte == self.all().len() && byte > 0 && !self.all().ends_with('\n');
        let put = |line: &String| {
            if open {
                format!("{end}{line}")
            } else {
                format!("{line}{end}")
            }
        };
        lines.iter().map(put).collect()
    }

    /// The lines between two bytes that belong to no statement and are no header, each with its first byte.
    pub(super) fn loose(&self, span: Span) -> Vec<(usize, &str)> {
        let mut out = Vec::new();
        let mut at = span.start;
        while at < span.end {
            let end = self.line_end(at);
            let taken = self
                .statements
                .iter()
                .find(|own| own.lines.start <= at && at < own.lines.end);
            if let Some(own) = taken {
                at = own.lines.end;
                continue;
            }
            let line = self.all().get(at..end).unwrap_or("");
            out.push((at, line.trim_end_matches(['\n', '\r'])));
            at = end;
        }
        out
    }

    fn gather(&mut self, place: &str, table: &Table) {
        for entry in &table.entries {
            let path = join(place, &entry.key);
            match &entry.node.value {
                Tree::Table(inner) if !self.is_inline(&entry.node) => self.gather(&path, inner),
                Tree::List(items) if !self.is_inline(&entry.node) => {
                    for (index, item) in items.iter().enumerate() {
                        if let Tree::Table(inner) = &item.value {
                            self.gather(&format!("{path}[{index}]"), inner);
                        }
                    }
                }
                _ => {
                    let value = entry.node.span;
                    let lines = Span::new(
                        self.line_start(entry.key_span.start),
                        self.line_end(value.end),
                    );
                    self.statements.push(Statement {
                        path,
                        key: entry.key_span,
                        value,
                        lines,
                        block: 0,
                    });
                }
            }
        }
    }

    fn headers(&mut self) {
        let mut found = vec![Block {
            path: String::new(),
            header: Span::default(),
            span: Span::default(),
            keys: Vec::new(),
            entry: false,
        }];
        let whole = Span::new(0, self.all().len());
        // How many entries of each list were begun.
        let mut begun: Vec<(String, usize)> = Vec::new();
        for (at, line) in self.loose(whole) {
            if !line.trim_start_matches([' ', '\t']).starts_with('[') {
                continue;
            }
            let (keys, entry) = parts(line, at);
            let mut path = String::new();
            let last = keys.len().saturating_sub(1);
            for (depth, (key, _)) in keys.iter().enumerate() {
                path = join(&path, key);
                if depth == last && entry {
                    match begun.iter_mut().find(|(list, _)| *list == path) {
                        Some((_, count)) => *count += 1,
                        None => begun.push((path.clone(), 1)),
                    }
                }
                if let Some((_, count)) = begun.iter().find(|(list, _)| *list == path) {
                    path = format!("{path}[{}]", count.saturating_sub(1));
                }
            }
            found.push(Block {
                path,
                header: Span::new(at, self.line_end(at)),
                span: Span::new(at, at),
                keys,
                entry,
            });
        }
        let starts: Vec<usize> = found.iter().skip(1).map(|own| own.span.start).collect();
        for (block, end) in found.iter_mut().zip(starts.into_iter().chain([whole.end])) {
            block.span.end = end;
        }
        self.blocks = found;
    }
}

/// The parts of a header's key, and whether it begins an entry. The line is read as a text of its own.
fn parts(line: &str, at: usize) -> (Vec<(String, Span)>, bool) {
    let (root, _) = tree::parse(&Text::new("", line));
    let mut out = Vec::new();
    let mut table = Some(&root);
    let mut entry = false;
    while let Some(own) = table.and_then(|table| table.entries.first()) {
        let span = Span::new(own.key_span.start + at, own.key_span.end + at);
        out.push((own.key.clone(), span));
        table = match &own.node.value {
            Tree::Table(inner) => Some(inner),
            Tree::List(_) => {
                entry = true;
                None
            }
            _ => None,
        };
    }
    (out, entry)
}
