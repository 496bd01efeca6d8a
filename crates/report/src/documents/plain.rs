//! Plain text: paragraphs and items wrapped, for a letter, a message or a terminal.

/// So many characters stand in a line.
const WIDTH: usize = 78;

/// A text with each of its lines wrapped at spaces that may break, its items hanging, and no two blank lines together.
pub(super) fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 40);
    let mut blank = true;
    for line in text.trim().lines() {
        let line = line.trim_end();
        if line.is_empty() {
            if !blank {
                out.push('\n');
            }
            blank = true;
            continue;
        }
        blank = false;
        wrap(line, &mut out);
    }
    out
}

fn wrap(line: &str, out: &mut String) {
    let start = line.chars().take_while(|c| *c == ' ').count();
    let item = line.trim_start().starts_with("- ");
    let indent = " ".repeat(start + if item { 2 } else { 0 });
    let mut column = 0;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column == 0 {
            out.push_str(&" ".repeat(start));
            column = start;
        } else if column + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(&indent);
            column = indent.len();
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}
