//! What untrusted text may become in Markdown: characters that mean something there are escaped, line ends become spaces.

use garant_source::visible::visible;

/// Escapes a text for Markdown prose and table cells. What forges make into a link without brackets is broken up.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text, false).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.replace("://", ":&#47;/")
        .replace("www.", "www&#46;")
        .replace('@', "&#64;")
}

/// A code span that no backtick of the text can leave.
pub fn code(text: &str) -> String {
    let text = visible(text, false).replace('|', "\\|");
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A block of code that no fence of the text can leave.
pub fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let lines: Vec<String> = text
        .trim_end()
        .lines()
        .map(|line| visible(line, true))
        .collect();
    format!("{fence}toml\n{}\n{fence}", lines.join("\n"))
}

/// A report without two blank lines together, that ends with one line end. It holds no block of code.
pub(crate) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.trim_end().lines() {
        let empty = line.trim_end().is_empty();
        if !(empty && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = empty;
    }
    out
}
