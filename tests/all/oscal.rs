//! OSCAL assessment results and their catalog: the same verdicts, references that resolve, ids that are stable, nothing empty.
#![expect(clippy::indexing_slicing, reason = "test code")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::OnceLock;

use garant_core::Audit;
use garant_core::audience::Audience;
use garant_core::redact::{MARK, redact};
use garant_core::verdict::{Disposition, Verdict};
use garant_core::waiver::State;
use garant_report::{Assets, Format, Options, Words, render};
use garant_rules::Lang;
use serde_json::Value;

use crate::harness::{EXAMPLES, garant, judged, root};

const DATE: &str = "2026-11-23";
fn stored(example: &str, more: &[&str]) -> Audit {
    let folder = root().join("examples").join(example);
    let args = ["audit", "--format", "json", "--as-of", DATE];
    let out = garant(&folder, &[&args[..], more].concat());
    serde_json::from_slice(&out.stdout).unwrap()
}

/// The examples, and one with the quick look.
fn audits() -> &'static BTreeMap<&'static str, Audit> {
    static AUDITS: OnceLock<BTreeMap<&'static str, Audit>> = OnceLock::new();
    AUDITS.get_or_init(|| {
        let mut all: BTreeMap<_, _> = EXAMPLES
            .into_iter()
            .map(|name| (name, stored(name, &[])))
            .collect();
        all.insert("quick", stored("scribe", &["--profile", "quick-look"]));
        all
    })
}

fn text(audit: &Audit, format: Format, lang: Lang) -> String {
    let told = render(audit, Options::new(format, lang), &Assets::default());
    told.unwrap().into_text().unwrap()
}

fn document(audit: &Audit, format: Format, lang: Lang) -> Value {
    serde_json::from_str(&text(audit, format, lang)).unwrap()
}

/// The body of the results, and their one result.
fn results(audit: &Audit, lang: Lang) -> (Value, Value) {
    let mut whole = document(audit, Format::Oscal, lang);
    let body = whole["assessment-results"].take();
    assert_eq!(list(&body["results"]).len(), 1);
    let result = body["results"][0].clone();
    (body, result)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn said<'a>(value: &'a Value, key: &str) -> &'a str {
    let found = value[key].as_str();
    found.unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// The values of a property.
fn props<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    let all = list(&value["props"]).iter();
    let own = all.filter(|own| own["name"] == name);
    own.map(|own| said(own, "value")).collect()
}

fn walk<'a>(value: &'a Value, see: &mut dyn FnMut(&'a str, &'a Value)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                see(key, value);
                walk(value, see);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, see)),
        _ => {}
    }
}

fn state(audit: &Audit, code: &str) -> &'static str {
    let finding = crate::harness::finding(audit, code);
    match finding.disposition {
        Disposition::Waived => "waived",
        Disposition::Open => finding.verdict.code(),
    }
}

