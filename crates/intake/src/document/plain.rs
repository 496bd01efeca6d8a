//! A text of a document as plain text: no code, no markup, no encoded data, no hidden character.

use garant_source::visible::is_hidden;

use super::limits::MAX_TEXT;
use super::verbatim::escape;

/// A text, and what was done to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) text: String,
    /// Code or encoded data was left out.
    pub(super) left_out: bool,
    /// The end was cut.
    pub(super) cut: bool,
}

/// Characters of a text that are looked at.
const MAX_READ: usize = 16 * MAX_TEXT;
/// Longer words than this are no words: encoded data.
const MAX_WORD: usize = 120;

/// The plain text of a text, which may have markup; `markdown` where the document is, and escapes are undone.
pub(super) fn plain(source: &str, markdown: bool) -> Plain {
    // Marks are searched to the end of the text: what is far longer than what is kept is not searched.
    let (source, over) = match source.char_indices().nth(MAX_READ) {
        Some((at, _)) => (source.get(..at).unwrap_or_default(), true),
        None => (source, false),
    };
    let (text, mut left_out) = without_code(source);
    let text = without_markup(&text, markdown);
    let mut out = String::new();
    for line in text.lines() {
        let mut words = Vec::new();
        for word in spaced(line) {
            if encoded(word) {
                left_out = true;
            } else {
                words.push(word);
            }
        }
        out.push_str(&words.join(" "));
        out.push('\n');
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    let hidden = |c: char| c != '\n' && is_hidden(c);
    let out: String = out.trim().chars().filter(|c| !hidden(*c)).collect();
    let cut = over || out.chars().count() > MAX_TEXT;
    let text = if cut { shortened(&out) } else { out };
    Plain {
        text,
        left_out,
        cut,
    }
}

/// The words between spaces. A space that does not break belongs to what it holds together.
pub(super) fn spaced(line: &str) -> impl Iterator<Item = &str> {
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}');
    line.split(breaks).filter(|word| !word.is_empty())
}

/// Up to the last space before the limit.
fn shortened(text: &str) -> String {
    let mut kept: String = text.chars().take(MAX_TEXT).collect();
    if let Some(at) = kept.rfind(char::is_whitespace) {
        kept.truncate(at);
    }
    kept.push_str(" […]");
    kept
}

/// Without what stands between fences.
fn without_code(text: &str) -> (String, bool) {
    let mut out = String::new();
    let mut fence: Option<&str> = None;
    let mut any = false;
    for line in text.lines() {
        let bare = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                any = true;
            }
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    (out, any)
}

/// Without comments, tags, the addresses of links and pictures, and the marks of emphasis.
fn without_markup(text: &str, markdown: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '[', '!', '*', '`', '\\']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        if let (true, Some((c, length))) = (markdown && found.starts_with('\\'), escape(found)) {
            // What is left of it must not be taken for an entity below.
            out.push_str(if c == '&' { "&amp;" } else { "" });
            out.extend((c != '&').then_some(c));
            rest = found.get(length..).unwrap_or_default();
            continue;
        }
        let after = |mark: &str| found.find(mark).map(|end| end + mark.len());
        let taken = if found.starts_with("<!--") {
            Some(after("-->").unwrap_or(found.len()))
        } else if let Some(name) = ["<style", "<script"]
            .into_iter()
            .find(|name| found.starts_with(name))
        {
            let close = format!("</{}>", name.trim_start_matches('<'));
            Some(after(&close).unwrap_or(found.len()))
        } else if found.starts_with("<http") {
            let end = found.find('>').unwrap_or(found.len());
            out.push_str(found.get(1..end).unwrap_or_default());
            Some((end + 1).min(found.len()))
        } else if is_tag(found) {
            out.push(' ');
            Some(after(">").unwrap_or(found.len()))
        } else if let Some((words, length)) = link(found) {
            out.push_str(words);
            Some(length)
        } else if found.starts_with("**") {
            Some(2)
        } else if found.starts_with('`') {
            Some(1)
        } else {
            None
        };
        match taken {
            Some(length) => rest = found.get(length..).unwrap_or_default(),
            None => {
                let mut chars = found.chars();
                out.extend(chars.next());
                rest = chars.as_str();
            }
        }
    }
    out.push_str(rest);
    unescaped(&out)
}

/// Where a mark stands within the length of a tag or a link: farther away, it closes something else.
fn near(text: &str, mark: &str) -> Option<usize> {
    const REACH: usize = 2_000;
    let end = (REACH..REACH + 4).find(|end| text.is_char_boundary(*end));
    let reach = end.and_then(|end| text.get(..end)).unwrap_or(text);
    reach.find(mark)
}

fn is_tag(found: &str) -> bool {
    let mut chars = found.chars().skip(1);
    let first = chars.next();
    let opens = first.is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
    found.starts_with('<') && opens && near(found, ">").is_some()
}

/// `[words](address)` or `![words](address)`: the words, and the length of the whole.
fn link(found: &str) -> Option<(&str, usize)> {
    let from = usize::from(found.starts_with('!'));
    let inner = found.get(from..)?.strip_prefix('[')?;
    let close = near(inner, "](")?;
    let words = inner.get(..close)?;
    // Brackets within each other are left as they are.
    if words.contains(['[', '\n']) {
        return None;
    }
    let address = inner.get(close + 2..)?;
    let end = near(address, ")")?;
    Some((words, from + 1 + close + 2 + end + 1))
}

fn unescaped(text: &str) -> String {
    const SPACE: &str = "&nbsp;";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let (c, length) = match escape(found) {
            Some(known) => known,
            // Pages put it where a text is to be moved.
            None if found.starts_with(SPACE) => (' ', SPACE.len()),
            None => ('&', 1),
        };
        out.push(c);
        rest = found.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether a word is encoded data: very long and of the letters of base64, or an address that carries its content.
fn encoded(word: &str) -> bool {
    let base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_');
    word.contains(";base64,")
        || (word.len() > MAX_WORD && word.trim_matches(['"', '\'', '(', ')']).chars().all(base64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_code_and_pictures_go_and_words_stay() {
        let read = plain(
            "A **bold** [link](https://a.example/x) and ![an eye](data:image/png;base64,AAAA).\n\
             <!-- hidden --><b>Seen</b> when age < 18 &amp; dose <0.5\n```python\nname = 'x'\n```\nend",
            false,
        );
        assert_eq!(
            read.text,
            "A bold link and an eye.\nSeen when age < 18 & dose <0.5\nend"
        );
        assert!(read.left_out && !read.cut);
    }

    #[test]
    fn encoded_data_and_what_is_too_long_are_left_out_and_told() {
        let read = plain(&format!("before {} after", "QUJD".repeat(60)), false);
        assert_eq!(read.text, "before after");
        assert!(read.left_out);
        let read = plain(&"word ".repeat(2_000), false);
        assert!(read.cut && read.text.chars().count() <= MAX_TEXT + 4);
        assert!(read.text.ends_with("word […]"));
    }

    #[test]
    fn escapes_of_markdown_are_undone_there_alone() {
        let source = "a\\_b \\*c\\* \\<d> \\&lt; &#233;\u{a0}!";
        assert_eq!(plain(source, true).text, "a_b *c* <d> &lt; é\u{a0}!");
        assert_eq!(plain("C:\\_x", false).text, "C:\\_x");
    }

    #[test]
    fn brackets_that_are_no_link_stay() {
        for text in [
            "[More Information Needed]",
            "an interval [0.1, 0.9] (95 %)",
            "5 * 3 ! and ",
        ] {
            assert_eq!(plain(text, false).text, text.trim());
        }
    }
}
