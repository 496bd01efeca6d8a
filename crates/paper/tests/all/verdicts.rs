//! What the page says, the files say.

use garant_core::Audit;
use garant_report::Lang;

use crate::harness::{audited, dense, example, page, paragraphs, part};

/// Each criterion with the words of its verdict, as the audit's own words have them.
fn verdicts(audit: &Audit, lang: Lang) -> Vec<(String, String)> {
    let words = &audit.texts[lang.code()].words;
    let each = audit.findings.iter().map(|finding| {
        let verdict = serde_json::to_value(finding.verdict).unwrap();
        let verdict = verdict.as_str().unwrap();
        let waived = serde_json::to_value(finding.disposition).unwrap() == "waived";
        let key = match (verdict, &finding.reason) {
            ("not-applicable", Some(reason)) => format!("reason.{reason}"),
            _ if waived => "verdict.waived".to_owned(),
            _ => format!("verdict.{verdict}"),
        };
        (finding.code.clone(), words[&key].clone())
    });
    each.collect()
}

#[test]
fn each_criterion_is_in_the_pdf_with_its_verdict() {
    for (name, lang) in [("triage", Lang::Fr)] {
        let audit = audited(&example(name));
        let shown = garant_paper::shown(&page(&audit, lang)).unwrap().concat();
        let all = verdicts(&audit, lang);
        assert!(all.len() > 100, "{}", all.len());
        for (code, verdict) in all {
            // The table of texts has a row a criterion: its code, then its verdict.
            let row = dense(&format!("{code}{verdict}"));
            assert!(shown.contains(&row), "{name}: {row}");
        }
    }
}

#[test]
fn each_criterion_is_in_the_docx_with_its_verdict() {
    for (name, lang) in [("echographie", Lang::En), ("triage", Lang::Fr)] {
        let audit = audited(&example(name));
        let docx = garant_paper::docx(&page(&audit, lang)).unwrap();
        let all = paragraphs(&docx);
        for (code, verdict) in verdicts(&audit, lang) {
            let row = |pair: &[String]| pair[0] == code && pair[1] == verdict;
            assert!(all.windows(2).any(row), "{name}: {code} {verdict}");
        }
    }
}

#[test]
fn the_docx_has_headings_header_rows_and_its_language() {
    let page = page(&audited(&example("hopital")), Lang::Fr);
    let docx = garant_paper::docx(&page).unwrap();
    let body = part(&docx, "word/document.xml");
    for style in ["Heading1", "Heading2", "Heading3", "Heading4"] {
        assert!(
            body.contains(&format!("<w:pStyle w:val=\"{style}\"/>")),
            "{style}"
        );
    }
    let tables = body.matches("<w:tbl>").count();
    assert!(tables > 5);
    assert!(body.matches("<w:tblHeader/>").count() >= tables - 1);
    let styles = part(&docx, "word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"fr-FR\""));
    assert!(part(&docx, "docProps/core.xml").contains("<dc:language>fr-FR<"));
}