/// What must be true of both documents of any audit whatever.
fn sound(name: &str, audit: &Audit, lang: Lang) {
    let (body, result) = results(audit, lang);
    let whole = document(audit, Format::OscalCatalog, lang);
    let catalog = &whole["catalog"];
    let mut ids = [BTreeSet::new(), BTreeSet::new()];
    for (document, ids) in [&body, catalog].into_iter().zip(&mut ids) {
        no_text_is_empty_or_hidden(name, document);
        ours_is_told_as_ours(document);
        walk(document, &mut |key, value| {
            if key == "uuid" {
                let own = value.as_str().unwrap();
                assert_eq!(own.len(), 36, "{name}");
                assert_eq!(own.get(14..15), Some("5"), "{name}: {own}");
                assert!(ids.insert(own), "{name}: {own} twice");
            }
        });
        walk(document, &mut |key, value| {
            let to = match (key, value.as_str()) {
                ("href", Some(to)) if to.starts_with('#') => to.trim_start_matches('#'),
                (key, Some(to)) if key.ends_with("-uuid") => to,
                ("href", Some(to)) => {
                    assert!(!to.starts_with(['/', '\\']) && !to.contains(' '), "{to}");
                    return;
                }
                _ => return,
            };
            assert!(ids.contains(to), "{name}: {key} {to} leads nowhere");
        });
        for ids in list(&document["metadata"]["responsible-parties"]) {
            assert!(!list(&ids["party-uuids"]).is_empty());
        }
        let times = [
            "last-modified",
            "start",
            "end",
            "collected",
            "expires",
            "deadline",
        ];
        walk(document, &mut |key, value| {
            if let (true, Some(time)) = (times.contains(&key), value.as_str()) {
                let (day, hour) = time.split_once('T').unwrap();
                assert!(day.parse::<jiff::civil::Date>().is_ok(), "{name}: {time}");
                assert!(["00:00:00Z", "23:59:59Z"].contains(&hour), "{time}");
            }
        });
    }
    let mut parts = BTreeSet::new();
    walk(&catalog["groups"], &mut |key, value| {
        if key == "id" {
            let id = value.as_str().unwrap();
            let token = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
            assert!(id.chars().all(token) && !id.starts_with(|c: char| c.is_ascii_digit()));
            assert!(parts.insert(id), "{name}: {id} twice");
        }
    });
    let selection = &result["reviewed-controls"]["control-selections"][0];
    let select = |key: &str| -> BTreeSet<&str> {
        let own = list(&selection[key]).iter();
        own.map(|own| said(own, "control-id")).collect()
    };
    let (included, excluded) = (select("include-controls"), select("exclude-controls"));
    assert!(included.is_disjoint(&excluded));
    assert_eq!(included.len() + excluded.len(), audit.findings.len());
    assert!(included.union(&excluded).all(|id| parts.contains(id)));
    let targets: Vec<&str> = list(&result["findings"])
        .iter()
        .map(|finding| said(&finding["target"], "target-id"))
        .collect();
    assert!(targets.iter().all(|id| parts.contains(id)), "{name}");
    let controls = targets.iter().map(|id| id.strip_suffix("_obj").unwrap());
    assert_eq!(controls.collect::<BTreeSet<_>>(), included, "{name}");
    assert_eq!(targets.len(), included.len(), "{name}: one finding each");
    let resource = &body["back-matter"]["resources"][1];
    assert_eq!(props(resource, "catalog-uuid"), [said(catalog, "uuid")]);
}

fn no_text_is_empty_or_hidden(name: &str, document: &Value) {
    walk(document, &mut |key, value| match value {
        Value::Array(values) => assert!(!values.is_empty(), "{name}: {key} is empty"),
        Value::Object(fields) => assert!(!fields.is_empty() || key == "include-all", "{key}"),
        Value::String(text) => {
            assert_eq!(text.trim(), text, "{name}: {key}");
            assert!(!text.is_empty(), "{name}: {key} is empty");
            let prose = ["description", "remarks", "statement", "prose"].contains(&key);
            for c in text.chars() {
                let hidden = c.is_control() || matches!(c, '\u{202e}' | '\u{2028}' | '\u{feff}');
                assert!(!hidden || prose && c == '\n', "{name}: {key} {text:?}");
            }
        }
        _ => panic!("{name}: {key} is {value}"),
    });
}

fn ours_is_told_as_ours(document: &Value) {
    walk(document, &mut |key, value| {
        if key == "props" {
            for own in list(value) {
                let ns = own["ns"].as_str();
                assert_eq!(ns.is_none(), own["name"] == "label", "{own}");
                assert!(ns.is_none_or(|ns| ns.starts_with("urn:uuid:")));
            }
        }
    });
}

