//! Pages to print, and what the files made of them say.

use std::io::Read as _;
use std::path::PathBuf;

use garant_core::{Audit, Date, NoFiles, Request, audit};
use garant_report::{Assets, Format, Lang, Options, render};

/// The day of all audits of these tests.
pub(crate) fn day() -> Date {
    Date::constant(2026, 11, 23)
}

/// An example's descriptor.
pub(crate) fn example(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    std::fs::read_to_string(folder.join(name).join("garant.toml")).unwrap()
}

/// A descriptor on the profile whose report is one page: the typesetter is slow where it is not optimised.
pub(crate) fn quick(text: &str) -> String {
    let mut lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("profile ="))
        .collect();
    let at = lines
        .iter()
        .position(|line| line.starts_with("garant ="))
        .unwrap();
    lines.insert(at + 1, "profile = \"quick-look\"");
    lines.join("\n")
}

/// The audit of a descriptor without its evidence.
pub(crate) fn audited(text: &str) -> Audit {
    let catalog = garant_catalog::catalog().unwrap();
    audit(
        &catalog,
        &Request::new("garant.toml", text, day()),
        &NoFiles,
    )
    .unwrap()
}

/// The page of an audit.
pub(crate) fn page(audit: &Audit, lang: Lang) -> String {
    let rendered = render(audit, Options::new(Format::Html, lang), &Assets::default());
    rendered.unwrap().into_text().unwrap()
}

/// A file of a DOCX.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The text of each paragraph of a DOCX.
pub(crate) fn paragraphs(docx: &[u8]) -> Vec<String> {
    let text = part(docx, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut all, mut own, mut inside) = (Vec::new(), String::new(), false);
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Eof => return all,
            Event::Start(tag) if tag.name().as_ref() == "w:t" => inside = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => inside = false,
            Event::End(tag) if tag.name().as_ref() == "w:p" => all.push(std::mem::take(&mut own)),
            Event::Text(text) if inside => own.push_str(&text),
            Event::GeneralRef(name) if inside => own.push_str(match name.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                other => panic!("{other:?}"),
            }),
            _ => {}
        }
    }
}

/// A text without blanks, as pages are compared.
pub(crate) fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
