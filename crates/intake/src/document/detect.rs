//! Which kind of document a file is: by its content, and by its name's ending only where the content has no mark of its own.

use super::node::{FRONT, HEADINGS, Node, Style, Tree, folded};
use super::number::numeric;
use super::refusal::{Refusal, Unread};
use super::xml::Xml;
use super::{Kind, json, limits, mapping, markdown, verbatim, xml};

/// A document whose kind is known, as a tree.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) kind: Kind,
    pub(super) root: Node,
    pub(super) style: Style,
    /// Whether texts come back as they were, by the mark of a card that Garant wrote.
    pub(super) verbatim: bool,
}

/// First bytes of files that are no text.
const MAGIC: &[(&[u8], Unread)] = &[
    (b"%PDF-", Unread::Pdf),
    (b"\x89PNG", Unread::Image),
    (b"\xff\xd8\xff", Unread::Image),
    (b"GIF8", Unread::Image),
    (b"PK\x03\x04", Unread::Archive),
    (b"\x1f\x8b", Unread::Archive),
    (b"\xd0\xcf\x11\xe0", Unread::Office),
    (b"PAR1", Unread::Table),
];

/// Endings of names whose content has no mark of its own, or one that others share.
const ENDINGS: &[(&str, Unread)] = &[
    ("tex", Unread::Latex),
    ("ttl", Unread::Turtle),
    ("fsh", Unread::Fsh),
    ("rst", Unread::Rst),
    ("html", Unread::Html),
    ("htm", Unread::Html),
    ("svg", Unread::Image),
    ("csv", Unread::Table),
    ("tsv", Unread::Table),
    ("toml", Unread::Toml),
];

/// How texts begin.
const OPENINGS: &[(&str, Unread)] = &[
    ("\\documentclass", Unread::Latex),
    ("@prefix", Unread::Turtle),
    ("@base", Unread::Turtle),
    ("<!doctype html", Unread::Html),
    ("<html", Unread::Html),
    ("<svg", Unread::Image),
];

pub(super) fn detect(file: &str, bytes: &[u8]) -> Result<Known, Refusal> {
    let max = limits::MAX_BYTES;
    if bytes.len() > max {
        let bytes = bytes.len();
        return Err(Refusal::TooLarge { bytes, max });
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::Kind(*kind));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NotUtf8)?;
    if text.contains('\0') {
        return Err(Refusal::Binary);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body = text.trim_start();
    if body.is_empty() {
        return Err(Refusal::Empty);
    }
    let ending = file
        .rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    if let Some((_, kind)) = ENDINGS.iter().find(|(known, _)| *known == ending) {
        return Err(Refusal::Kind(*kind));
    }
    let head: String = body.chars().take(20).collect::<String>().to_lowercase();
    if let Some((_, kind)) = OPENINGS.iter().find(|(known, _)| head.starts_with(known)) {
        return Err(Refusal::Kind(*kind));
    }
    let marked = body.starts_with(['{', '[', '<']);
    match (ending.as_str(), body.chars().next()) {
        ("md" | "markdown", _) => card(text, &ending),
        ("txt" | "", _) if !marked => card(text, &ending),
        ("yaml" | "yml", _) => Err(of_yaml(body)),
        (_, Some('<')) => of_xml(xml::parse(text)?),
        (_, Some('{' | '[')) => of_json(json::parse(body)?),
        ("json" | "jsonld" | "xml", _) => Err(Refusal::Broken {
            format: if ending == "xml" { "XML" } else { "JSON" },
            line: 1,
        }),
        (_, Some('-')) if text.starts_with("---") => card(text, "md"),
        _ => Err(Refusal::Unknown),
    }
}

/// A Hugging Face card: a front matter with a key of its own, or two headings of its templates.
fn card(text: &str, ending: &str) -> Result<Known, Refusal> {
    let marks = mapping::mapping(Kind::HuggingFace.mapping())?.recognise;
    let root = markdown::parse(text, &marks.labels)?;
    let front = root
        .get(FRONT)
        .is_some_and(|front| marks.front.iter().any(|key| front.has(key)));
    let headings = root.get(HEADINGS).map_or(0, |headings| {
        let mut found: Vec<String> = headings.keys().map(folded).collect();
        found.sort();
        found.dedup();
        let own = found.iter().filter(|title| marks.headings.contains(title));
        own.count()
    });
    if front || headings >= 2 {
        let mark = root.get(FRONT).and_then(|front| front.get(verbatim::MARK));
        let verbatim = mark.is_some_and(|mark| numeric(&mark.tree) == Some(1.0));
        return Ok(Known {
            kind: Kind::HuggingFace,
            root,
            style: Style::Card,
            verbatim,
        });
    }
    let markdown = !ending.is_empty() && ending != "txt";
    Err(if markdown {
        Refusal::Kind(Unread::Markdown)
    } else {
        Refusal::Unknown
    })
}

