//! A page as an editable document (Office Open XML, ECMA-376): headings of heading styles, tables with header rows, the language set.
//!
//! The two crates that write this format were looked at and left: neither marks the header rows of a table, nor the language, nor packs the
//! same bytes whatever the day.

mod body;
mod text;

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::picture::escaped;
use crate::sheet::Sheet;
use body::Body;

const CONTENT_TYPES: &str = include_str!("../../../../reports/paper/docx/content-types.xml");
const RELS: &str = include_str!("../../../../reports/paper/docx/rels.xml");
const STYLES: &str = include_str!("../../../../reports/paper/docx/styles.xml");
const SETTINGS: &str = include_str!("../../../../reports/paper/docx/settings.xml");
const FOOTER: &str = include_str!("../../../../reports/paper/docx/footer.xml");
const NUMBERING: &str = include_str!("../../../../reports/paper/docx/numbering.xml");
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The DOCX of a sheet.
pub(crate) fn print(sheet: &Sheet) -> ZipResult<Vec<u8>> {
    let body = Body::of(sheet);
    let lang = locale(&sheet.lang);
    let files = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELS.to_owned()),
        ("docProps/core.xml", core(sheet)),
        ("word/document.xml", document(&body)),
        ("word/styles.xml", STYLES.replace("{lang}", &lang)),
        ("word/settings.xml", SETTINGS.replace("{lang}", &lang)),
        ("word/numbering.xml", numbering(&body)),
        ("word/header1.xml", header(sheet)),
        ("word/footer1.xml", FOOTER.to_owned()),
        ("word/_rels/document.xml.rels", relations(&body)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in files {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A language as office programs name it.
fn locale(lang: &str) -> String {
    match lang {
        "fr" | "" => "fr-FR".to_owned(),
        "en" => "en-GB".to_owned(),
        other => escaped(other),
    }
}

fn core(sheet: &Sheet) -> String {
    let created = if sheet.day.is_empty() {
        String::new()
    } else {
        format!(
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created>",
            escaped(&sheet.day)
        )
    };
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:language>{}</dc:language>{created}</cp:coreProperties>",
        text::plain(&sheet.title),
        locale(&sheet.lang),
    )
}

fn document(body: &Body<'_>) -> String {
    format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{LINKS}\"><w:body>{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1020\" w:right=\"794\" w:bottom=\"907\" w:left=\"794\" w:header=\"510\" w:footer=\"454\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        body.xml()
    )
}

/// What stands at the head of each page.
fn header(sheet: &Sheet) -> String {
    let said: Vec<&str> = [&sheet.title, &sheet.state, &sheet.said]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(String::as_str)
        .collect();
    format!(
        "{HEAD}<w:hdr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}</w:p></w:hdr>",
        text::run(&said.join(" – "), "")
    )
}

/// A numbering of its own for each numbered list, so that each begins at one.
fn numbering(body: &Body<'_>) -> String {
    let own: String = body
        .numbered()
        .map(|id| {
            format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>")
        })
        .collect();
    NUMBERING.replace("</w:numbering>", &format!("{own}</w:numbering>"))
}

fn relations(body: &Body<'_>) -> String {
    let mut out = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    let parts = [
        ("rIdStyles", "styles"),
        ("rIdSettings", "settings"),
        ("rIdNumbering", "numbering"),
    ];
    for (id, name) in parts {
        out.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{LINKS}/{name}\" Target=\"{name}.xml\"/>"
        ));
    }
    for (id, name) in [("rIdHeader", "header"), ("rIdFooter", "footer")] {
        out.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{LINKS}/{name}\" Target=\"{name}1.xml\"/>"
        ));
    }
    for (index, address) in body.addresses().enumerate() {
        out.push_str(&format!(
            "<Relationship Id=\"rIdLink{index}\" Type=\"{LINKS}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            text::plain(address)
        ));
    }
    out.push_str("</Relationships>");
    out
}
