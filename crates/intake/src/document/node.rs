//! A document as a tree, whatever its format, and parts of it by path.

use garant_source::visible::is_hidden;

/// A part of a document.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The line, from 1; zero where the format tells none.
    pub(super) line: usize,
    /// What stands there.
    pub(super) tree: Tree,
}

/// What a part is.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    /// A number, and how it is written.
    Number(f64, String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// How places of a document are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `/modelCard/considerations/users/0`
    Pointer,
    /// `/AppliedModelCard/KeyMetrics/Results/MetricResult[2]`
    Element,
    /// `front matter: model-index[0].name, line 3`, `heading “Out-of-Scope Use”, line 41`
    Card,
}

/// A step to a part.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Key(String),
    Item(usize),
}

/// A part that a path leads to.
#[derive(Clone, Debug)]
pub(super) struct Part<'n> {
    pub(super) node: &'n Node,
    style: Style,
    steps: Vec<Step>,
}

impl<'n> Part<'n> {
    pub(super) fn root(node: &'n Node, style: Style) -> Self {
        Self {
            node,
            style,
            steps: Vec::new(),
        }
    }

    /// Another node in the place of this part.
    pub(super) fn of<'m>(&self, node: &'m Node) -> Part<'m> {
        Part {
            node,
            style: self.style,
            steps: self.steps.clone(),
        }
    }

    fn step(&self, node: &'n Node, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self {
            node,
            style: self.style,
            steps,
        }
    }

    /// Parts by a path of the mapping: names between slashes; `name[]` each item of a list or the value itself, `name[key=value]`
    /// those that hold this; `*` each value of a table. Names of a card are compared without regard to case.
    pub(super) fn select(&self, path: &str) -> Vec<Self> {
        let mut found = vec![self.clone()];
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            found = found.iter().flat_map(|part| part.along(segment)).collect();
        }
        found
    }

    /// The first part by a path.
    pub(super) fn first(&self, path: &str) -> Option<Self> {
        self.select(path).into_iter().next()
    }

    fn along(&self, segment: &str) -> Vec<Self> {
        let (name, filter) = match segment.split_once('[') {
            Some((name, rest)) => (name, Some(rest.trim_end_matches(']'))),
            None => (segment, None),
        };
        let Tree::Map(entries) = &self.node.tree else {
            return Vec::new();
        };
        let named: Vec<Self> = entries
            .iter()
            .filter(|(key, _)| name == "*" || self.same(key, name))
            .map(|(key, node)| self.step(node, Step::Key(key.clone())))
            .collect();
        let Some(filter) = filter else {
            return named;
        };
        let items = named.iter().flat_map(Self::items);
        match filter.split_once('=') {
            None => items.collect(),
            Some((key, value)) => items
                .filter(|item| {
                    item.first(key)
                        .is_some_and(|part| part.node.text() == Some(value))
                })
                .collect(),
        }
    }

    fn same(&self, key: &str, name: &str) -> bool {
        match self.style {
            Style::Card => folded(key) == name,
            _ => key == name,
        }
    }

    fn items(&self) -> Vec<Self> {
        match &self.node.tree {
            Tree::List(items) => items
                .iter()
                .enumerate()
                .map(|(at, node)| self.step(node, Step::Item(at)))
                .collect(),
            _ => vec![self.clone()],
        }
    }

    /// The key that leads to the part, fit to be shown.
    pub(super) fn key(&self) -> Option<String> {
        match self.steps.last() {
            Some(Step::Key(key)) => Some(shown(key)),
            _ => None,
        }
    }

    /// Whether this is the text under a heading.
    pub(super) fn is_heading(&self) -> bool {
        self.style == Style::Card
            && matches!(self.steps.first(), Some(Step::Key(area)) if area == HEADINGS)
    }

    /// Whether this is Markdown, and not the front matter above it.
    pub(super) fn is_markdown(&self) -> bool {
        self.style == Style::Card
            && !matches!(self.steps.first(), Some(Step::Key(area)) if area == FRONT)
    }

    /// The place, as a person would look for it. Keys are shortened and hold no hidden character: they are the document's.
    pub(super) fn place(&self) -> String {
        let mut out = String::new();
        let mut steps = self.steps.as_slice();
        if self.style == Style::Card {
            match steps {
                [Step::Key(area), Step::Key(title), rest @ ..] if area == HEADINGS => {
                    out = format!("heading “{}”", shown(title));
                    if let [Step::Key(bullets), Step::Key(label), ..] = rest
                        && bullets == BULLETS
                    {
                        out.push_str(&format!(", “{}”", shown(label)));
                    }
                    steps = &[];
                }
                [Step::Key(area), rest @ ..] if area == FRONT => {
                    out.push_str("front matter: ");
                    steps = rest;
                }
                _ => {}
            }
        }
        for (at, step) in steps.iter().enumerate() {
            match (step, self.style) {
                (Step::Key(key), Style::Card) => {
                    if at > 0 {
                        out.push('.');
                    }
                    out.push_str(&shown(key));
                }
                (Step::Key(key), _) => {
                    out.push('/');
                    out.push_str(&shown(key));
                }
                (Step::Item(item), Style::Pointer) => out.push_str(&format!("/{item}")),
                (Step::Item(item), Style::Element) => out.push_str(&format!("[{}]", item + 1)),
                (Step::Item(item), Style::Card) => out.push_str(&format!("[{item}]")),
            }
        }
        if out.is_empty() {
            out.push('/');
        }
        if self.style == Style::Card && self.node.line > 0 {
            out.push_str(&format!(", line {}", self.node.line));
        }
        out
    }
}

/// The part of a card that holds its front matter.
pub(super) const FRONT: &str = "front";
/// The part of a card that holds its headings.
pub(super) const HEADINGS: &str = "headings";
/// The part of a heading that holds the bullets that have a label.
pub(super) const BULLETS: &str = "bullets";

/// A key of the document, fit to be shown.
fn shown(key: &str) -> String {
    let plain = |c: &char| !c.is_control() && !is_hidden(*c);
    let mut out: String = key.chars().filter(plain).take(60).collect();
    if key.chars().count() > 60 {
        out.push('…');
    }
    out
}

/// A heading or a label without regard to case, spaces and the note that it is optional.
pub(super) fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches([':', '.', ' ', '\t']);
    let bare = bare.trim_end_matches("[optional]");
    let words: Vec<&str> = bare.split_whitespace().collect();
    words.join(" ")
}

impl Node {
    /// A text in the place of this node.
    pub(super) fn with(&self, text: String) -> Self {
        Self::new(self.line, Tree::Text(text))
    }

    pub(super) fn new(line: usize, tree: Tree) -> Self {
        Self { line, tree }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.tree {
            Tree::Map(entries) => entries
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, node)| node),
            _ => None,
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let entries = match &self.tree {
            Tree::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|(key, _)| key.as_str())
    }

    /// The parts right below.
    pub(super) fn below(&self) -> Vec<&Self> {
        match &self.tree {
            Tree::List(items) => items.iter().collect(),
            Tree::Map(entries) => entries.iter().map(|(_, node)| node).collect(),
            _ => Vec::new(),
        }
    }

    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.tree {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing stands there at all.
    pub(super) fn is_nothing(&self) -> bool {
        match &self.tree {
            Tree::Null => true,
            Tree::Text(text) => text.trim().is_empty(),
            Tree::List(items) => items.is_empty(),
            Tree::Map(entries) => entries.is_empty(),
            Tree::Bool(_) | Tree::Number(..) => false,
        }
    }
}