fn of_yaml(text: &str) -> Refusal {
    let oscal = text
        .lines()
        .any(|line| OSCAL.iter().any(|key| line == format!("{key}:")));
    Refusal::Kind(if oscal { Unread::Oscal } else { Unread::Yaml })
}

/// Models of OSCAL, as its files begin.
const OSCAL: &[&str] = &[
    "catalog",
    "profile",
    "component-definition",
    "system-security-plan",
    "assessment-plan",
    "assessment-results",
    "plan-of-action-and-milestones",
];

fn of_xml(xml: Xml) -> Result<Known, Refusal> {
    let namespace = xml.namespace.as_str();
    let kind = match (xml.name.as_str(), namespace) {
        ("AppliedModelCard", "https://mc.chai.org/v0.1/schema.xsd") => Kind::Chai01,
        ("AppliedModelCard", "https://mc.chai.org/v0.2/schema.xsd") => Kind::Chai02,
        ("AppliedModelCard", _) => return Err(Refusal::Kind(Unread::ChaiVersion)),
        ("bom", _) if namespace.starts_with("http://cyclonedx.org/") => {
            return Err(Refusal::Kind(Unread::CycloneXml));
        }
        (_, "http://www.w3.org/2001/XMLSchema") => return Err(Refusal::Kind(Unread::Schema)),
        (_, "http://hl7.org/fhir") => return Err(Refusal::Kind(Unread::Fhir)),
        (_, "http://csrc.nist.gov/ns/oscal/1.0") => return Err(Refusal::Kind(Unread::Oscal)),
        (_, "http://www.w3.org/2000/svg") => return Err(Refusal::Kind(Unread::Image)),
        (_, "http://www.w3.org/1999/xhtml") => return Err(Refusal::Kind(Unread::Html)),
        _ => return Err(Refusal::Unknown),
    };
    Ok(Known {
        kind,
        root: xml.root,
        style: Style::Element,
        verbatim: xml.verbatim,
    })
}

fn of_json(root: Node) -> Result<Known, Refusal> {
    let known = |kind, root| {
        Ok(Known {
            kind,
            root,
            style: Style::Pointer,
            verbatim: false,
        })
    };
    let text = |key: &str| root.get(key).and_then(Node::text).unwrap_or_default();
    if text("bomFormat") == "CycloneDX" {
        return match text("specVersion") {
            "1.5" | "1.6" | "1.7" => known(Kind::CycloneDx, root),
            _ => Err(Refusal::Kind(Unread::CycloneVersion)),
        };
    }
    if let Some(kind) = unread(&root) {
        return Err(Refusal::Kind(kind));
    }
    let bundle = root.has("network_data_format")
        || (root.has("monai_version") && (root.has("task") || root.has("eval_metrics")));
    if bundle {
        return known(Kind::Monai, root);
    }
    Err(Refusal::Unknown)
}

/// Kinds of JSON that are known and not read, by keys that they alone have.
fn unread(root: &Node) -> Option<Unread> {
    if let Tree::List(items) = &root.tree {
        let results = items.first().is_some_and(|item| item.has("gid"));
        return results.then_some(Unread::AiVerify);
    }
    let text = |key: &str| root.get(key).and_then(Node::text).unwrap_or_default();
    let keys: Vec<&str> = root.keys().collect();
    let any = |names: &[&str]| names.iter().any(|name| keys.contains(name));
    let all = |names: &[&str]| names.iter().all(|name| keys.contains(name));
    let context = root.get("@context").map(|context| {
        let mut words: Vec<&str> = context.keys().collect();
        words.extend(context.text());
        words.extend(context.below().iter().filter_map(|node| node.text()));
        words.join(" ")
    });
    if any(&["spdxVersion", "SPDXID"]) || context.as_ref().is_some_and(|c| c.contains("spdx.org")) {
        return Some(Unread::Spdx);
    }
    if let Some(context) = context {
        let croissant = text("conformsTo").contains("/croissant/")
            || context.contains("mlcommons.org")
            || any(&["recordSet", "cr:recordSet", "distribution"]);
        return croissant.then_some(Unread::Croissant);
    }
    if any(&["resourceType"]) {
        return Some(Unread::Fhir);
    }
    if OSCAL.contains(keys.first()?) && keys.len() <= 2 {
        return Some(Unread::Oscal);
    }
    let process = |key: &&str| key.starts_with("completed-") || key.starts_with("elaboration-");
    let tests = all(&["gid", "cid"]) || all(&["sensitive_feature", "results"]);
    if tests || keys.iter().any(process) {
        return Some(Unread::AiVerify);
    }
    if any(&["model_details"])
        && any(&[
            "model_parameters",
            "quantitative_analysis",
            "considerations",
        ])
    {
        return Some(Unread::ModelCardToolkit);
    }
    let schema = text("$schema").contains("json-schema.org");
    (schema && any(&["properties", "$defs", "type"])).then_some(Unread::Schema)
}