#[test]
fn every_finding_has_the_verdict_of_the_audit_and_none_is_left_out() {
    for (name, audit) in audits() {
        for lang in Lang::ALL {
            sound(name, audit, lang);
            let (_, result) = results(audit, lang);
            let mut told = BTreeMap::new();
            for finding in list(&result["findings"]) {
                let code = props(finding, "code")[0];
                let verdict = props(finding, "verdict")[0];
                let status = &finding["target"]["status"];
                let wanted = match verdict {
                    "met" => ("satisfied", "pass"),
                    "not-met" => ("not-satisfied", "fail"),
                    _ => ("not-satisfied", "other"),
                };
                let given = (said(status, "state"), said(status, "reason"));
                assert_eq!(given, wanted, "{name} {code}");
                let risks = list(&finding["related-risks"]).len();
                let wanted = usize::from(matches!(verdict, "not-met" | "waived"));
                assert_eq!(risks, wanted, "{name} {code}");
                assert!(!list(&finding["related-observations"]).is_empty());
                told.insert(code, verdict);
            }
            for finding in &audit.findings {
                let own = told.remove(finding.code.as_str());
                let state = state(audit, &finding.code);
                assert_eq!(own.unwrap_or("not-applicable"), state, "{name}");
            }
            assert!(told.is_empty(), "{name}");
        }
    }
}

#[test]
fn a_check_is_an_observation_with_its_truth_its_lines_and_its_evidence() {
    let audit = &audits()["imagerie"];
    let (_, result) = results(audit, Lang::Fr);
    let mut seen = 0;
    for observation in list(&result["observations"]) {
        let id = props(observation, "criterion")[0];
        let mut all = audit.findings.iter();
        let finding = all.find(|finding| finding.criterion == id).unwrap();
        let Some(check) = props(observation, "check").first().copied() else {
            // Why a criterion does not apply, or why that is not known.
            assert!(finding.verdict != Verdict::Met, "{id}");
            let reason = finding.reason.as_deref();
            assert_eq!(props(observation, "reason").first().copied(), reason);
            continue;
        };
        seen += 1;
        let check = finding.checks.iter().find(|own| own.id == check).unwrap();
        let truth = if check.asked {
            check.truth.code()
        } else {
            "not-asked"
        };
        assert_eq!(props(observation, "truth"), [truth]);
        let mut lines: Vec<usize> = check
            .read
            .iter()
            .filter(|read| read.decided)
            .filter_map(|read| read.line)
            .collect();
        lines.sort_unstable();
        lines.dedup();
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(props(observation, "descriptor-line"), lines);
        let method = match check.footing.map(|footing| serde_json::json!(footing)) {
            Some(footing) if footing == "measured" => Some("TEST"),
            Some(footing) if footing == "documented" => Some("EXAMINE"),
            Some(_) => Some("INTERVIEW"),
            None => None,
        };
        assert!(method.is_none_or(|method| observation["methods"][0] == method));
        for piece in list(&observation["relevant-evidence"]) {
            let id = props(piece, "evidence")[0];
            let own = audit.evidence.iter().find(|own| own.id == id).unwrap();
            assert_eq!(said(piece, "href"), own.path);
            let digest: Vec<&str> = own.sha256.as_deref().into_iter().collect();
            assert_eq!(props(piece, "sha256"), digest);
        }
        let stands = check
            .footing
            .is_some_and(|own| own != garant_rules::Footing::Declared);
        assert!(!stands || !list(&observation["relevant-evidence"]).is_empty());
    }
    let applicable = audit.findings.iter();
    let applicable = applicable.filter(|own| own.verdict != Verdict::NotApplicable);
    let checks: usize = applicable.map(|finding| finding.checks.len()).sum();
    assert_eq!(seen, checks);
}

#[test]
fn an_accepted_risk_has_its_last_day_and_who_answers_for_it() {
    let audit = &audits()["echographie"];
    let mut all = audit.waivers.iter();
    let waiver = all.find(|own| own.state == State::InForce).unwrap();
    let find = |audit: &Audit| -> Value {
        let (_, result) = results(audit, Lang::Fr);
        let risks = list(&result["risks"]).iter();
        let mut own = risks.filter(|own| props(own, "criterion") == [waiver.criterion.as_str()]);
        own.next().unwrap().clone()
    };
    let risk = find(audit);
    assert_eq!(risk["status"], "deviation-approved");
    assert_eq!(risk["deadline"], format!("{}T23:59:59Z", waiver.ends));
    let factor = &risk["mitigating-factors"][0];
    for part in [
        &waiver.reason,
        &waiver.risk_accepted,
        &waiver.owner,
        &waiver.approver,
    ] {
        assert!(
            said(factor, "description").contains(part.as_str()),
            "{part}"
        );
    }
    assert_eq!(risk["remediations"][0]["lifecycle"], "recommendation");
    // Its last day is not for the public, and without one an acceptance would never end.
    let public = find(&redact(audit.clone(), Audience::Public).unwrap());
    assert_eq!(public["status"], "open");
    assert!(public.get("deadline").is_none());
    assert_eq!(props(&public, "disposition"), ["waived"]);
    assert_eq!(props(&public, "deadline-withheld"), ["true"]);
    let ignored = find(&stored("echographie", &["--ignore-waivers"]));
    assert_eq!(ignored["status"], "open");
    assert!(ignored.get("mitigating-factors").is_none());
}

