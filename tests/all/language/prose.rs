//! The text that readers of a report see, without what is quoted: code, addresses, and words of a descriptor or a table.

/// A line of a report, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Counted from 1 in the file.
    pub(super) number: usize,
    pub(super) text: String,
}

/// Elements whose text is quoted, or is none.
const QUOTED: [&str; 6] = ["code", "bdi", "style", "time", "kbd", "script"];
/// Elements that stand within a sentence.
const INLINE: [&str; 12] = [
    "a", "b", "abbr", "em", "i", "strong", "span", "code", "bdi", "time", "small", "sup",
];
/// What stands where something quoted stood.
pub(super) const HOLE: char = '\u{fffc}';

/// The prose of a page, a block a line. A drawing gives its title and description: its numbers and groups stand in the table behind.
pub(super) fn of_html(html: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut text = String::new();
    let (mut number, mut quoted, mut drawing, mut told) = (1, 0_usize, false, false);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tail) = rest.split_at(start);
        let end = tail.find('>').map_or(tail.len(), |end| end + 1);
        let (tag, after) = tail.split_at(end);
        if quoted == 0 && (!drawing || told) {
            text.push_str(before);
        }
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let closes = tag.starts_with("</");
        if QUOTED.contains(&name.as_str()) {
            if closes {
                quoted = quoted.saturating_sub(1);
                text.push(HOLE);
            } else {
                quoted += 1;
            }
        }
        drawing = (drawing || name == "svg") && !(name == "svg" && closes);
        told = drawing && !closes && matches!(name.as_str(), "title" | "desc");
        if !INLINE.contains(&name.as_str()) {
            push(&mut lines, number, &mut text);
        }
        number += before.matches('\n').count() + tag.matches('\n').count();
        rest = after;
    }
    push(&mut lines, number, &mut text);
    lines
}

fn push(lines: &mut Vec<Line>, number: usize, text: &mut String) {
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&amp;", "&");
    let plain = plain.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if !plain.is_empty() {
        lines.push(Line {
            number,
            text: plain,
        });
    }
    text.clear();
}

/// The prose of Markdown, a line a line, without code spans and code blocks.
pub(super) fn of_markdown(markdown: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut fenced = false;
    for (index, line) in markdown.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced || line.starts_with("| ---") {
            continue;
        }
        lines.push(Line {
            number: index + 1,
            text: without_comments(&without_code(line)).replace('\\', ""),
        });
    }
    lines
}

/// A line without the comments that no reader sees.
fn without_comments(line: &str) -> String {
    let mut out = line.to_owned();
    while let Some((before, rest)) = out.split_once("<!--") {
        let after = rest.split_once("-->").map_or("", |(_, after)| after);
        out = format!("{}{after}", before.trim_end());
    }
    out
}

/// A line without its code spans; one that never ends is text.
fn without_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let (before, tail) = rest.split_at(start);
        let fence = tail.chars().take_while(|c| *c == '`').count();
        let (mark, inner) = tail.split_at(fence);
        out.push_str(before);
        let Some(end) = inner.find(mark) else {
            out.push_str(tail);
            return out;
        };
        out.push(HOLE);
        rest = inner.get(end + fence..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[test]
fn prose_leaves_out_what_is_quoted_and_keeps_the_rest() {
    let html = "<p>Lu à la ligne&nbsp;3 <code>a = 'b'</code>&amp; dit par <bdi>M. O'Neill</bdi>.</p>\n<svg><title>Titre</title><text>x</text></svg><p>fin</p>";
    let texts: Vec<String> = of_html(html).into_iter().map(|line| line.text).collect();
    let hole = HOLE;
    assert_eq!(
        texts,
        [
            format!("Lu à la ligne&nbsp;3 {hole}& dit par {hole}."),
            "Titre".to_owned(),
            "fin".to_owned()
        ]
    );
    let markdown = "- dit `a ' b` et ``c ` d``, puis `seul\n```toml\nx = '1'\n```";
    let texts: Vec<String> = of_markdown(markdown)
        .into_iter()
        .map(|line| line.text)
        .collect();
    assert_eq!(texts, [format!("- dit {hole} et {hole}, puis `seul")]);
}
