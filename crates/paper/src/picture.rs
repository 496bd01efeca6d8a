//! The pictures of a page, each as a file of its own: what its page draws with (classes, patterns, symbols) goes with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node, Selector};

/// What the classes of pictures look like.
const STYLE: &str = include_str!("../../../reports/paper/picture.css");

/// Prefix of the names of the symbols that classes draw.
const SIGN: &str = "v-";

/// The pictures of a page.
pub(crate) struct Pictures {
    files: BTreeMap<String, Vec<u8>>,
    /// Symbols by name: their frame and what they draw.
    symbols: BTreeMap<String, (String, String)>,
    patterns: String,
}

impl Pictures {
    pub(crate) fn new(html: &Html) -> Self {
        let all = |selector: &str| {
            let selector = Selector::parse(selector).ok();
            let found = selector.map(|selector| html.select(&selector).collect::<Vec<_>>());
            found.unwrap_or_default()
        };
        let mut patterns = String::new();
        for pattern in all("svg.defs pattern") {
            xml(*pattern, &mut patterns);
        }
        let symbols = all("svg.defs symbol").into_iter().filter_map(|symbol| {
            let frame = symbol.attr("viewBox")?.to_owned();
            let mut drawn = String::new();
            for child in symbol.children() {
                xml(child, &mut drawn);
            }
            Some((symbol.attr("id")?.to_owned(), (frame, drawn)))
        });
        Self {
            files: BTreeMap::new(),
            symbols: symbols.collect(),
            patterns,
        }
    }

    /// A drawing of the page: its path, and what it shows where it is no mere sign.
    pub(crate) fn drawn(&mut self, own: ElementRef<'_>) -> Option<(String, String)> {
        let mut children = own.child_elements();
        let used = children.next().filter(|only| only.value().name() == "use");
        if let Some(used) = used {
            let name = used.attr("href")?.strip_prefix('#')?.to_owned();
            return Some((self.symbol(&name)?, String::new()));
        }
        let frame = own.attr("viewBox")?.to_owned();
        let mut drawn = String::new();
        for child in own.children() {
            xml(child, &mut drawn);
        }
        let alt = match own.attr("role") {
            Some("img") => named(own),
            _ => String::new(),
        };
        Some((self.kept(&frame, &drawn, ""), alt))
    }

    fn symbol(&mut self, name: &str) -> Option<String> {
        let (frame, drawn) = self.symbols.get(name)?.clone();
        let class = if name.starts_with(SIGN) { "g" } else { "" };
        Some(self.kept(&frame, &drawn, class))
    }

    fn kept(&mut self, frame: &str, drawn: &str, class: &str) -> String {
        let sizes: Vec<&str> = frame.split_whitespace().collect();
        let (width, height) = match sizes.as_slice() {
            [_, _, width, height] => (*width, *height),
            _ => ("16", "16"),
        };
        let patterns = if drawn.contains("url(#") {
            &*self.patterns
        } else {
            ""
        };
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" viewBox=\"{}\" width=\"{}\" height=\"{}\" color=\"#16161d\"><style>{STYLE}</style><defs>{patterns}</defs>{drawn}</svg>",
            escaped(frame),
            escaped(width),
            escaped(height),
        );
        self.put("svg", text.into_bytes())
    }

    /// A picture that the page holds as data; none of another place.
    pub(crate) fn image(&mut self, address: &str) -> Option<String> {
        let (kind, data) = address
            .strip_prefix("data:image/")?
            .split_once(";base64,")?;
        let ending = match kind {
            "png" | "gif" | "webp" | "jpeg" => kind,
            "svg+xml" => "svg",
            _ => return None,
        };
        let bytes = STANDARD.decode(data).ok()?;
        Some(self.put(ending, bytes))
    }

    /// The path of a file; the same bytes have the same.
    fn put(&mut self, ending: &str, bytes: Vec<u8>) -> String {
        if let Some((path, _)) = self.files.iter().find(|(_, own)| **own == bytes) {
            return path.clone();
        }
        let path = format!("/pictures/{:04}.{ending}", self.files.len());
        self.files.insert(path.clone(), bytes);
        path
    }

    /// The signs of verdicts, by verdict.
    pub(crate) fn signs(&mut self) -> BTreeMap<String, String> {
        let names: Vec<String> = self.symbols.keys().cloned().collect();
        let signs = names.iter().filter_map(|name| {
            let state = name.strip_prefix(SIGN)?.to_owned();
            Some((state, self.symbol(name)?))
        });
        signs.collect()
    }

    pub(crate) fn taken(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }
}

/// The title of a drawing.
fn named(own: ElementRef<'_>) -> String {
    let title = own
        .child_elements()
        .find(|child| child.value().name() == "title");
    let said = title.map(|title| title.text().collect::<String>());
    said.map(|said| said.trim().to_owned()).unwrap_or_default()
}

/// Elements of a drawing that are kept: what draws, and nothing that leads elsewhere.
fn draws(name: &str) -> bool {
    let known: BTreeSet<&str> = [
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "pattern",
        "defs",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
    .into();
    known.contains(name)
}

fn xml(node: NodeRef<'_, Node>, out: &mut String) {
    match node.value() {
        Node::Text(text) => out.push_str(&escaped(text)),
        Node::Element(element) if draws(element.name()) => {
            let _ = write!(out, "<{}", element.name());
            for (name, value) in element.attrs() {
                if !name.contains(':') {
                    let _ = write!(out, " {name}=\"{}\"", escaped(value));
                }
            }
            out.push('>');
            for child in node.children() {
                xml(child, out);
            }
            let _ = write!(out, "</{}>", element.name());
        }
        _ => {}
    }
}

pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