#[test]
fn audits_taken_up_are_told_with_their_state_and_what_they_find() {
    let audit = &audits()["hopital"];
    let (_, result) = results(audit, Lang::En);
    let all = list(&result["observations"]);
    let of = |id: &str| -> Vec<&Value> {
        let own = all.iter();
        own.filter(|own| props(own, "criterion") == [id]).collect()
    };
    let mut told = 0;
    for finding in &audit.findings {
        let from: BTreeSet<&str> = of(&finding.criterion)
            .into_iter()
            .flat_map(|own| props(own, "taken-from"))
            .collect();
        let paths = finding.taken.iter().map(|taken| taken.path.as_str());
        assert_eq!(from, paths.collect(), "{}", finding.code);
        for taken in &finding.taken {
            let verdict = taken.verdict.map(Verdict::code);
            let mut own = of(&finding.criterion).into_iter().filter(|own| {
                props(own, "taken-from") == [taken.path.as_str()] && props(own, "check").is_empty()
            });
            let own = own.next().unwrap();
            assert_eq!(props(own, "taken-verdict").first().copied(), verdict);
            let entry = &own["relevant-evidence"][0];
            assert_eq!(said(entry, "href"), taken.path);
            assert_eq!(props(entry, "sha256").len(), 1);
            told += 1;
        }
    }
    assert!(told > 100, "{told}");
    let public = redact(audit.clone(), Audience::Public).unwrap();
    assert!(!text(&public, Format::Oscal, Lang::En).contains("fournisseurs/"));
}

#[test]
fn ids_follow_the_audit_and_nothing_else() {
    let ids = |audit: &Audit, lang: Lang| -> Vec<String> {
        let (body, result) = results(audit, lang);
        let mut all = vec![said(&body, "uuid").to_owned()];
        walk(&result, &mut |key, value| {
            if key == "uuid" {
                all.push(value.as_str().unwrap().to_owned());
            }
        });
        all
    };
    let text = "garant = 1\n[system]\nname = \"Essai\"\n";
    let audit = judged(text, DATE);
    let own = ids(&audit, Lang::Fr);
    assert_eq!(own, ids(&judged(text, DATE), Lang::Fr));
    // What is found is the same in each language and for all readers; the document is another.
    let english = ids(&audit, Lang::En);
    assert_eq!(own[1..], english[1..]);
    assert_ne!(own[0], english[0]);
    let public = redact(audit.clone(), Audience::Public).unwrap();
    assert_eq!(own[1..], ids(&public, Lang::Fr)[1..]);
    assert_ne!(own[0], ids(&public, Lang::Fr)[0]);
    for other in [
        judged(&format!("{text}# another\n"), DATE),
        judged(text, "2026-11-24"),
    ] {
        let others: BTreeSet<String> = ids(&other, Lang::Fr).into_iter().collect();
        assert!(own.iter().all(|id| !others.contains(id)));
        let catalog =
            |audit| document(audit, Format::OscalCatalog, Lang::Fr)["catalog"]["uuid"].take();
        assert_eq!(catalog(&audit), catalog(&other));
    }
}

