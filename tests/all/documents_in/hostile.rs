//! Hostile and broken files: typed refusals; and kinds that are refused by name.

use std::fmt::Write as _;

use garant_intake::document::{Kind, Refusal, limits, read};

use super::{document, refused};
use crate::harness::catalog;

/// Reads; what would never end would not let the test end.
fn refusal(file: &str, bytes: &[u8]) -> Option<Refusal> {
    read(catalog(), file, bytes).err()
}

fn card(front: &str) -> String {
    format!("---\nlicense: mit\n{front}\n---\n# A card\n")
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut front = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..20 {
        let list = vec![format!("*a{}", n - 1); 9].join(", ");
        writeln!(front, "a{n}: &a{n} [{list}]").unwrap();
    }
    let found = refusal("card.md", card(&front).as_bytes());
    assert_eq!(found, Some(Refusal::Alias { line: 4 }));
}

#[test]
fn a_document_type_and_entities_are_refused() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>\n\
                <AppliedModelCard xmlns=\"https://mc.chai.org/v0.2/schema.xsd\">&b;</AppliedModelCard>";
    assert_eq!(
        refusal("a.xml", bomb.as_bytes()),
        Some(Refusal::Doctype { line: 2 })
    );
    let own = "<AppliedModelCard xmlns=\"https://mc.chai.org/v0.2/schema.xsd\">\n&file;</AppliedModelCard>";
    assert_eq!(
        refusal("a.xml", own.as_bytes()),
        Some(Refusal::Entity { line: 2 })
    );
}

#[test]
fn depth_is_bounded_in_each_format() {
    let deep = Some(Refusal::TooDeep {
        max: limits::MAX_DEPTH,
    });
    let n = 300_000;
    let json = format!("{{\"bomFormat\":{}", "[".repeat(n));
    assert_eq!(refusal("a.json", json.as_bytes()), deep);
    assert_eq!(refusal("a.xml", "<a>".repeat(n).as_bytes()), deep);
    let flow = card(&format!("tags: {}", "[".repeat(10_000)));
    let found = refusal("a.md", flow.as_bytes()).unwrap();
    assert!(
        matches!(found, Refusal::TooDeep { .. } | Refusal::Broken { .. }),
        "{found:?}"
    );
    let mut block = String::from("tags:");
    for level in 0..200 {
        write!(block, "\n{}a:", " ".repeat(level + 1)).unwrap();
    }
    assert_eq!(refusal("a.md", card(&block).as_bytes()), deep);
}

#[test]
fn parts_and_bytes_are_bounded_in_each_format() {
    let many = Some(Refusal::TooManyParts {
        max: limits::MAX_PARTS,
    });
    let json = format!("[{}1]", "1,".repeat(1_000_000));
    assert_eq!(refusal("a.json", json.as_bytes()), many);
    let mut xml = String::from("<a>");
    for n in 0..300_000 {
        write!(xml, "<e{n}/>").unwrap();
    }
    assert_eq!(refusal("a.xml", xml.as_bytes()), many);
    let headings = "# a\n".repeat(100_000);
    assert!(matches!(
        refusal("a.md", headings.as_bytes()),
        Some(Refusal::TooManyParts { .. })
    ));
    let front = card(&format!("tags: \"{}\"", "x".repeat(limits::MAX_FRONT)));
    assert!(matches!(
        refusal("a.md", front.as_bytes()),
        Some(Refusal::TooLarge { .. })
    ));
    let bytes = limits::MAX_BYTES + 1;
    let huge = vec![b' '; bytes];
    let max = limits::MAX_BYTES;
    assert_eq!(
        refusal("a.xml", &huge),
        Some(Refusal::TooLarge { bytes, max })
    );
}

