//! A text of a descriptor is a text on paper, whatever it looks like.

use garant_report::Lang;

use crate::harness::{audited, dense, page, paragraphs};

/// Texts that mean something to a typesetter, to XML, or to a font.
const HOSTILE: [&str; 9] = [
    "#sys.version #read(\\\"/etc/passwd\\\")",
    "$x^2$ *a* _b_ `c` @d <e> ~ -- ---",
    "<b>b</b> &amp; <w:t>t</w:t> ]]>",
    "= titre\\n- point\\n+ point",
    "#import \\\"@preview/x:1.0.0\\\": *",
    "\u{1F9EA} \u{4E2D}\u{6587} \u{E000} \u{FFFF}",
    "\u{202E}abc\u{202C} \u{200B} \u{FEFF}",
    "\u{5E9}\u{5DC}\u{5D5}\u{5DD} \u{645}\u{631}\u{62D}\u{628}\u{627}",
    "e\u{301}\u{301}\u{301} \\u0007 \\u001b[31m",
];

fn descriptor(text: &str) -> String {
    format!(
        "garant = 1\nprofile = \"quick-look\"\n[system]\nname = \"{text}\"\n[declaration]\nby = \"{text}\"\norganisation = \"{text}\"\n"
    )
}

#[test]
fn a_text_comes_out_as_text() {
    for text in HOSTILE {
        let page = page(&audited(&descriptor(text)), Lang::Fr);
        let sheet = garant_paper::sheet(&page);
        let shown = garant_paper::shown(&page).unwrap().concat();
        assert!(
            garant_paper::pdf(&page).unwrap().starts_with(b"%PDF-1."),
            "{text}"
        );
        let docx = garant_paper::docx(&page).unwrap();
        let (_, name) = sheet.title.split_once(" – ").unwrap();
        assert!(
            paragraphs(&docx).iter().any(|own| own.contains(name)),
            "{text}"
        );
        // What each font has is there as it stands; right-to-left letters are there, in the order in which they are drawn.
        for c in name.chars().filter(|c| !c.is_whitespace()) {
            let coded = format!("{{U+{:04X}}}", u32::from(c));
            assert!(shown.contains(c) || shown.contains(&coded), "{text}: {c:?}");
        }
        if name.is_ascii() {
            assert!(shown.contains(&dense(name)), "{text}");
        }
    }
}

#[test]
fn a_character_that_no_font_has_is_written_out() {
    let page = page(&audited(&descriptor("a\u{1F9EA}b")), Lang::Fr);
    let shown = garant_paper::shown(&page).unwrap().concat();
    assert!(shown.contains("a{U+1F9EA}b"));
    let docx = garant_paper::docx(&page).unwrap();
    assert!(
        paragraphs(&docx)
            .iter()
            .any(|own| own.contains("a\u{1F9EA}b"))
    );
}

#[test]
fn a_page_of_any_form_is_set_or_refused_and_never_a_panic() {
    let deep = format!(
        "{}x{}",
        "<div><ul><li>".repeat(400),
        "</li></ul></div>".repeat(400)
    );
    let pages = [
        "",
        "<",
        "plain",
        "<table><tr><td colspan=\"900000\">a</table>",
        "<h3>a</h3><h1>b</h1>",
        "<img src=\"data:image/png;base64,AAAA\" alt=\"a\">",
        "<img src=\"https://example.org/a.png\"><img src=\"/etc/passwd\">",
        "<svg role=\"img\" viewBox=\"0 0 x\"><title>t</title><path d=\"M0\"/></svg>",
        "<time datetime=\"2026-99-99\">x</time>",
        "<a href=\"#nowhere\">a</a><a href=\"javascript:alert(1)\">b</a>",
        &deep,
    ];
    for page in pages {
        let said = garant_paper::pdf(page);
        assert!(said.is_ok() || said.is_err_and(|error| !error.to_string().is_empty()));
        assert!(garant_paper::docx(page).unwrap().starts_with(b"PK"));
    }
}

#[test]
fn a_link_to_what_is_not_an_address_leads_nowhere() {
    let page = "<h1>t</h1><p><a href=\"javascript:alert(1)\">b</a> <a href=\"file:///etc/passwd\">c</a></p>";
    let docx = garant_paper::docx(page).unwrap();
    assert!(!crate::harness::part(&docx, "word/_rels/document.xml.rels").contains("External"));
}