#[test]
fn the_catalog_is_that_of_its_profile_and_says_nothing_of_a_project() {
    let audits = audits();
    for lang in Lang::ALL {
        let own = text(&audits["imagerie"], Format::OscalCatalog, lang);
        for name in EXAMPLES {
            assert!(
                own == text(&audits[name], Format::OscalCatalog, lang),
                "{name}"
            );
        }
        let public = redact(audits["hopital"].clone(), Audience::Public).unwrap();
        assert!(own == text(&public, Format::OscalCatalog, lang));
        let quick = document(&audits["quick"], Format::OscalCatalog, lang);
        let controls: usize = list(&quick["catalog"]["groups"])
            .iter()
            .map(|group| list(&group["controls"]).len())
            .sum();
        assert_eq!(controls, 25);
        assert_ne!(quick["catalog"]["uuid"].as_str(), own.split('"').nth(5));
    }
}

#[test]
fn a_text_requires_only_where_the_reference_says_so() {
    let audit = &audits()["triage"];
    let whole = document(audit, Format::OscalCatalog, Lang::Fr);
    let (_, result) = results(audit, Lang::Fr);
    let mut controls = BTreeMap::new();
    for group in list(&whole["catalog"]["groups"]) {
        for control in list(&group["controls"]) {
            controls.insert(props(control, "criterion")[0], control);
        }
    }
    for finding in &audit.findings {
        let control = controls[finding.criterion.as_str()];
        let relations: Vec<&str> = finding
            .sources
            .iter()
            .map(|own| own.relation.as_str())
            .collect();
        assert_eq!(props(control, "relation"), relations);
        assert_eq!(list(&control["links"]).len(), relations.len());
        assert!(props(control, "status").is_empty());
        let mut told = list(&result["findings"]).iter();
        let Some(told) = told.find(|own| props(own, "code") == [finding.code.as_str()]) else {
            continue;
        };
        let statuses: Vec<&str> = finding
            .sources
            .iter()
            .map(|own| own.status.code())
            .collect();
        assert_eq!(props(told, "status"), statuses, "{}", finding.code);
    }
}

#[test]
fn there_is_a_mark_by_principle_with_its_bounds_and_none_overall() {
    let audit = &audits()["scribe"];
    let (_, result) = results(audit, Lang::Fr);
    assert!(props(&result, "score").is_empty());
    for score in &audit.scores {
        for (key, bound) in [("lower", score.lower), ("upper", score.upper)] {
            let mut own = list(&result["props"])
                .iter()
                .filter(|own| own["name"] == key && own["class"] == score.principle.as_str());
            let told = own
                .next()
                .map(|own| said(own, "value").parse::<f64>().unwrap());
            assert_eq!(told, bound, "{} {key}", score.principle);
            assert!(own.next().is_none());
        }
    }
}

#[test]
fn every_audience_has_sound_documents_that_say_whose_they_are() {
    for name in ["echographie", "hopital"] {
        for audience in [Audience::Client, Audience::Public] {
            let audit = redact(audits()[name].clone(), audience).unwrap();
            for lang in Lang::ALL {
                sound(name, &audit, lang);
                let (body, result) = results(&audit, lang);
                let words = Words::new(&Assets::default(), lang);
                let key = format!("report.audience.says-{}", audience.code());
                assert_eq!(said(&body["metadata"], "remarks"), words.get(&key));
                assert_eq!(props(&body["metadata"], "audience"), [audience.code()]);
                let mut persons = list(&body["metadata"]["parties"]).iter();
                let person = persons.find(|own| own["type"] == "person").unwrap();
                assert_eq!(person["name"], MARK);
                for finding in list(&result["findings"]) {
                    let code = props(finding, "code")[0];
                    assert_eq!(props(finding, "verdict"), [state(&audits()[name], code)]);
                }
            }
        }
    }
}