#[test]
fn texts_made_to_be_searched_again_and_again_are_read_at_once() {
    for text in ["<a", "[x", "<!--", "](", "![", "**"] {
        let long = text.repeat(2_000_000 / text.len());
        let card = format!("---\nlicense: mit\n---\n## Direct Use\n{long}\n");
        assert_eq!(refusal("a.md", card.as_bytes()), None, "{text}");
    }
    let users = vec!["\"a user\""; 100_000].join(",");
    let bom = format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{{\"component\":{{\"type\":\"machine-learning-model\",\
         \"modelCard\":{{\"considerations\":{{\"technicalLimitations\":[{users}]}}}}}}}}}}"
    );
    assert_eq!(refusal("bom.json", bom.as_bytes()), None);
    let document = document("bom.json", &bom);
    assert_eq!(document.answers.len(), limits::MAX_ENTRIES);
    assert!(
        document
            .remarks
            .iter()
            .any(|remark| remark.code == "too-many")
    );
}

#[test]
fn odd_yaml_is_read_or_refused_at_once() {
    for part in [
        "- ", "? ", "{", "!a ", "&a ", "a: ", "\"", "'", "|\n ", "# ", "\t", "--- ", "%a\n",
        "[a, ", "<<: ",
    ] {
        let front = part.repeat(200_000 / part.len());
        for before in ["", "tags: "] {
            let card = format!("---\nlicense: mit\n{before}{front}\n---\n# A card\n");
            refusal("a.md", card.as_bytes());
        }
    }
}

#[test]
fn a_card_that_is_cut_anywhere_is_read_or_refused() {
    let cards = [
        ("a.md", "---\nlicense: mit\nmodel-index:\n- name: 'é'\n---\n# A <b\n## Direct Use\n![x](y) `z` **w** [é](\n```\n".to_owned()),
        ("a.xml", "<?xml version='1.0'?><!--é--><AppliedModelCard xmlns='https://mc.chai.org/v0.2/schema.xsd'><BasicInfo><ModelName>&#233;&amp;<![CDATA[x]]></ModelName></BasicInfo></AppliedModelCard>".to_owned()),
        ("a.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{\"type\": \"machine-learning-model\", \"name\": \"\\u00e9\"}]}".to_owned()),
    ];
    for (file, card) in cards {
        assert!(read(catalog(), file, card.as_bytes()).is_ok(), "{file}");
        for end in 0..card.len() {
            let cut = read(catalog(), file, &card.as_bytes()[..end]);
            assert!(cut.is_ok() || !cut.unwrap_err().code().is_empty());
        }
        // Every byte replaced by one that means something somewhere.
        for at in 0..card.len() {
            for byte in *b"<>[](){}:\"'&-#\n*!" {
                let mut bytes = card.clone().into_bytes();
                bytes[at] = byte;
                let changed = read(catalog(), file, &bytes);
                assert_ne!(changed.err(), Some(Refusal::Mapping));
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_and_broken_syntax_have_their_refusal() {
    assert_eq!(refused("a.xml", b""), Refusal::Empty);
    assert_eq!(refused("a.md", " \n\t\n".as_bytes()), Refusal::Empty);
    assert_eq!(refused("a.xml", b"<a>\xff\xfe</a>"), Refusal::NotUtf8);
    assert_eq!(refused("a.md", b"\xff\xfe#\0 \0a\0"), Refusal::NotUtf8);
    assert_eq!(refused("a.md", b"# a\0b"), Refusal::Binary);
    let broken = |format, line| Refusal::Broken { format, line };
    assert_eq!(refused("a.xml", b"<a>\n<b>\n</a>"), broken("XML", 3));
    assert_eq!(refused("a.xml", b"<a>\n<b>"), broken("XML", 2));
    assert_eq!(refused("a.xml", b"<a/><b/>"), broken("XML", 1));
    assert_eq!(refused("a.json", b"{\n\"a\": }"), broken("JSON", 2));
    assert_eq!(refused("a.json", b"{} {}"), broken("JSON", 1));
    assert_eq!(refused("a.json", b"# not JSON"), broken("JSON", 1));
    assert_eq!(
        refused("a.md", b"---\nlicense: mit\nnever closed"),
        broken("YAML", 1)
    );
    let refusal = refused("a.md", b"---\nlicense: mit\ntags: [a\n---\n");
    assert!(
        matches!(refusal, Refusal::Broken { format: "YAML", .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    assert_eq!(
        refused("a.md", card("language: fr\nlicense: cc0-1.0").as_bytes()),
        Refusal::DuplicateKey { line: 4 }
    );
    assert_eq!(
        refused("a.json", b"{\"name\": \"a\",\n\"name\": \"b\"}"),
        Refusal::DuplicateKey { line: 2 }
    );
}

#[test]
fn kinds_that_are_not_read_are_refused_by_name() {
    let chai = "<AppliedModelCard xmlns=\"https://mc.chai.org/v9/schema.xsd\"/>";
    let cases: &[(&str, &[u8], &str)] = &[
        ("card.tex", b"\\section{A card}", "latex"),
        ("card", b"\\documentclass{article}", "latex"),
        ("card.pdf", b"%PDF-1.7 ...", "pdf"),
        ("card.ttl", b"<a> <b> <c> .", "turtle"),
        ("card.txt", b"@prefix a: <b> .", "turtle"),
        ("card.fsh", b"Instance: card", "fsh"),
        ("card.rst", b"Card\n====", "rst"),
        ("card.html", b"<p>a</p>", "html"),
        ("card", b"<!DOCTYPE html><html></html>", "html"),
        ("eye.png", b"\x89PNG\r\n\x1a\n", "image"),
        ("book.xlsx", b"PK\x03\x04....", "archive"),
        ("card.doc", b"\xd0\xcf\x11\xe0....", "office"),
        ("rows.csv", b"label,score\n1,0.5", "table"),
        ("rows.parquet", b"PAR1....", "table"),
        ("garant.toml", b"garant = 1", "toml"),
        ("a.json", br#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}"#, "spdx"),
        ("a.json", br#"{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT"}"#, "spdx"),
        ("a.json", br#"{"assessment-results": {"uuid": "x"}}"#, "oscal"),
        ("a.yaml", b"assessment-results:\n  uuid: x", "oscal"),
        ("a.xml", br#"<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0"/>"#, "oscal"),
        ("a.json", br#"{"completed-7.1.1": "Not Applicable"}"#, "ai-verify"),
        ("a.json", br#"[{"gid": "a", "cid": "b", "output": {}}]"#, "ai-verify"),
        ("a.json", br#"{"model_details": {"name": "a"}, "considerations": {}}"#, "model-card-toolkit"),
        ("a.json", br#"{"@context": {"cr": "http://mlcommons.org/croissant/"}, "name": "a"}"#, "croissant"),
        ("a.xml", br#"<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>"#, "cyclonedx-xml"),
        ("a.json", br#"{"bomFormat": "CycloneDX", "specVersion": "1.4"}"#, "cyclonedx-version"),
        ("a.json", br#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library"}]}"#, "cyclonedx-without-model"),
        ("a.json", br#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}"#, "schema"),
        ("a.xsd", br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>"#, "schema"),
        ("a.json", br#"{"resourceType": "DocumentReference", "content": []}"#, "fhir"),
        ("a.xml", br#"<DocumentReference xmlns="http://hl7.org/fhir"/>"#, "fhir"),
        ("a.xml", chai.as_bytes(), "chai-version"),
        ("README.md", b"# A tool\n\n## Install\n\nRun it.", "markdown"),
        ("post.md", b"---\nlayout: post\n---\n# A post", "markdown"),
        ("a.yml", b"steps: [build]", "yaml"),
        ("a.json", br#"{"name": "anything"}"#, "unknown"),
        ("a.py", b"print(1)", "unknown"),
        ("LICENSE", b"You may use this.", "unknown"),
    ];
    for (file, bytes, code) in cases {
        let refusal = refused(file, bytes);
        assert_eq!(refusal.code(), *code, "{file}");
        assert!(Refusal::codes().contains(code));
    }
}

#[test]
fn a_byte_order_mark_line_ends_and_a_missing_ending_change_nothing() {
    let plain = "---\nlicense: mit\npipeline_tag: text-classification\n---\n# Quiet Eye\n\n## Direct Use\n\nSorts letters.\n";
    let expected = document("card.md", plain);
    assert_eq!(expected.kind, Kind::HuggingFace);
    assert_eq!(expected.answers.len(), 3);
    let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    assert_eq!(document("card.md", &windows), expected);
    assert_eq!(document("CARD.MD", plain).answers.len(), 3);
    assert_eq!(document("card", plain).answers.len(), 3);
}

#[test]
fn a_card_that_claims_to_be_of_garant_brings_no_control_character() {
    let json = r#"{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"machine-learning-model","name":"A\u001b[31m","description":"a\u0007b",
        "properties":[{"name":"garant-card","value":"1"}],"modelCard":{"considerations":{"users":["c\u009bd"],"technicalLimitations":["e\u001bf"]}}}}}"#;
    let md = "---\ngarant-card: 1\nlicense: mit\n---\n\n# A&#27;[31m\n\n### Model Description\n\na&#x7;b\n\n## Out-of-Scope Use\n\n- c&#155;d\n- e\n";
    let xml = "<?garant-card 1?>\n<AppliedModelCard xmlns=\"https://mc.chai.org/v0.2/schema.xsd\"><BasicInfo><ModelName>A&#x9b;</ModelName></BasicInfo></AppliedModelCard>";
    for (name, text) in [("a.json", json), ("a.md", md), ("a.xml", xml)] {
        let document = read(catalog(), name, text.as_bytes()).unwrap();
        assert!(!document.answers.is_empty(), "{name}");
        for answer in &document.answers {
            let told = format!("{:?}", answer.given);
            for hidden in ["\\u{1b}", "\\u{7}", "\\u{9b}"] {
                assert!(!told.contains(hidden), "{name} {told}");
            }
        }
    }
}
