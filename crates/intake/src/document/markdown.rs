//! Markdown as a tree: front matter, headings with the text of their own, bullets that have a label. Code is left aside.

use super::node::{BULLETS, FRONT, HEADINGS, Node, Tree, folded};
use super::refusal::Refusal;
use super::{limits, yaml};

/// A card as a tree: `front`, `title`, `headings`. Bullets with one of these labels stand apart from the text around them.
pub(super) fn parse(text: &str, labels: &[String]) -> Result<Node, Refusal> {
    let (front, body, before) = split(text)?;
    let mut parts = Vec::new();
    if let Some(front) = front {
        if front.len() > limits::MAX_FRONT {
            return Err(Refusal::TooLarge {
                bytes: front.len(),
                max: limits::MAX_FRONT,
            });
        }
        // Its first line is the one after the dashes.
        let tree = yaml::parse(front, 1)?;
        parts.push((FRONT.to_owned(), tree));
    }
    let (title, headings) = sections(body, before, labels)?;
    if let Some(title) = title {
        parts.push(("title".to_owned(), title));
    }
    parts.push((HEADINGS.to_owned(), Node::new(0, Tree::Map(headings))));
    Ok(Node::new(1, Tree::Map(parts)))
}

/// The front matter between two lines of dashes, the rest, and how many lines come before it.
fn split(text: &str) -> Result<(Option<&str>, &str, usize), Refusal> {
    let Some(rest) = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"))
    else {
        return Ok((None, text, 0));
    };
    let mut at = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        if matches!(line.trim_end(), "---" | "...") {
            let front = rest.get(..at).unwrap_or_default();
            let body = rest.get(at + line.len()..).unwrap_or_default();
            return Ok((Some(front), body, number + 2));
        }
        at += line.len();
    }
    Err(Refusal::Broken {
        format: "YAML",
        line: 1,
    })
}

/// The first title, and the headings.
type Sections = (Option<Node>, Vec<(String, Node)>);

/// The first title, and each heading with the lines below it up to the next heading of any level.
fn sections(body: &str, before: usize, labels: &[String]) -> Result<Sections, Refusal> {
    let mut title = None;
    let mut found: Vec<(String, usize, String)> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for (number, line) in body.lines().enumerate() {
        let line = line.trim_end();
        let bare = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let code = fence.is_some() || mark.is_some();
        if !code
            && !comment
            && let Some((level, words)) = heading(line)
        {
            let at = before + number + 1;
            if level == 1 && title.is_none() {
                title = Some(Node::new(at, Tree::Text(words.to_owned())));
            }
            if found.len() >= limits::MAX_HEADINGS {
                return Err(Refusal::TooManyParts {
                    max: limits::MAX_HEADINGS,
                });
            }
            found.push((words.to_owned(), at, String::new()));
            continue;
        }
        if !code {
            // A comment may go over several lines, and a heading in it is none.
            for piece in line.split_inclusive("-->") {
                comment |= piece.contains("<!--");
                comment &= !piece.ends_with("-->");
            }
        }
        if let Some((_, _, text)) = found.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    let headings = found
        .into_iter()
        .map(|(words, line, text)| {
            let bullets = bullets(&text, line);
            let apart = |line: &&str| {
                let label = labelled(line).map(|(label, _)| folded(label));
                label.is_some_and(|label| labels.contains(&label))
            };
            let text: Vec<&str> = text.lines().filter(|line| !apart(line)).collect();
            let text = text.join("\n");
            let parts = vec![
                ("text".to_owned(), Node::new(line, Tree::Text(text))),
                (BULLETS.to_owned(), Node::new(line, Tree::Map(bullets))),
            ];
            (words, Node::new(line, Tree::Map(parts)))
        })
        .collect();
    Ok((title, headings))
}

/// The level of a heading, and its words.
fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let set_off = words.starts_with([' ', '\t']) || words.is_empty();
    let words = words.trim();
    // What closes a heading is set off from it: a name may end with the sign.
    let bare = words.trim_end_matches('#');
    let words = if bare.is_empty() || bare.ends_with([' ', '\t']) {
        bare.trim_end()
    } else {
        words
    };
    ((1..=6).contains(&level) && set_off).then_some((level, words))
}

/// Bullets of one heading.
const MAX_BULLETS: usize = 50;

/// Lines of the form `- **Label:** text`.
fn bullets(text: &str, heading: usize) -> Vec<(String, Node)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some((label, rest)) = labelled(line)
            && found.len() < MAX_BULLETS
        {
            let rest = rest.trim_start_matches(':').trim();
            let node = Node::new(heading + number + 1, Tree::Text(rest.to_owned()));
            found.push((folded(label), node));
        }
    }
    found
}

/// The label of a line `- **Label:** text`, and the rest.
fn labelled(line: &str) -> Option<(&str, &str)> {
    line.trim_start()
        .strip_prefix(['-', '*'])?
        .trim_start()
        .strip_prefix("**")?
        .split_once("**")
}