#[test]
fn no_text_of_a_descriptor_breaks_a_document_or_becomes_markup() {
    let long = "a".repeat(3000);
    let text = format!(
        "garant = 1\n[declaration]\nby = \"\\u0001\\u001b[31m\"\norganisation = \"   \"\n[system]\nname = \"\\t<b>*x*</b> [a](javascript:b) {{{{ insert: param, c }}}}\\u202e\"\nversion = \"\\n\"\nprovider = \"{long}\"\nsummary = \"  \\r\\n # a\\u2028\\u0000b  \"\n[[evidence]]\nid = \"a\"\nkind = \"minutes\"\npath = \"a b/ç:d#e.md\"\ntitle = \" \"\n"
    );
    let audit = judged(&text, DATE);
    for lang in Lang::ALL {
        sound("hostile", &audit, lang);
        let (body, result) = results(&audit, lang);
        let system = &result["local-definitions"]["components"][0];
        let title = said(system, "title");
        assert!(
            title.starts_with("\\<b\\>\\*x\\*\\</b\\> [a]\\(javascript:b) {\\{ insert"),
            "{title}"
        );
        assert!(props(system, "system-version").is_empty());
        assert_eq!(said(system, "description"), "\\# a {U+0000}b");
        let parties = list(&body["metadata"]["parties"]);
        assert!(parties.iter().all(|own| own["name"] != ""));
        assert_eq!(parties.len(), 2, "who says nothing is not named");
    }
    let empty = judged("garant = 1\n", DATE);
    sound("empty", &empty, Lang::Fr);
}

#[test]
fn an_audit_that_was_tampered_with_still_gives_sound_documents() {
    let mut audit = audits()["echographie"].clone();
    audit.waivers[0].ends = "never".to_owned();
    for (number, code) in ["1 =x", "É É", "", "same", "SAME"].iter().enumerate() {
        audit.findings[number].code = (*code).to_owned();
        audit.findings[number].checks[0].id = "=a b".to_owned();
        audit.findings[number].principle = "un known".to_owned();
        audit.findings[number].draft = true;
    }
    for (piece, path) in audit
        .evidence
        .iter_mut()
        .zip(["/etc/passwd", "", "a b", "../é"])
    {
        piece.path = path.to_owned();
        piece.url = Some("javascript:alert(1)".to_owned());
        piece.sha256 = Some("zz".to_owned());
        piece.expires = Some("0001-01-01".to_owned());
    }
    let source = audit
        .texts
        .get_mut("fr")
        .unwrap()
        .sources
        .values_mut()
        .next()
        .unwrap();
    Arc::make_mut(source).url = Some("https://a b/%".to_owned());
    sound("tampered", &audit, Lang::Fr);
    let told = text(&audit, Format::Oscal, Lang::Fr);
    for never in ["/etc/passwd\"", "javascript:", "\"zz\"", "0001-01-01T"] {
        assert!(!told.contains(never), "{never}");
    }
    let (_, result) = results(&audit, Lang::Fr);
    let drafts = list(&result["findings"]).iter();
    let drafts = drafts.filter(|own| props(own, "draft") == ["true"]).count();
    let wanted = audit.findings[..5].iter();
    let wanted = wanted.filter(|own| own.verdict != Verdict::NotApplicable);
    assert_eq!(drafts, wanted.count());
    for finding in &mut audit.findings {
        finding.verdict = Verdict::NotApplicable;
        finding.disposition = Disposition::Open;
    }
    sound("nothing applies", &audit, Lang::Fr);
}

#[test]
fn the_program_writes_both_by_their_endings_the_same_twice() {
    let path = root().join("examples/scribe/garant.toml");
    let path = path.to_string_lossy();
    let written = || {
        let folder = tempfile::tempdir().unwrap();
        let args = [
            "audit",
            &path,
            "--as-of",
            DATE,
            "--lang",
            "fr",
            "-o",
            "a.oscal.json",
            "-o",
            "b.oscal-catalog.json",
        ];
        garant(folder.path(), &args);
        ["a.oscal.json", "b.oscal-catalog.json"]
            .map(|name| std::fs::read_to_string(folder.path().join(name)).unwrap())
    };
    let [results, catalog] = written();
    assert_eq!(written(), [results.clone(), catalog.clone()]);
    assert_eq!(results, text(&audits()["scribe"], Format::Oscal, Lang::Fr));
    assert!(results.starts_with("{\n  \"assessment-results\""));
    assert!(catalog.starts_with("{\n  \"catalog\""));
    assert!(!results.contains(&*root().canonicalize().unwrap().to_string_lossy()));
}
